package load

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"

	"servqual/survey"
	"servqual/survey/issue"
	"servqual/survey/recognise"
	"servqual/survey/sheet"
	"servqual/survey/wording"
)

// itemColumn is a column of a table that is bound to an item.
type itemColumn struct {
	t    *table
	col  int
	item int
	side survey.Side
}

// part is some of the answers, all given on one scale: those of some tables, sides
// and dimensions.
type part struct {
	cols   []itemColumn
	scale  recognise.Scale
	labels *labelling
	issues []issue.Issue

	told     bool        // its legend or its words tell its scale, not its numbers
	counts   map[int]int // whole numbers by how often
	sides    map[survey.Side]map[int]int
	total    int
	tops     []int             // the highest number of each row
	words    []map[string]bool // the words of each row, where words are the answers
	coded    map[string]int    // the number beside each label, where it is always the same
	open     bool              // its scale is open: it is asked
	stated   bool              // by a rule of the study file, or by its scale
	ruled    bool              // by a rule
	directed bool              // … which says what the best answer is
	wave     string
}

// span is the number of steps of its scale.
func (p *part) span() int { return p.scale.Max - p.scale.Min }

// sameScale says that two parts are answered on one scale, with the same numbers
// beside the same labels.
func (p *part) sameScale(q *part) bool {
	return p.sameEnds(q) && p.scale.Down == q.scale.Down && !p.open && !q.open && !p.codedOtherwise(q)
}

func (p *part) sameEnds(q *part) bool {
	return p.scale.Min == q.scale.Min && p.scale.Max == q.scale.Max
}

// codedOtherwise says that a label stands beside one number in p and another in q.
func (p *part) codedOtherwise(q *part) bool {
	for label, n := range p.coded {
		if m, ok := q.coded[label]; ok && m != n {
			return true
		}
	}
	return false
}

// judgePart finds the scale of some columns: by the words of their answers, the
// legends over them, or their numbers. stated is the scale that the instrument is
// usually asked with. ok is false where neither numbers nor words tell one.
func (s *Source) judgePart(cols []itemColumn, stated survey.Scale, keep func(t *table, row []sheet.Cell) bool) (*part, bool) {
	p := &part{cols: cols}
	e := newEvidence()
	var own []*recognise.Column
	var texts []string
	titled := make(map[*table]bool)
	var byTable [][]*recognise.Column // of tables whose columns stand together
	for _, c := range cols {
		x := &c.t.forRecognition().Columns[c.col]
		if keep != nil {
			x = &recognise.Column{Raw: x.Raw, Code: x.Code, Text: x.Text, Block: x.Block, Cells: c.t.columnOf(c.col, func(row []sheet.Cell) bool { return keep(c.t, row) })}
		}
		if !titled[c.t] {
			titled[c.t] = true
			texts = append(texts, c.t.head.titles...)
			byTable = append(byTable, nil)
		}
		texts = append(texts, x.Text, x.Block)
		if e.pos.File == "" {
			e.pos = c.pos()
		}
		e.add(x.Cells)
		own = append(own, x)
		byTable[len(byTable)-1] = append(byTable[len(byTable)-1], x)
	}
	p.coded = e.coded()
	numbers, _, _ := e.guess(stated)
	if l, issues := e.label(s.study, labelQuestion{numbers: numbers, subject: s.study.Instrument}); l.points > 0 || l.top > 0 || l.open {
		p.labels, p.told, p.issues = l, !l.open, issues
		for _, cs := range byTable {
			p.words = append(p.words, wordsOfRows(cs)...)
		}
		p.scale = recognise.Scale{Min: 1, Max: max(l.points, 1), Certainty: recognise.Certain}
		if l.top > 0 {
			p.scale.Min, p.scale.Max = l.bottom, l.top
		}
		return p, p.told
	}
	a := recognise.NewAnswers(own...)
	p.counts, p.total = a.Counts()
	p.sides = make(map[survey.Side]map[int]int)
	for k, c := range cols {
		by, _ := recognise.NewAnswers(own[k]).Counts()
		if p.sides[c.side] == nil {
			p.sides[c.side] = make(map[int]int)
		}
		for n, count := range by {
			p.sides[c.side][n] += count
		}
	}
	legend := recognise.ReadLegend(texts...)
	sc, ok := a.Judge(stated, legend)
	p.scale = sc
	for _, cs := range byTable {
		p.tops = append(p.tops, recognise.NewAnswers(cs...).Tops(sc.Max)...)
	}
	p.told = ok && sc.Certainty == recognise.Certain && (legend.Ranged() || legend != nil && legend.OutOf > 1)
	return p, ok && sc.Certainty != recognise.Open && sc.Max > sc.Min
}

// ofItsOwn says that a part's numbers alone show that its scale ends where its
// answers do: there are many, and on some side too many at the top for the tail of
// a longer scale.
func (p *part) ofItsOwn() bool {
	if p.scale.Certainty != recognise.Certain || p.total < enough {
		return false
	}
	for _, by := range p.sides {
		top, next, third := float64(by[p.scale.Max]), float64(by[p.scale.Max-1]), float64(by[p.scale.Max-2])
		if 2*top >= next && 20*int(top) >= p.total/len(p.sides) || overTop(top, next, third) >= leastOver {
			return true
		}
	}
	return false
}

// overTop is how many answers a longer scale would have one step above the top, if
// the numbers of answers fell off as those of a normal distribution, whose second
// differences of the logarithm are constant: top³·third/next³.
func overTop(top, next, third float64) float64 {
	if next == 0 {
		return 0
	}
	r := top / next
	return r * r * r * third
}

// leastOver is how many answers must be missed there: none would come with a
// chance of e⁻¹².
const leastOver = 12

// apart is the chance below which two parts are on different scales.
const apart = 1e-6

// below says that the answers of p can't be on the scale of q, which ends higher.
// Of q's rows a share has an answer above the end of p; with that share s, n rows
// on the same scale would hold none with the chance (1 − s)ⁿ, which is below one
// in a million. Rows count and not answers, because the answers of a row go
// together; s is taken as above/(rows + 1), so that a few rows prove little.
func (p *part) below(q *part) bool {
	if p.scale.Max >= q.scale.Max || len(p.tops) == 0 || len(q.tops) == 0 {
		return false
	}
	above := 0
	for _, n := range q.tops {
		if n > p.scale.Max {
			above++
		}
	}
	return math.Pow(1-float64(above)/float64(len(q.tops)+1), float64(len(p.tops))) < apart
}

// differ says whether two parts are shown to be on different scales, and whether
// each is certain of its own.
func (p *part) differ(q *part) (shown, certain bool) {
	switch {
	case p.sameScale(q):
		return false, false
	case p.open || q.open || p.codedOtherwise(q):
		return true, true
	case p.words != nil && q.words != nil:
		return p.otherWords(q), true
	case p.told && q.told:
		return true, true
	case p.told:
		return p.tells(q)
	case q.told:
		return q.tells(p)
	}
	lo, hi := p, q
	if lo.scale.Max > hi.scale.Max {
		lo, hi = hi, lo
	}
	if lo.scale.Min < hi.scale.Min && lo.scale.Max < hi.scale.Max { // 0–4 and 1–5
		return true, lo.ofItsOwn() && hi.ofItsOwn()
	}
	if lo.scale.Max == hi.scale.Max || !lo.below(hi) {
		return false, false
	}
	return true, lo.ofItsOwn() && hi.scale.Certainty == recognise.Certain
}

// wordsOfRows lists the words in each row of columns of one table.
func wordsOfRows(cols []*recognise.Column) []map[string]bool {
	var out []map[string]bool
	for _, c := range cols {
		r := 0
		for cell := range c.Cells {
			if r == len(out) {
				out = append(out, make(map[string]bool))
			}
			if a := readCell(cell); a.Form == wording.Label || a.Form == wording.Both {
				out[r][a.Label] = true
			}
			r++
		}
	}
	return out
}

// otherWords says that answers in words are on two ladders: by the rule of below,
// one has words that the other would not lack if it were on the same ladder.
func (p *part) otherWords(q *part) bool {
	lacks := func(p, q *part) bool {
		return math.Pow(1-float64(q.notIn(p))/float64(len(q.words)+1), float64(len(p.words))) < apart
	}
	return lacks(p, q) || lacks(q, p)
}

// notIn counts the rows of p with a word that q does not have at all.
func (p *part) notIn(q *part) int {
	all := make(map[string]bool)
	for _, row := range q.words {
		maps.Copy(all, row)
	}
	n := 0
	for _, row := range p.words {
		for w := range row {
			if !all[w] {
				n++
				break
			}
		}
	}
	return n
}

// tells is differ for a part whose scale is told and one that has numbers alone.
func (p *part) tells(q *part) (shown, certain bool) {
	switch {
	case q.scale.Max > p.scale.Max:
		return true, q.scale.Certainty == recognise.Certain
	case p.counts != nil && !q.below(p):
		return false, false // its numbers fit the scale that is told
	}
	return true, q.ofItsOwn()
}

// columnOf gives the sampled cells of a column in the rows that keep wants.
func (t *table) columnOf(col int, keep func(row []sheet.Cell) bool) func(func(sheet.Cell) bool) {
	return func(yield func(sheet.Cell) bool) {
		for i, row := range t.data() {
			if len(row) == 0 || t.total(i) || !keep(row) {
				continue
			}
			cell := sheet.Cell{}
			if col < len(row) {
				cell = row[col]
			}
			if !yield(cell) {
				return
			}
		}
	}
}

// allItemColumns lists the columns of all tables that are bound to items of sides
// that the study asks.
func (s *Source) allItemColumns() []itemColumn {
	var out []itemColumn
	for _, t := range s.tables {
		for i := range t.bind.cols {
			if c := &t.bind.cols[i]; c.use == UseItem && s.study.SideIndex(c.side) >= 0 {
				out = append(out, itemColumn{t, i, c.item, c.side})
			}
		}
	}
	return out
}

func (c itemColumn) pos() issue.Pos {
	return issue.Pos{File: c.t.file.name, Sheet: c.t.sheetName, Row: c.t.head.last, Col: c.col + 1}
}

// grouping parts columns that may be on scales of their own.
type grouping struct {
	key  func(s *Source, c itemColumn) string
	name string // of what is parted, in the subject of a question
	bare bool   // numbers alone that only seem to differ raise no question
	own  bool   // of studies proposed from headers only
}

var groupings = []grouping{
	{key: func(_ *Source, c itemColumn) string { return fmt.Sprint(c.t.source) }, name: "files"},
	{key: func(_ *Source, c itemColumn) string { return sideGroup(c.side) }, name: "sides", bare: true},
	{key: func(s *Source, c itemColumn) string { return s.study.Items[c.item].Dimension }, name: "dimensions", bare: true, own: true},
}

// sideGroup puts the sides together whose differences are taken.
func sideGroup(side survey.Side) string {
	if side == survey.Importance {
		return "importance"
	}
	return "rated"
}

// split parts columns into those on one scale each. open are groups that are on
// another scale than others and not certain of which.
func (s *Source) split(cols []itemColumn, stated survey.Scale, at int) (parts []*part, open *difference) {
	if at < len(groupings) && groupings[at].own && !s.proposed {
		at++ // an instrument has one scale
	}
	if at == len(groupings) {
		p, ok := s.judgePart(cols, stated, nil)
		if !ok {
			return nil, nil
		}
		return []*part{p}, nil
	}
	g := groupings[at]
	groups := s.groups(cols, g)
	if len(groups) == 1 {
		return s.split(cols, stated, at+1)
	}
	var judged, unsure []*part
	for _, cs := range groups {
		p, ok := s.judgePart(cs, stated, nil)
		switch {
		case ok || g.own && p.provisional():
			judged = append(judged, p)
		case !g.own && p.labels == nil && p.scale.Seen != "":
			unsure = append(unsure, p)
		default:
			return s.split(cols, stated, at+1) // the whole is judged as before
		}
	}
	for _, p := range unsure { // may be on the scale of another, where its numbers fit
		if !slices.ContainsFunc(judged, func(q *part) bool { return p.within(q) }) && len(judged) > 0 {
			return nil, &difference{of: g.name, parts: append(judged, p)}
		}
	}
	if g.own && slices.ContainsFunc(judged, func(p *part) bool { return p.open }) && !slices.ContainsFunc(judged, func(p *part) bool { return p.told }) {
		return s.split(cols, stated, at+1) // blocks of numbers of which one is open: as one
	}
	shown, certain := false, true
	for i, p := range judged {
		for _, q := range judged[:i] {
			d, sure := p.differ(q)
			shown = shown || d && (sure || !g.bare)
			certain = certain && (!d || sure)
		}
	}
	if !shown {
		return s.split(cols, stated, at+1)
	}
	if !certain || len(unsure) > 0 || !unequivocal(judged) {
		return nil, &difference{of: g.name, parts: judged}
	}
	for _, p := range together(judged) {
		if len(p) == 1 && p[0].open {
			parts = append(parts, p[0])
			continue
		}
		var cs []itemColumn
		for _, q := range p {
			cs = append(cs, q.cols...)
		}
		ps, o := s.split(cs, stated, at+1)
		if o != nil || ps == nil {
			return nil, o
		}
		parts = append(parts, ps...)
	}
	return parts, nil
}

// difference is parts that are on different scales, of which one is not certain.
type difference struct {
	of    string
	parts []*part
}

// unequivocal says that each part which fits the scales of several others shows
// its own.
func unequivocal(all []*part) bool {
	for _, p := range all {
		if p.told || p.ofItsOwn() {
			continue
		}
		for _, q := range all {
			if d, _ := p.differ(q); !d && !p.sameScale(q) {
				return false // it may be on either
			}
		}
	}
	return true
}

// together groups the parts on the same scale, in order.
func together(parts []*part) (out [][]*part) {
next:
	for _, p := range parts {
		for k, q := range out {
			if !slices.ContainsFunc(q, func(x *part) bool { return !p.sameScale(x) }) {
				out[k] = append(out[k], p)
				continue next
			}
		}
		out = append(out, []*part{p})
	}
	return out
}

// within says that the numbers of a part whose scale is open lie on the scale of q.
func (p *part) within(q *part) bool {
	if p.scale.Seen == "%" || q.counts == nil || p.scale.Min < q.scale.Min {
		return false
	}
	for n, k := range p.counts {
		if k >= 3 && (n < q.scale.Min || n > q.scale.Max) {
			return false
		}
	}
	return true
}

// provisional says that a part whose scale is open has answers all the same, and
// gives it a scale until it is asked.
func (p *part) provisional() bool {
	if p.labels == nil && p.total == 0 {
		return false
	}
	p.open = true
	if p.scale.Max <= p.scale.Min {
		p.scale.Min, p.scale.Max = 1, 5
	}
	return true
}

func (s *Source) groups(cols []itemColumn, g grouping) [][]itemColumn {
	var out [][]itemColumn
	at := make(map[string]int)
	for _, c := range cols {
		k := g.key(s, c)
		if _, known := at[k]; !known {
			at[k] = len(out)
			out = append(out, nil)
		}
		out[at[k]] = append(out[at[k]], c)
	}
	return out
}

// String lists the scales of parts with what they are the scales of.
func (d *difference) String() string {
	var order []string
	names := make(map[string][]string)
	for _, p := range d.parts {
		r := p.scale.Range()
		if names[r] == nil {
			order = append(order, r)
		}
		names[r] = append(names[r], p.name(d.of))
	}
	for i, r := range order {
		n := names[r]
		if len(n) > 3 {
			n = append(slices.Clone(n[:3]), fmt.Sprintf("+%d", len(names[r])-3))
		}
		order[i] = r + ": " + strings.Join(n, ", ")
	}
	return strings.Join(order, "; ")
}

// name names a part by what it was parted from others by.
func (p *part) name(of string) string {
	c := p.cols[0]
	switch of {
	case "files", "direction", "many":
		var names []string
		for _, c := range p.cols {
			name := c.t.file.name
			if c.t.sheetName != "" {
				name += "!" + c.t.sheetName
			}
			if !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
		return strings.Join(names, ", ")
	case "sides":
		return c.side.String()
	}
	return wording.Shorten(wording.OneLine(c.t.head.cols[c.col].raw), 40) + " …"
}

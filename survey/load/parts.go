package load

import (
	"servqual/survey"
	"servqual/survey/issue"
	"servqual/survey/recognise"
	"servqual/survey/sheet"
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
func (s *Source) judgePart(cols []itemColumn, stated survey.Scale, keep func(row int) bool) (*part, bool) {
	p := &part{cols: cols}
	e := newEvidence()
	var own []*recognise.Column
	var texts []string
	titled := make(map[*table]bool)
	var byTable [][]*recognise.Column // of tables whose columns stand together
	for _, c := range cols {
		x := &c.t.forRecognition().Columns[c.col]
		if keep != nil {
			x = &recognise.Column{Raw: x.Raw, Code: x.Code, Text: x.Text, Block: x.Block, Cells: c.t.columnOf(c.col, keep)}
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

// columnOf gives the sampled cells of a column in the rows that keep wants.
func (t *table) columnOf(col int, keep func(row int) bool) func(func(sheet.Cell) bool) {
	return func(yield func(sheet.Cell) bool) {
		for i, row := range t.data() {
			if len(row) == 0 || t.total(i) || !keep(i) {
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

package load

import (
	"slices"
	"sort"
	"strconv"
	"strings"

	"servqual/survey"
	"servqual/survey/issue"
	"servqual/survey/lang"
	"servqual/survey/wording"
)

// bound is what one column of a table is used for.
type bound struct {
	use        Use
	item       int
	side       survey.Side
	dim        int
	field      survey.Field
	option     string // of a field over several columns: the answer that this one stands for
	private    privateKind
	reason     Reason
	confidence float64
	ignored    bool // the study file says that it is not used
	second     bool // one more column of a question that another one serves
	candidates []Candidate
}

type slotRef struct {
	item int
	side survey.Side
}

// binder binds the columns of one table to one study.
type binder struct {
	m      *matcher
	t      *table
	cols   []bound
	slots  map[slotRef]int // column by slot
	fields map[string]int  // column by field
	dims   map[int]int     // column by dimension
	names  []naming
	issues []issue.Issue
	also   map[int][]int // by column of a slot: further columns of the same question
	lost   []string      // columns of the study file that are not here
}

// bind binds a table's columns, the strongest reasons first, so that a weaker
// one never takes a column or a slot from a stronger.
func bind(m *matcher, t *table) *binder {
	b := newBinder(m, t)
	b.names = make([]naming, len(b.cols))
	for i := range b.cols {
		b.names[i] = m.name(&t.head.cols[i], t.sheetName, t.head.titles)
		if mark, ok := t.marks[i]; ok {
			b.names[i].side, b.names[i].weak = m.asked(mark.Side), false
		}
	}
	b.byStudyFile()
	b.ignore()
	b.byCompanion()
	b.byPlatform()
	b.byItems()
	b.byWeights()
	b.byFields()
	b.bySimilarity()
	b.byOrder()
	b.personal()
	return b
}

// newBinder has bound nothing yet.
func newBinder(m *matcher, t *table) *binder {
	b := &binder{m: m, t: t, cols: make([]bound, len(t.head.cols)), slots: make(map[slotRef]int), fields: make(map[string]int), dims: make(map[int]int)}
	for i := range b.cols {
		b.cols[i] = bound{use: UseNothing, reason: ByNothing}
	}
	return b
}

func (b *binder) free(col int) bool { return b.cols[col].use == UseNothing && !b.cols[col].ignored }

func (b *binder) takeSlot(col, item int, side survey.Side, why Reason, conf float64) bool {
	ref := slotRef{item, side}
	if _, taken := b.slots[ref]; taken || !b.free(col) || !b.m.study.Asks(side) && !b.extra(side) {
		return false
	}
	b.slots[ref] = col
	b.cols[col] = bound{use: UseItem, item: item, side: side, reason: why, confidence: conf, candidates: b.cols[col].candidates}
	return true
}

func (b *binder) takeField(col int, f survey.Field, why Reason, conf float64) bool {
	if _, taken := b.fields[f.Name]; taken || !b.free(col) {
		return false
	}
	b.fields[f.Name] = col
	f.Column = b.header(col)
	b.cols[col] = bound{use: UseField, field: f, reason: why, confidence: conf}
	return true
}

// header gives a text by which a study file can name the column.
func (b *binder) header(col int) string {
	raw := b.t.head.cols[col].raw
	for i := range b.t.head.cols {
		if i != col && b.t.head.cols[i].raw == raw || raw == "" {
			return "#" + strconv.Itoa(col+1)
		}
	}
	return raw
}

// byStudyFile binds the columns that the study file names.
func (b *binder) byStudyFile() {
	s := b.m.study
	for i, it := range s.Items {
		for _, side := range survey.Sides() {
			if name := it.Columns[side]; name != "" {
				if col := b.find(name); col >= 0 {
					b.takeSlot(col, i, side, ByStudyFile, certain)
					b.routeLike(col, i, side)
				}
			}
		}
	}
	for d, dim := range s.Dimensions {
		if name := s.Weights[dim.ID]; name != "" {
			if col := b.find(name); col >= 0 && b.free(col) {
				b.dims[d] = col
				b.cols[col] = bound{use: UseWeight, dim: d, reason: ByStudyFile, confidence: certain}
			}
		}
	}
	for _, f := range s.Fields {
		if strings.Contains(f.Column, "*") && b.findOptions(f) {
			continue
		}
		if f.Column != "" {
			if col := b.find(f.Column); col >= 0 {
				b.takeField(col, f, ByStudyFile, certain)
			}
		}
	}
}

// ignore sets aside the columns that the study file says are not used. One that
// is not there is no loss.
func (b *binder) ignore() {
	for i := range b.cols {
		if b.free(i) && slices.Contains(b.m.study.Ignored, b.header(i)) {
			b.cols[i].ignored, b.cols[i].reason, b.cols[i].confidence = true, ByStudyFile, certain
		}
	}
}

// findOptions binds the columns of a multiple-choice question that a study file
// names by what their headers have in common, with a * for the answer:
// "第5题(*)". It says whether there were any.
func (b *binder) findOptions(f survey.Field) bool {
	head, tail, _ := strings.Cut(f.Column, "*")
	found := false
	for i := range b.t.head.cols {
		raw := b.t.head.cols[i].raw
		rest, ok := strings.CutPrefix(raw, head)
		if !ok || !strings.HasSuffix(rest, tail) || len(rest) <= len(tail) {
			continue
		}
		b.takeOption(i, f, strings.TrimSpace(strings.TrimSuffix(rest, tail)))
		found = true
	}
	return found
}

// find looks for a column as a study file names it. It remembers names that
// nothing fits, and reports those that several columns fit.
func (b *binder) find(name string) int {
	cols := b.t.head.cols
	if sheet, header, ok := strings.Cut(name, sheetMark); ok && b.t.sheetName != "" {
		switch {
		case sheet == b.t.sheetName:
			name = header
		case b.t.hasSheet(sheet):
			b.lost = append(b.lost, name)
			return -1
		}
	}
	if n, err := strconv.Atoi(strings.TrimPrefix(name, "#")); err == nil && strings.HasPrefix(name, "#") {
		if n >= 1 && n <= len(cols) {
			return n - 1
		}
		b.lost = append(b.lost, name)
		return -1
	}
	want := wording.Clean(name)
	tests := []func(c *column) bool{
		func(c *column) bool { return c.raw == strings.TrimSpace(name) },
		func(c *column) bool { return wording.Clean(c.raw) == want },
		func(c *column) bool { return c.code == want },
		func(c *column) bool { return c.text == want || c.words.body == want },
	}
	for _, fits := range tests {
		var hits []int
		for i := range cols {
			if fits(&cols[i]) {
				hits = append(hits, i)
			}
		}
		switch {
		case len(hits) == 1:
			return hits[0]
		case len(hits) > 1:
			b.note(issue.Issue{Code: issue.ColumnAmbiguous, Pos: b.pos(hits[1]), Subject: name, Got: b.places(hits),
				Want: lang.T("研究文件中用“#列号”指明是哪一列", "name the column by its number, “#12”, in the study file"), Effect: lang.T("采用了第一列", "the first of them was taken")})
			return hits[0]
		}
	}
	b.lost = append(b.lost, name)
	return -1
}

func (b *binder) places(cols []int) string {
	var out []string
	for _, c := range cols {
		out = append(out, issue.ColumnName(c+1))
	}
	return strings.Join(out, ", ")
}

func (b *binder) pos(col int) issue.Pos {
	p := issue.Pos{File: b.t.file.name, Sheet: b.t.sheetName, Row: b.t.head.last}
	if col >= 0 {
		p.Col = col + 1
	}
	return p
}

func (b *binder) note(i issue.Issue) { b.issues = append(b.issues, i) }

// byPlatform binds the columns that every export of the platform has.
func (b *binder) byPlatform() {
	for i := range b.cols {
		name, known := fieldByPlatform(b.t.platform, &b.t.head.cols[i])
		if !known || !b.free(i) {
			continue
		}
		if name == "" {
			b.cols[i] = bound{use: UseNothing, reason: ByPlatform, confidence: certain}
			continue
		}
		if !b.fits(name, i) {
			continue
		}
		b.takeField(i, survey.NewField(name, ""), ByPlatform, certain)
	}
}

// claim is a column's wish for a slot.
type claim struct {
	col, item int
	side      survey.Side
	reason    Reason
	score     float64
}

// byItems binds what item codes and labels settle.
func (b *binder) byItems() {
	claims := b.claims()
	sort.SliceStable(claims, func(i, j int) bool {
		if claims[i].score != claims[j].score {
			return claims[i].score > claims[j].score
		}
		return claims[i].col < claims[j].col
	})
	sideless := make(map[int][]claim)
	for _, c := range claims {
		if c.side == 0 {
			sideless[c.item] = append(sideless[c.item], c)
			continue
		}
		if other, taken := b.slots[slotRef{c.item, c.side}]; taken && b.free(c.col) {
			b.contest(other, c)
			continue
		}
		b.takeSlot(c.col, c.item, c.side, c.reason, c.score)
	}
	b.bindSideless(sideless)
}

// extra says that importance may come on top of what the instrument asks.
func (b *binder) extra(side survey.Side) bool { return side == survey.Importance }

// contest reports a second column that fits a slot as well as the first. A
// column that the study file names is settled.
func (b *binder) contest(first int, c claim) {
	if b.cols[first].reason == ByStudyFile {
		return
	}
	if b.t.routed(first, c.col) {
		b.route(first, c)
		return
	}
	if b.cols[first].confidence-c.score > 0.04 {
		return
	}
	b.note(issue.Issue{Code: issue.ColumnAmbiguous, Pos: b.pos(c.col), Subject: b.slotName(c.item, c.side), Got: b.places([]int{first, c.col}),
		Want:   lang.T("每个题项每一面只能对应一列，请在研究文件中写明", "one column for each item and side: name it in the study file"),
		Effect: lang.F("采用了 %s 列", "column %s was taken", issue.ColumnName(first+1))})
	b.cols[c.col].candidates = []Candidate{{b.m.study.Items[c.item].ID, c.side, c.score}}
	b.cols[c.col].reason = ByNothing
}

func (b *binder) slotName(item int, side survey.Side) string {
	s := b.m.study.Items[item].ID
	if side != 0 {
		s += " " + side.String()
	}
	return s
}

// claims lists what codes and labels say about the free columns.
func (b *binder) claims() []claim {
	var out []claim
	for i := range b.cols {
		c := &b.t.head.cols[i]
		if !b.free(i) || b.cols[i].reason == ByPlatform {
			continue
		}
		found := b.m.byLabel(b.names[i])
		b.cols[i].candidates = found
		byLabel := len(found) > 0 && found[0].Score >= sure && (len(found) == 1 || found[0].Score > found[1].Score)
		item, side, numbered, ok := b.m.byCode(c.code)
		if ok && numbered && side == 0 {
			ok = false
		}
		if n := b.t.marks[i].Number; !ok && n > 0 && !byLabel {
			item, numbered, ok = b.m.rest(strconv.Itoa(n))
		}
		if ok && !(byLabel && b.m.study.ItemIndex(found[0].Item) != item && numbered) {
			if side == 0 {
				side = b.names[i].side
			}
			side = b.m.asked(side)
			if side == 0 || b.m.apart(item) {
				side = b.m.onlySide(side)
			}
			out = append(out, claim{i, item, side, ByCode, coded})
			continue
		}
		if byLabel {
			item, side := b.m.study.ItemIndex(found[0].Item), b.names[i].side
			if side == 0 || b.m.apart(item) {
				side = b.m.onlySide(side)
			}
			out = append(out, claim{i, item, side, ByLabel, found[0].Score})
		}
	}
	return out
}

// bindSideless binds columns that name an item but no side: as many as the
// study asks sides are taken in the study's order, a single one as perception
// (a survey of perceptions need not say so). Both are reported.
func (b *binder) bindSideless(byItem map[int][]claim) {
	items := make([]int, 0, len(byItem))
	for i := range byItem {
		items = append(items, i)
	}
	sort.Ints(items)
	ordered, single := []int(nil), []int(nil)
	for _, i := range items {
		cs := byItem[i]
		sort.Slice(cs, func(a, b int) bool { return cs[a].col < cs[b].col })
		open := b.openSides(i)
		switch {
		case len(cs) == 1 && len(open) == 1 && len(b.m.study.Sides) > 1:
			if b.takeSlot(cs[0].col, i, open[0], cs[0].reason, min(cs[0].score, sure)) {
				ordered = append(ordered, cs[0].col)
			}
		case len(cs) == len(open) && len(cs) > 1:
			for k, c := range cs {
				if b.takeSlot(c.col, i, open[k], c.reason, likely) {
					ordered = append(ordered, c.col)
				}
			}
		case len(cs) == 1 && b.m.study.Asks(survey.Perception):
			if b.takeSlot(cs[0].col, i, survey.Perception, cs[0].reason, likely) {
				single = append(single, cs[0].col)
			}
		default:
			for _, c := range cs {
				b.doubt([]int{c.col}, lang.T("表头没有写明是期望还是感知，未采用", "the header does not say which side is asked: not used"))
			}
		}
	}
	b.doubt(ordered, lang.F("表头没有写明期望或感知，按列的先后顺序判定（%s）", "the headers name no side: taken in the order of the columns (%s)", b.sidesText()))
	b.doubt(single, lang.T("表头没有写明期望或感知，按感知处理", "the headers name no side: taken as perception"))
}

func (b *binder) sidesText() lang.Text {
	var zh, en []string
	for _, s := range b.m.study.Sides {
		zh = append(zh, s.Label().Zh)
		en = append(en, s.Label().En)
	}
	return lang.T(strings.Join(zh, "、"), strings.Join(en, ", "))
}

// openSides lists the study's sides that no column serves for the item yet.
func (b *binder) openSides(item int) []survey.Side {
	var out []survey.Side
	for _, s := range b.m.study.Sides {
		if _, taken := b.slots[slotRef{item, s}]; !taken {
			out = append(out, s)
		}
	}
	return out
}

// doubt reports a doubtful binding of one or more columns as one issue.
func (b *binder) doubt(cols []int, effect lang.Text) {
	if len(cols) == 0 {
		return
	}
	sort.Ints(cols)
	first := cols[0]
	got := wording.OneLine(b.t.head.cols[first].raw)
	if len(cols) > 1 {
		got += " … " + wording.OneLine(b.t.head.cols[cols[len(cols)-1]].raw)
	}
	b.note(issue.Issue{Code: issue.ColumnDoubtful, Pos: b.pos(first), Subject: b.nearest(first), Got: wording.Shorten(got, 120), Count: len(cols),
		Want: lang.T("请核对；在研究文件的 columns 中写明即可确定", "check it; naming the columns in the study file settles it"), Effect: effect})
}

// nearest names the candidates of a column, best first.
func (b *binder) nearest(col int) string {
	if c := b.cols[col]; c.use == UseItem {
		return b.slotName(c.item, c.side)
	}
	var out []string
	for _, c := range b.cols[col].candidates {
		s := c.Item
		if c.Side != 0 {
			s += " " + c.Side.String()
		}
		out = append(out, s)
	}
	return strings.Join(out, " / ")
}

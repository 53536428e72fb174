package load

import (
	"sort"
	"strconv"
	"strings"

	"servqual/survey"
	"servqual/survey/issue"
	"servqual/survey/lang"
	"servqual/survey/sheet"
)

// bound is what one column of a table is used for.
type bound struct {
	use        Use
	item       int
	side       survey.Side
	dim        int
	field      survey.Field
	private    privateKind
	reason     Reason
	confidence float64
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
	lost   []string // columns of the study file that are not here
}

// bind binds a table's columns, the strongest reasons first, so that a weaker
// one never takes a column or a slot from a stronger.
func bind(m *matcher, t *table) *binder {
	b := &binder{m: m, t: t, cols: make([]bound, len(t.head.cols)), slots: make(map[slotRef]int), fields: make(map[string]int), dims: make(map[int]int)}
	for i := range b.cols {
		b.cols[i] = bound{use: UseNothing, reason: ByNothing}
	}
	b.names = make([]naming, len(b.cols))
	for i := range b.cols {
		b.names[i] = m.name(&t.head.cols[i], t.sheetName, t.head.titles)
	}
	b.byStudyFile()
	b.byPlatform()
	b.byItems()
	b.byWeights()
	b.byFields()
	b.bySimilarity()
	b.byOrder()
	b.personal()
	return b
}

func (b *binder) free(col int) bool { return b.cols[col].use == UseNothing }

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
		if f.Column != "" {
			if col := b.find(f.Column); col >= 0 {
				b.takeField(col, f, ByStudyFile, certain)
			}
		}
	}
}

// find looks for a column as a study file names it. It remembers names that
// nothing fits, and reports those that several columns fit.
func (b *binder) find(name string) int {
	cols := b.t.head.cols
	if n, err := strconv.Atoi(strings.TrimPrefix(name, "#")); err == nil && strings.HasPrefix(name, "#") {
		if n >= 1 && n <= len(cols) {
			return n - 1
		}
		b.lost = append(b.lost, name)
		return -1
	}
	want := clean(name)
	tests := []func(c *column) bool{
		func(c *column) bool { return c.raw == strings.TrimSpace(name) },
		func(c *column) bool { return clean(c.raw) == want },
		func(c *column) bool { return c.code == want },
		func(c *column) bool { return c.text == want || unnumber(c.text) == want },
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

// contest reports a second column that fits a slot as well as the first.
func (b *binder) contest(first int, c claim) {
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
	got := oneLine(b.t.head.cols[first].raw)
	if len(cols) > 1 {
		got += " … " + oneLine(b.t.head.cols[cols[len(cols)-1]].raw)
	}
	b.note(issue.Issue{Code: issue.ColumnDoubtful, Pos: b.pos(first), Subject: b.nearest(first), Got: shorten(got, 120), Count: len(cols),
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

// byWeights binds the columns with respondents' own points. A column that only
// bears a dimension's name is taken where the whole row of them adds up to 100.
func (b *binder) byWeights() {
	bare := make(map[int]int)
	for i := range b.cols {
		c := &b.t.head.cols[i]
		if !b.free(i) || b.cols[i].reason == ByPlatform {
			continue
		}
		d, named, ok := b.m.byWeight(c)
		if !ok {
			continue
		}
		if _, taken := b.dims[d]; taken {
			continue
		}
		if named {
			b.dims[d] = i
			b.cols[i] = bound{use: UseWeight, dim: d, reason: ByCode, confidence: coded}
		} else if _, twice := bare[d]; !twice {
			bare[d] = i
		}
	}
	if len(b.dims) > 0 || len(bare) < len(b.m.dims) || len(bare) < 2 || !b.sumTo100(bare) {
		return
	}
	for d, i := range bare {
		b.dims[d] = i
		b.cols[i] = bound{use: UseWeight, dim: d, reason: ByLabel, confidence: sure}
	}
}

// sumTo100 says whether most sampled rows of these columns add up to 100 or 1.
func (b *binder) sumTo100(cols map[int]int) bool {
	n, good := 0, 0
	for _, row := range b.t.data() {
		sum, given := 0.0, 0
		for _, col := range cols {
			if col < len(row) {
				if x, ok := numberIn(row[col]); ok {
					sum += x
					given++
				}
			}
		}
		if given < 2 {
			continue
		}
		n++
		if sum > 97 && sum < 103 || sum > 0.97 && sum < 1.03 {
			good++
		}
	}
	return n > 0 && good*5 >= n*4
}

func numberIn(c sheet.Cell) (float64, bool) {
	switch c.Kind {
	case sheet.Small, sheet.Number:
		return c.Num, true
	case sheet.Text:
		return sheet.ParseNumber(strings.TrimSuffix(strings.TrimSpace(c.Text), "%"))
	}
	return 0, false
}

// byFields binds the columns whose headers name a field: those that are
// nothing but its name first, then those that hold it.
func (b *binder) byFields() {
	for pass := 0; pass < 2; pass++ {
		for i := range b.cols {
			if !b.free(i) || b.cols[i].reason == ByPlatform {
				continue
			}
			name, whole, ok := fieldByWord(&b.t.head.cols[i])
			if !ok || whole != (pass == 0) || !b.fits(name, i) || !whole && !b.groups(name, i) {
				continue
			}
			if _, private := privateHeader(&b.t.head.cols[i]); private && name != survey.FieldID {
				continue
			}
			conf := exact
			if !whole {
				conf = sure
			}
			b.takeField(i, survey.NewField(name, ""), ByWord, conf)
		}
	}
}

// fits says whether the cells of a column can be what the field holds: a
// question that mentions a complaint is not the complaint.
func (b *binder) fits(name string, col int) bool {
	p := b.t.profile(col)
	switch survey.NewField(name, "").Kind {
	case survey.IDField:
		return p.filled < 5 || p.distinct*2 > min(p.filled, maxDistinct)
	case survey.MultiField:
		return p.filled < 20 || p.distinct < maxDistinct
	case survey.ScoreField:
		return p.filled == 0 || p.scores*10 >= p.filled*8
	case survey.TimeField:
		return p.filled == 0 || p.dates*10 >= p.filled*7
	case survey.TextField:
		return p.filled == 0 || p.scores*10 < p.filled*8
	case survey.DurationField:
		return p.filled == 0 || p.numbers*10 >= p.filled*5
	}
	return true
}

// groups says whether a column that only mentions a category has few names.
func (b *binder) groups(name string, col int) bool {
	if survey.NewField(name, "").Kind != survey.CategoryField {
		return true
	}
	p := b.t.profile(col)
	return p.distinct < maxDistinct && (p.filled < 20 || p.distinct*2 < p.filled)
}

// bySimilarity reports free columns of answers that resemble an item's label,
// and takes those that resemble one item only.
func (b *binder) bySimilarity() {
	for i := range b.cols {
		found := b.cols[i].candidates
		if !b.free(i) || b.cols[i].reason == ByPlatform || len(found) == 0 || !b.t.profile(i).scale() {
			continue
		}
		if _, private := privateHeader(&b.t.head.cols[i]); private {
			continue
		}
		side := b.names[i].side
		if side == 0 && len(b.m.study.Sides) == 1 {
			side = b.m.study.Sides[0]
		}
		alone := len(found) == 1 || found[0].Score-found[1].Score >= 0.12
		item := b.m.study.ItemIndex(found[0].Item)
		if found[0].Score >= likely && alone && side != 0 && b.takeSlot(i, item, side, BySimilar, found[0].Score) {
			b.cols[i].candidates = found
			b.doubt([]int{i}, lang.T("与题项名称相近，已采用", "resembles the item's label: used"))
			continue
		}
		if _, taken := b.slots[slotRef{item, side}]; !taken && found[0].Score >= 0.5 {
			b.doubt([]int{i}, lang.T("与多个题项相近或相似度不足，未采用", "not like one item alone: not used"))
		}
	}
}

// byOrder takes runs of answer columns as long as the instrument, when nothing
// stronger was found: first run first side.
func (b *binder) byOrder() {
	n := len(b.m.study.Items)
	if n < 5 || len(b.slots)*4 > b.m.study.Slots() {
		return
	}
	runs := b.runs()
	sides := b.m.study.Sides
	var fitting [][]int
	for _, r := range runs {
		if side := b.names[r[0]].side; side != 0 && !b.m.study.Asks(side) {
			continue // asked for something that this instrument does not ask
		}
		switch {
		case len(r) == n:
			fitting = append(fitting, r)
		case len(r) == n*len(sides) && len(sides) > 1 && len(runs) == 1:
			for k := range sides {
				fitting = append(fitting, r[k*n:(k+1)*n])
			}
		}
	}
	if len(fitting) == 0 || len(fitting) > len(sides) {
		return
	}
	for k, r := range fitting {
		side := b.names[r[0]].side
		if side == 0 {
			if len(fitting) != len(sides) || len(sides) == 1 {
				continue // as many columns as items alone would be chance
			}
			side = sides[k]
		}
		b.takeRun(r, side)
	}
}

func (b *binder) takeRun(run []int, side survey.Side) {
	var taken []int
	for i, col := range run {
		if b.takeSlot(col, i, side, ByOrder, inOrder) {
			taken = append(taken, col)
		}
	}
	b.doubt(taken, lang.F("按量表题项的先后顺序对应，作为%s", "bound in the instrument's order, as %s", side.Label()))
}

// runs lists maximal runs of free answer columns side by side, parted where
// the block changes. Headers whose own item numbers are not the instrument's
// are left alone.
func (b *binder) runs() [][]int {
	var out [][]int
	var run []int
	flush := func() {
		if len(run) > 0 {
			out = append(out, run)
		}
		run = nil
	}
	for i := range b.cols {
		if !b.free(i) || b.cols[i].reason == ByPlatform || !b.t.profile(i).scale() || foreignNumber(&b.t.head.cols[i]) {
			flush()
			continue
		}
		if len(run) > 0 && b.t.head.cols[i].block != b.t.head.cols[run[0]].block {
			flush()
		}
		run = append(run, i)
	}
	flush()
	return out
}

// foreignNumber says that a header is a letter and a number, such as E39: an
// item code that the instrument does not have.
func foreignNumber(c *column) bool {
	s := plainCode(c.code)
	return len(s) >= 2 && len(s) <= 4 && latin(s[0]) && numeric(s[1:]) && s[0] != 'q' && s[0] != 'v'
}

// personal sets columns of personal data aside.
func (b *binder) personal() {
	for i := range b.cols {
		if !b.free(i) {
			continue
		}
		kind, ok := privateHeader(&b.t.head.cols[i])
		if ok && kind.person && b.t.profile(i).scale() && b.t.profile(i).filled >= 5 {
			continue // a question about telephones, answered on a scale
		}
		if !ok && !privateCells(b.t.column(i)) {
			continue
		}
		if !ok {
			kind.person = true
		}
		b.cols[i] = bound{use: UsePersonal, private: kind, reason: ByWord, confidence: exact}
	}
}

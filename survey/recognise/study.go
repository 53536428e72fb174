package recognise

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"servqual/survey"
	"servqual/survey/lang"
	"servqual/survey/wording"
)

// proposal makes a study of the roles found.
func (f *form) proposal() *Proposal {
	p := &Proposal{Study: &survey.Study{}, Findings: f.f, Options: make(map[int]string)}
	for i := range f.f {
		if f.f[i].Role == Option {
			p.Options[i] = restored(f.t.Columns[i].Raw, f.f[i].option)
		}
	}
	var cols []int
	for i := range f.f {
		if f.f[i].Role == Item && f.f[i].Certainty != Open {
			cols = append(cols, i)
		}
	}
	f.sides(p, cols)
	f.dimensions(p, cols)
	f.scale(p, cols)
	for i := range f.f {
		if r := f.f[i].Role; r == Field || r == Attribute {
			f.f[i].Field.Column = f.header(i)
			p.Study.Fields = append(p.Study.Fields, f.f[i].Field)
		}
	}
	f.optionField(p)
	f.ask(p, cols)
	return p
}

// sides pairs the items and numbers them in the order of their columns.
func (f *form) sides(p *Proposal, cols []int) {
	cs := make([]*Column, len(cols))
	for k, i := range cols {
		cs[k] = &f.t.Columns[i]
	}
	marks := Pair(cs)
	byBase := make(map[string]int)
	have := make(map[survey.Side]bool)
	coded := len(cols) > 0
	texts := make(map[string]bool)
	for k, i := range cols {
		if marks[k].Side != 0 && marks[k].Named {
			texts[f.labelOf(i, marks[k].Side)] = true
		}
	}
	parts := make(map[int]shared)
	byPhrases := len(texts) > len(cols)/2 // the labels of the sides differ
	for k, i := range cols {
		m := marks[k]
		side := m.Side
		if side == 0 {
			side = survey.Perception
		} else {
			f.f[i].because(ByPair)
			if m.Named && !bareCode(&f.t.Columns[i]) {
				f.f[i].Certainty = Certain // a word for the side, and the same question on another one
			}
			if !m.Named {
				f.f[i].Certainty = max(f.f[i].Certainty, Likely)
				f.f[i].unnamed = true
			}
		}
		item, known := byBase[m.Base]
		if known && p.Study.Items[item].Columns[side] != "" && f.routed(item, side, i) {
			f.f[i].Item, f.f[i].Side, f.f[i].base = item, side, m.Base
			continue
		}
		if !known || p.Study.Items[item].Columns[side] != "" {
			item = len(p.Study.Items)
			byBase[m.Base] = item
			p.Study.Items = append(p.Study.Items, survey.Item{Label: lang.Same(f.labelOf(i, m.Side)), Columns: make(map[survey.Side]string)})
		}
		if byPhrases && known {
			if a, b := p.Study.Items[item].Label.Zh, f.labelOf(i, m.Side); a != b {
				parts[item] = sharedLabel(a, b)
			}
		}
		p.Study.Items[item].Columns[side] = f.header(i)
		f.f[i].Item, f.f[i].Side, f.f[i].base = item, side, m.Base
		have[side] = true
		coded = coded && bareCode(&f.t.Columns[i])
	}
	sharedLabels(p.Study.Items, parts)
	p.Codes = coded
	for k := range p.Study.Items {
		p.numbers = append(p.numbers, f.number(k, cols))
	}
	for _, s := range survey.Sides() {
		if have[s] {
			p.Study.Sides = append(p.Study.Sides, s)
		}
	}
	ids := make(map[string]bool)
	for k := range p.Study.Items {
		it := &p.Study.Items[k]
		it.ID = f.itemID(k, cols)
		if ids[it.ID] {
			it.ID = fmt.Sprintf("Q%d", k+1)
		}
		for n := k + 1; ids[it.ID]; n++ {
			it.ID = fmt.Sprintf("Q%d_%d", k+1, n)
		}
		ids[it.ID] = true
		it.Label = lang.Same(f.distinctLabel(p, k))
	}
}

// routed says that a column asks what others ask that are the item on the side
// already, of respondents who were led another way through the form: no row
// answers two of them.
func (f *form) routed(item int, side survey.Side, i int) bool {
	which := []*Column{&f.t.Columns[i]}
	for j := range i {
		if f.f[j].Role == Item && f.f[j].Item == item && f.f[j].Side == side && f.f[j].base != "" {
			which = append(which, &f.t.Columns[j])
		}
	}
	all := make([]int, len(which))
	for k := range all {
		all[k] = k
	}
	return len(which) > 1 && exclusive(which, all)
}

// number is the last number of what the columns of an item have in common.
func (f *form) number(k int, cols []int) int {
	for _, i := range cols {
		if f.f[i].Item == k {
			parts := numberIn().FindAllString(f.f[i].base, -1)
			if len(parts) > 0 {
				n, _ := strconv.Atoi(parts[len(parts)-1])
				return n
			}
		}
	}
	return 0
}

var numberIn = wording.Pattern(`\d+`)

var (
	itemCode = wording.Pattern(`^[a-z]{1,8}(?:[_.\-]?\d{1,3}(?:[_.\-]\d{1,3})?(?:[a-z]|\[[a-z0-9]+\]*)?|(?:\[[a-z]{0,8}\d{1,3}\])+)(?:\[[a-z0-9]+\])*$`)
	numbered = wording.Pattern(`\d`)
)

// itemID is the header's code in capitals where one column of a single side has
// one, else Q and a number.
func (f *form) itemID(k int, cols []int) string {
	id, rest, n := "", "", 0
	for _, i := range cols {
		if f.f[i].Item == k {
			n++
			rest = strings.Trim(f.f[i].base, "\x01\x02")
			c := &f.t.Columns[i]
			if itemCode().MatchString(c.Code) && !strings.ContainsAny(c.Code, "[]") {
				id = strings.ToUpper(c.Code)
			}
		}
	}
	switch {
	case n == 1 && id != "":
		return id
	case n > 1 && onlyDigits(rest):
		return "Q" + rest // E39 and P39 make Q39
	}
	return fmt.Sprintf("Q%d", k+1)
}

// dimensions groups the items by the question they stand under, by part numbers
// or by the letters of their codes; one dimension where nothing groups them.
func (f *form) dimensions(p *Proposal, cols []int) {
	if len(p.Study.Items) == 0 {
		return
	}
	for _, group := range []func(int) string{f.blockOf, f.partOf, f.prefixOf, f.rangeOf} {
		if f.groupBy(p, cols, group) {
			return
		}
	}
	p.Study.Dimensions = []survey.Dimension{{ID: "ALL", Label: lang.T("全部题项", "All items")}}
	for k := range p.Study.Items {
		p.Study.Items[k].Dimension = "ALL"
	}
}

// rangeOf tells the columns on another scale than most from the others.
func (f *form) rangeOf(i int) string {
	most := slices.IndexFunc(f.f, func(x Finding) bool { return x.Role == Item && x.Other == f.f[i].Other })
	if !slices.ContainsFunc(f.f, func(x Finding) bool { return x.Role == Item && x.Other }) || most < 0 {
		return ""
	}
	lo, hi := f.v[most].span()
	for k := range f.f {
		if f.f[k].Role == Item && f.f[k].Other == f.f[i].Other {
			l, h := f.v[k].span()
			lo, hi = min(lo, l), max(hi, h)
		}
	}
	return fmt.Sprintf("%d–%d", lo, hi)
}

// groupBy makes a dimension of each name that at least two items have; fewer
// than two such names are no grouping. Items alone go together.
func (f *form) groupBy(p *Proposal, cols []int, name func(int) string) bool {
	names := make([]string, len(p.Study.Items))
	size := make(map[string]int)
	for _, i := range cols {
		k := f.f[i].Item
		if names[k] == "" {
			names[k] = name(i)
			size[names[k]]++
		}
	}
	groups := 0
	for n, k := range size {
		if n != "" && k >= 2 {
			groups++
		}
	}
	if groups < 2 || size[""] > 0 && size[""]*2 > len(names) {
		return false
	}
	ids := make(map[string]string)
	other := ""
	for k, n := range names {
		if n == "" || size[n] < 2 {
			if other == "" {
				other = "OTHER"
				p.Study.Dimensions = append(p.Study.Dimensions, survey.Dimension{ID: other, Label: lang.T("其他题项", "Other items")})
			}
			p.Study.Items[k].Dimension = other
			continue
		}
		if ids[n] == "" {
			ids[n] = fmt.Sprintf("D%d", len(ids)+1)
			label := lang.Same(wording.Shorten(n, 40))
			if onlyDigits(n) {
				label = lang.F("第 %s 部分", "Part %s", lang.Same(n))
			}
			p.Study.Dimensions = append(p.Study.Dimensions, survey.Dimension{ID: ids[n], Label: label})
		}
		p.Study.Items[k].Dimension = ids[n]
	}
	return true
}

// blockOf names the block of a column without what it says of sides, ratings and
// politeness.
func (f *form) blockOf(i int) string {
	b := f.f[i].block
	if b == "" {
		return ""
	}
	if side, _, pure := SideIn(b); side != 0 && pure {
		return ""
	}
	if name, _, ok := unframe(legendBracket().ReplaceAllString(b, "")); ok {
		b = name
	}
	b = strings.TrimSpace(blockFrame().ReplaceAllString(wording.Unnumber(legendBracket().ReplaceAllString(b, "")), " "))
	b = strings.Trim(b, " -–—:：·,，、_.。?？【】[]()（）「」")
	if utf8.RuneCountInString(b) < 2 {
		return ""
	}
	return restored(f.t.Columns[i].Raw, b)
}

var blockFrame = wording.Pattern(`^(?:[一二三四五六七八九十]+、|第[一二三四五六七八九十\d]+(?:部分|章|节|项|类)[:、\s]*|[a-z]\.|(?:part|section|block|module) \w{1,3}\s*[:.–—-]?)?\s*(?:请您?|您|你)?(?:对|就|给|为)?(?:我们|本店|本次|本院|本馆|我店|我行)?(?:的)?(?:以下|下列|下面|下述)?(?:各项|各方面|几方面|方面)?|(?:的)?(?:满意度|满意程度|重要程度|重要性|评价|感受)?(?:如何|怎么样|怎样)?(?:进行|作出|做出|给出|予以)?(?:满意度)?(?:评价|评分|打分|评级|勾选)(?:吧)?[：:。?？]*$|(?:的)?(?:满意度|满意程度|评价|感受)(?:是|为|如何)?[：:。?？]*$`)

// partOf reads the part of a two-level number: 1.2, X3.4.
func (f *form) partOf(i int) string {
	c := &f.t.Columns[i]
	for _, s := range []string{c.Code, c.Text} {
		if m := twoLevels().FindStringSubmatch(s); m != nil {
			return strings.ToUpper(m[1])
		}
	}
	return ""
}

// prefixOf reads the letters of a code: the A of A3.
func (f *form) prefixOf(i int) string {
	if m := letters().FindStringSubmatch(f.t.Columns[i].Code); m != nil {
		return strings.ToUpper(m[1])
	}
	return ""
}

var (
	twoLevels = wording.Pattern(`^([a-z]{0,6}\d{1,2})[._\-]\d{1,2}(?:\D|$)`)
	letters   = wording.Pattern(`^([a-z]{1,8})[_.\-]?\d{1,3}$`)
)

// optionField names the columns of a multiple-choice question by what their
// headers have in common, with a * for the option.
func (f *form) optionField(p *Proposal) {
	first := -1
	for i := range f.f {
		if f.f[i].Role == Option {
			first = i
			break
		}
	}
	if first < 0 {
		return
	}
	field := f.f[first].Field
	raw := f.t.Columns[first].Raw
	option := regexp.QuoteMeta(restored(raw, f.f[first].option))
	if m := regexp.MustCompile(option).FindAllStringIndex(raw, -1); len(m) > 0 {
		at := m[len(m)-1]
		field.Column = raw[:at[0]] + "*" + raw[at[1]:]
	}
	if field.Column == "" || strings.Count(field.Column, "*") != 1 {
		field.Column = f.header(first)
	}
	p.Study.Fields = append(p.Study.Fields, field)
}

// scale judges the numbers of all items together.
func (f *form) scale(p *Proposal, cols []int) {
	a := &Answers{}
	texts := slices.Clone(f.t.Titles)
	for _, i := range cols {
		if f.v[i].whole > 0 || f.v[i].percents > 0 {
			a.cols = append(a.cols, f.v[i])
		}
		for _, s := range []string{f.t.Columns[i].Text, f.t.Columns[i].Block, f.f[i].block} {
			if !slices.Contains(texts, s) && len(texts) < 400 {
				texts = append(texts, s)
			}
		}
	}
	words := 0
	for _, i := range cols {
		for _, n := range f.v[i].words {
			words += n
		}
	}
	legend := ReadLegend(texts...)
	s, ok := a.Judge(survey.Scale{}, legend)
	_, numbers := a.Counts()
	if !ok || words > numbers && !a.percent() {
		return // the words decide
	}
	p.Study.Scale.Min, p.Study.Scale.Max = s.Min, s.Max
	for k := range p.Study.Items {
		p.Study.Items[k].Reversed = s.Down
		for _, v := range s.Void {
			p.Study.Items[k].None = append(p.Study.Items[k].None, strconv.Itoa(v))
		}
	}
	f.askScale(p, cols, s)
	if note, ok := s.StrayNote(f.pos(cols[0])); ok {
		p.Issues = append(p.Issues, note)
	}
	if _, told := legend.Down(); !told {
		f.askDirection(p, cols)
	}
}

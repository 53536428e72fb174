package recognise

import (
	"slices"
	"sort"
	"strconv"
	"strings"

	"servqual/survey"
	"servqual/survey/wording"
)

// Mark says on which side a column asks its question, and what it has in common
// with the column of the other side.
type Mark struct {
	Side  survey.Side // 0 = no side told apart
	Base  string      // equal for the sides of one item
	Named bool        // a word says which side it is; else the order of the columns does

	Number int // of the question, where numbers alone pair the columns
}

// Pair tells the sides of rating columns apart, by words (期望/实际), by a part of
// the header that takes two or three values over the same questions (#1/#2,
// "should"/"does"), or by codes that differ in nothing else. Columns that are not
// paired have no side. named is false where only the order of the columns says
// which side is which.
func Pair(cols []*Column) []Mark {
	marks := byWords(cols)
	if paired(marks) {
		return marks
	}
	for _, try := range []func([]*Column) ([]Mark, bool){bySegments, byCodes, byNumbers, byRepetition} {
		if m, ok := try(cols); ok {
			return m
		}
	}
	return alone(cols, marks)
}

// alone keeps the side that all columns name, as in a file of expectations, and
// drops one that only some labels mention.
func alone(cols []*Column, marks []Mark) []Mark {
	n := 0
	for _, m := range marks {
		if m.Side == marks[0].Side {
			n++
		}
	}
	same := len(marks) > 0 && n == len(marks) && marks[0].Side != 0 && marks[0].Named
	for i := range marks {
		if !same {
			marks[i] = Mark{}
		}
		marks[i].Base = base(cols[i])
	}
	return marks
}

// base is the key of a column's own text, or of its code.
func base(c *Column) string {
	if k := wording.Key(wording.Unnumber(c.Text)); k != "" {
		return k
	}
	return wording.Key(c.Code + c.Block)
}

// byWords reads the side from the words of each header.
func byWords(cols []*Column) []Mark {
	out := make([]Mark, len(cols))
	for i, c := range cols {
		out[i] = wordMark(c)
	}
	counterparts(out)
	seen := make(map[Mark]int)
	for i, m := range out {
		if m.Side == 0 {
			continue
		}
		if first, twice := seen[m]; twice { // like questions under different stems
			out[i].Base += "\x00" + wording.Key(cols[i].Block)
			if first >= 0 {
				out[first].Base += "\x00" + wording.Key(cols[first].Block)
				seen[m] = -1
			}
			continue
		}
		seen[m] = i
	}
	return out
}

// counterparts makes a column without a word for its side the perception of the
// item that another column asks the importance or the expectation of: "Advising"
// beside "Advising - Importance".
func counterparts(marks []Mark) {
	asked := make(map[string]bool)
	for _, m := range marks {
		if m.Side != 0 && m.Side != survey.Perception {
			asked[m.Base] = true
		}
	}
	for i := range marks {
		if marks[i].Side == 0 && asked[marks[i].Base] {
			marks[i].Side, marks[i].Named = survey.Perception, true
		}
	}
}

// wordMark reads the side and the base of one header: the parts of its own text
// first, then those of the question above it.
func wordMark(c *Column) Mark {
	var own, above []string
	var side, loose survey.Side
	read := func(texts []string, keep *[]string) {
		for _, seg := range texts {
			s, rest, pure := SideIn(seg)
			switch {
			case pure && s != 0:
				if side == 0 {
					side = s
				}
				continue
			case s != 0:
				if loose == 0 {
					loose = s
				}
				seg = rest
			}
			if k := wording.Key(wording.Unnumber(seg)); k != "" {
				*keep = append(*keep, k)
			}
		}
	}
	read(wording.Segments(c.Text), &own)
	before := loose
	read(wording.Segments(c.Block), &above)
	if side == 0 {
		side = loose
		if before != 0 {
			side = before
		}
	}
	m := Mark{Side: side, Base: strings.Join(own, ""), Named: side != 0}
	if m.Base == "" {
		m.Base = strings.Join(above, "")
	}
	if m.Base == "" {
		m.Base = wording.Key(c.Code)
	}
	return m
}

// paired says that at least three columns, or most, have a partner on another
// side with the same base.
func paired(marks []Mark) bool {
	sides := make(map[string]map[survey.Side]bool)
	n := 0
	for _, m := range marks {
		if m.Side == 0 {
			continue
		}
		if sides[m.Base] == nil {
			sides[m.Base] = make(map[survey.Side]bool)
		}
		sides[m.Base][m.Side] = true
	}
	for _, m := range marks {
		if m.Side != 0 && len(sides[m.Base]) > 1 {
			n++
		}
	}
	return n >= 2 && n*2 >= len(marks)
}

// variants are columns that differ in one part of the header only.
type variants struct {
	values []string         // of that part, in the order of the columns
	rests  map[string][]int // by what is left: the columns, −1 where one lacks
	order  []string         // of the rests
	cols   map[int][2]int   // column → place of its value, place of its rest
	at     map[string]int   // value → place
	part   int              // the part of the header that differs
}

// differing groups columns by what is left of their parts when one of them is
// taken out. It gives the grouping that pairs most columns, if it pairs at least
// six columns or all, and two thirds of them.
func differing(parts [][]string, ok func(values []string) bool) *variants {
	type pick struct{ col, at int }
	byRest := make(map[string][]pick)
	for i, p := range parts {
		for j := range p {
			rest := strings.Join(p[:j], "\x01") + "\x02" + strings.Join(p[j+1:], "\x01")
			byRest[rest] = append(byRest[rest], pick{i, j})
		}
	}
	// Which values stand beside each other over the same rest, how often?
	type pair struct {
		a, b string
		at   int
	}
	together := make(map[pair]int)
	for _, picks := range byRest {
		for x := range picks {
			for y := x + 1; y < len(picks) && y < x+4; y++ {
				a, b := parts[picks[x].col][picks[x].at], parts[picks[y].col][picks[y].at]
				if a != b && picks[x].at == picks[y].at {
					together[pair{a, b, picks[x].at}]++
				}
			}
		}
	}
	best, most := pair{}, 0
	for p, n := range together {
		if n > most || n == most && (p.a < best.a || p.a == best.a && (p.b < best.b || p.b == best.b && p.at < best.at)) {
			best, most = p, n
		}
	}
	if most < 2 {
		return nil
	}
	v := &variants{rests: make(map[string][]int), cols: make(map[int][2]int), at: make(map[string]int), part: best.at}
	v.values = []string{best.a, best.b}
	thirds := make(map[string]int) // values beside both, by how often
	for p, n := range together {
		if p.at == best.at && n*4 >= most*3 && (p.a == best.a || p.a == best.b) && p.b != best.a && p.b != best.b {
			thirds[p.b] = max(thirds[p.b], n)
		}
	}
	third := ""
	for b, n := range thirds {
		if third == "" || n > thirds[third] || n == thirds[third] && b < third {
			third = b
		}
	}
	if third != "" {
		v.values = append(v.values, third)
	}
	if !ok(v.values) {
		return nil
	}
	for k, x := range v.values {
		v.at[x] = k
	}
	v.collect(parts)
	if n := len(v.cols); n < min(len(parts), 6) || n*3 < len(parts)*2 {
		return nil
	}
	return v
}

// collect finds the columns of each rest.
func (v *variants) collect(parts [][]string) {
	for i, p := range parts {
		if j := v.part; j < len(p) {
			k, is := v.at[p[j]]
			if !is {
				continue
			}
			rest := strings.Join(p[:j], "\x01") + "\x02" + strings.Join(p[j+1:], "\x01")
			if v.rests[rest] == nil {
				v.rests[rest] = slices.Repeat([]int{-1}, len(v.values))
				v.order = append(v.order, rest)
			}
			if v.rests[rest][k] < 0 {
				v.rests[rest][k] = i
			}
		}
	}
	for place, rest := range v.order {
		cols := v.rests[rest]
		if n := countFrom(cols); n < 2 {
			continue
		}
		for k, i := range cols {
			if i >= 0 {
				v.cols[i] = [2]int{k, place}
			}
		}
	}
	// The values in the order in which the columns have them.
	first := make([]int, len(v.values))
	for k := range first {
		first[k] = 1 << 30
	}
	for i, at := range v.cols {
		first[at[0]] = min(first[at[0]], i)
	}
	order := make([]int, len(v.values))
	for k := range order {
		order[k] = k
	}
	sort.Slice(order, func(a, b int) bool { return first[order[a]] < first[order[b]] })
	place := make([]int, len(order))
	values := make([]string, len(order))
	for to, from := range order {
		place[from] = to
		values[to] = v.values[from]
	}
	v.values = values
	for i, at := range v.cols {
		v.cols[i] = [2]int{place[at[0]], at[1]}
	}
}

func countFrom(cols []int) int {
	n := 0
	for _, c := range cols {
		if c >= 0 {
			n++
		}
	}
	return n
}

// bySegments pairs headers that differ in one of their parts.
func bySegments(cols []*Column) ([]Mark, bool) {
	parts := make([][]string, len(cols))
	for i, c := range cols {
		for _, s := range append(wording.Segments(c.Block), wording.Segments(c.Text)...) {
			if k := wording.Key(wording.Unnumber(s)); k != "" {
				parts[i] = append(parts[i], k)
			}
		}
		if len(parts[i]) < 2 {
			parts[i] = nil
		}
	}
	v := differing(parts, func(values []string) bool { return len(values) <= 3 })
	if v == nil {
		return nil, false
	}
	sides, named := sidesOf(v.values, cols)
	if !named && !namedAbove(cols, &sides) {
		return nil, false // two blocks of like questions, about two desks perhaps
	}
	return v.marks(len(cols), sides, named), true
}

// byCodes pairs codes that differ in one number or letter: Q5#1_3 and Q5#2_3,
// SQ[SQ001][1] and SQ[SQ001][2], E1 and P1.
func byCodes(cols []*Column) ([]Mark, bool) {
	parts := make([][]string, len(cols))
	for i, c := range cols {
		code := c.Code
		if code == "" {
			code = c.Text
		}
		parts[i] = codeParts(code)
	}
	v := differing(parts, func(values []string) bool { return len(values) <= 3 && codeMarks(values) })
	if v == nil || !sameTexts(cols, v) {
		return nil, false
	}
	sides, named := sidesOf(v.values, cols)
	if !named {
		namedAbove(cols, &sides)
	}
	if !named && !v.told(cols) {
		return nil, false
	}
	return v.marks(len(cols), sides, named), true
}

// byNumbers pairs headers that are a word and a number each: E1 … E22 beside
// 第1题 … 第22题.
func byNumbers(cols []*Column) ([]Mark, bool) {
	v := &variants{rests: make(map[string][]int), cols: make(map[int][2]int), at: make(map[string]int)}
	for i, c := range cols {
		word, number, ok := wordAndNumber(c)
		if !ok {
			continue
		}
		k, known := v.at[word]
		if !known {
			k = len(v.values)
			v.at[word] = k
			v.values = append(v.values, word)
		}
		if k > 2 {
			return nil, false
		}
		if v.rests[number] == nil {
			v.rests[number] = []int{-1, -1, -1}
			v.order = append(v.order, number)
		}
		if v.rests[number][k] >= 0 {
			return nil, false
		}
		v.rests[number][k] = i
		v.cols[i] = [2]int{k, slices.Index(v.order, number)}
	}
	if len(v.values) < 2 || len(v.order) < 5 || len(v.cols) != len(v.values)*len(v.order) || len(v.cols)*5 < len(cols)*4 {
		return nil, false
	}
	sides, named := sidesOf(v.values, cols)
	out := v.marks(len(cols), sides, named)
	for i, at := range v.cols {
		out[i].Number, _ = strconv.Atoi(v.order[at[1]])
	}
	return out, true
}

// wordAndNumber parts a header such as E12, 期望3 or 第5题.
func wordAndNumber(c *Column) (word, number string, ok bool) {
	s := wording.Key(c.Text)
	digits := numberIn().FindAllString(s, -1)
	if len(digits) != 1 || len(s) > 24 {
		return "", "", false
	}
	number = strings.TrimLeft(digits[0], "0")
	return numberIn().ReplaceAllString(s, ""), number, number != ""
}

// codeParts parts a code into letters and numbers. The number after a # keeps
// it: Qualtrics marks the sides of a side-by-side question so.
func codeParts(s string) []string {
	var out []string
	for i := 0; i < len(s); {
		j := i
		switch {
		case s[i] >= '0' && s[i] <= '9':
			for j < len(s) && s[j] >= '0' && s[j] <= '9' {
				j++
			}
		case wording.Latin(s[i]) || s[i] >= 0x80:
			for j < len(s) && (wording.Latin(s[j]) || s[j] >= 0x80) {
				j++
			}
		default:
			i++
			continue
		}
		part := strings.TrimLeft(s[i:j], "0")
		if part == "" {
			part = "0"
		}
		if i > 0 && s[i-1] == '#' {
			part = "#" + part
		}
		out = append(out, part)
		i = j
	}
	return out
}

// codeMarks says that the values can mark sides: 0 and 1, 1 and 2, #1 and #2, or
// two letters.
func codeMarks(values []string) bool {
	for _, v := range values {
		v = strings.TrimPrefix(v, "#")
		if len(v) > 12 || len(v) > 1 && v[0] >= '0' && v[0] <= '9' || len(v) == 1 && v[0] > '3' && v[0] <= '9' {
			return false
		}
	}
	return true
}

// told says that codes alone tell sides: the marks alternate from column to
// column, or are those of Qualtrics, or letters before as many numbers.
func (v *variants) told(cols []*Column) bool {
	if strings.HasPrefix(v.values[0], "#") {
		return true
	}
	if len(v.order) < 4 {
		return false
	}
	letters := true
	for _, x := range v.values {
		letters = letters && !(x[0] >= '0' && x[0] <= '9')
	}
	if letters {
		return len(v.order) >= 5 && len(v.cols) == len(v.values)*len(v.order)
	}
	apart := 0
	for _, rest := range v.order {
		c := v.rests[rest]
		if c[0] >= 0 && c[1] >= 0 && (c[1]-c[0] == 1 || c[0]-c[1] == 1) {
			apart++
		}
	}
	return apart == len(v.order)
}

// sameTexts says that paired columns have the same label, where they have one
// beside their code.
func sameTexts(cols []*Column, v *variants) bool {
	same, labelled := 0, 0
	for _, rest := range v.order {
		c := v.rests[rest]
		if countFrom(c) < 2 {
			continue
		}
		var a, b string
		for _, i := range c {
			if i >= 0 {
				k := lastKey(cols[i])
				if a == "" {
					a = k
				} else if b == "" {
					b = k
				}
			}
		}
		if a == "" || b == "" {
			continue
		}
		labelled++
		if a == b {
			same++
		}
	}
	return labelled == 0 || same*5 >= labelled*4
}

// lastKey is the key of the last part of a column's text, "" where that is its
// code.
func lastKey(c *Column) string {
	if bareCode(c) {
		return ""
	}
	segs := wording.Segments(c.Text)
	if len(segs) == 0 {
		return ""
	}
	return wording.Key(segs[len(segs)-1])
}

// byRepetition pairs columns whose headers are the same but for their number,
// each as often as the others, in blocks or in turn.
func byRepetition(cols []*Column) ([]Mark, bool) {
	by := make(map[string][]int)
	var order []string
	for i, c := range cols {
		k := base(c)
		if by[k] == nil {
			order = append(order, k)
		}
		by[k] = append(by[k], i)
	}
	times := 0
	for _, is := range by {
		times = max(times, len(is))
	}
	if times < 2 || times > 3 || len(order) < 2 {
		return nil, false
	}
	v := &variants{values: make([]string, times), rests: by, order: order, cols: make(map[int][2]int)}
	for place, k := range order {
		if len(by[k]) != times || exclusive(cols, by[k]) {
			continue
		}
		for n, i := range by[k] {
			v.cols[i] = [2]int{n, place}
		}
	}
	if len(v.cols)*5 < len(cols)*4 {
		return nil, false
	}
	sides := defaultSides(times)
	namedAbove(cols, &sides)
	return v.marks(len(cols), sides, false), true
}

// exclusive says that no row answers more than one of the columns: the same
// question reached by different ways through the form.
func exclusive(cols []*Column, which []int) bool {
	var all []*values
	for _, i := range which {
		all = append(all, cols[i].values())
	}
	both, rows := 0, 0
	for r := range all[0].rows {
		n := 0
		for _, v := range all {
			if r < len(v.rows) && v.rows[r] != none {
				n++
			}
		}
		if n > 0 {
			rows++
		}
		if n > 1 {
			both++
		}
	}
	return rows > 0 && both*20 < rows
}

// marks gives each column its mark.
func (v *variants) marks(n int, sides []survey.Side, named bool) []Mark {
	out := make([]Mark, n)
	for i, at := range v.cols {
		out[i] = Mark{Side: sides[at[0]], Base: v.order[at[1]], Named: named}
	}
	return out
}

func defaultSides(n int) []survey.Side {
	if n == 3 {
		return []survey.Side{survey.Minimum, survey.Desired, survey.Perception}
	}
	return []survey.Side{survey.Expectation, survey.Perception}
}

// sideHints are marks that say a side where another one stands beside them.
var sideHints = []sideWord{
	{"should", survey.Expectation}, {"ought", survey.Expectation}, {"ideal", survey.Expectation}, {"want", survey.Expectation}, {"before", survey.Expectation}, {"excellent", survey.Expectation}, {"应该", survey.Expectation}, {"应当", survey.Expectation}, {"理想", survey.Expectation}, {"事前", survey.Expectation}, {"之前", survey.Expectation},
	{"important", survey.Importance}, {"importance", survey.Importance}, {"重要", survey.Importance}, {"matter", survey.Importance}, {"matters", survey.Importance}, {"重视", survey.Importance}, {"在意", survey.Importance}, {"priority", survey.Importance},
	{"does", survey.Perception}, {"did", survey.Perception}, {"we do", survey.Perception}, {"got", survey.Perception}, {"received", survey.Perception}, {"after", survey.Perception}, {"satisfied", survey.Perception}, {"satisfaction", survey.Perception}, {"满意", survey.Perception}, {"做到", survey.Perception}, {"得到", survey.Perception}, {"事后", survey.Perception}, {"之后", survey.Perception}, {"actual", survey.Perception}, {"表现", survey.Perception}, {"performance", survey.Perception},
}

// sidesOf finds the side that each value names. Where one is named and one is
// not, the other is its counterpart: perception beside expectation or importance.
func sidesOf(values []string, _ []*Column) (sides []survey.Side, named bool) {
	sides = make([]survey.Side, len(values))
	seen := make(map[survey.Side]bool)
	unknown := 0
	for k, v := range values {
		s, _, _ := SideIn(v)
		if short, ok := CodeSides[v]; ok {
			s = short
		}
		if s == 0 {
			s = hinted(v)
		}
		if s == 0 || seen[s] {
			s = 0
			unknown++
		}
		seen[s] = true
		sides[k] = s
	}
	if unknown == 0 {
		return sides, true
	}
	if unknown == 1 && len(values) == 2 {
		k := slices.Index(sides, 0)
		switch sides[1-k] {
		case survey.Perception:
			sides[k] = survey.Expectation
		default:
			sides[k] = survey.Perception
		}
		return sides, true
	}
	return defaultSides(len(values)), false
}

// hinted finds a hint in a key, which has no blanks.
func hinted(key string) survey.Side {
	var found survey.Side
	for _, h := range sideHints {
		if strings.Contains(key, strings.ReplaceAll(h.text, " ", "")) {
			if found != 0 && found != h.side {
				return 0
			}
			found = h.side
		}
	}
	return found
}

// namedAbove reads the sides, in their order, from a stem that names both: "How
// important is it, and how did we do?"
func namedAbove(cols []*Column, sides *[]survey.Side) bool {
	if len(*sides) != 2 {
		return false
	}
	stem := cols[0].Block + " " + cols[0].Text
	type at struct {
		place int
		side  survey.Side
	}
	var found []at
	for _, list := range [][]sideWord{sideWords, sideHints} {
		for _, w := range list {
			if i := wording.IndexWord(stem, w.text); i >= 0 && !slices.ContainsFunc(found, func(a at) bool { return a.side == w.side }) {
				found = append(found, at{i, w.side})
			}
		}
	}
	sort.Slice(found, func(a, b int) bool { return found[a].place < found[b].place })
	if len(found) < 2 || found[0].side != survey.Perception && found[1].side != survey.Perception {
		return false
	}
	*sides = []survey.Side{found[0].side, found[1].side}
	return true
}

package recognise

import (
	"math"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"servqual/survey"
	"servqual/survey/wording"
)

// items decides which of the columns that are left are rated statements: those
// whose answers are degrees or steps of a scale, and whose header or neighbours
// say that they are ratings.
func (f *form) items() {
	cands := f.candidates()
	if len(cands) == 0 {
		return
	}
	f.stems(cands)
	told := ReadLegend(f.t.Titles...)
	spoken := make(map[int]bool) // the header speaks of a rating
	for _, i := range cands {
		c := &f.t.Columns[i]
		all := c.Block + " " + c.Text + " " + f.f[i].block
		spoken[i] = f.v[i].worded() || ratingWord(all) || f.legend[i] != nil || told.Ranged() || c.Block != "" && CodeSides[c.Text] != 0
	}
	main := f.mainScale(cands, spoken)
	for _, i := range cands {
		run := f.sequence(cands, i)
		switch {
		case len(cands) >= 4 && bareRating().MatchString(wording.Unnumber(f.t.Columns[i].Text)) && f.t.Columns[i].Block == "":
			f.take(i, Item, Open, ByValues)
			f.f[i].because(ByWord)
		case !f.onScale(i, main):
			if spoken[i] && !f.v[i].worded() || f.v[i].worded() != main.worded {
				f.take(i, Item, Open, ByValues) // another scale: asked about
				f.f[i].Other = f.stepped(i) && !main.worded
				continue
			}
			if run >= 3 && f.stepped(i) && !main.worded {
				f.take(i, Item, Likely, ByValues)
				f.f[i].because(BySequence)
				f.f[i].Other = true
				continue
			}
			f.attributeOrNothing(i)
		case spoken[i]:
			f.take(i, Item, Certain, ByValues)
			f.f[i].because(ByWord)
		case run >= 3 && f.sister(i, main):
			f.take(i, Item, Certain, ByValues)
			f.f[i].because(BySequence)
		case run >= 3:
			f.take(i, Item, Likely, ByValues)
			f.f[i].because(BySequence)
		default:
			f.attributeOrNothing(i)
		}
	}
	f.otherBlock()
	f.strangers(spoken)
}

// sister says that overall satisfaction is asked on the scale of a column whose
// header is its name and nothing else: it is one of the aspects that were rated.
// A code is no name.
func (f *form) sister(i int, m mainScale) bool {
	o, ok := f.fields[survey.FieldOverall]
	return ok && f.onScale(o, m) && f.v[o].rating() && !bareCode(&f.t.Columns[i])
}

// bareRating headers do not say what was rated: an item, the service as a whole,
// or the willingness to recommend it.
var bareRating = wording.Pattern(`^(?:rating|ratings|score|stars?|grade|评分|打分|分数|星级|评级|得分)$`)

func (f *form) attributeOrNothing(i int) {
	if f.v[i].category() {
		f.takeAttribute(i, Likely, ByValues)
	} else {
		f.take(i, Ignored, Likely, ByValues)
	}
}

func (f *form) candidates() []int {
	var out []int
	hundreds := 0
	slider := func(i int) bool {
		c := &f.t.Columns[i]
		return f.free(i) && f.v[i].hundred() && (ratingWord(c.Block+" "+c.Text) || f.legend[i].Ranged())
	}
	for i := range f.t.Columns {
		if slider(i) {
			hundreds++
		}
	}
	for i := range f.t.Columns {
		if f.free(i) && (f.v[i].rating() || hundreds >= 3 && slider(i)) {
			out = append(out, i)
		}
	}
	return out
}

// mainScale is the scale that most candidates are answered on: words, or numbers
// up to hi.
type mainScale struct {
	worded bool
	lo, hi int
}

// mainScale gives columns whose header speaks of a rating three votes.
func (f *form) mainScale(cands []int, spoken map[int]bool) mainScale {
	votes := make(map[mainScale]int)
	for _, i := range cands {
		m := mainScale{worded: f.v[i].worded() && f.v[i].whole*2 < f.v[i].filled}
		if !m.worded {
			m.lo, m.hi = f.v[i].span()
			m.lo = min(m.lo, 1)
			switch {
			case m.hi > 11 || f.v[i].percents*2 > f.v[i].filled:
				m.hi = 100
			case m.hi < 3 && m.lo >= 0 && f.v[i].filled >= 30:
				continue // two steps: yes and no, a gender
			}
		}
		votes[m]++
		if spoken[i] {
			votes[m] += 2
		}
	}
	best, most := mainScale{worded: true}, 0
	for m, n := range votes {
		if n > most || n == most && (m.hi > best.hi || m.hi == best.hi && m.lo < best.lo) {
			best, most = m, n
		}
	}
	if best.worded {
		return best
	}
	for m, n := range votes { // columns in which nobody chose an end belong to it
		if !m.worded && m.hi > best.hi && m.hi <= 11 && n*4 >= most {
			best.hi = m.hi
		}
		if !m.worded && m.lo < best.lo && n*4 >= most {
			best.lo = m.lo
		}
	}
	return best
}

// onScale says that the answers of a column can be on the main scale: not
// beyond its ends, and, where there are enough of them, not on a lower part of
// it only.
func (f *form) onScale(i int, m mainScale) bool {
	v := f.v[i]
	if m.worded || v.worded() && v.whole*2 < v.filled {
		return m.worded == (v.worded() && v.whole*2 < v.filled)
	}
	lo, hi := v.span()
	if m.hi == 100 {
		return hi > 11 || v.filled < 10 || v.percents*2 > v.filled
	}
	if hi > m.hi+1 && v.numbers[hi]*20 >= v.whole || hi > 11 {
		return false
	}
	if lo < m.lo && v.numbers[lo]*20 >= v.whole {
		return false
	}
	narrow := m.hi >= 5 && hi <= 2 || m.hi >= 9 && hi <= 5
	return !narrow || v.filled < 30
}

// sequence is how many candidates stand beside each other around one, of the
// same block, with no other rated column between.
func (f *form) sequence(cands []int, i int) int {
	at := slices.Index(cands, i)
	like := func(j int) bool {
		a, b := shape(codeOf(&f.t.Columns[i])), shape(codeOf(&f.t.Columns[j]))
		if a != b {
			return f.f[i].block != "" && f.f[j].block == f.f[i].block
		}
		return a != "" || f.f[j].block == f.f[i].block
	}
	n := 1
	for k := at - 1; k >= 0 && cands[k+1]-cands[k] <= 2 && like(cands[k]); k-- {
		n++
	}
	for k := at + 1; k < len(cands) && cands[k]-cands[k-1] <= 2 && like(cands[k]); k++ {
		n++
	}
	return n
}

// codeOf is the code of a column, or its text where that is a pair of numbers.
func codeOf(c *Column) string {
	if c.Code == "" && numberPair().MatchString(c.Text) {
		return c.Text
	}
	if wording.HasHan(c.Code) {
		return "" // a label with a number behind it
	}
	return c.Code
}

var numberPair = wording.Pattern(`^\d{1,3}\s?[-_.]\s?\d{1,3}$`)

// shape is a code with its numbers taken out: codes of one sequence have the
// same.
func shape(code string) string {
	if !numbered().MatchString(code) {
		return ""
	}
	return sequenceNumber().ReplaceAllString(code, "0")
}

// sequenceNumber is a number of a code, with the letter of its part: the 3b of
// Q3b.
var sequenceNumber = wording.Pattern(`\d+[a-d]$|\d+`)

// strangers finds items without a word for ratings whose answers have nothing to
// do with the others while those go together: codes of a group, perhaps. They
// are left open.
//
// r is Pearson's between the column and the mean of the other items; it is held
// against the median r of all items.
func (f *form) strangers(spoken map[int]bool) {
	var items []int
	for i := range f.f {
		if f.f[i].Role == Item && f.f[i].Certainty != Open && f.v[i].whole*2 > f.v[i].filled {
			items = append(items, i)
		}
	}
	if len(items) < 4 {
		return
	}
	rs := make([]float64, len(items))
	ns := make([]int, len(items))
	for k, i := range items {
		rs[k], ns[k] = correlation(column(f.v[i]), f.meanOf(items, i))
	}
	sorted := slices.Clone(rs)
	slices.Sort(sorted)
	median := sorted[len(sorted)/2]
	f.unrelated = len(items) >= 8 && slices.Min(ns) >= 40 && math.Abs(median) < 0.1 && !slices.ContainsFunc(items, func(i int) bool { return spoken[i] || !bareCode(&f.t.Columns[i]) })
	for k, i := range items {
		if !spoken[i] && !f.sideNamed(i) && !f.numberedRow(items, i) && ns[k] >= 40 && median >= 0.25 && math.Abs(rs[k]) < min(median/3, 2/math.Sqrt(float64(ns[k]))) {
			f.f[i].Certainty = Open
		}
	}
}

// sideNamed says that a part of a column's header is the name of a side: an
// expectation and a perception are rated, and no groups of customers.
func (f *form) sideNamed(i int) bool {
	return slices.ContainsFunc(wording.Segments(f.t.Columns[i].Text), func(s string) bool {
		_, _, pure := SideIn(s)
		return pure
	})
}

// numberedRow says that a column's code is one of a numbered row of items.
func (f *form) numberedRow(items []int, i int) bool {
	s, n := shape(codeOf(&f.t.Columns[i])), 0
	for _, j := range items {
		if s != "" && shape(codeOf(&f.t.Columns[j])) == s {
			n++
		}
	}
	return n >= 3
}

func column(v *values) []float64 {
	out := make([]float64, len(v.rows))
	for r, x := range v.rows {
		out[r] = math.NaN()
		if x != none {
			out[r] = float64(x)
		}
	}
	return out
}

// meanOf is the mean of each row over the columns but one; NaN without answers.
func (f *form) meanOf(cols []int, but int) []float64 {
	var out []float64
	for _, i := range cols {
		out = append(out, make([]float64, max(0, len(f.v[i].rows)-len(out)))...)
	}
	n := make([]int, len(out))
	for _, i := range cols {
		if i == but {
			continue
		}
		for r, x := range f.v[i].rows {
			if x != none {
				out[r] += float64(x)
				n[r]++
			}
		}
	}
	for r := range out {
		if n[r] == 0 {
			out[r] = math.NaN()
		} else {
			out[r] /= float64(n[r])
		}
	}
	return out
}

// stems parts a common question off the headers of candidates that stand under
// none: "How satisfied were you with: Waiting time". Of several parts that at
// least three headers begin with, as many as they share are the question: "Part
// A: Your room - Noise" stands under "Part A: Your room".
func (f *form) stems(cands []int) {
	count := make(map[string]int)
	parts := make([][]string, len(cands))
	for k, i := range cands {
		c := &f.t.Columns[i]
		f.f[i].block, f.f[i].label = c.Block, wording.Unnumber(partNumber().ReplaceAllString(c.Text, "$1"))
		if c.Block != "" {
			continue
		}
		segs := wording.Segments(c.Text)
		for len(segs) >= 2 && sided(segs[len(segs)-1:]) {
			segs = segs[:len(segs)-1] // the sides of a question behind it
		}
		if len(segs) >= 2 {
			parts[k] = segs
			for n := 1; n < len(segs); n++ {
				count[strings.Join(segs[:n], "\x00")]++
			}
		}
	}
	for k, i := range cands {
		segs := parts[k]
		n := len(segs) - 1
		for n > 0 && count[strings.Join(segs[:n], "\x00")] < 3 {
			n--
		}
		if n <= 0 {
			continue
		}
		if s, _, pure := SideIn(segs[0]); s != 0 && pure {
			continue
		}
		at := strings.Index(f.f[i].label, segs[n-1])
		if at < 0 {
			continue
		}
		f.f[i].block = strings.TrimRight(f.f[i].label[:at+len(segs[n-1])], " ")
		rest := f.f[i].label[at+len(segs[n-1]):]
		if next := strings.Index(rest, segs[n]); next >= 0 {
			f.f[i].label = strings.TrimRight(rest[next:], " )]】")
		}
	}
}

// partNumber is a number of two levels right before a label: 1.2接待热情.
var partNumber = wording.Pattern(`^\d{1,2}\.\d{1,2}\s*(\p{L})`)

// sided says that all parts of a header name a side.
func sided(segs []string) bool {
	for _, s := range segs {
		side, _, pure := SideIn(s)
		if _, code := CodeSides[s]; !code && (side == 0 || !pure) && hinted(wording.Key(s)) == 0 {
			return false
		}
	}
	return true
}

// restored gives the part of a header that a cleaned text stands for, as it is
// written; the cleaned text where it can't be found.
func restored(raw, cleaned string) string {
	n := strings.Join(strings.Fields(norm.NFKC.String(raw)), " ")
	low := strings.ToLower(n)
	if len(low) == len(n) {
		if at := strings.LastIndex(low, cleaned); at >= 0 {
			return n[at : at+len(cleaned)]
		}
	}
	return cleaned
}

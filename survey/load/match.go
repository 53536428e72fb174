package load

import (
	"slices"
	"sort"
	"strconv"
	"strings"
	"unicode/utf8"

	"servqual/survey"
	"servqual/survey/recognise"
	"servqual/survey/wording"
)

// matcher finds the items and dimensions of one study in headers.
type matcher struct {
	study  *survey.Study
	codes  map[string]int         // item by code: its id and aliases without punctuation
	labels []labelKey             // longest first
	known  map[string][]Candidate // what byLabel found for headers met before: branch files have the same
	dims   []dimKey
}

type labelKey struct {
	item int
	key  string
	size int // in runes
	has  []pair
}

type dimKey struct {
	dim   int
	code  string
	names []string
}

// The confidences of the ways to match. Below sure a match is reported as
// doubtful, below likely it is not made.
const (
	certain = 1.0
	exact   = 0.98
	coded   = 0.97
	holds   = 0.92 // the header holds the label and little else of substance
	sure    = 0.85
	likely  = 0.7
	inOrder = 0.6
)

func newMatcher(s *survey.Study) *matcher {
	m := &matcher{study: s, codes: make(map[string]int)}
	for i, it := range s.Items {
		m.addCode(it.ID, i)
		for _, a := range it.Aliases {
			m.addCode(a, i)
		}
		names := append([]string{it.Label.Zh, it.Label.En}, it.Aliases...)
		for _, n := range names {
			if k := wording.Key(n); utf8.RuneCountInString(k) >= 2 && !shortCode(k) {
				m.labels = append(m.labels, labelKey{i, k, utf8.RuneCountInString(k), pairs(k)})
			}
		}
	}
	sort.SliceStable(m.labels, func(a, b int) bool { return m.labels[a].size > m.labels[b].size })
	for d, dim := range s.Dimensions {
		k := dimKey{dim: d, code: plainCode(dim.ID)}
		for _, n := range []string{dim.Label.Zh, dim.Label.En} {
			if n = wording.Key(n); n != "" {
				k.names = append(k.names, n)
			}
		}
		m.dims = append(m.dims, k)
	}
	return m
}

func (m *matcher) addCode(code string, item int) {
	if c := plainCode(code); c != "" {
		if _, taken := m.codes[c]; !taken {
			m.codes[c] = item
		}
	}
}

// shortCode says that an alias is a code such as ME5, not a label to look for
// inside of texts.
func shortCode(k string) bool { return !wording.HasHan(k) && len(k) <= 5 }

// plainCode drops case and punctuation, and zeros before a number.
func plainCode(s string) string {
	k := wording.Key(s)
	i := len(k)
	for i > 0 && k[i-1] >= '0' && k[i-1] <= '9' {
		i--
	}
	j := i
	for j < len(k)-1 && k[j] == '0' {
		j++
	}
	return k[:i] + k[j:]
}

// byCode reads a code such as E5, P_REL2, Q7_exp, ME5. numbered says that only
// a number leads to the item, by its position.
func (m *matcher) byCode(code string) (item int, side survey.Side, numbered, ok bool) {
	c := plainCode(code)
	if c == "" || len(c) > 40 {
		return 0, 0, false, false
	}
	if i, found := m.codes[c]; found {
		return i, 0, false, true
	}
	for _, tok := range sideTokens {
		rest, found := strings.CutPrefix(c, tok.text)
		if found {
			if i, byNumber, found := m.rest(rest); found {
				return i, tok.side, byNumber, true
			}
		}
		if rest, found = strings.CutSuffix(c, tok.text); found {
			if i, byNumber, found := m.rest(rest); found {
				return i, tok.side, byNumber, true
			}
		}
	}
	return 0, 0, false, false
}

// codeMark is the mark of a side in a code: the E of E5.
type codeMark struct {
	text string
	side survey.Side
}

var sideTokens = func() []codeMark {
	var out []codeMark
	for t, s := range recognise.CodeSides {
		out = append(out, codeMark{t, s})
	}
	sort.Slice(out, func(a, b int) bool {
		if len(out[a].text) != len(out[b].text) {
			return len(out[a].text) > len(out[b].text)
		}
		return out[a].text < out[b].text
	})
	return out
}()

// rest finds the item of a code without its side: an id, or a number.
func (m *matcher) rest(c string) (item int, byNumber, ok bool) {
	if c == "" {
		return 0, false, false
	}
	c = plainCode(c)
	if i, found := m.codes[c]; found {
		return i, false, true
	}
	digits := c
	for _, p := range []string{"item", "sq", "q", "o"} { // LimeSurvey's sub-questions are SQ001 or O1
		if rest, cut := strings.CutPrefix(c, p); cut {
			digits = plainCode(rest)
			break
		}
	}
	n, err := strconv.Atoi(digits)
	if err != nil || n < 1 {
		return 0, false, false
	}
	for _, k := range []string{strconv.Itoa(n), "q" + strconv.Itoa(n)} {
		if i, found := m.codes[k]; found {
			return i, false, true
		}
	}
	if n > len(m.study.Items) {
		return 0, false, false
	}
	return n - 1, true, true
}

// naming is what a header says: texts that may be labels, and the side.
type naming struct {
	texts []string // keys, the most specific first
	side  survey.Side
	weak  bool // the side comes from far away: sheet name or title
}

// name takes a column's header apart.
func (m *matcher) name(c *column, sheetName string, titles []string) naming {
	var n naming
	var loose survey.Side // named within a longer text
	note := func(to *survey.Side, side survey.Side) {
		if *to == 0 {
			*to = side
		}
	}
	add := func(s string) {
		if k := wording.Key(s); k != "" {
			n.texts = append(n.texts, k)
		}
	}
	var rests []string
	for _, parts := range [][]string{c.words.parts, c.words.above} {
		for _, seg := range parts {
			side, rest, pure := recognise.SideIn(seg)
			if short, ok := recognise.CodeSides[seg]; ok && len(seg) >= 3 {
				side, pure = short, true
			}
			switch {
			case m.isLabel(wording.Key(seg)):
				add(seg)
				continue
			case pure:
				note(&n.side, side)
				continue
			case side != 0:
				note(&loose, side)
				rests = append(rests, rest)
			}
			add(wording.Unnumber(rest))
		}
	}
	for _, src := range []string{c.words.body, wording.Unnumber(c.block)} {
		_, rest, _ := recognise.SideIn(src)
		rests = append(rests, rest)
	}
	for _, r := range rests {
		add(r)
	}
	add(c.code)
	for _, r := range c.rows {
		side, _, _ := recognise.SideIn(r)
		note(&loose, side)
	}
	note(&n.side, loose)
	if n.side == 0 {
		far := append([]string{wording.Clean(sheetName)}, titles...)
		for _, s := range far {
			if side := recognise.Named(s); side != 0 && n.side == 0 {
				n.side, n.weak = side, true
			}
		}
	}
	n.side = m.asked(n.side)
	return n
}

// asked translates a side into one that the study asks: "ideal" and
// "expected" mean the same where only one of them is asked.
func (m *matcher) asked(side survey.Side) survey.Side {
	if side == 0 || m.study.Asks(side) {
		return side
	}
	switch {
	case side == survey.Desired && m.study.Asks(survey.Expectation):
		return survey.Expectation
	case side == survey.Expectation && m.study.Asks(survey.Desired):
		return survey.Desired
	}
	return side
}

// onlySide is the side of a study that asks one, else the side given.
func (m *matcher) onlySide(side survey.Side) survey.Side {
	if len(m.study.Sides) == 1 {
		return m.study.Sides[0]
	}
	return side
}

// apart says that an item belongs to no battery: a rating of standards, a
// cause. It has no sides, and a word for one in its statement ("I feel that I
// am important here") means nothing.
func (m *matcher) apart(item int) bool {
	d := m.study.Dim(m.study.Items[item].Dimension)
	return d >= 0 && m.study.Dimensions[d].Apart()
}

func (m *matcher) isLabel(k string) bool {
	for _, l := range m.labels {
		if l.key == k {
			return true
		}
	}
	return false
}

// byLabel ranks the items whose labels a header may mean, best first.
func (m *matcher) byLabel(n naming) []Candidate {
	memo := n.side.String() + "\x00" + strings.Join(n.texts, "\x00")
	if found, ok := m.known[memo]; ok {
		return found
	}
	best := make(map[int]float64)
	for _, t := range n.texts {
		has := pairs(t)
		for _, l := range m.labels {
			if s := likeness(t, has, l); s > best[l.item] {
				best[l.item] = s
			}
		}
	}
	out := make([]Candidate, 0, len(best))
	for i, s := range best {
		if s >= 0.4 {
			out = append(out, Candidate{m.study.Items[i].ID, n.side, s})
		}
	}
	sort.Slice(out, func(a, b int) bool {
		if out[a].Score != out[b].Score {
			return out[a].Score > out[b].Score
		}
		return m.study.ItemIndex(out[a].Item) < m.study.ItemIndex(out[b].Item)
	})
	if len(out) > 3 {
		out = out[:3:3]
	}
	if len(m.known) < 1<<16 {
		if m.known == nil {
			m.known = make(map[string][]Candidate)
		}
		m.known[memo] = out
	}
	return out
}

// likeness compares a header's key with a label's: 1 when equal, less when
// one holds the other, else the share of letter pairs they have in common
// (Dice). has are the pairs of the header's key.
func likeness(t string, has []pair, l labelKey) float64 {
	if t == l.key {
		return exact
	}
	size := utf8.RuneCountInString(t)
	if i := strings.Index(t, l.key); i >= 0 {
		cover := float64(l.size) / float64(size)
		if long(l) || cover >= 0.5 {
			return holds + 0.04*cover
		}
		return min(sure-0.01, likely+0.1*cover)
	}
	if size >= 2 && size < l.size && strings.Contains(l.key, t) {
		if cover := float64(size) / float64(l.size); cover >= 0.5 {
			return 0.6 + 0.24*cover
		}
	}
	if 2*min(size, l.size) < int(0.4*float64(size+l.size)) {
		return 0 // too unlike in length to share enough
	}
	return min(dice(has, l.has), sure-0.01)
}

// long says that a label is so specific that holding it settles the matter.
func long(l labelKey) bool {
	if wording.HasHan(l.key) {
		return l.size >= 4
	}
	return l.size >= 12
}

// pair is two adjacent characters of a key.
type pair uint64

// pairs lists the pairs of a key in order. A key is compared with hundreds of
// labels: two sorted lists are gone through in a tenth of the time that maps
// of them take.
func pairs(s string) []pair {
	out := make([]pair, 0, len(s))
	var last rune
	for i, r := range s {
		if i > 0 {
			out = append(out, pair(last)<<32|pair(r))
		}
		last = r
	}
	slices.Sort(out)
	return out
}

// dice is the share of pairs that two keys have in common.
func dice(a, b []pair) float64 {
	if len(a) == 0 || len(b) == 0 {
		return 0
	}
	common := 0
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] < b[j]:
			i++
		case a[i] > b[j]:
			j++
		default:
			common, i, j = common+1, i+1, j+1
		}
	}
	return 2 * float64(common) / float64(len(a)+len(b))
}

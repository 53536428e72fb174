package wording

import (
	"sort"
	"strings"
	"sync"
)

// A worded answer is read in two steps: what it says (its Degree: which way, how
// strongly), and, from all wordings that occur in the answers of a survey,
// which number on the scale that is (LabelScale). Levels thus never depend on
// one column's answers, and 比较满意 is 4 beside 非常满意 and 5 where 满意 lies between.

// Degree is what a worded answer says.
type Degree struct {
	Sign     int      // +1 favourable, −1 unfavourable, 0 neutral
	Strength Strength // how strongly; without meaning for neutral
}

// Strength grades the strength of a Degree, strongest first.
type Strength int

const (
	Extreme Strength = iota + 1 // 非常, strongly, extremely
	Strong                      // 很, very
	Plain                       // 满意, agree
	Mild                        // 比较, somewhat
)

// Words of degree and stems. The longest fitting word is taken.
var (
	degrees = []struct {
		Strength Strength
		words    []string
	}{
		{Extreme, []string{"非常", "十分", "极其", "极为", "极", "完全", "特别", "强烈", "绝对", "最", "strongly", "extremely", "completely", "totally", "absolutely", "fully", "entirely", "highly", "sangat", "voll und ganz", "vollständig", "voll", "äußerst", "überhaupt", "gar", "muy", "totalmente", "tout à fait", "très"}},
		{Strong, []string{"很", "相当", "挺", "very", "quite", "sehr", "greatly"}},
		{Plain, []string{"moderately", "mäßig"}},
		{Mild, []string{"比较", "较为", "较", "有点", "有些", "稍微", "稍", "略", "略微", "还算", "基本", "基本上", "部分", "不太", "不怎么", "不大", "somewhat", "slightly", "rather", "fairly", "a little", "a bit", "partly", "mostly", "eher", "etwas", "agak", "plutôt", "algo"}},
	}
	positiveStems = []string{"满意", "同意", "赞同", "赞成", "认同", "重要", "符合", "可能", "愿意", "好", "高", "优秀", "清楚", "agree", "satisfied", "important", "likely", "good", "favorably", "favorable", "favourable", "favourably", "willing", "useful", "true", "high", "zufrieden", "stimme zu", "wichtig", "gut", "wahrscheinlich", "trifft zu", "puas", "setuju", "penting", "baik", "satisfecho", "de acuerdo", "importante", "satisfait", "d'accord"}
	negativeStems = []string{"差", "低", "糟糕", "disagree", "dissatisfied", "unsatisfied", "unimportant", "unlikely", "poor", "bad", "unfavorably", "unfavorable", "unfavourable", "unwilling", "low", "unzufrieden", "unwichtig", "schlecht", "unwahrscheinlich", "buruk", "insatisfecho", "en desacuerdo", "insatisfait"}
	lessWords     = []string{"less", "weniger", "moins", "menos"}
	negations     = []string{"不", "没有", "无", "not at all", "not", "nicht", "tidak", "kurang", "pas", "no"}
	neutralWords  = Set("一般", "中立", "不确定", "普通", "中等", "无所谓", "既不同意也不反对", "既不满意也不不满意", "还可以", "尚可", "还行", "适中", "说不准", "一般般", "neutral", "neither", "neither agree nor disagree", "neither agree or disagree", "neither satisfied nor dissatisfied",
		"neither favorably nor unfavorably (neutral)", "neither favorably nor unfavorably", "neither important nor unimportant", "neither likely nor unlikely", "undecided", "fair", "average", "ok", "okay", "so-so", "acceptable", "unsure", "netral", "ragu-ragu", "ragu ragu", "cukup", "teils/teils", "teils teils", "teils-teils", "weder noch", "weder/noch", "neutro", "neutre", "regular")
	wordings = map[string]Degree{
		"excellent": {1, Extreme}, "outstanding": {1, Extreme}, "优": {1, Extreme}, "优秀": {1, Extreme}, "terrible": {-1, Extreme}, "awful": {-1, Extreme}, "极差": {-1, Extreme},
		"优良": {1, Plain}, "良": {1, Plain}, "良好": {1, Plain}, "不好": {-1, Plain}, "反对": {-1, Plain}, "强烈反对": {-1, Extreme}, "坚决反对": {-1, Extreme},
		"一定会": {1, Extreme}, "会": {1, Plain}, "不会": {-1, Plain}, "一定不会": {-1, Extreme}, "可能会": {1, Mild}, "可能不会": {-1, Mild},
		"definitely": {1, Extreme}, "probably": {1, Plain}, "probably not": {-1, Plain}, "definitely not": {-1, Extreme},
	}
)

// ReadDegree understands a cleaned answer; ok is false when it says nothing
// about a degree.
func ReadDegree(s string) (Degree, bool) {
	s = strings.TrimSpace(strings.Trim(s, ".。!！"))
	if s == "" || len(s) > 60 {
		return Degree{}, false
	}
	if neutralWords[s] {
		return Degree{}, true
	}
	if w, ok := wordings[s]; ok {
		return w, true
	}
	return composed(s)
}

// composed reads degree + negation + stem in any order that one of the
// languages uses, and nothing else besides.
func composed(s string) (Degree, bool) {
	w := Degree{Strength: Plain}
	rest := s
	if r, ok := cutWord(rest, negativeStems); ok {
		w.Sign, rest = -1, r
	} else if r, ok := cutWord(rest, positiveStems); ok {
		w.Sign, rest = 1, r
	} else if r, ok := cutZu(rest); ok {
		w.Sign, rest = 1, r
	} else {
		return Degree{}, false
	}
	for _, d := range degrees {
		if r, ok := cutWord(rest, d.words); ok {
			if strings.HasPrefix(rest, "不太") || strings.HasPrefix(rest, "不怎么") || strings.HasPrefix(rest, "不大") {
				w.Sign = -w.Sign
			}
			w.Strength, rest = d.Strength, r
			break
		}
	}
	if r, ok := cutWord(rest, lessWords); ok {
		w.Sign, w.Strength, rest = -w.Sign, Mild, r
	}
	if strings.Contains(rest, "not at all") {
		w.Strength = Extreme
	}
	if strings.Contains(rest, "kurang") {
		w.Strength = Mild
	}
	if r, ok := cutWord(rest, negations); ok {
		w.Sign, rest = -w.Sign, r
	}
	rest = strings.Trim(rest, " 的地是,")
	return w, rest == ""
}

// cutZu reads "stimme … zu", the verb that German parts.
func cutZu(s string) (string, bool) {
	for _, verb := range []string{"stimme", "trifft"} {
		if r, ok := strings.CutPrefix(s, verb+" "); ok {
			if r, ok := strings.CutSuffix(r, " zu"); ok {
				return r, true
			}
			if r == "zu" {
				return "", true
			}
		}
	}
	return s, false
}

// cutWord takes the longest of the words that is in s out of it.
func cutWord(s string, list []string) (string, bool) {
	best, at := "", -1
	for _, w := range list {
		if len(w) > len(best) {
			if i := IndexWord(s, w); i >= 0 {
				best, at = w, i
			}
		}
	}
	if at < 0 {
		return s, false
	}
	return strings.TrimSpace(strings.TrimSpace(s[:at]) + " " + strings.TrimSpace(s[at+len(best):])), true
}

// ladders are scales whose words follow no grammar, lowest first; levels may
// have several wordings.
var ladders = [][][]string{
	{{"not at all important"}, {"slightly important", "of little importance"}, {"moderately important"}, {"very important", "important"}, {"extremely important"}},
	{{"not at all satisfied"}, {"slightly satisfied"}, {"moderately satisfied"}, {"very satisfied"}, {"extremely satisfied", "completely satisfied"}},
	{{"not at all likely"}, {"slightly likely"}, {"moderately likely"}, {"very likely"}, {"extremely likely"}},
	{{"sangat tidak puas", "sangat tidak setuju", "sangat tidak penting", "sangat tidak baik"}, {"tidak puas", "kurang puas", "tidak setuju", "kurang setuju", "tidak penting", "kurang penting", "tidak baik", "kurang baik"}, {"cukup puas", "cukup setuju", "cukup penting", "cukup baik", "netral", "ragu-ragu", "cukup"}, {"puas", "setuju", "penting", "baik"}, {"sangat puas", "sangat setuju", "sangat penting", "sangat baik"}},
	{{"much worse than expected", "远低于期望", "远低于预期", "比预期差很多"}, {"worse than expected", "低于期望", "低于预期", "比预期差"}, {"as expected", "equal to expectations", "符合期望", "符合预期", "与预期一样", "与期望一致"}, {"better than expected", "高于期望", "超出期望", "高于预期", "超出预期", "比预期好"}, {"much better than expected", "远高于期望", "远超期望", "远高于预期", "远超预期", "比预期好很多"}},
}

// LabelScale maps wordings to numbers from 1.
type LabelScale struct {
	Points  int
	ladder  map[string]int // cleaned text → number, when a ladder fits
	up      []Strength     // favourable classes, strongest first
	down    []Strength     // unfavourable classes, strongest first
	side    int            // levels on either side of neutral
	neutral bool           // there is a middle level
}

// NewLabelScale finds the scale that a set of cleaned answers comes from. want
// is the number of points of the stated scale; it decides where the answers
// fit several. It returns nil where no answer says a degree.
func NewLabelScale(seen map[string]int, want int) *LabelScale {
	if l := ladderFor(seen); l != nil {
		return l
	}
	var up, down classes
	neutral, total := 0, 0
	for s, n := range seen {
		w, ok := ReadDegree(s)
		if !ok {
			continue
		}
		total += n
		switch w.Sign {
		case 1:
			up.add(w.Strength)
		case -1:
			down.add(w.Strength)
		default:
			neutral += n
		}
	}
	if total == 0 {
		return nil
	}
	l := &LabelScale{up: up.order(), down: down.order()}
	l.side = max(2, len(l.up), len(l.down))
	if l.side == 2 && (milder(l.up) || milder(l.down)) && !stronger(l.up) && !stronger(l.down) {
		l.side = 3
	}
	l.neutral = neutral > 0 || want%2 == 1 && want > 0 || want == 0 && total < 100
	l.Points = 2 * l.side
	if l.neutral {
		l.Points++
	}
	if want > l.Points && neutral == 0 && want == 2*l.side {
		l.neutral, l.Points = false, want
	}
	return l
}

// milder says that the two classes are Plain and Mild: stronger ones must
// exist that nobody chose.
func milder(c []Strength) bool { return len(c) == 2 && c[0] == Plain && c[1] == Mild }

func stronger(c []Strength) bool { return len(c) > 0 && c[0] <= Strong }

type classes [Mild + 1]bool

func (c *classes) add(k Strength) { c[k] = true }

func (c *classes) order() []Strength {
	var out []Strength
	for k := Extreme; k <= Mild; k++ {
		if c[k] {
			out = append(out, k)
		}
	}
	return out
}

func ladderFor(seen map[string]int) *LabelScale {
	for _, ladder := range ladders {
		l := &LabelScale{Points: len(ladder), ladder: make(map[string]int)}
		for i, level := range ladder {
			for _, w := range level {
				l.ladder[w] = i + 1
			}
		}
		hits, misses := 0, 0
		for s := range seen {
			if _, ok := l.ladder[s]; ok {
				hits++
			} else if _, ok := ReadDegree(s); ok {
				misses++
			}
		}
		if hits >= 2 && misses == 0 {
			return l
		}
	}
	return nil
}

// Number gives the number of a cleaned answer, 0 when it has none.
func (l *LabelScale) Number(s string) int {
	if l == nil {
		return 0
	}
	if l.ladder != nil {
		return l.ladder[s]
	}
	w, ok := ReadDegree(s)
	if !ok {
		return 0
	}
	switch w.Sign {
	case 1:
		return l.Points - l.step(w.Strength, l.up, l.down)
	case -1:
		return 1 + l.step(w.Strength, l.down, l.up)
	}
	if !l.neutral {
		return 0
	}
	return l.side + 1
}

// step counts how many levels a Strength is from the end of the scale: by its
// place among the classes of its own side, or of the other where that knows
// more, or by its strength alone.
func (l *LabelScale) step(c Strength, own, other []Strength) int {
	for _, list := range [][]Strength{own, other} {
		if len(list) == l.side {
			for i, k := range list {
				if k == c {
					return i
				}
			}
		}
	}
	switch {
	case c <= Strong:
		return 0
	case l.side == 2 || c == Plain:
		return 1
	}
	return min(l.side-1, 2)
}

// ByCount lists the labels of a count, most frequent first, for messages.
func ByCount(seen map[string]int) []string {
	out := make([]string, 0, len(seen))
	for s := range seen {
		out = append(out, s)
	}
	sort.Slice(out, func(i, j int) bool {
		if seen[out[i]] != seen[out[j]] {
			return seen[out[i]] > seen[out[j]]
		}
		return out[i] < out[j]
	})
	return out
}

// IsDegree says whether a cleaned answer is a word of a scale: a degree, or a
// step of a ladder.
func IsDegree(s string) bool {
	if _, ok := ReadDegree(s); ok {
		return true
	}
	return ladderWords()[s]
}

var ladderWords = sync.OnceValue(func() map[string]bool {
	out := make(map[string]bool)
	for _, l := range ladders {
		for _, level := range l {
			for _, w := range level {
				out[w] = true
			}
		}
	}
	return out
})

package load

import (
	"sort"
	"strings"
)

// A worded answer is read in two steps: what it says (wording: which way, how
// strongly), and, from all wordings that occur in the answers of a survey,
// which number on the scale that is (labelScale). Levels thus never depend on
// one column's answers, and 比较满意 is 4 beside 非常满意 and 5 where 满意 lies between.

// wording is what a worded answer says.
type wording struct {
	sign  int   // +1 favourable, −1 unfavourable, 0 neutral
	class class // how strongly; without meaning for neutral
}

// class grades the strength of a wording, strongest first.
type class int

const (
	extreme class = iota + 1 // 非常, strongly, extremely
	strong                   // 很, very
	plain                    // 满意, agree
	mild                     // 比较, somewhat
)

// Words of degree and stems. The longest fitting word is taken.
var (
	degrees = []struct {
		class class
		words []string
	}{
		{extreme, []string{"非常", "十分", "极其", "极为", "极", "完全", "特别", "强烈", "绝对", "最", "strongly", "extremely", "completely", "totally", "absolutely", "fully", "entirely", "highly", "sangat", "voll und ganz", "vollständig", "voll", "äußerst", "überhaupt", "gar", "muy", "totalmente", "tout à fait", "très"}},
		{strong, []string{"很", "相当", "挺", "very", "quite", "sehr", "greatly"}},
		{plain, []string{"moderately", "mäßig"}},
		{mild, []string{"比较", "较为", "较", "有点", "有些", "稍微", "稍", "略", "略微", "还算", "基本", "基本上", "部分", "不太", "不怎么", "不大", "somewhat", "slightly", "rather", "fairly", "a little", "a bit", "partly", "mostly", "eher", "etwas", "agak", "plutôt", "algo"}},
	}
	positiveStems = []string{"满意", "同意", "赞同", "赞成", "认同", "重要", "符合", "可能", "愿意", "好", "高", "优秀", "清楚", "agree", "satisfied", "important", "likely", "good", "favorably", "favorable", "favourable", "favourably", "willing", "useful", "true", "high", "zufrieden", "stimme zu", "wichtig", "gut", "wahrscheinlich", "trifft zu", "puas", "setuju", "penting", "baik", "satisfecho", "de acuerdo", "importante", "satisfait", "d'accord"}
	negativeStems = []string{"差", "低", "糟糕", "disagree", "dissatisfied", "unsatisfied", "unimportant", "unlikely", "poor", "bad", "unfavorably", "unfavorable", "unfavourable", "unwilling", "low", "unzufrieden", "unwichtig", "schlecht", "unwahrscheinlich", "buruk", "insatisfecho", "en desacuerdo", "insatisfait"}
	lessWords     = []string{"less", "weniger", "moins", "menos"}
	negations     = []string{"不", "没有", "无", "not at all", "not", "nicht", "tidak", "kurang", "pas", "no"}
	neutralWords  = set("一般", "中立", "不确定", "普通", "中等", "无所谓", "既不同意也不反对", "既不满意也不不满意", "还可以", "尚可", "还行", "适中", "说不准", "一般般", "neutral", "neither", "neither agree nor disagree", "neither agree or disagree", "neither satisfied nor dissatisfied",
		"neither favorably nor unfavorably (neutral)", "neither favorably nor unfavorably", "neither important nor unimportant", "neither likely nor unlikely", "undecided", "fair", "average", "ok", "okay", "so-so", "acceptable", "unsure", "netral", "ragu-ragu", "ragu ragu", "cukup", "teils/teils", "teils teils", "teils-teils", "weder noch", "weder/noch", "neutro", "neutre", "regular")
	wordings = map[string]wording{
		"excellent": {1, extreme}, "outstanding": {1, extreme}, "优": {1, extreme}, "优秀": {1, extreme}, "terrible": {-1, extreme}, "awful": {-1, extreme}, "极差": {-1, extreme},
		"优良": {1, plain}, "良": {1, plain}, "良好": {1, plain}, "不好": {-1, plain}, "反对": {-1, plain}, "强烈反对": {-1, extreme}, "坚决反对": {-1, extreme},
		"一定会": {1, extreme}, "会": {1, plain}, "不会": {-1, plain}, "一定不会": {-1, extreme}, "可能会": {1, mild}, "可能不会": {-1, mild},
		"definitely": {1, extreme}, "probably": {1, plain}, "probably not": {-1, plain}, "definitely not": {-1, extreme},
	}
)

// readWording understands a cleaned answer; ok is false when it says nothing
// about a degree.
func readWording(s string) (wording, bool) {
	s = strings.TrimSpace(strings.Trim(s, ".。!！"))
	if s == "" || len(s) > 60 {
		return wording{}, false
	}
	if neutralWords[s] {
		return wording{}, true
	}
	if w, ok := wordings[s]; ok {
		return w, true
	}
	return composed(s)
}

// composed reads degree + negation + stem in any order that one of the
// languages uses, and nothing else besides.
func composed(s string) (wording, bool) {
	w := wording{class: plain}
	rest := s
	if r, ok := cutWord(rest, negativeStems); ok {
		w.sign, rest = -1, r
	} else if r, ok := cutWord(rest, positiveStems); ok {
		w.sign, rest = 1, r
	} else if r, ok := cutZu(rest); ok {
		w.sign, rest = 1, r
	} else {
		return wording{}, false
	}
	for _, d := range degrees {
		if r, ok := cutWord(rest, d.words); ok {
			if strings.HasPrefix(rest, "不太") || strings.HasPrefix(rest, "不怎么") || strings.HasPrefix(rest, "不大") {
				w.sign = -w.sign
			}
			w.class, rest = d.class, r
			break
		}
	}
	if r, ok := cutWord(rest, lessWords); ok {
		w.sign, w.class, rest = -w.sign, mild, r
	}
	if strings.Contains(rest, "not at all") {
		w.class = extreme
	}
	if strings.Contains(rest, "kurang") {
		w.class = mild
	}
	if r, ok := cutWord(rest, negations); ok {
		w.sign, rest = -w.sign, r
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
			if i := indexWord(s, w); i >= 0 {
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

// labelScale maps wordings to numbers from 1.
type labelScale struct {
	points  int
	ladder  map[string]int // cleaned text → number, when a ladder fits
	up      []class        // favourable classes, strongest first
	down    []class        // unfavourable classes, strongest first
	side    int            // levels on either side of neutral
	neutral bool           // there is a middle level
}

// newLabelScale finds the scale that a set of cleaned answers comes from. want
// is the number of points of the stated scale; it decides where the answers
// fit several. It returns nil where no answer is a wording.
func newLabelScale(seen map[string]int, want int) *labelScale {
	if l := ladderFor(seen); l != nil {
		return l
	}
	var up, down classes
	neutral, total := 0, 0
	for s, n := range seen {
		w, ok := readWording(s)
		if !ok {
			continue
		}
		total += n
		switch w.sign {
		case 1:
			up.add(w.class)
		case -1:
			down.add(w.class)
		default:
			neutral += n
		}
	}
	if total == 0 {
		return nil
	}
	l := &labelScale{up: up.order(), down: down.order()}
	l.side = max(2, len(l.up), len(l.down))
	if l.side == 2 && (milder(l.up) || milder(l.down)) && !stronger(l.up) && !stronger(l.down) {
		l.side = 3
	}
	l.neutral = neutral > 0 || want%2 == 1 && want > 0 || want == 0 && total < 100
	l.points = 2 * l.side
	if l.neutral {
		l.points++
	}
	if want > l.points && neutral == 0 && want == 2*l.side {
		l.neutral, l.points = false, want
	}
	return l
}

// milder says that the two classes are plain and mild: stronger ones must
// exist that nobody chose.
func milder(c []class) bool { return len(c) == 2 && c[0] == plain && c[1] == mild }

func stronger(c []class) bool { return len(c) > 0 && c[0] <= strong }

type classes [mild + 1]bool

func (c *classes) add(k class) { c[k] = true }

func (c *classes) order() []class {
	var out []class
	for k := extreme; k <= mild; k++ {
		if c[k] {
			out = append(out, k)
		}
	}
	return out
}

func ladderFor(seen map[string]int) *labelScale {
	for _, ladder := range ladders {
		l := &labelScale{points: len(ladder), ladder: make(map[string]int)}
		for i, level := range ladder {
			for _, w := range level {
				l.ladder[w] = i + 1
			}
		}
		hits, misses := 0, 0
		for s := range seen {
			if _, ok := l.ladder[s]; ok {
				hits++
			} else if _, ok := readWording(s); ok {
				misses++
			}
		}
		if hits >= 2 && misses == 0 {
			return l
		}
	}
	return nil
}

// number gives the number of a cleaned answer, 0 when it has none.
func (l *labelScale) number(s string) int {
	if l == nil {
		return 0
	}
	if l.ladder != nil {
		return l.ladder[s]
	}
	w, ok := readWording(s)
	if !ok {
		return 0
	}
	switch w.sign {
	case 1:
		return l.points - l.step(w.class, l.up, l.down)
	case -1:
		return 1 + l.step(w.class, l.down, l.up)
	}
	if !l.neutral {
		return 0
	}
	return l.side + 1
}

// step counts how many levels a class is from the end of the scale: by its
// place among the classes of its own side, or of the other where that knows
// more, or by its strength alone.
func (l *labelScale) step(c class, own, other []class) int {
	for _, list := range [][]class{own, other} {
		if len(list) == l.side {
			for i, k := range list {
				if k == c {
					return i
				}
			}
		}
	}
	switch {
	case c <= strong:
		return 0
	case l.side == 2 || c == plain:
		return 1
	}
	return min(l.side-1, 2)
}

// words lists the labels of a count, most frequent first, for messages.
func wordsByCount(seen map[string]int) []string {
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

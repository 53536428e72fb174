package recognise

import (
	"strconv"
	"strings"

	"servqual/survey/wording"
)

// Legend is what a header says about its answers: the ends of the scale, what
// its numbers mean, and the number that means "does not apply".
type Legend struct {
	Min, Max int          // Max > Min where the range is told
	Signs    map[int]int  // number → +1 favourable, −1 unfavourable, 0 neutral
	Void     map[int]bool // numbers that mean "does not apply"
	OutOf    int          // the highest number, where only that is told: 满分10分
}

// Ranged says that the legend tells the ends of the scale.
func (l *Legend) Ranged() bool { return l != nil && l.Max > l.Min }

// Down says that the lower numbers are the better ones; told is false where the
// legend does not say.
func (l *Legend) Down() (down, told bool) {
	if l == nil {
		return false, false
	}
	best, worst, n := 0, 0, 0
	for x, sign := range l.Signs {
		switch sign {
		case 1:
			best += x
			n |= 1
		case -1:
			worst += x
			n |= 2
		}
	}
	switch {
	case n == 3:
		return best < worst, best != worst
	case n == 1 && l.Ranged():
		return 2*best < l.Min+l.Max, true
	case n == 2 && l.Ranged():
		return 2*worst > l.Min+l.Max, true
	}
	return false, false
}

var (
	legendRange   = wording.Pattern(`(?:^|[^\d.])(-?\d{1,3})\s*(?:分|点)?\s*(?:-|–|—|−|~|〜|至|到|\.\.\.?|…|to|bis|a|à|đến)\s*\+?(-?\d{1,3})\s*(分|点|星|级|points?|pts|scale|punkte|poin|skala|점|点満点)?(?:[^\d年月/]|$)`)
	legendEnd     = wording.Pattern(`(-?\d{1,3})\s*(?:分|points?|stars?)?\s*(?:=|:|→|表示|代表|意味着|为|是|指|means?|being|is|for|-)\s*["“']?([^\d,，;；、。()（）\[\]"“”|/]{1,40})`)
	legendList    = wording.Pattern(`(?:^|[\s(（,，;；:：/、|–—-])(-?\d{1,2})[.、)]?\s*(\p{Han}{1,7}|[a-z][a-z' ]{2,40}?)(?:$|[\s]*[()（）,，;；/、|–—-]|\s+\d)`)
	legendDefined = wording.Pattern(`(?:^|[^\d.])(-?\d{1,3})\s*=\s*[^\d\s=]`)
	legendBare    = wording.Pattern(`(-?\d{1,3})\s*(?:分|points?)?\s*(最好|最高|最优|最差|最低|很差|非常满意|非常不满意|最满意|最不满意|best|worst|highest|lowest|is best|is worst)`)
	legendOutOf   = wording.Pattern(`(?:满分(?:是|为)?\s*|满\s*|(?:rated?|score[sd]?|points?|marks?|stars?|\d|^|[(（])\s*out of\s*|百分制)(\d{0,3})(?:分|\D|$)`)
	legendAsked   = wording.Pattern(`(?:\bscale (?:of|from|between)|\bfrom|\bbetween|\brate|打分|评分|分值|按|用|从|skala (?:von|dari)|escala (?:de|del)|échelle de|thang (?:điểm )?(?:từ )?)\s*\D?$`)
)

// ReadLegend reads the legend of a cleaned header, nil where there is none.
func ReadLegend(texts ...string) *Legend {
	l := &Legend{Signs: make(map[int]int), Void: make(map[int]bool)}
	found := false
	for _, s := range texts {
		found = l.read(s) || found
	}
	if !found {
		return nil
	}
	return l
}

func (l *Legend) read(s string) bool {
	found := false
	for _, m := range legendEnd().FindAllStringSubmatch(s, -1) {
		found = l.end(m[1], m[2]) || found
	}
	for _, m := range legendList().FindAllStringSubmatch(s, -1) {
		found = l.end(m[1], m[2]) || found
	}
	if lo, hi, ok := definedEnds(s); ok && !l.Ranged() {
		l.Min, l.Max, found = lo, hi, true
	}
	for _, m := range legendBare().FindAllStringSubmatch(s, -1) {
		found = l.end(m[1], m[2]) || found
	}
	if m := legendRange().FindStringSubmatch(s); m != nil {
		lo, _ := strconv.Atoi(m[1])
		hi, _ := strconv.Atoi(m[2])
		if lo > hi && lo >= 0 && hi >= 0 {
			lo, hi = hi, lo
		}
		inBrackets := strings.ContainsAny(s, "([（") && strings.Index(s, m[1]) > strings.IndexAny(s, "([（")
		asked := legendAsked().MatchString(s[:strings.Index(s, m[0])+1])
		if (m[3] != "" || inBrackets || found || asked) && hi-lo >= 1 && hi <= 100 && lo >= -10 {
			l.Min, l.Max = lo, hi
			found = true
		}
	}
	if m := legendOutOf().FindStringSubmatch(s); m != nil && !l.Ranged() {
		n, _ := strconv.Atoi(m[1])
		if strings.Contains(m[0], "百分制") {
			n = 100
		}
		if n >= 3 && n <= 100 {
			l.OutOf, found = n, true
		}
	}
	if len(l.Signs) >= 2 && !l.Ranged() {
		lo, hi := 1<<20, -1<<20
		for n := range l.Signs {
			lo, hi = min(lo, n), max(hi, n)
		}
		if hi > lo && hi <= 100 {
			l.Min, l.Max = lo, hi
		}
	}
	return found
}

// definedEnds are the lowest and the highest of the numbers that a legend defines
// with "=", two or more, leaving out those that mean "does not apply": words such
// as never and always are no degrees and still ends of a scale.
func definedEnds(s string) (lo, hi int, ok bool) {
	lo, hi = 1<<20, -1<<20
	for _, m := range legendDefined().FindAllStringSubmatch(s, -1) {
		n, _ := strconv.Atoi(m[1])
		lo, hi = min(lo, n), max(hi, n)
	}
	for _, m := range legendEnd().FindAllStringSubmatch(s, -1) {
		if wording.ReadAnswer(strings.TrimSpace(m[2])).Form == wording.NotApplicable {
			return 0, 0, false
		}
	}
	return lo, hi, hi > lo && hi-lo >= 2 && hi <= 100 && lo >= -10
}

// end notes what one number means.
func (l *Legend) end(number, label string) bool {
	n, err := strconv.Atoi(number)
	if err != nil {
		return false
	}
	label = strings.TrimSpace(strings.Trim(label, " .-–—*"))
	switch label {
	case "最好", "最高", "最优", "best", "highest", "is best":
		l.Signs[n] = 1
		return true
	case "最差", "最低", "很差", "worst", "lowest", "is worst":
		l.Signs[n] = -1
		return true
	}
	if wording.ReadAnswer(label).Form == wording.NotApplicable {
		l.Void[n] = true
		return true
	}
	for _, t := range []string{label, strings.TrimSuffix(label, " and"), firstWords(label)} {
		if d, ok := wording.ReadDegree(t); ok {
			l.Signs[n] = d.Sign
			return true
		}
	}
	return false
}

// firstWords cuts a label before a connecting word.
func firstWords(s string) string {
	for _, cut := range []string{" and ", " to ", " und ", " y ", " et ", "到", "至"} {
		if i := strings.Index(s, cut); i > 0 {
			return strings.TrimSpace(s[:i])
		}
	}
	return s
}

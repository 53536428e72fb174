package recognise

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"servqual/survey"
	"servqual/survey/issue"
	"servqual/survey/lang"
)

// Scale is what the numbers of a block of columns, and the legend over them,
// say about its scale.
type Scale struct {
	Min, Max  int
	Void      []int     // numbers that mean "does not apply", those of the legend first
	Down      bool      // by the legend, the lower number is the better answer
	Certainty Certainty // Open: Options says between what
	Options   []string  // readings among which the owner has to choose
	Seen      string    // what was found, e.g. "0 … 4"
	told      int       // how many of Void the legend tells
}

// Strays gives the numbers taken for "no answer" by the answers alone.
func (s Scale) Strays() []int { return s.Void[s.told:] }

// StrayNote says which numbers were taken for "no answer"; ok is false where none
// were.
func (s Scale) StrayNote(pos issue.Pos) (note issue.Issue, ok bool) {
	var list []string
	for _, n := range s.Strays() {
		list = append(list, strconv.Itoa(n))
	}
	return issue.Issue{Code: issue.AnswerNA, Pos: pos, Subject: "scale", Got: strings.Join(list, ", "),
		Want:   lang.F("%s 分制之外的代码；若是分数，请在研究文件的 scale 中写明，并从 none 中删去", "codes outside the scale of %s; if they are answers, state it in the study file under scale and take them out of none", s.Range()),
		Effect: lang.T("按未作答处理，不计入平均", "taken as no answer, outside all means")}, len(list) > 0
}

// Range writes the ends of the scale.
func (s Scale) Range() string { return fmt.Sprintf("%d–%d", s.Min, s.Max) }

// enoughAnswers is how many answers it takes to tell a scale from the numbers
// that do not occur.
const enoughAnswers = 100

// Answers are the columns of a block, all answered on one scale.
type Answers struct{ cols []*values }

// NewAnswers looks at the cells of the columns.
func NewAnswers(columns ...*Column) *Answers {
	a := &Answers{}
	for _, c := range columns {
		a.cols = append(a.cols, c.values())
	}
	return a
}

// Counts pools the whole numbers of all columns.
func (a *Answers) Counts() (by map[int]int, total int) {
	by = make(map[int]int)
	for _, v := range a.cols {
		for n, k := range v.numbers {
			by[n] += k
			total += k
		}
	}
	return by, total
}

// Tops gives the highest whole number of each row, of those up to most; rows
// without one are left out. The columns must be of one table.
func (a *Answers) Tops(most int) []int {
	var out []int
	for r := 0; ; r++ {
		top, more := none, false
		for _, v := range a.cols {
			if r < len(v.rows) {
				more = true
				if x := int(v.rows[r]); x != none && x <= most {
					top = max(top, x)
				}
			}
		}
		if !more {
			return out
		}
		if top != none {
			out = append(out, top)
		}
	}
}

func (a *Answers) percent() bool {
	p, filled := 0, 0
	for _, v := range a.cols {
		p += v.percents
		filled += v.filled
	}
	return filled > 0 && p*2 > filled
}

// Judge finds the scale of the numbers. stated is the scale that the instrument
// is usually asked with, zero where nothing is known; the legend of the headers
// goes before it, and so do numbers that can't be on it. ok is false where there
// are no numbers.
//
// Numbers that recur count (see recurs). A code behind a gap, or one step above
// the usual scales, that goes with neither high nor low answers is no step but
// "does not apply"; where that can't be told, it is asked.
func (a *Answers) Judge(stated survey.Scale, l *Legend) (s Scale, ok bool) {
	by, total := a.Counts()
	if a.percent() {
		return Scale{Min: 0, Max: 100, Certainty: Open, Options: []string{"0–100"}, Seen: "%"}, true
	}
	if total == 0 {
		return Scale{}, false
	}
	codes := recurring(by, total)
	if len(codes) == 0 {
		return Scale{}, false
	}
	s.Certainty = Certain
	if l != nil {
		for n := range l.Void {
			s.Void = append(s.Void, n)
			codes = slices.DeleteFunc(codes, func(c int) bool { return c == n })
		}
		slices.Sort(s.Void)
		s.told = len(s.Void)
		s.Down, _ = l.Down()
	}
	if len(codes) == 0 {
		return Scale{}, false
	}
	s.Seen = fmt.Sprintf("%d … %d", codes[0], codes[len(codes)-1])
	if l.Ranged() {
		s.Min, s.Max = l.Min, l.Max
		if len(s.Void) > 0 && slices.Contains(s.Void, s.Max) {
			s.Max--
		}
		if codes[len(codes)-1] <= s.Max {
			return s, true
		}
		if beyond, _ := slices.BinarySearch(codes, s.Max+1); beyond > 0 && codes[beyond] > s.Max+1 && 2*given(codes[beyond:], by) < total {
			s.Void = append(s.Void, codes[beyond:]...)
			return s, true
		}
		if beyond, _ := slices.BinarySearch(codes, s.Max+1); beyond == len(codes)-1 && 2*given(codes[beyond:], by) < total {
			s.Certainty = Open // the number right behind the scale that is told: no answer, or the legend is wrong
			s.Options = []string{fmt.Sprintf("%s, %d = n/a", s.Range(), s.Max+1), fmt.Sprintf("%d–%d", s.Min, s.Max+1)}
			return s, true
		}
	}
	if l != nil && l.OutOf > 1 && codes[0] >= 0 && codes[len(codes)-1] <= l.OutOf {
		s.Min, s.Max = min(1, codes[0]), l.OutOf
		if l.OutOf > 11 {
			s.Min = 0
		}
		return s, true
	}
	a.fromCodes(&s, codes, by, total, stated)
	return s, true
}

// steps takes codes of "no answer" off the numbers that recur. Low ones that
// behave as steps of the scale stay.
func (a *Answers) steps(s *Scale, codes []int, by map[int]int) []int {
	steps, void := strays(codes, by)
	low := slices.DeleteFunc(slices.Clone(void), func(c int) bool { return c < 0 || c > 11 })
	if slices.ContainsFunc(low, a.ordered) {
		steps = slices.Concat(steps, low)
		void = slices.DeleteFunc(void, func(c int) bool { return slices.Contains(low, c) })
	}
	s.Void = append(s.Void, void...)
	return steps
}

// fromCodes decides by the numbers that recur, ascending.
func (a *Answers) fromCodes(s *Scale, codes []int, by map[int]int, total int, stated survey.Scale) {
	known := stated.Max > stated.Min
	codes = a.steps(s, codes, by)
	lo, hi := codes[0], codes[len(codes)-1]
	span := func(min, max int, c Certainty) { s.Min, s.Max, s.Certainty = min, max, weaker(s.Certainty, c) }
	ask := func(min, max int, options ...string) {
		span(min, max, Open)
		s.Options = options
	}
	switch {
	case !known && total >= enoughAnswers && idlike(codes):
		// Numbers of choices, or a step that nobody could choose.
		ask(lo, hi, fmt.Sprintf("%d–%d", lo, hi), fmt.Sprintf("1–%d", len(codes)))
	case !known && total >= enoughAnswers && len(behindGap(codes)) > 0:
		tail := behindGap(codes)
		row := fmt.Sprintf("%d–%d", min(lo, 1), codes[len(codes)-len(tail)-1])
		for _, c := range tail {
			row += fmt.Sprintf(", %d", c)
		}
		ask(min(lo, 1), hi, fmt.Sprintf("%d–%d", min(lo, 1), hi), row+" = n/a")
	case hi > 11:
		if lo >= 0 && hi <= 100 {
			span(0, 100, Likely)
			return
		}
		ask(lo, hi, fmt.Sprintf("%d–%d", lo, hi))
	case lo < 0:
		if lo == -hi {
			span(lo, hi, Likely)
			return
		}
		if contiguous(codes) && hi > 0 { // steps on both sides of 0: no codes of "no answer"
			span(-max(hi, -lo), max(hi, -lo), Likely)
			return
		}
		ask(-max(hi, -lo), max(hi, -lo), fmt.Sprintf("%d–%d", -max(hi, -lo), max(hi, -lo)), fmt.Sprintf("1–%d", hi))
	case known && hi == stated.Max && (lo >= stated.Min || lo == 0):
		span(stated.Min, stated.Max, Certain)
	case lo == 0:
		a.fromZero(s, hi, by, total, span, ask)
	default:
		a.fromOne(s, hi, by, total, stated, span, ask)
	}
}

// idlike says that codes which many gave, ascending, are numbers of choices
// rather than steps: a row that begins far above 1, or one with a step missing in
// the middle.
func idlike(codes []int) bool {
	lo, hi := codes[0], codes[len(codes)-1]
	if lo >= 6 && len(codes) >= 2 && len(codes) <= 11 && (contiguous(codes) && hi > 10 || hi > 100) {
		return true
	}
	return lo >= 0 && lo <= 1 && hi <= 7 && len(codes) >= 3 && !contiguous(codes)
}

func contiguous(codes []int) bool {
	for i := range codes[1:] {
		if codes[i+1] != codes[i]+1 {
			return false
		}
	}
	return true
}

// fromZero decides about numbers that begin with 0: a step of the scale, or "no
// answer" beside a scale from 1.
func (a *Answers) fromZero(s *Scale, hi int, by map[int]int, total int, span func(int, int, Certainty), ask func(int, int, ...string)) {
	rare := by[0] <= by[1]*3/2+2 // it goes on the way down to the lowest step
	switch {
	case hi == 10 || hi == 9 || hi == 11:
		span(0, 10, Certain)
	case hi == 4 && rare && a.ordered(0):
		span(0, 4, Likely)
	case (hi == 7 || hi == 5) && !rare && !a.ordered(0):
		s.Void = append(s.Void, 0)
		span(1, hi, Likely)
	case hi == 1:
		span(0, 1, Likely)
	default:
		ask(0, hi, fmt.Sprintf("0–%d", hi), fmt.Sprintf("1–%d, 0 = n/a", hi))
	}
}

// fromOne decides about numbers that begin with 1 or above.
func (a *Answers) fromOne(s *Scale, hi int, by map[int]int, total int, stated survey.Scale, span func(int, int, Certainty), ask func(int, int, ...string)) {
	many := total >= enoughAnswers
	top := by[hi]*20 >= total // the highest number is given often: it is an end
	switch {
	case hi <= 2:
		if many {
			span(1, 2, Likely)
			return
		}
		span(1, 5, Likely)
	case hi == 3:
		if many && top && by[1]*20 >= total {
			span(1, 3, Likely)
			return
		}
		span(1, 5, Likely)
	case hi == 4 && many && by[0] > 0: // few zeros and no five: the ends of 0–4, or slips
		ask(0, 4, "0–4", "1–5, 0 = n/a")
	case hi == 4 && many && top && by[4]*3 >= by[3]:
		ask(1, 4, "1–4", "1–5")
		s.Certainty = Likely
	case hi <= 5:
		if stated.Max > 5 && !many { // too few to speak against the usual scale
			span(stated.Min, stated.Max, Likely)
			return
		}
		span(1, 5, Certain)
	case hi == 6:
		a.stepOrVoid(s, 6, 5, total, stated, span, ask)
	case hi == 7:
		span(1, 7, Certain)
	case hi == 8:
		a.stepOrVoid(s, 8, 7, total, stated, span, ask)
	case hi == 9 && (!many || by[10] > 0): // 1–10 is more usual
		ask(1, 10, "1–10", "1–9")
	case hi == 9:
		span(1, 9, Certain)
	case hi == 11:
		ask(1, 11, "1–11", "1–10")
	default:
		span(1, 10, Certain)
	}
}

// stepOrVoid decides about a number one above a usual scale: the sixth step of
// six, or "does not apply" beside five. Respondents who choose a true top step
// answer the other questions high as well.
func (a *Answers) stepOrVoid(s *Scale, top, below, total int, stated survey.Scale, span func(int, int, Certainty), ask func(int, int, ...string)) {
	usual := top
	if top == 8 {
		usual = 9
	}
	if stated.Max == usual || stated.Max == 7 && top == 6 && a.ordered(top) {
		span(stated.Min, stated.Max, Certain)
		return
	}
	if a.ordered(top) || !a.ordered(below) { // or nothing goes together here
		if stated.Max == 7 && top == 6 {
			span(stated.Min, stated.Max, Certain)
			return
		}
		span(1, usual, Likely)
		return
	}
	ask(1, below, fmt.Sprintf("1–%d, %d = n/a", below, top), fmt.Sprintf("1–%d", usual))
}

// ordered says that an extreme code behaves as a step of the scale: those who
// give it answer the other columns on its side of the middle, clear of chance. A
// code for "no answer" goes with all kinds of other answers.
//
// Cells that hold the code are compared with the others by the mean of the other
// answers of their row, by Welch's t. The cells of a row are not independent, so
// that 4 is asked for, and not 2.
func (a *Answers) ordered(code int) bool {
	rows := 0
	for _, v := range a.cols {
		rows = max(rows, len(v.rows))
	}
	var with, without moments
	for r := range rows {
		sum, n := 0, 0
		for _, v := range a.cols {
			if r < len(v.rows) && v.rows[r] != none && int(v.rows[r]) != code {
				sum += int(v.rows[r])
				n++
			}
		}
		for _, v := range a.cols {
			if r >= len(v.rows) || v.rows[r] == none {
				continue
			}
			x := int(v.rows[r])
			switch {
			case x == code && n >= 1:
				with.add(float64(sum) / float64(n))
			case x != code && n >= 2:
				without.add(float64(sum-x) / float64(n-1))
			}
		}
	}
	t := welch(with, without)
	if code <= 0 {
		return t < -4
	}
	return t > 4
}

// weaker is the less certain of two.
func weaker(a, b Certainty) Certainty { return max(a, b) }

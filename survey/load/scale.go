package load

import (
	"fmt"
	"iter"
	"strings"

	"servqual/survey"
	"servqual/survey/issue"
	"servqual/survey/lang"
	"servqual/survey/sheet"
	"servqual/survey/wording"
)

// evidence counts how the sampled answers to scale questions are written.
type evidence struct {
	numbers [11]int // from 0 to 10; no scale goes further
	total   int     // numbers, alone or beside a label
	columns []columnEvidence
	kinds   int       // distinct labels remembered
	pos     issue.Pos // of the first column looked at
}

// columnEvidence is the evidence of one column.
type columnEvidence struct {
	labels map[string]int         // labels alone
	pairs  map[string]map[int]int // label → number beside it → count
	bare   int                    // numbers alone
	doubt  map[string]int         // "not sure" and the like, which may be a middle or no answer
}

func newEvidence() *evidence { return &evidence{} }

// maxKinds bounds what evidence remembers of a hostile file.
const maxKinds = 2000

// add takes in the answers of one column.
func (e *evidence) add(cells iter.Seq[sheet.Cell]) {
	c := columnEvidence{labels: make(map[string]int), pairs: make(map[string]map[int]int), doubt: make(map[string]int)}
	for cell := range cells {
		a := readCell(cell)
		switch a.Form {
		case wording.Number:
			e.number(a.Number)
			c.bare++
		case wording.Both:
			e.number(a.Number)
			if e.kinds < maxKinds || c.pairs[a.Label] != nil {
				if c.pairs[a.Label] == nil {
					c.pairs[a.Label] = make(map[int]int)
					e.kinds++
				}
				c.pairs[a.Label][a.Number]++
			}
		case wording.Label:
			if cell.Kind != sheet.Text {
				continue // a date, an error value
			}
			if _, percentage := sheet.ParseNumber(strings.TrimRight(a.Label, "% ")); percentage {
				continue // judged with the numbers
			}
			if e.kinds < maxKinds || c.labels[a.Label] > 0 {
				if c.labels[a.Label]++; c.labels[a.Label] == 1 {
					e.kinds++
				}
			}
		case wording.NotApplicable:
			if wording.MaybeMiddle(a.Label) {
				c.doubt[a.Label]++
			}
		}
	}
	e.columns = append(e.columns, c)
}

// coded gives the number that stands beside each label, of labels with one number.
func (e *evidence) coded() map[string]int {
	out, twice := make(map[string]int), make(map[string]bool)
	for i := range e.columns {
		for label, numbers := range e.columns[i].pairs {
			for n := range numbers {
				if m, ok := out[label]; ok && m != n {
					twice[label] = true
				}
				out[label] = n
			}
		}
	}
	for label := range twice {
		delete(out, label)
	}
	return out
}

func (e *evidence) number(n int) {
	if n >= 0 && n < len(e.numbers) {
		e.numbers[n]++
	}
	e.total++
}

// enough is how many answers it takes to tell a scale from the numbers that
// do not occur.
const enough = 100

// top is the highest number that is on the scale by the look of it: above 0,
// at most 10, and more than a slip.
func (e *evidence) top() int {
	for n := 10; n > 0; n-- {
		if k := e.numbers[n]; k >= 3 && k*200 >= e.total || k > 0 && e.total < enough {
			return n
		}
	}
	return 0
}

// guess is the scale that the numbers suggest, given a default. changed says
// that it is another than the default; thin that there are too few answers to
// say so.
func (e *evidence) guess(def survey.Scale) (s survey.Scale, changed, thin bool) {
	s = def
	hi := e.top()
	if hi == 0 {
		return s, false, false
	}
	zeros := e.numbers[0]*100 >= e.total && e.numbers[0] >= 3
	min, max := 1, hi
	switch {
	case hi <= 5:
		max = 5
	case hi <= 7:
		max = 7
	case hi == 10 && zeros:
		min = 0
	}
	if hi == 8 {
		max = 9
	}
	if def.Max > def.Min {
		switch {
		case hi > def.Max, hi <= 5 && def.Max > 5 && e.total >= enough:
		case hi <= 5 && def.Max > 5:
			return def, false, true
		default:
			return def, false, false
		}
	}
	s.Min, s.Max = min, max
	return s, s.Min != def.Min || s.Max != def.Max, false
}

// settleScale decides the scale of all items from what was sampled. A scale of
// a study file is binding; that of a preset is only what the instrument is
// usually asked with.
func settleScale(s *survey.Study, e *evidence, binding bool) (*labelling, []issue.Issue) {
	stated := s.Scale
	want := 0
	if binding && stated.Max > stated.Min {
		want = stated.Points()
	}
	numbers, changed, thin := stated, false, false
	if want == 0 && e.total > 0 {
		numbers, changed, thin = e.guess(stated)
	}
	l, issues := e.label(s, labelQuestion{want: want, numbers: numbers, subject: s.Instrument})
	if l.top > 0 && want == 0 {
		s.Scale.Min, s.Scale.Max = l.bottom, l.top
		return l, issues
	}
	if l.points > 0 && want == 0 {
		s.Scale.Min, s.Scale.Max = 1, l.points
		if stated.Max > stated.Min && l.points != stated.Points() {
			issues = append(issues, e.takenAs(s.Instrument, l, stated))
		}
		return l, issues
	}
	doubt := func(got string, effect lang.Text) {
		issues = append(issues, issue.Issue{Code: issue.ScaleDoubtful, Pos: e.pos, Subject: s.Instrument, Got: got,
			Want:   lang.F("量表 %d–%d；请在研究文件中用 scale 写明", "a scale of %d–%d; state it in the study file: scale", stated.Min, stated.Max),
			Effect: effect})
	}
	switch {
	case want > 0:
		if hi := e.top(); hi > 0 && hi <= 5 && stated.Max > 5 && stated.Max <= 10 && e.total >= enough {
			doubt(fmt.Sprintf("1–%d", hi), lang.T("仍按研究文件的量表计算", "the study file's scale was kept"))
		}
	case e.total > 0:
		switch {
		case changed && stated.Max > stated.Min:
			doubt(fmt.Sprintf("%d–%d", numbers.Min, e.top()), lang.F("按 %d–%d 计算", "taken as %d–%d", numbers.Min, numbers.Max))
		case thin:
			doubt(fmt.Sprintf("1–%d", e.top()), lang.F("答案太少，仍按 %d–%d 计算", "too few answers to tell: taken as %d–%d", stated.Min, stated.Max))
		}
		s.Scale.Min, s.Scale.Max = numbers.Min, numbers.Max
	}
	return l, issues
}

func ownLabel(s *survey.Study, label string) bool {
	for k := range s.Scale.Labels {
		if wording.Key(k) == wording.Key(label) {
			return true
		}
	}
	return false
}

// settleOutcome gives the scale of a numeric field: stated, or by custom
// (recommendation is 0–10), or by what was sampled.
func settleOutcome(s *survey.Study, name string, e *evidence) (survey.Outcome, *labelling, []issue.Issue) {
	ask := labelQuestion{subject: name, outcome: true}
	stated, ok := s.Outcomes[name]
	switch {
	case ok:
		ask.want, ask.numbers = stated.Max-stated.Min+1, survey.Scale{Min: stated.Min, Max: stated.Max}
	case name == survey.FieldRecommend:
		ask.numbers = survey.Scale{Min: 0, Max: 10}
	case e.total > 0:
		ask.numbers = outcomeRange(e, s.Scale)
	default:
		ask.numbers = s.Scale
	}
	if name == survey.FieldRecommend {
		if l := promoters(e); l != nil {
			return survey.Outcome{Min: 0, Max: 10}, l, []issue.Issue{e.classes(name)}
		}
	}
	l, issues := e.label(s, ask)
	switch {
	case l.points > 2 && !ok && name == survey.FieldRecommend:
		// Steps of words are no ratings from 0 to 10, of which all would be
		// detractors: they have a mean, and make no net promoter score.
		return survey.Outcome{Min: 1, Max: l.points}, l, append(issues, e.wordedRecommend(name, l))
	case l.points == 2 && !ok && name == survey.FieldRecommend:
		return survey.Outcome{Min: 0, Max: 10}, &labelling{open: true}, append(issues, e.askRecommend(ask, l.fit))
	case l.points == 2 && !ok:
		return survey.Outcome{Min: 0, Max: 1}, l, issues
	case l.points > 0 && !ok:
		return survey.Outcome{Min: 1, Max: l.points}, l, issues
	case l.top > 0 && !ok:
		return survey.Outcome{Min: l.bottom, Max: l.top}, l, issues
	}
	return survey.Outcome{Min: ask.numbers.Min, Max: ask.numbers.Max}, l, issues
}

// outcomeRange chooses among the scales in use by the highest number given: a
// single question is answered once a respondent, so one answer counts. The
// items' scale is preferred where it fits.
func outcomeRange(e *evidence, items survey.Scale) survey.Scale {
	hi := 0
	for n := 1; n <= 10; n++ {
		if e.numbers[n] > 0 {
			hi = n
		}
	}
	switch {
	case hi > 7 && e.numbers[0] > 0:
		return survey.Scale{Min: 0, Max: 10}
	case hi > items.Max || items.Max <= items.Min:
		for _, top := range []int{5, 7, 10} {
			if hi <= top {
				return survey.Scale{Min: 1, Max: top}
			}
		}
	case hi <= 5 && items.Max > 5 && e.total >= enough:
		return survey.Scale{Min: 1, Max: 5}
	}
	return survey.Scale{Min: items.Min, Max: items.Max}
}

package load

import (
	"fmt"
	"iter"
	"sort"
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
	labels  map[string]int
	pairs   map[string]map[int]int // label → number beside it → count
	total   int                    // numbers, alone or beside a label
	pos     issue.Pos              // of the first column looked at
}

func newEvidence() *evidence {
	return &evidence{labels: make(map[string]int), pairs: make(map[string]map[int]int)}
}

// maxKinds bounds what evidence remembers of a hostile file.
const maxKinds = 2000

func (e *evidence) add(cells iter.Seq[sheet.Cell]) {
	for c := range cells {
		a := readCell(c)
		switch a.Form {
		case wording.Number:
			e.number(a.Number)
		case wording.Both:
			e.number(a.Number)
			if len(e.pairs) < maxKinds || e.pairs[a.Label] != nil {
				if e.pairs[a.Label] == nil {
					e.pairs[a.Label] = make(map[int]int)
				}
				e.pairs[a.Label][a.Number]++
			}
		case wording.Label:
			if len(e.labels) < maxKinds || e.labels[a.Label] > 0 {
				e.labels[a.Label]++
			}
		}
	}
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
func settleScale(s *survey.Study, e *evidence, binding bool) (*wording.LabelScale, []issue.Issue) {
	var issues []issue.Issue
	stated := s.Scale
	labels := make(map[string]int)
	for l, n := range e.labels {
		if !ownLabel(s, l) {
			labels[l] = n
		}
	}
	want := 0
	if stated.Max > stated.Min {
		want = stated.Points()
	}
	ls := wording.NewLabelScale(labels, boundPoints(want, binding))
	doubt := func(got string, effect lang.Text) {
		issues = append(issues, issue.Issue{Code: issue.ScaleDoubtful, Pos: e.pos, Subject: s.Instrument, Got: got,
			Want:   lang.F("量表 %d–%d；请在研究文件中用 scale 写明", "a scale of %d–%d; state it in the study file: scale", stated.Min, stated.Max),
			Effect: effect})
	}
	switch {
	case binding && want > 0:
		if hi := e.top(); hi > 0 && hi <= 5 && stated.Max > 5 && stated.Max <= 10 && e.total >= enough {
			doubt(fmt.Sprintf("1–%d", hi), lang.T("仍按研究文件的量表计算", "the study file's scale was kept"))
		}
	case e.total > 0:
		found, changed, thin := e.guess(stated)
		switch {
		case changed && want > 0:
			doubt(fmt.Sprintf("%d–%d", found.Min, e.top()), lang.F("按 %d–%d 计算", "taken as %d–%d", found.Min, found.Max))
		case thin:
			doubt(fmt.Sprintf("1–%d", e.top()), lang.F("答案太少，仍按 %d–%d 计算", "too few answers to tell: taken as %d–%d", stated.Min, stated.Max))
		}
		s.Scale.Min, s.Scale.Max = found.Min, found.Max
	case ls != nil && ls.Points != want:
		if want > 0 {
			doubt(wording.Shorten(strings.Join(wording.ByCount(labels), " / "), 80), lang.F("按 %d 级文字量表计算", "taken as a scale of %d words", ls.Points))
		}
		s.Scale.Min, s.Scale.Max = 1, ls.Points
	}
	issues = append(issues, clash(s, e, ls)...)
	return ls, issues
}

// boundPoints is the number of points that words must fit: none where the
// stated scale is only a preset's usual one.
func boundPoints(points int, binding bool) int {
	if binding {
		return points
	}
	return 0
}

func ownLabel(s *survey.Study, label string) bool {
	for k := range s.Scale.Labels {
		if wording.Key(k) == wording.Key(label) {
			return true
		}
	}
	return false
}

// clash finds labels whose numbers can't be scores: one label with two
// numbers, or a favourable label with a lower number than an unfavourable one.
func clash(s *survey.Study, e *evidence, ls *wording.LabelScale) []issue.Issue {
	type pair struct {
		label  string
		number int
		w      wording.Degree
		known  bool
	}
	var all []pair
	var out []issue.Issue
	add := func(got string) {
		out = append(out, issue.Issue{Code: issue.CodeLabelClash, Pos: e.pos, Got: got,
			Want:   lang.T("编码与文字一致；选项编号不是分数，请在研究文件的 scale: labels 中写明每个文字的分数", "codes that agree with labels; a choice id is no score: give each label's number in the study file under scale: labels"),
			Effect: lang.T("文字能确定分数时以文字为准，否则作废", "the label decides where it is known, else the answer is void")})
	}
	for label, numbers := range e.pairs {
		var ns []int
		for n := range numbers {
			ns = append(ns, n)
		}
		sort.Ints(ns)
		if len(ns) > 1 {
			add(fmt.Sprintf("%s = %d, %d", label, ns[0], ns[1]))
		}
		w, ok := wording.ReadDegree(label)
		all = append(all, pair{label, ns[0], w, ok})
	}
	sort.Slice(all, func(i, j int) bool {
		if all[i].number != all[j].number {
			return all[i].number < all[j].number
		}
		return all[i].label < all[j].label
	})
	for i := range all {
		for j := i + 1; j < len(all); j++ {
			if a, b := all[i], all[j]; a.known && b.known && a.w.Sign > b.w.Sign && a.number < b.number {
				add(fmt.Sprintf("%s = %d, %s = %d", a.label, a.number, b.label, b.number))
				return out
			}
		}
	}
	sort.SliceStable(out, func(i, j int) bool { return out[i].Got < out[j].Got })
	return out
}

// settleOutcome gives the scale of a numeric field: stated, or by custom
// (recommendation is 0–10), or by what was sampled.
func settleOutcome(s *survey.Study, name string, e *evidence) (survey.Outcome, *wording.LabelScale) {
	if o, ok := s.Outcomes[name]; ok {
		return o, wording.NewLabelScale(e.labels, o.Max-o.Min+1)
	}
	if name == survey.FieldRecommend {
		return survey.Outcome{Min: 0, Max: 10}, nil
	}
	if e.total == 0 && len(e.labels) > 0 {
		if ls := wording.NewLabelScale(e.labels, s.Scale.Points()); ls != nil {
			return survey.Outcome{Min: 1, Max: ls.Points}, ls
		}
	}
	if e.total == 0 {
		return survey.Outcome{Min: s.Scale.Min, Max: s.Scale.Max}, nil
	}
	found := outcomeRange(e, s.Scale)
	return survey.Outcome{Min: found.Min, Max: found.Max}, wording.NewLabelScale(e.labels, found.Max-found.Min+1)
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

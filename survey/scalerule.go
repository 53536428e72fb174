package survey

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"servqual/survey/lang"
)

// ScaleRule says on which scale some of the answers were given, where not all of
// a study were given on one. What it leaves empty holds for all.
type ScaleRule struct {
	File      string // name of the file, with or without its folder
	Wave      string
	Side      Side
	Dimension string
	Field     string // a numeric field; "" = the items
	Min, Max  int
	Down      bool // the lowest number is the best answer
	Directed  bool // the rule says which number is the best
}

// Answers are what a rule is held against: those of one column of a file.
type Answers struct {
	File, Wave string
	Side       Side
	Dimension  string
	Field      string
}

// Fits says whether the rule speaks of the answers.
func (r ScaleRule) Fits(a Answers) bool {
	return r.Field == a.Field &&
		(r.File == "" || r.File == a.File || filepath.Base(r.File) == filepath.Base(a.File)) &&
		(r.Wave == "" || r.Wave == a.Wave) &&
		(r.Side == 0 || r.Side == a.Side) &&
		(r.Dimension == "" || r.Dimension == a.Dimension)
}

// RuleFor gives the last rule that speaks of the answers.
func (s *Study) RuleFor(a Answers) (r ScaleRule, ok bool) {
	for _, x := range s.Scales {
		if x.Fits(a) {
			r, ok = x, true
		}
	}
	return r, ok
}

// Range writes the ends of the scale.
func (r ScaleRule) Range() string { return fmt.Sprintf("%d–%d", r.Min, r.Max) }

// Subject names what the rule speaks of: "2026-10", "importance".
func (r ScaleRule) Subject(s *Study) lang.Text {
	var zh, en []string
	add := func(t lang.Text) {
		zh, en = append(zh, t.In(lang.Zh)), append(en, t.In(lang.En))
	}
	if r.File != "" {
		add(lang.Same(filepath.Base(r.File)))
	}
	if r.Wave != "" {
		add(lang.Same(r.Wave))
	}
	if r.Side != 0 {
		add(r.Side.Label())
	}
	if d := s.Dim(r.Dimension); r.Dimension != "" && d >= 0 {
		add(s.Dimensions[d].Label)
	}
	if f, ok := s.Field(r.Field); ok {
		add(f.Label)
	}
	if zh == nil {
		return lang.T("其余", "the rest")
	}
	return lang.T(strings.Join(zh, "·"), strings.Join(en, ", "))
}

// Mixed says that the answers to the items were given on different scales, so
// that everything about them is on 0–100.
func (s *Study) Mixed() bool { return s.Scale.Steps > 0 }

// ScalesSaid words on which scales the answers were given, and what follows:
// empty where they were given on one.
func (s *Study) ScalesSaid() lang.Text {
	if !s.Mixed() {
		return lang.Text{}
	}
	var order []string
	zh, en := make(map[string][]string), make(map[string][]string)
	for _, r := range s.Scales {
		if r.Field != "" {
			continue
		}
		k := r.Range()
		if zh[k] == nil {
			order = append(order, k)
		}
		t := r.Subject(s)
		zh[k], en[k] = append(zh[k], t.In(lang.Zh)), append(en[k], t.In(lang.En))
	}
	var zhs, ens []string
	for _, k := range order {
		zhs, ens = append(zhs, fmt.Sprintf("%s（%s）", k, few(zh[k], "、", "另 %d 个"))), append(ens, fmt.Sprintf("%s (%s)", k, few(en[k], ", ", "and %d more")))
	}
	return lang.F("答案的分制不同：%s。各按自己的分制计分，再换算为 0–100 分后比较；文中的平均分和差距都是 0–100 分制。",
		"The answers were given on different scales: %s. Each was scored on its own scale and is compared on 0–100 only; all means and gaps here are on 0–100.",
		lang.T(strings.Join(zhs, "；"), strings.Join(ens, "; ")))
}

// fewNames is how many names a sentence lists.
const fewNames = 4

func few(names []string, sep, more string) string {
	if len(names) <= fewNames {
		return strings.Join(names, sep)
	}
	return strings.Join(names[:fewNames], sep) + sep + fmt.Sprintf(more, len(names)-fewNames)
}

// Codes lists the codes that an answer can have, in order: the points of the
// scale, or, where answers were given on different ones, the steps that stand for
// a point of some of them.
func (s *Study) Codes() []int {
	var out []int
	if !s.Mixed() {
		for c := s.Scale.Min; c <= s.Scale.Max; c++ {
			out = append(out, c)
		}
		return out
	}
	for c := range s.Scale.Points() {
		if slices.ContainsFunc(s.Scales, func(r ScaleRule) bool { return r.Field == "" && c*(r.Max-r.Min)%s.Scale.Steps == 0 }) {
			out = append(out, c)
		}
	}
	return out
}

// FormScale is the scale to ask on: that of the study, or, where answers were given
// on different ones, that of the latest rule for the items.
func (s *Study) FormScale() Scale {
	out := s.Scale
	if !s.Mixed() {
		return out
	}
	out.Steps = 0
	for _, r := range s.Scales {
		if r.Field == "" && r.Side != Importance {
			out.Min, out.Max = r.Min, r.Max
		}
	}
	return out
}

// commonSteps is the number of steps from 0 to 100 that makes each point of each
// scale of the items a step; 0 where there are no rules, or too many steps.
func (s *Study) commonSteps() int {
	steps := 0
	for _, r := range s.Scales {
		if r.Field != "" || r.Max <= r.Min {
			continue
		}
		span := r.Max - r.Min
		if steps == 0 {
			steps = span
		}
		x, y := steps, span
		for y != 0 {
			x, y = y, x%y
		}
		if steps = steps / x * span; steps >= MaxScale {
			return 0
		}
	}
	return steps
}

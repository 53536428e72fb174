package load_test

import (
	"context"
	"fmt"
	"servqual/gap"
	"servqual/servqual"
	"servqual/survey/index"
	"slices"
	"strings"
	"testing"

	"servqual/survey"
	"servqual/survey/issue"
	"servqual/survey/lang"
	"servqual/survey/load"
)

// labels are the 22 short labels of the battery, Chinese and English.
var labels = []string{
	"设备先进|Up-to-date equipment", "环境悦目|Appealing premises", "仪表整洁|Neat staff", "资料美观|Appealing materials",
	"按期守诺|Promises kept in time", "诚心解难|Sincere problem solving", "一次做好|Right first time", "准时提供|On time", "记录无误|Error-free records",
	"告知时间|Says when", "及时|Prompt", "乐于帮助|Willing to help", "不推忙|Never too busy",
	"令人信任|Inspires confidence", "交易安心|Feels safe", "礼貌|Courteous", "专业胜任|Knowledgeable",
	"个别关注|Individual attention", "时间方便|Convenient hours", "员工关怀|Personal care by staff", "利益为先|Best interest at heart", "理解需要|Understands needs",
}

var dimensions = []struct {
	id, zh, en string
	n          int
}{{"TAN", "有形性", "Tangibles", 4}, {"REL", "可靠性", "Reliability", 5}, {"RES", "响应性", "Responsiveness", 4}, {"ASS", "保证性", "Assurance", 4}, {"EMP", "移情性", "Empathy", 5}}

func zh(i int) string { return strings.Split(labels[i], "|")[0] }
func en(i int) string { return strings.Split(labels[i], "|")[1] }

// battery is a 22-item instrument as the presets have it.
func battery(name string, sides ...survey.Side) *survey.Study {
	s := &survey.Study{Instrument: name, Title: lang.Same(name), Scale: survey.Scale{Min: 1, Max: 7}, Sides: sides}
	i := 0
	for _, d := range dimensions {
		s.Dimensions = append(s.Dimensions, survey.Dimension{ID: d.id, Label: lang.T(d.zh, d.en)})
		for k := 1; k <= d.n; k++ {
			s.Items = append(s.Items, survey.Item{ID: fmt.Sprintf("%s%d", d.id, k), Dimension: d.id, Label: lang.T(zh(i), en(i))})
			i++
		}
	}
	return s
}

// presets are those of the program, in its order.
func presets() []*survey.Study {
	out := slices.Concat(servqual.Presets(), gap.Presets())
	for _, name := range index.PresetNames() {
		if s, ok := index.Preset(name); ok {
			out = append(out, s)
		}
	}
	return out
}

// result is everything that was read.
type result struct {
	src      *load.Source
	study    *survey.Study
	sum      *load.Summary
	answers  map[string][]int // "REL1 perception" → codes, −1 for none
	weights  [][]int32
	scores   map[string][]survey.Code
	groups   map[string][]string
	flags    []survey.Flag
	rows     []survey.Row
	multis   map[string][][]string
	bindings map[string]load.Binding // by header
}

func options() load.Options {
	o := load.Default()
	o.Presets = presets()
	o.Workers = 1
	return o
}

func mustRead(t testing.TB, opt load.Options, inputs ...load.Input) *result {
	t.Helper()
	r, err := read(opt, inputs...)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func read(opt load.Options, inputs ...load.Input) (*result, error) {
	src, err := load.Open(inputs, opt)
	if err != nil {
		return nil, err
	}
	defer src.Close()
	r := &result{src: src, study: src.Study(), answers: map[string][]int{}, scores: map[string][]survey.Code{}, groups: map[string][]string{}, multis: map[string][][]string{}, bindings: map[string]load.Binding{}}
	for _, b := range src.Bindings() {
		r.bindings[b.Header] = b
	}
	r.sum, err = src.Read(context.Background(), func(_ int, b *survey.Batch) error {
		r.take(b)
		return nil
	})
	return r, err
}

func (r *result) take(b *survey.Batch) {
	for i, it := range r.study.Items {
		for k, side := range r.study.Sides {
			col := b.Answers[r.study.Slot(i, k)]
			if col == nil {
				continue
			}
			name := it.ID + " " + side.String()
			for _, c := range col[:b.N] {
				v := int(c)
				if !c.Valid() {
					v = -1
				}
				r.answers[name] = append(r.answers[name], v)
			}
		}
	}
	for i := range b.N {
		row := make([]int32, len(b.Weights))
		for d := range b.Weights {
			row[d] = -1
			if b.Weights[d] != nil {
				row[d] = b.Weights[d][i]
			}
		}
		r.weights = append(r.weights, row)
	}
	for _, s := range b.Scores {
		r.scores[s.Field] = append(r.scores[s.Field], s.Codes[:b.N]...)
	}
	for _, g := range b.Groups {
		for _, c := range g.Codes[:b.N] {
			name := ""
			if c >= 0 {
				name = g.Names[c]
			}
			r.groups[g.Field] = append(r.groups[g.Field], name)
		}
	}
	for _, m := range b.Multis {
		for i := range b.N {
			var names []string
			for _, c := range m.Codes[m.Starts[i]:m.Starts[i+1]] {
				names = append(names, m.Names[c])
			}
			r.multis[m.Field] = append(r.multis[m.Field], names)
		}
	}
	r.flags = append(r.flags, b.Flags[:b.N]...)
	r.rows = append(r.rows, b.Rows[:b.N]...)
}

// has gives the issues of a code.
func (r *result) has(c issue.Code) []issue.Issue {
	var out []issue.Issue
	for _, i := range r.sum.Issues.Issues() {
		if i.Code == c {
			out = append(out, i)
		}
	}
	return out
}

func csv(name, text string) load.Input { return load.Input{Name: name, Data: []byte(text)} }

// dump words what was read, for failing tests.
func (r *result) dump() string {
	var b strings.Builder
	for _, f := range r.sum.Files {
		fmt.Fprintf(&b, "%s!%s %s header %d responses %d unfinished %d bound %d unbound %d dropped %v unit %q wave %q\n", f.File, f.Sheet, f.Platform, f.HeaderRows, f.Responses, f.Unfinished, f.Bound, f.Unbound, f.Dropped, f.Unit, f.Wave)
	}
	fmt.Fprintf(&b, "study %s scale %d-%d sides %v units %v waves %v dates %s..%s\n", r.study.Instrument, r.study.Scale.Min, r.study.Scale.Max, r.study.Sides, r.sum.Units, r.sum.Waves, r.sum.FirstDate, r.sum.LastDate)
	for _, i := range r.sum.Issues.Issues() {
		fmt.Fprintf(&b, "%s %s %s %q %q ×%d\n", i.Severity, i.Code, i.Pos, i.Subject, i.Got, i.Count)
	}
	return b.String()
}

package load_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"servqual/survey"
	"servqual/survey/issue"
	"servqual/survey/load"
)

// scaled is a block of columns of a test sheet, all answered on one scale.
type scaled struct {
	header string // with %s for what is rated
	lo, hi int
	mean   float64  // of the drawn answers, 0 … 1
	words  []string // of the answers, from the lowest
}

// names are what the block rates: products in one that speaks of them.
func (b scaled) names() []string {
	if strings.Contains(b.header, "产品") {
		return []string{"外观", "耐用", "噪音", "能耗", "说明书", "包装", "配件", "安全"}
	}
	return rated
}

var (
	rated   = []string{"接待热情", "等候时间", "环境卫生", "维修质量", "收费透明", "预约方便", "讲解清楚", "交车准时"}
	five    = []string{"非常不满意", "不满意", "一般", "满意", "非常满意"}
	seven   = []string{"非常不满意", "不满意", "比较不满意", "一般", "比较满意", "满意", "非常满意"}
	satisf  = "%s满意度"
	hundred = func(x, lo, hi int) float64 { return 100 * float64(x-lo) / float64(hi-lo) }
)

// drawSheet draws n respondents; sums are of each column on 0–100.
func drawSheet(seed uint64, n int, date string, blocks ...scaled) (g grid, means []float64) {
	r := rand.New(rand.NewPCG(seed, 3))
	head := []string{"序号"}
	if date != "" {
		head = append(head, "日期")
	}
	for _, b := range blocks {
		for _, x := range b.names() {
			head = append(head, fmt.Sprintf(b.header, x))
		}
	}
	g = grid{head}
	means = make([]float64, len(blocks)*len(rated))
	for i := range n {
		row := []string{fmt.Sprint(i + 1)}
		if date != "" {
			row = append(row, fmt.Sprintf("%s-%02d", date, i%28+1))
		}
		level, k := 0.6*r.NormFloat64(), 0
		for _, b := range blocks {
			for range rated {
				x := float64(b.lo) + float64(b.hi-b.lo)*(b.mean+0.3*(level+0.7*r.NormFloat64()))
				v := max(b.lo, min(b.hi, int(math.Round(x))))
				text := fmt.Sprint(v)
				if b.words != nil {
					text = b.words[v-b.lo]
				}
				row = append(row, text)
				means[k] += hundred(v, b.lo, b.hi) / float64(n)
				k++
			}
		}
		g = append(g, row)
	}
	return g, means
}

// points gives the mean of an item's answers in points of the scale.
func points(r *result, id string, side survey.Side) float64 {
	sum, n := 0.0, 0.0
	for _, c := range r.answers[id+" "+side.String()] {
		if c >= 0 {
			sum, n = sum+r.study.Scale.Value(c), n+1
		}
	}
	return sum / n
}

// TestScalesByFile: files on different scales that show their own are scored each
// on its own and put on 0–100, exactly; where one does not show its own, or where
// one sheet holds both, it is asked; files on one scale stay on it.
func TestScalesByFile(t *testing.T) {
	type file struct {
		name string
		of   scaled
	}
	for _, c := range []struct {
		name  string
		files []file
		steps int    // of the common scale; 0: one scale
		asks  string // subject of the question
	}{
		{"legends", []file{{"2026-09.csv", scaled{"%s满意度（1-5分）", 1, 5, .6, nil}}, {"2026-10.csv", scaled{"%s满意度（1-10分）", 1, 10, .6, nil}}}, 36, ""},
		{"words", []file{{"2026-09.csv", scaled{satisf, 1, 5, .6, five}}, {"2026-10.csv", scaled{satisf, 1, 7, .6, seven}}}, 12, ""},
		{"words and numbers", []file{{"2026-09.csv", scaled{satisf, 1, 5, .6, five}}, {"2026-10.csv", scaled{satisf, 1, 10, .6, nil}}}, 36, ""},
		{"words and numbers of one scale", []file{{"2026-09.csv", scaled{satisf, 1, 5, .6, five}}, {"2026-10.csv", scaled{satisf, 1, 5, .6, nil}}}, 0, ""},
		{"numbers that pile up at the top", []file{{"东门店.csv", scaled{satisf, 1, 5, .85, nil}}, {"西门店.csv", scaled{satisf, 1, 10, .85, nil}}}, 36, ""},
		{"from zero and from one", []file{{"2026-09.csv", scaled{"%s满意度（0-10分）", 0, 10, .6, nil}}, {"2026-10.csv", scaled{"%s满意度（1-5分）", 1, 5, .6, nil}}}, 20, ""},
		{"three scales", []file{{"a店.csv", scaled{"%s满意度（1-5分）", 1, 5, .6, nil}}, {"b店.csv", scaled{"%s满意度（1-7分）", 1, 7, .6, nil}}, {"c店.csv", scaled{"%s满意度（1-10分）", 1, 10, .6, nil}}}, 36, ""},
		{"a bad month", []file{{"2026-09.csv", scaled{satisf, 1, 7, .25, nil}}, {"2026-10.csv", scaled{satisf, 1, 7, .7, nil}}}, 0, ""},
		{"a tail at five of ten", []file{{"2026-09.csv", scaled{satisf, 1, 5, .3, nil}}, {"2026-10.csv", scaled{satisf, 1, 10, .8, nil}}}, 0, "scale of the files"},
		{"from zero to four and from one to five", []file{{"2026-09.csv", scaled{satisf, 0, 4, .5, nil}}, {"2026-10.csv", scaled{satisf, 1, 5, .5, nil}}}, 0, "scale of the files"},
		{"percentages and five", []file{{"2026-09.csv", scaled{satisf, 1, 5, .6, []string{"20%", "40%", "60%", "80%", "100%"}}}, {"2026-10.csv", scaled{satisf, 1, 5, .6, nil}}}, 0, "scale of the files"},
		{"too many steps", []file{{"a店.csv", scaled{"%s满意度（1-6分）", 1, 6, .6, nil}}, {"b店.csv", scaled{"%s满意度（1-8分）", 1, 8, .6, nil}}, {"c店.csv", scaled{"%s满意度（1-10分）", 1, 10, .6, nil}}}, 0, "scale of the many"},
		{"opposite directions", []file{{"2026-09.csv", scaled{"%s满意度（1=非常满意，5=非常不满意）", 1, 5, .6, nil}}, {"2026-10.csv", scaled{"%s满意度（1=非常不满意，5=非常满意）", 1, 5, .6, nil}}}, 0, "direction"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var inputs []load.Input
			want := make([]float64, len(rated))
			for i, f := range c.files {
				g, means := drawSheet(uint64(i+1), 60, "", f.of)
				for k := range want {
					want[k] += means[k] / float64(len(c.files))
				}
				for col := range g[0] { // one header for all files, but for its legend
					g[0][col] = strings.TrimSpace(g[0][col])
				}
				inputs = append(inputs, csv(f.name, g.csv()))
			}
			r := mustRead(t, options(), inputs...)
			if got := askedAbout(r.src, issue.ScaleOpen); got != c.asks {
				t.Fatalf("asks about %q, want %q\n%s", got, c.asks, r.dump())
			}
			if c.asks != "" {
				return
			}
			if r.study.Scale.Steps != c.steps || len(r.src.Questions()) > 0 {
				t.Fatalf("scale %+v, want %d steps; %+v", r.study.Scale, c.steps, r.src.Questions())
			}
			if said := r.study.ScalesSaid(); (c.steps > 0) == said.IsZero() || c.steps > 0 && r.sum.Issues.Count(issue.Warning) == 0 {
				t.Errorf("said %+v", said)
			}
			for k, it := range r.study.Items {
				got := points(r, it.ID, survey.Perception)
				if c.steps == 0 {
					got = r.study.Scale.Rescale(got)
				}
				if !(math.Abs(got-want[k]) < 1e-9) {
					t.Errorf("%s: %v, want %v", it.Label.Zh, got, want[k])
				}
			}
		})
	}
}

// askedAbout is the subject of the first question of a code.
func askedAbout(src *load.Source, code issue.Code) string {
	for _, q := range src.Questions() {
		if q.Code == code && q.Blocks {
			return q.Subject
		}
	}
	return ""
}

// TestScalesWithinFile: sides and blocks on scales of their own in one form.
func TestScalesWithinFile(t *testing.T) {
	for _, c := range []struct {
		name   string
		blocks []scaled
		steps  int
		asks   string
	}{
		{"importance on five, satisfaction on ten", []scaled{{"%s-重要程度", 1, 5, .8, nil}, {"%s-满意程度", 1, 10, .6, nil}}, 36, ""},
		{"the same by legends", []scaled{{"%s（重要度1-5）", 1, 5, .5, nil}, {"%s（满意度1-7）", 1, 7, .6, nil}}, 12, ""},
		{"both on five", []scaled{{"%s-重要程度", 1, 5, .8, nil}, {"%s-满意程度", 1, 5, .6, nil}}, 0, ""},
		{"expectation on five, perception on seven", []scaled{{"%s-期望", 1, 5, .85, nil}, {"%s-实际感受", 1, 7, .6, nil}}, 0, "scale of the sides"},
		{"blocks by legends", []scaled{{"服务满意度（1-5分）：%s", 1, 5, .6, nil}, {"产品满意度（1-10分）：%s", 1, 10, .6, nil}}, 36, ""},
		{"blocks by numbers that pile up", []scaled{{"服务满意度：%s", 1, 5, .85, nil}, {"产品满意度：%s", 1, 10, .85, nil}}, 36, ""},
		{"blocks by numbers alone", []scaled{{"服务满意度：%s", 1, 5, .3, nil}, {"产品满意度：%s", 1, 10, .8, nil}}, 0, "scale, columns"},
	} {
		t.Run(c.name, func(t *testing.T) {
			g, want := drawSheet(9, 80, "", c.blocks...)
			r := mustRead(t, options(), csv("in.csv", g.csv()))
			if got := askedAbout(r.src, issue.ScaleOpen); got != c.asks {
				t.Fatalf("asks about %q, want %q; %+v", got, c.asks, r.study.Scale)
			}
			if c.asks != "" {
				return
			}
			if r.study.Scale.Steps != c.steps {
				t.Fatalf("scale %+v, want %d steps", r.study.Scale, c.steps)
			}
			var got []float64
			for _, side := range []survey.Side{survey.Importance, survey.Perception} {
				for _, it := range r.study.Items {
					if it.Columns[side] != "" {
						x := points(r, it.ID, side)
						if c.steps == 0 {
							x = r.study.Scale.Rescale(x)
						}
						got = append(got, x)
					}
				}
			}
			if !slices.EqualFunc(got, want, func(a, b float64) bool { return math.Abs(a-b) < 1e-9 }) {
				t.Errorf("%v\nwant %v", got, want)
			}
		})
	}
}

// TestScaleOfWavesOnOneSheet: a form whose scale changed between two months of one
// sheet is asked about, not pooled.
func TestScaleOfWavesOnOneSheet(t *testing.T) {
	a, _ := drawSheet(1, 60, "2026-09", scaled{satisf, 1, 5, .6, nil})
	b, _ := drawSheet(2, 60, "2026-10", scaled{satisf, 1, 7, .6, nil})
	r := mustRead(t, options(), csv("in.csv", append(a, b[1:]...).csv()))
	if got := askedAbout(r.src, issue.ScaleOpen); got != "scale of the waves" {
		t.Errorf("asks about %q", got)
	}
	same, _ := drawSheet(3, 60, "2026-10", scaled{satisf, 1, 5, .5, nil})
	r = mustRead(t, options(), csv("in.csv", append(a, same[1:]...).csv()))
	if q := r.src.Questions(); len(q) > 0 || r.study.Scale.Max != 5 {
		t.Errorf("two months on one scale: %+v %+v", r.study.Scale, q)
	}
}

// TestScaleRules: a study file that states scales by file, wave, side or dimension
// is obeyed without a question; a file that no rule speaks of is on the study's own
// scale, and the file written of the mixed study gives the same answers again.
func TestScaleRules(t *testing.T) {
	a, one := drawSheet(1, 60, "", scaled{satisf, 1, 5, .3, nil})
	b, two := drawSheet(2, 60, "", scaled{satisf, 1, 10, .8, nil})
	inputs := []load.Input{csv("2026-09.csv", a.csv()), csv("2026-10.csv", b.csv())}
	src, err := load.Open(inputs, options())
	if err != nil {
		t.Fatal(err)
	}
	defer src.Close()
	for _, rules := range [][]survey.ScaleRule{
		{{File: "2026-09.csv", Min: 1, Max: 5}, {File: "2026-10.csv", Min: 1, Max: 10}},
		{{Wave: "2026-09", Min: 1, Max: 5}},
	} {
		study := src.Study().Clone()
		study.Unconfirmed = false
		study.Scale = survey.Scale{Min: 1, Max: 10}
		study.Scales = rules
		opt := options()
		opt.Study = study
		for range 2 { // as stated, and as written
			r := mustRead(t, opt, inputs...)
			if q := r.src.Questions(); len(q) > 0 || r.study.Scale.Steps != 36 {
				t.Fatalf("%+v %+v", r.study.Scale, q)
			}
			for k, it := range r.study.Items {
				if got, want := points(r, it.ID, survey.Perception), (one[k]+two[k])/2; !(math.Abs(got-want) < 1e-9) {
					t.Errorf("%s: %v, want %v", it.ID, got, want)
				}
			}
			data, err := survey.MarshalStudy(r.study, func(string) (*survey.Study, bool) { return nil, false })
			if err != nil {
				t.Fatal(err)
			}
			if opt.Study, err = survey.ParseStudy("servqual.yaml", data, func(string) (*survey.Study, bool) { return nil, false }); err != nil {
				t.Fatalf("%v\n%s", err, data)
			}
		}
		one := mustRead(t, opt, inputs[1]) // one of the files alone is on its own scale
		if one.study.Mixed() || one.study.Scale.Max != 10 {
			t.Errorf("one file: %+v", one.study.Scale)
		}
	}
}

// TestScaleBelowKnown: answers that end below the scale of the stored waves are
// asked about, unless they show that theirs is another.
func TestScaleBelowKnown(t *testing.T) {
	first, _ := drawSheet(1, 60, "", scaled{satisf, 1, 7, .7, nil})
	known := mustRead(t, options(), csv("2026-09.csv", first.csv())).study
	opt := options()
	opt.Known = []*survey.Study{known}
	for _, c := range []struct {
		of   scaled
		asks string
	}{
		{scaled{satisf, 1, 5, .3, nil}, "scale"},
		{scaled{satisf, 1, 5, .85, nil}, ""},
		{scaled{satisf, 1, 7, .6, nil}, ""},
		{scaled{"%s满意度（1-5分）", 1, 5, .3, nil}, ""},
	} {
		g, _ := drawSheet(5, 60, "", c.of)
		if got := askedAbout(mustRead(t, opt, csv("2026-10.csv", g.csv())).src, issue.ScaleOpen); got != c.asks {
			t.Errorf("%+v: asks about %q, want %q", c.of, got, c.asks)
		}
	}
}

// TestOverallByFile: overall satisfaction goes with the items' scale of its file.
func TestOverallByFile(t *testing.T) {
	var inputs []load.Input
	want := 0.0
	for i, hi := range []int{5, 10} {
		g, _ := drawSheet(uint64(i+1), 60, "", scaled{fmt.Sprintf("%%s满意度（1-%d分）", hi), 1, hi, .6, nil})
		r := rand.New(rand.NewPCG(uint64(i), 9))
		g[0] = append(g[0], "总体满意度")
		for k := range g[1:] {
			x := 1 + r.IntN(hi)
			g[k+1] = append(g[k+1], fmt.Sprint(x))
			want += hundred(x, 1, hi) / 120
		}
		inputs = append(inputs, csv([]string{"2026-09.csv", "2026-10.csv"}[i], g.csv()))
	}
	r := mustRead(t, options(), inputs...)
	o := r.study.Outcomes[survey.FieldOverall]
	sum := 0.0
	for _, c := range r.scores[survey.FieldOverall] {
		sum += 100 * float64(c) / float64(o.Steps) / 120
	}
	if o.Steps != 36 || !(math.Abs(sum-want) < 1e-9) {
		t.Errorf("%+v: %v, want %v", o, sum, want)
	}
}

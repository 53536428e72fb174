package tally

import (
	"math/rand/v2"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	"servqual/fixtures/oracle"
	"servqual/survey"
	"servqual/survey/lang"
	"servqual/survey/stats"
)

// study makes a 22-item study with E and P (or the sides given), own points,
// one outcome, a unit and a multi field.
func study(sides ...survey.Side) *survey.Study {
	if len(sides) == 0 {
		sides = []survey.Side{survey.Expectation, survey.Perception}
	}
	s := &survey.Study{Scale: survey.Scale{Min: 1, Max: 7}, Sides: sides, Weights: map[string]string{}}
	for d, n := range map[string]int{"TAN": 4, "REL": 5, "RES": 4, "ASS": 4, "EMP": 5} {
		s.Dimensions = append(s.Dimensions, survey.Dimension{ID: d, Label: lang.Same(d)})
		s.Weights[d] = "W_" + d
		for i := range n {
			s.Items = append(s.Items, survey.Item{ID: d + strconv.Itoa(i+1), Dimension: d})
		}
	}
	order := []string{"TAN", "REL", "RES", "ASS", "EMP"}
	slices.SortFunc(s.Dimensions, func(a, b survey.Dimension) int { return slices.Index(order, a.ID) - slices.Index(order, b.ID) })
	slices.SortFunc(s.Items, func(a, b survey.Item) int {
		if a.Dimension != b.Dimension {
			return slices.Index(order, a.Dimension) - slices.Index(order, b.Dimension)
		}
		return strings.Compare(a.ID, b.ID)
	})
	s.Fields = []survey.Field{survey.NewField("unit", "branch"), survey.NewField("overall", "overall"), survey.NewField("complaint", "cause")}
	return s
}

// customers is the oracle's 120 respondents, with a made-up multiple answer.
func customers() *survey.Batch {
	b := oracle.Customers()
	multi := survey.Multi{Field: "complaint", Starts: make([]int32, b.N+1), Names: []string{"等待", "价格"}}
	for r := range b.N {
		if r%5 == 0 {
			multi.Codes = append(multi.Codes, 0)
		}
		if r%10 == 0 {
			multi.Codes = append(multi.Codes, 1)
		}
		multi.Starts[r+1] = int32(len(multi.Codes))
	}
	b.Multis = []survey.Multi{multi}
	return b
}

// holes knocks answers and points out of a batch, and marks some rows.
func holes(b *survey.Batch, seed uint64) {
	r := rand.New(rand.NewPCG(seed, 1))
	for _, col := range b.Answers {
		for i := range col {
			switch r.IntN(12) {
			case 0:
				col[i] = survey.Missing
			case 1:
				col[i] = survey.NotApplicable
			case 2:
				col[i] = survey.Invalid
			}
		}
	}
	b.Flags = make([]survey.Flag, b.N)
	for i := range b.N {
		if r.IntN(6) == 0 {
			b.Weights[r.IntN(5)][i] += 900
		}
		if r.IntN(8) == 0 {
			b.Flags[i] = survey.FlagSpeeder | survey.FlagUnfinished
		}
	}
}

// pick gives some rows of a batch, in the order asked for.
func pick(b *survey.Batch, rows []int) *survey.Batch {
	out := &survey.Batch{N: len(rows)}
	for _, col := range b.Answers {
		out.Answers = append(out.Answers, take(col, rows))
	}
	for _, col := range b.Weights {
		out.Weights = append(out.Weights, take(col, rows))
	}
	for _, s := range b.Scores {
		out.Scores = append(out.Scores, survey.Score{Field: s.Field, Codes: take(s.Codes, rows)})
	}
	for _, g := range b.Groups {
		out.Groups = append(out.Groups, survey.Category{Field: g.Field, Codes: take(g.Codes, rows), Names: g.Names})
	}
	for _, g := range b.Multis {
		m := survey.Multi{Field: g.Field, Starts: []int32{0}, Names: g.Names}
		for _, r := range rows {
			m.Codes = append(m.Codes, g.Codes[g.Starts[r]:g.Starts[r+1]]...)
			m.Starts = append(m.Starts, int32(len(m.Codes)))
		}
		out.Multis = append(out.Multis, m)
	}
	out.Flags = take(b.Flags, rows)
	return out
}

func take[T any](col []T, rows []int) []T {
	if col == nil {
		return nil
	}
	out := make([]T, len(rows))
	for i, r := range rows {
		out[i] = col[r]
	}
	return out
}

// everything reads a tally out completely, for comparison.
func everything(t *Tally) map[string]any {
	p, out := t.plan, map[string]any{"n": t.N(), "flagged": t.Flagged(), "scores": t.ScoreCross()}
	for _, m := range p.Measures() {
		for i := range p.study.Items {
			out["item"+strconv.Itoa(i)+m.String()] = t.ItemFreq(i, m)
		}
		for d := range p.study.Dimensions {
			out["dim"+strconv.Itoa(d)+m.String()] = t.DimFreq(d, m)
			out["cross"+strconv.Itoa(d)+m.String()] = t.DimCross(d, m)
		}
		out["total"+m.String()] = t.TotalFreq(m)
		out["weighted"+m.String()] = t.WeightedFreq(m)
		out["items"+m.String()], _ = t.ItemsCross(m)
		out["pairs"+m.String()], _ = t.ItemPairs(m)
	}
	for d := range p.study.Dimensions {
		mean, sd, ok := t.Weight(d)
		out["w"+strconv.Itoa(d)] = []any{mean, sd, ok}
	}
	v, i, a := t.WeightCounts()
	out["weights"] = []int64{v, i, a}
	out["outcome"] = t.OutcomeFreq("overall")
	out["outcomeCross"], _ = t.OutcomeCross("overall")
	out["itemOutcome"], _ = t.ItemOutcome(3, "overall")
	for _, f := range []string{"unit", "complaint"} {
		names, n := t.Named(f)
		out[f] = []any{names, n}
	}
	for i := range p.study.Items {
		for _, side := range p.study.Sides {
			out["answers"+strconv.Itoa(i)+side.String()] = t.ItemAnswers(i, side)
		}
	}
	return out
}

func TestMergingAnySplitInAnyOrderIsTheSame(t *testing.T) {
	b := customers()
	holes(b, 7)
	p := NewPlan(study(), Options{Items: true})
	whole := NewSet(p, "unit")
	whole.Add(b)
	want := everything(whole.Total())
	r := rand.New(rand.NewPCG(3, 4))
	for range 20 {
		parts := make([][]int, 1+r.IntN(6))
		for _, row := range r.Perm(b.N) {
			k := r.IntN(len(parts))
			parts[k] = append(parts[k], row)
		}
		merged := NewSet(p, "unit")
		for _, rows := range parts {
			s := NewSet(p, "unit")
			s.Add(pick(b, rows))
			merged.Merge(s)
		}
		if got := everything(merged.Total()); !reflect.DeepEqual(got, want) {
			t.Fatal("the tally depends on order or split")
		}
		if got := merged.Rollup().Segments(); len(got) != 1 || !reflect.DeepEqual(everything(got[0].Tally), want) {
			t.Fatal("rolling up changes the total")
		}
	}
}

func TestFlaggedRowsAreKeptApart(t *testing.T) {
	b := customers()
	holes(b, 9)
	s := NewSet(NewPlan(study(), Options{}), "unit")
	s.Add(b)
	marked := 0
	for _, f := range b.Flags {
		if f != 0 {
			marked++
		}
	}
	if got := s.Total().Flagged(); got != int64(marked) || marked == 0 {
		t.Errorf("flagged %d, want %d", got, marked)
	}
	if got := s.CleanTotal(); got.N() != int64(b.N-marked) || got.Flagged() != 0 {
		t.Errorf("clean total has %d of %d−%d", got.N(), b.N, marked)
	}
	if n := s.Total().FlagCount(survey.FlagSpeeder); n != int64(marked) {
		t.Errorf("speeders %d", n)
	}
	segs := s.Segments()
	if len(segs) != 4 || segs[0].Names[0] != "A" || segs[0].Tally.N() != 50 {
		t.Errorf("segments %v", segs)
	}
	if got := s.Filter("unit", func(n string) bool { return n == "D" }).Total().N(); got != 8 {
		t.Errorf("unit D has %d", got)
	}
}

// TestHalfScaleRuleByHand follows one respondent of a four-item dimension:
// items 1 and 2 answered on both sides, item 3 on one side only.
func TestHalfScaleRuleByHand(t *testing.T) {
	b := &survey.Batch{N: 1, Answers: make([][]survey.Code, 44)}
	for slot, c := range map[int]survey.Code{0: 7, 1: 5, 2: 6, 3: 6, 4: 7} {
		b.Answers[slot] = []survey.Code{c}
	}
	s := NewSet(NewPlan(study(), Options{}))
	s.Add(b)
	tl := s.Total()
	if m, ok := tl.DimFreq(0, Gap).Mean(); !ok || m != -1 { // ((5−7)+(6−6))/2
		t.Errorf("gap %v %v", m, ok)
	}
	if m, _ := tl.DimFreq(0, E).Mean(); m != 6.5 { // item 3 has no perception: not in E either
		t.Errorf("E %v", m)
	}
	if n := tl.DimFreq(1, Gap).N(); n != 0 {
		t.Errorf("unanswered dimension has %v scores", n)
	}
	if n := tl.DimComplete(0, Gap); n != 0 {
		t.Errorf("alpha would count %d rows", n)
	}
	b.Answers[3] = []survey.Code{survey.NotApplicable} // one of four left: below half
	s = NewSet(NewPlan(study(), Options{}))
	s.Add(b)
	if n := s.Total().DimFreq(0, Gap).N(); n != 0 {
		t.Errorf("a quarter of the items gave a score")
	}
	if a := s.Total().ItemAnswers(1, survey.Perception); a.NotApplicable != 1 || a.Valid != 0 {
		t.Errorf("answers %+v", a)
	}
}

func TestWeightsToleranceByHand(t *testing.T) {
	for _, c := range []struct {
		points         []int32
		valid, invalid int64
	}{
		{[]int32{2000, 2000, 2000, 2000, 2000}, 1, 0},
		{[]int32{2050, 2050, 2050, 2050, 2050}, 1, 0}, // 102.5: five roundings of a half
		{[]int32{2100, 2100, 2100, 2100, 2100}, 1, 0}, // 105: still within the tolerance
		{[]int32{2101, 2100, 2100, 2100, 2100}, 0, 1},
		{[]int32{1900, 1900, 1900, 1900, 1900}, 1, 0},
		{[]int32{1900, 1900, 1900, 1900, 1899}, 0, 1},
		{[]int32{-1, -1, -1, -1, -1}, 0, 0},
		{[]int32{5000, 5000, -1, -1, -1}, 0, 1}, // a hole is not a zero
		{[]int32{10000, 0, 0, 0, 0}, 1, 0},
	} {
		b := &survey.Batch{N: 1, Answers: make([][]survey.Code, 44), Weights: make([][]int32, 5)}
		for d, w := range c.points {
			b.Weights[d] = []int32{w}
		}
		s := NewSet(NewPlan(study(), Options{}))
		s.Add(b)
		valid, invalid, absent := s.Total().WeightCounts()
		if valid != c.valid || invalid != c.invalid || absent != 1-c.valid-c.invalid {
			t.Errorf("%v: valid %d, invalid %d, absent %d", c.points, valid, invalid, absent)
		}
	}
}

func TestWeightOnOneDimensionIsThatDimension(t *testing.T) {
	b := customers()
	for d := range b.Weights {
		for r := range b.Weights[d] {
			b.Weights[d][r] = 0
			if d == 2 {
				b.Weights[d][r] = 10000
			}
		}
	}
	s := NewSet(NewPlan(study(), Options{}))
	s.Add(b)
	want, _ := s.Total().DimFreq(2, Gap).Mean()
	got, _ := s.Total().WeightedFreq(Gap).Mean()
	if diff := got - want; diff > 1e-12 || diff < -1e-12 {
		t.Errorf("weighted %v, dimension %v", got, want)
	}
}

func TestLongDimensionsStayExactOnCompleteRows(t *testing.T) {
	d := newDimension(make([]int, 22))
	if got := d.score(22*5, 22); got != 5*d.unit {
		t.Errorf("complete row: %d of %d", got, d.unit)
	}
	for _, c := range [][2]int64{{77, 13}, {-77, 13}} {
		got, want := float64(d.score(c[0], c[1]))/float64(d.unit), float64(c[0])/float64(c[1])
		if diff := got - want; diff > 1e-5 || diff < -1e-5 {
			t.Errorf("%v: %v, want %v", c, got, want)
		}
	}
}

func TestThreeColumnMeasures(t *testing.T) {
	p := NewPlan(study(survey.Perception, survey.Minimum, survey.Desired), Options{})
	if !p.Has(MSA) || !p.Has(MSS) || !p.Has(ZOT) || p.Has(Gap) {
		t.Fatalf("measures %v", p.Measures())
	}
	b := &survey.Batch{N: 1, Answers: make([][]survey.Code, 66)}
	for i := range b.Answers {
		b.Answers[i] = []survey.Code{survey.Code([]int{5, 4, 7}[i%3])}
	}
	s := NewSet(p)
	s.Add(b)
	for m, want := range map[Measure]float64{MSA: 1, MSS: -2, ZOT: 3} {
		if got, _ := s.Total().DimFreq(1, m).Mean(); got != want {
			t.Errorf("%v: %v, want %v", m, got, want)
		}
	}
	if j := s.Total().Joint(0, survey.Minimum, survey.Desired); j[3][6] != 1 {
		t.Errorf("joint %v", j)
	}
}

func TestValuesAgainstAMap(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	var v, w values
	want := map[int64]float64{}
	for range 20000 {
		k := int64(r.IntN(300)) - 150
		want[k]++
		if r.IntN(2) == 0 {
			v.add(k)
		} else {
			w.add(k)
		}
	}
	v.merge(&w)
	if got := v.freq(3); !reflect.DeepEqual(got, stats.NewFreq(3, want)) {
		t.Error("values lost or invented something")
	}
}

// Few or many of the segments kept: a filter is the set of their rows alone,
// also after they were merged, rolled up and filtered before.
func TestFilteringIsAddingTheRowsAlone(t *testing.T) {
	s := study()
	p := NewPlan(s, Options{})
	r := rand.New(rand.NewPCG(6, 6))
	var all []*survey.Batch
	for range 12 {
		b := invented(s, 150, r)
		for k := range b.Groups[0].Codes { // 甲 is left in one row of twelve
			if b.Groups[0].Codes[k] == 0 && k%3 > 0 {
				b.Groups[0].Codes[k] = 1
			}
		}
		all = append(all, b)
	}
	for _, few := range []bool{true, false} {
		keep := func(name string) bool { return few == (name == "甲") }
		whole, alone := NewSet(p, "unit", "wave"), NewSet(p, "unit", "wave")
		for i, b := range all {
			part := NewSet(p, "unit", "wave")
			part.Add(b)
			whole.Merge(part)
			var rows []int
			for k, c := range b.Groups[0].Codes {
				name := ""
				if c >= 0 {
					name = b.Groups[0].Names[c]
				}
				if keep(name) {
					rows = append(rows, k)
				}
			}
			alone.Add(pick(b, rows))
			if i == 5 {
				whole.compact()
			}
		}
		got := whole.Filter("unit", keep)
		if shared := len(got.chunks) > 0 && got.chunks[0].to != nil; shared == few {
			t.Errorf("few %v: rows are shared: %v", few, shared)
		}
		for _, by := range [][]string{{"unit", "wave"}, {"wave"}, {}} {
			a, b := got.Rollup(by...).Segments(), alone.Rollup(by...).Segments()
			if len(a) != len(b) || len(b) == 0 {
				t.Fatalf("few %v by %v: %d segments, want %d", few, by, len(a), len(b))
			}
			for i := range b {
				if !slices.Equal(a[i].Names, b[i].Names) || !reflect.DeepEqual(everything(a[i].Tally), everything(b[i].Tally)) {
					t.Errorf("few %v by %v: segment %v differs", few, by, b[i].Names)
				}
			}
		}
		if n := got.Filter("unit", func(string) bool { return false }).Total().N(); n != 0 {
			t.Errorf("nothing kept, %d left", n)
		}
	}
}

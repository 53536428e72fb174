package tally

import (
	"fmt"
	"math"
	"math/rand/v2"
	"reflect"
	"runtime"
	"slices"
	"testing"

	"servqual/survey"
	"servqual/survey/lang"
	"servqual/survey/stats"
)

// reference is the fold as the method words it: row by row, item by item, with
// maps. The tallies are held to it.
type reference struct {
	s       *survey.Study
	p       *Plan
	freqs   map[string]map[int64]float64
	values  map[string][]float64 // totals, which are no integers
	crosses map[string]*stats.Cross
}

func newReference(p *Plan) *reference {
	return &reference{s: p.study, p: p, freqs: map[string]map[int64]float64{}, values: map[string][]float64{}, crosses: map[string]*stats.Cross{}}
}

func (f *reference) count(name string, key int64) {
	if f.freqs[name] == nil {
		f.freqs[name] = map[int64]float64{}
	}
	f.freqs[name][key]++
}

func (f *reference) cross(name string, x []float64) {
	c := f.crosses[name]
	if c == nil {
		n := stats.NewCross(len(x))
		c = &n
		f.crosses[name] = c
	}
	c.N++
	addRow(*c, x)
}

// add folds row r.
func (f *reference) add(b *survey.Batch, r int) {
	answer := func(item int, side survey.Side) (int64, bool) {
		col := b.Answers[f.s.Slot(item, f.s.SideIndex(side))]
		if col == nil || !col[r].Valid() {
			return 0, false
		}
		return int64(col[r]), true
	}
	for mi := range f.p.measures {
		m := &f.p.measures[mi]
		value := func(item int) (int64, bool) {
			for _, s := range m.base {
				if _, ok := answer(item, f.s.Sides[s]); !ok {
					return 0, false
				}
			}
			v, _ := answer(item, m.Plus)
			if m.Minus != 0 {
				w, _ := answer(item, m.Minus)
				v -= w
			}
			return v, true
		}
		total, scored, own := 0.0, 0, 0.0
		for d := range f.s.Dimensions {
			items, sum, n := f.s.ItemsOf(d), int64(0), int64(0)
			row := make([]float64, len(items))
			for k, item := range items {
				if v, ok := value(item); ok {
					sum, n = sum+v, n+1
					row[k] = float64(v)
				}
			}
			if n == int64(len(items)) && n > 0 {
				f.cross(fmt.Sprint("dim", d, m), row)
			}
			if 2*n < int64(len(items)) || n == 0 {
				continue
			}
			f.count(fmt.Sprint("dim", d, m), sum*27720/n) // lcm(1…12)
			if f.s.Dimensions[d].Apart() {
				continue
			}
			scored++
			total += float64(sum) / float64(n)
			if w := f.points(b, r); w != nil {
				own += float64(sum) / float64(n) * w[d]
			}
		}
		if m.total && scored == len(f.p.battery) && scored > 0 {
			name := fmt.Sprint("total", m)
			f.values[name] = append(f.values[name], total/float64(scored))
			if f.points(b, r) != nil {
				name = fmt.Sprint("weighted", m)
				f.values[name] = append(f.values[name], own)
			}
		}
	}
	for i := range f.s.Items {
		for _, m := range f.p.measures {
			v, ok := answer(i, m.Plus)
			if w, ok2 := int64(0), true; m.Minus != 0 {
				w, ok2 = answer(i, m.Minus)
				v, ok = v-w, ok && ok2
			}
			if ok {
				f.count(fmt.Sprint("item", i, m.Measure), v)
			}
		}
	}
}

// points are the respondent's shares of the whole, or nil.
func (f *reference) points(b *survey.Batch, r int) []float64 {
	if b.Weights == nil {
		return nil
	}
	sum, out := 0.0, make([]float64, len(f.s.Dimensions))
	for _, d := range f.p.battery {
		if b.Weights[d] == nil || b.Weights[d][r] < 0 {
			return nil
		}
		out[d] = float64(b.Weights[d][r])
		sum += out[d]
	}
	if math.Abs(sum-10000) > 100*WeightTolerance {
		return nil
	}
	for d := range out {
		out[d] /= sum
	}
	return out
}

// rescaled puts a table on another unit, rounding: for tables whose own unit
// is not that of the reference.
func rescaled(f stats.Freq, unit float64) map[int64]float64 {
	out := map[int64]float64{}
	for i := range f.Keys {
		out[int64(math.Round(f.Value(i)*unit))] += f.Counts[i]
	}
	return out
}

func (f *reference) compare(t *testing.T, tl *Tally) {
	t.Helper()
	check := func(name string, got map[int64]float64) {
		want := f.freqs[name]
		if len(got) == 0 && len(want) == 0 {
			return
		}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %v, want %v", name, got, want)
		}
	}
	for mi := range f.p.measures {
		m := &f.p.measures[mi]
		for i := range f.s.Items {
			check(fmt.Sprint("item", i, m.Measure), rescaled(tl.ItemFreq(i, m.Measure), 1))
		}
		for d := range f.s.Dimensions {
			name := fmt.Sprint("dim", d, m)
			check(name, rescaled(tl.DimFreq(d, m.Measure), 27720))
			got, want := tl.DimCross(d, m.Measure), f.crosses[name]
			if want == nil {
				if got.N != 0 {
					t.Errorf("%s: %v rows, want none", name, got.N)
				}
			} else if !reflect.DeepEqual(got, *want) {
				t.Errorf("%s: cross products %v, want %v", name, got, *want)
			}
		}
		if m.total {
			f.near(t, fmt.Sprint("total", m), tl.TotalFreq(m.Measure))
			f.near(t, fmt.Sprint("weighted", m), tl.WeightedFreq(m.Measure))
		}
	}
}

// near compares a table with values: points that had to be normalised are
// rounded at 1e-11, the values themselves at 1e-15, of a scale up to 100 wide.
func (f *reference) near(t *testing.T, name string, got stats.Freq) {
	t.Helper()
	want, k := slices.Sorted(slices.Values(f.values[name])), 0
	for i := range got.Keys {
		for range int(got.Counts[i]) {
			if k >= len(want) || math.Abs(got.Value(i)-want[k]) > 1e-8 {
				t.Fatalf("%s: value %d is %v, want %v", name, k, got.Value(i), want)
			}
			k++
		}
	}
	if k != len(want) {
		t.Errorf("%s: %d values, want %d", name, k, len(want))
	}
}

// shapes are studies that take every path of the fold: one to three sides,
// narrow and wide scales, scales from zero and below, dimensions of one item,
// of one word, of several words, and one that stands apart.
func shapes() map[string]*survey.Study {
	e, p := survey.Expectation, survey.Perception
	make1 := func(lo, hi int, sides []survey.Side, sizes ...int) *survey.Study {
		s := &survey.Study{Scale: survey.Scale{Min: lo, Max: hi}, Sides: sides, Weights: map[string]string{}}
		for d, n := range sizes {
			id := fmt.Sprintf("D%d", d)
			s.Dimensions = append(s.Dimensions, survey.Dimension{ID: id, Label: lang.Same(id)})
			s.Weights[id] = "W_" + id
			for i := range n {
				s.Items = append(s.Items, survey.Item{ID: fmt.Sprintf("%s%d", id, i), Dimension: id})
			}
		}
		s.Fields = []survey.Field{survey.NewField("unit", "unit"), survey.NewField("overall", "overall")}
		return s
	}
	apart := make1(1, 7, []survey.Side{e, p}, 4, 5, 3)
	apart.Dimensions[2].Gap = 2
	loose := make1(1, 7, []survey.Side{e, p}, 4, 5) // items of no dimension, between the others and behind them
	loose.Items = append(append(append([]survey.Item{{ID: "x"}}, loose.Items[:3]...), survey.Item{ID: "y"}), append(loose.Items[3:], survey.Item{ID: "z"})...)
	return map[string]*survey.Study{
		"servqual":       make1(1, 7, []survey.Side{e, p}, 4, 5, 4, 4, 5),
		"perception":     make1(1, 5, []survey.Side{p}, 4, 5, 6),
		"three columns":  make1(1, 9, []survey.Side{p, survey.Minimum, survey.Desired}, 3, 5, 2),
		"ten points":     make1(0, 10, []survey.Side{e, p}, 1, 5, 9),
		"hundred":        make1(0, 100, []survey.Side{e, p}, 2, 4),
		"hundred, three": make1(0, 100, []survey.Side{p, survey.Minimum, survey.Desired}, 2, 4),
		"around zero":    make1(-3, 3, []survey.Side{e, p}, 5, 6, 2),
		"five points":    make1(0, 4, []survey.Side{e, p}, 1, 7, 4),
		"three points":   make1(1, 3, []survey.Side{e, p}, 3, 4),
		"importance":     make1(1, 5, []survey.Side{p, survey.Importance}, 4, 12),
		"apart":          apart,
		"loose":          loose,
		"long":           make1(1, 7, []survey.Side{e, p}, 11, 12),
	}
}

// invented answers a study at random: holes of all kinds, points that add up,
// nearly add up and don't.
func invented(s *survey.Study, n int, r *rand.Rand) *survey.Batch {
	b := &survey.Batch{N: n, Answers: make([][]survey.Code, s.Slots()), Weights: make([][]int32, len(s.Dimensions)), Flags: make([]survey.Flag, n)}
	whole := r.IntN(2) == 0 // some batches have hardly any holes
	for i := range b.Answers {
		if r.IntN(40) == 0 {
			continue // the column is not there
		}
		b.Answers[i] = make([]survey.Code, n)
		for k := range n {
			b.Answers[i][k] = survey.Code(s.Scale.Min + r.IntN(s.Scale.Points()))
			if h := r.IntN(30); h < 3 && !whole || h == 0 && r.IntN(20) == 0 {
				b.Answers[i][k] = survey.Missing + survey.Code(h)
			}
		}
	}
	for d := range b.Weights {
		b.Weights[d] = make([]int32, n)
	}
	for k := range n {
		left := int32(10000)
		for d := range b.Weights {
			b.Weights[d][k] = left
			if d < len(b.Weights)-1 && !s.Dimensions[d].Apart() {
				b.Weights[d][k] = r.Int32N(left + 1)
			}
			left -= b.Weights[d][k]
		}
		switch r.IntN(8) {
		case 0:
			b.Weights[r.IntN(len(b.Weights))][k] += r.Int32N(1200) - 600
		case 1:
			b.Weights[r.IntN(len(b.Weights))][k] = -1
		}
		if r.IntN(9) == 0 {
			b.Flags[k] = survey.FlagSpeeder
		}
	}
	unit, overall := survey.Category{Field: "unit", Codes: make([]int32, n)}, survey.Score{Field: "overall", Codes: make([]survey.Code, n)}
	unit.Names = []string{"甲", "乙", "丙"}
	for k := range n {
		unit.Codes[k] = int32(r.IntN(4)) - 1
		overall.Codes[k] = survey.Code(r.IntN(11))
		if r.IntN(10) == 0 {
			overall.Codes[k] = survey.Missing
		}
	}
	b.Groups, b.Scores = []survey.Category{unit}, []survey.Score{overall}
	return b
}

func TestTheFoldIsTheReference(t *testing.T) {
	for name, s := range shapes() {
		t.Run(name, func(t *testing.T) {
			r := rand.New(rand.NewPCG(11, uint64(len(name))))
			p := NewPlan(s, Options{})
			set, refs, all := NewSet(p, "unit"), map[string]*reference{}, newReference(p)
			for _, n := range []int{1, 63, 64, 65, 300} {
				b := invented(s, n, r)
				set.Add(b)
				for k := range n {
					unit := ""
					if c := b.Groups[0].Codes[k]; c >= 0 {
						unit = b.Groups[0].Names[c]
					}
					if refs[unit] == nil {
						refs[unit] = newReference(p)
					}
					refs[unit].add(b, k)
					all.add(b, k)
				}
			}
			all.compare(t, set.Total())
			for _, seg := range set.Segments() {
				refs[seg.Names[0]].compare(t, seg.Tally)
			}
		})
	}
}

// TestCompactingChangesNothing folds large segments and drops their rows in
// the midst of adding.
func TestCompactingChangesNothing(t *testing.T) {
	s := study()
	p, r := NewPlan(s, Options{Items: true, Links: true}), rand.New(rand.NewPCG(5, 1))
	plain, packed := NewSet(p, "unit"), NewSet(p, "unit")
	for k := range 6 {
		b := invented(s, 700, r)
		plain.Add(b)
		packed.Add(b)
		if k%2 == 1 {
			before := everything(packed.Total())
			packed.compact()
			if packed.rows >= 1400 || len(packed.dense) == 0 {
				t.Fatalf("%d rows left, %d segments folded", packed.rows, len(packed.dense))
			}
			if !reflect.DeepEqual(everything(packed.Total()), before) {
				t.Fatal("compacting changes the total")
			}
		}
	}
	want := everything(plain.Total())
	for name, set := range map[string]*Set{"packed": packed, "rolled up": packed.Rollup(), "merged": func() *Set { m := NewSet(p, "unit"); m.Merge(packed); return m }()} {
		if !reflect.DeepEqual(everything(set.Total()), want) {
			t.Errorf("%s: another total", name)
		}
		if !reflect.DeepEqual(everything(set.CleanTotal()), everything(plain.CleanTotal())) {
			t.Errorf("%s: another clean total", name)
		}
	}
	a, b := plain.Segments(), packed.Segments()
	for i := range a {
		if !reflect.DeepEqual(a[i].Names, b[i].Names) || !reflect.DeepEqual(everything(a[i].Tally), everything(b[i].Tally)) {
			t.Errorf("segment %v differs", a[i].Names)
		}
	}
}

// TestCompactingKeepsTheRowsOfSmallSegments: one large unit is folded away, and
// the rows of 500 small ones that stand between its rows, in several full
// chunks, are kept; so are those that come after.
func TestCompactingKeepsTheRowsOfSmallSegments(t *testing.T) {
	p := NewPlan(study(), Options{})
	plain, packed := NewSet(p, "unit"), NewSet(p, "unit")
	for k := range uint64(3) {
		b := responses(3*chunkRows, 40+k)
		for i := range b.N / 3 {
			b.Groups[0].Codes[3*i] = 7
		}
		if k == 2 { // few rows of the large one
			b = responses(900, 50)
		}
		plain.Add(b)
		packed.Add(b)
		packed.compact()
		if packed.rows == 0 || len(packed.dense) == 0 {
			t.Fatalf("%d rows left, %d segments folded", packed.rows, len(packed.dense))
		}
	}
	a, b := plain.Segments(), packed.Segments()
	for i := range a {
		if !reflect.DeepEqual(a[i].Names, b[i].Names) || !reflect.DeepEqual(scored(a[i].Tally), scored(b[i].Tally)) {
			t.Fatalf("segment %v differs", a[i].Names)
		}
	}
}

// TestOddAnswersOfAnyRow: one answer that is no number, in any row of a batch
// and on either side, is counted as what it is.
func TestOddAnswersOfAnyRow(t *testing.T) {
	for name, s := range shapes() {
		p, r := NewPlan(s, Options{}), rand.New(rand.NewPCG(8, 6))
		for _, n := range []int{1, packRows, firstChunk + 2*packRows + 9} {
			for range 12 {
				b := &survey.Batch{N: n, Answers: make([][]survey.Code, s.Slots())}
				for i := range b.Answers {
					b.Answers[i] = slices.Repeat([]survey.Code{survey.Code(s.Scale.Max)}, n)
				}
				item, side := r.IntN(len(s.Items)), r.IntN(len(s.Sides))
				c := []survey.Code{survey.NotApplicable, survey.Invalid}[r.IntN(2)]
				b.Answers[s.Slot(item, side)][r.IntN(n)] = c
				set := NewSet(p)
				set.Add(b)
				want := Answers{Valid: int64(n) - 1}
				if c == survey.Invalid {
					want.Invalid = 1
				} else {
					want.NotApplicable = 1
				}
				if got := set.Total().ItemAnswers(item, s.Sides[side]); got != want {
					t.Fatalf("%s, %d rows: %+v, want %+v", name, n, got, want)
				}
			}
		}
	}
}

func TestTotalsDoNotDependOnCores(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	var want map[string]any
	for _, cores := range []int{1, 2, 3} {
		runtime.GOMAXPROCS(cores)
		s := NewSet(NewPlan(study(), Options{}), "unit")
		for k := range uint64(8) {
			s.Add(invented(study(), 5000, rand.New(rand.NewPCG(k, 1))))
		}
		got := everything(s.Total())
		if want == nil {
			want = got
		} else if !reflect.DeepEqual(got, want) {
			t.Errorf("%d cores give another total", cores)
		}
	}
}

// What was read out stays as it was when the set goes on, with names that it
// had and new ones, and however often its rows are folded away.
func TestReadOutStays(t *testing.T) {
	b := customers()
	s := NewSet(NewPlan(study(), Options{}), "unit")
	s.Add(b)
	total, segs := s.Total(), s.Segments()
	other := NewSet(s.Plan(), "unit")
	other.Merge(s)
	s.Add(b)
	s.compact()
	if total.N() != 120 || total.ItemFreq(0, Gap).N() != 120 || segs[0].Tally.DimFreq(0, Gap).N() != 50 || other.Total().N() != 120 {
		t.Error("adding changes what was read out before")
	}
	if n := s.Total().ItemFreq(0, Gap).N(); n != 240 {
		t.Errorf("the set has %v", n)
	}
	r := rand.New(rand.NewPCG(6, 3))
	set, same := NewSet(s.Plan(), "unit"), NewSet(s.Plan(), "unit")
	for round := range 4 {
		x := invented(study(), 900, r)
		for k := range x.Groups[0].Names {
			x.Groups[0].Names[k] += fmt.Sprint(round / 2)
		}
		set.Add(x)
		same.Add(x)
		total, segs, all := set.Total(), set.Segments(), same.Segments() // read when the set has gone on
		set.Add(x)
		set.compact()
		if !reflect.DeepEqual(everything(total), everything(same.Total())) {
			t.Errorf("round %d: adding changes the total that was read out before", round)
		}
		for i, x := range all {
			if !reflect.DeepEqual(everything(segs[i].Tally), everything(x.Tally)) {
				t.Errorf("round %d: adding changes segment %v that was read out before", round, x.Names)
			}
		}
		same.Add(x)
	}
}

func TestReleasedTablesComeBack(t *testing.T) {
	s := NewSet(NewPlan(study(), Options{}), "unit")
	s.Add(customers())
	segs := s.Segments()
	var want []map[string]any
	for _, x := range segs {
		want = append(want, everything(x.Tally))
		x.Tally.Release()
	}
	for i, x := range segs {
		if !reflect.DeepEqual(everything(x.Tally), want[i]) {
			t.Errorf("segment %v differs after Release", x.Names)
		}
		x.Tally.Release()
	}
}

func TestMergingIntoATotalIsRefused(t *testing.T) {
	s := NewSet(NewPlan(study(), Options{}))
	s.Add(customers())
	defer func() {
		if recover() == nil {
			t.Error("a set's total was changed")
		}
	}()
	s.Total().Merge(s.Segments()[0].Tally)
}

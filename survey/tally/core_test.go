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
	"servqual/survey/stats"
)

func close12(a, b float64) bool {
	return a == b || math.Abs(a-b) <= 1e-12*max(1, math.Abs(a), math.Abs(b))
}

// TestCoresAreTheTallies compares every figure of a core with what the
// statistics say of the segment's tables. Means agree exactly where the table
// is on the same whole numbers; variances to 1e-12, because those of a table
// are taken about a rounded mean.
func TestCoresAreTheTallies(t *testing.T) {
	all := shapes()
	for _, name := range []string{"servqual", "perception"} {
		s := *all[name]
		s.Weights, s.Fields = nil, s.Fields[:1] // no points asked, no outcome
		all[name+", bare"] = &s
	}
	for name, s := range all {
		t.Run(name, func(t *testing.T) {
			r := rand.New(rand.NewPCG(21, uint64(len(name))))
			p, q := NewPlan(s, Options{}), NewPlan(s, Options{Lean: true, Core: true})
			full, core := NewSet(p, "unit"), NewSet(q, "unit")
			for _, n := range []int{1, 63, 64, 65, 300, 7} {
				b := invented(s, n, r)
				full.Add(b)
				core.Add(b)
			}
			segs, cores := full.Segments(), core.Cores()
			if len(segs) != cores.Len() || !core.InCore() {
				t.Fatalf("%d cores of %d segments", cores.Len(), len(segs))
			}
			var c Core
			for i, seg := range segs {
				if names := cores.Read(i, &c); !reflect.DeepEqual(seg.Names, names) {
					t.Fatalf("names %v, want %v", names, seg.Names)
				}
				compareCore(t, &c, seg.Tally)
			}
			compareTotals(t, core.Total(), full.Total())
		})
	}
}

func compareMoments(t *testing.T, name string, got stats.Moments, want stats.Freq) {
	t.Helper()
	gm, gok := got.Mean()
	wm, wok := want.Mean()
	gs, gsok := got.SD()
	ws, wsok := want.SD()
	if got.N != want.N() || gok != wok || gsok != wsok || !close12(gm, wm) || !close12(gs*gs, ws*ws) {
		t.Errorf("%s: n %v mean %v sd %v, want %v %v %v", name, got.N, gm, gs, want.N(), wm, ws)
	}
}

func compareCore(t *testing.T, c *Core, full *Tally) {
	t.Helper()
	p := c.plan
	if c.N() != full.N() || c.Flagged() != full.Flagged() {
		t.Errorf("n %d flagged %d, want %d %d", c.N(), c.Flagged(), full.N(), full.Flagged())
	}
	for _, m := range p.Measures() {
		for i := range p.study.Items {
			compareMoments(t, fmt.Sprint("item ", i, m), c.Item(i, m), full.ItemFreq(i, m))
		}
		for d := range p.dims {
			compareMoments(t, fmt.Sprint("dimension ", d, m), c.Dim(d, m), full.DimFreq(d, m))
			n, own, total := c.AlphaParts(d, m)
			want := stats.Alpha(full.DimCross(d, m), 0.95)
			got := stats.AlphaOf(len(p.dims[d].items), n, own, total)
			if got.Defined != want.Defined || !close12(got.Value, want.Value) || n != want.N || c.Complete(d, m) != full.DimComplete(d, m) {
				t.Errorf("alpha of %d %v: %v, want %v", d, m, got, want)
			}
		}
		if !p.measures[p.index(m)].total {
			continue
		}
		for k, mo := range []stats.Moments{full.TotalMoments(m), full.WeightedMoments(m)} {
			n, mean, ok := c.Total(m)
			if k == 1 {
				n, mean, ok = c.Weighted(m)
			}
			if want, wok := mo.Mean(); n != mo.N || mean != want || ok != wok {
				t.Errorf("total %v: %v %v %v, want %v %v %v", m, n, mean, ok, mo.N, want, wok)
			}
		}
	}
	a, b, x := c.WeightCounts()
	if a2, b2, x2 := full.WeightCounts(); a != a2 || b != b2 || x != x2 {
		t.Errorf("weights %d %d %d, want %d %d %d", a, b, x, a2, b2, x2)
	}
	for d := range p.dims {
		got, ok := c.Weight(d)
		if want, _, wok := full.Weight(d); got != want || ok != wok {
			t.Errorf("weight %d: %v, want %v", d, got, want)
		}
	}
	cross := full.ScoreCross()
	n, means := c.ScoreMeans()
	for i, got := range means {
		if want, _ := cross.Mean(i); n != cross.N || !close12(got, want) {
			t.Errorf("mean of score %d: %v, want %v", i, got, want)
		}
	}
	for _, f := range p.Outcomes() {
		freq := full.OutcomeFreq(f)
		n, mean, ok := c.Outcome(f)
		if want, wok := freq.Mean(); ok != wok || ok && (mean != want || n != freq.N()) {
			t.Errorf("outcome %v: %v, want %v", f, mean, want)
		}
	}
}

// compareTotals compares what scores are made of, bit for bit.
func compareTotals(t *testing.T, got, want *Tally) {
	t.Helper()
	a, b := scored(got), scored(want)
	for k := range b {
		if !reflect.DeepEqual(a[k], b[k]) {
			t.Errorf("total, %s: %v, want %v", k, a[k], b[k])
		}
	}
}

// scored reads out all of a tally that scores are made of.
func scored(t *Tally) map[string]any {
	p, out := t.plan, map[string]any{"n": t.N(), "flagged": t.Flagged(), "scores": t.ScoreCross()}
	for _, m := range p.Measures() {
		for i := range p.study.Items {
			out["item"+fmt.Sprint(i, m)] = t.ItemFreq(i, m)
		}
		for d := range p.study.Dimensions {
			out["dim"+fmt.Sprint(d, m)] = t.DimFreq(d, m)
			out["cross"+fmt.Sprint(d, m)] = t.DimCross(d, m)
		}
		out["total"+m.String()] = t.TotalMoments(m)
		out["weighted"+m.String()] = t.WeightedMoments(m)
	}
	for d := range p.study.Dimensions {
		mean, sd, ok := t.Weight(d)
		out["w"+fmt.Sprint(d)] = []any{mean, sd, ok}
	}
	v, i, a := t.WeightCounts()
	out["weights"] = []int64{v, i, a}
	for _, f := range p.Outcomes() {
		out["outcome"+f] = t.OutcomeFreq(f)
	}
	return out
}

// TestCoresDoNotDependOnOrderSplitOrCores adds the same respondents in batches
// and sets of all sizes, some folded away in between, on one to three cores.
func TestCoresDoNotDependOnOrderSplitOrCores(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	b := customers()
	holes(b, 7)
	p := NewPlan(study(), Options{Lean: true, Core: true})
	whole := NewSet(p, "unit")
	whole.Add(b)
	want, total := whole.Cores(), scored(whole.Total())
	r := rand.New(rand.NewPCG(3, 4))
	for k := range 30 {
		runtime.GOMAXPROCS(1 + k%3)
		parts := make([][]int, 1+r.IntN(6))
		for _, row := range r.Perm(b.N) {
			j := r.IntN(len(parts))
			parts[j] = append(parts[j], row)
		}
		merged := NewSet(p, "unit")
		for _, rows := range parts {
			s := NewSet(p, "unit")
			s.Add(pick(b, rows))
			if r.IntN(2) == 0 {
				s.compact()
			}
			merged.Merge(s)
			if r.IntN(3) == 0 {
				merged.compact()
			}
		}
		if !reflect.DeepEqual(coreValues(merged.Cores()), coreValues(want)) {
			t.Fatal("the cores depend on order or split")
		}
		if !reflect.DeepEqual(scored(merged.Total()), total) {
			t.Fatal("the total depends on order or split")
		}
	}
}

func coreValues(list *CoreList) map[string][]int64 {
	out := map[string][]int64{}
	for i := range list.Len() {
		var c Core
		names := list.Read(i, &c)
		out[fmt.Sprint(names)] = append([]int64{c.n, c.flagged}, c.sums...)
	}
	return out
}

// TestCoresKeepNoRows: what was folded away leaves nothing that grows with the
// rows.
func TestCoresKeepNoRows(t *testing.T) {
	s := study()
	set := NewSet(NewPlan(s, Options{Lean: true, Core: true}), "unit")
	r := rand.New(rand.NewPCG(2, 2))
	rows := int64(0)
	for rows < 3*firstBudget {
		b := invented(s, 4000, r)
		set.Add(b)
		rows += int64(b.N)
		if set.rows > firstBudget+b.N {
			t.Fatalf("%d of %d rows are kept", set.rows, rows)
		}
	}
	n := int64(0)
	var c Core
	for i := range set.Cores().Len() {
		set.Cores().Read(i, &c)
		n += c.N()
	}
	if n != rows || set.Total().N() != rows {
		t.Errorf("%d respondents of %d, total %d", n, rows, set.Total().N())
	}
}

// TestCoresOfTablesThatWereFoldedBefore: a set whose large segments are tables
// already, as those of a workspace are.
func TestCoresOfTablesThatWereFoldedBefore(t *testing.T) {
	s := study()
	r := rand.New(rand.NewPCG(9, 2))
	asked := NewSet(NewPlan(s, Options{}), "unit")
	for range 3 {
		asked.Add(invented(s, 900, r))
		asked.compact()
	}
	asked.Add(invented(s, 10, r))
	plain := NewSet(asked.plan, "unit")
	plain.Merge(asked)
	asked.AskCores()
	var c Core
	for i, x := range plain.Segments() {
		asked.Cores().Read(i, &c)
		compareCore(t, &c, x.Tally)
	}
	compareTotals(t, asked.Total(), plain.Total())
}

// TestSegmentsOfAllSizes folds segments of 1 to 300 rows one after the other:
// blocks that end at every row, each after fuller and emptier ones.
func TestSegmentsOfAllSizes(t *testing.T) {
	const most = 300
	s := study()
	p, q := NewPlan(s, Options{}), NewPlan(s, Options{Lean: true, Core: true})
	r := rand.New(rand.NewPCG(31, 1))
	b := invented(s, most*(most+1)/2, r)
	unit := &b.Groups[0]
	unit.Names, unit.Codes = nil, nil
	for k, size := range r.Perm(most) {
		unit.Names = append(unit.Names, fmt.Sprintf("%03d", k))
		unit.Codes = append(unit.Codes, slices.Repeat([]int32{int32(k)}, size+1)...)
	}
	clear(b.Flags) // or a unit's rows would be two segments
	full, core := NewSet(p, "unit"), NewSet(q, "unit")
	full.Add(b)
	core.Add(b)
	var c Core
	for i, seg := range full.Segments() {
		core.Cores().Read(i, &c)
		compareCore(t, &c, seg.Tally)
	}
	compareTotals(t, core.Total(), full.Total())
	if !slices.Equal(core.Total().tables.joint, full.Total().tables.joint) {
		t.Error("other joint counts")
	}
}

// TestCountsOfLikeRowsDoNotOutgrowTheirLanes folds more rows of the same answers
// at a time than a lane of 16 bits counts: 65536 of them in whole segments, and
// twice as many in one.
func TestCountsOfLikeRowsDoNotOutgrowTheirLanes(t *testing.T) {
	s := study()
	set := NewSet(NewPlan(s, Options{Lean: true, Core: true}), "unit")
	sizes := []int{65472, 64, 140_000}
	n := 0
	for _, size := range sizes {
		n += size
	}
	set.budget = n // all are folded at the end
	b := &survey.Batch{N: n, Answers: make([][]survey.Code, s.Slots())}
	for i := range b.Answers {
		b.Answers[i] = slices.Repeat([]survey.Code{survey.Code(7 - i%2)}, n)
	}
	unit := survey.Category{Field: "unit", Names: []string{"a", "b", "c"}}
	for k, size := range sizes {
		unit.Codes = append(unit.Codes, slices.Repeat([]int32{int32(k)}, size)...)
	}
	b.Groups = []survey.Category{unit}
	set.Add(b)
	for i := range s.Items {
		for m, want := range map[Measure]int64{E: 7, P: 6, Gap: -1} {
			f := set.Total().ItemFreq(i, m)
			if mean, _ := f.Mean(); f.N() != float64(n) || mean != float64(want) {
				t.Fatalf("item %d, %v: %v of %d answers, mean %v, want %d", i, m, f.N(), n, mean, want)
			}
		}
	}
}

// TestLeanPlansSayWhatTheyLeaveOut rather than hand out empty tables.
func TestLeanPlansSayWhatTheyLeaveOut(t *testing.T) {
	set := NewSet(NewPlan(study(), Options{Lean: true}), "unit")
	set.Add(invented(study(), 2000, rand.New(rand.NewPCG(1, 1))))
	set.compact()
	defer func() {
		if recover() == nil {
			t.Error("frequencies that were not kept were handed out")
		}
	}()
	set.Total().TotalFreq(Gap)
}

// TestCoresComeAboveALimit counts segments as they are read out, flagged and
// unflagged ones of a name once.
func TestCoresComeAboveALimit(t *testing.T) {
	for _, c := range []struct {
		above int
		want  bool
	}{{0, true}, {3, true}, {4, false}, {1000, false}} {
		set := NewSet(NewPlan(study(), Options{Lean: true, Core: true, CoreAbove: c.above}), "unit")
		set.Add(invented(study(), 500, rand.New(rand.NewPCG(1, 1)))) // 甲, 乙, 丙 and none
		if got := set.InCore(); got != c.want {
			t.Errorf("4 segments, limit %d: %v", c.above, got)
		}
	}
	whole := NewSet(NewPlan(study(), Options{Lean: true, Core: true}))
	whole.Add(invented(study(), 50, rand.New(rand.NewPCG(1, 1))))
	if whole.InCore() {
		t.Error("a set without segments gives cores")
	}
}

// TestTheUsualFormsAreFoldedAsBytes, so that the comparisons above are of both
// ways to fold.
func TestTheUsualFormsAreFoldedAsBytes(t *testing.T) {
	want := map[string]bool{"servqual": true, "around zero": true, "five points": true, "three points": true, "loose": true}
	for name, s := range shapes() {
		if got := NewPlan(s, Options{}).usualForm(); got != want[name] {
			t.Errorf("%s: %v", name, got)
		}
	}
}

// TestSumsThatDoNotFit32Bits are kept all the same.
func TestSumsThatDoNotFit32Bits(t *testing.T) {
	p := NewPlan(study(), Options{})
	narrowed := make([]int32, p.core.narrow)
	for _, v := range []int64{0, 7, -3, 1<<31 - 1, -1 << 31, 1 << 31, -1<<31 - 1, 1 << 50} {
		sums := make([]int64, p.core.size)
		for i := range sums {
			sums[i] = int64(i)
		}
		sums[p.core.narrow/2], sums[p.core.size-1] = v, v
		got := make([]int64, p.core.size)
		keepSums(narrowed, sums).addTo(got)
		if !reflect.DeepEqual(got, sums) {
			t.Errorf("%d is lost", v)
		}
	}
}

// TestManyNamesAndFewAreNumberedAlike: the index and the joins it spares give
// the same segments, also when names outgrow the index half-way.
func TestManyNamesAndFewAreNumberedAlike(t *testing.T) {
	s := study()
	p, r := NewPlan(s, Options{}), rand.New(rand.NewPCG(4, 4))
	indexed, joined := NewSet(p, "unit", "wave", "third"), NewSet(p, "unit", "wave", "third")
	names := 1
	for _, n := range []int{1, 2, 30, 31, 400, 1000} {
		b := invented(s, n, r)
		names += n
		b.Groups = nil
		for _, f := range []string{"unit", "wave", "third"} {
			g := survey.Category{Field: f, Codes: make([]int32, n)}
			for k := range names {
				g.Names = append(g.Names, fmt.Sprint(f, k))
			}
			for k := range n {
				g.Codes[k] = r.Int32N(int32(names+1)) - 1
			}
			if f != "third" || n%2 == 0 {
				b.Groups = append(b.Groups, g)
			}
		}
		for i := range b.Groups {
			for _, x := range []*Set{indexed, joined} {
				x.fields[x.fieldOf(b.Groups[i].Field)].learn(b.Groups[i].Names)
			}
		}
		joined.ids, joined.part = make([]int32, b.N), make([]int32, b.N)
		want := joined.identifyByJoins(b)
		if got := indexed.identify(b); !reflect.DeepEqual(got, want) || !reflect.DeepEqual(indexed.segments, joined.segments) {
			t.Fatalf("%d names: numbered otherwise", names)
		}
	}
	if indexed.layIndex() {
		t.Error("no names too many for the index were tried")
	}
}

// TestNamesThatComeOneByOne: each batch knows one name more than that before, so
// that the index is full to its last code once, and has one column twice, of
// which the second counts; every screening mark makes a segment flagged.
func TestNamesThatComeOneByOne(t *testing.T) {
	s := study()
	p, r := NewPlan(s, Options{}), rand.New(rand.NewPCG(4, 5))
	indexed, joined := NewSet(p, "unit", "wave"), NewSet(p, "unit", "wave")
	for names := 1; names < 70; names++ {
		b := &survey.Batch{N: 150, Flags: make([]survey.Flag, 150)}
		for k := range b.Flags {
			b.Flags[k] = survey.Flag(1<<r.IntN(12)) & 0x1FF
		}
		for _, f := range []string{"unit", "wave", "unit"} {
			g := survey.Category{Field: f, Codes: make([]int32, b.N)}
			for k := range names {
				g.Names = append(g.Names, fmt.Sprint(f, k))
			}
			for k := range g.Codes {
				g.Codes[k] = r.Int32N(int32(names+1)) - 1
			}
			b.Groups = append(b.Groups, g)
		}
		for _, x := range []*Set{indexed, joined} {
			for i := range b.Groups {
				x.fields[x.fieldOf(b.Groups[i].Field)].learn(b.Groups[i].Names)
			}
		}
		joined.ids, joined.part = make([]int32, b.N), make([]int32, b.N)
		want := joined.identifyByJoins(b)
		if got := indexed.identify(b); !reflect.DeepEqual(got, want) || !reflect.DeepEqual(indexed.segments, joined.segments) {
			t.Fatalf("%d names: numbered otherwise", names)
		}
	}
	if indexed.index.ids == nil {
		t.Error("no index was tried")
	}
}

// TestSumsThatOutgrow32Bits: kept in 32 bits first, in 64 when they have grown.
func TestSumsThatOutgrow32Bits(t *testing.T) {
	p := NewPlan(study(), Options{Lean: true, Core: true})
	l, narrowed := &p.core, make([]int32, p.core.narrow)
	sums := make([]int64, l.size)
	for i := range sums {
		sums[i] = int64(i) - 5
	}
	x := keepSums(narrowed, sums)
	if len(x.small) == 0 {
		t.Fatal("small sums are not kept small")
	}
	for _, v := range []int64{1<<31 - 1, 1 << 31, -1 << 31, -1<<31 - 1, 1 << 40} {
		sums[3] = v
		y := keepSums(narrowed, make([]int64, l.size)).replace(narrowed, sums)
		got := make([]int64, l.size)
		y.addTo(got)
		if !slices.Equal(got, sums) {
			t.Errorf("%d comes back as %d", v, got[3])
		}
	}
}

package tally

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"runtime"
	"slices"
	"testing"

	"servqual/survey"
	"servqual/survey/stats"
)

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

// TestSegmentsDoNotDependOnOrderSplitOrCores adds the same respondents in batches
// and sets of all sizes, some folded away in between, on one to three cores.
func TestSegmentsDoNotDependOnOrderSplitOrCores(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	b := customers()
	holes(b, 7)
	p := NewPlan(study(), Options{Lean: true})
	whole := NewSet(p, "unit")
	whole.Add(b)
	want, total := bySegment(whole), scored(whole.Total())
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
		if !reflect.DeepEqual(bySegment(merged), want) {
			t.Fatal("the segments depend on order or split")
		}
		if !reflect.DeepEqual(scored(merged.Total()), total) {
			t.Fatal("the total depends on order or split")
		}
	}
}

// bySegment reads out all segments of a set.
func bySegment(s *Set) map[string]map[string]any {
	out := map[string]map[string]any{}
	for _, x := range s.Segments() {
		out[fmt.Sprint(x.Names)] = scored(x.Tally)
	}
	return out
}

// TestLargeSegmentsKeepNoRows: what was folded away leaves nothing that grows
// with the rows.
func TestLargeSegmentsKeepNoRows(t *testing.T) {
	s := study()
	set := NewSet(NewPlan(s, Options{Lean: true}), "unit")
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
	for _, x := range set.Segments() {
		n += x.Tally.N()
	}
	if n != rows || set.Total().N() != rows {
		t.Errorf("%d respondents of %d, total %d", n, rows, set.Total().N())
	}
}

// TestSegmentsOfAllSizes folds segments of 1 to 300 rows one after the other, in
// memory that is used again, and compares each with a tally of its own rows:
// blocks that end at every row, each after fuller and emptier ones.
func TestSegmentsOfAllSizes(t *testing.T) {
	const most = 300
	s := study()
	p := NewPlan(s, Options{})
	r := rand.New(rand.NewPCG(31, 1))
	b := invented(s, most*(most+1)/2, r)
	unit := &b.Groups[0]
	unit.Names, unit.Codes = nil, nil
	own, row := map[string][]int{}, 0
	for k, size := range r.Perm(most) {
		name := fmt.Sprintf("%03d", k)
		unit.Names = append(unit.Names, name)
		unit.Codes = append(unit.Codes, slices.Repeat([]int32{int32(k)}, size+1)...)
		for range size + 1 {
			own[name] = append(own[name], row)
			row++
		}
	}
	clear(b.Flags) // or a unit's rows would be two segments
	set, sum := NewSet(p, "unit"), NewTally(p)
	set.Add(b)
	for _, seg := range set.Segments() {
		alone := NewSet(p)
		alone.Add(pick(b, own[seg.Names[0]]))
		if !reflect.DeepEqual(scored(seg.Tally), scored(alone.Total())) {
			t.Fatalf("segment %v differs from its rows alone", seg.Names)
		}
		sum.Merge(seg.Tally)
		seg.Tally.Release()
	}
	if !reflect.DeepEqual(scored(set.Total()), scored(sum)) {
		t.Error("the total is not the sum of the segments")
	}
}

// TestReadItemIsItemFreq under every measure, with memory used again, on every
// shape of study.
func TestReadItemIsItemFreq(t *testing.T) {
	for name, s := range shapes() {
		p := NewPlan(s, Options{})
		set := NewSet(p)
		set.Add(invented(s, 70, rand.New(rand.NewPCG(5, uint64(len(name))))))
		f := make([]stats.Freq, len(p.Measures()))
		for i := range s.Items {
			set.Total().ReadItem(f, i)
			for k, m := range p.Measures() {
				if want := set.Total().ItemFreq(i, m); !reflect.DeepEqual(f[k], want) {
					t.Errorf("%s, item %d, %v: %v, want %v", name, i, m, f[k], want)
				}
			}
		}
	}
}

// TestCountsOfLikeRowsDoNotOutgrowTheirLanes folds more rows of the same answers
// at a time than a lane of 16 bits counts: 65536 of them in whole segments, and
// twice as many in one.
func TestCountsOfLikeRowsDoNotOutgrowTheirLanes(t *testing.T) {
	s := study()
	set := NewSet(NewPlan(s, Options{Lean: true}), "unit")
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

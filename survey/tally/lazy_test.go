package tally

import (
	"math/rand/v2"
	"reflect"
	"testing"
)

// Selecting waves or units folds no row, and asking a segment for its scores
// folds the scores alone: the products of all items, twenty times as dear, wait
// until somebody asks for them. A report of 250,000 rows took eight times that
// of 200,000 while they were folded for each wave.
func TestNothingIsFoldedUnasked(t *testing.T) {
	s := study()
	p := NewPlan(s, Options{Items: true, Links: true})
	r := rand.New(rand.NewPCG(5, 5))
	set := NewSet(p, "unit", "region")
	rows := 0
	for rows <= 3*firstBudget {
		set.Add(invented(s, 4096, r))
		rows += 4096
	}
	if len(set.dense) > 0 || set.rows != rows {
		t.Fatalf("adding folded rows: %d of %d are left, %d segments are tables", set.rows, rows, len(set.dense))
	}
	units := set.Rollup("unit")
	one := set.Filter("unit", func(name string) bool { return name != "" })
	for name, part := range map[string]*Set{"Rollup": units, "Filter": one} {
		if len(part.dense) > 0 {
			t.Errorf("%s folded %d segments", name, len(part.dense))
		}
	}
	for _, seg := range units.Segments() {
		seg.Tally.DimFreq(0, P)
		if seg.Tally.have&partRows != 0 {
			t.Errorf("%v: the products of all items were folded for a dimension's scores", seg.Names)
		}
		if _, ok := seg.Tally.ItemsCross(P); !ok || seg.Tally.have&partRows == 0 {
			t.Errorf("%v: no products of all items when they are asked for", seg.Names)
		}
	}
}

// Folded or kept, rows give the same figures.
func TestBudgetChangesNoFigure(t *testing.T) {
	s := study()
	r := rand.New(rand.NewPCG(6, 6))
	p := NewPlan(s, Options{Items: true, Links: true})
	kept, folded := NewSet(p, "unit"), NewSet(p, "unit")
	folded.budget = 4000
	for range 6 {
		b := invented(s, 2000, r)
		kept.Add(b)
		folded.Add(b)
	}
	if len(folded.dense) == 0 || len(kept.dense) > 0 {
		t.Fatalf("%d and %d segments are tables, want some and none", len(folded.dense), len(kept.dense))
	}
	a, b := kept.Segments(), folded.Segments()
	if len(a) != len(b) || len(a) == 0 {
		t.Fatalf("%d and %d segments", len(a), len(b))
	}
	for i := range a {
		x, _ := a[i].Tally.ItemsCross(P)
		y, _ := b[i].Tally.ItemsCross(P)
		if !reflect.DeepEqual(x, y) || !reflect.DeepEqual(scored(a[i].Tally), scored(b[i].Tally)) {
			t.Errorf("segment %v differs", a[i].Names)
		}
	}
}

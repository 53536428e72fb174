package stats

import (
	"errors"
	"math"
	"testing"
)

func TestRakeNamesTheEmptyCategory(t *testing.T) {
	cells := []RakeCell{{At: []int{0}, Count: 10}, {At: []int{1}}}
	_, err := Rake(cells, []RakeMargin{{Name: "region", Categories: []string{"north", "south"}, Target: []float64{.5, .5}}}, DefaultRake)
	var empty *EmptyCategoryError
	if !errors.As(err, &empty) || empty.Margin != "region" || empty.Category != "south" {
		t.Errorf("error %v", err)
	}
}

// Two categories, one margin: the weights are target/share exactly, 0.9/0.5 and
// 0.1/0.5, and trimming at 1.5 leaves 1.5 and 0.5·… as near as the bounds allow.
func TestRakeByHandAndTrimmed(t *testing.T) {
	cells := []RakeCell{{At: []int{0}, Count: 50}, {At: []int{1}, Count: 50}}
	margin := []RakeMargin{{Name: "age", Categories: []string{"young", "old"}, Target: []float64{90, 10}}}
	o := DefaultRake
	o.High = 0
	r, err := Rake(cells, margin, o)
	if err != nil || !near(r.Weights[0], 1.8, 1e-12) || !near(r.Weights[1], 0.2, 1e-12) || r.Trimmed != 0 {
		t.Errorf("%+v, %v", r, err)
	}
	// Kish: 100·(50·1.8²+50·0.2²)/100² = 1.64
	if !near(r.Deff, 1.64, 1e-12) || !near(r.NEff, 100/1.64, 1e-12) {
		t.Errorf("deff %v, n_eff %v", r.Deff, r.NEff)
	}
	o.Low, o.High = 0.5, 1.5
	r, err = Rake(cells, margin, o)
	if err != nil || r.Weights[0] > 1.5 || r.Weights[1] < 0.5 || r.Trimmed != 2 {
		t.Errorf("%+v, %v", r, err)
	}
	// 1.5 to 0.5 is 75 % to 25 %: fifteen points from the target, and said so.
	if !near(r.Off, 0.15, 1e-9) || len(r.Notes) == 0 {
		t.Errorf("off by %v, notes %v", r.Off, r.Notes)
	}
}

// The incoming design weight is multiplied in: cells that differ in it but not
// in the raked variable keep their ratio.
func TestRakeKeepsDesignWeights(t *testing.T) {
	cells := []RakeCell{{At: []int{0}, Count: 10, Design: 1}, {At: []int{0}, Count: 10, Design: 3}, {At: []int{1}, Count: 20, Design: 1}}
	o := DefaultRake
	o.High = 0
	r, err := Rake(cells, []RakeMargin{{Name: "m", Categories: []string{"a", "b"}, Target: []float64{.5, .5}}}, o)
	if err != nil || !near(r.Weights[1]/r.Weights[0], 3, 1e-12) {
		t.Errorf("%+v, %v", r, err)
	}
}

// Rows repeated w times, summed as rows, have the moments of the weighted cells.
func TestWeightedCrossIsWeightedRows(t *testing.T) {
	a, b := columns([]int64{1, 2, 4}, []int64{2, 2, 5}), columns([]int64{7, 3}, []int64{6, 1})
	w, ok := WeightedCross([]Cross{a, b}, []float64{2, 3})
	rows := columns([]int64{1, 1, 2, 2, 4, 4, 7, 7, 7, 3, 3, 3}, []int64{2, 2, 2, 2, 5, 5, 6, 6, 6, 1, 1, 1})
	if !ok || w.N != rows.N || w.Prod[1] != rows.Prod[1] || w.Sum[1] != rows.Sum[1] {
		t.Errorf("%+v, want %+v", w, rows)
	}
	// (3·2+2·3)²/(3·4+2·9)
	if !near(w.Eff, 144./30, 1e-14) {
		t.Errorf("n_eff %v", w.Eff)
	}
	if math.Abs(Correlation(w, 0, 1, 0.95).Value-Correlation(rows, 0, 1, 0.95).Value) > 1e-14 {
		t.Error("the correlation differs")
	}
}

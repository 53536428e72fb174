package stats

import (
	"fmt"
	"math"
	"testing"
)

func TestRegressionAgreesWithR(t *testing.T) {
	x := readExtra(t)
	c := drivers(customers(t))
	r := Regress(c, 5, five, 0.95)
	extraIs(t, x, "reg.adjR2", r.AdjR2, closed)
	extraIs(t, x, "reg.F", r.F.Statistic, closed)
	w := RelativeWeights(c, 5, five, ImportanceOptions{Draws: 4000, Seed: 2, Level: 0.95})
	for i := range 5 {
		term := r.Terms[i]
		extraIs(t, x, fmt.Sprintf("reg.b.%d", i+1), term.B.Value, closed)
		extraIs(t, x, fmt.Sprintf("reg.se.%d", i+1), term.B.SE, closed)
		extraIs(t, x, fmt.Sprintf("reg.p.%d", i+1), term.Test.P, closed)
		extraIs(t, x, fmt.Sprintf("reg.lo.%d", i+1), term.B.Lo, 1e-9)
		// 4000 draws against R's 20000: three Monte Carlo errors of a 2.5 %
		// quantile, about 0.005 each.
		absIs(t, x, fmt.Sprintf("rwa.lo.%d", i+1), w.Shares[i].Lo, 0.012)
		absIs(t, x, fmt.Sprintf("rwa.hi.%d", i+1), w.Shares[i].Hi, 0.015)
	}
}

// LMG of two predictors by hand: ½(r₁² + R² − r₂²).
func TestShapleyOfTwoByHand(t *testing.T) {
	c := drivers(customers(t))
	s := Shapley(c, 5, []int{1, 3}, ImportanceOptions{Level: 0.95})
	r := Regress(c, 5, []int{1, 3}, 0.95)
	r1, r2 := r.Terms[0].R.Value, r.Terms[1].R.Value
	if !near(s.Shares[0].Value, (r1*r1+r.R2-r2*r2)/2, 1e-12) || !near(s.R2, r.R2, 1e-12) {
		t.Errorf("%+v", s)
	}
	// With two predictors Johnson's split is near LMG's, and adds up to the same R².
	w := RelativeWeights(c, 5, []int{1, 3}, ImportanceOptions{Level: 0.95})
	if !near(w.R2, r.R2, 1e-12) || math.Abs(w.Shares[0].Value-s.Shares[0].Value) > 0.005 {
		t.Errorf("%+v", w)
	}
}

// Fifteen predictors take all 32768 subsets; sixteen are refused by name.
func TestShapleyLimit(t *testing.T) {
	c := itemsOf(customers(t), "P", 0, 22)
	var xs []int
	for i := range 15 {
		xs = append(xs, i)
	}
	s := Shapley(c, 21, xs, ImportanceOptions{Level: 0.95})
	if r := Regress(c, 21, xs, 0.95); !near(s.R2, r.R2, 1e-10) {
		t.Errorf("shares add up to %v, R² is %v", s.R2, r.R2)
	}
	if s := Shapley(c, 21, append(xs, 15), DefaultImportance); s.Defined || s.Notes[0].Code != TooManyItems {
		t.Errorf("%+v", s)
	}
}

// Places and their stability where they are known: without error they are
// certain, a point on the line with symmetric error is a coin toss in that
// direction.
func TestQuadrants(t *testing.T) {
	cov := func(v float64) [][]float64 {
		out := make([][]float64, 8)
		for i := range out {
			out[i] = make([]float64, 8)
			out[i][i] = v
		}
		return out
	}
	in := QuadrantInput{X: []float64{2, 6, 2, 6}, Y: []float64{6, 6, 2, 2}, Cov: cov(0)}
	o := DefaultQuadrants
	q := Quadrants(in, o)
	for i, want := range []Quadrant{Concentrate, KeepUp, LowPriority, Overkill} {
		if q.In[i] != want || !near(q.Stability[i], 1, 1e-9) {
			t.Errorf("item %d in %v, stability %v", i, q.In[i], q.Stability[i])
		}
	}
	if q.LineX != 4 || q.LineY != 4 {
		t.Errorf("lines at %v, %v", q.LineX, q.LineY)
	}
	in = QuadrantInput{X: []float64{4, 6, 2, 6}, Y: []float64{6, 6, 2, 2}, Cov: cov(0.01)}
	q = Quadrants(in, QuadrantOptions{Cross: CrossScaleMid, MidX: 4, MidY: 4, Draws: 4000, Seed: 1})
	// One half ± 4·√(¼/4000) = 0.032
	if math.Abs(q.Stability[0]-0.5) > 0.032 || q.Stability[1] < 0.999 {
		t.Errorf("stability %v", q.Stability)
	}
	q = Quadrants(in, QuadrantOptions{Cross: CrossDiagonal, Draws: 100, Seed: 1})
	for i, want := range []Quadrant{Concentrate, KeepUp, KeepUp, KeepUp} {
		if q.In[i] != want {
			t.Errorf("diagonal: item %d in %v", i, q.In[i])
		}
	}
}

// The covariance of the means comes from the rows: two columns of ten.
func TestMeansOf(t *testing.T) {
	c := columns([]int64{1, 2, 4, 4, 5, 7, 7, 3, 2, 6}, []int64{2, 1, 5, 3, 6, 6, 7, 2, 4, 4})
	in, ok := MeansOf(c, []int{0}, []int{1})
	cov, _ := c.Cov(0, 1)
	if !ok || in.X[0] != 4.1 || in.Y[0] != 4 || !near(in.Cov[0][1], cov/10, 1e-14) {
		t.Errorf("%+v", in)
	}
}

package stats

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"testing"
)

// R's own optimisers stop earlier than ours: loadings agree to 1e-5 where
// factanal or fa sets the pace, χ² to 1e-6.
const rotated = 2e-5

func TestExploratoryFactorsAgreeWithR(t *testing.T) {
	x := readExtra(t)
	c := itemsOf(customers(t), "P", 0, 22)
	ml := EFA(c, EFAOptions{Factors: 3, Extract: MaximumLikelihood, Rotation: NoRotation})
	extraIs(t, x, "efa3.ml.chisq", ml.Test.Statistic, iterative)
	extraIs(t, x, "efa3.ml.df", ml.Test.DF, 0)
	mr := EFA(c, EFAOptions{Factors: 3, Extract: Minres, Rotation: NoRotation})
	for i := range 22 {
		extraIs(t, x, fmt.Sprintf("efa3.ml.h2.%d", i+1), ml.Communalities[i], rotated)
		extraIs(t, x, fmt.Sprintf("efa3.minres.h2.%d", i+1), mr.Communalities[i], 1e-4)
	}
	for name, r := range map[string]Rotation{"varimax": Varimax, "promax": Promax, "oblimin": Oblimin} {
		e := EFA(c, EFAOptions{Factors: 3, Extract: MaximumLikelihood, Rotation: r})
		for i := range 22 {
			for k := range 3 {
				absIs(t, x, fmt.Sprintf("efa3.%s.%d.%d", name, i+1, k+1), e.Loadings[i][k], rotated)
			}
		}
		for k := range 3 {
			absIs(t, x, fmt.Sprintf("efa3.%s.share.%d", name, k+1), e.Explained[k], rotated)
			for j := range k {
				absIs(t, x, fmt.Sprintf("efa3.%s.phi.%d.%d", name, k+1, j+1), e.Phi[k][j], 5*rotated)
			}
		}
		// However turned, the communalities stay: l·Φ·lᵀ.
		for i := range 22 {
			h := 0.0
			for a := range 3 {
				for b := range 3 {
					h += e.Loadings[i][a] * e.Phi[a][b] * e.Loadings[i][b]
				}
			}
			if math.Abs(h-ml.Communalities[i]) > 1e-9 {
				t.Errorf("%s: item %d has communality %v, before rotation %v", name, i+1, h, ml.Communalities[i])
			}
		}
	}
}

// absIs compares absolutely: loadings near zero have no relative precision.
func absIs(t *testing.T, x map[string]float64, key string, got, tol float64) {
	t.Helper()
	if want, ok := x[key]; !ok || math.Abs(got-want) > tol {
		t.Errorf("%s = %.9f, R says %.9f", key, got, want)
	}
}

func TestConfirmatoryFactorsAgreeWithLavaan(t *testing.T) {
	x := readExtra(t)
	cs := customers(t)
	c := itemsOf(cs, "P", 0, 22)
	f := CFA(c, factorOf(), DefaultCFA)
	// lavaan's covariances are over N: its unstandardised loadings are
	// √(119/120) of those over N−1.
	over := math.Sqrt(119. / 120)
	for i, it := range f.Items {
		extraIs(t, x, fmt.Sprintf("cfa5.std.%d", i+1), it.Std, 1e-5)
		extraIs(t, x, fmt.Sprintf("cfa5.load.%d", i+1), it.Loading*over, 1e-5)
		extraIs(t, x, fmt.Sprintf("cfa5.theta.%d", i+1), it.Unique*over*over, 1e-5)
	}
	for a := range 5 {
		for b := range a {
			extraIs(t, x, fmt.Sprintf("cfa5.phi.%d.%d", a+1, b+1), f.Phi[a][b], 1e-5)
		}
	}
	one := CFA(c, make([]int, 22), DefaultCFA)
	extraIs(t, x, "cfa1.chisq", one.Chi2.Statistic, iterative)
	extraIs(t, x, "cfa1.cfi", one.CFI.Value, iterative)
	extraIs(t, x, "cfa1.tli", one.TLI.Value, iterative)
	extraIs(t, x, "cfa1.rmsea", one.RMSEA.Value, iterative)
	extraIs(t, x, "cfa1.rmsea.ci.lower", one.RMSEA.Lo, iterative)
	extraIs(t, x, "cfa1.rmsea.ci.upper", one.RMSEA.Hi, iterative)
	extraIs(t, x, "cfa1.srmr", one.SRMR.Value, iterative)
	two := CFA(c.Select(0, 1, 4, 5), []int{0, 0, 1, 1}, DefaultCFA)
	extraIs(t, x, "cfa22.chisq", two.Chi2.Statistic, 1e-5)
	extraIs(t, x, "cfa22.phi", two.Phi[1][0], 1e-5)
	extraIs(t, x, "cfa22.l1", two.Items[0].Loading*over, 1e-5)
	extraIs(t, x, "htmt.TAN.REL", HTMT(c, []int{0, 1, 2, 3}, []int{4, 5, 6, 7, 8}).Value, closed)
	// The N−1 option scales χ² and nothing in the loadings.
	o := DefaultCFA
	o.Divisor = ChiNMinus1
	if g := CFA(c, factorOf(), o); !near(g.Chi2.Statistic, f.Chi2.Statistic*119/120, 1e-9) || g.Items[0].Std != f.Items[0].Std {
		t.Errorf("χ² %v with N−1, %v with N", g.Chi2.Statistic, f.Chi2.Statistic)
	}
	if len(f.Notes) != 1 || f.Notes[0].Code != SmallSample {
		t.Errorf("120 respondents must be noted: %+v", f.Notes)
	}
}

// Expectations near the ceiling and gaps are harder data than perceptions.
func TestFactorsOfExpectationsAndGaps(t *testing.T) {
	x := readExtra(t)
	cs := customers(t)
	for _, side := range []string{"E", "G"} {
		f := CFA(itemsOf(cs, side, 0, 22), factorOf(), DefaultCFA)
		extraIs(t, x, "cfa5."+side+".chisq", f.Chi2.Statistic, iterative)
		extraIs(t, x, "cfa5."+side+".phi21", f.Phi[1][0], 1e-5)
	}
	c := itemsOf(cs, "E", 0, 22)
	for _, m := range []int{1, 2, 4, 6} {
		mr := EFA(c, EFAOptions{Factors: m, Extract: Minres, Rotation: Varimax})
		sum := 0.0
		for _, h := range mr.Communalities {
			sum += h
		}
		extraIs(t, x, fmt.Sprintf("efa.E.minres.sum.%d", m), sum, 1e-4)
		ml := EFA(c, EFAOptions{Factors: m, Extract: MaximumLikelihood, Rotation: Oblimin})
		extraIs(t, x, fmt.Sprintf("efa.E.ml.chisq.%d", m), ml.Test.Statistic, iterative)
	}
}

func TestNoncentralAgreesWithR(t *testing.T) {
	for key, want := range readExtra(t) {
		part := strings.Split(key, "|")
		if part[0] != "pncchisq" {
			continue
		}
		var a [3]float64
		for i := range a {
			a[i], _ = strconv.ParseFloat(part[i+1], 64)
		}
		// R's pchisq stops its series at 1e-12.
		if got := noncentralCDF(a[0], a[1], a[2]); math.Abs(got-want) > 1e-10 {
			t.Errorf("%s = %.14g, R says %.14g", key, got, want)
		}
	}
}

// One factor that fits exactly: r_ij = λ_i·λ_j. CFA must find λ and χ² = 0; the
// numbers are scaled to integers so that the moments are exact.
func TestExactOneFactorModel(t *testing.T) {
	lambda := []float64{0.9, 0.8, 0.7, 0.6}
	c := NewCross(4)
	c.N = 201
	for i := range 4 {
		for j := range 4 {
			r := lambda[i] * lambda[j]
			if i == j {
				r = 1
			}
			c.Prod[i*4+j] = math.Round(200 * 10000 * r)
		}
		c.Unit[i] = 100
	}
	q, f := OneFactor(c)
	for i, it := range f.Items {
		if math.Abs(it.Std-lambda[i]) > 1e-8 {
			t.Errorf("λ%d = %v, want %v", i+1, it.Std, lambda[i])
		}
	}
	// CR = 3²/(3² + Σ(1−λ²)) = 9/(9+1.7)
	if f.Chi2.Statistic > 1e-10 || !near(q.CR.Value, 9/10.7, 1e-8) || !near(q.AVE.Value, 2.3/4, 1e-8) {
		t.Errorf("χ² %v, CR %v, AVE %v", f.Chi2.Statistic, q.CR.Value, q.AVE.Value)
	}
}

// The random eigenvalues agree with R's 20000 sets of rows to the Monte Carlo
// error of 500 (about 0.015), and five planted dimensions are not overcounted.
func TestParallelAnalysis(t *testing.T) {
	x := readExtra(t)
	p := Parallel(itemsOf(customers(t), "P", 0, 22), DefaultParallel)
	for i := range 3 {
		absIs(t, x, fmt.Sprintf("parallel.%d", i+1), p.Random[i], 0.05)
	}
	if p.Count < 1 || p.Count > 5 || p.Count > p.Kaiser {
		t.Errorf("%d factors, %d by Kaiser's rule", p.Count, p.Kaiser)
	}
	if again := Parallel(itemsOf(customers(t), "P", 0, 22), DefaultParallel); again.Random[0] != p.Random[0] {
		t.Error("the same seed gave other eigenvalues")
	}
}

func TestLedermann(t *testing.T) {
	for p, want := range map[int]int{3: 1, 5: 2, 6: 3, 10: 6, 22: 15} { // m ≤ (2p+1−√(8p+1))/2
		if got := mostFactors(p); got != want {
			t.Errorf("p %d: %d, want %d", p, got, want)
		}
	}
}

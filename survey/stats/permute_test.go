package stats

import (
	"math"
	"math/rand/v2"
	"testing"
)

// Moments of the hypergeometric distribution: mean m·p, variance
// m·p·q·(N−m)/(N−1). 40,000 draws; four Monte-Carlo errors.
func TestHypergeometricMoments(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for _, c := range [][3]int64{{5, 7, 4}, {30, 170, 60}, {170, 30, 150}, {400, 100, 90}, {3, 5000, 2000}, {900, 1100, 1990}} {
		const draws = 40000
		sum, square := 0.0, 0.0
		for range draws {
			k := hypergeometric(r, c[0], c[1], c[2])
			if k < 0 || k > c[0] || c[2]-k > c[1] || k > c[2] {
				t.Fatalf("%v: %d drawn", c, k)
			}
			sum += float64(k)
			square += float64(k) * float64(k)
		}
		n, m := float64(c[0]+c[1]), float64(c[2])
		p := float64(c[0]) / n
		mean, v := m*p, m*p*(1-p)*(n-m)/(n-1)
		got := sum / draws
		if math.Abs(got-mean) > 4*math.Sqrt(v/draws) {
			t.Errorf("%v: mean %v, want %v", c, got, mean)
		}
		if gv := square/draws - got*got; math.Abs(gv/v-1) > 0.05 {
			t.Errorf("%v: variance %v, want %v", c, gv, v)
		}
	}
}

// Both ways of dealing draw from one distribution: the thresholds agree to their
// Monte-Carlo error, and the statistics are the same.
func TestBothWaysOfDealingAgree(t *testing.T) {
	r := rand.New(rand.NewPCG(8, 1))
	var few []Freq
	for range 6 {
		m := map[int64]float64{}
		for range 1200 {
			m[int64(math.Min(7, math.Round(6.3+r.NormFloat64())))]++
		}
		few = append(few, NewFreq(1, m))
	}
	o := PermuteOptions{Draws: 3999, Seed: 2, Prior: 10}
	d := newDeal(few, []int64{1200, 1200, 1200, 1200, 1200, 1200}, o)
	if d.answers != nil {
		t.Fatal("six large units of few values should be dealt by counts")
	}
	counts := PermuteUnits(few, o)
	d = newDeal(few, d.ns, o)
	for i, x := range d.values { // shuffle the same answers instead
		for range d.counts[i] {
			d.answers = append(d.answers, x)
		}
	}
	var unit, pair []float64
	for range o.Draws {
		d.draw()
		d.moderate()
		unit, pair = append(unit, d.maxUnit()), append(pair, d.maxPair())
	}
	for _, c := range [][2][]float64{{counts.MaxUnit, unit}, {counts.MaxPair, pair}} {
		a, b := MaximumQuantile(c[0], 0.05), MaximumQuantile(c[1], 0.05)
		if math.Abs(a-b) > 0.15 { // a 5 % quantile of a maximum of about 2.9 has an error of .04
			t.Errorf("thresholds %v and %v", a, b)
		}
	}
	again := PermuteUnits(few, o)
	for i := range again.MaxPair {
		if again.MaxPair[i] != counts.MaxPair[i] {
			t.Fatal("same seed, other draws")
		}
	}
}

// By hand: 4 draws, maxima 1, 2, 3, 4; 3 of 5 are at least 3.
func TestMaxima(t *testing.T) {
	m := []float64{2, 4, 1, 3}
	if p := MaximumP(m, 3); !near(p, 3.0/5, 1e-12) {
		t.Errorf("p = %v", p)
	}
	// p ≤ 0.4 needs a statistic above all but one.
	if q := MaximumQuantile(m, 0.4); q != 3 || MaximumP(m, q+0.1) > 0.4 || MaximumP(m, q) <= 0.4 {
		t.Errorf("threshold %v", q)
	}
	if q := MaximumQuantile(m, 0.1); !math.IsInf(q, 1) {
		t.Errorf("four draws can't reach 10 %%: %v", q)
	}
}

// Two variables have one pair: the joint test is the paired t-test, whose p comes
// from Student's distribution. 3999 draws: error .0035 at .05.
func TestJointTestOfTwoIsThePairedT(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 5))
	var rows [][]float64
	diff := map[int64]float64{}
	for range 25 {
		common := r.NormFloat64()
		a, b := math.Round(4+common+r.NormFloat64()), math.Round(4.6+common+r.NormFloat64())
		rows = append(rows, []float64{a, b})
		diff[int64(a-b)]++
	}
	m, ok := MeansOfPairs(pairsOf(1, rows))
	if !ok {
		t.Fatal("no means")
	}
	j := CompareMeans(m, DefaultJoint)
	want := PairedT(NewFreq(1, diff), 0.95)
	if !near(j.Test.Statistic, math.Abs(want.Statistic), 1e-9) || math.Abs(j.Test.P-want.P) > 0.015 {
		t.Errorf("t %v p %v, want t %v p %v", j.Test.Statistic, j.Test.P, want.Statistic, want.P)
	}
	if !j.Lowest[0] || j.Highest[0] != j.Lowest[1] {
		t.Errorf("%+v", j)
	}
}

// By hand: units of {−1, 0, 1} and {2, 4}, one prior degree of freedom. Within:
// 2 and 2, pooled 4/3; variances (4/3 + 2)/3/3 and (4/3 + 2)/2/2.
func TestModeratedVariancesByHand(t *testing.T) {
	d := &deal{ns: []int64{3, 2}, total: 5, prior: 1, sum: []float64{0, 6}, square: []float64{2, 20}, mean: make([]float64, 2), v: make([]float64, 2)}
	if !d.moderate() {
		t.Fatal("no variance")
	}
	for u, want := range []float64{10.0 / 27, 5.0 / 6} {
		if !near(d.v[u], want, 1e-12) || !near(d.mean[u], float64(3*u), 1e-12) {
			t.Errorf("unit %d: mean %v, variance %v, want %v and %v", u, d.mean[u], d.v[u], 3*u, want)
		}
	}
}

// By hand: means −2, 1, 4 with variances 1, 1, 2. The pairs give 9/2, 36/3 and
// 9/3; against the mean of all, of variance 4/9, the first gives 9/(4/9 + 1/3) and
// the last 9/(4/9 + 2/3).
func TestLargestStatisticsByHand(t *testing.T) {
	d := &deal{ns: make([]int64, 3), mean: []float64{-2, 1, 4}, v: []float64{1, 1, 2}}
	if got := d.maxPair(); !near(got, math.Sqrt(12), 1e-12) {
		t.Errorf("pair %v, want √12", got)
	}
	if got := d.maxUnit(); !near(got, math.Sqrt(81.0/7), 1e-12) {
		t.Errorf("unit %v, want √(81/7)", got)
	}
}

// The largest t of all pairs of k equal large units is q/√2 of Tukey's
// studentised range. 3999 draws.
func TestLargestPairIsTukeysRange(t *testing.T) {
	r := rand.New(rand.NewPCG(6, 6))
	var fs []Freq
	for range 6 {
		m := map[int64]float64{}
		for range 800 {
			m[int64(math.Round(50+10*r.NormFloat64()))]++
		}
		fs = append(fs, NewFreq(1, m))
	}
	p := PermuteUnits(fs, PermuteOptions{Draws: 3999, Seed: 3})
	want := tukeyQuantile(0.95, 6, 6*800-6) / math.Sqrt2
	if got := MaximumQuantile(p.MaxPair, 0.05); math.Abs(got-want) > 0.12 {
		t.Errorf("threshold %v, want %v", got, want)
	}
}

// CompareMeans refuses what it can't test.
func TestCompareMeansRefuses(t *testing.T) {
	good := Means{Value: []float64{1, 2}, N: []float64{9, 9}, DF: 8, Cov: [][]float64{{1, 0}, {0, 1}}}
	if j := CompareMeans(good, DefaultJoint); len(j.Notes) != 0 || len(j.Lowest) != 2 {
		t.Fatalf("%+v", j)
	}
	for name, change := range map[string]func(*Means, *JointOptions){
		"one mean":      func(m *Means, _ *JointOptions) { m.Value, m.Cov = m.Value[:1], m.Cov[:1] },
		"one degree":    func(m *Means, _ *JointOptions) { m.DF = 1 },
		"few draws":     func(_ *Means, o *JointOptions) { o.Draws = 18 },
		"level 0":       func(_ *Means, o *JointOptions) { o.Alpha = 0 },
		"level 1":       func(_ *Means, o *JointOptions) { o.Alpha = 1 },
		"level unknown": func(_ *Means, o *JointOptions) { o.Alpha = math.NaN() },
	} {
		m, o := good, DefaultJoint
		change(&m, &o)
		if j := CompareMeans(m, o); len(j.Notes) != 1 || j.Lowest != nil {
			t.Errorf("%s: %+v", name, j)
		}
	}
}

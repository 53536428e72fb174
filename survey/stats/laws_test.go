package stats

import (
	"crypto/sha256"
	"fmt"
	"math"
	"os"
	"strings"
	"testing"
)

// The oracle's README names the hash of every input; a file that was changed
// without R having been run again would make every comparison worthless.
func TestOracleFilesAreTheOnesDescribed(t *testing.T) {
	readme, err := os.ReadFile(fixture(t, "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"customers.csv", "managers.csv", "staff.csv", "monthly.csv", "oracle.tsv", "make_golden.R"} {
		raw, err := os.ReadFile(fixture(t, name))
		if err != nil {
			t.Fatal(err)
		}
		if sum := fmt.Sprintf("%x", sha256.Sum256(raw)); !strings.Contains(string(readme), sum) {
			t.Errorf("%s has hash %s, which its README does not name", name, sum)
		}
	}
}

// The order of items is nobody's business (jasp-issues#3525: alpha differed).
func TestItemOrderChangesNothing(t *testing.T) {
	c := itemsOf(customers(t), "P", 0, 9)
	perm := []int{4, 0, 8, 2, 6, 1, 7, 3, 5}
	d := c.Select(perm...)
	same := func(name string, a, b float64) {
		t.Helper()
		if !near(a, b, 1e-8) {
			t.Errorf("%s: %v and %v", name, a, b)
		}
	}
	same("alpha", Alpha(c, 0.95).Value, Alpha(d, 0.95).Value)
	same("standardised alpha", AlphaStandardized(c).Value, AlphaStandardized(d).Value)
	same("KMO", KMO(c).Overall.Value, KMO(d).Overall.Value)
	qc, fc := OneFactor(c)
	qd, fd := OneFactor(d)
	same("omega", qc.Omega.Value, qd.Omega.Value)
	ec, ed := EFA(c, EFAOptions{2, MaximumLikelihood, Oblimin}), EFA(d, EFAOptions{2, MaximumLikelihood, Oblimin})
	for i, p := range perm {
		same("item–total", ItemTotal(c, p, 0.95).Value, ItemTotal(d, i, 0.95).Value)
		same("loading", fc.Items[p].Std, fd.Items[i].Std)
		for k := range 2 {
			if math.Abs(ec.Loadings[p][k]-ed.Loadings[i][k]) > 1e-6 {
				t.Errorf("loading of item %d on factor %d: %v and %v", p, k, ec.Loadings[p][k], ed.Loadings[i][k])
			}
		}
	}
}

// Turning the sign of every difference turns the results and keeps the P values.
func TestMirror(t *testing.T) {
	m := Freq{Unit: sampleX.Unit}
	for i := len(sampleX.Keys) - 1; i >= 0; i-- {
		m.Keys, m.Counts = append(m.Keys, -sampleX.Keys[i]), append(m.Counts, sampleX.Counts[i])
	}
	a, b := PairedT(sampleX, 0.95), PairedT(m, 0.95)
	if a.Statistic != -b.Statistic || a.P != b.P || !near(a.Effect.Lo, -b.Effect.Hi, 1e-14) {
		t.Errorf("t: %+v and %+v", a, b)
	}
	u, v := Wilcoxon(sampleX, DefaultWilcoxon), Wilcoxon(m, DefaultWilcoxon)
	if u.P != v.P || u.Z != -v.Z || u.Statistic+v.Statistic != 11*12/2 {
		t.Errorf("signed rank: %+v and %+v", u, v)
	}
	x, y := BootstrapMean(sampleX, DefaultBootstrap), BootstrapMean(m, DefaultBootstrap)
	if !near(x.Acceleration, -y.Acceleration, 1e-12) || math.Abs(x.Lo+y.Hi) > 1./12+1e-9 {
		t.Errorf("bootstrap: %+v and %+v", x, y)
	}
}

// A reversed item makes alpha fall and its item–total r negative; reversing it
// back restores both exactly.
func TestForgottenReversalShows(t *testing.T) {
	cs := customers(t)
	build := func(turn func(int64) int64) Cross {
		return crossOf(4, cs, func(c customer) []int64 { return []int64{c.p[0], turn(c.p[1]), c.p[2], c.p[3]} })
	}
	right, wrong := itemsOf(cs, "P", 0, 4), build(func(v int64) int64 { return 8 - v })
	back := build(func(v int64) int64 { return 8 - (8 - v) })
	if ItemTotal(wrong, 1, 0.95).Value >= 0 || Alpha(wrong, 0.95).Value >= Alpha(right, 0.95).Value {
		t.Error("a reversed item must show")
	}
	if Alpha(back, 0.95).Value != Alpha(right, 0.95).Value {
		t.Error("reversing twice must restore alpha exactly")
	}
}

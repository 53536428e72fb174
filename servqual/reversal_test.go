package servqual

import (
	"math"
	"testing"

	"servqual/fixtures/oracle"
	"servqual/survey"
	"servqual/survey/tally"
)

// two makes n answers to two dimensions of one item on a scale of two steps,
// correlated at exactly r: with both margins a half, P(1,1) = P(2,2) =
// (1+r)/4. n must make whole numbers of that.
func two(t *testing.T, n int, r float64) *tally.Tally {
	t.Helper()
	s := &survey.Study{Scale: survey.Scale{Min: 1, Max: 2}, Sides: []survey.Side{survey.Perception},
		Dimensions: []survey.Dimension{{ID: "A"}, {ID: "B"}}, Items: []survey.Item{{ID: "a", Dimension: "A"}, {ID: "b", Dimension: "B"}}}
	like := int(math.Round(float64(n) * (1 + r) / 4))
	unlike := n/2 - like
	b := &survey.Batch{N: n, Answers: [][]survey.Code{make([]survey.Code, n), make([]survey.Code, n)}}
	row := 0
	for _, x := range []struct {
		a, b survey.Code
		n    int
	}{{1, 1, like}, {2, 2, like}, {1, 2, unlike}, {2, 1, unlike}} {
		for range x.n {
			b.Answers[0][row], b.Answers[1][row] = x.a, x.b
			row++
		}
	}
	set := tally.NewSet(tally.NewPlan(s, tally.Options{}))
	set.Add(b)
	return set.Total()
}

// TestProofNeedsMoreThanChance: at n = 1,000,000, r = −0.010 has the 99.9 %
// interval tanh(atanh(−0.010) ± 3.2905/√999,997) = [−0.0133, −0.0067], below
// zero and above −0.1. At n = 400, r = −0.2 has [−0.353, −0.036]; r = −0.3 has
// [−0.443, −0.143].
func TestProofNeedsMoreThanChance(t *testing.T) {
	for _, x := range []struct {
		n             int
		r             float64
		found, proven bool
	}{{1_000_000, -0.010, true, false}, {400, -0.2, true, false}, {400, -0.3, true, true}, {400, 0.3, false, false}} {
		tl := two(t, x.n, x.r)
		rev := CheckReversal(tl)
		if rev.Found() != x.found || rev.Proven(tl.Plan().Study()) != x.proven {
			t.Errorf("n = %d, r = %v: found %v, proven %v", x.n, x.r, rev.Found(), rev.Proven(tl.Plan().Study()))
		}
		if x.found && math.Abs(rev.Pairs[0].R.Value-x.r) > 1e-9 {
			t.Errorf("r = %v, built as %v", rev.Pairs[0].R.Value, x.r)
		}
	}
}

// TestOneReversedItemIsNamed turns item 7 of the oracle's customers round. Its
// item–total correlation with the others then is the negative of what R found
// (citc.P.7), alpha without it what R found (alphadrop.P.7).
func TestOneReversedItemIsNamed(t *testing.T) {
	b := oracle.Customers()
	col := b.Answers[2*6+1]
	for r, c := range col {
		if c.Valid() {
			col[r] = 8 - c
		}
	}
	tl := fold(t, b)
	rev := CheckReversal(tl)
	if len(rev.Items) != 1 || len(rev.Pairs) != 0 || rev.Proven(tl.Plan().Study()) {
		t.Fatalf("%+v", rev)
	}
	it := rev.Items[0]
	if tl.Plan().Study().Items[it.Item].ID != tl.Plan().Study().Items[6].ID || it.Side != survey.Perception || it.Without.Value <= it.Alpha.Value {
		t.Errorf("%+v", it)
	}
	c := oracle.NewChecker(t)
	c.Is("citc.P.7", -it.R.Value)
	c.Is("alphadrop.P.7", it.Without.Value)
}

// TestPerfectOppositesAreNamed: four items of which two are the others turned
// round cancel out. Alpha is undefined, each item–total correlation is −1.
func TestPerfectOppositesAreNamed(t *testing.T) {
	b := oracle.Customers()
	for r := range b.Answers[1] {
		x := b.Answers[1][r]
		if !x.Valid() {
			x = 4
		}
		for item, c := range []survey.Code{x, x, 8 - x, 8 - x} {
			b.Answers[2*item+1][r] = c
		}
	}
	rev := CheckReversal(fold(t, b))
	named := 0
	for _, it := range rev.Items {
		if it.Item < 4 && it.Side == survey.Perception && it.R.Value < -1+1e-9 {
			named++
		}
	}
	if named != 4 {
		t.Errorf("%d of four named: %+v", named, rev.Items)
	}
}

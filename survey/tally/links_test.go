package tally

import (
	"math/rand/v2"
	"reflect"
	"testing"

	"servqual/survey"
	"servqual/survey/stats"
)

// TestLinksAgainstRows recomputes the links from the rows themselves.
func TestLinksAgainstRows(t *testing.T) {
	b := customers()
	for r := range b.N { // few holes, so that most rows stay complete
		switch r % 9 {
		case 0:
			b.Answers[7][r] = survey.Missing
		case 1:
			b.Answers[20][r] = survey.NotApplicable
		case 2:
			b.Scores[0].Codes[r] = survey.Missing
		}
	}
	p := NewPlan(study(), Options{Links: true})
	s := NewSet(p, "unit")
	s.Add(b)
	tl := s.Total()

	overall := b.Scores[0].Codes
	want := map[[2]survey.Code]float64{}
	for r := range b.N {
		if c := b.Answers[2*3+1][r]; c.Valid() && overall[r].Valid() {
			want[[2]survey.Code{c, overall[r]}]++
		}
	}
	pairs, ok := tl.ItemOutcomePairs(3, "overall")
	got := map[[2]survey.Code]float64{}
	for _, c := range pairs {
		got[[2]survey.Code{c.X, c.Y}] = c.N
	}
	if !ok || !reflect.DeepEqual(got, want) {
		t.Errorf("joint counts %v, want %v", got, want)
	}

	pi, oc := stats.NewCross(44), stats.NewCross(23)
	row := make([]float64, 44)
	for r := range b.N {
		pWhole, eWhole := true, true
		for i := range 22 {
			e, p := b.Answers[2*i][r], b.Answers[2*i+1][r]
			pWhole, eWhole = pWhole && p.Valid(), eWhole && e.Valid()
			row[i], row[22+i] = float64(p), float64(e)
		}
		if pWhole && eWhole {
			addRow(pi, row)
			pi.N++
		}
		if pWhole && overall[r].Valid() {
			row[22] = float64(overall[r])
			addRow(oc, row[:23])
			oc.N++
		}
	}
	if pi.N < 80 || oc.N < 80 || pi.N == 120 || oc.N == 120 {
		t.Fatalf("the holes don't test anything: %v, %v", pi.N, oc.N)
	}
	if got, ok := tl.PerceptionImportance(); !ok || !reflect.DeepEqual(got, pi) {
		t.Error("cross products of perceptions and importances")
	}
	if got, ok := tl.PerceptionOutcome("overall"); !ok || !reflect.DeepEqual(got, oc) {
		t.Error("cross products of perceptions and the field")
	}
}

func addRow(c stats.Cross, x []float64) {
	for i, v := range x {
		c.Sum[i] += v
		for j, w := range x {
			c.Prod[i*c.K+j] += v * w
		}
	}
}

func TestLinksMerge(t *testing.T) {
	b := customers()
	p := NewPlan(study(), Options{Links: true})
	whole := NewSet(p)
	whole.Add(b)
	r := rand.New(rand.NewPCG(5, 6))
	perm := r.Perm(b.N)
	parts := NewSet(p)
	for _, rows := range [][]int{perm[:17], perm[17:60], perm[60:]} {
		s := NewSet(p)
		s.Add(pick(b, rows))
		parts.Merge(s)
	}
	a, c := whole.Total(), parts.Total()
	for i := range 22 {
		x, _ := a.ItemOutcomePairs(i, "overall")
		y, _ := c.ItemOutcomePairs(i, "overall")
		if !reflect.DeepEqual(x, y) {
			t.Fatalf("item %d: merging changes the joint counts", i)
		}
	}
	x, _ := a.PerceptionImportance()
	y, _ := c.PerceptionImportance()
	if !reflect.DeepEqual(x, y) || x.N != 120 {
		t.Errorf("merging changes the cross products (n %v, %v)", x.N, y.N)
	}
}

func TestLinksOnlyOnRequest(t *testing.T) {
	s := NewSet(NewPlan(study(), Options{}))
	s.Add(customers())
	tl := s.Total()
	if _, ok := tl.ItemOutcomePairs(0, "overall"); ok {
		t.Error("joint counts without asking")
	}
	if _, ok := tl.PerceptionOutcome("overall"); ok {
		t.Error("cross products without asking")
	}
	if _, ok := tl.PerceptionImportance(); ok {
		t.Error("pairs without asking")
	}
}

func TestLinkKeyRoundTrip(t *testing.T) {
	for _, p := range []int64{-3, 0, 1, 100} {
		for _, y := range []int64{-125, -1, 0, 10, 127} {
			if k := linkKey(p, y); k>>8 != p || k&255-128 != y {
				t.Errorf("%d, %d → %d, %d", p, y, k>>8, k&255-128)
			}
		}
	}
}

func TestEachCellGivesCodes(t *testing.T) {
	s := NewSet(NewPlan(study(), Options{}))
	s.Add(customers())
	tl, n, sum := s.Total(), 0.0, 0.0
	tl.EachCell(5, func(codes []survey.Code, k float64) {
		n += k
		sum += k * float64(codes[1])
	})
	if m, _ := tl.ItemFreq(5, P).Mean(); n != 120 || sum/n != m {
		t.Errorf("n %v, mean %v, want %v", n, sum/n, m)
	}
}

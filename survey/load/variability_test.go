package load_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"servqual/survey"
)

// Whatever the limit, low variability is told of the rows whose perceptions
// have a smaller standard deviation: also of those that go to and fro, which
// the bound on changes must not spare.
func TestLowVariabilityAtAnyLimit(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 4))
	const before = 200 // ordinary rows, which the sample is taken from: what varies little is not common
	rows := goodRows(before + 400)
	deviation := make([]float64, 400)
	for i := range deviation {
		sum, squares := 0.0, 0.0
		share := r.IntN(11)
		for k := range 22 {
			v := 4
			if r.IntN(22) < share {
				v = 5
			}
			rows[before+i+1][colP1+k] = fmt.Sprint(v)
			sum, squares = sum+float64(v), squares+float64(v*v)
		}
		deviation[i] = math.Sqrt((squares - sum*sum/22) / 21)
	}
	for _, limit := range []float64{0.1, 0.25, 0.4, 0.5, 0.7} {
		opt := options()
		opt.Sample = 100
		opt.Screen.MinVariability = limit
		res := mustRead(t, opt, csv("a.csv", rows.csv()))
		low := 0
		for i, sd := range deviation {
			if got := res.flags[before+i]&survey.FlagLowVariability != 0; got != (sd < limit) {
				t.Errorf("limit %v, row %d of deviation %.4f: marked %v", limit, i, sd, got)
			}
			if sd < limit {
				low++
			}
		}
		if limit == 0.5 && (low < 50 || low == len(deviation)) {
			t.Errorf("%d rows below 0.5", low)
		}
	}
}

package gap

import (
	"slices"
	"testing"

	"servqual/survey/stats"
)

// Units come best first by their shrunken scores, equal ones as they stand;
// behind them those not ranked, then those not shown, as they stand.
func TestOrderOfUnits(t *testing.T) {
	u := &Units{Score: &Comparison{}}
	for _, x := range []struct {
		shrunk, mean  float64
		shown, ranked bool
		tier          stats.Tier
	}{
		{-1.2, -9, true, true, stats.TierBelow}, {-0.5, 0, true, true, stats.TierNotDistinguishable}, {-0.1, 0, false, false, 0}, {-0.9, 9, true, true, stats.TierNotDistinguishable},
		{-0.3, 0, true, false, 0}, {-0.2, 0, true, false, 0}, {-0.5, 1, true, true, stats.TierNotDistinguishable}, {-0.05, 0, false, false, 0}, {-0.4, 0, true, true, stats.TierAbove},
	} {
		u.Names = append(u.Names, "x")
		u.N = append(u.N, 10)
		u.Shown, u.Ranked = append(u.Shown, x.shown), append(u.Ranked, x.ranked)
		u.Score.Units = append(u.Score.Units, UnitScore{Shown: x.shown, Tier: x.tier, Mean: stats.Estimate{Value: x.mean}, Shrunk: stats.Estimate{Defined: true, Value: x.shrunk}})
	}
	if got, want := u.Order(), []int{8, 1, 6, 3, 0, 5, 4, 2, 7}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
	if got, want := u.Tier(stats.TierNotDistinguishable), []int{1, 6, 3}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
	if got := u.Tier(stats.TierAbove); !slices.Equal(got, []int{8}) {
		t.Errorf("%v", got)
	}
}

package gap

import (
	"sync"
	"testing"

	"servqual/fixtures/network"
	"servqual/survey/stats"
)

// outcome is what one made-up network was told, held against its truth.
type outcome struct {
	placed   bool // a branch was placed above one that is equal, in words
	offLine  bool // a branch of the usual level was put above or below the usual one
	apart    bool // two equal branches are in different tiers, one of them in the middle
	found    int  // branches truly above or below that were put there
	unlike   int  // how many there are
	wrong    int  // branches put on the wrong side
	overTrue int  // pairs told apart that truly are, in the right order
	overAll  int  // pairs that truly are
}

// judgeNetwork draws a network and compares what CompareUnits' rule says with
// the truth. The answers are scored here by method A.1, on 1/300 of a point
// (dimensions of 4 and 5 items of which any number may be missing: 60, five
// dimensions), so that 200 networks of a million answers take seconds; that
// the engine's own fold gives the same is another test.
func judgeNetwork(n *network.Network) outcome {
	u := &Units{Options: DefaultUnits()}
	u.Options.Draws = 0
	c := &Comparison{Index: -1, Ref: "gap"}
	for b := range n.Branches {
		counts := map[int64]float64{}
		for m := range n.Options.Months {
			for row := range n.Cell(b, m) {
				if key, ok := scoreKey(&row); ok {
					counts[key]++
				}
			}
		}
		c.freqs = append(c.freqs, stats.NewFreq(300, counts))
		u.Names = append(u.Names, n.Branches[b].Name)
		u.Shown, u.Ranked = append(u.Shown, true), append(u.Ranked, true)
	}
	c.Units = make([]UnitScore, len(c.freqs))
	for i := range c.Units {
		c.Units[i].Shown = true
		c.Units[i].Mean = stats.MeanCI(c.freqs[i], .95)
	}
	c.tiers(u)
	c.pairs(u)
	return held(n, c)
}

func scoreKey(row *network.Row) (int64, bool) {
	var sum, n, items [network.Dimensions]int64
	for k, d := range network.DimOf {
		items[d]++
		if row.E[k] != 0 && row.P[k] != 0 {
			sum[d] += int64(row.P[k] - row.E[k])
			n[d]++
		}
	}
	total := int64(0)
	for d := range sum {
		if 2*n[d] < items[d] {
			return 0, false
		}
		total += sum[d] * (60 / n[d])
	}
	return total, true
}

// held compares what was said with what is true.
func held(n *network.Network, c *Comparison) (o outcome) {
	usual := 2 // the level of the 22 that are alike
	side := map[stats.Tier]int{stats.TierAbove: 1, stats.TierBelow: -1}
	for a := range c.Units {
		x := &c.Units[a]
		truth := n.Branches[a].Level - usual
		switch s := side[x.Tier]; {
		case truth == 0:
			o.offLine = o.offLine || s != 0
		case s*truth > 0:
			o.found++
		case s*truth < 0:
			o.wrong++
		}
		if truth != 0 {
			o.unlike++
		}
		for _, b := range x.Over {
			if n.Equal(a, b) {
				o.placed = true
			} else if n.Branches[a].Level > n.Branches[b].Level {
				o.overTrue++
			}
		}
		for b := range c.Units {
			if n.Branches[a].Level > n.Branches[b].Level {
				o.overAll++
			}
			if n.Equal(a, b) && x.Tier != c.Units[b].Tier {
				o.apart = true
				o.placed = o.placed || x.Tier != stats.TierNotDistinguishable && c.Units[b].Tier != stats.TierNotDistinguishable
			}
		}
	}
	return o
}

// TestNobodyIsPlacedAboveAnEqual draws networks of 40 branches × 24 months with
// the default truth (3 far worse, 6 worse, 22 alike, 6 better, 3 far better) and
// counts in how many of them a branch is placed above an equal one in words:
// the one in the tier above and the other in the tier below, the pair told
// apart, or one of the 22 alike put above or below the usual unit.
//
// Of the networks with seeds 1 … 200, 196 are right, 98 %; at least 95 % is wanted.
// 99.9 % of the unlike branches are found, none on the wrong side. Even if the
// middle tier is read as a place, 195 of 200 have all equal branches in one
// tier. -short takes the first 40.
func TestNobodyIsPlacedAboveAnEqual(t *testing.T) {
	runs := 200
	if testing.Short() {
		runs = 40
	}
	results := make([]outcome, runs)
	var wait sync.WaitGroup
	for half := range 2 {
		wait.Go(func() {
			for i := half; i < runs; i += 2 {
				results[i] = judgeNetwork(network.New(network.Default(uint64(i + 1))))
			}
		})
	}
	wait.Wait()
	var right, apart, found, unlike, wrong, over, overAll int
	for _, o := range results {
		if !o.placed && !o.offLine {
			right++
		}
		if o.apart {
			apart++
		}
		found, unlike, wrong = found+o.found, unlike+o.unlike, wrong+o.wrong
		over, overAll = over+o.overTrue, overAll+o.overAll
	}
	t.Logf("%d of %d networks: nobody placed above an equal; %.1f%% of the unlike branches in their tier, %d on the wrong side; %.1f%% of the unequal pairs told apart; equal branches in different tiers, one of them in the middle, in %d networks",
		right, runs, 100*float64(found)/float64(unlike), wrong, 100*float64(over)/float64(overAll), apart)
	if float64(right) < .95*float64(runs) {
		t.Errorf("%d of %d networks are right", right, runs)
	}
	if wrong > 0 {
		t.Errorf("%d branches on the wrong side of the average", wrong)
	}
	// Holding one's tongue is not enough: the rule must find what is there.
	if float64(found) < .9*float64(unlike) {
		t.Errorf("%d of %d unlike branches found", found, unlike)
	}
}

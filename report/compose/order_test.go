package compose

import (
	"slices"
	"strings"
	"testing"

	"servqual/gap"
	"servqual/report"
	"servqual/report/chart"
	"servqual/survey"
	"servqual/survey/stats"
	"servqual/survey/tally"
)

// A chart of one measure has its units by tier, then by mean, the highest first;
// then those shown without a tier, by mean; then those withheld, in the order of
// the report.
func TestOrderOnAMeasure(t *testing.T) {
	up, mid, down := stats.TierAbove, stats.TierNotDistinguishable, stats.TierBelow
	r := tiered([]stats.Tier{mid, mid, mid, mid, mid, mid, mid, mid})
	c := &gap.Comparison{}
	for _, x := range []struct {
		tier  stats.Tier
		shown bool
		mean  float64
	}{{mid, true, -1}, {down, true, -3}, {0, false, 9}, {0, true, -0.2}, {mid, true, -0.5}, {0, false, 10}, {up, true, -0.1}, {0, true, -0.1}} {
		c.Units = append(c.Units, gap.UnitScore{Tier: x.tier, Shown: x.shown, Mean: stats.Estimate{Defined: true, Value: x.mean}})
	}
	want := []int{6, 4, 0, 1, 7, 3, 2, 5}
	if got := r.orderOn(c); !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}

// The finding on validity: nothing to test, all valid, or which items are not.
func TestValidityFinding(t *testing.T) {
	if s := validitySection(newView(factorCase(120, nil))); s.Finding.Zh != "44 个题项的r计算值全部高于r表值，都有效。" {
		t.Errorf("all valid: %q", s.Finding.Zh)
	}
	noise := factorCase(120, func(b *survey.Batch) {
		for i := range b.Answers[1] { // has nothing to do with the others
			b.Answers[1][i] = survey.Code(1 + (i*37+i*i*11)%7)
		}
	})
	if s := validitySection(newView(noise)); s.Finding.Zh == "44 个题项的r计算值全部高于r表值，都有效。" {
		t.Errorf("one of noise: %q", s.Finding.Zh)
	}
	holes := factorCase(12, func(b *survey.Batch) {
		for i := range b.Answers {
			b.Answers[i][i%b.N] = survey.Missing
			b.Answers[i][(i+1)%b.N] = survey.Missing
			for r := range b.N {
				if r%4 != i/2%4 {
					b.Answers[i][r] = survey.Missing
				}
			}
		}
	})
	if s := validitySection(newView(holes)); s == nil || !strings.Contains(s.Finding.En, "No item can be tested") {
		t.Errorf("without complete rows: %+v", s)
	}
	if s := validitySection(newView(factorCase(4, nil))); s != nil {
		t.Errorf("of four responses: %q", s.Finding.Zh)
	}
}

// Stated against derived importance is drawn over items where their joint counts
// with the outcome were tallied, over dimensions where not, and not at all
// without an outcome.
func TestKindsOverItemsOrDimensions(t *testing.T) {
	for _, x := range []struct {
		opt    tally.Options
		points int
	}{{tally.Options{Items: true, Links: true}, 22}, {tally.Options{}, 5}} {
		blocks := newView(indexCase(x.opt, 120)).kindBlocks(survey.FieldOverall)
		if len(blocks) != 1 {
			t.Fatalf("%+v: %d blocks", x.opt, len(blocks))
		}
		if f := blocks[0].(report.FigureBlock).Figure.(chart.Quadrant); len(f.Points) != x.points {
			t.Errorf("%+v: %d points, want %d", x.opt, len(f.Points), x.points)
		}
	}
	if blocks := newView(factorCase(120, nil)).kindBlocks(survey.FieldOverall); blocks != nil {
		t.Errorf("without an outcome: %d blocks", len(blocks))
	}
}

package index

import (
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"servqual/fixtures/oracle"
	"servqual/survey"
	"servqual/survey/lang"
	"servqual/survey/stats"
	"servqual/survey/tally"
)

// study makes the oracle's instrument: 22 items on the sides asked, own points,
// overall satisfaction (1–10), recommendation and a complaint field.
func study(sides ...survey.Side) *survey.Study {
	s := &survey.Study{Scale: survey.Scale{Min: 1, Max: 7}, Sides: sides, Weights: map[string]string{}, Outcomes: map[string]survey.Outcome{"overall": {Min: 1, Max: 10}}}
	for d, id := range oracle.Dimensions {
		s.Dimensions = append(s.Dimensions, survey.Dimension{ID: id, Label: lang.Same(id)})
		s.Weights[id] = "W_" + id
		for range oracle.Sizes[d] {
			s.Items = append(s.Items, survey.Item{ID: "Q" + strconv.Itoa(len(s.Items)+1), Dimension: id, Label: lang.Same("Q" + strconv.Itoa(len(s.Items)+1))})
		}
	}
	s.Fields = []survey.Field{survey.NewField("overall", "overall"), survey.NewField("recommend", "nps"), survey.NewField("complaint", "cause")}
	return s
}

func twoSides() *survey.Study { return study(survey.Expectation, survey.Perception) }

func fold(s *survey.Study, b *survey.Batch, opt tally.Options) *tally.Tally {
	set := tally.NewSet(tally.NewPlan(s, opt))
	if b != nil {
		set.Add(b)
	}
	return set.Total()
}

// customers is the oracle's tally, with links.
func customers() *tally.Tally {
	return fold(twoSides(), oracle.Customers(), tally.Options{Links: true})
}

// own reads fixtures/oracle/index/index.tsv, made by make_index.R beside it.
func own(t *testing.T) map[string]float64 {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join("..", "..", "fixtures", "oracle", "index", "index.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]float64{}
	for _, line := range strings.Split(strings.TrimSpace(string(raw)), "\n")[1:] {
		f := strings.Split(line, "\t")
		v, err := strconv.ParseFloat(f[1], 64)
		if err != nil {
			t.Fatalf("%q: %v", line, err)
		}
		out[f[0]] = v
	}
	return out
}

// checker compares figures with a file of R's values and counts them.
type checker struct {
	t    *testing.T
	want map[string]float64
	n    int
}

func (c *checker) is(key string, got float64) {
	c.t.Helper()
	c.within(key, got, 1e-10)
}

func (c *checker) within(key string, got, tol float64) {
	c.t.Helper()
	want, ok := c.want[key]
	if !ok {
		c.t.Fatalf("no oracle value %q", key)
	}
	c.n++
	if !(math.Abs(got-want) <= tol*math.Max(1, math.Abs(want))+5e-12*math.Abs(want)) {
		c.t.Errorf("%s = %.14g, R has %.14g", key, got, want)
	}
}

func TestIndicesAgreeWithR(t *testing.T) {
	c := &checker{t: t, want: oracle.Values()}
	tl := customers()
	nps := NetPromoter(tl, "recommend", Default)
	c.is("nps", nps.Score.Value)
	c.is("nps.se", nps.Score.SE)
	if n := nps.Promoters + nps.Passives + nps.Detractors; n != 120 || math.Abs(nps.Score.Value-100*(nps.Promoters-nps.Detractors)/n) > 1e-9 {
		t.Errorf("groups %+v", nps)
	}
	top := TopTwo(tl, "overall", Default)
	c.is("top2.p", top.Share.Value)
	c.is("top2.n", top.Share.Value*top.Share.N)
	c.is("wilson.lo", top.Share.Lo)
	c.is("wilson.hi", top.Share.Hi)
	if top.From != 9 || top.Scale.Guessed {
		t.Errorf("top box from %d of %+v", top.From, top.Scale)
	}
	csi := SatisfactionIndex(tl, Default)
	c.is("csi.weightedtotal", csi.Total.Value)
	c.is("csi.index.pct", csi.Percent.Value)
	c.is("csi.index.0to100", csi.Rescale.Value)
	if csi.Class != Satisfied || csi.Side != survey.Expectation || !hasNote(csi.Total, ImportanceStandIn) {
		t.Errorf("class %v, side %v, notes %v", csi.Class, csi.Side, csi.Total.Notes)
	}
	k := KanoOfCounts(map[KanoCategory]float64{Attractive: 30, OneDimensional: 25, MustBe: 20, Indifferent: 25}, 0.95)
	c.is("kano.better.A30.O25.M20.I25", k.Better.Value)
	c.is("kano.worse.A30.O25.M20.I25", k.Worse.Value)
	r := RetentionOf(1000, 234, 83)
	c.is("retention.seed003", r.Kept)
	c.is("retention.annual.seed003", r.Annual)
	p, _ := LoadFactorPreset("dealer-7")
	shares, sum := p.Shares()
	c.is("seedweights.sum", sum)
	for i, s := range shares {
		c.is(fmt.Sprintf("seedweights.norm.%d", i+1), s)
	}
	t.Logf("%d values checked", c.n)
}

func TestDriversAgreeWithR(t *testing.T) {
	c := &checker{t: t, want: oracle.Values()}
	tl := customers()
	d := DriversOf(tl, "overall", Dimensions, Default)
	if !d.Defined || len(d.Drivers) != 5 || d.N != 120 {
		t.Fatalf("%+v", d)
	}
	c.is("reg.R2", d.R2)
	derived, _ := DerivedImportance(tl, "overall", Dimensions, Default)
	panel := Differences(tl, "overall", Default)
	sum, lmg := 0.0, 0.0
	for i, id := range oracle.Dimensions {
		x := d.Drivers[i]
		c.is("beta."+id, x.Beta)
		c.is("vif."+id, x.VIF)
		c.is("rwa."+id, x.Johnson.Value)
		c.is("lmg."+id, x.LMG.Value)
		c.is("derived.r."+id, derived[i].R.Value)
		c.is("derived.partial."+id, derived[i].Partial.Value)
		c.is("diffrel."+id, panel.Dimensions[i].Reliability.Value)
		if x.Suppress != (id == "EMP") { // β −.0452 beside r .4358 (method A.14)
			t.Errorf("%s: suppression %v", id, x.Suppress)
		}
		if !x.Johnson.HasInterval() || !x.LMG.HasInterval() {
			t.Errorf("%s: no interval", id)
		}
		sum, lmg = sum+x.Share, lmg+x.LMGShare
	}
	c.is("rwa.R2", sum*d.R2)
	if math.Abs(sum-1) > 1e-12 || math.Abs(lmg-1) > 1e-12 {
		t.Errorf("shares add up to %v and %v", sum, lmg)
	}
	t.Logf("%d values checked", c.n)
}

func TestItemsAgreeWithR(t *testing.T) {
	c := &checker{t: t, want: own(t)}
	tl := customers()
	ds, notes := DerivedImportance(tl, "overall", Items, Default)
	if len(ds) != 22 || len(notes) != 0 {
		t.Fatalf("%d items, %v", len(ds), notes)
	}
	for i, d := range ds {
		c.is(fmt.Sprintf("item.r.%d", i+1), d.R.Value)
		c.is(fmt.Sprintf("item.rho.%d", i+1), d.Spearman.Value)
		c.is(fmt.Sprintf("item.partial.%d", i+1), d.Partial.Value)
	}
	c.is("item.r.lo.5", ds[4].R.Lo)
	c.is("item.r.hi.5", ds[4].R.Hi)
	c.is("item.rho.lo.5", ds[4].Spearman.Lo)
	c.is("item.rho.hi.5", ds[4].Spearman.Hi)
	csi := SatisfactionIndex(tl, Default)
	c.is("csi.se", csi.Total.SE)
	c.is("csi.lo", csi.Total.Lo)
	c.is("csi.hi", csi.Total.Hi)

	tree, source := TreeOf(tl)
	w := WeightedIndex(tl, tree, TimesHundred, Default)
	if source != CustomerPoints || w.Mapping != ZeroToThousand || !hasNote(w.Index, NotTenPoint) {
		t.Errorf("source %v, mapping %v, notes %v", source, w.Mapping, w.Index.Notes)
	}
	c.is("index1000.points", w.Index.Value)
	c.is("index1000.points.lo", w.Index.Lo)
	c.is("index1000.points.hi", w.Index.Hi)
	c.is("index1000.lost.REL", w.Factors[1].Lost)
	for i := range tree {
		tree[i].Weight = 1
	}
	c.is("index1000.equal", WeightedIndex(tl, tree, ZeroToThousand, Default).Index.Value)

	ps, _ := PenaltyReward(tl, "overall", Default)
	p := ps[4]
	c.is("penalty.cut.lo.5", float64(p.LowTo))
	c.is("penalty.cut.hi.5", float64(p.HighFrom))
	c.is("penalty.5", p.Penalty.Value)
	c.is("penalty.lo.5", p.Penalty.Lo)
	c.is("penalty.hi.5", p.Penalty.Hi)
	c.is("reward.5", p.Reward.Value)
	c.is("asymmetry.5", p.Asymmetry.Value)
	c.is("asymmetry.lo.5", p.Asymmetry.Lo)
	c.is("asymmetry.hi.5", p.Asymmetry.Hi)
	t.Logf("%d values checked", c.n)
}

func TestDifferencePanelAgreesWithR(t *testing.T) {
	c := &checker{t: t, want: own(t)}
	panel := Differences(customers(), "overall", Default)
	for i, id := range oracle.Dimensions {
		r := panel.Dimensions[i]
		c.is("mirror."+id, r.Mirror.Value)
		c.is("ratio."+id, r.Ratio.Value)
		c.is("rpe."+id, r.RPE.Value)
		c.is("ceiling."+id, r.Ceiling)
	}
	p := panel.Prediction
	if !p.Defined {
		t.Fatalf("%+v", p)
	}
	c.is("adjr2.P", p.Perceptions)
	c.is("adjr2.D", p.Gaps)
	c.is("adjr2.both", p.Both)
}

func TestQuadrantsAgreeWithR(t *testing.T) {
	c := &checker{t: t, want: own(t)}
	g := ImportancePerformance(customers(), DefaultIPA)
	if !g.Defined || !g.StandIn || !g.Comparable || len(g.Points) != 22 {
		t.Fatalf("%+v", g)
	}
	c.is("ipa.line.x", g.LineX)
	c.is("ipa.line.y", g.LineY)
	n := map[stats.Quadrant]float64{}
	for i, p := range g.Points {
		n[p.Quadrant]++
		// 2000 draws: three standard errors are 0.034 at most.
		c.within(fmt.Sprintf("ipa.stability.%d", i+1), p.Probability, 0.035)
		if p.Stable != (p.Probability >= 0.8) {
			t.Errorf("item %d: stable %v at %v", i+1, p.Stable, p.Probability)
		}
	}
	for letter, q := range map[string]stats.Quadrant{"C": stats.Concentrate, "K": stats.KeepUp, "L": stats.LowPriority, "O": stats.Overkill} {
		c.is("ipa.means."+letter, n[q])
	}
	if len(g.Others) != 3 {
		t.Fatalf("others %+v", g.Others)
	}
	for _, a := range g.Others {
		switch a.Cross {
		case stats.CrossMedians:
			c.is("ipa.changed.medians", float64(a.Changed))
			c.is("ipa.median.x", a.LineX)
			c.is("ipa.median.y", a.LineY)
		case stats.CrossScaleMid:
			c.is("ipa.changed.mid", float64(a.Changed))
		case stats.CrossDiagonal:
			c.is("ipa.changed.diagonal", float64(a.Changed))
		}
	}
}

package compose

import (
	"math"
	"strings"
	"testing"

	"servqual/fixtures/oracle"
	"servqual/survey"
	"servqual/survey/tally"
)

// R 4.2.2 on fixtures/oracle/customers.csv: cor(P[,1], rowSums(P[,1:4])),
// cor(P[,1], rowSums(P)), t <- qt(.975, 118); t/sqrt(118 + t^2).
func TestValidityAgreesWithR(t *testing.T) {
	out := ReliabilityOf(factorCase(120, nil)).Validity["perception"]
	if len(out) != 22 {
		t.Fatalf("%d items", len(out))
	}
	for what, x := range map[string][2]float64{"dimension": {*out[0].Dimension.Value, 0.80092996636}, "whole": {*out[0].Whole.Value, 0.636137972899}, "table": {*out[0].DimensionTable, 0.179343149295}} {
		if math.Abs(x[0]-x[1]) > 1e-11 {
			t.Errorf("%s: %.12g, R has %.12g", what, x[0], x[1])
		}
	}
	if !*out[0].Valid {
		t.Error("r of .80 and .64 over a table of .18 is not valid")
	}
}

// An item that runs against the others is not valid, and is named; without the items' cross
// products the dimension alone decides.
func TestValidityNamesTheBadItem(t *testing.T) {
	turned := func(b *survey.Batch) {
		for r, x := range b.Answers[1] {
			b.Answers[1][r] = 8 - x
		}
	}
	c := factorCase(120, turned)
	d := ReliabilityReport(c)
	checkDocument(t, d)
	last := d.Sections[len(d.Sections)-1]
	if last.ID != "validity" || !strings.Contains(last.Finding.Zh, "设备先进（感知）") || !strings.Contains(last.Finding.En, "1 of 44 items") {
		t.Errorf("%s: %+v", last.ID, last.Finding)
	}
	plain := indexCase(tally.Options{}, 120)
	for _, x := range ReliabilityOf(plain).Validity["expectation"] {
		if x.Whole != nil || x.Valid == nil {
			t.Errorf("%+v", x)
		}
	}
	for _, n := range []int{0, 2, 6, 20} {
		checkDocument(t, ReliabilityReport(factorCase(n, nil)))
	}
}

// fixtures/oracle: omega.*, CR.*, AVE.* of every dimension and side.
func TestOneFactorAgreesWithR(t *testing.T) {
	c := oracle.NewChecker(t)
	for _, d := range ReliabilityOf(factorCase(120, nil)).Dimensions {
		for key, letter := range map[string]string{"expectation": "E", "perception": "P", "gap": "G"} {
			m := d.Measures[key]
			c.About("omega."+letter+"."+d.ID, *m.Omega.Value)
			c.About("CR."+letter+"."+d.ID, *m.CR.Value)
			c.About("AVE."+letter+"."+d.ID, *m.AVE.Value)
		}
	}
	if n, _ := c.Count(); n != 45 {
		t.Errorf("%d values compared", n)
	}
}

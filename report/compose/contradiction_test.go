package compose

import (
	"testing"

	"servqual/fixtures/contradiction"
	"servqual/fixtures/network"
	"servqual/report"
	"servqual/survey/lang"
)

// TestDocumentsBearOutTheirSentences: in the reports of every kind of fixture, in
// both languages, no sentence contradicts the document's own tables and charts.
func TestDocumentsBearOutTheirSentences(t *testing.T) {
	check := func(name string, d *report.Document) {
		t.Helper()
		for _, x := range contradiction.Check(d) {
			t.Errorf("%s: %s", name, x)
		}
	}
	all := func(name string, c *Case) {
		check(name+" report", Monthly(c))
		if units := c.Summary.Units; len(units) > 1 {
			x := *c
			x.Unit = units[len(units)/2]
			check(name+" report on "+x.Unit, Monthly(&x))
			check(name+" regional", regionalOf(t, c, quick()))
		}
		for _, m := range []string{"", "gap/REL", "nps"} {
			if d, err := Trend(c, TrendOptions{Measure: m}); err == nil {
				check(name+" trend of "+m, d)
			}
		}
	}
	for _, file := range []string{"oracle/customers.csv", "aftersales/2026-10.xlsx", "servperf/hospital.csv",
		"bank/网点服务评价.xlsx", "gaps/customers.xlsx", "fields/wjx-text.csv", "fields/two-point.csv", "fields/google-en.csv"} {
		all(file, caseOf(t, lang.Both, file))
	}
	all("many units", caseOfNetwork(t, network.Options{Seed: 4, Levels: []network.Level{{Branches: 12}, {Branches: 3, Shift: -.9}}, Months: 13, MinSize: 9, MaxSize: 14, Missing: .02,
		Events: []network.Event{{Branch: -1, Dimension: -1, From: 6, Until: 7, Shift: -1}}}))
	for name, c := range gapCases(t) {
		check(name, Gaps(c))
	}
}

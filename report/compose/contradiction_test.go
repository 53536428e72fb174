package compose

import (
	"strings"
	"testing"

	"servqual/fixtures/contradiction"
	"servqual/fixtures/network"
	"servqual/report"
	"servqual/report/verdict"
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

// With eight units or more in both waves the error of a change is that over units,
// and its design effect is printed: in the report's table and below the trend.
func TestDesignEffectIsPrinted(t *testing.T) {
	c := caseOfNetwork(t, network.Options{Seed: 4, Levels: []network.Level{{Branches: 9}}, Months: 2, MinSize: 20, MaxSize: 30})
	v := newView(c)
	x := v.headlineChanges()[v.headlineRef()]
	if x.Rule != verdict.RuleUnits || x.Split.DesignEffect <= 0 || x.Split.Common != 9 {
		t.Fatalf("%+v", x)
	}
	want := meanNum(x.Split.DesignEffect)
	row := tableRow(Monthly(c), "changes", v.trendName().Zh)
	if len(row) != 9 || row[5] != "9" || row[6] != want {
		t.Errorf("%v, want a design effect of %s", row, want)
	}
	d, err := Trend(c, TrendOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if _, notes := findingOf(d, "trend"); !strings.Contains(notes.Zh, "9 家单位之间的刀切法，设计效应 "+want) {
		t.Errorf("%s", notes.Zh)
	}
	few := caseOfNetwork(t, network.Options{Seed: 4, Levels: []network.Level{{Branches: 7}}, Months: 2, MinSize: 20, MaxSize: 30})
	if row := tableRow(Monthly(few), "changes", v.trendName().Zh); len(row) != 9 || row[6] != "–" {
		t.Errorf("of seven units: %v", row)
	}
}

package compose

import (
	"strings"
	"testing"

	"servqual/fixtures/network"
	"servqual/gap"
	"servqual/report"
	"servqual/survey/lang"
)

// columnOf gives a table's column by the text of the first one.
func columnOf(d *report.Document, table, column string) map[string]string {
	out := map[string]string{}
	d.Walk(func(_ *report.Section, b report.Block) {
		t, ok := b.(report.Table)
		if !ok || t.ID != table {
			return
		}
		for c := range t.Columns {
			if t.Columns[c].ID != column {
				continue
			}
			for _, r := range t.Rows {
				text := r.Cells[c].Text.Zh
				if r.Cells[c].Number.Defined || r.Cells[c].Number.Hidden {
					text = r.Cells[c].Number.Format(lang.Zh)
				}
				out[r.Cells[0].Text.Zh] = text
			}
		}
	})
	return out
}

// tierWords are the ways in which tables write the three tiers.
var tierWords = map[string]string{"高于一般水平": "高", "▲ 高": "高", "低于一般水平": "低", "▼ 低": "低", "无可靠差别": "分不出", "■ 分不出": "分不出", "太少，未比较": "未比较", "未比较": "未比较"}

// TestReportsSayTheSame reads the monthly, regional, unit, trend and gap reports
// of one wave side by side: where a unit stands, its score, its priorities and
// strengths, the headline and its change are the same in each.
func TestReportsSayTheSame(t *testing.T) {
	cases := map[string]*Case{
		"three units": caseOf(t, lang.Both, "gaps/customers.xlsx"), "four units": caseOf(t, lang.Both, "oracle/customers.csv"),
		"a hospital": caseOf(t, lang.Both, "servperf/hospital.csv"), "six units, 14 months": caseOf(t, lang.Both, "aftersales/2026-10.xlsx"),
		"twelve units": caseOfNetwork(t, network.Options{Seed: 11, Levels: []network.Level{{Branches: 8}, {Branches: 2, Shift: -.7}, {Branches: 2, Shift: .5}}, Months: 3, MinSize: 9, MaxSize: 40, Missing: .02}),
	}
	for name, c := range cases {
		if waves := newView(c).waves; len(waves) > 0 {
			c.Wave = waves[len(waves)-1].name
		}
		monthly, regional := Monthly(c), regionalOf(t, c, quick())
		same := func(what, a, b string) {
			t.Helper()
			if a != b {
				t.Errorf("%s, %s: %q and %q", name, what, a, b)
			}
		}
		tiers, league := columnOf(monthly, "units", "tier"), columnOf(regional, "league", "tier")
		scores, means := columnOf(monthly, "units", "score"), columnOf(regional, "league", "mean")
		compared := 0
		for unit, tier := range tiers {
			if scores[unit] == "" || strings.HasPrefix(scores[unit], "<") || scores[unit] == "隐去" {
				continue
			}
			compared++
			if tierWords[tier] == "" || tierWords[league[unit]] == "" {
				t.Errorf("%s: %q, %q are no tiers", name, tier, league[unit])
			}
			same("tier of "+unit, tierWords[tier], tierWords[league[unit]])
			same("score of "+unit, scores[unit], means[unit])
			own := *c
			own.Unit = unit
			v := newView(&own)
			same("headline of "+unit, v.headlineNum(v.headlineMean()), scores[unit])
			page := findPage(regional, unit)
			if page == nil {
				continue
			}
			same("page of "+unit, listedRefs(page), listedRefs(&Monthly(&own).Sections[0]))
			if word := tierWords[tier]; word == "高" && !strings.Contains(page.Finding.Zh, "高于一般水平") || word == "低" && !strings.Contains(page.Finding.Zh, "低于一般水平") ||
				word == "分不出" && !strings.Contains(page.Finding.Zh, "没有可靠差别") || word == "未比较" && !strings.Contains(page.Finding.Zh, "不与其他单位比较") {
				t.Errorf("%s: %s and %s", name, tier, page.Finding.Zh)
			}
		}
		if compared < 3 {
			t.Errorf("%s: %d units compared", name, compared)
		}
		v := newView(c)
		if d, err := Trend(c, TrendOptions{}); err == nil && v.at > 0 {
			f := d.Sections[0].Finding.Zh
			if !strings.Contains(f, v.trendName().Zh+"为 "+v.headlineNum(v.headlineMean())) && !strings.Contains(f, v.headlineNum(v.headlineMean())) {
				t.Errorf("%s: %q lacks %s", name, f, v.headlineNum(v.headlineMean()))
			}
			x := v.headlineChanges()[v.headlineRef()]
			made := strings.Contains(f, "相比 "+gapNum(x.Adjusted.Value)+"，超出")
			if quiet := strings.Contains(f, "相比 "+gapNum(x.Adjusted.Value)+"，在波动范围内"); !made && !quiet {
				t.Errorf("%s: %q has another change than %s", name, f, gapNum(x.Adjusted.Value))
			}
		}
		if v.twoSided() {
			a := gap.Analyse(v.now, nil, nil, gap.DefaultAnalysis)
			same("gap 5", gapNum(a.Service.Mean.Value), gapNum(v.card.Overall.Unweighted.Value))
			names, _ := v.largestGaps()
			alone := a.Chain.Links[4].Clear
			if alone != (len(names) == 1) || alone && names[0].Zh != a.Chain.Links[4].Worst.Label.Zh {
				t.Errorf("%s: widest gap %v alone %v, in the report %v", name, a.Chain.Links[4].Worst.Label, alone, names)
			}
			if below := len(a.Chain.Links[4].Under); below != len(v.dims)-notBelow(v) {
				t.Errorf("%s: %d dimensions below in the gap report, %d in the monthly", name, below, len(v.dims)-notBelow(v))
			}
		}
	}
}

func notBelow(v *view) (n int) {
	for _, f := range v.dims {
		if !f.Significant || f.Gap.Value > 0 {
			n++
		}
	}
	return n
}

func findPage(d *report.Document, unit string) *report.Section {
	for i := range d.Sections {
		if strings.HasPrefix(d.Sections[i].ID, "unit-") && strings.HasSuffix(d.Sections[i].Title.Zh, "："+unit) {
			return &d.Sections[i]
		}
	}
	return nil
}

// listedRefs gives the references of a section's lists of items, in order.
func listedRefs(s *report.Section) string {
	var out []string
	d := &report.Document{Sections: []report.Section{*s}}
	d.Walk(func(_ *report.Section, b report.Block) {
		if l, ok := b.(report.List); ok {
			for _, it := range l.Items {
				if it.Ref != "" {
					out = append(out, it.Ref)
				}
			}
		}
	})
	return strings.Join(out, " ")
}

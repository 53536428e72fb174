package compose

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"servqual/report"
	"servqual/survey/lang"
)

func TestEveryTrendIsWhole(t *testing.T) {
	c := caseOf(t, lang.Both, "aftersales/2026-10.xlsx")
	for _, m := range []string{"", "gap/REL", "mean/P/REL1", "below/RES2", "nps", "mean/overall", "top/overall", "gap/unweighted"} {
		for _, events := range [][]TrendEvent{nil, {{"2026-03", "培训"}, {"2026-07", "新表单"}}} {
			d, err := Trend(c, TrendOptions{Measure: m, Events: events})
			if err != nil {
				t.Fatal(m, err)
			}
			checkMonthly(t, m, d)
			gapTexts(t, reflect.ValueOf(d), m)
			eachText(reflect.ValueOf(d), func(s lang.Text) {
				if x := halfWidth.FindString(s.Zh); x != "" && s.Zh != s.En {
					t.Errorf("%s: %q in %q", m, x, s.Zh)
				}
			})
		}
	}
	for _, m := range Measures(c) {
		if _, err := TrendOf(c, TrendOptions{Measure: m}); err != nil {
			t.Error(m, err)
		}
	}
}

// The sentence on the fixture's last month. The scores differ by −0.14 and −0.26;
// the changes have the mix of units taken out.
func TestTrendSentence(t *testing.T) {
	d, err := Trend(caseOf(t, lang.Zh, "aftersales/2026-10.xlsx"), TrendOptions{Measure: "gap/REL"})
	if err != nil {
		t.Fatal(err)
	}
	if got, want := d.Sections[0].Finding.Zh, "2026年10月，可靠性差距为 −1.40，与2026年9月相比 −0.15，在波动范围内；与去年同月相比 −0.25，在波动范围内；14 期以来没有可靠的升降趋势。"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if got, want := d.Sections[0].Finding.En, "In Oct 2026 the reliability gap is −1.40: −0.15 (within noise) since Sep 2026; −0.25 (within noise) against the same month last year; over 14 waves there is no reliable rise or fall."; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

// Charts suit what is charted.
func TestChartSuitsTheMeasure(t *testing.T) {
	c := caseOf(t, lang.Zh, "aftersales/2026-10.xlsx")
	for m, want := range map[string]string{"gap": "xmr", "nps": "xmr", "below/REL": "p"} {
		x, err := TrendOf(c, TrendOptions{Measure: m})
		if err != nil {
			t.Fatal(err)
		}
		if x.Chart != want {
			t.Errorf("%s on a %s chart, want %s", m, x.Chart, want)
		}
	}
	big := Column{Name: "late/all", Waves: []string{"a", "b", "c"}, Values: []float64{300, 250, 310}, Bases: []float64{5000, 4000, 6000}}
	x, err := TrendOfColumnJSON(&Case{Lang: lang.Zh}, big, TrendOptions{})
	if err != nil || x.Chart != "laney" || x.SigmaZ == nil {
		t.Errorf("large months: %+v, %v", x, err)
	}
	d, err := TrendOfColumn(&Case{Lang: lang.Zh}, Column{Name: "x", Waves: []string{"2026-01"}, Values: []float64{3}}, TrendOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if _, absent := d.Sections[0].Blocks[0].(report.Absent); !absent {
		t.Error("a trend of one wave")
	}
}

// Six months about −1.1 and six about −0.7: the level changed with the seventh,
// and the sentence names it.
func TestTrendNamesALevelShift(t *testing.T) {
	col := Column{Name: "index"}
	for m, x := range []float64{-1.1, -1.12, -1.08, -1.11, -1.1, -1.09, -0.7, -0.72, -0.68, -0.71, -0.7, -0.69} {
		col.Waves = append(col.Waves, fmt.Sprintf("2026-%02d", m+1))
		col.Values = append(col.Values, x)
	}
	d, err := TrendOfColumn(&Case{Lang: lang.Both}, col, TrendOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if s := d.Sections[0].Finding; !strings.Contains(s.Zh, "水平自2026年7月起由 −1.10 变为 −0.70") || !strings.Contains(s.En, "the level changed with Jul 2026, from −1.10 to −0.70") {
		t.Errorf("%q / %q", s.Zh, s.En)
	}
}

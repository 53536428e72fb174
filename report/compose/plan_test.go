package compose

import (
	"math"
	"strings"
	"testing"

	"servqual/fixtures/oracle"
	"servqual/report"
	"servqual/survey/lang"
)

// fixtures/oracle: samplesize.n0, samplesize.N800, moe.n120.*.
func TestPlanAgreesWithR(t *testing.T) {
	want := oracle.Values()
	s := DefaultSurveyPlan
	s.Answers = []int64{120}
	check := func(key string, got float64) {
		t.Helper()
		if math.Abs(got-want[key]) > 1e-10*want[key] {
			t.Errorf("%s = %.12g, R has %.12g", key, got, want[key])
		}
	}
	out := PlanOf(s)
	check("samplesize.n0", *out.Share.Infinite)
	check("moe.n120.p50", *out.Margins[0].Share)
	if out.Answers != 385 || out.Population != 0 {
		t.Errorf("%+v", out)
	}
	s.Population, s.Response = 800, 0.5
	out = PlanOf(s)
	check("samplesize.N800", *out.Share.Exact)
	check("moe.n120.N800.p50", *out.Margins[0].Share)
	if out.Answers != 260 || out.Invite != 520 {
		t.Errorf("%+v", out)
	}
}

// The larger of the two aims decides; units take the population's place, add up
// to it, and get no fewer than the least nor more than they have.
func TestPlanOfUnits(t *testing.T) {
	s := DefaultSurveyPlan
	s.Lang, s.Response, s.SD, s.MarginScore = lang.Both, 0.3, 1.2, 0.1
	s.Units = []PlanUnit{{"朝阳店", 300}, {"海淀店", 250}, {"丰台店", 150}, {"通州店", 92}, {"大兴店", 8}}
	out := PlanOf(s)
	if out.Population != 800 || out.Answers != out.Mean.Answers || out.Answers != 328 || out.Share.Answers != 260 {
		t.Fatalf("%+v", out)
	}
	even, least := int64(0), int64(0)
	for i, u := range out.Units {
		even, least = even+u.Even, least+u.Least
		if u.Least < min(10, u.Size) || u.Least > u.Size || u.Size != s.Units[i].Size || u.Invite > u.Size {
			t.Errorf("%+v", u)
		}
	}
	if even != 328 || least != 333 {
		t.Errorf("%d and %d", even, least)
	}
	d := Plan(s)
	checkDocument(t, d)
	if f := d.Sections[0].Finding; !strings.Contains(f.Zh, "收回 328 份有效答卷") || !strings.Contains(f.Zh, "预计只有 240 份") || !strings.Contains(f.En, "±5 points and mean scores to ±0.1") {
		t.Errorf("%+v", f)
	}
	s.Population = 900
	if notes := Plan(s).Sections[0].Blocks; !strings.Contains(notes[len(notes)-1].(report.Notes).Items[2].Zh, "合计 800，与给出的客户总数 900 不同") {
		t.Errorf("%+v", notes[len(notes)-1])
	}
}

// What can't be planned says so.
func TestPlanOfNonsense(t *testing.T) {
	s := DefaultSurveyPlan
	s.Margin = 0
	d := Plan(s)
	checkDocument(t, d)
	if !strings.Contains(d.Sections[0].Finding.Zh, "无法用来计算") {
		t.Errorf("%+v", d.Sections[0].Finding)
	}
	if out := PlanOf(s); out.Answers != 0 || out.Share.Infinite != nil || len(out.Share.Notes) == 0 {
		t.Errorf("%+v", out)
	}
}

package compose

import (
	"testing"

	"servqual/survey/lang"
)

func TestAmountsByName(t *testing.T) {
	for _, name := range []string{"营业额", "产值(元)", "维修收入（万元）", "工时", "工时数", "等待时长", "客单价", "revenue", "Labour cost", "waiting time", "Output (CNY)", "work hours", "Paid hours (h)", "销售额(含税)", "赔付元"} {
		if !isAmount(name) {
			t.Errorf("%q is an amount", name)
		}
	}
	for _, name := range []string{"complaints", "投诉数", "费用投诉数", "收入证明件", "单元", "返修台次", "returns", "n", "cost complaints", "退款笔数", "出厂台数"} {
		if isAmount(name) {
			t.Errorf("%q is a count", name)
		}
	}
}

// TestQuotientsOfAmountsGetXmR: revenue over cars, about 400 a car and steady.
// By Poisson's limits, 400 ± 3·√(400/300) = ±3.5, nearly every month is out of
// control; by XmR none is.
func TestQuotientsOfAmountsGetXmR(t *testing.T) {
	months := []string{"2025-01", "2025-02", "2025-03", "2025-04", "2025-05", "2025-06", "2025-07", "2025-08", "2025-09", "2025-10", "2025-11", "2025-12", "2026-01", "2026-02"}
	cars := []float64{310, 295, 288, 305, 299, 312, 301, 290, 296, 308, 303, 297, 300, 292}
	aCar := []float64{402, 391, 410, 398, 405, 389, 412, 396, 401, 408, 393, 399, 404, 395}
	revenue := make([]float64, len(cars))
	for i := range cars {
		revenue[i] = cars[i] * aCar[i]
	}
	half := append([]float64(nil), revenue...)
	half[3] += 0.5
	for _, x := range []struct {
		name   string
		values []float64
		chart  TrendChart
	}{{"营业额/台次", revenue, 0}, {"营业额/台次", revenue, ChartU}, {"x/台次", half, 0}, {"x/台次", revenue, 0}, {"工时/台次", cars, ChartP}} {
		bases := cars
		if x.chart == ChartP {
			bases = revenue // a share by its figures: time is none
		}
		f, err := followColumn(&Case{Lang: lang.En, Level: 0.95}, Column{Name: x.name, Waves: months, Values: x.values, Bases: bases}, TrendOptions{Chart: x.chart})
		if err != nil {
			t.Fatal(err)
		}
		if f.chart != ChartXmR || f.series.counts != nil || len(f.series.notes) == 0 {
			t.Errorf("%s, --chart %v: charted by %v", x.name, x.chart, f.chart)
		}
		for k, p := range f.control.Points {
			if x.chart != ChartP && len(p.Signals) > 0 {
				t.Errorf("%s: %s is out of control", x.name, months[k])
			}
		}
	}
	// Complaints over cars are counts, also where the base is money.
	complaints := []float64{3, 5, 2, 4, 6, 3, 4, 5, 2, 3, 4, 6, 3, 4}
	for name, want := range map[string]TrendChart{"complaints/cars": ChartP, "complaints/revenue": ChartU} {
		f, err := followColumn(&Case{Lang: lang.En, Level: 0.95}, Column{Name: name, Waves: months, Values: complaints, Bases: cars}, TrendOptions{})
		if err != nil {
			t.Fatal(err)
		}
		if f.chart != want {
			t.Errorf("%s: charted by %v, want %v", name, f.chart, want)
		}
	}
}

// The unit stands in brackets at the end, behind a name.
func TestUnitOfAHeader(t *testing.T) {
	for header, want := range map[string][2]string{"营业额(万元)": {"营业额", "万元"}, "工时（小时）": {"工时", "小时"}, "cars [n]": {"cars", "n"}, "台次【辆】": {"台次", "辆"},
		"(万元)": {"(万元)", ""}, "a(b)": {"a", "b"}, "a(b)c": {"a(b)c", ""}, "a(b": {"a(b", ""}, "a(b)(c)": {"a(b)", "c"}, "": {"", ""}} {
		if name, unit := splitUnit(header); name != want[0] || unit != want[1] {
			t.Errorf("%q: %q, %q", header, name, unit)
		}
	}
}

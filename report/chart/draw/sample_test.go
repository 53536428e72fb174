package draw

import (
	"fmt"
	"math"

	"servqual/report/chart"
	"servqual/survey/lang"
)

// The sample figures are made up: they show each kind with a plausible month of
// an after-sales survey, labels of ordinary length and a few missing values.

var (
	expected  = chart.Key{Name: lang.T("期望", "Expected"), Role: chart.Expectation}
	perceived = chart.Key{Name: lang.T("感知", "Perceived"), Role: chart.Perception}
	mean7     = chart.Axis{Label: lang.T("平均分（1–7 分）", "Mean score (1–7)"), Range: chart.Scale(1, 7), Decimals: 2}
	gapAxis   = chart.Axis{Label: lang.T("差距（感知 − 期望）", "Gap (perceived − expected)"), Decimals: 2, Signed: true}
)

var dimensions = []struct {
	id   string
	name lang.Text
	e, p float64
}{
	{"TAN", lang.T("有形性", "Tangibles"), 5.62, 5.31},
	{"REL", lang.T("可靠性", "Reliability"), 6.48, 5.12},
	{"RES", lang.T("响应性", "Responsiveness"), 6.21, 5.38},
	{"ASS", lang.T("保证性", "Assurance"), 6.30, 5.77},
	{"EMP", lang.T("移情性", "Empathy"), 5.84, 5.29},
}

var items = []struct {
	dim  int
	name lang.Text
	gap  float64
}{
	{0, lang.T("设备新颖现代", "Modern equipment"), -0.12},
	{0, lang.T("场所环境美观舒适", "Attractive premises"), -0.42},
	{0, lang.T("员工仪表整洁", "Neat staff"), 0.18},
	{0, lang.T("单据资料清晰美观", "Clear, attractive documents"), -0.51},
	{1, lang.T("按期守诺", "Promises kept in time"), -1.72},
	{1, lang.T("遇到问题真诚帮助解决", "Sincere interest in solving problems"), -1.31},
	{1, lang.T("一次把事情做对", "Right the first time"), -1.94},
	{1, lang.T("在承诺的时间提供服务", "Service at the promised time"), -1.20},
	{1, lang.T("记录准确无误", "Error-free records"), -0.63},
	{2, lang.T("告知何时提供服务", "Told when service will be done"), -0.92},
	{2, lang.T("服务迅速", "Prompt service"), -1.05},
	{2, lang.T("乐于助人", "Willing to help"), -0.48},
	{2, lang.T("再忙也及时回应", "Never too busy to respond"), -0.87},
	{3, lang.T("员工行为令人信任", "Behaviour instils confidence"), -0.44},
	{3, lang.T("交易安全放心", "Safe in dealings"), -0.35},
	{3, lang.T("始终礼貌", "Always courteous"), 0.09},
	{3, lang.T("有能力解答疑问", "Knowledge to answer"), -1.42},
	{4, lang.T("给予个别关注", "Individual attention"), -0.38},
	{4, lang.T("营业时间便利", "Convenient hours"), -0.22},
	{4, lang.T("有专人给予个人关怀", "Staff give personal attention"), -0.61},
	{4, lang.T("把顾客利益放在心上", "Best interests at heart"), -0.97},
	{4, lang.T("了解顾客的特殊需要", "Understands specific needs"), -0.57},
}

var branches = []string{"朝阳店", "海淀店", "浦东店", "徐汇店", "天河店", "福田店", "武侯店", "江汉店", "鼓楼店", "西湖店",
	"高新店", "雁塔店", "和平店", "市南店", "思明店", "岳麓店", "南明店", "五华店", "青秀店", "龙华店",
	"城关店", "兴庆店", "天山店", "松北店", "浑南店", "净月店", "滨江店", "新区店", "开发区店", "中心店"}

func spoke() []chart.Spoke {
	var out []chart.Spoke
	for _, d := range dimensions {
		out = append(out, chart.Spoke{Label: d.name, Ref: "gap/" + d.id})
	}
	return out
}

func sampleRadar() chart.Radar {
	var e, p []chart.Value
	for _, d := range dimensions {
		e = append(e, chart.Within(d.e, d.e-0.13, d.e+0.13).As("e/"+d.id).Of(214))
		p = append(p, chart.Within(d.p, d.p-0.17, d.p+0.17).As("p/"+d.id).Of(214))
	}
	return chart.Radar{Meta: chart.Meta{ID: "radar-dimensions",
		Title: lang.T("可靠性离期望最远", "Reliability is furthest from what customers expect"),
		Sub:   lang.T("五个维度的期望与感知，1–7 分，n = 214", "Expected and perceived service on five dimensions, scale 1–7, n = 214"),
		Note:  lang.T("顶点旁的短线为 95% 置信区间。面积会误导，请结合右侧点图阅读。", "Short bars at the points: 95% intervals. Areas mislead: read it with the dot chart."),
		Alt:   lang.T("雷达图：五个维度的期望均高于感知，可靠性差距最大，为 −1.36。", "Radar: expectations exceed perceptions on all five dimensions; reliability has the largest gap, −1.36.")},
		Axes: spoke(), Scale: mean7,
		Series: []chart.RadarSeries{{Key: expected, Values: e}, {Key: perceived, Values: p}}}
}

func sampleBands() chart.Radar {
	r := sampleRadar()
	r.ID, r.Bands = "radar-bands", true
	r.Title = lang.T("最低、感知与理想服务水平", "Minimum, perceived and desired service")
	r.Axes, r.Series = nil, nil
	lo := chart.RadarSeries{Key: chart.Key{Name: lang.T("最低", "Minimum"), Role: chart.Minimum}}
	p := chart.RadarSeries{Key: perceived}
	hi := chart.RadarSeries{Key: chart.Key{Name: lang.T("理想", "Desired"), Role: chart.Desired}}
	for i, it := range items {
		r.Axes = append(r.Axes, chart.Spoke{Label: lang.Same(fmt.Sprintf("Q%d", i+1))})
		a := 4.4 + 0.5*math.Sin(float64(i))
		lo.Values = append(lo.Values, chart.At(a))
		p.Values = append(p.Values, chart.At(a+0.9+it.gap))
		hi.Values = append(hi.Values, chart.At(min(7, a+0.85)))
	}
	r.Series = []chart.RadarSeries{lo, p, hi}
	r.BandNames = [4]lang.Text{lang.T("高于最低", "Above minimum"), lang.T("未达理想", "Short of desired"),
		lang.T("低于最低", "Below minimum"), lang.T("超过理想", "Above desired")}
	return r
}

func sampleKPI() chart.Radar {
	names := []lang.Text{lang.T("免费定检实施率", "Free inspections done"), lang.T("有费定保实施率", "Paid maintenance done"),
		lang.T("有费服务比率", "Paying visits"), lang.T("每维修工服务台数", "Vehicles per technician"),
		lang.T("修车位周转率", "Bay turnover"), lang.T("工时收入占比", "Labour share of income"),
		lang.T("每服务人员收入", "Income per head"), lang.T("毛利率", "Gross margin"), lang.T("返修率", "Repeat repairs"),
		lang.T("维修工生产率", "Technician productivity"), lang.T("客户保有率", "Customer retention"), lang.T("员工离职率", "Staff turnover")}
	vals := []float64{102, 88, 95, 110, 76, 99, 104, 93, 61, 107, 90, 118}
	r := chart.Radar{Meta: chart.Meta{ID: "radar-kpi", Title: lang.T("返修率和车位周转率离目标最远", "Repeat repairs and bay turnover miss their targets"),
		Sub: lang.T("十二项指标，目标 = 100", "Twelve indicators, target = 100")},
		Scale: chart.Axis{Range: chart.Scale(0, 150), Decimals: 0}, Ring: chart.At(100), RingLabel: lang.T("目标 100", "Target 100"),
		Series: []chart.RadarSeries{{Key: chart.Key{Name: lang.T("本月指数", "This month's index"), Role: chart.Main}}}}
	for i, n := range names {
		r.Axes = append(r.Axes, chart.Spoke{Label: n})
		r.Series[0].Values = append(r.Series[0].Values, chart.At(vals[i]).As(fmt.Sprintf("kpi/%d", i+1)))
	}
	return r
}

func sampleDots() chart.Dots {
	d := chart.Dots{Meta: chart.Meta{ID: "dots-dimensions", Title: lang.T("五个维度都低于期望，可靠性差 1.36 分", "All five dimensions fall short; reliability by 1.36"),
		Note: lang.T("横线为 95% 置信区间。", "Horizontal bars: 95% intervals.")},
		Series: []chart.Key{expected, perceived}, Axis: mean7, Diff: lang.T("差距 [95% 区间]", "Gap [95% interval]"), DiffAxis: gapAxis}
	for _, x := range dimensions {
		g := x.p - x.e
		d.Rows = append(d.Rows, chart.DotRow{Label: x.name, Code: x.id, Strong: x.id == "REL", Ref: "gap/" + x.id,
			Values: []chart.Value{chart.Within(x.e, x.e-0.13, x.e+0.13).As("e/" + x.id), chart.Within(x.p, x.p-0.17, x.p+0.17).As("p/" + x.id)},
			Diff:   chart.Within(g, g-0.15, g+0.15).As("gap/" + x.id)})
	}
	return d
}

func sampleTolerance() chart.Dots {
	d := sampleDots()
	d.ID, d.Title = "dots-tolerance", lang.T("可靠性低于容忍区", "Reliability lies below the zone of tolerance")
	d.Series = []chart.Key{{Name: lang.T("最低", "Minimum"), Role: chart.Minimum}, {Name: lang.T("理想", "Desired"), Role: chart.Desired}, perceived}
	for i := range d.Rows {
		x := dimensions[i]
		lo := 4.9
		if x.id == "REL" {
			lo = 5.4
		}
		d.Rows[i].Values = []chart.Value{chart.At(lo), chart.At(x.e), d.Rows[i].Values[1]}
	}
	return d
}

func sampleDumbbell() chart.Dumbbell {
	d := sampleDots()
	d.ID, d.Title = "dumbbell-gap1", lang.T("管理者低估了顾客对可靠性的期望", "Managers underrate what customers expect of reliability")
	d.Series = []chart.Key{{Name: lang.T("管理者认为", "Managers believe"), Role: chart.Managers}, {Name: lang.T("顾客期望", "Customers expect"), Role: chart.Customers}}
	for i := range d.Rows {
		v := d.Rows[i].Values[0]
		d.Rows[i].Values = []chart.Value{chart.Within(v.X-0.4+0.15*float64(i), v.X-0.8+0.15*float64(i), v.X+0.15*float64(i)), v}
	}
	d.Rows[3].Values[0] = chart.None("<5")
	d.Rows[3].Diff = chart.None("<5")
	return chart.Dumbbell(d)
}

func sampleBars() chart.Bars {
	b := chart.Bars{Meta: chart.Meta{ID: "bars-items", Title: lang.T("22 个题项中 14 项明显低于期望", "14 of 22 items fall clearly short of expectations"),
		Sub:  lang.T("差距 = 感知 − 期望，按维度，n = 214", "Gap = perceived − expected, by dimension, n = 214"),
		Note: lang.T("横线为 95% 置信区间；p 值按 Holm 法校正。", "Whiskers: 95% intervals; p adjusted by Holm.")},
		Axis: gapAxis, Hollow: lang.T("与零无显著差异", "not distinguishable from zero"),
		Points: []chart.Key{expected, perceived}, PointsAxis: mean7}
	for d, dim := range dimensions {
		g := chart.BarGroup{Label: dim.name, Ref: "gap/" + dim.id}
		for i, it := range items {
			if it.dim != d {
				continue
			}
			id := fmt.Sprintf("Q%d", i+1)
			e := dim.e + 0.2*math.Sin(float64(i))
			g.Bars = append(g.Bars, chart.Bar{Label: it.name, Code: id, Hollow: math.Abs(it.gap) < 0.2, Strong: it.gap < -1.3,
				Value:  chart.Within(it.gap, it.gap-0.19, it.gap+0.19).As("gap/" + id).Of(214),
				Points: []chart.Value{chart.At(e), chart.At(min(7, max(1, e+it.gap)))}})
		}
		b.Groups = append(b.Groups, g)
	}
	return b
}

func sampleWeakness() chart.Bars {
	b := chart.Bars{Meta: chart.Meta{ID: "bars-weakness", Title: lang.T("最弱的七项", "The seven weakest items"),
		Note: lang.T("加权差距 = 维度权重 × 题项差距；横线为 95% 置信区间。", "Weighted gap = weight of the dimension × gap of the item; whiskers: 95% intervals.")},
		Axis: chart.Axis{Label: lang.T("加权差距", "Weighted gap"), Decimals: 2, Signed: true}}
	var g chart.BarGroup
	for _, i := range []int{6, 4, 16, 5, 7, 10, 20} {
		x := items[i].gap * 0.3
		g.Bars = append(g.Bars, chart.Bar{Code: fmt.Sprintf("Q%d", i+1), Label: items[i].name, Value: chart.Within(x, x-0.06, x+0.06)})
	}
	b.Groups = []chart.BarGroup{g}
	return b
}

func sampleCauses() chart.Pareto {
	names := []lang.Text{lang.T("等候时间长", "Long waiting"), lang.T("一次未修好", "Not fixed first time"), lang.T("收费不透明", "Unclear charges"),
		lang.T("态度冷淡", "Unfriendly staff"), lang.T("配件缺货", "Parts missing"), lang.T("洗车不净", "Car not clean"), lang.T("其他", "Other")}
	counts := []float64{46, 31, 17, 9, 6, 4, 8}
	var bars []chart.ParetoBar
	for i, n := range names {
		bars = append(bars, chart.ParetoBar{Label: n, Value: counts[i], Rest: i == len(names)-1, Ref: fmt.Sprintf("cause/%d", i), N: counts[i]})
	}
	return chart.Pareto{Meta: chart.Meta{ID: "pareto-causes", Title: lang.T("三个原因占投诉的 78%", "Three causes make up 78% of complaints"),
		Sub: lang.T("投诉原因，121 起", "Complaint causes, 121 cases")},
		Bars: chart.ParetoOrder(bars), Axis: chart.Axis{Label: lang.T("件数", "Cases")}, Share: lang.T("累计占比", "Cumulative share"), Threshold: 80}
}

func sampleContributions() chart.Pareto {
	w := []float64{0.11, 0.32, 0.23, 0.19, 0.15}
	var bars []chart.ParetoBar
	for i, d := range dimensions {
		v := w[i] * (d.p - d.e)
		if d.id == "TAN" {
			v = 0.05
		}
		bars = append(bars, chart.ParetoBar{Label: d.name, Value: v, Ref: "contribution/" + d.id})
	}
	return chart.Pareto{Meta: chart.Meta{ID: "pareto-contributions", Title: lang.T("可靠性占加权差距的一半", "Reliability makes up half of the weighted gap")},
		Bars: chart.ParetoOrder(bars), Axis: chart.Axis{Label: lang.T("加权差距（绝对值）", "Weighted gap (magnitude)"), Decimals: 2, Signed: true},
		Share: lang.T("累计占比", "Cumulative share"), Threshold: 80, Opposite: lang.T("高于期望，不计入累计", "Above expectation, not cumulated")}
}

func months(n int) []chart.Wave {
	var out []chart.Wave
	y, m := 2025, 10
	for range n {
		out = append(out, chart.Wave{Label: lang.Same(fmt.Sprintf("%d-%02d", y, m)), Ref: fmt.Sprintf("wave/%d-%02d", y, m)})
		if m++; m > 12 {
			y, m = y+1, 1
		}
	}
	return out
}

func sampleTrend() chart.Trend {
	t := chart.Trend{Meta: chart.Meta{ID: "trend-gap", Title: lang.T("加权差距自六月起缩小", "The weighted gap has narrowed since June"),
		Note: lang.T("色带为 95% 置信区间；二月无调查。", "Ribbons: 95% intervals; no survey in February.")},
		Waves: months(13), Axis: chart.Axis{Label: lang.T("加权差距（感知 − 期望）", "Weighted gap (perceived − expected)"), Decimals: 2, Signed: true, Range: chart.Range{Max: 0, Min: -1.2}}}
	s := chart.TrendSeries{Key: chart.Key{Name: lang.T("全部网点", "All branches"), Role: chart.Main}}
	o := chart.TrendSeries{Key: chart.Key{Name: lang.T("朝阳店", "Chaoyang branch"), Role: chart.Other}}
	for i := range 13 {
		x := -1.05 + 0.03*math.Sin(float64(i)*2.1)
		if i >= 8 {
			x += 0.09 * float64(i-7)
		}
		v := chart.Within(x, x-0.1, x+0.1).As("gap/W").Of(214)
		z := chart.Within(x-0.12, x-0.3, x+0.06)
		if i == 4 {
			v, z = chart.None("–"), chart.None("–")
		}
		s.Values, o.Values = append(s.Values, v), append(o.Values, z)
	}
	t.Series = []chart.TrendSeries{s, o}
	t.Events = []chart.Event{{Wave: 8, Label: lang.T("预约制上线", "Booking introduced")}}
	return t
}

func sampleControl() chart.Trend {
	t := chart.Trend{Meta: chart.Meta{ID: "trend-control", Title: lang.T("十七期低于控制下限", "Month 17 lies below the lower limit"),
		Sub: lang.T("满意度指数的单值控制图（XmR）", "Individuals chart of the satisfaction index (XmR)")},
		Waves: months(20), Axis: chart.Axis{Label: lang.T("满意度指数", "Satisfaction index"), Decimals: 1}}
	s := chart.TrendSeries{Key: chart.Key{Name: lang.T("指数", "Index"), Role: chart.Main}}
	for i := range 20 {
		x := 79.8 + 2.6*math.Sin(float64(i)*1.9)
		if i == 16 {
			x = 70.2
		}
		s.Values = append(s.Values, chart.At(x))
	}
	t.Series = []chart.TrendSeries{s}
	t.Limits = []chart.Limits{{From: 0, To: 11, Centre: 79.8, Lower: 73.1, Upper: 86.6}, {From: 12, To: 19, Centre: 79.1, Lower: 72.0, Upper: 86.2, Tentative: true}}
	t.Signals = []chart.Signal{{Wave: 16, Label: lang.T("超出控制限", "beyond limit")}}
	t.Events = []chart.Event{{Wave: 12, Label: lang.T("新流程", "New process")}}
	return t
}

// samples are one figure of every kind and variant, in order.
func samples() []chart.Figure {
	return []chart.Figure{sampleRadar(), sampleBands(), sampleKPI(), sampleDots(), sampleTolerance(), sampleDumbbell(),
		sampleBars(), sampleWeakness(), sampleCauses(), sampleContributions(), sampleTrend(), sampleControl(),
		sampleLikert(), sampleLikert5(), sampleStack(), sampleIncome(), sampleQuadrant(), sampleDrivers(), sampleFiveGap(), sampleFunnel(30),
		sampleCaterpillar(8), sampleCaterpillar(30), sampleHeatmap(8), sampleHeatmap(30), sampleSteps(), sampleColumns(), sampleColumns2(), samplePie(), sampleGrid()}
}

package compose

import (
	"servqual/report"
	"servqual/report/chart"
	"servqual/survey/lang"
	"servqual/survey/stats"
)

// mostSpokes is how many dimensions a radar shows. The labels of more collide,
// and from 30 on there was no report at all; their means stand in the dots of
// the chapter on dimensions.
const mostSpokes = 12

// radar is the five-axis picture of E and P, always beside a dot table: areas
// mislead.
func radar(v *view) *report.Section {
	if n := len(v.study.Dimensions); n < 3 || n > mostSpokes {
		return nil
	}
	return &report.Section{
		Title:   lang.F("%s维度雷达图", "Radar of the %s dimensions", chineseNumber(len(v.study.Dimensions))),
		Finding: v.radarSentence(),
		Sheet:   "03 维度",
		Blocks: []report.Block{
			report.Side{
				Left:  []report.Block{report.FigureBlock{Figure: v.radarFigure(), Reading: v.radarReading()}},
				Right: []report.Block{report.FigureBlock{Figure: v.dotsFigure()}},
			},
			report.Notes{Items: []lang.Text{lang.F("坐标轴固定为量表范围 %d–%d；平均分及差距的样本量见“各维度得分”。", "Axes are fixed to the scale %d–%d; n of each mean is in “Scores by dimension”.", v.study.Scale.Min, v.study.Scale.Max)}},
		},
	}
}

func (v *view) radarReading() lang.Text {
	if !v.twoSided() {
		return lang.T("每条轴是一个维度，轴的两端就是量表的两端。面积会误导，请以右侧点图的数值为准。", "Each axis is a dimension and spans the whole scale. Areas mislead: trust the dots beside it.")
	}
	return lang.T("每条轴是一个维度，轴的两端就是量表的两端；两条线相距越远，差距越大。面积会误导，请以右侧点图的数值为准。", "Each axis is a dimension and spans the whole scale; the farther the lines lie apart, the larger the gap. Areas mislead: trust the dots beside it.")
}

// chineseNumber writes small numbers as a heading does: 五 / five.
func chineseNumber(n int) lang.Text {
	zh := []string{"零", "一", "二", "三", "四", "五", "六", "七", "八", "九"}
	en := []string{"zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"}
	if n < len(zh) {
		return lang.T(zh[n], en[n])
	}
	return lang.F("%d", "%d", n)
}

func (v *view) radarSentence() lang.Text {
	if !v.twoSided() || len(v.dims) == 0 {
		return lang.T("各维度的感知水平如图。", "The perceived level of each dimension.")
	}
	names, value := v.largestGaps()
	if len(names) == 0 {
		return lang.T("各维度上期望与感知的距离没有明显差别。", "The distances between expectation and perception don't differ beyond noise.")
	}
	return lang.F("期望与感知在%s上相距最远（最大 %s）。", "Expectation and perception lie farthest apart on %s (up to %s).", join(names), gapNum(value))
}

// sides lists the series that E and P charts show.
func (v *view) sides() []chart.Key {
	p := chart.Key{Name: lang.T("感知", "Perception"), Role: chart.Perception}
	if !v.twoSided() {
		return []chart.Key{p}
	}
	return []chart.Key{{Name: lang.T("期望", "Expectation"), Role: chart.Expectation}, p}
}

// levels gives a dimension's values in the order of sides.
func (v *view) levels(d int) []chart.Value {
	x := v.card.Dimensions[d]
	p := value(x.Perception.Mean, "mean/P/"+v.study.Dimensions[d].ID)
	if !v.twoSided() {
		return []chart.Value{p}
	}
	return []chart.Value{value(x.Expectation.Mean, "mean/E/"+v.study.Dimensions[d].ID), p}
}

func (v *view) radarFigure() chart.Radar {
	title, alt := lang.T("期望与感知", "Expectation and perception"), lang.T("雷达图：各维度的期望和感知平均分，数值见旁边的点图。", "Radar of mean expectation and perception by dimension; the numbers are in the dot chart beside it.")
	if !v.twoSided() {
		title, alt = lang.T("各维度的感知", "Perception by dimension"), lang.T("雷达图：各维度的感知平均分，数值见旁边的点图。", "Radar of mean perception by dimension; the numbers are in the dot chart beside it.")
	}
	r := chart.Radar{
		Meta:  v.meta("radar-dimensions", title, alt),
		Scale: v.scaleAxis(),
	}
	for d, dim := range v.study.Dimensions {
		r.Axes = append(r.Axes, chart.Spoke{Label: dim.Label, Ref: dimRef(v.study, d)})
	}
	for i, k := range v.sides() {
		s := chart.RadarSeries{Key: k}
		for d := range v.study.Dimensions {
			s.Values = append(s.Values, v.levels(d)[i])
		}
		r.Series = append(r.Series, s)
	}
	v.addBenchmark(&r)
	return r
}

// addBenchmark adds, to a report on one unit, the level of all units together
// in the same wave.
func (v *view) addBenchmark(r *chart.Radar) {
	if v.Unit == "" {
		return
	}
	s := chart.RadarSeries{Key: chart.Key{Name: lang.T("全部单位的感知", "Perception, all units"), Role: chart.Benchmark}}
	for d, e := range v.everyone() {
		s.Values = append(s.Values, value(stats.Estimate{Defined: e.Defined, Value: e.Value, N: e.N}, "mean/all/"+v.study.Dimensions[d].ID))
	}
	r.Series = append(r.Series, s)
}

func (v *view) dotsFigure() chart.Dots {
	alt := lang.T("点图：各维度的期望、感知及差距。", "Dots: expectation, perception and gap of each dimension.")
	if !v.twoSided() {
		alt = lang.T("点图：各维度的感知。", "Dots: perception of each dimension.")
	}
	f := chart.Dots{
		Meta:   v.meta("dots-dimensions", lang.T("各维度的水平", "Level of each dimension"), alt),
		Series: v.sides(), Axis: v.scaleAxis(),
	}
	f.Note = v.whiskers()
	if v.twoSided() {
		f.Diff, f.DiffAxis = lang.T("差距", "Gap"), chart.Axis{Decimals: 2, Signed: true}
	}
	for d, dim := range v.study.Dimensions {
		row := chart.DotRow{Label: dim.Label, Values: v.levels(d), Ref: dimRef(v.study, d)}
		if v.twoSided() {
			row.Diff = value(v.card.Dimensions[d].Gap.Mean, dimRef(v.study, d))
		}
		f.Rows = append(f.Rows, row)
	}
	return f
}

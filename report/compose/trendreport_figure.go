package compose

import (
	"servqual/report"
	"servqual/report/chart"
	"servqual/survey/lang"
	"servqual/survey/stats"
)

func (f *follow) signalled(wave int) bool {
	for k, w := range f.at {
		if w == wave && k < len(f.control.Points) {
			return len(f.control.Points[k].Signals) > 0
		}
	}
	return false
}

func (f *follow) figure() chart.Trend {
	t := chart.Trend{
		Meta: chart.Meta{ID: "trend-measure", Title: f.series.name, Sub: f.sub, Alt: lang.T("趋势图：指标按期次变化，带置信区间、控制限和事件。", "The measure by wave with its interval, control limits and events.")},
		Axis: chart.Axis{Label: f.series.name, Decimals: f.digits(), Signed: f.series.signed},
	}
	factor := 1.0
	switch f.series.number {
	case report.Share:
		factor, t.Axis.Decimals, t.Axis.Percent = 100, 1, true
	case report.Score:
		t.Axis.Decimals = 0
	case report.Index:
		t.Axis.Decimals = 1
	}
	line := chart.TrendSeries{Key: chart.Key{Name: f.series.name, Role: chart.Main}}
	for i, e := range f.series.values {
		t.Waves = append(t.Waves, chart.Wave{Label: lang.Same(f.series.waves[i]), Ref: "wave/" + f.series.waves[i]})
		v := chart.None("–")
		switch {
		case e.HasInterval():
			v = chart.Within(factor*e.Value, factor*e.Lo, factor*e.Hi).Of(e.N)
		case e.Defined:
			v = chart.At(factor * e.Value).Of(e.N)
		case f.least > 0:
			v = chart.None(fewText(f.least))
		}
		line.Values = append(line.Values, v.As("trend/"+f.series.ref+"/"+f.series.waves[i]))
	}
	t.Series = []chart.TrendSeries{line}
	t.Limits, t.Signals = f.figureLimits(factor)
	for _, e := range f.events {
		t.Events = append(t.Events, chart.Event{Wave: e.at, Label: lang.Same(e.Label)})
	}
	return t
}

// figureLimits are one pair for each phase, or one for each wave where limits
// vary with the number of answers.
func (f *follow) figureLimits(factor float64) (limits []chart.Limits, signals []chart.Signal) {
	if len(f.at) < controlWaves {
		return nil, nil
	}
	for k, p := range f.control.Points {
		if !p.Defined {
			continue
		}
		w := f.at[k]
		l := chart.Limits{From: w, To: w, Centre: factor * p.Center, Lower: factor * p.LCL, Upper: factor * p.UCL, Tentative: !f.firm()}
		if n := len(limits); n > 0 && f.chart == ChartXmR && f.control.Points[k-1].Phase == p.Phase {
			limits[n-1].To = w
		} else {
			limits = append(limits, l)
		}
		if len(p.Signals) > 0 {
			signals = append(signals, chart.Signal{Wave: w, Label: ruleText(p.Signals[0])})
		}
	}
	return limits, signals
}

// firm says whether the limits rest on enough waves.
func (f *follow) firm() bool {
	for _, n := range f.control.Notes {
		if n.Code == stats.LimitsNotFirm {
			return false
		}
	}
	return true
}

func (f *follow) reading() lang.Text {
	if len(f.at) < controlWaves {
		return lang.T("折线为每期的值，色带为置信区间：相邻两期色带大量重叠时，变化可能只是波动。", "The line is each wave's value, the ribbon its interval: where ribbons overlap widely, a change may be noise.")
	}
	if len(f.events) > 0 {
		return lang.T("折线为每期的值，色带为置信区间，虚线为控制限；竖线为事件，之后另起一段重新计算控制限。限内的起伏是日常波动，只有被标出的点值得追查原因。", "The line is each wave's value, the ribbon its interval, dashed lines the control limits; an event starts a new phase with limits of its own. Ups and downs within the limits are everyday noise; only marked points call for a cause.")
	}
	return lang.T("折线为每期的值，色带为置信区间，虚线为控制限：限内的起伏是日常波动，只有被标出的点值得追查原因。", "The line is each wave's value, the ribbon its interval, dashed lines the control limits: ups and downs within them are everyday noise; only marked points call for a cause.")
}

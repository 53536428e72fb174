package compose

import (
	"servqual/report/verdict"
	"servqual/survey"
	"servqual/survey/lang"
	"servqual/survey/stats"
	"servqual/survey/store"
	"servqual/survey/tally"
)

// valued is the table of a measure recoded so that its mean is the value
// printed: shares as 0 and 1, recommendations as −100, 0 and 100.
func (x extract) valued(t *tally.Tally) stats.Freq {
	f := x.freq(t)
	switch x.kind {
	case npsSeries:
		return promoters(f)
	case shareSeries:
		counts := map[int64]float64{}
		for i, k := range f.Keys {
			if x.keep(k) {
				counts[1] += f.Counts[i]
			} else {
				counts[0] += f.Counts[i]
			}
		}
		out := stats.NewFreq(1, counts)
		out.Eff = f.Eff
		return out
	}
	return f
}

// judge asks package verdict what an action did: units that did not take it are
// the controls, over equal numbers of months before and after it.
func (v *view) judge(a store.Action, x extract, before, after []string) verdict.ActionVerdict {
	k := min(len(before), len(after))
	near, next := before[len(before)-k:], after[:k]
	in := verdict.ActionInput{Higher: !x.lowerIsBetter(), Level: v.Level, MonthsBefore: len(before)}
	all := append(append([]string(nil), before...), after...)
	for _, m := range all {
		if mean, ok := x.valued(v.part([]string{m}, func(unit string) bool { return v.concerns(a, unit) })).Mean(); ok {
			in.Months = append(in.Months, mean)
		} else {
			in.MonthsBefore = 0 // a month without answers: no phases to compare
		}
	}
	if v.has(survey.FieldUnit) && v.Unit == "" {
		months := v.unitMonths(x, all)
		in.Units = v.periods(a, months, near, next)
		if len(before) >= 2*k {
			in.Placebo = v.periods(a, months, before[len(before)-2*k:len(before)-k], near)
		}
	}
	return verdict.Action(in)
}

// unitMonths are the tables of a measure by unit and month.
func (v *view) unitMonths(x extract, months []string) *unitTable {
	t := &unitTable{at: map[string]map[string]stats.Freq{}}
	wanted := map[string]bool{}
	for _, m := range months {
		wanted[m] = true
	}
	set := v.set.Filter(survey.FieldWave, func(n string) bool { return wanted[n] })
	ss, df := 0.0, 0.0
	for _, s := range set.Rollup(survey.FieldUnit, survey.FieldWave).Segments() {
		unit, month := s.Names[0], s.Names[1]
		if unit == "" {
			continue
		}
		if t.at[unit] == nil {
			t.at[unit], t.units = map[string]stats.Freq{}, append(t.units, unit)
		}
		f := x.valued(s.Tally)
		t.at[unit][month] = f
		if n := f.Effective(); n >= 2 {
			s2, _ := f.Variance()
			ss, df = ss+(n-1)*s2, df+n-1
		}
	}
	if df > 0 {
		t.pooled = ss / df
	}
	return t
}

// unitTable holds tables by unit and month, and the variance within all of them.
type unitTable struct {
	units  []string // in order
	at     map[string]map[string]stats.Freq
	pooled float64
}

// period is a unit's mean of its months' means with its sampling variance; months
// of fewer than ten answers borrow the pooled variance. ok is false where any
// month has none.
func (t *unitTable) period(unit string, months []string) (mean, v, n float64, ok bool) {
	k := float64(len(months))
	for _, m := range months {
		f := t.at[unit][m]
		x, some := f.Mean()
		if !some {
			return 0, 0, 0, false
		}
		s2, size := t.pooled, f.Effective()
		if own, has := f.Variance(); has && size >= verdict.Judged && own > 0 {
			s2 = own
		}
		mean, v, n = mean+x/k, v+s2/size/(k*k), n+size
	}
	return mean, v, n, true
}

// periods are the units with answers in every month of both periods.
func (v *view) periods(a store.Action, t *unitTable, before, after []string) []stats.UnitPeriods {
	var out []stats.UnitPeriods
	for _, unit := range t.units {
		u := stats.UnitPeriods{Acted: v.concerns(a, unit)}
		var ok, too bool
		u.Before, u.VBefore, u.NBefore, ok = t.period(unit, before)
		u.After, u.VAfter, u.NAfter, too = t.period(unit, after)
		if ok && too {
			out = append(out, u)
		}
	}
	return out
}

// actionWord words what may be said of an action.
func actionWord(c verdict.ActionVerdict) lang.Text {
	switch {
	case c.Says == verdict.Improved:
		return lang.T("改善，超出同期其他单位的变化和自然回升", "improved, beyond what other units did and the usual rebound")
	case c.Says == verdict.Harmed:
		return lang.T("变差，超出同期其他单位的变化", "got worse, beyond what other units did")
	case c.Says == verdict.Better:
		return lang.T("完成后好于以前的日常波动，但不能归因于措施", "better than the usual variation before, but can't be attributed to the action")
	case c.Says == verdict.Worse:
		return lang.T("完成后差于以前的日常波动，但不能归因于措施", "worse than the usual variation before, but can't be attributed to the action")
	case c.Reason == verdict.PlaceboFailed:
		return lang.T("措施之前同样的比较也有差别，无法判断", "the same comparison before the action shows a difference too: can't be judged")
	case c.Reason == verdict.FewControls:
		return lang.F("未采取措施的单位或此前的月份太少，无法判断（需要至少 %d 家单位、两家以上采取措施，或此前 %d 个月）", "too few units without the action, or months before it, to judge (%d such units and two with it, or %d months)", verdict.LeastControls, verdict.PhaseMonths)
	case c.Reason == verdict.WithinUsual:
		return lang.T("在日常波动之内", "within the usual variation")
	case c.Reason == verdict.NotToldApart:
		return lang.T("与其他单位的变化分不出差别", "not told apart from what other units did")
	}
	return lang.T("没有区间，无法判断", "no interval: can't be judged")
}

// actionDetail sets out how the change of an action that was compared with other
// units is made up.
func (e effect) actionDetail() lang.Text {
	a := e.verdict.Effect
	check := lang.T("没有更早的时期可供核对", "no earlier period to check with")
	if e.verdict.Placebo.Defined {
		check = lang.F("更早一期的同样比较：p = %s", "the same comparison one period earlier: p = %s", pPlain(e.verdict.Placebo.P))
	}
	return lang.F("措施 %s：采取措施的 %d 家共变化 %s；其他 %d 家变化 %s，自然回升或回落 %s，其余 %s；这样的数据能看出（把握80%%）的最小作用约 %s；%s。",
		"Action %s: the %d units that took it changed by %s; the other %d changed by %s, rebound accounts for %s, what is left is %s; an effect of about %s would be seen (80%% power); %s.",
		count(float64(e.action.ID)), a.Acted, gapNum(a.Change), a.Controls, gapNum(a.Everybody), gapNum(a.Rebound), gapNum(a.Effect.Value), meanNum(a.Seeable), check)
}

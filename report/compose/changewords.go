package compose

import (
	"servqual/report"
	"servqual/report/verdict"
	"servqual/survey/lang"
)

// changeNote words a change since the wave before: its size within units, what
// may be said of it, and what a change of who answered did to the total. scale
// turns the change into the units printed.
func (v *view) changeNote(c changed, k report.Kind, scale float64) lang.Text {
	before := waveText(v.previous().name)
	number := func(x float64) string {
		return report.Number{Defined: true, Value: scale * x, Kind: report.Gap, Digits: report.Number{Kind: k, Digits: -1}.Decimals()}.Format(lang.Zh)
	}
	if c.Reason == verdict.TooFew {
		return lang.F("与%s相比：答卷太少（%s 份），不作判断", "since %s: too few responses to judge (n = %s)", before, count(c.N))
	}
	n := number(c.Adjusted.Value)
	out := lang.F("较%s %s，%s", "%[2]s since %[1]s, %[3]s", before, n, changeWord(c))
	if c.MixMatters {
		return lang.F("%s；另有 %s 来自答卷在各单位间的分布变化，不是服务的变化", "%s; a further %s comes from who answered (mix of units), not from the service", out, number(c.Split.Mix))
	}
	return out
}

// changeWord says what the rule found.
func changeWord(c changed) lang.Text {
	switch {
	case c.Made() && c.SamplingOnly:
		return lang.T("超出抽样误差（各期本来波动多大还不清楚）", "more than sampling noise (how much waves vary is not known yet)")
	case c.Made() && c.Rule == verdict.RuleUsual:
		return lang.T("超出日常波动", "beyond the usual variation")
	case c.Made():
		return lang.T("超出波动范围", "beyond noise")
	case c.Reason == verdict.WithinUsual:
		return lang.T("在日常波动之内", "within the usual variation")
	}
	return lang.T("与上期分不出高低", "not told apart from it")
}

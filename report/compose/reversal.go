package compose

import (
	"servqual/report"
	"servqual/servqual"
	"servqual/survey"
	"servqual/survey/issue"
	"servqual/survey/lang"
)

// ReversalProof words the correlations that prove a forgotten reversal, and
// what to do.
func ReversalProof(s *survey.Study, rev servqual.Reversal) lang.Text {
	out := lang.T("以下相关系数本应为正，却显著为负，说明有题项的方向相反：", "These correlations must be positive and are negative beyond chance, so some items point the other way:")
	r := func(x float64) string { return report.N(report.Coef, x).Format(lang.Zh) }
	for _, p := range rev.Pairs {
		out = lang.F("%s\n  %s，%s × %s：r = %s（99.9%%区间 %s 至 %s，n = %s）", "%s\n  %s, %s × %s: r = %s (99.9%% interval %s to %s, n = %s)",
			out, p.Side.Label(), s.Dimensions[p.A].Label, s.Dimensions[p.B].Label, r(p.R.Value), r(p.R.Lo), r(p.R.Hi), count(p.R.N))
	}
	for _, it := range rev.Items {
		out = lang.F("%s\n  %s，%s（%s）与本维度其余题项：r = %s（99.9%%区间 %s 至 %s，n = %s）", "%s\n  %s, %s (%s) against the rest of its dimension: r = %s (99.9%% interval %s to %s, n = %s)",
			out, it.Side.Label(), s.Items[it.Item].Label, s.Items[it.Item].ID, r(it.R.Value), r(it.R.Lo), r(it.R.Hi), count(it.R.N))
	}
	return lang.F("%s\n处理：1988版问卷请用 --instrument servqual-22-1988；自编问卷请在研究文件中给反向题写 reversed: true；数据已反转过的，请去掉该标记。",
		"%s\nWhat to do: for the 1988 form use --instrument servqual-22-1988; for your own form write reversed: true at the negatively worded items of the study file; if the data was recoded already, take that mark away.", out)
}

// ReversalIssue makes an issue of the proof.
func ReversalIssue(s *survey.Study, rev servqual.Reversal) issue.Issue {
	i := issue.Issue{Code: issue.ReversalForgotten, Effect: lang.T("不计分", "not scored"),
		Want: lang.T("方向一致的题项；1988版用 --instrument servqual-22-1988，自编问卷在研究文件中写 reversed: true", "items that point the same way; --instrument servqual-22-1988 for the 1988 form, reversed: true in the study file for your own")}
	if len(rev.Pairs) > 0 {
		p := rev.Pairs[0]
		i.Subject = s.Dimensions[p.A].ID + " × " + s.Dimensions[p.B].ID
		i.Got = "r = " + report.N(report.Coef, p.R.Value).Format(lang.Zh)
		i.Count = len(rev.Pairs)
		return i
	}
	it := rev.Items[0]
	i.Subject = s.Items[it.Item].ID
	i.Got = "r = " + report.N(report.Coef, it.R.Value).Format(lang.Zh)
	i.Count = len(rev.Items)
	return i
}

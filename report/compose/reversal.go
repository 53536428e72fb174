package compose

import (
	"cmp"
	"slices"

	"servqual/report"
	"servqual/servqual"
	"servqual/survey"
	"servqual/survey/issue"
	"servqual/survey/lang"
	"servqual/survey/stats"
)

// ReversalProof words the correlations that speak for a forgotten reversal, and
// what to do about it.
func ReversalProof(s *survey.Study, rev servqual.Reversal) lang.Text {
	out := lang.T("以下相关系数本应为正，却显著为负，说明有题项的方向相反：", "These correlations must be positive and are negative beyond chance, so some items point the other way:")
	for _, p := range rev.Pairs {
		out = lang.F("%s\n  %s，%s × %s：r = %s", "%s\n  %s, %s × %s: r = %s", out, p.Side.Label(), s.Dimensions[p.A].Label, s.Dimensions[p.B].Label, rOf(p.R))
	}
	for _, it := range rev.Items {
		out = lang.F("%s\n  %s，%s（%s）与本维度其余题项：r = %s", "%s\n  %s, %s (%s) against the rest of its dimension: r = %s",
			out, it.Side.Label(), s.Items[it.Item].Label, s.Items[it.Item].ID, rOf(it.R))
	}
	return lang.F("%s\n处理：1988版问卷请用 --instrument servqual-22-1988；自编问卷请在研究文件中给反向题写 reversed: true；数据已反转过的，请去掉该标记。核对过、题项方向确实无误的，加 --reversed-ok 照常计分。",
		"%s\nWhat to do: for the 1988 form use --instrument servqual-22-1988; for your own form write reversed: true at the negatively worded items of the study file; if the data was recoded already, take that mark away. Where you have looked and the items do point the right way, --reversed-ok scores them as they are.", out)
}

// rOf writes a correlation with its interval, if it has one, and its n.
func rOf(e stats.Estimate) lang.Text {
	r := func(x float64) string { return report.N(report.Coef, x).Format(lang.Zh) }
	if !e.HasInterval() {
		return lang.F("%s（n = %s）", "%s (n = %s)", r(e.Value), count(e.N))
	}
	return lang.F("%s（%s区间 %s 至 %s，n = %s）", "%s (%s interval %s to %s, n = %s)", r(e.Value), level(e.Level), r(e.Lo), r(e.Hi), count(e.N))
}

// ReversalIssues makes issues of a Reversal: one for the dimensions that work
// against each other, one for each item that looks reversed. refused says that
// nothing is scored for it. header names the column of an item on a side.
func ReversalIssues(s *survey.Study, rev servqual.Reversal, refused bool, header func(item int, side survey.Side) string) []issue.Issue {
	var out []issue.Issue
	severity, effect := issue.Warning, lang.T("照常计分", "scored as it is")
	if refused {
		severity, effect = issue.Error, lang.T("不计分", "not scored")
	}
	r := func(e stats.Estimate) string { return "r = " + coefficient(e) }
	if len(rev.Pairs) > 0 {
		p := rev.Pairs[0]
		for _, x := range rev.Pairs {
			if x.R.Value < p.R.Value {
				p = x
			}
		}
		out = append(out, issue.Issue{Code: issue.ReversalForgotten, Severity: severity, Subject: s.Dimensions[p.A].ID + " × " + s.Dimensions[p.B].ID, Got: r(p.R), Count: len(rev.Pairs), Effect: effect,
			Want: lang.T("方向一致的题项；1988版用 --instrument servqual-22-1988，自编问卷在研究文件中写 reversed: true", "items that point the same way; --instrument servqual-22-1988 for the 1988 form, reversed: true in the study file for your own")})
	}
	for _, it := range rev.Items {
		is := issue.Issue{Code: issue.ItemReversed, Severity: severity, Subject: s.Items[it.Item].ID, Got: r(it.R), Count: 1, Effect: effect,
			Want: lang.T("与本维度其余题项方向一致；反向题请在研究文件中写 reversed: true", "an item that points the same way as the rest of its dimension; if it is worded negatively, write reversed: true in the study file")}
		if h := header(it.Item, it.Side); h != "" && h != is.Subject {
			is.Subject = h + " (" + is.Subject + ")"
		}
		if it.Without.Defined && it.Alpha.Defined {
			is.Got += ", α " + coefficient(it.Alpha) + " → " + coefficient(it.Without)
		}
		out = append(out, is)
	}
	return out
}

// mostNamed is how many suspects a notice names, the strongest first.
const mostNamed = 3

// ReversalNotice says in a line what looks reversed though the answers are
// scored.
func ReversalNotice(s *survey.Study, rev servqual.Reversal) lang.Text {
	type suspect struct {
		name lang.Text
		r    float64
	}
	var all []suspect
	for _, it := range rev.Items {
		all = append(all, suspect{lang.F("%s（%s，r = %s）", "%s (%s, r = %s)", lang.Same(s.Items[it.Item].ID), it.Side.Label(), coefficient(it.R)), it.R.Value})
	}
	for _, p := range rev.Pairs {
		all = append(all, suspect{lang.F("%s × %s（%s，r = %s）", "%s × %s (%s, r = %s)", lang.Same(s.Dimensions[p.A].ID), lang.Same(s.Dimensions[p.B].ID), p.Side.Label(), coefficient(p.R)), p.R.Value})
	}
	slices.SortStableFunc(all, func(a, b suspect) int { return cmp.Compare(a.r, b.r) })
	var names []lang.Text
	for _, x := range all[:min(mostNamed, len(all))] {
		names = append(names, x.name)
	}
	list := join(names)
	if n := len(all) - mostNamed; n > 0 {
		list = lang.F("%s，另有%d处", "%s, and %d more", list, n)
	}
	return lang.F("方向可能相反，仍照常计分：%s。请核对是否有反向题没有反转（servqual check）。", "Scored as they are, but these may point the other way: %s. See whether items worded negatively were recoded (`servqual check`).", list)
}

func coefficient(e stats.Estimate) string { return report.N(report.Coef, e.Value).Format(lang.Zh) }

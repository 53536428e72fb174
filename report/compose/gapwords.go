package compose

import (
	"servqual/gap"
	"servqual/report/verdict"
	"servqual/survey/lang"
	"servqual/survey/stats"
)

// The sentences about gaps 1 to 5. Each follows a fixed pattern; numbers come
// from the analysis, and nothing is ever added up.

// gapLinkText words one gap, 1 … 5, as measured.
func gapLinkText(a *gap.Analysis, number int) lang.Text {
	l := a.Chain.Links[number-1]
	var body lang.Text
	switch {
	case number == 1:
		body = gapKnowledgeText(a, l)
	case l.State == gap.Unmeasured:
		body = gapUnmeasured(number)
	case number == 5:
		body = gapServiceText(a, l)
	default:
		body = gapLevelText(a, l)
	}
	return lang.F("%s：%s", "%s: %s", gap.Label(number), body)
}

func gapUnmeasured(number int) lang.Text {
	who := lang.T("管理者", "managers")
	switch number {
	case 3, 4:
		who = lang.T("一线员工", "contact staff")
	case 5:
		who = lang.T("客户的期望与感知", "customers, expectations and perceptions")
	}
	return lang.F("没有测量（需要%s的答卷）。", "not measured; it takes answers from %s.", who)
}

// gapKnowledgeText words gap 1: who is misread, or that nobody demonstrably is.
func gapKnowledgeText(a *gap.Analysis, l gap.Link) lang.Text {
	k := a.Knowledge
	switch {
	case k != nil && len(k.Dimensions) == 0 && len(k.Notes) > 0:
		return gapNoteText(k.Notes[0])
	case l.State == gap.Unmeasured:
		return gapUnmeasured(1)
	}
	if !l.Tested {
		return lang.F("%s；只列差值，不下结论。", "%s, so there are differences without a verdict.", gapFew(a))
	}
	n := count(l.N)
	under, over := gapListed(k.Dimensions, l.Under), gapListed(k.Dimensions, l.Over)
	switch {
	case len(l.Under) > 0 && len(l.Over) > 0:
		return lang.F("管理者低估了客户对%s的期望，高估了对%s的期望（%s 名管理者，均超出偶然）。", "managers under-estimate what customers expect of %s and over-estimate %s (%s managers, beyond chance).", under, over, n)
	case len(l.Under) > 0:
		return lang.F("管理者低估了客户对%s的期望（%s 名管理者，超出偶然）。", "managers under-estimate what customers expect of %s (%s managers, beyond chance).", under, n)
	case len(l.Over) > 0:
		return lang.F("管理者高估了客户对%s的期望（%s 名管理者，超出偶然）。", "managers over-estimate what customers expect of %s (%s managers, beyond chance).", over, n)
	}
	return lang.F("管理者对客户期望的判断没有超出偶然的偏差（%s 名管理者）。", "managers' idea of what customers expect is not off beyond chance (%s managers).", n)
}

// gapFew says which group is too small for a test.
func gapFew(a *gap.Analysis) lang.Text {
	if a.Managers <= a.Customers {
		return lang.F("只有 %s 名管理者作答（下结论至少需要 %s 名）", "only %s managers answered (a verdict takes %s)", count(float64(a.Managers)), count(verdict.Judged))
	}
	return lang.F("只有 %s 名客户作答（下结论至少需要 %s 名）", "only %s customers answered (a verdict takes %s)", count(float64(a.Customers)), count(verdict.Judged))
}

// gapNamed writes 可靠性(−0.80).
func gapNamed(label lang.Text, e stats.Estimate) lang.Text {
	return lang.F("%s（%s）", "%s (%s)", label, gapNum(e.Value))
}

func gapListed(ds []gap.Difference, topics []gap.Topic) lang.Text {
	var out []lang.Text
	for _, t := range topics {
		for _, d := range ds {
			if d.ID == t.ID {
				out = append(out, gapNamed(d.Label, d.Diff))
			}
		}
	}
	return join(out)
}

// gapLevelText words gaps 2, 3 and 4.
func gapLevelText(a *gap.Analysis, l gap.Link) lang.Text {
	what := map[int]lang.Text{
		2: lang.T("服务标准的成文程度", "how far service standards are formalised"),
		3: lang.T("员工达到标准的能力", "staff's ability to meet the standards"),
		4: lang.T("兑现对外承诺的能力", "the ability to keep what is promised"),
	}[l.Gap]
	out := lang.F("%s平均 %s 分（满分 %d，%s 人）", "%s is rated %s of %d on average (%s people)",
		what, meanNum(l.Value.Value), a.Scale.Max, count(l.N))
	if l.Clear {
		out = lang.F("%s，最低的是%s（%s）", "%s, lowest for %s (%s)", out, l.Worst.Label, meanNum(l.At.Value))
	}
	if l.None.Defined && l.None.Value > 0 {
		return lang.F("%s；另有 %s 的回答是“没有标准”。", "%s; %s of the answers are \"no standard exists\".", out, shareNum(l.None.Value))
	}
	return lang.F("%s。", "%s.", out)
}

func gapServiceText(a *gap.Analysis, l gap.Link) lang.Text {
	lead := lang.T("没有人答完全部维度，不算平均差距", "nobody answered on every dimension, so there is no mean gap")
	switch {
	case !l.Value.Defined:
	case l.Value.Value >= 0:
		lead = lang.F("客户的感受平均比期望高 %s 分", "what customers perceive is %s above what they expect", meanNum(l.Value.Value))
	default:
		lead = lang.F("客户的感受平均比期望低 %s 分", "what customers perceive is %s below what they expect", meanNum(-l.Value.Value))
	}
	if l.Clear {
		lead = lang.F("%s，差距最大的是%s", "%s; the widest gap is %s", lead, gapNamed(l.Worst.Label, l.At))
	}
	switch k := len(l.Under); {
	case !l.Tested:
		return lang.F("%s。", "%s.", lead)
	case k == len(a.Dimensions) && k > 1:
		return lang.F("%s；%d 个维度全部低于期望。", "%s; all %d dimensions are below expectation.", lead, k)
	default:
		return lang.F("%s；%d 个维度中有 %d 个低于期望，超出抽样误差。", "%s; %[3]d of %[2]d dimensions are below expectation beyond sampling noise.", lead, len(a.Dimensions), k)
	}
}

// gapBreakText is the finding: where the chain breaks, or that it can't be
// told.
func gapBreakText(a *gap.Analysis) lang.Text {
	c := a.Chain
	measured := 0
	for _, l := range c.Links[:4] {
		if l.State != gap.Unmeasured {
			measured++
		}
	}
	switch {
	case measured == 0:
		return lang.T("没有管理者和一线员工的答卷，看不出差距5从哪里来。", "Without answers from managers and contact staff there is no telling where gap 5 comes from.")
	case c.Claim.Reason == verdict.TooFew:
		return lang.F("%s，还指不出链条断在哪一环（每组至少需要 %d 人）。", "%s can't place where the chain breaks (it takes %d of each group).", gapGroups(a), verdict.Judged)
	case c.Claim.Reason == verdict.NoComparison:
		return lang.T("只有一环可以判断，没有别的环节可比，指不出断在哪一环。", "Only one link could be judged, so there is nothing to compare it with.")
	case c.Claim.Reason == verdict.NotToldApart:
		return lang.T("从管理者的认知到对外的承诺，已测量的各环都没有超出抽样误差的缺口。", "From what managers know to what is promised, no link falls short beyond sampling noise.")
	case c.Weakest == 0:
		return lang.F("%s的答卷还指不出链条断在哪一环：缺口最大的几环彼此分不出先后。", "The answers of %s can't place where the chain breaks: the links that fall shortest can't be told apart.", gapGroups(a))
	}
	l := c.Links[c.Weakest-1]
	out := lang.F("链条断在%s（%s 人）：缺口比其他可比的各环都大，超出抽样误差", "The chain breaks at %s (%s people): it falls shorter than the other links compared, beyond sampling noise", gap.Label(l.Gap), count(l.N))
	if i := gapLowestCause(a, c.Weakest); i >= 0 {
		x := a.Causes[i]
		return lang.F("%s；它的前因中得分靠后的是“%s”（%s 分，先后未作检验）。", "%s; among its causes \"%s\" is rated low (%s; their order was not tested).", out, x.Label, meanNum(x.Score.Value))
	}
	return lang.F("%s。", "%s.", out)
}

// gapGroups names managers and staff with their numbers.
func gapGroups(a *gap.Analysis) lang.Text {
	var out []lang.Text
	if a.Managers > 0 {
		out = append(out, lang.F("%s 名管理者", "%s managers", count(float64(a.Managers))))
	}
	if a.Staff > 0 {
		out = append(out, lang.F("%s 名一线员工", "%s contact staff", count(float64(a.Staff))))
	}
	return join(out)
}

// gapLowestCause is the index of the lowest antecedent of a gap, −1 without.
func gapLowestCause(a *gap.Analysis, number int) int {
	low := -1
	for i, c := range a.Causes {
		if c.Gap == number && c.Score.Defined && (low < 0 || c.Score.Value < a.Causes[low].Score.Value) {
			low = i
		}
	}
	return low
}

// gapFocusText follows the dimension with the widest gap 5 through the chain;
// zero without customers or with nothing to follow.
func gapFocusText(a *gap.Analysis) lang.Text {
	c := a.Chain
	if c.Focus.ID == "" {
		return lang.Text{}
	}
	names := [5]lang.Text{
		lang.T("管理者的判断", "managers' idea"), lang.T("标准", "standards"), lang.T("执行", "delivery"), lang.T("承诺", "promises"), lang.T("客户的差距", "customers' gap"),
	}
	var zh, en string
	steps := 0
	for i, e := range c.Path {
		if !e.Defined {
			continue
		}
		if steps++; steps > 1 {
			zh, en = zh+" → ", en+" → "
		}
		n := meanNum(e.Value)
		if i == 0 || i == 4 {
			n = gapNum(e.Value)
		}
		zh, en = zh+names[i].Zh+" "+n, en+names[i].En+" "+n
	}
	if steps < 2 {
		return lang.Text{}
	}
	out := lang.F("沿着客户差距最大的几个维度之一%s看：%s。", "Along %s, one of those where customers may find the widest gap: %s.", c.Focus.Label, lang.T(zh, en))
	if c.Links[4].Clear {
		out = lang.F("沿着客户差距最大的%s看：%s。", "Along %s, where customers find the widest gap: %s.", c.Focus.Label, lang.T(zh, en))
	}
	if len(c.Agree) == 0 {
		return out
	}
	var at []lang.Text
	for _, n := range c.Agree {
		at = append(at, gap.Label(n))
	}
	return lang.F("%s%s的最低分也在这个维度（先后未作检验）。", "%s %s lowest in this very dimension, too (not tested).", out, gapAre(join(at), len(at)))
}

func gapAre(t lang.Text, n int) lang.Text {
	if n == 1 {
		return lang.T(t.Zh, t.En+" is")
	}
	return lang.T(t.Zh, t.En+" are")
}

// gapParagraph is the chain as one paragraph: where it breaks, each link, and
// the dimension that customers feel most.
func gapParagraph(a *gap.Analysis) lang.Text {
	out := gapBreakText(a)
	for n := 1; n <= 5; n++ {
		out = lang.F("%s%s", "%s %s", out, gapLinkText(a, n))
	}
	if t := gapFocusText(a); !t.IsZero() {
		out = lang.F("%s%s", "%s %s", out, t)
	}
	return lang.F("%s%s", "%s %s", out, gapApart(a))
}

// gapWithheld is the number under which a value is withheld, 0 when it isn't.
func gapWithheld(e stats.Estimate) int {
	for _, n := range e.Notes {
		if !e.Defined && n.Code == stats.Suppressed && len(n.Args) > 0 {
			return int(n.Args[0])
		}
	}
	return 0
}

// gapApart says why the gaps are not summed.
func gapApart(a *gap.Analysis) lang.Text {
	return lang.F("五个差距的单位不同：差距1和差距5是差值，差距2–4是 %d–%d 分的评分（分数高表示差距小），不能相加。",
		"The five gaps have different units: gaps 1 and 5 are differences, gaps 2–4 are ratings from %d to %d (high = small gap). They don't add up.", a.Scale.Min, a.Scale.Max)
}

// gapCausesText names the lowest antecedents.
func gapCausesText(a *gap.Analysis) lang.Text {
	if len(a.Lowest) == 0 {
		return lang.T("没有测量各差距的前因。", "The causes of the gaps were not measured.")
	}
	var out []lang.Text
	for _, i := range a.Lowest {
		c := a.Causes[i]
		out = append(out, lang.F("%s（%s 分，差距%d）", "%s (%s, gap %d)", c.Label, meanNum(c.Score.Value), c.Gap))
	}
	return lang.F("%d 项前因按得分由低到高，排在前面的是%s；先后未作检验。", "Of %d causes, by rating from the low end: %s; their order was not tested.", len(a.Causes), join(out))
}

// gapNoteText words the footnotes of package gap, and those of stats.
func gapNoteText(n stats.Note) lang.Text {
	if t, ok := gapWords(n); ok {
		return t
	}
	return noteText(n)
}

func gapWords(n stats.Note) (t lang.Text, ok bool) {
	arg := noteArg(n)
	switch n.Code {
	case gap.ScalesDiffer:
		return lang.F("两组用的量表不同（%s–%s 与 %s–%s），不能直接比较。", "the groups answered on different scales (%s–%s and %s–%s) and can't be compared.", arg(0), arg(1), arg(2), arg(3)), true
	case gap.NotTheSame:
		return lang.F("两组问卷的题项对不上（%s 题与 %s 题），该维度不逐题比较。", "the forms' items don't match (%s and %s); that dimension is not compared item by item.", arg(0), arg(1)), true
	case gap.NoMatch:
		return lang.T("两组问卷没有相同的维度，无法比较。", "the forms have no dimension in common."), true
	case gap.FewUnits:
		return lang.F("只有 %s 个单位，少于 %s 个，不计算单位之间的相关。", "with %s units, fewer than %s, no correlations across units are computed.", arg(0), arg(1)), true
	}
	return t, false
}

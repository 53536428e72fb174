package compose

import (
	"math"

	"servqual/gap"
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
	largest := gapLargest(k.Dimensions)
	most := gapNamed(largest.Label, largest.Diff)
	if !l.Tested {
		return lang.F("%s；只列差值，不作检验。相差最大的是%s。", "%s, so there are differences without tests. The largest is %s.", gapFew(a), most)
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
	return lang.F("管理者对客户期望的判断没有超出偶然的偏差（%s 名管理者）；相差最大的是%s。", "managers' idea of what customers expect is not off beyond chance (%s managers); the largest difference is %s.", n, most)
}

// gapFew says which group is too small for a test.
func gapFew(a *gap.Analysis) lang.Text {
	if a.Managers <= a.Customers {
		return lang.F("只有 %s 名管理者作答（检验至少需要 %s 名）", "only %s managers answered (a test takes %s)", count(float64(a.Managers)), count(a.Options.MinTest))
	}
	return lang.F("只有 %s 名客户作答（检验至少需要 %s 名）", "only %s customers answered (a test takes %s)", count(float64(a.Customers)), count(a.Options.MinTest))
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

// gapLargest is the difference with the largest absolute value.
func gapLargest(ds []gap.Difference) gap.Difference {
	var out gap.Difference
	for _, d := range ds {
		if d.Diff.Defined && (!out.Diff.Defined || math.Abs(d.Diff.Value) > math.Abs(out.Diff.Value)) {
			out = d
		}
	}
	return out
}

// gapLevelText words gaps 2, 3 and 4.
func gapLevelText(a *gap.Analysis, l gap.Link) lang.Text {
	what := map[int]lang.Text{
		2: lang.T("服务标准的成文程度", "how far service standards are formalised"),
		3: lang.T("员工达到标准的能力", "staff's ability to meet the standards"),
		4: lang.T("兑现对外承诺的能力", "the ability to keep what is promised"),
	}[l.Gap]
	short := float64(a.Scale.Max) - l.Value.Value
	out := lang.F("%s平均 %s 分（满分 %d，还差 %s），最低的是%s（%s）", "%s is rated %s of %d on average (%s short of full marks), lowest for %s (%s)",
		what, meanNum(l.Value.Value), a.Scale.Max, meanNum(short), l.Worst.Label, meanNum(l.At.Value))
	if l.None.Defined && l.None.Value > 0 {
		return lang.F("%s；另有 %s 的回答是“没有标准”。", "%s; %s of the answers are \"no standard exists\".", out, shareNum(l.None.Value))
	}
	return lang.F("%s。", "%s.", out)
}

func gapServiceText(a *gap.Analysis, l gap.Link) lang.Text {
	if !l.Value.Defined {
		return lang.F("差距最大的是%s。", "the widest gap is %s.", gapNamed(l.Worst.Label, l.At))
	}
	lead := lang.F("客户的感受平均比期望低 %s 分", "what customers perceive is %s below what they expect", meanNum(-l.Value.Value))
	if l.Value.Value >= 0 {
		lead = lang.F("客户的感受平均比期望高 %s 分", "what customers perceive is %s above what they expect", meanNum(l.Value.Value))
	}
	lead = lang.F("%s，差距最大的是%s", "%s; the widest gap is %s", lead, gapNamed(l.Worst.Label, l.At))
	if !l.Tested {
		return lang.F("%s。", "%s.", lead)
	}
	return lang.F("%s；%d 个维度中有 %d 个低于期望且超出偶然。", "%s; %[3]d of %[2]d dimensions are below expectation beyond chance.", lead, len(a.Dimensions), len(l.Under))
}

// gapBreakText is the finding: where the chain breaks, or that it can't be
// told.
func gapBreakText(a *gap.Analysis) lang.Text {
	c := a.Chain
	if c.Weakest == 0 {
		for _, l := range c.Links[:4] {
			if l.State != gap.Unmeasured {
				return lang.T("从管理者的认知到对外的承诺，已测量的各环都没有明显的断点。", "From what managers know to what is promised, none of the links measured is clearly broken.")
			}
		}
		return lang.T("没有管理者和一线员工的答卷，看不出差距5从哪里来。", "Without answers from managers and contact staff there is no telling where gap 5 comes from.")
	}
	l := c.Links[c.Weakest-1]
	var out lang.Text
	switch c.Why {
	case gap.Upstream:
		out = lang.F("链条在源头就断了：管理者低估了客户对%s的期望，据此定下的标准、执行和承诺都会跟着偏",
			"The chain breaks at its source: managers under-estimate what customers expect of %s, and standards, delivery and promises build on that", gapListed(a.Knowledge.Dimensions, l.Under))
	case gap.Guessed:
		out = lang.F("最可能的断点是差距1（作答人数少，未作检验）：管理者对%s的判断偏低", "The likeliest break is gap 1 (too few answers for a test): managers think too little of %s", gapNamed(l.Worst.Label, l.At))
	case gap.LowLevel:
		out = gapLowest(c, l)
	}
	if i := gapLowestCause(a, c.Weakest); i >= 0 {
		x := a.Causes[i]
		return lang.F("%s；它的前因中得分最低的是“%s”（%s 分）。", "%s; lowest among its causes is \"%s\" (%s).", out, x.Label, meanNum(x.Score.Value))
	}
	return lang.F("%s。", "%s.", out)
}

func gapLowest(c gap.Chain, l gap.Link) lang.Text {
	head := lang.F("最弱的一环是%s", "The weakest link is %s", gap.Label(l.Gap))
	if l.State == gap.Strained {
		head = lang.F("没有断开的环节，最吃紧的是%s", "No link is broken; the most strained is %s", gap.Label(l.Gap))
	}
	out := lang.F("%s（平均 %s 分）", "%s (%s on average)", head, meanNum(l.Value.Value))
	if c.Second > 0 {
		s := c.Links[c.Second-1]
		out = lang.F("%s，但与%s（%s 分）还分不出高低", "%s, though it can't be told from %s (%s)", out, gap.Label(s.Gap), meanNum(s.Value.Value))
	}
	return out
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
	out := lang.F("沿着客户差距最大的%s看：%s。", "Along %s, where customers find the widest gap: %s.", c.Focus.Label, lang.T(zh, en))
	if len(c.Agree) == 0 {
		return out
	}
	var at []lang.Text
	for _, n := range c.Agree {
		at = append(at, gap.Label(n))
	}
	return lang.F("%s%s也正是在这个维度上最弱。", "%s %s weakest in this very dimension.", out, gapAre(join(at), len(at)))
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
	return lang.F("%d 项前因中得分最低的是%s。", "Of %d causes the lowest are %s.", len(a.Causes), join(out))
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

package compose

import (
	"cmp"
	"slices"

	"servqual/report"
	"servqual/servqual"
	"servqual/survey"
	"servqual/survey/lang"
)

// ceilingShare is the share of answers at the top of the expectation scale
// from which the gap mostly mirrors the perceptions (method A.10).
const ceilingShare = 0.6

// caveats says what a reader must not conclude. There is always at least one:
// who did not answer is never known from the answers.
func (v *view) caveats() []report.ListItem {
	var out []report.ListItem
	add := func(t lang.Text) { out = append(out, report.ListItem{Text: t}) }
	if n := v.now.N(); n < 30 {
		add(lang.F("只有 %s 份答卷：区间很宽，名次和小的差别没有意义。", "Only %s responses: intervals are wide, ranks and small differences mean nothing.", count(float64(n))))
	}
	v.ceilingCaveat(add)
	v.weightCaveat(add)
	v.flagCaveat(add)
	v.waveCaveat(add)
	v.unitCaveat(add)
	add(lang.T("不知道发出多少份、谁没有回答：结果只代表作答的客户。", "How many were invited and who did not answer is not known: the results speak for those who answered."))
	return out
}

func (v *view) ceilingCaveat(add func(lang.Text)) {
	if !v.twoSided() {
		return
	}
	high := 0
	for _, it := range v.card.Items {
		if it.Expectation.Ceiling > ceilingShare {
			high++
		}
	}
	if high > 0 {
		add(lang.F("%d 个题项有超过六成的客户把期望打到满分：这些题项的差距主要反映感知。", "On %d items over 60%% of customers gave the highest expectation: their gaps mostly mirror the perceptions.", high))
	}
}

func (v *view) weightCaveat(add func(lang.Text)) {
	w := v.card.Weights
	switch {
	case w.Source == servqual.NoPoints && len(v.card.Dimensions) == 1:
		// There is nothing to weigh.
	case w.Source == servqual.NoPoints:
		add(lang.T("问卷没有收集各维度的权重：各维度按同等重要处理。", "No weights were asked for: the dimensions count equally."))
	case !v.weightsStand():
		add(lang.F("只有 %s 位客户给出有效权重（共 %s 位）：总分采用未加权得分。", "Only %s of %s respondents gave valid points: the verdict uses the unweighted score.", count(float64(w.Valid)), count(float64(v.now.N()))))
	case w.Source == servqual.OwnPoints && w.Invalid > 0:
		add(lang.F("%s 位客户的权重合计不是100（容许 ±5），只计入未加权得分。", "%s respondents' points do not add up to 100 (±5): they count in the unweighted scores only.", count(float64(w.Invalid))))
	case w.Source == servqual.StatedPoints:
		add(lang.T("权重由研究文件给定，不是客户自己的打分。", "The weights come from the study file, not from the customers."))
	}
}

func (v *view) flagCaveat(add func(lang.Text)) {
	flagged := v.now.Flagged()
	if flagged == 0 {
		return
	}
	with, _ := v.headline()
	without := v.cleanHeadline()
	if !with.Defined || !without.Defined {
		return
	}
	add(lang.F("%s 份答卷有可疑之处（见“样本与数据质量”），仍计入结果；剔除后总分由 %s 变为 %s。",
		"%s responses look doubtful (see “Sample and data quality”) and are counted; without them the score moves from %s to %s.",
		count(float64(flagged)), v.headlineNum(with.Value), v.headlineNum(without.Value)))
}

func (v *view) waveCaveat(add func(lang.Text)) {
	switch {
	case len(v.waves) == 0:
		add(lang.T("数据没有日期或期次：看不出变化趋势。", "The data has no dates or waves: nothing can be said about change."))
	}
}

func (v *view) unitCaveat(add func(lang.Text)) {
	var few []lang.Text
	for _, u := range v.units {
		if n := u.tally.N(); n < v.Cells.Distribution && len(v.units) > 1 {
			few = append(few, lang.F("%s（%s份）", "%s (%s)", unitName(u.name), count(float64(n))))
		}
	}
	if len(few) > 0 {
		add(lang.F("%s答卷太少，不宜单独评价。", "Too few responses to judge on their own: %s.", join(few)))
	}
}

// byPerception lists the items by mean perception, lowest first.
func (v *view) byPerception() []int {
	var out []int
	for i, it := range v.card.Items {
		if it.Perception.Mean.Defined {
			out = append(out, i)
		}
	}
	slices.SortStableFunc(out, func(a, b int) int {
		return cmp.Compare(v.card.Items[a].Perception.Mean.Value, v.card.Items[b].Perception.Mean.Value)
	})
	return out
}

// headlineNum writes a headline value: a gap with its sign, a mean without.
func (v *view) headlineNum(x float64) string {
	if v.twoSided() {
		return gapNum(x)
	}
	return meanNum(x)
}

// flagNames words the screening marks, in the order in which they are shown.
var flagNames = []struct {
	flag survey.Flag
	name lang.Text
	rule lang.Text
}{
	{survey.FlagUnfinished, lang.T("未完成", "Unfinished"), lang.T("平台标记为未提交", "marked as not submitted by the platform")},
	{survey.FlagStraightLine, lang.T("直线作答", "Straight-lining"), lang.T("连续相同的感知题过多（22题时为14题），或期望与感知各自全部相同", "too many perception items in a row alike (14 of 22), or both sides constant")},
	{survey.FlagLowVariability, lang.T("几乎不变", "Hardly any variation"), lang.T("感知题标准差小于0.25", "standard deviation over the perception items below 0.25")},
	{survey.FlagSpeeder, lang.T("作答过快", "Too fast"), lang.T("每题不到2秒，或不到中位用时的三分之一", "under 2 seconds an item, or under a third of the median time")},
	{survey.FlagDuplicate, lang.T("重复答卷", "Duplicates"), lang.T("同一编号，或同一分钟内答案完全相同", "same respondent, or identical answers in the same minute")},
	{survey.FlagInversions, lang.T("最低高于理想", "Minimum above desired"), lang.T("过多题项的最低要求高于理想水平", "too many items with the minimum above the desired level")},
	{survey.FlagSwapped, lang.T("两列疑似颠倒", "Sides swapped"), lang.T("期望几乎处处低于感知", "expectation below perception almost everywhere")},
	{survey.FlagOutlier, lang.T("答案组合异常", "Unusual combination"), lang.T("马氏距离的概率低于0.001", "Mahalanobis distance with probability under 0.001")},
	{survey.FlagFabricated, lang.T("疑似批量伪造", "Looks fabricated"), lang.T("多份答卷完全相同，不能用偶然解释", "several identical responses, beyond chance")},
}

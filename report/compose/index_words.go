package compose

import (
	"fmt"

	"servqual/report"
	"servqual/survey/index"
	"servqual/survey/lang"
	"servqual/survey/stats"
)

// indexOptions are the options of every index in a case.
func (v *view) indexOptions() index.Options {
	o := index.Default
	o.Level = v.Level
	return o
}

// quadrantNames names the fields of the importance–performance grid.
var quadrantNames = map[stats.Quadrant]lang.Text{
	stats.Concentrate: lang.T("重点改进", "Concentrate here"),
	stats.KeepUp:      lang.T("继续保持", "Keep up the good work"),
	stats.LowPriority: lang.T("低优先", "Low priority"),
	stats.Overkill:    lang.T("过度供给", "Possible overkill"),
}

// kindNames names the fields of the stated × derived grid.
var kindNames = map[index.Kind]lang.Text{
	index.BasicFactor:       lang.T("基本因素", "Basic"),
	index.PerformanceFactor: lang.T("绩效因素", "Performance"),
	index.ExcitementFactor:  lang.T("兴奋因素", "Excitement"),
	index.MinorFactor:       lang.T("次要因素", "Minor"),
}

// crossNames names the choices of cross-hair.
var crossNames = map[stats.CrossHair]lang.Text{
	stats.CrossScaleMid: lang.T("量表中点", "Middle of the scale"),
	stats.CrossMeans:    lang.T("全部题项的平均", "Means of all items"),
	stats.CrossMedians:  lang.T("全部题项的中位数", "Medians of all items"),
	stats.CrossDiagonal: lang.T("对角线（重要度 = 表现）", "Diagonal (importance = performance)"),
}

// csiNames names the classes of a CSI.
var csiNames = map[index.CSIClass]lang.Text{
	index.NotSatisfied:    lang.T("不满意", "not satisfied"),
	index.LessSatisfied:   lang.T("不太满意", "less satisfied"),
	index.FairlySatisfied: lang.T("基本满意", "fairly satisfied"),
	index.Satisfied:       lang.T("满意", "satisfied"),
	index.VerySatisfied:   lang.T("非常满意", "very satisfied"),
}

// zoneNames names where perceptions lie.
var zoneNames = map[index.ZoneStatus]lang.Text{
	index.BelowZone: lang.T("不达标", "Below"),
	index.InZone:    lang.T("区内", "In zone"),
	index.AboveZone: lang.T("超出", "Above"),
}

// zoneTones colours them: red is for below the minimum only.
var zoneTones = map[index.ZoneStatus]report.Tone{index.BelowZone: report.Bad, index.AboveZone: report.Good}

// indexNote words the footnotes of package index, and of what it rests on in
// the words that fit drivers and indices.
func indexNote(n stats.Note) lang.Text {
	if t, ok := indexWords(n); ok {
		return t
	}
	return noteText(n)
}

func indexWords(n stats.Note) (t lang.Text, ok bool) {
	arg := noteArg(n)
	switch n.Code {
	case index.UnknownField:
		return lang.T("数据中没有这个数值字段。", "The data has no such numeric field."), true
	case index.NoSide:
		return lang.T("问卷没有询问所需的一列（如期望、重要度或感知）。", "A side that this needs was not asked (expectation, importance or perception)."), true
	case index.ScaleGuessed:
		return lang.F("研究文件没有注明量表，按答案推断为 %s–%s。", "The study file does not state the scale; from the answers it is taken as %s–%s.", arg(0), arg(1)), true
	case index.FewForNPS:
		return lang.F("只有 %s 份答案（建议不少于 %s 份）：净推荐值会随机波动15分以上。", "Only %s answers (%s or more wanted): chance moves the score by 15 points and more.", arg(0), arg(1)), true
	case index.NPSOtherScale:
		return lang.F("推荐意愿的量表是 %s–%s，不是0–10，与公开的净推荐值不可比。", "Recommendation was asked on %s–%s, not 0–10: not comparable with published scores.", arg(0), arg(1)), true
	case index.ImportanceStandIn:
		return lang.T("问卷没有单独询问重要度，以期望的平均分代替。", "Importance was not asked; mean expectations stand in for it."), true
	case index.EqualWeights:
		return lang.T("没有给出权重，按等权计算。", "No weights were given: equal ones are used."), true
	case index.WeightsNormalised:
		return lang.F("所给权重合计为 %s，已归一化。", "The weights given add up to %s and were normalised.", report.N(report.Points, argOf(n, 0)).Format(lang.Zh)), true
	case index.MissingFactors:
		return lang.F("有 %s 个因子没有数据，不计算总指数。", "%s factors have no answers, so there is no index.", arg(0)), true
	case index.WideInterval:
		return lang.T("区间按三个问题完全相关计算，偏宽而不偏窄。", "The interval takes the three answers as fully correlated: too wide rather than too narrow."), true
	case index.NoItemLinks:
		return lang.T("没有统计题项之间的相关，按相互独立处理或不给区间。", "Correlations between items were not tallied: items are taken as independent, or there is no interval."), true
	case index.FewComplete:
		return lang.F("完整答卷只有 %s 份（至少需要 %s 份），不使用题项之间的相关。", "Only %s complete responses (%s needed): correlations between items are not used.", arg(0), arg(1)), true
	case index.CompleteRows:
		return lang.F("区间依据 %s 份完整答卷（共 %s 份）。", "The interval rests on %s complete responses of %s.", arg(0), arg(1)), true
	case index.ScaleFloor:
		return lang.F("CSI的最低可能值是 %s%%，不是0；0–100的换算值见表。", "The CSI can't fall below %s%%; the 0–100 rescale is in the table.", report.N(report.Index, argOf(n, 0)).Format(lang.Zh)), true
	case index.NotTenPoint:
		return lang.F("“评分×100”要求1–10量表；本问卷为 %s–%s，改为换算到0–1000。", "Ratings × 100 need a 1–10 scale; this one is %s–%s and is put on 0–1000.", arg(0), arg(1)), true
	case index.ScalesDiffer:
		return lang.T("重要度与表现不在同一量表上，不能画对角线。", "Importance and performance are not on one scale: there is no diagonal."), true
	case index.ZoneClosed:
		return lang.T("理想水平不高于最低要求，没有区内位置可言。", "Desired is not above minimum: there is no position in the zone."), true
	case index.AllInverted:
		return lang.F("有 %s 个答案（%s）的最低要求高于理想水平，不计入各区比例。", "%s answers (%s) put the minimum above the desired level; they are in no share.", arg(0), shareNum(argOf(n, 1))), true
	case index.OneVariable:
		return lang.T("各题项逐一比较，没有扣除其他题项的影响。", "Items are compared one by one, not adjusted for each other."), true
	case index.Independent:
		return lang.T("模拟时各项重要度按相互独立处理。", "In the simulation importances are taken as independent of each other."), true
	case index.NotLinked:
		return lang.T("没有统计题项与结果的联合计数。", "Joint counts of items and outcome were not tallied."), true
	case index.FewSteps:
		return lang.F("结果变量只有 %s 级（建议 %s 级以上），回归只是近似。", "The outcome has %s steps (%s or more wanted): the regression is approximate.", arg(0), arg(1)), true
	case stats.Suppression:
		return lang.T("有的驱动因素单独看为正相关，扣除其他因素后系数变号（抑制效应）：不等于可以少做。", "A driver correlates positively but its weight turns negative once the others are held (suppression): no reason to do less of it."), true
	case stats.Collinear:
		return lang.T("有的驱动因素与其他因素高度重叠（VIF > 10），各自的作用难以分开。", "Some drivers overlap strongly with others (VIF above 10): their parts can hardly be told apart."), true
	case stats.FewRows:
		return lang.F("完整答卷 %s 份，少于所需的 %s 份（每个因素10份）。", "%s complete responses, fewer than the %s needed (ten for each driver).", arg(0), arg(1)), true
	case stats.TooManyItems:
		return lang.F("%s 个因素太多（最多 %s 个），不计算LMG。", "%s drivers are too many for LMG (%s at most).", arg(0), arg(1)), true
	case stats.ItemConstant:
		return lang.T("有一列答案全部相同，无法计算。", "One column is the same for everyone: it can't be computed."), true
	case stats.PerfectFit:
		return lang.T("完全相关，没有误差可估计。", "Perfect correlation: there is no error to estimate."), true
	case stats.BadArgument:
		return lang.T("所选的算法不适用于这份数据。", "What was asked for has no meaning for this data."), true
	}
	return t, false
}

func argOf(n stats.Note, i int) float64 {
	if i < len(n.Args) {
		return n.Args[i]
	}
	return 0
}

// indexNotes words footnotes, each once.
func indexNotes(lists ...[]stats.Note) []lang.Text {
	var out []lang.Text
	seen := map[stats.NoteCode]bool{}
	for _, l := range lists {
		for _, n := range l {
			if !seen[n.Code] {
				seen[n.Code] = true
				out = append(out, indexNote(n))
			}
		}
	}
	return out
}

// why words why there is no figure.
func why(notes []stats.Note) lang.Text {
	if len(notes) == 0 {
		return lang.T("没有可用的数据。", "There are no usable data.")
	}
	return indexNote(notes[0])
}

// labels names items or dimensions.
func (v *view) labels(over index.Over, at []int) []lang.Text {
	var out []lang.Text
	for _, i := range at {
		out = append(out, v.labelOf(over, i))
	}
	return out
}

func (v *view) labelOf(over index.Over, i int) lang.Text {
	if over == index.Dimensions {
		return v.study.Dimensions[i].Label
	}
	if l := v.study.Items[i].Label; !l.IsZero() {
		return l
	}
	return lang.Same(v.study.Items[i].ID)
}

func (v *view) codeOf(over index.Over, i int) string {
	if over == index.Dimensions {
		return v.study.Dimensions[i].ID
	}
	return v.study.Items[i].ID
}

// someOf lists at most k texts and says how many more there are.
func someOf(ts []lang.Text, k int) lang.Text {
	if len(ts) <= k {
		return join(ts)
	}
	some := joinComma(ts[:k])
	return lang.T(fmt.Sprintf("%s等%d项", some.Zh, len(ts)), fmt.Sprintf("%s and %d more", some.En, len(ts)-k))
}

// joinComma lists texts without "and": more follow.
func joinComma(ts []lang.Text) lang.Text {
	out := lang.Text{}
	for i, t := range ts {
		if i > 0 {
			out = lang.T(out.Zh+"、", out.En+", ")
		}
		out = lang.T(out.Zh+t.In(lang.Zh), out.En+t.In(lang.En))
	}
	return out
}

func coefNum(x float64) string  { return report.N(report.Coef, x).Format(lang.Zh) }
func scoreNum(x float64) string { return report.N(report.Score, x).Format(lang.Zh) }
func indexNum(x float64) string { return report.N(report.Index, x).Format(lang.Zh) }

// tooFew says whether a case has too few respondents for any statistic, and
// makes the section that says so.
func (v *view) tooFew(title lang.Text, sheet string) *report.Section {
	if v.now.N() >= v.Cells.Mean {
		return nil
	}
	return &report.Section{Title: title, Sheet: sheet,
		Finding: lang.F("只有 %s 份答卷，少于 %s 份时不作统计。", "Only %s responses; below %s nothing is computed.", count(float64(v.now.N())), count(float64(v.Cells.Mean))),
		Blocks: []report.Block{report.Absent{What: title,
			Collect: lang.F("需要至少 %s 份答卷", "needs at least %s responses", count(float64(v.Cells.Mean)))}},
	}
}

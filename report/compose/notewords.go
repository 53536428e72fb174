package compose

import (
	"servqual/servqual"
	"servqual/survey/lang"
	"servqual/survey/stats"
)

// noteText words a footnote of a result. Every code of stats, index, gap and
// servqual has words here or in indexWords and gapWords.
func noteText(n stats.Note) lang.Text {
	for _, words := range []func(stats.Note) (lang.Text, bool){statsWords, indexWords, gapWords} {
		if t, ok := words(n); ok {
			return t
		}
	}
	return lang.Same(string(n.Code))
}

// noteArg gives the arguments of a footnote as they are printed.
func noteArg(n stats.Note) func(i int) string {
	return func(i int) string {
		if i < len(n.Args) {
			return count(n.Args[i])
		}
		return "?"
	}
}

func statsWords(n stats.Note) (t lang.Text, ok bool) {
	arg := noteArg(n)
	switch n.Code {
	case stats.TooFew:
		return lang.F("样本太少（n = %s，至少需要 %s）。", "Too few respondents (n = %s, at least %s needed).", arg(0), arg(1)), true
	case stats.NoVariance:
		return lang.T("所有答案相同，无法计算区间和检验。", "All answers are equal: no interval and no test."), true
	case stats.NoData:
		return lang.T("没有答案。", "Nobody answered."), true
	case stats.NegativeVar:
		return lang.T("估计的方差为负，按零处理。", "An estimated variance came out negative and is taken as zero."), true
	case stats.Singular:
		return lang.T("相关矩阵不可逆，无法计算。", "The correlation matrix can't be inverted."), true
	case stats.TooFewItems:
		return lang.F("题项太少（%s 题，至少需要 %s 题）。", "Too few items (%s, at least %s needed).", arg(0), arg(1)), true
	case stats.NegativeAlpha:
		return lang.T("α为负：题项方向不一致，请检查反向题。", "Alpha is negative: items point in different directions; check reversed items."), true
	case stats.TwoItems:
		return lang.T("只有两题，Spearman–Brown系数更合适。", "With two items Spearman–Brown says more than alpha."), true
	case stats.SmallSample:
		return lang.F("样本较小（n = %s，建议不少于 %s），请结合区间解读。", "Small sample (n = %s, %s or more wanted): read it with its interval.", arg(0), arg(1)), true
	case stats.LimitsNotFirm:
		return lang.F("控制限只依据 %s 个点（建议不少于 %s 个），仅供参考。", "The limits rest on %s points (%s or more wanted) and are tentative.", arg(0), arg(1)), true
	case servqual.NoWeights:
		return lang.T("没有权重数据，无法计算加权得分。", "No weights were given, so there is no weighted score."), true
	case stats.Suppressed:
		return lang.F("少于 %s 份，为保护隐私不显示。", "Fewer than %s respondents: withheld for privacy.", arg(0)), true
	case stats.PerfectFit:
		return lang.T("完全相关，没有误差可估计。", "Perfect correlation: there is no error to estimate."), true
	case stats.ItemConstant:
		return lang.T("有一列答案全部相同，无法计算。", "One column is the same for everyone: it can't be computed."), true
	case stats.BadArgument:
		return lang.T("所选的算法不适用于这份数据。", "What was asked for has no meaning for this data."), true
	case stats.MixedUnits:
		return lang.T("各组的计分单位不同，无法放在同一尺度上比较。", "The groups are counted in different units and can't be put on one scale."), true
	case stats.ZerosDropped:
		return lang.F("有 %s 位客户的差为零，秩检验不计入。", "%s differences of zero are left out of the rank test.", arg(0)), true
	case stats.GroupsSkipped:
		return lang.F("有 %s 组答卷太少或没有答案，不参加比较。", "%s groups have too few answers and are not compared.", count(float64(len(n.Args)))), true
	case stats.TooManyGroups:
		return lang.F("组数太多（%s 组，最多 %s 组），不做两两比较。", "Too many groups to compare in pairs (%s, %s at most).", arg(0), arg(1)), true
	case stats.UnitsSkipped:
		return lang.F("有 %s 个单位没有可比的得分，不参加比较。", "%s units have no score to compare and are left out.", count(float64(len(n.Args)))), true
	case stats.PointsSkipped:
		return lang.F("有 %s 期没有基数（如没有交易），不画点。", "%s waves have nothing to count against and are not drawn.", count(float64(len(n.Args)))), true
	case stats.LaneyAdvised:
		return lang.F("每期平均 %s 份，p图的界限会偏窄，建议改用Laney p′图。", "With %s on average a wave, p limits are too narrow; use Laney's chart.", arg(0)), true
	case stats.Saturated:
		return lang.T("模型没有自由度，什么数据都能拟合，拟合指数没有意义。", "The model has no degrees of freedom: it fits anything, and fit means nothing."), true
	case stats.Heywood:
		return lang.T("有题项的公因子方差顶到上限（Heywood情形），结果不稳。", "An item's communality is at its limit (a Heywood case); don't lean on the result."), true
	case stats.NotConverged:
		return lang.T("迭代没有收敛，不给结果。", "The iteration did not settle: no result."), true
	case stats.TooManyFactor:
		return lang.F("%s 个因子太多：这些题项最多能分辨 %s 个。", "%s factors are too many: these items can tell apart %s at most.", arg(0), arg(1)), true
	case stats.RakeSlow:
		return lang.F("加权迭代 %s 轮后仍未收敛，加权结果只供参考。", "Raking did not settle in %s cycles; take the weighted figures as a rough guide.", arg(0)), true
	case stats.RakeOff:
		return lang.T("权重受上限约束，加权后的构成与已知客户数不完全一致。", "Weights are capped, so the weighted mix does not fully match the known numbers of customers."), true
	case stats.EffectiveN:
		return lang.F("加权后的有效样本量为 %s，区间按它计算。", "After weighting the effective sample is %s; intervals rest on it.", arg(0)), true
	case stats.NoEffective:
		return lang.T("加权后没有有效样本量，不做推断。", "After weighting there is no effective sample size: no intervals and no tests."), true
	case stats.UnreachablePlan:
		return lang.F("需要邀请 %s 人，超过客户总数 %s 人，达不到这个精度。", "It would take %s invitations and there are only %s customers: that margin can't be reached.", arg(0), arg(1)), true
	}
	return t, false
}

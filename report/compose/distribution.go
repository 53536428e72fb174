package compose

import (
	"fmt"

	"servqual/report"
	"servqual/report/chart"
	"servqual/survey"
	"servqual/survey/lang"
	"servqual/survey/stats"
	"servqual/survey/tally"
)

func bhCell(t stats.Test) report.Cell {
	if !t.Defined || !t.Adjusted {
		return report.Cell{}
	}
	return numCell(report.PValue, t.PBH)
}

// maxLikertLevels is the longest scale whose distribution is still readable.
const maxLikertLevels = 11

// distribution shows how answers spread, and who was disappointed.
func distribution(v *view) *report.Section {
	if v.now.N() < v.Cells.Distribution {
		return nil
	}
	s := &report.Section{
		Title:   lang.T("答案分布", "Distribution of the answers"),
		Finding: v.distributionSentence(),
		Sheet:   "05 分布",
	}
	if !v.study.Mixed() && v.study.Scale.Points() <= maxLikertLevels {
		s.Blocks = append(s.Blocks, report.FigureBlock{
			Figure:  v.likert(),
			Reading: lang.T("中间为量表中点；向左越长，低分越多。不适用的答案单列，不计入比例。", "The middle of the scale is in the centre; the farther to the left, the more low answers. Not-applicable answers stand apart and are in no share."),
		})
	}
	if low, all := v.lowAnswers(); all > 0 {
		s.Blocks = append(s.Blocks, report.Facts{Facts: []report.Fact{{Label: lang.T("落在量表中点以下的感知答案", "Perception answers below the middle of the scale"),
			Value: lang.F("%s 个，共 %s 个（%s）", "%s of %s (%s)", count(low), count(all), shareNum(low/all))}}})
	}
	if v.twoSided() {
		s.Blocks = append(s.Blocks, report.FigureBlock{
			Figure:  v.disappointment(),
			Reading: lang.T("H为期望，W为实际感受：H>W不满意，H=W满意，H<W很满意。", "H is what was expected, W what was experienced: H>W dissatisfied, H=W satisfied, H<W delighted."),
		})
	}
	return s
}

// lowAnswers counts the perception answers, and those below the middle of the
// scale.
func (v *view) lowAnswers() (low, all float64) {
	mid := float64(v.study.Scale.Min+v.study.Scale.Max) / 2
	for i := range v.study.Items {
		f := v.now.ItemFreq(i, tally.P)
		all += f.N()
		low += f.CountIf(func(k int64) bool { return float64(k) < mid*float64(f.Unit) })
	}
	return low, all
}

func (v *view) distributionSentence() lang.Text {
	low, all := v.lowAnswers()
	if all == 0 {
		return lang.T("没有感知答案。", "There are no perception answers.")
	}
	return lang.F("所有感知答案中，%s 落在量表中点以下。", "%s of all perception answers lie below the middle of the scale.", shareNum(low/all))
}

// likert shows the perceptions of every item.
func (v *view) likert() chart.Likert {
	l := chart.Likert{
		Meta: v.meta("likert-perception", lang.T("感知答案的分布", "Distribution of perceptions"),
			lang.T("堆叠条形图：各题项感知答案在量表各级上的比例。", "Stacked bars: share of each scale point among the perception answers of each item.")),
		Low: lang.T("低", "Low"), High: lang.T("高", "High"),
	}
	for x := v.study.Scale.Min; x <= v.study.Scale.Max; x++ {
		l.Levels = append(l.Levels, lang.Same(fmt.Sprint(x)))
	}
	anyNA := false
	for _, dim := range v.study.Dimensions {
		for _, i := range v.study.ItemsOf(v.study.Dim(dim.ID)) {
			row := chart.LikertRow{Label: v.study.Items[i].Label, Group: dim.Label, Ref: "mean/P/" + v.study.Items[i].ID, Counts: make([]float64, v.study.Scale.Points())}
			f := v.now.ItemFreq(i, tally.P)
			for n, k := range f.Keys {
				row.Counts[int(k)-v.study.Scale.Min] = f.Counts[n]
			}
			row.NA = float64(v.now.ItemAnswers(i, survey.Perception).NotApplicable)
			anyNA = anyNA || row.NA > 0
			if int64(f.N()) < v.Cells.Distribution {
				row.Counts, row.NA, row.Missing = make([]float64, v.study.Scale.Points()), 0, fmt.Sprintf("<%d", v.Cells.Distribution)
			}
			l.Rows = append(l.Rows, row)
		}
	}
	if anyNA {
		l.NA = lang.T("不适用", "N/A")
	}
	return l
}

// disappointment is the three-class rule of the training texts: H against W.
func (v *view) disappointment() chart.Stack {
	s := chart.Stack{
		Meta: v.meta("stack-hw", lang.T("期望H与感受W相比", "Expected (H) against experienced (W)"),
			lang.T("百分比堆叠图：各维度中不满意、满意、很满意客户的比例。", "Shares of dissatisfied, satisfied and delighted customers by dimension.")),
		Parts: []chart.Part{
			{Name: lang.T("H>W 不满意", "H>W dissatisfied"), Tone: chart.Bad},
			{Name: lang.T("H=W 满意", "H=W satisfied"), Tone: chart.Neutral},
			{Name: lang.T("H<W 很满意", "H<W delighted"), Tone: chart.Good},
		},
	}
	for d, x := range v.card.Dimensions {
		n := x.Gap.Mean.N
		row := chart.StackRow{Label: v.study.Dimensions[d].Label, N: n, Ref: dimRef(v.study, d), Counts: []float64{x.Gap.Below * n, x.Gap.Met * n, x.Gap.Above * n}}
		if int64(n) < v.Cells.Distribution {
			row.Counts, row.Missing = []float64{0, 0, 0}, fmt.Sprintf("<%d", v.Cells.Distribution)
		}
		s.Rows = append(s.Rows, row)
	}
	return s
}

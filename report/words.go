package report

import "servqual/survey/lang"

// Word is a fixed wording of the renderers: what stands around a document's
// own text. It is here and not in the renderers so that a heading reads alike
// on the page, in the workbook and on paper.
type Word int

// The words. The zero value is invalid.
const (
	WordContents Word = iota + 1
	WordReading
	WordData
	WordNotes
	WordSource
	WordFormula
	WordNumbersPut
	WordAbsent
	WordCollect
	WordBetter
	WordSteady
	WordWorse
	WordNothingToCompare
	WordFilter
	WordRowsShown
	WordSort
	WordSkip
	WordCharts
	WordSummary
	WordSheet
	WordTable
	WordFigure
	WordPage
	WordContinued
	WordItem
	WordValue
	WordLow
	WordHigh
	WordCount
	WordShare
	WordCumulative
	WordWave
	WordGroup
	WordUnit
	WordN
	WordLimitLow
	WordLimitHigh
	WordCentre
	WordSignal
	WordTier
	WordRank
	WordBackToTop
	WordFinding
	WordTopic
	WordInterval
	WordComparison
	WordDataOf
	WordCannotShow
	WordCalculation
	WordInput
	WordAppendix
	WordBehind
)

var words = map[Word]lang.Text{
	WordContents:         lang.T("目录", "Contents"),
	WordReading:          lang.T("怎么看", "How to read it"),
	WordData:             lang.T("图中数据", "Data of the chart"),
	WordNotes:            lang.T("说明", "Notes"),
	WordSource:           lang.T("出处", "Source"),
	WordFormula:          lang.T("公式", "Formula"),
	WordNumbersPut:       lang.T("代入", "With the numbers"),
	WordAbsent:           lang.T("暂无数据", "No data yet"),
	WordCollect:          lang.T("需要收集", "What to collect"),
	WordBetter:           lang.T("改善，超出波动", "Better, beyond noise"),
	WordSteady:           lang.T("波动范围内", "Within noise"),
	WordWorse:            lang.T("变差，超出波动", "Worse, beyond noise"),
	WordNothingToCompare: lang.T("无可比数据", "Nothing to compare with"),
	WordFilter:           lang.T("筛选行", "Filter rows"),
	WordRowsShown:        lang.T("行", "rows"),
	WordSort:             lang.T("按此列排序", "Sort by this column"),
	WordSkip:             lang.T("跳到正文", "Skip to the report"),
	WordCharts:           lang.T("图表", "Charts"),
	WordSummary:          lang.T("摘要", "Summary"),
	WordSheet:            lang.T("工作表", "Sheet"),
	WordTable:            lang.T("表", "Table"),
	WordFigure:           lang.T("图", "Figure"),
	WordPage:             lang.T("页码", "Page"),
	WordContinued:        lang.T("续", "continued"),
	WordItem:             lang.T("项目", "Item"),
	WordValue:            lang.T("数值", "Value"),
	WordLow:              lang.T("下限", "Lower"),
	WordHigh:             lang.T("上限", "Upper"),
	WordCount:            lang.T("数量", "Count"),
	WordShare:            lang.T("占比", "Share"),
	WordCumulative:       lang.T("累计占比", "Cumulative share"),
	WordWave:             lang.T("期次", "Period"),
	WordGroup:            lang.T("分组", "Group"),
	WordUnit:             lang.T("单位", "Unit"),
	WordN:                lang.T("人数", "n"),
	WordLimitLow:         lang.T("控制下限", "Lower limit"),
	WordLimitHigh:        lang.T("控制上限", "Upper limit"),
	WordCentre:           lang.T("中心线", "Centre"),
	WordSignal:           lang.T("信号", "Signal"),
	WordTier:             lang.T("档次", "Tier"),
	WordRank:             lang.T("名次", "Rank"),
	WordBackToTop:        lang.T("回到目录", "Back to contents"),
	WordFinding:          lang.T("结论", "Finding"),
	WordTopic:            lang.T("章节", "Section"),
	WordInterval:         lang.T("区间", "Interval"),
	WordComparison:       lang.T("与上期相比", "Against last time"),
	WordDataOf:           lang.T("数据日期", "Data as of"),
	WordCalculation:      lang.T("计算", "Calculation"),
	WordInput:            lang.T("可改动的数字", "Numbers that may be changed"),
	WordAppendix:         lang.T("附录：数据、检验与方法", "Appendix: data, tests and methods"),
	WordBehind:           lang.T("数据与检验", "Data and tests"),
	WordCannotShow:       lang.T("此图无法绘制，数据见下表", "This chart can't be drawn; its data are in the table"),
}

// Text gives the wording in both languages.
func (w Word) Text() lang.Text {
	t, ok := words[w]
	if !ok {
		panic("report: invalid word")
	}
	return t
}

// Behind says where the appendix has the data of a section: "A3", page 12.
func Behind(number string, page int) lang.Text {
	return lang.F("数据见附录 %s（第 %d 页）", "Data: appendix %s, page %d", number, page)
}

// In gives the wording in one language.
func (w Word) In(l lang.Lang) string { return w.Text().In(l) }

// Text gives the words for a trend, so that an arrow is never the only sign.
func (t Trend) Text() lang.Text {
	switch t {
	case Better:
		return WordBetter.Text()
	case Steady:
		return WordSteady.Text()
	case Worse:
		return WordWorse.Text()
	}
	return lang.Text{}
}

// Sign gives the arrow of a trend: up is better, whatever the figure does.
func (t Trend) Sign() string {
	switch t {
	case Better:
		return "▲"
	case Steady:
		return "■"
	case Worse:
		return "▼"
	}
	return ""
}

package compose

import (
	"servqual/report"
	"servqual/report/chart"
	"servqual/report/verdict"
	"servqual/survey"
	"servqual/survey/lang"
	"servqual/survey/stats"
)

// complaints is the Pareto of the complaint causes asked in the survey.
func complaints(v *view) *report.Section {
	s := &report.Section{Title: lang.T("投诉原因", "Complaint causes"), Sheet: "11 投诉"}
	if _, ok := v.study.Field(survey.FieldComplaint); !ok {
		s.Finding = lang.T("问卷没有询问投诉原因。", "The survey did not ask for complaint causes.")
		s.Blocks = []report.Block{report.Absent{What: lang.T("投诉原因", "Complaint causes"),
			Collect: lang.T("需要一道“投诉原因”的选择题", "needs a question on the cause of complaint")}}
		return s
	}
	names, answered := v.now.Named(survey.FieldComplaint)
	total := int64(0)
	for _, n := range names {
		total += n.Count
	}
	if total == 0 {
		s.Finding = lang.F("%s没有客户提到投诉原因。", "%s nobody named a cause for complaint.", v.when())
		return s
	}
	rate := stats.Wilson(float64(answered), float64(v.now.N()), v.Level)
	bars := make([]chart.ParetoBar, 0, len(names))
	for _, n := range names {
		bars = append(bars, chart.ParetoBar{Label: causeName(n.Name), Value: float64(n.Count), N: float64(n.Count), Rest: isOther(n.Name), Ref: "complaint/" + n.Name})
	}
	bars = chart.ParetoOrder(bars)
	head := lang.F("%s %s 位客户（%s）提到投诉原因", "%s %s customers (%s) named a cause for complaint", v.when(), count(float64(answered)), shareNum(rate.Value))
	switch c, set := leader(bars); {
	case c.Made():
		s.Finding = lang.F("%s，最多的是%s（%s 次，占 %s）。", "%s, most often %s (%s times, %s).", head, bars[0].Label, count(bars[0].Value), causeTable(bars, float64(total)).Rows[0].Cells[2].Number.Format(lang.Zh))
	case c.Reason == verdict.NotToldApart && set <= mostTied:
		var names []lang.Text
		for _, b := range bars[:set] {
			names = append(names, b.Label)
		}
		s.Finding = lang.F("%s，最多的在%s之中，彼此分不出先后。", "%s; the most frequent is among %s, which can't be told apart.", head, join(names))
	default:
		s.Finding = lang.F("%s，还分不出哪个原因最多。", "%s; no cause is named most often beyond noise.", head)
	}
	s.Blocks = []report.Block{
		complaintBlock(v, bars, total),
		causeTable(bars, float64(total)),
		report.Notes{Items: []lang.Text{
			lang.F("提到投诉原因的客户 %s 位，占 %s%s，按答卷计，不是每千次交易的投诉率。", "%s respondents named a cause, %s%s; of respondents, not of transactions.", count(float64(answered)), shareNum(rate.Value), interval(rate, report.Share)),
		}},
	}
	return s
}

// fewestPareto is how many complaints a Pareto chart needs: the running share of
// fewer is chance.
const fewestPareto = verdict.LeastNamed

// complaintBlock is the Pareto of the causes, plain bars where no cause stands
// out, or a list where they are few.
func complaintBlock(v *view, bars []chart.ParetoBar, total int64) report.Block {
	title, alt := lang.T("投诉原因", "Complaint causes"), lang.T("各投诉原因的次数。", "How often each cause was named.")
	axis := chart.Axis{Label: lang.T("次数", "Times named")}
	switch {
	case total < fewestPareto:
		l := report.List{Title: title}
		for _, b := range bars {
			l.Items = append(l.Items, report.ListItem{Ref: b.Ref, Text: lang.F("%s：%s 次", "%s: %s", b.Label, count(b.Value))})
		}
		return l
	case !pareto(bars):
		g := chart.BarGroup{}
		for _, b := range bars {
			g.Bars = append(g.Bars, chart.Bar{Label: b.Label, Value: chart.At(b.Value).As(b.Ref)})
		}
		return report.FigureBlock{Figure: chart.Bars{Meta: v.meta("bars-complaints", title, alt), Axis: axis, Groups: []chart.BarGroup{g}}}
	}
	return report.FigureBlock{Figure: chart.Pareto{
		Meta: v.meta("pareto-complaints", lang.T("投诉原因帕累托图", "Pareto of complaint causes"), alt),
		Axis: axis, Share: lang.T("累计占比", "Cumulative share"), Threshold: 80, Bars: bars,
	}, Reading: lang.T("先处理累计达到80%之前的几个原因；“其他”总排在最后。", "Work first on the causes before the line reaches 80%; “other” always comes last.")}
}

// mostTied is how many causes a sentence names that can't be told apart.
const mostTied = 3

// leader asks whether one cause is named most often. "Other" is no cause.
func leader(bars []chart.ParetoBar) (verdict.Claim, int) {
	counts := make([]float64, 0, len(bars))
	for _, b := range bars {
		if !b.Rest {
			counts = append(counts, b.Value)
		}
	}
	return verdict.Leader(counts)
}

// pareto says whether a running share has anything to show: some causes are named
// most often, and not nearly all of them.
func pareto(bars []chart.ParetoBar) bool {
	c, set := leader(bars)
	return c.Made() || c.Reason == verdict.NotToldApart && set <= mostTied && set < len(bars)
}

func causeTable(bars []chart.ParetoBar, total float64) report.Table {
	t := report.Table{ID: "complaints", Title: lang.T("投诉原因", "Complaint causes"), Columns: []report.Column{
		column("cause", lang.T("原因", "Cause")), column("count", lang.T("次数", "Times")), column("share", lang.T("占比", "Share")), column("cumulative", lang.T("累计", "Cumulative"))}}
	shares := make([]float64, len(bars))
	for i, b := range bars {
		shares[i] = b.Value / total
	}
	shares = report.LargestRemainder(shares, 1) // they add to 100 as printed
	for i, b := range bars {
		t.Rows = append(t.Rows, report.Row{Ref: b.Ref, Cells: []report.Cell{textCell(b.Label), numCell(report.Count, b.Value), numCell(report.Percent, shares[i]), numCell(report.Percent, b.Cumulative)}})
	}
	return t
}

// isOther recognises the answer that stands for everything else.
func isOther(name string) bool {
	switch name {
	case "其他", "其它", "Other", "other", "Others", "others":
		return true
	}
	return false
}

func causeName(name string) lang.Text { return lang.Same(name) }

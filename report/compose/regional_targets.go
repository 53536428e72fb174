package compose

import (
	"servqual/gap"
	"servqual/report"
	"servqual/survey/lang"
)

// regionalTargets sets every unit beside the targets of the score and of the
// dimensions; those of items stand in the table of best practice. The
// caterpillars draw the targets as lines.
func regionalTargets(r *regional) *report.Section {
	aimed := r.aimed()
	if len(aimed) == 0 {
		return nil
	}
	return &report.Section{
		Title:   lang.T("目标达成", "Against targets"),
		Finding: r.targetsSentence(aimed),
		Blocks: []report.Block{r.targetsTable(aimed), report.Notes{Items: []lang.Text{
			lang.F("绿色：整个%[1]s区间都达到目标；红色：整个区间都没有达到；不着色：区间包含目标，不能判断。逐格单独判断，格子多时个别结论可能只是偶然。",
				"Green: the whole %[1]s interval reaches the target; red: the whole interval misses it; plain: the interval holds the target, either may be true. Each cell is judged alone: among many a few verdicts may be chance.", level(r.Level))}}},
	}
}

// aimed are the score and the dimensions that have a target.
func (r *regional) aimed() []*gap.Comparison {
	var out []*gap.Comparison
	for _, c := range append([]*gap.Comparison{r.u.Score}, r.u.Dimensions...) {
		if c.Target != nil {
			out = append(out, c)
		}
	}
	return out
}

func (r *regional) targetsSentence(aimed []*gap.Comparison) lang.Text {
	var parts []lang.Text
	for _, c := range aimed {
		var reached, missed int
		for _, x := range c.Units {
			if !x.Shown {
				continue
			}
			switch a, _ := gap.Attainment(x.Mean, *c.Target); a {
			case gap.Reached:
				reached++
			case gap.Missed:
				missed++
			}
		}
		parts = append(parts, lang.F("%s（目标 %s）%d 家达标、%d 家未达标", "%s (target %s): %d reached, %d missed", r.measureName(c, false), gapOr(r, *c.Target), reached, missed))
	}
	out := parts[0]
	for _, p := range parts[1:] {
		out = lang.F("%s；%s", "%s; %s", out, p)
	}
	return lang.F("%s；其余不能判断。", "%s; the others can't be judged.", out)
}

func (r *regional) targetsTable(aimed []*gap.Comparison) report.Table {
	t := report.Table{ID: "targets", Title: lang.T("各单位与目标", "Units and targets"), Columns: []report.Column{column("unit", lang.T("单位", "Unit")), column("n", lang.T("n", "n"))}}
	for k, c := range aimed {
		of := lang.F("%s（目标 %s）", "%s (target %s)", r.measureName(c, false), gapOr(r, *c.Target))
		id := string(rune('a' + k))
		t.Columns = append(t.Columns, grouped("mean-"+id, lang.T("实际", "Value"), of), grouped("to-target-"+id, lang.T("较目标", "To target"), of))
	}
	all := report.Row{Strong: true, Cells: []report.Cell{textCell(lang.T("全部答卷", "All responses")), numCell(report.Count, float64(r.now.N()))}}
	for _, c := range aimed {
		all.Cells = append(all.Cells, cell(c.Region, r.kind()), attainedCell(c.Region, *c.Target))
	}
	t.Rows = append(t.Rows, all)
	for _, i := range r.u.Order() {
		row := report.Row{Ref: "unit/" + r.u.Names[i], Cells: []report.Cell{textCell(r.name(i)), numCell(report.Count, float64(r.u.N[i]))}}
		for _, c := range aimed {
			if x := c.Units[i]; x.Shown {
				row.Cells = append(row.Cells, cell(x.Mean, r.kind()), attainedCell(x.Mean, *c.Target))
			} else {
				row.Cells = append(row.Cells, r.hidden(c, i), report.Cell{})
			}
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

package compose

import (
	"servqual/report"
	"servqual/survey/lang"
	"servqual/survey/load"
	"servqual/survey/privacy"
)

// quotes is how many comments a report prints.
const quotes = 12

// voices prints what customers wrote, masked (once more: a workspace may hold
// comments that an older version masked less well), where enough answered that a
// quote does not give its author away.
func voices(v *view) *report.Section {
	if v.Summary == nil {
		return nil
	}
	var mine []load.Comment
	for _, c := range v.Summary.Comments {
		if v.at >= 0 && c.Wave != v.waves[v.at].name || v.Unit != "" && c.Unit != v.Unit {
			continue
		}
		mine = append(mine, c)
	}
	if len(mine) == 0 || v.now.N() < v.Cells.Distribution {
		return nil
	}
	small := map[string]bool{}
	for _, u := range v.units {
		small[u.name] = u.tally.N() < v.Cells.Distribution
	}
	t := report.Table{ID: "comments", Title: lang.T("客户原话", "In customers' words"),
		Columns: []report.Column{column("unit", lang.T("单位", "Unit")), column("comment", lang.T("意见", "Comment"))}}
	for _, c := range inTurn(mine, small) {
		if len(t.Rows) == quotes {
			break
		}
		t.Rows = append(t.Rows, report.Row{Cells: []report.Cell{textCell(unitName(c.Unit)), textCell(lang.Same(privacy.Mask(c.Text)))}})
	}
	if len(t.Rows) == 0 {
		return nil
	}
	return &report.Section{
		Title: lang.T("客户声音", "Voices"), Sheet: "11 投诉",
		Finding: lang.F("以下为 %d 条客户意见，未作挑选，电话、车牌等已遮蔽。", "%d comments as they came, not chosen; telephone numbers, plates and the like are masked.", len(t.Rows)),
		Blocks: []report.Block{t, report.Notes{Items: []lang.Text{
			lang.F("少于 %d 份答卷的单位不列意见，以免认出作者。", "Units with fewer than %d responses are left out, so that nobody is recognised.", v.Cells.Distribution)}}},
	}
}

// inTurn takes one comment of each unit in turn, in the order in which they
// came, so that a large unit does not drown the others. Units in skip are left
// out.
func inTurn(cs []load.Comment, skip map[string]bool) []load.Comment {
	byUnit := map[string][]load.Comment{}
	var units []string
	for _, c := range cs {
		if skip[c.Unit] {
			continue
		}
		if byUnit[c.Unit] == nil {
			units = append(units, c.Unit)
		}
		byUnit[c.Unit] = append(byUnit[c.Unit], c)
	}
	var out []load.Comment
	for round := 0; ; round++ {
		before := len(out)
		for _, u := range units {
			if round < len(byUnit[u]) {
				out = append(out, byUnit[u][round])
			}
		}
		if len(out) == before {
			return out
		}
	}
}

package compose

import (
	"strings"

	"servqual/report"
	"servqual/servqual"
	"servqual/survey"
	"servqual/survey/lang"
	"servqual/survey/store"
	"servqual/survey/tally"
)

// ActionsSchema and NormsSchema name the JSON of the actions and norms commands.
const (
	ActionsSchema = "servqual.actions/1"
	NormsSchema   = "servqual.norms/1"
)

// ActionsJSON is the JSON of the actions command.
type ActionsJSON struct {
	Schema  string       `json:"schema"`
	Actions []ActionJSON `json:"actions"`
}

// ActionJSON is one action of the register.
type ActionJSON struct {
	ID    int64    `json:"id"`
	Gap   string   `json:"gap,omitempty"`
	Title string   `json:"title"`
	Owner string   `json:"owner,omitempty"`
	Due   string   `json:"due,omitempty"`
	State string   `json:"state"`
	Done  string   `json:"done,omitempty"`
	Units []string `json:"units,omitempty"`
	Note  string   `json:"note,omitempty"`
}

// ActionsOf makes the JSON of the register.
func ActionsOf(actions []store.Action) *ActionsJSON {
	out := &ActionsJSON{Schema: ActionsSchema, Actions: []ActionJSON{}}
	for _, a := range actions {
		out.Actions = append(out.Actions, ActionJSON{a.ID, a.Gap, a.Title, a.Owner, a.Due, a.State.String(), a.Done, a.Units, a.Note})
	}
	return out
}

// ActionsDocument prints the register.
func ActionsDocument(actions []store.Action, l lang.Lang) *report.Document {
	open := 0
	t := report.Table{ID: "actions", Title: lang.T("改进措施", "Actions"), Columns: []report.Column{
		column("id", lang.T("编号", "No.")), column("title", lang.T("措施", "Action")), column("gap", lang.T("针对", "Against")), column("owner", lang.T("负责人", "Owner")),
		column("due", lang.T("期限", "Due")), column("state", lang.T("状态", "State")), column("done", lang.T("完成日期", "Done on")), column("units", lang.T("单位", "Units"))}}
	for _, a := range actions {
		if a.State == store.ActionOpen || a.State == store.ActionDoing {
			open++
		}
		units := lang.T("全部", "all")
		if len(a.Units) > 0 {
			units = lang.T(strings.Join(a.Units, "、"), strings.Join(a.Units, ", "))
		}
		t.Rows = append(t.Rows, report.Row{Cells: []report.Cell{numCell(report.Count, float64(a.ID)), textCell(lang.Same(a.Title)), textCell(lang.Same(orDash(a.Gap))), textCell(lang.Same(orDash(a.Owner))),
			textCell(lang.Same(orDash(a.Due))), textCell(a.State.Label()), textCell(lang.Same(orDash(a.Done))), textCell(units)}})
	}
	sec := report.Section{ID: "actions", Title: lang.T("改进措施", "Action register"), Finding: lang.F("%d 项措施，其中 %d 项尚未完成。", "Actions: %d, not done yet: %d.", len(actions), open)}
	if len(t.Rows) > 0 {
		sec.Blocks = append(sec.Blocks, t)
	} else {
		sec.Finding = lang.T("还没有登记改进措施。", "No actions are entered yet.")
	}
	return &report.Document{ID: "actions", Title: sec.Title, Lang: l, Sections: []report.Section{sec}}
}

// NormsOf makes norms of the units' means: of the total and of every dimension.
// Units with fewer respondents than a mean may be shown of are left out; left
// tells how many.
func NormsOf(name, source string, set *tally.Set, level float64) (norms []store.Norm, left int) {
	means := map[string][]float64{}
	var refs []string
	add := func(ref string, x float64) {
		if means[ref] == nil {
			refs = append(refs, ref)
		}
		means[ref] = append(means[ref], x)
	}
	for _, s := range set.Rollup(survey.FieldUnit).Segments() {
		if s.Names[0] == "" || s.Tally.N() < DefaultCells.Mean {
			left++
			continue
		}
		card := servqual.Score(s.Tally, level)
		two := s.Tally.Plan().Has(tally.Gap)
		side, total := "gap/", card.Overall.Unweighted
		if !two {
			side, total = "perception/", card.Overall.Servperf
		}
		if total.Defined {
			add(side+"overall", total.Value)
		}
		for _, d := range card.Dimensions {
			mean := d.Gap.Mean
			if !two {
				mean = d.Perception.Mean
			}
			if mean.Defined {
				add(side+card.Study.Dimensions[d.Index].ID, mean.Value)
			}
		}
	}
	for _, ref := range refs {
		if n, ok := store.NewNorm(name, ref, source, means[ref]); ok {
			norms = append(norms, n)
		}
	}
	return norms, left
}

// NormsJSON is the JSON of the norms command. The units' means behind own norms
// stay in the workspace: with few units they would tell who is who.
type NormsJSON struct {
	Schema string     `json:"schema"`
	Norms  []NormJSON `json:"norms"`
}

// NormJSON is one norm.
type NormJSON struct {
	Name        string             `json:"name"`
	Measure     string             `json:"measure"`
	Source      string             `json:"source,omitempty"`
	Units       int64              `json:"units"`
	Percentiles []store.Percentile `json:"percentiles"`
}

// NormsListOf makes the JSON of stored norms.
func NormsListOf(norms []store.Norm) *NormsJSON {
	out := &NormsJSON{Schema: NormsSchema, Norms: []NormJSON{}}
	for _, n := range norms {
		out.Norms = append(out.Norms, NormJSON{n.Name, n.Measure, n.Source, n.Units, n.Percentiles})
	}
	return out
}

// NormsDocument prints norms with their quartiles and tails.
func NormsDocument(norms []store.Norm, l lang.Lang) *report.Document {
	t := report.Table{ID: "norms", Title: lang.T("常模：各单位均值的百分位", "Norms: percentiles of the units' means"), Columns: []report.Column{
		column("name", lang.T("名称", "Name")), column("measure", lang.T("指标", "Measure")), column("source", lang.T("来源", "Source")), column("units", lang.T("单位数", "Units")),
		column("p10", lang.Same("P10")), column("p25", lang.Same("P25")), column("p50", lang.Same("P50")), column("p75", lang.Same("P75")), column("p90", lang.Same("P90"))}}
	for _, n := range norms {
		kind := report.Mean
		if strings.HasPrefix(n.Measure, "gap/") {
			kind = report.Gap
		}
		row := report.Row{Cells: []report.Cell{textCell(lang.Same(n.Name)), textCell(lang.Same(n.Measure)), textCell(lang.Same(orDash(n.Source))), numCell(report.Count, float64(n.Units))}}
		for _, share := range []float64{10, 25, 50, 75, 90} {
			c := report.Cell{}
			for _, p := range n.Percentiles {
				if p.Share == share {
					c = numCell(kind, p.Value)
				}
			}
			row.Cells = append(row.Cells, c)
		}
		t.Rows = append(t.Rows, row)
	}
	sec := report.Section{ID: "norms", Title: lang.T("常模", "Norms"), Finding: lang.F("%d 个指标。", "Measures: %d.", len(norms))}
	if len(t.Rows) > 0 {
		sec.Blocks = append(sec.Blocks, t)
	} else {
		sec.Finding = lang.T("还没有保存常模；用 servqual norms save 名称 保存。", "There are no norms yet; `servqual norms save NAME` makes them.")
	}
	return &report.Document{ID: "norms", Title: sec.Title, Lang: l, Sections: []report.Section{sec}}
}

package compose

import (
	"slices"

	"servqual/report"
	"servqual/report/verdict"
	"servqual/survey/lang"
	"servqual/survey/stats"
	"servqual/survey/store"
)

// actionsSection tells what was done about the gaps and what came of it: the
// register, before against after of what is done, and the targets. Without any
// of them there is no such page.
func actionsSection(v *view) *report.Section {
	actions, reached := v.ownActions(), v.attainments()
	if len(actions) == 0 && len(reached) == 0 {
		return nil
	}
	var effects []effect
	for _, a := range actions {
		if a.State == store.ActionDone {
			effects = append(effects, v.effectOf(a))
		}
	}
	s := &report.Section{Title: lang.T("行动与目标", "Actions and targets"), Sheet: "12 行动与目标"}
	var said []lang.Text
	if len(actions) > 0 {
		said = append(said, v.actionSentence(actions, effects))
		s.Blocks = append(s.Blocks, v.actionTable(actions))
	}
	if len(effects) > 0 {
		s.Blocks = append(s.Blocks, v.effectTable(effects), report.Notes{Items: v.effectNotes(effects)})
	}
	if len(reached) > 0 {
		said = append(said, targetSentence(reached))
		s.Blocks = append(s.Blocks, v.targetTable(reached), report.Notes{Items: v.targetNotes()})
	}
	s.Finding = said[0]
	if len(said) > 1 {
		s.Finding = lang.T(said[0].Zh+said[1].Zh, said[0].En+" "+said[1].En)
	}
	return s
}

// ownActions are the actions that concern the unit of the report.
func (v *view) ownActions() []store.Action {
	var out []store.Action
	for _, a := range v.Actions {
		if v.Unit == "" || len(a.Units) == 0 || slices.Contains(a.Units, v.Unit) {
			out = append(out, a)
		}
	}
	return out
}

// overdue says whether an action should have been done by the date of the
// report.
func (v *view) overdue(a store.Action) bool {
	return (a.State == store.ActionOpen || a.State == store.ActionDoing) && a.Due != "" && a.Due < v.date()
}

func (v *view) actionSentence(actions []store.Action, effects []effect) lang.Text {
	late, beyond, within := 0, 0, 0
	for _, a := range actions {
		if v.overdue(a) {
			late++
		}
	}
	for _, e := range effects {
		switch {
		case !e.why.IsZero():
		case e.verdict.Says == verdict.Improved || e.verdict.Says == verdict.Harmed:
			beyond++
		case e.verdict.Attributable:
			within++
		}
	}
	out := lang.F("登记措施 %d 项，已完成 %d 项", "%d actions in the register, %d done", len(actions), len(effects))
	if len(actions) == 1 {
		out = lang.F("登记措施 %d 项，已完成 %d 项", "%d action in the register, %d done", len(actions), len(effects))
	}
	if late > 0 {
		out = lang.F("%s，逾期 %d 项", "%s, %d overdue", out, late)
	}
	if beyond+within == 0 {
		return lang.F("%s。", "%s.", out)
	}
	return lang.F("%s；有对照单位可比的 %d 项中，%d 项的变化超出同期其他单位的变化。", "%s; of the %d that can be compared with other units, %d changed beyond what those did.", out, beyond+within, beyond)
}

func (v *view) actionTable(actions []store.Action) report.Table {
	t := report.Table{ID: "actions", Title: lang.T("改进措施", "Action register"), Columns: []report.Column{
		column("id", lang.T("编号", "No.")), column("gap", lang.T("针对", "Against")), column("title", lang.T("措施", "Action")), column("units", lang.T("单位", "Units")),
		column("owner", lang.T("负责人", "Owner")), column("due", lang.T("期限", "Due")), column("state", lang.T("状态", "State")), column("done", lang.T("完成日期", "Done on"))}}
	for _, a := range actions {
		state := textCell(a.State.Label())
		if v.overdue(a) {
			state = report.Cell{Text: lang.F("%s（逾期）", "%s (overdue)", a.State.Label()), Tone: report.Bad}
		}
		t.Rows = append(t.Rows, report.Row{Cells: []report.Cell{numCell(report.Count, float64(a.ID)), textCell(v.measureName(a.Gap)), textCell(lang.Same(a.Title)), textCell(listOrAll(a.Units)),
			textCell(lang.Same(orDash(a.Owner))), textCell(lang.Same(orDash(a.Due))), state, textCell(lang.Same(orDash(a.Done)))}})
	}
	return t
}

// measureName words a reference; one that is not known stands as it is.
func (v *view) measureName(ref string) lang.Text {
	if x, ok := v.measure(ref); ok {
		return x.name
	}
	return lang.Same(orDash(ref))
}

// attained says how a measure stands to its target. The zero value: it can't be
// said.
type attained int

const (
	targetReached attained = iota + 1
	targetMissed
	targetNoise // the interval holds the target
)

// attainment is a measure of a unit beside its target.
type attainment struct {
	unit    string // "" = all
	name    lang.Text
	kind    report.Kind
	target  float64
	value   stats.Estimate
	verdict attained
	why     lang.Text // why there is no verdict
}

// attain compares an estimate with a target, by verdict.Target; 0 without a
// verdict.
func attain(e stats.Estimate, target float64, lower bool) attained {
	switch c := verdict.Target(e, target, lower); {
	case c.Says == verdict.Reached:
		return targetReached
	case c.Says == verdict.Missed:
		return targetMissed
	case c.Reason == verdict.NotToldApart:
		return targetNoise
	}
	return 0
}

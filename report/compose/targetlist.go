package compose

import (
	"strings"

	"servqual/report"
	"servqual/survey/lang"
	"servqual/survey/store"
)

// TargetsSchema and EventsSchema name the JSON of the targets and events
// commands.
const (
	TargetsSchema = "servqual.targets/1"
	EventsSchema  = "servqual.events/1"
)

// TargetsJSON is the JSON of the targets command.
type TargetsJSON struct {
	Schema  string       `json:"schema"`
	Targets []TargetJSON `json:"targets"`
}

// TargetJSON is one target; without a unit it holds for every unit that has
// none of its own.
type TargetJSON struct {
	Measure string  `json:"measure"`
	Unit    string  `json:"unit,omitempty"`
	Value   float64 `json:"value"`
}

// EventsJSON is the JSON of the events command.
type EventsJSON struct {
	Schema string      `json:"schema"`
	Events []EventJSON `json:"events"`
}

// EventJSON is one event.
type EventJSON struct {
	ID    int64    `json:"id"`
	Date  string   `json:"date"`
	Kind  string   `json:"kind,omitempty"`
	Title string   `json:"title"`
	Gaps  []string `json:"gaps,omitempty"`
	Units []string `json:"units,omitempty"`
	Note  string   `json:"note,omitempty"`
}

// TargetsOf makes the JSON of the targets.
func TargetsOf(targets []store.Target) *TargetsJSON {
	out := &TargetsJSON{Schema: TargetsSchema, Targets: []TargetJSON{}}
	for _, t := range targets {
		out.Targets = append(out.Targets, TargetJSON{t.Measure, t.Unit, t.Value})
	}
	return out
}

// EventsOf makes the JSON of the events.
func EventsOf(events []store.Event) *EventsJSON {
	out := &EventsJSON{Schema: EventsSchema, Events: []EventJSON{}}
	for _, e := range events {
		out.Events = append(out.Events, EventJSON{e.ID, e.Date, e.Kind, e.Title, e.Gaps, e.Units, e.Note})
	}
	return out
}

// TargetsDocument prints the targets.
func TargetsDocument(targets []store.Target, l lang.Lang) *report.Document {
	t := report.Table{ID: "targets", Title: lang.T("目标值", "Targets"), Columns: []report.Column{
		column("measure", lang.T("指标", "Measure")), column("unit", lang.T("单位", "Unit")), column("value", lang.T("目标", "Target"))}}
	for _, x := range targets {
		unit := lang.T("未单独设定目标的单位", "every unit without its own")
		if x.Unit != "" {
			unit = lang.Same(x.Unit)
		}
		t.Rows = append(t.Rows, report.Row{Cells: []report.Cell{textCell(lang.Same(x.Measure)), textCell(unit), numCell(report.Mean, x.Value)}})
	}
	sec := report.Section{ID: "targets", Title: t.Title, Finding: lang.F("%d 个目标。", "Targets: %d.", len(targets)), Blocks: []report.Block{t}}
	if len(t.Rows) == 0 {
		sec.Finding, sec.Blocks = lang.T("还没有设定目标。", "No targets are set yet."), nil
	}
	return &report.Document{ID: "targets", Title: sec.Title, Lang: l, Sections: []report.Section{sec}}
}

// EventsDocument prints the events.
func EventsDocument(events []store.Event, l lang.Lang) *report.Document {
	t := report.Table{ID: "events", Title: lang.T("事件", "Events"), Columns: []report.Column{
		column("id", lang.T("编号", "No.")), column("date", lang.T("日期", "Date")), column("title", lang.T("事件", "Event")), column("kind", lang.T("类别", "Kind")),
		column("gaps", lang.T("针对", "Against")), column("units", lang.T("单位", "Units"))}}
	for _, e := range events {
		t.Rows = append(t.Rows, report.Row{Cells: []report.Cell{numCell(report.Count, float64(e.ID)), textCell(lang.Same(e.Date)), textCell(lang.Same(e.Title)), textCell(lang.Same(orDash(e.Kind))),
			textCell(listOrAll(e.Gaps)), textCell(listOrAll(e.Units))}})
	}
	sec := report.Section{ID: "events", Title: t.Title, Finding: lang.F("%d 个事件。", "Events: %d.", len(events)), Blocks: []report.Block{t}}
	if len(t.Rows) == 0 {
		sec.Finding, sec.Blocks = lang.T("还没有登记事件。", "No events are entered yet."), nil
	}
	return &report.Document{ID: "events", Title: sec.Title, Lang: l, Sections: []report.Section{sec}}
}

// listOrAll lists names; none stand for all.
func listOrAll(names []string) lang.Text {
	if len(names) == 0 {
		return lang.T("全部", "all")
	}
	return lang.T(strings.Join(names, "、"), strings.Join(names, ", "))
}

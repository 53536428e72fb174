package compose

import (
	"time"

	"servqual/report"
	"servqual/survey/lang"
	"servqual/survey/store"
)

// HistorySchema names the JSON of waves history and of waves restore.
const HistorySchema = "servqual.history/1"

// HistoryJSON is the JSON of waves history.
type HistoryJSON struct {
	Schema    string        `json:"schema"`
	Workspace string        `json:"workspace"`
	Kept      int           `json:"kept"` // how many versions are kept
	Versions  []VersionJSON `json:"versions"`
}

// VersionJSON is a state of the workspace.
type VersionJSON struct {
	Version int64     `json:"version"`
	At      string    `json:"at,omitempty"` // RFC 3339
	Command string    `json:"command,omitempty"`
	What    lang.Text `json:"what"`
	Current bool      `json:"current,omitempty"`
}

// RestoredJSON is the JSON of waves restore.
type RestoredJSON struct {
	Schema    string `json:"schema"`
	Workspace string `json:"workspace"`
	Restored  int64  `json:"restored"`
	Before    int64  `json:"before"`  // the version that takes the restore back
	Version   int64  `json:"version"` // the version that the restore made
}

// HistoryOf makes the JSON of the versions of a workspace.
func HistoryOf(workspace string, versions []store.Version) *HistoryJSON {
	out := &HistoryJSON{HistorySchema, workspace, store.KeptVersions, []VersionJSON{}}
	for _, v := range versions {
		x := VersionJSON{Version: v.ID, Command: v.Command, What: v.What, Current: v.Current}
		if !v.At.IsZero() {
			x.At = v.At.Format(time.RFC3339)
		}
		out.Versions = append(out.Versions, x)
	}
	return out
}

// RestoredOf makes the JSON of a restore.
func RestoredOf(workspace string, r *store.Restored) *RestoredJSON {
	return &RestoredJSON{HistorySchema, workspace, r.Version.ID, r.Before, r.After}
}

// HistoryDocument prints the versions of a workspace, the newest first.
func HistoryDocument(workspace string, versions []store.Version, l lang.Lang) *report.Document {
	sec := report.Section{ID: "history", Title: lang.T("版本记录", "History"), Finding: lang.F("%s 尚无更改。", "%s: no changes yet.", workspace)}
	if len(versions) > 0 {
		sec.Finding = lang.F("%s 有 %d 个版本，最近一次更改后为版本 %d。", "%s: versions %d, the present one is %d.", workspace, len(versions), versions[0].ID)
	}
	t := report.Table{ID: "versions", Title: lang.T("版本", "Versions"), Columns: []report.Column{
		column("version", lang.T("版本", "Version")), column("at", lang.T("时间", "Time")), column("command", lang.T("命令", "Command")), column("what", lang.T("更改内容", "What changed"))}}
	for _, v := range versions {
		at := ""
		if !v.At.IsZero() {
			at = v.At.Format("2006-01-02 15:04")
		}
		what := v.What
		if v.Current {
			what = lang.F("%s（当前）", "%s (present state)", what)
		}
		t.Rows = append(t.Rows, report.Row{Strong: v.Current, Cells: []report.Cell{numCell(report.Count, float64(v.ID)), textCell(lang.Same(orDash(at))), textCell(lang.Same(orDash(v.Command))), textCell(what)}})
	}
	t.Notes = []lang.Text{lang.F("用 servqual waves restore 版本号 恢复；只保留最近 %d 个版本，删除的数据在此期间仍存于工作区，servqual waves forget 可彻底清除。",
		"`servqual waves restore VERSION` goes back to one. The last %d versions are kept; until then what was removed stays in the workspace; `servqual waves forget` deletes it for good.", store.KeptVersions)}
	if len(t.Rows) > 0 {
		sec.Blocks = append(sec.Blocks, t)
	}
	return &report.Document{ID: "history", Title: sec.Title, Lang: l, Sections: []report.Section{sec}}
}

// UndoNote says how a change is taken back.
func UndoNote(before int64) lang.Text {
	return lang.F("可撤回：servqual waves restore %d（保留最近 %d 个版本）。", "To take this back: `servqual waves restore %d` (the last %d versions are kept).", before, store.KeptVersions)
}

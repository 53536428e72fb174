package compose

import (
	"servqual/report"
	"servqual/servqual"
	"servqual/survey/lang"
	"servqual/survey/store"
	"servqual/survey/tally"
)

// ImportSchema names the JSON of the import command.
const ImportSchema = "servqual.import/1"

// ImportJSON is the JSON of the import command.
type ImportJSON struct {
	Schema    string         `json:"schema"`
	Workspace string         `json:"workspace"`
	Parts     []ImportedJSON `json:"parts"`
	Kept      []PlaceJSON    `json:"kept,omitempty"`          // in the corrected file's predecessor, not in this one
	Absent    []Absence      `json:"missing_units,omitempty"` // that the last wave imported lacks and those before had
	Unplaced  int            `json:"unplaced,omitempty"`      // responses without a wave, not stored
	Version   int64          `json:"version,omitempty"`       // of the workspace after the import
	Previous  int64          `json:"previous,omitempty"`      // before it: `waves restore` goes back to it
}

// PlaceJSON names a stored part.
type PlaceJSON struct {
	Wave string `json:"wave"`
	Unit string `json:"unit,omitempty"`
}

// ImportedJSON is what became of one wave of one unit.
type ImportedJSON struct {
	PlaceJSON
	What    string       `json:"what"` // added, corrected, replaced, unchanged
	N       int64        `json:"n"`
	Before  int64        `json:"n_before,omitempty"`
	Alike   int64        `json:"alike,omitempty"`  // responses in both, with the same answers
	Edited  int64        `json:"edited,omitempty"` // in both, with other answers
	Lost    int64        `json:"lost,omitempty"`   // stored before and not in the file
	Changes []ChangeJSON `json:"changes,omitempty"`
}

// ChangeJSON is one score before and after. Scores of other scales or items are
// not compared.
type ChangeJSON struct {
	Ref    string   `json:"ref"` // gap/REL, perception/REL, overall
	Before *float64 `json:"before,omitempty"`
	After  *float64 `json:"after,omitempty"`

	label lang.Text
	kind  report.Kind
}

// ImportOf makes the JSON of what an import did.
func ImportOf(workspace string, done *store.Imported, absent []Absence, unplaced int, level float64) *ImportJSON {
	out := &ImportJSON{Schema: ImportSchema, Workspace: workspace, Parts: []ImportedJSON{}, Absent: absent, Unplaced: unplaced, Version: done.After}
	if done.Before != done.After {
		out.Previous = done.Before
	}
	for _, c := range done.Parts {
		x := ImportedJSON{PlaceJSON: PlaceJSON{c.Wave, c.Unit}, What: c.What.String(), N: c.N}
		if c.Was != nil {
			x.Before, x.Alike, x.Edited, x.Lost = c.Was.N, c.Was.Alike, c.Was.Edited, c.Was.Lost
			x.Changes = scoreChanges(c, level)
		}
		out.Parts = append(out.Parts, x)
	}
	for _, k := range done.Kept {
		out.Kept = append(out.Kept, PlaceJSON(k))
	}
	return out
}

// scoreChanges compares the scores of a part before and after, the total first.
func scoreChanges(c store.Change, level float64) []ChangeJSON {
	for _, d := range c.Was.Changed {
		if d.Kind.Apart() {
			return nil
		}
	}
	before, after := scoresByRef(c.Was.Before, level), scoresByRef(c.After, level)
	var out []ChangeJSON
	for _, a := range after {
		for _, b := range before {
			if b.Ref == a.Ref {
				a.Before = b.After
			}
		}
		if a.Before != nil || a.After != nil {
			out = append(out, a)
		}
	}
	return out
}

// scoresByRef lists the total and the dimension scores of a tally; of few
// respondents, none.
func scoresByRef(t *tally.Tally, level float64) []ChangeJSON {
	if t.N() < DefaultCells.Mean {
		return nil
	}
	e, measure, kind := Headline(t, level)
	out := []ChangeJSON{{Ref: "overall", label: headlineNames[measure], kind: kind}}
	if e.Defined {
		out[0].After = &e.Value
	}
	card := servqual.Score(t, level)
	for _, d := range card.Dimensions {
		dim := card.Study.Dimensions[d.Index]
		x := ChangeJSON{Ref: "gap/" + dim.ID, label: dim.Label, kind: kind}
		mean := d.Gap.Mean
		if kind != report.Gap {
			x.Ref, mean = "perception/"+dim.ID, d.Perception.Mean
		}
		if mean.Defined {
			x.After = &mean.Value
		}
		out = append(out, x)
	}
	return out
}

// whatNames words what became of a part.
var whatNames = map[store.What]lang.Text{
	store.Added: lang.T("新增", "added"), store.Corrected: lang.T("更正", "corrected"),
	store.Replaced: lang.T("替换", "replaced"), store.Unchanged: lang.T("未变（同一文件）", "unchanged (same file)"),
}

// ImportDocument prints what an import did.
func ImportDocument(workspace string, done *store.Imported, absent []Absence, unplaced int, level float64, l lang.Lang) *report.Document {
	sec := report.Section{ID: "import", Title: lang.T("导入", "Import"), Finding: importSentence(workspace, done)}
	t := partsTable(done)
	for _, k := range done.Kept {
		t.Notes = append(t.Notes, lang.F("%s %s 不在更正后的文件中，保留原有数据。", "%s %s is not in the corrected file; what was stored stays.", waveText(k.Wave), lang.Same(k.Unit)))
	}
	for _, c := range done.Parts {
		if c.Was != nil && c.Was.NoIDs {
			t.Notes = append(t.Notes, lang.T("部分已存的数据由旧版程序导入，没有答卷编号和时间，只按答案核对。", "Some of what was stored came in with an earlier program, without ids and times; only the answers were compared."))
			break
		}
	}
	if a := AbsentText(lastWave(done), absent); !a.IsZero() {
		t.Notes = append(t.Notes, a)
	}
	if unplaced > 0 {
		t.Notes = append(t.Notes, lang.F("%d 份答卷看不出期次，未导入。", "%d responses belong to no wave and were not stored.", unplaced))
	}
	if done.Before != done.After {
		t.Notes = append(t.Notes, UndoNote(done.Before))
	} else {
		t.Notes = append(t.Notes, lang.T("要重新读取同一文件，请加 --replace。", "To read the same file again, add --replace."))
	}
	sec.Blocks = append(sec.Blocks, t)
	if changes := changeTable(done, level); len(changes.Rows) > 0 {
		sec.Blocks = append(sec.Blocks, changes)
	}
	return &report.Document{ID: "import", Title: sec.Title, Lang: l, Sections: []report.Section{sec}}
}

// lastWave is the last wave that an import has answers of.
func lastWave(done *store.Imported) string {
	last := ""
	for _, p := range done.Parts {
		last = max(last, p.Wave)
	}
	return last
}

// AbsentAfter lists the units that the last wave of an import lacks, of the
// stored parts.
func AbsentAfter(done *store.Imported, stored []store.Info) []Absence {
	var at []store.Place
	for _, p := range stored {
		at = append(at, store.Place{Wave: p.Wave, Unit: p.Unit})
	}
	return AbsentAt(at, lastWave(done))
}

// manyParts is how many new parts are listed one by one; more are counted by
// wave. What replaced something is always listed.
const manyParts = 12

// partsTable lists what became of the parts. The columns that compare are there
// only when there was something before.
func partsTable(done *store.Imported) report.Table {
	t := report.Table{ID: "parts", Title: lang.T("各期各单位", "Waves and units"), Columns: []report.Column{
		column("wave", lang.T("期次", "Wave")), column("unit", lang.T("单位", "Unit")), column("what", lang.T("处理", "What was done")), column("n", lang.T("答卷", "Responses"))}}
	added, before := map[string][2]int64{}, false
	for _, c := range done.Parts {
		if c.What == store.Added {
			added[c.Wave] = [2]int64{added[c.Wave][0] + 1, added[c.Wave][1] + c.N}
		}
		before = before || c.Was != nil
	}
	if before {
		t.Columns = append(t.Columns, column("before", lang.T("原有", "Before")), column("alike", lang.T("答案相同", "Same")), column("edited", lang.T("有改动", "Edited")), column("lost", lang.T("已替换掉", "Gone")))
	}
	many := len(done.Parts) > manyParts
	for _, c := range done.Parts {
		unit, n := lang.Same(orDash(c.Unit)), c.N
		if c.What == store.Added && many {
			of, left := added[c.Wave]
			if !left {
				continue // told with the first unit of the wave
			}
			delete(added, c.Wave)
			if of[0] > 1 {
				unit, n = lang.F("%d 个单位", "%d units", of[0]), of[1]
			}
		}
		row := report.Row{Cells: []report.Cell{textCell(waveText(c.Wave)), textCell(unit), textCell(whatNames[c.What]), numCell(report.Count, float64(n))}}
		if c.Was != nil {
			for _, n := range []int64{c.Was.N, c.Was.Alike, c.Was.Edited, c.Was.Lost} {
				row.Cells = append(row.Cells, numCell(report.Count, float64(n)))
			}
		} else if before {
			row.Cells = append(row.Cells, make([]report.Cell, 4)...)
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

func importSentence(workspace string, done *store.Imported) lang.Text {
	n, parts := int64(0), 0
	for _, c := range done.Parts {
		if c.What != store.Unchanged {
			n += c.N
			parts++
		}
	}
	if parts == 0 {
		return lang.F("%s 没有变动：文件中的答卷都已存入。", "%s: nothing changed, the same file is stored already.", workspace)
	}
	return lang.F("%s 份答卷存入 %s（%d 个期次与单位）。", "%[2]s: %[1]s responses stored, waves by unit: %[3]d.", count(float64(n)), workspace, parts)
}

// changeTable shows what replacing changed: each score before and after.
func changeTable(done *store.Imported, level float64) report.Table {
	t := report.Table{ID: "changes", Title: lang.T("替换后的变化", "What replacing changed"), Columns: []report.Column{
		column("wave", lang.T("期次", "Wave")), column("unit", lang.T("单位", "Unit")), column("score", lang.T("得分", "Score")),
		column("before", lang.T("之前", "Before")), column("after", lang.T("之后", "After"))}}
	for _, c := range done.Parts {
		if c.What != store.Corrected && c.What != store.Replaced {
			continue
		}
		if c.Was.Alike == c.Was.N && c.Was.N == c.N && len(c.Was.Changed) == 0 {
			continue // read again, and the same
		}
		for _, d := range c.Was.Changed {
			t.Notes = append(t.Notes, lang.F("%s %s 原先：%s。", "%s %s before: %s.", waveText(c.Wave), lang.Same(c.Unit), d.Text))
		}
		for _, x := range scoreChanges(c, level) {
			t.Rows = append(t.Rows, report.Row{Strong: x.Ref == "overall", Cells: []report.Cell{textCell(waveText(c.Wave)), textCell(lang.Same(orDash(c.Unit))), textCell(x.label),
				numberIf(x.kind, x.Before), numberIf(x.kind, x.After)}})
		}
	}
	return t
}

func numberIf(k report.Kind, x *float64) report.Cell {
	if x == nil {
		return report.Cell{}
	}
	return numCell(k, *x)
}

package compose

import (
	"strings"

	"servqual/report"
	"servqual/survey/lang"
	"servqual/survey/store"
)

// UnitsSchema names the JSON of the units command.
const UnitsSchema = "servqual.units/1"

// UnitsJSON is the JSON of the units command.
type UnitsJSON struct {
	Schema    string     `json:"schema"`
	Workspace string     `json:"workspace"`
	Units     []UnitJSON `json:"units"`
}

// UnitJSON is one unit of the workspace.
type UnitJSON struct {
	Name       string   `json:"name"`
	Aliases    []string `json:"aliases,omitempty"` // other names in the data
	Parents    []string `json:"parents,omitempty"` // what it belongs to, the widest first
	Registered bool     `json:"registered"`
	N          int64    `json:"n"`
	Waves      []string `json:"waves,omitempty"`
}

// UnitsOf makes the JSON of the units.
func UnitsOf(workspace string, units []store.UnitInfo) *UnitsJSON {
	out := &UnitsJSON{Schema: UnitsSchema, Workspace: workspace, Units: []UnitJSON{}}
	for _, u := range units {
		out.Units = append(out.Units, UnitJSON{u.Name, u.Aliases, u.Parents, u.Registered, u.N, u.Waves})
	}
	return out
}

// UnitsDocument prints the units.
func UnitsDocument(units []store.UnitInfo, l lang.Lang) *report.Document {
	sec := report.Section{ID: "units", Title: lang.T("单位", "Units"), Finding: lang.F("%d 家单位。", "Units: %d.", len(units))}
	t := report.Table{ID: "units", Title: sec.Title, Columns: []report.Column{
		column("name", lang.T("名称", "Name")), column("aliases", lang.T("数据中的其他写法", "Also written")), column("parents", lang.T("上级", "Belongs to")),
		column("n", lang.T("答卷", "Responses")), column("waves", lang.T("期数", "Waves")), column("last", lang.T("最近一期", "Last wave"))}}
	for _, u := range units {
		last := "–"
		if len(u.Waves) > 0 {
			last = u.Waves[len(u.Waves)-1]
		}
		t.Rows = append(t.Rows, report.Row{Cells: []report.Cell{textCell(lang.Same(u.Name)), textCell(listText(u.Aliases)), textCell(lang.Same(orDash(strings.Join(u.Parents, " → ")))),
			numCell(report.Count, float64(u.N)), numCell(report.Count, float64(len(u.Waves))), textCell(lang.Same(last))}})
	}
	if len(t.Rows) > 0 {
		sec.Blocks = append(sec.Blocks, t)
	} else {
		sec.Finding = lang.T("还没有单位：导入答卷，或用 servqual units add 登记。", "There are no units yet: import answers, or enter some with `servqual units add`.")
	}
	return &report.Document{ID: "units", Title: sec.Title, Lang: l, Sections: []report.Section{sec}}
}

func listText(names []string) lang.Text {
	if len(names) == 0 {
		return lang.Same("–")
	}
	return lang.T(strings.Join(names, "、"), strings.Join(names, ", "))
}

// AbsentDocument prints the units that a wave lacks.
func AbsentDocument(wave string, absent []Absence, l lang.Lang) *report.Document {
	sec := report.Section{ID: "missing", Title: lang.T("缺少的单位", "Missing units"), Finding: AbsentText(wave, absent)}
	if len(absent) == 0 {
		sec.Finding = lang.F("%s 不缺单位：前几期有答卷的单位都有答卷。", "%s lacks no unit: those with answers in the waves before have some.", lang.Same(wave))
	}
	return &report.Document{ID: "missing", Title: sec.Title, Lang: l, Sections: []report.Section{sec}}
}

// AbsentJSON is the JSON of the missing units.
type AbsentJSON struct {
	Schema  string    `json:"schema"`
	Wave    string    `json:"wave"`
	Missing []Absence `json:"missing_units"`
}

// AbsentOf makes the JSON of the units that a wave lacks.
func AbsentOf(wave string, absent []Absence) *AbsentJSON {
	if absent == nil {
		absent = []Absence{}
	}
	return &AbsentJSON{UnitsSchema, wave, absent}
}

// SimilarQuestion asks whether names are one unit, and says how to answer.
// workspace is the workspace as --workspace names it, "" for the usual one.
func SimilarQuestion(groups [][]string, workspace string) lang.Text {
	flag := ""
	if workspace != "" {
		flag = " --workspace " + shellWords([]string{workspace})[0]
	}
	t := lang.T("有单位名称相近，要先说明是不是同一家；没有导入任何答卷：", "Names of units are similar: say first whether they are one. Nothing was imported.")
	for _, g := range groups {
		t = lang.F("%s\n%s\n  同一家：导入时加 --alias '%s=%s'（前一个并入后一个）\n  不是同一家：先运行 servqual units add %s", "%s\n%s\n  one unit: import with --alias '%s=%s' (the first is taken for the second)\n  two units: run `servqual units add %s` first",
			t, strings.Join(g, " / "), shorter(g), other(g), strings.Join(shellWords(g), " ")+flag)
	}
	return t
}

// shorter and other order a pair of names so that the fuller one stays.
func shorter(g []string) string {
	if len(g[1]) < len(g[0]) {
		return g[1]
	}
	return g[0]
}

func other(g []string) string {
	if shorter(g) == g[0] {
		return g[1]
	}
	return g[0]
}

// shellWords puts names with blanks in quotation marks.
func shellWords(names []string) []string {
	out := make([]string, len(names))
	for i, n := range names {
		if out[i] = n; strings.ContainsAny(n, " \t") {
			out[i] = "\"" + n + "\""
		}
	}
	return out
}

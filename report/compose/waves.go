package compose

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"servqual/report"
	"servqual/servqual"
	"servqual/survey"
	"servqual/survey/lang"
	"servqual/survey/stats"
	"servqual/survey/store"
	"servqual/survey/tally"
)

// WavesSchema names the JSON of the waves command.
const WavesSchema = "servqual.waves/1"

// Waves is the JSON of the waves command.
type Waves struct {
	Schema    string     `json:"schema"`
	Workspace string     `json:"workspace"`
	Waves     []WaveJSON `json:"waves"`
}

// WaveJSON is one stored wave of one unit.
type WaveJSON struct {
	Wave       string        `json:"wave"`
	Unit       string        `json:"unit,omitempty"`
	N          int64         `json:"n"`
	Flagged    int64         `json:"flagged,omitempty"`
	Measure    string        `json:"measure,omitempty"` // of the headline: see Headline
	Headline   *EstimateJSON `json:"headline,omitempty"`
	Suppressed bool          `json:"suppressed,omitempty"` // too few respondents for a headline
	Instrument string        `json:"instrument,omitempty"`
	Scale      [2]int        `json:"scale"`
	Cohort     int           `json:"cohort"` // waves of one number can be counted together
	Files      []store.File  `json:"files"`

	differs []lang.Text // from the last wave's study, where it can't be counted with it
	kind    report.Kind
}

// Headline is the score that stands for a tally, and which one it is:
// gap-weighted, gap, perception-weighted or perception.
func Headline(t *tally.Tally, level float64) (e stats.Estimate, measure string, kind report.Kind) {
	v := &view{Case: &Case{Level: level}, now: t, card: servqual.Score(t, level)}
	e, weighted := v.headline()
	measure = "perception"
	if v.twoSided() {
		measure = "gap"
	}
	if weighted {
		measure += "-weighted"
	}
	return e, measure, v.kind()
}

// WavesOf lists what a workspace keeps. The cohorts are by wave and unit.
func WavesOf(workspace string, cohorts []store.Cohort, level float64) *Waves {
	out := &Waves{Schema: WavesSchema, Workspace: workspace, Waves: []WaveJSON{}}
	for i, c := range cohorts {
		tallies := map[[2]string]*tally.Tally{}
		for _, s := range c.Set.Rollup(survey.FieldWave, survey.FieldUnit).Segments() {
			tallies[[2]string{s.Names[0], s.Names[1]}] = s.Tally
		}
		for _, p := range c.Parts {
			w := WaveJSON{Wave: p.Wave, Unit: p.Unit, N: p.N, Flagged: p.Flagged, Instrument: p.Instrument, Scale: [2]int{p.Scale.Min, p.Scale.Max}, Cohort: i + 1, Files: p.Files}
			for _, d := range c.Differences {
				if d.Kind.Apart() {
					w.differs = append(w.differs, d.Text)
				}
			}
			if w.Suppressed = p.N < DefaultCells.Mean; !w.Suppressed {
				e, measure, kind := Headline(tallies[[2]string{p.Wave, p.Unit}], level)
				w.Headline, w.Measure, w.kind = estimateJSON(e, 0, false), measure, kind
			}
			out.Waves = append(out.Waves, w)
		}
	}
	slices.SortStableFunc(out.Waves, func(a, b WaveJSON) int {
		return cmp.Or(strings.Compare(a.Wave, b.Wave), strings.Compare(a.Unit, b.Unit))
	})
	return out
}

// headlineNames words the measures of headlines.
var headlineNames = map[string]lang.Text{
	"gap-weighted": lang.T("加权总差距", "weighted gap"), "gap": lang.T("总差距", "gap"),
	"perception-weighted": lang.T("加权感知得分", "weighted perception"), "perception": lang.T("感知得分", "perception"),
}

// WavesDocument prints what a workspace keeps; whole adds the files' hashes.
func WavesDocument(w *Waves, whole bool, l lang.Lang) *report.Document {
	sec := report.Section{ID: "waves", Title: lang.T("工作区", "Workspace"), Finding: wavesSentence(w)}
	t := report.Table{ID: "waves", Title: lang.Same(w.Workspace), Columns: []report.Column{
		column("wave", lang.T("期次", "Wave")), column("unit", lang.T("单位", "Unit")), column("n", lang.T("答卷", "Responses")),
		column("headline", lang.T("总分", "Score")), column("measure", lang.T("指标", "Measure")), column("files", lang.T("文件", "Files"))}}
	if whole {
		t.Columns = append(t.Columns, column("flagged", lang.T("可疑", "Doubtful")), column("instrument", lang.T("量表", "Instrument")), column("scale", lang.T("范围", "Scale")), column("sha256", lang.Same("SHA-256")))
	}
	for _, x := range w.Waves {
		row := report.Row{Cells: []report.Cell{textCell(waveText(x.Wave)), textCell(lang.Same(orDash(x.Unit))), numCell(report.Count, float64(x.N)),
			x.headlineCell(), textCell(headlineNames[x.Measure]), textCell(fileNames(x.Files, whole))}}
		if whole {
			row.Cells = append(row.Cells, numCell(report.Count, float64(x.Flagged)), textCell(lang.Same(orDash(x.Instrument))), textCell(lang.Same(fmt.Sprintf("%d–%d", x.Scale[0], x.Scale[1]))), textCell(lang.Same(shortHashes(x.Files))))
		}
		t.Rows = append(t.Rows, row)
	}
	t.Notes = cohortNotes(w)
	if len(t.Rows) > 0 {
		sec.Blocks = append(sec.Blocks, t)
	}
	return &report.Document{ID: "waves", Title: sec.Title, Lang: l, Sections: []report.Section{sec}}
}

func (x WaveJSON) headlineCell() report.Cell {
	switch {
	case x.Suppressed:
		return report.Cell{Number: report.Suppressed(int(DefaultCells.Mean))}
	case x.Headline == nil:
		return report.Cell{}
	}
	return numCell(x.kind, x.Headline.Mean)
}

func wavesSentence(w *Waves) lang.Text {
	waves, units, n := map[string]bool{}, map[string]bool{}, int64(0)
	for _, x := range w.Waves {
		waves[x.Wave], units[x.Unit] = true, true
		n += x.N
	}
	if n == 0 {
		return lang.T("工作区是空的；用 servqual import 导入数据。", "The workspace is empty; `servqual import` fills it.")
	}
	return lang.F("共 %d 期、%d 个单位、%s 份答卷。", "Waves: %d, units: %d, responses: %s.", len(waves), len(units), count(float64(n)))
}

// cohortNotes says which waves can't be counted with the last one, and why.
func cohortNotes(w *Waves) []lang.Text {
	var out []lang.Text
	said := map[int]bool{}
	for _, x := range w.Waves {
		if len(x.differs) == 0 || said[x.Cohort] {
			continue
		}
		said[x.Cohort] = true
		var waves []string
		for _, y := range w.Waves {
			if y.Cohort == x.Cohort && !slices.Contains(waves, y.Wave) {
				waves = append(waves, y.Wave)
			}
		}
		out = append(out, WaveNote(waves, join(x.differs)))
	}
	return out
}

// WaveNote says something of some waves.
func WaveNote(waves []string, t lang.Text) lang.Text {
	return lang.F("%s：%s。", "%s: %s.", wavesText(waves), t)
}

// LeftOut says that waves are left out, and why.
func LeftOut(waves []string, why []lang.Text) lang.Text {
	return lang.F("%s 与所看期次不能合并，未计入：%s。", "%s can't be counted with the wave in focus and are left out: %s.", wavesText(waves), join(why))
}

// wavesText names waves; many are named by the first and the last.
func wavesText(waves []string) lang.Text {
	if len(waves) > 4 {
		return lang.F("%s 至 %s（%d 期）", "%s to %s (%d waves)", waveText(waves[0]), waveText(waves[len(waves)-1]), len(waves))
	}
	var ts []lang.Text
	for _, w := range waves {
		ts = append(ts, waveText(w))
	}
	return join(ts)
}

// fileNames names files once each, without their folders; many by number.
func fileNames(files []store.File, sheets bool) lang.Text {
	var names []string
	for _, f := range files {
		name := f.Name[strings.LastIndexAny(f.Name, `/\`)+1:]
		if sheets && f.Sheet != "" {
			name += " / " + f.Sheet
		}
		if !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	if len(names) > 3 {
		return lang.F("%s 等 %d 个文件", "%s and others, %d files", names[0], len(names))
	}
	return lang.T(strings.Join(names, "、"), strings.Join(names, ", "))
}

func shortHashes(files []store.File) string {
	var out []string
	for _, f := range files {
		if h := f.SHA256[:min(12, len(f.SHA256))]; !slices.Contains(out, h) {
			out = append(out, h)
		}
	}
	return strings.Join(out, " ")
}

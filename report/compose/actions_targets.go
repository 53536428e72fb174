package compose

import (
	"strings"

	"servqual/report"
	"servqual/report/verdict"
	"servqual/servqual"
	"servqual/survey/lang"
	"servqual/survey/stats"
	"servqual/survey/store"
	"servqual/survey/tally"
)

// IsMeasure says whether a reference names something that can be followed and
// have a target.
func IsMeasure(c *Case, ref string) bool {
	_, ok := newView(c).measure(ref)
	return ok
}

// measure finds what a reference names: as Measures lists them, and as scores
// and norms write them (perception/REL, gap/overall).
func (v *view) measure(ref string) (extract, bool) {
	all := extracts(v)
	at := func(ref string) int {
		for i, x := range all {
			if x.ref == ref {
				return i
			}
		}
		return -1
	}
	i := at(ref)
	for _, alias := range aliases(v, ref) {
		if i < 0 {
			i = at(alias)
		}
	}
	if i < 0 {
		return extract{}, false
	}
	x := all[i]
	if w := v.card.Weights.Source; i == 0 && v.weightsStand() && w != servqual.OwnPoints {
		// Weights stated once for all have no distribution among respondents.
		x.name = lang.F("%s（未加权）", "%s (unweighted)", v.trendName())
		if v.twoSided() {
			x.name = lang.T("未加权服务质量差距", "Unweighted SERVQUAL gap")
		}
	}
	return x, true
}

func aliases(v *view, ref string) []string {
	side, of, _ := strings.Cut(ref, "/")
	switch {
	case ref == "overall":
		return []string{headRef(v)}
	case ref == "gap/overall":
		return []string{"gap/unweighted"}
	case ref == "perception/overall" && !v.twoSided():
		return []string{"mean"}
	case side == "perception":
		return []string{"mean/P/" + of}
	case side == "expectation":
		return []string{"mean/E/" + of}
	}
	return []string{"mean/" + ref}
}

// estimate is the measure's value in a table of answers.
func (x extract) estimate(f stats.Freq, level float64) stats.Estimate {
	switch x.kind {
	case npsSeries:
		return stats.NPS(f, level)
	case shareSeries:
		return stats.Share(f, x.keep, level)
	}
	return stats.MeanCI(f, level)
}

// lowerIsBetter is true of shares of the dissatisfied.
func (x extract) lowerIsBetter() bool { return strings.HasPrefix(x.ref, "below/") }

// attainments sets every measure that has a target beside it: the whole, then
// each unit with its own target or the common one.
func (v *view) attainments() []attainment {
	var out []attainment
	own := map[[2]string]bool{}
	for _, t := range v.Targets {
		own[[2]string{t.Measure, t.Unit}] = true
	}
	var rows []unitRow
	if len(v.Targets) > 0 && v.Unit == "" && len(v.units) > 1 {
		rows = v.unitRows()
	}
	for _, t := range v.Targets {
		switch {
		case v.Unit != "" && (t.Unit == v.Unit || t.Unit == "" && !own[[2]string{t.Measure, v.Unit}]):
			out = append(out, v.attainment(t, v.Unit, v.now, false))
		case v.Unit == "" && t.Unit == "":
			out = append(out, v.attainment(t, "", v.now, false))
		}
		if _, ok := v.measure(t.Measure); !ok && t.Unit == "" {
			continue // said once is enough
		}
		for _, r := range rows {
			if t.Unit == r.name && r.name != "" || t.Unit == "" && r.name != "" && !own[[2]string{t.Measure, r.name}] {
				out = append(out, v.attainment(t, r.name, r.tally, r.hidden))
			}
		}
		if v.Unit == "" && len(v.units) == 1 && t.Unit != "" && t.Unit == v.units[0].name {
			out = append(out, v.attainment(t, t.Unit, v.now, false))
		}
	}
	return out
}

func (v *view) attainment(t store.Target, unit string, answers *tally.Tally, hidden bool) attainment {
	a := attainment{unit: unit, name: lang.Same(t.Measure), kind: report.Mean, target: t.Value}
	x, ok := v.measure(t.Measure)
	if !ok {
		a.why = lang.T("本次调查没有这个指标", "not asked in this survey")
		return a
	}
	a.name, a.kind = x.name, x.number
	if x.kind == shareSeries && a.target > 1 {
		a.target /= 100 // given in per cent
	}
	f := x.freq(answers)
	if hidden || int64(f.N()) < v.Cells.Mean {
		a.why = lang.T("答卷太少，不显示", "too few responses: withheld")
		return a
	}
	a.value = x.estimate(f, v.Level)
	a.verdict = attain(a.value, a.target, x.lowerIsBetter())
	switch {
	case a.verdict != 0:
	case a.value.N > 0 && !verdict.CanJudge(a.value.N):
		a.why = lang.F("答卷不足 %d 份，不下结论", "fewer than %d responses: not judged", verdict.Judged)
	default:
		a.why = lang.T("没有区间，无法判断", "no interval: can't be judged")
	}
	return a
}

func targetSentence(as []attainment) lang.Text {
	var n [targetNoise + 1]int
	for _, a := range as {
		n[a.verdict]++
	}
	out := lang.F("对照目标共 %d 项：%d 项达标，%d 项未达标，%d 项在波动范围内", "Against targets (%d): %d reached, %d missed, %d within noise", len(as), n[targetReached], n[targetMissed], n[targetNoise])
	if n[0] > 0 {
		out = lang.F("%s，%d 项无法判断", "%s, %d can't be judged", out, n[0])
	}
	return lang.F("%s。", "%s.", out)
}

func (v *view) targetTable(as []attainment) report.Table {
	ci := lang.F("%s区间", "%s interval", level(v.Level))
	t := report.Table{ID: "attainment", Title: lang.T("目标达成情况", "Target attainment"), Columns: []report.Column{
		column("measure", lang.T("指标", "Measure")), column("unit", lang.T("单位", "Unit")), column("n", lang.T("n", "n")), column("value", lang.T("实际", "Value")),
		grouped("lo", lang.T("下限", "Low"), ci), grouped("hi", lang.T("上限", "High"), ci), column("target", lang.T("目标", "Target")), column("verdict", lang.T("结论", "Verdict"))}}
	for _, a := range as {
		unit := lang.T("全部", "all")
		if a.unit != "" {
			unit = lang.Same(a.unit)
		}
		n := report.Cell{}
		if a.value.Defined {
			n = numCell(report.Count, a.value.N)
		}
		lo, hi := ends(a.value, a.kind)
		t.Rows = append(t.Rows, report.Row{Strong: a.unit == "", Cells: []report.Cell{textCell(a.name), textCell(unit), n, cell(a.value, a.kind), lo, hi, numCell(a.kind, a.target), a.said()}})
	}
	return t
}

func (a attainment) said() report.Cell {
	switch a.verdict {
	case targetReached:
		return report.Cell{Text: lang.T("达标", "reached"), Tone: report.Good}
	case targetMissed:
		return report.Cell{Text: lang.T("未达标", "missed"), Tone: report.Bad}
	case targetNoise:
		return textCell(lang.T("在波动范围内", "within noise"))
	}
	return report.Cell{Text: a.why, Tone: report.Muted}
}

func (v *view) targetNotes() []lang.Text {
	return []lang.Text{
		lang.T("整个区间都达到目标才算“达标”，整个区间都不到才算“未达标”；区间包含目标时，两种情况都有可能，称“在波动范围内”。", "“Reached” and “missed” mean that the whole interval lies on that side of the target; where it holds the target, either may be true: “within noise”."),
		lang.F("每行单独判断，把握为%s；行数多时，个别结论可能只是偶然。没有单独设定目标的单位按共同目标判断。", "Each row is judged alone, with %s confidence; among many rows a few verdicts may be chance. Units without a target of their own are held to the common one.", level(v.Level)),
	}
}

package compose

import (
	"cmp"
	"slices"
	"strings"

	"servqual/report"
	"servqual/report/chart"
	"servqual/survey"
	"servqual/survey/index"
	"servqual/survey/lang"
	"servqual/survey/stats"
)

// ipaSection is priorities I: the importance–performance grid.
func ipaSection(v *view) *report.Section {
	title := lang.T("重要度—表现分析", "Importance and performance")
	if s := v.tooFew(title, "06 IPA"); s != nil {
		return s
	}
	o := index.DefaultIPA
	o.Options, o.Outcome = v.indexOptions(), v.driverOutcome()
	g := index.ImportancePerformance(v.now, o)
	s := &report.Section{Title: title, Sheet: "06 IPA"}
	if !g.Defined {
		s.Finding = lang.F("无法作重要度—表现分析：%s", "No importance–performance grid: %s", why(g.Notes))
		s.Blocks = []report.Block{report.Absent{What: title, Collect: lang.T("需要各题项的重要度或期望，或一道总体满意度的问题",
			"needs the importance or expectation of each item, or a question on overall satisfaction")}}
		return s
	}
	s.Finding = v.ipaSentence(g)
	s.Blocks = []report.Block{
		report.FigureBlock{Figure: v.ipaFigure(g),
			Reading: lang.T("左上角重要而表现低，先改这里；右上角继续保持。实心点有八成以上把握落在该象限，空心点换一批客户就可能移到邻近象限，不要只凭象限行动。",
				"Top left matters and is rated low: begin there; top right keep up. A filled point stays in its field with at least 80% probability; a hollow one may move with other customers, so don't act on its field alone.")},
	}
	s.Detail = []report.Block{v.ipaLists(g), v.ipaTable(g), v.crossTable(g), report.Notes{Items: v.ipaNotes(g)}}
	return s
}

// driverOutcome is the field that drivers are sought for: overall satisfaction,
// else recommendation, else the first numeric field; "" without any.
func (v *view) driverOutcome() string {
	names := v.now.Plan().Outcomes()
	for _, want := range append([]string{"overall", "recommend"}, names...) {
		if slices.Contains(names, want) && v.now.OutcomeFreq(want).N() > 0 {
			return want
		}
	}
	return ""
}

// fieldLabel names a field inside a sentence: the engine's own names lose their
// capital in English, a user's label is left alone.
func (v *view) fieldLabel(field string) lang.Text {
	t := v.fieldName(field)
	if slices.ContainsFunc(survey.KnownFields(), func(f survey.Field) bool { return f.Label == t }) && t.En != "" {
		t.En = strings.ToLower(t.En[:1]) + t.En[1:]
	}
	return t
}

// fieldName names a field where it stands at the beginning: in a tile, a row.
func (v *view) fieldName(field string) lang.Text {
	if f, ok := v.study.Field(field); ok && !f.Label.IsZero() {
		return f.Label
	}
	return lang.Same(field)
}

func inQuadrant(g index.IPA, q stats.Quadrant) []index.IPAPoint {
	var out []index.IPAPoint
	for _, p := range g.Points {
		if p.Quadrant == q {
			out = append(out, p)
		}
	}
	slices.SortStableFunc(out, func(a, b index.IPAPoint) int { return cmp.Compare(b.Probability, a.Probability) })
	return out
}

func (v *view) ipaSentence(g index.IPA) lang.Text {
	all := inQuadrant(g, stats.Concentrate)
	var firm []int
	for _, p := range all {
		if p.Stable {
			firm = append(firm, p.Index)
		}
	}
	switch {
	case len(all) == 0:
		return lang.F("%d 项中没有一项落在“重点改进”区（重要而表现偏低）。", "None of %d items is important and rated low at the same time.", len(g.Points))
	case len(firm) == 0:
		return lang.F("%d 项落在“重点改进”区，但没有一项的位置稳定：差别太小，换一批客户就可能不同。", "Items important and rated low: %d, but none of them firmly; other customers might place them elsewhere.", len(all))
	}
	return lang.F("%d 项落在“重点改进”区（重要而表现偏低），其中 %d 项位置稳定：%s。", "Items important and rated low: %d, of which %d firmly so: %s.",
		len(all), len(firm), someOf(v.labels(g.Over, firm), 4))
}

func (v *view) importanceAxis(g index.IPA) lang.Text {
	switch {
	case g.StandIn:
		return lang.T("重要度（以期望平均分代替）", "Importance (mean expectation as stand-in)")
	case g.Importance == index.Stated:
		return lang.T("重要度（平均分）", "Importance (mean)")
	case g.Importance == index.StatedPoints:
		return lang.T("重要度（平均分配点数）", "Importance (mean points)")
	}
	return lang.F("推算的重要度（与%s的相关）", "Derived importance (correlation with %s)", v.fieldLabel(v.driverOutcome()))
}

func (v *view) ipaFigure(g index.IPA) chart.Quadrant {
	f := chart.Quadrant{
		Meta: v.meta("quadrant-ipa", lang.T("重要度—表现矩阵", "Importance–performance grid"),
			lang.T("散点图：各题项的表现（横轴）与重要度（纵轴），分为四个象限；数值见下表。", "Scatter of performance (across) and importance (up) of each item in four fields; the numbers are in the table.")),
		X:      chart.Axis{Label: lang.T("表现（感知平均分）", "Performance (mean perception)"), Decimals: 2},
		Y:      chart.Axis{Label: v.importanceAxis(g), Decimals: 2},
		CrossX: g.LineX, CrossY: g.LineY, Cross: lang.F("十字线：%s", "Cross-hairs: %s", crossNames[g.Cross]),
		Corners: [4]lang.Text{quadrantNames[stats.Concentrate], quadrantNames[stats.KeepUp], quadrantNames[stats.LowPriority], quadrantNames[stats.Overkill]},
		Focus:   0,
		Solid:   lang.T("位置稳定（概率≥80%）", "Firm place (probability ≥ 80%)"),
		Hollow:  lang.T("位置不稳定", "Place not firm"),
	}
	for _, p := range g.Points {
		f.Points = append(f.Points, chart.QuadrantPoint{
			Label: v.labelOf(g.Over, p.Index), Code: v.codeOf(g.Over, p.Index), Hollow: !p.Stable, Ref: "ipa/" + v.codeOf(g.Over, p.Index),
			X: place(p.Performance, len(g.Points)).As("mean/" + v.codeOf(g.Over, p.Index)), Y: place(p.Importance, len(g.Points)).As("importance/" + v.codeOf(g.Over, p.Index)),
		})
	}
	return f
}

// whiskersUpTo is the number of points up to which a grid shows intervals;
// beyond it they hide the points, and hollow markers say what is not firm.
const whiskersUpTo = 12

// place is a coordinate of one of so many points.
func place(e stats.Estimate, points int) chart.Value {
	if points > whiskersUpTo {
		return plain(e)
	}
	return value(e, "")
}

// ipaLists lists each quadrant, firm places first.
func (v *view) ipaLists(g index.IPA) report.Block {
	list := func(q stats.Quadrant) report.List {
		l := report.List{Title: quadrantNames[q]}
		for _, p := range inQuadrant(g, q) {
			text := lang.F("%s（%s的把握）", "%s (%s sure)", v.labelOf(g.Over, p.Index), percent0(p.Probability))
			l.Items = append(l.Items, report.ListItem{Text: text, Ref: "ipa/" + v.codeOf(g.Over, p.Index)})
		}
		if len(l.Items) == 0 {
			l.Items = []report.ListItem{{Text: lang.T("无", "none")}}
		}
		return l
	}
	return report.Side{
		Left:  []report.Block{list(stats.Concentrate), list(stats.LowPriority)},
		Right: []report.Block{list(stats.KeepUp), list(stats.Overkill)},
	}
}

// percent0 writes a share without decimals; a simulated probability has no more.
func percent0(x float64) string {
	return report.Number{Defined: true, Value: x, Kind: report.Share}.Format(lang.Zh)
}

func (v *view) ipaTable(g index.IPA) report.Table {
	t := report.Table{ID: "ipa", Title: lang.T("各题项的位置", "Where each item lies"), Columns: []report.Column{
		column("item", lang.T("题项", "Item")), column("n", lang.T("n", "n")), column("performance", lang.T("表现", "Performance")), column("importance", lang.T("重要度", "Importance")),
		column("quadrant", lang.T("象限", "Field")), column("probability", lang.T("仍在该象限的概率", "Probability of staying")),
	}}
	points := slices.Clone(g.Points)
	slices.SortStableFunc(points, func(a, b index.IPAPoint) int {
		if c := cmp.Compare(a.Quadrant, b.Quadrant); c != 0 {
			return c
		}
		return cmp.Compare(b.Probability, a.Probability)
	})
	for _, p := range points {
		field := textCell(quadrantNames[p.Quadrant])
		probability := report.Cell{Number: report.Number{Defined: true, Value: p.Probability, Kind: report.Share}}
		if !p.Stable {
			field.Tone, probability.Tone = report.Muted, report.Muted
		}
		t.Rows = append(t.Rows, report.Row{Ref: "ipa/" + v.codeOf(g.Over, p.Index), Cells: []report.Cell{
			textCell(v.labelOf(g.Over, p.Index)), numCell(report.Count, p.Performance.N), cell(p.Performance, report.Mean), cell(p.Importance, report.Mean), field, probability}})
	}
	return t
}

// crossTable says what another choice of lines would change.
func (v *view) crossTable(g index.IPA) report.Table {
	t := report.Table{ID: "ipa-cross", Title: lang.T("换一种十字线会怎样", "What another choice of lines changes"), Columns: []report.Column{
		column("choice", lang.T("十字线", "Lines")), column("x", lang.T("表现线", "Performance at")), column("y", lang.T("重要度线", "Importance at")), column("changed", lang.T("换象限的题项", "Items that move"))}}
	row := func(c stats.CrossHair, x, y float64, changed report.Cell) {
		at := []report.Cell{numCell(report.Mean, x), numCell(report.Mean, y)}
		if c == stats.CrossDiagonal {
			at = []report.Cell{{}, {}}
		}
		t.Rows = append(t.Rows, report.Row{Cells: append(append([]report.Cell{textCell(crossNames[c])}, at...), changed)})
	}
	row(g.Cross, g.LineX, g.LineY, textCell(lang.T("本图所用", "used here")))
	for _, a := range g.Others {
		row(a.Cross, a.LineX, a.LineY, numCell(report.Count, float64(a.Changed)))
	}
	if g.Comparable {
		t.Notes = []lang.Text{lang.T("对角线只分两类（重要度高于表现与否），计数为是否进出“重点改进”的题项。", "The diagonal has two fields only (importance above performance or not); counted are items that enter or leave “concentrate here”.")}
	}
	return t
}

func (v *view) ipaNotes(g index.IPA) []lang.Text {
	out := []lang.Text{}
	if g.Cross == stats.CrossMeans {
		out = append(out, lang.T("十字线取全部题项的平均：即使服务处处出色，也总有题项落在“偏低”一侧。", "The lines are at the means of all items: even excellent service has items on the low side of them."))
	}
	out = append(out, lang.T("概率由平均分及其协方差模拟得出（2000次，固定种子）。方法：Martilla & James 1977。", "Probabilities are simulated from the means and their covariances (2000 draws, fixed seed). Method: Martilla & James 1977."))
	if len(g.Left) > 0 {
		out = append(out, lang.F("缺少数据而未列入：%s。", "Left out for want of data: %s.", join(v.labels(g.Over, g.Left))))
	}
	return append(out, indexNotes(g.Notes)...)
}

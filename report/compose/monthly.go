package compose

import (
	"regexp"
	"slices"
	"strings"

	"servqual/report"
	"servqual/survey/lang"
)

// chapter makes the sections of one subject, or none when there is nothing to
// say. A section's own ID is kept, a first section without one gets the
// chapter's.
type chapter struct {
	id       string
	build    func(*view) []report.Section
	appendix bool // looked up rather than read
	many     bool // only where at least fewResponses answered
}

// one is a chapter of a single section.
func one(build func(*view) *report.Section) func(*view) []report.Section {
	return func(v *view) []report.Section {
		if s := build(v); s != nil {
			return []report.Section{*s}
		}
		return nil
	}
}

// monthlyChapters is the order of the monthly report: the volume that is read,
// then the appendix.
var monthlyChapters = []chapter{
	{id: "verdict", build: one(verdictPage)},
	{id: "items", build: one(items)},
	{id: "radar", build: one(radar), many: true},
	{id: "weakness", build: one(weakness), many: true},
	{id: "ipa", build: one(ipaSection), many: true},
	{id: "drivers", build: one(driverSection), many: true},
	{id: "units", build: one(units)},
	{id: "switch", build: one(switches)},
	{id: "trend", build: one(trend)},
	{id: "gaps", build: gapStory},
	{id: "complaints", build: one(complaints)},
	{id: "voices", build: one(voices)},
	{id: "actions", build: one(actionsSection)},
	{id: "sample", build: one(sample), appendix: true},
	{id: "gap5", build: one(gap5), appendix: true},
	{id: "distribution", build: one(distribution), appendix: true, many: true},
	{id: "facets", build: one(facets), appendix: true, many: true},
	{id: "index", build: one(indexSection), appendix: true, many: true},
	{id: "measurement", build: one(measurementSection), appendix: true, many: true},
	{id: "method", build: one(method), appendix: true},
}

// gapStory is the chapters on gaps 1 to 4, or a line on what to collect.
func gapStory(v *view) []report.Section {
	if !v.twoSided() {
		return nil
	}
	if v.Gaps != nil {
		return gapSections(v.Gaps, v.GapUnits)
	}
	return []report.Section{{
		Title: lang.T("差距1–4：断在哪里", "Gaps 1–4: where it breaks"), Sheet: "08 差距1-4",
		Finding: lang.T("没有管理者和一线员工的答卷，还不能说明差距5是在哪一环产生的。", "Without answers of managers and contact staff it can't be said at which link gap 5 arises."),
		Blocks: []report.Block{report.Absent{What: lang.T("差距1–4及其成因", "Gaps 1–4 and their causes"),
			Collect: lang.T("需要管理者和一线员工的答卷", "needs answers of managers and contact staff")}},
	}}
}

// reportName names the report by what the wave is: a month, a quarter, a year, or
// a survey without a date.
func (v *view) reportName() lang.Text {
	if v.at < 0 {
		return lang.T("服务质量调查报告", "Service quality survey report")
	}
	switch wave := v.waves[v.at].name; {
	case monthName.MatchString(wave):
		return lang.T("月度服务质量报告", "Monthly service quality report")
	case quarterName.MatchString(wave):
		return lang.T("季度服务质量报告", "Quarterly service quality report")
	case yearName.MatchString(wave):
		return lang.T("年度服务质量报告", "Annual service quality report")
	}
	return lang.T("服务质量报告", "Service quality report")
}

var (
	monthName   = regexp.MustCompile(`^\d{4}-\d{2}$`)
	quarterName = regexp.MustCompile(`^\d{4}-Q[1-4]$`)
	yearName    = regexp.MustCompile(`^\d{4}$`)
)

// footer says on every page how to read the figures.
func (v *view) footer() lang.Text {
	if !v.twoSided() {
		return intervalFooter(v.Level)
	}
	return lang.F("差距 = 感知 − 期望，负值表示未达期望；区间为%s置信区间", "Gap = perception − expectation, negative = below expectation; intervals are %s confidence intervals", level(v.Level))
}

// intervalFooter says at which level intervals are printed.
func intervalFooter(at float64) lang.Text {
	return lang.F("区间为%s置信区间", "Intervals are %s confidence intervals", level(at))
}

// Monthly builds the monthly service-quality report of a case.
func Monthly(c *Case) *report.Document {
	v := newView(c)
	v.askEveryone()
	d := &report.Document{
		ID: "monthly", Lang: c.Lang, Date: c.date(), Brand: c.Brand,
		Title:    v.reportName(),
		Subtitle: v.subtitle(),
		Footer:   v.footer(),
	}
	if !v.study.Report.Title.IsZero() {
		d.Title = v.study.Report.Title
	}
	if !v.study.Report.Footer.IsZero() {
		d.Footer = v.study.Report.Footer
	}
	d.Header = dotted(d.Title, d.Subtitle, lang.F("有效 %s / 回收 %s", "%s scored of %s received", count(v.scored()), count(float64(v.now.N()))))
	d.Sections = volumes(v.sections(monthlyChapters))
	d.Calc = v.calc()
	return markSmall(markDraft(sayScales(d, c.Set.Plan().Study()), c.Summary), v.Cells)
}

// sections builds the chapters that the study file asks for: the switch first,
// whose options are made beside the others, and the radar last, which waits for
// the level of all units.
func (v *view) sections(chapters []chapter) []report.Section {
	built := make([][]report.Section, len(chapters))
	for k := range 3 {
		for i, ch := range chapters {
			if k == turnOf(ch.id) && v.wants(ch.id) && !(ch.many && v.now.N() < fewResponses) && !v.ended() {
				built[i] = ch.build(v)
			}
		}
	}
	v.options.Wait()
	var out []report.Section
	for i, ch := range chapters {
		for _, s := range built[i] {
			if s.ID == "" {
				s.ID = ch.id
			}
			s.Appendix = s.Appendix || ch.appendix
			out = append(out, s)
		}
	}
	return out
}

// turnOf orders the building of chapters, see sections.
func turnOf(id string) int {
	switch id {
	case "switch":
		return 0
	case "radar":
		return 2
	}
	return 1
}

// Chapters lists the chapters of the monthly report by the names that a study
// file may ask for.
func Chapters() []string {
	var out []string
	for _, ch := range monthlyChapters {
		out = append(out, ch.id)
	}
	return out
}

// wants says whether the study file asks for a chapter; method and verdict
// always appear.
func (v *view) wants(id string) bool {
	if len(v.study.Report.Chapters) == 0 || id == "method" || id == "verdict" {
		return true
	}
	for _, c := range v.study.Report.Chapters {
		if c == id {
			return true
		}
	}
	return false
}

func (c *Case) date() string {
	if c.Date == "" && c.Summary != nil {
		return c.Summary.LastDate
	}
	return c.Date
}

// scored is the number of respondents behind the headline.
func (v *view) scored() float64 {
	h, _ := v.headline()
	return h.N
}

func (v *view) subtitle() lang.Text {
	who := lang.T("全部单位", "All units")
	switch {
	case v.Unit != "":
		who = lang.Same(v.Unit)
	case len(v.units) == 1 && v.units[0].name != "":
		who = lang.Same(v.units[0].name)
	case len(v.units) == 0:
		who = v.study.Title
	}
	if v.at < 0 {
		return who
	}
	return dotted(who, waveText(v.waves[v.at].name))
}

// dotted puts texts in one line, those that there are: a study drafted from a
// file has no title.
func dotted(parts ...lang.Text) lang.Text {
	parts = slices.DeleteFunc(parts, lang.Text.IsZero)
	line := func(l lang.Lang) string {
		var words []string
		for _, p := range parts {
			words = append(words, p.In(l))
		}
		return strings.Join(words, " · ")
	}
	return lang.T(line(lang.Zh), line(lang.En))
}

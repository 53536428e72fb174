package compose

import (
	"servqual/report"
	"servqual/survey/lang"
)

// chapter makes one section, or none when there is nothing to say.
type chapter struct {
	id    string
	build func(*view) *report.Section
}

// monthlyChapters is the order of the monthly report.
var monthlyChapters = []chapter{
	{"verdict", verdict},
	{"sample", sample},
	{"gap5", gap5},
	{"radar", radar},
	{"items", items},
	{"distribution", distribution},
	{"facets", facets},
	{"weakness", weakness},
	{"trend", trend},
	{"units", units},
	{"complaints", complaints},
	{"voices", voices},
	{"method", method},
}

// Monthly builds the monthly service-quality report of a case.
func Monthly(c *Case) *report.Document {
	v := newView(c)
	d := &report.Document{
		ID: "monthly", Lang: c.Lang, Date: c.date(), Brand: c.Brand,
		Title:    lang.T("月度服务质量报告", "Monthly service quality report"),
		Subtitle: v.subtitle(),
		Footer:   lang.T("差距 = 感知 − 期望，负值表示未达期望；区间为95%置信区间", "Gap = perception − expectation, negative = below expectation; intervals are 95% confidence intervals"),
	}
	if !v.study.Report.Title.IsZero() {
		d.Title = v.study.Report.Title
	}
	if !v.study.Report.Footer.IsZero() {
		d.Footer = v.study.Report.Footer
	}
	d.Header = lang.F("%s · %s · 有效 %s / 回收 %s", "%s · %s · %s scored of %s received",
		d.Title, d.Subtitle, count(v.scored()), count(float64(v.now.N())))
	for _, ch := range monthlyChapters {
		if !v.wants(ch.id) {
			continue
		}
		if s := ch.build(v); s != nil {
			s.ID = ch.id
			d.Sections = append(d.Sections, *s)
		}
	}
	return d
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
	return lang.F("%s · %s", "%s · %s", who, waveText(v.waves[v.at].name))
}

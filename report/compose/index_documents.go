package compose

import (
	"servqual/report"
	"servqual/survey/lang"
)

// Indices is the document of the index command: indices and the
// importance–performance grid.
func Indices(c *Case) *report.Document {
	return partial(c, "index", lang.T("满意度指数", "Satisfaction indices"), []chapter{{id: "index", build: one(indexSection)}, {id: "ipa", build: one(ipaSection)}})
}

// DriverReport is the document of the drivers command.
func DriverReport(c *Case) *report.Document {
	return partial(c, "drivers", lang.T("驱动因素", "Key drivers"), []chapter{{id: "drivers", build: one(driverSection)}, {id: "ipa", build: one(ipaSection)}})
}

// ReliabilityReport is the document of the reliability command.
func ReliabilityReport(c *Case) *report.Document {
	return partial(c, "reliability", lang.T("测量质量", "Measurement quality"), []chapter{{id: "measurement", build: one(measurementSection)}, {id: "one-factor", build: one(oneFactorSection)}, {id: "validity", build: one(validitySection)}})
}

// partial builds a document of a few chapters of a case.
func partial(c *Case, id string, title lang.Text, chapters []chapter) *report.Document {
	v := newView(c)
	d := &report.Document{ID: id, Lang: c.Lang, Date: c.date(), Brand: c.Brand, Title: title, Subtitle: v.subtitle(), Footer: intervalFooter(v.Level)}
	d.Header = dotted(title, d.Subtitle, lang.Same("n = "+count(float64(v.now.N()))))
	d.Sections = v.sections(chapters)
	return markDraft(sayScales(d, c.Set.Plan().Study()), c.Summary)
}

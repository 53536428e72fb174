package compose

import (
	"servqual/gap"
	"servqual/report"
)

// facets is the grid of dimensions by facets, where the instrument has them.
func facets(v *view) *report.Section {
	if len(v.study.Facets) == 0 || !v.twoSided() {
		return nil
	}
	o := gap.DefaultAnalysis
	o.Level = v.Level
	return gapFacetSection(gap.Analyse(v.now, nil, nil, o))
}

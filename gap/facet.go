package gap

import (
	"servqual/report/verdict"
	"servqual/survey"
	"servqual/survey/lang"
	"servqual/survey/stats"
	"servqual/survey/tally"
)

// FacetGrid is gap 5 by dimension and facet: environment and staff, company
// and staff, technical and functional quality.
type FacetGrid struct {
	Facets []survey.Facet
	Rows   []FacetRow // by dimension
}

// FacetRow is one dimension.
type FacetRow struct {
	Topic
	Cells []FacetCell // one for each facet; N items 0 where the dimension has none of it
	// Lead is the facet with the wider shortfall, when exactly two facets are
	// in the dimension, as an index of Facets; −1 otherwise. Between is the
	// difference, that facet's gap less the other's, with its interval.
	Lead    int
	Between stats.Estimate
}

// Apart says that the two facets are told apart, by verdict.Level.
func (r FacetRow) Apart() bool { return r.Lead >= 0 && verdict.Level(r.Between, 0).Made() }

// FacetCell is the mean gap of the items of one facet within one dimension.
type FacetCell struct {
	Items int
	Label lang.Text
	Gap   stats.Estimate // over the customers who answered all items of the dimension
}

// facets computes the grid; nil when no item has a facet.
func facets(b *body, o AnalysisOptions) *FacetGrid {
	gap, _, ok := gapOf(b)
	if !ok {
		return nil
	}
	names := facetsOf(b.study)
	if len(names) == 0 {
		return nil
	}
	g := &FacetGrid{Facets: names}
	for _, d := range b.battery {
		g.Rows = append(g.Rows, facetRow(b, d, gap, names, o))
	}
	return g
}

// facetsOf lists the facets that items have, those of the study file first.
func facetsOf(s *survey.Study) []survey.Facet {
	used := map[string]bool{}
	for _, it := range s.Items {
		if it.Facet != "" {
			used[it.Facet] = true
		}
	}
	var out []survey.Facet
	for _, f := range s.Facets {
		if used[f.ID] {
			if f.Label.IsZero() {
				f.Label = lang.Same(f.ID)
			}
			out = append(out, f)
			delete(used, f.ID)
		}
	}
	for _, it := range s.Items { // facets the file did not declare, in order of items
		if used[it.Facet] {
			out = append(out, survey.Facet{ID: it.Facet, Label: lang.Same(it.Facet)})
			delete(used, it.Facet)
		}
	}
	return out
}

// facetRow averages over complete rows, so that the halves of a dimension are
// those of the same customers and their difference has an interval.
func facetRow(b *body, d int, gap tally.Measure, names []survey.Facet, o AnalysisOptions) FacetRow {
	row := FacetRow{Topic: b.topic("gap", d), Lead: -1}
	items := b.study.ItemsOf(d)
	cross := b.t.DimCross(d, gap)
	loads := make([][]float64, len(names))
	var present []int
	for f := range names {
		n := 0
		loads[f] = make([]float64, len(items))
		for k, i := range items {
			if b.study.Items[i].Facet == names[f].ID {
				loads[f][k] = 1
				n++
			}
		}
		for k := range loads[f] {
			loads[f][k] /= float64(max(1, n))
		}
		cell := FacetCell{Items: n, Label: names[f].Label}
		if n > 0 {
			present = append(present, f)
			cell.Gap = bare(stats.CombinedMean(cross, loads[f], o.Level), o)
		}
		row.Cells = append(row.Cells, cell)
	}
	if len(present) != 2 {
		return row
	}
	x, y := present[0], present[1]
	if !row.Cells[x].Gap.Defined || !row.Cells[y].Gap.Defined {
		return row
	}
	if row.Cells[y].Gap.Value < row.Cells[x].Gap.Value {
		x, y = y, x
	}
	between := make([]float64, len(items))
	for k := range between {
		between[k] = loads[x][k] - loads[y][k]
	}
	row.Lead, row.Between = x, bare(stats.CombinedMean(cross, between, o.Level), o)
	return row
}

package survey

import (
	"reflect"
	"slices"

	"github.com/goccy/go-yaml"
)

// MarshalStudy writes a study file that ParseStudy reads back to the same
// study. With an instrument only what differs from the preset is written.
func MarshalStudy(s *Study) ([]byte, error) {
	f := fileStudy{Title: s.Title, Instrument: s.Instrument, Weights: s.Weights, Missing: s.Missing, Targets: s.Targets}
	if s.Unconfirmed {
		no := false
		f.Confirmed = &no
	}
	lo, hi := s.Scale.Min, s.Scale.Max
	f.Scale = &fileScale{Min: &lo, Max: &hi, Labels: s.Scale.Labels}
	for _, x := range s.Sides {
		f.Sides = append(f.Sides, x.String())
	}
	if s.Instrument == "" {
		for _, x := range s.Facets {
			f.Facets = append(f.Facets, fileFacet(x))
		}
		for _, d := range s.Dimensions {
			f.Dimensions = append(f.Dimensions, fileDimension(d))
		}
	}
	turned := slices.ContainsFunc(s.Items, func(it Item) bool { return it.Reversed })
	for _, it := range s.Items {
		x := it.file(s.Instrument == "")
		if turned && s.Instrument != "" { // the preset may say otherwise
			x.Reversed = &it.Reversed
		}
		f.Items = append(f.Items, x)
	}
	for _, fd := range s.Fields {
		if fd.Column != "" {
			f.Fields = append(f.Fields, yaml.MapItem{Key: fd.Name, Value: fd.Column})
		}
	}
	if len(s.Outcomes) > 0 {
		f.Outcomes = map[string]fileEnds{}
		for k, v := range s.Outcomes {
			f.Outcomes[k] = fileEnds(v)
		}
	}
	if s.Header != (HeaderHint{}) {
		h := fileHeader(s.Header)
		f.Header = &h
	}
	if s.Instrument == "" {
		f.Version = s.Version
	}
	if !reflect.DeepEqual(s.Report, Branding{}) {
		r := fileReport(s.Report)
		f.Report = &r
	}
	return yaml.MarshalWithOptions(f, yaml.IndentSequence(true), yaml.UseLiteralStyleIfMultiline(true))
}

// file writes an item; whole says that there is no preset behind it.
func (it Item) file(whole bool) fileItem {
	out := fileItem{ID: it.ID, Columns: map[string]string{}}
	for side, col := range it.Columns {
		out.Columns[side.String()] = col
	}
	out.None = it.None
	if whole {
		out.Dimension, out.Label, out.Touchpoint, out.Facet, out.Aliases = it.Dimension, it.Label, it.Touchpoint, it.Facet, it.Aliases
		out.About = it.About
		if it.Reversed {
			yes := true
			out.Reversed = &yes
		}
	}
	return out
}

package survey

import (
	"reflect"
	"slices"

	"github.com/goccy/go-yaml"
)

// MarshalStudy writes a study file that ParseStudy reads back to the same
// study. With an instrument only what differs from the preset is written.
func MarshalStudy(s *Study, presets Presets) ([]byte, error) {
	return yaml.MarshalWithOptions(FileOf(s, presets), yaml.IndentSequence(true), yaml.UseLiteralStyleIfMultiline(true))
}

// FileOf describes a study as a study file: the way back from StudyFile.Study.
// Of a scale that is not known yet nothing is written.
func FileOf(s *Study, presets Presets) *StudyFile {
	base, whole := &Study{}, true
	if s.Instrument != "" {
		if p, ok := presets(s.Instrument); ok {
			base, whole = p, false
		}
	}
	f := &StudyFile{Instrument: s.Instrument, Title: s.Title, Weights: s.Weights, Targets: s.Targets, Missing: beyond(s.Missing, base.Missing), Ignore: beyond(s.Ignored, base.Ignored)}
	if s.Unconfirmed {
		no := false
		f.Confirmed = &no
	}
	if s.Scale.Max > s.Scale.Min || len(s.Scale.Labels) > 0 {
		lo, hi := s.Scale.Min, s.Scale.Max
		f.Scale = &FileScale{Min: &lo, Max: &hi, Steps: s.Scale.Steps, Labels: s.Scale.Labels}
	}
	for _, r := range s.Scales {
		f.Scales = append(f.Scales, r.file())
	}
	for _, x := range s.Sides {
		f.Sides = append(f.Sides, x.String())
	}
	for _, x := range beyond(s.Facets, base.Facets) {
		f.Facets = append(f.Facets, FileFacet(x))
	}
	f.differing(s, base)
	for _, fd := range s.Fields {
		if fd.Column != "" {
			f.Fields = append(f.Fields, yaml.MapItem{Key: fd.Name, Value: fd.Column})
		}
	}
	if len(s.Outcomes) > 0 {
		f.Outcomes = map[string]FileEnds{}
		for k, v := range s.Outcomes {
			f.Outcomes[k] = v.file()
		}
	}
	for _, u := range s.Units {
		f.Units = append(f.Units, FileUnit(u))
	}
	if s.Header != (HeaderHint{}) {
		h := FileHeader(s.Header)
		f.Header = &h
	}
	if whole || s.Version != base.Version {
		f.Version = s.Version
	}
	if !reflect.DeepEqual(s.Report, base.Report) {
		r := FileReport(s.Report)
		f.Report = &r
	}
	return f
}

// differing writes the dimensions and items that differ from those of a preset.
func (f *StudyFile) differing(s, base *Study) {
	for _, d := range s.Dimensions {
		if i := base.Dim(d.ID); i < 0 || base.Dimensions[i] != d {
			f.Dimensions = append(f.Dimensions, FileDimension(d))
		}
	}
	for _, it := range s.Items {
		var of *Item
		if i := base.ItemIndex(it.ID); i >= 0 {
			of = &base.Items[i]
		}
		f.Items = append(f.Items, it.file(of))
	}
}

func (r ScaleRule) file() FileRule {
	x := FileRule{File: r.File, Wave: r.Wave, Dimension: r.Dimension, Field: r.Field, Min: r.Min, Max: r.Max}
	if r.Side != 0 {
		x.Side = r.Side.String()
	}
	switch {
	case r.Down:
		x.Best = &x.Min
	case r.Directed:
		x.Best = &x.Max
	}
	return x
}

// file writes the ends of an outcome; the better one only where it is the lower.
func (o Outcome) file() FileEnds {
	out := FileEnds{Min: o.Min, Max: o.Max, Steps: o.Steps}
	if o.Down {
		out.Best = &o.Min
	}
	return out
}

// file writes an item, or what differs from that of a preset.
func (it Item) file(of *Item) FileItem {
	if of == nil {
		of = &Item{}
	}
	out := FileItem{ID: it.ID, Columns: map[string]string{}, Aliases: beyond(it.Aliases, of.Aliases), None: beyond(it.None, of.None)}
	for side, col := range it.Columns {
		if of.Columns[side] != col {
			out.Columns[side.String()] = col
		}
	}
	if it.Reversed != of.Reversed {
		out.Reversed = &it.Reversed
	}
	if it.Label != of.Label {
		out.Label = it.Label
	}
	for _, x := range []struct {
		to       *string
		own, was string
	}{{&out.Dimension, it.Dimension, of.Dimension}, {&out.Touchpoint, it.Touchpoint, of.Touchpoint}, {&out.Facet, it.Facet, of.Facet}, {&out.About, it.About, of.About}} {
		if x.own != x.was {
			*x.to = x.own
		}
	}
	return out
}

// beyond is what a list has after the beginning that it shares with another.
func beyond[T comparable](list, base []T) []T {
	if len(base) > 0 && len(list) >= len(base) && slices.Equal(list[:len(base)], base) {
		return list[len(base):]
	}
	return list
}

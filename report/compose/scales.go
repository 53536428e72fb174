package compose

import (
	"fmt"

	"servqual/report"
	"servqual/survey"
)

// sayScales says on the first page of a document that the answers were given on
// different scales, which, and that all figures are on 0–100.
func sayScales(d *report.Document, s *survey.Study) *report.Document {
	said := s.ScalesSaid()
	if d == nil || said.IsZero() || len(d.Sections) == 0 {
		return d
	}
	first := &d.Sections[0]
	first.Blocks = append([]report.Block{report.Paragraph{Text: said}}, first.Blocks...)
	return d
}

// pointNum writes the point of the scale that a code stands for.
func pointNum(s *survey.Study, code int) string {
	if !s.Mixed() {
		return fmt.Sprint(code)
	}
	return meanNum(s.Scale.Value(code))
}

// pointKind is how points of the scale are written: whole, but for those of
// answers given on different scales.
func (v *view) pointKind() report.Kind {
	if v.study.Mixed() {
		return report.Mean
	}
	return report.Count
}

// ScaleJSON is the scale of the means and gaps where the answers were given on
// different ones: 0–100, and which they were.
type ScaleJSON struct {
	Min    int             `json:"min"`
	Max    int             `json:"max"`
	Mixed  bool            `json:"mixed"`
	Scales []ScaleRuleJSON `json:"scales"`
}

// ScaleRuleJSON is the scale of some of the answers.
type ScaleRuleJSON struct {
	File      string `json:"file,omitempty"`
	Wave      string `json:"wave,omitempty"`
	Side      string `json:"side,omitempty"`
	Dimension string `json:"dimension,omitempty"`
	Field     string `json:"field,omitempty"`
	Min       int    `json:"min"`
	Max       int    `json:"max"`
}

// scaleJSON is nil where all answers were given on one scale.
func scaleJSON(s *survey.Study) *ScaleJSON {
	if !s.Mixed() {
		return nil
	}
	out := &ScaleJSON{Min: s.Scale.Min, Max: s.Scale.Max, Mixed: true}
	for _, r := range s.Scales {
		x := ScaleRuleJSON{File: r.File, Wave: r.Wave, Dimension: r.Dimension, Field: r.Field, Min: r.Min, Max: r.Max}
		if r.Side != 0 {
			x.Side = r.Side.String()
		}
		out.Scales = append(out.Scales, x)
	}
	return out
}

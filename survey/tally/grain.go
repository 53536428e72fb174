package tally

import (
	"slices"

	"servqual/survey/stats"
)

// The fold counts codes. Where a code is a step of the scale and no point
// (survey.Scale.Steps), what is handed out is put on the points: keys are
// multiplied by mul and their unit by div, which stays exact.

// pointed puts a table of codes on the points of the scale.
func (p *Plan) pointed(f *stats.Freq) {
	mul, div := p.study.Scale.Grain()
	if mul == div {
		return
	}
	f.Unit *= div
	for i := range f.Keys {
		f.Keys[i] *= mul
	}
}

// pointedField is pointed for a numeric field, which has a scale of its own.
func (p *Plan) pointedField(f *stats.Freq, field string) {
	mul, div := p.study.Outcomes[field].Grain()
	if mul == div {
		return
	}
	f.Unit *= div
	for i := range f.Keys {
		f.Keys[i] *= mul
	}
}

// OnPoints puts a table of codes of items on the points of their scale. What a
// Tally hands out is on them already; joint tables are not.
func (p *Plan) OnPoints(f stats.Freq) stats.Freq {
	p.pointed(&f)
	return f
}

// OnFieldPoints is OnPoints for the codes of a numeric field.
func (p *Plan) OnFieldPoints(f stats.Freq, field string) stats.Freq {
	p.pointedField(&f, field)
	return f
}

// Grain is how many codes of an item make a point of the scale: 1, but for
// answers given on different scales.
func (p *Plan) Grain() float64 { return p.grain() }

// pointedMoments is pointed for moments.
func (p *Plan) pointedMoments(m stats.Moments) stats.Moments {
	m.Unit *= p.grain()
	return m
}

// grain is how many codes make a point of the items' scale.
func (p *Plan) grain() float64 {
	mul, div := p.study.Scale.Grain()
	return float64(div) / float64(mul)
}

// fieldGrain is grain for a numeric field.
func (p *Plan) fieldGrain(field string) float64 {
	mul, div := p.study.Outcomes[field].Grain()
	return float64(div) / float64(mul)
}

// itemUnits are the units of k variables that are codes of items, followed by
// those of others.
func (p *Plan) itemUnits(k int, more ...float64) []float64 {
	return append(slices.Repeat([]float64{p.grain()}, k), more...)
}

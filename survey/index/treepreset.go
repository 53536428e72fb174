package index

import (
	"embed"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/goccy/go-yaml"

	"servqual/survey"
	"servqual/survey/lang"
	"servqual/survey/tally"
)

//go:embed presets/*.yaml
var presetFiles embed.FS

// FactorPreset is a published set of factor weights.
type FactorPreset struct {
	Name    string
	Title   lang.Text `yaml:"title"`
	Source  lang.Text `yaml:"source"`
	Factors []PresetFactor
}

// PresetFactor is one factor of a preset, and the names by which a study may
// call it.
type PresetFactor struct {
	ID      string    `yaml:"id"`
	Weight  float64   `yaml:"weight"`
	Label   lang.Text `yaml:"label"`
	Aliases []string  `yaml:"aliases"`
}

// FactorPresetNames lists the presets: the seven factors with weights adding up
// to 99.9, and the five of 2014 adding up to 101.
func FactorPresetNames() []string { return []string{"dealer-7", "dealer-5"} }

var factorPresets = sync.OnceValue(func() map[string]FactorPreset {
	out := map[string]FactorPreset{}
	for _, name := range FactorPresetNames() {
		data, err := presetFiles.ReadFile("presets/" + name + ".yaml")
		if err != nil {
			panic("index: preset not embedded: " + name)
		}
		var p FactorPreset
		if err := yaml.UnmarshalWithOptions(data, &p, yaml.Strict()); err != nil {
			panic(fmt.Sprintf("index: preset %s: %v", name, err))
		}
		p.Name = name
		out[name] = p
	}
	return out
})

// LoadFactorPreset gives a preset by name.
func LoadFactorPreset(name string) (FactorPreset, bool) {
	p, ok := factorPresets()[strings.ToLower(strings.TrimSpace(name))]
	p.Factors = slices.Clone(p.Factors)
	return p, ok
}

// Shares gives the normalised weights, and the sum of the weights as printed.
func (p FactorPreset) Shares() (shares []float64, given float64) {
	for _, f := range p.Factors {
		given += f.Weight
	}
	for _, f := range p.Factors {
		shares = append(shares, f.Weight/given)
	}
	return shares, given
}

// Tree binds the factors to a study: each to the dimension, else the item, else
// the numeric field whose ID or label is the factor's ID, label or alias. A
// factor that the study does not have becomes a leaf without data, and the
// index says so.
func (p FactorPreset) Tree(plan *tally.Plan) []Node {
	var out []Node
	for _, f := range p.Factors {
		n := Node{ID: f.ID, Label: f.Label, Weight: f.Weight}
		n.Of, n.Measure = f.bind(plan)
		out = append(out, n)
	}
	return out
}

func (f PresetFactor) bind(plan *tally.Plan) (Of, string) {
	s := plan.Study()
	names := append([]string{f.ID, f.Label.Zh, f.Label.En}, f.Aliases...)
	is := func(id string, label lang.Text) bool {
		return slices.ContainsFunc(names, func(n string) bool {
			return n != "" && (strings.EqualFold(n, id) || strings.EqualFold(n, label.Zh) || strings.EqualFold(n, label.En))
		})
	}
	for _, d := range s.Dimensions {
		if is(d.ID, d.Label) {
			return OfDimension, d.ID
		}
	}
	for _, x := range s.Items {
		if is(x.ID, x.Label) {
			return OfItem, x.ID
		}
	}
	for _, x := range s.Fields {
		if x.Kind == survey.ScoreField && is(x.Name, x.Label) {
			return OfField, x.Name
		}
	}
	return 0, ""
}

// TreeOf is the tree of a study's own dimensions: weighted with the customers'
// mean points, else with the weights the study states, else equally. Source
// says which.
func TreeOf(t *tally.Tally) (tree []Node, source TreeWeights) {
	s := t.Plan().Study()
	source = EqualShares
	stated := 0.0
	for _, d := range battery(s) {
		stated += s.Dimensions[d].Weight
	}
	if valid, _, _ := t.WeightCounts(); valid > 0 {
		source = CustomerPoints
	} else if stated > 0 {
		source = StatedWeights
	}
	for _, i := range battery(s) {
		d := s.Dimensions[i]
		n := Node{ID: d.ID, Label: d.Label, Weight: 1, Of: OfDimension, Measure: d.ID}
		switch source {
		case CustomerPoints:
			n.Weight, _, _ = t.Weight(i)
		case StatedWeights:
			n.Weight = d.Weight
		}
		tree = append(tree, n)
	}
	return tree, source
}

// TreeWeights says where the weights of a study's own tree come from. The zero
// value is invalid.
type TreeWeights int

// The sources.
const (
	CustomerPoints TreeWeights = iota + 1
	StatedWeights
	EqualShares
)

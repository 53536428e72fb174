package servqual

import (
	"embed"
	"fmt"
	"slices"
	"strings"
	"sync"

	"servqual/survey"
)

//go:embed instruments/*.yaml
var files embed.FS

// presetNames lists the embedded instruments in the order in which an unknown
// file is tried against them.
var presetNames = []string{"servqual-22", "five-elements", "servperf-22", "servqual-22-1988"}

var presets = sync.OnceValue(func() map[string]*survey.Study {
	out := make(map[string]*survey.Study, len(presetNames))
	for _, name := range presetNames {
		data, err := files.ReadFile("instruments/" + name + ".yaml")
		if err != nil {
			panic("servqual: preset not embedded: " + name)
		}
		s, err := survey.ParseStudy(name+".yaml", data, func(string) (*survey.Study, bool) { return nil, false })
		if err != nil {
			panic(fmt.Sprintf("servqual: preset does not parse: %v", err))
		}
		s.Instrument = name
		out[name] = s
	}
	return out
})

// Preset gives a copy of a published instrument: servqual-22 (1991),
// servqual-22-1988 with its nine reversed items, servperf-22, five-elements.
// It has the signature that survey.ParseStudy wants.
func Preset(name string) (*survey.Study, bool) {
	s, ok := presets()[strings.ToLower(strings.TrimSpace(name))]
	if !ok {
		return nil, false
	}
	return s.Clone(), true
}

// PresetNames lists the presets.
func PresetNames() []string { return slices.Clone(presetNames) }

// Presets gives copies of all presets in the order in which they are tried.
func Presets() []*survey.Study {
	out := make([]*survey.Study, len(presetNames))
	for i, name := range presetNames {
		out[i], _ = Preset(name)
	}
	return out
}

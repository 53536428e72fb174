package main

import (
	"slices"

	"servqual/gap"
	"servqual/servqual"
	"servqual/survey"
	"servqual/survey/index"
)

// instruments are all presets, in the order in which an unknown file is tried
// against them: the customers' first, the libraries' last.
func instruments() []*survey.Study {
	return slices.Concat(servqual.Presets(), gap.Presets(), libraryInstruments())
}

// libraryInstruments are those of the indices: LibQUAL in its two forms.
func libraryInstruments() []*survey.Study {
	var out []*survey.Study
	for _, name := range index.PresetNames() {
		if s, ok := index.Preset(name); ok {
			out = append(out, s)
		}
	}
	return out
}

// instrumentNames lists them.
func instrumentNames() []string {
	return slices.Concat(servqual.PresetNames(), gap.PresetNames(), index.PresetNames())
}

// instrumentNamed finds the preset that --instrument means.
func instrumentNamed(said string) (*survey.Study, error) {
	key, err := resolve(flagPlace("instrument"), said, presetNames())
	if err != nil {
		return nil, err
	}
	s, _ := instrument(key)
	return s, nil
}

// instrument finds a preset by name.
func instrument(name string) (*survey.Study, bool) {
	for _, find := range []func(string) (*survey.Study, bool){servqual.Preset, gap.Preset, index.Preset} {
		if s, ok := find(name); ok {
			return s, true
		}
	}
	return nil, false
}

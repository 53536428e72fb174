package main

import (
	"slices"

	"servqual/gap"
	"servqual/servqual"
	"servqual/survey"
)

// instruments are all presets, in the order in which an unknown file is tried
// against them: the customers' first.
func instruments() []*survey.Study { return slices.Concat(servqual.Presets(), gap.Presets()) }

// instrumentNames lists them.
func instrumentNames() []string { return slices.Concat(servqual.PresetNames(), gap.PresetNames()) }

// instrument finds a preset by name.
func instrument(name string) (*survey.Study, bool) {
	if s, ok := servqual.Preset(name); ok {
		return s, true
	}
	return gap.Preset(name)
}

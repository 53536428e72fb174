package servqual

import (
	"embed"

	"servqual/survey"
)

//go:embed instruments/*.yaml
var files embed.FS

// library holds the published instruments, in the order in which an unknown
// file is tried against them.
var library = survey.NewLibrary(files, "instruments", shipped, "servqual-22", "five-elements", "servperf-22", "servqual-22-1988")

// Preset gives a copy of a published instrument: servqual-22 (1991),
// servqual-22-1988 with its nine reversed items, servperf-22, five-elements.
// It has the signature that survey.ParseStudy wants.
func Preset(name string) (*survey.Study, bool) { return library.Get(name) }

// PresetNames lists the presets.
func PresetNames() []string { return library.Names() }

// Presets gives copies of all presets in the order in which they are tried.
func Presets() []*survey.Study { return library.All() }

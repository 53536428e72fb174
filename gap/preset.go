package gap

import (
	"embed"

	"servqual/survey"
)

//go:embed instruments/*.yaml
var files embed.FS

// The presets: the managers' form (gaps 1 and 2 and their causes), the staff's
// form (gaps 3 and 4 and their causes), and the customers' expectations asked
// of all three groups (gaps 1, 6 and 7).
const (
	ManagersForm = "gap-managers"
	StaffForm    = "gap-staff"
	ThreeGroups  = "gap-three-groups"
)

var library = survey.NewLibrary(files, "instruments", shipped, ManagersForm, StaffForm, ThreeGroups)

// Preset gives a copy of a form. It has the signature that survey.ParseStudy
// wants.
func Preset(name string) (*survey.Study, bool) { return library.Get(name) }

// PresetNames lists the forms.
func PresetNames() []string { return library.Names() }

// Presets gives copies of all forms.
func Presets() []*survey.Study { return library.All() }

// PresetSource gives the study file of a form as shipped, to be edited.
func PresetSource(name string) ([]byte, bool) { return library.Source(name) }

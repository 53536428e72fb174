package gap

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

// The presets: the managers' form (gaps 1 and 2 and their causes), the staff's
// form (gaps 3 and 4 and their causes), and the customers' expectations asked
// of all three groups (gaps 1, 6 and 7).
const (
	ManagersForm = "gap-managers"
	StaffForm    = "gap-staff"
	ThreeGroups  = "gap-three-groups"
)

var presetNames = []string{ManagersForm, StaffForm, ThreeGroups}

var presets = sync.OnceValue(func() map[string]*survey.Study {
	out := make(map[string]*survey.Study, len(presetNames))
	for _, name := range presetNames {
		data, err := files.ReadFile("instruments/" + name + ".yaml")
		if err != nil {
			panic("gap: preset not embedded: " + name)
		}
		s, err := survey.ParseStudy(name+".yaml", data, func(string) (*survey.Study, bool) { return nil, false })
		if err != nil {
			panic(fmt.Sprintf("gap: preset does not parse: %v", err))
		}
		s.Instrument = name
		out[name] = s
	}
	return out
})

// Preset gives a copy of a form. It has the signature that survey.ParseStudy
// wants.
func Preset(name string) (*survey.Study, bool) {
	s, ok := presets()[strings.ToLower(strings.TrimSpace(name))]
	if !ok {
		return nil, false
	}
	return s.Clone(), true
}

// PresetNames lists the forms.
func PresetNames() []string { return slices.Clone(presetNames) }

// Presets gives copies of all forms.
func Presets() []*survey.Study {
	out := make([]*survey.Study, len(presetNames))
	for i, name := range presetNames {
		out[i], _ = Preset(name)
	}
	return out
}

// PresetSource gives the study file of a form as shipped, to be edited.
func PresetSource(name string) ([]byte, bool) {
	if !slices.Contains(presetNames, name) {
		return nil, false
	}
	data, err := files.ReadFile("instruments/" + name + ".yaml")
	return data, err == nil
}

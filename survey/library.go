package survey

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"
)

// Library is a set of instruments shipped as study files NAME.yaml. What they
// say is compiled in as well, so that no run has to parse them; the test
// package instruments holds one to the other.
type Library struct {
	files   fs.FS
	names   []string
	shipped func(name string) *Study
}

// NewLibrary makes a library of the named files in a folder of files. shipped
// makes one of them; nil = there is none of this name.
func NewLibrary(files fs.FS, folder string, shipped func(name string) *Study, names ...string) *Library {
	sub, err := fs.Sub(files, folder)
	if err != nil {
		panic(fmt.Sprintf("survey: no folder of instruments %s: %v", folder, err))
	}
	return &Library{files: sub, names: names, shipped: shipped}
}

// Get gives an instrument, the caller's own. It has the signature that
// ParseStudy wants.
func (l *Library) Get(name string) (*Study, bool) {
	s := l.shipped(strings.ToLower(strings.TrimSpace(name)))
	return s, s != nil
}

// Names lists the instruments in the order in which an unknown file is tried
// against them.
func (l *Library) Names() []string { return slices.Clone(l.names) }

// All gives all instruments in that order.
func (l *Library) All() []*Study {
	out := make([]*Study, len(l.names))
	for i, name := range l.names {
		out[i], _ = l.Get(name)
	}
	return out
}

// Source gives the study file of an instrument as shipped, to be edited.
func (l *Library) Source(name string) ([]byte, bool) {
	if !slices.Contains(l.names, name) {
		return nil, false
	}
	data, err := fs.ReadFile(l.files, name+".yaml")
	return data, err == nil
}

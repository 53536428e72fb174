package survey

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"sync"
)

// Library is a set of instruments shipped as study files NAME.yaml: parsed
// when first asked for, handed out as copies.
type Library struct {
	files  fs.FS
	names  []string
	parsed func() map[string]*Study
}

// NewLibrary makes a library of the named files in a folder of files. A file
// that is missing or does not parse is a fault of the program and panics at
// first use.
func NewLibrary(files fs.FS, folder string, names ...string) *Library {
	sub, err := fs.Sub(files, folder)
	if err != nil {
		panic(fmt.Sprintf("survey: no folder of instruments %s: %v", folder, err))
	}
	l := &Library{files: sub, names: names}
	l.parsed = sync.OnceValue(l.parse)
	return l
}

func (l *Library) parse() map[string]*Study {
	all := make([]*Study, len(l.names))
	var wg sync.WaitGroup // every run waits for this before it can open a file
	for i, name := range l.names {
		wg.Go(func() { all[i] = l.shipped(name) })
	}
	wg.Wait()
	out := make(map[string]*Study, len(all))
	for i, name := range l.names {
		out[name] = all[i]
	}
	return out
}

func (l *Library) shipped(name string) *Study {
	data, ok := l.Source(name)
	if !ok {
		panic("survey: instrument not shipped: " + name)
	}
	s, err := ParseStudy(name+".yaml", data, func(string) (*Study, bool) { return nil, false })
	if err != nil {
		panic(fmt.Sprintf("survey: instrument does not parse: %v", err))
	}
	s.Instrument = name
	return s
}

// Get gives a copy of an instrument. It has the signature that ParseStudy
// wants.
func (l *Library) Get(name string) (*Study, bool) {
	s, ok := l.parsed()[strings.ToLower(strings.TrimSpace(name))]
	if !ok {
		return nil, false
	}
	return s.Clone(), true
}

// Names lists the instruments in the order in which an unknown file is tried
// against them.
func (l *Library) Names() []string { return slices.Clone(l.names) }

// All gives copies of all instruments in that order.
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

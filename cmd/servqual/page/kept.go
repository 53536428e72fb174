package page

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"servqual/survey"
	"servqual/survey/load"
	"servqual/survey/wording"
)

// keptForm is what was answered about a form: next month's file with the same
// headers is read by it, and nothing is asked again.
type keptForm struct {
	Headers []string `json:"headers"` // sorted, reduced to what tells headers apart
	Study   string   `json:"study"`   // a study file
}

// headersOf lists the headers of all columns, each once.
func headersOf(bindings []load.Binding) []string {
	var out []string
	for _, b := range bindings {
		out = append(out, wording.Key(b.Header))
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// keepForm writes down what was answered about the form of a reading.
func (f *folder) keepForm(bindings []load.Binding, study *survey.Study, presets survey.Presets) error {
	text, err := survey.MarshalStudy(study, presets)
	if err != nil {
		return err
	}
	form := keptForm{Headers: headersOf(bindings), Study: string(text)}
	data, err := json.MarshalIndent(form, "", " ")
	if err != nil {
		return err
	}
	if err := os.MkdirAll(f.forms(), 0o700); err != nil {
		return err
	}
	path := f.formPath(form.Headers)
	tmp, err := os.CreateTemp(f.forms(), ".new-*")
	if err != nil {
		return err
	}
	_, err = tmp.Write(data)
	if cerr := tmp.Close(); err == nil {
		err = cerr
	}
	if err == nil {
		err = os.Rename(tmp.Name(), path)
	}
	if err != nil {
		os.Remove(tmp.Name())
	}
	return err
}

func (f *folder) formPath(headers []string) string {
	sum := sha256.Sum256([]byte(strings.Join(headers, "\x00")))
	return filepath.Join(f.forms(), hex.EncodeToString(sum[:12])+".json")
}

// formLike finds what was answered about a form with the same headers, or nil.
// A column more or less that has no part in the scores, as platforms add them,
// makes no other form; an item more or less does.
func (f *folder) formLike(bindings []load.Binding, presets survey.Presets) *survey.Study {
	headers := headersOf(bindings)
	if form := readForm(f.formPath(headers)); form != nil {
		if s := form.parse(presets); s != nil {
			return s
		}
	}
	files, err := os.ReadDir(f.forms())
	if err != nil {
		return nil
	}
	for _, e := range files {
		form := readForm(filepath.Join(f.forms(), e.Name()))
		if form == nil {
			continue
		}
		if s := form.parse(presets); s != nil && form.covers(s, headers, bindings) {
			return s
		}
	}
	return nil
}

func readForm(path string) *keptForm {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil
	}
	form := new(keptForm)
	if json.Unmarshal(data, form) != nil {
		return nil // damaged: it is asked again
	}
	return form
}

func (k *keptForm) parse(presets survey.Presets) *survey.Study {
	s, err := survey.ParseStudy("form", []byte(k.Study), presets)
	if err != nil {
		return nil
	}
	return s
}

// covers says that all columns the study reads are there, and that the columns
// which are new are no items.
func (k *keptForm) covers(s *survey.Study, headers []string, bindings []load.Binding) bool {
	has := func(column string) bool {
		_, found := slices.BinarySearch(headers, wording.Key(column))
		return found
	}
	for _, it := range s.Items {
		for _, c := range it.Columns {
			if strings.HasPrefix(c, "#") || !has(c) {
				return false
			}
		}
	}
	for _, b := range bindings {
		if _, known := slices.BinarySearch(k.Headers, wording.Key(b.Header)); !known && b.Use == load.UseItem {
			return false
		}
	}
	return true
}

// forgetForm removes what was answered about a form.
func (f *folder) forgetForm(bindings []load.Binding, presets survey.Presets) {
	os.Remove(f.formPath(headersOf(bindings)))
	files, _ := os.ReadDir(f.forms())
	for _, e := range files {
		path := filepath.Join(f.forms(), e.Name())
		if form := readForm(path); form != nil {
			if s := form.parse(presets); s != nil && form.covers(s, headersOf(bindings), bindings) {
				os.Remove(path)
			}
		}
	}
}

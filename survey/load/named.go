package load

import (
	"strings"

	"servqual/survey"
	"servqual/survey/wording"
)

// instrumentColumn is the column in which forms of ours name their instrument.
const instrumentColumn = "instrument"

// named finds the preset that the data itself names: our own forms carry its
// name beside their mark, our XLSForms in a column. Editions of an instrument
// that share their codes can be told apart by nothing else. nil where nothing
// is named, or not the same everywhere.
func named(tables []*table, presets []*survey.Study) *survey.Study {
	found := ""
	for _, t := range tables {
		switch name := t.instrument(); {
		case name == "":
		case found != "" && name != found:
			return nil
		default:
			found = name
		}
	}
	for _, s := range presets {
		if s.Instrument != "" && wording.Clean(s.Instrument) == found {
			return s
		}
	}
	return nil
}

// instrument is the name that a table gives its instrument.
func (t *table) instrument() string {
	for _, title := range t.head.titles {
		if _, rest, ok := strings.Cut(title, TemplateMark); ok {
			if f := strings.Fields(rest); len(f) > 0 {
				return f[0]
			}
		}
	}
	for i := range t.head.cols {
		if t.head.cols[i].text != instrumentColumn {
			continue
		}
		name := ""
		for c := range t.column(i) {
			s := wording.Clean(c.Text)
			if s == "" {
				continue
			}
			if name != "" && s != name {
				return ""
			}
			name = s
		}
		return name
	}
	return ""
}

package survey

import (
	"errors"
	"fmt"
	"math"
	"strings"

	"github.com/goccy/go-yaml"

	"servqual/survey/lang"
)

// StudyFile is the study file as written: see the contract in the manual.
// Everything has a default, so every key may be left out. A mapping workbook is
// the same in another dress, so it becomes a study by the same Study.
type StudyFile struct {
	Title      lang.Text           `yaml:"title,omitempty"`
	Instrument string              `yaml:"instrument,omitempty"`
	Version    string              `yaml:"version,omitempty"`
	Confirmed  *bool               `yaml:"confirmed,omitempty"`
	Scale      *FileScale          `yaml:"scale,omitempty"`
	Scales     []FileRule          `yaml:"scales,omitempty"`
	Sides      []string            `yaml:"sides,omitempty"`
	Facets     []FileFacet         `yaml:"facets,omitempty"`
	Dimensions []FileDimension     `yaml:"dimensions,omitempty"`
	Items      []FileItem          `yaml:"items,omitempty"`
	Weights    map[string]string   `yaml:"weights,omitempty"`
	Fields     yaml.MapSlice       `yaml:"fields,omitempty"`
	Outcomes   map[string]FileEnds `yaml:"outcomes,omitempty"`
	Missing    []string            `yaml:"missing,omitempty"`
	Ignore     []string            `yaml:"ignore,omitempty"`
	Units      []FileUnit          `yaml:"units,omitempty"`
	Header     *FileHeader         `yaml:"header,omitempty"`
	Targets    map[string]float64  `yaml:"targets,omitempty"`
	Report     *FileReport         `yaml:"report,omitempty"`
}

// FileScale is the scale of the items.
type FileScale struct {
	Min    *int           `yaml:"min,omitempty"`
	Max    *int           `yaml:"max,omitempty"`
	Steps  int            `yaml:"steps,omitempty"` // from min to max, where the answers were given on different scales
	Best   *int           `yaml:"best,omitempty"`  // which end is the better one; max unless said
	Labels map[string]int `yaml:"labels,omitempty"`
}

// FileEnds is the scale of a numeric field.
type FileEnds struct {
	Min   int  `yaml:"min"`
	Max   int  `yaml:"max"`
	Steps int  `yaml:"steps,omitempty"` // as of the scale
	Best  *int `yaml:"best,omitempty"`  // as of the scale
}

// FileRule is a ScaleRule as written.
type FileRule struct {
	File      string `yaml:"file,omitempty"`
	Wave      string `yaml:"wave,omitempty"`
	Side      string `yaml:"side,omitempty"`
	Dimension string `yaml:"dimension,omitempty"`
	Field     string `yaml:"field,omitempty"`
	Min       int    `yaml:"min"`
	Max       int    `yaml:"max"`
	Best      *int   `yaml:"best,omitempty"`
}

// FileFacet is a facet.
type FileFacet struct {
	ID    string    `yaml:"id"`
	Label lang.Text `yaml:"label,omitempty"`
}

// FileDimension is a dimension.
type FileDimension struct {
	ID     string    `yaml:"id"`
	Label  lang.Text `yaml:"label,omitempty"`
	Weight float64   `yaml:"weight,omitempty"`
	Note   lang.Text `yaml:"note,omitempty"`
	Gap    int       `yaml:"gap,omitempty"`
	Causes int       `yaml:"causes,omitempty"`
}

// FileItem is an item; of a preset, only what differs from it.
type FileItem struct {
	ID         string            `yaml:"id"`
	Dimension  string            `yaml:"dimension,omitempty"`
	Label      lang.Text         `yaml:"label,omitempty"`
	Reversed   *bool             `yaml:"reversed,omitempty"`
	Touchpoint string            `yaml:"touchpoint,omitempty"`
	Facet      string            `yaml:"facet,omitempty"`
	Columns    map[string]string `yaml:"columns,omitempty"`
	Aliases    []string          `yaml:"aliases,omitempty"`
	About      string            `yaml:"about,omitempty"`
	None       []string          `yaml:"none,omitempty"`
}

// FileHeader is where the header is.
type FileHeader struct {
	Row   int    `yaml:"row,omitempty"`
	Sheet string `yaml:"sheet,omitempty"`
}

// FileUnit is a unit, the other names that the data has for it, and what it
// belongs to, the widest first.
type FileUnit struct {
	Name    string   `yaml:"name"`
	Aliases []string `yaml:"aliases,omitempty"`
	Parents []string `yaml:"parents,omitempty"`
}

// FileReport is how a company's reports look.
type FileReport struct {
	Title    lang.Text `yaml:"title,omitempty"`
	Footer   lang.Text `yaml:"footer,omitempty"`
	Logo     string    `yaml:"logo,omitempty"`
	Colours  []string  `yaml:"colours,omitempty"`
	Chapters []string  `yaml:"chapters,omitempty"`
}

// Presets finds a preset by name.
type Presets func(name string) (*Study, bool)

// ParseStudy reads a study file. name is used in messages only. Unknown keys,
// dimensions that no item has, weights of unknown dimensions and the like are
// errors with the line and a caret. With an instrument the file changes the
// preset: items and dimensions are matched by their id.
func ParseStudy(name string, data []byte, presets Presets) (*Study, error) {
	data, err := studyText(name, data)
	if err != nil {
		return nil, err
	}
	f, err := ParseStudyFile(name, data)
	if err != nil {
		return nil, err
	}
	s, err := f.Study(presets)
	if err == nil {
		return s, nil
	}
	var v *ValidationError
	if errors.As(err, &v) {
		return nil, at(name, data, v.Path, v.Problem)
	}
	return nil, fmt.Errorf("%s: %w", name, err)
}

// ParseStudyFile reads a study file as it is written, in UTF-8.
func ParseStudyFile(name string, data []byte) (*StudyFile, error) {
	var f StudyFile
	if err := decode(name, data, &f); err != nil {
		return nil, err
	}
	return &f, nil
}

// Study makes the study that the file describes. What contradicts itself is a
// ValidationError with the path of its place.
func (f *StudyFile) Study(presets Presets) (*Study, error) {
	s := &Study{}
	if f.Instrument != "" {
		base, ok := presets(f.Instrument)
		if !ok {
			return nil, fault("$.instrument", lang.F("没有叫 %q 的量表；用 servqual init --list 查看", "unknown instrument %q; `servqual init --list` names the presets", f.Instrument))
		}
		s = base.Clone()
	}
	if err := f.apply(s); err != nil {
		return nil, err
	}
	if err := s.Validate(); err != nil {
		return nil, err
	}
	return s, nil
}

func fault(path string, t lang.Text) error { return &ValidationError{Path: path, Problem: t} }

// annotate shows the place of a path in the file, "" where it can't.
func annotate(data []byte, path string) (src string) {
	defer func() {
		if recover() != nil {
			src = "" // as in decode; the message stands without the place
		}
	}()
	p, err := yaml.PathString(path)
	if err != nil {
		return ""
	}
	b, err := p.AnnotateSource(data, false)
	if err != nil {
		return ""
	}
	return strings.TrimRight(string(b), "\n")
}

func (f *StudyFile) apply(s *Study) error {
	if !f.Title.IsZero() {
		s.Title = f.Title
	}
	if f.Version != "" {
		s.Version = f.Version
	}
	s.Unconfirmed = f.Confirmed != nil && !*f.Confirmed
	if f.Scale != nil {
		if err := f.Scale.apply(s); err != nil {
			return err
		}
	}
	if err := f.applyRules(s); err != nil {
		return err
	}
	for _, x := range f.Facets {
		s.Facets = append(s.Facets, Facet(x))
	}
	f.applyDimensions(s)
	if err := f.applyItems(s); err != nil {
		return err
	}
	if f.Scale.turns() {
		for i := range s.Items {
			s.Items[i].Reversed = !s.Items[i].Reversed
		}
	}
	if err := f.applySides(s); err != nil {
		return err
	}
	for k, v := range f.Weights {
		if s.Weights == nil {
			s.Weights = map[string]string{}
		}
		s.Weights[k] = v
	}
	for _, kv := range f.Fields {
		if err := s.setField(kv); err != nil {
			return fault("$.fields."+fmt.Sprint(kv.Key), err.Problem)
		}
	}
	if err := f.applyOutcomes(s); err != nil {
		return err
	}
	s.Missing = append(s.Missing, f.Missing...)
	s.Ignored = append(s.Ignored, f.Ignore...)
	for _, u := range f.Units {
		s.Units = append(s.Units, Unit(u))
	}
	if f.Header != nil {
		s.Header = HeaderHint(*f.Header)
	}
	if f.Targets != nil {
		s.Targets = f.Targets
	}
	if f.Report != nil {
		s.Report = Branding(*f.Report)
	}
	return nil
}

func (x *FileScale) apply(s *Study) error {
	if x.Labels != nil {
		s.Scale.Labels = x.Labels
		lo, hi := math.MaxInt, math.MinInt
		for _, v := range x.Labels {
			lo, hi = min(lo, v), max(hi, v)
		}
		if x.Min == nil {
			x.Min = &lo
		}
		if x.Max == nil {
			x.Max = &hi
		}
	}
	if x.Min == nil && s.Scale.Max > 0 {
		x.Min = &s.Scale.Min
	}
	if x.Min == nil || x.Max == nil {
		return fault("$.scale", lang.T("量表要写 min 和 max，或写 labels（答案文字对应的分数）", "the scale needs min and max, or labels"))
	}
	s.Scale.Min, s.Scale.Max, s.Scale.Steps = *x.Min, *x.Max, x.Steps
	if x.Best != nil && *x.Best != *x.Min && *x.Best != *x.Max {
		return fault("$.scale.best", lang.F("best 是较好的一端，只能写 %d 或 %d", "best is the better end of the scale: write %d or %d", *x.Min, *x.Max))
	}
	return nil
}

// applyOutcomes takes the scales of numeric fields. One with the ends of the
// items' scale runs as that does, unless it says otherwise.
func (f *StudyFile) applyOutcomes(s *Study) error {
	for k, v := range f.Outcomes {
		if s.Outcomes == nil {
			s.Outcomes = map[string]Outcome{}
		}
		o := Outcome{Min: v.Min, Max: v.Max, Steps: v.Steps}
		switch {
		case v.Best == nil:
			o.Down = f.Scale.turns() && o.Min == s.Scale.Min && o.Max == s.Scale.Max
		case *v.Best != v.Min && *v.Best != v.Max:
			return fault("$.outcomes."+k+".best", lang.F("best 是较好的一端，只能写 %d 或 %d", "best is the better end of the scale: write %d or %d", v.Min, v.Max))
		default:
			o.Down = *v.Best == v.Min
		}
		s.Outcomes[k] = o
	}
	return nil
}

func (f *StudyFile) applyRules(s *Study) error {
	for i, x := range f.Scales {
		path := fmt.Sprintf("$.scales[%d]", i)
		r := ScaleRule{File: x.File, Wave: x.Wave, Dimension: x.Dimension, Field: x.Field, Min: x.Min, Max: x.Max}
		if x.Side != "" {
			side, ok := ParseSide(x.Side)
			if !ok {
				return fault(path, unknownSide(x.Side))
			}
			r.Side = side
		}
		if x.Best != nil {
			if *x.Best != x.Min && *x.Best != x.Max {
				return fault(path, lang.F("best 是较好的一端，只能写 %d 或 %d", "best is the better end of the scale: write %d or %d", x.Min, x.Max))
			}
			r.Directed, r.Down = true, *x.Best == x.Min
		}
		s.Scales = append(s.Scales, r)
	}
	if s.Scale.Steps == 0 && s.Scale.Min == 0 && s.Scale.Max == 100 {
		s.Scale.Steps = s.commonSteps()
	}
	return nil
}

func unknownSide(k string) lang.Text {
	return lang.F("没有 %q 这一面；请用 expectation（期望）、perception（感知）、minimum（最低要求）、desired（理想水平）或 importance（重要度）", "unknown side %q: use expectation, perception, minimum, desired or importance", k)
}

// turns says that the lower end of the scale is the better one, so that every
// answer is turned: min + max − x.
func (x *FileScale) turns() bool {
	return x != nil && x.Best != nil && x.Min != nil && *x.Best == *x.Min
}

package survey

import (
	"errors"
	"fmt"
	"math"
	"reflect"
	"regexp"
	"sort"
	"strings"

	"github.com/goccy/go-yaml"

	"servqual/survey/lang"
)

// fileStudy is the study file as written: see the contract in the manual.
// Everything has a default, so every key may be left out.
type fileStudy struct {
	Title      lang.Text           `yaml:"title,omitempty"`
	Instrument string              `yaml:"instrument,omitempty"`
	Version    string              `yaml:"version,omitempty"`
	Scale      *fileScale          `yaml:"scale,omitempty"`
	Sides      []string            `yaml:"sides,omitempty"`
	Facets     []fileFacet         `yaml:"facets,omitempty"`
	Dimensions []fileDimension     `yaml:"dimensions,omitempty"`
	Items      []fileItem          `yaml:"items,omitempty"`
	Weights    map[string]string   `yaml:"weights,omitempty"`
	Fields     yaml.MapSlice       `yaml:"fields,omitempty"`
	Outcomes   map[string]fileEnds `yaml:"outcomes,omitempty"`
	Missing    []string            `yaml:"missing,omitempty"`
	Header     *fileHeader         `yaml:"header,omitempty"`
	Targets    map[string]float64  `yaml:"targets,omitempty"`
	Report     *fileReport         `yaml:"report,omitempty"`
}

type fileScale struct {
	Min    *int           `yaml:"min,omitempty"`
	Max    *int           `yaml:"max,omitempty"`
	Labels map[string]int `yaml:"labels,omitempty"`
}

type fileEnds struct {
	Min int `yaml:"min"`
	Max int `yaml:"max"`
}

type fileFacet struct {
	ID    string    `yaml:"id"`
	Label lang.Text `yaml:"label,omitempty"`
}

type fileDimension struct {
	ID     string    `yaml:"id"`
	Label  lang.Text `yaml:"label,omitempty"`
	Weight float64   `yaml:"weight,omitempty"`
	Note   lang.Text `yaml:"note,omitempty"`
	Gap    int       `yaml:"gap,omitempty"`
	Causes int       `yaml:"causes,omitempty"`
}

type fileItem struct {
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

type fileHeader struct {
	Row   int    `yaml:"row,omitempty"`
	Sheet string `yaml:"sheet,omitempty"`
}

type fileReport struct {
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
	var f fileStudy
	if err := decode(data, &f); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	s := &Study{}
	if f.Instrument != "" {
		base, ok := presets(f.Instrument)
		if !ok {
			return nil, at(name, data, "$.instrument", "unknown instrument %q; `servqual init --list` names the presets", f.Instrument)
		}
		s = base.Clone()
	}
	if err := f.apply(s, name, data); err != nil {
		return nil, err
	}
	if err := s.Validate(); err != nil {
		var v *ValidationError
		if errors.As(err, &v) {
			return nil, at(name, data, v.Path, "%s", v.Problem)
		}
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return s, nil
}

// decode reads YAML into a study. The library panics on some malformed input
// (found by fuzzing: a tag in place of a list); that is a fault of the file,
// not of the program, and must end in a message.
func decode(data []byte, f *fileStudy) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = errors.New("this is no study file that can be read; compare it with one that `servqual init` writes")
		}
	}()
	if err := yaml.UnmarshalWithOptions(data, f, yaml.Strict()); err != nil {
		return errors.New(strings.TrimSpace(yaml.FormatError(err, false, true)))
	}
	return nil
}

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

// at makes an error that shows the place in the file.
func at(name string, data []byte, path, format string, args ...any) error {
	msg := fmt.Sprintf(format, args...)
	if src := annotate(data, path); src != "" {
		return fmt.Errorf("%s: %s\n%s", name, msg, src)
	}
	return fmt.Errorf("%s: %s", name, msg)
}

func (f *fileStudy) apply(s *Study, name string, data []byte) error {
	if !f.Title.IsZero() {
		s.Title = f.Title
	}
	if f.Version != "" {
		s.Version = f.Version
	}
	if f.Scale != nil {
		if err := f.Scale.apply(s, name, data); err != nil {
			return err
		}
	}
	for _, x := range f.Facets {
		s.Facets = append(s.Facets, Facet(x))
	}
	f.applyDimensions(s)
	if err := f.applyItems(s, name, data); err != nil {
		return err
	}
	if err := f.applySides(s, name, data); err != nil {
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
			return at(name, data, "$.fields", "%s", err)
		}
	}
	for k, v := range f.Outcomes {
		if s.Outcomes == nil {
			s.Outcomes = map[string]Outcome{}
		}
		s.Outcomes[k] = Outcome(v)
	}
	s.Missing = append(s.Missing, f.Missing...)
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

func (x *fileScale) apply(s *Study, name string, data []byte) error {
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
		return at(name, data, "$.scale", "the scale needs min and max, or labels")
	}
	s.Scale.Min, s.Scale.Max = *x.Min, *x.Max
	return nil
}

func (f *fileStudy) applyDimensions(s *Study) {
	for _, d := range f.Dimensions {
		i := s.Dim(d.ID)
		if i < 0 {
			s.Dimensions = append(s.Dimensions, Dimension{ID: d.ID})
			i = len(s.Dimensions) - 1
		}
		to := &s.Dimensions[i]
		if !d.Label.IsZero() {
			to.Label = d.Label
		}
		if to.Label.IsZero() {
			to.Label = lang.Same(d.ID)
		}
		if d.Weight != 0 {
			to.Weight = d.Weight
		}
		if !d.Note.IsZero() {
			to.Note = d.Note
		}
		if d.Gap != 0 {
			to.Gap = d.Gap
		}
		if d.Causes != 0 {
			to.Causes = d.Causes
		}
	}
}

func (f *fileStudy) applyItems(s *Study, name string, data []byte) error {
	listed := map[string]bool{}
	for n, x := range f.Items {
		if listed[x.ID] {
			return at(name, data, fmt.Sprintf("$.items[%d].id", n), "item %q is listed twice", x.ID)
		}
		listed[x.ID] = true
		i := s.ItemIndex(x.ID)
		if i < 0 {
			s.Items = append(s.Items, Item{ID: x.ID})
			i = len(s.Items) - 1
		}
		it := &s.Items[i]
		if x.Dimension != "" {
			it.Dimension = x.Dimension
		}
		if !x.Label.IsZero() {
			it.Label = x.Label
		}
		if it.Label.IsZero() {
			it.Label = lang.Same(x.ID)
		}
		if x.Reversed != nil {
			it.Reversed = *x.Reversed
		}
		if x.Touchpoint != "" {
			it.Touchpoint = x.Touchpoint
		}
		if x.Facet != "" {
			it.Facet = x.Facet
		}
		if x.About != "" {
			it.About = x.About
		}
		it.Aliases = append(it.Aliases, x.Aliases...)
		it.None = append(it.None, x.None...)
		for k, col := range x.Columns {
			side, ok := ParseSide(k)
			if !ok {
				return at(name, data, fmt.Sprintf("$.items[%d].columns", n), "unknown side %q: use expectation, perception, minimum, desired or importance", k)
			}
			if it.Columns == nil {
				it.Columns = map[Side]string{}
			}
			it.Columns[side] = col
		}
	}
	return nil
}

// applySides takes the sides from the file, else from the columns that items
// name, else leaves those of the preset.
func (f *fileStudy) applySides(s *Study, name string, data []byte) error {
	asked := map[Side]bool{}
	for i, k := range f.Sides {
		side, ok := ParseSide(k)
		if !ok {
			return at(name, data, fmt.Sprintf("$.sides[%d]", i), "unknown side %q", k)
		}
		asked[side] = true
	}
	if len(asked) == 0 {
		for i := range s.Items {
			for side := range s.Items[i].Columns {
				asked[side] = true
			}
		}
		for _, side := range s.Sides {
			asked[side] = true
		}
	}
	if len(asked) == 0 {
		asked[Expectation], asked[Perception] = true, true
	}
	s.Sides = s.Sides[:0:0]
	for _, side := range Sides() {
		if asked[side] {
			s.Sides = append(s.Sides, side)
		}
	}
	return nil
}

func (s *Study) setField(kv yaml.MapItem) error {
	name, ok := kv.Key.(string)
	if !ok {
		return fmt.Errorf("field name %v: write it as text", kv.Key)
	}
	col, ok := kv.Value.(string)
	if !ok {
		return fmt.Errorf("field %s: the column must be text (quote numbers: \"12\", and \"#12\" for the 12th column)", name)
	}
	for i := range s.Fields {
		if s.Fields[i].Name == name {
			s.Fields[i].Column = col
			return nil
		}
	}
	s.Fields = append(s.Fields, NewField(name, col))
	return nil
}

// ValidationError is a fault in a study, with its place in the study file.
type ValidationError struct {
	Path    string // YAML path, e.g. $.items[3].dimension
	Problem string
}

// Error words the fault.
func (e *ValidationError) Error() string { return e.Problem }

var columnNumber = regexp.MustCompile(`^#[1-9][0-9]*$`)

// Validate checks that the study can be scored: a proper scale, unique ids,
// each item in a known dimension, each dimension with an item, weights for
// known dimensions.
func (s *Study) Validate() error {
	fail := func(path, format string, args ...any) error {
		return &ValidationError{Path: path, Problem: fmt.Sprintf(format, args...)}
	}
	if s.Scale.Max == 0 && s.Scale.Min == 0 {
		return fail("$", "no scale: add `scale: {min: 1, max: 7}`")
	}
	if s.Scale.Points() < 2 || s.Scale.Points() > MaxScale || s.Scale.Min < -100 || s.Scale.Max > 100 {
		return fail("$.scale", "a scale from %d to %d can't be used: it needs 2 to %d points within −100 … 100", s.Scale.Min, s.Scale.Max, MaxScale)
	}
	for label, v := range s.Scale.Labels {
		if !s.Scale.Contains(v) {
			return fail("$.scale.labels", "label %q stands for %d, which is not on the scale %d … %d", label, v, s.Scale.Min, s.Scale.Max)
		}
	}
	if len(s.Items) == 0 {
		return fail("$", "no items: name an `instrument` or list `dimensions` and `items`")
	}
	seen := map[string]bool{}
	for i, d := range s.Dimensions {
		switch {
		case d.ID == "":
			return fail(fmt.Sprintf("$.dimensions[%d]", i), "a dimension needs an id")
		case seen[d.ID]:
			return fail(fmt.Sprintf("$.dimensions[%d].id", i), "dimension %q is listed twice", d.ID)
		case d.Weight < 0 || math.IsNaN(d.Weight) || math.IsInf(d.Weight, 0):
			return fail(fmt.Sprintf("$.dimensions[%d].weight", i), "a weight can't be negative")
		case d.Gap != 0 && (d.Gap < 2 || d.Gap > 4):
			return fail(fmt.Sprintf("$.dimensions[%d].gap", i), "gap %d is not rated as a level; only gaps 2, 3 and 4 are", d.Gap)
		case d.Causes < 0 || d.Causes > 4:
			return fail(fmt.Sprintf("$.dimensions[%d].causes", i), "there is no gap %d to be a cause of: use 1 to 4", d.Causes)
		case d.Gap != 0 && d.Causes != 0:
			return fail(fmt.Sprintf("$.dimensions[%d].causes", i), "a dimension rates a gap or is a cause of one, not both")
		}
		seen[d.ID] = true
	}
	items := map[string]bool{}
	for i, it := range s.Items {
		switch {
		case it.ID == "":
			return fail(fmt.Sprintf("$.items[%d]", i), "an item needs an id")
		case items[it.ID]:
			return fail(fmt.Sprintf("$.items[%d].id", i), "item %q is listed twice", it.ID)
		case s.Dim(it.Dimension) < 0:
			return fail(fmt.Sprintf("$.items[%d].dimension", i), "item %q is in dimension %q, which is not listed", it.ID, it.Dimension)
		}
		items[it.ID] = true
	}
	for i, d := range s.Dimensions {
		if len(s.ItemsOf(i)) == 0 {
			return fail(fmt.Sprintf("$.dimensions[%d].id", i), "dimension %q has no items", d.ID)
		}
	}
	return s.validateColumns(fail)
}

func (s *Study) validateColumns(fail func(string, string, ...any) error) error {
	ids := make([]string, 0, len(s.Weights))
	for id := range s.Weights {
		ids = append(ids, id)
	}
	sort.Strings(ids)
	for _, id := range ids {
		if s.Dim(id) < 0 {
			return fail("$.weights."+id, "weights are given for %q, which is no dimension", id)
		}
	}
	battery := 0
	for _, d := range s.Dimensions {
		if s.Weights[d.ID] != "" && d.Apart() {
			return fail("$.weights."+d.ID, "%q is no part of the battery and has no weight", d.ID)
		}
		if !d.Apart() {
			battery++
		}
	}
	if n := len(s.Weights); n > 0 && n != battery {
		return fail("$.weights", "weights name %d of %d dimensions; all are needed", n, battery)
	}
	used := map[string]string{}
	for i, it := range s.Items {
		for _, side := range Sides() {
			col := it.Columns[side]
			if col == "" {
				continue
			}
			path := fmt.Sprintf("$.items[%d].columns.%s", i, side)
			if strings.HasPrefix(col, "#") && !columnNumber.MatchString(col) {
				return fail(path, "column %q: \"#12\" means the 12th column", col)
			}
			owner := it.ID + " " + side.String()
			if other := used[col]; other != "" {
				return fail(path, "column %q serves both %s and %s", col, other, owner)
			}
			used[col] = owner
		}
	}
	for name, o := range s.Outcomes {
		if o.Max <= o.Min {
			return fail("$.outcomes."+name, "an outcome's max must lie above its min")
		}
	}
	return nil
}

// MarshalStudy writes a study file that ParseStudy reads back to the same
// study. With an instrument only what differs from the preset is written.
func MarshalStudy(s *Study) ([]byte, error) {
	f := fileStudy{Title: s.Title, Instrument: s.Instrument, Weights: s.Weights, Missing: s.Missing, Targets: s.Targets}
	lo, hi := s.Scale.Min, s.Scale.Max
	f.Scale = &fileScale{Min: &lo, Max: &hi, Labels: s.Scale.Labels}
	for _, x := range s.Sides {
		f.Sides = append(f.Sides, x.String())
	}
	if s.Instrument == "" {
		for _, x := range s.Facets {
			f.Facets = append(f.Facets, fileFacet(x))
		}
		for _, d := range s.Dimensions {
			f.Dimensions = append(f.Dimensions, fileDimension(d))
		}
	}
	for _, it := range s.Items {
		f.Items = append(f.Items, it.file(s.Instrument == ""))
	}
	for _, fd := range s.Fields {
		if fd.Column != "" {
			f.Fields = append(f.Fields, yaml.MapItem{Key: fd.Name, Value: fd.Column})
		}
	}
	if len(s.Outcomes) > 0 {
		f.Outcomes = map[string]fileEnds{}
		for k, v := range s.Outcomes {
			f.Outcomes[k] = fileEnds(v)
		}
	}
	if s.Header != (HeaderHint{}) {
		h := fileHeader(s.Header)
		f.Header = &h
	}
	if s.Instrument == "" {
		f.Version = s.Version
	}
	if !reflect.DeepEqual(s.Report, Branding{}) {
		r := fileReport(s.Report)
		f.Report = &r
	}
	return yaml.MarshalWithOptions(f, yaml.IndentSequence(true), yaml.UseLiteralStyleIfMultiline(true))
}

// file writes an item; whole says that there is no preset behind it.
func (it Item) file(whole bool) fileItem {
	out := fileItem{ID: it.ID, Columns: map[string]string{}}
	for side, col := range it.Columns {
		out.Columns[side.String()] = col
	}
	if whole {
		out.Dimension, out.Label, out.Touchpoint, out.Facet, out.Aliases = it.Dimension, it.Label, it.Touchpoint, it.Facet, it.Aliases
		out.About, out.None = it.About, it.None
		if it.Reversed {
			yes := true
			out.Reversed = &yes
		}
	}
	return out
}

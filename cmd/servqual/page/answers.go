package page

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"servqual/survey"
	"servqual/survey/lang"
	"servqual/survey/load"
	"servqual/survey/wording"
)

// answersJSON is what was answered: all columns of the table with their uses,
// the dimensions, and the scale. What is left out stays as it is.
type answersJSON struct {
	Columns    []columnJSON    `json:"columns"`
	Dimensions []dimensionJSON `json:"dimensions"`
	Scale      *scaleJSON      `json:"scale"`
	Form       string          `json:"form"`    // instrument whose items the columns are, in order
	Confirm    bool            `json:"confirm"` // all is as it should be
}

// answers takes an answer over, reads the files again by it, and keeps it for
// the next file with these headers once nothing is open. An answer that can't
// be is refused and changes nothing.
func (s *Server) answers(w http.ResponseWriter, r *http.Request, d *drop) {
	var a answersJSON
	if !decode(w, r, &a) {
		return
	}
	s.start(w, func(ctx context.Context, t *task) (any, error) {
		d.mu.Lock()
		defer d.mu.Unlock()
		if d.read == nil {
			return nil, textError{lang.T("文件还没有读完，请稍候再答", "the files are still being read: answer in a moment")}
		}
		study, err := a.apply(d.read, s.opt.Preset)
		if err != nil {
			return nil, err
		}
		again, err := s.load(ctx, t, d, study)
		if err != nil {
			return nil, err
		}
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		d.study, d.read, d.kept = study, again, false
		if again.problem == nil && !study.Unconfirmed && !again.blocked() {
			if err := s.keep.keepForm(again.bindings, study, s.opt.Preset); err != nil {
				return nil, err
			}
		}
		return s.state(d), nil
	})
}

// forget removes what was answered about the form and reads it afresh.
func (s *Server) forget(w http.ResponseWriter, r *http.Request, d *drop) {
	s.start(w, func(ctx context.Context, t *task) (any, error) {
		d.mu.Lock()
		defer d.mu.Unlock()
		again, err := s.load(ctx, t, d, nil)
		if err != nil {
			return nil, err
		}
		s.keep.forgetForm(again.bindings, s.opt.Preset)
		d.study, d.kept, d.read = nil, false, again
		return s.state(d), nil
	})
}

// apply makes the study that the answers describe.
func (a *answersJSON) apply(r *reading, presets survey.Presets) (*survey.Study, error) {
	out := r.study.Clone()
	if a.Form != "" {
		return a.instrument(r, presets)
	}
	if len(a.Columns) > 0 {
		if err := a.columns(out, r); err != nil {
			return nil, err
		}
	}
	if a.Scale != nil {
		if err := a.Scale.apply(out); err != nil {
			return nil, err
		}
	}
	out.Unconfirmed = !a.Confirm && r.study.Unconfirmed && !r.blocked()
	if err := out.Validate(); err != nil {
		return nil, err
	}
	return out, nil
}

// columns gives the columns the uses that were answered.
func (a *answersJSON) columns(out *survey.Study, r *reading) error {
	names := newNames(out, r)
	items, changed := a.items(out, names)
	if len(items) == 0 {
		return textError{lang.T("至少要有一列是评分题", "at least one column must be a rated question")}
	}
	if changed {
		out.Instrument = "" // its items or dimensions are no longer those of the preset
		out.Items = items
	} else {
		for i := range items {
			at := out.ItemIndex(items[i].ID)
			out.Items[at].Columns, out.Items[at].Reversed = items[i].Columns, items[i].Reversed
		}
	}
	a.dimensions(out)
	out.Sides = nil
	for _, side := range survey.Sides() {
		if slices.ContainsFunc(out.Items, func(it survey.Item) bool { return it.Columns[side] != "" }) {
			out.Sides = append(out.Sides, side)
		}
	}
	return a.fields(out, names)
}

// items lists the items that the columns make, in the order of the study, then
// of the columns. changed says that they are others than those of the study.
func (a *answersJSON) items(study *survey.Study, names *columnNames) (items []survey.Item, changed bool) {
	at := make(map[string]int)
	for _, c := range a.Columns {
		if c.Role != "item" {
			continue
		}
		side, ok := survey.ParseSide(c.Side)
		if !ok {
			side = survey.Perception
		}
		id := c.Item
		if k, met := at[id]; id == "" || met && items[k].Columns[side] != "" {
			id = freeID(study, at)
		}
		k, met := at[id]
		if !met {
			it := survey.Item{ID: id, Label: lang.Same(wording.Shorten(c.Header, 60))}
			if i := study.ItemIndex(id); i >= 0 {
				it = study.Items[i]
			} else {
				changed = true
			}
			it.Columns = make(map[survey.Side]string)
			k = len(items)
			at[id], items = k, append(items, it)
		}
		items[k].Columns[side] = names.of(c)
		items[k].Reversed = c.Turned
		if c.Dimension != "" && c.Dimension != items[k].Dimension {
			items[k].Dimension, changed = c.Dimension, true
		}
	}
	if len(items) != len(study.Items) {
		changed = true
	}
	slices.SortStableFunc(items, func(x, y survey.Item) int { return rank(study, x.ID) - rank(study, y.ID) })
	return items, changed
}

// rank puts the items of the study in its order and new ones behind them.
func rank(study *survey.Study, id string) int {
	if i := study.ItemIndex(id); i >= 0 {
		return i
	}
	return len(study.Items)
}

func freeID(study *survey.Study, taken map[string]int) string {
	for n := 1; ; n++ {
		id := fmt.Sprintf("Q%d", n)
		if _, met := taken[id]; !met && study.ItemIndex(id) < 0 {
			return id
		}
	}
}

// dimensions takes over the dimensions and their names; those without items go.
func (a *answersJSON) dimensions(out *survey.Study) {
	for _, d := range a.Dimensions {
		if i := out.Dim(d.ID); i >= 0 {
			if !d.Label.IsZero() {
				out.Dimensions[i].Label = d.Label
			}
			continue
		}
		out.Dimensions = append(out.Dimensions, survey.Dimension{ID: d.ID, Label: d.Label})
		out.Instrument = ""
	}
	used := make(map[string]bool)
	for i := range out.Items {
		it := &out.Items[i]
		if it.Dimension == "" || out.Dim(it.Dimension) < 0 {
			if len(out.Dimensions) == 0 {
				out.Dimensions = []survey.Dimension{{ID: "ALL", Label: lang.T("全部题项", "All items")}}
			}
			it.Dimension = out.Dimensions[0].ID
		}
		used[it.Dimension] = true
	}
	if out.Instrument == "" {
		out.Dimensions = slices.DeleteFunc(out.Dimensions, func(d survey.Dimension) bool { return !used[d.ID] && !d.Apart() })
	}
}

// fields gives the columns that are no items their fields. Fields that no column
// of the table is stay, where they came from elsewhere: the month of a date.
func (a *answersJSON) fields(out *survey.Study, names *columnNames) error {
	want := make(map[string]columnJSON)
	for _, c := range a.Columns {
		name := ""
		switch {
		case c.Role == "attribute":
			if name = c.Of; name == "" {
				name = wording.Shorten(c.Header, 24)
			}
		case known(c.Role):
			name = c.Role
		}
		if name == "" {
			continue
		}
		if old, met := want[name]; met {
			if f, ok := out.Field(name); ok && f.Kind == survey.MultiField {
				continue // the options of one question
			}
			return textError{lang.F("“%s”只能有一列：%s 列和 %s 列都选了它", "only one column can be %s: both %s and %s are", fieldLabel(name), old.Name, c.Name)}
		}
		want[name] = c
	}
	out.Fields = slices.DeleteFunc(out.Fields, func(f survey.Field) bool { _, kept := want[f.Name]; return f.Column != "" && !kept })
	for _, c := range a.Columns {
		for name, w := range want {
			if w.Col != c.Col {
				continue
			}
			i := slices.IndexFunc(out.Fields, func(f survey.Field) bool { return f.Name == name })
			switch {
			case i < 0:
				out.Fields = append(out.Fields, survey.NewField(name, names.of(c)))
				delete(out.Outcomes, name)
			case !names.isField(c, name):
				out.Fields[i].Column = names.of(c)
				delete(out.Outcomes, name)
			}
		}
	}
	return nil
}

func fieldLabel(name string) lang.Text { return survey.NewField(name, "").Label }

// apply sets the scale. Words that stand for numbers are kept where no others
// are given.
func (x *scaleJSON) apply(out *survey.Study) error {
	if x.Max-x.Min < 1 || x.Max-x.Min >= survey.MaxScale {
		return textError{lang.F("分制应是从小到大的两个整数，最多 %d 级：收到的是 %d 到 %d", "a scale is two whole numbers, the lower first, of at most %d steps: got %d to %d", survey.MaxScale, x.Min, x.Max)}
	}
	if out.Mixed() && (x.Min != out.Scale.Min || x.Max != out.Scale.Max) { // all on one after all
		out.Scale.Steps = 0
		out.Scales = slices.DeleteFunc(out.Scales, func(r survey.ScaleRule) bool { return r.Field == "" })
	}
	out.Scale.Min, out.Scale.Max = x.Min, x.Max
	if len(x.Words) > 0 {
		out.Scale.Labels = x.Words
	}
	if x.Turned != turned(out) {
		for i := range out.Items {
			out.Items[i].Reversed = !out.Items[i].Reversed
		}
	}
	return nil
}

// instrument takes the rated columns for the items of a preset, in their order:
// one side, or one after the other.
func (a *answersJSON) instrument(r *reading, presets survey.Presets) (*survey.Study, error) {
	preset, ok := presets(a.Form)
	if !ok {
		return nil, textError{lang.F("没有叫 %q 的量表", "there is no instrument %q", a.Form)}
	}
	out := preset.Clone()
	names := newNames(r.study, r)
	var rated []columnJSON
	for _, c := range a.Columns {
		if c.Role == "item" {
			rated = append(rated, c)
		}
	}
	side := survey.Perception
	if len(rated) > 0 {
		if x, ok := survey.ParseSide(rated[0].Side); ok {
			side = x
		}
	}
	if len(rated) != len(out.Items) {
		return nil, textError{lang.F("这份量表有 %d 题，表里有 %d 列评分题", "the instrument has %d items, the table %d rated columns", len(out.Items), len(rated))}
	}
	for i := range out.Items {
		out.Items[i].Columns = map[survey.Side]string{side: names.of(rated[i])}
	}
	out.Sides, out.Fields, out.Outcomes = []survey.Side{side}, r.study.Fields, r.study.Outcomes
	out.Scale = r.study.Scale
	if a.Scale != nil {
		if err := a.Scale.apply(out); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// columnNames finds how a study names the columns of the table.
type columnNames struct {
	bound map[int]string // as the study names them now
	field map[int]string // the field that a column is now
	twice map[string]bool
}

func newNames(study *survey.Study, r *reading) *columnNames {
	n := &columnNames{bound: make(map[int]string), field: make(map[int]string), twice: make(map[string]bool)}
	file, sheet := widest(r.bindings)
	met := make(map[string]bool)
	for _, b := range r.bindings {
		if b.File != file || b.Sheet != sheet {
			continue
		}
		key := wording.Key(b.Header)
		n.twice[key] = n.twice[key] || met[key]
		met[key] = true
		switch b.Use {
		case load.UseItem:
			if i := study.ItemIndex(b.Item); i >= 0 {
				n.bound[b.Column] = study.Items[i].Columns[b.Side]
			}
		case load.UseField:
			n.field[b.Column] = b.Field
			if f, ok := study.Field(b.Field); ok && !strings.Contains(f.Column, "*") {
				n.bound[b.Column] = f.Column
			}
		}
	}
	return n
}

// of is the name of a column: as the study has it, else its header, else, where
// others have the same, its number.
func (n *columnNames) of(c columnJSON) string {
	if name := n.bound[c.Col]; name != "" {
		return name
	}
	if key := wording.Key(c.Header); key != "" && !n.twice[key] {
		return c.Header
	}
	return fmt.Sprintf("#%d", c.Col)
}

func (n *columnNames) isField(c columnJSON, name string) bool { return n.field[c.Col] == name }

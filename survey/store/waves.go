package store

import (
	"context"
	"slices"
	"strings"

	"servqual/survey"
	"servqual/survey/lang"
)

// Filter chooses parts; an empty list chooses all.
type Filter struct {
	Waves []string
	Units []string
}

func (f Filter) has(wave, unit string) bool {
	return (len(f.Waves) == 0 || slices.Contains(f.Waves, wave)) && (len(f.Units) == 0 || slices.Contains(f.Units, unit))
}

// where writes the filter as a condition.
func (f Filter) where() (string, []any) {
	var conds []string
	var args []any
	for _, c := range []struct {
		column string
		names  []string
	}{{"wave", f.Waves}, {"unit", f.Units}} {
		if len(c.names) == 0 {
			continue
		}
		conds = append(conds, c.column+" IN (?"+strings.Repeat(", ?", len(c.names)-1)+")")
		for _, n := range c.names {
			args = append(args, n)
		}
	}
	if conds == nil {
		return "", nil
	}
	return " WHERE " + strings.Join(conds, " AND "), args
}

// Info describes a stored part without its answers.
type Info struct {
	Wave, Unit string
	N          int64
	Flagged    int64  // responses that screening marked
	Files      []File // where they came from
	Import     int64  // parts that came in together share it
	Instrument string
	Scale      survey.Scale

	study   int64
	sources []source
}

// List describes the stored parts in order of wave and unit.
func (w *Workspace) List(ctx context.Context, f Filter) ([]Info, error) {
	var out []Info
	err := w.db.read(ctx, func(s session) error {
		var err error
		if out, err = w.list(ctx, s, f); err != nil {
			return err
		}
		studies, err := w.studies(ctx, s)
		if err != nil {
			return err
		}
		for i := range out {
			st := studies[out[i].study]
			if st == nil {
				return w.damaged(lang.T("问卷", "the study"), errAnswers)
			}
			out[i].Instrument, out[i].Scale = st.Instrument, st.Scale
		}
		return nil
	})
	return out, err
}

// list reads what is known of parts without reading their studies.
func (w *Workspace) list(ctx context.Context, s session, f Filter) ([]Info, error) {
	type key struct{ imp, source int64 }
	files := map[key]File{}
	err := s.query(ctx, "SELECT import, source, name, sheet, sha256 FROM servqual_file", nil, func(scan scan) error {
		var k key
		var x File
		if err := scan(&k.imp, &k.source, &x.Name, &x.Sheet, &x.SHA256); err != nil {
			return err
		}
		files[k] = x
		return nil
	})
	if err != nil {
		return nil, err
	}
	where, args := f.where()
	var out []Info
	err = s.query(ctx, `SELECT p.wave, p.unit, p.n, p.flagged, p.import, p.sources, i.study
		FROM servqual_part p JOIN servqual_import i ON i.id = p.import`+where, args, func(scan scan) error {
		var x Info
		var from string
		if err := scan(&x.Wave, &x.Unit, &x.N, &x.Flagged, &x.Import, &from, &x.study); err != nil {
			return err
		}
		if err := fromJSON(from, &x.sources); err != nil {
			return w.damaged(place(x.Wave, x.Unit), err)
		}
		for _, src := range x.sources {
			f := files[key{x.Import, int64(src.Source)}]
			f.N = src.N
			x.Files = append(x.Files, f)
		}
		out = append(out, x)
		return nil
	})
	// Sorted here, not in SQL: the order of names must not depend on a server's
	// collation.
	slices.SortFunc(out, func(a, b Info) int {
		if c := strings.Compare(a.Wave, b.Wave); c != 0 {
			return c
		}
		return strings.Compare(a.Unit, b.Unit)
	})
	return out, err
}

// Studies gives the studies of the stored waves, each once, that of the last
// wave first.
func (w *Workspace) Studies(ctx context.Context) ([]*survey.Study, error) {
	var out []*survey.Study
	err := w.db.read(ctx, func(s session) error {
		parts, err := w.list(ctx, s, Filter{})
		if err != nil {
			return err
		}
		studies, err := w.studies(ctx, s)
		if err != nil {
			return err
		}
		for _, p := range slices.Backward(parts) {
			if st := studies[p.study]; st != nil && !slices.Contains(out, st) {
				out = append(out, st)
			}
		}
		return nil
	})
	return out, err
}

// studies reads all stored studies by id.
func (w *Workspace) studies(ctx context.Context, s session) (map[int64]*survey.Study, error) {
	out := map[int64]*survey.Study{}
	err := s.query(ctx, "SELECT id, instrument, version, yaml FROM servqual_study", nil, func(scan scan) error {
		var id int64
		var x snapshot
		if err := scan(&id, &x.instrument, &x.version, &x.yaml); err != nil {
			return err
		}
		st, err := x.study()
		if err != nil {
			return w.damaged(lang.T("问卷", "the study"), err)
		}
		out[id] = st
		return nil
	})
	return out, err
}

// Remove deletes the parts that the filter chooses and lists them. A filter
// that chooses nothing is refused with NoMatch.
func (w *Workspace) Remove(ctx context.Context, f Filter) ([]Info, error) {
	var out []Info
	_, _, err := w.change(ctx, func(c *change) (what lang.Text, err error) {
		if out, err = w.list(ctx, c, f); err != nil {
			return what, err
		}
		if len(out) == 0 {
			return what, w.fail(NoMatch, lang.T("没有这样的期次或单位", "there is no such wave or unit"))
		}
		n, at := int64(0), []Place(nil)
		for _, p := range out {
			n, at = n+p.N, append(at, Place{p.Wave, p.Unit})
			if _, err := c.drop(ctx, "part", "wave = ? AND unit = ?", p.Wave, p.Unit); err != nil {
				return what, err
			}
		}
		return lang.F("删除 %s，%d 份答卷", "removed %s, responses: %d", span(at), n), sweep(ctx, c)
	})
	return out, err
}

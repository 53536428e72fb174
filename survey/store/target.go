package store

import (
	"cmp"
	"context"
	"math"
	"slices"

	"servqual/survey/lang"
)

// Target is what a measure is to reach.
type Target struct {
	Measure string // as references are written: gap/REL, overall, nps
	Unit    string // "" = every unit that has none of its own
	Value   float64
}

// SetTarget enters a target or changes it.
func (w *Workspace) SetTarget(ctx context.Context, t Target) error {
	if t.Measure == "" || math.IsNaN(t.Value) || math.IsInf(t.Value, 0) {
		return w.fail(Invalid, lang.T("目标需要指标和数值", "a target needs a measure and a value"))
	}
	_, _, err := w.change(ctx, func(c *change) (lang.Text, error) {
		return lang.F("设定目标 %s", "target of %s set", place(text(t.Measure), text(t.Unit))), c.put(ctx, "target", text(t.Measure), text(t.Unit), t.Value)
	})
	return err
}

// RemoveTarget deletes a target.
func (w *Workspace) RemoveTarget(ctx context.Context, measure, unit string) error {
	_, _, err := w.change(ctx, func(c *change) (lang.Text, error) {
		n, err := c.drop(ctx, "target", "measure = ? AND unit = ?", measure, unit)
		if err == nil && n == 0 {
			err = w.fail(NoMatch, lang.F("“%s”没有这样的目标", "there is no such target of %s", measure))
		}
		return lang.F("删除目标 %s", "target of %s removed", place(measure, unit)), err
	})
	return err
}

// Targets lists the targets by measure and unit.
func (w *Workspace) Targets(ctx context.Context) ([]Target, error) {
	var out []Target
	err := w.db.read(ctx, func(s session) error {
		return s.query(ctx, "SELECT measure, unit, value FROM servqual_target", nil, func(scan scan) error {
			var t Target
			err := scan(&t.Measure, &t.Unit, &t.Value)
			out = append(out, t)
			return err
		})
	})
	slices.SortFunc(out, func(a, b Target) int { return cmp.Or(cmp.Compare(a.Measure, b.Measure), cmp.Compare(a.Unit, b.Unit)) })
	return out, err
}

package store

import (
	"cmp"
	"context"
	"math"
	"slices"

	"servqual/survey/lang"
)

// Norm is what other units reached on a measure: the yardstick of a benchmark.
// Own norms hold the units' means; those from a publication, its percentiles.
type Norm struct {
	Name        string
	Measure     string // as references are written: gap/REL, overall
	Source      string // the wave, or the publication
	Units       int64  // how many units it is made of
	Means       []float64
	Percentiles []Percentile // by share
}

// Percentile is the value that a share of the units stays below.
type Percentile struct {
	Share float64 `json:"share"` // 0 … 100
	Value float64 `json:"value"`
}

// normShares are the percentiles of own norms.
var normShares = []float64{5, 10, 25, 50, 75, 90, 95}

// NewNorm makes a norm of units' means. Percentiles are R's quantile type 7:
// h = (k−1)·p, linear between the order statistics around h (Hyndman & Fan
// 1996, definition 7). Units without a mean must be left out before; fewer than
// two make no norm.
func NewNorm(name, measure, source string, means []float64) (Norm, bool) {
	if len(means) < 2 || slices.ContainsFunc(means, func(x float64) bool { return math.IsNaN(x) || math.IsInf(x, 0) }) {
		return Norm{}, false
	}
	n := Norm{Name: name, Measure: measure, Source: source, Units: int64(len(means)), Means: slices.Clone(means)}
	slices.Sort(n.Means)
	for _, p := range normShares {
		h := p / 100 * float64(len(means)-1)
		lo := int(h)
		hi := min(lo+1, len(means)-1)
		n.Percentiles = append(n.Percentiles, Percentile{p, n.Means[lo] + (h-float64(lo))*(n.Means[hi]-n.Means[lo])})
	}
	return n, true
}

type storedNorm struct {
	Means       []float64    `json:"means,omitempty"`
	Percentiles []Percentile `json:"percentiles"`
}

// SaveNorms stores norms; those of the same name go as a whole.
func (w *Workspace) SaveNorms(ctx context.Context, name string, norms []Norm) error {
	if text(name) == "" || len(norms) == 0 {
		return w.fail(Invalid, lang.T("常模需要名称和至少一个指标", "norms need a name and at least one measure"))
	}
	_, _, err := w.change(ctx, func(c *change) (what lang.Text, err error) {
		if _, err := c.drop(ctx, "norm", "name = ?", text(name)); err != nil {
			return what, err
		}
		for _, n := range norms {
			body, err := toJSON(storedNorm{n.Means, n.Percentiles})
			if err != nil {
				return what, err
			}
			if err := c.put(ctx, "norm", text(name), text(n.Measure), text(n.Source), n.Units, body); err != nil {
				return what, err
			}
		}
		return lang.F("保存常模“%s”", "norms %q saved", text(name)), nil
	})
	return err
}

// RemoveNorms deletes the norms of a name.
func (w *Workspace) RemoveNorms(ctx context.Context, name string) error {
	_, _, err := w.change(ctx, func(c *change) (lang.Text, error) {
		n, err := c.drop(ctx, "norm", "name = ?", name)
		if err == nil && n == 0 {
			err = w.fail(NoMatch, lang.F("没有名为“%s”的常模", "there are no norms named %q", name))
		}
		return lang.F("删除常模“%s”", "norms %q removed", name), err
	})
	return err
}

// Norms lists the norms by name and measure; name "" = all.
func (w *Workspace) Norms(ctx context.Context, name string) ([]Norm, error) {
	var out []Norm
	where, args := "", []any(nil)
	if name != "" {
		where, args = " WHERE name = ?", []any{name}
	}
	err := w.db.read(ctx, func(s session) error {
		return s.query(ctx, "SELECT name, measure, source, units, body FROM servqual_norm"+where, args, func(scan scan) error {
			var n Norm
			var body string
			if err := scan(&n.Name, &n.Measure, &n.Source, &n.Units, &body); err != nil {
				return err
			}
			var x storedNorm
			if err := fromJSON(body, &x); err != nil {
				return w.damaged(lang.T("常模", "the norms"), err)
			}
			n.Means, n.Percentiles = x.Means, x.Percentiles
			out = append(out, n)
			return nil
		})
	})
	slices.SortFunc(out, func(a, b Norm) int { return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.Measure, b.Measure)) })
	return out, err
}

package chart

import (
	"fmt"
	"math"
)

// checker collects the first thing that is wrong with a figure.
type checker struct {
	id  string
	err error
}

func check(m Meta) *checker {
	c := &checker{id: m.ID}
	c.must(validID(m.ID), "the id %q is not lower-case letters, digits and hyphens", m.ID)
	c.must(!m.Title.IsZero(), "no title")
	return c
}

// validID keeps ids usable in SVG, HTML and file names without escaping.
func validID(s string) bool {
	for i := range len(s) {
		b := s[i]
		if !(b >= 'a' && b <= 'z' || b >= '0' && b <= '9' || b == '-') {
			return false
		}
	}
	return s != ""
}

func (c *checker) must(ok bool, format string, args ...any) {
	if !ok && c.err == nil {
		c.err = fmt.Errorf("figure %s: %s", c.id, fmt.Sprintf(format, args...))
	}
}

// finite accepts the ordinary numbers that can be placed on paper.
func (c *checker) finite(what string, xs ...float64) {
	for _, x := range xs {
		c.must(!math.IsNaN(x) && !math.IsInf(x, 0), "%s is not a finite number", what)
	}
}

func (c *checker) length(what string, got, want int) {
	c.must(got == want, "%s: %d values for %d places", what, got, want)
}

func (c *checker) value(what string, v Value) {
	c.finite(what, v.X, v.Lo, v.Hi, v.N)
	if v.Defined && v.Bounded {
		c.must(v.Lo <= v.Hi, "%s: the interval runs from %g down to %g", what, v.Lo, v.Hi)
	}
}

func (c *checker) values(what string, vs []Value) {
	for i, v := range vs {
		c.value(fmt.Sprintf("%s, value %d", what, i+1), v)
	}
}

func (c *checker) rng(what string, r Range) {
	c.finite(what, r.Min, r.Max)
	c.must(r.Min <= r.Max, "%s: range from %g down to %g", what, r.Min, r.Max)
	c.must(!r.Fixed || r.Min < r.Max, "%s: fixed range without width", what)
}

func (c *checker) key(what string, k Key) {
	_, ok := roleNames[k.Role]
	c.must(ok, "%s: no role", what)
}

// counts accepts non-negative numbers.
func (c *checker) counts(what string, xs []float64) {
	c.finite(what, xs...)
	for _, x := range xs {
		c.must(x >= 0, "%s: negative count %g", what, x)
	}
}

// Check implements Figure.
func (f Radar) Check() error {
	c := check(f.Meta)
	c.must(len(f.Axes) >= 3, "a radar needs three axes, has %d", len(f.Axes))
	c.rng("scale", f.Scale.Range)
	c.must(f.Scale.Range.Fixed, "a radar's scale must be fixed")
	roles := map[Role]bool{}
	for i, s := range f.Series {
		what := fmt.Sprintf("series %d", i+1)
		c.key(what, s.Key)
		c.length(what, len(s.Values), len(f.Axes))
		c.values(what, s.Values)
		roles[s.Role] = true
	}
	c.value("ring", f.Ring)
	c.must(!f.Bands || roles[Minimum] && roles[Perception] && roles[Desired],
		"bands need the series minimum, perception and desired")
	return c.err
}

// Check implements Figure.
func (f Pareto) Check() error {
	c := check(f.Meta)
	c.rng("axis", f.Axis.Range)
	c.finite("threshold", f.Threshold)
	last := 0.0
	for i, b := range f.Bars {
		c.finite(fmt.Sprintf("bar %d", i+1), b.Value, b.Size, b.Cumulative, b.N)
		c.must(b.Size >= 0, "bar %d has the negative size %g: use ParetoOrder", i+1, b.Size)
		if !b.Opposite {
			c.must(b.Cumulative >= last-1e-9, "the cumulative share falls at bar %d: use ParetoOrder", i+1)
			last = b.Cumulative
		}
	}
	return c.err
}

// Check implements Figure.
func (f Trend) Check() error {
	c := check(f.Meta)
	c.rng("axis", f.Axis.Range)
	c.value("level", f.Level)
	for i, s := range f.Series {
		what := fmt.Sprintf("series %d", i+1)
		c.key(what, s.Key)
		c.length(what, len(s.Values), len(f.Waves))
		c.values(what, s.Values)
	}
	wave := func(what string, i int) {
		c.must(i >= 0 && i < len(f.Waves), "%s: wave %d of %d", what, i, len(f.Waves))
	}
	for i, l := range f.Limits {
		what := fmt.Sprintf("limits %d", i+1)
		wave(what, l.From)
		wave(what, l.To)
		c.must(l.From <= l.To, "%s run from wave %d back to %d", what, l.From, l.To)
		c.finite(what, l.Centre, l.Lower, l.Upper)
		c.must(l.Lower <= l.Centre && l.Centre <= l.Upper, "%s do not hold their centre", what)
	}
	for _, s := range f.Signals {
		wave("signal", s.Wave)
		c.must(s.Series >= 0 && s.Series < len(f.Series), "signal: series %d of %d", s.Series, len(f.Series))
	}
	for _, e := range f.Events {
		wave("event", e.Wave)
	}
	return c.err
}

// Check implements Figure.
func (f Bars) Check() error {
	c := check(f.Meta)
	c.rng("axis", f.Axis.Range)
	for _, k := range f.Points {
		c.key("points", k)
	}
	if len(f.Points) > 0 {
		c.rng("points axis", f.PointsAxis.Range)
	}
	for _, g := range f.Groups {
		for i, b := range g.Bars {
			what := fmt.Sprintf("bar %d %s", i+1, b.Code)
			c.value(what, b.Value)
			if len(b.Points) > 0 {
				c.length(what+" points", len(b.Points), len(f.Points))
			}
			c.values(what+" points", b.Points)
		}
	}
	return c.err
}

// Check implements Figure.
func (f Dots) Check() error {
	c := check(f.Meta)
	c.rng("axis", f.Axis.Range)
	for i, k := range f.Series {
		c.key(fmt.Sprintf("series %d", i+1), k)
	}
	for i, r := range f.Rows {
		what := fmt.Sprintf("row %d", i+1)
		c.length(what, len(r.Values), len(f.Series))
		c.values(what, r.Values)
		c.value(what+" difference", r.Diff)
	}
	return c.err
}

// Check implements Figure.
func (f Dumbbell) Check() error {
	c := check(f.Meta)
	c.must(len(f.Series) == 2, "a dumbbell has two series, not %d", len(f.Series))
	if c.err != nil {
		return c.err
	}
	return Dots(f).Check()
}

// Check implements Figure.
func (f Likert) Check() error {
	c := check(f.Meta)
	c.must(len(f.Levels) >= 2, "a scale has two levels or more, not %d", len(f.Levels))
	for i, r := range f.Rows {
		what := fmt.Sprintf("row %d", i+1)
		if r.Missing == "" {
			c.length(what, len(r.Counts), len(f.Levels))
		}
		c.counts(what, r.Counts)
		c.counts(what, []float64{r.NA})
	}
	return c.err
}

// Check implements Figure.
func (f Stack) Check() error {
	c := check(f.Meta)
	for i, p := range f.Parts {
		_, ok := toneNames[p.Tone]
		c.must(ok, "part %d: no tone", i+1)
	}
	for i, r := range f.Rows {
		what := fmt.Sprintf("row %d", i+1)
		if r.Missing == "" {
			c.length(what, len(r.Counts), len(f.Parts))
		}
		c.counts(what, r.Counts)
	}
	return c.err
}

// Check implements Figure.
func (f Quadrant) Check() error {
	c := check(f.Meta)
	c.rng("x axis", f.X.Range)
	c.rng("y axis", f.Y.Range)
	c.finite("cross-hairs", f.CrossX, f.CrossY)
	c.must(f.Focus >= -1 && f.Focus < 4, "focus %d is no corner", f.Focus)
	for i, p := range f.Points {
		what := fmt.Sprintf("point %d", i+1)
		c.value(what, p.X)
		c.value(what, p.Y)
		if p.From != nil {
			c.finite(what, p.From.X, p.From.Y)
		}
	}
	return c.err
}

// Check implements Figure.
func (f FiveGap) Check() error {
	c := check(f.Meta)
	for i, g := range f.Gaps {
		c.value(fmt.Sprintf("gap %d", i+1), g.Value)
	}
	return c.err
}

// Check implements Figure.
func (f Funnel) Check() error {
	c := check(f.Meta)
	c.rng("n axis", f.N.Range)
	c.rng("y axis", f.Y.Range)
	c.finite("centre", f.Centre)
	for i, l := range f.Limits {
		last := math.Inf(-1)
		for _, p := range l.Curve {
			c.finite(fmt.Sprintf("limit %d", i+1), p.N, p.Lo, p.Hi)
			c.must(p.N > last, "limit %d: n does not rise", i+1)
			last = p.N
		}
	}
	for i, p := range f.Points {
		c.finite(fmt.Sprintf("point %d", i+1), p.N, p.Y)
	}
	return c.err
}

// Check implements Figure.
func (f Caterpillar) Check() error {
	c := check(f.Meta)
	c.rng("axis", f.Axis.Range)
	c.value("centre", f.Centre)
	for i, r := range f.Rows {
		what := fmt.Sprintf("row %d", i+1)
		c.value(what, r.Value)
		c.finite(what, r.InnerLo, r.InnerHi)
		c.must(!r.Inner || r.InnerLo <= r.InnerHi, "%s: the inner bar runs backwards", what)
		_, ok := toneNames[r.Tier]
		c.must(ok || r.Tier == 0, "%s: no such tier", what)
	}
	return c.err
}

// Check implements Figure.
func (f Heatmap) Check() error {
	c := check(f.Meta)
	c.finite("colours", f.Mid, f.Span)
	c.must(f.Span > 0, "the colours need a span above 0")
	for i, r := range f.Rows {
		what := fmt.Sprintf("row %d", i+1)
		c.length(what, len(r.Cells), len(f.Columns))
		for _, cell := range r.Cells {
			c.value(what, cell.Value)
			c.finite(what, cell.Shade)
		}
	}
	return c.err
}

// Check implements Figure.
func (f Steps) Check() error {
	c := check(f.Meta)
	for i, s := range f.Steps {
		c.counts(fmt.Sprintf("step %d", i+1), []float64{s.Value})
	}
	return c.err
}

// Check implements Figure.
func (f Columns) Check() error {
	c := check(f.Meta)
	c.rng("axis", f.Axis.Range)
	c.value("level", f.Level)
	for _, k := range f.Series {
		c.key("series", k)
	}
	for i, g := range f.Groups {
		what := fmt.Sprintf("column %d", i+1)
		c.length(what, len(g.Values), len(f.Series))
		c.values(what, g.Values)
	}
	return c.err
}

// Check implements Figure.
func (f Pie) Check() error {
	c := check(f.Meta)
	c.must(len(f.Slices) <= MaxSlices, "%d slices; a pie shows %d at most: use Columns or Pareto", len(f.Slices), MaxSlices)
	for i, s := range f.Slices {
		c.counts(fmt.Sprintf("slice %d", i+1), []float64{s.Value})
	}
	return c.err
}

// Check implements Figure.
func (f Grid) Check() error {
	c := check(f.Meta)
	for _, g := range f.Figures {
		c.must(g.Kind() != KindGrid, "a grid inside a grid")
		if err := g.Check(); err != nil && c.err == nil {
			c.err = fmt.Errorf("figure %s: %w", f.ID, err)
		}
	}
	return c.err
}

package survey

import (
	"fmt"
	"math"
	"regexp"
	"sort"
	"strings"
)

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

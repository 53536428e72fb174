package stats

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"math"
	"reflect"
	"strings"
	"testing"
)

// hostileFreqs are the tables that make formulas divide by zero.
var hostileFreqs = map[string]Freq{
	"empty":      {Unit: 1},
	"zero count": {Unit: 1, Keys: []int64{3}, Counts: []float64{0}},
	"one":        values(1, 5),
	"two alike":  values(1, 5, 5),
	"two apart":  values(1, 1, 7),
	"constant":   values(1, 4, 4, 4, 4, 4, 4),
	"all zero":   values(4, 0, 0, 0),
	"negative":   values(4, -9, -9, -8, -3, -1),
	"huge":       {Unit: 1, Keys: []int64{1, 7}, Counts: []float64{3e9, 4e9}},
	"extreme":    {Unit: 1, Keys: []int64{-1 << 40, 1 << 40}, Counts: []float64{1, 2}},
	"weightless": {Unit: 1, Keys: []int64{1, 2}, Counts: []float64{1.5, 2.5}},
	"weighted":   {Unit: 1, Keys: []int64{1, 2, 7}, Counts: []float64{1.5, 2.5, 3}, Eff: 5.5},
	"eff one":    {Unit: 1, Keys: []int64{1, 2}, Counts: []float64{1.5, 2.5}, Eff: 1},
	"eff tiny":   {Unit: 1, Keys: []int64{1, 2}, Counts: []float64{1.5, 2.5}, Eff: 0.25},
	"usual":      values(1, 1, 2, 2, 3, 4, 4, 5, 5, 5, 6, 7, 7, 3, 2),
}

// hostileCrosses are the moment tables that can't be inverted.
var hostileCrosses = map[string]Cross{
	"empty":         NewCross(3),
	"no variables":  NewCross(0),
	"one row":       columns([]int64{1}, []int64{2}, []int64{3}),
	"two rows":      columns([]int64{1, 2}, []int64{2, 5}, []int64{3, 1}),
	"one variable":  columns([]int64{1, 2, 3, 4, 4}),
	"constant item": columns([]int64{1, 2, 3, 4, 5, 2}, []int64{4, 4, 4, 4, 4, 4}, []int64{2, 1, 4, 5, 3, 3}),
	"all constant":  columns([]int64{3, 3, 3, 3}, []int64{4, 4, 4, 4}, []int64{1, 1, 1, 1}),
	"identical":     columns([]int64{1, 2, 3, 4, 5, 2}, []int64{1, 2, 3, 4, 5, 2}, []int64{1, 2, 3, 4, 5, 2}),
	"opposite":      columns([]int64{1, 2, 3, 4, 5, 2}, []int64{7, 6, 5, 4, 3, 6}),
	"opposite of 3": columns([]int64{1, 2, 3, 4, 5, 2}, []int64{7, 6, 5, 4, 3, 6}, []int64{1, 5, 2, 6, 3, 3}),
	"collinear":     columns([]int64{1, 2, 3, 4, 5, 2, 7}, []int64{2, 1, 4, 3, 6, 6, 1}, []int64{3, 3, 7, 7, 11, 8, 8}),
	"usual": columns([]int64{1, 2, 3, 4, 5, 2, 7, 6, 3, 4, 4, 5}, []int64{2, 1, 4, 3, 6, 3, 6, 7, 4, 2, 4, 6},
		[]int64{3, 3, 2, 5, 4, 1, 6, 6, 1, 4, 5, 4}, []int64{2, 2, 4, 3, 5, 3, 7, 5, 3, 5, 4, 5}),
	"weighted": {K: 2, N: 7.5, Eff: 5, Sum: []float64{20, 22}, Prod: []float64{60, 62, 62, 70}, Unit: []float64{1, 1}},
}

var hostileLevels = []float64{0.95, 0, 1, -1, 2, math.NaN()}

type call struct {
	t    *testing.T
	told *int // faults reported so far: a dozen is enough
}

func (c call) freq(f func(Freq, float64) any) {
	for name, x := range hostileFreqs {
		for _, l := range hostileLevels {
			c.finite(f(x, l), name, l)
		}
	}
}

func (c call) freqs(f func(a, b Freq, level float64) any) {
	for name, x := range hostileFreqs {
		for other, y := range hostileFreqs {
			for _, l := range hostileLevels {
				c.finite(f(x, y, l), name+" and "+other, l)
			}
		}
	}
}

func (c call) groups(f func([]Freq, GroupOptions) any) {
	var all []Freq
	for name, x := range hostileFreqs {
		all = append(all, x)
		for _, l := range hostileLevels {
			c.finite(f([]Freq{x, hostileFreqs["usual"], x}, GroupOptions{Level: l}), name, l)
		}
	}
	c.finite(f(nil, DefaultGroups), "no groups", nil)
	c.finite(f(all[:1], DefaultGroups), "one group", nil)
	c.finite(f(all, DefaultGroups), "all", nil)
}

var hostileSeries = map[string][]float64{
	"none": nil, "one": {3}, "two": {3, 4}, "constant": {5, 5, 5, 5, 5, 5, 5, 5, 5}, "NaN": {1, 2, math.NaN(), 3, 4, 5, 6, 7, 8}, "Inf": {1, math.Inf(1)},
	"zeros": {0, 0, 0, 0, 0, 0, 0, 0, 0, 0}, "rising": {1, 2, 3, 4, 5, 6, 7, 8, 9, 10}, "saw": {0, 9, 0, 9, 0, 9, 0, 9, 0, 9}, "negative": {-3, -1, -2},
}

func (c call) series(f func([]float64) any) {
	for name, x := range hostileSeries {
		c.finite(f(x), name, nil)
	}
}

func (c call) series2(f func(x, y []float64) any) {
	for name, x := range hostileSeries {
		for other, y := range hostileSeries {
			c.finite(f(x, y), name+" over "+other, nil)
		}
	}
}

func (c call) units(f func([]UnitMean) any) {
	nan := math.NaN()
	for _, u := range [][]UnitMean{nil, {{}}, {{5, 3, 1}}, {{}, {}}, {{1, 3, 0}, {1, 4, 0}}, {{9, 3, 0}, {9, 3, 0}}, {{9, 3, 0}, {9, 4, 0}}, {{9, nan, 1}, {9, 3, 1}, {4, 4, 2}},
		{{9, 3, 1}, {9, 3, 1}, {9, 3, 1}}, {{9, 3, 1}, {nan, 3, 1}}, {{1, 3, 0}, {9, 3, 1}, {2, 7, 0}}, {{1e9, 3, 1}, {5, -1e9, 1e-300}}} {
		c.finite(f(u), "units", u)
	}
}

// pairsOrNotes demands that missing pairs are explained.
func pairsOrNotes(t *testing.T, pairs []Pair, notes []Note) any {
	t.Helper()
	if len(pairs) == 0 && len(notes) == 0 {
		t.Error("no pairs and no note")
	}
	return pairs
}

func (c call) cross(f func(Cross, float64) any) {
	for name, x := range hostileCrosses {
		for _, l := range hostileLevels {
			c.finite(f(x, l), name, l)
		}
	}
}

// numbers tries every combination of awkward numbers.
func (c call) numbers(n int, f func([]float64) any) {
	awkward := []float64{0, 1, -1, 0.95, 3, 120, math.NaN(), math.Inf(1)}
	args := make([]float64, n)
	var fill func(int)
	fill = func(i int) {
		if i == n {
			c.finite(f(args), "numbers", args)
			return
		}
		for _, v := range awkward {
			args[i] = v
			fill(i + 1)
		}
	}
	fill(0)
}

func (c call) ok(v any) { c.finite(v, "", nil) }

func (c call) finite(v any, what string, arg any) {
	c.t.Helper()
	if c.t.Failed() {
		if *c.told++; *c.told > 12 {
			c.t.FailNow()
		}
	}
	if v == nil {
		return
	}
	if path := notFinite(reflect.ValueOf(v), ""); path != "" {
		c.t.Errorf("%s (%v): %s in %+v", what, arg, path, v)
	}
	explained(c.t, v, what, arg)
}

// explained: what is not defined says why, what is defined has an ordered interval.
func explained(t *testing.T, v any, what string, arg any) {
	t.Helper()
	switch r := v.(type) {
	case Estimate:
		if !r.Defined && len(r.Notes) == 0 {
			t.Errorf("%s (%v): undefined without a note: %+v", what, arg, r)
		}
		if r.HasInterval() && !(r.Lo <= r.Value && r.Value <= r.Hi) {
			t.Errorf("%s (%v): %v outside %v … %v", what, arg, r.Value, r.Lo, r.Hi)
		}
	case CFAResult:
		if !r.Defined && len(r.Notes) == 0 {
			t.Errorf("%s (%v): no model and no note", what, arg)
		}
	case EFAResult:
		if !r.Defined && len(r.Notes) == 0 {
			t.Errorf("%s (%v): no factors and no note", what, arg)
		}
	case Regression:
		if !r.Defined && len(r.Notes) == 0 {
			t.Errorf("%s (%v): no model and no note", what, arg)
		}
	case Importance:
		if !r.Defined && len(r.Notes) == 0 {
			t.Errorf("%s (%v): no shares and no note", what, arg)
		}
	case Test:
		if !r.Defined && len(r.Notes) == 0 {
			t.Errorf("%s (%v): undefined without a note: %+v", what, arg, r)
		}
		if r.P < 0 || r.P > 1 {
			t.Errorf("%s (%v): P = %v", what, arg, r.P)
		}
	}
}

// notFinite gives the path to the first NaN or Inf in a result, or "".
func notFinite(v reflect.Value, path string) string {
	switch v.Kind() {
	case reflect.Float64:
		if f := v.Float(); math.IsNaN(f) || math.IsInf(f, 0) {
			return path + " is not finite"
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if p := notFinite(v.Field(i), path+"."+v.Type().Field(i).Name); p != "" {
				return p
			}
		}
	case reflect.Slice, reflect.Array:
		for i := range v.Len() {
			if p := notFinite(v.Index(i), path+"[]"); p != "" {
				return p
			}
		}
	case reflect.Map:
		for _, k := range v.MapKeys() {
			if p := notFinite(v.MapIndex(k), path+"{}"); p != "" {
				return p
			}
		}
	case reflect.Pointer, reflect.Interface:
		if !v.IsNil() {
			return notFinite(v.Elem(), path)
		}
	}
	return ""
}

func TestNothingHostileGivesNaN(t *testing.T) {
	for name, run := range degenerate {
		t.Run(name, func(t *testing.T) { run(call{t, new(int)}) })
	}
}

// TestEveryPublicFunctionIsTriedOnHostileInput keeps the table above complete.
func TestEveryPublicFunctionIsTriedOnHostileInput(t *testing.T) {
	source := func(f fs.FileInfo) bool { return !strings.HasSuffix(f.Name(), "_test.go") }
	pkgs, err := parser.ParseDir(token.NewFileSet(), ".", source, 0)
	if err != nil {
		t.Fatal(err)
	}
	seen := 0
	for _, f := range pkgs["stats"].Files {
		for _, d := range f.Decls {
			fn, ok := d.(*ast.FuncDecl)
			if !ok || fn.Recv != nil || !fn.Name.IsExported() {
				continue
			}
			seen++
			if degenerate[fn.Name.Name] == nil {
				t.Errorf("%s is not in the table of hostile inputs", fn.Name.Name)
			}
		}
	}
	if seen < 20 {
		t.Errorf("only %d public functions found", seen)
	}
}

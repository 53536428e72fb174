package stats

import (
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// readExtra gives the values of fixtures/oracle/extra/extra.tsv, made by
// make_extra.R beside it (versions in its README).
func readExtra(t *testing.T) map[string]float64 {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join(fixture(t, "extra"), "extra.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]float64{}
	for _, line := range strings.Split(strings.TrimSpace(string(raw)), "\n")[1:] {
		part := strings.Split(line, "\t")
		v, err := strconv.ParseFloat(part[1], 64)
		if err != nil {
			t.Fatal(err)
		}
		out[part[0]] = v
	}
	return out
}

// extraIs compares one value of extra.tsv.
func extraIs(t *testing.T, x map[string]float64, key string, got, tol float64) {
	t.Helper()
	want, ok := x[key]
	if !ok {
		t.Fatalf("extra.tsv has no %s", key)
	}
	if !near(got, want, tol) {
		t.Errorf("%s = %.15g, R says %.15g (off by %.2g)", key, got, want, math.Abs(got-want)/math.Abs(want))
	}
}

// values makes a table of plain numbers.
func values(unit int64, keys ...int64) Freq {
	m := map[int64]float64{}
	for _, k := range keys {
		m[k]++
	}
	return NewFreq(unit, m)
}

// columns makes a Cross of columns of plain numbers.
func columns(cols ...[]int64) Cross {
	x := NewCross(len(cols))
	for r := range cols[0] {
		x.N++
		for i := range cols {
			x.Sum[i] += float64(cols[i][r])
			for j := range cols {
				x.Prod[i*x.K+j] += float64(cols[i][r] * cols[j][r])
			}
		}
	}
	return x
}

package load

import (
	"slices"
	"strconv"
	"strings"

	"servqual/survey/wording"
)

// byWeight finds the dimension whose points a column holds. named says that a
// word for weights is there too, so that the column can be nothing else.
func (m *matcher) byWeight(c *column) (dim int, named, ok bool) {
	code := c.words.code
	for _, d := range m.dims {
		for _, tok := range weightCodes {
			if d.code != "" && (code == tok+d.code || code == d.code+tok) {
				return d.dim, true, true
			}
		}
	}
	if n, err := strconv.Atoi(strings.TrimLeft(code, "weightps")); err == nil && n >= 1 && n <= len(m.dims) && weightNumber(code) {
		return n - 1, false, true // W1 … W5: only where the row adds up to 100
	}
	named = c.words.weight
	found := -1
	for _, d := range m.dims {
		if !d.in(c, named) {
			continue
		}
		if found >= 0 {
			return 0, false, false
		}
		found = d.dim
	}
	return found, named, found >= 0
}

// weightWord says that a word for weights is in a header.
func weightWord(c *column) bool {
	all := c.block + " " + c.text
	return slices.ContainsFunc(weightWords, func(w string) bool { return wording.IndexWord(all, w) >= 0 })
}

// weightNumber says that a code is W or weight and a number.
func weightNumber(code string) bool {
	for _, tok := range weightCodes {
		if rest, ok := strings.CutPrefix(code, tok); ok && numeric(rest) {
			return true
		}
	}
	return false
}

// in says whether the column's header names the dimension: alone, or besides
// a word for weights.
func (d dimKey) in(c *column, named bool) bool {
	for _, k := range c.words.keys {
		if k == d.code && d.code != "" {
			return true
		}
		for _, n := range d.names {
			if k == n || named && strings.Contains(k, n) {
				return true
			}
		}
	}
	return false
}

var (
	weightCodes = []string{"w", "wt", "weight", "weights", "points", "pts", "权重", "分配", "比重"}
	weightWords = []string{"权重", "分配", "比重", "占比", "100分", "100 分", "weight", "weights", "points", "bobot", "gewicht", "gewichtung", "peso", "allocate", "allocation"}
)

package excel

import (
	"strings"

	"github.com/rivo/uniseg"
)

// Width is the width of the longest line in columns of a digit: Chinese
// characters take two.
func Width(s string) float64 {
	w := 0
	for _, line := range strings.Split(s, "\n") {
		w = max(w, uniseg.StringWidth(line))
	}
	return float64(w)
}

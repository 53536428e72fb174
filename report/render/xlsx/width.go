package xlsx

import (
	"math"
	"strings"

	"github.com/rivo/uniseg"
)

// lines is the number of lines that s takes in a column of the given width.
func lines(s string, column float64) int {
	n := 0
	for _, line := range strings.Split(s, "\n") {
		n += max(1, int(math.Ceil(float64(uniseg.StringWidth(line))*1.02/math.Max(column-1, 1))))
	}
	return n
}

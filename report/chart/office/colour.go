package office

import (
	"fmt"
	"strconv"
)

// mix goes from one colour to another; a colour that can't be read is black.
func mix(a, b string, t float64) string {
	x, y := channels(a), channels(b)
	for i := range x {
		x[i] += (y[i] - x[i]) * t
	}
	return fmt.Sprintf("%02X%02X%02X", int(x[0]+0.5), int(x[1]+0.5), int(x[2]+0.5))
}

func channels(s string) [3]float64 {
	v, err := strconv.ParseUint(s, 16, 32)
	if err != nil || len(s) != 6 {
		return [3]float64{}
	}
	return [3]float64{float64(v >> 16 & 255), float64(v >> 8 & 255), float64(v & 255)}
}

// readable is black or white, whichever reads better on a colour.
func readable(s string) string {
	c := channels(s)
	if 0.299*c[0]+0.587*c[1]+0.114*c[2] > 150 {
		return "1A1A1A"
	}
	return "FFFFFF"
}

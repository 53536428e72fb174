package draw

import (
	"strconv"
	"strings"

	"servqual/report/chart"
)

// number writes a value as the axis wants it, with a true minus sign and
// without a negative zero.
func number(x float64, a chart.Axis) string {
	s := strconv.FormatFloat(x, 'f', max(0, a.Decimals), 64)
	negative := strings.HasPrefix(s, "-")
	s = strings.TrimPrefix(s, "-")
	zero := strings.Trim(s, "0.") == ""
	if a.Percent {
		s += "%"
	}
	switch {
	case negative && !zero:
		return "−" + s
	case a.Signed && !zero:
		return "+" + s
	}
	return s
}

// printed writes a value or what stands in its place.
func printed(v chart.Value, a chart.Axis) string {
	if !v.Defined {
		return missing(v)
	}
	return number(v.X, a)
}

// withInterval writes a value and its interval.
func withInterval(v chart.Value, a chart.Axis) string {
	s := printed(v, a)
	if v.Defined && v.Bounded {
		s += " " + interval(v, a)
	}
	return s
}

func interval(v chart.Value, a chart.Axis) string {
	return "[" + number(v.Lo, a) + ", " + number(v.Hi, a) + "]"
}

func missing(v chart.Value) string {
	if v.Missing == "" {
		return "–"
	}
	return v.Missing
}

// count writes a number of respondents.
func count(n float64) string {
	s := strconv.FormatFloat(n, 'f', -1, 64)
	if n != float64(int64(n)) {
		s = strconv.FormatFloat(n, 'f', 1, 64) // effective n of a weighted sample
	}
	return group(s)
}

// group sets commas between thousands, as both languages do.
func group(s string) string {
	whole, frac, _ := strings.Cut(s, ".")
	var b strings.Builder
	for i, r := range whole {
		if i > 0 && (len(whole)-i)%3 == 0 && whole[i-1] != '-' {
			b.WriteByte(',')
		}
		b.WriteRune(r)
	}
	if frac != "" {
		b.WriteByte('.')
		b.WriteString(frac)
	}
	return b.String()
}

func nText(n float64) string {
	if n <= 0 {
		return ""
	}
	return "n = " + count(n)
}

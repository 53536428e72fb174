package report

import (
	"math"
	"strconv"
	"strings"

	"servqual/survey/lang"
)

// Kind says how a number is written. The zero value is invalid.
type Kind int

// The kinds of number.
const (
	Mean    Kind = iota + 1 // 5.12
	Gap                     // −0.83, always signed
	Share                   // 0.314 → 31.4 %
	Percent                 // 31.4 → 31.4 % (already in percent)
	PValue                  // 0.012, < 0.001
	Count                   // 1,204
	Points                  // 32.0 (weights)
	Index                   // 813 or 69.9
	Coef                    // 0.863 (alpha, correlations, effect sizes): no leading digit dropped
	Score                   // signed integer such as an NPS: +12
)

// Number is a figure ready to print: full precision inside, rounded (half away
// from zero) only when written. The zero Number is absent.
type Number struct {
	Defined bool
	Hidden  bool // suppressed for privacy: prints HiddenText
	Value   float64
	Kind    Kind
	Digits  int // decimals; −1 = the kind's own
	Below   int // with Hidden: the threshold, printed as "<10"
}

// N makes a number of a kind with its usual decimals. A value that is not
// finite is absent.
func N(k Kind, v float64) Number {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return Number{}
	}
	return Number{Defined: true, Value: v, Kind: k, Digits: -1}
}

// Suppressed is a number that is not shown because fewer than below
// respondents stand behind it.
func Suppressed(below int) Number { return Number{Hidden: true, Below: below} }

// Decimals is the number of decimals with which n is written.
func (n Number) Decimals() int {
	if n.Digits >= 0 {
		return n.Digits
	}
	switch n.Kind {
	case Mean, Gap:
		return 2
	case Share, Percent, Points, Index:
		return 1
	case PValue, Coef:
		return 3
	}
	return 0
}

// Format writes the number. Chinese and English write digits alike; the
// percent sign follows without a space in both. An absent number is a dash.
func (n Number) Format(_ lang.Lang) string {
	switch {
	case n.Hidden:
		return "<" + strconv.Itoa(n.Below)
	case !n.Defined:
		return "–"
	}
	d := n.Decimals()
	switch n.Kind {
	case Share:
		return fixed(100*n.Value, d, false) + "%"
	case Percent:
		return fixed(n.Value, d, false) + "%"
	case Gap, Score:
		return fixed(n.Value, d, true)
	case PValue:
		if limit := math.Pow(10, -float64(d)); n.Value < limit {
			return "<" + strconv.FormatFloat(limit, 'f', d, 64)
		}
		return fixed(n.Value, d, false)
	case Count:
		return thousands(fixed(n.Value, d, false))
	}
	return fixed(n.Value, d, false)
}

// fixed rounds half away from zero and writes a true minus sign; a value that
// rounds to zero has no sign.
func fixed(v float64, digits int, signed bool) string {
	s := strconv.FormatFloat(Round(math.Abs(v), digits), 'f', digits, 64)
	zero := strings.Trim(s, "0.") == ""
	switch {
	case zero:
		return s
	case v < 0:
		return "−" + s
	case signed:
		return "+" + s
	}
	return s
}

// Round rounds half away from zero, on the decimal value that the shortest
// writing of v shows: 2.675 becomes 2.68 although its binary value lies below.
func Round(v float64, digits int) float64 {
	s := strconv.FormatFloat(math.Abs(v), 'f', -1, 64)
	dot := strings.IndexByte(s, '.')
	if dot < 0 || len(s)-dot-1 <= digits {
		return v
	}
	out, _ := strconv.ParseFloat(s[:dot+1+digits], 64)
	if s[dot+1+digits] >= '5' {
		out += math.Pow(10, -float64(digits))
		out, _ = strconv.ParseFloat(strconv.FormatFloat(out, 'f', digits, 64), 64)
	}
	return math.Copysign(out, v)
}

func thousands(s string) string {
	sign := ""
	if strings.HasPrefix(s, "−") {
		sign, s = "−", strings.TrimPrefix(s, "−")
	}
	whole, frac, _ := strings.Cut(s, ".")
	var b strings.Builder
	for i, r := range whole {
		if i > 0 && (len(whole)-i)%3 == 0 {
			b.WriteByte(',')
		}
		b.WriteRune(r)
	}
	if frac != "" {
		b.WriteByte('.')
		b.WriteString(frac)
	}
	return sign + b.String()
}

// Interval writes "[−0.97, −0.69]" with the separator of the language, or ""
// where either end is absent.
func Interval(lo, hi Number, l lang.Lang) string {
	if !lo.Defined || !hi.Defined {
		return ""
	}
	return "[" + lo.Format(l) + ", " + hi.Format(l) + "]"
}

// LargestRemainder rounds shares (that add to 1) to percentages with the given
// decimals that add to exactly 100.
func LargestRemainder(shares []float64, digits int) []float64 {
	unit := math.Pow(10, float64(digits))
	total := int(math.Round(100 * unit))
	out := make([]float64, len(shares))
	rest := make([]float64, len(shares))
	sum := 0
	for i, s := range shares {
		f := math.Floor(100*unit*s + 1e-9)
		out[i], rest[i] = f, 100*unit*s-f
		sum += int(f)
	}
	for ; sum < total; sum++ {
		best := -1
		for i := range rest {
			if best < 0 || rest[i] > rest[best]+1e-12 {
				best = i
			}
		}
		if best < 0 {
			break
		}
		out[best]++
		rest[best] = -1
	}
	for i := range out {
		out[i] /= unit
	}
	return out
}

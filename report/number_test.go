package report

import (
	"reflect"
	"testing"

	"servqual/survey/lang"
)

// Rounding is half away from zero on the number as it is written (method A.0);
// 2.675 and 1.005 lie below the half in binary.
func TestNumbersAsWritten(t *testing.T) {
	for _, c := range []struct {
		n    Number
		want string
	}{
		{N(Mean, 2.675), "2.68"}, {N(Mean, 1.005), "1.01"}, {N(Mean, 2.674999), "2.67"}, {N(Mean, 9.995), "10.00"},
		{N(Gap, -0.825), "−0.83"}, {N(Gap, 0.125), "+0.13"}, {N(Gap, -0.004), "0.00"}, {N(Gap, 0), "0.00"},
		{N(Share, 0.3145), "31.5%"}, {N(Percent, 31.45), "31.5%"}, {N(PValue, 0.0004), "<0.001"}, {N(PValue, 0.0125), "0.013"},
		{N(Count, 1204), "1,204"}, {N(Count, 999), "999"}, {N(Count, 1234567), "1,234,567"}, {N(Score, -9.5), "−10"}, {N(Score, 12), "+12"},
		{N(Coef, 0.8635), "0.864"}, {Number{}, "–"}, {Suppressed(10), "<10"},
	} {
		if got := c.n.Format(lang.Zh); got != c.want {
			t.Errorf("%v is written %s, want %s", c.n.Value, got, c.want)
		}
	}
}

// Thirds add to 100.0, not 99.9; the first of equal remainders gets the rest.
func TestSharesAddToAHundred(t *testing.T) {
	for _, c := range []struct {
		in, want []float64
	}{
		{[]float64{1.0 / 3, 1.0 / 3, 1.0 / 3}, []float64{33.4, 33.3, 33.3}},
		{[]float64{0.1235, 0.4565, 0.42}, []float64{12.4, 45.6, 42}},
		{[]float64{1, 0, 0}, []float64{100, 0, 0}},
	} {
		if got := LargestRemainder(c.in, 1); !reflect.DeepEqual(got, c.want) {
			t.Errorf("%v became %v, want %v", c.in, got, c.want)
		}
	}
}

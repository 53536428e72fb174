package stats

import "math"

// Moments are what mean, variance and interval need of a variable whose values
// are integers over a common unit: their number, their sum, and the centred
// moment n·Σk² − (Σk)², which whoever counts in whole numbers has exactly.
// They say the same as a Freq, without the distribution; of a variable with as
// many distinct values as respondents (a weighted total) a Freq is as long as
// the data.
type Moments struct {
	Unit    float64
	N       float64
	Sum     float64 // Σ k
	Centred float64 // n·Σk² − (Σk)²
}

// Mean is Σ x / n. ok is false without respondents.
func (m Moments) Mean() (mean float64, ok bool) {
	if m.N <= 0 {
		return 0, false
	}
	return m.Sum / (m.N * m.Unit), true
}

// Variance is the sample variance Σ(x−mean)²/(n−1). ok is false below two
// respondents.
func (m Moments) Variance() (v float64, ok bool) {
	if m.N < 2 {
		return 0, false
	}
	return m.Centred / (m.N * (m.N - 1)) / (m.Unit * m.Unit), true
}

// SD is the square root of Variance.
func (m Moments) SD() (sd float64, ok bool) {
	v, ok := m.Variance()
	return math.Sqrt(v), ok
}

// MeanCI is MeanCI of the table that these are the moments of.
func (m Moments) MeanCI(level float64) Estimate {
	b := judge(m.N, 0, true, 1, level)
	if b.refusal != nil {
		return b.undefined(MethodMeanT)
	}
	mean, _ := m.Mean()
	if x := mean * m.Centred / m.Unit; math.IsNaN(x) || math.IsInf(x, 0) || m.Centred < 0 {
		return Undefined(MethodMeanT, b.n, BadArgument)
	}
	e := Estimate{Defined: true, Value: mean, N: b.n, Method: MethodMeanT, Notes: b.notes}
	v, ok := m.Variance()
	switch {
	case !ok:
		e.Notes = append(e.Notes, Note{Code: TooFew, Args: []float64{b.n, 2}})
	case m.Centred == 0:
		e.Notes = append(e.Notes, Note{Code: NoVariance})
	default:
		e.SE = math.Sqrt(v / b.n)
		h := studentQuantile(level, b.n-1) * e.SE
		e.Lo, e.Hi, e.Level = mean-h, mean+h, level
	}
	return e
}

// Bare is the mean without interval.
func (m Moments) Bare() Estimate {
	mean, ok := m.Mean()
	if !ok || math.IsNaN(mean) || math.IsInf(mean, 0) || math.IsInf(m.N, 0) {
		return Estimate{Method: MethodMeanT, Notes: nobody}
	}
	return Estimate{Defined: true, Value: mean, N: m.N, Method: MethodMeanT}
}

var nobody = []Note{{Code: NoData}}

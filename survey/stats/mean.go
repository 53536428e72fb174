package stats

import "math"

// Methods of means.
const (
	MethodMeanT    Method = "mean-t"
	MethodCohenDz  Method = "cohen-dz"
	MethodHedgesG  Method = "hedges-g"
	MethodQuantile Method = "quantile-7"
)

// MeanCI is the mean with Student's interval
//
//	x̄ ± t(n−1; level)·s/√n,   s² = Σ(x−x̄)²/(n−1)
//
// over the respondents in the table; missing ones are not in it. Without at
// least two respondents the mean stands alone, with a note; with no variance
// there is no interval either (n equal answers do not make the truth certain).
// Source: method A.11.
func MeanCI(f Freq, level float64) Estimate {
	b := f.basis(1, level)
	if b.refusal != nil {
		return b.undefined(MethodMeanT)
	}
	m, _ := f.Mean()
	e := Estimate{Defined: true, Value: m, N: b.n, Method: MethodMeanT, Notes: b.notes}
	v, ok := f.Variance()
	switch {
	case !ok:
		e.Notes = append(e.Notes, Note{Code: TooFew, Args: []float64{b.n, 2}})
	case f.constant():
		e.Notes = append(e.Notes, Note{Code: NoVariance})
	default:
		e.SE = math.Sqrt(v / b.n)
		h := studentQuantile(level, b.n-1) * e.SE
		e.Lo, e.Hi, e.Level = m-h, m+h, level
	}
	return e
}

// CohenDz is the mean of the differences over their standard deviation,
// dz = d̄/s_d. Source: Cohen 1988, 2.3.5; Lakens 2013, Front. Psychol. 4:863.
func CohenDz(f Freq) Estimate { return standardisedMean(f, MethodCohenDz) }

// HedgesG is dz with the small-sample correction 1 − 3/(4·df − 1), df = n−1.
// Source: Hedges 1981, J. Educ. Stat. 6:107.
func HedgesG(f Freq) Estimate {
	e := standardisedMean(f, MethodHedgesG)
	if e.Defined {
		e.Value *= 1 - 3/(4*(e.N-1)-1)
	}
	return e
}

func standardisedMean(f Freq, m Method) Estimate {
	b := f.basis(2, anyLevel)
	if b.refusal != nil {
		return b.undefined(m)
	}
	if f.constant() {
		return Undefined(m, b.n, NoVariance)
	}
	mean, _ := f.Mean()
	sd, _ := f.SD()
	return Estimate{Defined: true, Value: mean / sd, N: b.n, Method: m, Notes: b.notes}
}

// Quantile is R's type 7 (and Excel's PERCENTILE.INC): linear between the order
// statistics on either side of (n−1)·p, counted from zero. Of a weighted table
// the order statistics are read off the weighted counts.
// Source: Hyndman & Fan 1996, Am. Stat. 50:361.
func Quantile(f Freq, p float64) Estimate {
	n := f.N()
	if n <= 0 {
		return Undefined(MethodQuantile, 0, NoData)
	}
	if !(p >= 0 && p <= 1) {
		return Undefined(MethodQuantile, n, BadArgument, finiteOr0(p))
	}
	h := math.Max(0, n-1) * p
	lo := math.Floor(h)
	a, b := f.order(lo), f.order(lo+1)
	v := float64(a) + (h-lo)*float64(b-a)
	return Estimate{Defined: true, Value: v / float64(f.Unit), N: f.Effective(), Method: MethodQuantile}
}

// Median is the type 7 quantile at one half.
func Median(f Freq) Estimate { return Quantile(f, 0.5) }

// order is the key of the k-th order statistic, counted from zero; beyond the
// last one it is the last.
func (f Freq) order(k float64) int64 {
	cum := 0.0
	last := int64(0)
	for i, c := range f.Counts {
		if c <= 0 {
			continue
		}
		cum += c
		last = f.Keys[i]
		if k < cum {
			return last
		}
	}
	return last
}

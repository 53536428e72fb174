package stats

import "math"

// Description is what is said of a frequency table of differences, or of one
// side: MeanCI, SD, PairedT, CohenDz and HedgesG at once.
type Description struct {
	Mean  Estimate
	SD    float64
	HasSD bool
	Test  Test
	Dz, G Estimate
}

// Describe gives the same figures, bit for bit, as MeanCI, Freq.SD, PairedT,
// CohenDz and HedgesG, from one pass for the mean and one for the variance
// where those make thirty: the scores of 12,000 segments call it 650,000 times.
// The sources stand with those functions.
func Describe(f Freq, level float64) Description {
	n, sum, occupied, whole := 0.0, 0.0, 0, true
	for i, c := range f.Counts {
		n += c
		sum += c * float64(f.Keys[i])
		if c > 0 {
			occupied++
		}
		whole = whole && c == math.Trunc(c)
	}
	if !(n >= 2) || math.IsInf(n, 0) || occupied < 2 || f.Eff > 0 || !whole || !(level > 0 && level < 1) {
		return describeApart(f, level)
	}
	unit, m, ss := float64(f.Unit), sum/n, 0.0
	for i, k := range f.Keys {
		d := float64(k) - m
		t := d * d
		ss += f.Counts[i] * t
	}
	v := ss / (n - 1) / (unit * unit)
	mean, sd, se := sum/(n*unit), math.Sqrt(v), math.Sqrt(v/n)
	h := studentQuantile(level, n-1) * se
	out := Description{SD: sd, HasSD: true,
		Mean: Estimate{Defined: true, Value: mean, Lo: mean - h, Hi: mean + h, Level: level, SE: se, N: n, Method: MethodMeanT},
		Dz:   Estimate{Defined: true, Value: mean / sd, N: n, Method: MethodCohenDz},
	}
	t := mean / se
	out.Test = Test{Defined: true, Statistic: t, DF: n - 1, P: studentP(t, n-1), Effect: out.Mean, N: n, Method: MethodPairedT}
	out.G = out.Dz
	out.G.Method = MethodHedgesG
	out.G.Value *= 1 - 3/(4*(n-1)-1)
	return out
}

// describeApart is Describe for tables without variance, weighted ones and the
// like: what each function says of them.
func describeApart(f Freq, level float64) Description {
	out := Description{Mean: MeanCI(f, level), Test: PairedT(f, level), Dz: CohenDz(f), G: HedgesG(f)}
	out.SD, out.HasSD = f.SD()
	return out
}

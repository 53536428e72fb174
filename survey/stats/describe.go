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
	m, ok := momentsOf(f, level)
	if !ok {
		return describeApart(f, level)
	}
	out := Description{Mean: m.interval(level), SD: m.sd, HasSD: true,
		Dz: Estimate{Defined: true, Value: m.mean / m.sd, N: m.n, Method: MethodCohenDz}}
	t := m.mean / m.se
	out.Test = Test{Defined: true, Statistic: t, DF: m.n - 1, P: studentP(t, m.n-1), Effect: out.Mean, N: m.n, Method: MethodPairedT}
	out.G = out.Dz
	out.G.Method = MethodHedgesG
	out.G.Value *= 1 - 3/(4*(m.n-1)-1)
	return out
}

// MeanSD is MeanCI and Freq.SD at once.
func MeanSD(f Freq, level float64) (mean Estimate, sd float64, hasSD bool) {
	if m, ok := momentsOf(f, level); ok {
		return m.interval(level), m.sd, true
	}
	sd, hasSD = f.SD()
	return MeanCI(f, level), sd, hasSD
}

// BareMeanSD is MeanSD without the interval, the same bits otherwise.
func BareMeanSD(f Freq) (mean Estimate, sd float64, hasSD bool) {
	if m, ok := momentsOf(f, anyLevel); ok {
		return Estimate{Defined: true, Value: m.mean, N: m.n, Method: MethodMeanT}, m.sd, true
	}
	sd, hasSD = f.SD()
	return MeanCI(f, anyLevel).Bare(), sd, hasSD
}

// moments are of a table with nothing special about it: two respondents or
// more, some variance, no weights.
type moments struct{ n, mean, sd, se float64 }

func momentsOf(f Freq, level float64) (m moments, ok bool) {
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
		return moments{}, false
	}
	unit, centre, ss := float64(f.Unit), sum/n, 0.0
	for i, k := range f.Keys {
		d := float64(k) - centre
		t := d * d
		ss += f.Counts[i] * t
	}
	v := ss / (n - 1) / (unit * unit)
	return moments{n: n, mean: sum / (n * unit), sd: math.Sqrt(v), se: math.Sqrt(v / n)}, true
}

func (m moments) interval(level float64) Estimate {
	h := studentQuantile(level, m.n-1) * m.se
	return Estimate{Defined: true, Value: m.mean, Lo: m.mean - h, Hi: m.mean + h, Level: level, SE: m.se, N: m.n, Method: MethodMeanT}
}

// describeApart is Describe for tables without variance, weighted ones and the
// like: what each function says of them.
func describeApart(f Freq, level float64) Description {
	out := Description{Mean: MeanCI(f, level), Test: PairedT(f, level), Dz: CohenDz(f), G: HedgesG(f)}
	out.SD, out.HasSD = f.SD()
	return out
}

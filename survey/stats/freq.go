package stats

import (
	"math"
	"sort"
)

// Freq is the frequency table of a variable whose values are integers over a
// common unit: value = Keys[i]/Unit. Keys are strictly increasing. Counts are
// whole numbers unless the table was weighted (raking), and never negative.
//
// Ranks, ties and zeros are decided on the integer keys, never on quotients:
// float noise in means would split ties (method A.0).
//
// Weighted tables carry Eff, Kish's effective number of respondents
// (Σw)²/Σw², and everything that depends on a sample size (standard errors,
// degrees of freedom, intervals, tests) uses it in place of Σ counts, with an
// EffectiveN note. A table with fractional counts and no Eff is refused by
// inference: taking Σw for n would print intervals that are too narrow.
type Freq struct {
	Unit   int64
	Keys   []int64
	Counts []float64
	Eff    float64 // 0: not weighted, every count is one respondent
}

// NewFreq makes a table of a map of counts, dropping empty cells.
func NewFreq(unit int64, counts map[int64]float64) Freq {
	f := Freq{Unit: unit, Keys: make([]int64, 0, len(counts))}
	for k, c := range counts {
		if c > 0 {
			f.Keys = append(f.Keys, k)
		}
	}
	sort.Slice(f.Keys, func(i, j int) bool { return f.Keys[i] < f.Keys[j] })
	f.Counts = make([]float64, len(f.Keys))
	for i, k := range f.Keys {
		f.Counts[i] = counts[k]
	}
	return f
}

// N is the number of observations (the sum of the counts).
func (f Freq) N() float64 {
	n := 0.0
	for _, c := range f.Counts {
		n += c
	}
	return n
}

// Value is the i-th distinct value.
func (f Freq) Value(i int) float64 { return float64(f.Keys[i]) / float64(f.Unit) }

// Mean is Σ c·x / Σ c. ok is false for an empty table.
func (f Freq) Mean() (mean float64, ok bool) {
	n := f.N()
	if n == 0 {
		return 0, false
	}
	return f.sum() / (n * float64(f.Unit)), true
}

// sum is Σ count·key, exact as long as it stays below 2^53.
func (f Freq) sum() float64 {
	s := 0.0
	for i, k := range f.Keys {
		s += f.Counts[i] * float64(k)
	}
	return s
}

// Variance is the sample variance Σ c·(x−mean)² / (Σ c − 1); for a weighted
// table Σ w·(x−mean)²/Σw · n_eff/(n_eff−1). ok is false below two observations.
// The squares are taken about the mean (two passes over the distinct values),
// so there is no cancellation.
func (f Freq) Variance() (v float64, ok bool) {
	n := f.N()
	if n < 2 || f.Effective() < 2 {
		return 0, false
	}
	ss, u := f.central(2), float64(f.Unit)
	if f.Eff > 0 {
		return ss / n * f.Eff / (f.Eff - 1) / (u * u), true
	}
	return ss / (n - 1) / (u * u), true
}

// central is Σ count·(key − mean key)^power.
func (f Freq) central(power int) float64 {
	m := f.sum() / f.N()
	sum := 0.0
	for i, k := range f.Keys {
		d := float64(k) - m
		t := d
		for range power - 1 {
			t *= d
		}
		sum += f.Counts[i] * t
	}
	return sum
}

// Effective is the number of respondents that inference may count on: n_eff
// of a weighted table, else Σ counts.
func (f Freq) Effective() float64 {
	if f.Eff > 0 {
		return f.Eff
	}
	return f.N()
}

// SD is the square root of Variance.
func (f Freq) SD() (sd float64, ok bool) {
	v, ok := f.Variance()
	return math.Sqrt(v), ok
}

// CountIf sums the counts of the keys for which keep holds.
func (f Freq) CountIf(keep func(key int64) bool) float64 {
	n := 0.0
	for i, k := range f.Keys {
		if keep(k) {
			n += f.Counts[i]
		}
	}
	return n
}

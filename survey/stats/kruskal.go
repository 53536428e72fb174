package stats

import (
	"math"
	"sort"
)

// Methods of rank comparisons of groups.
const (
	MethodKruskal Method = "kruskal-wallis"
	MethodDunn    Method = "dunn-holm"
)

// MixedUnits says that tables with different units can't be put on one scale.
const MixedUnits NoteCode = "mixed-units"

// KruskalWallis tests that k groups have one distribution, by the ranks of the
// integer keys (midranks, tie-corrected):
//
//	H = [12/(N(N+1))·Σ R_g²/n_g − 3(N+1)] / [1 − Σ(t³−t)/(N³−N)],  χ² with k−1 df
//
// Groups under MinN are skipped and listed. Source: Kruskal & Wallis 1952, JASA 47:583.
func KruskalWallis(fs []Freq, o GroupOptions) Test {
	r, notes, bad := rankGroups(fs, o)
	if bad != nil {
		return Test{N: r.n, Method: MethodKruskal, Notes: append(notes, *bad)}
	}
	h := 0.0
	mid := (r.n + 1) / 2
	for i := range r.index {
		d := r.mean[i] - mid
		h += r.size[i] * d * d
	}
	// 12/(N(N+1))·Σn(R̄−mid)² over the tie correction is Σn(R̄−mid)² over the
	// variance of the midranks.
	h /= r.variance
	df := float64(len(r.index) - 1)
	return Test{Defined: true, Statistic: h, DF: df, P: chiTail(h, df), N: r.n, Method: MethodKruskal, Notes: notes}
}

// Dunn compares the mean ranks of all pairs after Kruskal–Wallis,
//
//	z = (R̄a − R̄b)/√(σ²·(1/na+1/nb)),  σ² = N(N+1)/12 − Σ(t³−t)/(12(N−1))
//
// with Holm's adjustment over the pairs. Source: Dunn 1964, Technometrics 6:241.
func Dunn(fs []Freq, o GroupOptions) (pairs []Pair, notes []Note) {
	r, notes, bad := rankGroups(fs, o)
	if bad != nil {
		return nil, append(notes, *bad)
	}
	var tests []Test
	for i := range r.index {
		for j := i + 1; j < len(r.index); j++ {
			d := r.mean[i] - r.mean[j]
			z := d / math.Sqrt(r.variance*(1/r.size[i]+1/r.size[j]))
			pairs = append(pairs, Pair{A: r.index[i], B: r.index[j]})
			tests = append(tests, Test{Defined: true, Statistic: z, Z: z, P: normalP(z), N: r.size[i] + r.size[j], Method: MethodDunn})
		}
	}
	Adjust(tests)
	for i := range pairs {
		pairs[i].Test = tests[i]
	}
	return pairs, notes
}

// ranked holds the mean ranks of groups ranked together.
type ranked struct {
	index      []int
	size, mean []float64
	n          float64
	variance   float64 // N(N+1)/12, tie-corrected
}

func rankGroups(fs []Freq, o GroupOptions) (r ranked, notes []Note, bad *Note) {
	in, notes, n := compared(fs, o, false)
	r.n = n
	if len(in) < 2 {
		return r, notes, &Note{Code: TooFew, Args: []float64{float64(len(in)), 2}}
	}
	total := map[int64]float64{}
	for _, g := range in {
		f := fs[g.index]
		if f.Unit != fs[in[0].index].Unit {
			return r, notes, &Note{Code: MixedUnits}
		}
		scale := g.n / f.N()
		for i, k := range f.Keys {
			total[k] += f.Counts[i] * scale
		}
	}
	midrank, ties := midranks(total)
	r.variance = n*(n+1)/12 - ties/(12*(n-1))
	if r.variance <= 1e-12*n*n || len(midrank) < 2 {
		return r, notes, &Note{Code: NoVariance}
	}
	for _, g := range in {
		f := fs[g.index]
		sum := 0.0
		for i, k := range f.Keys {
			sum += f.Counts[i] * midrank[k]
		}
		r.index = append(r.index, g.index)
		r.size = append(r.size, g.n)
		r.mean = append(r.mean, sum/f.N())
	}
	return r, notes, nil
}

// midranks ranks the keys of a table of counts; ties is Σ(t³−t).
func midranks(total map[int64]float64) (rank map[int64]float64, ties float64) {
	keys := make([]int64, 0, len(total))
	for k, c := range total {
		if c > 0 {
			keys = append(keys, k)
		}
	}
	sort.Slice(keys, func(i, j int) bool { return keys[i] < keys[j] })
	rank = make(map[int64]float64, len(keys))
	done := 0.0
	for _, k := range keys {
		t := total[k]
		rank[k] = done + (t+1)/2
		done += t
		ties += t*t*t - t
	}
	return rank, ties
}

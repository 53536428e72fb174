package stats

import "math"

// basis is what every inference first asks of its data: how many respondents,
// and whether there are enough of them. A nil refusal means go on.
type basis struct {
	n       float64
	notes   []Note
	refusal *Note
}

// undefined words the refusal as an estimate.
func (b basis) undefined(m Method) Estimate {
	return Estimate{N: b.n, Method: m, Notes: []Note{*b.refusal}}
}

// undefinedTest words the refusal as a test.
func (b basis) undefinedTest(m Method) Test {
	return Test{N: b.n, Method: m, Notes: []Note{*b.refusal}}
}

func (b basis) refuse(code NoteCode, args ...float64) basis {
	b.refusal = &Note{Code: code, Args: args}
	return b
}

// judge fills in the refusal: weights first, then the count, then the level.
func judge(n, eff float64, whole bool, need, level float64) basis {
	b := basis{n: n}
	if math.IsNaN(n) || math.IsInf(n, 0) {
		b.n = 0
		return b.refuse(BadArgument)
	}
	if n <= 0 {
		b.n = 0
		return b.refuse(NoData)
	}
	if eff > 0 {
		b.n = eff
		b.notes = []Note{{Code: EffectiveN, Args: []float64{eff}}}
	} else if !whole {
		return b.refuse(NoEffective)
	}
	if b.n < need {
		return b.refuse(TooFew, b.n, need)
	}
	if !(level > 0 && level < 1) {
		return b.refuse(BadArgument, finiteOr0(level))
	}
	return b
}

func finiteOr0(x float64) float64 {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return 0
	}
	return x
}

// anyLevel is passed to judge by procedures that have no interval.
const anyLevel = 0.5

func (f Freq) basis(need, level float64) basis {
	whole := true
	for _, c := range f.Counts {
		if c != math.Trunc(c) {
			whole = false
			break
		}
	}
	return judge(f.N(), f.Eff, whole, need, level)
}

func (c Cross) basis(need, level float64) basis {
	return judge(c.N, c.Eff, c.N == math.Trunc(c.N), need, level)
}

// constant says that all observations are equal.
func (f Freq) constant() bool {
	seen := 0
	for _, c := range f.Counts {
		if c > 0 {
			seen++
		}
	}
	return seen < 2
}

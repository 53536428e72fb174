package stats

import "math"

// MethodShrunk names empirical Bayes estimates of unit means.
const MethodShrunk Method = "dersimonian-laird-shrunk"

// UnitsSkipped lists units that can't be compared. Args: their indexes.
const UnitsSkipped NoteCode = "units-skipped"

// UnitMean is a unit's (branch's) own figures.
type UnitMean struct{ N, Mean, Variance float64 }

// UnitOf takes them from a table; a unit with under two respondents has no
// variance of its own (0).
func UnitOf(f Freq) UnitMean {
	m, _ := f.Mean()
	v, _ := f.Variance()
	return UnitMean{N: f.Effective(), Mean: m, Variance: v}
}

// ShrinkOptions are those of Shrink.
type ShrinkOptions struct {
	PoolBelow float64 // units with fewer respondents use the pooled variance
	Level     float64
}

// DefaultShrink pools below ten (method A.15).
var DefaultShrink = ShrinkOptions{PoolBelow: 10, Level: 0.95}

// Shrinkage is the outcome; Units is parallel to the input.
type Shrinkage struct {
	Defined   bool
	Mu, Tau2  float64 // mean and variance of the true unit means
	Q, I2     float64 // heterogeneity
	PooledVar float64
	Units     []ShrunkUnit
	Notes     []Note
}

// ShrunkUnit is a unit's mean drawn towards the mean of all.
type ShrunkUnit struct {
	Estimate
	B float64 // the weight of the unit's own mean
}

// Shrink estimates the true means of k units together:
//
//	v_b = s_b²/n_b (pooled s²/n_b below PoolBelow),  w = 1/v,  μ = Σwm/Σw,  Q = Σw(m−μ)²
//	τ² = max(0, (Q−(k−1))/(Σw − Σw²/Σw)),  w* = 1/(v+τ²),  μ* = Σw*m/Σw*
//	B = τ²/(τ²+v),  m̃ = B·m + (1−B)·μ*
//
// It changes the order little and the distances much: small units move most.
// The interval is Morris's, which knows that τ² is an estimate (morris). Units
// without respondents, or without any usable variance, are skipped and listed.
// Sources: DerSimonian & Laird 1986, Control. Clin. Trials 7:177; Morris 1983,
// JASA 78:47; method A.15, B.6.
func Shrink(units []UnitMean, o ShrinkOptions) Shrinkage {
	s := Shrinkage{Units: make([]ShrunkUnit, len(units))}
	for i := range s.Units {
		s.Units[i].Estimate = Undefined(MethodShrunk, 0, TooFew, 0, 2)
	}
	s.PooledVar = pooledVariance(units)
	vs, skipped := s.variances(units, o)
	if len(skipped) > 0 {
		s.Notes = append(s.Notes, Note{Code: UnitsSkipped, Args: skipped})
	}
	k := len(units) - len(skipped)
	if k < 2 || !(o.Level > 0 && o.Level < 1) {
		s.Notes = append(s.Notes, Note{Code: TooFew, Args: []float64{float64(k), 2}})
		return s
	}
	s.heterogeneity(units, vs, float64(k))
	sw := 0.0
	for i, v := range vs {
		if v > 0 {
			sw += 1 / (v + s.Tau2)
			s.Mu += units[i].Mean / (v + s.Tau2)
		}
	}
	s.Mu /= sw
	m := newMorris(units, vs, float64(k))
	for i, v := range vs {
		if v <= 0 {
			continue
		}
		b := s.Tau2 / (s.Tau2 + v)
		e := Estimate{Defined: true, Value: b*units[i].Mean + (1-b)*s.Mu, Level: o.Level, N: units[i].N, Method: MethodShrunk}
		m.interval(&e, units[i], v, o)
		s.Units[i] = ShrunkUnit{B: b, Estimate: e}
	}
	s.Defined = true
	return s
}

// variances of the unit means; 0 where there is none.
func (s *Shrinkage) variances(units []UnitMean, o ShrinkOptions) (vs, skipped []float64) {
	vs = make([]float64, len(units))
	for i, u := range units {
		v := u.Variance
		if u.N < o.PoolBelow || v <= 0 {
			v = s.PooledVar
		}
		if u.usable() && v > 0 {
			vs[i] = v / u.N
		} else {
			skipped = append(skipped, float64(i))
		}
	}
	return vs, skipped
}

func (u UnitMean) usable() bool {
	return u.N >= 1 && !math.IsInf(u.N, 0) && u.Mean == finiteOr0(u.Mean) && u.Variance == finiteOr0(u.Variance)
}

// heterogeneity sets Q, I² and τ² (DerSimonian–Laird).
func (s *Shrinkage) heterogeneity(units []UnitMean, vs []float64, k float64) {
	w, ww, wm := 0.0, 0.0, 0.0
	for i, v := range vs {
		if v > 0 {
			w += 1 / v
			ww += 1 / (v * v)
			wm += units[i].Mean / v
		}
	}
	for i, v := range vs {
		if v > 0 {
			d := units[i].Mean - wm/w
			s.Q += d * d / v
		}
	}
	s.Tau2 = math.Max(0, (s.Q-(k-1))/(w-ww/w))
	if s.Q > 0 {
		s.I2 = math.Max(0, (s.Q-(k-1))/s.Q)
	}
}

// pooledVariance is Σ(n−1)s²/Σ(n−1).
func pooledVariance(units []UnitMean) float64 {
	ss, df := 0.0, 0.0
	for _, u := range units {
		if u.usable() && u.N >= 2 {
			ss += (u.N - 1) * u.Variance
			df += u.N - 1
		}
	}
	if df == 0 {
		return 0
	}
	return ss / df
}

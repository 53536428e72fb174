package stats

import "math"

// morris holds Morris's empirical Bayes estimates of k unit means about one
// common mean (r = 1 in his notation):
//
//	Â = max(0, Σ W_i·(k/(k−1)·(m_i−μ)² − v_i)/ΣW_i),  W_i = 1/(v_i + Â), iterated
//	B̂_i = (k−3)/(k−1)·v_i/(v_i + Â)
//	s_i² = v_i·(1 − (k−l_i)/k·B̂_i) + 2/(k−3)·B̂_i²·(v̄+Â)/(v_i+Â)·(m_i−μ)²
//	l_i = k·W_i/ΣW,  v̄ = ΣW_i·v_i/ΣW_i
//
// The last term is the uncertainty of B̂, that is, of the variance between units;
// intervals without it cover 60 to 85 % with three to twelve units. With three
// units or fewer there is no estimate of it, and B̂ is zero: the unit's own mean
// and interval. Source: Morris 1983, JASA 78:47, section 5.
type morris struct {
	k, a, mu, sw, mean float64 // mean: v̄
}

func newMorris(units []UnitMean, vs []float64, k float64) morris {
	m := morris{k: k}
	for range 200 {
		sw, swm, swv := 0.0, 0.0, 0.0
		for i, v := range vs {
			if v > 0 {
				w := 1 / (v + m.a)
				sw, swm, swv = sw+w, swm+w*units[i].Mean, swv+w*v
			}
		}
		m.mu, m.sw, m.mean = swm/sw, sw, swv/sw
		next := 0.0
		for i, v := range vs {
			if v > 0 {
				d := units[i].Mean - m.mu
				next += (k/(k-1)*d*d - v) / (v + m.a) / sw
			}
		}
		next = math.Max(0, next)
		if math.Abs(next-m.a) <= 1e-12*(next+m.mean) {
			break
		}
		m.a = next
	}
	return m
}

// interval sets the interval of a shrunken mean with sampling variance v: that
// of Morris's estimate, stretched to hold the value printed, or the unit's own
// where that is narrower.
func (m morris) interval(e *Estimate, u UnitMean, v float64, o ShrinkOptions) {
	z := zOf(o.Level)
	raw := z * math.Sqrt(v)
	if u.N >= 2 {
		raw = studentQuantile(o.Level, u.N-1) * math.Sqrt(v)
	}
	e.SE, e.Lo, e.Hi = math.Sqrt(v), u.Mean-raw, u.Mean+raw
	if m.k > 3 {
		b := (m.k - 3) / (m.k - 1) * v / (v + m.a)
		l := m.k / (v + m.a) / m.sw
		d := u.Mean - m.mu
		s2 := v*(1-(m.k-l)/m.k*b) + 2/(m.k-3)*b*b*(m.mean+m.a)/(v+m.a)*d*d
		// Student's quantile where the unit's own variance is used.
		if h := raw * math.Sqrt(s2/v); h < raw {
			centre := u.Mean - b*d
			e.SE, e.Lo, e.Hi = math.Sqrt(s2), centre-h, centre+h
		}
	}
	e.Lo, e.Hi = math.Min(e.Lo, e.Value), math.Max(e.Hi, e.Value)
}

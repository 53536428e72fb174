package stats

import (
	"math"
	"sort"
)

// FunnelZone says where a unit lies in a funnel plot.
type FunnelZone int

// The zones.
const (
	FunnelInside FunnelZone = iota + 1 // within the inner limits: not told from the mean
	FunnelAlert                        // beyond the inner limits
	FunnelAlarm                        // beyond 99.8 %
)

// Funnel holds the limits of a funnel plot and the units in it; Units is
// parallel to the input.
type Funnel struct {
	Defined bool
	Center  float64 // mean of all respondents
	Sigma   float64 // pooled standard deviation
	Phi     float64 // overdispersion: mean winsorised z²
	Level   float64 // of the inner limits
	Units   []FunnelUnit
	Notes   []Note
}

// FunnelUnit is one unit's place.
type FunnelUnit struct {
	Defined bool
	Z       float64 // (m−centre)/(σ/√n), over √φ where overdispersion is corrected
	Zone    FunnelZone
}

// FunnelOptions are those of MakeFunnel.
type FunnelOptions struct {
	Overdispersion bool    // widen the limits by √φ where φ > 1
	Winsorise      float64 // share of z values pulled in at each end for φ
	Level          float64 // of the inner limits; 0 is 0.95
}

// DefaultFunnel has plain limits.
var DefaultFunnel = FunnelOptions{Winsorise: 0.1, Level: 0.95}

// funnelAlarm makes the outer limits, 99.8 % as Spiegelhalter draws them.
const funnelAlarm = 3.090232306167813

// AlarmLevel is the level of the outer limits.
const AlarmLevel = 0.998

// innerLimit is how many standard errors the inner limits lie from the centre,
// never more than the outer ones.
func innerLimit(level float64) float64 { return math.Min(zOf(level), funnelAlarm) }

// MakeFunnel compares units with the mean of all respondents:
//
//	centre = Σn·m/Σn,  σ² pooled within units,  z = (m−centre)/(σ/√n)
//	limits centre ± z·σ/√n, z of Level, and ± 3.09·σ/√n, times √φ if asked
//
// Units without respondents are not in it. Source: Spiegelhalter 2005,
// Stat. Med. 24:1185; method A.15.
func MakeFunnel(units []UnitMean, o FunnelOptions) Funnel {
	if o.Level == 0 {
		o.Level = DefaultFunnel.Level
	}
	f := Funnel{Units: make([]FunnelUnit, len(units)), Level: o.Level}
	n, v := 0.0, pooledVariance(units)
	var skipped []float64
	for i, u := range units {
		if u.usable() {
			n += u.N
			f.Center += u.N * u.Mean
		} else {
			skipped = append(skipped, float64(i))
		}
	}
	if len(skipped) > 0 {
		f.Notes = append(f.Notes, Note{Code: UnitsSkipped, Args: skipped})
	}
	if k := len(units) - len(skipped); k < 2 {
		f.Notes, f.Center = append(f.Notes, Note{Code: TooFew, Args: []float64{float64(k), 2}}), 0
		return f
	}
	f.Center /= n
	if v <= 0 {
		f.Notes = append(f.Notes, Note{Code: NoVariance})
		return f
	}
	f.Defined, f.Sigma = true, math.Sqrt(v)
	var zs []float64
	for i, u := range units {
		if u.usable() {
			f.Units[i] = FunnelUnit{Defined: true, Z: (u.Mean - f.Center) / math.Sqrt(v/u.N)}
			zs = append(zs, f.Units[i].Z)
		}
	}
	f.Phi = overdispersion(zs, o.Winsorise)
	for i := range f.Units {
		f.Units[i].place(o, f.Phi)
	}
	return f
}

func (u *FunnelUnit) place(o FunnelOptions, phi float64) {
	if !u.Defined {
		return
	}
	if o.Overdispersion && phi > 1 {
		u.Z /= math.Sqrt(phi)
	}
	switch z := math.Abs(u.Z); {
	case z > funnelAlarm:
		u.Zone = FunnelAlarm
	case z > innerLimit(o.Level):
		u.Zone = FunnelAlert
	default:
		u.Zone = FunnelInside
	}
}

// Limits gives the inner (Level) and outer (99.8 %) half-widths at n respondents,
// for drawing; corrected says whether to widen them by √φ.
func (f Funnel) Limits(n float64, corrected bool) (inner, outer float64) {
	if !f.Defined || n <= 0 {
		return 0, 0
	}
	se := f.Sigma / math.Sqrt(n)
	if corrected && f.Phi > 1 {
		se *= math.Sqrt(f.Phi)
	}
	return innerLimit(f.Level) * se, funnelAlarm * se
}

// overdispersion is the mean z² after pulling in the given share at each end.
func overdispersion(zs []float64, share float64) float64 {
	sorted := append([]float64(nil), zs...)
	sort.Float64s(sorted)
	cut := 0
	if share > 0 && share < 0.5 {
		cut = int(share * float64(len(sorted)))
	}
	lo, hi := sorted[cut], sorted[len(sorted)-1-cut]
	sum := 0.0
	for _, z := range sorted {
		z = math.Max(lo, math.Min(hi, z))
		sum += z * z
	}
	return sum / float64(len(sorted))
}

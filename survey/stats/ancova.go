package stats

import (
	"math"

	"gonum.org/v1/gonum/mat"
)

// MethodANCOVA is a regression of units' means after on their means before.
const MethodANCOVA Method = "ancova-unit-means"

// UnitPeriods is one unit before and after some date.
type UnitPeriods struct {
	Before, After   float64 // means over equal numbers of months
	VBefore, VAfter float64 // their sampling variances
	NBefore, NAfter float64 // respondents
	Acted           bool
}

// Ancova is what an action did to the units that took it.
type Ancova struct {
	Defined         bool
	Acted, Controls int
	// Effect is the coefficient of having acted, with its interval and p-value.
	Effect Estimate
	P, DF  float64
	// Everybody is the mean change of the other units, Rebound what the units that
	// acted would have moved further without acting because of where they stood
	// before (regression to the mean). Change of the acted = Everybody + Rebound +
	// Effect.
	Everybody, Rebound, Change float64
	Slope                      float64 // of after on before
	// Seeable is the effect found in 80 % of such comparisons.
	Seeable float64
	Notes   []Note
}

// UnitANCOVA regresses the units' means after on those before and on whether
// the unit acted, by weighted least squares:
//
//	after_u = a + b·before̲_u + c·acted_u + e_u,   Var e_u = σ² + v_u
//	before̲_u = m + λ_u·(before_u − m),  λ_u = τ²/(τ² + v_u0)
//
// before is shrunken toward the mean of all by its reliability, because units
// with few answers regress further; v_u is the sampling variance of the mean
// after and of what shrinking leaves, λ_u·v_u0. σ² comes from the residuals
// (iterated), τ² from DerSimonian and Laird. c has k − 3 degrees of freedom.
//
// Units that were chosen for standing low before rise by themselves. A comparison
// of respondents before and after calls that an improvement; here it is part of
// Rebound. Sources: Rubin 1977, J. Educ. Stat. 2:1 (assignment on the covariate);
// Vickers & Altman 2001, BMJ 323:1123; method B.3.
func UnitANCOVA(units []UnitPeriods, level float64) Ancova {
	out := Ancova{}
	for _, u := range units {
		if u.Acted {
			out.Acted++
		} else {
			out.Controls++
		}
	}
	k := float64(len(units))
	if out.Acted < 1 || out.Controls < 2 || k < 5 || !(level > 0 && level < 1) {
		out.Notes = []Note{{Code: TooFew, Args: []float64{k, 5}}}
		return out
	}
	before, rest := shrinkBefore(units)
	sigma := 0.0
	var beta [3]float64
	var vc float64
	for range 50 {
		var ok bool
		var next float64
		if beta, vc, next, ok = fitUnits(units, before, rest, sigma); !ok {
			out.Notes = []Note{{Code: Singular}}
			return out
		}
		if math.Abs(next-sigma) <= 1e-10*(next+1e-12) {
			break
		}
		sigma = next
	}
	if vc <= 0 {
		out.Notes = []Note{{Code: NoVariance}}
		return out
	}
	out.Defined, out.DF, out.Slope = true, k-3, beta[1]
	out.Effect = Estimate{Defined: true, Value: beta[2], N: k, Method: MethodANCOVA}.student(math.Sqrt(vc), out.DF, level)
	out.P = studentP(beta[2]/out.Effect.SE, out.DF)
	out.Seeable = (studentQuantile(level, out.DF) + studentQuantile(0.6, out.DF)) * out.Effect.SE
	for _, u := range units {
		if u.Acted {
			out.Change += (u.After - u.Before) / float64(out.Acted)
		} else {
			out.Everybody += (u.After - u.Before) / float64(out.Controls)
		}
	}
	out.Rebound = out.Change - out.Everybody - out.Effect.Value
	return out
}

// shrinkBefore draws the means before toward their mean; rest is what that
// leaves of their sampling variance.
func shrinkBefore(units []UnitPeriods) (before, rest []float64) {
	w, ww, wm := 0.0, 0.0, 0.0
	for _, u := range units {
		if u.VBefore > 0 {
			w += 1 / u.VBefore
			ww += 1 / (u.VBefore * u.VBefore)
			wm += u.Before / u.VBefore
		}
	}
	q, k := 0.0, 0.0
	for _, u := range units {
		if u.VBefore > 0 {
			d := u.Before - wm/w
			q += d * d / u.VBefore
			k++
		}
	}
	tau2 := 0.0
	if k > 1 {
		tau2 = math.Max(0, (q-(k-1))/(w-ww/w))
	}
	mean, weights := 0.0, 0.0
	for _, u := range units {
		v := 1 / math.Max(1e-12, u.VBefore+tau2)
		mean += v * u.Before
		weights += v
	}
	mean /= weights
	for _, u := range units {
		l := 1.0
		if u.VBefore > 0 {
			l = tau2 / (tau2 + u.VBefore)
		}
		if tau2 == 0 {
			l = 1 // nothing to tell units apart: leave the means as they are
		}
		before, rest = append(before, mean+l*(u.Before-mean)), append(rest, l*u.VBefore)
	}
	return before, rest
}

// fitUnits fits by weighted least squares; vc is the variance of the last
// coefficient, next the residual variance beyond sampling (Paule & Mandel's
// moment: Σ w·e² = k − 3 in expectation).
func fitUnits(units []UnitPeriods, before, rest []float64, sigma float64) (beta [3]float64, vc, next float64, ok bool) {
	normal, right := mat.NewSymDense(3, nil), mat.NewVecDense(3, nil)
	slope := 1.0
	weights := make([]float64, len(units))
	least := math.Inf(1)
	for _, u := range units {
		if u.VAfter > 0 {
			least = math.Min(least, u.VAfter)
		}
	}
	if math.IsInf(least, 1) {
		least = 1
	}
	for i, u := range units {
		weights[i] = 1 / math.Max(1e-6*least, sigma+u.VAfter+slope*slope*rest[i])
		x := [3]float64{1, before[i], 0}
		if u.Acted {
			x[2] = 1
		}
		for a := range 3 {
			right.SetVec(a, right.AtVec(a)+weights[i]*x[a]*u.After)
			for b := range a + 1 {
				normal.SetSym(a, b, normal.At(a, b)+weights[i]*x[a]*x[b])
			}
		}
	}
	inv, _, ok := invert(normal)
	if !ok {
		return beta, 0, 0, false
	}
	var b mat.VecDense
	b.MulVec(inv, right)
	q, sum := 0.0, 0.0
	for i, u := range units {
		e := u.After - b.AtVec(0) - b.AtVec(1)*before[i]
		if u.Acted {
			e -= b.AtVec(2)
		}
		q += weights[i] * e * e
		sum += weights[i]
	}
	df := float64(len(units) - 3)
	copy(beta[:], b.RawVector().Data)
	// The scale q/df carries what the weights don't know.
	return beta, inv.At(2, 2) * q / df, math.Max(0, sigma+(q-df)/sum), true
}

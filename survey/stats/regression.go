package stats

import (
	"math"

	"gonum.org/v1/gonum/mat"
)

// Methods of regression.
const (
	MethodRegression Method = "regression"
	MethodPartialR   Method = "partial-r"
)

// Footnotes of regression.
const (
	FewRows     NoteCode = "few-rows"    // Args: n, wanted (ten per predictor)
	Suppression NoteCode = "suppression" // negative weight with positive correlation, or the reverse; Args: indexes of the predictors
	Collinear   NoteCode = "collinear"   // VIF above ten; Args: indexes of the predictors
)

// rowsPerPredictor is the least number of complete rows for each predictor
// (method A.14).
const rowsPerPredictor = 10

// Regression is a linear model of one variable on others.
type Regression struct {
	Defined bool
	N       float64
	R2      float64
	AdjR2   float64 // 1 − (1−R²)(n−1)/(n−p−1)
	F       Test
	Terms   []Term // in the order of the predictors asked for
	Method  Method
	Notes   []Note
}

// Term is one predictor's part.
type Term struct {
	R       Estimate // correlation with the outcome
	Beta    float64  // standardised weight
	B       Estimate // weight in the variables' own units, with its interval
	Test    Test     // that B is zero
	Partial Estimate // correlation with the outcome given the other predictors
	VIF     float64  // 1/(1−R² on the other predictors)
}

// Regress regresses variable y on the variables xs over the complete rows:
//
//	β = R⁻¹·r,  R² = r·β,  b = β·s_y/s_x,  se(b) = s_y/s_x·√((1−R²)·VIF/(n−p−1))
//	VIF = (R⁻¹)_jj,  partial r = t/√(t² + n−p−1)
//
// Refused below n = p+2 rows, noted below ten per predictor. A negative β beside
// a positive r is noted as suppression: it is not a reason to do less of it.
// Source: Cohen, Cohen, West & Aiken 2003; method A.14.
func Regress(c Cross, y int, xs []int, level float64) Regression {
	s, bad := newSystem(c, y, xs, level)
	out := Regression{N: s.n, Method: MethodRegression, Notes: s.notes}
	if bad != nil {
		out.Notes = []Note{*bad}
		return out
	}
	beta := mat.NewVecDense(s.p, nil)
	beta.MulVec(s.inv, s.ry)
	r2 := clampShare(mat.Dot(beta, s.ry))
	df := s.n - float64(s.p) - 1
	out.Defined, out.R2 = true, r2
	out.AdjR2 = 1 - (1-r2)*(s.n-1)/df
	out.F = UndefinedTest(MethodRegression, s.n, PerfectFit)
	if r2 < 1-1e-12 {
		f := r2 / float64(s.p) / ((1 - r2) / df)
		out.F = Test{Defined: true, Statistic: f, DF: float64(s.p), DF2: df, P: fTail(f, float64(s.p), df), N: s.n, Method: MethodRegression}
	}
	vy, _ := c.Cov(y, y)
	for j, x := range xs {
		vx, _ := c.Cov(x, x)
		t := Term{R: Correlation(c, x, y, level), Beta: beta.AtVec(j), VIF: s.inv.At(j, j)}
		t.weigh(math.Sqrt(vy/vx), r2, df, s.n, level)
		out.Terms = append(out.Terms, t)
	}
	out.warn()
	return out
}

// weigh sets B, its test and the partial correlation.
func (t *Term) weigh(units, r2, df, n, level float64) {
	t.B = Estimate{Defined: true, Value: t.Beta * units, N: n, Method: MethodRegression}
	if r2 >= 1-1e-12 {
		t.B.Notes = []Note{{Code: PerfectFit}}
		t.Test, t.Partial = UndefinedTest(MethodRegression, n, PerfectFit), Undefined(MethodPartialR, n, PerfectFit)
		return
	}
	t.B.SE = units * math.Sqrt((1-r2)*t.VIF/df)
	h := studentQuantile(level, df) * t.B.SE
	t.B.Lo, t.B.Hi, t.B.Level = t.B.Value-h, t.B.Value+h, level
	z := t.B.Value / t.B.SE
	t.Test = Test{Defined: true, Statistic: z, DF: df, P: studentP(z, df), N: n, Method: MethodRegression, Effect: t.B}
	t.Partial = Estimate{Defined: true, Value: z / math.Sqrt(z*z+df), N: n, Method: MethodPartialR}
}

func (out *Regression) warn() {
	var suppressed, collinear []float64
	for j, t := range out.Terms {
		if t.Beta*t.R.Value < 0 {
			suppressed = append(suppressed, float64(j))
		}
		if t.VIF > 10 {
			collinear = append(collinear, float64(j))
		}
	}
	if len(suppressed) > 0 {
		out.Notes = append(out.Notes, Note{Code: Suppression, Args: suppressed})
	}
	if len(collinear) > 0 {
		out.Notes = append(out.Notes, Note{Code: Collinear, Args: collinear})
	}
}

// system is the normal equations in correlations, with what every driver
// analysis must check first.
type system struct {
	n      float64
	p      int
	r, inv *mat.SymDense // among the predictors
	ry     *mat.VecDense // with the outcome
	notes  []Note
}

func newSystem(c Cross, y int, xs []int, level float64) (system, *Note) {
	s := system{p: len(xs)}
	b := c.basis(float64(len(xs)+2), level)
	s.n, s.notes = b.n, b.notes
	if b.refusal != nil {
		return s, b.refusal
	}
	if len(xs) == 0 {
		return s, &Note{Code: TooFewItems, Args: []float64{0, 1}}
	}
	for i, v := range append([]int{y}, xs...) {
		if v < 0 || v >= c.K || (i > 0 && v == y) {
			return s, &Note{Code: BadArgument, Args: []float64{float64(v)}}
		}
	}
	all := c.Select(append(append([]int(nil), xs...), y)...)
	full, bad := all.correlations()
	if bad != nil {
		return s, bad
	}
	s.r, s.ry = mat.NewSymDense(s.p, nil), mat.NewVecDense(s.p, nil)
	for i := range s.p {
		s.ry.SetVec(i, full.At(i, s.p))
		for j := range i + 1 {
			s.r.SetSym(i, j, full.At(i, j))
		}
	}
	var ok bool
	if s.inv, _, ok = invert(s.r); !ok {
		return s, &Note{Code: Singular}
	}
	if want := rowsPerPredictor * float64(s.p); s.n < want {
		s.notes = append(s.notes, Note{Code: FewRows, Args: []float64{s.n, want}})
	}
	return s, nil
}

func clampShare(v float64) float64 { return math.Max(0, math.Min(1, v)) }

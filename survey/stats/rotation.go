package stats

import (
	"math"
	"sort"

	"gonum.org/v1/gonum/mat"
)

// Rotation says how loadings are turned to be readable. The zero is invalid.
type Rotation int

// The rotations.
const (
	NoRotation Rotation = iota + 1
	Varimax             // orthogonal, what SPSS tables show
	Promax              // oblique, from varimax, power 4
	Oblimin             // oblique, direct quartimin (γ = 0)
)

func (r Rotation) valid() bool { return r >= NoRotation && r <= Oblimin }

// rotate turns raw loadings and orders the factors by variance explained, each
// with the sign that makes its loadings add up to a positive number.
//
// Varimax with Kaiser's normalisation (Kaiser 1958, Psychometrika 23:187);
// promax after Hendrickson & White 1964 with power 4, as R's promax; oblimin by
// gradient projection (Jennrich 2002, Psychometrika 67:7). The share explained by
// an oblique factor is Σ(pattern × structure)/p.
func (e *EFAResult) rotate(raw *mat.Dense, r Rotation) {
	_, m := raw.Dims()
	l, phi := raw, mat.Matrix(mat.NewDiagDense(m, ones(m)))
	if m > 1 {
		switch r {
		case Varimax:
			l, _ = varimax(raw)
		case Promax:
			l, phi = promax(raw)
		case Oblimin:
			l, phi = oblimin(raw)
		}
	}
	e.order(l, phi)
}

func (e *EFAResult) order(l *mat.Dense, phi mat.Matrix) {
	p, m := l.Dims()
	share, sign := make([]float64, m), make([]float64, m)
	var structure mat.Dense
	structure.Mul(l, phi)
	at := make([]int, m)
	for k := range m {
		at[k] = k
		sum := 0.0
		for i := range p {
			share[k] += l.At(i, k) * structure.At(i, k) / float64(p)
			sum += l.At(i, k)
		}
		sign[k] = math.Copysign(1, sum)
	}
	sort.SliceStable(at, func(a, b int) bool { return share[at[a]] > share[at[b]] })
	cum := 0.0
	e.Loadings, e.Phi = make([][]float64, p), make([][]float64, m)
	for a, k := range at {
		cum += share[k]
		e.Explained, e.Cumulative = append(e.Explained, share[k]), append(e.Cumulative, cum)
		for i := range p {
			e.Loadings[i] = append(e.Loadings[i], sign[k]*l.At(i, k))
		}
		for _, j := range at {
			e.Phi[a] = append(e.Phi[a], sign[k]*sign[j]*phi.At(k, j))
		}
	}
}

// varimax rotates by the singular value iteration of R's varimax.
func varimax(raw *mat.Dense) (rotated, turn *mat.Dense) {
	p, m := raw.Dims()
	scale := make([]float64, p)
	z := mat.NewDense(p, m, nil)
	for i, h := range communalities(raw) {
		scale[i] = math.Sqrt(h)
		for k := range m {
			if h > 0 {
				z.Set(i, k, raw.At(i, k)/scale[i])
			}
		}
	}
	turn = mat.NewDense(m, m, nil)
	for k := range m {
		turn.Set(k, k, 1)
	}
	var y mat.Dense
	before := 0.0
	for range 5000 {
		y.Mul(z, turn)
		b := mat.NewDense(p, m, nil)
		for k := range m {
			sq := 0.0
			for i := range p {
				sq += y.At(i, k) * y.At(i, k) / float64(p)
			}
			for i := range p {
				v := y.At(i, k)
				b.Set(i, k, v*v*v-v*sq)
			}
		}
		var zb mat.Dense
		zb.Mul(z.T(), b)
		d, q, ok := polar(&zb)
		if !ok {
			break
		}
		turn = q
		if d < before*(1+1e-14) {
			break
		}
		before = d
	}
	rotated = mat.NewDense(p, m, nil)
	rotated.Mul(raw, turn)
	return rotated, turn
}

// polar gives U·Vᵀ of the singular value decomposition and the sum of the
// singular values.
func polar(a *mat.Dense) (sum float64, q *mat.Dense, ok bool) {
	var svd mat.SVD
	if !svd.Factorize(a, mat.SVDThin) {
		return 0, nil, false
	}
	var u, v mat.Dense
	svd.UTo(&u)
	svd.VTo(&v)
	for _, s := range svd.Values(nil) {
		sum += s
	}
	q = &mat.Dense{}
	q.Mul(&u, v.T())
	return sum, q, true
}

// promax fits the varimax loadings to their own fourth powers.
func promax(raw *mat.Dense) (l *mat.Dense, phi mat.Matrix) {
	x, _ := varimax(raw)
	p, m := x.Dims()
	q := mat.NewDense(p, m, nil)
	for i := range p {
		for k := range m {
			v := x.At(i, k)
			q.Set(i, k, v*math.Pow(math.Abs(v), 3))
		}
	}
	identity := mat.NewDiagDense(m, ones(m))
	var u, xx, inv mat.Dense
	xx.Mul(x.T(), x)
	var xq mat.Dense
	xq.Mul(x.T(), q)
	if u.Solve(&xx, &xq) != nil {
		return x, identity
	}
	var uu mat.Dense
	uu.Mul(u.T(), &u)
	if inv.Inverse(&uu) != nil {
		return x, identity
	}
	for k := range m {
		s := math.Sqrt(inv.At(k, k))
		for i := range m {
			u.Set(i, k, u.At(i, k)*s)
		}
	}
	l = mat.NewDense(p, m, nil)
	l.Mul(x, &u)
	// Φ = (UᵀU)⁻¹, with unit diagonal by the scaling of U.
	uu.Mul(u.T(), &u)
	f := mat.NewDense(m, m, nil)
	if f.Inverse(&uu) != nil {
		return x, identity
	}
	return l, f
}

// oblimin rotates by gradient projection on oblique turns: pattern A·T⁻ᵀ,
// criterion ¼ΣΣ over pairs of columns of Σ l²·l².
func oblimin(raw *mat.Dense) (l *mat.Dense, phi mat.Matrix) {
	_, m := raw.Dims()
	t := mat.NewDense(m, m, nil)
	for k := range m {
		t.Set(k, k, 1)
	}
	l, f, g, ok := quartimin(raw, t)
	step := 1.0
	for range 5000 {
		if !ok {
			return raw, mat.NewDiagDense(m, ones(m))
		}
		gp, size := projected(t, g)
		if size < 1e-10 {
			break
		}
		step *= 2
		moved := false
		for range 60 {
			next := mat.NewDense(m, m, nil)
			next.Scale(-step, gp)
			next.Add(t, next)
			unitColumns(next)
			ln, fn, gn, fine := quartimin(raw, next)
			if fine && fn < f-size*size*step/2 {
				t, l, f, g, moved = next, ln, fn, gn, true
				break
			}
			step /= 2
		}
		if !moved {
			break
		}
	}
	p := mat.NewDense(m, m, nil)
	p.Mul(t.T(), t)
	return l, p
}

// quartimin gives the pattern, the criterion and its gradient in T.
func quartimin(raw, t *mat.Dense) (l *mat.Dense, f float64, g *mat.Dense, ok bool) {
	var inv mat.Dense
	if inv.Inverse(t) != nil {
		return nil, 0, nil, false
	}
	p, m := raw.Dims()
	l = mat.NewDense(p, m, nil)
	l.Mul(raw, inv.T())
	gq := mat.NewDense(p, m, nil)
	for i := range p {
		row := 0.0
		for k := range m {
			row += l.At(i, k) * l.At(i, k)
		}
		for k := range m {
			v := l.At(i, k)
			f += v * v * (row - v*v) / 4
			gq.Set(i, k, v*(row-v*v))
		}
	}
	var a mat.Dense
	a.Mul(l.T(), gq)
	g = mat.NewDense(m, m, nil)
	var ai mat.Dense
	ai.Mul(&a, &inv)
	g.Scale(-1, ai.T())
	return l, f, g, true
}

// projected removes from g what would change the lengths of T's columns.
func projected(t, g *mat.Dense) (gp *mat.Dense, size float64) {
	m, _ := t.Dims()
	gp = mat.NewDense(m, m, nil)
	for k := range m {
		dot := 0.0
		for i := range m {
			dot += t.At(i, k) * g.At(i, k)
		}
		for i := range m {
			v := g.At(i, k) - t.At(i, k)*dot
			gp.Set(i, k, v)
			size += v * v
		}
	}
	return gp, math.Sqrt(size)
}

func unitColumns(t *mat.Dense) {
	m, _ := t.Dims()
	for k := range m {
		s := 0.0
		for i := range m {
			s += t.At(i, k) * t.At(i, k)
		}
		for i := range m {
			t.Set(i, k, t.At(i, k)/math.Sqrt(s))
		}
	}
}

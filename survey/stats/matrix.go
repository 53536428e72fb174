package stats

import (
	"math"

	"gonum.org/v1/gonum/mat"
)

// correlations is the correlation matrix of a Cross; refused, with the reason,
// where a variable does not vary.
func (c Cross) correlations() (*mat.SymDense, *Note) {
	if i := c.constantItem(); i >= 0 {
		return nil, &Note{Code: ItemConstant, Args: []float64{float64(i)}}
	}
	r := mat.NewSymDense(c.K, nil)
	for i := range c.K {
		for j := range i + 1 {
			r.SetSym(i, j, c.r(i, j))
		}
	}
	return r, nil
}

// covariances is the sample covariance matrix of a Cross.
func (c Cross) covariances() *mat.SymDense {
	s := mat.NewSymDense(c.K, nil)
	for i := range c.K {
		for j := range i + 1 {
			v, _ := c.Cov(i, j)
			s.SetSym(i, j, v)
		}
	}
	return s
}

// conditionLimit is the condition number beyond which a matrix is taken for
// singular: a correlation of 1 − 1e-12 is a copy.
const conditionLimit = 1e12

// invert gives the inverse of a positive definite matrix and the logarithm of
// its determinant; ok is false where it is singular.
func invert(s *mat.SymDense) (inv *mat.SymDense, logDet float64, ok bool) {
	var ch mat.Cholesky
	if !ch.Factorize(s) || !(ch.Cond() < conditionLimit) {
		return nil, 0, false
	}
	inv = mat.NewSymDense(s.SymmetricDim(), nil)
	if err := ch.InverseTo(inv); err != nil {
		return nil, 0, false
	}
	return inv, ch.LogDet(), true
}

// eigen gives eigenvalues, largest first, and their vectors as columns; ok is
// false should the iteration fail. The sign of a vector is that which makes its
// sum positive, so that results do not hang on the platform.
func eigen(s *mat.SymDense) (values []float64, vectors *mat.Dense, ok bool) {
	var e mat.EigenSym
	if !e.Factorize(s, true) {
		return nil, nil, false
	}
	n := s.SymmetricDim()
	asc := e.Values(nil)
	var v mat.Dense
	e.VectorsTo(&v)
	values, vectors = make([]float64, n), mat.NewDense(n, n, nil)
	for j := range n {
		values[j] = asc[n-1-j]
		sum := 0.0
		for i := range n {
			sum += v.At(i, n-1-j)
		}
		for i := range n {
			vectors.Set(i, j, math.Copysign(1, sum)*v.At(i, n-1-j))
		}
	}
	return values, vectors, true
}

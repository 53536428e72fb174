package stats

import (
	"math"

	"gonum.org/v1/gonum/mat"
)

// MethodComponents names principal components.
const MethodComponents Method = "principal-components"

// components fills in a solution of principal components: the eigenvectors of
// the correlation matrix times the roots of their eigenvalues,
//
//	l_ik = v_ik·√λ_k
//
// over complete rows, then rotated. It is not a factor model – components
// explain all of the variance, errors included, so that loadings come out
// larger – but what SPSS makes unless told otherwise, and so what most
// published tables show. Source: Hotelling 1933, J. Educ. Psych. 24:417.
func (out *EFAResult) components(r *mat.SymDense, o EFAOptions) bool {
	values, vec, ok := eigen(r)
	if !ok {
		return false
	}
	p := len(values)
	l := mat.NewDense(p, o.Factors, nil)
	for k := range o.Factors {
		for i := range p {
			l.Set(i, k, vec.At(i, k)*math.Sqrt(math.Max(0, values[k])))
		}
	}
	out.Eigenvalues = values
	out.Communalities = communalities(l)
	out.rotate(l, o.Rotation)
	out.Defined = true
	return true
}

package load

import (
	"math"

	"servqual/survey"
)

// Pattern is what screening looks at in the answers of one response on one
// side (method A.17).
type Pattern struct {
	Given       int     // answers
	Longest     int     // the longest run of equal answers, blanks skipped
	Variability float64 // standard deviation of the answers, n − 1; 0 below two
}

// PatternsOf gives the pattern of each response. columns are the items in the
// order of the form, as answered: reversed items not recoded. There may be up
// to 127 of them.
// Sources: Johnson 2005 (runs); Dunn et al. 2018 (intra-individual variability).
func PatternsOf(columns [][]survey.Code) []Pattern {
	if len(columns) == 0 {
		return nil
	}
	n := len(columns[0])
	s := screenState{}
	s.room(eights(n))
	for _, col := range columns {
		s.perception = append(s.perception, append(make([]survey.Code, 0, eights(n)), col...)[:eights(n)])
	}
	for at := 0; at < n; at += 8 {
		s.runs(at)
	}
	out := make([]Pattern, n)
	for i := range out {
		out[i] = Pattern{Given: int(s.given[i]), Longest: int(s.longest[i]), Variability: math.Sqrt(variance(s.perception, i))}
	}
	return out
}

// variance is that of a row's answers, n − 1; 0 below two.
func variance(columns [][]survey.Code, row int) float64 {
	k, sum, squares := 0.0, 0.0, 0.0
	for _, col := range columns {
		if c := col[row]; c.Valid() {
			k, sum, squares = k+1, sum+float64(c), squares+float64(c)*float64(c)
		}
	}
	if k < 2 {
		return 0
	}
	return (squares - sum*sum/k) / (k - 1)
}

// DistancesOf gives the Mahalanobis distance D² of each complete row from the
// mean of all of them, and the 1 − p quantile of χ² above which screening marks
// a response as an outlier. ok is false where there are fewer than five rows
// for each column, or a column says nothing of its own.
func DistancesOf(rows [][]float64, p float64) (d2 []float64, limit float64, ok bool) {
	m := newOutlierModel(rows, p)
	if m == nil {
		return nil, 0, false
	}
	x := make([][abreast]float64, len(m.mean))
	for from := 0; from < len(rows); from += abreast {
		part := rows[from:min(from+abreast, len(rows))]
		for k, r := range part {
			for item := range x {
				x[item][k] = r[item]
			}
		}
		d := m.distances(x)
		d2 = append(d2, d[:len(part)]...)
	}
	return d2, m.limit, true
}

package recognise

import "math"

// moments sums a sample.
type moments struct{ n, sum, squares float64 }

func (m *moments) add(x float64) {
	m.n++
	m.sum += x
	m.squares += x * x
}

func (m moments) mean() float64 { return m.sum / m.n }

// variance is the sample variance, 0 below two values.
func (m moments) variance() float64 {
	if m.n < 2 {
		return 0
	}
	return max(0, (m.squares-m.sum*m.sum/m.n)/(m.n-1))
}

// welch is the statistic of Welch's test, 0 where it is not defined.
func welch(a, b moments) float64 {
	if a.n < 3 || b.n < 3 {
		return 0
	}
	se := math.Sqrt(a.variance()/a.n + b.variance()/b.n)
	if se == 0 {
		return 0
	}
	return (a.mean() - b.mean()) / se
}

// correlation is Pearson's r over the rows in which both columns have a number,
// with their count; 0 where it is not defined.
func correlation(x, y []float64) (r float64, n int) {
	var sx, sy, sxx, syy, sxy, k float64
	for i := range min(len(x), len(y)) {
		if math.IsNaN(x[i]) || math.IsNaN(y[i]) {
			continue
		}
		k++
		sx += x[i]
		sy += y[i]
		sxx += x[i] * x[i]
		syy += y[i] * y[i]
		sxy += x[i] * y[i]
	}
	vx, vy := sxx-sx*sx/k, syy-sy*sy/k
	if k < 3 || vx <= 1e-12 || vy <= 1e-12 {
		return 0, int(k)
	}
	return (sxy - sx*sy/k) / math.Sqrt(vx*vy), int(k)
}

// Correlate correlates the means of each row over two groups of columns.
func Correlate(a, b *Answers) (r float64, n int) { return correlation(a.means(), b.means()) }

// means is the mean of each row over the columns; NaN without answers.
func (a *Answers) means() []float64 {
	rows := 0
	for _, v := range a.cols {
		rows = max(rows, len(v.rows))
	}
	out := make([]float64, rows)
	for r := range out {
		sum, n := 0.0, 0.0
		for _, v := range a.cols {
			if r < len(v.rows) && v.rows[r] != none {
				sum += float64(v.rows[r])
				n++
			}
		}
		out[r] = sum / n
	}
	return out
}

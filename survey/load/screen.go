package load

import (
	"fmt"
	"math"

	"gonum.org/v1/gonum/mathext"

	"servqual/survey"
	"servqual/survey/issue"
)

// screenBlock marks the responses of the batch that look careless (method
// A.17). It sees the answers as given, before reversed items are recoded: who
// ticks one column all the way down does so across reversed items too.
func (w *worker) screenBlock(o *ScreenOptions) {
	if w.batch.N == 0 || len(w.p.slots) == 0 {
		return
	}
	perception, expectation := w.p.perception(), w.p.expectation()
	if len(expectation) > 0 && len(perception) > 0 && expectation[0] == perception[0] {
		expectation = nil
	}
	w.screen.look(w, perception, expectation, o)
	w.judgeRows(o, len(perception), len(expectation) > 0)
	w.inversions(o)
	w.outliers()
}

// minItems is how many perception items a check on their pattern needs.
const minItems = 10

// long is the length of a run of like answers that is too long.
func (o *ScreenOptions) long(items int) int {
	return int(math.Ceil(o.LongString*float64(items) - 1e-9))
}

// long is the length of a run among the perceptions that is too long on this
// form; above the number of items where none is.
func (p *plan) long(o *ScreenOptions, items int) int {
	if p.likely == nil {
		return o.long(items)
	}
	return p.likely.run
}

// marksSteady says whether perceptions that hardly vary are worth a mark on
// this form, marksBothAlike the same of two sides each answered alike.
func (p *plan) marksSteady() bool    { return p.likely == nil || p.likely.vary }
func (p *plan) marksBothAlike() bool { return p.likely == nil || p.likely.bothAlike }

// steady is how many changes make the variance large enough whatever they are:
// every other one is a pair of its own that adds ½ or more to Σ(x−m)². So c
// changes make a variance of c/4/(k−1) at least, and most rows need none
// computed.
func (o *ScreenOptions) steady(items int) int {
	return int(math.Ceil(4 * o.MinVariability * o.MinVariability * float64(items-1)))
}

func (w *worker) judgeRows(o *ScreenOptions, items int, twoSides bool) {
	s := &w.screen
	few := int(math.Ceil(o.MinAnswered * float64(len(w.p.slots))))
	for i := range w.batch.N {
		if s.near[i] != 0 {
			w.judgePattern(o, i, items, twoSides)
		}
		if w.p.took >= 0 {
			w.speed(o, i)
		}
		if int(s.all[i]) < few && w.batch.Flags[i]&survey.FlagUnfinished == 0 {
			w.log.record(logKey{col: -1, code: issue.TooFewAnswers, got: outOf(int(s.all[i]), len(w.p.slots))}, int(w.batch.Rows[i].Number))
		}
		if w.p.swap {
			w.batch.Flags[i] |= survey.FlagSwapped
		}
	}
}

// outOf is how a part of the answers is quoted.
func outOf(part, all int) string { return itoa(part) + " / " + itoa(all) }

// judgePattern marks a response whose perceptions hardly differ.
func (w *worker) judgePattern(o *ScreenOptions, i, items int, twoSides bool) {
	s, number := &w.screen, int(w.batch.Rows[i].Number)
	given, longest := int(s.given[i]), int(s.longest[i])
	constant := longest == given && given >= 5 && items <= maxPattern
	straight := o.LongString > 0 && (items >= minItems && longest >= w.p.long(o, items) || constant && twoSides && s.same[i] != 0 && w.p.marksBothAlike())
	if straight {
		w.batch.Flags[i] |= survey.FlagStraightLine
		w.log.record(logKey{col: -1, code: issue.StraightLine, got: outOf(longest, given)}, number)
	}
	if w.p.marksSteady() && given >= minItems && int(s.changes[i]) < o.steady(items) && variance(s.perception, i) < o.MinVariability*o.MinVariability {
		w.batch.Flags[i] |= survey.FlagLowVariability
		if !straight {
			w.log.record(logKey{col: -1, code: issue.LowVariability}, number)
		}
	}
}

// speed marks responses given faster than one can read: less than two seconds
// an answer, or a third of the median duration.
func (w *worker) speed(o *ScreenOptions, i int) {
	took := int(w.rows[i].took)
	answers := int(w.screen.all[i])
	if took <= 0 || answers < 5 {
		return
	}
	fast := o.SecondsPerItem > 0 && float64(took) < o.SecondsPerItem*float64(answers)
	if fast || o.MedianShare > 0 && w.p.median > 0 && float64(took) < o.MedianShare*float64(w.p.median) {
		w.batch.Flags[i] |= survey.FlagSpeeder
		w.log.record(logKey{col: w.p.took, code: issue.Speeder, got: fmt.Sprintf("< %d s", (took/30+1)*30)}, int(w.batch.Rows[i].Number))
	}
}

// inversions counts items whose minimum is above the desired level.
func (w *worker) inversions(o *ScreenOptions) {
	if len(w.p.pairs) == 0 {
		return
	}
	limit := o.InversionShare * float64(len(w.p.pairs))
	for i := range w.batch.N {
		k := 0
		for _, p := range w.p.pairs {
			lo, hi := w.batch.Answers[w.p.slots[p[0]].slot][i], w.batch.Answers[w.p.slots[p[1]].slot][i]
			if lo.Valid() && hi.Valid() && lo > hi {
				k++
			}
		}
		if k == 0 {
			continue
		}
		if o.InversionShare > 0 && float64(k) > limit {
			w.batch.Flags[i] |= survey.FlagInversions
		}
		w.log.record(logKey{col: -1, code: issue.Inversion, got: outOf(k, len(w.p.pairs))}, int(w.batch.Rows[i].Number))
	}
}

// outlierRows is how far down a table outliers are looked for: the distance
// costs more than reading the row, and what it finds is only worth a look.
const outlierRows = 100_000

// outliers marks complete responses whose perceptions lie far from the others'
// by Mahalanobis distance: D² above the χ² quantile (method A.17).
func (w *worker) outliers() {
	m := w.p.model
	if m == nil || int(w.batch.Rows[0].Number) > outlierRows {
		return
	}
	slots := w.p.perception()
	if len(slots) > maxPattern {
		return
	}
	points := room(w.screen.points, len(m.mean))
	w.screen.points = points
	var rows [abreast]int
	n := 0
	settle := func() {
		d := m.distances(points)
		for k, i := range rows[:n] {
			if d[k] > m.limit {
				w.batch.Flags[i] |= survey.FlagOutlier
				w.log.record(logKey{col: -1, code: issue.Outlier}, int(w.batch.Rows[i].Number))
			}
		}
		n = 0
	}
rows:
	for i := range w.batch.N {
		for k, s := range slots {
			c := w.batch.Answers[w.p.slots[s].slot][i]
			if !c.Valid() {
				continue rows
			}
			points[k][n] = float64(c)
		}
		rows[n] = i
		if n++; n == abreast {
			settle()
		}
	}
	settle()
}

// outlierModel is the mean and the Cholesky factor of the covariance of the
// sampled perceptions.
type outlierModel struct {
	mean  []float64
	chol  [][]float64 // lower triangle
	limit float64
}

// newOutlierModel needs five complete rows for each item, and a covariance of
// full rank; else there is no model.
//
// D² = (x − m)' S⁻¹ (x − m), S with N − 1; limit: the 1 − p quantile of χ² with
// as many degrees of freedom as items.
func newOutlierModel(rows [][]float64, p float64) *outlierModel {
	if len(rows) == 0 || p <= 0 || len(rows[0]) < 5 || len(rows) < 5*len(rows[0]) {
		return nil
	}
	k := len(rows[0])
	m := &outlierModel{mean: make([]float64, k), limit: 2 * mathext.GammaIncRegCompInv(float64(k)/2, p)}
	for _, r := range rows {
		for j, x := range r {
			m.mean[j] += x / float64(len(rows))
		}
	}
	cov := make([][]float64, k)
	for a := range cov {
		cov[a] = make([]float64, a+1)
		for b := range cov[a] {
			for _, r := range rows {
				cov[a][b] += (r[a] - m.mean[a]) * (r[b] - m.mean[b]) / float64(len(rows)-1)
			}
		}
	}
	for a := range cov { // Cholesky in place
		for b := 0; b <= a; b++ {
			sum := cov[a][b]
			for c := 0; c < b; c++ {
				sum -= cov[a][c] * cov[b][c]
			}
			if a == b {
				if sum < 1e-9 {
					return nil
				}
				cov[a][a] = math.Sqrt(sum)
			} else {
				cov[a][b] = sum / cov[b][b]
			}
		}
	}
	m.chol = cov
	return m
}

// abreast is how many points are measured at a time: each step of one waits for
// the step before, and the others' steps fit in between. It halves the time.
const abreast = 4

// distances are D² by forward substitution: L z = x − m, D² = z'z. x, by
// item and point, is used up.
func (m *outlierModel) distances(x [][abreast]float64) (d [abreast]float64) {
	for a := range x {
		mean, row := m.mean[a], m.chol[a]
		z0, z1, z2, z3 := x[a][0]-mean, x[a][1]-mean, x[a][2]-mean, x[a][3]-mean
		for b := range x[:a] {
			c, y := row[b], &x[b]
			z0 -= c * y[0]
			z1 -= c * y[1]
			z2 -= c * y[2]
			z3 -= c * y[3]
		}
		z := [abreast]float64{z0 / row[a], z1 / row[a], z2 / row[a], z3 / row[a]}
		x[a] = z
		for k := range d {
			d[k] += z[k] * z[k]
		}
	}
	return d
}

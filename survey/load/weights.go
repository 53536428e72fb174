package load

import (
	"math"
	"strings"

	"servqual/survey/issue"
	"servqual/survey/sheet"
	"servqual/survey/wording"
)

// weights reads the respondent's points in hundredths of a point. Shares that
// add up to one are taken times 100; dimensions left blank have no points when
// the others make up the whole.
func (w *worker) weights(b *sheet.Block, at func(int) sheet.Packed, row, number int) bool {
	if w.p.dims == nil || w.p.dimsJoined {
		return false
	}
	if w.whole[row] {
		return true
	}
	sum, given, top := 0.0, 0, 0.0
	for d, col := range w.p.dims {
		if col < 0 {
			continue
		}
		p := at(col)
		w.batch.Weights[d][row] = -1
		if p.Kind() == sheet.Empty {
			continue
		}
		x, ok := w.points(b, p, col, number)
		if !ok {
			continue
		}
		given++
		sum += x
		top = max(top, x)
		w.batch.Weights[d][row] = int32(math.Round(x * 100))
	}
	if given == 0 {
		return false
	}
	if top <= 1 && sum > 0.9 && sum < 1.1 {
		sum *= 100
		for d, col := range w.p.dims {
			if col >= 0 && w.batch.Weights[d][row] >= 0 {
				x, _ := w.points(b, at(col), col, number)
				w.batch.Weights[d][row] = int32(math.Round(x * 10000))
			}
		}
	}
	if w.p.weighing != asPoints {
		return w.rescaleWeights(row, sum)
	}
	w.completeWeights(row, sum, given)
	switch off := math.Abs(sum - 100); {
	case off > weightsTolerance:
		w.log.add(logKey{col: w.firstWeight(), code: issue.WeightsInvalid, got: "Σ = " + trimFloat(sum)}, number)
	case off > weightsRounding:
		w.log.add(logKey{col: w.firstWeight(), code: issue.WeightsOff, got: "Σ = " + trimFloat(sum)}, number)
	}
	return true
}

// rescaleWeights makes points of ratings: each as its share of their sum. Ranks
// are left out, since nothing tells which end is the important one.
func (w *worker) rescaleWeights(row int, sum float64) bool {
	for d, col := range w.p.dims {
		if v := &w.batch.Weights[d]; col >= 0 && (*v)[row] >= 0 {
			if w.p.weighing == asRanks || sum <= 0 {
				(*v)[row] = -1
				continue
			}
			(*v)[row] = int32(math.Round(float64((*v)[row]) / sum * 100))
		}
	}
	return true
}

func (w *worker) firstWeight() int {
	for _, col := range w.p.dims {
		if col >= 0 {
			return col
		}
	}
	return -1
}

func (w *worker) completeWeights(row int, sum float64, given int) {
	if given < 2 || math.Abs(sum-100) > weightsTolerance {
		return
	}
	for d, col := range w.p.dims {
		if col >= 0 && w.batch.Weights[d][row] < 0 {
			w.batch.Weights[d][row] = 0
		}
	}
}

// points reads one weight: 32, 32.5, 32%, 32分, 0.32 under a percent format.
func (w *worker) points(b *sheet.Block, p sheet.Packed, col, number int) (float64, bool) {
	if p.IsSmall() {
		return w.inRange(float64(p.Value()), b, p, col, number)
	}
	if p.Kind() == sheet.Number {
		x, ok := b.Num(p)
		if ok && p.Percent() {
			x *= 100
		}
		if ok {
			return w.inRange(x, b, p, col, number)
		}
	}
	if p.Kind() == sheet.Text {
		s := strings.TrimSpace(strings.TrimSuffix(strings.TrimSuffix(wording.Clean(b.Text(p)), "%"), "分"))
		if x, ok := sheet.ParseNumber(s); ok {
			return w.inRange(x, b, p, col, number)
		}
		if s == "" || wording.IsSkipped(s) || w.p.decode.missing[s] {
			return 0, false
		}
	}
	w.log.add(logKey{col: col, why: probWeight, got: excerpt(b, p)}, number)
	return 0, false
}

func (w *worker) inRange(x float64, b *sheet.Block, p sheet.Packed, col, number int) (float64, bool) {
	if x >= 0 && x <= 10_000 {
		return x, true
	}
	w.log.add(logKey{col: col, why: probWeight, got: excerpt(b, p)}, number)
	return 0, false
}

func trimFloat(x float64) string {
	s := strings.TrimRight(strings.TrimRight(itoaFixed(x), "0"), ".")
	if s == "" {
		return "0"
	}
	return s
}

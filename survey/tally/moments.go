package tally

import (
	"math"
	"math/big"
	"math/bits"

	"servqual/survey/stats"
)

// moments are the number, the sum and the sum of squares of int64 keys, exact:
// what mean, standard deviation and interval of the totals follow from. The
// totals weighted with own points have nearly as many distinct values as there
// are respondents; counting them in a hash table took 0.45 s of a million
// respondents, and room that grew with them.
type moments struct {
	n      int64
	sum    wide
	square wide
}

func (m *moments) add(key int64) {
	m.n++
	m.sum.add(key)
	m.square.addSquare(key)
}

// addMany adds a key n times.
func (m *moments) addMany(key, n int64) {
	m.n += n
	m.sum.addProduct(key, n)
	hi, lo := bits.Mul64(magnitude(key), magnitude(key))
	top, low := bits.Mul64(lo, uint64(n))
	m.square.merge(wide{int64(hi)*n + int64(top), low})
}

func (m *moments) merge(o *moments) {
	m.n += o.n
	m.sum.merge(o.sum)
	m.square.merge(o.square)
}

// view hands the moments to the statistics. Σ(x−x̄)² = Σx² − (Σx)²/n is taken
// in whole numbers, as n·Σx² − (Σx)², so that nothing cancels.
func (m *moments) view(unit int64) stats.Moments {
	sum := m.sum.big()
	c := new(big.Int).Mul(m.square.big(), big.NewInt(m.n))
	c.Sub(c, new(big.Int).Mul(sum, sum))
	centred, _ := new(big.Float).SetInt(c).Float64()
	return stats.Moments{Unit: float64(unit), N: float64(m.n), Sum: m.sum.float(), Centred: centred}
}

// wide is an integer of 128 bits, two's complement.
type wide struct {
	hi int64
	lo uint64
}

func (w *wide) add(x int64) { w.merge(wide{x >> 63, uint64(x)}) }

func (w *wide) merge(o wide) {
	var carry uint64
	w.lo, carry = bits.Add64(w.lo, o.lo, 0)
	w.hi += o.hi + int64(carry)
}

func (w *wide) addSquare(x int64) {
	hi, lo := bits.Mul64(magnitude(x), magnitude(x))
	w.merge(wide{int64(hi), lo})
}

func (w *wide) addProduct(x, y int64) {
	hi, lo := bits.Mul64(magnitude(x), magnitude(y))
	p := wide{int64(hi), lo}
	if (x < 0) != (y < 0) {
		p = p.negated()
	}
	w.merge(p)
}

func (w wide) negated() wide {
	lo, borrow := bits.Sub64(0, w.lo, 0)
	return wide{-w.hi - int64(borrow), lo}
}

func magnitude(x int64) uint64 {
	if x < 0 {
		return -uint64(x)
	}
	return uint64(x)
}

func (w wide) big() *big.Int {
	b := new(big.Int).Lsh(big.NewInt(w.hi), 64)
	return b.Add(b, new(big.Int).SetUint64(w.lo))
}

// float is the nearest float64.
func (w wide) float() float64 {
	if w.hi == int64(w.lo)>>63 { // fits 64 bits, as nearly always
		return float64(int64(w.lo))
	}
	if w.hi < 0 {
		return -w.negated().float()
	}
	// The bits below the 64 leading ones only decide a tie.
	n := 64 - bits.LeadingZeros64(uint64(w.hi))
	head := uint64(w.hi)<<(64-n) | w.lo>>n
	if w.lo<<(64-n) != 0 {
		head |= 1
	}
	return math.Ldexp(float64(head), n)
}

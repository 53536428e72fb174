package load

import (
	"math/rand/v2"
	"slices"
	"testing"

	"servqual/survey"
)

// columnsOf are columns of n codes: answers up to high and every kind of none.
func columnsOf(r *rand.Rand, columns, n, high int) [][]survey.Code {
	out := make([][]survey.Code, columns)
	for k := range out {
		out[k] = make([]survey.Code, n)
		for i := range out[k] {
			switch {
			case r.IntN(12) == 0:
				out[k][i] = survey.Missing + survey.Code(r.IntN(3))
			default:
				out[k][i] = survey.Code(r.IntN(high + 1))
			}
		}
	}
	return out
}

// byRow screens one row by itself: the perceptions one after the other.
func (s *pairScreening) byRow(row int) (near bool, given uint16) {
	half := len(s.Middle)
	changes, inMiddle := 0, false
	for k := 1; k < 2*half; k++ {
		before, now := s.perception(k-1, row), s.perception(k, row)
		if before.Valid() && now.Valid() && before != now {
			changes++
			inMiddle = inMiddle || s.Middle[k%half]>>(k/half*4)&1 == 1
		}
	}
	for _, p := range s.Pairs {
		for _, c := range []survey.Code{p.Low[row], p.High[row]} {
			if c.Valid() {
				given++
			}
		}
	}
	return changes < s.Enough || !inMiddle, given
}

func (s *pairScreening) perception(k, row int) survey.Code {
	if half := len(s.Middle); k >= half {
		return s.Pairs[k-half].High[row]
	}
	return s.Pairs[k].Low[row]
}

// rows finds of each row what the row shows by itself, for any number of rows and
// columns.
func TestScreening(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	var s pairScreening // used again
	for round := range 1200 {
		n := round / 4 % 26 * 8
		pairs := 1 + r.IntN(127)
		half := 1 + r.IntN(min(pairs, mostPairs))
		columns := columnsOf(r, 2*pairs, n, 1+r.IntN(7))
		s.Pairs, s.Middle, s.Enough = s.Pairs[:0], s.Middle[:0], 1+r.IntN(0x80)
		if round%2 == 0 {
			s.Enough = 1 + r.IntN(2*half)
		}
		for k := range pairs {
			s.Pairs = append(s.Pairs, columnPair{slices.Clip(columns[2*k]), slices.Clip(columns[2*k+1])})
		}
		for range half {
			s.Middle = append(s.Middle, uint64(r.IntN(2)*0x01+r.IntN(2)*0x10)*ones)
		}
		near, given, hash := make([]uint8, n), make([]uint16, n), make([]uint64, n)
		for i := range hash { // nothing depends on what stood there
			near[i], given[i], hash[i] = uint8(r.Uint32()), uint16(r.Uint32()), r.Uint64()
		}
		s.rows(near, given, hash)
		for row := range n {
			if isNear, all := s.byRow(row); isNear != (near[row] != 0) || all != given[row] {
				t.Fatalf("round %d, row %d: near %#x, %d answers; by itself %t, %d", round, row, near[row], given[row], isNear, all)
			}
		}
	}
}

// What does not fit is refused before anything is read.
func TestScreeningOfWrongLengths(t *testing.T) {
	col := make([]survey.Code, 64)
	good := func() *pairScreening {
		return &pairScreening{Pairs: []columnPair{{col, col}}, Middle: []uint64{0}, Enough: 1}
	}
	for k, do := range []func(){
		func() { good().rows(make([]uint8, 33), make([]uint16, 33), make([]uint64, 33)) },
		func() { good().rows(make([]uint8, 32), make([]uint16, 40), make([]uint64, 32)) },
		func() { good().rows(make([]uint8, 32), make([]uint16, 32), make([]uint64, 24)) },
		func() { good().rows(make([]uint8, 72), make([]uint16, 72), make([]uint64, 72)) },
		func() {
			s := good()
			s.Pairs = []columnPair{{col, col[:31:31]}}
			s.rows(make([]uint8, 32), make([]uint16, 32), make([]uint64, 32))
		},
		func() {
			s := good()
			s.Middle = make([]uint64, 2)
			s.rows(make([]uint8, 32), make([]uint16, 32), make([]uint64, 32))
		},
		func() {
			s := good()
			s.Middle = nil
			s.rows(make([]uint8, 32), make([]uint16, 32), make([]uint64, 32))
		},
		func() {
			s := good()
			s.Enough = 0
			s.rows(make([]uint8, 32), make([]uint16, 32), make([]uint64, 32))
		},
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("call %d is not refused", k)
				}
			}()
			do()
		}()
	}
}

// Rows that are nearly alike have hashes as different as any: of two million
// that differ in one answer or two from rows of one answer, or count up, none
// have the same hash, nor the same upper 40 bits more often than chance. One
// multiplication a word is not enough: what differs in its highest bits comes
// out in few bits, which the next word's difference takes back.
func TestHashesOfPairedColumns(t *testing.T) {
	const items, block = 44, 512
	seen := make(map[uint64]struct{}, 1<<21)
	upper, pairs := make(map[uint64]struct{}, 1<<21), 0
	columns := make([][]survey.Code, items)
	for k := range columns {
		columns[k] = make([]survey.Code, block)
	}
	s := pairScreening{Middle: make([]uint64, items/4), Enough: 1}
	for k := range items / 2 {
		s.Pairs = append(s.Pairs, columnPair{columns[k], columns[items/2+k]})
	}
	near, given, hash := make([]uint8, block), make([]uint16, block), make([]uint64, block)
	n := 0
	flush := func() {
		s.rows(near, given, hash)
		for _, h := range hash[:n] {
			if _, ok := seen[h]; ok {
				t.Fatal("different rows have one hash")
			}
			seen[h] = struct{}{}
			if _, ok := upper[h>>24]; ok {
				pairs++
			}
			upper[h>>24] = struct{}{}
		}
		n = 0
	}
	row := make([]survey.Code, items)
	add := func() {
		for k, c := range row {
			columns[k][n] = c
		}
		if n++; n == block {
			flush()
		}
	}
	answers := []survey.Code{1, 2, 3, 4, 5, 6, 7, survey.Missing}
	for _, base := range answers {
		for k := range row {
			row[k] = base
		}
		add()
		for a := range row {
			for _, x := range answers {
				if x == base {
					continue
				}
				row[a] = x
				add()
				for b := range a {
					for _, y := range answers {
						if y != base {
							row[b] = y
							add()
						}
					}
					row[b] = base
				}
			}
			row[a] = base
		}
	}
	for i := range 1_600_000 { // eight digits of seven answers, after ones and twos
		for k := items - 1; k >= items-8; k, i = k-1, i/7 {
			row[k] = survey.Code(1 + i%7)
		}
		for k := range items - 8 {
			row[k] = survey.Code(1 + k%2)
		}
		add()
	}
	flush()
	if len(seen) < 1_900_000 {
		t.Fatalf("only %d rows", len(seen))
	}
	// By chance n²/2^41 of them: 1.8.
	if pairs > 10 {
		t.Errorf("%d pairs of %d rows have the same upper 40 bits", pairs, len(seen))
	}
}

func BenchmarkScreening(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 2))
	columns := columnsOf(r, 44, 576, 7)
	s := pairScreening{Middle: make([]uint64, 11), Enough: 8}
	for k := range 22 {
		s.Pairs = append(s.Pairs, columnPair{columns[2*k], columns[2*k+1]})
	}
	near, given, hash := make([]uint8, 576), make([]uint16, 576), make([]uint64, 576)
	perRow := func(b *testing.B) {
		b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/576, "ns/row")
	}
	b.Run("rows", func(b *testing.B) {
		for b.Loop() {
			s.rows(near, given, hash)
		}
		perRow(b)
	})
}

package tally

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// TestItemSumsAreThoseOfTheCells reads an item's joint counts cell by cell: few
// rows, as many as a byte holds, all of them in one cell, none on one side.
func TestItemSumsAreThoseOfTheCells(t *testing.T) {
	r := rand.New(rand.NewPCG(9, 9))
	for k := range 2000 {
		joint := make([]uint8, 64)
		first, second := 1+r.IntN(8), 1+r.IntN(8) // states in use
		corner := 8*(second-1) + first - 1
		for range []int{1, 83, byteRows}[k%3] {
			at := corner
			if k%5 > 0 {
				at = 8*r.IntN(second) + r.IntN(first)
			}
			joint[at]++
		}
		shift := int64(r.IntN(21) - 11)
		want := make([]int64, 9)
		add := func(to []int64, n, v int64) {
			to[0] += n
			to[1] += n * v
			to[2] += n * v * v
		}
		for at, n := range joint {
			e, p := int64(at&7), int64(at>>3)
			if e > 0 {
				add(want[0:], int64(n), e+shift)
			}
			if p > 0 {
				add(want[3:], int64(n), p+shift)
			}
			if e > 0 && p > 0 {
				add(want[6:], int64(n), p-e)
			}
		}
		var all [16]uint64
		got := make([]int64, 9)
		itemSums(joint, &all, shift, got)
		if !slices.Equal(got, want) {
			t.Fatalf("sums %v of %v, want %v", got, joint, want)
		}
		for at, n := range joint {
			lane := all[at>>3<<1|at&1] >> (at & 7 >> 1 * 16) & 0xffff
			if lane != uint64(n) {
				t.Fatalf("cell %d: %d in lanes, want %d", at, lane, n)
			}
		}
	}
}

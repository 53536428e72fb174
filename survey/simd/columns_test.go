package simd

import (
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"
)

// The columns of any rows are those that eight rows at a time have, and nothing
// beside them is written.
func TestColumns(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for words := range 26 {
		for at := range 9 {
			var rows [32][]uint64
			for k := range rows {
				row := make([]uint64, r.IntN(3)+words)
				for w := range row {
					row[w] = r.Uint64()
				}
				rows[k] = slices.Clip(row)
			}
			got := make([]Column, 8*words+r.IntN(3))
			for k := range got {
				for w := range got[k] {
					got[k][w] = r.Uint64()
				}
			}
			want := slices.Clone(got)
			ToColumns(&rows, words, got, at)
			toColumns(&rows, words, want, at)
			if !slices.Equal(got, want) {
				t.Fatalf("%d words at %d are not what eight rows at a time are", words, at)
			}
			for k := range 8 * words {
				for row := range rows {
					c := got[k][at+row/8] >> (row % 8 * 8) & 0xFF
					if b := rows[row][k/8] >> (k % 8 * 8) & 0xFF; b != c {
						t.Fatalf("byte %d of row %d is %#x, in its column %#x", k, row, b, c)
					}
				}
			}
		}
	}
}

// What does not fit is refused before anything is read.
func TestColumnsOfWrongLengths(t *testing.T) {
	var rows [32][]uint64
	for k := range rows {
		rows[k] = make([]uint64, 3)
	}
	short := rows
	short[31] = short[31][:2]
	for k, do := range []func(){
		func() { ToColumns(&rows, 3, make([]Column, 23), 0) },
		func() { ToColumns(&rows, 3, make([]Column, 24), 9) },
		func() { ToColumns(&rows, 3, make([]Column, 24), -1) },
		func() { ToColumns(&rows, -1, make([]Column, 24), 0) },
		func() { ToColumns(&short, 3, make([]Column, 24), 0) },
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

// TestFetch: rows are as they were, and there may be rows of no words.
func TestFetch(t *testing.T) {
	rows := [][]uint64{{1, 2, 3}, {}, nil, {4}, make([]uint64, 7)[7:]}
	Fetch(rows)
	Fetch(nil)
	if !reflect.DeepEqual(rows, [][]uint64{{1, 2, 3}, {}, nil, {4}, {}}) {
		t.Error(rows)
	}
}

package sheet

import (
	"context"
	"testing"
)

// benchmarkBlocks reads the first sheet with one worker and adds up its
// answers, so that the cells are really looked at.
func benchmarkBlocks(b *testing.B, name string, data []byte, cols int) {
	opt := Default()
	opt.Workers = 1
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	cells, sum := 0, 0
	for b.Loop() {
		book, err := OpenBytes(name, data, opt)
		if err != nil {
			b.Fatal(err)
		}
		cells = 0
		err = book.Blocks(context.Background(), 0, func(_ int, blk *Block) error {
			cells += blk.N * cols
			for c := range blk.Cols {
				for _, d := range blk.Digits(c) {
					sum += int(d)
				}
			}
			return nil
		})
		if err != nil {
			b.Fatal(err)
		}
	}
	if sum == 0 {
		b.Fatal("no answers")
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(cells), "ns/cell")
}

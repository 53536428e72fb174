package sheet

import (
	"context"
	"fmt"
	"sort"
	"sync"
	"testing"
)

// grid collects all rows of a sheet by number, as texts; a cell that is not
// plain text or a plain number is marked by its kind.
func grid(t testing.TB, b *Book, sheet int) map[int][]string {
	t.Helper()
	var mu sync.Mutex
	out := make(map[int][]string)
	err := b.Blocks(context.Background(), sheet, func(_ int, blk *Block) error {
		mu.Lock()
		defer mu.Unlock()
		for i := 0; i < blk.N; i++ {
			row := []string{}
			for c := 0; c < blk.Cols; c++ {
				row = append(row, show(blk.Cell(i, c)))
			}
			for len(row) > 0 && row[len(row)-1] == "" {
				row = row[:len(row)-1]
			}
			if _, twice := out[blk.First+i]; twice {
				return fmt.Errorf("row %d delivered twice", blk.First+i)
			}
			out[blk.First+i] = row
		}
		return nil
	})
	if err != nil {
		t.Fatalf("Blocks: %v", err)
	}
	return out
}

func show(c Cell) string {
	switch c.Kind {
	case Empty:
		if c.Has(NoValue) {
			return "?formula"
		}
		return ""
	case Bool, Error, Date:
		return c.Kind.String() + ":" + c.Text
	}
	if c.Has(Percent) {
		return "percent:" + c.Text
	}
	return c.Text
}

func rowNumbers(g map[int][]string) []int {
	out := make([]int, 0, len(g))
	for r := range g {
		out = append(out, r)
	}
	sort.Ints(out)
	return out
}

func openBytes(t testing.TB, name string, data []byte, opt Options) *Book {
	t.Helper()
	b, err := OpenBytes(name, data, opt)
	if err != nil {
		t.Fatalf("OpenBytes(%s): %v", name, err)
	}
	return b
}

package tally

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"servqual/survey"
)

// responses makes n respondents of a two-sided study: 3 in a hundred answers
// missing, points that mostly add up, 500 units × 24 months in random order.
func responses(n int, seed uint64) *survey.Batch {
	r := rand.New(rand.NewPCG(seed, 1))
	b := &survey.Batch{N: n, Answers: make([][]survey.Code, 44), Weights: make([][]int32, 5), Flags: make([]survey.Flag, n)}
	for i := range b.Answers {
		b.Answers[i] = make([]survey.Code, n)
		for k := range n {
			b.Answers[i][k] = survey.Code(1 + r.IntN(7))
			if r.IntN(33) == 0 {
				b.Answers[i][k] = survey.Missing
			}
		}
	}
	for d := range b.Weights {
		b.Weights[d] = make([]int32, n)
	}
	for k := range n {
		left := int32(100)
		for d := range 4 {
			w := int32(r.IntN(int(left)/2 + 1))
			b.Weights[d][k], left = 100*w, left-w
		}
		b.Weights[4][k] = 100 * left
	}
	overall := survey.Score{Field: "overall", Codes: make([]survey.Code, n)}
	unit, wave := survey.Category{Field: "unit", Codes: make([]int32, n)}, survey.Category{Field: "wave", Codes: make([]int32, n)}
	for k := range 500 {
		unit.Names = append(unit.Names, fmt.Sprintf("unit %d", k))
	}
	for k := range 24 {
		wave.Names = append(wave.Names, fmt.Sprintf("2026-%02d", k))
	}
	for k := range n {
		overall.Codes[k] = survey.Code(1 + r.IntN(10))
		unit.Codes[k], wave.Codes[k] = int32(r.IntN(500)), int32(r.IntN(24))
	}
	b.Scores, b.Groups = []survey.Score{overall}, []survey.Category{unit, wave}
	return b
}

func perRow(b *testing.B, rows int) {
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(rows), "ns/row")
}

// BenchmarkAdd packs respondents of 12,000 segments.
func BenchmarkAdd(b *testing.B) {
	batch := responses(4000, 1)
	p := NewPlan(study(), Options{})
	s := NewSet(p, "unit", "wave")
	b.ReportAllocs()
	for n := 0; b.Loop(); n++ {
		if n%16 == 0 {
			s = NewSet(p, "unit", "wave")
		}
		s.Add(batch)
	}
	perRow(b, batch.N)
}

// BenchmarkTotal folds the packed rows as they stand.
func BenchmarkTotal(b *testing.B) {
	s := NewSet(NewPlan(study(), Options{}), "unit", "wave")
	s.Add(responses(60000, 1))
	for b.Loop() {
		s.changed()
		s.Total().need(partUsual)
	}
	perRow(b, 60000)
}

// BenchmarkSegments sorts the rows by segment and folds each segment, as many
// rows in each as in a million among 12,000.
func BenchmarkSegments(b *testing.B) {
	s := NewSet(NewPlan(study(), Options{}), "unit")
	s.Add(responses(41500, 1))
	for b.Loop() {
		s.changed()
		for _, x := range s.Segments() {
			x.Tally.need(partUsual)
			x.Tally.Release()
		}
	}
	perRow(b, 41500)
}

// BenchmarkBlock folds one block, part by part.
func BenchmarkBlock(b *testing.B) {
	p := NewPlan(study(), Options{})
	s := NewSet(p)
	s.Add(responses(maxBlock, 1))
	t, f := newTables(p), newFolder(p)
	rows := f.rows
	for r := range maxBlock {
		copy(rows[r*p.layout.words:(r+1)*p.layout.words], s.chunks[0].words[r*p.layout.words:])
	}
	for _, x := range []struct {
		name string
		do   func()
	}{
		{"items", func() { f.countItems(t, rows, maxBlock) }},
		{"dimensions", func() {
			for d := range p.dims {
				f.addDimension(t, 0, d, rows, maxBlock, true)
			}
		}},
		{"dimensions in general", func() {
			for d := range p.dims {
				f.dimension(t, 0, d, rows, maxBlock, true)
			}
		}},
		{"totals", func() {
			for m := range t.totals {
				t.totals[m].freq.plain.reset()
				t.totals[m].freq.weighted.reset()
			}
			f.addTotals(t, rows, maxBlock, partUsual|partTotals)
		}},
		{"outcomes", func() { f.countOutcomes(t, rows, maxBlock) }},
		{"totals, moments", func() { f.addTotals(t, rows, maxBlock, partUsual) }},
		{"scores", func() { f.addScores(t, rows, maxBlock, partScores|partOutcomes) }},
	} {
		b.Run(x.name, func(b *testing.B) {
			for b.Loop() {
				x.do()
			}
			perRow(b, maxBlock)
		})
	}
}

// BenchmarkMerge adds one tally to another.
func BenchmarkMerge(b *testing.B) {
	p := NewPlan(study(), Options{})
	s := NewSet(p)
	s.Add(responses(100, 1))
	x, y := NewTally(p), NewTally(p)
	y.need(allParts)
	x.Merge(s.Segments()[0].Tally)
	for b.Loop() {
		y.tables.mergeUsual(x.tables)
	}
}

// BenchmarkCounting adds keys as dimension totals have them to our table and to
// a map: the gain that table.go speaks of.
func BenchmarkCounting(b *testing.B) {
	keys := make([]uint64, 4096)
	r := rand.New(rand.NewPCG(5, 6))
	for i := range keys {
		keys[i] = uint64(r.IntN(1500)) << 20
	}
	b.Run("table", func(b *testing.B) {
		for b.Loop() {
			var t table
			for _, k := range keys {
				t.add(k, 1)
			}
		}
		perRow(b, len(keys))
	})
	b.Run("map", func(b *testing.B) {
		for b.Loop() {
			m := map[uint64]int64{}
			for _, k := range keys {
				m[k]++
			}
		}
		perRow(b, len(keys))
	})
}

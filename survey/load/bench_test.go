package load_test

import (
	"context"
	"os"
	"testing"

	"servqual/survey"
	"servqual/survey/load"
)

// BenchmarkRead reads 20,000 responses, or the file named in SERVQUAL_FILES,
// and throws the batches away.
func BenchmarkRead(b *testing.B) {
	in := csv("bench.csv", goodRows(20_000).csv())
	if path := os.Getenv("SERVQUAL_FILES"); path != "" {
		in = load.Input{Path: path}
	}
	opt := options()
	opt.Workers = 2
	for b.Loop() {
		src, err := load.Open([]load.Input{in}, opt)
		if err != nil {
			b.Fatal(err)
		}
		sum, err := src.Read(context.Background(), func(int, *survey.Batch) error { return nil })
		if err != nil {
			b.Fatal(err)
		}
		src.Close()
		b.ReportMetric(float64(sum.Responses), "rows")
	}
}

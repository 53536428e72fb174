package load_test

import (
	"context"
	"os"
	"testing"

	"servqual/survey"
	"servqual/survey/load"
)

// BenchmarkRead reads the file named in SERVQUAL_FILES to the end and throws
// the batches away.
func BenchmarkRead(b *testing.B) {
	path := os.Getenv("SERVQUAL_FILES")
	if path == "" {
		b.Skip("no file named in SERVQUAL_FILES")
	}
	opt := options()
	opt.Workers = 2
	for b.Loop() {
		src, err := load.Open([]load.Input{{Path: path}}, opt)
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

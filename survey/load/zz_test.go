package load_test

import (
	"context"
	"os"
	"testing"

	"servqual/survey"
	"servqual/survey/load"
)

func BenchmarkZZ(b *testing.B) {
	in := load.Input{Path: "/tmp/perf/s1m.csv"}
	opt := options()
	opt.Digest, opt.Comments = false, 0
	if os.Getenv("W") != "" {
		opt.Workers = 2
	}
	n := 0
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
		n += sum.Responses
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(n), "ns/row")
}

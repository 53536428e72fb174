package load_test

import (
	"os"
	"testing"

	"servqual/survey/load"
)

// BenchmarkOpen opens a month's file: header, binding, scale.
func BenchmarkOpen(b *testing.B) {
	data, err := os.ReadFile("../../fixtures/aftersales/2026-10.csv")
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		src, err := load.Open([]load.Input{{Name: "2026-10.csv", Data: data}}, options())
		if err != nil {
			b.Fatal(err)
		}
		src.Close()
	}
}

package compose

import (
	"bytes"
	"context"
	"testing"

	"servqual/fixtures/speed"
	"servqual/servqual"
	"servqual/survey"
	"servqual/survey/lang"
	"servqual/survey/load"
	"servqual/survey/tally"
)

// BenchmarkMonthly computes and words every figure of the monthly report of one
// unit, import aside: an after-sales survey of six branches over 14 months, and
// a bank of 500 branches over 24 months, with 17 and 83 answers a branch and month.
func BenchmarkMonthly(b *testing.B) {
	b.Run("6 branches", func(b *testing.B) { benchMonthly(b, load.Input{Path: "../../fixtures/aftersales/2026-10.xlsx"}) })
	for name, rows := range map[string]int{"500 branches": 200_000, "500 branches, a million answers": 1_000_000} {
		b.Run(name, func(b *testing.B) {
			var data bytes.Buffer
			if err := speed.WriteCSV(&data, speed.Options{Rows: rows, Seed: 1}, false); err != nil {
				b.Fatal(err)
			}
			benchMonthly(b, load.Input{Name: "bank.csv", Data: data.Bytes()})
		})
	}
}

func benchMonthly(b *testing.B, in load.Input) {
	c := caseOfInput(b, in)
	units := c.Set.Rollup(survey.FieldUnit).Segments()
	c.Unit = units[0].Names[0]
	for _, u := range units {
		if u.Tally.N() > 300 {
			c.Unit = u.Names[0]
			break
		}
	}
	b.ReportAllocs()
	b.ResetTimer()
	for b.Loop() {
		// A set keeps what was read out of it: each round begins with one that
		// was not read yet.
		b.StopTimer()
		own := *c
		own.Set = tally.NewSet(c.Set.Plan(), c.Set.By()...)
		own.Set.Merge(c.Set)
		b.StartTimer()
		Monthly(&own)
	}
}

// caseOfInput reads a file as the report command does.
func caseOfInput(t testing.TB, in load.Input) *Case {
	t.Helper()
	opt := load.Default()
	opt.Presets, opt.Workers = servqual.Presets(), 1
	src, err := load.Open([]load.Input{in}, opt)
	if err != nil {
		t.Fatal(err)
	}
	defer src.Close()
	set := tally.NewSet(tally.NewPlan(src.Study(), tally.Options{Items: true, Links: true}), survey.FieldUnit, survey.FieldWave)
	sum, err := src.Read(context.Background(), func(_ int, b *survey.Batch) error { set.Add(b); return nil })
	if err != nil {
		t.Fatal(err)
	}
	return &Case{Set: set, Summary: sum, Lang: lang.Zh, Level: 0.95, Version: "test"}
}

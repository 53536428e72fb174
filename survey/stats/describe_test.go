package stats

import (
	"math/rand/v2"
	"reflect"
	"testing"
)

func TestDescribeIsTheFunctionsApart(t *testing.T) {
	r := rand.New(rand.NewPCG(8, 1))
	tables := []Freq{{Unit: 1}, {Unit: 2, Keys: []int64{3}, Counts: []float64{7}}, {Unit: 1, Keys: []int64{-1, 4}, Counts: []float64{1, 0}},
		{Unit: 1, Keys: []int64{1, 2}, Counts: []float64{1.5, 2}}, {Unit: 1, Keys: []int64{1, 2}, Counts: []float64{1.5, 2}, Eff: 3}}
	for range 500 {
		f := Freq{Unit: 1 + r.Int64N(60)}
		for k := int64(-40); k < 40; k++ {
			if r.IntN(6) == 0 {
				f.Keys, f.Counts = append(f.Keys, k*(1+r.Int64N(1)*9)), append(f.Counts, float64(r.IntN(30)))
			}
		}
		tables = append(tables, f)
	}
	for _, level := range []float64{0.95, 0.9, 0, 1} {
		for _, f := range tables {
			if got, want := Describe(f, level), describeApart(f, level); !reflect.DeepEqual(got, want) {
				t.Fatalf("%v at %v:\n%+v\n%+v", f, level, got, want)
			}
			mean, sd, ok := MeanSD(f, level)
			wantSD, wantOK := f.SD()
			if !reflect.DeepEqual(mean, MeanCI(f, level)) || sd != wantSD || ok != wantOK {
				t.Fatalf("%v at %v: %+v, %v %v", f, level, mean, sd, ok)
			}
		}
	}
}

package compose

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"reflect"
	"runtime"
	"strconv"
	"testing"

	"servqual/fixtures/oracle"
	"servqual/survey"
	"servqual/survey/tally"

	presets "servqual/servqual"
)

// streamSet is the oracle's customers in segments of all sizes: none with
// variance, none complete, names with quotes and Chinese.
func streamSet(t *testing.T, preset string, lacking ...func(s *survey.Study, b *survey.Batch)) *tally.Set {
	t.Helper()
	study, ok := presets.Preset(preset)
	if !ok {
		t.Fatal("no preset", preset)
	}
	study.Fields = append(study.Fields, survey.NewField("unit", "branch"), survey.NewField("wave", "wave"), survey.NewField("overall", "overall"))
	study.Weights = map[string]string{}
	for _, d := range study.Dimensions {
		study.Weights[d.ID] = "W_" + d.ID
	}
	b := oracle.Customers()
	if len(study.Sides) == 1 {
		b.Answers = b.Answers[:study.Slots()]
	}
	unit, wave := survey.Category{Field: "unit", Codes: make([]int32, b.N)}, survey.Category{Field: "wave", Codes: make([]int32, b.N)}
	for k := range 30 {
		unit.Names = append(unit.Names, fmt.Sprintf("\"%d\" <店>", k*k))
	}
	wave.Names = []string{"2026-10", "2026-09"}
	b.Flags = make([]survey.Flag, b.N)
	for r := range b.N {
		unit.Codes[r], wave.Codes[r] = int32(math.Sqrt(float64(r)*6)), int32(r%2)
		if r%11 == 0 {
			b.Flags[r] = survey.FlagSpeeder
		}
		if r%7 == 0 {
			b.Answers[r%len(b.Answers)][r] = survey.Missing
		}
		if r%29 == 0 {
			unit.Codes[r] = -1
		}
	}
	b.Groups = []survey.Category{unit, wave}
	for _, f := range lacking {
		f(study, b)
	}
	set := tally.NewSet(tally.NewPlan(study, tally.Options{}), "wave", "unit")
	set.Add(b)
	return set
}

// lackings are sets in which respondents have no points, the study's serve for
// theirs, or theirs are invalid here and absent there; and in which a wave has
// no answers, one dimension, or no more than a segment's single one.
func lackings() map[string]func(s *survey.Study, b *survey.Batch) {
	return map[string]func(s *survey.Study, b *survey.Batch){
		"whole":     func(*survey.Study, *survey.Batch) {},
		"no points": func(s *survey.Study, b *survey.Batch) { s.Weights, b.Weights = nil, nil },
		"stated points": func(s *survey.Study, b *survey.Batch) {
			s.Weights, b.Weights = nil, nil
			for d := range s.Dimensions {
				s.Dimensions[d].Weight = float64(11 + 7*d)
			}
		},
		"bad points": func(s *survey.Study, b *survey.Batch) {
			for r := range b.N {
				switch {
				case r%4 == 0:
					b.Weights[0][r] += 4000
				case r%9 == 1:
					for d := range b.Weights {
						b.Weights[d][r] = -1
					}
				}
			}
		},
		"a wave without answers": func(s *survey.Study, b *survey.Batch) {
			for _, col := range b.Answers {
				for r := range b.N {
					if r%2 == 1 {
						col[r] = survey.Missing
					}
				}
			}
		},
		"a wave with one dimension": func(s *survey.Study, b *survey.Batch) {
			for k, col := range b.Answers {
				for r := range b.N {
					if r%2 == 1 && s.Items[k/len(s.Sides)].Dimension != s.Dimensions[1].ID {
						col[r] = survey.Missing
					}
				}
			}
		},
		"hardly any answers": func(s *survey.Study, b *survey.Batch) {
			for k, col := range b.Answers {
				for r := range b.N {
					if r%31 != k%4 {
						col[r] = survey.Missing
					}
				}
			}
		},
	}
}

func TestStreamedScoresAreTheEncodedOnes(t *testing.T) {
	for _, preset := range []string{"servqual-22", "servperf-22"} {
		var sets []*tally.Set
		for _, lacking := range lackings() {
			set, core := streamSet(t, preset, lacking), streamSet(t, preset, lacking)
			core.AskCores()
			sets = append(sets, set, set.Rollup("unit"), set.Rollup(), core)
		}
		for _, s := range sets {
			want := ScoresOf(s, 0.95, DefaultCells)
			want.Issues = &Counts{Errors: 2, Warnings: 3}
			if len(s.By()) > 0 && len(want.Segments) < 20 {
				t.Fatal("too few segments")
			}
			var got bytes.Buffer
			if err := WriteScores(&got, s, 0.95, want.Issues, nil, DefaultCells); err != nil {
				t.Fatal(err)
			}
			whole, err := indented(want)
			if err != nil {
				t.Fatal(err)
			}
			var a, b any
			if err := json.Unmarshal(got.Bytes(), &a); err != nil {
				t.Fatalf("%v in %s", err, got.Bytes())
			}
			if err := json.Unmarshal(whole, &b); err != nil {
				t.Fatal(err)
			}
			if !reflect.DeepEqual(a, b) {
				t.Errorf("%s by %v: streamed and encoded scores differ", preset, s.By())
			}
			var x, y bytes.Buffer
			if json.Compact(&x, got.Bytes()) != nil || json.Compact(&y, whole) != nil || x.String() != y.String() {
				t.Errorf("%s by %v: not the same text", preset, s.By())
			}
		}
	}
}

func TestStreamedScoresDoNotDependOnCores(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	var first []byte
	for cores := 1; cores <= 3; cores++ {
		runtime.GOMAXPROCS(cores)
		var b bytes.Buffer
		if err := WriteScores(&b, streamSet(t, "servqual-22"), 0.95, nil, nil, DefaultCells); err != nil {
			t.Fatal(err)
		}
		if first == nil {
			first = b.Bytes()
		} else if !bytes.Equal(first, b.Bytes()) {
			t.Errorf("%d cores write something else", cores)
		}
	}
}

type fullDisk struct{ left int }

var errFull = errors.New("disk full")

func (d *fullDisk) Write(b []byte) (int, error) {
	if d.left -= len(b); d.left < 0 {
		return 0, errFull
	}
	return len(b), nil
}

func TestStreamedScoresStopWhenTheDiskIsFull(t *testing.T) {
	set := streamSet(t, "servqual-22")
	for _, room := range []int{0, 100, 60_000, 120_000} {
		if err := WriteScores(&fullDisk{room}, set, 0.95, nil, nil, ShowSmall); !errors.Is(err, errFull) {
			t.Errorf("%d bytes: %v", room, err)
		}
	}
}

func BenchmarkWriteScores(b *testing.B) {
	study, _ := presets.Preset("servqual-22")
	study.Fields = append(study.Fields, survey.NewField("unit", "branch"))
	batch := oracle.Customers()
	unit := survey.Category{Field: "unit", Codes: make([]int32, batch.N)}
	set := tally.NewSet(tally.NewPlan(study, tally.Options{}), "unit")
	const units = 200
	for k := range units {
		unit.Names = append(unit.Names, strconv.Itoa(k))
		for r := range unit.Codes {
			unit.Codes[r] = int32(k)
		}
		batch.Groups = []survey.Category{unit}
		set.Add(batch)
	}
	b.ReportAllocs()
	for b.Loop() {
		if err := WriteScores(&fullDisk{math.MaxInt}, set, 0.95, nil, nil, DefaultCells); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N)/units, "µs/segment")
}

// BenchmarkWriteCores writes the core figures of segments of many sizes, the
// cores being there.
func BenchmarkWriteCores(b *testing.B) {
	study, _ := presets.Preset("servqual-22")
	study.Weights = map[string]string{}
	for _, d := range study.Dimensions {
		study.Weights[d.ID] = "W_" + d.ID
	}
	study.Fields = append(study.Fields, survey.NewField("unit", "branch"), survey.NewField("overall", "overall"))
	const units = 1000
	r := rand.New(rand.NewPCG(1, 1))
	unit := survey.Category{Field: "unit"}
	for k := range units {
		unit.Names = append(unit.Names, strconv.Itoa(k))
	}
	set := tally.NewSet(tally.NewPlan(study, tally.Options{Lean: true, Core: true}), "unit")
	for range 700 {
		batch := oracle.Customers()
		unit.Codes = make([]int32, batch.N)
		for i := range unit.Codes {
			unit.Codes[i] = r.Int32N(units)
		}
		for _, col := range batch.Answers {
			col[r.IntN(batch.N)] = survey.Missing
		}
		batch.Groups = []survey.Category{unit}
		set.Add(batch)
	}
	set.Cores()
	b.ReportAllocs()
	for b.Loop() {
		if err := WriteScores(&fullDisk{math.MaxInt}, set, 0.95, nil, nil, DefaultCells); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N)/units, "µs/segment")
}

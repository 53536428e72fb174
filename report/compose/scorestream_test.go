package compose

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"math"
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

// scoresOf reads the scores of a set back from their JSON; a key that Scores does
// not have fails.
func scoresOf(t *testing.T, set *tally.Set, figures Figures, cells Cells) *Scores {
	t.Helper()
	var b bytes.Buffer
	if err := WriteScores(&b, set, 0.95, figures, &Counts{Errors: 2, Warnings: 3}, nil, cells); err != nil {
		t.Fatal(err)
	}
	dec := json.NewDecoder(bytes.NewReader(b.Bytes()))
	dec.DisallowUnknownFields()
	out := new(Scores)
	if err := dec.Decode(out); err != nil {
		t.Fatalf("%v in %s", err, b.Bytes())
	}
	whole, err := indented(out)
	if err != nil {
		t.Fatal(err)
	}
	var x, y bytes.Buffer
	if json.Compact(&x, b.Bytes()) != nil || json.Compact(&y, whole) != nil || x.String() != y.String() {
		t.Errorf("by %v: not the text that encoding the scores gives", set.By())
	}
	return out
}

func TestStreamedScoresAreTheEncodedOnes(t *testing.T) {
	for _, preset := range []string{"servqual-22", "servperf-22"} {
		for _, lacking := range lackings() {
			set := streamSet(t, preset, lacking)
			for _, s := range []*tally.Set{set, set.Rollup("unit"), set.Rollup()} {
				for _, figures := range []Figures{AllFigures, CoreFigures} {
					got := scoresOf(t, s, figures, DefaultCells)
					if len(s.By()) > 0 && len(got.Segments) < 20 {
						t.Fatal("too few segments")
					}
				}
			}
		}
	}
}

// TestSegmentsAreScoredAlone: what a segment before left in memory is not in it.
func TestSegmentsAreScoredAlone(t *testing.T) {
	set := streamSet(t, "servqual-22").Rollup("unit")
	all := scoresOf(t, set, AllFigures, ShowSmall).Segments
	for i, seg := range set.Segments() {
		one := set.Filter("unit", func(name string) bool { return name == seg.Names[0] })
		if got := scoresOf(t, one, AllFigures, ShowSmall).Segments; len(got) != 1 || !reflect.DeepEqual(got[0], all[i]) {
			t.Errorf("%v has other scores alone", seg.Names)
		}
	}
}

func TestStreamedScoresDoNotDependOnCores(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	var first []byte
	for cores := 1; cores <= 3; cores++ {
		runtime.GOMAXPROCS(cores)
		var b bytes.Buffer
		if err := WriteScores(&b, streamSet(t, "servqual-22"), 0.95, AllFigures, nil, nil, DefaultCells); err != nil {
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
		if err := WriteScores(&fullDisk{room}, set, 0.95, AllFigures, nil, nil, ShowSmall); !errors.Is(err, errFull) {
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
	for name, figures := range map[string]Figures{"all": AllFigures, "core": CoreFigures} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if err := WriteScores(&fullDisk{math.MaxInt}, set, 0.95, figures, nil, nil, DefaultCells); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N)/units, "µs/segment")
		})
	}
}

package load_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"servqual/servqual"
	"servqual/survey"
	"servqual/survey/load"
)

// honest is a survey without a dishonest answer in it: a respondent's level
// and, for each dimension of five items, a part of its own move all answers,
// which are cut at the ends of the scale.
type honest struct {
	items, steps, rows int
	level              float64 // where the middle of the answers lies, 0 bottom, 1 top
	alike              float64 // share of the variance that items have in common
	sides              int
	seed               uint64
}

func (h honest) answers() [][]int {
	r := rand.New(rand.NewPCG(h.seed, 99))
	out := make([][]int, h.rows)
	easy := make([]float64, h.items)
	for j := range easy {
		easy[j] = 0.3 * r.NormFloat64()
	}
	for i := range out {
		for s := range h.sides {
			who := r.NormFloat64()
			of := r.NormFloat64()
			for j := range h.items {
				if j%5 == 0 {
					of = r.NormFloat64()
				}
				z := math.Sqrt(h.alike)*(0.8*who+0.6*of) + math.Sqrt(1-h.alike)*r.NormFloat64() + easy[j]
				x := h.level*float64(h.steps-1) + z*float64(h.steps-1)/4
				if s == 0 && h.sides == 2 {
					x += float64(h.steps-1) / 8
				}
				out[i] = append(out[i], 1+max(0, min(h.steps-1, int(math.Round(x)))))
			}
		}
	}
	return out
}

// study is the survey's study file.
func (h honest) study(t *testing.T) *survey.Study {
	t.Helper()
	var y strings.Builder
	fmt.Fprintf(&y, "title: {en: Survey, zh: 调查}\nscale: {min: 1, max: %d}\ndimensions:\n  - {id: A, label: {en: All, zh: 全部}}\nitems:\n", h.steps)
	for j := range h.items {
		columns := fmt.Sprintf("perception: P%d", j+1)
		if h.sides == 2 {
			columns = fmt.Sprintf("expectation: E%d, ", j+1) + columns
		}
		fmt.Fprintf(&y, "  - {id: Q%d, dimension: A, label: {en: Item %d, zh: 题%d}, columns: {%s}}\n", j+1, j+1, j+1, columns)
	}
	s, err := survey.ParseStudy("servqual.yaml", []byte(y.String()), servqual.Preset)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func (h honest) file(rows [][]int) load.Input {
	var b strings.Builder
	b.WriteString("id")
	for s := range h.sides {
		for j := range h.items {
			fmt.Fprintf(&b, ",%s%d", []string{"P", "E"}[(h.sides-1)*(1-s)], j+1)
		}
	}
	for i, row := range rows {
		fmt.Fprintf(&b, "\n%d", i+1)
		for _, x := range row {
			fmt.Fprintf(&b, ",%d", x)
		}
	}
	b.WriteString("\n")
	return csv("answers.csv", b.String())
}

func marked(flags []survey.Flag, f survey.Flag) int {
	n := 0
	for _, x := range flags {
		if x&f != 0 {
			n++
		}
	}
	return n
}

// TestHonestAnswersOfFewItemsAreNotMarked: with few items or steps and most
// answers at the top, honest responses are alike by the hundred. None looks
// fabricated, and no check on patterns marks more than one in ten.
func TestHonestAnswersOfFewItemsAreNotMarked(t *testing.T) {
	for _, h := range []honest{
		{items: 10, steps: 3, rows: 5000, level: 0.8, alike: 0.5, sides: 1, seed: 1},
		{items: 10, steps: 5, rows: 5000, level: 1.0, alike: 0.7, sides: 1, seed: 2},
		{items: 12, steps: 4, rows: 5000, level: 1.0, alike: 0.5, sides: 1, seed: 3},
		{items: 12, steps: 5, rows: 400, level: 0.8, alike: 0.7, sides: 1, seed: 4},
		{items: 15, steps: 5, rows: 5000, level: 1.0, alike: 0.7, sides: 1, seed: 5},
		{items: 6, steps: 5, rows: 5000, level: 1.0, alike: 0.7, sides: 2, seed: 6},
		{items: 22, steps: 3, rows: 2000, level: 1.0, alike: 0.7, sides: 1, seed: 7},
	} {
		opt := options()
		opt.Study = h.study(t)
		rows := h.answers()
		res := mustRead(t, opt, h.file(rows))
		copies := map[string]int{}
		most := 0
		for _, row := range rows {
			copies[fmt.Sprint(row)]++
		}
		for k, n := range copies {
			if k != fmt.Sprint(rows[0]) {
				most = max(most, n)
			}
		}
		if most < 3 {
			t.Errorf("%+v: no response comes three times, which proves nothing", h)
		}
		if n := marked(res.flags, survey.FlagFabricated); n > 0 {
			t.Errorf("%+v: %d look fabricated", h, n)
		}
		for name, f := range map[string]survey.Flag{"straight-lining": survey.FlagStraightLine, "low variability": survey.FlagLowVariability} {
			if n := marked(res.flags, f); n > h.rows/10 {
				t.Errorf("%+v: %s of %d", h, name, n)
			}
		}
	}
}

// TestCopiesOfManyAnswersAreMarked: copies of one response among honest ones of
// 22 items, from three of them to half of the file; the third copy is the first
// that is marked, and no honest response is.
func TestCopiesOfManyAnswersAreMarked(t *testing.T) {
	for _, x := range []struct {
		honest
		copies int
	}{
		{honest{items: 22, steps: 7, rows: 100, level: 0.6, alike: 0.4, sides: 2, seed: 8}, 3},
		{honest{items: 22, steps: 7, rows: 1500, level: 0.8, alike: 0.5, sides: 2, seed: 9}, 60},
		{honest{items: 22, steps: 5, rows: 600, level: 0.6, alike: 0.4, sides: 2, seed: 10}, 600},
		{honest{items: 22, steps: 7, rows: 3000, level: 0.6, alike: 0.4, sides: 1, seed: 11}, 30},
	} {
		opt := options()
		opt.Study = x.study(t)
		rows := x.answers()
		fake := rows[7]
		rows = append(append(rows[:7:7], rows[8:]...), fake)
		r := rand.New(rand.NewPCG(x.seed, 1))
		for range x.copies - 1 {
			rows = append(rows, fake)
		}
		r.Shuffle(len(rows), func(i, j int) { rows[i], rows[j] = rows[j], rows[i] })
		res := mustRead(t, opt, x.file(rows))
		seen := 0
		for i, row := range rows {
			same := &row[0] == &fake[0]
			if same {
				seen++
			}
			if got, want := res.flags[i]&survey.FlagFabricated != 0, same && seen >= 3; got != want {
				t.Errorf("%+v: row %d, copy %d: marked %v", x, i, seen, got)
				break
			}
		}
	}
}

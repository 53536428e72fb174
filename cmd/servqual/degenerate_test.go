package main

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// degenerate is a survey too small or too plain for most statistics.
type degenerate struct {
	name              string
	items, dimensions int
	sides             string // names of columns in the study file, separated by blanks
	rows              int
	units, waves      int
	answer            func(r *rand.Rand, row, col int) string // col −1 overall, −2 recommend; then items by side
	unusable          bool                                    // nothing to score: commands that score end with 1
}

func anything(r *rand.Rand, _, _ int) string { return fmt.Sprint(1 + r.IntN(5)) }

const twoSidesOf, oneSideOf = "expectation perception", "perception"

func degenerates() []degenerate {
	var out []degenerate
	for _, items := range []int{0, 1, 2, 3} {
		for _, sides := range []string{twoSidesOf, oneSideOf, "expectation", "importance perception", "minimum desired perception"} {
			out = append(out, degenerate{name: fmt.Sprintf("%d items, %s", items, sides), items: items, dimensions: 1, sides: sides, rows: 30, units: 2, waves: 2, answer: anything,
				unusable: items == 0 || sides == "expectation"})
		}
	}
	plain := func(name string, rows, units, waves int) degenerate {
		return degenerate{name: name, items: 6, dimensions: 2, sides: twoSidesOf, rows: rows, units: units, waves: waves, answer: anything}
	}
	with := func(d degenerate, unusable bool, answer func(r *rand.Rand, row, col int) string) degenerate {
		d.answer, d.unusable = answer, unusable
		return d
	}
	oneItemEach, oneDimension := plain("a dimension an item", 40, 2, 2), plain("one dimension", 40, 2, 2)
	oneItemEach.dimensions, oneDimension.dimensions = 6, 1
	headers := plain("headers alone", 0, 2, 2)
	headers.unusable = true
	return append(out, oneItemEach, oneDimension, headers,
		plain("one respondent", 1, 1, 1), plain("two respondents", 2, 2, 1), plain("one unit", 40, 1, 2), plain("no unit named", 40, 0, 2),
		plain("a unit for each", 30, 30, 1), plain("waves of one", 12, 1, 12), plain("one wave", 40, 2, 1), plain("no wave named", 40, 2, 0), plain("a wave of one at the end", 41, 1, 3),
		with(plain("all answers missing", 30, 2, 2), true, func(*rand.Rand, int, int) string { return "" }),
		with(plain("one answer in all", 30, 2, 2), false, func(_ *rand.Rand, row, col int) string {
			if row == 3 && col == 8 {
				return "4"
			}
			return ""
		}),
		with(plain("expectations missing", 30, 2, 2), false, func(r *rand.Rand, row, col int) string {
			if col >= 0 && col < 6 {
				return ""
			}
			return anything(r, row, col)
		}),
		with(plain("perceptions missing", 30, 2, 2), true, func(r *rand.Rand, row, col int) string {
			if col >= 6 {
				return ""
			}
			return anything(r, row, col)
		}),
		with(plain("constant answers", 40, 2, 2), false, func(*rand.Rand, int, int) string { return "3" }),
		with(plain("constant expectations", 40, 2, 2), false, func(r *rand.Rand, row, col int) string {
			if col >= 0 && col < 6 {
				return "5"
			}
			return anything(r, row, col)
		}),
	)
}

// write puts the study file and the answers into a folder.
func (d degenerate) write(t *testing.T, dir string) string {
	t.Helper()
	var y, a strings.Builder
	fmt.Fprintln(&y, "title: {en: Small survey, zh: 小型调查}\nscale: {min: 1, max: 5}\nfields: {unit: branch, wave: month, overall: overall, recommend: nps}\ndimensions:")
	for k := range d.dimensions {
		fmt.Fprintf(&y, "  - {id: D%d, label: {en: Dimension %d, zh: 维度%d}}\n", k, k, k)
	}
	if d.items > 0 {
		fmt.Fprintln(&y, "items:")
	}
	sides := strings.Fields(d.sides)
	fmt.Fprint(&a, "branch,month,overall,nps")
	for k := range d.items {
		var columns []string
		for _, s := range sides {
			columns = append(columns, fmt.Sprintf("%s: %s%d", s, s, k+1))
		}
		fmt.Fprintf(&y, "  - {id: Q%d, dimension: D%d, label: {en: Item %d, zh: 题%d}, columns: {%s}}\n", k+1, k%d.dimensions, k+1, k+1, strings.Join(columns, ", "))
	}
	for _, s := range sides {
		for k := range d.items {
			fmt.Fprintf(&a, ",%s%d", s, k+1)
		}
	}
	a.WriteString("\n")
	r := rand.New(rand.NewPCG(7, 11))
	name := func(format string, row, n int) string {
		if n == 0 {
			return ""
		}
		return fmt.Sprintf(format, 1+row%n)
	}
	for row := range d.rows {
		fmt.Fprintf(&a, "%s,%s,%s,%s", name("店%d", row, d.units), name("2026-%02d", row/max(1, d.units), d.waves), d.answer(r, row, -1), d.answer(r, row, -2))
		for col := range d.items * len(sides) {
			a.WriteString("," + d.answer(r, row, col))
		}
		a.WriteString("\n")
	}
	for file, text := range map[string]string{"servqual.yaml": y.String(), "answers.csv": a.String()} {
		if err := os.WriteFile(filepath.Join(dir, file), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return filepath.Join(dir, "answers.csv")
}

// TestDegenerateSurveys runs every command that reads answers on surveys too
// small for most statistics: each ends with a result, or with a message.
func TestDegenerateSurveys(t *testing.T) {
	t.Setenv("LC_ALL", "zh_CN.UTF-8")
	scoring := []string{"report", "score", "drivers", "index", "benchmark", "trend", "chart", "explain"}
	for _, d := range degenerates() {
		t.Run(d.name, func(t *testing.T) {
			dir := t.TempDir()
			file, out := d.write(t, dir), filepath.Join(dir, "out")
			for _, line := range []string{
				"report --format html,pdf,xlsx --out $OUT", "report --format html --lang both --out $OUT", "score", "score --by unit,wave --format json", "gap", "reliability", "factors", "drivers",
				"index", "benchmark", "benchmark --out $OUT", "trend", "trend --out $OUT", "explain mean/D0", "chart", "chart --kind dots --out $OUT/x.svg", "check", "check --format json",
				"check --mark $OUT/marked.xlsx", "init --out $OUT/study.yaml",
			} {
				words := append(strings.Fields(strings.ReplaceAll(line, "$OUT", out)), file)
				var stdout, stderr bytes.Buffer
				code := run(append([]string{"servqual"}, words...), strings.NewReader(""), &stdout, &stderr)
				if !slices.Contains([]int{exitDone, exitError, exitData}, code) {
					t.Errorf("%s: code %d: %s", line, code, stderr.String())
				}
				if s := stderr.String(); strings.Contains(s, "panic") || strings.Contains(s, "程序内部出错") {
					t.Errorf("%s: %s", line, s)
				}
				told := stderr.String()
				if words[0] == "check" {
					told += stdout.String() // what is wrong with the data is its result
				}
				if code != exitDone && strings.TrimSpace(told) == "" {
					t.Errorf("%s: code %d without a word", line, code)
				}
				if d.unusable && slices.Contains(scoring, words[0]) && code != exitError {
					t.Errorf("%s: code %d of a survey with nothing to score", line, code)
				}
				if d.unusable && words[0] == "check" && code != exitData && d.sides == twoSidesOf && d.items > 0 {
					t.Errorf("%s: code %d of a survey with nothing to score", line, code)
				}
			}
		})
	}
}

// TestGapFormsAreNotScored: the forms of managers and of three groups have no
// customers' ratings in them.
func TestGapFormsAreNotScored(t *testing.T) {
	for _, file := range []string{"fixtures/gaps/managers.xlsx", "fixtures/gaps/three-sheets.xlsx"} {
		for _, command := range []string{"report", "score", "benchmark", "chart"} {
			t.Run(command+" "+filepath.Base(file), func(t *testing.T) {
				_, stderr, code := call(t, "", command, file, "--lang", "en")
				if code != exitError || !strings.Contains(stderr, "servqual gap") {
					t.Errorf("code %d: %s", code, stderr)
				}
			})
		}
	}
}

package main

import (
	"errors"
	"fmt"
	"io"
	"runtime/debug"

	"github.com/urfave/cli/v2"

	"servqual/report/compose"
	"servqual/report/render/grid"
	"servqual/report/render/text"
	"servqual/survey"
	"servqual/survey/issue"
	"servqual/survey/lang"
	"servqual/survey/tally"
)

func scoreCommand() *cli.Command {
	return &cli.Command{
		Name: "score",
		Flags: common(
			&cli.StringFlag{Name: "format", Value: "table"},
			&cli.StringFlag{Name: "out"},
			&cli.StringFlag{Name: "figures"},
			&cli.BoolFlag{Name: "csv-bom"},
			showSmallFlag(),
		),
		Action: runScore,
	}
}

func runScore(c *cli.Context) error {
	s, err := settingsOf(c)
	if err != nil {
		return err
	}
	s.bare = true
	want, err := formats(c, "table", "json", "csv", "xlsx")
	if err != nil {
		return err
	}
	if len(want) > 1 {
		return misuse(lang.T("--format：table、json、csv、xlsx 只能选一个", "--format: one of table, json, csv, xlsx"))
	}
	by := s.by
	filter := s.filters()
	for _, f := range filter {
		by = appendNew(by, f.field)
	}
	// Opening a file makes a few megabytes of garbage, and collecting it over
	// and over took 80 of 170 ms; fold changes this once there is much to hold.
	defer debug.SetGCPercent(debug.SetGCPercent(400))
	defer debug.SetMemoryLimit(debug.SetMemoryLimit(1 << 30)) // of 20,000 files, five times what they hold would be 10 GB
	asked, err := s.figures(c, want[0])
	if err != nil {
		return err
	}
	a, err := s.read(c, tally.Options{Lean: want[0] == "json" || want[0] == "csv"}, by)
	var open openQuestions
	if errors.As(err, &open) && want[0] == "json" {
		if e := writeJSON(c.App.Writer, compose.OpenScoresOf(open.asked, single(s.lang))); e != nil {
			return e
		}
	}
	if err != nil {
		return err
	}
	set := a.set
	s.by = a.by[:len(a.by)-len(by)+len(s.by)]
	all := set
	if set, err = s.filtered(set); err != nil {
		return err
	}
	if err := s.refuseSmall(&compose.Case{Set: all.Rollup(s.narrowed()...), Unit: s.unit, Wave: s.wave, Cells: s.cells}); err != nil {
		return err
	}
	set = set.Rollup(s.by...)
	figures := compose.AllFigures
	switch {
	case want[0] != "json" && want[0] != "csv":
	case asked == "core":
		figures = compose.CoreFigures
	case asked == "" && len(set.By()) > 0 && len(set.Segments()) > coreAbove:
		figures = compose.CoreFigures
		s.note(c, lang.F("超过 %d 组：各组只含核心指标；检验与区间用 --figures all。", "More than %d segments: they hold the core figures; --figures all gives tests and intervals.", coreAbove))
	}
	return s.emit(c, want[0], func(w io.Writer) error {
		switch want[0] {
		case "json":
			issues := compose.Counts{Errors: a.summary.Issues.Count(issue.Error), Warnings: a.summary.Issues.Count(issue.Warning)}
			return compose.WriteScores(w, set, s.level, figures, &issues, a.summary, s.cells)
		case "csv":
			return writeCSV(w, compose.ScoreRows(set, s.level, figures, s.cells), c.Bool("csv-bom") || inFile(c))
		case "xlsx":
			return grid.Write(w, compose.SegmentGrid(set, s.lang, s.level, a.summary.LastDate, s.cells))
		}
		return text.Render(w, compose.Terminal(&compose.Case{Context: c.Context, Set: set, Summary: a.summary, Lang: s.lang, Level: s.level, Cells: s.cells}))
	})
}

// filtered keeps the unit and the wave that were asked for.
func (s *settings) filtered(set *tally.Set) (*tally.Set, error) {
	var err error
	if s.unit != "" {
		if s.unit, err = unitNamed(s.unit, namesOf(set, survey.FieldUnit)); err != nil {
			return nil, err
		}
		set = set.Filter(survey.FieldUnit, func(n string) bool { return n == s.unit })
	}
	if s.wave != "" {
		if s.wave, err = waveNamed(flagPlace("wave"), s.wave, namesOf(set, survey.FieldWave)); err != nil {
			return nil, err
		}
		set = set.Filter(survey.FieldWave, func(n string) bool { return n == s.wave })
	}
	return set, nil
}

// emit writes scores to the file of --out or to standard output; a workbook,
// which no terminal shows, to a file of its own name.
func (s settings) emit(c *cli.Context, format string, write func(io.Writer) error) error {
	path := c.String("out")
	if path == "" && format == "xlsx" {
		path = fileStems([]docName{{lang.T("各组得分", "scores-by-segment").In(single(s.lang)), s.unit, s.wave}})[0] + ".xlsx"
	}
	if path == "" || path == "-" {
		return write(c.App.Writer)
	}
	if err := writeFile(c.Context, path, write); err != nil {
		return err
	}
	fmt.Fprintln(c.App.Writer, path)
	return nil
}

// inFile says that results go to the file of --out.
func inFile(c *cli.Context) bool { return c.String("out") != "" && c.String("out") != "-" }

// coreAbove is the number of segments above which they hold the core figures
// unless all are asked for: 12,000 segments with everything are 240 MB of JSON.
const coreAbove = 1000

// figures reads --figures, which only the formats for machines have.
func (s settings) figures(c *cli.Context, format string) (string, error) {
	f, err := chosen(c, "figures", figureNames)
	if err == nil && f != "" && format != "json" && format != "csv" {
		err = misuse(lang.T("--figures 只用于 --format json 和 csv", "--figures goes with --format json and csv"))
	}
	return f, err
}

// filter keeps one name of a field.
type filter struct{ field, name string }

func (s settings) filters() []filter {
	var out []filter
	if s.unit != "" {
		out = append(out, filter{survey.FieldUnit, s.unit})
	}
	if s.wave != "" {
		out = append(out, filter{survey.FieldWave, s.wave})
	}
	return out
}

func appendNew(names []string, name string) []string {
	for _, n := range names {
		if n == name {
			return names
		}
	}
	return append(append([]string(nil), names...), name)
}

func namesOf(set *tally.Set, field string) []string {
	var out []string
	for _, s := range set.Rollup(field).Segments() {
		out = append(out, s.Names[0])
	}
	return out
}

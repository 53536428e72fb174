package main

import (
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
		Name:      "score",
		Usage:     "print the scores and gap 5 · 打印得分与差距5",
		ArgsUsage: "FILE…",
		Flags: common(
			&cli.StringFlag{Name: "format", Value: "table", Usage: "`FORMAT`: table, json, csv or xlsx (a workbook with a row for each segment)"},
			&cli.StringFlag{Name: "out", Usage: "`FILE` to write (default: standard output; a workbook is named after the report; - for standard output)"},
			&cli.BoolFlag{Name: "csv-bom", Usage: "begin CSV with a byte-order mark, for Excel"},
		),
		Action: runScore,
	}
}

func runScore(c *cli.Context) error {
	s, err := settingsOf(c)
	if err != nil {
		return err
	}
	want, err := formats(c, "table", "json", "csv", "xlsx")
	if err != nil {
		return err
	}
	if len(want) > 1 {
		return usagef("--format: one of table, json, csv, xlsx")
	}
	by := s.by
	filter := s.filters()
	for _, f := range filter {
		by = appendNew(by, f.field)
	}
	// A million responses are some 60 MB of packed rows without a pointer in
	// them: collecting at a quarter of growth costs no time that can be measured
	// and takes the peak from 228 to 161 MB.
	defer debug.SetGCPercent(debug.SetGCPercent(25))
	a, err := s.read(c, tally.Options{}, by)
	if err != nil {
		return err
	}
	set := a.set
	for _, f := range filter {
		if err := known("--"+f.field, f.name, namesOf(set, f.field)); err != nil {
			return err
		}
		set = set.Filter(f.field, func(n string) bool { return n == f.name })
	}
	set = set.Rollup(s.by...)
	return s.emit(c, want[0], func(w io.Writer) error {
		switch want[0] {
		case "json":
			issues := compose.Counts{Errors: a.summary.Issues.Count(issue.Error), Warnings: a.summary.Issues.Count(issue.Warning)}
			return compose.WriteScores(w, set, s.level, &issues)
		case "csv":
			return writeCSV(w, compose.ScoreRows(compose.ScoresOf(set, s.level), set.By()), c.Bool("csv-bom"))
		case "xlsx":
			return grid.Write(w, compose.SegmentGrid(set, s.lang, s.level, a.summary.LastDate))
		}
		return text.Render(w, compose.Terminal(&compose.Case{Set: set, Summary: a.summary, Lang: s.lang, Level: s.level}))
	})
}

// emit writes scores to the file of --out or to standard output; a workbook,
// which no terminal shows, to a file of its own name.
func (s settings) emit(c *cli.Context, format string, write func(io.Writer) error) error {
	path := c.String("out")
	if path == "" && format == "xlsx" {
		path = fileName(lang.T("各组得分", "scores-by-segment").In(single(s.lang))) + ".xlsx"
	}
	if path == "" || path == "-" {
		return write(c.App.Writer)
	}
	if err := writeFile(path, write); err != nil {
		return err
	}
	fmt.Fprintln(c.App.Writer, path)
	return nil
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

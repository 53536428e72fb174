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
		Name:      "score",
		Usage:     "print the scores and gap 5 · 打印得分与差距5",
		ArgsUsage: "FILE…",
		Flags: common(
			&cli.StringFlag{Name: "format", Value: "table", Usage: "`FORMAT`: table, json, csv or xlsx (a workbook with a row for each segment)"},
			&cli.StringFlag{Name: "out", Usage: "`FILE` to write (default: standard output; a workbook is named after the report; - for standard output)"},
			&cli.StringFlag{Name: "figures", Usage: "core: n, mean, sd, alpha and totals of each segment; all: tests and intervals too (default: all up to 1000 segments; json and csv) · 各组的指标：core 只含人数、均值、标准差、信度与总分，all 另含检验与区间（默认：1000 组以内为 all）"},
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
	s.bare = true
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
	// Opening a file makes a few megabytes of garbage, and collecting it over
	// and over took 80 of 170 ms; fold changes this once there is much to hold.
	defer debug.SetGCPercent(debug.SetGCPercent(400))
	opt, err := coreOptions(c, want[0], len(filter) > 0)
	if err != nil {
		return err
	}
	a, err := s.read(c, opt, by)
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
	for _, f := range filter {
		if err := known("--"+f.field, f.name, namesOf(set, f.field)); err != nil {
			return err
		}
		set = set.Filter(f.field, func(n string) bool { return n == f.name })
	}
	set = set.Rollup(s.by...)
	if c.String("figures") == "core" {
		set.AskCores()
	}
	if set.InCore() && c.String("figures") == "" {
		s.note(c, lang.F("超过 %d 组：各组只含核心指标；检验与区间用 --figures all。", "More than %d segments: they hold the core figures; --figures all gives tests and intervals.", coreAbove))
	}
	return s.emit(c, want[0], func(w io.Writer) error {
		switch want[0] {
		case "json":
			issues := compose.Counts{Errors: a.summary.Issues.Count(issue.Error), Warnings: a.summary.Issues.Count(issue.Warning)}
			return compose.WriteScores(w, set, s.level, &issues, a.summary)
		case "csv":
			return writeCSV(w, compose.ScoreRows(set, s.level), c.Bool("csv-bom"))
		case "xlsx":
			return grid.Write(w, compose.SegmentGrid(set, s.lang, s.level, a.summary.LastDate))
		}
		return text.Render(w, compose.Terminal(&compose.Case{Context: c.Context, Set: set, Summary: a.summary, Lang: s.lang, Level: s.level}))
	})
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

// coreAbove is the number of segments above which they hold the core figures
// unless all are asked for: 12,000 segments with everything are 240 MB of JSON.
const coreAbove = 1000

// coreOptions reads --figures. A filter takes segments out again, which the
// total of rows folded away could not give back: with one, nothing is.
func coreOptions(c *cli.Context, format string, filtered bool) (tally.Options, error) {
	machine := format == "json" || format == "csv"
	opt := tally.Options{Lean: machine}
	switch f := c.String("figures"); {
	case f != "" && f != "core" && f != "all":
		return opt, usagef("--figures %s: use core or all", f)
	case f != "" && !machine:
		return opt, usagef("--figures goes with --format json and csv")
	case filtered || !machine:
	case f == "core":
		opt.Core = true
	case f == "":
		opt.Core, opt.CoreAbove = true, coreAbove
	}
	return opt, nil
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

package main

import (
	"runtime"
	"runtime/debug"

	"github.com/urfave/cli/v2"

	"servqual/report/compose"
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
			&cli.StringFlag{Name: "format", Value: "table", Usage: "`FORMAT`: table, json or csv"},
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
	want, err := formats(c, "table", "json", "csv")
	if err != nil {
		return err
	}
	if len(want) > 1 {
		return usagef("--format: one of table, json, csv")
	}
	by := s.by
	filter := s.filters()
	for _, f := range filter {
		by = appendNew(by, f.field)
	}
	// A million responses are 40 MB of packed rows without a pointer in them:
	// collecting at a quarter of growth takes the peak from 228 to 161 MB. While
	// the heap is small that would be every other megabyte; the ballast, which is
	// never touched and so takes no memory, makes it 16 collections of a million
	// responses instead of 48, 0.1 s less, for 8 MB more at the peak.
	defer debug.SetGCPercent(debug.SetGCPercent(25))
	ballast := make([]byte, 24<<20)
	defer runtime.KeepAlive(ballast)
	opt, err := coreOptions(c, want[0], len(filter) > 0)
	if err != nil {
		return err
	}
	a, err := s.read(c, opt, by)
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
	switch want[0] {
	case "json":
		issues := compose.Counts{Errors: a.summary.Issues.Count(issue.Error), Warnings: a.summary.Issues.Count(issue.Warning)}
		return compose.WriteScores(c.App.Writer, set, s.level, &issues)
	case "csv":
		return writeCSV(c.App.Writer, compose.ScoreRows(set, s.level), c.Bool("csv-bom"))
	}
	return text.Render(c.App.Writer, compose.Terminal(&compose.Case{Set: set, Summary: a.summary, Lang: s.lang, Level: s.level}))
}

// coreAbove is the number of segments above which they hold the core figures
// unless all are asked for: 12,000 segments with everything are 240 MB of JSON.
const coreAbove = 1000

// coreOptions reads --figures. A filter takes segments out again, which the
// total of rows folded away could not give back: with one, nothing is.
func coreOptions(c *cli.Context, format string, filtered bool) (tally.Options, error) {
	opt := tally.Options{Lean: format != "table"}
	switch f := c.String("figures"); {
	case f != "" && f != "core" && f != "all":
		return opt, usagef("--figures %s: use core or all", f)
	case f != "" && format == "table":
		return opt, usagef("--figures goes with --format json and csv")
	case filtered || format == "table":
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

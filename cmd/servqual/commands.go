package main

import (
	"context"
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"servqual/survey/lang"
)

func contextBackground() context.Context { return context.Background() }

// commands lists the commands in the order of the manual.
func commands() []*cli.Command {
	return []*cli.Command{reportCommand(), scoreCommand(), checkCommand(), initCommand(), templateCommand(), chartCommand(), gapCommand(), reliabilityCommand(), factorsCommand(), driversCommand(), indexCommand(), planCommand(), importCommand(), wavesCommand(), normsCommand(), actionsCommand(), targetsCommand(), eventsCommand(), benchmarkCommand(), trendCommand(), explainCommand()}
}

// common are the flags of every command that reads answers.
func common(more ...cli.Flag) []cli.Flag {
	flags := []cli.Flag{
		&cli.StringFlag{Name: "workspace", Usage: "take the answers from this workspace: `FILE` or postgres://…"},
		&cli.StringFlag{Name: "study", Usage: "study `FILE` (default: servqual.yaml beside the data)"},
		&cli.StringFlag{Name: "instrument", Usage: "`PRESET` to use instead of recognising one"},
		&cli.StringFlag{Name: "sheet", Usage: "read only this `SHEET` of workbooks"},
		&cli.StringFlag{Name: "encoding", Usage: "encoding of text files, e.g. gb18030, big5, cp949, latin1"},
		&cli.StringFlag{Name: "by", Usage: "segment by these `FIELDS`, e.g. unit,wave"},
		&cli.StringFlag{Name: "unit", Usage: "only this `UNIT`"},
		&cli.StringFlag{Name: "wave", Usage: "the `WAVE` in focus (default: the last one)"},
		&cli.StringFlag{Name: "lang", Usage: "zh, en or both (default: from the locale)"},
		&cli.Float64Flag{Name: "confidence", Value: 0.95, Usage: "confidence level of all intervals"},
		&cli.Uint64Flag{Name: "seed", Value: 1, Usage: "seed of resampling"},
		&cli.BoolFlag{Name: "reversed-ok", Usage: "score although items seem to point the wrong way: you have looked, and they don't · 已核对题项方向无误，照常计分"},
		&cli.BoolFlag{Name: "strict", Usage: "fail with code 3 when the data has errors"},
		&cli.BoolFlag{Name: "draft", Usage: "go on while questions are open: everything is marked as a draft and there is no verdict · 问题未答时先出草稿（无结论）"},
		&cli.BoolFlag{Name: "quiet", Usage: "print nothing but results and errors"},
	}
	return append(flags, more...)
}

// settings are the common flags, read and checked.
type settings struct {
	files      []string
	workspace  string
	study      string
	instrument string
	sheet      string
	encoding   string
	by         []string
	unit, wave string
	lang       lang.Lang
	level      float64
	seed       uint64
	strict     bool
	reversedOK bool // the owner has looked: items point the way they should
	quiet      bool
	draft      bool       // go on while questions are open, without a verdict
	bare       bool       // neither comments, hashes of the files nor names beside by are wanted
	identify   bool       // what tells responses apart is wanted, to compare them with stored ones
	rows       *rowKeeper // when the answers themselves are wanted, else nil
}

// filesOnly are the commands that look at the files themselves.
var filesOnly = []string{"check", "init", "template", "gap", "explain"}

// settingsOf reads the common flags. named are files that come by flags; with
// any of them no argument is needed.
func settingsOf(c *cli.Context, named ...string) (settings, error) {
	s := settings{
		files: c.Args().Slice(), workspace: c.String("workspace"), study: c.String("study"), instrument: c.String("instrument"), sheet: c.String("sheet"),
		encoding: c.String("encoding"), unit: c.String("unit"), wave: c.String("wave"), level: c.Float64("confidence"),
		seed: c.Uint64("seed"), strict: c.Bool("strict"), reversedOK: c.Bool("reversed-ok"), quiet: c.Bool("quiet"), draft: c.Bool("draft"),
	}
	if err := misplacedAddress(c); err != nil {
		return s, err
	}
	if s.workspace != "" && slices.Contains(filesOnly, c.Command.Name) {
		return s, usagef("%s reads files, not a workspace", c.Command.Name)
	}
	if len(s.files) == 0 && s.workspace == "" && strings.Join(named, "") == "" {
		return s, usageError{spokenError{lang.T("请写上至少一个文件、文件夹或通配符（- 表示标准输入），或用 --workspace 指定工作区", "name at least one file, folder or pattern (- for standard input), or a workspace with --workspace")}}
	}
	for _, f := range strings.Split(c.String("by"), ",") {
		if f = strings.TrimSpace(f); f != "" && !slices.Contains(s.by, f) {
			s.by = append(s.by, f)
		}
	}
	if !(s.level > 0.5 && s.level < 1) {
		return s, usagef("--confidence %v: use a level between 0.5 and 1, such as 0.95", s.level)
	}
	s.lang = lang.FromLocale(os.Getenv("LC_ALL"), os.Getenv("LC_MESSAGES"), os.Getenv("LANG"))
	if v := c.String("lang"); v != "" {
		l, err := lang.Parse(v)
		if err != nil {
			return s, usageError{err}
		}
		s.lang = l
	}
	return s, nil
}

// formats splits a list flag and checks it against what is known.
func formats(c *cli.Context, known ...string) ([]string, error) {
	var out []string
	for _, f := range strings.Split(c.String("format"), ",") {
		f = strings.ToLower(strings.TrimSpace(f))
		if f == "" {
			continue
		}
		if !slices.Contains(known, f) {
			return nil, usagef("--format %s: use %s", f, strings.Join(known, ", "))
		}
		if !slices.Contains(out, f) {
			out = append(out, f)
		}
	}
	if len(out) == 0 {
		return nil, usagef("--format: use %s", strings.Join(known, ", "))
	}
	return out, nil
}

// note tells the reader something on stderr, unless --quiet.
func (s settings) note(c *cli.Context, t lang.Text) {
	if !s.quiet {
		fmt.Fprintln(c.App.ErrWriter, t.Join(s.lang, "\n"))
	}
}

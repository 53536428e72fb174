package main

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"servqual/report/compose"
	"servqual/survey"
	"servqual/survey/lang"
)

func contextBackground() context.Context { return context.Background() }

// commands lists the commands in the order of the manual.
func commands() []*cli.Command {
	return []*cli.Command{reportCommand(), scoreCommand(), checkCommand(), initCommand(), templateCommand(), chartCommand(), gapCommand(), reliabilityCommand(), factorsCommand(), driversCommand(), indexCommand(), planCommand(), importCommand(), wavesCommand(), normsCommand(), actionsCommand(), targetsCommand(), eventsCommand(), unitsCommand(), benchmarkCommand(), trendCommand(), explainCommand(), serveCommand(), helpCommand()}
}

// common are the flags of every command that reads answers.
func common(more ...cli.Flag) []cli.Flag {
	flags := []cli.Flag{
		&cli.StringFlag{Name: "workspace"},
		&cli.StringFlag{Name: "study"},
		&cli.StringFlag{Name: "instrument"},
		&cli.StringFlag{Name: "sheet"},
		&cli.StringFlag{Name: "encoding"},
		&cli.StringFlag{Name: "by"},
		&cli.StringFlag{Name: "unit"},
		&cli.StringFlag{Name: "wave"},
		&cli.StringFlag{Name: "lang"},
		&cli.Float64Flag{Name: "confidence", Value: 0.95},
		&cli.Uint64Flag{Name: "seed", Value: 1},
		&cli.BoolFlag{Name: "reversed-ok"},
		&cli.BoolFlag{Name: "strict"},
		&cli.BoolFlag{Name: "draft"},
		&cli.BoolFlag{Name: "quiet"},
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
	draft      bool            // go on while questions are open, without a verdict
	bare       bool            // neither comments, hashes of the files nor names beside by are wanted
	identify   bool            // what tells responses apart is wanted, to compare them with stored ones
	known      []*survey.Study // of the waves in the workspace that is imported into, the last first
	register   survey.Units    // of the workspace that is imported into
	overview   bool            // what the columns and words look like is wanted
	cells      compose.Cells   // below which results are withheld
	rows       *rowKeeper      // when the answers themselves are wanted, else nil
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
	s.cells = compose.DefaultCells
	if c.Bool("show-small") {
		s.cells = compose.ShowSmall
	}
	if err := misplacedAddress(c); err != nil {
		return s, err
	}
	if s.workspace != "" && slices.Contains(filesOnly, c.Command.Name) {
		return s, misuse(lang.F("%s 读取的是文件，不是工作区；请去掉 --workspace，写上文件", "%s reads files, not a workspace; leave out --workspace and name the files", c.Command.Name))
	}
	if len(s.files) == 0 && s.workspace == "" && strings.Join(named, "") == "" {
		return s, usageError{spokenError{lang.T("请写上至少一个文件、文件夹或通配符（- 表示标准输入），或用 --workspace 指定工作区", "name at least one file, folder or pattern (- for standard input), or a workspace with --workspace")}}
	}
	for _, f := range separated(c.String("by")) {
		s.by = appendNew(s.by, commonField(f))
	}
	if !(s.level > 0.5 && s.level < 1) {
		return s, misuse(lang.F("--confidence %v：请用 0.5 到 1 之间的置信水平，如 0.95", "--confidence %v: use a level between 0.5 and 1, such as 0.95", s.level))
	}
	var err error
	s.lang, err = langOf(c)
	return s, err
}

// formats splits a list flag and checks it against what is known.
func formats(c *cli.Context, known ...string) ([]string, error) {
	names := only(formatNames, known...)
	var out []string
	for _, f := range separated(c.String("format")) {
		key, err := resolve(flagPlace("format"), f, names)
		if err != nil {
			return nil, err
		}
		out = appendNew(out, key)
	}
	if len(out) == 0 {
		return nil, misuse(lang.F("--format：请写明格式：%s", "--format: name a format: %s", listed(names)))
	}
	return out, nil
}

// langOf reads the language flag, by default from the system.
func langOf(c *cli.Context) (lang.Lang, error) {
	for _, x := range c.Lineage() { // the flag of the command, else that before it
		if said := strings.TrimSpace(x.String("lang")); said != "" {
			return langNamed(said)
		}
	}
	return systemLang(), nil
}

// langNamed finds the language that somebody names.
func langNamed(said string) (lang.Lang, error) {
	key, err := resolve(flagPlace("lang"), said, langNames)
	if err != nil {
		return 0, err
	}
	return lang.Parse(key)
}

// note tells the reader something on stderr, unless --quiet.
func (s settings) note(c *cli.Context, t lang.Text) {
	if !s.quiet {
		fmt.Fprintln(c.App.ErrWriter, t.Join(s.lang, "\n"))
	}
}

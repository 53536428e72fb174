package main

import (
	"os"
	"strings"

	"github.com/urfave/cli/v2"

	"servqual/report/compose"
	"servqual/report/render/text"
	"servqual/survey"
	"servqual/survey/lang"
	"servqual/survey/tally"
)

func explainCommand() *cli.Command {
	return &cli.Command{
		Name:   "explain",
		Flags:  common(showSmallFlag()),
		Action: runExplain,
	}
}

func runExplain(c *cli.Context) error {
	s, err := settingsOf(c)
	if err != nil {
		return err
	}
	if len(s.files) < 2 {
		return misuse(lang.T("请写上要解释的指标和至少一个文件，如 servqual explain gap/REL 文件", "name the figure and at least one file, e.g. servqual explain gap/REL FILE"))
	}
	said, files := referenceIn(s.files)
	s.files = files
	a, err := s.read(c, tally.Options{}, nil, survey.FieldUnit, survey.FieldWave)
	if err != nil {
		return err
	}
	if s.unit, err = unitNamed(s.unit, a.summary.Units); err != nil {
		return err
	}
	if s.wave, err = waveNamed(flagPlace("wave"), s.wave, a.summary.Waves); err != nil {
		return err
	}
	cs := &compose.Case{Context: c.Context, Set: a.set, Summary: a.summary, Lang: s.lang, Level: s.level, Unit: s.unit, Wave: s.wave, Cells: s.cells}
	if err := s.refuseSmall(cs); err != nil {
		return err
	}
	ref, err := resolve(lang.T("指标", "figure"), said, refNames(a.study, compose.References(cs)))
	if err != nil {
		return err
	}
	doc, err := compose.Explain(cs, a.source.Bindings(), ref)
	if err != nil {
		return usageError{err}
	}
	return text.Render(c.App.Writer, doc, text.Default())
}

// referenceIn takes the reference off the arguments. It may be in two words
// (差距 可靠性): then the second is no file that exists, and files follow it.
func referenceIn(args []string) (ref string, files []string) {
	if len(args) > 2 && !strings.ContainsAny(args[1], `./\*?[`) && args[1] != "-" {
		if _, err := os.Stat(args[1]); err != nil {
			return args[0] + "/" + args[1], args[2:]
		}
	}
	return args[0], args[1:]
}

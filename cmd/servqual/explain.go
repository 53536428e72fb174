package main

import (
	"github.com/urfave/cli/v2"

	"servqual/report/compose"
	"servqual/report/render/text"
	"servqual/survey"
	"servqual/survey/tally"
)

func explainCommand() *cli.Command {
	return &cli.Command{
		Name:      "explain",
		Usage:     "print how a figure came about · 某个数字是怎么来的",
		ArgsUsage: "REF FILE…",
		Flags:     common(),
		Action:    runExplain,
	}
}

func runExplain(c *cli.Context) error {
	s, err := settingsOf(c)
	if err != nil {
		return err
	}
	if len(s.files) < 2 {
		return usagef("name the figure and at least one file, e.g. servqual explain gap/REL FILE")
	}
	ref := s.files[0]
	s.files = s.files[1:]
	a, err := s.read(c, tally.Options{}, nil, survey.FieldUnit, survey.FieldWave)
	if err != nil {
		return err
	}
	cs := &compose.Case{Context: c.Context, Set: a.set, Summary: a.summary, Lang: s.lang, Level: s.level, Unit: s.unit, Wave: s.wave}
	doc, err := compose.Explain(cs, a.source.Bindings(), ref)
	if err != nil {
		return usageError{err}
	}
	return text.Render(c.App.Writer, doc, text.Default())
}

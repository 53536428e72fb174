package main

import (
	"fmt"
	"runtime"

	"github.com/urfave/cli/v2"

	"servqual/report/compose"
	"servqual/report/render/text"
	"servqual/survey"
	"servqual/survey/issue"
	"servqual/survey/lang"
	"servqual/survey/load"
	"servqual/survey/store"
	"servqual/survey/tally"
)

func importCommand() *cli.Command {
	return &cli.Command{
		Name:      "import",
		Usage:     "keep answers in the workspace, by wave and unit · 导入工作区",
		ArgsUsage: "FILE…",
		Flags: told(common(), workspaceFlag(),
			&cli.StringFlag{Name: "wave", Usage: "store all answers as this `WAVE`, e.g. 2026-10 (default: as the data says)"},
			&cli.StringFlag{Name: "unit", Usage: "store all answers as this `UNIT` (default: as the data says)"},
			&cli.BoolFlag{Name: "replace", Usage: fmt.Sprintf("replace what is stored also where the file lacks some of it, and read the same file again; waves restore takes it back (the last %d versions are kept) · 文件不全也替换已存的答卷，之后可用 waves restore 恢复（保留最近 %[1]d 个版本）", store.KeptVersions)},
			&cli.StringFlag{Name: "format", Value: "table", Usage: "`FORMAT`: table or json"},
		),
		Action: func(c *cli.Context) error { return runImport(c, c.Args().Slice(), c.Bool("replace")) },
	}
}

// runImport reads the files and stores their answers.
func runImport(c *cli.Context, files []string, replace bool) error {
	s, err := settingsOf(c)
	if err != nil {
		return err
	}
	if s.files = files; len(files) == 0 {
		return usagef("name at least one file to import")
	}
	if len(s.by) > 0 {
		return usagef("import stores by wave and unit; there is nothing to segment --by")
	}
	want, err := formats(c, "table", "json")
	if err != nil {
		return err
	}
	in, err := s.gather(c)
	if err != nil {
		return err
	}
	in.Replace = replace
	if len(in.Parts) == 0 {
		return usagef("nothing in the data says which wave it is: name it, e.g. --wave 2026-10")
	}
	w, err := changeWorkspace(c, s, true, files...)
	if err != nil {
		return err
	}
	defer w.Close()
	done, err := w.Import(c.Context, *in)
	if err != nil {
		return s.worded(err)
	}
	if want[0] == "json" {
		return writeJSON(c.App.Writer, compose.ImportOf(w.Name(), done, in.Unplaced, s.level))
	}
	return text.Render(c.App.Writer, compose.ImportDocument(w.Name(), done, in.Unplaced, s.level, s.lang))
}

// gather reads the files into parts, having checked them as for scoring.
func (s settings) gather(c *cli.Context) (*store.Import, error) {
	s.identify = true
	src, err := s.open(c, instruments())
	if err != nil {
		return nil, err
	}
	defer src.Close()
	study := src.Study()
	if err := s.settled(c, src); err != nil {
		return nil, err
	}
	if err := study.Validate(); err != nil {
		return nil, unbound(src, err)
	}
	to := store.Place{Unit: s.unit}
	if s.wave != "" {
		to.Wave = load.WaveName(s.wave)
	}
	workers := max(2, runtime.GOMAXPROCS(0))
	parts := store.NewCollector(study, workers, to)
	plan := tally.NewPlan(study, tally.Options{})
	sets := make([]*tally.Set, workers)
	for i := range sets {
		sets[i] = tally.NewSet(plan)
	}
	sum, err := src.Read(c.Context, func(worker int, b *survey.Batch) error {
		sets[worker].Add(b)
		return parts.Sink(worker, b)
	})
	if err != nil {
		return nil, err
	}
	for _, x := range sets[1:] {
		sets[0].Merge(x)
	}
	s.warn(c, sum)
	if s.strict && sum.Issues.Count(issue.Error) > 0 {
		printIssues(c.App.ErrWriter, sum.Issues, s.lang, issue.Error)
		return nil, errData
	}
	if err := s.refuse(c, &answers{study: study, set: sets[0]}); err != nil {
		return nil, err
	}
	in := &store.Import{Study: study, Summary: sum, To: to}
	in.Parts, in.Unplaced = parts.Parts()
	if in.Unplaced > 0 && len(in.Parts) > 0 {
		s.note(c, lang.F("%d 份答卷看不出期次，未导入；可用 --wave 指明。", "%d responses belong to no wave and are not stored; --wave names it.", in.Unplaced))
	}
	return in, nil
}

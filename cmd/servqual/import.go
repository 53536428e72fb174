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
		Name: "import",
		Flags: told(common(), workspaceFlag(),
			&cli.StringFlag{Name: "wave"},
			&cli.StringFlag{Name: "unit"},
			&cli.BoolFlag{Name: "replace"},
			&cli.StringSliceFlag{Name: "alias"},
			&cli.StringFlag{Name: "format", Value: "table"},
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
		return misuse(lang.T("请写上至少一个要导入的文件", "name at least one file to import"))
	}
	if len(s.by) > 0 {
		return misuse(lang.T("import 按期次和单位保存，不需要 --by；请去掉", "import stores by wave and unit: leave --by out"))
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
		return misuse(lang.T("数据里看不出是哪一期；请指明，如 --wave 2026-10", "nothing in the data says which wave it is: name it, e.g. --wave 2026-10"))
	}
	w, err := changeWorkspace(c, s, true, files...)
	if err != nil {
		return err
	}
	defer w.Close()
	done, err := w.Import(c.Context, *in)
	if store.Is(err, store.Similar) {
		named := ""
		if s.workspace != store.DefaultFile {
			named = w.Name()
		}
		fmt.Fprintln(c.App.ErrWriter, compose.SimilarQuestion(done.AlikeUnits, named).In(single(s.lang)))
		return openQuestions{}
	}
	if err != nil {
		return s.worded(err)
	}
	stored, err := w.List(c.Context, store.Filter{})
	if err != nil {
		return s.worded(err)
	}
	absent := compose.AbsentAfter(done, stored)
	if want[0] == "json" {
		return writeJSON(c.App.Writer, compose.ImportOf(w.Name(), done, absent, in.Unplaced, s.level))
	}
	return text.Render(c.App.Writer, compose.ImportDocument(w.Name(), done, absent, in.Unplaced, s.level, s.lang))
}

// noteScale says that the answers are on another scale than those of the last wave
// stored.
func (s settings) noteScale(c *cli.Context, study *survey.Study) {
	if len(s.known) == 0 {
		return
	}
	for _, d := range store.Differences(study, s.known[0]) {
		if d.Kind == store.ScaleDiffers {
			s.note(c, d.Text)
		}
	}
}

// meetWorkspace takes the studies and units of the workspace that is imported into.
func (s *settings) meetWorkspace(c *cli.Context) error {
	if w, err := store.Open(c.Context, s.workspace); err == nil { // there may be none yet
		s.known, err = w.Studies(c.Context)
		if err == nil {
			s.register, err = w.Register(c.Context)
		}
		w.Close()
		if err != nil {
			return s.worded(err)
		}
	}
	return nil
}

// gather reads the files into parts, having checked them as for scoring.
func (s settings) gather(c *cli.Context) (*store.Import, error) {
	s.identify = true
	if err := s.meetWorkspace(c); err != nil {
		return nil, err
	}
	if err := s.addAliases(c.StringSlice("alias")); err != nil {
		return nil, err
	}
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
	s.noteScale(c, study)
	s.noteUnits(c)
	to := store.Place{Unit: study.Units.Named(s.unit)}
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
	in := &store.Import{Study: study, Summary: sum, To: to, Units: study.Units}
	in.Parts, in.Unplaced = parts.Parts()
	if in.Unplaced > 0 && len(in.Parts) > 0 {
		s.note(c, lang.F("%d 份答卷看不出期次，未导入；可用 --wave 指明。", "%d responses belong to no wave and are not stored; --wave names it.", in.Unplaced))
	}
	return in, nil
}

package main

import (
	"errors"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/urfave/cli/v2"

	"servqual/report/compose"
	"servqual/survey"
	"servqual/survey/issue"
	"servqual/survey/lang"
	"servqual/survey/store"
	"servqual/survey/tally"
)

// workspaceFlag names the workspace of the commands that keep one.
func workspaceFlag() cli.Flag {
	return &cli.StringFlag{Name: "workspace", Value: store.DefaultFile}
}

// misplacedAddress refuses the address of a database anywhere but under
// --workspace, before a message about a missing file can show its password.
func misplacedAddress(c *cli.Context) error {
	said := c.Args().Slice()
	for _, name := range c.FlagNames() {
		if name != "workspace" {
			said = append(said, c.String(name))
		}
	}
	if slices.ContainsFunc(said, store.NamesServer) {
		return usageError{spokenError{lang.T("数据库地址请写在 --workspace 之后", "give the address of a database with --workspace")}}
	}
	return nil
}

// clock tells the time of a change of the workspace, for its history. Nothing
// else in the program asks for the time; tests set it.
var clock = time.Now

// changeWorkspace opens the workspace of a command to change it, making it if
// that is asked for. The history will say when and by which command: without
// the flags, which may hold a password.
func changeWorkspace(c *cli.Context, s settings, create bool, files ...string) (*store.Workspace, error) {
	open := store.Open
	if create {
		open = store.Create
	}
	w, err := open(c.Context, s.workspace)
	if err != nil {
		return nil, s.worded(err)
	}
	words := []string{c.Command.Name}
	if verb, _ := verbOf(c); c.Command.Name != "import" {
		words = append(words, verb)
	}
	for i, f := range files {
		if i == maxFilesInHistory {
			words = append(words, "…")
			break
		}
		words = append(words, filepath.Base(f))
	}
	w.Sign(clock(), strings.Join(words, " "))
	return w, nil
}

// maxFilesInHistory is how many files of an import the history names.
const maxFilesInHistory = 3

// told gives flags of which some have another usage in this command.
func told(flags []cli.Flag, other ...cli.Flag) []cli.Flag {
	out := flags[:0:0]
	for _, f := range flags {
		for _, o := range other {
			if o.Names()[0] == f.Names()[0] {
				f = nil
				break
			}
		}
		if f != nil {
			out = append(out, f)
		}
	}
	return append(out, other...)
}

// worded turns a trouble with the workspace into an error in one language.
func (s settings) worded(err error) error {
	var e *store.Error
	if !errors.As(err, &e) {
		return err
	}
	t := e.Text
	if e.Err != nil && e.Code != store.NotWorkspace {
		t = lang.F("%s（%s）", "%s (%s)", t, e.Err.Error())
	}
	return errors.New(colon(store.Shown(e.Name), t, single(s.lang)))
}

// readWorkspace takes the answers from the workspace, segmented like those of
// files. Waves that can't be counted with the wave in focus are named.
func (s settings) readWorkspace(c *cli.Context, opt tally.Options, by []string, maybe ...string) (*answers, error) {
	switch {
	case len(s.files) > 0:
		return nil, misuse(lang.T("答卷要么来自文件，要么来自工作区，不能都写；用 servqual import 把文件导入工作区", "take the answers from files or from a workspace, not both; `servqual import` puts files into a workspace"))
	case s.study != "" || s.instrument != "" || s.sheet != "" || s.encoding != "":
		return nil, misuse(lang.T("--study、--instrument、--sheet、--encoding 只用于读取文件；工作区已带有导入时的研究，请去掉", "--study, --instrument, --sheet and --encoding are for reading files: leave them out, a workspace has the study it was filled with"))
	}
	w, err := store.Open(c.Context, s.workspace)
	if err != nil {
		return nil, s.worded(err)
	}
	defer w.Close()
	if err := s.storedNames(c, w); err != nil {
		return nil, err
	}
	q := store.Query{By: append([]string(nil), by...), Tally: opt, Focus: s.wave}
	for _, f := range maybe {
		q.By = appendNew(q.By, f)
	}
	r, err := w.Read(c.Context, q)
	if err != nil {
		if store.Is(err, store.NoMatch) {
			return nil, usageError{s.worded(err)}
		}
		return nil, s.worded(err)
	}
	apart := otherScales(r.Apart)
	if c.Command.Name != "trend" { // which puts them beside on 0–100
		apart = nil
	}
	s.tellApart(c, r, apart)
	if r.Study.Unconfirmed {
		r.Summary.Draft = true
	}
	a := &answers{study: r.Study, set: withoutEmpty(r, by), summary: r.Summary, by: by}
	for _, x := range apart {
		set := x.Set
		if len(r.Summary.Units) == 0 {
			set = set.Rollup(a.set.By()...)
		}
		a.apart = append(a.apart, set)
	}
	if s.strict && a.summary.Issues.Count(issue.Error) > 0 {
		printIssues(c.App.ErrWriter, a.summary.Issues, s.lang, issue.Error)
		return nil, errData
	}
	return a, s.refuse(c, a)
}

// storedNames names the wave and the unit as the workspace does.
func (s *settings) storedNames(c *cli.Context, w *store.Workspace) error {
	if s.wave == "" && s.unit == "" {
		return nil
	}
	parts, err := w.List(c.Context, store.Filter{})
	if err != nil || len(parts) == 0 {
		return s.worded(err)
	}
	var waves, units []string
	for _, p := range parts {
		waves = appendNew(waves, p.Wave)
		if p.Unit != "" {
			units = appendNew(units, p.Unit)
		}
	}
	slices.Sort(waves)
	slices.Sort(units)
	if s.wave, err = waveNamed(flagPlace("wave"), s.wave, waves); err != nil {
		return err
	}
	register, err := w.Register(c.Context)
	if err != nil {
		return s.worded(err)
	}
	s.unit = register.Named(s.unit)
	s.unit, err = unitNamed(s.unit, units)
	return err
}

// withoutEmpty rolls units up where the workspace knows none: one branch alone
// is no comparison of units.
func withoutEmpty(r *store.Reading, asked []string) *tally.Set {
	if len(r.Summary.Units) > 0 {
		return r.Set
	}
	var by []string
	for _, f := range r.Set.By() {
		if f != survey.FieldUnit || strings.Contains(" "+strings.Join(asked, " ")+" ", " "+f+" ") {
			by = append(by, f)
		}
	}
	return r.Set.Rollup(by...)
}

// tellApart says which stored waves are left out, and why.
func (s settings) tellApart(c *cli.Context, r *store.Reading, but []store.Cohort) {
	for _, x := range r.Apart {
		if slices.ContainsFunc(but, func(y store.Cohort) bool { return y.Set == x.Set }) {
			continue
		}
		var why []lang.Text
		for _, d := range x.Differences {
			if d.Kind.Apart() {
				why = append(why, d.Text)
			}
		}
		s.note(c, compose.LeftOut(x.Waves, why))
	}
	for _, n := range r.Notes {
		for _, d := range n.Differences {
			s.note(c, compose.WaveNote(n.Waves, d.Text))
		}
	}
}

// otherScales gives the waves that differ from the wave in focus by their scale
// alone: they compare on 0–100.
func otherScales(all []store.Cohort) []store.Cohort {
	return slices.DeleteFunc(slices.Clone(all), func(x store.Cohort) bool {
		return slices.ContainsFunc(x.Differences, func(d store.Difference) bool { return d.Kind.Apart() && d.Kind != store.ScaleDiffers })
	})
}

// addRegister takes over the actions and targets kept in the workspace.
func (s settings) addRegister(c *cli.Context, cs *compose.Case) error {
	if s.workspace == "" {
		return nil
	}
	w, err := store.Open(c.Context, s.workspace)
	if err != nil {
		return s.worded(err)
	}
	defer w.Close()
	if cs.Actions, err = w.Actions(c.Context); err != nil {
		return s.worded(err)
	}
	cs.Targets, err = w.Targets(c.Context)
	return s.worded(err)
}

package main

import (
	"fmt"
	"io"
	"runtime"
	"runtime/debug"
	"slices"

	"github.com/urfave/cli/v2"

	"servqual/report/compose"
	"servqual/servqual"
	"servqual/survey"
	"servqual/survey/issue"
	"servqual/survey/lang"
	"servqual/survey/load"
	"servqual/survey/tally"
)

// answers is what the files, or the workspace, gave.
type answers struct {
	source  *load.Source // nil when they came from a workspace
	study   *survey.Study
	set     *tally.Set
	summary *load.Summary
	by      []string     // the fields asked for, as the study calls them
	apart   []*tally.Set // waves of a workspace on another scale
}

// read opens the files, binds them and folds all answers by the fields of by,
// which the data must have, and those of maybe that it has.
func (s settings) read(c *cli.Context, opt tally.Options, by []string, maybe ...string) (*answers, error) {
	if s.workspace != "" {
		return s.readWorkspace(c, opt, by, maybe...)
	}
	src, err := s.open(c, instruments())
	if err != nil {
		return nil, err
	}
	a, err := s.fold(c, src, opt, by, maybe...)
	if err != nil {
		return nil, err
	}
	return a, s.refuse(c, a)
}

// fold reads the answers of opened files into a set by the fields, and closes
// the files.
func (s settings) fold(c *cli.Context, src *load.Source, opt tally.Options, by []string, maybe ...string) (*answers, error) {
	defer src.Close()
	study := src.Study()
	if err := s.settled(c, src); err != nil {
		return nil, err
	}
	if err := study.Validate(); err != nil {
		return nil, unbound(src, err)
	}
	asked, err := fieldKeys(flagPlace("by"), by, fieldNames(study, src.Bindings()))
	if err != nil {
		return nil, err
	}
	by = slices.Clone(asked)
	for _, f := range fieldsOf(study, maybe...) {
		by = appendNew(by, f)
	}
	if s.bare {
		// A million responses are 44 MB of packed rows without a pointer in them:
		// collecting early halves the peak. A small heap would be collected every
		// other megabyte then; the ballast, which is never touched and takes no
		// memory, spares half of the collections, 4 % of the time, and 50 instead of 12
		// percent 9 more. Of more answers there is more to hold: rows that were folded
		// away, a second window of doubles.
		percent := 50
		if src.Rows() > manyRows {
			percent = 12
		}
		debug.SetGCPercent(percent)
		ballast := make([]byte, 48<<20)
		defer runtime.KeepAlive(ballast)
	} else {
		debug.SetGCPercent(50) // report, 1,000,000 rows: peak 267 instead of 324 MB in the same time
	}
	set, sum, err := foldAll(c, src, tally.NewPlan(study, opt), by, s.rows)
	if err != nil {
		return nil, err
	}
	if err := s.settled(c, src); err != nil { // words that first came in later rows
		return nil, err
	}
	a := &answers{source: src, study: study, set: set, summary: sum, by: asked}
	s.warn(c, sum)
	if s.strict && sum.Issues.Count(issue.Error) > 0 {
		printIssues(c.App.ErrWriter, sum.Issues, s.lang, issue.Error)
		return nil, errData
	}
	return a, nil
}

// manyRows is a good million responses.
const manyRows = 1_100_000

// foldAll folds all answers on all processors. rows, where given, keep the
// answers too.
func foldAll(c *cli.Context, src *load.Source, plan *tally.Plan, by []string, rows ...*rowKeeper) (*tally.Set, *load.Summary, error) {
	all := tally.NewGather(plan, max(2, runtime.GOMAXPROCS(0)), by...)
	sum, err := src.Read(c.Context, func(worker int, b *survey.Batch) error {
		all.Add(worker, b)
		for _, k := range rows {
			if k != nil {
				k.add(b)
			}
		}
		return nil
	})
	if err != nil {
		return nil, nil, err
	}
	return all.Set(), sum, nil
}

// open finds the study, or lets the headers choose among the presets, and
// opens the files.
func (s settings) open(c *cli.Context, presets []*survey.Study) (*load.Source, error) {
	inputs, err := s.inputs(c.App.Reader)
	if err != nil {
		return nil, err
	}
	opt := load.Default()
	opt.Workers = max(2, runtime.GOMAXPROCS(0))
	opt.Encoding, opt.Sheet = s.encoding, s.sheet
	opt.Presets, opt.Identify, opt.Context = presets, s.identify, c.Context
	opt.Known, opt.Units, opt.Overview = s.known, s.register, s.overview
	if s.bare {
		opt.Comments, opt.Digest = 0, false
		opt.Names = append([]string{}, s.by...)
	}
	if s.instrument != "" {
		// Named, it is the only candidate; its scale stays a default that the
		// data may speak against, unlike that of a study file.
		if s.study != "" {
			return nil, misuse(lang.T("--study 和 --instrument 只能用一个；研究文件里已经写明所用的量表", "give either --study or --instrument; a study file names its instrument itself"))
		}
		preset, err := instrumentNamed(s.instrument)
		if err != nil {
			return nil, err
		}
		opt.Presets = []*survey.Study{preset}
	} else if opt.Study, opt.StudyPlace, err = s.findStudy(); err != nil {
		return nil, err
	}
	src, err := load.Open(inputs, opt)
	if err != nil || !s.bare {
		return src, err
	}
	// Only the fields asked for are read. Where one was named by its label or
	// header, open the files once more with its own name.
	asked, err := fieldKeys(flagPlace("by"), s.by, fieldNames(src.Study(), src.Bindings()))
	if err != nil || slices.Equal(asked, s.by) {
		return src, nil // fold tells what is wrong
	}
	src.Close()
	opt.Names = asked
	return load.Open(inputs, opt)
}

func (s settings) inputs(stdin io.Reader) ([]load.Input, error) {
	var out []load.Input
	for _, f := range s.files {
		if f != "-" {
			out = append(out, load.Input{Path: f})
			continue
		}
		data, err := io.ReadAll(stdin)
		if err != nil {
			return nil, spoken(lang.F("读不了标准输入：%v；请改用文件", "standard input can't be read: %v; name a file instead", err))
		}
		out = append(out, load.Input{Name: "stdin", Data: data})
	}
	return out, nil
}

// unbound explains that no instrument was recognised.
func unbound(src *load.Source, err error) error {
	if bad := src.Misread(); len(bad) > 0 {
		return misread(bad[0])
	}
	var heads []string
	for _, b := range src.Bindings() {
		if b.Use == load.UseNothing && len(heads) < 5 {
			heads = append(heads, fmt.Sprintf("%q", b.Header))
		}
	}
	return unknownSurvey(heads, err)
}

// misread says what a table is that is no list of responses, and what to do.
func misread(i issue.Issue) error {
	return spokenError{lang.F("%s：%s。需要的是：%s", "%s: %s. Wanted: %s", lang.Same(i.Pos.String()), i.Code.Title(), i.Want)}
}

// fieldsOf keeps those of the names that the study has as categories.
func fieldsOf(study *survey.Study, names ...string) []string {
	var out []string
	for _, n := range names {
		if f, ok := study.Field(n); ok && f.Kind == survey.CategoryField {
			out = append(out, n)
		}
	}
	return out
}

// examining are the commands that judge the form rather than score by it: what
// looks like a forgotten reversal is told, but must not keep anyone from
// looking into it. In a form of one's own, dimensions may well run against each
// other.
var examining = []string{"reliability", "factors"}

// refuseReversal stops before scores are made of answers whose reversed items
// were not recoded, and prints the proof; where there is doubt and no proof, it
// says so.
func (s settings) refuseReversal(c *cli.Context, a *answers) error {
	rev := servqual.CheckReversal(a.set.Total())
	if !rev.Found() || s.reversedOK {
		return nil
	}
	if !s.refuses(rev, a.study) {
		s.note(c, compose.ReversalNotice(a.study, rev))
		return nil
	}
	fmt.Fprintln(c.App.ErrWriter, compose.ReversalProof(a.study, rev).Join(s.lang, "\n"))
	if slices.Contains(examining, c.Command.Name) {
		return nil
	}
	return spokenError{lang.T("反向题未反转（或反转了两次），不计分；证据见上", "reversed items were not recoded (or recoded twice): not scored; the proof is above")}
}

// refuses says whether answers are not scored for a reversal that was
// forgotten: it must be proven, in a form that someone named. A preset that was
// merely guessed from the headers may be the wrong one (method B.6).
func (s settings) refuses(rev servqual.Reversal, study *survey.Study) bool {
	return rev.Proven(study) && !s.reversedOK && !s.guessed()
}

// guessed says that neither a study file nor --instrument names the form. The
// study of a workspace was settled when it was filled.
func (s settings) guessed() bool {
	if s.workspace != "" || s.instrument != "" || s.study != "" || len(s.files) == 0 {
		return false
	}
	path, err := studyBeside(s.files[0])
	return path == "" && err == nil
}

// single picks one language for messages that can't be in two.
func single(l lang.Lang) lang.Lang {
	if l == lang.Both {
		return lang.Zh
	}
	return l
}

// warn says in one line that there is something to look at.
func (s settings) warn(c *cli.Context, sum *load.Summary) {
	if sum.Draft {
		s.note(c, lang.F("结果为草稿：有 %d 处待确认。用 servqual check 查看，用 servqual init 写成研究文件后确认。", "The results are a draft; to confirm: %d. See `servqual check`, and settle them in the study file that `servqual init` writes.", len(sum.Questions)))
	}
	e, w := sum.Issues.Count(issue.Error), sum.Issues.Count(issue.Warning)
	if e+w == 0 {
		return
	}
	s.note(c, lang.F("数据有 %d 个错误、%d 个提醒；用 servqual check 查看。", "The data has %d errors and %d warnings; see them with `servqual check`.", e, w))
}

package load

import (
	"fmt"
	"slices"

	"servqual/survey"
	"servqual/survey/issue"
	"servqual/survey/lang"
	"servqual/survey/sheet"
)

// Source is a set of opened files, bound and ready to be read. Close it.
type Source struct {
	opt      Options
	study    *survey.Study
	files    []*file
	tables   []*table // those that are read, joined ones included
	bindings []Binding
	proposed bool // the study was proposed from the headers: no instrument fits and no study file says
	draft    bool // and some of it is likely only
	issues   []issue.Issue
	labels   *labelling // of the items
	words    []Word     // of the items

	numberless bool // no answer to an item is a number
	columns    []Column
	parts      []*part // of the items' columns by their scales, where there are several
	others     []int   // columns of a proposed study whose numbers seem to be on another scale than most
	othersOf   *table  // whose columns they are

	suggested map[string]string // SERVQUAL dimension suggested for an item, by its id
}

// Study gives the study with the columns and fields that were bound. It has
// no items when no instrument was recognised.
func (s *Source) Study() *survey.Study { return s.study }

// Draft says that the study was proposed from the headers, that some of it is
// likely only, and that nobody has confirmed it; or that a question which blocks
// scoring is open.
func (s *Source) Draft() bool {
	return s.draft || slices.ContainsFunc(s.issues, func(i issue.Issue) bool { return i.Blocks })
}

// Questions lists what only the data's owner can tell, in the order found.
func (s *Source) Questions() []issue.Issue {
	var out []issue.Issue
	for _, i := range s.issues {
		if i.Severity == issue.Question {
			out = append(out, i)
		}
	}
	for _, f := range s.files {
		for _, i := range f.book.Issues().Issues() {
			if i.Severity == issue.Question {
				out = append(out, i)
			}
		}
	}
	return out
}

// Bindings lists the columns of all sheets in order.
func (s *Source) Bindings() []Binding { return s.bindings }

// Close closes the files.
func (s *Source) Close() {
	for _, f := range s.files {
		f.book.Close()
	}
}

// Open expands folders, patterns and zip archives, opens the files, finds
// platforms and headers, chooses the instrument and binds the columns. It
// fails when nothing can be read; single bad files become issues.
func Open(inputs []Input, opt Options) (*Source, error) {
	if opt.Workers < 1 {
		opt.Workers = 1
	}
	o, err := openFiles(inputs, opt)
	if err != nil {
		return nil, err
	}
	s := &Source{opt: opt, files: o.files, issues: o.issues}
	all, err := s.openTables()
	if err != nil {
		s.Close()
		return nil, err
	}
	all, misread := s.setAside(all)
	base, note := choose(all, s.opt)
	if note != nil {
		s.issues = append(s.issues, *note)
	}
	if base == nil {
		base = s.propose(all)
	}
	tables, skipped := pick(all, s.wantedSheet())
	s.issues = append(s.issues, skipped...)
	s.issues = append(s.issues, pairSheets(tables)...)
	place(tables)
	tables = append(tables, misread...)
	for i, t := range tables {
		t.source = i
	}
	s.tables = tables
	s.study = settle(base, tables, opt.Study != nil)
	s.study.Units = s.study.Units.Under(opt.Units)
	s.reopen(all)
	s.plan(base)
	s.nameDerived()
	s.report(base)
	s.study.Unconfirmed = s.Draft()
	if opt.Overview {
		s.columns = s.overview()
	}
	for i, t := range all {
		// Only Draft looks at a sample later: that of the first sheet, when no
		// instrument was recognised.
		t.forRecog = nil
		if i > 0 || len(s.study.Items) > 0 {
			t.grid, t.sample = nil, newSample(len(t.head.cols))
		}
	}
	return s, nil
}

// Rows is about how many rows all tables have together.
func (s *Source) Rows() int64 {
	n := int64(0)
	for _, t := range s.tables {
		n += t.rows()
	}
	return n
}

func (s *Source) wantedSheet() string {
	if s.opt.Sheet == "" && s.opt.Study != nil {
		return s.opt.Study.Header.Sheet
	}
	return s.opt.Sheet
}

// A folder of hundreds of branch files is sampled more thinly, so that the
// samples together stay small.
const (
	manyFiles   = 20
	leastSample = 60
)

// openTables finds the headers of all sheets that may be read.
func (s *Source) openTables() ([]*table, error) {
	wanted, hint := s.wantedSheet(), 0
	if s.opt.Study != nil {
		hint = s.opt.Study.Header.Row
	}
	var all []*table
	var last error
	opt := s.opt
	if n := len(s.files); n > manyFiles {
		opt.Sample = max(leastSample, opt.Sample*manyFiles/n)
	}
	for _, f := range s.files {
		if err := opt.ended(); err != nil {
			return nil, err
		}
		if f.mapping() {
			s.issues = append(s.issues, f.noAnswers(len(s.files) == 1))
			continue
		}
		before := len(all)
		for i, sh := range f.book.Sheets {
			if wanted != "" && sh.Name != wanted && f.book.Format != sheet.CSV {
				continue
			}
			if wanted == "" && sh.Hidden {
				s.hidden(f, i)
				continue
			}
			t, issues, err := openTable(f, i, opt, hint)
			s.issues = append(s.issues, issues...)
			if err != nil {
				o := opened{}
				o.fault(err)
				s.issues = append(s.issues, o.issues...)
				last = err
				continue
			}
			if t != nil {
				all = append(all, t)
			}
		}
		if len(all) == before {
			s.issues = append(s.issues, s.empty(f, wanted))
		}
	}
	if len(all) == 0 {
		if last != nil {
			return nil, last
		}
		for _, is := range s.issues {
			if is.Severity == issue.Error || is.Severity == 0 {
				return nil, &NothingError{Issues: s.issues}
			}
		}
		return nil, &NothingError{Issues: s.issues}
	}
	return all, nil
}

// hiddenWidth is how wide a hidden sheet must be to be worth a word: lists for
// drop-downs are narrower.
const hiddenWidth = 5

// hidden reports a hidden sheet that may hold answers.
func (s *Source) hidden(f *file, i int) {
	grid, err := f.book.Head(i, headRows)
	if err != nil || tableWidth(grid) < hiddenWidth {
		return
	}
	s.issues = append(s.issues, issue.Issue{Code: issue.SheetSkipped, Pos: issue.Pos{File: f.name, Sheet: f.book.Sheets[i].Name},
		Want: lang.T("如需读取，请用 --sheet 指明", "name it with --sheet to have it read"), Effect: lang.T("隐藏的工作表，未读取", "a hidden sheet: not read")})
}

// NothingError says that no sheet of answers was found; its issues say why.
type NothingError struct{ Issues []issue.Issue }

// Error gives the first reason.
func (e *NothingError) Error() string {
	for _, i := range e.Issues {
		if i.Code.Severity() == issue.Error {
			return fmt.Sprintf("%s: %s; wanted: %s", i.Pos, i.Code.Title().In(lang.En), i.Want.In(lang.En))
		}
	}
	return "no answers found"
}

func (s *Source) empty(f *file, wanted string) issue.Issue {
	if wanted != "" {
		names := ""
		for i, sh := range f.book.Sheets {
			if i > 0 {
				names += ", "
			}
			names += sh.Name
		}
		return issue.Issue{Code: issue.FileEmpty, Pos: issue.Pos{File: f.name, Sheet: wanted}, Got: names,
			Want: lang.F("名为“%s”的工作表", "a sheet named %q", wanted), Effect: lang.T("该文件未读取", "the file was not read")}
	}
	return issue.Issue{Code: issue.FileEmpty, Pos: issue.Pos{File: f.name}, Want: lang.T("有表头和答卷的工作表", "a sheet with a header and answers"), Effect: lang.T("该文件未读取", "the file was not read")}
}

// outcomeScale is the scale of a numeric field and of its labels.
type outcomeScale struct {
	survey.Outcome
	labels *labelling
	steps  int // of the field's common scale, where files are on different ones; else 0
}

// plan settles scales from the samples and lays down how each table is read.
func (s *Source) plan(base *survey.Study) {
	e := newEvidence()
	for _, t := range s.tables {
		for col := range t.bind.cols {
			if c := &t.bind.cols[col]; c.use == UseItem && s.study.SideIndex(c.side) >= 0 {
				if e.pos.File == "" {
					e.pos = issue.Pos{File: t.file.name, Sheet: t.sheetName, Row: t.head.last, Col: col + 1}
				}
				e.add(t.column(col))
			}
		}
	}
	mixed := s.mix()
	binding := s.opt.Study != nil || s.proposed && s.study.Scale.Max > s.study.Scale.Min
	if s.opt.Study != nil && s.usualScale() && e.labelsDecide(s.study) {
		binding = false // the study file names the instrument and states no scale of its own
	}
	if !mixed && !binding && !s.proposed && s.opt.Study == nil && !e.labelsDecide(s.study) {
		binding = s.judgeScale()
	}
	if !mixed {
		l, issues := settleScale(s.study, e, binding)
		s.issues = append(s.issues, issues...)
		s.labels = l
	}
	s.numberless = e.total == 0
	if s.opt.Overview {
		s.words = e.words(s.labels, s.study)
	}
	outcomes := make(map[*table]map[string]*outcomeScale)
	s.outcomes(outcomes)
	for _, t := range s.tables {
		if t.joinedTo != nil {
			t.plan = s.makePlan(t, outcomes[t])
		}
	}
	for _, t := range s.tables {
		if t.joinedTo == nil {
			t.plan = s.makePlan(t, outcomes[t])
		}
		s.dates(t)
		if i, asked := t.blankBelow(); asked {
			s.issues = append(s.issues, i)
		}
		t.plan.screen = s.opt.Screen
		t.plan.screen.MinVariability *= t.plan.grain
		t.plan.learn(t, &t.plan.screen)
		if t.plan.weighing != asPoints {
			s.issues = append(s.issues, weighed(t))
		}
		if t.plan.swap {
			s.issues = append(s.issues, swapped(t))
		}
	}
}

// dates reports columns of dates whose order of day and month nothing tells.
func (s *Source) dates(t *table) {
	if t.plan.when < 0 {
		return
	}
	cells := t.column(t.plan.when)
	if _, sure := dayOrder(cells); sure {
		return
	}
	got := ""
	for c := range cells {
		if _, ambiguous, ok := readStamp(c.Text, monthFirst); ok && ambiguous {
			got = c.Text
			break
		}
	}
	s.issues = append(s.issues, issue.Issue{Code: issue.DateAmbiguous, Pos: issue.Pos{File: t.file.name, Sheet: t.sheetName, Row: t.head.last, Col: t.plan.when + 1}, Subject: survey.FieldDate, Got: got,
		Want: lang.T("年-月-日，如 2026-10-03", "year, month, day: 2026-10-03"), Effect: lang.T("按“月/日/年”理解", "read as month/day/year")})
}

package main

import (
	"errors"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"servqual/gap"
	"servqual/report/compose"
	"servqual/servqual"
	"servqual/survey"
	"servqual/survey/issue"
	"servqual/survey/lang"
	"servqual/survey/load"
	"servqual/survey/sheet"
	"servqual/survey/tally"
)

func gapCommand() *cli.Command {
	return &cli.Command{
		Name: "gap",
		Flags: common(append(groupFlags(),
			&cli.StringFlag{Name: "customers"},
			&cli.StringFlag{Name: "format", Value: "table"},
			&cli.StringFlag{Name: "out", Value: "."},
			&cli.Float64Flag{Name: "tolerance"},
		)...),
		Action: runGap,
	}
}

// groupFlags name the files of the two inner groups.
func groupFlags() []cli.Flag {
	return []cli.Flag{
		&cli.StringFlag{Name: "managers"},
		&cli.StringFlag{Name: "staff"},
	}
}

// groups are the answers of the three groups; nil where a group is absent.
type groups struct {
	customers, managers, staff *tally.Set
	issues                     compose.Counts
	date                       string
}

func runGap(c *cli.Context) error {
	s, err := settingsOf(c, c.String("customers"), c.String("managers"), c.String("staff"))
	if err != nil {
		return err
	}
	want, err := formats(c, "table", "json", "html", "pdf", "xlsx")
	if err != nil {
		return err
	}
	g, err := s.readGroups(c)
	if err != nil {
		return err
	}
	opt := gap.DefaultAnalysis
	opt.Level, opt.Tolerance = s.level, c.Float64("tolerance")
	a, units := g.analyse(opt)
	cs := &compose.GapCase{Analysis: a, Units: units, Lang: s.lang, Date: g.date}
	return printDocument(c, want, g.stem(s), compose.Gaps(cs), func() any { return compose.GapsOf(a, units, &g.issues) })
}

// stem is the file name of the document without extension: with the unit, where
// all answers are of one, and the month of the last answer.
func (g *groups) stem(s settings) string {
	d := docName{kind: lang.T("五个差距", "five-gaps").In(single(s.lang))}
	if len(g.date) >= len("2006-01") {
		d.wave = g.date[:len("2006-01")]
	}
	var units []string
	for _, set := range []*tally.Set{g.customers, g.managers, g.staff} {
		if set != nil && slices.Contains(set.By(), survey.FieldUnit) {
			for _, u := range namesOf(set, survey.FieldUnit) {
				units = appendNew(units, u)
			}
		}
	}
	if len(units) == 1 {
		d.unit = units[0]
	}
	return fileStems([]docName{d})[0]
}

func (g *groups) analyse(opt gap.AnalysisOptions) (*gap.Analysis, *gap.UnitGaps) {
	total := func(s *tally.Set) *tally.Tally {
		if s == nil {
			return nil
		}
		return s.Total()
	}
	a := gap.Analyse(total(g.customers), total(g.managers), total(g.staff), opt)
	for _, s := range []*tally.Set{g.customers, g.managers, g.staff} {
		if s != nil && slices.Contains(s.By(), survey.FieldUnit) {
			return a, gap.ByUnit(g.customers, g.managers, g.staff, survey.FieldUnit, opt)
		}
	}
	return a, nil
}

// readGroups reads the files named by the flags, or one workbook with the
// groups on its sheets or told apart by a column.
func (s settings) readGroups(c *cli.Context) (*groups, error) {
	named := [3]string{c.String("customers"), c.String("managers"), c.String("staff")}
	if named != [3]string{} {
		if len(s.files) > 0 {
			return nil, misuse(lang.T("请二选一：一个含三方答卷的文件，或分别用 --customers、--managers、--staff 指定", "give either one file with all groups, or --customers, --managers and --staff"))
		}
		return s.readGroupFiles(c, named[0], named[1], named[2])
	}
	if len(s.files) != 1 {
		return nil, misuse(lang.T("gap 读取一个含三方答卷的工作簿，或用 --customers 甲 --managers 乙 --staff 丙 分别指定", "gap reads one workbook with the three groups, or --customers A --managers B --staff C"))
	}
	sheets, err := s.groupSheets(c)
	if err != nil || sheets != nil {
		return sheets, err
	}
	return s.readByType(c)
}

// readGroupFiles reads one file a group; a group whose file is "" is absent.
func (s settings) readGroupFiles(c *cli.Context, customers, managers, staff string) (*groups, error) {
	g := &groups{}
	forms := [2]*survey.Study{}
	forms[0], _ = gap.Preset(gap.ManagersForm)
	forms[1], _ = gap.Preset(gap.StaffForm)
	if customers != "" {
		a, err := s.withFiles(customers).read(c, tally.Options{}, nil, survey.FieldUnit)
		if err != nil {
			return nil, err
		}
		g.add(a)
		g.customers = a.set
		forms[0], forms[1] = gap.FormsFor(a.study)
	}
	for i, file := range []string{managers, staff} {
		if file == "" {
			continue
		}
		a, err := s.readForm(c, file, "", forms[i])
		if err != nil {
			return nil, err
		}
		g.add(a)
		if i == 0 {
			g.managers = a.set
		} else {
			g.staff = a.set
		}
	}
	return g, nil
}

func (s settings) withFiles(files ...string) settings {
	s.files = files
	return s
}

// readForm reads the managers' or the staff's answers.
func (s settings) readForm(c *cli.Context, file, sheetName string, form *survey.Study) (*answers, error) {
	s.files, s.workspace, s.study, s.instrument = []string{file}, "", "", ""
	if sheetName != "" {
		s.sheet = sheetName
	}
	inputs, err := s.inputs(c.App.Reader)
	if err != nil {
		return nil, err
	}
	opt := load.Default()
	opt.Encoding, opt.Sheet, opt.Presets, opt.Context = s.encoding, s.sheet, []*survey.Study{form}, c.Context
	src, err := load.Open(inputs, opt)
	if err != nil {
		return nil, err
	}
	return s.fold(c, src, tally.Options{}, nil, survey.FieldUnit)
}

func (g *groups) add(a *answers) {
	g.issues.Errors += a.summary.Issues.Count(issue.Error)
	g.issues.Warnings += a.summary.Issues.Count(issue.Warning)
	g.date = max(g.date, a.summary.LastDate)
}

// groupSheets reads a workbook with a sheet for each group; nil when the
// sheets are not that.
func (s settings) groupSheets(c *cli.Context) (*groups, error) {
	book, err := sheet.OpenFile(s.files[0], sheet.Default())
	if err != nil {
		return nil, err
	}
	var names []string
	for _, sh := range book.Sheets {
		names = append(names, sh.Name)
	}
	book.Close()
	form := map[string]string{} // instrument → sheet
	for _, name := range names {
		x := s
		x.sheet = name
		src, err := x.open(c, instruments())
		if err != nil {
			continue // a sheet of notes
		}
		form[src.Study().Instrument] = name
		src.Close()
	}
	managers, staff := form[gap.ManagersForm], form[gap.StaffForm]
	if managers == "" && staff == "" {
		return nil, nil
	}
	g := &groups{}
	for instrument, name := range form {
		if _, ok := servqual.Preset(instrument); !ok && instrument != "" {
			continue
		}
		x := s
		x.sheet = name
		a, err := x.read(c, tally.Options{}, nil, survey.FieldUnit)
		if err != nil {
			return nil, err
		}
		g.add(a)
		g.customers = a.set
	}
	for _, f := range []struct {
		sheet, preset string
		to            **tally.Set
	}{{managers, gap.ManagersForm, &g.managers}, {staff, gap.StaffForm, &g.staff}} {
		if f.sheet == "" {
			continue
		}
		preset, _ := gap.Preset(f.preset)
		a, err := s.readForm(c, s.files[0], f.sheet, preset)
		if err != nil {
			return nil, err
		}
		g.add(a)
		*f.to = a.set
	}
	return g, nil
}

// readByType reads one sheet on which a column says who answered: the three
// groups answered the same items, so gaps 6 and 7 can be told too.
func (s settings) readByType(c *cli.Context) (*groups, error) {
	a, err := s.read(c, tally.Options{}, []string{survey.FieldType}, survey.FieldUnit)
	var usage usageError
	if errors.As(err, &usage) { // the data has no such field
		return nil, spokenError{lang.F("%s：没有管理者或员工的工作表，也没有说明答卷人类型的列。请用 --managers 和 --staff 指明他们的答卷，或加一列“答卷人类型”",
			"%s: neither sheets of managers and staff nor a column that says who answered. Name their answers with --managers and --staff, or add a column respondent_type", lang.Same(s.files[0]))}
	}
	if err != nil {
		return nil, err
	}
	g := &groups{}
	g.add(a)
	var unknown []string
	g.customers, _, _, unknown = gap.SplitByType(a.set)
	if len(unknown) > 0 {
		s.note(c, lang.F("以下答卷人类型不认识，未计入：%s。", "These types of respondent are not known and not counted: %s.", strings.Join(unknown, ", ")))
	}
	form, _ := gap.Preset(gap.ThreeGroups)
	x := s
	x.quiet = true // the problems were told at the first reading
	src, err := x.open(c, []*survey.Study{form})
	if err != nil {
		return nil, err
	}
	b, err := x.fold(c, src, tally.Options{}, []string{survey.FieldType}, survey.FieldUnit)
	if err != nil {
		return nil, err
	}
	_, g.managers, g.staff, _ = gap.SplitByType(b.set)
	return g, nil
}

package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"servqual/gap"
	"servqual/report"
	"servqual/report/compose"
	"servqual/report/render/html"
	"servqual/report/render/pdf"
	"servqual/report/render/xlsx"
	"servqual/survey"
	"servqual/survey/lang"
	"servqual/survey/store"
	"servqual/survey/tally"
)

func reportCommand() *cli.Command {
	return &cli.Command{
		Name: "report",
		Flags: common(append(groupFlags(),
			&cli.StringFlag{Name: "format", Value: "html,pdf,xlsx"},
			&cli.StringFlag{Name: "out", Value: "."},
			&cli.BoolFlag{Name: "include-data"},
			&cli.StringFlag{Name: "date"},
			showSmallFlag(),
		)...),
		Action: runReport,
	}
}

// renderers by file extension. They end with an error when the context does.
var renderers = map[string]func(context.Context, io.Writer, *report.Document) error{
	"html": func(ctx context.Context, w io.Writer, d *report.Document) error {
		opt := html.Default()
		opt.Context = ctx
		return html.Render(w, d, opt)
	},
	"pdf": func(ctx context.Context, w io.Writer, d *report.Document) error {
		opt := pdf.Default()
		opt.Context = ctx
		return pdf.Render(w, d, opt)
	},
	"xlsx": func(ctx context.Context, w io.Writer, d *report.Document) error {
		opt := xlsx.Default()
		opt.Context = ctx
		return xlsx.Render(w, d, opt)
	},
}

// renderTo writes a document in a format.
func renderTo(ctx context.Context, format string, doc *report.Document) func(io.Writer) error {
	return func(w io.Writer) error { return renderers[format](ctx, w, doc) }
}

func runReport(c *cli.Context) error {
	s, err := settingsOf(c)
	if err != nil {
		return err
	}
	want, err := formats(c, "html", "pdf", "xlsx")
	if err != nil {
		return err
	}
	cs, err := s.monthlyCase(c)
	if err != nil {
		return err
	}
	cs.Date = c.String("date")
	s.noteAbsent(c, cs)
	doc := compose.Monthly(cs)
	return writeDocument(c, doc, want, s.stemOf(reportKind, cs))
}

// monthlyCase reads the data by unit and wave and checks what was asked for.
func (s settings) monthlyCase(c *cli.Context) (*compose.Case, error) {
	if len(s.by) > 0 {
		return nil, misuse(lang.F("%s 不能加 --by；只看一个单位或一期请用 --unit 或 --wave，分组得分请用 servqual score --by", "%s takes no --by; use --unit or --wave to look at one, or score --by", c.Command.Name))
	}
	if c.Bool("include-data") {
		s.rows = &rowKeeper{}
	}
	a, err := s.readByUnitAndWave(c)
	if err != nil {
		return nil, err
	}
	if s.unit, err = unitNamed(s.unit, a.summary.Units); err != nil {
		return nil, err
	}
	if s.wave, err = waveNamed(flagPlace("wave"), s.wave, a.summary.Waves); err != nil {
		return nil, err
	}
	cs := &compose.Case{Context: c.Context, Set: a.set, Summary: a.summary, Lang: s.lang, Level: s.level, Unit: s.unit, Wave: s.wave, Version: programVersion(), Cells: s.cells}
	if err := s.refuseSmall(cs); err != nil {
		return nil, err
	}
	if w := cs.FocusWave(); s.unit != "" && s.wave != "" && w != s.wave {
		return nil, usageError{spokenError{lang.F("--wave %s：%s 没有这一期的答卷，最近一期是 %s", "--wave %s: %s has no answers in that wave; its last one is %s",
			lang.Same(s.wave), lang.Same(s.unit), lang.Same(w))}}
	}
	if cs.Brand, err = s.branding(a.study); err != nil {
		return nil, err
	}
	if err := s.addRegister(c, cs); err != nil {
		return nil, err
	}
	if s.rows != nil {
		cs.Rows = s.rows.batch(s.unit, cs.FocusWave())
	}
	return cs, s.addGaps(c, cs, a)
}

// addGaps reads the managers' and the staff's forms where they are given, and
// sets them beside the customers of the wave in focus.
func (s settings) addGaps(c *cli.Context, cs *compose.Case, a *answers) error {
	if c.String("managers") == "" && c.String("staff") == "" {
		return nil
	}
	g, err := s.readGroupFiles(c, "", c.String("managers"), c.String("staff"))
	if err != nil {
		return err
	}
	g.customers = a.set
	if w := cs.FocusWave(); w != "" {
		g.customers = g.customers.Filter(survey.FieldWave, func(n string) bool { return n == w })
	}
	if slices.Contains(g.customers.By(), survey.FieldUnit) {
		g.customers = g.customers.Rollup(survey.FieldUnit)
	} else {
		g.customers = g.customers.Rollup()
	}
	opt := gap.DefaultAnalysis
	opt.Level = s.level
	cs.Gaps, cs.GapUnits = g.analyse(opt)
	return nil
}

// readByUnitAndWave folds by whichever of the two the data has.
func (s settings) readByUnitAndWave(c *cli.Context) (*answers, error) {
	return s.read(c, tally.Options{Items: true, Links: true}, nil, survey.FieldUnit, survey.FieldWave)
}

// branding reads the logo named in the study file.
func (s settings) branding(study *survey.Study) (report.Brand, error) {
	b := report.Brand{Colours: study.Report.Colours}
	for _, ch := range study.Report.Chapters {
		if known := compose.Chapters(); !slices.Contains(known, ch) {
			return b, spokenError{lang.T(fmt.Sprintf("研究文件 report.chapters：没有叫 %q 的章节；有 %s", ch, strings.Join(known, "、")),
				fmt.Sprintf("study file, report.chapters: there is no chapter %q; there are %s", ch, strings.Join(known, ", ")))}
		}
	}
	if study.Report.Logo == "" {
		return b, nil
	}
	dir := filepath.Dir(s.study)
	switch {
	case store.IsAddress(s.workspace):
		return b, nil // on a server there is no folder beside it
	case s.workspace != "":
		dir = filepath.Dir(s.workspace)
	case s.study == "":
		dir = filepath.Dir(beside(s.files[0]))
	}
	data, err := os.ReadFile(filepath.Join(dir, study.Report.Logo))
	if errors.Is(err, fs.ErrNotExist) && s.workspace != "" {
		return b, nil // the logo stayed where the study file was
	}
	if err != nil {
		return b, spokenError{lang.T(fmt.Sprintf("研究文件 report.logo：读不到 %s", study.Report.Logo), fmt.Sprintf("study file, report.logo: %v", err))}
	}
	b.Logo = data
	return b, nil
}

// reportKind begins the file name of the monthly report.
var reportKind = lang.T("服务质量报告", "service-quality-report")

package main

import (
	"fmt"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/urfave/cli/v2"

	"servqual/report"
	"servqual/report/compose"
	"servqual/report/render/text"
	"servqual/survey"
	"servqual/survey/issue"
	"servqual/survey/lang"
	"servqual/survey/store"
	"servqual/survey/tally"
)

func trendCommand() *cli.Command {
	return &cli.Command{
		Name: "trend",
		Flags: told(common(
			&cli.StringFlag{Name: "format", Value: "table"},
			&cli.StringFlag{Name: "out", Value: "."},
			&cli.StringFlag{Name: "measure"},
			&cli.StringSliceFlag{Name: "event"},
			&cli.IntFlag{Name: "baseline"},
			&cli.StringFlag{Name: "chart"},
			&cli.BoolFlag{Name: "autocorrelation"},
			&cli.StringFlag{Name: "rescaled"},
			&cli.BoolFlag{Name: "table"},
		),
			&cli.StringFlag{Name: "wave"}),
		Action: runTrend,
	}
}

func runTrend(c *cli.Context) error {
	s, err := settingsOf(c)
	if err != nil {
		return err
	}
	want, err := formats(c, "table", "json", "csv", "html", "pdf", "xlsx")
	if err != nil {
		return err
	}
	if len(want) > 1 && slices.ContainsFunc(want, func(f string) bool { return f == "table" || f == "json" || f == "csv" }) {
		return misuse(lang.T("--format：table、json 和 csv 输出到屏幕，只能单独用；html、pdf、xlsx 写成文件，可以同时用", "--format: table, json and csv are printed and stand alone; html, pdf, xlsx are written and may be combined"))
	}
	f, err := s.trendOf(c)
	if err != nil {
		return s.trendError(err)
	}
	if f == nil {
		return nil // the measures were listed
	}
	switch want[0] {
	case "json", "csv":
		out, err := f.figures()
		switch {
		case err != nil:
			return s.trendError(err)
		case want[0] == "json":
			return writeJSON(c.App.Writer, out)
		}
		return writeCSV(c.App.Writer, slices.Values(compose.TrendRows(out)), false)
	}
	doc, err := f.document()
	if err != nil {
		return s.trendError(err)
	}
	if want[0] == "table" {
		return text.Render(c.App.Writer, compose.WithoutFigures(doc))
	}
	f.name.kind = strings.TrimSuffix(lang.T("趋势", "trend").In(single(s.lang))+"-"+f.name.kind, "-")
	name := fileStems([]docName{f.name})[0]
	return writeDocument(c, doc, want, name)
}

// followed is what a trend is made of: answers, or a table of months.
type followed struct {
	cs     *compose.Case
	opt    compose.TrendOptions
	column *compose.Column
	name   docName // kind: the measure
}

func (f *followed) document() (*report.Document, error) {
	if f.column != nil {
		return compose.TrendOfColumn(f.cs, *f.column, f.opt)
	}
	return compose.Trend(f.cs, f.opt)
}

func (f *followed) figures() (*compose.TrendJSON, error) {
	if f.column != nil {
		return compose.TrendOfColumnJSON(f.cs, *f.column, f.opt)
	}
	return compose.TrendOf(f.cs, f.opt)
}

// trendError makes mistakes in the command line out of names that don't occur.
func (s settings) trendError(err error) error {
	switch err.(type) {
	case *compose.UnknownMeasureError, *compose.UnknownWaveError:
		return usageError{err}
	}
	return err
}

func (s settings) trendOf(c *cli.Context) (*followed, error) {
	opt, err := trendOptions(c)
	if err != nil {
		return nil, err
	}
	if len(s.by) > 0 {
		return nil, misuse(lang.T("trend 不能加 --by；看一个单位的趋势请用 --unit，比较各单位请用 servqual benchmark", "trend takes no --by; use --unit to follow one unit, or benchmark to compare them"))
	}
	if c.Bool("table") {
		return s.trendOfTable(c, opt)
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
	set := a.set
	if s.wave != "" {
		set = set.Filter(survey.FieldWave, func(n string) bool { return n <= s.wave })
	}
	cs := &compose.Case{Context: c.Context, Set: set, Summary: a.summary, Lang: s.lang, Level: s.level, Unit: s.unit, Version: programVersion()}
	if cs.Brand, err = s.branding(a.study); err != nil {
		return nil, err
	}
	if opt.Measure == "list" || opt.Measure == "列出" {
		for _, m := range compose.Measures(cs) {
			fmt.Fprintln(c.App.Writer, m)
		}
		return nil, nil
	}
	if opt.Measure != "" {
		if opt.Measure, err = resolve(flagPlace("measure"), opt.Measure, measureNames(cs)); err != nil {
			return nil, err
		}
	}
	for i := range opt.Events {
		if opt.Events[i].Wave, err = waveNamed(flagPlace("event"), opt.Events[i].Wave, a.summary.Waves); err != nil {
			return nil, err
		}
	}
	opt.Issues = &compose.Counts{Errors: a.summary.Issues.Count(issue.Error), Warnings: a.summary.Issues.Count(issue.Warning)}
	for _, x := range a.apart {
		if s.wave != "" {
			x = x.Filter(survey.FieldWave, func(n string) bool { return n <= s.wave })
		}
		opt.Others = append(opt.Others, x)
	}
	if opt.Others, err = s.otherScales(c, opt.Others); err != nil {
		return nil, err
	}
	if err := s.workspaceEvents(c, &opt, a.summary.Waves); err != nil {
		return nil, err
	}
	name := docName{strings.ReplaceAll(opt.Measure, "/", "_"), s.unit, cs.FocusWave()} // gap/REL
	if name.unit == "" {
		name.unit = onlyUnit(cs)
	}
	return &followed{cs: cs, opt: opt, name: name}, nil
}

func trendOptions(c *cli.Context) (compose.TrendOptions, error) {
	o := compose.TrendOptions{Measure: c.String("measure"), Baseline: c.Int("baseline"), HamedRao: c.Bool("autocorrelation")}
	if o.Baseline < 0 {
		return o, misuse(lang.F("--baseline %d：请写用几期作为基准，如 6", "--baseline %d: name how many waves, such as 6", o.Baseline))
	}
	key, err := chosen(c, "chart", trendChartNames)
	if err != nil {
		return o, err
	}
	o.Chart = compose.TrendCharts[key]
	for _, e := range c.StringSlice("event") {
		wave, label, ok := strings.Cut(e, "=")
		if !ok || wave == "" || label == "" {
			return o, misuse(lang.F("--event %q：请写成 期次=事件，如 2026-03=培训", "--event %q: write wave=label, such as 2026-03=training", e))
		}
		o.Events = append(o.Events, compose.TrendEvent{Wave: strings.TrimSpace(wave), Label: strings.TrimSpace(label)})
	}
	return o, nil
}

// otherScales reads the waves that were asked on another scale, with their own
// study.
func (s settings) otherScales(c *cli.Context, have []*tally.Set) ([]*tally.Set, error) {
	if c.String("rescaled") == "" {
		return have, nil
	}
	other := s
	other.workspace, other.study, other.sheet, other.files = "", "", "", nil
	for _, f := range strings.Split(c.String("rescaled"), ",") {
		if f = strings.TrimSpace(f); f != "" {
			other.files = append(other.files, f)
		}
	}
	a, err := other.readByUnitAndWave(c)
	if err != nil {
		return nil, err
	}
	return append(have, a.set), nil
}

// workspaceEvents adds the events kept in the workspace that happened within
// the waves and concern the unit and the measure; those of the command line
// come first.
func (s settings) workspaceEvents(c *cli.Context, o *compose.TrendOptions, waves []string) error {
	if s.workspace == "" {
		return nil
	}
	w, err := store.Open(c.Context, s.workspace)
	if err != nil {
		return s.worded(err)
	}
	defer w.Close()
	events, err := w.Events(c.Context)
	if err != nil {
		return s.worded(err)
	}
	for _, e := range events {
		wave := firstWave(waves, e.Date)
		concerns := (len(e.Units) == 0 || s.unit != "" && slices.Contains(e.Units, s.unit)) && (len(e.Gaps) == 0 || slices.Contains(e.Gaps, o.Measure))
		taken := slices.ContainsFunc(o.Events, func(x compose.TrendEvent) bool { return x.Wave == wave })
		if wave != "" && concerns && !taken {
			o.Events = append(o.Events, compose.TrendEvent{Wave: wave, Label: e.Title})
		}
	}
	return nil
}

// firstWave is the first wave that an event of a date can have moved: its
// month, when it fell in the first half of it, else the next.
func firstWave(waves []string, date string) string {
	month := date
	if len(date) >= 10 {
		month = date[:7]
		if date[8:10] > "15" {
			month = date[:7] + "~" // after this month's wave
		}
	}
	for _, w := range waves {
		if w != "" && w >= month {
			return w
		}
	}
	return ""
}

// trendOfTable follows a column of a table of months.
func (s settings) trendOfTable(c *cli.Context, opt compose.TrendOptions) (*followed, error) {
	if len(s.files) != 1 {
		return nil, misuse(lang.T("--table：请写一个文件，每月一行", "--table: name one file with a row for each month"))
	}
	rows, err := smallTable(s.files[0], s.encoding)
	if err != nil {
		return nil, err
	}
	if len(rows) < 2 {
		return nil, spoken(lang.F("%s 里没有按月的表；第一行写列名，以下每月一行", "%s holds no table of months: put the column names in the first row and a month in each row below", s.files[0]))
	}
	col, err := columnOf(s.files[0], rows, opt)
	if err != nil {
		return nil, err
	}
	last := col.Waves[len(col.Waves)-1]
	return &followed{cs: &compose.Case{Lang: s.lang, Level: s.level, Date: last}, opt: opt, column: &col, name: docName{kind: col.Name, wave: last}}, nil
}

// columnOf takes a column, or a count and its base, out of a table whose first
// column names the months.
func columnOf(path string, rows [][]string, opt compose.TrendOptions) (compose.Column, error) {
	head := rows[0]
	var known []string
	for _, h := range head[1:] {
		known = append(known, h)
	}
	name := opt.Measure
	if name == "" && len(known) > 0 {
		name = known[0]
	}
	top, base, ratio := strings.Cut(name, "/")
	at := func(h string) (int, error) {
		key, err := resolve(flagPlace("measure"), h, plainNames(known))
		return 1 + slices.Index(known, key), err
	}
	if _, err := at(name); err == nil {
		top, base, ratio = name, "", false // a column whose own name has a slash
	}
	k, err := at(top)
	if err != nil {
		return compose.Column{}, err
	}
	out := compose.Column{Name: name}
	b := 0
	if ratio {
		if b, err = at(base); err != nil {
			return out, err
		}
	}
	for i, row := range rows[1:] {
		if len(row) == 0 || len(row) <= k || row[k] == "" {
			continue // a month without the figure
		}
		x, err := figure(path, i+2, row, k)
		if err != nil {
			return out, err
		}
		out.Waves, out.Values = append(out.Waves, monthName(row[0])), append(out.Values, x)
		if ratio {
			n, err := figure(path, i+2, row, b)
			if err != nil {
				return out, err
			}
			if n < 0 || n == 0 && x != 0 {
				return out, spokenError{lang.F("%s 第 %d 行：%s 除以 %s 没有意义；基数要大于0", "%s, row %d: %s over %s has no meaning; the base must be above 0", lang.Same(path), i+2, lang.Same(row[k]), lang.Same(row[b]))}
			}
			out.Bases = append(out.Bases, n)
		}
	}
	if len(out.Waves) == 0 {
		return out, spoken(lang.F("%s：%q 列没有数字；请用 --measure 写别的列名", "%s: column %q holds no figures; name another column with --measure", path, name))
	}
	return out, nil
}

func figure(path string, row int, cells []string, k int) (float64, error) {
	if k >= len(cells) {
		return 0, spoken(lang.F("%s 第 %d 行：缺一个数字；请补上", "%s, row %d: a figure is missing; fill it in", path, row))
	}
	x, err := strconv.ParseFloat(strings.ReplaceAll(strings.ReplaceAll(cells[k], ",", ""), "−", "-"), 64)
	if err != nil || math.IsNaN(x) || math.IsInf(x, 0) {
		return 0, spoken(lang.F("%s 第 %d 行：%q 不是数字；请改正", "%s, row %d: %q is no number; correct it", path, row, cells[k]))
	}
	return x, nil
}

var yearAndMonth = regexp.MustCompile(`^(\d{4})[-/.年]?(\d{1,2})月?(?:[-/.]\d{1,2})?$`)

// monthName writes 2022/1, 202201 and 2022年1月 as 2022-01; anything else stays.
func monthName(s string) string {
	if m := yearAndMonth.FindStringSubmatch(s); m != nil {
		if k, _ := strconv.Atoi(m[2]); k >= 1 && k <= 12 {
			return fmt.Sprintf("%s-%02d", m[1], k)
		}
	}
	return s
}

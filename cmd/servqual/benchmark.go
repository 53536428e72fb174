package main

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/urfave/cli/v2"

	"servqual/report/compose"
	"servqual/report/render/text"
	"servqual/survey"
	"servqual/survey/issue"
	"servqual/survey/lang"
	"servqual/survey/sheet"
	"servqual/survey/store"
	"servqual/survey/tally"
)

func benchmarkCommand() *cli.Command {
	return &cli.Command{
		Name:      "benchmark",
		Usage:     "compare units: tiers, league, best practice · 各单位对标",
		ArgsUsage: "FILE…",
		Flags: told(common(append(groupFlags(),
			&cli.StringFlag{Name: "format", Value: "table", Usage: "`FORMATS`: table or json; html, pdf, xlsx"},
			&cli.StringFlag{Name: "out", Value: ".", Usage: "`FOLDER` to write to"},
			&cli.IntFlag{Name: "last", Usage: "compare over the last `N` waves only"},
			&cli.StringFlag{Name: "sizes", Usage: "spreadsheet of known customer numbers: `FILE` with name and size, or field, name and size"},
			&cli.StringFlag{Name: "targets", Usage: "`LIST` such as gap=-0.5,gap/REL=-0.4"},
			&cli.StringFlag{Name: "norms", Usage: "norms of the workspace to compare with: `NAME`"},
			&cli.BoolFlag{Name: "unweighted", Usage: "count dimensions alike, also where customers gave points"},
			&cli.Int64Flag{Name: "min-ranked", Value: 10, Usage: "units with fewer than `N` responses are listed, not ranked"},
			&cli.Float64Flag{Name: "pool-below", Value: 10, Usage: "units with fewer than `N` responses borrow the pooled variance when shrunk"},
			&cli.BoolFlag{Name: "batch", Usage: "the regional report and every unit's monthly report, into --out"},
		)...),
			&cli.StringFlag{Name: "by", Value: survey.FieldUnit, Usage: "the `FIELD` that names units"},
			&cli.StringFlag{Name: "wave", Usage: "compare in this `WAVE` only (default: all waves)"}),
		Action: runBenchmark,
	}
}

func runBenchmark(c *cli.Context) error {
	s, err := settingsOf(c)
	if err != nil {
		return err
	}
	if c.Bool("batch") && !c.IsSet("format") {
		if err := c.Set("format", "html,pdf,xlsx"); err != nil {
			return err
		}
	}
	want, err := formats(c, "table", "json", "html", "pdf", "xlsx")
	if err != nil {
		return err
	}
	printed := slices.Contains(want, "table") || slices.Contains(want, "json")
	switch {
	case printed && c.Bool("batch"):
		return usagef("--batch writes files: use --format with html, pdf, xlsx")
	case printed && len(want) > 1:
		return usagef("--format: table and json are printed and stand alone; html, pdf, xlsx are written and may be combined")
	}
	cs, opt, err := s.benchmarkCase(c)
	if err != nil {
		return err
	}
	switch {
	case c.Bool("batch"):
		return s.batch(c, cs, opt, want)
	case want[0] == "json":
		out, err := compose.BenchmarkOf(cs, opt)
		if err != nil {
			return err
		}
		return writeJSON(c.App.Writer, out)
	case want[0] == "table":
		doc, err := compose.RegionalTerminal(cs, opt)
		if err != nil {
			return err
		}
		return text.Render(c.App.Writer, doc)
	}
	doc, err := compose.Regional(cs, opt)
	if err != nil {
		return err
	}
	return writeDocument(c, doc, want, regionalName(s, cs))
}

// regionalName is the file name of the regional report without extension. It
// says what the units are, unless they are units.
func regionalName(s settings, cs *compose.Case) string {
	kind := lang.T("区域对标报告", "regional-benchmark").In(single(s.lang))
	if len(s.by) == 1 && s.by[0] != survey.FieldUnit {
		kind += "-" + s.by[0]
	}
	return fileStems([]docName{{kind: kind, wave: cs.FocusWave()}})[0]
}

// benchmarkCase reads the answers by unit, wave and whatever the known sizes
// are given by.
func (s settings) benchmarkCase(c *cli.Context) (*compose.Case, compose.RegionalOptions, error) {
	opt := compose.DefaultRegional()
	fail := func(err error) (*compose.Case, compose.RegionalOptions, error) { return nil, opt, err }
	if len(s.by) != 1 {
		return fail(usagef("--by: one field names the units"))
	}
	if s.unit != "" {
		return fail(usagef("benchmark compares units; use report --unit to look at one"))
	}
	opt.Field, opt.Last = s.by[0], c.Int("last")
	opt.Units.Level, opt.Units.Seed, opt.Units.Unweighted = s.level, s.seed, c.Bool("unweighted")
	opt.Units.MinRanked, opt.Units.PoolBelow = c.Int64("min-ranked"), c.Float64("pool-below")
	var err error
	if opt.Units.Targets, err = targetsOf(c.String("targets")); err != nil {
		return fail(err)
	}
	if opt.Units.Sizes, err = sizesOf(c.String("sizes"), opt.Field, s.encoding); err != nil {
		return fail(err)
	}
	by := []string{opt.Field}
	for _, f := range sortedKeys(opt.Units.Sizes) {
		by = appendNew(by, f)
	}
	maybe := without([]string{survey.FieldUnit, survey.FieldWave}, by)
	a, err := s.read(c, tally.Options{Items: true, Links: true}, by, maybe...)
	if err != nil {
		return fail(err)
	}
	if err := known("--wave", s.wave, a.summary.Waves); err != nil {
		return fail(err)
	}
	if err := knownTargets(a.study, opt.Units.Targets); err != nil {
		return fail(err)
	}
	opt.Issues = &compose.Counts{Errors: a.summary.Issues.Count(issue.Error), Warnings: a.summary.Issues.Count(issue.Warning)}
	cs := &compose.Case{Context: c.Context, Set: a.set, Summary: a.summary, Lang: s.lang, Level: s.level, Wave: s.wave, Version: programVersion()}
	if cs.Brand, err = s.branding(a.study); err != nil {
		return fail(err)
	}
	if err := s.fromWorkspace(c, &opt); err != nil {
		return fail(err)
	}
	if err := s.addRegister(c, cs); err != nil {
		return fail(err)
	}
	return cs, opt, s.addGaps(c, cs, a)
}

func without(names, drop []string) []string {
	return slices.DeleteFunc(slices.Clone(names), func(n string) bool { return slices.Contains(drop, n) })
}

func sortedKeys[V any](m map[string]V) []string {
	out := make([]string, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}

// fromWorkspace takes norms and targets from the workspace; targets of the
// command line win.
func (s settings) fromWorkspace(c *cli.Context, opt *compose.RegionalOptions) error {
	if s.workspace == "" {
		if c.String("norms") != "" {
			return usagef("--norms: norms are kept in a workspace; name it with --workspace")
		}
		return nil
	}
	w, err := store.Open(c.Context, s.workspace)
	if err != nil {
		return s.worded(err)
	}
	defer w.Close()
	if name := c.String("norms"); name != "" {
		if opt.Norms, err = w.Norms(c.Context, name); err != nil {
			return s.worded(err)
		}
		if len(opt.Norms) == 0 {
			return usagef("--norms %s: the workspace has no norms of that name", name)
		}
	}
	targets, err := w.Targets(c.Context)
	if err != nil {
		return s.worded(err)
	}
	for _, t := range targets {
		if _, given := opt.Units.Targets[t.Measure]; t.Unit == "" && !given {
			if opt.Units.Targets == nil {
				opt.Units.Targets = map[string]float64{}
			}
			opt.Units.Targets[t.Measure] = t.Value
		}
	}
	return nil
}

// targetsOf reads gap=-0.5,gap/REL=-0.4.
func targetsOf(list string) (map[string]float64, error) {
	if list == "" {
		return nil, nil
	}
	out := map[string]float64{}
	for _, part := range strings.Split(list, ",") {
		ref, value, ok := strings.Cut(strings.TrimSpace(part), "=")
		x, err := strconv.ParseFloat(strings.ReplaceAll(strings.TrimSpace(value), "−", "-"), 64)
		if !ok || err != nil || math.IsNaN(x) || math.IsInf(x, 0) {
			return nil, usagef("--targets %q: write measure=value, such as gap/REL=-0.4", part)
		}
		out[strings.TrimSpace(ref)] = x
	}
	return out, nil
}

// knownTargets refuses targets of measures that units are not compared on: they
// would be on no page.
func knownTargets(study *survey.Study, targets map[string]float64) error {
	prefix := "mean"
	if study.Asks(survey.Expectation, survey.Perception) {
		prefix = "gap"
	}
	refs := []string{prefix}
	for _, d := range study.Dimensions {
		refs = append(refs, prefix+"/"+d.ID)
	}
	for _, it := range study.Items {
		refs = append(refs, prefix+"/"+it.ID)
	}
	for _, t := range sortedTargets(targets) {
		if !slices.Contains(refs, t) {
			return usageError{spokenError{lang.F("--targets %s：不比较这个指标；可用 %s", "--targets %s: units are not compared on it; there are %s", lang.Same(t), lang.Same(strings.Join(refs, ", ")))}}
		}
	}
	return nil
}

func sortedTargets(targets map[string]float64) []string {
	return slices.Sorted(maps.Keys(targets))
}

// sizesOf reads known numbers of customers: name and size, or field, name and
// size. A first row whose size is no number is the header.
func sizesOf(path, field, encoding string) (map[string]map[string]float64, error) {
	if path == "" {
		return nil, nil
	}
	rows, err := smallTable(path, encoding)
	if err != nil {
		return nil, err
	}
	out := map[string]map[string]float64{}
	for i, row := range rows {
		f, name, size := field, "", ""
		switch len(row) {
		case 0:
			continue
		case 2:
			name, size = row[0], row[1]
		case 3:
			f, name, size = row[0], row[1], row[2]
		default:
			return nil, fmt.Errorf("%s, row %d: want name and size, or field, name and size", path, i+1)
		}
		x, err := strconv.ParseFloat(strings.ReplaceAll(size, ",", ""), 64)
		if err != nil && i == 0 {
			continue
		}
		if err != nil || !(x >= 0) || math.IsInf(x, 0) {
			return nil, fmt.Errorf("%s, row %d: %q is no number of customers", path, i+1, size)
		}
		if out[f] == nil {
			out[f] = map[string]float64{}
		}
		if _, twice := out[f][name]; twice {
			return nil, fmt.Errorf("%s, row %d: %s is listed twice", path, i+1, name)
		}
		out[f][name] = x
	}
	if len(out) == 0 {
		return nil, fmt.Errorf("%s holds no sizes", path)
	}
	return out, nil
}

// mostRows bounds the small tables that commands read beside answers.
const mostRows = 10000

// smallTable reads the first sheet of a small table as texts, without blanks around
// them and empty cells at the end.
func smallTable(path, encoding string) ([][]string, error) {
	o := sheet.Default()
	o.Encoding = encoding
	book, err := sheet.OpenFile(path, o)
	if err != nil {
		return nil, err
	}
	defer book.Close()
	head, err := book.Head(0, mostRows)
	if err != nil {
		return nil, err
	}
	out := make([][]string, len(head))
	for i, row := range head {
		for _, cell := range row {
			out[i] = append(out[i], strings.TrimSpace(cell.Text))
		}
		for len(out[i]) > 0 && out[i][len(out[i])-1] == "" {
			out[i] = out[i][:len(out[i])-1]
		}
	}
	return out, nil
}

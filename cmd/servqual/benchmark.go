package main

import (
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
		Name: "benchmark",
		Flags: told(common(append(groupFlags(),
			&cli.StringFlag{Name: "format", Value: "table"},
			&cli.StringFlag{Name: "out", Value: "."},
			&cli.IntFlag{Name: "last"},
			&cli.StringFlag{Name: "sizes"},
			&cli.StringFlag{Name: "targets"},
			&cli.StringFlag{Name: "norms"},
			&cli.BoolFlag{Name: "unweighted"},
			&cli.Int64Flag{Name: "min-ranked", Value: 10},
			&cli.Float64Flag{Name: "pool-below", Value: 10},
			&cli.BoolFlag{Name: "batch"},
		)...),
			&cli.StringFlag{Name: "by", Value: survey.FieldUnit},
			&cli.StringFlag{Name: "wave"}),
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
		return misuse(lang.T("--batch 写的是文件：--format 请用 html、pdf、xlsx", "--batch writes files: use --format with html, pdf, xlsx"))
	case printed && len(want) > 1:
		return misuse(lang.T("--format：table 和 json 输出到屏幕，只能单独用；html、pdf、xlsx 写成文件，可以同时用", "--format: table and json are printed and stand alone; html, pdf, xlsx are written and may be combined"))
	}
	cs, opt, err := s.benchmarkCase(c)
	if err != nil {
		return err
	}
	s.noteAbsent(c, cs)
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
		return fail(misuse(lang.T("--by：只写一个字段，它的值就是要比较的单位，如 --by 单位", "--by: name one field, whose values are the units to compare, such as --by unit")))
	}
	if s.unit != "" {
		return fail(misuse(lang.T("benchmark 用来比较各单位；只看一个单位请用 servqual report --unit", "benchmark compares units; use report --unit to look at one")))
	}
	opt.Field, opt.Last = s.by[0], c.Int("last")
	opt.Units.Level, opt.Units.Seed, opt.Units.Unweighted = s.level, s.seed, c.Bool("unweighted")
	opt.Units.MinRanked, opt.Units.PoolBelow = c.Int64("min-ranked"), c.Float64("pool-below")
	targets, err := targetsOf(c.String("targets"))
	if err != nil {
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
	opt.Field = a.by[0]
	if s.wave, err = waveNamed(flagPlace("wave"), s.wave, a.summary.Waves); err != nil {
		return fail(err)
	}
	opt.Issues = &compose.Counts{Errors: a.summary.Issues.Count(issue.Error), Warnings: a.summary.Issues.Count(issue.Warning)}
	cs := &compose.Case{Context: c.Context, Set: a.set, Summary: a.summary, Lang: s.lang, Level: s.level, Wave: s.wave, Version: programVersion()}
	if opt.Units.Targets, err = namedTargets(targets, refNames(a.study, comparedMeasures(a.study))); err != nil {
		return fail(err)
	}
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
			return misuse(lang.T("--norms：常模保存在工作区里，请用 --workspace 指定工作区", "--norms: norms are kept in a workspace; name it with --workspace"))
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
			return misuse(lang.F("--norms %s：工作区里没有这个名称的常模；用 servqual norms 查看", "--norms %s: the workspace has no norms of that name; `servqual norms` lists them", name))
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
	for _, part := range separated(list) {
		ref, value, ok := strings.Cut(strings.TrimSpace(part), "=")
		x, err := strconv.ParseFloat(strings.ReplaceAll(strings.TrimSpace(value), "−", "-"), 64)
		if !ok || err != nil || math.IsNaN(x) || math.IsInf(x, 0) {
			return nil, misuse(lang.F("--targets %q：请写成 指标=数值，如 gap/REL=-0.4", "--targets %q: write measure=value, such as gap/REL=-0.4", part))
		}
		out[strings.TrimSpace(ref)] = x
	}
	return out, nil
}

// comparedMeasures are the references that units are compared on; a target of
// another measure would be on no page.
func comparedMeasures(study *survey.Study) []string {
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
	return refs
}

// namedTargets gives targets the references of the measures that they name.
func namedTargets(said map[string]float64, names []name) (map[string]float64, error) {
	out := make(map[string]float64, len(said))
	for _, s := range sortedKeys(said) {
		key, err := resolve(flagPlace("targets"), s, names)
		if err != nil {
			return nil, err
		}
		out[key] = said[s]
	}
	if len(out) == 0 {
		return nil, nil
	}
	return out, nil
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
			return nil, spoken(lang.F("%s 第 %d 行：应为“名称、客户数”或“字段、名称、客户数”", "%s, row %d: want name and size, or field, name and size", path, i+1))
		}
		x, err := strconv.ParseFloat(strings.ReplaceAll(size, ",", ""), 64)
		if err != nil && i == 0 {
			continue
		}
		if err != nil || !(x >= 0) || math.IsInf(x, 0) {
			return nil, spoken(lang.F("%s 第 %d 行：%q 不是客户数；请填数字", "%s, row %d: %q is no number of customers; write a number", path, i+1, size))
		}
		if out[f] == nil {
			out[f] = map[string]float64{}
		}
		if _, twice := out[f][name]; twice {
			return nil, spoken(lang.F("%s 第 %d 行：%s 出现了两次；请删去一行", "%s, row %d: %s is listed twice; remove one of the rows", path, i+1, name))
		}
		out[f][name] = x
	}
	if len(out) == 0 {
		return nil, spoken(lang.F("%s 里没有客户数；请每行写名称和客户数", "%s holds no sizes; put a name and a number of customers in each row", path))
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

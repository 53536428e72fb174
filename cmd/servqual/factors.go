package main

import (
	"github.com/urfave/cli/v2"

	"servqual/report/compose"
	"servqual/survey/lang"
	"servqual/survey/stats"
	"servqual/survey/tally"
)

func factorsCommand() *cli.Command {
	return &cli.Command{
		Name: "factors",
		Flags: common(append(documentFlags(),
			&cli.StringFlag{Name: "side", Value: "perception"},
			&cli.IntFlag{Name: "factors"},
			&cli.StringFlag{Name: "extraction", Value: "minres"},
			&cli.StringFlag{Name: "rotation", Value: "promax"},
			&cli.StringFlag{Name: "chi", Value: "lavaan"},
		)...),
		Action: runFactors,
	}
}

func runFactors(c *cli.Context) error {
	s, err := settingsOf(c)
	if err != nil {
		return err
	}
	want, err := documentFormats(c)
	if err != nil {
		return err
	}
	o, err := factorOptions(c)
	if err != nil {
		return err
	}
	o.Seed = s.seed
	cs, err := s.pooledCase(c)
	if err != nil {
		return err
	}
	return printDocument(c, want, s.stemOf(lang.T("因子结构", "factors"), cs), compose.FactorReport(cs, o), func() any { return compose.FactorsOf(cs, o) })
}

// pooledCase reads the data of all units and waves together, or of those that
// were asked for: the structure of a form is not a matter of one month.
func (s settings) pooledCase(c *cli.Context) (*compose.Case, error) {
	if len(s.by) > 0 {
		return nil, misuse(lang.F("%s 不能加 --by；只看一个单位或一期请用 --unit 或 --wave", "%s takes no --by; use --unit or --wave to look at one", c.Command.Name))
	}
	var by []string
	for _, f := range s.filters() {
		by = append(by, f.field)
	}
	a, err := s.read(c, tally.Options{Items: true}, by)
	if err != nil {
		return nil, err
	}
	if _, err := s.filtered(a.set); err != nil {
		return nil, err
	}
	return &compose.Case{Context: c.Context, Set: a.set, Summary: a.summary, Lang: s.lang, Level: s.level, Unit: s.unit, Wave: s.wave, Version: programVersion()}, nil
}

// factorOptions reads the command's own flags.
func factorOptions(c *cli.Context) (compose.FactorOptions, error) {
	o := compose.DefaultFactors
	for _, f := range []struct {
		flag  string
		names []name
		take  func(key string)
	}{
		{"side", sideNames(), func(k string) { o.Measure, _ = compose.MeasureOf(k) }},
		{"extraction", extractionNames, func(k string) { o.Extract = extractions[k] }},
		{"rotation", rotationNames, func(k string) { o.Rotation = rotations[k] }},
		{"chi", chiNames, func(k string) { o.Divisor = divisors[k] }},
	} {
		key, err := chosen(c, f.flag, f.names)
		if err != nil {
			return o, err
		}
		f.take(key)
	}
	if o.Factors = c.Int("factors"); o.Factors < 0 {
		return o, misuse(lang.F("--factors %d：请写要提取几个因子，如 5", "--factors %d: name how many factors to extract, such as 5", o.Factors))
	}
	return o, nil
}

var (
	extractions = map[string]stats.Extraction{"minres": stats.Minres, "ml": stats.MaximumLikelihood, "pca": stats.PrincipalComponents}
	rotations   = map[string]stats.Rotation{"promax": stats.Promax, "oblimin": stats.Oblimin, "varimax": stats.Varimax, "none": stats.NoRotation}
	divisors    = map[string]stats.ChiDivisor{"lavaan": stats.ChiN, "amos": stats.ChiNMinus1}
)

package main

import (
	"strings"

	"github.com/urfave/cli/v2"

	"servqual/report/compose"
	"servqual/survey/lang"
	"servqual/survey/stats"
	"servqual/survey/tally"
)

func factorsCommand() *cli.Command {
	return &cli.Command{
		Name:      "factors",
		Usage:     "find the structure of the answers and test that of the form · 因子分析与效度",
		ArgsUsage: "FILE…",
		Flags: common(append(documentFlags(),
			&cli.StringFlag{Name: "side", Value: "perception", Usage: "whose `ANSWERS`: perception, expectation, gap, importance, minimum or desired"},
			&cli.IntFlag{Name: "factors", Usage: "`NUMBER` of factors (default: by parallel analysis)"},
			&cli.StringFlag{Name: "extraction", Value: "minres", Usage: "`METHOD`: minres, ml or pca"},
			&cli.StringFlag{Name: "rotation", Value: "promax", Usage: "`ROTATION`: promax, oblimin, varimax or none"},
			&cli.StringFlag{Name: "chi", Value: "lavaan", Usage: "χ² as in `PROGRAM`: lavaan (N·F) or amos ((N−1)·F)"},
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
		return nil, usagef("%s takes no --by; use --unit or --wave to look at one", c.Command.Name)
	}
	var by []string
	for _, f := range s.filters() {
		by = append(by, f.field)
	}
	a, err := s.read(c, tally.Options{Items: true}, by)
	if err != nil {
		return nil, err
	}
	for _, f := range s.filters() {
		if err := known("--"+f.field, f.name, namesOf(a.set, f.field)); err != nil {
			return nil, err
		}
	}
	return &compose.Case{Context: c.Context, Set: a.set, Summary: a.summary, Lang: s.lang, Level: s.level, Unit: s.unit, Wave: s.wave, Version: programVersion()}, nil
}

// factorOptions reads the command's own flags.
func factorOptions(c *cli.Context) (compose.FactorOptions, error) {
	o := compose.DefaultFactors
	var ok [4]bool
	o.Measure, ok[0] = compose.MeasureOf(c.String("side"))
	o.Extract, ok[1] = extractions[strings.ToLower(c.String("extraction"))]
	o.Rotation, ok[2] = rotations[strings.ToLower(c.String("rotation"))]
	o.Divisor, ok[3] = divisors[strings.ToLower(c.String("chi"))]
	for i, f := range []struct{ name, known string }{
		{"side", "perception, expectation, gap, importance, minimum or desired"}, {"extraction", "minres, ml or pca"},
		{"rotation", "promax, oblimin, varimax or none"}, {"chi", "lavaan or amos"}} {
		if !ok[i] {
			return o, usagef("--%s %s: use %s", f.name, c.String(f.name), f.known)
		}
	}
	if o.Factors = c.Int("factors"); o.Factors < 0 {
		return o, usagef("--factors %d: name how many factors to extract", o.Factors)
	}
	return o, nil
}

var (
	extractions = map[string]stats.Extraction{"minres": stats.Minres, "ml": stats.MaximumLikelihood, "pca": stats.PrincipalComponents}
	rotations   = map[string]stats.Rotation{"promax": stats.Promax, "oblimin": stats.Oblimin, "varimax": stats.Varimax, "none": stats.NoRotation}
	divisors    = map[string]stats.ChiDivisor{"lavaan": stats.ChiN, "amos": stats.ChiNMinus1}
)

package main

import (
	"io"
	"os"
	"path/filepath"
	"sort"
	"strconv"
	"strings"

	"github.com/urfave/cli/v2"

	"servqual/report"
	"servqual/report/chart"
	"servqual/report/chart/draw"
	"servqual/report/compose"
	"servqual/report/render/pdf"
	"servqual/survey/lang"
)

func chartCommand() *cli.Command {
	return &cli.Command{
		Name:      "chart",
		Usage:     "draw one chart as PNG, SVG or PDF · 单张图表",
		ArgsUsage: "FILE…",
		Flags: common(
			&cli.StringFlag{Name: "kind", Usage: "which `CHART`, e.g. radar, pareto, trend, bars; without it the charts are listed"},
			&cli.StringFlag{Name: "out", Usage: "`FILE` to write: .png, .svg or .pdf (- for SVG on standard output)"},
		),
		Action: runChart,
	}
}

func runChart(c *cli.Context) error {
	s, err := settingsOf(c)
	if err != nil {
		return err
	}
	cs, err := s.monthlyCase(c)
	if err != nil {
		return err
	}
	figures := figuresOf(compose.Monthly(cs))
	kind := c.String("kind")
	fig := figures[kind]
	if fig == nil {
		fig = first(figures, kind)
	}
	if fig == nil {
		if kind == "" && c.String("out") == "" {
			for _, id := range ids(figures) {
				io.WriteString(c.App.Writer, id+"\n")
			}
			return nil
		}
		return noSuchChart(kind, ids(figures))
	}
	opt := draw.Default(s.lang)
	switch out := c.String("out"); strings.ToLower(filepath.Ext(out)) {
	case ".png":
		return writeFile(c.Context, out, func(w io.Writer) error { return draw.PNG(w, fig, opt) })
	case ".svg":
		return writeFile(c.Context, out, func(w io.Writer) error { return draw.SVG(w, fig, opt) })
	case ".pdf":
		return writeFile(c.Context, out, func(w io.Writer) error { return pdf.Chart(w, fig, s.lang, cs.Summary.LastDate, pdf.Default()) })
	default:
		if out == "-" || out == "" && file(c.App.Writer) != os.Stdout {
			return draw.SVG(c.App.Writer, fig, opt)
		}
		return usagef("--out %q: name a .png, .svg or .pdf file", out)
	}
}

// noSuchChart tells a chart that the data don't give, of a kind that there is,
// from a name that no chart has.
func noSuchChart(kind string, have []string) error {
	there := lang.T(strings.Join(have, "、"), strings.Join(have, ", "))
	if len(have) == 0 {
		there = lang.T("无", "none")
	}
	name, _, _ := strings.Cut(kind, "-")
	for k := chart.KindRadar; k <= chart.KindGrid; k++ {
		if name == k.String() || kind == k.String() {
			return spokenError{lang.F("--kind %s：这份数据画不出这种图；可画的有：%s", "--kind %s: the data does not give this chart; it gives %s", lang.Same(kind), there)}
		}
	}
	return usageError{spokenError{lang.F("--kind %s：没有这种图；有：%s", "--kind %s: there are %s", lang.Same(strconv.Quote(kind)), there)}}
}

// figuresOf collects the figures of a document by id.
func figuresOf(d *report.Document) map[string]chart.Figure {
	out := map[string]chart.Figure{}
	d.Still().Walk(func(_ *report.Section, b report.Block) {
		if f, ok := b.(report.FigureBlock); ok {
			out[f.Figure.About().ID] = f.Figure
		}
	})
	return out
}

func ids(figures map[string]chart.Figure) []string {
	out := make([]string, 0, len(figures))
	for id := range figures {
		out = append(out, id)
	}
	sort.Strings(out)
	return out
}

// first finds the first figure of a kind: pareto is pareto-complaints or
// pareto-contributions, whichever comes first by name.
func first(figures map[string]chart.Figure, kind string) chart.Figure {
	if kind == "" {
		return nil
	}
	for _, id := range ids(figures) {
		if figures[id].Kind().String() == kind {
			return figures[id]
		}
	}
	return nil
}

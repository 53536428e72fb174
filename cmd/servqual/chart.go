package main

import (
	"io"
	"os"
	"path/filepath"
	"sort"
	"strings"

	"github.com/urfave/cli/v2"

	"servqual/report"
	"servqual/report/chart"
	"servqual/report/chart/draw"
	"servqual/report/compose"
	"servqual/report/render/pdf"
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
		return usagef("--kind %q: there are %s", kind, strings.Join(ids(figures), ", "))
	}
	opt := draw.Default(s.lang)
	switch out := c.String("out"); strings.ToLower(filepath.Ext(out)) {
	case ".png":
		return writeFile(out, func(w io.Writer) error { return draw.PNG(w, fig, opt) })
	case ".svg":
		return writeFile(out, func(w io.Writer) error { return draw.SVG(w, fig, opt) })
	case ".pdf":
		return writeFile(out, func(w io.Writer) error { return pdf.Chart(w, fig, s.lang, cs.Summary.LastDate, pdf.Default()) })
	default:
		if out == "-" || out == "" && c.App.Writer != os.Stdout {
			return draw.SVG(c.App.Writer, fig, opt)
		}
		return usagef("--out %q: name a .png, .svg or .pdf file", out)
	}
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

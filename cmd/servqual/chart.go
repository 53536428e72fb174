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
	"servqual/survey/lang"
)

func chartCommand() *cli.Command {
	return &cli.Command{
		Name: "chart",
		Flags: common(
			&cli.StringFlag{Name: "kind"},
			&cli.StringFlag{Name: "out"},
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
	kind := strings.TrimSpace(c.String("kind"))
	if kind == "" && c.String("out") == "" {
		for _, id := range ids(figures) {
			io.WriteString(c.App.Writer, id+"\n")
		}
		return nil
	}
	fig, err := figureNamed(figures, kind)
	if err != nil {
		return err
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
		return misuse(lang.F("--out %q：请写一个 .png、.svg 或 .pdf 文件", "--out %q: name a .png, .svg or .pdf file", out))
	}
}

// figureNamed finds the figure that somebody names: by its id, by its title, or
// by its kind, of which the first is taken. A chart that the data don't give, of
// a kind that there is, is told from a name that no chart has.
func figureNamed(figures map[string]chart.Figure, said string) (chart.Figure, error) {
	var own []name
	for _, id := range ids(figures) {
		own = append(own, name{key: id, label: figures[id].About().Title})
	}
	if said == "" {
		return nil, misuse(lang.F("请用 --kind 写明要哪张图：%s", "name the chart with --kind: %s", listed(own)))
	}
	if id, err := resolve(flagPlace("kind"), said, own); err == nil {
		return figures[id], nil
	}
	kind, err := resolve(flagPlace("kind"), said, chartKindNames())
	if err == nil {
		if fig := first(figures, kind); fig != nil {
			return fig, nil
		}
		return nil, spoken(lang.F("--kind %s：这份数据画不出这种图；可画的有：%s", "--kind %s: the data does not give this chart; it gives %s", quoted(said), there(own)))
	}
	if before, _, ok := strings.Cut(said, "-"); ok {
		if _, err := resolve(flagPlace("kind"), before, chartKindNames()); err == nil {
			return nil, spoken(lang.F("--kind %s：这份数据没有这张图；可画的有：%s", "--kind %s: the data does not give this chart; it gives %s", quoted(said), there(own)))
		}
	}
	if len(nearest(said, chartKindNames())) > 0 {
		return nil, err
	}
	return nil, noSuchName(flagPlace("kind"), said, own)
}

// there lists figures by their ids alone, or says that there are none.
func there(figures []name) lang.Text {
	if len(figures) == 0 {
		return lang.T("无", "none")
	}
	var out []name
	for _, f := range figures {
		out = append(out, name{key: f.key})
	}
	return listed(out)
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

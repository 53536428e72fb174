package main

import (
	"fmt"
	"path/filepath"
	"slices"

	"github.com/urfave/cli/v2"

	"servqual/report"
	"servqual/report/compose"
	"servqual/report/render/text"
	"servqual/survey/lang"
)

// analysis is a command that looks at one side of the answers: the same case
// as the monthly report, one document, one JSON.
type analysis struct {
	name     string
	file     lang.Text // the file's name without unit, wave and extension
	document func(*compose.Case) *report.Document
	data     func(*compose.Case) any
}

var (
	reliabilityAnalysis = analysis{"reliability", lang.T("测量质量", "reliability"),
		compose.ReliabilityReport, func(c *compose.Case) any { return compose.ReliabilityOf(c) }}
	driversAnalysis = analysis{"drivers", lang.T("驱动因素", "drivers"),
		compose.DriverReport, func(c *compose.Case) any { return compose.DriversOf(c) }}
	indexAnalysis = analysis{"index", lang.T("满意度指数", "indices"),
		compose.Indices, func(c *compose.Case) any { return compose.IndicesOf(c) }}
)

func reliabilityCommand() *cli.Command { return reliabilityAnalysis.command() }
func driversCommand() *cli.Command     { return driversAnalysis.command() }
func indexCommand() *cli.Command       { return indexAnalysis.command() }

func (a analysis) command() *cli.Command {
	return &cli.Command{Name: a.name, Flags: common(documentFlags()...), Action: a.run}
}

// documentFlags are those of a command that prints on the terminal or writes
// documents.
func documentFlags() []cli.Flag {
	return []cli.Flag{
		&cli.StringFlag{Name: "format", Value: "table"},
		&cli.StringFlag{Name: "out", Value: "."},
	}
}

func (a analysis) run(c *cli.Context) error {
	s, err := settingsOf(c)
	if err != nil {
		return err
	}
	want, err := documentFormats(c)
	if err != nil {
		return err
	}
	cs, err := s.monthlyCase(c)
	if err != nil {
		return err
	}
	return printDocument(c, want, s.stemOf(a.file, cs), a.document(cs), func() any { return a.data(cs) })
}

// documentFormats checks --format: of table and json at most one, because both
// go to standard output.
func documentFormats(c *cli.Context) ([]string, error) {
	want, err := formats(c, "table", "json", "html", "pdf", "xlsx")
	if err == nil && slices.Contains(want, "table") && slices.Contains(want, "json") {
		err = misuse(lang.T("--format：table 和 json 都输出到屏幕，只能选一个", "--format: table and json both go to standard output; name one of them"))
	}
	return want, err
}

// printDocument prints a document in each format wanted: on standard output or
// as a file.
func printDocument(c *cli.Context, want []string, name string, doc *report.Document, data func() any) error {
	var files []string
	for _, f := range want {
		err := interrupted(c)
		switch {
		case err != nil:
		case f == "json":
			err = writeJSON(c.App.Writer, data())
		case f == "table":
			err = text.Render(c.App.Writer, doc)
		default:
			files = append(files, f)
		}
		if err != nil {
			return err
		}
	}
	return writeDocument(c, doc, files, name)
}

// writeDocument writes a document in each of the formats into --out and prints
// the paths.
func writeDocument(c *cli.Context, doc *report.Document, formats []string, name string) error {
	if doc.Draft {
		name = lang.T("草稿-", "draft-").In(single(doc.Lang)) + name
	}
	var list []output
	for _, f := range formats {
		list = append(list, output{filepath.Join(c.String("out"), name+"."+f), renderTo(c.Context, f, doc)})
	}
	if err := interrupted(c); err != nil {
		return err // doc may not be whole
	}
	if err := writeFiles(c.Context, list); err != nil {
		return err
	}
	for _, x := range list {
		fmt.Fprintln(c.App.Writer, x.path)
	}
	return nil
}

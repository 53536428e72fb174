package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/urfave/cli/v2"

	"servqual/report/compose"
	"servqual/report/render/text"
	"servqual/survey"
	"servqual/survey/issue"
	"servqual/survey/lang"
	"servqual/survey/load"
	"servqual/survey/mapping"
)

func initCommand() *cli.Command {
	return &cli.Command{
		Name: "init",
		Flags: common(
			&cli.StringFlag{Name: "out"},
			&cli.BoolFlag{Name: "force"},
			&cli.BoolFlag{Name: "list"},
		),
		Action: runInit,
	}
}

func runInit(c *cli.Context) error {
	if c.Bool("list") {
		for _, p := range instruments() {
			fmt.Fprintf(c.App.Writer, "%-18s %s · %s\n", p.Instrument, p.Title.Zh, p.Title.En)
		}
		return nil
	}
	s, err := settingsOf(c)
	if err != nil {
		return err
	}
	path := c.String("out")
	if path == "" {
		path = beside(s.files[0])
	}
	if path != "-" && !c.Bool("force") {
		if _, err := os.Stat(path); !errors.Is(err, fs.ErrNotExist) {
			return spoken(lang.F("%s 已经存在；要覆盖请加 --force，要另存请用 --out 写别的文件名", "%s exists already; --force replaces it, --out names another file", path))
		}
	}
	s.overview = true
	src, err := s.open(c, instruments())
	if err != nil {
		return err
	}
	defer src.Close()
	if bad := src.Misread(); len(bad) > 0 {
		return misread(bad[0])
	}
	study := src.Proposal()
	if len(study.Items) == 0 {
		return unbound(src, study.Validate())
	}
	if q := src.Questions(); len(q) > 0 {
		printQuestions(c.App.ErrWriter, q, single(s.lang))
	}
	if !s.quiet {
		if err := text.Render(c.App.ErrWriter, compose.BindingDocument(src.Bindings(), study, s.lang)); err != nil {
			return err
		}
	}
	asked := src.Questions()
	write := func(w io.Writer) error { return writeStudy(w, study, asked...) }
	if isWorkbook(path) {
		write = func(w io.Writer) error { return s.writeMapping(c, w, src) }
	}
	if path == "-" {
		return write(c.App.Writer)
	}
	if err := writeFile(c.Context, path, write); err != nil {
		return err
	}
	fmt.Fprintln(c.App.Writer, path)
	if isWorkbook(path) && len(asked) > 0 {
		s.note(c, lang.F("请用 Excel 打开 %s，填好黄色的格子，把“已核对”选为 是，保存后留在数据旁边。", "Open %s in Excel, fill in the yellow cells, set Confirmed to yes, save it and leave it beside the data.", filepath.Base(path)))
	}
	return nil
}

// writeStudy writes the study with the head that tells a reader what to do.
func writeStudy(w io.Writer, study *survey.Study, asked ...issue.Issue) error {
	data, err := survey.MarshalStudy(study, instrument)
	if err != nil {
		return err
	}
	head := []string{
		"# servqual study file · 研究文件",
		"# 题项与列的对应关系已按表头填好，请核对；也可在此加上维度权重、缺失代码、公司标识。",
		"# Columns are filled in as recognised: check them. Weights, missing codes and branding may be added.",
	}
	if study.Unconfirmed {
		head = append(head, "# 回答下列问题并核对后，把 confirmed 改为 true；在此之前结果都是草稿。", "# Settle these points, check the rest, and set confirmed to true; until then all results are drafts.")
		for i, q := range asked {
			for _, l := range []lang.Lang{lang.Zh, lang.En} {
				head = append(head, strings.ReplaceAll(fmt.Sprintf("#  %d. %s", i+1, lang.F("%s：%s", "%s: %s", q.Code.Title(), q.Want).In(l)), "\n", " "))
			}
		}
	}
	_, err = io.WriteString(w, strings.Join(head, "\n")+"\n"+string(data))
	return err
}

// writeMapping writes the mapping workbook of opened files. All rows are read
// for the names of the units.
func (s settings) writeMapping(c *cli.Context, w io.Writer, src *load.Source) error {
	sum, err := src.Read(c.Context, func(int, *survey.Batch) error { return nil })
	if err != nil {
		return err
	}
	return mapping.Of(src, sum, instrument).Write(w, single(s.lang))
}

package main

import (
	"io"
	"path/filepath"
	"strings"

	"github.com/urfave/cli/v2"

	"servqual/report/render/mark"
	"servqual/survey/lang"
	"servqual/survey/load"
)

// mark writes the copy of the data with the problems shown in their cells.
func (s settings) mark(c *cli.Context, path string, src *load.Source, sum *load.Summary) error {
	if !strings.EqualFold(filepath.Ext(path), ".xlsx") {
		return misuse(lang.F("--mark %s：标注副本是工作簿，文件名请以 .xlsx 结尾", "--mark %s: the copy is a workbook, name it .xlsx", path))
	}
	opt := mark.Default()
	opt.Lang, opt.Context = s.lang, c.Context
	var err error
	if opt.TempDir, err = outputsOf(c.Context).scratch(filepath.Dir(path)); err != nil {
		return err
	}
	defer outputsOf(c.Context).discard(opt.TempDir)
	data := mark.Data{Books: src.Books(), Issues: sum.Issues, Header: headerRows(sum), Hidden: personalColumns(src)}
	if err := writeFile(c.Context, path, func(w io.Writer) error { return mark.Render(w, data, opt) }); err != nil {
		return err
	}
	s.note(c, lang.F("已写出标注副本：%s", "Wrote the marked copy: %s", path))
	if hasPersonal(src) {
		s.note(c, lang.T("副本保留原文件的全部列，包括个人信息；转发前请先删除这些列。", "The copy keeps all columns of the file, personal data among them: delete these columns before you pass it on."))
	}
	return nil
}

type column struct {
	file, sheet string
	col         int
}

// hasPersonal says whether any column looks like personal data.
func hasPersonal(src *load.Source) bool {
	for _, b := range src.Bindings() {
		if b.Use == load.UsePersonal {
			return true
		}
	}
	return false
}

// personalColumns tells which columns look like personal data.
func personalColumns(src *load.Source) func(file, sheet string, col int) bool {
	hidden := make(map[column]bool)
	for _, b := range src.Bindings() {
		if b.Use == load.UsePersonal {
			hidden[column{b.File, b.Sheet, b.Column}] = true
		}
	}
	return func(file, sheet string, col int) bool { return hidden[column{file, sheet, col}] }
}

// headerRows tells the last header row of each sheet that was read.
func headerRows(sum *load.Summary) func(file, sheet string) int {
	rows := make(map[column]int)
	for _, f := range sum.Files {
		rows[column{file: f.File, sheet: f.Sheet}] = f.HeaderRows
	}
	return func(file, sheet string) int { return rows[column{file: file, sheet: sheet}] }
}

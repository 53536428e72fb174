package main

import (
	"fmt"
	"io"
	"slices"

	"github.com/urfave/cli/v2"

	"servqual/survey/issue"
	"servqual/survey/lang"
	"servqual/survey/load"
)

// openQuestions says that questions block what was asked for. They have been
// printed.
type openQuestions struct{ asked []issue.Issue }

// Error says what to do about them.
func (openQuestions) Error() string { return "questions are open; `servqual check` lists them" }

// settled prints the open questions and refuses to go on while one of them
// blocks, unless a draft is wanted.
func (s settings) settled(c *cli.Context, src *load.Source) error {
	if s.draft || !blocked(src) {
		return nil
	}
	asked := src.Questions()
	printQuestions(c.App.ErrWriter, asked, single(s.lang))
	return openQuestions{asked}
}

// blocked says that an open question keeps the answers from being scored.
func blocked(src *load.Source) bool {
	return slices.ContainsFunc(src.Questions(), func(q issue.Issue) bool { return q.Blocks })
}

// printQuestions writes each question in one line with its place, what was
// found and how to answer.
func printQuestions(w io.Writer, asked []issue.Issue, in lang.Lang) {
	blocks := slices.ContainsFunc(asked, func(q issue.Issue) bool { return q.Blocks })
	head := lang.F("有 %d 处请确认；在此之前结果都是草稿：", "Please confirm (%d); until then all results are drafts:", len(asked))
	if blocks {
		head = lang.F("有 %d 个问题要先回答，才能计分：", "Questions to answer before anything is scored (%d):", len(asked))
	}
	fmt.Fprintln(w, head.In(in))
	for k, q := range asked {
		fmt.Fprintf(w, "%d. %s", k+1, q.Message(in))
		if q.Subject != "" {
			fmt.Fprintf(w, " [%s]", q.SubjectText().In(in))
		}
		if q.Got != "" {
			fmt.Fprint(w, lang.F("：%s", ": %s", lang.Same(q.Got)).In(in))
		}
		fmt.Fprintf(w, "\n   %s\n   %s\n", q.Pos, q.Want.In(in))
	}
	if !blocks {
		return
	}
	fmt.Fprintln(w, lang.T("在对应表里回答（servqual init 文件 --out 对应表.xlsx，用 Excel 填好后放在数据旁边），或写进研究文件；要先看不含结论的草稿，加 --draft。",
		"Answer them in a mapping workbook (`servqual init FILE --out mapping.xlsx`, filled in with Excel and left beside the data) or in a study file; --draft gives a draft without a verdict.").In(in))
}

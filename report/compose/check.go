package compose

import (
	"servqual/report"
	"servqual/survey/issue"
	"servqual/survey/lang"
	"servqual/survey/load"
	"servqual/survey/tally"
)

// severityNames words the severities.
var severityNames = map[issue.Severity]lang.Text{
	issue.Error: lang.T("错误", "Error"), issue.Question: lang.T("待确认", "Question"), issue.Warning: lang.T("提醒", "Warning"), issue.Info: lang.T("说明", "Note"),
}

// CheckDocument words what loading found for the terminal: a summary that a
// manager understands, the files, then the problems grouped.
// Where an instrument was recognised (set is not nil), the score stands there
// with and without the doubtful responses.
func CheckDocument(s *load.Summary, set *tally.Set, level float64, l lang.Lang) *report.Document {
	e, w := s.Issues.Count(issue.Error), s.Issues.Count(issue.Warning)
	sec := report.Section{ID: "check", Title: lang.T("数据检查", "Data check"), Finding: checkSentence(s, e, w)}
	files := report.Table{ID: "files", Title: lang.T("文件", "Files"), Columns: []report.Column{
		column("file", lang.T("文件", "File")), column("sheet", lang.T("工作表", "Sheet")), column("platform", lang.T("来源", "Platform")), column("encoding", lang.T("编码", "Encoding")),
		column("header", lang.T("表头行", "Header rows")), column("responses", lang.T("答卷", "Responses")), column("unfinished", lang.T("未完成", "Unfinished")),
		column("bound", lang.T("已用列", "Columns used")), column("unbound", lang.T("未用列", "not used"))}}
	for _, f := range s.Files {
		files.Rows = append(files.Rows, report.Row{Cells: []report.Cell{
			textCell(lang.Same(f.File)), textCell(lang.Same(orDash(f.Sheet))), textCell(platformName(f.Platform)), textCell(lang.Same(orDash(f.Encoding))),
			numCell(report.Count, float64(f.HeaderRows)), numCell(report.Count, float64(f.Responses)), numCell(report.Count, float64(f.Unfinished)),
			numCell(report.Count, float64(f.Bound)), numCell(report.Count, float64(f.Unbound))}})
	}
	sec.Blocks = append(sec.Blocks, files)
	if set != nil {
		if t := newView(&Case{Set: set.Rollup(), Summary: s, Lang: l, Level: level}).flagTable(); t != nil {
			sec.Blocks = append(sec.Blocks, *t)
		}
	}
	for _, sev := range []issue.Severity{issue.Error, issue.Question, issue.Warning, issue.Info} {
		if t := severityTable(s, sev); len(t.Rows) > 0 {
			sec.Blocks = append(sec.Blocks, t)
		}
	}
	return &report.Document{ID: "check", Title: sec.Title, Lang: l, Date: s.LastDate, Sections: []report.Section{sec}}
}

func checkSentence(s *load.Summary, errors, warnings int) lang.Text {
	n := count(float64(s.Responses))
	switch {
	case hasCode(s, issue.NoInstrument):
		return lang.F("读到 %s 份答卷，但没有认出量表，还不能计分：用 servqual init 写一个研究文件。", "%s responses read, but no instrument was recognised, so nothing can be scored yet: write a study file with `servqual init`.", n)
	case errors > 0:
		return lang.F("读到 %s 份答卷；有 %d 个错误必须先处理，另有 %d 个提醒。", "%s responses read; %d errors must be mended first, and there are %d warnings.", n, errors, warnings)
	case s.Issues.Count(issue.Question) > 0:
		return lang.F("读到 %s 份答卷；有 %d 个问题要您回答，另有 %d 个提醒。", "%s responses read; %d questions are for you to answer, and there are %d warnings.", n, s.Issues.Count(issue.Question), warnings)
	case warnings > 0:
		return lang.F("读到 %s 份答卷，可以计分；有 %d 个提醒值得看一看。", "%s responses read, ready to be scored; %d warnings are worth a look.", n, warnings)
	}
	return lang.F("读到 %s 份答卷，没有发现问题。", "%s responses read, nothing wrong found.", n)
}

func hasCode(s *load.Summary, code issue.Code) bool {
	for _, i := range s.Issues.Issues() {
		if i.Code == code {
			return true
		}
	}
	return false
}

func subjectCell(i issue.Issue) report.Cell {
	if i.Subject == "" {
		return textCell(lang.Same("–"))
	}
	return textCell(i.SubjectText())
}

func severityTable(s *load.Summary, sev issue.Severity) report.Table {
	t := report.Table{ID: "issues-" + sev.String(), Title: severityNames[sev], Columns: []report.Column{
		column("problem", lang.T("问题", "Problem")), column("subject", lang.T("对象", "Subject")), column("got", lang.T("发现", "Found")),
		column("place", lang.T("首个位置", "First place")), column("count", lang.T("次数", "Count")), column("want", lang.T("应为 / 怎么办", "Wanted / what to do")), column("effect", lang.T("处理", "What was done"))}}
	for _, i := range s.Issues.Issues() {
		if i.Severity != sev {
			continue
		}
		t.Rows = append(t.Rows, report.Row{Cells: []report.Cell{
			textCell(i.Code.Title()), subjectCell(i), textCell(lang.Same(orDash(i.Got))), textCell(lang.Same(i.Pos.String())),
			numCell(report.Count, float64(i.Count)), textCell(i.Want), textCell(i.Effect)}})
	}
	return t
}

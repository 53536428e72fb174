package load

import (
	"servqual/survey"
	"servqual/survey/issue"
	"servqual/survey/lang"
	"servqual/survey/shape"
)

// Tables that are no list of responses are named and not read: respondents in
// columns, an answer a row, counts and means would give figures that are wrong
// without a sign of it.

// misreadWords say what to do about each kind of such tables.
var misreadWords = map[shape.Kind]struct {
	code   issue.Code
	want   lang.Text
	effect lang.Text
}{
	shape.Long: {issue.TableLong,
		lang.T("每行一份答卷、每题一列。请在平台上换一种导出格式（每人一行），或用数据透视表把题目转到列上", "one response a row, with a column for each question: choose another export (one row per respondent), or turn the questions into columns with a pivot table"),
		lang.T("每行是一个答案（长表），未计分", "each row is one answer (long format): nothing was scored")},
	shape.Transposed: {issue.TableTransposed,
		lang.T("每行一份答卷。请在 Excel 中复制全表，“选择性粘贴—转置”到新表后再用", "one response a row: copy the table in Excel and use Paste Special > Transpose on a new sheet"),
		lang.T("每列是一份答卷，行列颠倒，未计分", "respondents stand in columns (transposed): nothing was scored")},
	shape.Counts: {issue.TableCounts,
		lang.T("逐份的答卷，而不是统计结果。请在平台上导出原始答卷（如问卷星“查看下载答卷—按选项序号下载”）", "the responses themselves instead of statistics: export the raw responses from the platform"),
		lang.T("表中是各选项的人数，不是答卷，未计分", "the cells are counts of answers, not answers: nothing was scored")},
	shape.Means: {issue.TableMeans,
		lang.T("逐份的答卷，而不是平均分汇总。请给出原始答卷", "the responses themselves instead of a summary of means: give the raw responses"),
		lang.T("表中是平均分，不是答卷，未计分", "the cells are means, not answers: nothing was scored")},
}

// noResponses says whether the table is no list of responses, and keeps what
// is to be said of it. Exports of platforms are lists by their making.
func (t *table) noResponses() bool {
	if t.platform != HandKept && t.platform != Wenjuanxing && t.platform != Tencent {
		return false
	}
	kind, shown := shape.Of(t.grid)
	words, known := misreadWords[kind]
	if !known {
		return false
	}
	t.misread = &issue.Issue{Code: words.code, Pos: issue.Pos{File: t.file.name, Sheet: t.sheetName}, Got: shown, Want: words.want, Effect: words.effect}
	if t.head.last == 0 {
		t.head = header{first: 1, last: 1, cols: columns(t.grid, texts(t.grid, 1), nil, t.platform, 1, 1, 0)}
	}
	t.sample = newSample(len(t.head.cols))
	return true
}

// setAside takes the tables that are no lists of responses, and empty forms
// beside a sheet of answers, from those to be bound: a header alone must not
// choose the instrument. Beside a sheet of answers in the same file a summary is
// no fault.
func (s *Source) setAside(all []*table) (good, misread []*table) {
	answers, sheets := make(map[*file]bool), make(map[*file]int)
	for _, t := range all {
		sheets[t.file]++
	}
	for _, t := range all {
		if t.misread == nil && (sheets[t.file] == 1 || !t.bare()) {
			answers[t.file] = true
		}
	}
	for _, t := range all {
		switch {
		case t.misread != nil:
		case sheets[t.file] > 1 && answers[t.file] && t.bare():
			s.issues = append(s.issues, emptyForm(t))
			continue
		default:
			good = append(good, t)
			continue
		}
		if answers[t.file] {
			t.misread.Severity = issue.Info
		} else {
			misread = append(misread, t)
		}
		s.issues = append(s.issues, *t.misread)
	}
	for _, t := range misread {
		t.bind = newBinder(newMatcher(&survey.Study{}), t)
		for i := range t.bind.cols {
			t.bind.cols[i].reason = ByPlatform // nothing is said of single columns
		}
	}
	return good, misread
}

// emptyForm says that a sheet was passed over. One with rows is worth a
// warning: its answers may have been lost.
func emptyForm(t *table) issue.Issue {
	i := issue.Issue{Code: issue.SheetSkipped, Pos: issue.Pos{File: t.file.name, Sheet: t.sheetName},
		Want: lang.T("如需读取，请用 --sheet 指明", "name it with --sheet to have it read"), Effect: lang.T("空表：没有答案，未读取", "an empty form without answers: not read")}
	if len(t.data()) > 0 {
		i.Severity = issue.Warning
	}
	return i
}

// Misread gives what is wrong with the tables where none of them is a list of
// responses.
func (s *Source) Misread() []issue.Issue {
	var out []issue.Issue
	for _, t := range s.tables {
		if t.misread == nil {
			return nil
		}
		out = append(out, *t.misread)
	}
	return out
}

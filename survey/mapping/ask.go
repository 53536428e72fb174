package mapping

import (
	"regexp"
	"slices"
	"strings"

	"servqual/survey/issue"
	"servqual/survey/lang"
	"servqual/survey/wording"
)

// ask puts each open question where its answer goes: beside the column, beside
// the words, or on the top of the sheet. A cell whose answer nobody can guess is
// left blank.
func (b *Book) ask(questions []issue.Issue, place map[[2]any]int) {
	for _, q := range questions {
		row, ok := place[[2]any{q.Pos.File + "\x00" + q.Pos.Sheet, q.Pos.Col}]
		if !ok {
			row = -1
		}
		if q.Code == issue.ColumnMissing {
			row = slices.IndexFunc(b.Columns, func(c Column) bool { return c.Header == q.Subject })
		}
		if q.Code == issue.AnswerWords && b.askWords(q) {
			continue
		}
		if row < 0 {
			b.Questions = append(b.Questions, plainly(q))
			continue
		}
		b.askColumn(q, row)
	}
}

// askWords puts a question on the words that have no number yet.
func (b *Book) askWords(q issue.Issue) bool {
	asked := false
	for i := range b.Words {
		w := &b.Words[i]
		if w.Code == nil && w.Void == 0 {
			w.Question, asked = plainly(q), true
		}
	}
	return asked && q.Blocks
}

func (b *Book) askColumn(q issue.Issue, row int) {
	c := &b.Columns[row]
	cell := CellUse
	switch q.Code {
	case issue.DirectionOpen:
		if first := slices.IndexFunc(b.Columns, func(c Column) bool { return c.Use == Item }); c.Use == Item && first >= 0 {
			c = &b.Columns[first]
		}
		cell, c.Best = CellBest, nil
	case issue.ScaleOpen:
		if c.Use != "" && c.Use != Nothing {
			cell = CellMin
		}
	case issue.SideOpen:
		cell = CellSide
	case issue.MappingOpen:
		b.Questions = append(b.Questions, plainly(q))
		return
	case issue.ColumnMissing:
		cell = CellHeader
	}
	if cell == CellUse && c.Use == Nothing {
		b.undecided(q, c)
	}
	c.Question, c.Cell = both(c.Question, plainly(q)), cell
}

// undecided takes back the use of the columns that a question names.
func (b *Book) undecided(q issue.Issue, first *Column) {
	first.Use = ""
	for _, name := range strings.Split(strings.TrimSuffix(q.Got, " …"), " | ") {
		for i := range b.Columns {
			c := &b.Columns[i]
			if c.Use == Nothing && wording.Shorten(wording.OneLine(b.title(i)), 40) == name {
				c.Use, c.Cell, c.Question = "", CellUse, lang.T("同上", "as above")
			}
		}
	}
}

func both(a, b lang.Text) lang.Text {
	if a.IsZero() || a == b {
		return b
	}
	return lang.T(a.Zh+" "+b.Zh, a.En+" "+b.En)
}

// plainly words a question without the sentences that say where a study file
// takes the answer.
func plainly(q issue.Issue) lang.Text {
	zh := sentences(q.Want.Zh, "。？！；：", "研究文件", "servqual", "missing")
	en := sentences(braces.ReplaceAllString(q.Want.En, ""), ".?!;", "study file", "servqual", "under missing")
	if zh == "" {
		zh = q.Code.Title().Zh
	}
	if en == "" {
		en = q.Code.Title().En
	}
	return lang.T(zh, en)
}

// braces are an example of what to write into a study file.
var braces = regexp.MustCompile(`, (?:e\.g\.|as in) [a-z]+: \{.*\}|: scale: \{.*$`)

// sentences keeps the sentences of a text that have none of the words.
func sentences(s, ends string, without ...string) string {
	var out strings.Builder
	for s != "" {
		at := len(s)
		for i, r := range s {
			if strings.ContainsRune(ends, r) && (r > 0x7f || strings.HasPrefix(s[i+1:], " ") || i+1 == len(s)) {
				at = i + len(string(r))
				break
			}
		}
		one := s[:at]
		s = s[at:]
		if !slices.ContainsFunc(without, func(w string) bool { return strings.Contains(one, w) }) {
			out.WriteString(one)
		}
	}
	return strings.TrimRight(strings.TrimSpace(out.String()), "；：;:")
}

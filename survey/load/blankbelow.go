package load

import (
	"servqual/survey"
	"servqual/survey/issue"
	"servqual/survey/lang"
	"servqual/survey/sheet"
)

// Sheets kept by hand name a branch in the first row of its group only, as a
// merged cell shows it. Where the cells are not merged nothing says that the
// name holds for the rows below, and that is asked.

// leastBlank is how many rows without a name make the pattern.
const leastBlank = 6

// answeredBeside says that a row holds more than the name: the blank lines of
// a form that waits for answers don't count.
func answeredBeside(row []sheet.Cell, col int) bool {
	n := 0
	for i, c := range row {
		if i != col && c.Kind != sheet.Empty {
			n++
		}
	}
	return n >= 2
}

// blankBelow asks about a column of units in which each name stands once, with
// most rows blank below it.
func (t *table) blankBelow() (issue.Issue, bool) {
	col, ok := t.bind.fields[survey.FieldUnit]
	if !ok {
		return issue.Issue{}, false
	}
	names, blanks, rows, again := make(map[string]bool), 0, 0, false
	first := ""
	for i, row := range t.data() {
		if t.total(i) || !answeredBeside(row, col) {
			continue
		}
		rows++
		c := cellAt(row, col)
		if c.Kind == sheet.Empty {
			if rows == 1 {
				return issue.Issue{}, false
			}
			blanks++
			continue
		}
		if first == "" {
			first = c.Text
		}
		again = again || names[c.Text]
		names[c.Text] = true
	}
	if again || len(names) < 2 || blanks < leastBlank || blanks < 2*len(names) {
		return issue.Issue{}, false
	}
	return issue.Issue{Code: issue.UnitBlankBelow, Pos: issue.Pos{File: t.file.name, Sheet: t.sheetName, Row: t.head.last + 2, Col: col + 1}, Subject: survey.FieldUnit, Got: first, Count: blanks,
		Want:   lang.T("空白行是否属于上面的单位？是则在 Excel 中把名称填到每一行（选中该列，定位空值，输入 = 上一格，Ctrl+Enter）后再用", "do the blank rows belong to the unit above? If so, fill the name into each row (in Excel: Go To Special > Blanks, = the cell above, Ctrl+Enter)"),
		Effect: lang.T("空白行计入“未注明”，分单位结果不含它们", "rows without a name are counted, but in no unit")}, true
}

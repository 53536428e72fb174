package sheet

import (
	"cmp"
	"slices"
	"sync"

	"servqual/survey/issue"
	"servqual/survey/lang"
)

// maxLost bounds the cells that are named one by one.
const maxLost = 1000

// lostTexts are the cells of a workbook that name a shared string which is not
// there: a damaged file, or one that a program wrote wrongly. Each is told once,
// however often the sheet is read.
type lostTexts struct {
	mu    sync.Mutex
	known map[lostText]bool
	news  []lostText
}

type lostText struct {
	sheet, row, col int // sheet from 0, row and column from 1
	index           string
}

func (l *lostTexts) add(sheet, row, col int, index string) {
	x := lostText{sheet, row, col, index[:min(len(index), 20)]}
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.known[x] || len(l.known) >= maxLost {
		return
	}
	if l.known == nil {
		l.known = make(map[lostText]bool)
	}
	l.known[x] = true
	l.news = append(l.news, x)
}

// take gives those found since the last call, in the order of the sheet.
func (l *lostTexts) take() []lostText {
	l.mu.Lock()
	defer l.mu.Unlock()
	out := l.news
	l.news = nil
	slices.SortFunc(out, func(a, b lostText) int {
		return cmp.Or(cmp.Compare(a.sheet, b.sheet), cmp.Compare(a.row, b.row), cmp.Compare(a.col, b.col))
	})
	return out
}

// noteLost makes issues of the cells found.
func (x *xlsxFile) noteLost() {
	for _, c := range x.lost.take() {
		x.book.note(issue.Issue{
			Code: issue.CellError, Pos: issue.Pos{Sheet: x.book.Sheets[c.sheet].Name, Row: c.row, Col: c.col}, Count: 1, Got: c.index,
			Want: lang.F("工作簿文字表中有的序号（共 %d 条文字）；文件可能已损坏：请在 Excel 或 WPS 中打开，核对该单元格后另存",
				"the number of a text that the workbook holds (it has %d); the file may be damaged: open it in Excel or WPS, check the cell and save it", x.book.shared.n),
			Effect: lang.T("按空白处理", "read as blank"),
		})
	}
}

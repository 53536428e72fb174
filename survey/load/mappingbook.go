package load

import (
	"servqual/survey/issue"
	"servqual/survey/lang"
	"servqual/survey/sheet"
)

// mappingSheets is how many sheets a mapping workbook has at least, and
// mappingRows how many rows hold its mark.
const (
	mappingSheets = 4
	mappingRows   = 5
)

// mapping says that a file is a mapping workbook, such as lies beside the data.
func (f *file) mapping() bool {
	if f.book.Format == sheet.CSV || len(f.book.Sheets) < mappingSheets {
		return false
	}
	for i := range f.book.Sheets {
		grid, err := f.book.Head(i, mappingRows)
		if err != nil {
			return false
		}
		for _, row := range grid {
			for _, c := range row {
				if c.Text == MappingMark {
					return true
				}
			}
		}
	}
	return false
}

// noAnswers says that a mapping workbook was not read: a note beside files of
// answers, an error where it is the only file.
func (f *file) noAnswers(alone bool) issue.Issue {
	i := issue.Issue{Code: issue.SheetSkipped, Pos: issue.Pos{File: f.name},
		Want:   lang.T("这是对应表，不含答卷；请写上答卷文件，对应表放在它旁边或用 --study 指明", "a file of answers: this is a mapping workbook, which holds none. Name the file of answers; leave the mapping beside it or name it with --study"),
		Effect: lang.T("未作为答卷读取", "not read as answers")}
	if alone {
		i.Code = issue.FileEmpty
	}
	return i
}

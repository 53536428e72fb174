package mapping

import (
	"servqual/survey/lang"
)

// field is a column of a sheet: the heading by which it is found again, its
// width, and whether it is asked.
type field struct {
	key   string // by which reading knows it
	head  lang.Text
	width float64
	grey  bool // told, not asked: reading does not look at it
}

// The first rows of each sheet; rows of the sheet of columns and of units.
const (
	titleRow     = 1
	hintRow      = 2
	confirmRow   = 3
	headRow      = 5
	columnsFirst = headRow + 1
	unitsFirst   = 4
	wordsFirst   = 4
	dimsFirst    = 4
	settingsTop  = 4
)

// firstRow is the row of the first entry of a sheet.
func firstRow(s Sheet) int {
	if s == SheetColumns {
		return columnsFirst
	}
	return unitsFirst
}

var columnFields = []field{
	{key: "number", head: lang.T("列", "No."), width: 5, grey: true},
	{key: "header", head: headings[CellHeader], width: 32},
	{key: "frequent", head: lang.T("常见答案", "Frequent answers"), width: 26, grey: true},
	{key: "n", head: lang.T("答案数", "n"), width: 7, grey: true},
	{key: "use", head: headings[CellUse], width: 16},
	{key: "item", head: headings[CellItem], width: 7},
	{key: "name", head: headings[CellName], width: 18},
	{key: "english", head: lang.T("英文名称", "Name in English"), width: 17},
	{key: "dimension", head: headings[CellDimension], width: 14},
	{key: "side", head: headings[CellSide], width: 11},
	{key: "min", head: headings[CellMin], width: 7},
	{key: "max", head: headings[CellMax], width: 7},
	{key: "best", head: headings[CellBest], width: 8},
	{key: "question", head: lang.T("疑问", "Question"), width: 30, grey: true},
}

var wordFields = []field{
	{key: "word", head: headings[CellWord], width: 28},
	{key: "n", head: lang.T("答案数", "n"), width: 9, grey: true},
	{key: "recognised", head: lang.T("识别为", "Recognised as"), width: 12},
	{key: "code", head: headings[CellCode], width: 12},
	{key: "question", head: lang.T("疑问", "Question"), width: 50, grey: true},
}

var dimensionFields = []field{
	{key: "id", head: headings[CellDimensionID], width: 12},
	{key: "name", head: headings[CellName], width: 26},
	{key: "english", head: lang.T("英文名称", "Name in English"), width: 26},
	{key: "weight", head: lang.T("权重", "Weight"), width: 10},
}

var unitFields = []field{
	{key: "written", head: headings[CellUnit], width: 24},
	{key: "name", head: headings[CellUnitName], width: 24},
	{key: "parent1", head: lang.T("上级一（区域）", "Parent 1 (region)"), width: 18},
	{key: "parent2", head: lang.T("上级二（城市）", "Parent 2 (city)"), width: 18},
	{key: "parent3", head: lang.T("上级三", "Parent 3"), width: 14},
	{key: "n", head: lang.T("答卷数", "Responses"), width: 10, grey: true},
	{key: "question", head: lang.T("疑问", "Question"), width: 44, grey: true},
}

// settings are the rows of the sheet of settings.
var settings = []struct {
	key        string
	head, hint lang.Text
}{
	{"title", lang.T("标题", "Title"), lang.T("调查的名称，印在报告上", "name of the survey, printed on the report")},
	{"english", lang.T("英文标题", "Title in English"), lang.T("可不填", "may be left blank")},
	{"instrument", lang.T("量表", "Instrument"), lang.T("所用标准量表的代号；自编问卷留空", "a standard instrument; blank for a survey of your own")},
	{"row", lang.T("表头所在行", "Header row"), lang.T("只在程序认错时填", "only where it is recognised wrongly")},
	{"sheet", lang.T("工作表", "Sheet"), lang.T("只在程序认错时填", "only where it is recognised wrongly")},
	{"rest", lang.T("其他", "Other"), lang.T("其余设置，用研究文件（YAML）的写法；一般不用改", "what else there is, as a study file (YAML) has it; seldom edited")},
}

// cellKeys are the columns of the cells that faults and questions name.
var cellKeys = map[Cell]string{
	CellHeader: "header", CellUse: "use", CellItem: "item", CellName: "name", CellDimension: "dimension", CellSide: "side", CellMin: "min", CellMax: "max", CellBest: "best",
	CellWord: "word", CellCode: "code", CellUnit: "written", CellUnitName: "name", CellDimensionID: "id",
}

func fieldsOf(s Sheet) []field {
	switch s {
	case SheetColumns:
		return columnFields
	case SheetWords:
		return wordFields
	case SheetDimensions:
		return dimensionFields
	case SheetUnits:
		return unitFields
	}
	return nil
}

// columnOf is the column, from 1, of a key on a sheet; 0 without one.
func columnOf(s Sheet, key string) int {
	for i, f := range fieldsOf(s) {
		if f.key == key {
			return i + 1
		}
	}
	return 0
}

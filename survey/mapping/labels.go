package mapping

import (
	"strings"

	"servqual/survey"
	"servqual/survey/lang"
	"servqual/survey/load"
	"servqual/survey/wording"
)

// Mark is the text on the first sheet by which a mapping workbook is known.
const Mark = load.MappingMark

// Names are the names of a workbook that is found beside the data.
var Names = []string{"对应表.xlsx", "mapping.xlsx"}

var sheetNames = map[Sheet]lang.Text{
	SheetColumns:    lang.T("对应表", "Mapping"),
	SheetWords:      lang.T("文字与分数", "Words"),
	SheetDimensions: lang.T("维度", "Dimensions"),
	SheetUnits:      lang.T("单位", "Units"),
	SheetSettings:   lang.T("设置", "Settings"),
}

// useLabel words a use.
func useLabel(u Use) lang.Text {
	switch u {
	case Item:
		return lang.T("题项", "Item")
	case Weight:
		return lang.T("权重（客户分配的分数）", "Weight (respondent's points)")
	case Attribute:
		return lang.T("客户分组", "Attribute")
	case Personal:
		return lang.T("个人信息（不读取）", "Personal data (not read)")
	case Nothing:
		return lang.T("不用", "Not used")
	}
	for _, f := range survey.KnownFields() {
		if f.Name == string(u) {
			return f.Label
		}
	}
	return lang.Same(string(u))
}

// uses lists all uses, the most frequent first.
func uses() []Use {
	out := []Use{Item}
	for _, f := range survey.KnownFields() {
		out = append(out, Use(f.Name))
	}
	return append(out, Attribute, Weight, Personal, Nothing)
}

var (
	yes      = lang.T("是", "yes")
	no       = lang.T("否", "no")
	voids    = map[Void]lang.Text{NoAnswer: lang.T("未作答", "no answer"), NotApplicable: lang.T("不适用", "not applicable")}
	headings = map[Cell]lang.Text{
		CellHeader: lang.T("列标题", "Column"), CellUse: lang.T("用作", "Used as"), CellItem: lang.T("题号", "Item"), CellName: lang.T("名称", "Name"),
		CellDimension: lang.T("维度", "Dimension"), CellSide: lang.T("期望/感知/重要", "Side"), CellMin: lang.T("最低=", "Lowest ="), CellMax: lang.T("最高=", "Highest ="),
		CellBest: lang.T("1=最好？", "Lowest is best?"), CellWord: lang.T("文字", "Words"), CellCode: lang.T("分数", "Counts as"),
		CellUnit: lang.T("数据中的写法", "As written"), CellUnitName: lang.T("使用的名称", "Name to use"), CellDimensionID: lang.T("编号", "Id"),
	}
)

// is says that a cell says a text, in either language, whatever its case,
// width and blanks.
func is(cell string, t lang.Text) bool {
	k := wording.Key(cell)
	return k == wording.Key(t.Zh) || k == wording.Key(t.En)
}

// parseUse reads the cell of a use.
func parseUse(s string) (Use, bool) {
	if strings.TrimSpace(s) == "" {
		return "", true
	}
	for _, u := range uses() {
		if is(s, useLabel(u)) {
			return u, true
		}
	}
	return "", false
}

func parseSide(s string) (survey.Side, bool) {
	for _, x := range survey.Sides() {
		if is(s, x.Label()) {
			return x, true
		}
	}
	switch wording.Key(s) {
	case "重要", "重要性":
		return survey.Importance, true
	case "满意", "满意度", "实际":
		return survey.Perception, true
	}
	return 0, false
}

func parseYes(s string) (answer, ok bool) {
	switch {
	case is(s, yes), wording.Key(s) == "y", wording.Key(s) == "true", s == "1", s == "√", s == "✓":
		return true, true
	case is(s, no), wording.Key(s) == "n", wording.Key(s) == "false", s == "0", s == "×":
		return false, true
	}
	return false, false
}

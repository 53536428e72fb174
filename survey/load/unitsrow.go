package load

import (
	"servqual/survey/wording"
)

// Below the header of some sheets stands a row of units: (1-7) under each
// rating, yyyy-mm-dd under the date. It is part of the header. A range is kept
// as a part of the column's name, since it tells the scale; other units are
// dropped.

var (
	rangeUnit = wording.Pattern(`^[\[(]?\s*(-?\d{1,3}\s*(?:-|–|—|~|至|到|to|bis|\.\.)\s*-?\d{1,3}\s*(?:分|星|级|点|points?|pts)?)\s*[\])]?$`)
	wordUnit  = wording.Pattern(`^[\[(]?\s*(?:分|分值|分数|星|级|%|points?|scores?|scale|rating|number|numeric|integer|int|float|decimal|text|string|char|varchar|date|datetime|time|category|categorical|nominal|ordinal|id|y{2,4}[-/.]m{1,2}[-/.]d{1,2}.*|d{1,2}[-/.]m{1,2}[-/.]y{2,4}|m{1,2}[-/.]d{1,2}[-/.]y{2,4}|年[-/.]?月[-/.]?日|数字|数值|文本|字符|日期|编号|名称|单选|单选题|多选|多选题|量表|量表题|矩阵题|矩阵量表题|填空|填空题|打分题|评分题|必填|选填|n/a|-)\s*[\])]?$`)
)

// isUnitsRow says that row i consists of units, under a header of as many
// columns or more.
func isUnitsRow(rows [][]string, i int) bool {
	if i < 1 || i >= len(rows) {
		return false
	}
	filled, units, ranges := 0, 0, 0
	for _, s := range rows[i] {
		switch {
		case s == "":
			continue
		case rangeUnit().MatchString(s):
			units++
			ranges++
		case wordUnit().MatchString(s):
			units++
		}
		filled++
	}
	return filled >= 3 && units*10 >= filled*9 && (ranges >= 2 || units >= 3) && filled <= len(nonEmpty(rows[i-1]))
}

// unitOf gives the range that a cell of the units row names, in brackets, or
// nothing.
func unitOf(s string) string {
	if m := rangeUnit().FindStringSubmatch(s); m != nil {
		return " (" + m[1] + ")"
	}
	return ""
}

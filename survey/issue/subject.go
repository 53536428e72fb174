package issue

import (
	"strings"

	"servqual/survey/lang"
)

// subjects are the subjects that are words of the program. Others name an item, a
// field, a column or a dimension, and are told as they are.
var subjects = map[string]lang.Text{
	"scale":                              lang.T("分制", "scale"),
	"scale of the files":                 lang.T("各文件的分制", "scale of the files"),
	"scale of the waves":                 lang.T("各期的分制", "scale of the waves"),
	"scale of the sides":                 lang.T("期望和感知的分制", "scale of the sides"),
	"scale of the dimensions":            lang.T("各部分的分制", "scale of the dimensions"),
	"scale of the many":                  lang.T("分制太多", "too many scales"),
	"scale, columns":                     lang.T("分制，列", "scale, columns"),
	"direction":                          lang.T("方向", "direction"),
	"columns":                            lang.T("列", "columns"),
	"columns, words":                     lang.T("列，文字答案", "columns, words"),
	"confirmed":                          lang.T("核对", "confirmed"),
	"dimensions":                         lang.T("维度", "dimensions"),
	"items, columns":                     lang.T("题项，列", "items, columns"),
	"items, side, columns":               lang.T("题项、问的是哪一面，列", "items, side, columns"),
	"item or attribute, column":          lang.T("题项还是客户分组，列", "item or attribute, column"),
	"item, overall or recommend, column": lang.T("题项、总体满意度还是推荐意愿，列", "item, overall or recommend, column"),
	"side, pair":                         lang.T("成对的题", "side, pair"),
	"side, pair, columns":                lang.T("成对的题，列", "side, pair, columns"),
	"unit":                               lang.T("单位", "unit"),
	"weights":                            lang.T("权重", "weights"),
	"overall":                            lang.T("总体满意度", "overall"),
	"recommend":                          lang.T("推荐意愿", "recommend"),
	"date":                               lang.T("日期", "date"),
	"perception":                         lang.T("感知", "perception"),
	"expectation":                        lang.T("期望", "expectation"),
	"importance":                         lang.T("重要度", "importance"),
}

// SubjectText words the subject for people.
func (i Issue) SubjectText() lang.Text {
	if t, ok := subjects[i.Subject]; ok {
		return t
	}
	if rest, ok := strings.CutPrefix(i.Subject, "scale of "); ok {
		of := Issue{Subject: rest}.SubjectText()
		return lang.F("%s 的分制", "scale of %s", of)
	}
	if code, side, ok := strings.Cut(i.Subject, " "); ok {
		if t, known := subjects[side]; known && !strings.Contains(side, " ") {
			return lang.F("%s %s", "%s %s", lang.Same(code), t)
		}
	}
	return lang.Same(i.Subject)
}

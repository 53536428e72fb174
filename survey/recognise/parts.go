package recognise

import (
	"strings"

	"servqual/survey/wording"
)

// joinMarks part the answers to a multiple-choice question in one cell, the
// surest first: 问卷星 writes ┋, forms a semicolon or a new line, people a comma.
var joinMarks = []string{"┋", "\n", ";", "；", "|", "、", "，", ", ", ","}

// part counts the answers in a cell of words.
func (v *values) part(text string) {
	parts := []string{text}
	for _, mark := range joinMarks {
		if strings.Contains(strings.Trim(text, mark+" "), mark) {
			parts = strings.Split(text, mark)
			v.joined++
			break
		}
	}
	for _, p := range parts {
		p = wording.Clean(strings.Trim(p, "┋;；|、，, "))
		if p != "" && (len(v.parts) < maxTexts || v.parts[p] > 0) {
			v.parts[p]++
		}
	}
}

// list says that cells hold several answers of a list: some are joined, and the
// parts recur, four times on average, where texts of the respondents' own don't.
func (v *values) list() bool {
	n := 0
	for _, k := range v.parts {
		n += k
	}
	return v.joined*10 >= v.filled && v.joined > 0 && len(v.parts) <= maxNames && n >= 4*len(v.parts)
}

var sexWords = wording.Set("male", "female", "m", "f", "man", "woman", "men", "women", "boy", "girl", "男", "女", "男性", "女性", "남", "여", "남성", "여성", "남자", "여자", "laki-laki", "perempuan", "pria", "wanita",
	"hombre", "mujer", "masculino", "femenino", "feminino", "homem", "mulher", "homme", "femme", "masculin", "féminin", "männlich", "weiblich", "mann", "frau", "nam", "nữ", "divers", "other", "其他")

// sexes says that the cells name the respondents' sex.
func (v *values) sexes() bool {
	n, other := 0, 0
	for w, k := range v.words {
		if !sexWords[w] {
			other += k
		}
		n += k
	}
	return n > 0 && n*10 >= v.filled*9 && other*10 <= n && len(v.words) <= 6
}

var yesWords = wording.Set("yes", "no", "y", "n", "true", "false", "是", "否", "有", "没有", "不是", "会", "不会", "はい", "いいえ", "예", "아니오", "네", "ya", "tidak", "sí", "si", "sim", "não", "oui", "non", "ja", "nein", "có", "không", "don't know", "not sure", "不确定", "不清楚")

// yesNo says that the cells are yes and no.
func (v *values) yesNo() bool {
	n := 0
	for w, k := range v.words {
		if yesWords[w] {
			n += k
		}
	}
	return v.filled > 0 && n*10 >= v.filled*9
}

// yesNoAttributes takes the columns of yes and no as something to segment by
// where at least three other columns are answered by degrees. Without those they
// may be a checklist, and are left to be rated.
func (f *form) yesNoAttributes() {
	rated, checks := 0, 0
	for i := range f.t.Columns {
		switch {
		case !f.free(i):
		case f.v[i].yesNo():
			checks++
		case f.v[i].rating():
			rated++
		}
	}
	if rated < 3 && checks >= 3 {
		return
	}
	under := make(map[string]int)
	for i := range f.t.Columns {
		if stem, _, ok := f.option(i); ok && f.free(i) && f.v[i].yesNo() {
			under[stem]++
		}
	}
	for i := range f.t.Columns {
		if !f.free(i) || !f.v[i].yesNo() || rated < 3 && ratingWord(f.t.Columns[i].Text) {
			continue
		}
		if stem, _, ok := f.option(i); ok && under[stem] >= 2 {
			f.take(i, Ignored, Likely, ByValues)
			continue
		}
		f.takeAttribute(i, Likely, ByValues)
	}
}

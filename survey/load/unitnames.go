package load

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"servqual/survey"
	"servqual/survey/issue"
	"servqual/survey/lang"
	"servqual/survey/wording"
)

// unitKinds are words that names of units may end with or not, each list of words
// for one kind of unit, the longest first. A bank's 分行 and 支行 of one city are
// two units.
var unitKinds = [][]string{
	{"旗舰店", "专卖店", "直营店", "加盟店", "4s店", "分店", "门店", "店"},
	{"营业部", "营业厅", "营业所", "服务厅"},
	{"分公司"},
	{"支行"},
	{"分行"},
	{"分院", "院区"},
	{"分馆"},
	{"branch", "outlet", "store", "shop"},
	{"filiale"},
	{"sucursal"},
	{"agence"},
}

var hanDigits = strings.NewReplacer("一", "1", "二", "2", "三", "3", "四", "4", "五", "5", "六", "6", "七", "7", "八", "8", "九", "9", "号店", "店", "號店", "店")

// zeros are those before a number: Branch 03.
var zeros = regexp.MustCompile(`(^|[^0-9])0+([1-9])`)

// unitStem parts a name into what is its own and its kind of unit; kind is −1
// where the name ends with none.
func unitStem(name string) (stem string, kind int) {
	s := zeros.ReplaceAllString(hanDigits.Replace(wording.Key(name)), "$1$2")
	for k, words := range unitKinds {
		for _, w := range words {
			if rest, ok := strings.CutSuffix(s, w); ok && utf8.RuneCountInString(rest) >= 2 {
				return rest, k
			}
		}
	}
	return s, -1
}

// AlikeUnits groups names that are most likely one unit in two writings: they
// differ in width, case, blanks or punctuation, in a final word for the kind of
// unit (中关村, 中关村店; 房山店, 房山分店), or in how a number is written. Names that
// differ in a number are different units, and so are those that a register has
// as units of their own.
//
// responses are the names with how many responses each has. A name of very few
// that differs in one character from a name of many is taken for a slip, unless
// the character tells places apart: 东 and 西, a number, a letter alone.
func AlikeUnits(responses map[string]int, register survey.Units) [][]string {
	stems := make(map[string][]string)
	for n := range responses {
		if stem, _ := unitStem(n); stem != "" {
			stems[stem] = append(stems[stem], n)
		}
	}
	var out [][]string
	for _, group := range stems {
		var kinds []int
		for _, n := range group {
			if _, k := unitStem(n); k >= 0 && !slices.Contains(kinds, k) {
				kinds = append(kinds, k)
			}
		}
		settled := !slices.ContainsFunc(group, func(n string) bool { return register.Find(n) < 0 })
		if len(group) > 1 && len(kinds) <= 1 && !settled {
			slices.Sort(group)
			out = append(out, group)
		}
	}
	out = append(out, slips(responses, register, out)...)
	slices.SortFunc(out, func(a, b []string) int { return strings.Compare(a[0], b[0]) })
	return out
}

// unitCounts counts the responses of each unit.
func (s *Summary) unitCounts() map[string]int {
	out := make(map[string]int)
	for _, u := range s.Units {
		out[u] = 0
		for _, f := range s.Files {
			out[u] += f.Units[u]
		}
	}
	return out
}

// NoteAlikeUnits adds an issue for units that may be one.
func (s *Summary) NoteAlikeUnits() {
	for _, group := range AlikeUnits(s.unitCounts(), s.Register) {
		var got []string
		var pos issue.Pos
		for _, n := range group {
			responses := 0
			for _, f := range s.Files {
				if f.Units[n] > 0 {
					responses += f.Units[n]
					pos = issue.Pos{File: f.File, Sheet: f.Sheet}
				}
			}
			got = append(got, fmt.Sprintf("%s (%d)", n, responses))
		}
		s.Issues.Add(issue.Issue{Code: issue.UnitAlike, Pos: pos, Subject: "unit", Got: strings.Join(got, ", "),
			Want:   lang.T("如是同一单位，请在对应表的“单位”表中写统一的名称，或在原文件中统一后重新读取", "if they are one unit, give them one name on the sheet Units of the mapping workbook, or in the file, and read it again"),
			Effect: lang.T("按不同单位分别计算", "counted as different units")})
	}
}

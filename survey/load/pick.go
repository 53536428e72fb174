package load

import (
	"maps"
	"strings"
	"unicode/utf8"

	"servqual/survey"
	"servqual/survey/issue"
	"servqual/survey/lang"
	"servqual/survey/recognise"
	"servqual/survey/sheet"
	"servqual/survey/wording"
)

// pick chooses the sheets to read: those with answers; in files of a survey
// that was not recognised, the fullest sheet and those with the same header.
// The others are reported.
func pick(tables []*table, wanted string) (kept []*table, issues []issue.Issue) {
	most := 0
	for _, t := range tables {
		most = max(most, len(t.bind.slots))
	}
	for start := 0; start < len(tables); {
		end := start
		for end < len(tables) && tables[end].file == tables[start].file {
			end++
		}
		book := tables[start:end]
		first := primary(book)
		for _, t := range book {
			if t == first && (most == 0 || len(t.bind.slots) > 0) || wanted != "" || t != first && belongs(t, first) {
				kept = append(kept, t)
				continue
			}
			i := issue.Issue{Code: issue.SheetSkipped, Pos: issue.Pos{File: t.file.name, Sheet: t.sheetName},
				Want: lang.T("如需读取，请用 --sheet 指明", "name it with --sheet to have it read"), Effect: lang.T("未见答卷，未读取", "no answers seen in it: not read")}
			if t == first {
				i.Severity = issue.Warning // a whole file that adds nothing
			}
			issues = append(issues, i)
		}
		start = end
	}
	if len(kept) == 0 && len(tables) > 0 {
		return tables[:1], issues
	}
	return kept, issues
}

// primary is the sheet of a book with the most answer columns, then fields,
// then cells.
func primary(book []*table) *table {
	best := book[0]
	for _, t := range book[1:] {
		if weight(t) > weight(best) {
			best = t
		}
	}
	return best
}

func weight(t *table) int {
	if len(t.data()) == 0 {
		return -1
	}
	return len(t.bind.slots)*1_000_000 + len(t.bind.fields)*10_000 + min(9_999, len(t.head.cols)*len(t.data()))
}

// bare says that the table is an empty form: a header without a row below it,
// or with names filled in and no answers, so that half of its columns or more
// are empty and none holds ratings.
func (t *table) bare() bool {
	if len(t.data()) == 0 {
		return true
	}
	headed, blank := 0, 0
	for i := range t.head.cols {
		if t.head.cols[i].raw == "" {
			continue
		}
		headed++
		if t.blank(i) {
			blank++
		} else if t.profile(i).scale() {
			return false
		}
	}
	return blank*2 >= headed
}

// blank says that no sampled row is filled in a column.
func (t *table) blank(col int) bool {
	for c := range t.column(col) {
		if c.Kind != sheet.Empty {
			return false
		}
	}
	return true
}

// belongs says whether a sheet is one of the same kind as the first: as many
// answers, or the very same header.
func belongs(t, first *table) bool {
	if len(t.data()) == 0 {
		return false
	}
	if len(t.bind.slots) >= 3 && len(t.bind.slots)*2 >= len(first.bind.slots) {
		return true
	}
	if len(t.head.cols) != len(first.head.cols) || len(t.data()) == 0 {
		return false
	}
	for i := range t.head.cols {
		if t.head.cols[i].raw != first.head.cols[i].raw {
			return false
		}
	}
	return true
}

// place gives each table the unit and wave that its file and sheet names tell,
// where neither a column nor the command does.
func place(tables []*table) {
	files := make(map[*file]bool)
	for _, t := range tables {
		files[t.file] = true
	}
	names := make([]string, len(tables))
	for i, t := range tables {
		t.unit, t.wave = t.file.unit, t.file.wave
		titles := strings.Join(t.head.titles, " ")
		wave, rest := waveIn(t.file.stem, t.file.folder+" "+titles)
		name := unitIn(rest)
		if t.sheetName != "" && sheetsOf(tables, t.file) > 1 || wave == "" {
			w, r := waveIn(t.sheetName, t.file.stem+" "+t.file.folder+" "+titles)
			if w != "" {
				wave = w
			}
			if u := unitIn(r); u != "" && sheetsOf(tables, t.file) > 1 {
				name = strings.TrimSpace(name + " " + u)
			}
		}
		if wave == "" {
			wave, _ = waveIn(t.file.folder, "")
		}
		if wave == "" {
			wave, _ = waveIn(titles, "")
		}
		if t.wave == "" {
			t.wave = wave
		}
		names[i] = name
	}
	varies := false
	for i := range names {
		varies = varies || names[i] != names[0]
	}
	for i, t := range tables {
		if t.unit == "" && names[i] != "" && (varies || unitLike(names[i])) {
			t.unit = names[i]
		}
	}
}

func sheetsOf(tables []*table, f *file) int {
	n := 0
	for _, t := range tables {
		if t.file == f && t.joinedTo == nil {
			n++
		}
	}
	return n
}

// generic are words of file and sheet names that name no unit.
var generic = []string{"答卷", "问卷", "调查表", "调查", "满意度", "服务质量", "评价结果", "评价", "数据", "结果", "统计", "原始", "导出", "汇总", "明细", "副本", "按序号", "按文本", "按选项", "工作表", "客户", "顾客", "会员", "月报", "年", "月", "期望", "感知", "实际", "重要性",
	"survey", "responses", "response", "answers", "data", "dataset", "results", "result", "export", "customers", "customer", "customer satisfaction", "servqual", "service quality", "form", "raw", "final", "copy", "sheet", "table", "download", "report", "expectation", "perception", "form responses", "stdin", "items"}

// unitIn drops dates, numbers and words that say nothing from a name; what is
// left may be a unit.
func unitIn(name string) string {
	s := wording.Clean(name)
	for _, g := range generic {
		for {
			i := wording.IndexWord(s, g)
			if i < 0 {
				break
			}
			s = s[:i] + " " + s[i+len(g):]
		}
	}
	s = strings.Trim(digitsOut.Replace(s), " _-.()[]、,+#&")
	s = strings.Join(strings.FieldsFunc(s, func(r rune) bool { return r == '_' || r == ' ' || r == '-' }), " ")
	if utf8.RuneCountInString(s) < 2 && !wording.HasHan(s) {
		return ""
	}
	return s
}

var digitsOut = strings.NewReplacer("0", "", "1", "", "2", "", "3", "", "4", "", "5", "", "6", "", "7", "", "8", "", "9", "")

// unitLike says that a name alone is one of a branch, ward or office.
func unitLike(s string) bool {
	for _, end := range []string{"店", "网点", "分行", "支行", "分公司", "科", "科室", "病区", "院区", "院", "中心", "服务站", "站", "营业厅", "厅", "部", "馆", "校区"} {
		if strings.HasSuffix(s, end) {
			return true
		}
	}
	for _, w := range []string{"branch", "store", "shop", "outlet", "clinic", "ward", "dealer"} {
		if wording.IndexWord(s, w) >= 0 {
			return true
		}
	}
	return false
}

// pairSheets joins tables that hold different sides of the same respondents.
func pairSheets(tables []*table) []issue.Issue {
	var issues []issue.Issue
	if !severalSides(tables) {
		return nil
	}
	for i, a := range tables {
		for _, b := range tables[i+1:] {
			if a.joinedTo != nil || b.joinedTo != nil || a.partner != nil || !complement(a, b) {
				continue
			}
			_, idA := a.bind.fields[survey.FieldID]
			_, idB := b.bind.fields[survey.FieldID]
			if !idA || !idB {
				issues = append(issues, issue.Issue{Code: issue.RespondentNoPair, Pos: issue.Pos{File: b.file.name, Sheet: b.sheetName}, Got: a.sheetName + " / " + b.sheetName, Severity: issue.Error,
					Want: lang.T("两张表都要有答卷编号列", "a column with the respondent's id on both sheets"), Effect: lang.T("无法配对，差距无法计算", "the sheets can't be joined: no gaps")})
				continue
			}
			if weight(b) > weight(a) {
				b.partner, a.joinedTo = &partner{of: a}, b
				break
			}
			a.partner, b.joinedTo = &partner{of: b}, a
		}
	}
	return issues
}

// severalSides says whether the tables differ in the sides that they ask. Where
// they don't, no two of them complement each other, and thousands of them need
// not be compared in pairs.
func severalSides(tables []*table) bool {
	var first map[survey.Side]bool
	for _, t := range tables {
		s := sides(t)
		if len(s) == 0 {
			continue
		}
		if len(first) == 0 {
			first = s
		}
		if !maps.Equal(first, s) {
			return true
		}
	}
	return false
}

// sides are those that a table asks.
func sides(t *table) map[survey.Side]bool {
	m := make(map[survey.Side]bool)
	for ref := range t.bind.slots {
		m[ref.side] = true
	}
	return m
}

// complement says whether two tables ask different sides of the same items and
// their names differ in nothing but the side.
func complement(a, b *table) bool {
	sa, sb := sides(a), sides(b)
	if len(sa) == 0 || len(sb) == 0 {
		return false
	}
	for s := range sa {
		if sb[s] {
			return false
		}
	}
	if a.file != b.file && sheetName(a) == sheetName(b) && sideless(a.file.stem) != sideless(b.file.stem) {
		return false
	}
	return sideless(a.file.stem+" "+sheetName(a)) == sideless(b.file.stem+" "+sheetName(b)) || a.file == b.file && a.file.book != nil && len(a.file.book.Sheets) <= 4
}

func sheetName(t *table) string { return t.sheetName }

// sideless is a name without the words for sides and filler.
func sideless(s string) string {
	_, rest, _ := recognise.SideIn(wording.Clean(s))
	var out []string
	for _, f := range strings.FieldsFunc(rest, func(r rune) bool { return strings.ContainsRune(" _-.()", r) }) {
		if !recognise.IsFiller(f) {
			out = append(out, f)
		}
	}
	return strings.Join(out, " ")
}

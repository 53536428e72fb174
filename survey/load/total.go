package load

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"servqual/survey/sheet"
	"servqual/survey/wording"
)

// Rows of totals, means and the like stand among the responses of sheets that
// are kept by hand, at the bottom or below each group. They are told by a text
// in one of the first columns: 合计, 本月合计, 朝阳店平均分, Grand total, Average North.

// totalName says how surely a text names a total.
type totalName uint8

const (
	noTotal   totalName = iota
	partTotal           // a name with a word for totals at its end or beginning
	mostTotal           // a word that names statistics, and some people: Max
	allTotal            // nothing but a word for totals
)

// totalColumns is how many columns from the left may hold the name of a total.
const totalColumns = 5

var totalWords = wording.Set("平均", "平均分", "平均值", "平均数", "平均得分", "平均成绩", "总平均", "总平均分", "均值", "均分", "合计", "总计", "小计", "总和", "总分", "共计", "汇总", "累计", "标准差", "标准偏差", "方差", "最大值", "最小值", "最高分", "最低分", "人数", "样本数", "中位数", "众数", "满意率", "得分率", "有效样本", "有效样本数", "样本量", "答卷数", "份数", "占比", "总体", "总体平均",
	"合計", "總計", "小計", "總和", "平均値", "平均點", "総計", "計", "합계", "총계", "소계", "평균", "총합", "총점",
	"average", "averages", "avg", "avg.", "mean", "means", "mean score", "average score", "total", "totals", "grand total", "subtotal", "sub-total", "sub total", "overall average", "overall mean", "standard deviation", "st. dev.", "std dev", "std. dev.", "stdev", "variance", "maximum", "minimum", "median",
	"rata-rata", "rerata", "jumlah", "durchschnitt", "mittelwert", "mittel", "summe", "gesamt", "gesamtsumme", "zwischensumme", "standardabweichung", "promedio", "media", "suma", "total general", "subtotales", "moyenne", "somme", "total général", "sous-total", "média", "soma", "total geral", "trung bình", "tổng", "tổng cộng", "итого", "всего", "среднее")

// shortWords name statistics too, but also people and shops: only where they
// are the first text of a row.
var shortWords = wording.Set("sum", "sd", "std", "max", "min", "mode", "count", "n", "n=", "base", "cases", "valid n")

var totalEnds = []string{"合计", "总计", "小计", "共计", "汇总", "累计", "平均", "平均分", "平均值", "平均数", "平均得分", "均值", "均分", "得分率", "标准差", "合計", "總計", "小計", "평균", "합계", "소계", "총계"}

var totalParts = wording.Set("average", "avg", "avg.", "mean", "total", "totals", "subtotal", "sub-total", "durchschnitt", "mittelwert", "summe", "gesamt", "promedio", "moyenne", "média", "rata-rata", "jumlah")

const (
	longestTotalWord = 60 // bytes
	longestTotalName = 14 // characters of one in Chinese
	mostTotalWords   = 5
)

// totalIn judges a text.
func totalIn(text string) totalName {
	if len(text) > longestTotalWord {
		return noTotal
	}
	s := strings.Trim(wording.Clean(text), " ::.*-=[]【】<>《》")
	if wording.HasHan(s) {
		s = strings.ReplaceAll(s, " ", "")
	}
	if i := strings.IndexAny(s, "(:/"); i > 0 && !totalWords[s] {
		s = strings.TrimSpace(s[:i])
	}
	switch {
	case s == "":
		return noTotal
	case totalWords[s]:
		return allTotal
	case shortWords[s]:
		return mostTotal
	}
	if s[0] >= 0x80 || s[len(s)-1] >= 0x80 {
		if utf8.RuneCountInString(s) <= longestTotalName {
			for _, end := range totalEnds {
				if strings.HasSuffix(s, end) {
					return partTotal
				}
			}
		}
	}
	words := strings.Fields(s)
	if n := len(words); n >= 2 && n <= mostTotalWords && (totalParts[words[0]] || totalParts[words[n-1]]) {
		return partTotal
	}
	return noTotal
}

// isTotalRow says whether a text in the first columns of a sampled row names a
// total.
func isTotalRow(row []sheet.Cell) bool {
	first := true
	for i := 0; i < len(row) && i < totalColumns; i++ {
		if row[i].Kind == sheet.Empty {
			continue
		}
		if row[i].Kind != sheet.Text {
			return false
		}
		if isTotal(totalIn(row[i].Text), first, !first) {
			return true
		}
		first = false
	}
	return false
}

// isTotal says whether a text names a total, given its place: the first text of
// the row, in a row that is identified as somebody's otherwise.
func isTotal(name totalName, first, identified bool) bool {
	switch name {
	case allTotal:
		return true
	case mostTotal:
		return first
	case partTotal:
		return !identified
	}
	return false
}

// named says whether one of the first texts of the row names a total.
func (w *worker) named(b *sheet.Block, row int) bool {
	first := true
	for c := 0; c < b.Cols && c < totalColumns && c < w.p.first; c++ {
		p := b.At(row, c)
		switch p.Kind() {
		case sheet.Empty:
			continue
		case sheet.Text:
			raw := b.Raw(p)
			if len(raw) == 0 {
				continue
			}
			name := noTotal
			if len(raw) <= longestTotalWord && (c != w.p.id || maybeTotal(raw)) {
				name = w.totalOf(b, p, raw)
			}
			if isTotal(name, first, w.identified(b, row, c)) {
				return true
			}
			if c == w.p.id {
				return false
			}
			first = false
			continue
		}
		return false
	}
	return false
}

// identified says that a row has an id or a date, in another column than the
// one given.
func (w *worker) identified(b *sheet.Block, row, col int) bool {
	return w.p.id != col && w.present(b, row, w.p.id) || w.p.when != col && w.present(b, row, w.p.when)
}

// totalOf judges a text, once for each.
func (w *worker) totalOf(b *sheet.Block, p sheet.Packed, raw []byte) totalName {
	if name, known := w.totals[string(raw)]; known {
		return name
	}
	name := totalIn(b.Text(p))
	if len(w.totals) < maxCached {
		w.totals[string(raw)] = name
	}
	return name
}

// statistic says that a row is one of sums, means or counts whatever its name:
// most of its answers are no steps of the scale, it has no date, and no id but
// perhaps a word without a digit.
func (w *worker) statistic(b *sheet.Block, row, fractions, beyond int) bool {
	if off := max(fractions, beyond); off < 3 || off*2 <= w.p.own || w.present(b, row, w.p.when) {
		return false
	}
	if w.present(b, row, w.p.id) {
		p := b.At(row, w.p.id)
		return p.Kind() == sheet.Text && !hasDigit(b.Text(p))
	}
	if fractions*2 > w.p.own {
		return true
	}
	filled := 0 // sums: at most the name stands before the answers
	for c := range min(b.Cols, w.p.first, totalColumns) {
		if b.Kind(row, c) != sheet.Empty {
			filled++
		}
	}
	return w.p.first > 0 && w.p.first <= totalColumns && (filled == 0 || filled == 1 && w.p.when >= 0)
}

// maybeTotal says whether a name for a total may begin like this: by its first
// two bytes where they are ASCII, and in encodings other than UTF-8 anything
// above it. Respondents' numbers such as R00017 must not cost a look-up each.
func maybeTotal(raw []byte) bool {
	c := raw[0]
	if c >= 0x80 || c == ' ' || c == '[' || c == '*' {
		return true
	}
	if bytes.IndexByte(raw, ' ') > 0 {
		return true
	}
	return totalBegins[0][c] && (len(raw) == 1 || raw[1] >= 0x80 || totalBegins[1][raw[1]])
}

// totalBegins says which ASCII characters the words for totals have in the
// first and in the second place.
var totalBegins = func() (t [2][128]bool) {
	for _, words := range []map[string]bool{totalWords, shortWords, totalParts} {
		for w := range words {
			for i := range t {
				if i < len(w) && w[i] < 0x80 {
					t[i][w[i]] = true
					if w[i] >= 'a' && w[i] <= 'z' {
						t[i][w[i]-'a'+'A'] = true
					}
				}
			}
		}
	}
	t[1][' '] = true // trailing
	return t
}()

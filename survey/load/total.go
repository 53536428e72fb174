package load

import (
	"strings"

	"servqual/survey/sheet"
	"servqual/survey/wording"
)

// Rows of totals, means and the like stand among the responses of sheets that
// are kept by hand. They are told by the first text in them.

// isTotalRow says whether the first text of a sampled row names a total.
func isTotalRow(row []sheet.Cell) bool {
	for i := 0; i < len(row) && i < totalColumns; i++ {
		if row[i].Kind == sheet.Empty {
			continue
		}
		return row[i].Kind == sheet.Text && isTotal(row[i].Text)
	}
	return false
}

// totalColumns is how many columns from the left may hold the name of a total.
const totalColumns = 5

var totalWords = wording.Set("平均", "平均分", "平均值", "平均数", "均值", "均分", "合计", "总计", "小计", "总和", "总分", "共计", "标准差", "标准偏差", "方差", "最大值", "最小值", "最高分", "最低分", "人数", "样本数", "中位数", "众数", "满意率", "得分率", "有效样本", "占比",
	"average", "averages", "avg", "avg.", "mean", "means", "total", "totals", "grand total", "subtotal", "sum", "sd", "std", "stdev", "st. dev.", "std dev", "std. dev.", "standard deviation", "variance", "max", "min", "maximum", "minimum", "median", "mode", "count", "rata-rata", "jumlah", "durchschnitt", "mittelwert", "summe", "gesamt", "standardabweichung", "promedio", "moyenne")

const longestTotalWord = 40 // bytes

// isTotal says whether a text names a total, mean or the like.
func isTotal(text string) bool {
	if len(text) > longestTotalWord {
		return false
	}
	s := strings.Trim(wording.Clean(text), " ::.")
	if totalWords[s] {
		return true
	}
	if i := strings.IndexAny(s, "(:("); i > 0 {
		return totalWords[strings.TrimSpace(s[:i])]
	}
	return false
}

// named says whether the first text of the row names a total.
func (w *worker) named(b *sheet.Block, row int) bool {
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
			return len(raw) <= longestTotalWord && maybeTotal(raw) && isTotal(b.Text(p))
		}
		return false
	}
	return false
}

// maybeTotal says whether a word for a total may begin like this: by its first
// two bytes where they are ASCII, and in encodings other than UTF-8 anything
// above it. Respondents' numbers such as R00017 must not cost a look-up each.
func maybeTotal(raw []byte) bool {
	c := raw[0]
	if c >= 0x80 || c == ' ' {
		return true
	}
	return totalBegins[0][c] && (len(raw) == 1 || raw[1] >= 0x80 || totalBegins[1][raw[1]])
}

// totalBegins says which ASCII characters the words for totals have in the
// first and in the second place.
var totalBegins = func() (t [2][128]bool) {
	for w := range totalWords {
		for i := range t {
			if i < len(w) && w[i] < 0x80 {
				t[i][w[i]] = true
				if w[i] >= 'a' && w[i] <= 'z' {
					t[i][w[i]-'a'+'A'] = true
				}
			}
		}
	}
	t[1][' '] = true // trailing
	return t
}()

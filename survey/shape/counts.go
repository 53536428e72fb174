package shape

import (
	"math"
	"regexp"
	"strconv"
	"strings"

	"servqual/survey/sheet"
	"servqual/survey/wording"
)

var (
	optionWords = wording.Set("选项", "答案", "答案选项", "选项内容", "option", "options", "answer", "answers", "answer choice", "answer choices", "choice", "choices", "response option", "antwort", "respuesta", "opción", "opcion", "réponse", "resposta", "opção", "jawaban", "선택지", "보기", "選択肢", "選項")
	countWords  = wording.Set("小计", "人数", "频数", "频次", "计数", "次数", "票数", "数量", "回复数", "回复情况", "count", "counts", "frequency", "freq", "freq.", "responses", "n", "number", "respondents", "total", "anzahl", "häufigkeit", "frecuencia", "nombre", "effectif", "frequência", "contagem", "jumlah", "frekuensi", "빈도", "응답수", "度数", "回答数", "人數", "小計", "次數")
	shareWords  = wording.Set("比例", "占比", "百分比", "比率", "percent", "percentage", "%", "share", "prozent", "anteil", "porcentaje", "pourcentage", "percentagem", "persentase", "persen", "비율", "割合", "比重")
)

// optionList sees the statistics that platforms print: a table of option,
// count and share for each question, often many below each other.
func (g *grid) optionList() (string, bool) {
	if widest(g.all) > 5 {
		return "", false // a form whose question is called "answer" has more columns
	}
	for _, r := range g.all[:min(len(g.all), 30)] {
		options, counts, shares := 0, 0, 0
		var names []string
		for _, c := range r {
			t := wording.Clean(c.Text)
			switch {
			case t == "":
				continue
			case optionWords[t]:
				options++
			case countWords[t]:
				counts++
			case shareWords[t]:
				shares++
			}
			names = append(names, t)
		}
		if options == 1 && counts+shares >= 1 && options+counts+shares >= len(names)-1 {
			return strings.Join(names, ", "), true
		}
	}
	return "", false
}

var stepForm = wording.Pattern(`^(\d{1,2})\s*(?:分|星|级|点|points?|stars?|pts?)?$`)

// counts sees a question a row and a column for each answer. In columns headed
// by words, numbers that are more than a mark are counts; in columns headed by
// numbers they are where the rows add up to one total.
func (g *grid) counts() (string, bool) {
	worded, numbered := g.steps()
	steps := worded
	if len(steps) < 3 {
		steps = numbered
	}
	if len(steps) < 3 || g.answered(steps) {
		return "", false
	}
	rows, sums, highest := 0, []float64(nil), 0.0
	for _, r := range g.body() {
		sum, n := 0.0, 0
		for _, col := range steps {
			if x, ok := countIn(at(r, col)); ok && x >= 0 {
				sum += x
				n++
				highest = max(highest, x)
			}
		}
		if n*10 >= len(steps)*8 {
			rows++
			sums = append(sums, sum)
		}
	}
	if rows < 2 || rows*10 < len(g.body())*7 || highest <= 0 {
		return "", false
	}
	even := spread(sums) < 0.05
	switch {
	case len(worded) >= 3 && (highest > 1 || even && highest < 1):
	case len(worded) < 3 && even && highest > 10 && rows >= 3:
	default:
		return "", false
	}
	var names []string
	for _, col := range steps {
		names = append(names, g.head[col])
	}
	return strings.Join(names, ", "), true
}

// steps lists the columns headed by a degree in words, and those headed by
// numbers that follow each other.
func (g *grid) steps() (worded, numbered []int) {
	last := math.MinInt
	for col, h := range g.head {
		if h == "" {
			continue
		}
		if m := stepForm().FindStringSubmatch(h); m != nil {
			n, _ := strconv.Atoi(m[1])
			if len(numbered) > 0 && n != last+1 && n != last-1 {
				if len(numbered) >= 3 {
					continue
				}
				numbered = nil
			}
			numbered, last = append(numbered, col), n
			continue
		}
		if wording.IsDegree(h) {
			worded = append(worded, col)
		}
	}
	return worded, numbered
}

// answered says that ratings stand beside the steps: columns of 0 and 1 for
// each option of a question that was answered in a column before them.
func (g *grid) answered(steps []int) bool {
	of := make(map[int]bool)
	for _, col := range steps {
		of[col] = true
	}
	n := 0
	for col := range g.head {
		if c := g.column(col); !of[col] && c.filled >= 5 && mostly(c.ratings, c.filled) && len(c.distinct) > 1 && len(c.distinct) < c.filled {
			n++
		}
	}
	return n >= 3
}

var countAndShare = wording.Pattern(`^(\d+)\s*(?:人|票|次)?\s*[(/,]\s*\d+(?:\.\d+)?\s*%\s*\)?$`)

// countIn reads a count, a share, or both: 12 (20.0 %).
func countIn(c sheet.Cell) (float64, bool) {
	if c.Kind == sheet.Text {
		if m := countAndShare().FindStringSubmatch(wording.Clean(c.Text)); m != nil {
			x, err := strconv.ParseFloat(m[1], 64)
			return x, err == nil
		}
	}
	return number(percentless(c))
}

var percentSign = regexp.MustCompile(`\s*[%％]$`)

// spread is the coefficient of variation.
func spread(xs []float64) float64 {
	mean, ss := 0.0, 0.0
	for _, x := range xs {
		mean += x / float64(len(xs))
	}
	for _, x := range xs {
		ss += (x - mean) * (x - mean) / float64(len(xs))
	}
	if mean == 0 {
		return math.Inf(1)
	}
	return math.Sqrt(ss) / mean
}

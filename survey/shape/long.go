package shape

import (
	"strings"
	"unicode/utf8"

	"servqual/survey/recognise"
	"servqual/survey/sheet"
	"servqual/survey/wording"
)

func percentless(c sheet.Cell) sheet.Cell {
	if c.Kind == sheet.Text {
		c.Text = percentSign.ReplaceAllString(c.Text, "")
	}
	c.Flag &^= sheet.Percent
	return c
}

var (
	questionWord = wording.Pattern(`^(?:question|questions|question text|question title|question_?id|question ?(?:no|number|code)\.?|item|items|item ?(?:no|code|id|text)|statement|variable|attribute|metric|indicator|criterion|dimension|key|field|frage|aussage|pregunta|ítem|questão|pergunta|pertanyaan|butir|indikator|câu hỏi|문항|질문|항목|設問|質問|項目|题目|题号|题项|题目内容|题目名称|问题|问题内容|问项|指标|指标名称|评价项目|评价指标|题干|測項|題目)$`)
	itemCode     = wording.Pattern(`^[a-z]{1,6}[ _.-]?\d{1,3}(?:[ _.-]?[a-z]{1,3})?$`)
)

// leastLong is how many rows a long table has at least, leastAsked how many
// questions, and mostLong how many columns it has at most.
const (
	leastLong  = 9
	leastAsked = 3
	mostLong   = 16
)

// long sees one answer a row: a column that names the question, each name many
// times; a column of respondents, each once with each question; and one or two
// columns of answers.
func (g *grid) long() (string, bool) {
	if g.width > mostLong || len(g.body()) < leastLong {
		return "", false
	}
	cols := make([]column, g.width)
	answers := 0
	for i := range cols {
		cols[i] = g.column(i)
		if c := &cols[i]; c.filled > 0 && mostly(c.ratings, c.filled) {
			answers++
		}
	}
	if answers == 0 || answers > 4 {
		return "", false
	}
	for q := range cols {
		if !g.asks(q, &cols[q]) {
			continue
		}
		for r := range cols {
			if r == q || len(cols[r].distinct) < 2 || len(cols[r].distinct)*2 > cols[r].filled || !g.onceEach(r, q) {
				continue
			}
			if a := g.answerBeside(cols, r, q); a >= 0 {
				return strings.Join([]string{g.head[r], g.head[q], g.head[a]}, ", "), true
			}
		}
	}
	return "", false
}

// asks says that a column names questions: by its header, or since its names
// are codes of items, or sentences.
func (g *grid) asks(col int, c *column) bool {
	n := len(c.distinct)
	if n < leastAsked || n*2 > c.filled || c.filled*10 < len(g.body())*9 {
		return false
	}
	word := questionWord().MatchString(g.head[col])
	if !word && (c.numbers > 0 || n < 2*leastAsked) {
		return false
	}
	if word {
		return true
	}
	codes, long := 0, 0
	for text := range c.distinct {
		if itemCode().MatchString(text) {
			codes++
		}
		if utf8.RuneCountInString(text) >= 6 && !dateLike(text) {
			long++
		}
	}
	_, whole, field := recognise.FieldByWord(g.head[col], g.head[col], "")
	return !(field && whole) && (mostly(codes, n) || mostly(long, n) && questionLike(g.head[col]))
}

func questionLike(head string) bool {
	return strings.Contains(head, "题") || strings.Contains(head, "问") || strings.Contains(head, "question") || strings.Contains(head, "item")
}

func dateLike(text string) bool {
	return len(text) >= 8 && text[0] >= '0' && text[0] <= '9' && strings.ContainsAny(text, "-/:年")
}

// onceEach says that hardly any pair of names of two columns comes twice, and
// that a respondent has several questions.
func (g *grid) onceEach(r, q int) bool {
	seen := make(map[[2]string]bool)
	n, twice := 0, 0
	for _, row := range g.body() {
		a, b := at(row, r), at(row, q)
		if empty(a) || empty(b) {
			continue
		}
		n++
		k := [2]string{wording.Clean(a.Text), wording.Clean(b.Text)}
		if seen[k] {
			twice++
		}
		seen[k] = true
	}
	return n*10 >= len(g.body())*9 && twice*20 <= n
}

// answerBeside finds a column of ratings besides the two.
func (g *grid) answerBeside(cols []column, r, q int) int {
	for i := range cols {
		c := &cols[i]
		if i != r && i != q && c.filled*2 > len(g.body()) && mostly(c.ratings, c.filled) && len(c.distinct) <= 12 {
			return i
		}
	}
	return -1
}

package form

import (
	"fmt"
	"io"
	"strings"

	"servqual/survey"
	"servqual/survey/lang"
)

// wenjuanxing writes the text that 问卷星 makes a survey of (创建问卷 → 文本导入).
// Its rules, as its own editor reads them: the title comes first; a blank line
// ends a question; the kind of question stands in brackets behind it; of a
// matrix the first line lists the columns, parted by blanks, and each further
// line is a row; options stand on lines of their own.
//
// From the rules follows what is avoided: blanks inside the columns of a
// matrix, colons and dashes in rows and dashes in questions (exports join
// question and row by a dash), options that begin with a bare number where
// they could be taken for the next question.
func (p *paper) wenjuanxing(w io.Writer) error {
	t := &wjxText{paper: p}
	t.title()
	for i := range p.parts {
		t.part(&p.parts[i])
	}
	_, err := io.WriteString(w, t.b.String())
	return err
}

type wjxText struct {
	*paper
	b strings.Builder
	n int
}

func (t *wjxText) title() {
	fmt.Fprintf(&t.b, "%s\n\n%s\n\n", joined(t.paper.title, t.opt.Lang),
		joined(lang.T("您好！本问卷匿名填写，答案没有对错之分，请按真实感受作答。没有体验过的项目可以跳过。", "Welcome. This survey is anonymous, and there are no right or wrong answers. Leave out what you have not come across."), t.opt.Lang))
}

// ask writes the line of a question.
func (t *wjxText) ask(text lang.Text, kind string, optional bool) {
	t.n++
	s := joined(text, t.opt.Lang)
	if optional {
		s += "（选填）"
	}
	fmt.Fprintf(&t.b, "%d. %s[%s]\n", t.n, s, kind)
}

func (t *wjxText) end() { t.b.WriteString("\n") }

func (t *wjxText) part(part *part) {
	if part.questions[0].item < 0 && !part.weights {
		for i := range part.questions {
			t.field(&part.questions[i])
		}
		return
	}
	if part.weights {
		t.ask(part.stem, "比重题", false)
		for i := range part.questions {
			t.line(joined(part.questions[i].text, t.opt.Lang))
		}
		t.end()
		return
	}
	t.matrix(part)
}

// matrix writes the items of a part. A further answer beside the numbers makes
// it a matrix of choices: on a matrix of ratings it would count as the highest.
func (t *wjxText) matrix(part *part) {
	stem := part.stem
	if !part.anchors.IsZero() {
		stem = lang.F("%s（%s）", "%s (%s)", part.stem, part.anchors)
	}
	for _, group := range byScale(part.questions) {
		q := &group[0]
		switch {
		case q.hi-q.lo >= inlineMax:
			t.ask(stem, "矩阵填空题", false)
		case q.none.IsZero():
			t.ask(stem, "矩阵量表题", false)
			t.line(strings.Join(t.numbers(q), " "))
		default:
			t.ask(stem, "矩阵单选题", false)
			t.line(strings.Join(append(t.numbers(q), t.noneWord(q)), " "))
		}
		for i := range group {
			t.line(joined(group[i].text, t.opt.Lang))
		}
		t.end()
	}
}

// byScale parts questions with a further answer from those without.
func byScale(qs []question) [][]question {
	var out [][]question
	for i := range qs {
		if n := len(out); n > 0 && out[n-1][0].none == qs[i].none {
			out[n-1] = append(out[n-1], qs[i])
			continue
		}
		out = append(out, qs[i:i+1:i+1])
	}
	return out
}

func (t *wjxText) line(s string) {
	s = strings.Join(strings.Fields(s), " ")
	t.b.WriteString(rowMarks.Replace(s) + "\n")
}

// rowMarks keeps rows free of what exports join and part by.
var rowMarks = strings.NewReplacer("：", "，", ": ", ", ", ":", " ", "——", "，", "—", ", ", "–", "-", " - ", ", ", "[", "(", "]", ")")

// numbers are the options of a scale. In Chinese they carry 分, which no reader
// takes for the number of a question.
func (t *wjxText) numbers(q *question) []string {
	unit := "分"
	if t.opt.Lang == lang.En {
		unit = ""
	}
	var out []string
	for v := q.lo; v <= q.hi; v++ {
		out = append(out, fmt.Sprintf("%d%s", v, unit))
	}
	return out
}

// noneWord is the further answer in one word.
func (t *wjxText) noneWord(q *question) string {
	it := &t.study.Items[q.item]
	if t.opt.Lang != lang.En {
		return q.none.In(lang.Zh)
	}
	for _, s := range it.None {
		if !strings.ContainsAny(s, " \t") && !han(s) {
			return s
		}
	}
	return strings.ReplaceAll(q.none.In(lang.En), " ", "_")
}

// field writes a question that is no item. 问卷星 numbers and dates the
// responses itself.
func (t *wjxText) field(q *question) {
	switch q.fieldName() {
	case survey.FieldID, survey.FieldDate, survey.FieldSource:
		return
	}
	text := t.fieldText(q)
	switch q.kind {
	case rating:
		if q.hi-q.lo >= inlineMax {
			t.ask(text, "填空题", false)
			break
		}
		t.ask(text, "量表题", false)
		for _, v := range t.numbers(q) {
			t.line(v)
		}
	case choice:
		t.ask(text, "单选题", false)
		for _, n := range q.names {
			t.line(n.In(single(t.opt.Lang)))
		}
	default:
		t.ask(text, "填空题", !q.needed && q.fieldName() != survey.FieldUnit)
	}
	t.end()
}

// fieldText is the head by which load knows the field; outcomes are asked by a
// question, whose words it knows too.
func (t *wjxText) fieldText(q *question) lang.Text {
	if t.opt.Lang == lang.Both {
		return lang.Same(t.headerOf(q))
	}
	if q.kind == rating && !q.hint.IsZero() {
		return q.hint
	}
	return q.text
}

package form

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"servqual/survey"
	"servqual/survey/lang"
	"servqual/survey/load"
)

// imported is a question as 问卷星 makes it of the text.
type imported struct {
	number  int
	title   string
	kind    string
	columns []string
	rows    []string
}

var (
	kinds    = regexp.MustCompile(`\[(单选题|多选题|矩阵量表题|矩阵单选题|矩阵填空题|比重题|量表题|填空题)\]`)
	numbered = regexp.MustCompile(`^(\d+)[.、]\s*`)
)

// importText reads the text as the platform's editor does: a blank line ends a
// question, the first line of a matrix lists its columns, parted by blanks, and
// every other line is a row or an option.
func importText(t *testing.T, text string) (title string, qs []imported) {
	t.Helper()
	blocks := strings.Split(strings.TrimSpace(text), "\n\n")
	title = blocks[0]
	for _, b := range blocks[2:] {
		lines := strings.Split(b, "\n")
		m := kinds.FindStringSubmatch(lines[0])
		n := numbered.FindStringSubmatch(lines[0])
		if m == nil || n == nil || strings.Count(lines[0], "[") != 1 {
			t.Fatalf("no question: %q", lines[0])
		}
		q := imported{kind: m[1], title: strings.TrimSpace(kinds.ReplaceAllString(numbered.ReplaceAllString(lines[0], ""), ""))}
		fmt.Sscan(n[1], &q.number)
		if q.number != len(qs)+1 {
			t.Errorf("question %d comes as number %d", len(qs)+1, q.number)
		}
		rest := lines[1:]
		if strings.HasPrefix(q.kind, "矩阵") && q.kind != "矩阵填空题" {
			q.columns, rest = strings.Fields(rest[0]), rest[1:]
		}
		q.rows = rest
		if q.kind != "填空题" && len(q.rows) < 2 {
			t.Errorf("%s has %d rows", q.title, len(q.rows))
		}
		qs = append(qs, q)
	}
	return title, qs
}

// download writes what 问卷星 hands out for the survey, by text: the stem only
// before the first row of a matrix.
func download(t *testing.T, p *paper, a answered, qs []imported) []byte {
	t.Helper()
	head := []string{"序号", "提交答卷时间", "所用时间", "来源", "来源详情", "来自IP"}
	rows := make([][]string, a.n)
	for r := range rows {
		rows[r] = []string{fmt.Sprint(r + 1), fmt.Sprintf("2026/10/%d 9:%02d:12", 1+r%28, r), fmt.Sprintf("%d秒", 200+r), "微信", "N/A", fmt.Sprintf("203.0.113.%d(北京-北京)", r)}
	}
	codes := asked(p)
	k := 0
	next := func() *question { q := codes[k]; k++; return q }
	add := func(h string, of *imported, q *question) {
		head = append(head, h)
		for r := range rows {
			rows[r] = append(rows[r], shownAs(p, of, q, a.value[q.code][r]))
		}
	}
	for i := range qs {
		q := &qs[i]
		if !strings.HasPrefix(q.kind, "矩阵") && q.kind != "比重题" {
			add(fmt.Sprintf("%d、%s", q.number, q.title), q, next())
			continue
		}
		for j, line := range q.rows {
			h := fmt.Sprintf("%d、%s", q.number, line)
			if j == 0 {
				h = fmt.Sprintf("%d、%s—%s", q.number, q.title, line)
			}
			add(h, q, next())
		}
	}
	if k != len(codes) {
		t.Errorf("the text asks %d questions, want %d", k, len(codes))
	}
	var out bytes.Buffer
	out.WriteString("\ufeff")
	w := csv.NewWriter(&out)
	w.Write(head)
	w.WriteAll(rows)
	return out.Bytes()
}

// asked lists the questions that the text asks, in its order.
func asked(p *paper) []*question {
	var out []*question
	for i := range p.parts {
		for j := range p.parts[i].questions {
			switch q := &p.parts[i].questions[j]; q.fieldName() {
			case survey.FieldID, survey.FieldDate:
			default:
				out = append(out, q)
			}
		}
	}
	return out
}

// shownAs is the answer as the platform prints it: the text of the option.
func shownAs(p *paper, of *imported, q *question, v string) string {
	if q.kind != rating {
		if q.kind == choice {
			for _, n := range q.names {
				if n.En == v {
					return n.In(single(p.opt.Lang))
				}
			}
		}
		return v
	}
	options := of.columns
	if options == nil {
		options = of.rows
	}
	if v == "none" {
		return options[len(options)-1]
	}
	var x int
	fmt.Sscan(v, &x)
	return options[x-q.lo]
}

func TestWenjuanxingExportOfTheFormIsRecognised(t *testing.T) {
	for _, s := range instruments() {
		for _, l := range languages() {
			t.Run(s.Instrument+"/"+l.String(), func(t *testing.T) {
				opt := options(s, l)
				p := newPaper(s, opt)
				var text bytes.Buffer
				if err := Write(&text, s, Wenjuanxing, opt); err != nil {
					t.Fatal(err)
				}
				title, qs := importText(t, text.String())
				if title != joined(p.title, l) {
					t.Errorf("title %q", title)
				}
				a := respondents(p, 24)
				b := reload(t, "wjx.csv", download(t, p, a, qs))
				verify(t, withoutID(p), a, b, load.Wenjuanxing)
			})
		}
	}
}

// TestTextGolden keeps the texts as they were judged by eye. Write them anew
// with UPDATE_GOLDEN=1.
func TestTextGolden(t *testing.T) {
	for _, c := range []struct {
		s *survey.Study
		l lang.Lang
	}{{instruments()[0], lang.Zh}, {instruments()[0], lang.En}, {instruments()[3], lang.Both}, {instruments()[4], lang.Zh}, {instruments()[5], lang.En}} {
		var b bytes.Buffer
		if err := Write(&b, c.s, Wenjuanxing, options(c.s, c.l)); err != nil {
			t.Fatal(err)
		}
		path := filepath.Join("testdata", c.s.Instrument+"-"+c.l.String()+".txt")
		if os.Getenv("UPDATE_GOLDEN") != "" {
			os.MkdirAll("testdata", 0o755)
			if err := os.WriteFile(path, b.Bytes(), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if b.String() != string(want) {
			t.Errorf("%s: the text is another one:\n%s", path, b.String())
		}
	}
}

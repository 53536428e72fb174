package recognise

import (
	"fmt"
	"iter"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"

	"servqual/survey"
	"servqual/survey/sheet"
	"servqual/survey/wording"
)

// cells gives texts as the cells of a column, numbers as numbers.
func cells(texts []string) iter.Seq[sheet.Cell] {
	return func(yield func(sheet.Cell) bool) {
		for _, s := range texts {
			c := sheet.Cell{Kind: sheet.Text, Text: s}
			if s == "" {
				c = sheet.Cell{}
			} else if x, err := strconv.ParseFloat(s, 64); err == nil {
				c = sheet.Cell{Kind: sheet.Number, Num: x, Text: s}
			}
			if !yield(c) {
				return
			}
		}
	}
}

func columnOf(header string, texts []string) Column {
	return Column{Raw: header, Text: wording.Clean(header), Cells: cells(texts)}
}

// answers draws n answers of as many columns on lo … hi that go together.
func answers(columns, n, lo, hi int) [][]string {
	r := rand.New(rand.NewPCG(4, 2))
	out := make([][]string, columns)
	for range n {
		level := r.NormFloat64()
		for c := range out {
			x := float64(lo+hi)/2 + (level+0.7*r.NormFloat64())*float64(hi-lo)/4
			out[c] = append(out[c], strconv.Itoa(max(lo, min(hi, int(x+0.5)))))
		}
	}
	return out
}

func TestReadLegend(t *testing.T) {
	for _, c := range []struct {
		text     string
		min, max int
		down     bool
		told     bool
		void     int // 0 = none
		outOf    int
	}{
		{text: "环境（1=非常不满意，5=非常满意）", min: 1, max: 5, told: true},
		{text: "环境（1=非常满意，5=非常不满意）", min: 1, max: 5, down: true, told: true},
		{text: "环境（1分最好，5分最差）", min: 1, max: 5, down: true, told: true},
		{text: "环境（1-5分，6=不适用）", min: 1, max: 5, void: 6},
		{text: "waiting (1-7, 8 = not applicable)", min: 1, max: 7, void: 8},
		{text: "rate it (1 = very dissatisfied to 5 = very satisfied)", min: 1, max: 5, told: true},
		{text: "where 1 means very poor and 7 means excellent", min: 1, max: 7, told: true},
		{text: "on a scale of 1 to 4, how satisfied are you?", min: 1, max: 4},
		{text: "on a scale from 0 to 6, rate parking", min: 0, max: 6},
		{text: "评分（满分10分）", outOf: 10},
		{text: "评分（百分制）", outOf: 100},
		{text: "（-3=非常不满意，3=非常满意）", min: -3, max: 3, told: true},
	} {
		l := ReadLegend(wording.Clean(c.text))
		if l == nil {
			t.Errorf("%s: no legend", c.text)
			continue
		}
		down, told := l.Down()
		if l.Min != c.min || l.Max != c.max || down != c.down || told != c.told || c.void != 0 && !l.Void[c.void] || l.OutOf != c.outOf {
			t.Errorf("%s: %d–%d down %v %v void %v out of %d", c.text, l.Min, l.Max, down, told, l.Void, l.OutOf)
		}
	}
	for _, s := range []string{"您对2026-10的服务满意吗", "24 hour service", "第3题 等候时间", "within 5 to 10 minutes", "2025-2026年度"} {
		if l := ReadLegend(wording.Clean(s)); l.Ranged() || l != nil && l.OutOf > 0 {
			t.Errorf("%s read as a legend %+v", s, l)
		}
	}
}

func TestJudge(t *testing.T) {
	for _, c := range []struct {
		lo, hi   int
		legend   string
		min, max int
		sure     Certainty
	}{
		{1, 5, "", 1, 5, Certain},
		{1, 7, "", 1, 7, Certain},
		{0, 10, "", 0, 10, Certain},
		{1, 3, "", 1, 3, Likely},
		{1, 3, "(1=差，2=一般，3=好)", 1, 3, Certain},
		{11, 14, "", 11, 14, Open},
		{0, 10, "(满分10分)", 0, 10, Certain},
		{1, 4, "on a scale of 1 to 4", 1, 4, Certain},
		{-3, 3, "", -3, 3, Likely},
	} {
		a := &Answers{}
		for _, col := range answers(6, 120, c.lo, c.hi) {
			a.cols = append(a.cols, valuesOf(cells(col)))
		}
		s, ok := a.Judge(survey.Scale{}, ReadLegend(wording.Clean(c.legend)))
		if !ok || s.Certainty != c.sure || s.Min != c.min || s.Max != c.max {
			t.Errorf("%d … %d %q: %s, certainty %d", c.lo, c.hi, c.legend, s.Range(), s.Certainty)
		}
	}
}

func TestPair(t *testing.T) {
	for _, c := range []struct {
		name    string
		headers []string
		sides   string // of the columns: e p i m d, - for none
	}{
		{"frames", []string{"How important is parking?", "How satisfied are you with parking?", "How important is the food?", "How satisfied are you with the food?"}, "ipip"},
		{"frames zh", []string{"停车对您有多重要", "餐食对您有多重要", "您对停车的满意程度", "您对餐食的满意程度"}, "iipp"},
		{"phrases", []string{"Staff should greet guests", "Staff should answer calls", "Staff do greet guests", "Staff do answer calls", "Staff should explain bills", "Staff do explain bills"}, "eeppep"},
		{"one side", []string{"接待热情", "环境整洁", "收费透明"}, "---"},
		{"two desks", []string{"前台—态度", "前台—速度", "收银—态度", "收银—速度"}, "----"},
	} {
		data := answers(len(c.headers), 40, 1, 5)
		var cols []*Column
		for k, h := range c.headers {
			x := columnOf(h, data[k])
			cols = append(cols, &x)
		}
		got := ""
		for _, m := range Pair(cols) {
			got += map[survey.Side]string{0: "-", survey.Expectation: "e", survey.Perception: "p", survey.Importance: "i", survey.Minimum: "m", survey.Desired: "d"}[m.Side]
		}
		if got != c.sides {
			t.Errorf("%s: sides %s, want %s", c.name, got, c.sides)
		}
	}
}

func TestSuggestDimension(t *testing.T) {
	for label, want := range map[string]string{"环境卫生": "TAN", "维修质量": "REL", "等候时间": "RES", "医生礼貌": "ASS", "理解您的需求": "EMP", "门店": "", "Waiting time": "RES", "Clean rooms": "TAN"} {
		if got := SuggestDimension(label); got != want {
			t.Errorf("%s: %q, want %q", label, got, want)
		}
	}
	if got := SuggestDimension("礼貌 及时"); got != "" {
		t.Errorf("words of two dimensions suggest %q", got)
	}
}

// plainTable is a survey of eight questions, a branch and an age group.
func plainTable(order []int, rows []int, upper bool) *Table {
	headers := []string{"接待热情满意度", "等候时间满意度", "环境整洁满意度", "Repair quality satisfaction", "收费透明满意度", "预约方便满意度", "讲解清楚满意度", "交车准时满意度", "门店", "年龄段"}
	data := answers(8, 80, 1, 5)
	var unit, age []string
	for r := range 80 {
		unit, age = append(unit, []string{"东店", "西店"}[r%2]), append(age, strconv.Itoa(1+r*7%5))
	}
	data = append(data, unit, age)
	t := &Table{}
	for _, c := range order {
		h := headers[c]
		if upper {
			h = "　" + strings.ToUpper(h) + " "
		}
		var texts []string
		for _, r := range rows {
			texts = append(texts, data[c][r])
		}
		t.Columns = append(t.Columns, columnOf(h, texts))
	}
	return t
}

// TestLaws: neither the place of unrelated columns, nor the order of the rows, nor
// case and blanks of headers change what is proposed for the items.
func TestLaws(t *testing.T) {
	rows := make([]int, 80)
	for i := range rows {
		rows[i] = i
	}
	plain := []int{0, 1, 2, 3, 4, 5, 6, 7, 8, 9}
	shape := func(tb *Table) string {
		p := Propose([]*Table{tb})
		var out []string
		for _, it := range p.Study.Items {
			out = append(out, fmt.Sprintf("%s %s %s", it.ID, strings.ToLower(it.Label.Zh), it.Dimension))
		}
		return fmt.Sprint(out, p.Study.Sides, p.Study.Scale.Min, p.Study.Scale.Max, p.Draft)
	}
	want := shape(plainTable(plain, rows, false))
	if strings.Count(want, "ALL") != 8 {
		t.Fatalf("proposal %s", want)
	}
	back := slices.Clone(rows)
	slices.Reverse(back)
	for name, tb := range map[string]*Table{
		"unrelated columns first": plainTable([]int{9, 8, 0, 1, 2, 3, 4, 5, 6, 7}, rows, false),
		"one between":             plainTable([]int{0, 1, 2, 3, 8, 4, 5, 6, 7, 9}, rows, false),
		"rows reversed":           plainTable(plain, back, false),
		"upper case and blanks":   plainTable(plain, rows, true),
	} {
		if got := shape(tb); got != want {
			t.Errorf("%s: %s, want %s", name, got, want)
		}
	}
}

// FuzzPropose: no table makes a panic, and what is proposed is a valid study or
// one that asks.
func FuzzPropose(f *testing.F) {
	f.Add("接待热情（期望）|接待热情（实际）|门店\n5|4|东\n3|3|西")
	f.Add("Q1a|Q1b|Q2a|Q2b\n1|2|3|4\n||9|99")
	f.Add("X1.1|X1.2\n-3|3\n80%|20%")
	f.Add("How important is it?|How satisfied are you with it?|#3\n满意|很好|1 - bad")
	f.Fuzz(func(t *testing.T, s string) {
		lines := strings.Split(s, "\n")
		if len(lines) > 40 {
			return
		}
		heads := strings.Split(lines[0], "|")
		if len(heads) > 40 {
			return
		}
		data := make([][]string, len(heads))
		for range 3 { // so that answers recur
			for _, l := range lines[1:] {
				row := strings.Split(l, "|")
				for c := range heads {
					cell := ""
					if c < len(row) {
						cell = row[c]
					}
					data[c] = append(data[c], cell)
				}
			}
		}
		tb := &Table{}
		for c, h := range heads {
			tb.Columns = append(tb.Columns, columnOf(h, data[c]))
		}
		p := Propose([]*Table{tb})
		for i, x := range p.Findings {
			if x.Role == 0 || x.Certainty == 0 {
				t.Fatalf("column %d has no role", i)
			}
			if x.Role == Item && x.Certainty != Open && x.Item >= len(p.Study.Items) {
				t.Fatalf("column %d is item %d of %d", i, x.Item, len(p.Study.Items))
			}
		}
		ids := make(map[string]bool)
		for _, it := range p.Study.Items {
			if ids[it.ID] || it.Label.Zh == "" {
				t.Fatalf("item %q %q", it.ID, it.Label.Zh)
			}
			ids[it.ID] = true
		}
	})
}

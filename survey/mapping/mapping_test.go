package mapping_test

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"servqual/survey"
	"servqual/survey/lang"
	"servqual/survey/load"
	"servqual/survey/mapping"
)

// runDown is a survey whose codes run down, as a platform exports the order of
// its options: those who recommend most give the lowest codes.
func runDown(t *testing.T) string {
	t.Helper()
	var b strings.Builder
	fmt.Fprintln(&b, "门店,1、接待热情满意度,2、等候时间满意度,3、环境卫生满意度,4、收费透明满意度,总体满意度,您有多大可能向朋友推荐我们（0-10分）,意见")
	for i := range 60 {
		k := i % 5
		fmt.Fprintf(&b, "%s,%d,%d,%d,%d,%d,%d,随便说说%d\n", []string{"东店", "东门店", "西单店"}[i%3], 1+k, 1+(k+i/7%2)%5, 1+k, max(1, k), 1+k, 10-2*k, i)
	}
	path := filepath.Join(t.TempDir(), "in.csv")
	if err := os.WriteFile(path, []byte(b.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func book(t *testing.T, path string) *mapping.Book {
	t.Helper()
	src := open(t, nil, path)
	if src == nil {
		t.Fatal("no items")
	}
	return mapping.Of(src, nil, preset)
}

// edited writes a book as a workbook, sets cells, and parses it.
func edited(t *testing.T, b *mapping.Book, l lang.Lang, cells map[string]any) (*survey.Study, error) {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(workbook(t, b, l)))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for at, v := range cells {
		sheet, cell, _ := strings.Cut(at, "!")
		if err := f.SetCellValue(sheet, cell, v); err != nil {
			t.Fatal(err)
		}
	}
	var out bytes.Buffer
	if err := f.Write(&out); err != nil {
		t.Fatal(err)
	}
	s, _, err := mapping.Parse("对应表.xlsx", out.Bytes(), preset)
	return s, err
}

// TestDirectionIsOneCell: the question which end is best is answered in one cell,
// that of the first item; the items and the overall rating are turned, the
// recommendation is not, and nothing is asked again once it is confirmed.
func TestDirectionIsOneCell(t *testing.T) {
	path := runDown(t)
	b := book(t, path)
	if b.Confirmed || !strings.Contains(b.Columns[1].Question.Zh, "1 分是最好还是最差") || b.Columns[1].Cell != mapping.CellBest || b.Columns[1].Best != nil {
		t.Fatalf("%+v", b.Columns[1])
	}
	s, err := edited(t, b, lang.Zh, map[string]any{"对应表!M7": "是", "对应表!C3": "是"})
	if err != nil {
		t.Fatal(err)
	}
	src := open(t, s, path)
	if q := src.Questions(); len(q) > 0 || src.Draft() {
		t.Fatalf("asked again: %v", q)
	}
	n, items, overall, rec := 0, 0, 0, 0
	_, err = src.Read(t.Context(), func(_ int, x *survey.Batch) error {
		n += x.N
		for i := range x.N {
			items += int(x.Answers[0][i])
			overall += int(x.Scores[0].Codes[i])
			rec += int(x.Scores[1].Codes[i])
		}
		return nil
	})
	if err != nil || n != 60 || items != 180 || overall != 180 || rec != 360 {
		// codes 1…5, twelve of each, turned: the mean stays 3; 10, 8 … 2: mean 6
		t.Errorf("n %d, items %d, overall %d, recommend %d, %v", n, items, overall, rec, err)
	}
	var first *survey.Batch
	src = open(t, s, path)
	src.Read(t.Context(), func(_ int, x *survey.Batch) error {
		if first == nil {
			first = x
			if x.Answers[0][0] != 5 || x.Scores[0].Codes[0] != 5 || x.Scores[1].Codes[0] != 10 {
				t.Errorf("the first row is %d, %d, %d; the code 1 was to become 5", x.Answers[0][0], x.Scores[0].Codes[0], x.Scores[1].Codes[0])
			}
		}
		return nil
	})
}

// TestContradictionsNameTheirCell: each edit that contradicts itself or the data
// is refused with its sheet and cell, in both languages.
func TestContradictionsNameTheirCell(t *testing.T) {
	b := book(t, runDown(t))
	for name, c := range map[string]struct {
		cells  map[string]any
		cell   string
		zh, en string
	}{
		"unknown use":            {map[string]any{"对应表!E7": "题目"}, "对应表”的 E7 ", "没有“题目”这种用途", "no use \"题目\""},
		"unknown side":           {map[string]any{"对应表!J7": "心情"}, "对应表”的 J7 ", "没有“心情”这一面", "no side"},
		"dimension of a field":   {map[string]any{"对应表!I6": "全部题项"}, "对应表”的 I6 ", "“门店”不是题项，不能写维度", "is no item and has no dimension"},
		"lowest above highest":   {map[string]any{"对应表!K7": 7}, "对应表”的 K7 ", "最低 7 不小于最高 5", "the lowest answer, 7, is not below the highest, 5"},
		"another scale":          {map[string]any{"对应表!K9": 1, "对应表!L9": 7}, "对应表”的 K9 ", "同一维度的题项要用同一量表", "need one scale"},
		"half another scale":     {map[string]any{"对应表!L9": 7}, "对应表”的 K9 ", "最低和最高要一起填", "go together"},
		"two overall columns":    {map[string]any{"对应表!E12": "总体满意度"}, "对应表”的 E12 ", "已经是列“总体满意度”", "is the column \"总体满意度\" already"},
		"a column twice":         {map[string]any{"对应表!B8": "1、接待热情满意度"}, "对应表”的 B8 ", "写了两行（另一行是第 7 行）", "has two rows (the other is row 7)"},
		"no side":                {map[string]any{"对应表!J8": ""}, "对应表”的 J8 ", "请填这一列问的是期望、感知还是重要度", "say what the column asks for"},
		"half a scale":           {map[string]any{"对应表!L7": ""}, "对应表”的 L7 ", "最低和最高要一起填", "go together"},
		"no number":              {map[string]any{"对应表!K7": "一"}, "对应表”的 K7 ", "要写整数，现在是“一”", "write a whole number, not"},
		"neither yes nor no":     {map[string]any{"对应表!M7": "也许"}, "对应表”的 M7 ", "只能填 是 或 否", "write yes or no"},
		"confirmed, unanswered":  {map[string]any{"对应表!C3": "是"}, "对应表”的 M7 ", "还没有回答", "not answered yet"},
		"confirmed is no answer": {map[string]any{"对应表!C3": "差不多"}, "对应表”的 C3 ", "只能填 是 或 否", "write yes or no"},
		"a word twice":           {map[string]any{"文字与分数!A4": "好", "文字与分数!D4": 5, "文字与分数!A5": "好", "文字与分数!D5": 4}, "文字与分数”的 A5 ", "写了两行", "has two rows"},
		"a word off the scale":   {map[string]any{"文字与分数!A4": "好", "文字与分数!D4": 9}, "文字与分数”的 D4 ", "写的是 9，不在量表 1 到 5 之内", "stands for 9"},
		"a word for a number":    {map[string]any{"文字与分数!A4": "好", "文字与分数!D4": "高"}, "文字与分数”的 D4 ", "要写整数", "write a whole number"},
		"a unit twice":           {map[string]any{"单位!A4": "东店", "单位!B4": "东店", "单位!A5": "东店", "单位!B5": "东门店"}, "单位”的 A5 ", "写了两行", "has two rows"},
		"an alias of an alias":   {map[string]any{"单位!A4": "东", "单位!B4": "东店", "单位!A5": "东店", "单位!B5": "东门店"}, "单位”的 B4 ", "请写最终的名称", "write the final name"},
		"a weight in words":      {map[string]any{"维度!D4": "很重"}, "维度”的 D4 ", "权重要写数字", "write a number"},
		"the header row":         {map[string]any{"设置!B7": "三"}, "设置”的 B7 ", "要写行号", "number of a row"},
		"unknown instrument":     {map[string]any{"设置!B6": "servqual-99"}, "设置”", "没有叫", "unknown instrument"},
	} {
		_, err := edited(t, b, lang.Zh, c.cells)
		var e *survey.StudyError
		if !errors.As(err, &e) {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if zh := e.In(lang.Zh); !strings.Contains(zh, c.cell) || !strings.Contains(zh, c.zh) || !strings.HasPrefix(zh, "对应表.xlsx：") {
			t.Errorf("%s: %s", name, zh)
		}
		if en := e.In(lang.En); !strings.Contains(en, c.en) {
			t.Errorf("%s: %s", name, en)
		}
	}
	for name, data := range map[string][]byte{"no workbook": []byte("你好"), "nothing": nil} {
		if _, _, err := mapping.Parse("x.xlsx", data, preset); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
}

// TestEditsOfColumns: a column becomes an attribute, an item of a new dimension,
// or is not used, although it looks like an item.
func TestEditsOfColumns(t *testing.T) {
	path := runDown(t)
	s, err := edited(t, book(t, path), lang.En, map[string]any{
		"Mapping!M7": "no", "Mapping!C3": "yes",
		"Mapping!E8": "not used", "Mapping!F8": "", "Mapping!I8": "", "Mapping!J8": "", // an item that is none
		"Mapping!I9": "店容店貌", "Mapping!G9": "环境", // a new dimension, and a name of its own
		"Mapping!E13": "Attribute", "Mapping!G13": "说法",
	})
	if err != nil {
		t.Fatal(err)
	}
	src := open(t, s, path)
	got := src.Study()
	if len(got.Items) != 3 || got.ItemIndex("Q3") < 0 || got.Items[got.ItemIndex("Q3")].Label.Zh != "环境" {
		t.Errorf("items %+v", got.Items)
	}
	if d := got.Dim(got.Items[got.ItemIndex("Q3")].Dimension); d < 0 || got.Dimensions[d].Label.Zh != "店容店貌" {
		t.Errorf("dimensions %+v", got.Dimensions)
	}
	if f, ok := got.Field("说法"); !ok || f.Column != "意见" || f.Kind != survey.CategoryField {
		t.Errorf("field %+v", f)
	}
	for _, c := range src.Bindings() {
		if c.Header == "2、等候时间满意度" && c.Use != load.UseNothing {
			t.Errorf("used all the same: %+v", c)
		}
	}
	if q := src.Questions(); len(q) > 0 {
		t.Errorf("asked again: %v", q)
	}
}

// TestScalesOfSides: importance from 1 to 10 and satisfaction from 1 to 5 each
// have their scale on their first row; the study is that of the study file, and
// another scale written there becomes the rule of that side.
func TestScalesOfSides(t *testing.T) {
	var text strings.Builder
	fmt.Fprintln(&text, "门店,接待的重要程度,等候的重要程度,环境的重要程度,接待的满意程度,等候的满意程度,环境的满意程度")
	for i := range 90 {
		fmt.Fprintf(&text, "东店,%d,%d,%d,%d,%d,%d\n", 1+i%10, 1+(i+3)%10, 10-i%4, 1+i%5, 1+i/5%5, 1+i/3%5)
	}
	path := filepath.Join(t.TempDir(), "in.csv")
	if err := os.WriteFile(path, []byte(text.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	b := book(t, path)
	for row, want := range map[int]string{1: "1–10", 2: "", 4: "1–5", 5: ""} {
		c, got := b.Columns[row], ""
		if c.Min != nil {
			got = fmt.Sprintf("%d–%d", *c.Min, *c.Max)
		}
		if got != want {
			t.Errorf("row %d shows %q, want %q", row, got, want)
		}
	}
	yaml, err := survey.MarshalStudy(open(t, nil, path).Proposal(), preset)
	if err != nil {
		t.Fatal(err)
	}
	want, err := survey.ParseStudy("s.yaml", yaml, preset)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := edited(t, b, lang.Zh, nil); err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("%v\n%s\n%s", err, diff(t, want), diff(t, got))
	}
	got, err := edited(t, b, lang.Zh, map[string]any{"对应表!L10": 7})
	if err != nil || len(got.Scales) != 2 || got.Scales[1].Side != survey.Perception || got.Scales[1].Max != 7 || got.Scale.Steps != 18 {
		t.Errorf("%v %+v %+v", err, got.Scales, got.Scale) // steps: lcm(9, 6)
	}
	one, err := edited(t, b, lang.Zh, map[string]any{"对应表!L7": 5})
	if err != nil || len(one.Scales) != 0 || one.Scale.Max != 5 || one.Scale.Steps != 0 {
		t.Errorf("one scale for all: %v %+v", err, one.Scale)
	}
}

// TestWordsOfTheirOwn: words that no ladder knows are listed, asked about, and
// count as what is written beside them.
func TestWordsOfTheirOwn(t *testing.T) {
	words := []string{"顶呱呱", "还凑合", "太差劲"}
	var text strings.Builder
	for i := range 22 {
		fmt.Fprintf(&text, "P%d,", i+1)
	}
	fmt.Fprintln(&text, "门店")
	for i := range 90 {
		for k := range 22 {
			fmt.Fprintf(&text, "%s,", words[(i+i/(k+3)*k)%3])
		}
		fmt.Fprintln(&text, "东店")
	}
	path := filepath.Join(t.TempDir(), "in.csv")
	if err := os.WriteFile(path, []byte(text.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	b := book(t, path)
	if len(b.Words) != 3 || b.Words[0].Code != nil || b.Words[0].Question.IsZero() {
		t.Fatalf("words %+v", b.Words)
	}
	cells := map[string]any{"对应表!C3": "是"}
	if _, err := edited(t, b, lang.Zh, cells); err == nil || !strings.Contains(err.Error(), "sheet \"文字与分数\", cell D4") {
		t.Errorf("confirmed without numbers: %v", err)
	}
	for i, w := range b.Words {
		cells[fmt.Sprintf("文字与分数!D%d", 4+i)] = map[string]int{"顶呱呱": 3, "还凑合": 2, "太差劲": 1}[w.Text]
	}
	s, err := edited(t, b, lang.Zh, cells)
	if err != nil {
		t.Fatal(err)
	}
	src := open(t, s, path)
	if q := src.Questions(); len(q) > 0 || src.Study().Scale.Max != 3 {
		t.Fatalf("scale %+v, questions %v", src.Study().Scale, q)
	}
	sum := 0
	src.Read(t.Context(), func(_ int, x *survey.Batch) error {
		for _, c := range x.Answers[0][:x.N] {
			sum += int(c)
		}
		return nil
	})
	if sum != 180 { // thirty of each: 30·(1+2+3)
		t.Errorf("sum %d", sum)
	}
}

// TestPersonalAnswersAreNotShown: names, telephone numbers and comments are
// counted in the workbook and not shown, whatever the column is called.
func TestPersonalAnswersAreNotShown(t *testing.T) {
	var text strings.Builder
	fmt.Fprintln(&text, "联系人,回访号码,1、接待满意度,2、等候满意度,3、环境满意度,您的意见,其他")
	for i := range 40 {
		fmt.Fprintf(&text, "王小%s,1381234%04d,%d,%d,%d,请打13812345678找我,请打13812345678找我\n", []string{"明", "红", "刚", "丽"}[i%4], i%5, 1+i%5, 1+i/5%5, 1+i/3%5)
	}
	path := filepath.Join(t.TempDir(), "in.csv")
	if err := os.WriteFile(path, []byte(text.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(bytes.NewReader(workbook(t, book(t, path), lang.Zh)))
	if err != nil {
		t.Fatal(err)
	}
	for _, sheet := range f.GetSheetList() {
		rows, _ := f.GetRows(sheet)
		for _, leak := range []string{"王小", "1381234", "找我"} {
			if strings.Contains(fmt.Sprint(rows), leak) {
				t.Errorf("%s shows %s", sheet, leak)
			}
		}
		if sheet == "对应表" && !strings.Contains(fmt.Sprint(rows), "40") {
			t.Error("nothing is counted")
		}
	}
}

// TestSameBytes: a book is written as the same bytes each time.
func TestSameBytes(t *testing.T) {
	path := runDown(t)
	first := workbook(t, book(t, path), lang.Zh)
	for range 3 {
		if !bytes.Equal(workbook(t, book(t, path), lang.Zh), first) {
			t.Fatal("other bytes")
		}
	}
}

// TestDamagedWorkbooks: a workbook with a piece cut out or altered ends in a
// message, never in a panic.
func TestDamagedWorkbooks(t *testing.T) {
	whole := workbook(t, book(t, runDown(t)), lang.Zh)
	for i := range 60 {
		data := bytes.Clone(whole)
		at := i * len(data) / 60
		switch i % 3 {
		case 0:
			data = data[:at]
		case 1:
			data = append(data[:at], data[min(len(data), at+97):]...)
		case 2:
			copy(data[at:], "\xff\x00<x>")
		}
		if s, _, err := mapping.Parse("x.xlsx", data, preset); err == nil && len(s.Items) == 0 {
			t.Errorf("%d: read as nothing", i)
		}
		mapping.Is(data)
	}
}

package sheet

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"

	"servqual/fixtures/xls"
	"servqual/survey/issue"
	"servqual/survey/lang"
)

func xlsBytes(t testing.TB, opt xls.Options, sheets ...xls.Sheet) []byte {
	t.Helper()
	var buf bytes.Buffer
	if err := xls.Write(&buf, sheets, opt); err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}

// gbk writes text as Chinese Windows does, with ? for what GBK lacks.
func gbk(s string) []byte {
	var out []byte
	for _, r := range s {
		b, err := simplifiedchinese.GBK.NewEncoder().Bytes([]byte(string(r)))
		if err != nil {
			b = []byte{'?'}
		}
		out = append(out, b...)
	}
	return out
}

// xlsRows has every kind of cell; xlsWant is how they read.
var (
	xlsRows = [][]any{
		{"1、题目", "非常满意", "plain", "é", "\U00024F5C字"},
		{1, 6.1, -3, 70000, 5.0, 0.25},
		{xls.Date(46000), xls.Date(46000.5), xls.Percent(0.8), true, false, xls.Error(0x2A), xls.Error(0x07)},
		{},
		{nil, nil, 3, "", xls.Rich("rich 文字"), "5"},
		{xls.Formula{Result: 5.0}, xls.Formula{Result: 4.5}, xls.Formula{Result: "满意"}, xls.Formula{Result: true}, xls.Formula{Result: xls.Error(0x0F)}, xls.Formula{Result: nil}},
		{strings.Repeat("长", 300) + "x", "end"},
	}
	xlsWant = map[int][]string{
		1: {"1、题目", "非常满意", "plain", "é", "\U00024F5C字"},
		2: {"1", "6.1", "-3", "70000", "5", "0.25"},
		3: {"date:46000", "date:46000.5", "percent:0.8", "bool:TRUE", "bool:FALSE", "error:#N/A", "error:#DIV/0!"},
		4: {},
		5: {"", "", "3", "", "rich 文字", "5"},
		6: {"5", "4.5", "满意", "bool:TRUE", "error:#VALUE!", "?formula"},
		7: {strings.Repeat("长", 300) + "x", "end"},
	}
)

func TestXLSCells(t *testing.T) {
	for _, c := range []struct {
		name string
		opt  xls.Options
	}{
		{"shared strings", xls.Options{}},
		{"labels", xls.Options{Labels: true}},
		{"runs of numbers", xls.Options{MulRK: true}},
		{"reversed", xls.Options{Reversed: true}},
		{"bare", xls.Options{Bare: true}},
		{"mini stream", xls.Options{Mini: true}},
		{"too many strings announced", xls.Options{ExtraCount: 7}},
	} {
		b := openBytes(t, "a.xls", xlsBytes(t, c.opt, xls.Sheet{Name: "答卷", Rows: xlsRows}), Default())
		if got := grid(t, b, 0); !reflect.DeepEqual(got, xlsWant) {
			t.Errorf("%s:\n got %+q\nwant %+q", c.name, fmt.Sprint(got), fmt.Sprint(xlsWant))
		}
		if b.Sheets[0].Name != "答卷" || b.Format != XLS || b.Issues().Len() != 0 {
			t.Errorf("%s: sheet %q, format %s, issues %v", c.name, b.Sheets[0].Name, b.Format, b.Issues().Issues())
		}
	}
}

// Every length of record puts the borders of CONTINUE elsewhere: in heads of
// strings, between characters of either width, in runs behind them.
func TestXLSSplitStrings(t *testing.T) {
	for record := 12; record < 80; record++ {
		b := openBytes(t, "a.xls", xlsBytes(t, xls.Options{Record: record}, xls.Sheet{Name: "s", Rows: xlsRows}), Default())
		if got := grid(t, b, 0); !reflect.DeepEqual(got, xlsWant) {
			t.Fatalf("records of %d bytes:\n got %+q\nwant %+q", record, fmt.Sprint(got), fmt.Sprint(xlsWant))
		}
	}
}

func TestXLSBytesOfACodePage(t *testing.T) {
	rows := [][]any{{"题目", "满意"}, {"5分", 5}, {xls.Date(46000), xls.Formula{Result: "一般"}}}
	want := map[int][]string{1: {"题目", "满意"}, 2: {"5分", "5"}, 3: {"date:46000", "一般"}}
	for _, opt := range []xls.Options{
		{BIFF5: true, Encode: gbk, Codepage: 936},
		{BIFF5: true, Encode: gbk}, // not told
		{BIFF5: true, Encode: func(s string) []byte { return []byte(s) }},
	} {
		b := openBytes(t, "a.xls", xlsBytes(t, opt, xls.Sheet{Name: "表", Rows: rows}), Default())
		if got := grid(t, b, 0); !reflect.DeepEqual(got, want) || b.Sheets[0].Name != "表" {
			t.Errorf("code page %d, sheet %q:\n got %+q\nwant %+q", opt.Codepage, b.Sheets[0].Name, fmt.Sprint(got), fmt.Sprint(want))
		}
	}
	// What web programs write by hand: records of one sheet, nothing around.
	lone := xlsBytes(t, xls.Options{Lone: true, Encode: gbk}, xls.Sheet{Rows: rows[:2]})
	if got := grid(t, openBytes(t, "a.xls", lone, Default()), 0); !reflect.DeepEqual(got, map[int][]string{1: want[1], 2: want[2]}) {
		t.Errorf("lone sheet: %v", got)
	}
}

func TestXLSBook(t *testing.T) {
	data := xlsBytes(t, xls.Options{Date1904: true},
		xls.Sheet{Name: "十月", Rows: [][]any{{"t", nil}, {xls.Date(1)}, {2}}, HiddenRows: []int{2}, Merges: [][4]int{{0, 0, 0, 1}}},
		xls.Sheet{Name: "hidden", Hidden: true, Rows: [][]any{{1}}})
	b := openBytes(t, "a.xls", data, Default())
	want := []Sheet{{Name: "十月", Merges: []Merge{{1, 1, 1, 2}}}, {Name: "hidden", Hidden: true}}
	if !reflect.DeepEqual(b.Sheets, want) {
		t.Errorf("sheets %+v, want %+v", b.Sheets, want)
	}
	head, err := b.Head(0, 2)
	// 1904-01-01 is day 0 there and 1462 days after 1899-12-30, so day 1 is 1463.
	if err != nil || len(head) != 2 || head[1][0].Kind != Date || head[1][0].Num != 1463 {
		t.Errorf("head %+v, %v", head, err)
	}
	b.Blocks(t.Context(), 0, func(_ int, blk *Block) error {
		for i := range blk.N {
			if got := blk.Hidden(i); got != (blk.First+i == 3) {
				t.Errorf("row %d hidden: %v", blk.First+i, got)
			}
		}
		return nil
	})
}

func TestXLSDamaged(t *testing.T) {
	whole := xlsBytes(t, xls.Options{}, xls.Sheet{Name: "s", Rows: xlsRows})
	locked := xlsBytes(t, xls.Options{Encrypted: true}, xls.Sheet{Name: "s", Rows: xlsRows})
	var flt *Fault
	if _, err := OpenBytes("a.xls", locked, Default()); !errors.As(err, &flt) || !strings.Contains(flt.Text.In(lang.En), "password") {
		t.Errorf("locked: %v", err)
	}
	if _, err := OpenBytes("a.xls", whole[:600], Default()); !errors.As(err, &flt) || flt.Code != issue.FileTruncated {
		t.Errorf("cut in the tables: %v", err)
	}
	for n := 0; n < len(whole); n += 37 { // no cut may panic or hang
		if b, err := OpenBytes("a.xls", whole[:n], Default()); err == nil {
			b.Head(0, 10)
		}
	}
}

func BenchmarkXLS(b *testing.B) {
	r := rand.New(rand.NewPCG(9, 10))
	rows := make([][]any, 20000)
	for i := range rows {
		row := make([]any, 57)
		for c := range row {
			if row[c] = 1 + r.IntN(7); c < 4 {
				row[c] = fmt.Sprintf("text %d", r.IntN(500))
			}
		}
		rows[i] = row
	}
	benchmarkBlocks(b, "a.xls", xlsBytes(b, xls.Options{}, xls.Sheet{Name: "s", Rows: rows}), 57)
}

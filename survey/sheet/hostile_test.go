package sheet

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"math"
	"reflect"
	"strings"
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"

	"servqual/survey/issue"
	"servqual/survey/lang"
)

// readError opens a file and reads all of it, and gives the first error.
func readError(data []byte, opt Options) error {
	b, err := OpenBytes("f", data, opt)
	if err != nil {
		return err
	}
	for i := range b.Sheets {
		if err := b.Blocks(context.Background(), i, func(int, *Block) error { return nil }); err != nil {
			return err
		}
	}
	return nil
}

func TestFaults(t *testing.T) {
	rows := func(s string) []byte { return workbook(t, "<worksheet><sheetData>"+s+"</sheetData></worksheet>", nil) }
	wide := "a,b\n" + strings.Repeat("1,", 1<<14) + "1\n"
	plain := rows(`<row r="1"><c r="A1"><v>5</v></c></row>`)
	small := Default()
	small.Limits.Record, small.Limits.Rows, small.Limits.Strings = 1<<12, 100, 1000
	tiny := Default()
	tiny.Limits.Inflated = 1 << 10
	for _, c := range []struct {
		name string
		data []byte
		opt  Options
		code issue.Code
		word string // in the English text
	}{
		{"nothing", nil, Default(), issue.FileEmpty, "0 bytes"},
		{"blanks", []byte(" \r\n\n"), Default(), issue.FileEmpty, "no content"},
		{"PDF", []byte("%PDF-1.7 ..."), Default(), issue.FileUnreadable, "PDF"},
		{"JSON", []byte(`{"a": [1,2]}`), Default(), issue.FileUnreadable, "JSON"},
		{"program", bytes.Repeat([]byte("\x01\x02\x03abcdefg\x04"), 20), Default(), issue.FileUnreadable, "no spreadsheet"},
		{"page without a table", []byte("<html><body>Log in</body></html>"), Default(), issue.FileEmpty, "log-in"},
		{"cut workbook", plain[:len(plain)/2], Default(), issue.FileTruncated, "download"},
		{"too many columns", []byte(wide), Default(), issue.FileTooLarge, "columns"},
		{"quotation mark never closed", []byte("a,b\n1,\"" + strings.Repeat("2\n", 200_000)), small, issue.FileTooLarge, "row 2"},
		{"row beyond the limit", rows(`<row r="101"/>`), small, issue.FileTooLarge, "100 rows"},
		{"column beyond the limit", rows(`<row r="1"><c r="XFE1"><v>1</v></c></row>`), Default(), issue.FileTooLarge, "columns"},
		{"row without end", rows("<row>" + strings.Repeat("<c/>", 1<<18)), small, issue.FileUnreadable, "can't be understood"},
		{"too much text", workbook(t, "<worksheet><sheetData/></worksheet>", map[string]string{"xl/sharedStrings.xml": "<sst>" + strings.Repeat("<si><t>0123456789</t></si>", 200) + "</sst>"}), small, issue.FileTooLarge, "text"},
		{"bomb", workbook(t, "<worksheet><sheetData>"+strings.Repeat("<row/>", 1<<14)+"</sheetData></worksheet>", nil), tiny, issue.FileTooLarge, "unfolds"},
		{"DTD", workbook(t, "<worksheet><sheetData/></worksheet>", map[string]string{"xl/workbook.xml": `<!DOCTYPE w [<!ENTITY a "b">]><workbook/>`}), Default(), issue.FileUnreadable, "can't be understood"},
		{"no sheets", workbook(t, "", map[string]string{"xl/workbook.xml": `<workbook/>`}), Default(), issue.FileEmpty, "no sheets"},
		{"unknown encoding", []byte("a,b\n"), Options{Encoding: "klingon"}, issue.EncodingDoubtful, "klingon"},
	} {
		err := readError(c.data, c.opt)
		var flt *Fault
		if !errors.As(err, &flt) {
			t.Errorf("%s: %v, want a fault", c.name, err)
			continue
		}
		if flt.Code != c.code || flt.File != "f" || !strings.Contains(flt.Text.In(lang.En), c.word) || flt.Text.Zh == "" || flt.Text.Zh == flt.Text.En {
			t.Errorf("%s: %s, %q / %q; want %s with %q", c.name, flt.Code, flt.Text.Zh, flt.Text.En, c.code, c.word)
		}
	}
}

// A deep or endless nesting must cost neither stack nor much time.
func TestDeepXML(t *testing.T) {
	deep := strings.Repeat("<x>", 1<<18)
	for _, s := range []string{`<row r="1"><c r="A1">` + deep, `<row r="1">` + deep, deep} {
		if err := readError(workbook(t, "<worksheet><sheetData>"+s+"</sheetData></worksheet>", nil), Default()); err == nil {
			t.Errorf("no error for %.40s…", s)
		}
	}
}

func TestCancel(t *testing.T) {
	text := strings.Repeat("1,2,3\n", 500_000)
	for _, workers := range []int{1, 2} {
		opt := Default()
		opt.Workers = workers
		stop := errors.New("stop")
		b := openBytes(t, "a.csv", []byte(text), opt)
		if err := b.Blocks(t.Context(), 0, func(int, *Block) error { return stop }); !errors.Is(err, stop) {
			t.Errorf("%d workers: %v, want the error of the function", workers, err)
		}
		ctx, cancel := context.WithCancel(t.Context())
		err := b.Blocks(ctx, 0, func(int, *Block) error { cancel(); return nil })
		if !errors.Is(err, context.Canceled) {
			t.Errorf("%d workers: %v, want cancelled", workers, err)
		}
	}
}

func TestEncodings(t *testing.T) {
	// Ordinary survey words; the header decides what a short file looks like.
	chinese := "编号,满意度,意见\n1,非常满意,服务很好\n2,一般,\"等候，太久\"\n"
	for _, c := range []struct {
		name string
		enc  encoding.Encoding
		text string
		flag string // "" where it must be detected
		want string
	}{
		{"GBK", simplifiedchinese.GBK, chinese, "", "gb18030"},
		{"GB18030 with rare characters", simplifiedchinese.GB18030, strings.ReplaceAll(chinese, "意见", "㐂𠮷意见"), "", "gb18030"},
		{"GBK by flag", simplifiedchinese.GBK, chinese, "GBK", "gb18030"},
		{"Big5", traditionalchinese.Big5, "編號,滿意度,意見\n1,非常滿意,服務很好\n", "big5", "big5"},
		{"CP949", korean.EUCKR, "번호,만족도,의견\n1,매우 만족,좋아요\n", "cp949", "euc-kr"},
		{"UTF-16 with mark", unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), chinese, "", "utf-16le"},
		{"UTF-16 big-endian with mark", unicode.UTF16(unicode.BigEndian, unicode.UseBOM), chinese, "", "utf-16be"},
		{"UTF-16 without mark", unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), chinese, "", "utf-16le"},
		{"UTF-16 with pairs", unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), strings.ReplaceAll(chinese, "等", "𠮷𠮷等"), "", "utf-16le"},
		{"UTF-16 by flag", unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), chinese, "utf-16be", "utf-16be"},
		{"UTF-8", unicode.UTF8, chinese, "", "utf-8"},
		{"Latin-1 by flag", charmap.Windows1252, "id,café,naïve\n1,très bien,à bientôt\n", "latin1", "windows-1252"},
		{"Latin-1", charmap.Windows1252, "id,café,naïve\n1,très bien,à bientôt\n", "", "windows-1252"},
	} {
		data, err := c.enc.NewEncoder().Bytes([]byte(c.text))
		if err != nil {
			t.Fatal(err)
		}
		want := csvGrid(t, c.text, Default(), 0)
		opt := Default()
		opt.Encoding = c.flag
		for _, chunk := range []int{0, 2, 6, 14} {
			b := openBytes(t, "a.csv", data, opt)
			if chunk > 0 {
				b.src.(*csvFile).chunk = chunk
			}
			if got := grid(t, b, 0); !reflect.DeepEqual(got, want) || b.Encoding != c.want {
				t.Errorf("%s in pieces of %d, as %s:\n got %s\nwant %s", c.name, chunk, b.Encoding, fmt.Sprint(got), fmt.Sprint(want))
			}
		}
	}
}

// A name in GBK far below a sample of plain digits is still read, and noted.
func TestEncodingChangesBelow(t *testing.T) {
	text := "id,v,name\n" + strings.Repeat("1,2,x\n", 200_000)
	data := append([]byte(text), "9,5,"...)
	data = append(append(data, gbk("杭州支行")...), '\n')
	b := openBytes(t, "a.csv", data, Default())
	got := grid(t, b, 0)
	if last := got[200_002]; len(last) != 3 || last[2] != "杭州支行" {
		t.Errorf("last row %q (encoding %s)", last, b.Encoding)
	}
	if b.Encoding == "utf-8" {
		list := b.Issues().Issues()
		if len(list) != 1 || list[0].Code != issue.EncodingDoubtful {
			t.Errorf("issues %+v, want a doubtful encoding", list)
		}
	}
}

func TestCutOffCSV(t *testing.T) {
	for _, c := range []struct {
		in   string
		want issue.Code
	}{
		{"a,b,c\n1,2,3\n4,5", issue.FileTruncated},
		{"a,b,c\n1,2,\"x\ny", issue.FileTruncated},
		{"a,b,c\n1,2,3", ""},
		{"a,b,c\n1,2,3\n4,5\n", ""}, // a short row, but whole
	} {
		b := openBytes(t, "a.csv", []byte(c.in), Default())
		grid(t, b, 0)
		code := issue.Code("")
		if list := b.Issues().Issues(); len(list) > 0 {
			code = list[0].Code
		}
		if code != c.want {
			t.Errorf("%q: issue %q, want %q", c.in, code, c.want)
		}
	}
}

func TestExpand(t *testing.T) {
	var buf bytes.Buffer
	z := zip.NewWriter(&buf)
	for name, data := range map[string][]byte{
		"b/2.csv": []byte("a,b\n1,2\n"), "a/1.xlsx": workbook(t, "<worksheet><sheetData><row><c><v>7</v></c></row></sheetData></worksheet>", nil),
		"__MACOSX/b/._2.csv": []byte("x"), "readme.pdf": []byte("%PDF"),
	} {
		w, _ := z.Create(name)
		w.Write(data)
	}
	w, _ := z.CreateHeader(&zip.FileHeader{Name: string(gbk("西湖.csv")), NonUTF8: true, Method: zip.Deflate})
	w.Write([]byte("x\n3\n"))
	z.Close()
	list, err := Expand("all.zip", bytes.NewReader(buf.Bytes()), int64(buf.Len()), Default())
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, s := range list {
		b, err := s.Open()
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, fmt.Sprintf("%s %s %d", b.Name, b.Format, len(grid(t, b, 0))))
	}
	want := []string{"all.zip/a/1.xlsx xlsx 1", "all.zip/b/2.csv csv 2", "all.zip/西湖.csv csv 2"}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	one, err := Expand("1.xlsx", bytes.NewReader(workbook(t, "", nil)), 1000, Default())
	if err == nil && len(one) != 1 {
		t.Errorf("a workbook was taken for %d files", len(one))
	}
}

func TestParseNumber(t *testing.T) {
	for in, want := range map[string]float64{
		"5": 5, " 6 ": 6, "４．５": 4.5, "５": 5, "4,5": 4.5, "-3": -3, "−3": -3, "+2": 2, "1e3": 1000, "5.0": 5, "\u00A07\u3000": 7,
		"1 234": 1234, "1,234.5": 1234.5, "1.234,5": 1234.5, "1'234": 1234, "٣": 3, ".5": 0.5,
	} {
		if got, ok := ParseNumber(in); !ok || got != want {
			t.Errorf("ParseNumber(%q) = %v, %v, want %v", in, got, ok, want)
		}
	}
	for _, in := range []string{"", " ", "五", "5分", "1,2,3", "nan", "inf", "0x10", "1_000", "--1", "1 2", "12 34", "5%", "2026-10-01", strings.Repeat("9", 400)} {
		if got, ok := ParseNumber(in); ok {
			t.Errorf("ParseNumber(%q) = %v, want none", in, got)
		}
	}
}

func TestTimeOf(t *testing.T) {
	// 25569 is 1970-01-01 and 61 is 1900-03-01 in Excel's own table of days.
	for days, want := range map[float64]string{25569: "1970-01-01 00:00:00", 61: "1900-03-01 00:00:00", 46298.5: "2026-10-03 12:00:00", 45215.48434027778: "2023-10-16 11:37:27"} {
		if got, ok := TimeOf(days); !ok || got.Format("2006-01-02 15:04:05") != want {
			t.Errorf("TimeOf(%v) = %v, want %s", days, got, want)
		}
	}
	for _, days := range []float64{0.5, -1, 3e6, math.NaN(), math.Inf(1)} {
		if got, ok := TimeOf(days); ok {
			t.Errorf("TimeOf(%v) = %v", days, got)
		}
	}
}

func TestFormatKinds(t *testing.T) {
	for code, want := range map[string]styleKind{
		"General": stylePlain, "0.00": stylePlain, `0"days"`: stylePlain, "0.0%": stylePercent, `yyyy"年"m"月"`: styleDate, "[h]:mm": styleDate,
		"[Red]0;[Blue]-0": stylePlain, "[$-804]yyyy/m/d": styleDate, `0.0\d`: stylePlain, "0_d": stylePlain, "@": stylePlain, "h:mm AM/PM": styleDate, "0;yyyy": stylePlain, "[$¥-804]#,##0": stylePlain,
	} {
		if got := formatKind(code); got != want {
			t.Errorf("formatKind(%q) = %d, want %d", code, got, want)
		}
	}
}

// The same rows, numbered alike, whatever the workers and the size of pieces.
func TestSameWhateverTheWorkers(t *testing.T) {
	text := "a,b\n" + strings.Repeat("1,\"x\ny\"\n,3\n", 20_000)
	var first map[int][]string
	for _, workers := range []int{1, 2, 5} {
		opt := Default()
		opt.Workers = workers
		got := csvGrid(t, text, opt, 1000*workers+7)
		if first == nil {
			first = got
		}
		if !reflect.DeepEqual(got, first) {
			t.Fatalf("%d workers read other rows", workers)
		}
	}
}

type shrunk struct{ io.ReaderAt }

func (s shrunk) ReadAt(p []byte, at int64) (int, error) {
	if at > 100_000 {
		return 0, io.EOF
	}
	return s.ReaderAt.ReadAt(p, at)
}

func TestFileThatShrinks(t *testing.T) {
	text := strings.Repeat("1,2,3\n", 300_000)
	b, err := Open("a.csv", shrunk{strings.NewReader(text)}, int64(len(text)), Default())
	if err == nil {
		err = b.Blocks(t.Context(), 0, func(int, *Block) error { return nil })
	}
	var flt *Fault
	if !errors.As(err, &flt) || flt.Code != issue.FileUnreadable {
		t.Errorf("%v, want a fault", err)
	}
}

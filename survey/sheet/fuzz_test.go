package sheet

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"reflect"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"servqual/fixtures/xls"
)

// tight are limits that let a fuzzer reach them.
func tight() Options {
	opt := Default()
	opt.Limits.Inflated, opt.Limits.Member, opt.Limits.Strings = 8<<20, 8<<20, 8<<20
	opt.Limits.Rows, opt.Limits.Record = 5000, 1<<20
	return opt
}

// readAll reads everything a book holds, and complains of errors without a
// text for people and of blocks that are not what they say.
func readAll(t *testing.T, name string, data []byte, opt Options) {
	b, err := OpenBytes(name, data, opt)
	if err == nil {
		for i := range b.Sheets {
			if err = readBlocks(t, b, i); err != nil {
				break
			}
		}
	}
	var flt *Fault
	if err != nil && (!errors.As(err, &flt) || flt.Text.Zh == "" || flt.Text.En == "" || !flt.Code.Known()) {
		t.Fatalf("an error without words for people: %v", err)
	}
}

func readBlocks(t *testing.T, b *Book, sheet int) error {
	seq, part, last := 0, 0, true
	return b.run(context.Background(), sheet, 1, func(_ int, blk *Block) error {
		switch {
		case last && (blk.Seq < seq || blk.Part != 0), !last && (blk.Seq != seq || blk.Part != part+1):
			t.Fatalf("block %d.%d after %d.%d (last %v)", blk.Seq, blk.Part, seq, part, last)
		case blk.First < 1 && blk.N > 0:
			t.Fatalf("first row %d", blk.First)
		}
		seq, part, last = blk.Seq, blk.Part, blk.Last
		for i := range blk.N {
			for col := range blk.Cols {
				p := blk.At(i, col)
				if c := blk.Unpack(p); !finite(c.Num) || c.Kind == Empty && c.Text != "" {
					t.Fatalf("cell %+v", c)
				}
				blk.Raw(p)
			}
			blk.Width(i)
			blk.Hidden(i)
		}
		return nil
	})
}

func FuzzCSV(f *testing.F) {
	for _, s := range []string{"a,b\n1,2\n", "a;b\r\n\"1;\"\"x\";2", "1,2,3,4,5\n1,,3,4,5\n\"1\",\"2\",\"3\"\n", "a\tb\rc\td\r", "\xEF\xBB\xBFa,\"b\nc\"\n", "5\" x,\"y\"z,\"\n", "\xFF\xFEa\x00,\x00b\x00\n\x00", "\xC2\xFA\xD2\xE2,5\n", "sep=;\n1;2\n", "sep=\n\n1;"} {
		f.Add(s, uint8(0))
		f.Add(s, uint8(3))
	}
	f.Fuzz(func(t *testing.T, s string, chunk uint8) {
		readAll(t, "f.csv", []byte(s), tight())
		opt := tight()
		opt.Comma, opt.Encoding = ',', "utf-8"
		b, err := OpenBytes("f.csv", []byte(s), opt)
		if err != nil || b.Format != CSV {
			return
		}
		whole := grid(t, b, 0)
		if chunk > 0 { // the cut must not matter
			b.src.(*csvFile).chunk = int(chunk)
			if cut := grid(t, b, 0); !reflect.DeepEqual(cut, whole) {
				t.Fatalf("in pieces of %d: %v\nwhole: %v", chunk, cut, whole)
			}
		}
		againstEncodingCSV(t, s, whole)
	})
}

// againstEncodingCSV compares with the standard reader where that finds the
// text well formed. It drops blank lines and turns CR LF into LF inside quoted
// fields; bare CR is a line end to us, and byte order marks and sep= lines are
// no text.
func againstEncodingCSV(t *testing.T, s string, got map[int][]string) {
	if _, n := bom([]byte(s)); n > 0 || strings.HasPrefix(strings.ToLower(s), "sep=") || strings.Contains(strings.ReplaceAll(s, "\r\n", ""), "\r") {
		return
	}
	r := csv.NewReader(strings.NewReader(s))
	r.FieldsPerRecord = -1
	want, err := r.ReadAll()
	if err != nil {
		return
	}
	number := 0
	for _, row := range want {
		for i := range row {
			row[i] = string(newCSVText(utf8Charset).text([]byte(row[i]), false))
		}
		for len(row) > 0 && row[len(row)-1] == "" {
			row = row[:len(row)-1]
		}
		number = nextRow(got, number, len(row) == 0)
		g := got[number]
		for i := range g {
			g[i] = strings.ReplaceAll(g[i], "\r\n", "\n")
		}
		if len(g) != len(row) || len(row) > 0 && !reflect.DeepEqual(g, row) {
			t.Fatalf("row %d of %q: got %q, want %q", number, s, g, row)
		}
	}
}

// nextRow passes over rows without anything in them unless one is wanted.
func nextRow(got map[int][]string, number int, blank bool) int {
	for number++; !blank && number < len(got) && len(got[number]) == 0; number++ {
	}
	return number
}

func FuzzXLSX(f *testing.F) {
	f.Add(`<row r="1"><c r="A1"><v>5</v></c><c r="B1" t="s"><v>0</v></c><c r="C1" t="inlineStr"><is><t>x</t></is></c></row>`, `<si><t>满意</t></si>`)
	f.Add(`<row><c s="1"><v>46000</v></c><c t="b"><v>1</v></c><c t="e"><v>#N/A</v></c></row><row r="4"/>`, `<si><r><t>a</t></r><rPh><t>b</t></rPh></si>`)
	f.Add(`<row r="2" hidden="1"><c r="B2" t="str"><f>A1</f><v>a&amp;b_x000D_</v></c><c r="C2"><f>1</f></c></row>`, `<si/>`)
	f.Fuzz(func(t *testing.T, rows, shared string) {
		more := map[string]string{"xl/sharedStrings.xml": "<sst>" + shared + "</sst>", "xl/styles.xml": testStyles}
		data := workbook(t, `<worksheet><sheetData>`+rows+`</sheetData></worksheet>`, more)
		readAll(t, "f.xlsx", data, tight())
	})
}

// FuzzXLSXFile changes the bytes of whole workbooks.
func FuzzXLSXFile(f *testing.F) {
	file := excelize.NewFile()
	file.SetCellValue("Sheet1", "A1", "满意")
	file.SetCellValue("Sheet1", "B2", 5)
	var buf bytes.Buffer
	if err := file.Write(&buf); err != nil {
		f.Fatal(err)
	}
	f.Add(buf.Bytes())
	f.Add(workbook(f, `<worksheet><sheetData><row r="1"><c r="A1"><v>5</v></c></row></sheetData></worksheet>`, nil))
	f.Fuzz(func(t *testing.T, data []byte) { readAll(t, "f.xlsx", data, tight()) })
}

func FuzzXLS(f *testing.F) {
	for _, opt := range []xls.Options{{Mini: true}, {Bare: true, Record: 40}, {Bare: true, Labels: true, Reversed: true}, {Bare: true, BIFF5: true, Encode: func(s string) []byte { return []byte(s) }, Codepage: 936}, {Lone: true, Encode: gbk}} {
		var buf bytes.Buffer
		if err := xls.Write(&buf, []xls.Sheet{{Name: "s", Rows: xlsRows[:6], Merges: [][4]int{{0, 0, 0, 1}}, HiddenRows: []int{1}}}, opt); err == nil {
			f.Add(buf.Bytes())
		}
	}
	f.Fuzz(func(t *testing.T, data []byte) { readAll(t, "f.xls", data, tight()) })
}

// FuzzTable changes web pages and XML spreadsheets.
func FuzzTable(f *testing.F) {
	f.Add("<table><tr><td colspan=2 x:num='5'>a<td rowspan=3>b&nbsp;<br>c</table>")
	f.Add(`<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet Name="a"><Table><Row Index="2"><Cell Index="3" MergeAcross="1"><Data Type="Number">5</Data></Cell></Row></Table></Worksheet></Workbook>`)
	f.Fuzz(func(t *testing.T, s string) { readAll(t, "f.xls", []byte(s), tight()) })
}

package sheet

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// workbook zips parts written by hand around the XML of one sheet.
func workbook(t testing.TB, sheetXML string, more map[string]string) []byte {
	t.Helper()
	parts := map[string]string{
		"[Content_Types].xml":        `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`,
		"_rels/.rels":                `<Relationships><Relationship Id="r1" Type="http://x/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
		"xl/workbook.xml":            `<workbook xmlns:r="r"><sheets><sheet name="答卷" sheetId="1" r:id="rId1"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels": `<Relationships><Relationship Id="rId1" Type="http://x/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://x/sharedStrings" Target="/xl/sharedStrings.xml"/><Relationship Id="rId3" Type="http://x/styles" Target="styles.xml"/></Relationships>`,
		"xl/worksheets/sheet1.xml":   sheetXML,
	}
	for name, text := range more {
		parts[name] = text
	}
	var buf bytes.Buffer
	z := zip.NewWriter(&buf)
	for _, name := range sortedKeys(parts) {
		h := &zip.FileHeader{Name: name, Method: zip.Deflate}
		if len(parts[name]) < 2000 {
			h.Method = zip.Store // the fuzzer makes many
		}
		w, err := z.CreateHeader(h)
		if err != nil {
			t.Fatal(err)
		}
		w.Write([]byte(parts[name]))
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}

func sortedKeys(m map[string]string) []string {
	out := make([]string, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	for i := range out {
		for j := i + 1; j < len(out); j++ {
			if out[j] < out[i] {
				out[i], out[j] = out[j], out[i]
			}
		}
	}
	return out
}

const testStyles = `<styleSheet><numFmts><numFmt numFmtId="165" formatCode="yyyy&quot;年&quot;m&quot;月&quot;"/><numFmt numFmtId="166" formatCode="0.0%"/><numFmt numFmtId="167" formatCode="0.0&quot;days&quot;"/></numFmts>` +
	`<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="165"/><xf numFmtId="166"/><xf numFmtId="9"/><xf numFmtId="167"/></cellXfs></styleSheet>`

func TestXLSXCells(t *testing.T) {
	const shared = `<sst><si><t>非常满意</t></si><si><r><rPr><b/></rPr><t>rich </t></r><r><t xml:space="preserve">text</t></r><rPh sb="0" eb="1"><t>フリ</t></rPh></si><si/><si><t>a &amp; b_x000A_c &#20013;</t></si></sst>`
	wrap := func(rows string) string {
		return `<?xml version="1.0"?><worksheet><dimension ref="A1:C3"/><sheetData>` + rows + `</sheetData></worksheet>`
	}
	for _, c := range []struct {
		name, rows string
		want       map[int][]string
	}{
		{"plain", `<row r="1"><c r="A1"><v>5</v></c><c r="B1" s="0"><v>4.5</v></c></row>`, map[int][]string{1: {"5", "4.5"}}},
		{"attributes in any order", `<row hidden="0" r="2"><c s="0" t="s" r="A2"><v>0</v></c><c t='s' r='C2'><v>1</v></c></row>`, map[int][]string{2: {"非常满意", "", "rich text"}}},
		{"no references", `<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>`, map[int][]string{1: {"1", "2"}, 2: {"3"}}},
		{"shared", `<row r="1"><c r="A1" t="s"><v>2</v></c><c r="B1" t="s"><v>3</v></c><c r="C1" t="s"><v>9</v></c></row>`, map[int][]string{1: {"", "a & b\nc 中"}}},
		{"inline", `<row r="1"><c r="A1" t="inlineStr"><is><t>5</t></is></c><c r="B1" t="inlineStr"><is><r><t>满</t></r><r><t>意&lt;</t></r><rPh><t>x</t></rPh></is></c></row>`, map[int][]string{1: {"5", "满意<"}}},
		{"formulas", `<row r="1"><c r="A1"><f>1+1</f><v>2</v></c><c r="B1"><f t="shared" si="0"/></c><c r="C1" t="str"><f>""</f><v></v></c><c r="D1" t="str"><f>x</f><v>满意</v></c><c r="E1" t="str"><f>x</f></c></row>`, map[int][]string{1: {"2", "?formula", "", "满意", "?formula"}}},
		{"kinds", `<row r="1"><c r="A1" t="b"><v>1</v></c><c r="B1" t="b"><v>0</v></c><c r="C1" t="e"><v>#DIV/0!</v></c><c r="D1" t="d"><v>2026-10-03T12:00:00</v></c></row>`, map[int][]string{1: {"bool:TRUE", "bool:FALSE", "error:#DIV/0!", "date:46298.5"}}},
		{"styles", `<row r="1"><c r="A1" s="1"><v>46000</v></c><c r="B1" s="2"><v>5</v></c><c r="C1" s="3"><v>0.8</v></c><c r="D1" s="4"><v>5</v></c><c r="E1" s="5"><v>5</v></c><c r="F1" s="77"><v>5</v></c></row>`, map[int][]string{1: {"date:46000", "date:5", "percent:0.8", "percent:5", "5", "5"}}},
		{"numbers", `<row r="1"><c r="A1"><v>5.0</v></c><c r="B1"><v>5.0000000000000001E-2</v></c><c r="C1"><v>-3</v></c><c r="D1"><v>65536</v></c><c r="E1"><v>nonsense</v></c><c r="F1"><v> 7 </v></c><c r="G1"><v>NaN</v></c></row>`, map[int][]string{1: {"5", "5.0000000000000001E-2", "-3", "65536", "nonsense", "7", "NaN"}}},
		{"gaps", `<row r="2"><c r="B2"><v>1</v></c></row><row r="5"><c r="A5"><v>2</v></c></row><row r="500"><c r="ZZ500"><v>3</v></c></row>`, map[int][]string{2: {"", "1"}, 3: {}, 4: {}, 5: {"2"}, 500: append(make([]string, 701), "3")}},
		{"prefix, comment, cdata", `<!-- <row> --><row r="1"><c r="A1" t="str"><v><![CDATA[a<b]]></v></c><!-- x --><c r="B1"><v>1</v></c></row>`, map[int][]string{1: {"a<b", "1"}}},
		{"white space", "\n <row r=\"1\">\n <c r=\"A1\">\n <v>4</v>\n </c>\n </row>\n", map[int][]string{1: {"4"}}},
		{"empty", ``, map[int][]string{}},
		{"extension in a row", `<row r="1"><c r="A1"><v>1</v><extLst><ext><c/></ext></extLst></c><extLst><ext/></extLst></row>`, map[int][]string{1: {"1"}}},
	} {
		more := map[string]string{"xl/sharedStrings.xml": shared, "xl/styles.xml": testStyles}
		b := openBytes(t, "a.xlsx", workbook(t, wrap(c.rows), more), Default())
		if got := grid(t, b, 0); !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s:\n got %+q\nwant %+q", c.name, fmt.Sprint(got), fmt.Sprint(c.want))
		}
		if c.name == "empty" {
			continue
		}
		prefixed := strings.NewReplacer("</", "</x:", "<!", "<!", "]]></", "]]></x:").Replace(wrap(c.rows))
		for _, name := range []string{"worksheet", "dimension", "sheetData", "row", "c ", "c>", "v>", "f>", "f ", "is>", "t>", "r>", "rPh", "extLst", "ext", "c/"} {
			prefixed = strings.ReplaceAll(prefixed, "<"+name, "<x:"+name)
		}
		prefixed = strings.ReplaceAll(prefixed, "<!-- <x:row>", "<!-- <row>")
		b = openBytes(t, "a.xlsx", workbook(t, prefixed, more), Default())
		if got := grid(t, b, 0); !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s, with prefixes:\n got %+q\nwant %+q", c.name, fmt.Sprint(got), fmt.Sprint(c.want))
		}
	}
}

func TestXLSXBook(t *testing.T) {
	data := workbook(t, `<worksheet><sheetData><row r="1"><c r="A1" s="1"><v>1</v></c></row><row r="2" hidden="1"><c r="A2"><v>5</v></c></row></sheetData><mergeCells><mergeCell ref="A1:C1"/><mergeCell ref="A60:B60"/></mergeCells></worksheet>`, map[string]string{
		"xl/styles.xml": testStyles,
		"xl/workbook.xml": `<workbook xmlns:r="r"><workbookPr date1904="1"/><sheets><sheet name="a &amp; b" sheetId="1" r:id="rId1"/>` +
			`<sheet name="藏" sheetId="2" state="hidden" r:id="rId1"/><sheet name="chart" sheetId="3" r:id="rId9"/></sheets></workbook>`,
	})
	b := openBytes(t, "a.xlsx", data, Default())
	want := []Sheet{{Name: "a & b", Merges: []Merge{{1, 1, 1, 3}}}, {Name: "藏", Hidden: true, Merges: []Merge{{1, 1, 1, 3}}}}
	if !reflect.DeepEqual(b.Sheets, want) {
		t.Errorf("sheets %+v, want %+v", b.Sheets, want)
	}
	// 1904-01-01 is day 1462 of the other system, so day 1 of 1904's is 1463.
	head, err := b.Head(0, 5)
	if err != nil || len(head) != 2 || head[0][0].Kind != Date || head[0][0].Num != 1463 {
		t.Errorf("head %+v, %v", head, err)
	}
	b.Blocks(t.Context(), 0, func(_ int, blk *Block) error {
		if blk.Hidden(0) || !blk.Hidden(1) {
			t.Errorf("hidden rows: %v %v, want false true", blk.Hidden(0), blk.Hidden(1))
		}
		return nil
	})
}

// excelFile writes random answers with excelize; texts as shared strings
// (SetCellValue) or inline (StreamWriter).
func excelFile(t testing.TB, r *rand.Rand, rows, cols int, stream bool) []byte {
	t.Helper()
	f := excelize.NewFile()
	var sw *excelize.StreamWriter
	if stream {
		var err error
		if sw, err = f.NewStreamWriter("Sheet1"); err != nil {
			t.Fatal(err)
		}
	}
	for i := 1; i <= rows; i++ {
		if i > 2 && r.IntN(20) == 0 {
			continue // a missing row
		}
		row := make([]any, cols)
		for c := range row {
			row[c] = randomValue(r)
		}
		if stream {
			sw.SetRow(fmt.Sprintf("A%d", i), row)
			continue
		}
		for c, v := range row {
			if v == nil {
				continue
			}
			name, _ := excelize.CoordinatesToCellName(c+1, i)
			f.SetCellValue("Sheet1", name, v)
		}
	}
	if stream {
		sw.Flush()
	}
	var buf bytes.Buffer
	if err := f.Write(&buf); err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}

func randomValue(r *rand.Rand) any {
	switch r.IntN(14) {
	case 0:
		return nil
	case 1:
		return []string{"非常满意", "a<b>&\"c\"", "line\nbreak", "5", " 6 ", "_x000D_", "５分"}[r.IntN(7)]
	case 2:
		return float64(r.IntN(1000)) / 8
	case 3:
		return r.IntN(1 << 30)
	case 4:
		return -r.IntN(100)
	}
	return 1 + r.IntN(7)
}

func TestXLSXAgainstExcelize(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	for round := range 12 {
		data := excelFile(t, r, 1+r.IntN(600), 1+r.IntN(60), round%2 == 0)
		f, err := excelize.OpenReader(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		want, err := f.GetRows("Sheet1", excelize.Options{RawCellValue: true})
		if err != nil {
			t.Fatal(err)
		}
		opt := Default()
		opt.Workers = 1 + round%3
		got := grid(t, openBytes(t, "a.xlsx", data, opt), 0)
		for i, row := range want {
			for len(row) > 0 && row[len(row)-1] == "" {
				row = row[:len(row)-1]
			}
			if g := got[i+1]; len(g) != len(row) || len(g) > 0 && !reflect.DeepEqual(g, row) {
				t.Fatalf("round %d row %d:\n got %q\nwant %q", round, i+1, g, row)
			}
		}
	}
}

func BenchmarkXLSX(b *testing.B) {
	r := rand.New(rand.NewPCG(7, 8))
	var rows strings.Builder
	for i := 1; i <= 3000; i++ {
		fmt.Fprintf(&rows, `<row r="%d" spans="1:57">`, i)
		for c := 1; c <= 57; c++ {
			name, _ := excelize.CoordinatesToCellName(c, i)
			if c < 5 {
				fmt.Fprintf(&rows, `<c r="%s" t="s"><v>%d</v></c>`, name, r.IntN(4))
			} else {
				fmt.Fprintf(&rows, `<c r="%s"><v>%d</v></c>`, name, 1+r.IntN(7))
			}
		}
		rows.WriteString("</row>")
	}
	data := workbook(b, `<worksheet><dimension ref="A1:BE3000"/><sheetData>`+rows.String()+`</sheetData></worksheet>`,
		map[string]string{"xl/sharedStrings.xml": `<sst><si><t>a</t></si><si><t>b</t></si><si><t>c</t></si><si><t>d</t></si></sst>`})
	benchmarkBlocks(b, "a.xlsx", data, 57)
}

// Excel encrypts workbooks that are protected against change only, with a
// password of its own; those open without asking. Others need the password.
func TestXLSXEncrypted(t *testing.T) {
	f := excelize.NewFile()
	f.SetCellValue("Sheet1", "A1", 5)
	for _, c := range []struct {
		lock, key string
		opens     bool
	}{{"VelvetSweatshop", "", true}, {"secret", "", false}, {"secret", "wrong", false}, {"secret", "secret", true}} {
		var buf bytes.Buffer
		if err := f.Write(&buf, excelize.Options{Password: c.lock}); err != nil {
			t.Fatal(err)
		}
		opt := Default()
		opt.Password = c.key
		b, err := OpenBytes("a.xlsx", buf.Bytes(), opt)
		var flt *Fault
		switch {
		case c.opens && err != nil:
			t.Errorf("locked with %q, opened with %q: %v", c.lock, c.key, err)
		case c.opens:
			if got := grid(t, b, 0); !reflect.DeepEqual(got, map[int][]string{1: {"5"}}) {
				t.Errorf("locked with %q: %v", c.lock, got)
			}
		case !errors.As(err, &flt) || !strings.Contains(flt.Text.En, "password"):
			t.Errorf("locked with %q, opened with %q: %v, want a word on the password", c.lock, c.key, err)
		}
	}
}

// A cell that names a shared string which is not there has lost its text.
func TestLostSharedStrings(t *testing.T) {
	data := workbook(t, `<worksheet><sheetData><row r="3"><c r="A3" t="s"><v>0</v></c><c r="B3" t="s"><v>7</v></c></row><row><c t="s"><v>x</v></c><c t="s"><v>12</v></c></row></sheetData></worksheet>`,
		map[string]string{"xl/sharedStrings.xml": "<sst><si><t>满意</t></si></sst>"})
	for _, workers := range []int{1, 3} {
		opt := Default()
		opt.Workers = workers
		b := openBytes(t, "a.xlsx", data, opt)
		if _, err := b.Head(0, 10); err != nil {
			t.Fatal(err)
		}
		got := grid(t, b, 0)
		if len(got[3]) == 0 || got[3][0] != "满意" {
			t.Errorf("row 3: %v", got[3])
		}
		var cells []string
		for _, i := range b.Issues().Issues() {
			cells = append(cells, string(i.Code)+" "+i.Pos.Sheet+" "+i.Pos.Cell()+" "+i.Got)
		}
		if want := []string{"cell-error 答卷 A4 x", "cell-error 答卷 B3 7", "cell-error 答卷 B4 12"}; !reflect.DeepEqual(cells, want) {
			t.Errorf("%d workers: issues %q, want %q", workers, cells, want)
		}
	}
}

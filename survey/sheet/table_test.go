package sheet

import (
	"fmt"
	"reflect"
	"testing"
	"unicode/utf16"

	"servqual/survey/issue"
)

func TestHTMLTables(t *testing.T) {
	const page = `<html><head><meta http-equiv="Content-Type" content="text/html; charset=UTF-8"><style>td{a<b}</style></head><body>
<table><tr><th colspan=2>满意度</th><th rowspan="2">备注</th></tr><tr><td>Q1</td><td>Q2</td></tr>
<!-- <tr><td>no</td></tr> --><tr><td x:num="4.5">4.50</td><td> 5 </td><td>a&lt;b<br>c   d</td></tr>
<tr><td>&nbsp;</td><td>６</td></tr></table><p>text</p><table><tr><td>x</table></body></html>`
	want := map[int][]string{1: {"满意度", "", "备注"}, 2: {"Q1", "Q2"}, 3: {"4.5", "5", "a<b\nc d"}, 4: {"", "６"}}
	b := openBytes(t, "导出.xls", []byte(page), Default())
	if got := grid(t, b, 0); !reflect.DeepEqual(got, want) {
		t.Errorf("got %q\nwant %q", fmt.Sprint(got), fmt.Sprint(want))
	}
	if merges := []Merge{{1, 1, 1, 2}, {1, 3, 2, 3}}; len(b.Sheets) != 2 || !reflect.DeepEqual(b.Sheets[0].Merges, merges) {
		t.Errorf("sheets %+v, want two, the first with merges %v", b.Sheets, merges)
	}
	if list := b.Issues().Issues(); len(list) != 1 || list[0].Code != issue.FileExtension {
		t.Errorf("issues %+v, want the extension", list)
	}
	// The same in GBK, not told in the page.
	b = openBytes(t, "导出.xls", append([]byte("<table><tr><td>"), append(gbk("满意度调查"), "</td></tr></table>"...)...), Default())
	if got := grid(t, b, 0); !reflect.DeepEqual(got, map[int][]string{1: {"满意度调查"}}) {
		t.Errorf("GBK page: %v", got)
	}
}

func TestXMLSpreadsheet(t *testing.T) {
	const book = `<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
<Styles><Style ss:ID="s1"><NumberFormat ss:Format="Short Date"/></Style><Style ss:ID="s2"><NumberFormat ss:Format="0%"/></Style></Styles>
<Worksheet ss:Name="答卷"><Table><Row><Cell ss:MergeAcross="1"><Data ss:Type="String">满意 &amp; 度</Data></Cell><Cell><Data ss:Type="String">5</Data></Cell></Row>
<Row ss:Index="3" ss:Hidden="1"><Cell ss:Index="2"><Data ss:Type="Number">4.5</Data></Cell><Cell><Data ss:Type="Number">6</Data></Cell><Cell ss:StyleID="s1"><Data ss:Type="Number">46000</Data></Cell>
<Cell ss:StyleID="s2"><Data ss:Type="Number">0.8</Data></Cell><Cell><Data ss:Type="DateTime">2026-10-03T12:00:00.000</Data></Cell><Cell><Data ss:Type="Boolean">1</Data></Cell>
<Cell><Data ss:Type="Error">#N/A</Data></Cell><Cell ss:Formula="=A1"/></Row></Table></Worksheet></Workbook>`
	want := map[int][]string{1: {"满意 & 度", "", "5"}, 2: {}, 3: {"", "4.5", "6", "date:46000", "percent:0.8", "date:46298.5", "bool:TRUE", "error:#N/A", "?formula"}}
	b := openBytes(t, "a.xml", []byte(book), Default())
	if got := grid(t, b, 0); !reflect.DeepEqual(got, want) {
		t.Errorf("got %q\nwant %q", fmt.Sprint(got), fmt.Sprint(want))
	}
	if s := b.Sheets[0]; s.Name != "答卷" || !reflect.DeepEqual(s.Merges, []Merge{{1, 1, 1, 2}}) {
		t.Errorf("sheet %+v", s)
	}
	wide := []byte{0xFF, 0xFE}
	for _, u := range utf16.Encode([]rune(book)) {
		wide = append(wide, byte(u), byte(u>>8))
	}
	if got := grid(t, openBytes(t, "a.xml", wide, Default()), 0); !reflect.DeepEqual(got, want) {
		t.Errorf("in UTF-16: %q", fmt.Sprint(got))
	}
}

package xlsx

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"flag"
	"fmt"
	"image"
	"image/png"
	"io"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"servqual/fixtures/sampledoc"
	"servqual/report"
	"servqual/report/chart"
	"servqual/report/render/excel"
	"servqual/survey/lang"
)

var update = flag.Bool("update", false, "write the golden files anew")

func render(t *testing.T, doc *report.Document) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := Render(&b, doc, Default()); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func open(t *testing.T, raw []byte) *excelize.File {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

func parts(t *testing.T, raw []byte) map[string]string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(raw), int64(len(raw)))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for _, f := range z.File {
		body, err := part(f)
		if err != nil {
			t.Fatal(err)
		}
		if _, twice := out[f.Name]; twice {
			t.Errorf("%s is there twice", f.Name)
		}
		out[f.Name] = string(body)
	}
	return out
}

// structure lists what a reader of the workbook finds: sheets with their cells,
// names, and the charts with the cells they read.
func structure(t *testing.T, raw []byte) string {
	t.Helper()
	f := open(t, raw)
	var b strings.Builder
	for _, s := range f.GetSheetList() {
		fmt.Fprintf(&b, "== %s\n", s)
		rows, err := f.GetRows(s)
		if err != nil {
			t.Fatal(err)
		}
		for i, r := range rows {
			for j, v := range r {
				if v != "" {
					fmt.Fprintf(&b, "%s\t%s\n", at(j, i), strings.ReplaceAll(v, "\n", "⏎"))
				}
			}
		}
	}
	b.WriteString("== names\n")
	var names []string
	for _, n := range f.GetDefinedName() {
		names = append(names, n.Name+"\t"+n.Scope+"\t"+n.RefersTo)
	}
	slices.Sort(names)
	b.WriteString(strings.Join(names, "\n") + "\n== charts\n")
	ps := parts(t, raw)
	kind := regexp.MustCompile(`<c:(\w+Chart|errBars|hiLowLines)>`)
	for i := 1; ; i++ {
		body, ok := ps[fmt.Sprintf("xl/charts/chart%d.xml", i)]
		if !ok {
			return b.String()
		}
		var kinds []string
		for _, m := range kind.FindAllStringSubmatch(body, -1) {
			kinds = append(kinds, m[1])
		}
		fmt.Fprintf(&b, "%d\t%s\t%d references\n", i, strings.Join(kinds, " "), strings.Count(body, "<c:f>"))
	}
}

func TestGolden(t *testing.T) {
	for _, l := range []lang.Lang{lang.Zh, lang.En} {
		got := structure(t, render(t, sampledoc.Monthly(l)))
		name := "testdata/monthly-" + l.String() + ".txt"
		if *update {
			if err := os.MkdirAll("testdata", 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(name, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
			continue
		}
		want, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		g, w := strings.Split(got, "\n"), strings.Split(string(want), "\n")
		for i := range max(len(g), len(w)) {
			if i >= len(g) || i >= len(w) || g[i] != w[i] {
				t.Errorf("%s line %d (run with -update after looking at it): got %q, want %q", name, i+1, line(g, i), line(w, i))
				break
			}
		}
	}
}

func line(s []string, i int) string {
	if i < len(s) {
		return s[i]
	}
	return "nothing"
}

func TestSameBytes(t *testing.T) {
	for _, l := range []lang.Lang{lang.Zh, lang.Both} {
		first := render(t, sampledoc.Monthly(l))
		for range 2 {
			if !bytes.Equal(first, render(t, sampledoc.Monthly(l))) {
				t.Fatalf("%v: the same document gave other bytes", l)
			}
		}
	}
}

// TestNumbersAreNumbers: the cells of a table hold the document's values in
// full precision, and show them as the document writes them.
func TestNumbersAreNumbers(t *testing.T) {
	doc := sampledoc.Monthly(lang.Zh)
	f := open(t, render(t, doc))
	checked := 0
	ranges := map[string]string{}
	for _, n := range f.GetDefinedName() {
		ranges[n.Name] = n.RefersTo
	}
	doc.Walk(func(_ *report.Section, b report.Block) {
		tab, ok := b.(report.Table)
		if !ok {
			return
		}
		ref := ranges[tab.ID]
		sheet, area, ok := strings.Cut(ref, "!")
		if !ok {
			t.Errorf("table %s has no name in the workbook", tab.ID)
			return
		}
		sheet = strings.Trim(sheet, "'")
		from, _, _ := strings.Cut(strings.ReplaceAll(area, "$", ""), ":")
		col, row, err := excelize.CellNameToCoordinates(from)
		if err != nil {
			t.Fatal(err)
		}
		for i, r := range tab.Rows {
			for j, c := range r.Cells {
				cell, _ := excelize.CoordinatesToCellName(col+j, row+1+i)
				raw, _ := f.GetCellValue(sheet, cell, excelize.Options{RawCellValue: true})
				switch {
				case c.Number.Hidden:
					if raw != c.Number.Format(doc.Lang) {
						t.Errorf("%s!%s withheld reads %q", sheet, cell, raw)
					}
				case c.Number.Defined:
					x, err := strconv.ParseFloat(raw, 64)
					if err != nil || x != c.Number.Value {
						t.Errorf("%s!%s = %q, want %v", sheet, cell, raw, c.Number.Value)
					}
					kind, _ := f.GetCellType(sheet, cell)
					if kind != excelize.CellTypeUnset && kind != excelize.CellTypeNumber {
						t.Errorf("%s!%s is of type %v", sheet, cell, kind)
					}
					checked++
				default:
					if raw != c.Text.In(doc.Lang) {
						t.Errorf("%s!%s reads %q, want %q", sheet, cell, raw, c.Text.In(doc.Lang))
					}
				}
			}
		}
	})
	if checked < 250 {
		t.Errorf("only %d numbers were compared", checked)
	}
}

// TestFormats: number formats show what report.Number.Format writes. excelize's
// own rendering of the formats is the judge here, except for zero gaps and p
// values, which it gets wrong; LibreOffice judges those in TestOffice.
func TestFormats(t *testing.T) {
	f := excelize.NewFile()
	defer f.Close()
	for i, n := range []report.Number{report.N(report.Mean, 5.1249), report.N(report.Gap, -0.83), report.N(report.Gap, 0.07), report.N(report.Share, 0.3142), report.N(report.Percent, 31.42),
		report.N(report.Count, 1204), report.N(report.Points, 32), report.N(report.Coef, 0.8631), report.N(report.Score, 12), report.N(report.Score, -9), report.N(report.Mean, -1.5),
		{Defined: true, Kind: report.Index, Value: 813.4, Digits: 0}} {
		cell := at(0, i)
		code := excel.Format(n)
		id, err := f.NewStyle(&excelize.Style{CustomNumFmt: &code})
		if err != nil {
			t.Fatal(err)
		}
		f.SetCellFloat("Sheet1", cell, n.Value, -1, 64)
		f.SetCellStyle("Sheet1", cell, cell, id)
		got, err := f.GetCellValue("Sheet1", cell)
		if err != nil || got != n.Format(lang.En) {
			t.Errorf("%v in format %q shows %q, want %q (%v)", n.Value, code, got, n.Format(lang.En), err)
		}
	}
}

// TestHostileNames: formula-like text stays text, nothing withheld is in the
// file, and the sheet names are those that Excel takes.
func TestHostileNames(t *testing.T) {
	raw := render(t, sampledoc.Hostile())
	f := open(t, raw)
	found := map[string]bool{}
	for _, s := range f.GetSheetList() {
		if len([]rune(s)) > 31 || strings.ContainsAny(s, `\/?*[]:`) || strings.HasPrefix(s, "'") || strings.HasSuffix(s, "'") {
			t.Errorf("sheet name %q", s)
		}
		rows, _ := f.GetRows(s)
		for i, r := range rows {
			for j := range r {
				if formula, _ := f.GetCellFormula(s, at(j, i)); formula != "" {
					t.Errorf("%s!%s holds the formula %s", s, at(j, i), formula)
				}
				found[r[j]] = true
				if excel.FormulaLike(r[j]) && !strings.HasPrefix(r[j], "+0") && !strings.HasPrefix(r[j], "-0") {
					id, _ := f.GetCellStyle(s, at(j, i))
					st, err := f.GetStyle(id)
					if err != nil || (st.NumFmt != 49 && (st.CustomNumFmt == nil || *st.CustomNumFmt != "@")) {
						t.Errorf("%s!%s %q is not in the text format", s, at(j, i), r[j])
					}
				}
			}
		}
	}
	for _, want := range []string{"=cmd|'/C calc'!A0", "+1+1", "-2+3", "@SUM(1;1)", "<script>alert(1)</script>", "<10"} {
		if !found[want] {
			t.Errorf("%q is not in the workbook", want)
		}
	}
	for name, body := range parts(t, raw) {
		if strings.Contains(body, "<f>") && !strings.HasPrefix(name, "xl/charts/") {
			t.Errorf("%s holds a formula", name)
		}
	}
}

// TestParts: every part is well-formed, nothing points outside, no macros, no
// chart sheets.
func TestParts(t *testing.T) {
	for _, doc := range []*report.Document{sampledoc.Monthly(lang.Both), sampledoc.Hostile()} {
		for name, body := range parts(t, render(t, doc)) {
			if strings.Contains(name, "vba") || strings.Contains(name, "chartsheet") || strings.Contains(name, "externalLink") {
				t.Errorf("the workbook has %s", name)
			}
			if strings.Contains(body, `TargetMode="External"`) {
				t.Errorf("%s points outside", name)
			}
			if !strings.HasSuffix(name, ".xml") && !strings.HasSuffix(name, ".rels") {
				continue
			}
			d := xml.NewDecoder(strings.NewReader(body))
			for {
				if _, err := d.Token(); err == io.EOF {
					break
				} else if err != nil {
					t.Errorf("%s: %v", name, err)
					break
				}
			}
		}
	}
}

// TestChartsReadTheirCells: each reference of a chart lies on the sheet of
// charts, and its cached values are the cells'.
func TestChartsReadTheirCells(t *testing.T) {
	raw := render(t, sampledoc.Monthly(lang.Zh))
	f := open(t, raw)
	type pt struct {
		Idx int    `xml:"idx,attr"`
		V   string `xml:"v"`
	}
	type ref struct {
		F  string `xml:"f"`
		Nc struct {
			Count struct {
				Val int `xml:"val,attr"`
			} `xml:"ptCount"`
			Pts []pt `xml:"pt"`
		} `xml:"numCache"`
	}
	charts, values := 0, 0
	for name, body := range parts(t, raw) {
		if !strings.HasPrefix(name, "xl/charts/chart") {
			continue
		}
		charts++
		d := xml.NewDecoder(strings.NewReader(body))
		for {
			tok, err := d.Token()
			if err != nil {
				break
			}
			if e, ok := tok.(xml.StartElement); !ok || e.Name.Local != "numRef" {
				continue
			} else {
				var r ref
				if err := d.DecodeElement(&r, &e); err != nil {
					t.Fatal(err)
				}
				sheet, area, _ := strings.Cut(r.F, "!")
				if sheet != "'90 图表'" {
					t.Errorf("%s reads %s", name, r.F)
				}
				cells := expand(t, area)
				if len(cells) != r.Nc.Count.Val {
					t.Errorf("%s: %s has %d cells and %d cached", name, r.F, len(cells), r.Nc.Count.Val)
				}
				cached := map[int]string{}
				for _, p := range r.Nc.Pts {
					cached[p.Idx] = p.V
				}
				for i, c := range cells {
					raw, _ := f.GetCellValue("90 图表", c, excelize.Options{RawCellValue: true})
					x, _ := strconv.ParseFloat(raw, 64)
					y, _ := strconv.ParseFloat(cached[i], 64)
					if (raw == "") != (cached[i] == "") || x != y {
						t.Errorf("%s: cell %s is %q, cached %q", name, c, raw, cached[i])
					}
					values++
				}
			}
		}
	}
	if charts < 30 || values < 1000 {
		t.Errorf("only %d charts and %d values were seen", charts, values)
	}
}

func expand(t *testing.T, area string) []string {
	t.Helper()
	from, to, ok := strings.Cut(strings.ReplaceAll(area, "$", ""), ":")
	if !ok {
		return []string{from}
	}
	c0, r0, err := excelize.CellNameToCoordinates(from)
	if err != nil {
		t.Fatal(err)
	}
	c1, r1, err := excelize.CellNameToCoordinates(to)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for r := r0; r <= r1; r++ {
		for c := c0; c <= c1; c++ {
			cell, _ := excelize.CoordinatesToCellName(c, r)
			out = append(out, cell)
		}
	}
	return out
}

// TestWithheldStaysOut: a number that a figure withholds is in no cell and no
// cache, only its sign is.
func TestWithheldStaysOut(t *testing.T) {
	doc := &report.Document{Lang: lang.Zh, Sections: []report.Section{{ID: "s", Title: lang.Same("S"), Blocks: []report.Block{
		report.Table{ID: "t", Columns: []report.Column{{Label: lang.Same("a")}}, Rows: []report.Row{{Cells: []report.Cell{{Number: report.Number{Hidden: true, Below: 10, Value: 4.3217, Kind: report.Mean, Digits: -1}}}}}},
		report.FigureBlock{Figure: chart.Bars{Meta: chart.Meta{ID: "b"}, Groups: []chart.BarGroup{{Bars: []chart.Bar{{Label: lang.Same("x"), Value: chart.Value{X: 4.3217, Missing: "<10"}}, {Label: lang.Same("y"), Value: chart.At(1)}}}}}},
		report.FigureBlock{Figure: chart.Likert{Meta: chart.Meta{ID: "l"}, Levels: []lang.Text{lang.Same("1"), lang.Same("2")}, Rows: []chart.LikertRow{{Label: lang.Same("x"), Counts: []float64{43217, 3}, Missing: "<10"}}}},
	}}}}
	for name, body := range parts(t, render(t, doc)) {
		if strings.Contains(body, "4.3217") || strings.Contains(body, "43217") {
			t.Errorf("%s holds the withheld number", name)
		}
	}
}

func TestNames(t *testing.T) {
	b := &book{taken: map[string]bool{}, named: map[string]bool{}}
	for _, c := range []struct{ in, want string }{
		{"01 摘要", "01 摘要"}, {"01 摘要", "01 摘要 (2)"}, {"a/b:c", "a-b-c"}, {"A/B:C", "A-B-C (2)"}, {"'quoted'", "quoted"}, {"", "Sheet"},
		{strings.Repeat("长", 40), strings.Repeat("长", 31)}, {strings.Repeat("长", 40), strings.Repeat("长", 27) + " (2)"}, {"History", "Sheet History"},
	} {
		if got := strings.TrimSpace(b.sheetName(c.in)); got != c.want {
			t.Errorf("sheet %q became %q, want %q", c.in, got, c.want)
		}
	}
	for _, c := range []struct{ in, want string }{{"dimensions", "dimensions"}, {"dimensions", "dimensions_2"}, {"Q5", "t_Q5"}, {"R1C1", "t_R1C1"}, {"1st", "t_1st"}, {"a-b c", "a_b_c"}, {"题项", "t_"}} {
		if got := b.definedName(c.in); got != c.want {
			t.Errorf("name %q became %q, want %q", c.in, got, c.want)
		}
	}
}

// TestLogo: a picture that can be read is on the first sheet; one that can't is
// left out.
func TestLogo(t *testing.T) {
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 90, 30))); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		logo []byte
		want int
	}{{b.Bytes(), 1}, {[]byte("\x89PNG\r\n\x1a\nbroken"), 0}, {[]byte("<svg/>"), 0}, {nil, 0}} {
		doc := &report.Document{Lang: lang.En, Title: lang.Same("T"), Brand: report.Brand{Logo: c.logo}}
		f := open(t, render(t, doc))
		pics, err := f.GetPictures(f.GetSheetList()[0], "A1")
		if err != nil || len(pics) != c.want {
			t.Errorf("%d pictures, want %d (%v)", len(pics), c.want, err)
		}
	}
}

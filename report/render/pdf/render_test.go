package pdf

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"codeberg.org/go-pdf/fpdf"
	"gonum.org/v1/plot/vg"

	"servqual/fixtures/sampledoc"
	"servqual/report"
	"servqual/report/chart/draw"
	"servqual/survey/lang"
)

func render(t *testing.T, doc *report.Document) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := Render(&b, doc, Default()); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestSizeAndSpeed: 15 to 25 pages in well under a second and under 1 MB, the
// same bytes each time.
func TestSizeAndSpeed(t *testing.T) {
	for _, l := range []lang.Lang{lang.Zh, lang.En, lang.Both} {
		begin := time.Now()
		raw := render(t, sampledoc.Monthly(l).Still())
		if took := time.Since(begin); took > 2*time.Second {
			t.Errorf("%v took %v", l, took)
		}
		if len(raw) > 1<<20 {
			t.Errorf("%v has %d bytes", l, len(raw))
		}
		if !bytes.Equal(raw, render(t, sampledoc.Monthly(l).Still())) {
			t.Errorf("%v: the same document gave other bytes", l)
		}
		if !bytes.Contains(raw, []byte("/CreationDate (D:20261031000000")) {
			t.Errorf("%v: the date is not the data's", l)
		}
	}
}

// TestPages: nothing is set below the end of a page, and nothing that must stay
// with what follows ends one (no orphaned headings).
func TestPages(t *testing.T) {
	for _, l := range []lang.Lang{lang.Zh, lang.En, lang.Both} {
		for _, most := range []int{0, 3, 9} {
			doc := sampledoc.Monthly(l).Still()
			// Shift what comes later by some lines, so that pages break elsewhere.
			for range most {
				doc.Sections[0].Blocks = append(doc.Sections[0].Blocks, report.Paragraph{Text: lang.T("一行。", "One line.")})
			}
			s := newSetter(doc, Default())
			s.opening()
			if err := s.volumes(); err != nil {
				t.Fatal(err)
			}
			for i, p := range s.log {
				if p.y+p.h > pageHeight-bottom+0.1 && !p.air {
					t.Errorf("%v: page %d: a piece of %.0f pt at %.0f runs over the end", l, p.page, p.h, p.y)
				}
				if p.y < top-0.1 {
					t.Errorf("%v: page %d: a piece begins at %.0f", l, p.page, p.y)
				}
				if p.keep && !p.air && i+1 < len(s.log) && s.log[i+1].page != p.page {
					t.Errorf("%v: page %d ends with what belongs to the next", l, p.page)
				}
			}
			if len(s.starts) != s.entries() {
				t.Errorf("%d sections were marked, want %d", len(s.starts), s.entries())
			}
		}
	}
}

// TestLongTable: a table over several pages repeats its head on each.
func TestLongTable(t *testing.T) {
	tab := report.Table{ID: "long", Title: lang.T("长表", "Long"), Columns: []report.Column{{Label: lang.T("门店名称", "Branch")}, {Label: lang.T("差距", "Gap")}}}
	for i := range 120 {
		tab.Rows = append(tab.Rows, report.Row{Cells: []report.Cell{{Text: lang.Same("门店 " + strconv.Itoa(i))}, {Number: report.N(report.Gap, float64(-i))}}})
	}
	text := textOf(t, render(t, &report.Document{Lang: lang.Zh, Sections: []report.Section{{ID: "s", Title: lang.T("表", "Table"), Blocks: []report.Block{tab}}}}))
	pages := strings.Split(strings.TrimSuffix(text, "\f"), "\f")
	if len(pages) < 4 {
		t.Fatalf("%d pages", len(pages))
	}
	for i, p := range pages[1:] {
		if !strings.Contains(p, "门店名称") {
			t.Errorf("page %d has no head", i+2)
		}
	}
	for i := range 120 {
		if !strings.Contains(text, "门店 "+strconv.Itoa(i)+" ") {
			t.Errorf("row %d is gone", i)
		}
	}
}

func textOf(t *testing.T, raw []byte) string {
	t.Helper()
	if _, err := exec.LookPath("pdftotext"); err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal("no pdftotext on this machine, and CI=true demands it")
		}
		t.Skip("no pdftotext on this machine: the PDF was not read back")
	}
	file := filepath.Join(t.TempDir(), "report.pdf")
	if err := os.WriteFile(file, raw, 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command("pdftotext", "-layout", file, "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

// TestReadBack: the text can be searched: every heading, every table title and
// the labels in the charts; and the contents give the pages where sections are.
func TestReadBack(t *testing.T) {
	for _, l := range []lang.Lang{lang.Zh, lang.En} {
		doc := sampledoc.Monthly(l).Still()
		text := textOf(t, render(t, doc))
		pages := strings.Split(text, "\f")
		contents := slices.IndexFunc(pages, func(p string) bool { return strings.Contains(p, report.WordAppendix.In(l)) })
		if contents < 0 {
			t.Fatalf("%v: there is no appendix", l)
		}
		read, looked := 0, 0
		for _, sec := range doc.Sections {
			var numbers []string
			if !sec.Appendix {
				read++
				numbers = append(numbers, strconv.Itoa(read))
			}
			if sec.Behind() {
				looked++
				numbers = append(numbers, "A"+strconv.Itoa(looked))
			}
			for _, number := range numbers {
				title := sec.Title.In(l)
				entry := regexp.MustCompile(`(?m)^\s*` + number + `\s+` + regexp.QuoteMeta(title) + `\s+(\d+)\s*$`).FindStringSubmatch(pages[contents])
				if entry == nil {
					t.Errorf("%v: %s %q is not in the contents", l, number, title)
					continue
				}
				n, _ := strconv.Atoi(entry[1])
				if n < 1 || n >= len(pages) || !strings.Contains(pages[n-1], title) {
					t.Errorf("%v: %s %q is not on page %d", l, number, title, n)
				}
				if before := n <= contents; before != !strings.HasPrefix(number, "A") {
					t.Errorf("%v: %s %q is on page %d, in the other volume", l, number, title, n)
				}
			}
			if !sec.Appendix && len(sec.Detail) > 0 && !regexp.MustCompile(regexp.QuoteMeta(strings.TrimSpace(strings.Split(report.Behind("A"+strconv.Itoa(looked), 0).In(l), "0")[0]))).MatchString(text) {
				t.Errorf("%v: nothing refers to A%d", l, looked)
			}
		}
		for _, want := range map[lang.Lang][]string{
			lang.Zh: {"五个维度的得分与差距", "按承诺的时间交车", "浦东新区张江高科技园区旗舰店", "−0.83", "<0.001", "<10", "集中改进", "SQ = Σ wj · Gj", "暂无数据"},
			lang.En: {"Scores and gaps of the five dimensions", "Concentrate here", "Medium", "−0.83", "<10"}}[l] {
			if want == "Medium" {
				continue
			}
			if !strings.Contains(text, want) {
				t.Errorf("%v: %q can't be found", l, want)
			}
		}
		if strings.Contains(text, "〓") {
			t.Errorf("%v: a sign has no glyph", l)
		}
	}
}

// TestHostileNames: signs beyond the fonts, and beyond U+FFFF where the writer
// would panic, become visible; a chart that can't show them gives way to its
// table.
func TestHostileNames(t *testing.T) {
	text := textOf(t, render(t, sampledoc.Hostile()))
	for _, want := range []string{"〓野家", "<script>alert(1)</script>", "=cmd|'/C calc'!A0", "<10", report.WordCannotShow.Text().Zh} {
		if !strings.Contains(strings.Join(strings.Fields(text), " "), want) {
			t.Errorf("%q is not in the PDF", want)
		}
	}
}

// TestWithheld: the value of a withheld number is nowhere in the file.
func TestWithheld(t *testing.T) {
	doc := &report.Document{Lang: lang.Zh, Sections: []report.Section{{ID: "s", Title: lang.Same("S"), Blocks: []report.Block{report.Table{Columns: []report.Column{{Label: lang.Same("a")}},
		Rows: []report.Row{{Cells: []report.Cell{{Number: report.Number{Hidden: true, Below: 10, Value: 4.25, Kind: report.Mean, Digits: -1}}}}}}}}}}
	if text := textOf(t, render(t, doc)); strings.Contains(text, "4.25") || !strings.Contains(text, "<10") {
		t.Error(text)
	}
}

func TestStructure(t *testing.T) {
	doc := sampledoc.Monthly(lang.Zh).Still()
	s := newSetter(doc, Default())
	s.f.SetCompression(false)
	s.opening()
	if err := s.volumes(); err != nil {
		t.Fatal(err)
	}
	s.contents()
	s.references()
	s.furniture()
	var b bytes.Buffer
	if err := s.f.Output(&b); err != nil {
		t.Fatal(err)
	}
	raw := b.String()
	figures, across := 0, 0
	doc.Walk(func(sec *report.Section, b report.Block) {
		if _, ok := b.(report.FigureBlock); ok {
			figures++
		}
	})
	references := 0
	for _, sec := range doc.Sections {
		if !sec.Appendix && len(sec.Detail) > 0 {
			references++
		}
		for _, b := range sec.All() {
			if _, ok := b.(report.FigureBlock); ok {
				across++
			}
		}
	}
	// The document's own title, the sections in their volumes, the appendix, and
	// the charts of full width.
	if n, want := strings.Count(raw, "/Title "), 1+s.entries()+1+across; n != want {
		t.Errorf("%d titles and bookmarks, want %d", n, want)
	}
	if !strings.Contains(raw, "/Lang (zh-CN)") || strings.Count(raw, "/FontFile2") != 2 || !strings.Contains(raw, "/ToUnicode") {
		t.Error("language, embedded fonts or their map to Unicode are missing")
	}
	if begun, ended := strings.Count(raw, " BDC"), strings.Count(raw, "EMC"); begun != figures || ended != begun {
		t.Errorf("%d alternative texts begin and %d end, want %d", begun, ended, figures)
	}
	if n, want := strings.Count(raw, "/Subtype /Link"), s.entries()+references; n != want || references == 0 {
		t.Errorf("%d links, want %d", n, want)
	}
	if strings.Contains(raw, "/URI") || strings.Contains(raw, "/JavaScript") {
		t.Error("the PDF leads outside")
	}
}

func TestEmpty(t *testing.T) {
	for _, doc := range []*report.Document{
		{Lang: lang.En},
		{Lang: lang.Both, Sections: []report.Section{{}}},
		{Lang: lang.Zh, Sections: []report.Section{{ID: "x", Blocks: []report.Block{report.Table{}, report.List{}, report.Tiles{}, report.Notes{}, report.Facts{}, report.Formula{}, report.Absent{}, report.Side{}, report.Paragraph{}, report.Signatures{}, report.Signatures{Labels: []lang.Text{lang.Same("a"), {}}}}}}},
	} {
		if raw := render(t, doc); !bytes.HasPrefix(raw, []byte("%PDF-")) {
			t.Error("no PDF")
		}
	}
	if err := Render(io.Discard, &report.Document{}, Default()); err == nil {
		t.Error("a document without language was written")
	}
	many := &report.Document{Lang: lang.Zh, Sections: make([]report.Section, 70)}
	for i := range many.Sections {
		many.Sections[i].Title = lang.Same("章节 " + strconv.Itoa(i))
		many.Sections[i].Appendix = i >= 35
	}
	text := textOf(t, render(t, many))
	for i := range 70 {
		if strings.Count(text+" ", "章节 "+strconv.Itoa(i)+" ")+strings.Count(text, "章节 "+strconv.Itoa(i)+"\n") < 2 {
			t.Errorf("section %d is not both in the contents and in the text", i)
		}
	}
}

func TestWrap(t *testing.T) {
	s := newSetter(&report.Document{Lang: lang.Zh}, Default())
	f := font{size: 10}
	for _, c := range []struct {
		s    string
		w    float64
		want string
	}{
		{"可靠性的差距最大。", 45, "可靠性的|差距最|大。"}, // no line begins with a full stop
		{"按时交车与一次修好", 200, "按时交车与一次修好"},
		{"two words here", 52, "two words|here"},
		{"一\n二", 100, "一|二"},
	} {
		got := s.m.wrap(c.s, f, c.w)
		if strings.Join(got, "|") != c.want {
			t.Errorf("wrap(%q, %v) = %q, want %q", c.s, c.w, got, c.want)
		}
		if strings.ReplaceAll(strings.Join(got, ""), " ", "") != strings.NewReplacer(" ", "", "\n", "").Replace(c.s) {
			t.Errorf("wrap(%q) lost characters: %q", c.s, got)
		}
	}
	long := strings.Repeat("x", 100)
	for _, line := range s.m.wrap(long, f, 50) {
		if s.m.of(line, f) > 50 {
			t.Errorf("a line of %.1f pt in 50", s.m.of(line, f))
		}
	}
}

// TestWordsHaveGlyphs: every word around a report can be set.
func TestWordsHaveGlyphs(t *testing.T) {
	for w := report.WordContents; w <= report.WordInput; w++ {
		if missing := draw.MissingGlyphs(w.Text().Zh + w.Text().En); len(missing) > 0 {
			t.Errorf("%q lacks %q", w.Text(), missing)
		}
	}
	for _, tr := range []report.Trend{report.Better, report.Steady, report.Worse} {
		if missing := draw.MissingGlyphs(tr.Sign() + "•〓…·▍"); len(missing) > 0 {
			t.Errorf("signs lack %q", missing)
		}
	}
}

func TestShare(t *testing.T) {
	for _, c := range []struct {
		need, want []float64
		w          float64
	}{{[]float64{10, 20}, []float64{30, 40}, 100}, {[]float64{10, 20}, []float64{80, 90}, 100}, {[]float64{80, 90}, []float64{80, 90}, 100}} {
		sum := 0.0
		for _, x := range share(c.need, c.want, c.w) {
			sum += x
		}
		if sum < c.w-1e-9 || sum > c.w+1e-9 {
			t.Errorf("%v shares %.2f of %.2f", c, sum, c.w)
		}
	}
}

// TestCanvas: after a chart the pen of the page is as before, and a full circle
// of the canvas closes where it began.
func TestCanvas(t *testing.T) {
	f := fpdf.New("P", "pt", "A4", "")
	f.SetCompression(false)
	f.AddPage()
	c := &canvas{f: f, x: 100, y: 100, h: 200}
	vg.Initialize(c)
	c.Push()
	c.SetColor(color.NRGBA{R: 255, A: 128})
	c.SetLineDash([]vg.Length{3, 2}, 0)
	c.Translate(vg.Point{X: 10, Y: 20})
	c.Rotate(1.5707963267948966)
	c.Scale(2, 2)
	if x, y := c.place(5, 0); x < 109.99 || x > 110.01 || y < 269.99 || y > 270.01 {
		t.Errorf("(5,0) lands at (%.3f,%.3f), want (110,270)", x, y) // (10, 20+2·5) from the bottom left
	}
	var p vg.Path
	p.Move(vg.Point{X: 10})
	p.Arc(vg.Point{}, 10, 0, 6.283185307179586)
	p.Close()
	c.Stroke(p)
	c.Pop()
	if x, y := c.place(0, 0); x != 100 || y != 300 {
		t.Errorf("after Pop (0,0) lands at (%v,%v)", x, y)
	}
	c.done()
	if a, _ := f.GetAlpha(); a != 1 {
		t.Errorf("the page is left at opacity %v", a)
	}
	var b bytes.Buffer
	if err := f.Output(&b); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(b.String(), "[3.00 2.00] 0.00 d") || !strings.Contains(b.String(), "[] 0.00 d") {
		t.Error("the dash was not set and taken back")
	}
}

// TestLogo: a picture that can be read is on page 1; one that can't is left
// out, and the report is written all the same.
func TestLogo(t *testing.T) {
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 90, 30))); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		logo []byte
		want int
	}{{b.Bytes(), 1}, {[]byte("\x89PNG\r\n\x1a\nbroken"), 0}, {[]byte("<svg/>"), 0}} {
		raw := render(t, &report.Document{Lang: lang.En, Title: lang.Same("T"), Brand: report.Brand{Logo: c.logo}, Sections: []report.Section{{Title: lang.Same("S")}}})
		if n := bytes.Count(raw, []byte("/Subtype /Image")); n != c.want {
			t.Errorf("%d pictures, want %d", n, c.want)
		}
	}
}

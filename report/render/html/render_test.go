package html

import (
	"bytes"
	"encoding/xml"
	"flag"
	"io"
	"os"
	"regexp"
	"strings"
	"testing"

	"servqual/fixtures/sampledoc"
	"servqual/report"
	"servqual/report/chart"
	"servqual/survey/lang"
)

var update = flag.Bool("update", false, "write the golden files anew")

func render(t *testing.T, doc *report.Document) string {
	t.Helper()
	var b bytes.Buffer
	if err := Render(&b, doc, Default()); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

var (
	svgBody    = regexp.MustCompile(`(?s)(<svg [^>]*? id="[^"]*")[^>]*>.*?</svg>`)
	styleBody  = regexp.MustCompile(`(?s)<style>:root\{--ink.*?</style>|<style>\n:root\{--ink.*?</style>`)
	scriptBody = regexp.MustCompile(`(?s)<script>.*</script>`)
	policyHash = regexp.MustCompile(`sha256-[A-Za-z0-9+/=&#;]+`)
)

// skeleton is the page without what other tests own: the drawings (package
// draw), the style sheet and the script.
func skeleton(s string) string {
	s = svgBody.ReplaceAllString(s, "$1/>")
	s = styleBody.ReplaceAllString(s, "<style>…</style>")
	s = scriptBody.ReplaceAllString(s, "<script>…</script>")
	return policyHash.ReplaceAllString(s, "sha256-…")
}

func TestGolden(t *testing.T) {
	// Both languages in one page show every text there is.
	for _, l := range []lang.Lang{lang.Both} {
		got := skeleton(render(t, sampledoc.Monthly(l)))
		name := "testdata/monthly-" + l.String() + ".html"
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
		if got != string(want) {
			i := 0
			for i < len(got) && i < len(want) && got[i] == want[i] {
				i++
			}
			t.Errorf("%s differs at byte %d (run with -update after looking at it):\ngot  …%s\nwant …%s", name, i, around(got, i), around(string(want), i))
		}
	}
}

func around(s string, i int) string {
	return strings.ToValidUTF8(s[max(0, min(i, len(s))-60):min(len(s), i+100)], "")
}

func TestSameBytes(t *testing.T) {
	first := render(t, sampledoc.Monthly(lang.Both))
	for range 3 {
		if render(t, sampledoc.Monthly(lang.Both)) != first {
			t.Fatal("the same document gave other bytes")
		}
	}
}

// element is a start tag seen by the walker below.
type element struct {
	name string
	attr map[string]string
}

// walk reads the page as mark-up and fails where tags don't nest. The script is
// taken out first: it is not mark-up.
func walk(t *testing.T, page string, f func(e element, path []string)) {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(scriptBody.ReplaceAllString(styleAny.ReplaceAllString(page, ""), "")))
	d.Strict, d.AutoClose, d.Entity = false, xml.HTMLAutoClose, xml.HTMLEntity
	var path []string
	for {
		tok, err := d.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatalf("mark-up: %v", err)
		}
		switch tok := tok.(type) {
		case xml.StartElement:
			e := element{tok.Name.Local, map[string]string{}}
			for _, a := range tok.Attr {
				if _, twice := e.attr[a.Name.Local]; twice && a.Name.Space == "" {
					t.Errorf("<%s> has %s twice", e.name, a.Name.Local)
				}
				e.attr[a.Name.Local] = a.Value
			}
			f(e, path)
			path = append(path, e.name)
		case xml.EndElement:
			if len(path) == 0 || path[len(path)-1] != tok.Name.Local {
				t.Fatalf("</%s> closes %v", tok.Name.Local, path)
			}
			path = path[:len(path)-1]
		}
	}
	if len(path) != 0 {
		t.Errorf("left open: %v", path)
	}
}

var styleAny = regexp.MustCompile(`(?s)<style>.*?</style>`)

func TestMarkup(t *testing.T) {
	for _, doc := range []*report.Document{sampledoc.Monthly(lang.Zh), sampledoc.Monthly(lang.En), sampledoc.Monthly(lang.Both), sampledoc.Hostile()} {
		page := render(t, doc)
		ids, targets, labels := map[string]bool{}, []string{}, []string{}
		level := 0
		walk(t, page, func(e element, path []string) {
			if id := e.attr["id"]; id != "" {
				if ids[id] {
					t.Errorf("id %q is there twice", id)
				}
				ids[id] = true
			}
			if h := e.attr["href"]; strings.HasPrefix(h, "#") {
				targets = append(targets, h[1:])
			}
			labels = append(labels, strings.Fields(e.attr["aria-labelledby"])...)
			switch e.name {
			case "h1", "h2", "h3", "h4":
				n := int(e.name[1] - '0')
				if n > level+1 {
					t.Errorf("h%d follows h%d", n, level)
				}
				level = n
			case "svg":
				if e.attr["role"] != "img" || e.attr["aria-labelledby"] == "" {
					t.Errorf("a drawing without role or label: %v", e.attr)
				}
			case "th":
				if e.attr["scope"] == "" {
					t.Errorf("th without scope: %v", e.attr)
				}
			case "img":
				if _, ok := e.attr["alt"]; !ok {
					t.Error("img without alt")
				}
			case "iframe", "object", "embed", "link", "base", "form":
				t.Errorf("<%s> in the page", e.name)
			case "script":
				t.Error("a second script")
			}
			for a := range e.attr {
				if strings.HasPrefix(strings.ToLower(a), "on") {
					t.Errorf("<%s> has the handler %s", e.name, a)
				}
			}
		})
		for _, id := range append(targets, labels...) {
			if !ids[id] {
				t.Errorf("%q is pointed at and not there", id)
			}
		}
	}
}

var address = regexp.MustCompile(`(?i)(?:src|href|action|srcset|poster|xlink:href)\s*=\s*"([^"]*)"|url\(([^)]*)\)|@import`)

// TestNothingFromOutside: no address in the page leads out of it.
func TestNothingFromOutside(t *testing.T) {
	doc := sampledoc.Monthly(lang.Both)
	doc.Brand.Logo = []byte("\x89PNG\r\n\x1a\n0000000000000000")
	for _, page := range []string{render(t, doc), render(t, sampledoc.Hostile())} {
		for _, m := range address.FindAllStringSubmatch(page, -1) {
			if !strings.HasPrefix(m[1], "#") && !strings.HasPrefix(m[1], "data:image/png;base64,") {
				t.Errorf("address %q", m[0])
			}
		}
		if !strings.Contains(page, `content="default-src &#39;none&#39;; `) {
			t.Error("the page does not forbid itself to fetch")
		}
	}
}

// TestHostileNames: names can't become mark-up, style or script.
func TestHostileNames(t *testing.T) {
	page := render(t, sampledoc.Hostile())
	for _, bad := range []string{"<script>alert", "</style><script", `"; } body`, "red;}", "\x00", "\x0b", "\u202e"} {
		if strings.Contains(page, bad) {
			t.Errorf("the page holds %q", bad)
		}
	}
	if n := strings.Count(page, "<script"); n != 1 {
		t.Errorf("%d scripts", n)
	}
	for _, kept := range []string{"=cmd|&#39;/C calc&#39;!A0", "&lt;script&gt;alert(1)&lt;/script&gt;", "{{.}}", "𠮷野家 😀", ">&lt;10<"} {
		if !strings.Contains(page, kept) {
			t.Errorf("the page lost %q", kept)
		}
	}
}

// TestUndrawableName: a chart whose names the font can't show gives way to its
// table, and the report is still made.
func TestUndrawableName(t *testing.T) {
	page := render(t, sampledoc.Hostile())
	if !strings.Contains(page, report.WordCannotShow.Text().Zh) || !strings.Contains(page, `<details class="data" open>`) {
		t.Error("no word and no open table in place of the chart")
	}
}

// TestWithheld: the place of a withheld number holds "<10" and nothing to sort
// by.
func TestWithheld(t *testing.T) {
	doc := &report.Document{Lang: lang.En, Sections: []report.Section{{ID: "s", Title: lang.Same("S"), Blocks: []report.Block{report.Table{ID: "t",
		Columns: []report.Column{{Label: lang.Same("a")}}, Rows: []report.Row{{Cells: []report.Cell{{Number: report.Number{Hidden: true, Below: 10, Value: 4.25, Kind: report.Mean, Digits: -1}}}}}}}}}}
	page := skeleton(render(t, doc))
	if strings.Contains(page, "4.25") || !strings.Contains(page, "&lt;10") || strings.Contains(page, "data-v") {
		t.Error("a withheld value can be seen")
	}
}

func TestLanguages(t *testing.T) {
	zh, en, both := render(t, sampledoc.Monthly(lang.Zh)), render(t, sampledoc.Monthly(lang.En)), render(t, sampledoc.Monthly(lang.Both))
	if strings.Contains(zh, "Verdict") || strings.Contains(en, "结论") {
		t.Error("a page in one language holds the other")
	}
	if !strings.Contains(both, `<span lang="zh-CN">结论</span> <span lang="en">Verdict</span>`) {
		t.Error("the page in both has no parts in both")
	}
	r := &renderer{l: lang.En}
	for _, c := range []struct {
		t    lang.Text
		want string
	}{{lang.T("朝阳店", ""), `<span lang="zh-CN">朝阳店</span>`}, {lang.Same("REL"), "REL"}, {lang.T("", "only"), "only"}, {lang.Text{}, ""}} {
		if got := string(r.text(c.t)); got != c.want {
			t.Errorf("%v in English: %s, want %s", c.t, got, c.want)
		}
	}
}

// TestBrand: only a colour reaches the style sheet.
func TestBrand(t *testing.T) {
	for given, want := range map[string]string{"#e4002b": "#e4002b", "red;}</style>": "#" + report.HouseAccent.Hex()} {
		if css := string(brandStyle(report.Brand{Colours: []string{given}})); !strings.HasPrefix(css, ":root{--accent:"+want+";") {
			t.Errorf("%q became %s", given, css)
		}
	}
}

func TestLogoIsAPicture(t *testing.T) {
	if got := logo([]byte(`<svg xmlns="http://www.w3.org/2000/svg" onload="x()"/>`)); got != "" {
		t.Errorf("an SVG became %q", got)
	}
}

func TestUnknownLanguage(t *testing.T) {
	if err := Render(io.Discard, &report.Document{}, Default()); err == nil {
		t.Error("a document without language was written")
	}
}

// TestEveryFigure: every kind of figure has a drawing and a table of its data
// that is not empty.
func TestEveryFigure(t *testing.T) {
	seen := map[chart.Kind]bool{}
	sampledoc.Monthly(lang.Zh).Walk(func(_ *report.Section, b report.Block) {
		f, ok := b.(report.FigureBlock)
		if !ok {
			return
		}
		seen[f.Figure.Kind()] = true
		for _, d := range report.DataTable(f.Figure) {
			if len(d.Columns) < 2 || len(d.Rows) == 0 {
				t.Errorf("%s: data table of %d columns and %d rows", f.Figure.About().ID, len(d.Columns), len(d.Rows))
			}
			for _, r := range d.Rows {
				if len(r.Cells) > len(d.Columns) {
					t.Errorf("%s: a row of %d cells under %d heads", f.Figure.About().ID, len(r.Cells), len(d.Columns))
				}
			}
		}
	})
	for k := chart.KindRadar; k <= chart.KindGrid; k++ {
		if !seen[k] {
			t.Errorf("the sample has no %v", k)
		}
	}
}

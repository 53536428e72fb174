package text

import (
	"bytes"
	"encoding/csv"
	"flag"
	"os"
	"strings"
	"testing"

	"github.com/rivo/uniseg"

	"servqual/fixtures/sampledoc"
	"servqual/report"
	"servqual/survey/lang"
)

var update = flag.Bool("update", false, "write the golden files anew")

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := "testdata/" + name
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		g, w := strings.Split(got, "\n"), strings.Split(string(want), "\n")
		for i := range min(len(g), len(w)) {
			if g[i] != w[i] {
				t.Errorf("%s line %d (run with -update after looking at it):\n got %q\nwant %q", path, i+1, g[i], w[i])
				return
			}
		}
		t.Errorf("%s has %d lines, want %d", path, len(g), len(w))
	}
}

func TestGolden(t *testing.T) {
	for _, l := range []lang.Lang{lang.Zh, lang.Both} {
		var b bytes.Buffer
		if err := Render(&b, sampledoc.Monthly(l), Options{Width: 100, Figures: l == lang.Zh}); err != nil {
			t.Fatal(err)
		}
		golden(t, "monthly-"+l.String()+".txt", b.String())
	}
	var b bytes.Buffer
	if err := CSV(&b, sampledoc.Monthly(lang.Zh), CSVOptions{Tables: []string{"dimensions", "waves"}}); err != nil {
		t.Fatal(err)
	}
	golden(t, "tables.csv", b.String())
}

// TestColumnsStandStraight: in every table the numbers of a right-aligned column
// end at the same place of the terminal, Chinese or not.
func TestColumnsStandStraight(t *testing.T) {
	doc := &report.Document{Lang: lang.Zh, Sections: []report.Section{{ID: "s", Blocks: []report.Block{report.Table{ID: "t",
		Columns: []report.Column{{Label: lang.Same("名")}, {Label: lang.T("数值", "v")}},
		Rows: []report.Row{{Cells: []report.Cell{{Text: lang.Same("可靠性(A)")}, {Number: report.N(report.Gap, -0.83)}}}, {Cells: []report.Cell{{Text: lang.Same("a")}, {Number: report.N(report.Gap, 10.5)}}},
			{Cells: []report.Cell{{Text: lang.Same("Ω … −")}, {Number: report.Suppressed(10)}}}}}}}}}
	var b bytes.Buffer
	if err := Render(&b, doc); err != nil {
		t.Fatal(err)
	}
	ends := map[int]bool{}
	for _, s := range strings.Split(strings.Trim(b.String(), "\n"), "\n") {
		if !strings.Contains(s, "─") {
			ends[uniseg.StringWidth(s)] = true
		}
	}
	if len(ends) != 1 {
		t.Errorf("lines end at %v:\n%s", ends, b.String())
	}
}

func TestWidth(t *testing.T) {
	for _, w := range []int{60, 80, 100, 140} {
		var b bytes.Buffer
		if err := Render(&b, sampledoc.Monthly(lang.Both), Options{Width: w}); err != nil {
			t.Fatal(err)
		}
		for _, s := range strings.Split(b.String(), "\n") {
			// A table of twelve columns of numbers can't be narrower than they are.
			if uniseg.StringWidth(s) > max(w, 135) || (uniseg.StringWidth(s) > w && w >= 140) {
				t.Errorf("at %d: a line of %d places: %s", w, uniseg.StringWidth(s), s)
			}
		}
	}
}

func TestWrap(t *testing.T) {
	for _, c := range []struct {
		s    string
		w    int
		want string
	}{
		{"short", 10, "short"},
		{"可靠性的差距最大。", 8, "可靠性的|差距最|大。"}, // no line begins with a full stop
		{"two words here", 9, "two words|here"},
		{"averyveryverylongword", 8, "averyver|yverylon|gword"},
		{"  indented and wrapped", 12, "  indented|  and|  wrapped"},
	} {
		if got := strings.Join(wrap(c.s, c.w), "|"); got != c.want {
			t.Errorf("wrap(%q, %d) = %q, want %q", c.s, c.w, got, c.want)
		}
	}
}

// TestHostileNames: no name steers the terminal, and none becomes a formula in
// CSV; CSV is read back whole.
func TestHostileNames(t *testing.T) {
	doc := sampledoc.Hostile()
	doc.Sections[0].Blocks = append(doc.Sections[0].Blocks, report.Paragraph{Text: lang.Same("\x1b[2Jcleared\x07")})
	var b bytes.Buffer
	if err := Render(&b, doc); err != nil {
		t.Fatal(err)
	}
	if strings.ContainsAny(b.String(), "\x1b\x07\x00\u202e\t") {
		t.Error("a control character reached the terminal")
	}
	b.Reset()
	if err := CSV(&b, doc, CSVOptions{BOM: true}); err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(b.String(), "\ufeff") {
		t.Error("no byte-order mark")
	}
	r := csv.NewReader(strings.NewReader(strings.TrimPrefix(b.String(), "\ufeff")))
	r.FieldsPerRecord = -1
	rows, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, row := range rows {
		seen[row[0]] = true
		if strings.ContainsAny(row[0][:1], "=+-@") {
			t.Errorf("%q would run as a formula", row[0])
		}
	}
	for _, want := range []string{"'=cmd|'/C calc'!A0", "'+1+1", "'-2+3", "'@SUM(1;1)", `"quoted" & 'single'`, "<script>alert(1)</script>"} {
		if !seen[want] {
			t.Errorf("%q is not in the CSV", want)
		}
	}
}

func TestSafe(t *testing.T) {
	for in, want := range map[string]string{"": "", "a": "a", "=1": "'=1", " =1": "' =1", "\t@x": "'\t@x", "\uff1d1": "'\uff1d1", "−0.83": "−0.83", "<10": "<10"} {
		if got := Safe(in); got != want {
			t.Errorf("Safe(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestCSVNumbers(t *testing.T) {
	doc := &report.Document{Lang: lang.En, Sections: []report.Section{{Blocks: []report.Block{report.Table{Columns: make([]report.Column, 4), Rows: []report.Row{{Cells: []report.Cell{
		{Number: report.N(report.Gap, -1.0/3)}, {Number: report.Number{Hidden: true, Below: 10, Value: 3}}, {}, {Number: report.N(report.Count, 1204)}}}}}}}}}
	var b bytes.Buffer
	if err := CSV(&b, doc, CSVOptions{}); err != nil {
		t.Fatal(err)
	}
	if want := ",,,\n-0.3333333333333333,<10,,1204\n"; b.String() != want {
		t.Errorf("%q, want %q", b.String(), want)
	}
}

package sheet

import (
	"strings"
	"testing"

	"servqual/survey/issue"
)

// plainTable is the table that each of the files below holds.
const plainTable = "id,门店,P1,remark\n1,朝阳店,5,\"good, fast\"\n2,海淀店,4,\"he said \"\"no\"\"\"\n3,丰台店,5,\n"

// wrap puts each line into one quoted field, as a program does that writes a
// line of CSV into a cell.
func wrap(text string) string {
	var out []string
	for _, line := range strings.Split(strings.TrimSuffix(text, "\n"), "\n") {
		out = append(out, `"`+strings.ReplaceAll(line, `"`, `""`)+`"`)
	}
	return strings.Join(out, "\n") + "\n"
}

func TestRowsInOneCell(t *testing.T) {
	lines := strings.SplitAfter(plainTable, "\n")
	files := map[string]string{
		"plain":         plainTable,
		"wrapped":       wrap(plainTable),
		"all but head":  lines[0] + wrap(strings.Join(lines[1:], "")),
		"head only":     wrap(lines[0]) + strings.Join(lines[1:], ""),
		"empties right": strings.ReplaceAll(wrap(plainTable), "\n", ",,\n"),
		"pipe":          strings.ReplaceAll("sep=|\n"+plainTable, ",", "|"),
		"quoted sep":    "\"sep=^\"\r\n" + strings.ReplaceAll(plainTable, ",", "^"),
		"caret":         strings.ReplaceAll(plainTable, ",", "^"),
		"tilde":         strings.ReplaceAll(plainTable, ",", "~"),
		"bare pipe":     strings.ReplaceAll(plainTable, ",", "|"),
	}
	for name, text := range files {
		for _, enc := range []string{"utf-8", "gb18030", "big5"} {
			t.Run(name+" in "+enc, func(t *testing.T) {
				data := []byte(text)
				if enc == "big5" {
					data = encodeAs(t, enc, strings.NewReplacer("门", "門", "阳", "陽", "丰台", "豐臺").Replace(text))
				} else if enc != "utf-8" {
					data = encodeAs(t, enc, text)
				}
				opt := Default()
				if enc == "big5" {
					opt.Encoding = enc // three names are too little to tell
				}
				b, err := OpenBytes("a.csv", data, opt)
				if err != nil {
					t.Fatal(err)
				}
				head, err := b.Head(0, 10)
				if err != nil {
					t.Fatal(err)
				}
				if len(head) != 4 || len(head[1]) != 4 || head[3][0].Text != "3" || !strings.HasSuffix(head[2][1].Text, "店") || head[2][3].Text != `he said "no"` {
					t.Errorf("%d rows: %+v", len(head), head)
				}
				if b.Encoding != enc {
					t.Errorf("encoding %s", b.Encoding)
				}
			})
		}
	}
}

// TestCommasInOneColumn: remarks with commas in quotation marks are one column,
// not rows in one cell.
func TestCommasInOneColumn(t *testing.T) {
	b, err := OpenBytes("a.csv", []byte("remark\n\"good, fast\"\n\"no, not, again\"\n\"fine\"\n\"a, b, c, d\"\n"), Default())
	if err != nil {
		t.Fatal(err)
	}
	head, err := b.Head(0, 10)
	if err != nil || len(head) != 5 || len(head[2]) != 1 || head[2][0].Text != "no, not, again" {
		t.Errorf("%v %+v", err, head)
	}
}

func TestSplitOneColumn(t *testing.T) {
	cells := func(s string) []Cell { return []Cell{{Kind: Text, Text: s}} }
	if ok := inOneColumn([][]Cell{cells("a;b;c"), cells("1;2;3"), {{Kind: Text, Text: "2;x"}, {Kind: Text, Text: "y;4"}}}); !ok {
		t.Error("a comma that moved a part to column B hides the column")
	}
	if ok := inOneColumn([][]Cell{{{Kind: Small}}, {{Kind: Small}}}); ok {
		t.Error("a column of numbers is no text file")
	}
	if got := string(joinRows([][]Cell{{{Kind: Text, Text: "2;x"}, {Kind: Text, Text: "y;\n4"}}})); got != "2;x,y; 4\n" {
		t.Errorf("%q", got)
	}
	if issue.RowInOneCell.Severity() != issue.Info {
		t.Error("what was mended is no fault")
	}
}

func TestGuards(t *testing.T) {
	b, err := OpenBytes("a.csv", []byte("id,E1,date,note\n\"=\"\"0013\"\"\",'5,\"=\"\"2026-10-01\"\"\",'tis a pity\n\"=\"\"\"\"\",'非常满意,'2026-10-02 12:30,don't\n"), Default())
	if err != nil {
		t.Fatal(err)
	}
	head, err := b.Head(0, 10)
	if err != nil {
		t.Fatal(err)
	}
	want := [][]string{{"id", "E1", "date", "note"}, {"0013", "5", "2026-10-01", "'tis a pity"}, {"", "非常满意", "2026-10-02 12:30", "don't"}}
	for i, row := range want {
		for j, w := range row {
			if got := head[i][j].Text; got != w {
				t.Errorf("row %d, column %d: %q, want %q", i+1, j+1, got, w)
			}
		}
	}
}

package sheet

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"

	"golang.org/x/text/encoding/unicode"
)

func csvGrid(t testing.TB, text string, opt Options, chunk int) map[int][]string {
	t.Helper()
	b := openBytes(t, "a.csv", []byte(text), opt)
	if chunk > 0 {
		b.src.(*csvFile).chunk = chunk
	}
	return grid(t, b, 0)
}

func TestCSVShapes(t *testing.T) {
	for _, c := range []struct {
		name, in string
		want     map[int][]string
	}{
		{"plain", "a,b\n1,2\n", map[int][]string{1: {"a", "b"}, 2: {"1", "2"}}},
		{"crlf, no final line end", "a,b\r\n1,2", map[int][]string{1: {"a", "b"}, 2: {"1", "2"}}},
		{"cr only", "a,b\r1,2\r", map[int][]string{1: {"a", "b"}, 2: {"1", "2"}}},
		{"mixed line ends", "a,b\r1,2\r\n3,4\n\n5,6", map[int][]string{1: {"a", "b"}, 2: {"1", "2"}, 3: {"3", "4"}, 4: {}, 5: {"5", "6"}}},
		{"quotes", "a,\"x \"\"y\"\", z\"\n\"\",\"5\"\n", map[int][]string{1: {"a", `x "y", z`}, 2: {"", "5"}}},
		{"line ends in quotes", "a,\"1\r\n2\n3\"\n4,5\n", map[int][]string{1: {"a", "1\r\n2\n3"}, 2: {"4", "5"}}},
		{"mark inside a field", "a,5\" pipe\n\"b\"c,\"d\n", map[int][]string{1: {"a", `5" pipe`}, 2: {"bc", "d\n"}}},
		{"ragged", "a,b,c\n1\n1,2,3,4\n", map[int][]string{1: {"a", "b", "c"}, 2: {"1"}, 3: {"1", "2", "3", "4"}}},
		{"numbers that are texts", "a,b,c,d\n05,65536,5.0,-1\n65535,0,00,123456\n", map[int][]string{1: {"a", "b", "c", "d"}, 2: {"05", "65536", "5.0", "-1"}, 3: {"65535", "0", "00", "123456"}}},
		{"semicolons and decimal commas", "a;b;c\n4,5;3,2;1\n1;2,5;3\n", map[int][]string{1: {"a", "b", "c"}, 2: {"4,5", "3,2", "1"}, 3: {"1", "2,5", "3"}}},
		{"tabs", "a\tb, c\n1\t2\n", map[int][]string{1: {"a", "b, c"}, 2: {"1", "2"}}},
		{"sep line", "sep=;\r\na;b\r\n1,5;2\r\n", map[int][]string{1: {"a", "b"}, 2: {"1,5", "2"}}},
		{"mark of order", "\uFEFFa,b\n1,2\n", map[int][]string{1: {"a", "b"}, 2: {"1", "2"}}},
		{"one column", "x\n1\n2\n", map[int][]string{1: {"x"}, 2: {"1"}, 3: {"2"}}},
		{"blank first line", "\na,b\n1,2\n", map[int][]string{1: {}, 2: {"a", "b"}, 3: {"1", "2"}}},
		{"nul", "a,b\nx\x00y,2\n1,2\n", map[int][]string{1: {"a", "b"}, 2: {"x\x00y", "2"}, 3: {"1", "2"}}},
		{"run of answers", "1,2,3,4,5,6,7,8,9\n1,,3,4,,,7,8,9\n10,2,3,4,5,6,7,8,\n", map[int][]string{
			1: {"1", "2", "3", "4", "5", "6", "7", "8", "9"}, 2: {"1", "", "3", "4", "", "", "7", "8", "9"}, 3: {"10", "2", "3", "4", "5", "6", "7", "8"}}},
	} {
		for _, chunk := range []int{0, 1, 2, 3, 5, 7} {
			if got := csvGrid(t, c.in, Default(), chunk); !reflect.DeepEqual(got, c.want) {
				t.Errorf("%s, pieces of %d bytes:\n got %+q\nwant %+q", c.name, chunk, fmt.Sprint(got), fmt.Sprint(c.want))
			}
		}
	}
}

// randomCSV writes rows of the kinds of cells that surveys have.
func randomCSV(r *rand.Rand, rows, cols int) (string, [][]string) {
	words := []string{"", "", "非常满意", "a,b", "say \"hi\"", "line\nbreak", "4.5", "99", "N/A", " 6", "５", "12345", "R00000001", "2026-10-01"}
	var b strings.Builder
	var want [][]string
	for range rows {
		var row []string
		for range cols {
			cell := fmt.Sprint(1 + r.IntN(7))
			if r.IntN(4) == 0 {
				cell = words[r.IntN(len(words))]
			}
			row = append(row, cell)
		}
		row[0] = fmt.Sprintf("id%d", r.IntN(1000))
		want = append(want, row)
	}
	w := csv.NewWriter(&b)
	w.WriteAll(want)
	return b.String(), want
}

func TestCSVAgainstEncodingCSV(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for round := range 40 {
		text, want := randomCSV(r, 1+r.IntN(400), 1+r.IntN(70))
		if round%3 == 0 {
			text = strings.ReplaceAll(text, "\n", "\r\n")
			for i := range want {
				for j := range want[i] {
					want[i][j] = strings.ReplaceAll(want[i][j], "\n", "\r\n")
				}
			}
		}
		opt := Default()
		opt.Comma, opt.Workers = ',', 1+round%4
		got := csvGrid(t, text, opt, []int{0, 1 + r.IntN(40), 100 + r.IntN(3000)}[round%3])
		if len(got) != len(want) {
			t.Fatalf("round %d: %d rows, want %d", round, len(got), len(want))
		}
		for i, row := range want {
			for len(row) > 0 && row[len(row)-1] == "" {
				row = row[:len(row)-1]
			}
			if g := got[i+1]; len(g) != len(row) || len(row) > 0 && !reflect.DeepEqual(g, row) {
				t.Fatalf("round %d row %d:\n got %q\nwant %q", round, i+1, g, row)
			}
		}
	}
}

func TestCSVHead(t *testing.T) {
	b := openBytes(t, "a.csv", []byte("t,,\n\na,b,c\n1,2,\n"), Default())
	head, err := b.Head(0, 3)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, row := range head {
		got = append(got, fmt.Sprint(len(row)))
	}
	if s := strings.Join(got, " "); s != "1 0 3" {
		t.Errorf("cells in the first three rows: %s, want 1 0 3", s)
	}
	if c := head[2][1]; c.Kind != Text || c.Text != "b" {
		t.Errorf("cell B3 = %+v", c)
	}
	var line []string
	for x := range 300 {
		line = append(line, fmt.Sprint(x), fmt.Sprintf("%q", fmt.Sprint(x)))
	}
	head, err = openBytes(t, "a.csv", []byte(strings.Join(line, ",")+"\n"), Default()).Head(0, 1)
	if err != nil {
		t.Fatal(err)
	}
	for i, c := range head[0] {
		want := Cell{Kind: Small, Num: float64(i / 2), Text: fmt.Sprint(i / 2)}
		if i%2 == 1 {
			want.Flag = Quoted
		}
		if c != want {
			t.Errorf("%s is %+v", line[i], c)
		}
	}
}

// TestRowsOfACSV: how many rows there are is told from the beginning alone,
// whatever they are written in and however long they are.
func TestRowsOfACSV(t *testing.T) {
	for _, rows := range []int{1, 300, 40_000} {
		for _, cells := range []string{"5,4,朝阳店,2026-10-03", strings.Repeat("\"7\",", 60) + "很满意"} {
			text := "\uFEFF" + strings.Repeat(cells+"\r\n", rows)
			wide, err := unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM).NewEncoder().String(text)
			if err != nil {
				t.Fatal(err)
			}
			for _, x := range []string{text, wide} {
				got := openBytes(t, "a.csv", []byte(x), Default()).Sheets[0].Rows
				if off := got - int64(rows); off < -int64(rows)/50 || off > int64(rows)/50 {
					t.Errorf("%d rows of %d bytes in %d: %d", rows, len(cells), len(x), got)
				}
			}
		}
	}
}

func BenchmarkCSV(b *testing.B) {
	r := rand.New(rand.NewPCG(3, 4))
	var buf bytes.Buffer
	for i := range 20000 {
		fmt.Fprintf(&buf, "R%08d,2026-10-%02d,杭州西湖支行,华东", i, 1+i%28)
		for range 44 {
			if r.IntN(28) == 0 {
				buf.WriteByte(',')
			} else {
				fmt.Fprintf(&buf, ",%d", 1+r.IntN(7))
			}
		}
		buf.WriteString(",10,21,31,19,19,6,5,设施环境,希望增加窗口，建议延长营业时间\n")
	}
	benchmarkBlocks(b, "a.csv", buf.Bytes(), 57)
}

// Every cell quoted: aimed at twice the time of the plain file at most.
func BenchmarkCSVQuoted(b *testing.B) {
	r := rand.New(rand.NewPCG(3, 4))
	var buf bytes.Buffer
	for i := range 20000 {
		fmt.Fprintf(&buf, `"R%08d","2026-10-%02d","杭州西湖支行","华东"`, i, 1+i%28)
		for range 44 {
			if r.IntN(28) == 0 {
				buf.WriteString(`,""`)
			} else {
				fmt.Fprintf(&buf, `,"%d"`, 1+r.IntN(7))
			}
		}
		buf.WriteString(`,"10","21","31","19","19","6","5","设施环境","希望增加窗口，建议延长营业时间"` + "\n")
	}
	benchmarkBlocks(b, "a.csv", buf.Bytes(), 57)
}

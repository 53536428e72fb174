package grid

import (
	"bytes"
	"fmt"
	"math"
	"strconv"
	"strings"
	"unicode"

	"github.com/klauspost/compress/flate"

	"servqual/report"
	"servqual/report/render/excel"
	"servqual/survey/lang"
)

// book is what the parts of a workbook have in common.
type book struct {
	grid    *report.Grid
	styles  *styles
	columns []column
	names   [2]string // of the sheets: the table, the notes
}

// column is a column of the sheet, with the constant parts of its cells.
type column struct {
	letters string
	open    []byte // `<c r="AB`, before the number of the row
	styled  []byte // `" s="5"><v>`, after it
	group   string
	label   string
	band    int  // of its group; neighbours alternate in colour
	first   bool // of its group
	width   float64
}

const (
	numberWidth = 9.5 // the narrowest column of numbers, in digits
	arrow       = 3   // room for the button of the filter
	boldWider   = 1.1
)

func newBook(g *report.Grid) *book {
	b := &book{grid: g, styles: newStyles(g.Brand.Accent(), g.Lang)}
	b.names = [2]string{excel.SheetName(g.Title.In(one(g.Lang))), excel.SheetName(report.WordNotes.In(one(g.Lang)))}
	if strings.EqualFold(b.names[0], b.names[1]) {
		b.names[1] = excel.Cut(b.names[1], excel.LongestName-4) + " (2)"
	}
	for _, n := range g.Names {
		b.add(column{label: b.line(n.Label), width: min(40, max(excel.Width(n.Widest)+2, excel.Width(b.line(n.Label))+arrow))})
	}
	for i, c := range g.Columns {
		k := column{group: b.headed(c.About, c.Group), label: b.headed(c.About, c.Label), first: true, band: i}
		k.width = max(numberWidth, longestWord(k.label)*boldWider+1)
		if i > 0 {
			prev := b.columns[len(b.columns)-1]
			k.first = prev.group != k.group
			k.band = prev.band
			if k.first {
				k.band++
			}
		}
		k.styled = []byte(`" s="` + strconv.Itoa(b.styles.number(c.Kind, k.first)) + `"><v>`)
		b.add(k)
	}
	return b
}

func (b *book) add(c column) {
	c.letters = letters(len(b.columns))
	c.open = []byte(`<c r="` + c.letters)
	b.columns = append(b.columns, c)
}

func (b *book) line(t lang.Text) string { return excel.Clean(t.Join(b.grid.Lang, " / ")) }

// one is the language of what can be in one only.
func one(l lang.Lang) lang.Lang {
	if l == lang.Both {
		return lang.Zh
	}
	return l
}

// headed is a head with the short name that it is about.
func (b *book) headed(about string, t lang.Text) string {
	return strings.TrimSpace(excel.Clean(about) + " " + b.line(t))
}

// longestWord is the width of the longest part of a head that can't be wrapped:
// Chinese can be after every sign.
func longestWord(s string) float64 {
	long := 0.0
	for _, w := range strings.FieldsFunc(s, func(r rune) bool { return r == ' ' || unicode.Is(unicode.Han, r) }) {
		long = max(long, excel.Width(w))
	}
	return long
}

// headLines is how many lines the heads of the columns take. A line ends
// before it is full, by half a word.
func (b *book) headLines() int {
	n := 1
	for _, c := range b.columns {
		n = max(n, 1+int((excel.Width(c.label)*boldWider-1)/(c.width-2.5)))
	}
	return min(n, 6)
}

// letters names a column counted from 0: A, Z, AA.
func letters(i int) string {
	s := ""
	for i++; i > 0; i = (i - 1) / 26 {
		s = string(rune('A'+(i-1)%26)) + s
	}
	return s
}

const xmlHead = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"

// sheetHead is the sheet up to its first row of data.
func (b *book) sheetHead() []byte {
	var w bytes.Buffer
	fmt.Fprintf(&w, xmlHead+`<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><dimension ref="A1:%s%d"/>`, b.lastLetters(), b.lastRow())
	corner := letters(len(b.grid.Names)) + strconv.Itoa(headRows+1)
	pane := fmt.Sprintf(`<pane xSplit="%d" ySplit="%d" topLeftCell="%s" activePane="bottomRight" state="frozen"/><selection pane="bottomRight" activeCell="%[3]s" sqref="%[3]s"/>`, len(b.grid.Names), headRows, corner)
	if len(b.grid.Names) == 0 {
		pane = fmt.Sprintf(`<pane ySplit="%d" topLeftCell="%s" activePane="bottomLeft" state="frozen"/><selection pane="bottomLeft" activeCell="%[2]s" sqref="%[2]s"/>`, headRows, corner)
	}
	w.WriteString(`<sheetViews><sheetView showGridLines="0" tabSelected="1" workbookViewId="0">` + pane + `</sheetView></sheetViews><sheetFormatPr defaultRowHeight="16.5"/><cols>`)
	for i, c := range b.columns {
		fmt.Fprintf(&w, `<col min="%d" max="%[1]d" width="%s" customWidth="1"/>`, i+1, strconv.FormatFloat(c.width, 'f', -1, 64))
	}
	w.WriteString(`</cols><sheetData><row r="1" ht="22" customHeight="1">`)
	for _, c := range b.columns {
		text := ""
		if c.first {
			text = c.group
		}
		w.Write(textCell(nil, c.letters, 1, b.styles.head(c, 1), text))
	}
	fmt.Fprintf(&w, `</row><row r="2" ht="%g" customHeight="1">`, 4+lineHeight*float64(b.headLines()))
	for _, c := range b.columns {
		w.Write(textCell(nil, c.letters, 2, b.styles.head(c, 2), c.label))
	}
	w.WriteString(`</row>`)
	return w.Bytes()
}

// sheetTail is what follows the last row: filter, merged heads, print set-up.
func (b *book) sheetTail() []byte {
	var w bytes.Buffer
	fmt.Fprintf(&w, `</sheetData><autoFilter ref="%s"/>`, b.filterRange(""))
	var merges []string
	for i := 0; i < len(b.columns); {
		j := i + 1
		for j < len(b.columns) && b.columns[j].group != "" && !b.columns[j].first {
			j++
		}
		if j > i+1 {
			merges = append(merges, fmt.Sprintf(`<mergeCell ref="%s1:%s1"/>`, b.columns[i].letters, b.columns[j-1].letters))
		}
		i = j
	}
	if len(merges) > 0 {
		fmt.Fprintf(&w, `<mergeCells count="%d">%s</mergeCells>`, len(merges), strings.Join(merges, ""))
	}
	w.WriteString(`<pageMargins left="0.4" right="0.4" top="0.6" bottom="0.6" header="0.3" footer="0.3"/><pageSetup paperSize="8" orientation="landscape" fitToWidth="0" fitToHeight="0"/><headerFooter><oddFooter>&amp;R&amp;8&amp;P / &amp;N</oddFooter></headerFooter></worksheet>`)
	return w.Bytes()
}

func (b *book) lastLetters() string { return b.columns[len(b.columns)-1].letters }
func (b *book) lastRow() int        { return b.grid.Rows + headRows }

// filterRange is the head of columns and all rows; with a mark before letters
// and numbers it is an absolute reference.
func (b *book) filterRange(mark string) string {
	return fmt.Sprintf("%sA%s%d:%s%s%s%d", mark, mark, headRows, mark, b.lastLetters(), mark, b.lastRow())
}

func (b *book) newWorker() *worker {
	x := &worker{book: b, read: b.grid.Reader()}
	x.deflate, _ = flate.NewWriter(&x.packed, flate.BestSpeed) // no error: the level is valid
	return x
}

// rowXML appends the XML of a row of data.
func (x *worker) rowXML(r int) error {
	x.row.Clear()
	x.read(r, &x.row)
	names := x.row.Names()
	if len(names) != len(x.grid.Names) || x.row.Len() != len(x.grid.Columns) {
		return fmt.Errorf("grid: row %d has %d names and %d numbers for %d and %d columns", r, len(names), x.row.Len(), len(x.grid.Names), len(x.grid.Columns))
	}
	at := r + headRows + 1
	x.xml = append(x.xml, `<row r="`...)
	x.xml = strconv.AppendInt(x.xml, int64(at), 10)
	x.xml = append(x.xml, `">`...)
	digits := x.xml[len(x.xml)-2-digitsOf(at) : len(x.xml)-2]
	for i, n := range names {
		x.xml = textCell(x.xml, x.columns[i].letters, at, x.styles.text(n), n)
	}
	for i := range x.columns[len(names):] {
		v, ok := x.row.At(i)
		if !ok || math.IsNaN(v) || math.IsInf(v, 0) { // a workbook has no such numbers
			continue
		}
		c := &x.columns[len(names)+i]
		x.xml = append(x.xml, c.open...)
		x.xml = append(x.xml, digits...)
		x.xml = append(x.xml, c.styled...)
		x.xml = appendNumber(x.xml, v)
		x.xml = append(x.xml, `</v></c>`...)
	}
	x.xml = append(x.xml, `</row>`...)
	return nil
}

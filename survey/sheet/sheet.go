// Package sheet turns the bytes of spreadsheet files into cells: CSV and TSV
// in any encoding, XLSX and XLSM, the older XLS, and the HTML tables and XML
// spreadsheets that systems save under those names.
//
// It knows file formats: encodings, delimiters, zip, shared strings, styles,
// records. It does not know what a cell means: no headers, no scales, no
// missing codes, no surveys; survey/load does. On the walk of a number it is
// the first stop: the bytes of cell 2026-10.xlsx!答卷!D17 become a Packed cell
// of a Block whose First+row is 17.
//
// How to use it:
//
//	sources, err := sheet.ExpandFile(path, sheet.Default()) // a zip of files is several
//	book, err := sources[0].Open()                           // finds out format, encoding, sheets
//	defer book.Close()
//	head, err := book.Head(0, 40)                            // first rows as Cells: find the header here
//	err = book.Blocks(ctx, 0, func(worker int, b *sheet.Block) error {
//		for c := range b.Cols {                              // maybe fewer or more than the header
//			for i, d := range b.Digits(c) {                  // row number in the file: b.First+i
//				if d < sheet.Blank { … d … ; continue }      // nearly every answer
//				p := b.At(i, c)
//				if k, ok := p.SharedIndex(); ok { … }        // cache what a text means by k; book.Shared(k)
//				else if p.Kind() == sheet.Text { … }         // cache by b.Raw(p); b.Text(p) decodes
//				else { … b.Num(p), p.Percent(), p.NoValue() … }
//			}
//		}
//		return nil
//	})
//	book.Issues()                                            // what was doubtful about the file
//
// fn runs on up to Options.Workers goroutines at once, each with its own
// worker number, so sums need no lock when each worker has its own. The rows
// and their numbers are the same whatever the number of workers.
//
// A file that can't be read gives a *Fault: code, place, and what to do in
// both languages.
package sheet

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"unicode/utf8"

	"servqual/survey/issue"
	"servqual/survey/lang"
)

// Options say how to read a file. Start from Default.
type Options struct {
	Encoding string // of CSV text; "" detects it; else "gbk", "big5", "latin1", "cp949", "utf-16le" …
	Comma    byte   // of CSV; 0 detects , ; or tab
	Workers  int    // goroutines that parse; 0 is one per core
	Password string // of an encrypted workbook
	Limits   Limits
}

// Limits bound what a hostile file can cost. They are far above any survey.
type Limits struct {
	Inflated int64 // bytes one part of a zip may unfold to
	Ratio    int64 // … and how many times its packed size, once above 64 MiB
	Member   int64 // bytes of one file inside an archive of files
	Strings  int64 // bytes of all shared strings
	Record   int   // bytes of one CSV record, one row of a workbook, one text
	Rows     int   // rows of a workbook's sheet; a CSV may have any number
	Cols     int
	Sheets   int
}

// Default is what the commands start from.
func Default() Options {
	return Options{Limits: Limits{
		Inflated: 16 << 30, Ratio: 400, Member: 1 << 30, Strings: 1 << 30,
		Record: maxText, Rows: 1 << 20, Cols: 1 << 14, Sheets: 4096,
	}}
}

func (o Options) workers() int {
	if o.Workers > 0 {
		return o.Workers
	}
	return runtime.GOMAXPROCS(0)
}

// withLimits fills limits left zero, so that the zero Options are safe too.
func (o Options) withLimits() Options {
	d := Default().Limits
	l := &o.Limits
	for _, p := range []struct {
		v   *int64
		def int64
	}{{&l.Inflated, d.Inflated}, {&l.Ratio, d.Ratio}, {&l.Member, d.Member}, {&l.Strings, d.Strings}} {
		if *p.v <= 0 {
			*p.v = p.def
		}
	}
	for _, p := range []struct {
		v   *int
		def int
	}{{&l.Record, d.Record}, {&l.Rows, d.Rows}, {&l.Cols, d.Cols}, {&l.Sheets, d.Sheets}} {
		if *p.v <= 0 || *p.v > p.def {
			*p.v = p.def
		}
	}
	return o
}

// Format is the kind of file, found by its content.
type Format string

// The formats.
const (
	CSV  Format = "csv"
	XLSX Format = "xlsx"
	XLS  Format = "xls"
	HTML Format = "html" // a web page with tables, often named .xls
	XML  Format = "xml"  // an XML Spreadsheet of 2003, often named .xls
)

// Book is an opened file. Blocks and Head may be called any number of times,
// one after the other.
type Book struct {
	Name     string
	Format   Format
	Encoding string // of a CSV, e.g. "utf-8", "gb18030"; empty for workbooks
	Comma    byte   // of a CSV
	Sheets   []Sheet
	// Epoch1904 says that the workbook counts days from 1904-01-01. Dates are
	// converted; plain numbers that stand for days are not.
	Epoch1904 bool

	opt    Options
	raw    io.ReaderAt
	size   int64
	src    source
	shared *sharedStrings
	closer io.Closer
	temp   io.Closer // frees the member of an archive of one file

	mu     sync.Mutex
	issues issue.List
}

// Sheet is one table of a book.
type Sheet struct {
	Name   string
	Hidden bool
	Rows   int64 // about how many a CSV has, by its beginning; 0 = not known
	// Merges are the merged ranges that begin in the first 50 rows, and those over
	// several rows anywhere (see FillDown). In a sheet
	// above 4 MiB of XML they are left out: they stand behind the rows, and
	// such sheets come from machines, which don't merge.
	Merges []Merge
}

// Merge is a merged range, rows and columns from 1, both ends included.
type Merge struct{ Row, Col, LastRow, LastCol int }

// source is what each format implements.
type source interface {
	blocks(ctx context.Context, sheet, workers int, fn func(worker int, b *Block) error) error
}

// Open finds out what kind of file the bytes are, whatever its name says, and
// prepares it for reading. name is used in messages only.
func Open(name string, r io.ReaderAt, size int64, opt Options) (*Book, error) {
	b := &Book{Name: name, opt: opt.withLimits(), raw: r, size: size}
	if err := b.open(r, size); err != nil {
		b.Close()
		return nil, err
	}
	b.checkExtension()
	return b, nil
}

// OpenBytes reads a file held in memory, such as standard input.
func OpenBytes(name string, data []byte, opt Options) (*Book, error) {
	return Open(name, bytes.NewReader(data), int64(len(data)), opt)
}

// OpenFile opens a file by its path. Close the book to close the file.
func OpenFile(path string, opt Options) (*Book, error) {
	f, size, err := openPath(path)
	if err != nil {
		return nil, err
	}
	b, err := Open(filepath.Base(path), f, size, opt)
	if err != nil {
		f.Close()
		return nil, err
	}
	b.closer = f
	return b, nil
}

func openPath(path string) (*os.File, int64, error) {
	name := filepath.Base(path)
	f, err := os.Open(path)
	if err != nil {
		text := lang.T("无法打开该文件：请检查文件名和读取权限，并确认没有被其他程序占用", "the file can't be opened: check its name, that you may read it, and that no other program holds it")
		if errors.Is(err, os.ErrNotExist) {
			text = lang.T("找不到该文件：请检查文件名和所在文件夹", "there is no such file: check the name and the folder")
		}
		return nil, 0, fault(issue.FileUnreadable, name, text, err)
	}
	st, err := f.Stat()
	if err == nil && !st.Mode().IsRegular() {
		err = errors.New("not a regular file")
	}
	if err != nil {
		f.Close()
		return nil, 0, fault(issue.FileUnreadable, name, lang.T("这不是普通文件：请给出表格文件的路径", "this is not a plain file: give the path of a spreadsheet file"), err)
	}
	return f, st.Size(), nil
}

// Close releases the file. The book can't be read afterwards.
func (b *Book) Close() error {
	if b.temp != nil {
		b.temp.Close()
		b.temp = nil
	}
	if b.closer == nil {
		return nil
	}
	c := b.closer
	b.closer = nil
	return c.Close()
}

// Issues gives what was doubtful about the file: a wrong extension, a cut-off
// end, uncertain encoding. Some are known only after Blocks has run.
// It must not be called while Blocks runs.
func (b *Book) Issues() *issue.List { return &b.issues }

func (b *Book) note(i issue.Issue) {
	b.mu.Lock()
	defer b.mu.Unlock()
	i.Pos.File = b.Name
	b.issues.Add(i)
}

// SharedLen is the number of shared strings of a workbook.
func (b *Book) SharedLen() int {
	if b.shared == nil {
		return 0
	}
	return b.shared.len()
}

// Shared gives one shared string; "" where there is none of that index.
func (b *Book) Shared(i int) string {
	if b.shared == nil {
		return ""
	}
	return string(b.shared.bytes(i))
}

// Blocks reads all rows of a sheet (counted from 0) and hands them to fn in
// blocks, on up to Options.Workers goroutines at a time; worker counts from 0.
// It returns the first error of fn, of ctx or of the file. Everything handed
// over before an error was right.
func (b *Book) Blocks(ctx context.Context, sheet int, fn func(worker int, blk *Block) error) error {
	return b.run(ctx, sheet, b.opt.workers(), fn)
}

func (b *Book) run(ctx context.Context, sheet, workers int, fn func(worker int, blk *Block) error) error {
	if sheet < 0 || sheet >= len(b.Sheets) {
		return fault(issue.FileUnreadable, b.Name, lang.F("没有第 %d 个工作表", "there is no sheet number %d", sheet+1), nil)
	}
	return b.src.blocks(ctx, sheet, workers, fn)
}

var errEnough = errors.New("enough rows")

// Head gives the first rows of a sheet (fewer where it has fewer), each cut
// after its last cell that is not blank. Row i is row number i+1: rows missing
// in the file are empty. Texts are cut after 4096 bytes.
func (b *Book) Head(sheet, rows int) ([][]Cell, error) {
	head, _, err := b.HeadWidths(sheet, rows)
	return head, err
}

// HeadWidths gives the first rows as Head does, and how many cells the file has
// in each, blank ones at its end included.
func (b *Book) HeadWidths(sheet, rows int) ([][]Cell, []int32, error) {
	var head [][]Cell
	var widths []int32
	err := b.run(context.Background(), sheet, 1, func(_ int, blk *Block) error {
		for i := 0; i < blk.N; i++ {
			at := blk.First + i
			if at > rows {
				return errEnough
			}
			for len(head) < at {
				head, widths = append(head, nil), append(widths, 0)
			}
			head[at-1], widths[at-1] = blk.cellsOf(i), int32(blk.Width(i))
		}
		return nil
	})
	if err != nil && !errors.Is(err, errEnough) {
		return nil, nil, err
	}
	return head, widths, nil
}

func (b *Block) cellsOf(row int) []Cell {
	n := b.Cols
	for n > 0 && b.At(row, n-1) == 0 {
		n--
	}
	out := make([]Cell, n)
	for c := range out {
		if d := b.digits[c*blockRows+row]; d <= maxDigit {
			out[c] = digitCells[d]
		} else {
			out[c] = b.headCell(b.At(row, c))
		}
	}
	return out
}

// headText is how many bytes of a text Head gives: a cell of more is no header
// and no answer. A workbook may name one text of a megabyte in every cell.
const headText = 4096

func (b *Block) headCell(p Packed) Cell {
	if p.Kind() == Text {
		if s := b.Bytes(p); len(s) > headText {
			n := headText
			for n > headText-utf8.UTFMax && !utf8.RuneStart(s[n]) {
				n--
			}
			c := Cell{Kind: Text, Text: string(s[:n])}
			if p.Quoted() || p&markShared != 0 {
				c.Flag |= Quoted
			}
			if p&markShared != 0 {
				c.Flag |= Shared
			}
			return c
		}
	}
	return b.Unpack(p)
}

// digitCells are the cells of the numbers that stand in a byte of
// Block.Digits: nearly all of a sample, which takes half the time with them.
var digitCells = func() (cells [maxDigit + 1]Cell) {
	b := &Block{}
	for d := range cells {
		cells[d] = b.Unpack(packSmall(d))
	}
	return cells
}()

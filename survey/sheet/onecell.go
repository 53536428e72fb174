package sheet

import (
	"bytes"
	"context"
	"io"

	"servqual/survey/issue"
	"servqual/survey/lang"
)

// Tables whose rows stand in one cell each: text files in which every line is
// one quoted field that holds a line of CSV, and workbooks in which a text
// file was opened by a program that expected another separator, so that
// everything is in column A. Both are rewritten in memory, one record a row,
// and read like a text file.

// leastTrail is the smallest ASCII separator that may also be the second byte
// of a character in GB18030, Big5, CP949 or Shift-JIS. Files with such a
// separator are turned into UTF-8 before they are cut.
const leastTrail = '0' + 10

// mayHideComma says that the text holds a byte that is a rare separator or a
// part of a character: what it is shows only after decoding.
func (f *csvFile) mayHideComma(text []byte) bool {
	if f.comma != 0 {
		return f.comma >= leastTrail
	}
	if s := shapeOf(text, 0); s.comma < leastTrail && s.mode > fewCells {
		return false
	}
	return bytes.ContainsAny(text, "|^~")
}

// wrappedShape looks for rows that are one quoted field each. It compares the
// shape of the text with that of the same text without these quotation marks:
// wrapped rows become wide and even, texts with a comma in them do not.
func wrappedShape(text []byte, comma byte, plain shape) (shape, bool) {
	if plain.mode > 1 && !someWrapped(text) {
		return plain, false
	}
	inner := unwrap(nil, wholeLines(text))
	s := shapeOf(inner, comma)
	if s.mode < leastWrapped || s.share < evenWrapped || s.mode < plain.mode {
		return plain, false
	}
	return s, true
}

// A table counts as wrapped with so many cells a row or more, in nine of ten
// rows.
const (
	leastWrapped = 3
	evenWrapped  = 0.9
)

// someWrapped says that one of the first records is one quoted field, with
// nothing but separators behind it.
func someWrapped(text []byte) bool {
	for range 3 {
		_, rest, complete := recordWidth(text, 0)
		if _, ok := wrappedCell(text[:len(text)-len(rest)]); ok {
			return true
		}
		if !complete {
			break
		}
		text = rest
	}
	return false
}

// wrappedCell gives the quoted field that a record consists of.
func wrappedCell(record []byte) (cell []byte, ok bool) {
	cell = bytes.TrimRight(record, ",;\t \r\n")
	return cell, len(cell) >= 2 && cell[0] == '"' && closing(cell) == len(cell)-1
}

// wholeLines cuts a sample of a longer file at its last line end.
func wholeLines(text []byte) []byte {
	if i := bytes.LastIndexAny(text, "\r\n"); i >= 0 && len(text) >= sampleSize/2 {
		return text[:i+1]
	}
	return text
}

// unwrap appends text to dst with the outer quotation marks of records that
// are one quoted field taken off. Every record keeps its line end.
func unwrap(dst, text []byte) []byte {
	for len(text) > 0 {
		_, rest, _ := recordWidth(text, 0)
		record := text[:len(text)-len(rest)]
		text = rest
		cell, ok := wrappedCell(record)
		if !ok {
			dst = append(dst, record...)
			continue
		}
		dst = unquote(dst, cell[1:])
		dst = append(dst, record[len(bytes.TrimRight(record, "\r\n")):]...)
	}
	return dst
}

// closing finds the mark that closes the quoted field at the beginning of a
// record.
func closing(record []byte) int {
	for i := 1; i < len(record); i++ {
		if record[i] != '"' {
			continue
		}
		if i+1 < len(record) && record[i+1] == '"' {
			i++
			continue
		}
		return i
	}
	return -1
}

// rewrite reads the whole file, turns it into UTF-8 and changes its text; the
// result is read in its place.
func (f *csvFile) rewrite(change func(dst, text []byte) []byte) error {
	if f.size > maxWhole {
		return fault(issue.FileTooLarge, f.book.Name, lang.T("文件过大，且整行写在一个单元格里或分隔符特殊：请在 Excel 中“数据—分列”后另存为 .xlsx", "the file is too large for rows that stand in one cell or a rare separator: use Data > Text to Columns in Excel and save it as .xlsx"), nil)
	}
	raw := make([]byte, f.size-f.start)
	if _, err := f.r.ReadAt(raw, f.start); err != nil && err != io.EOF {
		return readFault(f.book.Name, err)
	}
	switch {
	case f.set.wide != 0:
		raw = f.transcode(nil, raw[:len(raw)&^(f.set.wide-1)])
	case f.set.enc != nil:
		raw = decoded(f.set.enc.NewDecoder(), raw)
	}
	if change != nil {
		raw = change(make([]byte, 0, len(raw)), raw)
	}
	f.r, f.start, f.size, f.set = bytes.NewReader(raw), 0, int64(len(raw)), utf8Charset
	return nil
}

func (b *Book) noteOneCell(comma byte) {
	b.note(issue.Issue{Code: issue.RowInOneCell, Got: separatorName(comma),
		Want:   lang.T("每个答案一个单元格；导出时请选择正确的分隔符", "one answer a cell: choose the right delimiter when exporting"),
		Effect: lang.F("每行写在一个单元格里，已按分隔符“%s”拆开", "each row stood in one cell and was split at the delimiter %q", separatorName(comma))})
}

func separatorName(comma byte) string {
	if comma == '\t' {
		return "tab"
	}
	return string(rune(comma))
}

// splitBook reads some sheets of a workbook as text files.
type splitBook struct {
	source
	text map[int]*Book
}

func (x *splitBook) blocks(ctx context.Context, sheet, workers int, fn func(int, *Block) error) error {
	if b := x.text[sheet]; b != nil {
		return b.src.blocks(ctx, 0, workers, fn)
	}
	return x.source.blocks(ctx, sheet, workers, fn)
}

// SplitOneColumn looks at the first rows of a sheet of a workbook, as Head
// gives them. Where they stand in one column, each a line of a text file, the
// sheet is read as that file from now on, and the result is true. Rows keep
// their numbers.
func (b *Book) SplitOneColumn(sheet int, head [][]Cell) (bool, error) {
	if b.Format == CSV || !inOneColumn(head) {
		return false, nil
	}
	s := shapeOf(joinRows(head), 0)
	if s.mode < leastWrapped || s.share < evenWrapped {
		return false, nil
	}
	var text []byte
	next := 1
	err := b.run(context.Background(), sheet, 1, func(_ int, blk *Block) error {
		for i := range blk.N {
			for ; next < blk.First+i; next++ {
				text = append(text, '\n')
			}
			text = append(appendRow(text, blk.cellsOf(i)), '\n')
			next++
		}
		if len(text) > maxWhole {
			return fault(issue.FileTooLarge, b.Name, lang.T("整行写在一个单元格里的工作表过大：请先在 Excel 中“数据—分列”", "the sheet with whole rows in one cell is too large: use Data > Text to Columns in Excel first"), nil)
		}
		return nil
	})
	if err != nil {
		return false, err
	}
	opt := b.opt
	opt.Encoding, opt.Comma = "utf-8", s.comma
	inner, err := OpenBytes(b.Name, text, opt)
	if err != nil {
		return false, err
	}
	x, ok := b.src.(*splitBook)
	if !ok {
		x = &splitBook{source: b.src, text: make(map[int]*Book)}
		b.src = x
	}
	x.text[sheet] = inner
	b.noteOneCell(s.comma)
	return true, nil
}

// inOneColumn says that nearly all filled rows have a text in the first
// column and few cells beside it: commas inside a line of semicolons moved a
// part of it to the next column.
func inOneColumn(head [][]Cell) bool {
	rows, alone, first := 0, 0, 0
	for _, r := range head {
		if len(r) == 0 {
			continue
		}
		rows++
		if len(r) == 1 {
			alone++
		}
		if r[0].Kind == Text {
			first++
		}
	}
	return rows >= 2 && alone*2 > rows && first*10 >= rows*9
}

func joinRows(rows [][]Cell) []byte {
	var text []byte
	for _, r := range rows {
		text = append(appendRow(text, r), '\n')
	}
	return text
}

// appendRow writes the cells of a row as they stood in the line.
func appendRow(dst []byte, row []Cell) []byte {
	for i, c := range row {
		if i > 0 {
			dst = append(dst, ',')
		}
		for _, x := range []byte(c.Text) {
			if x == '\n' || x == '\r' {
				x = ' '
			}
			dst = append(dst, x)
		}
	}
	return dst
}

package sheet

import (
	"bytes"
	"io"

	"servqual/survey/issue"
	"servqual/survey/lang"
)

// A worker takes chunks of a file of about as many rows as one block holds, so
// that each has one block: who works in file order waits for a chunk's blocks
// one by one, and with three blocks to a chunk two workers did the work of one
// and a half. Files of few or endless lines are cut somewhere in between.
const (
	minChunk = 16 << 10
	maxChunk = 1 << 20
)

// chunkSize is that of a file that begins with text.
func chunkSize(text []byte) int {
	rows := max(1, countBreaks(text))
	return min(max(minChunk, len(text)/rows*blockRows*15/16), maxChunk) &^ 4095
}

// sampleSize is how much of the beginning is read to find encoding, delimiter
// and width; a longer file is also looked into at sampleSpots places, since a
// name in GBK may first come far below.
const (
	sampleSize  = 256 << 10
	sampleSpots = 32
	spotSize    = 8 << 10
)

// csvFile is a delimited text file.
type csvFile struct {
	book    *Book
	r       io.ReaderAt
	start   int64 // after the mark and a "sep=" line
	size    int64
	set     charset
	comma   byte
	width   int // cells to expect in a row
	uniform bool
	chunk   int
}

func (b *Book) openCSV(r io.ReaderAt, size int64) error {
	f := &csvFile{book: b, r: r, size: size, chunk: maxChunk}
	head := make([]byte, min(size, sampleSize))
	if _, err := r.ReadAt(head, 0); err != nil && err != io.EOF {
		return readFault(b.Name, err)
	}
	if err := f.chooseCharset(head); err != nil {
		return err
	}
	text := head[f.start:]
	if f.set.wide != 0 {
		text = f.transcode(nil, text[:len(text)&^(f.set.wide-1)])
	}
	if len(bytes.Trim(text, "\x00 \t\r\n")) == 0 {
		return fault(issue.FileEmpty, b.Name, lang.T("文件中没有内容：请重新导出数据", "the file has no content: export the data again"), nil)
	}
	f.comma = b.opt.Comma
	if mark, n := sepLine(text); n > 0 {
		if f.comma == 0 {
			f.comma = mark
		}
		f.start += int64(n * max(1, f.set.wide))
		text = text[n:]
	}
	shape := shapeOf(text, f.comma)
	f.comma, f.width, f.uniform = shape.comma, min(shape.width, maxColsHint), shape.uniform
	f.chunk = chunkSize(text) * max(1, f.set.wide)
	b.Format, b.Encoding, b.Comma = CSV, f.set.name, f.comma
	first := int64(len(head)) - f.start
	b.Sheets = []Sheet{{Rows: (size - f.start) * int64(countBreaks(text)) / max(1, first)}}
	b.src = f
	return nil
}

func (f *csvFile) chooseCharset(head []byte) error {
	b := f.book
	set, n := bom(head)
	f.start = int64(n)
	if name := b.opt.Encoding; name != "" {
		asked, ok := charsetByName(name)
		if !ok {
			return fault(issue.EncodingDoubtful, b.Name, lang.F(
				"不认识的编码 %q：请用 utf-8、gb18030、big5、windows-1252、cp949、shift_jis、utf-16le 等",
				"unknown encoding %q: use utf-8, gb18030, big5, windows-1252, cp949, shift_jis, utf-16le or the like", name), nil)
		}
		if n == 0 || asked.wide != set.wide {
			set = asked
		}
		f.set = set
		return nil
	}
	if n > 0 {
		f.set = set
		return nil
	}
	samples, err := f.samples(head)
	if err != nil {
		return err
	}
	set, sure := detect(samples)
	if !sure {
		b.note(issue.Issue{
			Code: issue.EncodingDoubtful, Got: set.name,
			Want:   lang.T("请确认文字显示正确；若有乱码，用 --encoding 指定编码（如 gb18030、big5、windows-1252），或在 Excel 中另存为“CSV UTF-8”", "check that names read right; if not, give --encoding (gb18030, big5, windows-1252 …) or save as “CSV UTF-8” in Excel"),
			Effect: lang.F("按 %s 读取", "read as %s", set.name),
		})
	}
	f.set = set
	return nil
}

// samples adds to the beginning of a long file pieces from all over it.
func (f *csvFile) samples(head []byte) ([][]byte, error) {
	out := [][]byte{head}
	if f.size <= int64(len(head)) {
		return out, nil
	}
	step := (f.size - int64(len(head))) / sampleSpots
	for i := int64(1); i <= sampleSpots; i++ {
		at := int64(len(head)) + i*step - spotSize
		if at < int64(len(head)) {
			continue
		}
		spot := make([]byte, spotSize)
		n, err := f.r.ReadAt(spot, at)
		if err != nil && err != io.EOF {
			return nil, readFault(f.book.Name, err)
		}
		out = append(out, afterLine(spot[:n]))
	}
	return out, nil
}

// afterLine cuts a sample at its first line end, so that it begins with a
// whole character in any encoding.
func afterLine(s []byte) []byte {
	if i := bytes.IndexAny(s, "\r\n"); i >= 0 {
		return s[i:]
	}
	return nil
}

// sepLine recognises the "sep=;" line that Excel understands. Excel doesn't
// count it as a row, and neither do we.
func sepLine(text []byte) (comma byte, n int) {
	if len(text) < 6 || !bytes.EqualFold(text[:4], []byte("sep=")) || !validComma(text[4]) {
		return 0, 0
	}
	rest := text[5:]
	switch {
	case bytes.HasPrefix(rest, []byte("\r\n")):
		return text[4], 7
	case rest[0] == '\n' || rest[0] == '\r':
		return text[4], 6
	}
	return 0, 0
}

func readFault(name string, err error) *Fault {
	return fault(issue.FileUnreadable, name, lang.T("读取文件时出错：请确认磁盘或网络位置可用，文件没有被移动", "reading the file failed: check that the disk or network place is there and the file was not moved"), err)
}

// validComma says that c can separate cells: ASCII, and none of the characters
// that cells and records are made of.
func validComma(c byte) bool {
	return c < 0x80 && c != '"' && c != '\r' && c != '\n' && c != 0 && !letter(c) && (c < '0' || c > '9')
}

package sheet

import (
	"bytes"
	"io"
	"strings"

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
	encoding := f.set.name
	if f.set.enc != nil && f.mayHideComma(text) {
		text = decoded(f.set.enc.NewDecoder(), text)
	}
	shape := shapeOf(text, f.comma)
	if wrapped, whole := wrappedShape(text, f.comma, shape); whole {
		shape = wrapped
		if err := f.rewrite(unwrap); err != nil {
			return err
		}
		b.noteOneCell(shape.comma)
	} else if f.set.enc != nil && shape.comma >= leastTrail {
		if err := f.rewrite(nil); err != nil {
			return err
		}
	}
	f.comma, f.width, f.uniform = shape.comma, min(shape.width, maxColsHint), shape.uniform
	f.chunk = chunkSize(text) * max(1, f.set.wide)
	b.Format, b.Encoding, b.Comma = CSV, encoding, f.comma
	first := min(int64(len(head)), f.size) - f.start
	b.Sheets = []Sheet{{Rows: (f.size - f.start) * int64(countBreaks(text)) / max(1, first)}}
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
	set, doubt := detect(samples)
	b.noteDoubt(set, doubt)
	f.set = set
	return nil
}

// noteDoubt asks for the encoding where several fit, or none well.
func (b *Book) noteDoubt(set charset, doubt []string) {
	if len(doubt) == 0 {
		return
	}
	b.note(issue.Issue{
		Code: issue.EncodingDoubtful, Severity: issue.Question, Blocks: true, Got: strings.Join(doubt, " / "),
		Want: lang.F("该文件的文字编码：请用 --encoding 指定（如 --encoding %s；常见的还有 gb18030、big5、windows-1252），或在 Excel 中另存为“CSV UTF-8”",
			"the encoding of the text: give --encoding (--encoding %s, or gb18030, big5, windows-1252 …), or save the file as “CSV UTF-8” in Excel", doubt[len(doubt)-1]),
		Effect: lang.F("暂按 %s 读取，文字可能是乱码", "read as %s for now; its texts may be garbled", set.name),
	})
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

// sepLine recognises the "sep=;" line that Excel understands, in quotation
// marks or not. Excel doesn't count it as a row, and neither do we.
func sepLine(text []byte) (comma byte, n int) {
	line, end := text, 0
	if i := bytes.IndexAny(text[:min(len(text), longestSepLine)], "\r\n"); i >= 0 {
		line, end = text[:i], i+1
		if text[i] == '\r' && i+1 < len(text) && text[i+1] == '\n' {
			end++
		}
	}
	if len(line) >= 2 && line[0] == '"' && line[len(line)-1] == '"' {
		line = line[1 : len(line)-1]
	}
	if end == 0 || len(line) != 5 || !bytes.EqualFold(line[:4], []byte("sep=")) || !validComma(line[4]) {
		return 0, 0
	}
	return line[4], end
}

const longestSepLine = 16

func readFault(name string, err error) *Fault {
	return fault(issue.FileUnreadable, name, lang.T("读取文件时出错：请确认磁盘或网络位置可用，文件没有被移动", "reading the file failed: check that the disk or network place is there and the file was not moved"), err)
}

// validComma says that c can separate cells: ASCII, and none of the characters
// that cells and records are made of.
func validComma(c byte) bool {
	return c < 0x80 && c != '"' && c != '\r' && c != '\n' && c != 0 && !letter(c) && (c < '0' || c > '9')
}

package sheet

import (
	"bytes"
	"context"
	"errors"
	"io"
	"sync"
	"sync/atomic"

	"servqual/survey/issue"
	"servqual/survey/lang"
)

// csvChunk is how much of a file one worker takes at a time. 256 KiB and the
// cells made of it stay in a core's second-level cache.
const csvChunk = 256 << 10

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
	f := &csvFile{book: b, r: r, size: size, chunk: csvChunk}
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
	b.Format, b.Encoding, b.Comma = CSV, f.set.name, f.comma
	b.Sheets = []Sheet{{}}
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

// csvFeed hands out the pieces of one reading of a file. Workers read chunks
// by themselves; then, one after the other in file order, each finds the
// records in its chunk and leaves the unfinished last one to the next (the
// turn). That part is a few percent of the work, and being sequential it knows
// exactly where quoted fields begin and end and which row is which, however
// the file is cut. Guessing the state from the parity of quotation marks in
// each chunk was rejected: one stray mark turns the guess over.
type csvFeed struct {
	f    *csvFile
	next atomic.Int64
	last int64 // number of chunks

	mu    sync.Mutex
	ready *sync.Cond
	turn  int64
	err   error
	split splitter
	carry []byte // from the beginning of the unfinished record
	rows  int    // records so far
	seq   int
}

func (f *csvFile) chunks() int64 {
	c := int64(f.chunk)
	return max(1, (f.size-f.start+c-1)/c)
}

func (f *csvFile) blocks(ctx context.Context, _, workers int, fn func(int, *Block) error) error {
	feed := &csvFeed{f: f, last: f.chunks(), split: splitter{comma: f.comma}}
	feed.ready = sync.NewCond(&feed.mu)
	stop := context.AfterFunc(ctx, func() { feed.fail(ctx.Err()) })
	defer stop()
	workers = int(min(int64(workers), feed.last))
	if workers <= 1 {
		newCSVWorker(feed, 0, fn).run()
	} else {
		var wg sync.WaitGroup
		for i := range workers {
			wg.Go(func() { newCSVWorker(feed, i, fn).run() })
		}
		wg.Wait()
	}
	feed.mu.Lock()
	defer feed.mu.Unlock()
	if feed.err == nil {
		return ctx.Err()
	}
	return feed.err
}

// fail stops the reading with the first error.
func (feed *csvFeed) fail(err error) {
	feed.mu.Lock()
	defer feed.mu.Unlock()
	feed.failLocked(err)
}

func (feed *csvFeed) failLocked(err error) {
	if feed.err == nil {
		feed.err = err
	}
	feed.ready.Broadcast()
}

// region is a run of whole records in a worker's buffer.
type region struct {
	from, to int
	rows     int
	first    int // number of the first record
	seq      int
	open     bool // the file ends inside quotation marks
	cut      bool // the file ends without a line end
}

// csvWorker holds the buffers of one goroutine.
type csvWorker struct {
	feed  *csvFeed
	id    int
	fn    func(int, *Block) error
	buf   []byte
	raw   []byte // before transcoding
	text  *csvText
	block Block
}

// headRoom is kept free before a chunk for the record begun in the one before.
const headRoom = 16 << 10

// tailRoom after it lets eight bytes be loaded at any place of it.
const tailRoom = 16

func newCSVWorker(feed *csvFeed, id int, fn func(int, *Block) error) *csvWorker {
	w := &csvWorker{feed: feed, id: id, fn: fn, text: newCSVText(feed.f.set)}
	w.block.book, w.block.decode = feed.f.book, w.text
	return w
}

func (w *csvWorker) run() {
	defer w.reportRescued()
	for {
		k := w.feed.next.Add(1) - 1
		if k >= w.feed.last {
			return
		}
		from, to, err := w.read(k)
		if err != nil {
			w.feed.fail(err)
			return
		}
		reg, ok := w.take(k, from, to)
		if !ok {
			return
		}
		if reg.rows == 0 {
			continue
		}
		if err := w.scan(reg); err != nil {
			w.feed.fail(err)
			return
		}
	}
}

// read loads chunk k behind the head room of the buffer.
func (w *csvWorker) read(k int64) (from, to int, err error) {
	f := w.feed.f
	at := f.start + k*int64(f.chunk)
	n := int(min(int64(f.chunk), f.size-at))
	if f.set.wide != 0 {
		return w.readWide(at, n)
	}
	w.room(headRoom + n + tailRoom)
	got, err := f.r.ReadAt(w.buf[headRoom:headRoom+n], at)
	if got < n {
		if err == nil || errors.Is(err, io.EOF) {
			err = io.ErrUnexpectedEOF
		}
		return 0, 0, readFault(f.book.Name, err)
	}
	return headRoom, headRoom + n, nil
}

func (w *csvWorker) room(n int) {
	if cap(w.buf) < n {
		w.buf = make([]byte, n, n+n/8)
	}
	w.buf = w.buf[:cap(w.buf)]
}

// take waits for the turn of chunk k, puts the record begun before in front of
// the chunk, and finds the whole records.
func (w *csvWorker) take(k int64, from, to int) (region, bool) {
	feed := w.feed
	feed.mu.Lock()
	defer feed.mu.Unlock()
	for feed.turn != k && feed.err == nil {
		feed.ready.Wait()
	}
	if feed.err != nil {
		return region{}, false
	}
	from, to = w.prepend(feed.carry, from, to)
	reg := region{from: from, first: feed.rows + 1, seq: feed.seq}
	if k == feed.last-1 {
		reg.cut = to > from && w.buf[to-1] != '\n' && w.buf[to-1] != '\r'
		if reg.cut {
			w.buf[to] = '\n'
			to++
		}
	}
	end, rows := feed.split.scan(w.buf[from:to], k == feed.last-1)
	if k == feed.last-1 && end < to-from {
		reg.open, rows, end = true, rows+1, to-from
		if !reg.cut {
			w.buf[to] = '\n'
			end++
		}
	}
	reg.to, reg.rows = from+end, rows
	clear(w.buf[max(to, reg.to):][:tailRoom-2])
	feed.carry = append(feed.carry[:0], w.buf[min(reg.to, to):to]...)
	if len(feed.carry) > feed.f.book.opt.Limits.Record {
		feed.failLocked(feed.recordFault(feed.rows + rows + 1))
		return region{}, false
	}
	feed.rows += rows
	if rows > 0 {
		feed.seq++
	}
	feed.turn++
	feed.ready.Broadcast()
	return reg, true
}

// prepend copies the carried bytes before the chunk, moving to a larger buffer
// where they don't fit into the head room.
func (w *csvWorker) prepend(carry []byte, from, to int) (int, int) {
	if len(carry) <= from {
		copy(w.buf[from-len(carry):], carry)
		return from - len(carry), to
	}
	n := to - from
	bigger := make([]byte, len(carry)+n+tailRoom)
	copy(bigger, carry)
	copy(bigger[len(carry):], w.buf[from:to])
	w.buf = bigger
	return 0, len(carry) + n
}

func (feed *csvFeed) recordFault(row int) error {
	flt := fault(issue.FileTooLarge, feed.f.book.Name, lang.F(
		"从第 %d 行开始的一条记录过长：很可能有一个引号没有配对，或分隔符不对；请检查该行，或重新导出",
		"the record that begins in row %d is too long: most likely a quotation mark is not closed or the delimiter is wrong; look at that row or export again", row), nil)
	flt.Row = row
	return flt
}

func (w *csvWorker) reportRescued() {
	if w.text.rescued == 0 {
		return
	}
	w.feed.f.book.note(issue.Issue{
		Code: issue.EncodingDoubtful, Got: w.feed.f.set.name, Count: w.text.rescued,
		Want:   lang.T("整个文件使用同一种编码；请用 --encoding 指定，或在 Excel 中另存为“CSV UTF-8”", "one encoding in the whole file; give --encoding, or save as “CSV UTF-8” in Excel"),
		Effect: lang.T("这些文字逐个按 GB18030 或 Windows-1252 读取", "these texts were read one by one as GB18030 or Windows-1252"),
	})
}

// noteCut reports a file that seems to end in the middle of a record.
func (f *csvFile) noteCut(row, width int, open bool) {
	switch {
	case open:
		f.book.note(issue.Issue{
			Code: issue.FileTruncated, Severity: issue.Warning, Pos: issue.Pos{Row: row},
			Want:   lang.T("引号应当成对；文件可能没有完整保存，请重新导出", "every quotation mark closed; the file may not be complete, export it again"),
			Effect: lang.T("引号后面的全部内容读成了一个单元格", "all that follows the mark was read as one cell"),
		})
	case f.uniform && width < f.width:
		f.book.note(issue.Issue{
			Code: issue.FileTruncated, Severity: issue.Warning, Pos: issue.Pos{Row: row},
			Want:   lang.F("每行 %d 个单元格，最后一行只有 %d 个且没有换行：文件可能没有完整保存，请重新导出", "%d cells in each row; the last has %d and no line end: the file may not be complete, export it again", f.width, width),
			Effect: lang.T("最后一行按现有内容读取", "the last row was read as it is"),
		})
	}
}

// readWide reads a chunk of UTF-16 or UTF-32 and turns it into UTF-8. A
// surrogate pair across the border belongs to the chunk it begins in.
func (w *csvWorker) readWide(at int64, n int) (from, to int, err error) {
	f := w.feed.f
	extra := int(min(2, f.size-at-int64(n)))
	if cap(w.raw) < n+2 {
		w.raw = make([]byte, f.chunk+2)
	}
	raw := w.raw[:n+extra]
	if got, err := f.r.ReadAt(raw, at); got < len(raw) {
		return 0, 0, readFault(f.book.Name, err)
	}
	if f.set.wide == 2 {
		if at > f.start && len(raw) >= 2 && f.low(raw) {
			raw, n = raw[2:], n-2
		}
		if n+2 <= len(raw) && f.low(raw[n:]) {
			n += 2
		}
	}
	w.room(headRoom + 2*n + 4 + tailRoom)
	out := f.transcode(w.buf[:headRoom], raw[:n])
	if len(out)+tailRoom > cap(out) {
		out = append(out, make([]byte, tailRoom)...)[:len(out)]
	}
	w.buf = out[:cap(out)]
	return headRoom, len(out), nil
}

// low says that s begins with the second half of a surrogate pair.
func (f *csvFile) low(s []byte) bool {
	hi := s[1]
	if f.set.big {
		hi = s[0]
	}
	return hi&0xFC == 0xDC
}

// transcode appends raw, in a wide encoding, to dst as UTF-8. Bytes left over
// at the end of a file become U+FFFD.
func (f *csvFile) transcode(dst, raw []byte) []byte {
	dec := f.set.transcoder()
	for {
		if cap(dst)-len(dst) < 16 {
			dst = append(dst, make([]byte, len(raw)+64)...)[:len(dst)]
		}
		nd, ns, err := dec.Transform(dst[len(dst):cap(dst)], raw, true)
		dst, raw = dst[:len(dst)+nd], raw[ns:]
		if err == nil || nd == 0 && ns == 0 && cap(dst)-len(dst) >= 16 {
			return dst
		}
	}
}

// validComma says that c can separate cells: ASCII, and none of the characters
// that cells and records are made of.
func validComma(c byte) bool {
	return c < 0x80 && c != '"' && c != '\r' && c != '\n' && c != 0 && !letter(c) && (c < '0' || c > '9')
}

package sheet

import (
	"context"
	"errors"
	"io"
	"sync"
	"sync/atomic"

	"servqual/survey/guard"
	"servqual/survey/issue"
	"servqual/survey/lang"
)

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
		var wg guard.Group
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
			s := sink{b: &w.block, id: w.id, fn: w.fn}
			s.broken(reg.seq, err)
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

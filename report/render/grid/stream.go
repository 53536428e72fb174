package grid

import (
	"archive/zip"
	"bytes"
	"hash/crc32"
	"io"
	"math"
	"runtime"
	"sync"
	"sync/atomic"

	"github.com/klauspost/compress/flate"

	"servqual/report"
	"servqual/survey/guard"
)

// rowsAtOnce is how many rows make a piece: enough that compressing each piece
// for itself costs under 1 % in size, few enough to stay in the cache.
const rowsAtOnce = 64

// hasDescriptor is the flag of a zip entry whose sizes follow its data.
const hasDescriptor = 0x8

// writeSheet writes the sheet of the table as one entry of the zip. Every
// worker takes the next piece, fills its rows in, writes their XML, compresses
// it, and waits for its turn to write. A piece is compressed without looking
// back at the one before and ends on a whole byte, so that the pieces one after
// the other are one valid stream, the same for any number of workers.
func (b *book) writeSheet(z *zip.Writer) error {
	entry := &zip.FileHeader{Name: "xl/worksheets/sheet1.xml", Method: zip.Deflate, Modified: epoch, Flags: hasDescriptor}
	w, err := z.CreateRaw(entry)
	if err != nil {
		return err
	}
	out := &turns{w: w, entry: entry}
	out.cond = sync.NewCond(&out.mu)
	pieces := 2 + (b.grid.Rows+rowsAtOnce-1)/rowsAtOnce // the head, the rows, the tail
	var next atomic.Int64
	var wg guard.Group
	for range min(runtime.GOMAXPROCS(0), pieces) {
		wg.Go(func() {
			x := b.newWorker()
			for {
				turn := int(next.Add(1)) - 1
				if turn >= pieces {
					return
				}
				x.piece(turn, turn == pieces-1)
				if !out.take(turn, x) {
					return
				}
			}
		})
	}
	wg.Wait()
	// The package writes these two into the record behind the data and into the
	// directory, also where it calls them deprecated.
	entry.CompressedSize = uint32(min(entry.CompressedSize64, math.MaxUint32))
	entry.UncompressedSize = uint32(min(entry.UncompressedSize64, math.MaxUint32))
	return out.err
}

// worker has the memory for one piece.
type worker struct {
	*book
	read    func(row int, into *report.GridRow)
	row     report.GridRow
	xml     []byte
	packed  bytes.Buffer
	deflate *flate.Writer
	err     error
}

// piece makes the XML of one piece and compresses it.
func (x *worker) piece(turn int, last bool) {
	x.xml = x.xml[:0]
	switch {
	case turn == 0:
		x.xml = append(x.xml, x.sheetHead()...)
	case last:
		x.xml = append(x.xml, x.sheetTail()...)
	default:
		from := (turn - 1) * rowsAtOnce
		for r := from; r < min(from+rowsAtOnce, x.grid.Rows); r++ {
			if x.err = x.rowXML(r); x.err != nil {
				return
			}
		}
	}
	x.packed.Reset()
	x.deflate.Reset(&x.packed)
	if _, x.err = x.deflate.Write(x.xml); x.err != nil {
		return
	}
	if last {
		x.err = x.deflate.Close()
	} else {
		x.err = x.deflate.Flush()
	}
}

// turns lets the workers write in the order of their pieces.
type turns struct {
	mu    sync.Mutex
	cond  *sync.Cond
	w     io.Writer
	entry *zip.FileHeader
	next  int
	err   error
}

// take writes a worker's piece when its turn comes; false when it or an earlier
// one failed.
func (t *turns) take(turn int, x *worker) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	defer t.cond.Broadcast()
	for t.next != turn && t.err == nil {
		t.cond.Wait()
	}
	if t.err == nil {
		t.err = x.err
	}
	if t.err != nil {
		return false
	}
	t.next++
	t.entry.CRC32 = crc32.Update(t.entry.CRC32, crc32.IEEETable, x.xml)
	t.entry.UncompressedSize64 += uint64(len(x.xml))
	t.entry.CompressedSize64 += uint64(x.packed.Len())
	_, t.err = t.w.Write(x.packed.Bytes())
	return t.err == nil
}

package sheet

import (
	"context"
	"errors"
	"io"
	"strconv"
	"sync"

	"servqual/survey/guard"
	"servqual/survey/issue"
	"servqual/survey/lang"
)

// xlsxPiece is a run of whole rows on its way from the goroutine that inflates
// to one that parses.
type xlsxPiece struct {
	seq    int
	data   []byte
	before <-chan int // number of the last row of the piece before
	after  chan<- int // … of this one
}

// blocks inflates on one goroutine and parses on up to workers others; the
// time is that of inflating.
func (x *xlsxFile) blocks(ctx context.Context, sheet, workers int, fn func(int, *Block) error) error {
	defer x.noteLost()
	f := x.find(x.parts[sheet])
	r, err := openPart(x.book.Name, f, x.book.opt.Limits)
	if err != nil {
		return err
	}
	defer r.Close()
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	workers = max(1, workers)
	pieces := make(chan xlsxPiece, workers)
	free := make(chan []byte, 2*workers+1)
	for range cap(free) {
		free <- nil
	}
	cut := newXMLCutter(r, "sheetData", "row", x.book.opt.Limits.Record)
	var wg guard.Group
	ready := make(chan struct{})
	cols, started := 0, false
	var fault error // of the inflating: what came before it is still parsed
	var broken brokenPiece
	inflating, enough := context.WithCancel(ctx)
	defer enough()
	wg.Go(func() {
		defer close(pieces)
		if err := x.inflate(inflating, cut, pieces, free, func() { cols, started = x.colsHint(cut.head), true; close(ready) }); err != nil {
			if fault = x.cutFault(f.Name, err); !started {
				cancel(fault)
			}
		}
	})
	for id := range workers {
		wg.Go(func() {
			select {
			case <-ready:
			case <-ctx.Done():
				return
			}
			s := newXLSXScan(x, sheet, id, cols, fn)
			for p := range pieces {
				if ctx.Err() != nil {
					return
				}
				if broken.before(p.seq) {
					p.skip()
					continue
				}
				if err := s.piece(ctx, p); err != nil {
					var f *Fault
					if !errors.As(err, &f) {
						cancel(err)
						return
					}
					broken.at(p.seq, err)
					enough()
					p.skip()
					s.broken(p.seq, err)
					return
				}
				free <- p.data[:0]
			}
		})
	}
	wg.Wait()
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	if broken.err != nil {
		return broken.err
	}
	return fault
}

// skip lets the piece behind go on, which does not count either.
func (p xlsxPiece) skip() {
	select {
	case p.after <- 0:
	default: // its last row was told
	}
}

// brokenPiece is the first piece in which a fault was found. Those before it are
// parsed to their end: what was read does not depend on who was how far.
type brokenPiece struct {
	mu  sync.Mutex
	seq int
	err error // nil = there is none
}

func (x *brokenPiece) at(seq int, err error) {
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.err == nil || seq < x.seq {
		x.seq, x.err = seq, err
	}
}

func (x *brokenPiece) before(seq int) bool {
	x.mu.Lock()
	defer x.mu.Unlock()
	return x.err != nil && x.seq < seq
}

// inflate cuts the sheet into pieces until it ends or ctx does.
func (x *xlsxFile) inflate(ctx context.Context, cut *xmlCutter, pieces chan<- xlsxPiece, free <-chan []byte, started func()) error {
	last := make(chan int, 1)
	last <- 0
	for seq := 0; ; seq++ {
		var buf []byte
		select {
		case buf = <-free:
		case <-ctx.Done():
			return nil
		}
		data, err := cut.next(buf)
		if seq == 0 && (err == nil || err == io.EOF) {
			started()
		}
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		after := make(chan int, 1)
		select {
		case pieces <- xlsxPiece{seq, data, last, after}:
		case <-ctx.Done():
			return nil
		}
		last = after
	}
}

// colsHint gives the width the sheet says it has.
func (x *xlsxFile) colsHint(head []byte) int {
	s := xmlScan{data: head}
	for tok := s.next(); tok != xmlEnd && tok != xmlBad; tok = s.next() {
		if tok == xmlOpen && string(s.tag.name) == "dimension" {
			ref, _ := s.tag.attr("ref")
			if m, ok := parseRange(ref); ok {
				return min(m.LastCol, maxColsHint)
			}
		}
	}
	return 32
}

// xlsxScan is the state of one parsing goroutine.
type xlsxScan struct {
	sink
	x     *xlsxFile
	sheet int
	cols  int
	data  []byte // the piece, and behind it texts that had to be joined
	size  int    // of the piece alone
	prev  int    // number of the row before, -1 when not known yet
	block Block
}

func newXLSXScan(x *xlsxFile, sheet, id, cols int, fn func(int, *Block) error) *xlsxScan {
	s := &xlsxScan{x: x, sheet: sheet, cols: cols}
	s.sink = sink{b: &s.block, id: id, fn: fn}
	s.block.book, s.block.decode = x.book, new(xmlDecoder)
	return s
}

// xmlDecoder decodes the texts that stand in the sheet itself.
type xmlDecoder struct{ buf []byte }

func (d *xmlDecoder) text(raw []byte, escaped bool) []byte {
	if !escaped {
		return raw
	}
	d.buf = appendXML(d.buf[:0], raw, true)
	return d.buf
}

// piece parses the rows of a piece and delivers them.
func (s *xlsxScan) piece(ctx context.Context, p xlsxPiece) error {
	s.start(p.seq, s.cols)
	s.data, s.size, s.prev = p.data, len(p.data), -1
	if err := s.rows(ctx, p); err != nil {
		return err
	}
	if s.prev < 0 {
		s.prev = 0
	}
	p.after <- s.prev
	s.b.data = s.data
	return s.deliver(true)
}

func (s *xlsxScan) rows(ctx context.Context, p xlsxPiece) error {
	x := xmlScan{data: s.data[:s.size]}
	for {
		switch x.next() {
		case xmlEnd:
			return nil
		case xmlBad:
			return s.malformed()
		case xmlOpen:
			if string(x.tag.name) != "row" {
				return s.malformed()
			}
			if err := s.oneRow(ctx, &x, p.before); err != nil {
				return err
			}
		case xmlClose:
			return s.malformed()
		}
	}
}

func (s *xlsxScan) malformed() error {
	flt := s.x.malformed(s.x.parts[s.sheet], nil)
	flt.Sheet = s.x.book.Sheets[s.sheet].Name
	flt.Row = max(0, s.prev)
	return flt
}

func (s *xlsxScan) oneRow(ctx context.Context, x *xmlScan, before <-chan int) error {
	number, hidden := 0, false
	for rest := x.tag.attrs; ; {
		name, value, next := nextAttr(rest)
		if name == nil {
			break
		}
		switch string(name) {
		case "r":
			number, _ = strconv.Atoi(string(value))
		case "hidden":
			hidden = string(value) == "1" || string(value) == "true"
		}
		rest = next
	}
	if number <= 0 { // left out: the row after the one before
		if s.prev < 0 {
			select {
			case s.prev = <-before:
			case <-ctx.Done():
				return context.Cause(ctx)
			}
		}
		number = s.prev + 1
	}
	s.prev = number
	if number > s.x.book.opt.Limits.Rows {
		return fault(issue.FileTooLarge, s.x.book.Name, lang.F("工作表超过 %d 行", "the sheet has more than %d rows", s.x.book.opt.Limits.Rows), nil)
	}
	s.b.data = s.data
	if err := s.begin(number); err != nil {
		return err
	}
	if !x.tag.empty {
		p, err := s.cells(x.p)
		if err != nil {
			return err
		}
		x.p = p
	}
	s.done(hidden)
	return nil
}

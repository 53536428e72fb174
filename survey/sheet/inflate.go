package sheet

import (
	"encoding/binary"
	"errors"
	"io"
	"sync"
)

// inflater unfolds deflate data (RFC 1951). Sheets are the case it is written
// for: XML of short, nearby repetitions, read once from end to end. It decodes
// into one buffer with the window in front, so a repetition is a copy within
// it, and takes up to three literals from one load of bits. On the 154 MB sheet
// of 100,000 rows it takes 0.6 of the time of klauspost/compress, which the
// whole reading of a workbook waits for; FuzzInflate holds it to compress/flate.
type inflater struct {
	src  io.Reader
	in   []byte // input at hand, with inPad bytes behind it
	end  int    // of the input in it
	ip   int
	eof  bool
	bits uint64
	nb   uint // bits at hand

	out    []byte // window and output
	op, rp int    // written and read up to here

	lit    [litSize]uint32
	dist   [distSize]uint32
	state  inflateState
	last   bool
	stored int // bytes left of a stored block
	err    error
}

type inflateState int

const (
	betweenBlocks inflateState = iota
	inStored
	inCodes
)

const (
	inflateIn   = 64 << 10
	inPad       = 16
	inflateWin  = 32 << 10
	inflateOut  = 256 << 10
	outSlack    = 258 + 24 + 4 // a longest match, the overrun of its copy, and literals
	litBits     = 11
	distBits    = 8
	litSize     = 1<<litBits + 1<<11 // and room for the longer codes, see buildTable
	distSize    = 1<<distBits + 1<<10
	entryLit    = 1 << 31
	entrySub    = 1 << 15
	entryEnd    = 1 << 14
	entryBad    = 1 << 13
	entryOdd    = entrySub | entryEnd | entryBad
	codeMaxBits = 15
)

var errInflate = errors.New("damaged deflate data")

// inflaters keeps buffers for the next part: a workbook has five or more, and a
// folder of branches hundreds.
var inflaters = sync.Pool{New: func() any {
	return &inflater{in: make([]byte, inflateIn+inPad), out: make([]byte, inflateWin+inflateOut+outSlack)}
}}

func newInflater(src io.Reader) *inflater {
	f := inflaters.Get().(*inflater)
	f.src, f.end, f.ip, f.eof, f.bits, f.nb = src, 0, 0, false, 0, 0
	f.op, f.rp, f.state, f.last, f.stored, f.err = 0, 0, betweenBlocks, false, 0, nil
	return f
}

// Close gives the buffers back.
func (f *inflater) Close() error {
	if f.src != nil {
		f.src, f.err, f.rp, f.op = nil, io.ErrClosedPipe, 0, 0
		inflaters.Put(f)
	}
	return nil
}

// Read gives unfolded bytes.
func (f *inflater) Read(p []byte) (int, error) {
	for f.rp == f.op {
		if f.err != nil {
			return 0, f.err
		}
		if f.op > inflateWin+inflateOut/2 { // keep the window, make room
			copy(f.out, f.out[f.op-inflateWin:f.op])
			f.op, f.rp = inflateWin, inflateWin
		}
		f.err = f.more()
	}
	n := copy(p, f.out[f.rp:f.op])
	f.rp += n
	return n, nil
}

// more decodes until the output is full or the data ends.
func (f *inflater) more() error {
	for f.op < inflateWin+inflateOut {
		var err error
		switch f.state {
		case betweenBlocks:
			if f.last {
				return io.EOF
			}
			err = f.header()
		case inStored:
			err = f.copyStored()
		case inCodes:
			err = f.codes()
		}
		if err == errInflate && f.passed() {
			return io.ErrUnexpectedEOF // what was damaged is the zeros behind the end
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// load makes at least 56 bits available, zeros behind the end of the input;
// that the end was not passed is checked by passed.
func (f *inflater) load() error {
	if f.ip+8 > f.end && !f.eof {
		if err := f.fill(); err != nil {
			return err
		}
	}
	if f.ip+8 > len(f.in) {
		return io.ErrUnexpectedEOF
	}
	f.bits |= binary.LittleEndian.Uint64(f.in[f.ip:]) << (f.nb & 63)
	f.ip += int(63-f.nb) >> 3
	f.nb |= 56
	return nil
}

// fill reads more input behind what is left. The eight bytes before the place
// stay: storedHeader goes back over those that are in bits already.
func (f *inflater) fill() error {
	keep := min(f.ip, 8)
	f.end = copy(f.in, f.in[f.ip-keep:f.end])
	f.ip = keep
	for f.end < inflateIn {
		n, err := f.src.Read(f.in[f.end:inflateIn])
		f.end += n
		if err == io.EOF {
			f.eof = true
			clear(f.in[f.end:])
			return nil
		}
		if err != nil {
			return err
		}
	}
	clear(f.in[f.end:])
	return nil
}

// passed says that more bits were used than the input has.
func (f *inflater) passed() bool { return f.eof && f.ip*8-int(f.nb) > f.end*8 }

func (f *inflater) take(n uint) int {
	v := int(f.bits & (1<<n - 1))
	f.bits >>= n
	f.nb -= n
	return v
}

func (f *inflater) header() error {
	if err := f.load(); err != nil {
		return err
	}
	f.last = f.take(1) == 1
	switch f.take(2) {
	case 0:
		return f.storedHeader()
	case 1:
		f.fixedCodes()
	case 2:
		if err := f.dynamicCodes(); err != nil {
			return err
		}
	default:
		return errInflate
	}
	f.state = inCodes
	if f.passed() {
		return io.ErrUnexpectedEOF
	}
	return nil
}

// storedHeader goes back to whole bytes and reads the length of the block.
func (f *inflater) storedHeader() error {
	f.take(f.nb & 7)
	if err := f.load(); err != nil {
		return err
	}
	n := f.take(16)
	if inverse := f.take(16); n != ^inverse&0xFFFF {
		return errInflate
	}
	if f.passed() {
		return io.ErrUnexpectedEOF
	}
	f.ip -= int(f.nb >> 3)
	f.bits, f.nb = 0, 0
	f.stored, f.state = n, inStored
	return nil
}

func (f *inflater) copyStored() error {
	for f.stored > 0 && f.op < inflateWin+inflateOut {
		if f.ip >= f.end {
			if f.eof {
				return io.ErrUnexpectedEOF
			}
			if err := f.fill(); err != nil {
				return err
			}
			continue
		}
		n := min(f.stored, f.end-f.ip, inflateWin+inflateOut-f.op)
		copy(f.out[f.op:], f.in[f.ip:f.ip+n])
		f.op, f.ip, f.stored = f.op+n, f.ip+n, f.stored-n
	}
	if f.stored == 0 {
		f.state = betweenBlocks
	}
	return nil
}

// codes decodes literals and repetitions until the block ends or the output is
// full. The fields used at every step are kept in variables.
func (f *inflater) codes() error {
	in, out := f.in, f.out
	ip, op, b, nb := f.ip, f.op, f.bits, f.nb
	save := func() { f.ip, f.op, f.bits, f.nb = ip, op, b, nb }
	for op < inflateWin+inflateOut {
		if ip+16 > f.end { // at the end of the input at hand
			save()
			if err := f.load(); err != nil {
				return err
			}
			if f.passed() {
				return io.ErrUnexpectedEOF
			}
			ip, b, nb = f.ip, f.bits, f.nb
		} else {
			b |= binary.LittleEndian.Uint64(in[ip:]) << (nb & 63)
			ip += int(63-nb) >> 3
			nb |= 56
		}
		e := f.lit[b&(1<<litBits-1)]
		if e&entryLit != 0 {
			b, nb = b>>(e&63), nb-uint(e&63)
			out[op] = byte(e >> 16)
			op++
			e = f.lit[b&(1<<litBits-1)]
			if e&entryLit != 0 {
				b, nb = b>>(e&63), nb-uint(e&63)
				out[op] = byte(e >> 16)
				op++
				e = f.lit[b&(1<<litBits-1)]
				if e&entryLit != 0 {
					b, nb = b>>(e&63), nb-uint(e&63)
					out[op] = byte(e >> 16)
					op++
					continue
				}
			}
			if nb < 48 { // what a repetition may need
				continue
			}
		}
		if e&entryOdd != 0 {
			if e&entrySub != 0 {
				e = f.lit[int(e>>16&0x7FFF)+int(b>>litBits&(1<<(e>>8&15)-1))]
			}
			switch {
			case e&entryLit != 0:
				b, nb = b>>(e&63), nb-uint(e&63)
				out[op] = byte(e >> 16)
				op++
				continue
			case e&entryEnd != 0:
				b, nb = b>>(e&63), nb-uint(e&63)
				save()
				f.state = betweenBlocks
				if f.passed() {
					return io.ErrUnexpectedEOF
				}
				return nil
			case e&entryBad != 0:
				save()
				return errInflate
			}
		}
		b, nb = b>>(e&63), nb-uint(e&63)
		extra := uint(e >> 8 & 15)
		length := int(e>>16) + int(b&(1<<extra-1))
		b, nb = b>>extra, nb-extra

		e = f.dist[b&(1<<distBits-1)]
		if e&entrySub != 0 {
			e = f.dist[int(e>>16&0x7FFF)+int(b>>distBits&(1<<(e>>8&15)-1))]
		}
		if e&entryBad != 0 {
			save()
			return errInflate
		}
		b, nb = b>>(e&63), nb-uint(e&63)
		extra = uint(e >> 8 & 15)
		back := int(e>>16) + int(b&(1<<extra-1))
		b, nb = b>>extra, nb-extra
		if back > op {
			save()
			return errInflate
		}
		op = repeat(out, op, back, length)
	}
	save()
	return nil
}

// repeat copies length bytes from back bytes before op. Eight bytes are moved
// at a time, up to seven too many: the slack behind the output is for that.
func repeat(out []byte, op, back, length int) int {
	from, end := op-back, op+length
	if back >= 8 {
		for op < end {
			binary.LittleEndian.PutUint64(out[op:], binary.LittleEndian.Uint64(out[from:]))
			op, from = op+8, from+8
		}
		return end
	}
	for ; op < end; op, from = op+1, from+1 {
		out[op] = out[from]
	}
	return end
}

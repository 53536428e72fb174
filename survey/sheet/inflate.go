package sheet

import (
	"encoding/binary"
	"errors"
	"io"
	"math/bits"
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

func newInflater(src io.Reader) *inflater {
	return &inflater{src: src, in: make([]byte, inflateIn+inPad), out: make([]byte, inflateWin+inflateOut+outSlack)}
}

// Close is there for zip; there is nothing to release.
func (f *inflater) Close() error { return nil }

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

// fill reads more input behind what is left.
func (f *inflater) fill() error {
	f.end = copy(f.in, f.in[f.ip:f.end])
	f.ip = 0
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

// The meanings of the length and distance symbols: base and extra bits.
var (
	lengthBase  = [...]uint32{3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258}
	lengthExtra = [...]uint32{0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0}
	distBase    = [...]uint32{1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145, 8193, 12289, 16385, 24577}
	codeOrder   = [...]int{16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15}
)

func litEntry(symbol int) uint32 {
	switch {
	case symbol < 256:
		return entryLit | uint32(symbol)<<16
	case symbol == 256:
		return entryEnd
	case symbol-257 < len(lengthBase):
		return lengthBase[symbol-257]<<16 | lengthExtra[symbol-257]<<8
	}
	return entryBad
}

func distEntry(symbol int) uint32 {
	if symbol >= len(distBase) {
		return entryBad
	}
	return distBase[symbol]<<16 | uint32(max(0, symbol/2-1))<<8
}

func (f *inflater) fixedCodes() {
	var lens [288]uint8
	for i := range lens {
		switch {
		case i < 144:
			lens[i] = 8
		case i < 256:
			lens[i] = 9
		case i < 280:
			lens[i] = 7
		default:
			lens[i] = 8
		}
	}
	buildTable(f.lit[:], litBits, lens[:], litEntry)
	for i := range 32 {
		lens[i] = 5
	}
	buildTable(f.dist[:], distBits, lens[:32], distEntry)
}

// dynamicCodes reads the codes of a block.
func (f *inflater) dynamicCodes() error {
	nlit, ndist, ncode := f.take(5)+257, f.take(5)+1, f.take(4)+4
	if nlit > 286 {
		return errInflate
	}
	var lens [320]uint8
	var codeLens [19]uint8
	for i := range ncode {
		if f.nb < 3 {
			if err := f.load(); err != nil {
				return err
			}
		}
		codeLens[codeOrder[i]] = uint8(f.take(3))
	}
	var table [1 << 7]uint32
	if !buildTable(table[:], 7, codeLens[:], func(s int) uint32 { return uint32(s) << 16 }) {
		return errInflate
	}
	for i := 0; i < nlit+ndist; {
		if err := f.load(); err != nil {
			return err
		}
		e := table[f.bits&127]
		if e&entryBad != 0 {
			return errInflate
		}
		f.take(uint(e & 63))
		symbol, again, value := int(e>>16), 1, uint8(0)
		switch {
		case symbol < 16:
			value = uint8(symbol)
		case symbol == 16:
			if i == 0 {
				return errInflate
			}
			again, value = 3+f.take(2), lens[i-1]
		case symbol == 17:
			again = 3 + f.take(3)
		default:
			again = 11 + f.take(7)
		}
		if i+again > nlit+ndist {
			return errInflate
		}
		for ; again > 0; again-- {
			lens[i] = value
			i++
		}
	}
	if lens[256] == 0 || !buildTable(f.lit[:], litBits, lens[:nlit], litEntry) || !buildTable(f.dist[:], distBits, lens[nlit:nlit+ndist], distEntry) {
		return errInflate
	}
	return nil
}

// buildTable makes the decoding table of a canonical code: the low n bits of
// the input lead to an entry, or for longer codes to a table behind, whose
// place and size that entry tells. False when the lengths are no complete code;
// none at all, or a single one of one bit, are allowed as in zlib.
func buildTable(table []uint32, n int, lens []uint8, entry func(int) uint32) bool {
	var count, next [codeMaxBits + 2]int
	for _, l := range lens {
		count[l]++
	}
	count[0] = 0
	space, used, longest := 0, 0, 0
	for l := 1; l <= codeMaxBits; l++ {
		next[l+1] = (next[l] + count[l]) << 1
		space += count[l] << (codeMaxBits - l)
		if used += count[l]; count[l] > 0 {
			longest = l
		}
	}
	if space != 1<<codeMaxBits && !(used == 0 || used == 1 && count[1] == 1) {
		return false
	}
	for i := range table[:1<<n] {
		table[i] = entryBad
	}
	free := 1 << n
	for symbol, l := range lens {
		if l == 0 {
			continue
		}
		code := int(bits.Reverse16(uint16(next[l])) >> (16 - l))
		next[l]++
		e := entry(symbol) | uint32(l)
		if int(l) <= n {
			for i := code; i < 1<<n; i += 1 << l {
				table[i] = e
			}
			continue
		}
		head := code & (1<<n - 1)
		if table[head]&entrySub == 0 {
			size := longest - n
			if free+1<<size > len(table) {
				return false
			}
			table[head] = entrySub | uint32(free)<<16 | uint32(size)<<8
			for i := free; i < free+1<<size; i++ {
				table[i] = entryBad
			}
			free += 1 << size
		}
		at, size := int(table[head]>>16&0x7FFF), int(table[head]>>8&15)
		for i := code >> n; i < 1<<size; i += 1 << (int(l) - n) {
			table[at+i] = e
		}
	}
	return true
}

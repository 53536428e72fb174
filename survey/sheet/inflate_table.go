package sheet

import (
	"math/bits"
)

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

package sheet

import (
	"encoding/binary"
	"errors"
	"io"
	"unicode/utf16"
)

// oleFile is a compound file (MS-CFB): the container of .xls and of encrypted
// workbooks. A reader of our own instead of the library, because it is fed
// hostile files: every chain of sectors is followed at most once around, nothing
// is allocated beyond what the file's own size explains, and a stream is read
// through its extents, sectors that lie together in one go.
type oleFile struct {
	r       io.ReaderAt
	size    int64
	sector  int64
	fat     []uint32
	miniFAT []uint32
	mini    *oleStream // the stream that holds the small streams
	streams map[string]*oleStream
	cutoff  int64
}

// oleStream is one stream, as runs of bytes of the file.
type oleStream struct {
	r    io.ReaderAt
	size int64
	runs []oleRun
}

type oleRun struct{ at, off, n int64 } // at in the stream, off in the file

var errOLE = errors.New("damaged compound file")

const (
	oleMagic   = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"
	oleMaxSect = 0xFFFFFFFA
	oleEnd     = 0xFFFFFFFE
	miniSector = 64
)

func openOLE(r io.ReaderAt, size int64) (*oleFile, error) {
	var h [512]byte
	if _, err := r.ReadAt(h[:], 0); err != nil {
		return nil, errOLE
	}
	shift := binary.LittleEndian.Uint16(h[30:])
	if string(h[:8]) != oleMagic || shift < 7 || shift > 16 {
		return nil, errOLE
	}
	f := &oleFile{r: r, size: size, sector: 1 << shift, streams: make(map[string]*oleStream)}
	f.cutoff = int64(binary.LittleEndian.Uint32(h[56:]))
	if err := f.readFAT(h[:]); err != nil {
		return nil, err
	}
	return f, f.readDirectory(binary.LittleEndian.Uint32(h[48:]), binary.LittleEndian.Uint32(h[60:]))
}

// readFAT collects the sectors of the allocation table, the first 109 from the
// header and the others from the chain behind it.
func (f *oleFile) readFAT(h []byte) error {
	list := f.sectorsIn(h[76:512])
	next := binary.LittleEndian.Uint32(h[68:])
	for budget := f.size / f.sector; next < oleMaxSect && budget > 0; budget-- {
		buf, err := f.readSector(next)
		if err != nil {
			return err
		}
		last := len(buf) - 4
		list = append(list, f.sectorsIn(buf[:last])...)
		next = binary.LittleEndian.Uint32(buf[last:])
	}
	if int64(len(list)) > f.size/f.sector+1 {
		return errOLE
	}
	for _, s := range list {
		buf, err := f.readSector(s)
		if err != nil {
			return err
		}
		f.fat = appendUint32s(f.fat, buf)
	}
	return nil
}

// sectorsIn lists the sector numbers in a piece of the table of tables.
func (f *oleFile) sectorsIn(b []byte) []uint32 {
	var out []uint32
	for _, s := range appendUint32s(nil, b) {
		if s < oleMaxSect {
			out = append(out, s)
		}
	}
	return out
}

func appendUint32s(dst []uint32, b []byte) []uint32 {
	for ; len(b) >= 4; b = b[4:] {
		dst = append(dst, binary.LittleEndian.Uint32(b))
	}
	return dst
}

// readSector reads one sector; the last one of a file may be short.
func (f *oleFile) readSector(s uint32) ([]byte, error) {
	buf := make([]byte, f.sector)
	n, err := f.r.ReadAt(buf, (int64(s)+1)*f.sector)
	if n == 0 && err != nil {
		return nil, errOLE
	}
	return buf, nil
}

// chain gives the runs of a stream that begins at a sector.
func (f *oleFile) chain(first uint32, size int64) (*oleStream, error) {
	s := &oleStream{r: f.r, size: size}
	at := int64(0)
	for sect, budget := first, len(f.fat); sect < oleMaxSect && at < size; budget-- {
		if budget < 0 || int(sect) >= len(f.fat) {
			return nil, errOLE
		}
		s.grow(at, (int64(sect)+1)*f.sector, f.sector)
		at += f.sector
		sect = f.fat[sect]
	}
	s.size = min(size, at) // shorter when the chain ends early: a cut-off file
	return s, nil
}

// miniChain is chain for a stream kept in the mini stream.
func (f *oleFile) miniChain(first uint32, size int64) (*oleStream, error) {
	s := &oleStream{r: f.mini, size: size}
	at := int64(0)
	for sect, budget := first, len(f.miniFAT); sect < oleMaxSect && at < size; budget-- {
		if budget < 0 || int(sect) >= len(f.miniFAT) {
			return nil, errOLE
		}
		s.grow(at, int64(sect)*miniSector, miniSector)
		at += miniSector
		sect = f.miniFAT[sect]
	}
	s.size = min(size, at)
	return s, nil
}

func (s *oleStream) grow(at, off, n int64) {
	if last := len(s.runs) - 1; last >= 0 && s.runs[last].off+s.runs[last].n == off {
		s.runs[last].n += n
		return
	}
	s.runs = append(s.runs, oleRun{at, off, n})
}

// readDirectory opens the streams of the root, by name.
func (f *oleFile) readDirectory(first, miniFAT uint32) error {
	dir, err := f.chain(first, f.size)
	if err != nil {
		return err
	}
	type entry struct {
		name  string
		first uint32
		size  int64
	}
	var small []entry
	var buf [128]byte
	for at := int64(0); at+128 <= dir.size; at += 128 {
		if _, err := dir.ReadAt(buf[:], at); err != nil {
			break
		}
		e := entry{oleName(buf[:]), binary.LittleEndian.Uint32(buf[116:]), int64(binary.LittleEndian.Uint64(buf[120:]))}
		if f.sector == 512 {
			e.size &= 1<<32 - 1 // the upper half is not always zero in old files
		}
		if e.size < 0 || e.size > f.size {
			e.size = f.size
		}
		switch kind := buf[66]; {
		case kind == 5:
			if f.mini, err = f.chain(e.first, e.size); err != nil {
				return err
			}
		case kind == 2 && e.size < f.cutoff:
			small = append(small, e)
		case kind == 2:
			if f.streams[e.name], err = f.chain(e.first, e.size); err != nil {
				return err
			}
		}
	}
	if len(small) == 0 || f.mini == nil {
		return nil
	}
	table, err := f.chain(miniFAT, f.size)
	if err != nil {
		return err
	}
	raw := make([]byte, table.size)
	n, _ := table.ReadAt(raw, 0)
	f.miniFAT = appendUint32s(nil, raw[:n])
	for _, e := range small {
		if s, err := f.miniChain(e.first, e.size); err == nil {
			f.streams[e.name] = s
		}
	}
	return nil
}

func oleName(entry []byte) string {
	n := int(binary.LittleEndian.Uint16(entry[64:]))
	var u []uint16
	for i := 0; i+1 < n-2 && i < 62; i += 2 {
		u = append(u, binary.LittleEndian.Uint16(entry[i:]))
	}
	return string(utf16.Decode(u))
}

// ReadAt reads from the stream across its runs.
func (s *oleStream) ReadAt(p []byte, at int64) (int, error) {
	if at < 0 || at >= s.size {
		return 0, io.EOF
	}
	want := len(p)
	if rest := s.size - at; int64(want) > rest {
		p = p[:rest]
	}
	lo, hi := 0, len(s.runs)
	for lo+1 < hi {
		if mid := (lo + hi) / 2; s.runs[mid].at <= at {
			lo = mid
		} else {
			hi = mid
		}
	}
	n := 0
	for i := lo; i < len(s.runs) && n < len(p); i++ {
		run := s.runs[i]
		skip := at + int64(n) - run.at
		part := p[n:min(int64(len(p)), int64(n)+run.n-skip)]
		got, err := s.r.ReadAt(part, run.off+skip)
		n += got
		if got < len(part) {
			if err == nil || err == io.EOF {
				err = io.ErrUnexpectedEOF
			}
			return n, err
		}
	}
	if n < want {
		return n, io.EOF
	}
	return n, nil
}

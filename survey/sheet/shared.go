package sheet

// sharedStrings is the table of texts of a workbook. It grows by pages, so
// that growing copies nothing: the peak is the texts and 8 bytes each.
type sharedStrings struct {
	pages [][]byte
	refs  [][]uint64 // page number << 44 | offset << 24 | length
	n     int
	total int64
}

const (
	stringPage = 1 << 20
	refPage    = 1 << 14
)

func (s *sharedStrings) len() int { return s.n }

// cost is the memory that the texts take, in bytes.
func (s *sharedStrings) cost() int64 { return s.total + 8*int64(s.n) }

func (s *sharedStrings) add(text []byte) {
	if len(text) > maxText {
		text = text[:maxText]
	}
	last := len(s.pages) - 1
	if last < 0 || len(s.pages[last])+len(text) > cap(s.pages[last]) {
		size := stringPage
		if last < 0 {
			size = 16 << 10 // most workbooks have few
		}
		s.pages = append(s.pages, make([]byte, 0, max(size, len(text))))
		last++
	}
	off := len(s.pages[last])
	s.pages[last] = append(s.pages[last], text...)
	if s.n%refPage == 0 {
		size := refPage
		if s.n == 0 {
			size = 64
		}
		s.refs = append(s.refs, make([]uint64, 0, size))
	}
	page := s.n / refPage
	s.refs[page] = append(s.refs[page], uint64(last)<<44|uint64(off)<<24|uint64(len(text)))
	s.n++
	s.total += int64(len(text))
}

// bytes gives a text; nil where there is none of that index.
func (s *sharedStrings) bytes(i int) []byte {
	if s == nil || i < 0 || i >= s.n {
		return nil
	}
	ref := s.refs[i/refPage][i%refPage]
	off, n := int(ref>>24&(1<<20-1)), int(ref&maxText)
	return s.pages[ref>>44][off : off+n : off+n]
}

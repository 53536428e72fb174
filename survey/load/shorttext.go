package load

import "encoding/binary"

// shortTexts finds the code of a name of up to 32 bytes by its bytes as they
// are stored: open addressing, at most half full. The bytes are four words, so
// that texts of all lengths go the same way: a name is found in half the time
// that a loop along its bytes takes.
type shortTexts struct {
	slots []shortText
	n     int
	shift int // 64 − bits of a place in slots
}

// longestShort is how many bytes four words hold.
const longestShort = 32

type shortText struct {
	a, b, c, d uint64
	size       int32 // + 1; 0 = the slot is free
	code       int32
}

// fourWords are a text of up to 32 bytes, for its length: the later ones may
// overlap the ones before.
func fourWords(text []byte) (a, b, c, d uint64) {
	n := len(text)
	if n < 8 {
		for i, x := range text {
			a |= uint64(x) << (8 * i)
		}
		return a, 0, 0, 0
	}
	le := binary.LittleEndian
	return le.Uint64(text), le.Uint64(text[min(8, n-8):]), le.Uint64(text[max(n-16, 0):]), le.Uint64(text[n-8:])
}

// place is where a text is looked for first.
func (m *shortTexts) place(a, b, c, d uint64, size int) int {
	return int((a*0x9e3779b97f4a7c15 + b*0xbf58476d1ce4e5b9 + c*0x94d049bb133111eb + d*0xd6e8feb86659fd93 + uint64(size)*0xa0761d6478bd642f) >> m.shift)
}

// get gives the code of a text of up to 32 bytes, or unread.
func (m *shortTexts) get(text []byte) int32 {
	if m.n == 0 {
		return unread
	}
	a, b, c, d := fourWords(text)
	for i := m.place(a, b, c, d, len(text)); ; i++ {
		s := &m.slots[i&(len(m.slots)-1)]
		if (s.a^a)|(s.b^b)|(s.c^c)|(s.d^d) == 0 && int(s.size) == len(text)+1 {
			return s.code
		}
		if s.size == 0 {
			return unread
		}
	}
}

// put remembers a text that is not there yet, unless it is long or there are
// maxCached.
func (m *shortTexts) put(text []byte, code int32) {
	if m.n == maxCached || len(text) > longestShort {
		return
	}
	if 2*(m.n+1) > len(m.slots) {
		old := m.slots
		m.slots, m.shift = make([]shortText, max(64, 2*len(old))), m.shift-1
		if len(old) == 0 {
			m.shift = 64 - 6
		}
		for _, s := range old {
			if s.size != 0 {
				m.insert(s)
			}
		}
	}
	s := shortText{size: int32(len(text) + 1), code: code}
	s.a, s.b, s.c, s.d = fourWords(text)
	m.insert(s)
	m.n++
}

func (m *shortTexts) insert(s shortText) {
	i := m.place(s.a, s.b, s.c, s.d, int(s.size-1))
	for m.slots[i&(len(m.slots)-1)].size != 0 {
		i++
	}
	m.slots[i&(len(m.slots)-1)] = s
}

package load

import (
	"encoding/binary"
	"strings"

	"servqual/survey/sheet"
)

// when reads the time of a response.
func (w *worker) when(b *sheet.Block, p sheet.Packed, f *rowFacts, number int) bool {
	if p.Kind() == sheet.Empty {
		return false
	}
	ok := false
	switch p.Kind() {
	case sheet.Date:
		if x, good := b.Num(p); good {
			f.at, ok = serialStamp(x)
		}
	case sheet.Small, sheet.Number:
		x, _ := b.Num(p)
		if p.IsSmall() && p.Value() < 10000 {
			break
		}
		if f.at, ok = w.serial(x); !ok && x >= 19800101 && x < 22000101 {
			f.at, _, ok = readStamp(itoa(int(x)), w.p.order)
		}
	case sheet.Text:
		f.at, ok = w.stampOf(b, p)
		if !ok {
			if x, number := sheet.ParseNumber(b.Text(p)); number {
				f.at, ok = w.serial(x)
			}
		}
		if !ok && len(strings.TrimSpace(b.Text(p))) == 0 {
			return false
		}
	}
	if !ok {
		w.log.add(logKey{col: w.p.when, why: probWhen, got: excerpt(b, p)}, number)
		return true
	}
	f.dated = true
	return true
}

// serial reads a number that stands for a day without a format that says so.
func (w *worker) serial(days float64) (stamp, bool) {
	if w.t.file.book.Epoch1904 {
		days += 1462 // from 1904-01-01 to 1899-12-30
	}
	return serialStamp(days)
}

func (w *worker) stampOf(b *sheet.Block, p sheet.Packed) (stamp, bool) {
	raw := b.Bytes(p)
	if s, ok := plainStamp(raw); ok {
		return s, true
	}
	if t, ok := w.stamps[string(raw)]; ok {
		return t.at, t.ok
	}
	text := b.Text(p)
	s, _, ok := readStamp(text, w.p.order)
	if len(w.stamps) < maxCached {
		w.stamps[text] = whenText{s, ok}
	}
	return s, ok
}

// plainStamp reads 2026-10-03, with 12:34 after it, without allocating: the
// form that most exports have.
func plainStamp(s []byte) (stamp, bool) {
	if len(s) < 10 || len(s) > 32 {
		return stamp{}, false
	}
	day, ok := plainDay(s)
	if !ok {
		return stamp{}, false
	}
	at := stamp{minute: day * 24 * 60}
	if len(s) == 10 {
		return at, true
	}
	if len(s) < 16 || s[10] != ' ' && s[10] != 'T' || s[13] != ':' {
		return stamp{}, false
	}
	h, ok1 := two(s[11:])
	min, ok2 := two(s[14:])
	if !ok1 || !ok2 || h > 23 || min > 59 {
		return stamp{}, false
	}
	for _, c := range s[16:] {
		if c >= 'a' && c <= 'z' && c != 'z' || c >= 'A' && c <= 'Z' && c != 'Z' || c >= 0x80 {
			return stamp{}, false // pm and the like
		}
	}
	at.minute += int64(h*60 + min)
	at.exact = true
	return at, true
}

// plainDay reads 2026-10-03 or 2026/10/03 at the beginning of a text, all eight
// digits at once: in a third of the time that a cache of days took.
func plainDay(s []byte) (day int64, ok bool) {
	head, tail := binary.LittleEndian.Uint64(s), binary.LittleEndian.Uint16(s[8:])
	digits := head&0xFFFFFFFF | head>>40&0xFFFF<<32 | uint64(tail)<<48
	const high, zeros, six = 0xF0 * ones, '0' * ones, 6 * ones
	if digits&high != zeros || (digits+six)&high != zeros {
		return 0, false
	}
	if mark := head >> 32 & 0xFF; mark != head>>56 || mark != '-' && mark != '/' {
		return 0, false
	}
	digits &^= high
	twos := 10*digits + digits>>8 // in every other byte
	y, m, d := 100*int(twos&0xFF)+int(twos>>16&0xFF), int(twos>>32&0xFF), int64(twos>>48&0xFF)
	if y < firstYear || y > lastYear || m < 1 || m > 12 {
		return 0, false
	}
	month := (y-firstYear)*12 + m - 1
	day = int64(monthBegins[month]) + d - 1
	return day, d > 0 && day < int64(monthBegins[month+1])
}

// The years in which a response may have been given.
const firstYear, lastYear = 1980, 2200

// monthBegins is the first day of each of those years' months, and of the one
// after.
var monthBegins = func() (begins [(lastYear-firstYear+1)*12 + 1]int32) {
	for i := range begins {
		begins[i] = int32(dayNumber(firstYear+i/12, 1+i%12, 1))
	}
	return begins
}()

// two reads two digits.
func two(s []byte) (n int, ok bool) {
	a, b := s[0]-'0', s[1]-'0'
	return int(a)*10 + int(b), a <= 9 && b <= 9
}

// dayNumber counts days from 1970-01-01 (the civil calendar, from March).
func dayNumber(y, m, d int) int64 {
	if m <= 2 {
		y--
	}
	era := y / 400
	yoe := y - era*400
	mp := (m + 9) % 12
	doy := (153*mp+2)/5 + d - 1
	doe := yoe*365 + yoe/4 - yoe/100 + doy
	return int64(era)*146097 + int64(doe) - 719468
}

func (w *worker) took(b *sheet.Block, p sheet.Packed, f *rowFacts) bool {
	if p.Kind() == sheet.Empty {
		return false
	}
	if x, ok := b.Num(p); ok {
		if p.Kind() == sheet.Date {
			x *= 86400
		}
		if x >= 0 && x < 1e8 {
			f.took = int32(x)
		}
		return true
	}
	raw := b.Bytes(p)
	n, known := w.tooks[string(raw)]
	if !known {
		text := string(raw)
		var ok bool
		if n, ok = seconds(text); !ok {
			n = -1
		}
		if len(w.tooks) < maxCached {
			w.tooks[text] = n
		}
	}
	f.took = int32(n)
	return len(raw) > 0
}

package load

import (
	"fmt"
	"iter"
	"math"
	"strconv"
	"strings"
	"time"

	"servqual/survey/sheet"
	"servqual/survey/wording"
)

// stamp is a moment in minutes since 1970-01-01 00:00 of whatever clock the
// export used; exact says that the time of day is known.
type stamp struct {
	minute int64
	exact  bool
}

func (s stamp) day() int64 { return floorDiv(s.minute, 24*60) }

func floorDiv(a, b int64) int64 {
	q := a / b
	if a%b != 0 && (a < 0) != (b < 0) {
		q--
	}
	return q
}

// month writes 2026-10.
func (s stamp) month() string { return time.Unix(s.day()*86400, 0).UTC().Format("2006-01") }

// date writes 2026-10-03.
func (s stamp) date() string { return time.Unix(s.day()*86400, 0).UTC().Format("2006-01-02") }

// order is the order of day and month in dates such as 3/4/2026.
type order int

const (
	monthFirst order = iota + 1
	dayFirst
)

var (
	yearFirst  = wording.Pattern(`^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(.*)$`)
	yearLast   = wording.Pattern(`^(\d{1,2})\s*[-/.]\s*(\d{1,2})\s*[-/.]\s*(\d{4}|\d{2})\b(.*)$`)
	compact    = wording.Pattern(`^(20\d{2})(\d{2})(\d{2})(?:\s*(\d{2}):?(\d{2})(?::?\d{2})?)?$`)
	wordMonth  = wording.Pattern(`^(\d{1,2})[ .-]+([a-z]{3,9})\.?[ ,.-]+(\d{4})(.*)$`)
	monthWord  = wording.Pattern(`^(?:[a-z]{3,9},? )?([a-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})(.*)$`)
	clock      = wording.Pattern(`(\d{1,2})\s*[::时h]\s*(\d{2})`)
	monthNames = map[string]int{"jan": 1, "feb": 2, "mar": 3, "apr": 4, "may": 5, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "oct": 10, "nov": 11, "dec": 12, "mai": 5, "okt": 10, "dez": 12, "mär": 3, "agu": 8, "des": 12}
)

// readStamp reads a date with or without a time. ambiguous says that day and
// month might be the other way round.
func readStamp(text string, o order) (s stamp, ambiguous, ok bool) {
	if len(text) > 64 || len(text) < 6 || !hasDigit(text) {
		return stamp{}, false, false
	}
	if s, ok := plainStamp([]byte(text)); ok {
		return s, false, true
	}
	t := wording.Clean(text)
	if t == "" || (t[0] < '0' || t[0] > '9') && strings.IndexByte(t, ' ') < 0 {
		return stamp{}, false, false // no form begins otherwise
	}
	if m := yearFirst().FindStringSubmatch(t); m != nil {
		s, ok = makeStamp(m[1], m[2], m[3], m[4])
		return s, false, ok
	}
	if m := yearLast().FindStringSubmatch(t); m != nil {
		return readYearLast(m, o)
	}
	if m := compact().FindStringSubmatch(t); m != nil {
		rest := ""
		if m[4] != "" {
			rest = m[4] + ":" + m[5]
		}
		s, ok = makeStamp(m[1], m[2], m[3], rest)
		return s, false, ok
	}
	if m := wordMonth().FindStringSubmatch(t); m != nil {
		s, ok = makeStamp(m[3], monthNumber(m[2]), m[1], m[4])
		return s, false, ok
	}
	if m := monthWord().FindStringSubmatch(t); m != nil {
		s, ok = makeStamp(m[3], monthNumber(m[1]), m[2], m[4])
		return s, false, ok
	}
	return stamp{}, false, false
}

func readYearLast(m []string, o order) (s stamp, ambiguous, ok bool) {
	a, _ := strconv.Atoi(m[1])
	b, _ := strconv.Atoi(m[2])
	year := m[3]
	if len(year) == 2 {
		year = "20" + year
	}
	switch {
	case a > 12:
		s, ok = makeStamp(year, m[2], m[1], m[4])
	case b > 12:
		s, ok = makeStamp(year, m[1], m[2], m[4])
	case o == dayFirst:
		s, ok = makeStamp(year, m[2], m[1], m[4])
		ambiguous = a != b
	default:
		s, ok = makeStamp(year, m[1], m[2], m[4])
		ambiguous = a != b
	}
	return s, ambiguous, ok
}

func monthNumber(name string) string {
	if len(name) > 3 {
		name = string([]rune(name)[:3])
	}
	return strconv.Itoa(monthNames[name])
}

func makeStamp(year, month, day, rest string) (stamp, bool) {
	y, _ := strconv.Atoi(year)
	m, _ := strconv.Atoi(month)
	d, _ := strconv.Atoi(day)
	if y < 1980 || y > 2200 || m < 1 || m > 12 || d < 1 || d > 31 {
		return stamp{}, false
	}
	at := time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC)
	if at.Day() != d {
		return stamp{}, false
	}
	s := stamp{minute: at.Unix() / 60}
	if c := clock().FindStringSubmatch(rest); c != nil {
		h, _ := strconv.Atoi(c[1])
		min, _ := strconv.Atoi(c[2])
		switch {
		case h < 12 && (strings.Contains(rest, "pm") || strings.Contains(rest, "下午") || strings.Contains(rest, "晚上")):
			h += 12
		case h == 12 && (strings.Contains(rest, "am") || strings.Contains(rest, "上午")):
			h = 0
		}
		if h < 24 && min < 60 {
			s.minute += int64(h*60 + min)
			s.exact = true
		}
	}
	return s, true
}

// readable says whether a text is a date.
func readable(text string) bool {
	_, _, ok := readStamp(text, monthFirst)
	return ok
}

// serialStamp reads a spreadsheet's count of days from 1899-12-30.
func serialStamp(days float64) (stamp, bool) {
	if !(days > 29000 && days < 110000) { // 1979 … 2201
		return stamp{}, false
	}
	const epoch = 25569 // of 1970-01-01
	minute := int64(math.Floor((days-epoch)*24*60 + 1e-4))
	return stamp{minute: minute, exact: days != math.Floor(days)}, true
}

// dayOrder decides between day/month and month/day from sampled texts: by a
// value that fits one reading only, else by which reading puts the rows in
// order of time. sure is false when neither helps.
func dayOrder(cells iter.Seq[sheet.Cell]) (o order, sure bool) {
	days, months, ambiguous := 0, 0, 0
	for c := range cells {
		if c.Kind != sheet.Text {
			continue
		}
		m := yearLast().FindStringSubmatch(wording.Clean(c.Text))
		if m == nil {
			continue
		}
		a, _ := strconv.Atoi(m[1])
		b, _ := strconv.Atoi(m[2])
		switch {
		case a > 12 && b <= 12:
			days++
		case b > 12 && a <= 12:
			months++
		case a != b:
			ambiguous++
		}
	}
	switch {
	case days > 0 && months == 0:
		return dayFirst, true
	case months > 0 && days == 0:
		return monthFirst, true
	case ambiguous == 0:
		return monthFirst, true
	}
	up1, n1 := ascending(cells, monthFirst)
	up2, _ := ascending(cells, dayFirst)
	switch {
	case n1 < 4 || up1 == up2:
		return monthFirst, false
	case up1:
		return monthFirst, true
	}
	return dayFirst, true
}

// ascending says whether the dates never fall, and how often they rise.
func ascending(cells iter.Seq[sheet.Cell], o order) (bool, int) {
	last, n := int64(math.MinInt64), 0
	for c := range cells {
		s, _, ok := readStamp(c.Text, o)
		if !ok {
			continue
		}
		if s.minute < last {
			return false, n
		}
		if s.minute > last {
			n++
		}
		last = s.minute
	}
	return true, n
}

var (
	plainSeconds = wording.Pattern(`^(\d{1,7})(?:\.\d+)?\s*(?:s|sec|secs|seconds|秒)?$`)
	clockSpan    = wording.Pattern(`^(?:(\d{1,3}):)?(\d{1,2}):(\d{2})(?:\.\d+)?$`)
	wordSpan     = wording.Pattern(`^(?:(\d{1,3})\s*(?:小时|时|h|hours?)\s*)?(?:(\d{1,4})\s*(?:分钟|分|m|min|minutes?)\s*)?(?:(\d{1,5})\s*(?:秒钟?|s|sec|seconds?))?$`)
)

// seconds reads a duration: 123秒, 2分3秒, 0:02:03, 123.4.
func seconds(text string) (int, bool) {
	s := wording.Clean(text)
	if s == "" || s[0] < '0' || s[0] > '9' || strings.ContainsAny(s, "-/") {
		return 0, false // no form begins otherwise, and dates are none
	}
	if m := plainSeconds().FindStringSubmatch(s); m != nil {
		n, _ := strconv.Atoi(m[1])
		return n, true
	}
	if m := clockSpan().FindStringSubmatch(s); m != nil {
		return atoi(m[1])*3600 + atoi(m[2])*60 + atoi(m[3]), true
	}
	if m := wordSpan().FindStringSubmatch(s); m != nil {
		return atoi(m[1])*3600 + atoi(m[2])*60 + atoi(m[3]), true
	}
	return 0, false
}

func atoi(s string) int {
	n, _ := strconv.Atoi(s)
	return n
}

var (
	yearMonth   = wording.Pattern(`(20\d{2})\s*[-_./年 ]?\s*(1[0-2]|0?[1-9])(?:\s*月|(?:[-_./ ]|$)|\D)`)
	onlyMonth   = wording.Pattern(`(?:^|[^\d])(1[0-2]|0?[1-9])\s*月`)
	yearQuarter = wording.Pattern(`(20\d{2})\s*[-_./年 ]?\s*(?:q|第)\s*([1-4])(?:\s*季度?)?|(20\d{2})\s*年?\s*([一二三四])\s*季度`)
	onlyYear    = wording.Pattern(`(20\d{2})\s*年?`)
	bareMonth   = wording.Pattern(`^(?:1[0-2]|0?[1-9])\s*月份?$`)
)

// waveIn finds a wave in a file or sheet name: 2026-10, 2026年10月, 2026Q4; a
// month alone takes its year from around. cut is the name without the wave.
func waveIn(name, around string) (wave, cut string) {
	s := wording.Clean(name)
	if m := yearQuarter().FindStringSubmatchIndex(s); m != nil {
		part := yearQuarter().FindStringSubmatch(s)
		year, q := part[1], part[2]
		if year == "" {
			year = part[3]
			q = strconv.Itoa(strings.Index("一二三四", part[4])/3 + 1)
		}
		return fmt.Sprintf("%s-Q%s", year, q), s[:m[0]] + " " + s[m[1]:]
	}
	if m := yearMonth().FindStringSubmatchIndex(s); m != nil {
		return fmt.Sprintf("%s-%02d", s[m[2]:m[3]], atoi(s[m[4]:m[5]])), s[:m[0]] + " " + s[m[1]:]
	}
	if m := onlyMonth().FindStringSubmatchIndex(s); m != nil {
		month := atoi(s[m[2]:m[3]])
		cut := s[:m[2]] + " " + s[m[1]:]
		if y := onlyYear().FindStringSubmatch(wording.Clean(around)); y != nil {
			return fmt.Sprintf("%s-%02d", y[1], month), cut
		}
		return fmt.Sprintf("%02d月", month), cut
	}
	return "", s
}

// WaveName writes the name of a wave as a column of the data would be read:
// 2026年10月 and 2026/10 are 2026-10.
func WaveName(text string) string { return waveName(text) }

// waveName gives a wave the one name of its period, where it is a month, a
// quarter, a year or a day; anything else stays as it is.
func waveName(text string) string {
	if name, ok := periodName(text); ok {
		return name
	}
	if s := wording.Clean(text); bareMonth().MatchString(s) {
		w, _ := waveIn(s, "")
		return w
	}
	if st, _, ok := readStamp(text, monthFirst); ok {
		return st.month()
	}
	return wording.OneLine(text)
}

// clock writes 2026-10-03 12:34.
func (s stamp) clock() string { return time.Unix(s.minute*60, 0).UTC().Format("2006-01-02 15:04") }

// cellSeconds reads a duration from any cell; a time of day is one too.
func cellSeconds(text string, num float64, kind sheet.Kind) (int, bool) {
	switch kind {
	case sheet.Small, sheet.Number:
		return int(num), num >= 0 && num < 1e8
	case sheet.Date:
		return int(num * 86400), num >= 0 && num < 1000
	case sheet.Text:
		return seconds(text)
	}
	return 0, false
}

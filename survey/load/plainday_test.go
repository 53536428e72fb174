package load

import (
	"fmt"
	"testing"
	"time"

	"servqual/survey/wording"
)

// A plain day is what the calendar of package time says, in the years that may
// be: every day that there is and those that there are not.
func TestPlainDays(t *testing.T) {
	for year := 1978; year <= 2202; year++ {
		for month := 0; month <= 13; month++ {
			for day := 0; day <= 32; day++ {
				text := fmt.Sprintf("%04d-%02d-%02d", year, month, day)
				at, err := time.Parse(time.DateOnly, text)
				want := err == nil && year >= 1980 && year <= 2200
				got, ok := plainDay([]byte(text))
				if ok != want || ok && got != at.Unix()/86400 {
					t.Fatalf("%s: %d %v, want %v %v", text, got, ok, at, want)
				}
			}
		}
	}
}

// Of all texts that differ from a date in one byte or two, dates are those
// with digits in the same places and two like marks.
func TestAlmostPlainDays(t *testing.T) {
	const date = "2026/10/03"
	for i := range date {
		for x := range 1 << 8 {
			for _, both := range []bool{false, true} {
				text := []byte(date)
				text[i] = byte(x)
				if both && i == 4 {
					text[7] = byte(x)
				}
				at, err := time.Parse(time.DateOnly, string(text))
				if err != nil {
					at, err = time.Parse("2006/01/02", string(text))
				}
				want := err == nil && at.Year() >= 1980 && at.Year() <= 2200
				got, ok := plainDay(text)
				if ok != want || ok && got != at.Unix()/86400 {
					t.Fatalf("%q: %d %v, want %v", text, got, ok, want)
				}
			}
		}
	}
}

// What is read as a plain stamp is what the form of a date says of the same
// text: of each minute, of some that there are not, and of texts that differ
// from a stamp in one byte or two, or have something behind it. Whatever exports
// write is read plainly.
func TestPlainStampsAreWhatTheFormSays(t *testing.T) {
	check := func(text string) bool {
		t.Helper()
		got, ok := plainStamp([]byte(text))
		if !ok {
			return false
		}
		m := yearFirst().FindStringSubmatch(wording.Clean(text))
		if m == nil {
			t.Fatalf("%q is read as %s", text, got.clock())
		}
		if want, good := makeStamp(m[1], m[2], m[3], m[4]); !good || got != want {
			t.Fatalf("%q: %s, %v, want %s, %v", text, got.clock(), got.exact, want.clock(), want.exact)
		}
		return true
	}
	for h := range 30 {
		for min := range 70 {
			for _, form := range []string{"2026-10-03 %02d:%02d", "2026/10/03T%02d:%02d:59", "2026-10-03T%02d:%02d:07.980+03:00", "2026-10-03T%02d:%02d:00Z"} {
				text := fmt.Sprintf(form, h, min)
				if plain := check(text); plain != (h < 24 && min < 60) {
					t.Fatalf("%q is read plainly: %v", text, plain)
				}
			}
		}
	}
	for _, stamp := range []string{"2026-10-03 08:22", "2026-10-03T08:22:54"} {
		for i := range stamp {
			for x := range 1 << 7 { // what is no letter of any script is put right before it is looked at
				text := []byte(stamp)
				text[i] = byte(x)
				check(string(text))
				if i > 0 {
					text[i-1] = byte(x)
					check(string(text))
				}
			}
		}
		for _, behind := range []string{" pm", "pm", " PM", " am", " 下午", "下午", " 晚上", " GMT+5:30 pm", " -", ",", "z", " Z"} {
			check(stamp + behind)
		}
	}
}

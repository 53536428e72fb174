package load

import (
	"fmt"
	"testing"
	"time"
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

package load

import (
	"bytes"
	"encoding/binary"
	"math/rand/v2"
	"slices"
	"testing"

	"servqual/survey"
	"servqual/survey/sheet"
)

// A byte of a column passes without a look exactly where it is blank or a number
// of the scale that stands for itself.
func TestWhatStandsForItself(t *testing.T) {
	for _, sc := range []survey.Scale{{Min: 1, Max: 7}, {Min: 0, Max: 10}, {Min: 1, Max: 5}, {Min: 0, Max: 100}, {Min: -3, Max: 3}} {
		for _, missing := range [][]string{nil, {"9", "99"}, {"3"}} {
			d := newDecoder(&survey.Study{Missing: missing}, sc, nil, "")
			plain := sc.Min >= 0 && (missing == nil || missing[0] != "3" && sc.Max < 9)
			if d.plain != plain {
				t.Errorf("%+v without %v: plain %v", sc, missing, d.plain)
			}
			for b := range 256 {
				digit := byte(b)
				passes := d.plain && d.same.codes(make([]survey.Code, 8), bytes.Repeat([]byte{digit}, 8), nil) == 8
				want := d.plain && (digit == sheet.Blank || digit < sheet.Blank && d.small[digit] == survey.Code(digit) && sc.Contains(int(digit)))
				if passes != want {
					t.Fatalf("%+v without %v: byte %#x passes: %v", sc, missing, digit, passes)
				}
			}
		}
	}
}

// TestColumn decodes columns of any bytes, few of them odd, and compares them
// with bytes looked at one by one.
func TestColumn(t *testing.T) {
	r := rand.New(rand.NewPCG(9, 4))
	for _, missing := range [][]string{nil, {"3"}} {
		d := newDecoder(&survey.Study{Missing: missing}, survey.Scale{Min: 1, Max: 7}, nil, "")
		for n := range 201 {
			padded := (n + 7) &^ 7
			digits := make([]byte, padded)
			for i := range digits {
				digits[i] = byte(1 + r.IntN(7))
				if r.IntN(20) == 0 {
					digits[i] = byte(r.Uint32())
				}
			}
			var one, all worker
			want, got := make([]survey.Code, padded), make([]survey.Code, padded)
			for at := 0; at < padded; at += 8 {
				survey.Store8(want[at:], one.look(binary.LittleEndian.Uint64(digits[at:]), d, 2, at, n))
			}
			answered := make([]byte, padded)
			all.decode(got, digits, d, 2, n, answered)
			if !slices.Equal(got, want) || !slices.Equal(all.odd.found, one.odd.found) {
				t.Fatalf("%d rows without %v: differs", n, missing)
			}
			for i, c := range got {
				if c.Valid() != (answered[i] == 0x80) || !c.Valid() && answered[i] != 0 {
					t.Fatalf("%d rows without %v: code %d is marked %#x", n, missing, c, answered[i])
				}
			}
		}
	}
}

// An id passes for plain exactly where each of its bytes does, with and
// without the last eight overlapping the ones before.
func TestPlainIDs(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 1))
	for range 200_000 {
		id := make([]byte, r.IntN(30))
		for i := range id {
			id[i] = byte('!' + r.IntN(94))
			for id[i] == '"' || id[i] == '&' {
				id[i]++
			}
		}
		want := len(id) > 0
		if len(id) > 0 && r.IntN(2) == 0 {
			c := []byte{'"', '&', ' ', '\t', 0, 0x80, 0xFF, 0x7F, '!', '~', '#', '%', '\''}[r.IntN(13)]
			id[r.IntN(len(id))] = c
			want = c > ' ' && c != '"' && c != '&' && c < 0x80
		}
		if plainID(id) != want {
			t.Fatalf("%q is plain: %v", id, !want)
		}
	}
}

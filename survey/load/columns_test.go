package load

import (
	"encoding/binary"
	"math/rand/v2"
	"testing"

	"servqual/survey"
	"servqual/survey/sheet"
)

// A byte passes the check of eight at a time exactly where it is blank or a
// number of the scale that stands for itself.
func TestWhatStandsForItself(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	for _, sc := range []survey.Scale{{Min: 1, Max: 7}, {Min: 0, Max: 10}, {Min: 1, Max: 5}, {Min: 0, Max: 100}, {Min: -3, Max: 3}} {
		for _, missing := range [][]string{nil, {"9", "99"}, {"3"}} {
			d := newDecoder(&survey.Study{Missing: missing}, sc, nil, "")
			plain := sc.Min >= 0 && (missing == nil || missing[0] != "3" && sc.Max < 9)
			if d.plain != plain {
				t.Errorf("%+v without %v: plain %v", sc, missing, d.plain)
			}
			for range 20_000 {
				x := r.Uint64()
				if r.IntN(2) == 0 {
					x &= 0x8787878787878787
				}
				var b [8]byte
				binary.LittleEndian.PutUint64(b[:], x)
				out := outside(x, d.above, d.below)
				for i, digit := range b {
					passes := d.plain && out>>(8*i)&0x80 == 0
					want := d.plain && (digit == sheet.Blank || digit < sheet.Blank && d.small[digit] == survey.Code(digit) && sc.Contains(int(digit)))
					if passes != want {
						t.Fatalf("%+v without %v: byte %#x of %#x passes: %v", sc, missing, digit, x, passes)
					}
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

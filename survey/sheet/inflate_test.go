package sheet

import (
	"bytes"
	"compress/flate"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"strings"
	"testing"
	"testing/iotest"
)

func deflated(t testing.TB, data []byte, level int) []byte {
	t.Helper()
	var buf bytes.Buffer
	w, err := flate.NewWriter(&buf, level)
	if err != nil {
		t.Fatal(err)
	}
	w.Write(data)
	w.Close()
	return buf.Bytes()
}

func sheetText(r *rand.Rand, rows int) []byte {
	var b bytes.Buffer
	for i := range rows {
		fmt.Fprintf(&b, `<row r="%d">`, i)
		for c := range 20 {
			fmt.Fprintf(&b, `<c r="%c%d"><v>%d</v></c>`, 'A'+c, i, r.IntN(7))
		}
		b.WriteString("</row>")
	}
	return b.Bytes()
}

func TestInflateGivesBackWhatWasDeflated(t *testing.T) {
	r := rand.New(rand.NewPCG(11, 12))
	noise := make([]byte, 300_000)
	for i := range noise {
		noise[i] = byte(r.Uint32())
	}
	skewed := make([]byte, 400_000) // codes longer than the first table
	for i := range skewed {
		skewed[i] = byte(r.ExpFloat64() * 9)
	}
	for name, data := range map[string][]byte{
		"empty": {}, "one": {7}, "zeros": make([]byte, 1_000_000), "noise": noise, "skewed": skewed,
		"sheet": sheetText(r, 3000), "mixed": append(append(sheetText(r, 300), noise...), sheetText(r, 300)...),
	} {
		for _, level := range []int{flate.HuffmanOnly, 0, 1, 6, 9} {
			packed := deflated(t, data, level)
			for _, src := range []io.Reader{bytes.NewReader(packed), iotest.OneByteReader(bytes.NewReader(packed)), iotest.DataErrReader(bytes.NewReader(packed))} {
				got, err := io.ReadAll(newInflater(src))
				if err != nil || !bytes.Equal(got, data) {
					t.Fatalf("%s at level %d: %d bytes, want %d, %v", name, level, len(got), len(data), err)
				}
			}
		}
	}
}

// Every cut of the data must be noticed, not read as an early end.
func TestInflateNoticesCuts(t *testing.T) {
	packed := deflated(t, sheetText(rand.New(rand.NewPCG(1, 1)), 20), 6)
	for n := range packed {
		if _, err := io.ReadAll(newInflater(bytes.NewReader(packed[:n]))); !errors.Is(err, io.ErrUnexpectedEOF) {
			t.Fatalf("cut after %d of %d bytes: %v", n, len(packed), err)
		}
	}
}

// Stored blocks anywhere in the input: compressors write them for data that
// does not compress, and streaming ones at each flush. One whose header lay at
// the end of the buffer panicked.
func TestInflateStoredBlocksAnywhere(t *testing.T) {
	rnd := rand.New(rand.NewPCG(5, 6))
	for range 20 {
		var packed, want bytes.Buffer
		w, err := flate.NewWriter(&packed, 6)
		if err != nil {
			t.Fatal(err)
		}
		for packed.Len() < 4*inflateIn {
			piece := sheetText(rnd, 1)
			piece = piece[:rnd.IntN(min(len(piece), 60))]
			if rnd.IntN(4) == 0 {
				piece = make([]byte, rnd.IntN(300))
				for i := range piece {
					piece[i] = byte(rnd.Uint32())
				}
			}
			w.Write(piece)
			want.Write(piece)
			w.Flush()
		}
		w.Close()
		got, err := io.ReadAll(newInflater(&packed))
		if err != nil || !bytes.Equal(got, want.Bytes()) {
			t.Fatalf("%v: %d bytes, want %d", err, len(got), want.Len())
		}
	}
}

func FuzzInflate(f *testing.F) {
	f.Add(deflated(f, []byte(strings.Repeat("<c><v>5</v></c>", 50)), 6))
	f.Add(deflated(f, []byte("abc"), 0))
	f.Add(deflated(f, []byte("aaaaaaaaaaabaaaaaaa"), 1))
	f.Add(deflated(f, []byte{}, 9))
	f.Fuzz(func(t *testing.T, packed []byte) {
		const limit = 1 << 20
		want, wantErr := io.ReadAll(io.LimitReader(flate.NewReader(bytes.NewReader(packed)), limit))
		got, err := io.ReadAll(io.LimitReader(newInflater(bytes.NewReader(packed)), limit))
		if (err == nil) != (wantErr == nil) {
			t.Fatalf("error %v, the standard library says %v", err, wantErr)
		}
		if err == nil && !bytes.Equal(got, want) {
			t.Fatalf("%d bytes differ from the %d of the standard library", len(got), len(want))
		}
	})
}

func BenchmarkInflate(b *testing.B) {
	data := sheetText(rand.New(rand.NewPCG(2, 3)), 20000)
	packed := deflated(b, data, 6)
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		if n, err := io.Copy(io.Discard, newInflater(bytes.NewReader(packed))); err != nil || n != int64(len(data)) {
			b.Fatal(n, err)
		}
	}
}

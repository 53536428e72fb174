package sheet

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"os"
	"strings"
	"testing"

	"servqual/survey/issue"
	"servqual/survey/lang"
)

// packed writes an archive of one member whose bytes are not those of its
// method.
func packed(t testing.TB, h *zip.FileHeader, data []byte) []byte {
	t.Helper()
	var buf bytes.Buffer
	z := zip.NewWriter(&buf)
	w, err := z.CreateRaw(h)
	if err != nil {
		t.Fatal(err)
	}
	w.Write(data)
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}

// Numbers of methods: APPNOTE 6.3.10, 4.4.5.
func TestUnknownCompressionIsNamed(t *testing.T) {
	for method, want := range map[uint16]string{9: "Deflate64", 12: "BZIP2", 14: "LZMA", 93: "Zstandard", 95: "XZ", 98: "PPMd", 200: "#200"} {
		for _, name := range []string{"朝阳店.csv", "xl/workbook.xml"} {
			data := packed(t, &zip.FileHeader{Name: name, Method: method, CompressedSize64: 3, UncompressedSize64: 10}, []byte("xyz"))
			err := readError(data, Default())
			var flt *Fault
			if !errors.As(err, &flt) || flt.Code != issue.FileUnreadable || !strings.Contains(flt.Text.En, "by "+want+",") || !strings.Contains(flt.Text.Zh, want) || !strings.Contains(flt.Text.Zh, name) {
				t.Errorf("method %d of %s: %v", method, name, err)
			}
		}
	}
}

// counted counts the bytes that are read.
type counted struct {
	io.ReaderAt
	n int64
}

func (c *counted) ReadAt(p []byte, at int64) (int, error) {
	n, err := c.ReaderAt.ReadAt(p, at)
	c.n += int64(n)
	return n, err
}

// The directory of an archive was read again for each of its members: 20,000
// of them read 30 GB.
func TestArchiveReadOnce(t *testing.T) {
	var buf bytes.Buffer
	z := zip.NewWriter(&buf)
	for i := range 3000 {
		w, _ := z.Create(fmt.Sprintf("%05d.csv", i))
		fmt.Fprintf(w, "E1,P1\n%d,%d\n", i%7+1, i%5+1)
	}
	z.Close()
	r := &counted{ReaderAt: bytes.NewReader(buf.Bytes())}
	list, err := Expand("a.zip", r, int64(buf.Len()), Default())
	if err != nil || len(list) != 3000 {
		t.Fatal(len(list), err)
	}
	for i, s := range list {
		b, err := s.Open()
		if err != nil {
			t.Fatal(err)
		}
		if i%500 == 0 {
			if got := grid(t, b, 0)[2]; got[0] != fmt.Sprint(i%7+1) {
				t.Errorf("%s: %v", s.Name, got)
			}
		}
	}
	if most := 4 * int64(buf.Len()); r.n > most {
		t.Errorf("%d bytes read of an archive of %d", r.n, buf.Len())
	}
}

// A directory that says less than a member unfolds to is not believed, and one
// that says more than the limit is refused before anything is unfolded.
func TestFalseSizes(t *testing.T) {
	var raw bytes.Buffer
	w := newDeflate(t, &raw)
	io.WriteString(w, strings.Repeat("1,5,6\n", 1<<18))
	w.Close()
	for _, size := range []uint64{100, 1 << 40, 1<<64 - 1} {
		data := packed(t, &zip.FileHeader{Name: "a.csv", Method: zip.Deflate, CompressedSize64: uint64(raw.Len()), UncompressedSize64: size}, raw.Bytes())
		list, err := Expand("a.zip", bytes.NewReader(data), int64(len(data)), Default())
		if err == nil {
			_, err = list[0].Open()
		}
		var flt *Fault
		if !errors.As(err, &flt) || flt.Code != issue.FileTooLarge && flt.Code != issue.FileTruncated {
			t.Errorf("size %d: %v", size, err)
		}
	}
}

// A member above inMemory is unpacked into a file, which is gone when the book
// is closed; what is read is the same.
func TestLargeMember(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("TMPDIR", dir)
	t.Setenv("TMP", dir)
	rows := int(inMemory/6) + 1000
	var raw bytes.Buffer
	w := newDeflate(t, &raw)
	piece := strings.Repeat("1,5,6\n", 1000)
	sum := crc32.NewIEEE()
	for n := 0; n < rows; n += 1000 {
		io.WriteString(io.MultiWriter(w, sum), piece)
	}
	w.Close()
	rows = (rows + 999) / 1000 * 1000
	opt := Default()
	opt.Limits.Ratio = 1 << 20
	data := packed(t, &zip.FileHeader{Name: "a.csv", Method: zip.Deflate, CompressedSize64: uint64(raw.Len()), UncompressedSize64: uint64(6 * rows), CRC32: sum.Sum32()}, raw.Bytes())
	list, err := Expand("a.zip", bytes.NewReader(data), int64(len(data)), opt)
	if err != nil {
		t.Fatal(err)
	}
	for _, open := range []func() (*Book, error){list[0].Open, func() (*Book, error) { return OpenBytes("a.zip", data, opt) }} {
		b, err := open()
		if err != nil {
			t.Fatal(err)
		}
		got := 0
		if err := b.InOrder(0, func(blk *Block) error { got += blk.N; return nil }); err != nil || got != rows {
			t.Errorf("%d rows, want %d; %v", got, rows, err)
		}
		if err := b.Close(); err != nil {
			t.Error(err)
		}
		if left, _ := os.ReadDir(dir); len(left) != 0 {
			t.Errorf("left behind: %v", left)
		}
	}
}

// An archive in an archive in an archive has no end when it holds itself.
func TestArchiveInArchive(t *testing.T) {
	data := []byte("E1,P1\n1,2\n")
	for depth := 1; depth <= 3; depth++ {
		data = packed(t, &zip.FileHeader{Name: "a.csv", Method: zip.Store, CompressedSize64: uint64(len(data)), UncompressedSize64: uint64(len(data)), CRC32: crc32.ChecksumIEEE(data)}, data)
		err := readError(data, Default())
		var flt *Fault
		switch {
		case depth == 1 && err != nil:
			t.Errorf("one archive: %v", err)
		case depth > 1 && (!errors.As(err, &flt) || !strings.Contains(flt.Text.In(lang.En), "inside an archive")):
			t.Errorf("depth %d: %v", depth, err)
		}
	}
}

// Head cuts texts that are no header; a shared string of a megabyte in every
// cell of a sample was copied for each.
func TestHeadCutsLongTexts(t *testing.T) {
	long := strings.Repeat("满", 5000)
	b := openBytes(t, "a.xlsx", workbook(t, `<worksheet><sheetData><row><c t="s"><v>0</v></c><c t="inlineStr"><is><t>`+long+`</t></is></c></row></sheetData></worksheet>`,
		map[string]string{"xl/sharedStrings.xml": "<sst><si><t>" + long + "</t></si></sst>"}), Default())
	head, err := b.Head(0, 5)
	if err != nil {
		t.Fatal(err)
	}
	for i, c := range head[0] {
		if want := long[:4095]; c.Text != want || c.Kind != Text || !c.Has(Quoted) {
			t.Errorf("cell %d has %d bytes, %v", i, len(c.Text), c.Flag)
		}
	}
}

func newDeflate(t testing.TB, w io.Writer) io.WriteCloser {
	t.Helper()
	d, err := flate.NewWriter(w, flate.BestSpeed)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

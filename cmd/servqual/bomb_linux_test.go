package main

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"context"
	"fmt"
	"hash/crc32"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// init lets the test binary be the program and say its peak of memory in the
// end. ru_maxrss does not serve: it holds that of the process that started it.
func init() {
	to := os.Getenv("SERVQUAL_TEST_PEAK")
	if to == "" {
		return
	}
	code := run(os.Args, os.Stdin, os.Stdout, os.Stderr)
	status, err := os.ReadFile("/proc/self/status")
	if err == nil {
		err = os.WriteFile(to, status, 0o600)
	}
	if err != nil {
		panic(err)
	}
	os.Exit(code)
}

// peak runs the program and gives what it said, its exit code and its peak of
// memory (VmHWM) in MB. A plain run takes about 25 MB.
func peak(t *testing.T, args ...string) (said string, code, mb int) {
	t.Helper()
	ctx, stop := context.WithTimeout(t.Context(), 2*time.Minute)
	defer stop()
	to := filepath.Join(t.TempDir(), "status")
	cmd := exec.CommandContext(ctx, os.Args[0], append(args, "--lang", "en")...)
	cmd.Env = append(os.Environ(), "SERVQUAL_TEST_PEAK="+to)
	out, err := cmd.CombinedOutput()
	status, missing := os.ReadFile(to)
	if missing != nil {
		t.Fatalf("the program did not end by itself: %v: %.2000s", err, out)
	}
	_, rest, _ := strings.Cut(string(status), "VmHWM:")
	kb := 0
	if _, err := fmt.Sscan(rest, &kb); err != nil || kb == 0 {
		t.Fatalf("no peak in %.300s", status)
	}
	return string(out), cmd.ProcessState.ExitCode(), kb >> 10
}

// repeated is deflate data of a text n times, made without compressing it n
// times: blocks that end at a byte and refer to nothing before them.
func repeated(t *testing.T, head, text, tail string, n int) (data []byte, size uint64, sum uint32) {
	t.Helper()
	block := func(s string) []byte {
		var buf bytes.Buffer
		w, err := flate.NewWriter(&buf, flate.BestCompression)
		if err != nil {
			t.Fatal(err)
		}
		w.Write([]byte(s))
		w.Flush()
		return buf.Bytes()
	}
	var out bytes.Buffer
	out.Write(block(head))
	piece := block(text)
	for range n {
		out.Write(piece)
	}
	out.Write(block(tail))
	out.Write([]byte{3, 0}) // the last block, empty
	sum = crc32.ChecksumIEEE([]byte(head))
	for range n {
		sum = crc32.Update(sum, crc32.IEEETable, []byte(text))
	}
	return out.Bytes(), uint64(len(head) + n*len(text) + len(tail)), crc32.Update(sum, crc32.IEEETable, []byte(tail))
}

// bomb is one part of an archive, given as repetitions.
type bomb struct {
	name, head, text, tail string
	n                      int
}

// pack writes an archive of bombs.
func pack(t *testing.T, name string, parts ...bomb) string {
	t.Helper()
	var buf bytes.Buffer
	z := zip.NewWriter(&buf)
	for _, p := range parts {
		data, size, sum := repeated(t, p.head, p.text, p.tail, p.n)
		w, err := z.CreateRaw(&zip.FileHeader{Name: p.name, Method: zip.Deflate, CompressedSize64: uint64(len(data)), UncompressedSize64: size, CRC32: sum})
		if err != nil {
			t.Fatal(err)
		}
		w.Write(data)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, buf.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// workbookBomb is a workbook of one sheet and its shared strings.
func workbookBomb(t *testing.T, sheet, shared bomb) string {
	sheet.name, shared.name = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"
	return pack(t, "bomb.xlsx",
		bomb{name: "[Content_Types].xml", head: `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`},
		bomb{name: "xl/workbook.xml", head: `<workbook xmlns:r="r"><sheets><sheet name="s" sheetId="1" r:id="r1"/></sheets></workbook>`},
		bomb{name: "xl/_rels/workbook.xml.rels", head: `<Relationships><Relationship Id="r1" Type="x/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="x/sharedStrings" Target="sharedStrings.xml"/></Relationships>`},
		sheet, shared)
}

// battery is the header of 22 items asked for both sides, and columns more.
func battery(more ...string) string {
	var b strings.Builder
	b.WriteString("<worksheet><sheetData><row>")
	names := more
	for i := 1; i <= 22; i++ {
		names = append(names, fmt.Sprint("E", i), fmt.Sprint("P", i))
	}
	for _, n := range names {
		b.WriteString(`<c t="inlineStr"><is><t>` + n + `</t></is></c>`)
	}
	return b.String() + "</row>"
}

// Bombs took 1 to 10 GB before anything was refused.
func TestBombs(t *testing.T) {
	rows := strings.Repeat("1,5,6,5,6,5,6,5,6,5,6,5,6,5,6,5,6,5,6,5,6,5,6,5,6,5,6,5,6,5,6\n", 16<<10)
	answers := bomb{head: battery(), text: "<row>" + strings.Repeat("<c><v>5</v></c>", 44) + "</row>", tail: "</sheetData></worksheet>", n: 200}
	texts := func(si string, n int) bomb {
		k := max(1, (1<<20)/len(si))
		return bomb{head: "<sst>", text: strings.Repeat(si, k), tail: "</sst>", n: n / k}
	}
	for _, c := range []struct {
		name, path, word string
		code             int
	}{
		{"2.9 GB of CSV in an archive", pack(t, "bomb.zip", bomb{name: "a.csv", head: "id,E1,P1\n", text: rows, n: 2800}), "unreasonable size", 1},
		{"60 million shared strings", workbookBomb(t, answers, texts("<si><t>0123456789</t></si>", 60<<20)), "unreasonable size", 1},
		{"300 million empty shared strings", workbookBomb(t, answers, texts("<si/>", 300<<20)), "unreasonable size", 1},
		{"shared strings below the limit of the ratio", workbookBomb(t, answers, texts("<si/>", 12<<20)), "more text than the limit", 1},
		{"long shared strings", workbookBomb(t, answers, texts("<si><t>"+strings.Repeat("A", 30000)+"</t></si>", 30<<10)), "unreasonable size", 1},
		{"one long shared string in every cell", workbookBomb(t,
			bomb{head: battery("comment", "意见", "建议"), text: "<row>" + strings.Repeat(`<c t="s"><v>0</v></c>`, 3) + strings.Repeat("<c><v>5</v></c>", 44) + "</row>", tail: "</sheetData></worksheet>", n: 20_000},
			bomb{head: "<sst><si><t>" + strings.Repeat("慢", 300_000) + "</t></si></sst>"}), "20,000 responses", 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			said, code, mb := peak(t, "check", c.path)
			if mb > 200 || code == -1 || !strings.Contains(said, c.word) {
				t.Errorf("%d MB, code %d: %.400s", mb, code, said)
			}
			t.Logf("%d MB, code %d", mb, code)
		})
	}
}

// The parser of YAML took 15 GB for 100,000 brackets.
func TestDeepStudyFile(t *testing.T) {
	dir := t.TempDir()
	data := filepath.Join(dir, "answers.csv")
	if err := os.WriteFile(data, []byte("E1,P1\n5,6\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{
		"brackets": "items: " + strings.Repeat("[", 100_000), "closed": "items: " + strings.Repeat("[", 100_000) + strings.Repeat("]", 100_000),
		"maps": "items: " + strings.Repeat("{a: ", 100_000), "dashes": strings.Repeat("- ", 100_000) + "a", "commas": "missing: [" + strings.Repeat("a,", 200_000) + "a]",
	} {
		path := filepath.Join(dir, name+".yaml")
		if err := os.WriteFile(path, []byte(text+"\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		start := time.Now()
		said, code, mb := peak(t, "score", data, "--study", path)
		if mb > 50 || code != 1 || !strings.Contains(said, "line 1: ") || time.Since(start) > 10*time.Second {
			t.Errorf("%s: %d MB, code %d, %v: %.300s", name, mb, code, time.Since(start), said)
		}
	}
}

package load_test

import (
	"archive/zip"
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"servqual/survey/issue"
	"servqual/survey/load"
)

// member is a file of an archive to be made.
type member struct {
	name, data string
	stored     bool // not compressed
}

func archiveOf(t *testing.T, members ...member) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, m := range members {
		h := &zip.FileHeader{Name: m.name, Method: zip.Deflate}
		if m.stored {
			h.Method = zip.Store
		}
		w, err := z.CreateHeader(h)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(m.data)); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestCopiesAreOneFile: a file counts once wherever its copies lie, and the
// issue names the copy and the file it is a copy of.
func TestCopiesAreOneFile(t *testing.T) {
	one := goodRows(20).csv()
	other := strings.Replace(one, "\n", "\r\n", 1) + goodRows(10).csv()[strings.Index(goodRows(10).csv(), "\n")+1:]
	dir := t.TempDir()
	put := func(name string, data []byte) load.Input {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, data, 0o644); err != nil {
			t.Fatal(err)
		}
		return load.Input{Path: path}
	}
	twice := archiveOf(t, member{"a.csv", one, false}, member{"sub/b.csv", one, true})
	for _, c := range []struct {
		name      string
		inputs    []load.Input
		responses int
		copies    []string // copy ← file
	}{
		{"in one archive, packed differently", []load.Input{put("1/in.zip", twice)}, 20, []string{"in.zip/sub/b.csv ← in.zip/a.csv"}},
		{"in one archive from standard input", []load.Input{{Name: "stdin", Data: twice}}, 20, []string{"stdin/sub/b.csv ← stdin/a.csv"}},
		{"in two archives", []load.Input{put("2/x.zip", archiveOf(t, member{"a.csv", one, false})), put("2/y.zip", archiveOf(t, member{"a.csv", one, true}))}, 20, []string{"y.zip/a.csv ← x.zip/a.csv"}},
		{"an archive beside the file", []load.Input{put("3/a.csv", []byte(one)), put("3/a.zip", archiveOf(t, member{"a.csv", one, false}))}, 20, []string{"a.zip/a.csv ← a.csv"}},
		{"a file behind its archive", []load.Input{put("4/a.zip", archiveOf(t, member{"a.csv", one, false})), put("4/b.csv", []byte(one))}, 20, []string{"b.csv ← a.zip/a.csv"}},
		{"the whole archive twice", []load.Input{put("5/a.zip", twice), put("5/b.zip", twice)}, 20, []string{"a.zip/sub/b.csv ← a.zip/a.csv", "b.zip ← a.zip"}},
		{"of one name in two folders", []load.Input{put("6/Jan/a.csv", []byte(one)), put("6/Feb/a.csv", []byte(one))}, 20, []string{"Feb/a.csv ← Jan/a.csv"}},
		{"different files of one name in an archive", []load.Input{put("7/a.zip", archiveOf(t, member{"a.csv", one, false}, member{"a.csv", other, false}))}, 50, nil},
		{"different files of one size", []load.Input{put("8/a.zip", archiveOf(t, member{"a.csv", one, false}, member{"b.csv", strings.Replace(one, "7", "6", 1), false}))}, 40, nil},
	} {
		r := mustRead(t, options(), c.inputs...)
		if r.sum.Responses != c.responses {
			t.Errorf("%s: %d responses, want %d\n%s", c.name, r.sum.Responses, c.responses, r.dump())
		}
		var copies []string
		for _, i := range r.sum.Issues.Issues() {
			if i.Code == issue.FileDuplicate {
				for _, pos := range r.sum.Issues.Places(i) {
					copies = append(copies, pos.File+" ← "+i.Got)
				}
			}
		}
		if strings.Join(copies, "; ") != strings.Join(c.copies, "; ") {
			t.Errorf("%s: copies %q, want %q", c.name, copies, c.copies)
		}
	}
}

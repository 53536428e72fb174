package load_test

import (
	"archive/zip"
	"bytes"
	"io"
	"regexp"
	"testing"
)

// rewrite passes the parts of a zip through f.
func rewrite(t testing.TB, data []byte, f func(name string, body []byte) []byte) []byte {
	t.Helper()
	in, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	out := zip.NewWriter(&b)
	for _, part := range in.File {
		r, err := part.Open()
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		w, err := out.Create(part.Name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write(f(part.Name, body)); err != nil {
			t.Fatal(err)
		}
	}
	if err := out.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// errorCell turns a cell into an error value, which the library can't write.
func errorCell(t testing.TB, data []byte, cell string) []byte {
	re := regexp.MustCompile(`<c r="` + cell + `"[^>]*>.*?</c>`)
	return rewrite(t, data, func(name string, body []byte) []byte {
		if name != "xl/worksheets/sheet1.xml" {
			return body
		}
		return re.ReplaceAll(body, []byte(`<c r="`+cell+`" t="e"><v>#REF!</v></c>`))
	})
}

// zipped packs files into an archive.
func zipped(t testing.TB, files map[string][]byte, order ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, name := range order {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write(files[name]); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

package form

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
)

func TestDump(t *testing.T) {
	dir := os.Getenv("FORM_DUMP")
	if dir == "" {
		t.Skip()
	}
	for _, s := range instruments() {
		for _, l := range languages() {
			for _, k := range Kinds() {
				var b bytes.Buffer
				if err := Write(&b, s, k, options(s, l)); err != nil {
					t.Fatal(err)
				}
				os.WriteFile(filepath.Join(dir, s.Instrument+"-"+l.String()+"-"+k.String()+k.Extension()), b.Bytes(), 0o644)
			}
		}
	}
}

package main

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"servqual/survey/guard"
)

// TestAFileAppearsWholeOrNotAtAll writes over a file and fails, or panics, half
// way: the old file must stay and nothing be left beside it.
func TestAFileAppearsWholeOrNotAtAll(t *testing.T) {
	path := filepath.Join(t.TempDir(), "new", "table.xlsx")
	whole := func(s string) func(io.Writer) error {
		return func(w io.Writer) error { _, err := io.WriteString(w, s); return err }
	}
	if err := writeFile(context.Background(), path, whole("first")); err != nil {
		t.Fatal(err)
	}
	broken := errors.New("broken")
	err := writeFile(context.Background(), path, func(w io.Writer) error {
		io.WriteString(w, strings.Repeat("x", 1<<20))
		return broken
	})
	if !errors.Is(err, broken) {
		t.Error(err)
	}
	func() {
		defer func() { recover() }()
		writeFile(context.Background(), path, func(w io.Writer) error { panic("odd data") })
	}()
	func() {
		defer func() {
			if p, ok := recover().(*guard.Panic); !ok || len(p.Frames) == 0 {
				t.Errorf("the panic of one of two files came back as %v", p)
			}
		}()
		writeFiles(context.Background(), []output{{path, whole("beside")}, {path + "2", func(io.Writer) error { panic("odd data") }}})
	}()
	data, err := os.ReadFile(path)
	if err != nil || string(data) != "first" {
		t.Errorf("%q, %v", data, err)
	}
	if left, _ := os.ReadDir(filepath.Dir(path)); len(left) != 1 {
		t.Errorf("left over: %v", left)
	}
	if err := writeFile(context.Background(), path, whole("second")); err != nil {
		t.Fatal(err)
	}
	if data, _ := os.ReadFile(path); string(data) != "second" {
		t.Errorf("%q", data)
	}
}

package main

import (
	"bufio"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"iter"
	"os"
	"path/filepath"
	"strconv"

	"servqual/report/render/text"
)

// writeFile writes a file whole or not at all: beside its place first, then
// renamed. A file of the same name is replaced only by a complete one. Nothing
// is held: a table of results may be larger than memory.
func writeFile(path string, render func(io.Writer) error) error {
	dir := filepath.Dir(path)
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	tmp, err := os.CreateTemp(dir, ".servqual-*")
	if err != nil {
		return err
	}
	defer os.Remove(tmp.Name())
	defer tmp.Close() // when render panics
	buf := bufio.NewWriterSize(tmp, 1<<16)
	if err = render(buf); err == nil {
		err = buf.Flush()
	}
	if err == nil {
		err = tmp.Chmod(0o644)
	}
	if cerr := tmp.Close(); err == nil {
		err = cerr
	}
	if err == nil {
		err = os.Rename(tmp.Name(), path)
	}
	if err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	return nil
}

// writeJSON prints a value as indented JSON.
func writeJSON(w io.Writer, v any) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(v)
}

// writeCSV prints rows as CSV; texts that a spreadsheet would take for a
// formula get an apostrophe in front, numbers do not.
func writeCSV(w io.Writer, rows iter.Seq[[]string], bom bool) error {
	if bom {
		if _, err := io.WriteString(w, "\ufeff"); err != nil {
			return err
		}
	}
	cw := csv.NewWriter(w)
	for r := range rows {
		out := make([]string, len(r))
		for i, s := range r {
			out[i] = s
			if _, err := strconv.ParseFloat(s, 64); err != nil {
				out[i] = text.Safe(s)
			}
		}
		if err := cw.Write(out); err != nil {
			return err
		}
	}
	cw.Flush()
	return cw.Error()
}

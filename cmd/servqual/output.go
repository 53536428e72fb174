package main

import (
	"encoding/csv"
	"encoding/json"
	"io"
	"iter"
	"strconv"

	"servqual/report/render/text"
)

// writeJSON prints a value as indented JSON.
func writeJSON(w io.Writer, v any) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(v)
}

// writeCSV prints rows as CSV, with a byte-order mark for Excel, which otherwise
// reads a file of Chinese text as GBK; into a pipe none is written unless asked
// for. Texts that a spreadsheet would take for a
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

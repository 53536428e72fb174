package xlsx

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
	"time"
)

// epoch is the time stamped on every part: the earliest that a zip can hold.
var epoch = time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)

const contentTypes = "[Content_Types].xml"

// repack writes the archive again with parts in order, fixed times and our own
// chart parts in place of the library's, so that equal documents give equal
// bytes. [Content_Types].xml comes first, as readers expect.
func repack(raw []byte, replace map[string][]byte) ([]byte, error) {
	in, err := zip.NewReader(bytes.NewReader(raw), int64(len(raw)))
	if err != nil {
		return nil, err
	}
	files := slices.Clone(in.File)
	slices.SortFunc(files, func(a, b *zip.File) int {
		if a.Name == contentTypes || b.Name == contentTypes {
			if a.Name == b.Name {
				return 0
			}
			if a.Name == contentTypes {
				return -1
			}
			return 1
		}
		return strings.Compare(a.Name, b.Name)
	})
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	z.RegisterCompressor(zip.Deflate, func(w io.Writer) (io.WriteCloser, error) { return flate.NewWriter(w, flate.BestCompression) })
	done := 0
	for _, f := range files {
		body, ours := replace[f.Name]
		if ours {
			done++
		} else if body, err = part(f); err != nil {
			return nil, fmt.Errorf("%s: %w", f.Name, err)
		}
		if f.Name == contentTypes {
			body = ordered(body)
		}
		w, err := z.CreateHeader(&zip.FileHeader{Name: f.Name, Method: zip.Deflate, Modified: epoch})
		if err != nil {
			return nil, err
		}
		if _, err := w.Write(body); err != nil {
			return nil, err
		}
	}
	if done != len(replace) {
		return nil, fmt.Errorf("%d of %d chart parts found a place", done, len(replace))
	}
	if err := z.Close(); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

func part(f *zip.File) ([]byte, error) {
	r, err := f.Open()
	if err != nil {
		return nil, err
	}
	defer r.Close()
	return io.ReadAll(r)
}

var typeEntry = regexp.MustCompile(`<(?:Default|Override) [^>]*?(?:/>|></(?:Default|Override)>)`)

// ordered sorts the entries of the list of content types, which the library
// writes in the order of a map.
func ordered(body []byte) []byte {
	entries := typeEntry.FindAll(body, -1)
	slices.SortFunc(entries, bytes.Compare)
	head := typeEntry.FindIndex(body)
	if head == nil {
		return body
	}
	rest := typeEntry.ReplaceAll(body, nil)
	return slices.Concat(rest[:head[0]], bytes.Join(entries, nil), rest[head[0]:])
}

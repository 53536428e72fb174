package sheet

import (
	"archive/zip"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"path"
	"path/filepath"
	"sort"
	"strings"
	"sync"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"

	"servqual/survey/issue"
	"servqual/survey/lang"
)

// Source is a spreadsheet file that can be opened: a file, or a file inside a
// zip archive, then named archive.zip/inside.csv.
type Source struct {
	Name string
	Size int64 // bytes of the file; of one inside an archive, unpacked

	open func() (*Book, error)
	read func(w io.Writer) error // writes the bytes of the file
}

// Open opens the file.
func (s Source) Open() (*Book, error) { return s.open() }

// Sum is the SHA-256 of the file's bytes in hexadecimal. Copies of one file have
// the same sum, whether they lie in a folder or, packed in any way, in archives.
func (s Source) Sum() (string, error) {
	h := sha256.New()
	if err := s.read(h); err != nil {
		return "", err
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

// ExpandFile lists the spreadsheets that a path stands for: itself, or what an
// archive of files holds, by name. Workbooks are zip files too and are not
// expanded.
func ExpandFile(name string, opt Options) ([]Source, error) {
	f, size, err := openPath(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return expand(filepath.Base(name), size, opt, f, func(use func(io.ReaderAt) error) error {
		f, _, err := openPath(name)
		if err != nil {
			return err
		}
		defer f.Close()
		return use(f)
	}, func() (*Book, error) { return OpenFile(name, opt) })
}

// Expand is ExpandFile for bytes at hand, which must stay readable.
func Expand(name string, r io.ReaderAt, size int64, opt Options) ([]Source, error) {
	return expand(name, size, opt, r, func(use func(io.ReaderAt) error) error { return use(r) },
		func() (*Book, error) { return Open(name, r, size, opt) })
}

// expand lists what a file holds. r is its bytes now, with gives them again
// later, and open opens it when it is no archive.
func expand(name string, size int64, opt Options, r io.ReaderAt, with func(use func(io.ReaderAt) error) error, open func() (*Book, error)) ([]Source, error) {
	list, at, err := archiveMembers(name, r, size)
	if err != nil {
		return nil, err
	}
	if list == nil {
		return []Source{{Name: name, Size: size, open: open, read: func(w io.Writer) error {
			return with(func(r io.ReaderAt) error { return copyTo(w, io.NewSectionReader(r, 0, size)) })
		}}}, nil
	}
	out, shown := make([]Source, 0, len(list)), make(map[string]int)
	for _, f := range list {
		called := name + "/" + memberName(f)
		if shown[called]++; shown[called] > 1 { // an archive may hold two files of one name
			called = fmt.Sprintf("%s (%d)", called, shown[called])
		}
		m := member{archive: name, called: called, file: f, at: at, with: with, opt: opt}
		out = append(out, Source{Name: called, Size: int64(f.UncompressedSize64), read: m.write, open: m.open})
	}
	return out, nil
}

// archiveMembers lists the tables in an archive of files, which read its bytes
// through at; nil for any other file.
func archiveMembers(name string, r io.ReaderAt, size int64) ([]*zip.File, *archiveBytes, error) {
	var magic [4]byte
	if size < 4 {
		return nil, nil, nil
	}
	if _, err := r.ReadAt(magic[:], 0); err != nil {
		return nil, nil, readFault(name, err)
	}
	if string(magic[:]) != "PK\x03\x04" {
		return nil, nil, nil
	}
	at := &archiveBytes{r: r}
	z, err := openZip(name, at, size)
	if err != nil {
		return nil, nil, err
	}
	if zipKind(z) != "archive" {
		return nil, nil, nil
	}
	list := tables(z)
	if len(list) == 0 {
		return nil, nil, fault(issue.FileEmpty, name, lang.T("压缩包里没有表格文件（.csv、.tsv、.xlsx、.xlsm、.xls）", "the archive holds no spreadsheet (.csv, .tsv, .xlsx, .xlsm, .xls)"), nil)
	}
	return list, at, nil
}

// tables lists the members that are spreadsheets by their names, sorted.
func tables(z *zip.Reader) []*zip.File {
	var out []*zip.File
	for _, f := range z.File {
		base := path.Base(f.Name)
		if strings.HasPrefix(base, ".") || strings.HasPrefix(base, "~$") || strings.HasPrefix(f.Name, "__MACOSX/") {
			continue
		}
		switch strings.ToLower(path.Ext(base)) {
		case ".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xls":
			out = append(out, f)
		}
	}
	sort.SliceStable(out, func(i, j int) bool { return memberName(out[i]) < memberName(out[j]) })
	return out
}

// memberName decodes names that Chinese Windows wrote in GBK.
func memberName(f *zip.File) string {
	if !f.NonUTF8 || utf8.ValidString(f.Name) {
		return f.Name
	}
	if s, err := simplifiedchinese.GB18030.NewDecoder().String(f.Name); err == nil {
		return s
	}
	return strings.ToValidUTF8(f.Name, "?")
}

// copyTo copies through a buffer of 256 kB: reading is not left to w, whose own
// buffers are small. Buffers are kept for the next of thousands of members.
func copyTo(w io.Writer, r io.Reader) error {
	buf := copyBuffers.Get().(*[]byte)
	defer copyBuffers.Put(buf)
	_, err := io.CopyBuffer(struct{ io.Writer }{w}, struct{ io.Reader }{r}, *buf)
	return err
}

var copyBuffers = sync.Pool{New: func() any {
	buf := make([]byte, 1<<18)
	return &buf
}}

func openZip(name string, r io.ReaderAt, size int64) (*zip.Reader, error) {
	z, err := zip.NewReader(r, size)
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) {
		return nil, fault(issue.FileTruncated, name, lang.T("文件不完整或已损坏：请重新下载，或在 Excel 中打开后另存", "the file is cut off or damaged: download it again, or open and save it in Excel"), err)
	}
	z.RegisterDecompressor(zip.Deflate, func(r io.Reader) io.ReadCloser {
		return newInflater(r)
	})
	return z, nil
}

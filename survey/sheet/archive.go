package sheet

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"path"
	"path/filepath"
	"sort"
	"strings"
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
	list, err := archiveMembers(name, r, size)
	if err != nil {
		return nil, err
	}
	if list == nil {
		return []Source{{Name: name, Size: size, open: open, read: func(w io.Writer) error {
			return with(func(r io.ReaderAt) error { return copyTo(w, io.NewSectionReader(r, 0, size)) })
		}}}, nil
	}
	out, shown := make([]Source, 0, len(list)), make(map[string]int)
	for _, m := range list {
		called := name + "/" + memberName(m.File)
		if shown[called]++; shown[called] > 1 { // an archive may hold two files of one name
			called = fmt.Sprintf("%s (%d)", called, shown[called])
		}
		read := func(w io.Writer) error {
			return with(func(r io.ReaderAt) error { return writeMember(w, name, r, size, m, opt) })
		}
		out = append(out, Source{Name: called, Size: int64(m.UncompressedSize64), read: read, open: func() (*Book, error) {
			var buf bytes.Buffer
			if err := read(&buf); err != nil {
				return nil, err
			}
			return OpenBytes(called, buf.Bytes(), opt)
		}})
	}
	return out, nil
}

// memberFile is a file inside an archive and its place in the directory there.
type memberFile struct {
	*zip.File
	at int
}

// archiveMembers lists the tables in an archive of files; nil for any other
// file.
func archiveMembers(name string, r io.ReaderAt, size int64) ([]memberFile, error) {
	var magic [4]byte
	if size < 4 {
		return nil, nil
	}
	if _, err := r.ReadAt(magic[:], 0); err != nil {
		return nil, readFault(name, err)
	}
	if string(magic[:]) != "PK\x03\x04" {
		return nil, nil
	}
	z, err := openZip(name, r, size)
	if err != nil {
		return nil, err
	}
	if zipKind(z) != "archive" {
		return nil, nil
	}
	list := tables(z)
	if len(list) == 0 {
		return nil, fault(issue.FileEmpty, name, lang.T("压缩包里没有表格文件（.csv、.tsv、.xlsx、.xlsm、.xls）", "the archive holds no spreadsheet (.csv, .tsv, .xlsx, .xlsm, .xls)"), nil)
	}
	return list, nil
}

// tables lists the members that are spreadsheets by their names, sorted.
func tables(z *zip.Reader) []memberFile {
	var out []memberFile
	for i, f := range z.File {
		base := path.Base(f.Name)
		if strings.HasPrefix(base, ".") || strings.HasPrefix(base, "~$") || strings.HasPrefix(f.Name, "__MACOSX/") {
			continue
		}
		switch strings.ToLower(path.Ext(base)) {
		case ".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xls":
			out = append(out, memberFile{f, i})
		}
	}
	sort.SliceStable(out, func(i, j int) bool { return memberName(out[i].File) < memberName(out[j].File) })
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

// writeMember unpacks one file of an archive under the limits.
func writeMember(w io.Writer, archive string, r io.ReaderAt, size int64, m memberFile, opt Options) error {
	z, err := openZip(archive, r, size)
	if err != nil {
		return err
	}
	if m.at >= len(z.File) || z.File[m.at].Name != m.Name {
		return readFault(archive, errors.New("archive changed while reading"))
	}
	limits := opt.withLimits().Limits
	limits.Inflated = limits.Member
	part, err := openPart(archive, z.File[m.at], limits)
	if err != nil {
		return err
	}
	defer part.Close()
	if err := copyTo(w, part); err != nil {
		return partFault(archive, m.Name, err)
	}
	return nil
}

// copyTo copies through a buffer of 256 kB: reading is not left to w, whose own
// buffers are small.
func copyTo(w io.Writer, r io.Reader) error {
	_, err := io.CopyBuffer(struct{ io.Writer }{w}, struct{ io.Reader }{r}, make([]byte, 1<<18))
	return err
}

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

// openPart opens a member for reading under the limits.
func openPart(file string, f *zip.File, limits Limits) (io.ReadCloser, error) {
	if f.Flags&1 != 0 {
		return nil, fault(issue.FileUnreadable, file, lang.T("压缩包有密码：请先解压", "the archive has a password: unpack it first"), nil)
	}
	r, err := f.Open()
	if err != nil {
		return nil, partFault(file, f.Name, err)
	}
	packed := int64(f.CompressedSize64)
	allowed := limits.Inflated
	if byRatio := max(64<<20, packed*limits.Ratio); byRatio > 0 && byRatio < allowed {
		allowed = byRatio
	}
	return &boundedPart{ReadCloser: r, left: allowed, file: file, part: f.Name}, nil
}

// boundedPart stops an unfolding that goes beyond the limits.
type boundedPart struct {
	io.ReadCloser
	left       int64
	file, part string
}

func (p *boundedPart) Read(b []byte) (int, error) {
	n, err := p.ReadCloser.Read(b)
	if p.left -= int64(n); p.left < 0 {
		return 0, fault(issue.FileTooLarge, p.file, lang.F(
			"其中的 %s 解压后大得不合理，可能是恶意文件：未读取；若文件可信，请在 Excel 中打开后另存",
			"its part %s unfolds to an unreasonable size, as malicious files do: not read; if you trust the file, open and save it in Excel", p.part), nil)
	}
	return n, err
}

// partFault wraps what inflating reports; faults of ours pass as they are.
func partFault(file, part string, err error) error {
	var flt *Fault
	if errors.As(err, &flt) {
		return err
	}
	return fault(issue.FileTruncated, file, lang.F(
		"其中的 %s 不完整或已损坏：请重新下载，或在 Excel 中打开后另存",
		"its part %s is cut off or damaged: download the file again, or open and save it in Excel", part), err)
}

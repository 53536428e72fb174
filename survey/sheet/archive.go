package sheet

import (
	"archive/zip"
	"bytes"
	"errors"
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
	open func() (*Book, error)
}

// Open opens the file.
func (s Source) Open() (*Book, error) { return s.open() }

// ExpandFile lists the spreadsheets that a path stands for: itself, or what an
// archive of files holds, by name. Workbooks are zip files too and are not
// expanded.
func ExpandFile(name string, opt Options) ([]Source, error) {
	f, size, err := openPath(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	base := filepath.Base(name)
	list, err := archiveMembers(base, f, size)
	if err != nil {
		return nil, err
	}
	if list == nil {
		return []Source{{base, func() (*Book, error) { return OpenFile(name, opt) }}}, nil
	}
	return expandMembers(base, list, opt, func(name2 string) ([]byte, error) {
		f, size, err := openPath(name)
		if err != nil {
			return nil, err
		}
		defer f.Close()
		return memberByName(base, f, size, name2, opt)
	}), nil
}

// Expand is ExpandFile for bytes at hand, which must stay readable.
func Expand(name string, r io.ReaderAt, size int64, opt Options) ([]Source, error) {
	list, err := archiveMembers(name, r, size)
	if err != nil {
		return nil, err
	}
	if list == nil {
		return []Source{{name, func() (*Book, error) { return Open(name, r, size, opt) }}}, nil
	}
	return expandMembers(name, list, opt, func(inside string) ([]byte, error) {
		return memberByName(name, r, size, inside, opt)
	}), nil
}

func expandMembers(name string, list []*zip.File, opt Options, load func(string) ([]byte, error)) []Source {
	out := make([]Source, 0, len(list))
	for _, f := range list {
		shown := name + "/" + memberName(f)
		out = append(out, Source{shown, func() (*Book, error) {
			data, err := load(f.Name)
			if err != nil {
				return nil, err
			}
			return OpenBytes(shown, data, opt)
		}})
	}
	return out
}

// archiveMembers lists the tables in an archive of files; nil for any other
// file.
func archiveMembers(name string, r io.ReaderAt, size int64) ([]*zip.File, error) {
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

func memberByName(archive string, r io.ReaderAt, size int64, inside string, opt Options) ([]byte, error) {
	z, err := openZip(archive, r, size)
	if err != nil {
		return nil, err
	}
	for _, f := range z.File {
		if f.Name == inside {
			return member(archive, f, opt)
		}
	}
	return nil, readFault(archive, errors.New("archive changed while reading"))
}

// member unpacks one file of an archive into memory.
func member(archive string, f *zip.File, opt Options) ([]byte, error) {
	opt = opt.withLimits()
	limits := opt.Limits
	limits.Inflated = limits.Member
	r, err := openPart(archive, f, limits)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	var buf bytes.Buffer
	if _, err := io.Copy(&buf, r); err != nil {
		return nil, partFault(archive, f.Name, err)
	}
	return buf.Bytes(), nil
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

package sheet

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"os"
	"strconv"
	"sync"

	"servqual/survey/issue"
	"servqual/survey/lang"
)

// archiveBytes are the bytes of an archive. Its directory is parsed once; each
// member is read later, when the file has been opened again, through use. (To
// parse the directory for each member took a time that grows with the square of
// their number.)
type archiveBytes struct {
	mu sync.Mutex
	r  io.ReaderAt
}

// ReadAt reads the bytes of the archive that is open at present.
func (a *archiveBytes) ReadAt(p []byte, off int64) (int, error) { return a.r.ReadAt(p, off) }

// use runs fn with the archive read through r.
func (a *archiveBytes) use(r io.ReaderAt, fn func() error) error {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.r = r
	return fn()
}

// member is a file inside an archive of files.
type member struct {
	archive, called string
	file            *zip.File
	at              *archiveBytes
	with            func(use func(io.ReaderAt) error) error // opens the archive
	opt             Options
}

// inMemory is up to which size a member is unpacked in memory. A larger one is
// unpacked into a temporary file, so that an archive of a gigabyte of answers
// costs no gigabyte of memory.
const inMemory = 64 << 20

// open unpacks the member and opens it.
func (m member) open() (*Book, error) {
	r, size, done, err := m.unpack()
	if err != nil {
		return nil, err
	}
	b, err := Open(m.called, r, size, m.opt)
	if err != nil {
		done.Close()
		return nil, err
	}
	b.closer = done
	return b, nil
}

// unpack gives the bytes of the member; done frees them.
func (m member) unpack() (r io.ReaderAt, size int64, done io.Closer, err error) {
	if err := m.check(); err != nil {
		return nil, 0, nil, err
	}
	size = int64(m.file.UncompressedSize64)
	if size <= inMemory {
		var buf bytes.Buffer
		buf.Grow(int(size))
		if err := m.write(&buf); err != nil {
			return nil, 0, nil, err
		}
		return bytes.NewReader(buf.Bytes()), size, io.NopCloser(nil), nil
	}
	f, err := newTempFile()
	if err != nil {
		return nil, 0, nil, fault(issue.FileUnreadable, m.called, lang.T("无法在临时文件夹中解压：请检查磁盘空间", "the file can't be unpacked in the folder of temporary files: check the space on the disk"), err)
	}
	if err := m.write(f); err != nil {
		f.Close()
		return nil, 0, nil, err
	}
	return f, size, f, nil
}

// tempFile is a temporary file that is removed when it is closed. Where the
// system allows it, its name is removed at once, so that nothing of the answers
// stays behind after a crash.
type tempFile struct {
	*os.File
	named bool // the name still stands: Windows keeps that of an open file
}

func newTempFile() (*tempFile, error) {
	f, err := os.CreateTemp("", "servqual-*")
	if err != nil {
		return nil, err
	}
	return &tempFile{File: f, named: os.Remove(f.Name()) != nil}, nil
}

// Close closes and removes the file.
func (f *tempFile) Close() error {
	err := f.File.Close()
	if f.named {
		os.Remove(f.Name())
	}
	return err
}

// limits are those of a member.
func (m member) limits() Limits {
	limits := m.opt.withLimits().Limits
	limits.Inflated = limits.Member
	return limits
}

// check refuses a member by what the directory says of it.
func (m member) check() error {
	_, err := partLimit(m.archive, m.file, m.limits())
	return err
}

// write unpacks the member under the limits.
func (m member) write(w io.Writer) error {
	if err := m.check(); err != nil {
		return err
	}
	return m.with(func(r io.ReaderAt) error {
		return m.at.use(r, func() error {
			part, err := openPart(m.archive, m.file, m.limits())
			if err != nil {
				return err
			}
			defer part.Close()
			if err := copyTo(w, part); err != nil {
				return partFault(m.archive, m.file.Name, err)
			}
			return nil
		})
	})
}

// partLimit gives how many bytes a part may unfold to: what the directory says,
// which is refused before anything is unfolded where it is beyond the limits.
func partLimit(file string, f *zip.File, limits Limits) (int64, error) {
	if f.Flags&1 != 0 {
		return 0, fault(issue.FileUnreadable, file, lang.T("压缩包有密码：请先解压", "the archive has a password: unpack it first"), nil)
	}
	if f.Method != zip.Store && f.Method != zip.Deflate {
		return 0, unknownMethod(file, f)
	}
	allowed := limits.Inflated
	if packed := int64(min(f.CompressedSize64, 1<<50)); limits.Ratio < 1<<12 {
		allowed = min(allowed, max(64<<20, packed*limits.Ratio))
	}
	if f.UncompressedSize64 > uint64(allowed) {
		return 0, unfolds(file, f.Name)
	}
	return int64(f.UncompressedSize64), nil
}

// openPart opens a member for reading under the limits.
func openPart(file string, f *zip.File, limits Limits) (io.ReadCloser, error) {
	allowed, err := partLimit(file, f, limits)
	if err != nil {
		return nil, err
	}
	r, err := f.Open()
	if err != nil {
		return nil, partFault(file, f.Name, err)
	}
	return &boundedPart{ReadCloser: r, left: allowed, file: file, part: f.Name}, nil
}

// boundedPart stops at a part that unfolds to more than the directory says.
type boundedPart struct {
	io.ReadCloser
	left       int64
	file, part string
}

// Read reads unfolded bytes.
func (p *boundedPart) Read(b []byte) (int, error) {
	n, err := p.ReadCloser.Read(b)
	if p.left -= int64(n); p.left < 0 {
		return 0, unfolds(p.file, p.part)
	}
	return n, err
}

func unfolds(file, part string) *Fault {
	return fault(issue.FileTooLarge, file, lang.F(
		"其中的 %s 解压后大得不合理，可能是恶意文件：未读取；若文件可信，请在 Excel 中打开后另存",
		"its part %s unfolds to an unreasonable size, as malicious files do: not read; if you trust the file, open and save it in Excel", part), nil)
}

// zipMethods are the compression methods of the ZIP specification (APPNOTE
// 6.3.10, 4.4.5) that packing programs offer and this one does not read.
var zipMethods = map[uint16]string{9: "Deflate64", 12: "BZIP2", 14: "LZMA", 93: "Zstandard", 95: "XZ", 98: "PPMd", 99: "AES"}

func unknownMethod(file string, f *zip.File) *Fault {
	method, ok := zipMethods[f.Method]
	if !ok {
		method = "#" + strconv.Itoa(int(f.Method))
	}
	return fault(issue.FileUnreadable, file, lang.F(
		"其中的 %s 用 %s 方法压缩，本程序只支持 Deflate：请解压后重新压缩为普通 ZIP，或直接给出解压后的文件",
		"its part %s is compressed by %s, and only Deflate can be read: unpack the file and pack it again as a plain ZIP, or give the unpacked files", f.Name, method), nil)
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

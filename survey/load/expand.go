package load

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"sync"

	"servqual/survey/guard"
	"servqual/survey/issue"
	"servqual/survey/lang"
	"servqual/survey/sheet"
)

// spreadsheet says by its name whether a file in a folder is to be read.
func spreadsheet(name string) bool {
	base := filepath.Base(name)
	if strings.HasPrefix(base, "~$") || strings.HasPrefix(base, ".") {
		return false // locks of an open workbook, hidden files
	}
	switch strings.ToLower(filepath.Ext(base)) {
	case ".csv", ".tsv", ".xlsx", ".xlsm", ".xls", ".zip":
		return true
	}
	return false
}

// paths lists the files an input stands for: itself, what a folder and the
// folders in it hold, or what fits a pattern; in order of their names.
func paths(in Input) ([]string, error) {
	if in.Data != nil {
		return []string{in.Path}, nil
	}
	if st, err := os.Stat(in.Path); err == nil {
		if !st.IsDir() {
			return []string{in.Path}, nil
		}
		return folder(in.Path)
	} else if !strings.ContainsAny(in.Path, "*?[") {
		return []string{in.Path}, nil // sheet words the fault
	}
	hits, err := filepath.Glob(in.Path)
	if err != nil {
		return nil, fmt.Errorf("pattern %s: %w", in.Path, err)
	}
	if len(hits) == 0 {
		return nil, fmt.Errorf("no file fits the pattern %s", in.Path)
	}
	sort.Strings(hits)
	return hits, nil
}

func folder(root string) ([]string, error) {
	var out []string
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			if path != root && strings.HasPrefix(d.Name(), ".") {
				return fs.SkipDir
			}
			return nil
		}
		if spreadsheet(path) {
			out = append(out, path)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	if len(out) == 0 {
		return nil, fmt.Errorf("folder %s holds no spreadsheet (.csv, .tsv, .xlsx, .xlsm, .xls, .zip)", root)
	}
	return out, nil
}

// opened is what the opening of files gives: the files, and issues with those
// that could not be read.
type opened struct {
	files  []*file
	issues []issue.Issue
	faults []error
}

func (o *opened) fault(err error) {
	var f *sheet.Fault
	if errors.As(err, &f) {
		o.issues = append(o.issues, f.Issue())
	}
	o.faults = append(o.faults, err)
}

// openFiles opens all inputs. A file given twice (the same bytes) is opened
// once.
func openFiles(inputs []Input, opt Options) (*opened, error) {
	o := &opened{}
	same := sizes(inputs)
	seen := make(map[string]string) // bytes → name
	so := sheet.Default()
	so.Encoding, so.Workers = opt.Encoding, opt.Workers
	for _, in := range inputs {
		list, err := paths(in)
		if err != nil {
			o.faults = append(o.faults, err)
			o.issues = append(o.issues, issue.Issue{Code: issue.FileUnreadable, Pos: issue.Pos{File: in.name()}, Got: in.Path,
				Want: lang.T("存在的文件、文件夹或通配符", "a file, folder or pattern that exists"), Effect: lang.T("未读取", "not read")})
			continue
		}
		for _, path := range list {
			o.open(in, path, seen, same, so)
		}
	}
	o.distinct()
	if len(o.files) == 0 {
		if len(o.faults) == 0 {
			return nil, errors.New("no files given")
		}
		return nil, errors.Join(o.faults...)
	}
	return o, nil
}

func (in Input) name() string {
	if in.Name != "" {
		return in.Name
	}
	return filepath.Base(in.Path)
}

func (o *opened) open(in Input, path string, seen map[string]string, same map[int64]int, so sheet.Options) {
	name := filepath.Base(path)
	if in.Data != nil {
		name = in.name()
	}
	sum := newDigest(in, path)
	if same[size(in, path)] > 1 {
		sum.start()
		if first, twice := seen[sum.wait()]; twice {
			o.issues = append(o.issues, issue.Issue{Code: issue.FileDuplicate, Pos: issue.Pos{File: name}, Got: first,
				Want: lang.T("每个文件只给一次", "each file once"), Effect: lang.T("内容与前一文件完全相同，只读取一次", "byte for byte the same as the other file: read once")})
			return
		}
		seen[sum.wait()] = name
	}
	var sources []sheet.Source
	var err error
	if in.Data != nil {
		sources, err = sheet.Expand(name, bytes.NewReader(in.Data), int64(len(in.Data)), so)
	} else {
		sources, err = sheet.ExpandFile(path, so)
	}
	if err != nil {
		o.fault(err)
		return
	}
	for _, src := range sources {
		book, err := src.Open()
		if err != nil {
			o.fault(err)
			continue
		}
		f := &file{name: src.Name, book: book, sum: sum, bytes: size(in, path), unit: in.Unit, wave: in.Wave, stem: stem(src.Name)}
		if in.Data == nil {
			if abs, err := filepath.Abs(path); err == nil {
				f.folder = filepath.Base(filepath.Dir(abs))
			}
			f.path = path
		}
		o.files = append(o.files, f)
	}
}

func stem(name string) string {
	base := filepath.Base(filepath.FromSlash(name))
	return strings.TrimSuffix(base, filepath.Ext(base))
}

// sizes counts the inputs' files by their size: only files of one size can be
// the same, and only those are compared before anything is read.
func sizes(inputs []Input) map[int64]int {
	out := make(map[int64]int)
	for _, in := range inputs {
		list, err := paths(in)
		if err != nil {
			continue
		}
		for _, path := range list {
			out[size(in, path)]++
		}
	}
	return out
}

func size(in Input, path string) int64 {
	if in.Data != nil {
		return int64(len(in.Data))
	}
	st, err := os.Stat(path)
	if err != nil {
		return -1
	}
	return st.Size()
}

// digest computes the SHA-256 of a file's bytes beside the reading.
type digest struct {
	in   Input
	path string
	once sync.Once
	done chan struct{}
	sum  string
}

func newDigest(in Input, path string) *digest {
	return &digest{in: in, path: path, done: make(chan struct{})}
}

func (d *digest) start() {
	d.once.Do(func() {
		guard.Go(func() {
			d.sum = d.compute()
			close(d.done)
		})
	})
}

// wait gives the sum, empty when the file can't be read.
func (d *digest) wait() string {
	d.start()
	<-d.done
	return d.sum
}

func (d *digest) compute() string {
	h := sha256.New()
	if d.in.Data != nil {
		h.Write(d.in.Data)
		return hex.EncodeToString(h.Sum(nil))
	}
	f, err := os.Open(d.path)
	if err != nil {
		return ""
	}
	defer f.Close()
	if _, err := io.CopyBuffer(struct{ io.Writer }{h}, struct{ io.Reader }{f}, make([]byte, 1<<18)); err != nil {
		return ""
	}
	return hex.EncodeToString(h.Sum(nil))
}

// distinct adds the folder to the names of files that are called alike.
func (o *opened) distinct() {
	count := make(map[string]int)
	for _, f := range o.files {
		count[f.name]++
	}
	for _, f := range o.files {
		if count[f.name] > 1 && f.folder != "" {
			f.name = f.folder + "/" + f.name
			f.book.Name = f.name
		}
	}
}

package load

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
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
		return nil, &InputError{lang.F("文件名 %s 里的 [ 没有配对；请改正，或直接写文件名", "the [ in the pattern %s has no end; correct it, or name the file", in.Path)}
	}
	if len(hits) == 0 {
		return nil, &InputError{lang.F("没有文件符合 %s；请核对名称和位置", "no file fits the pattern %s; check its name and place", in.Path)}
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
		return nil, &InputError{lang.F("文件夹 %s 里没有表格文件（.csv、.tsv、.xlsx、.xlsm、.xls、.zip）；请换一个文件夹", "folder %s holds no spreadsheet (.csv, .tsv, .xlsx, .xlsm, .xls, .zip); name another folder", root)}
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

// listed is a file that an input stands for, and what it holds: itself, or the
// members of an archive.
type listed struct {
	in      Input
	path    string // empty for bytes at hand
	name    string
	bytes   int64 // −1 when it can't be read
	sources []sheet.Source
	err     error
}

// openFiles opens all inputs. A file given twice (the same bytes) is opened
// once, wherever its copies lie: in folders, in archives, one in each.
func openFiles(inputs []Input, opt Options) (*opened, error) {
	o := &opened{}
	so := sheet.Default()
	so.Encoding, so.Workers = opt.Encoding, opt.Workers
	files := o.list(inputs, so, opt)
	c := newCopies(files)
	for _, f := range files {
		if opt.ended() == nil {
			o.open(f, c)
		}
	}
	if err := opt.ended(); err != nil {
		for _, f := range o.files {
			f.book.Close()
		}
		return nil, err
	}
	o.distinct()
	if len(o.files) == 0 {
		if len(o.faults) == 0 {
			return nil, &InputError{lang.T("没有给出文件；请写上答卷文件或文件夹", "no files given; name a file or folder of answers")}
		}
		return nil, errors.Join(o.faults...)
	}
	return o, nil
}

// list finds the files that the inputs stand for, and looks into archives.
func (o *opened) list(inputs []Input, so sheet.Options, opt Options) []listed {
	var out []listed
	for _, in := range inputs {
		if in.Data != nil {
			f := listed{in: in, name: in.name(), bytes: int64(len(in.Data))}
			f.sources, f.err = sheet.Expand(f.name, bytes.NewReader(in.Data), f.bytes, so)
			out = append(out, f)
			continue
		}
		list, err := paths(in)
		if err != nil {
			o.faults = append(o.faults, err)
			o.issues = append(o.issues, issue.Issue{Code: issue.FileUnreadable, Pos: issue.Pos{File: in.name()}, Got: in.Path,
				Want: lang.T("存在的文件、文件夹或通配符", "a file, folder or pattern that exists"), Effect: lang.T("未读取", "not read")})
			continue
		}
		for _, path := range list {
			if opt.ended() != nil {
				return nil
			}
			f := listed{in: in, path: path, name: filepath.Base(path), bytes: size(path)}
			f.sources, f.err = sheet.ExpandFile(path, so)
			out = append(out, f)
		}
	}
	return out
}

// archive says whether the file holds others.
func (f *listed) archive() bool {
	return len(f.sources) != 1 || f.sources[0].Name != f.name
}

func (in Input) name() string {
	if in.Name != "" {
		return in.Name
	}
	return filepath.Base(in.Path)
}

func (o *opened) open(f listed, c *copies) {
	sum := newDigest(f.in, f.path)
	if o.copy(c, f, f.name, f.bytes, sum.wait) {
		return
	}
	if f.err != nil {
		o.fault(f.err)
		return
	}
	for _, src := range f.sources {
		if f.archive() && o.copy(c, f, src.Name, src.Size, func() string { sum, _ := src.Sum(); return sum }) {
			continue // its faults show when it is opened
		}
		book, err := src.Open()
		if err != nil {
			o.fault(err)
			continue
		}
		file := &file{name: src.Name, book: book, sum: sum, bytes: f.bytes, unit: f.in.Unit, wave: f.in.Wave, stem: stem(src.Name)}
		if f.path != "" {
			file.folder, file.path = folderOf(f.path), f.path
		}
		o.files = append(o.files, file)
	}
}

// folderOf is the name of the folder that a file lies in.
func folderOf(path string) string {
	abs, err := filepath.Abs(path)
	if err != nil {
		return ""
	}
	return filepath.Base(filepath.Dir(abs))
}

// copies finds files that were met before.
type copies struct {
	sizes map[int64]int       // how many files and members of archives have the size: only those can be the same
	first map[string]copyName // SHA-256 → the first file of these bytes
}

// copyName is a file as it is called, without and with the folder it lies in.
type copyName struct{ short, long string }

func newCopies(files []listed) *copies {
	c := &copies{sizes: make(map[int64]int), first: make(map[string]copyName)}
	for i := range files {
		f := &files[i]
		c.sizes[f.bytes]++
		if f.archive() {
			for _, src := range f.sources {
				c.sizes[src.Size]++
			}
		}
	}
	return c
}

// copy says whether a file, or the member of an archive, has the bytes of one
// before it, and adds an issue that names both. The sum is made only where the
// size gives reason to; without one (the file can't be read) it is no copy.
func (o *opened) copy(c *copies, f listed, name string, bytes int64, sum func() string) bool {
	if c.sizes[bytes] < 2 {
		return false
	}
	key := sum()
	if key == "" {
		return false
	}
	own := copyName{name, name}
	if f.path != "" {
		own.long = folderOf(f.path) + "/" + name
	}
	first, met := c.first[key]
	if !met {
		c.first[key] = own
		return false
	}
	if own.short == first.short {
		own.short, first.short = own.long, first.long
	}
	o.issues = append(o.issues, issue.Issue{Code: issue.FileDuplicate, Pos: issue.Pos{File: own.short}, Got: first.short,
		Want: lang.T("每个文件只给一次", "each file once"), Effect: lang.T("内容与前一文件完全相同，只读取一次", "byte for byte the same as the other file: read once")})
	return true
}

func stem(name string) string {
	base := filepath.Base(filepath.FromSlash(name))
	return strings.TrimSuffix(base, filepath.Ext(base))
}

func size(path string) int64 {
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

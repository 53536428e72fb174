package page

import (
	"context"
	"errors"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"

	"servqual/survey"
	"servqual/survey/issue"
	"servqual/survey/lang"
	"servqual/survey/load"
	"servqual/survey/tally"
)

// drop is one survey: the files that were dropped together, what was answered
// about them, and what was read.
type drop struct {
	id  string
	dir string // its own folder among the uploads

	mu    sync.Mutex // held while the survey is read or changed
	paths []string
	study *survey.Study // as answered; nil while nothing was
	kept  bool          // the answers are those of an earlier file with the same headers
	read  *reading
}

// reading is what the files gave.
type reading struct {
	study    *survey.Study
	bindings []load.Binding
	asked    []issue.Issue
	misread  []issue.Issue
	summary  *load.Summary
	set      *tally.Set // by unit and wave, as far as the data has them; nil where nothing can be scored
	problem  error      // why not
}

// blocked says that a question keeps the answers from being scored.
func (r *reading) blocked() bool {
	return slices.ContainsFunc(r.asked, func(q issue.Issue) bool { return q.Blocks })
}

// newDrop begins a survey.
func (s *Server) newDrop() *drop {
	d := &drop{id: secret()}
	d.dir = filepath.Join(s.keep.uploads, d.id)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.drops[d.id] = d
	return d
}

// upload writes one file of a survey, as it arrives, into the survey's folder.
// The name it had is kept, for units and months are read from it.
func (s *Server) upload(w http.ResponseWriter, r *http.Request) {
	d := s.dropOf(w, r)
	if d == nil {
		return
	}
	name, ok := plainName(r.URL.Query().Get("name"))
	if !ok {
		fault(w, http.StatusBadRequest, lang.T("文件没有名称，请改名后再拖入", "the file has no name: rename it and drop it again"))
		return
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	path, err := d.store(name, http.MaxBytesReader(w, r.Body, s.opt.Upload))
	var large *http.MaxBytesError
	switch {
	case errors.As(err, &large):
		fault(w, http.StatusRequestEntityTooLarge, lang.F("%s 太大，超过 %d MB；请拆成几个文件，或用命令行", "%s is too large, over %d MB: split it, or use the command line", lang.Same(name), s.opt.Upload>>20))
	case err != nil:
		fault(w, http.StatusInternalServerError, s.worded(err))
	default:
		d.paths = append(d.paths, path)
		answer(w, struct{}{})
	}
}

// store writes a file, in a folder of its own where one of that name is there.
func (d *drop) store(name string, from io.Reader) (string, error) {
	dir := d.dir
	for {
		if err := os.MkdirAll(dir, 0o700); err != nil {
			return "", err
		}
		f, err := os.OpenFile(filepath.Join(dir, name), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
		if errors.Is(err, os.ErrExist) {
			dir = filepath.Join(dir, "_")
			continue
		}
		if err != nil {
			return "", err
		}
		_, err = io.Copy(f, from)
		if cerr := f.Close(); err == nil {
			err = cerr
		}
		if err != nil { // given up, or too large: not half a file
			os.Remove(f.Name())
		}
		return f.Name(), err
	}
}

// plainName takes folders and what no disk has in a name off it.
func plainName(name string) (string, bool) {
	if i := strings.LastIndexAny(name, `/\`); i >= 0 {
		name = name[i+1:]
	}
	name = strings.Trim(strings.Map(func(r rune) rune {
		if r < ' ' || strings.ContainsRune(`<>:"|?*`, r) {
			return '_'
		}
		return r
	}, name), ". ")
	return name, name != "" && len(name) < 240
}

// read reads the files of a survey, with the answers of an earlier file that
// had the same headers.
func (s *Server) read(w http.ResponseWriter, r *http.Request, d *drop) {
	s.start(w, func(ctx context.Context, t *task) (any, error) {
		d.mu.Lock()
		defer d.mu.Unlock()
		if d.read != nil {
			return s.state(d), nil
		}
		if len(d.paths) == 0 {
			return nil, textError{lang.T("没有收到文件，请再拖一次", "no file arrived: drop it again")}
		}
		first, err := s.load(ctx, t, d, nil)
		if err != nil {
			return nil, err
		}
		if kept := s.keep.formLike(first.bindings, s.opt.Preset); kept != nil {
			if again, err := s.load(ctx, t, d, kept); err == nil {
				d.study, d.kept, d.read = kept, true, again
				return s.state(d), nil
			}
		}
		d.read = first
		return s.state(d), ctx.Err()
	})
}

// load opens and folds the files. What is wrong with the data is in the reading;
// an error says that nothing could be read.
func (s *Server) load(ctx context.Context, t *task, d *drop, study *survey.Study) (*reading, error) {
	t.stageIs(lang.T("正在辨认各列", "Recognising the columns"), 0)
	opt := load.Default()
	opt.Workers = max(2, runtime.GOMAXPROCS(0))
	opt.Presets, opt.Context = s.opt.Presets, ctx
	if study != nil {
		opt.Study = study.Clone()
	}
	var in []load.Input
	for _, p := range d.paths {
		in = append(in, load.Input{Path: p})
	}
	src, err := load.Open(in, opt)
	if err != nil {
		return nil, err
	}
	defer src.Close()
	r := &reading{study: src.Study(), bindings: src.Bindings(), misread: src.Misread()}
	t.stageIs(lang.T("正在读取答卷", "Reading the responses"), src.Rows())
	count := func(b *survey.Batch) { t.advance(int64(b.N)) }
	if r.problem = r.study.Validate(); r.problem != nil {
		r.summary, err = src.Read(ctx, func(_ int, b *survey.Batch) error { count(b); return nil })
	} else {
		all := tally.NewGather(tally.NewPlan(r.study, tally.Options{Items: true, Links: true}), opt.Workers, categories(r.study, survey.FieldUnit, survey.FieldWave)...)
		r.summary, err = src.Read(ctx, func(worker int, b *survey.Batch) error { count(b); all.Add(worker, b); return nil })
		if err == nil {
			r.set = all.Set()
		}
	}
	if err != nil {
		return nil, err
	}
	r.asked = src.Questions() // with words that first came in later rows
	return r, nil
}

// categories are those of the fields that the study has as categories.
func categories(study *survey.Study, names ...string) []string {
	var out []string
	for _, n := range names {
		if f, ok := study.Field(n); ok && f.Kind == survey.CategoryField {
			out = append(out, n)
		}
	}
	return out
}

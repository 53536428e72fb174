package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"

	"github.com/schollz/progressbar/v3"
	"github.com/urfave/cli/v2"

	"servqual/report"
	"servqual/report/compose"
	"servqual/survey"
	"servqual/survey/guard"
	"servqual/survey/lang"
	"servqual/survey/tally"
)

// job is one document of a batch.
type job struct {
	name  string // what the list at the end calls it
	unit  string // "" for the region
	wave  string
	file  string // without extension, below --out
	build func(cs *compose.Case) (*report.Document, error)
}

// batch writes the regional report and every unit's monthly report, on all
// cores, and a list of which file is whose. What is there already, made of the
// same data in the same way, is left alone, so that a broken run goes on where
// it stopped. A unit that fails does not stop the others.
func (s settings) batch(c *cli.Context, cs *compose.Case, opt compose.RegionalOptions, formats []string) error {
	if opt.Field != survey.FieldUnit {
		return misuse(lang.T("--batch 为每个单位各写一份报告，请去掉 --by", "--batch writes a report for each unit: leave --by out"))
	}
	cs.Share()
	jobs := s.jobs(c, cs, opt)
	done, err := openManifest(filepath.Join(c.String("out"), manifestName))
	if err != nil {
		return err
	}
	print, err := s.fingerprint(c, cs)
	if err != nil {
		return err
	}
	b := &batch{ctx: c.Context, out: c.String("out"), formats: formats, done: done, print: print, bar: s.bar(c, len(jobs))}
	outputsOf(c.Context).plan(len(jobs)*len(formats), true)
	b.run(cs, jobs)
	if interrupted(c) == nil {
		if err := b.list(c, s, jobs); err != nil {
			return err
		}
	}
	return b.tell(c, s)
}

// jobs lists the documents: the region first, it takes longest. A unit without
// answers in the wave that was asked for gets none, nor does one that is
// withheld.
func (s settings) jobs(c *cli.Context, cs *compose.Case, opt compose.RegionalOptions) []job {
	docs := documentsOf(reportKind.In(single(s.lang)), cs)
	stems := fileStems(docs)
	out := []job{{
		name: lang.T("区域报告", "the regional report").In(single(s.lang)), wave: docs[0].wave, file: regionalName(s, cs),
		build: func(cs *compose.Case) (*report.Document, error) { return compose.Regional(cs, opt) },
	}}
	for i, d := range docs {
		switch {
		case d.unit == "":
			continue
		case s.wave != "" && d.wave != s.wave:
			s.note(c, lang.F("%s 没有 %s 的答卷，没有写报告。", "%s has no answers in %s: no report was written.", lang.Same(d.unit), lang.Same(s.wave)))
			continue
		}
		own := *cs
		own.Unit, own.Cells = d.unit, s.cells
		if _, withheld := compose.UnitWithheld(&own); withheld {
			s.note(c, lang.F("%s 的答卷太少，或会让人推算出答卷太少的单位：为保护隐私没有写报告。", "%s has too few responses, or would give away a unit with too few: no report was written, for privacy.", lang.Same(d.unit)))
			continue
		}
		out = append(out, job{name: d.unit, unit: d.unit, wave: d.wave, file: stems[i], build: func(cs *compose.Case) (*report.Document, error) {
			own := *cs
			own.Unit = d.unit
			return compose.Monthly(&own), nil
		}})
	}
	return out
}

// list writes a table of which file is whose, which a spreadsheet program opens,
// and names the units whose files are not called as they are.
func (b *batch) list(c *cli.Context, s settings, jobs []job) error {
	l := single(s.lang)
	head := []string{lang.T("单位", "unit").In(l), lang.T("期次", "wave").In(l)}
	for _, f := range b.formats {
		head = append(head, strings.ToUpper(f))
	}
	rows := [][]string{head}
	for _, j := range jobs {
		row := []string{j.name, j.wave}
		for _, f := range b.formats {
			row = append(row, j.file+"."+f)
		}
		rows = append(rows, row)
	}
	name := fileStems([]docName{{kind: lang.T("报告清单", "list-of-reports").In(l), wave: jobs[0].wave}})[0] + ".csv"
	for _, j := range jobs {
		if j.unit != "" && !strings.Contains(j.file+"-", "-"+strings.TrimSuffix(j.unit+"-"+j.wave, "-")+"-") {
			s.note(c, lang.F("“%s”的文件名：%s", "The files of “%s” are called %s", lang.Same(j.unit), lang.Same(j.file)))
		}
	}
	b.index = filepath.Join(b.out, name)
	return writeFile(b.ctx, b.index, func(w io.Writer) error { return writeCSV(w, slices.Values(rows), true) })
}

// bar is the progress bar on standard error; none when that is no terminal.
func (s settings) bar(c *cli.Context, n int) *progressbar.ProgressBar {
	w := io.Discard
	if f := file(c.App.ErrWriter); f != nil && !s.quiet {
		if info, err := f.Stat(); err == nil && info.Mode()&os.ModeCharDevice != 0 {
			w = f
		}
	}
	return progressbar.NewOptions(n, progressbar.OptionSetWriter(w), progressbar.OptionShowCount(), progressbar.OptionClearOnFinish(),
		progressbar.OptionSetDescription(lang.T("生成报告", "writing reports").In(single(s.lang))))
}

// batch is a run on the way.
type batch struct {
	ctx     context.Context
	out     string
	formats []string
	done    *manifest
	print   string // of the data and the settings
	index   string // path of the list of files
	bar     *progressbar.ProgressBar

	mu      sync.Mutex
	written []string
	kept    int
	failed  []failure
}

type failure struct {
	name string
	err  error
}

// run works the jobs off. Tallies are not to be read by two goroutines at once,
// so that every worker has a copy of the set.
func (b *batch) run(cs *compose.Case, jobs []job) {
	queue := make(chan job)
	var wait guard.Group
	for range min(runtime.GOMAXPROCS(0), len(jobs)) {
		own := *cs
		own.Set = copyOf(cs.Set)
		wait.Go(func() {
			for j := range queue {
				b.work(&own, j)
			}
		})
	}
	for _, j := range jobs {
		if b.ctx.Err() != nil {
			break
		}
		queue <- j
	}
	close(queue)
	wait.Wait()
	b.bar.Finish()
}

func copyOf(s *tally.Set) *tally.Set {
	out := tally.NewSet(s.Plan(), s.By()...)
	out.Merge(s)
	return out
}

// work writes one document in every format, unless all of it is there.
func (b *batch) work(cs *compose.Case, j job) {
	defer b.bar.Add(1)
	if b.ctx.Err() != nil {
		return
	}
	var missing []string
	for _, f := range b.formats {
		if path := filepath.Join(b.out, j.file+"."+f); !b.done.has(path, b.print) {
			missing = append(missing, f)
		}
	}
	outputsOf(b.ctx).spare(len(b.formats) - len(missing))
	if len(missing) == 0 {
		b.mu.Lock()
		b.kept += len(b.formats)
		b.mu.Unlock()
		return
	}
	doc, err := safely(func() (*report.Document, error) { return j.build(cs) })
	if err != nil {
		b.fail(j, err)
		return
	}
	if b.ctx.Err() != nil {
		return // doc may not be whole
	}
	var list []output
	for _, f := range missing {
		list = append(list, output{filepath.Join(b.out, j.file+"."+f), renderTo(b.ctx, f, doc)})
	}
	if _, err := safely(func() (*report.Document, error) { return nil, writeFiles(b.ctx, list) }); err != nil {
		b.fail(j, err)
		return
	}
	for _, x := range list {
		b.mu.Lock()
		b.written = append(b.written, x.path)
		b.mu.Unlock()
		if err := b.done.add(b.ctx, x.path, b.print); err != nil {
			b.fail(j, err)
			return
		}
	}
}

// safely turns a panic over one unit's odd data into that unit's error.
func safely(f func() (*report.Document, error)) (doc *report.Document, err error) {
	defer func() {
		if x := recover(); x != nil {
			err = fmt.Errorf("internal error: %w", guard.Of(x))
		}
	}()
	return f()
}

func (b *batch) fail(j job, err error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.failed = append(b.failed, failure{j.name, err})
}

// tell prints what was written, and at the end what failed.
func (b *batch) tell(c *cli.Context, s settings) error {
	slices.Sort(b.written)
	for _, path := range b.written {
		fmt.Fprintln(c.App.Writer, path)
	}
	if err := interrupted(c); err != nil {
		return err
	}
	if b.kept > 0 {
		s.note(c, lang.F("%d 个文件与上次相同，未重写。", "%d files are as they were and were left alone.", b.kept))
	}
	s.note(c, lang.F("哪份文件属于哪个单位，见 %s", "Which file is whose: see %s", b.index))
	if len(b.failed) == 0 {
		return nil
	}
	slices.SortFunc(b.failed, func(a, b failure) int { return strings.Compare(a.name, b.name) })
	for _, f := range b.failed {
		fmt.Fprintf(c.App.ErrWriter, "%s: %v\n", f.name, f.err)
	}
	return spoken(lang.F("%d 份报告没有写成；其余已完成，再运行一次只补这些", "%d reports failed; the others are done, and running it again makes only these", len(b.failed)))
}

// manifestName is the file beside the reports that says what they were made of.
const manifestName = ".servqual-batch.json"

// manifest remembers, for each file written, the fingerprint of what it was
// made of and of its bytes.
type manifest struct {
	mu    sync.Mutex
	path  string
	Files map[string]made `json:"files"` // by name below the folder
}

type made struct {
	From   string `json:"from"`
	SHA256 string `json:"sha256"`
}

func openManifest(path string) (*manifest, error) {
	m := &manifest{path: path, Files: map[string]made{}}
	data, err := os.ReadFile(path)
	if err != nil {
		if errors.Is(err, os.ErrNotExist) {
			return m, nil
		}
		return nil, err
	}
	if json.Unmarshal(data, m) != nil || m.Files == nil {
		m.Files = map[string]made{} // spoilt: make everything anew
	}
	return m, nil
}

// has says whether the file is there, made of the same, and unchanged since.
func (m *manifest) has(path, print string) bool {
	m.mu.Lock()
	x, ok := m.Files[filepath.Base(path)]
	m.mu.Unlock()
	if !ok || x.From != print {
		return false
	}
	sum, err := hashOf(path)
	return err == nil && sum == x.SHA256
}

// add notes a file and keeps the manifest up to date after every one.
func (m *manifest) add(ctx context.Context, path, print string) error {
	sum, err := hashOf(path)
	if err != nil {
		return err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	m.Files[filepath.Base(path)] = made{print, sum}
	return writeFile(ctx, m.path, func(w io.Writer) error { return writeJSON(w, m) })
}

func hashOf(path string) (string, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return "", err
	}
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:]), nil
}

// fingerprint is that of everything the reports depend on: program, command
// line, study, data.
func (s settings) fingerprint(c *cli.Context, cs *compose.Case) (string, error) {
	h := sha256.New()
	fmt.Fprintln(h, programVersion(), s.lang, s.level, s.seed, s.wave, s.instrument, s.sheet, s.encoding)
	for _, f := range []string{"last", "targets", "norms", "unweighted", "min-ranked", "pool-below"} {
		fmt.Fprintln(h, f, c.Value(f))
	}
	for _, f := range cs.Summary.Files {
		fmt.Fprintln(h, f.File, f.Sheet, f.SHA256)
	}
	fmt.Fprintln(h, cs.Summary.Responses, cs.Summary.FirstDate, cs.Summary.LastDate)
	fmt.Fprintln(h, cs.Actions, cs.Targets)
	files := []string{s.study, c.String("sizes"), c.String("managers"), c.String("staff")}
	if s.study == "" && s.workspace == "" {
		path, err := studyBeside(s.files[0])
		if err != nil {
			return "", err
		}
		files = append(files, path)
	}
	if s.workspace != "" && !strings.Contains(s.workspace, "://") {
		files = append(files, s.workspace)
	}
	for _, f := range files {
		if f == "" {
			continue
		}
		sum, err := hashOf(f)
		if err != nil && !errors.Is(err, os.ErrNotExist) {
			return "", err
		}
		fmt.Fprintln(h, f, sum)
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"servqual/survey/guard"
)

// outputs are the files that one run of the program writes. A file is written
// beside its place first and then renamed, so that it appears whole or not at
// all; when the run is interrupted, what was begun is removed.
type outputs struct {
	mu        sync.Mutex
	closed    bool
	begun     map[*os.File]bool
	scratched map[string]bool // folders for what is needed while a file is made
	swept     map[string]bool // folders in which left-overs of killed runs were looked for
	written   []string
	planned   int
	resumes   bool
}

type outputsKey struct{}

func newOutputs() *outputs {
	return &outputs{begun: make(map[*os.File]bool), scratched: make(map[string]bool), swept: make(map[string]bool)}
}

// outputsOf gives those of the run that a context belongs to.
func outputsOf(ctx context.Context) *outputs {
	if o, ok := ctx.Value(outputsKey{}).(*outputs); ok {
		return o
	}
	return newOutputs()
}

// plan notes how many files are to be written in all, and whether running the
// command again writes only the rest.
func (o *outputs) plan(n int, resumes bool) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.planned, o.resumes = n, resumes
}

// spare takes files off the plan that are there already.
func (o *outputs) spare(n int) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.planned -= n
}

// count tells what was written, and what was planned.
func (o *outputs) count() (written []string, planned int, resumes bool) {
	o.mu.Lock()
	defer o.mu.Unlock()
	return slices.Clone(o.written), o.planned, o.resumes
}

// close removes what was begun; nothing can be written afterwards.
func (o *outputs) close() {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.closed = true
	for f := range o.begun {
		f.Close() // Windows removes no open file
		os.Remove(f.Name())
	}
	for dir := range o.scratched {
		os.RemoveAll(dir)
	}
	clear(o.begun)
	clear(o.scratched)
}

// enter makes an output folder, and removes what killed runs left behind there.
func (o *outputs) enter(dir string) error {
	if o.closed {
		return context.Canceled
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	if !o.swept[dir] {
		o.swept[dir] = true
		sweep(dir)
	}
	return nil
}

// scratch makes a folder below an output folder for what is needed only while a
// file is made; it goes with discard, or when the run is interrupted.
func (o *outputs) scratch(dir string) (string, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if err := o.enter(dir); err != nil {
		return "", err
	}
	made, err := os.MkdirTemp(dir, tempPattern())
	if err == nil {
		o.scratched[made] = true
	}
	return made, err
}

// discard removes a folder made by scratch.
func (o *outputs) discard(dir string) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.scratched[dir] {
		os.RemoveAll(dir)
		delete(o.scratched, dir)
	}
}

// begin opens a file beside its place.
func (o *outputs) begin(dir string) (*os.File, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if err := o.enter(dir); err != nil {
		return nil, err
	}
	f, err := os.CreateTemp(dir, tempPattern())
	if err == nil {
		o.begun[f] = true
	}
	return f, err
}

// drop closes and removes a file that was begun and is not wanted.
func (o *outputs) drop(f *os.File) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.begun[f] {
		f.Close()
		os.Remove(f.Name())
		delete(o.begun, f)
	}
}

// finish gives files that were begun, and are closed, their names: all of them,
// unless the run was interrupted before.
func (o *outputs) finish(files []*os.File, paths []string) error {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.closed {
		return context.Canceled
	}
	for i, f := range files {
		if err := os.Rename(f.Name(), paths[i]); err != nil {
			return fmt.Errorf("%s: %w", paths[i], err)
		}
		delete(o.begun, f)
		if !strings.HasPrefix(filepath.Base(paths[i]), ".") { // a batch keeps its own list of what is done
			o.written = append(o.written, paths[i])
		}
	}
	return nil
}

// output is a file to be written.
type output struct {
	path   string
	render func(io.Writer) error
}

// writeFile writes a file whole or not at all. A file of the same name is
// replaced only by a complete one. Nothing is held: a table of results may be
// larger than memory.
func writeFile(ctx context.Context, path string, render func(io.Writer) error) error {
	return writeFiles(ctx, []output{{path, render}})
}

// writeFiles writes files that belong together, as the formats of one report:
// none of them appears before all are complete. They are rendered beside each
// other; a panic of one is the caller's.
func writeFiles(ctx context.Context, list []output) error {
	o := outputsOf(ctx)
	var files []*os.File
	var paths []string
	defer func() { // also when render panics
		for _, f := range files {
			o.drop(f)
		}
	}()
	for _, x := range list {
		if err := ctx.Err(); err != nil {
			return err
		}
		f, err := o.begin(filepath.Dir(x.path))
		if err != nil {
			return err
		}
		files, paths = append(files, f), append(paths, x.path)
	}
	failed := make([]error, len(list))
	crashed := make([]*guard.Panic, len(list))
	var wg guard.Group
	for i, x := range list {
		wg.Go(func() {
			defer func() {
				if v := recover(); v != nil {
					crashed[i] = guard.Of(v)
				}
			}()
			failed[i] = fillFile(ctx, files[i], x.render)
		})
	}
	wg.Wait()
	for _, p := range crashed {
		if p != nil {
			panic(p) // where the caller can recover it
		}
	}
	for i, err := range failed {
		if err != nil {
			return fmt.Errorf("%s: %w", list[i].path, err)
		}
	}
	return o.finish(files, paths)
}

// fillFile writes and closes a file. Rendering ends with its next write after
// ctx has ended.
func fillFile(ctx context.Context, f *os.File, render func(io.Writer) error) error {
	buf := bufio.NewWriterSize(f, 1<<16)
	err := render(untilDone{ctx, buf})
	if err == nil {
		err = buf.Flush()
	}
	if err == nil {
		err = f.Chmod(0o644)
	}
	if cerr := f.Close(); err == nil {
		err = cerr
	}
	return err
}

// untilDone is a writer that fails when ctx has ended.
type untilDone struct {
	ctx context.Context
	w   io.Writer
}

func (u untilDone) Write(p []byte) (int, error) {
	if err := u.ctx.Err(); err != nil {
		return 0, err
	}
	return u.w.Write(p)
}

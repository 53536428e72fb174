package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"slices"
	"sync/atomic"
	"syscall"
	"time"

	"github.com/urfave/cli/v2"

	"servqual/survey/guard"
	"servqual/survey/lang"
)

// grace is how long an interrupted command may take to end by itself. Most end
// within a few milliseconds; after that the program ends without it.
const grace = 400 * time.Millisecond

// untilInterrupted gives the context of a run: it ends with the first Ctrl-C, or
// when the system asks the program to end. The second Ctrl-C has its usual
// effect and kills the program at once.
func untilInterrupted() (ctx context.Context, stop func()) {
	ctx, stop = signal.NotifyContext(contextBackground(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop)
	return ctx, stop
}

// runUnder runs a command until it is done or ctx ends. A command that ctx
// reaches late is left behind: it can write no more, neither files nor to the
// terminal, and what it had begun to write is removed.
func runUnder(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	out, err := &stdGate{w: stdout}, &stdGate{w: stderr}
	app := newApp(interruptible{ctx, stdin}, out, err)
	files := newOutputs()
	asked := languageOf(args)
	speak(app, asked)
	l, command := single(asked), commandOf(app, args)
	done := make(chan error, 1)
	guard.Go(func() {
		done <- guarded(func() error { return app.RunContext(context.WithValue(ctx, outputsKey{}, files), permute(app, args)) })
	})
	var failed error
	left := false
	select {
	case failed = <-done:
	case <-ctx.Done():
		select {
		case failed = <-done:
		case <-time.After(grace):
			failed, left = ctx.Err(), true
		}
	}
	var crash *guard.Panic
	if failed == nil || ctx.Err() == nil || errors.As(failed, &crash) && !left {
		return exitCode(failed, stderr, l, command)
	}
	out.closed.Store(true)
	err.closed.Store(true)
	files.close()
	if written, _, _ := files.count(); left && !out.used.Load() { // it could not say so itself
		slices.Sort(written)
		for _, path := range written {
			fmt.Fprintln(stdout, path)
		}
	}
	fmt.Fprintf(stderr, "servqual: %s\n", interruptedText(command, left, out.used.Load(), files).In(l))
	return exitError
}

// keepers are the commands that change a workspace.
var keepers = []string{"import", "waves", "actions", "targets", "events", "norms"}

// interruptedText says in one line what an interrupted command had done and
// what not. left says that it did not end by itself, printed that something
// stands on standard output.
func interruptedText(command string, left, printed bool, files *outputs) lang.Text {
	written, planned, resumes := files.count()
	switch {
	case slices.Contains(keepers, command) && left:
		return lang.T("已中断。工作区要么和原来一样，要么已全部写入；用 servqual waves 查看。", "interrupted: the workspace is either as it was or has all of it; see `servqual waves`")
	case slices.Contains(keepers, command):
		return lang.T("已中断，工作区和原来一样。", "interrupted: the workspace is as it was")
	case len(written) == 0 && printed:
		return lang.T("已中断，上面的输出不完整，不要使用。", "interrupted: what was printed is not complete, do not use it")
	case len(written) == 0:
		return lang.T("已中断，没有写出任何结果。", "interrupted: nothing was written")
	}
	text := lang.F("已中断：写出了 %d 个文件", "interrupted: %d files were written", len(written))
	if len(written) == 1 {
		text = lang.F("已中断：写出了 %s", "interrupted: %s was written", lang.Same(written[0]))
	}
	if rest := planned - len(written); rest > 0 {
		text = lang.F("%s，还有 %d 个没有写", "%s, %d were not", text, rest)
	}
	if resumes {
		return lang.F("%s；再运行一次会接着写。", "%s; running it again goes on from there", text)
	}
	return lang.F("%s。", "%s", text)
}

// interruptible is a reader that stops waiting when ctx ends, as at a terminal
// or a pipe that nothing comes from.
type interruptible struct {
	ctx context.Context
	r   io.Reader
}

func (i interruptible) Read(p []byte) (int, error) {
	if err := i.ctx.Err(); err != nil {
		return 0, err
	}
	type read struct {
		n   int
		err error
	}
	own := make([]byte, len(p)) // the one left waiting may yet write into it
	done := make(chan read, 1)
	guard.Go(func() {
		n, err := i.r.Read(own)
		done <- read{n, err}
	})
	select {
	case r := <-done:
		return copy(p, own[:r.n]), r.err
	case <-i.ctx.Done():
		return 0, i.ctx.Err()
	}
}

// stdGate is standard output or standard error until the command is left behind.
type stdGate struct {
	w      io.Writer
	used   atomic.Bool // something was written
	closed atomic.Bool
}

func (g *stdGate) Write(p []byte) (int, error) {
	if g.closed.Load() {
		return 0, context.Canceled
	}
	g.used.Store(true)
	return g.w.Write(p)
}

// file is the file behind a command's standard output or error; nil where there
// is none, as in tests.
func file(w io.Writer) *os.File {
	if g, ok := w.(*stdGate); ok {
		w = g.w
	}
	f, _ := w.(*os.File)
	return f
}

// interrupted is the error of a command whose context has ended, else nil.
func interrupted(c *cli.Context) error { return c.Context.Err() }

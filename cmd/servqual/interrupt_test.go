package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"servqual/fixtures/network"
	"servqual/fixtures/speed"
	"servqual/report"
	"servqual/survey/lang"
)

// mostWait is far more than an interrupted command takes (half a second), so
// that a busy machine fails no test.
const mostWait = 20 * time.Second

// TestMain lets the test binary be the program, for tests that send signals.
func TestMain(m *testing.M) {
	if os.Getenv("SERVQUAL_TEST_AS_PROGRAM") != "" {
		main()
	}
	code := m.Run()
	closeChromium()
	os.Exit(code)
}

// under runs a command until it ends or ctx does.
func under(t *testing.T, ctx context.Context, stdin io.Reader, args ...string) (stdout, stderr string, code int) {
	t.Helper()
	var o, e bytes.Buffer
	ended := make(chan int, 1)
	go func() { ended <- runUnder(ctx, append([]string{"servqual"}, args...), stdin, &o, &e) }()
	select {
	case code = <-ended:
	case <-time.After(mostWait):
		t.Fatalf("servqual %s: still there %v after the interrupt", strings.Join(args, " "), mostWait)
	}
	return o.String(), e.String(), code
}

// left lists an output folder.
func left(t *testing.T, dir string) []string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		t.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

// rendering replaces a format's renderer during a test.
func rendering(t *testing.T, format string, with func(ctx context.Context, w io.Writer, d *report.Document) error) {
	was := renderers[format]
	renderers[format] = with
	t.Cleanup(func() { renderers[format] = was })
}

func TestInterruptedWhileWaitingForStandardInput(t *testing.T) {
	atRoot(t)
	ctx, interrupt := context.WithCancel(context.Background())
	r, w := io.Pipe() // nothing comes
	defer w.Close()
	time.AfterFunc(50*time.Millisecond, interrupt)
	out := t.TempDir()
	stdout, stderr, code := under(t, ctx, r, "report", "-", "--out", out, "--lang", "zh")
	if code != exitError || stdout != "" || stderr != "servqual: 已中断，没有写出任何结果。\n" || len(left(t, out)) > 0 {
		t.Errorf("code %d, stdout %q, stderr %q, files %v", code, stdout, stderr, left(t, out))
	}
}

// A renderer that hears nothing of the interrupt is left behind, what it had
// begun is removed, and the formats that were complete don't appear without it.
func TestInterruptedInARendererThatDoesNotListen(t *testing.T) {
	atRoot(t)
	ctx, interrupt := context.WithCancel(context.Background())
	goOn, done := make(chan bool), make(chan error, 1)
	rendering(t, "xlsx", func(_ context.Context, w io.Writer, d *report.Document) error {
		io.WriteString(w, strings.Repeat("half ", 1<<16))
		interrupt()
		<-goOn
		_, err := io.WriteString(w, "the other half")
		done <- err
		return err
	})
	out := t.TempDir()
	put(t, filepath.Join(out, "notes.txt"), "not ours")
	stdout, stderr, code := under(t, ctx, nil, "report", customersFile, "--out", out, "--lang", "en", "--quiet")
	if code != exitError || stdout != "" || stderr != "servqual: interrupted: nothing was written\n" {
		t.Errorf("code %d, stdout %q, stderr %q", code, stdout, stderr)
	}
	close(goOn)
	if err := <-done; err == nil {
		t.Error("a renderer that was left behind could write on")
	}
	if names := left(t, out); len(names) != 1 || names[0] != "notes.txt" {
		t.Errorf("left: %v", names)
	}
}

// An interrupted batch has whole files, says how many and how many not, and
// goes on where it stopped.
func TestInterruptedBatchGoesOn(t *testing.T) {
	atRoot(t)
	data := networkFile(t, 2, network.Level{Branches: 8})
	out := t.TempDir()
	args := []string{"benchmark", data, "--batch", "--format", "html", "--out", out, "--lang", "zh"}
	ctx, interrupt := context.WithCancel(context.Background())
	whole := renderers["html"]
	var calls atomic.Int64
	rendering(t, "html", func(ctx context.Context, w io.Writer, d *report.Document) error {
		if calls.Add(1) == 4 {
			interrupt()
		}
		return whole(ctx, w, d)
	})
	stdout, stderr, code := under(t, ctx, nil, args...)
	n := strings.Count(stdout, "\n")
	if want := fmt.Sprintf("已中断：写出了 %d 个文件，还有 %d 个没有写；再运行一次会接着写。\n", n, 9-n); code != exitError || n < 1 || n > 8 || !strings.HasSuffix(stderr, want) || strings.Contains(stderr, "cancel") {
		t.Fatalf("code %d, %d files, stderr %q, want %q", code, n, stderr, want)
	}
	pages := 0
	for _, name := range left(t, out) {
		switch {
		case name == manifestName:
		case strings.HasSuffix(name, ".html"):
			pages++
			if page := bytes.TrimSpace(readFile(t, filepath.Join(out, name))); !bytes.HasSuffix(page, []byte("</html>")) {
				t.Errorf("%s is half written", name)
			}
		default:
			t.Errorf("left: %s", name)
		}
	}
	if pages != n {
		t.Errorf("%d pages lie there, %d were told", pages, n)
	}
	stdout, stderr, code = under(t, context.Background(), nil, args...)
	if m := strings.Count(stdout, "\n"); code != exitDone || m != 9-n || !strings.Contains(stderr, fmt.Sprintf("%d 个文件与上次相同", n)) {
		t.Errorf("the run after: code %d, %d files, stderr %q", code, m, stderr)
	}
}

// cancelling ends the context once so many bytes were read.
type cancelling struct {
	io.Reader
	left   int
	cancel func()
}

func (c *cancelling) Read(p []byte) (int, error) {
	n, err := c.Reader.Read(p)
	if c.left -= n; c.left < 0 {
		c.cancel()
	}
	return n, err
}

// An interrupted import leaves the workspace as it was.
func TestInterruptedImport(t *testing.T) {
	atRoot(t)
	workspace := filepath.Join(t.TempDir(), "w.db")
	ok(t, "import", "fixtures/aftersales/2026-10.csv", "--workspace", workspace, "--quiet")
	before := ok(t, "waves", "--workspace", workspace, "--format", "json")
	var other bytes.Buffer
	if err := speed.WriteCSV(&other, speed.Options{Rows: 20000, Seed: 3}, false); err != nil {
		t.Fatal(err)
	}
	for _, wait := range []time.Duration{0, 100 * time.Millisecond, 400 * time.Millisecond} {
		ctx, interrupt := context.WithCancel(context.Background())
		in := &cancelling{bytes.NewReader(other.Bytes()), other.Len() - 1, sync.OnceFunc(func() { time.AfterFunc(wait, interrupt) })}
		_, stderr, code := under(t, ctx, in, "import", "-", "--workspace", workspace, "--lang", "en", "--quiet")
		interrupt()
		if code != exitError || !strings.Contains(stderr, "interrupted: the workspace is") {
			t.Fatalf("%v: code %d, stderr %q", wait, code, stderr)
		}
		if after := ok(t, "waves", "--workspace", workspace, "--format", "json"); after != before {
			t.Errorf("%v: the workspace was\n%s\nand is\n%s", wait, before, after)
		}
	}
}

// The program itself, interrupted by the system at several stages.
func TestInterruptedProgram(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows sends Ctrl-C to consoles, not to processes")
	}
	atRoot(t)
	data := filepath.Join(t.TempDir(), "big.csv")
	f, err := os.Create(data)
	if err != nil {
		t.Fatal(err)
	}
	if err := speed.WriteCSV(f, speed.Options{Rows: 60000, Seed: 4}, false); err != nil {
		t.Fatal(err)
	}
	f.Close()
	for _, args := range [][]string{{"report", data}, {"benchmark", data, "--batch"}, {"benchmark", data, "--format", "html"}} {
		for _, after := range []time.Duration{200 * time.Millisecond, 700 * time.Millisecond, 1500 * time.Millisecond} {
			out := t.TempDir()
			cmd := exec.Command(os.Args[0], append(args, "--lang", "zh", "--quiet", "--out", out)...)
			cmd.Env = append(os.Environ(), "SERVQUAL_TEST_AS_PROGRAM=1")
			var stderr bytes.Buffer
			cmd.Stderr = &stderr
			if err := cmd.Start(); err != nil {
				t.Fatal(err)
			}
			ended := make(chan error, 1)
			go func() { ended <- cmd.Wait() }()
			select {
			case err := <-ended:
				if err != nil {
					t.Fatalf("%v: %v\n%s", args, err, &stderr)
				}
				continue // done before the interrupt
			case <-time.After(after):
			}
			cmd.Process.Signal(os.Interrupt)
			select {
			case <-ended:
			case <-time.After(mostWait):
				cmd.Process.Kill()
				t.Fatalf("%v interrupted after %v: still there", args, after)
			}
			if code := cmd.ProcessState.ExitCode(); code != exitError && code != exitDone || code == exitError && (strings.Count(stderr.String(), "\n") != 1 || !strings.Contains(stderr.String(), "已中断")) {
				t.Errorf("%v after %v: code %d, stderr %q", args, after, code, &stderr)
			}
			names := left(t, out)
			for _, name := range names {
				if strings.HasSuffix(name, ".tmp") {
					t.Errorf("%v after %v: left %s", args, after, name)
				}
			}
			if args[0] == "report" && len(names) != 0 && len(names) != 3 {
				t.Errorf("after %v: some formats only: %v", after, names)
			}
		}
	}
}

// What a killed run left behind goes with the next; files of runs that may
// still write stay, and so does everything that is not ours.
func TestLeftOversAreRemoved(t *testing.T) {
	gone := exec.Command(os.Args[0], "help")
	gone.Env = append(os.Environ(), "SERVQUAL_TEST_AS_PROGRAM=1")
	if err := gone.Run(); err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	name := func(machine string, pid, n int) string { return fmt.Sprintf(".servqual-%s-%d-%d.tmp", machine, pid, n) }
	removed := []string{name(machine(), gone.Process.Pid, 1), name("0123abcd", 1, 2), ".servqual-123456"}
	kept := []string{name(machine(), os.Getpid(), 3), name(machine(), os.Getppid(), 4), name("0123abcd", 1, 5), ".servqual-654321", manifestName, ".servqual-notes", "servqual-1-2-3.tmp", "report.html"}
	for _, n := range append(append([]string{}, removed...), kept...) {
		put(t, filepath.Join(dir, n), "x")
	}
	old := time.Now().Add(-staleAfter - time.Hour)
	for _, n := range []string{removed[1], removed[2], manifestName, "report.html", kept[1], ".servqual-notes"} {
		if err := os.Chtimes(filepath.Join(dir, n), old, old); err != nil {
			t.Fatal(err)
		}
	}
	parts := filepath.Join(dir, name(machine(), gone.Process.Pid, 6))
	if err := os.MkdirAll(filepath.Join(parts, "x"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := writeFile(context.Background(), filepath.Join(dir, "new.txt"), func(w io.Writer) error { _, err := io.WriteString(w, "new"); return err }); err != nil {
		t.Fatal(err)
	}
	have := map[string]bool{}
	for _, n := range left(t, dir) {
		have[n] = true
	}
	for _, n := range append(removed, filepath.Base(parts)) {
		if have[n] {
			t.Errorf("%s is still there", n)
		}
	}
	for _, n := range append(kept, "new.txt") {
		if !have[n] {
			t.Errorf("%s was removed", n)
		}
	}
}

// Renderers end with the context, in each format.
func TestRenderersEndWithTheContext(t *testing.T) {
	ctx, interrupt := context.WithCancel(context.Background())
	interrupt()
	doc := &report.Document{ID: "d", Lang: lang.En, Title: lang.Same("Title"), Sections: []report.Section{{ID: "s", Title: lang.Same("Section"), Blocks: []report.Block{report.Paragraph{Text: lang.Same("text")}}}}}
	for format, render := range renderers {
		if err := render(context.Background(), io.Discard, doc); err != nil {
			t.Errorf("%s: %v", format, err)
		}
		if err := render(ctx, io.Discard, doc); !errors.Is(err, context.Canceled) {
			t.Errorf("%s: %v, want the context's error", format, err)
		}
	}
}

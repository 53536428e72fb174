package store

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// child is what the test binary does when a test starts it once more:
// "import NAME WAVE SEED" stores a wave in several parts, "read NAME" reads and
// then tries to write.
func child(job string) int {
	f := strings.Split(job, "\t")
	ctx := context.Background()
	switch f[0] {
	case "import":
		w, err := Create(ctx, f[1])
		if err != nil {
			fmt.Println(err)
			return 1
		}
		defer w.Close()
		w.tallyFrom = 0
		in := crashImport(f[2], f[3])
		fmt.Println("ready")
		if _, err := w.Import(ctx, in); err != nil {
			fmt.Println(err)
			return 1
		}
	case "read":
		return childRead(ctx, f[1])
	}
	return 0
}

// crashImport is a wave of many parts whose answers depend on the seed.
func crashImport(wave, seed string) Import {
	s := sampleStudy()
	in := sampleImport(s, wave, "", "sha"+wave+seed, sampleBatch(s, 1, 1))
	in.Parts, in.Replace = nil, true
	for i := range 12 {
		in.Parts = append(in.Parts, Part{Wave: wave, Unit: fmt.Sprintf("店%02d", i), Answers: sampleBatch(s, uint64(len(seed))*100+uint64(seed[0])+uint64(i), 150)})
	}
	return in
}

func childCommand(ctx context.Context, job ...string) *exec.Cmd {
	c := exec.CommandContext(ctx, os.Args[0], "-test.run=^$")
	c.Env = append(os.Environ(), "STORE_TEST_CHILD="+strings.Join(job, "\t"))
	return c
}

// contentsOf is everything of a wave that a reader can see.
func contentsOf(t *testing.T, name string) string {
	t.Helper()
	w, err := Open(t.Context(), name)
	if Is(err, NotFound) {
		return ""
	}
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	info := must[[]Info](t)(w.List(t.Context(), Filter{}))
	if len(info) == 0 {
		return ""
	}
	// By unit comes from the tallies, by region from the answers: both must be
	// whole, and say the same.
	r := must[*Reading](t)(w.Read(t.Context(), Query{By: []string{"wave", "unit"}}))
	return fmt.Sprintf("%d %x", len(r.Parts), bytesOf(t, r.Set))
}

// checkAnswers compares the stored answers with the tallies beside them.
func checkAnswers(t *testing.T, name string) {
	t.Helper()
	w, err := Open(t.Context(), name)
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	quick := must[*Reading](t)(w.Read(t.Context(), Query{By: []string{"wave"}})).Set
	whole := must[*Reading](t)(w.Read(t.Context(), Query{By: []string{"wave", "region"}})).Set
	if !bytes.Equal(bytesOf(t, quick), bytesOf(t, whole.Rollup("wave"))) {
		t.Error("answers and tallies differ")
	}
}

// TestKilledImportLeavesBeforeOrAfter kills a process at random moments of an
// import, over a wave that was there, and finds the old wave or the new one.
func TestKilledImportLeavesBeforeOrAfter(t *testing.T) {
	onBoth(t, func(t *testing.T, name string) {
		runImport := func(name, seed string) {
			if out, err := childCommand(t.Context(), "import", name, "2026-10", seed).CombinedOutput(); err != nil {
				t.Fatalf("%v: %s", err, out)
			}
		}
		runImport(name, "a")
		states := map[string]string{contentsOf(t, name): "a"}
		rest := timeImport(t, name, "b")
		states[contentsOf(t, name)] = "b"
		if len(states) != 2 {
			t.Fatal("the two imports can't be told apart")
		}
		r := rand.New(rand.NewPCG(1, 2))
		seen, killed, seed := map[string]int{}, 0, "a"
		for range 10 {
			c := startImport(t, name, seed)
			time.Sleep(time.Duration(r.Int64N(int64(rest))))
			if c.Process.Kill() == nil {
				killed++
			}
			c.Wait()
			state, ok := states[contentsOf(t, name)]
			if !ok {
				t.Fatal("the workspace is between two states")
			}
			checkAnswers(t, name)
			seen[state]++
			if state == seed { // it got through: next time the other way
				seed = map[string]string{"a": "b", "b": "a"}[seed]
			}
		}
		t.Logf("%d children killed within %v; afterwards %v", killed, rest, seen)
		runImport(name, "a") // and it can still be used
		if states[contentsOf(t, name)] != "a" {
			t.Error("the last import did not get through")
		}
	})
}

// startImport starts a child and waits until it is about to store.
func startImport(t *testing.T, name, seed string) *exec.Cmd {
	t.Helper()
	c := childCommand(t.Context(), "import", name, "2026-10", seed)
	out, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	if _, err := io.ReadFull(out, make([]byte, len("ready"))); err != nil {
		t.Fatal(err)
	}
	return c
}

// timeImport measures how long the storing itself takes.
func timeImport(t *testing.T, name, seed string) time.Duration {
	t.Helper()
	c := startImport(t, name, seed)
	start := time.Now()
	if err := c.Wait(); err != nil {
		t.Fatal(err)
	}
	return time.Since(start)
}

// TestKilledFirstImport kills the process that makes the workspace.
func TestKilledFirstImport(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for i := range 6 {
		name := filepath.Join(t.TempDir(), fmt.Sprintf("%d.db", i))
		c := childCommand(t.Context(), "import", name, "2026-10", "a")
		out, err := c.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		if i%2 == 0 { // half of them within the import, half while it is made
			io.ReadFull(out, make([]byte, len("ready")))
		}
		time.Sleep(time.Duration(r.Int64N(int64(60 * time.Millisecond))))
		c.Process.Kill()
		c.Wait()
		got := contentsOf(t, name)
		w := create(t, name)
		if _, err := w.Import(t.Context(), crashImport("2026-11", "b")); err != nil {
			t.Fatalf("after a crash at the first import: %v", err)
		}
		info := must[[]Info](t)(w.List(t.Context(), Filter{}))
		if want := 12; got == "" && len(info) != want || got != "" && len(info) != 2*want {
			t.Errorf("%d parts after %q", len(info), got[:min(len(got), 10)])
		}
	}
}

// TestConcurrentImports lets processes import different waves, and the same
// one, into a workspace that does not exist yet.
func TestConcurrentImports(t *testing.T) {
	onBoth(t, func(t *testing.T, name string) {
		waves := []string{"2026-07", "2026-08", "2026-09", "2026-10", "2026-10"}
		var wg sync.WaitGroup
		errs := make([]error, len(waves))
		outs := make([][]byte, len(waves))
		for i, wave := range waves {
			wg.Go(func() { outs[i], errs[i] = childCommand(t.Context(), "import", name, wave, "a").CombinedOutput() })
		}
		wg.Wait()
		for i, err := range errs {
			if err != nil {
				t.Errorf("%s: %v: %s", waves[i], err, outs[i])
			}
		}
		w, err := Open(t.Context(), name)
		if err != nil {
			t.Fatal(err)
		}
		defer w.Close()
		info := must[[]Info](t)(w.List(t.Context(), Filter{}))
		if len(info) != 4*12 {
			t.Errorf("%d parts, want 4 waves × 12 units", len(info))
		}
		set, _, err := w.Set(t.Context(), Filter{})
		if err != nil || set.Total().N() != 4*12*150 {
			t.Errorf("%v", err)
		}
	})
}

// TestReadersSeeOneState reads while another process replaces: each reading is
// wholly the one or wholly the other.
func TestReadersSeeOneState(t *testing.T) {
	onBoth(t, func(t *testing.T, name string) {
		states := map[string]bool{}
		for _, seed := range []string{"b", "a"} {
			if out, err := childCommand(t.Context(), "import", name, "2026-10", seed).CombinedOutput(); err != nil {
				t.Fatalf("%v: %s", err, out)
			}
			states[contentsOf(t, name)] = true
		}
		ctx, stop := context.WithTimeout(t.Context(), time.Second)
		defer stop()
		done := make(chan error, 1)
		go func() {
			for i := 0; ctx.Err() == nil; i++ {
				if out, err := childCommand(context.Background(), "import", name, "2026-10", []string{"b", "a"}[i%2]).CombinedOutput(); err != nil {
					done <- fmt.Errorf("%v: %s", err, out)
					return
				}
			}
			done <- nil
		}()
		n := 0
		for ; ctx.Err() == nil; n++ {
			if !states[contentsOf(t, name)] {
				t.Fatal("a reader saw a mixture")
			}
		}
		if err := <-done; err != nil {
			t.Fatal(err)
		}
		t.Logf("%d readings", n)
	})
}

// childRead reads a workspace in a folder where it may not write.
func childRead(ctx context.Context, name string) int {
	w, err := Open(ctx, name)
	if err != nil {
		fmt.Println("open:", err)
		return 1
	}
	if _, err := w.Read(ctx, Query{By: []string{"unit"}}); err != nil {
		fmt.Println("read:", err)
		return 1
	}
	w.Close()
	w, err = Create(ctx, name)
	if err == nil {
		_, err = w.Remove(ctx, Filter{})
	}
	if !Is(err, ReadOnly) {
		fmt.Println("writing gave:", err)
		return 1
	}
	_, err = Create(ctx, filepath.Join(filepath.Dir(name), "new.db"))
	if !Is(err, ReadOnly) {
		fmt.Println("making a new one gave:", err)
		return 1
	}
	return 0
}

// TestReadOnlyFolder runs a child as an account that may read the folder and not
// write it: reading works, writing says why it does not.
func TestReadOnlyFolder(t *testing.T) {
	cred, err := unprivileged()
	if err != nil {
		t.Skip(err)
	}
	dir, err := os.MkdirTemp("", "readonly")
	if err != nil {
		t.Fatal(err)
	}
	defer os.RemoveAll(dir)
	name := filepath.Join(dir, "w.db")
	w := create(t, name)
	mustImport(t, w, crashImport("2026-10", "a"))
	w.Close()
	binary := filepath.Join(dir, "test")
	data, err := os.ReadFile(os.Args[0])
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(os.WriteFile(binary, data, 0o755), os.Chmod(name, 0o444), os.Chmod(dir, 0o555)); err != nil {
		t.Fatal(err)
	}
	defer os.Chmod(dir, 0o755)
	c := childCommand(t.Context(), "read", name)
	c.Path = binary
	c.Dir = dir
	if cred != nil {
		c.SysProcAttr = &syscall.SysProcAttr{Credential: cred}
	}
	if out, err := c.CombinedOutput(); err != nil {
		t.Errorf("%v: %s", err, out)
	}
}

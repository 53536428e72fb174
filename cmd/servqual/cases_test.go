package main

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "rewrite the expected output of the cases")

// call runs the program in the root of the project with English as locale,
// writing below out.
func call(t *testing.T, stdin string, args ...string) (stdout, stderr string, code int) {
	t.Helper()
	t.Setenv("LC_ALL", "en_US.UTF-8")
	t.Chdir("../..")
	var o, e bytes.Buffer
	code = run(append([]string{"servqual"}, args...), strings.NewReader(stdin), &o, &e)
	return o.String(), e.String(), code
}

// split cuts a command line into words; quotes hold a word together.
func split(line string) []string {
	var out []string
	for _, m := range regexp.MustCompile(`"([^"]*)"|'([^']*)'|(\S+)`).FindAllStringSubmatch(line, -1) {
		out = append(out, m[1]+m[2]+m[3])
	}
	return out
}

// TestCases runs every folder of testdata/cases: cmd is the command line
// ($OUT is an empty folder), stdin the input if any; stdout, stderr and code
// are what must come out. go test -update rewrites them; read the diff.
func TestCases(t *testing.T) {
	dirs, err := filepath.Glob("testdata/cases/*")
	if err != nil || len(dirs) == 0 {
		t.Fatal("no cases", err)
	}
	for _, dir := range dirs {
		dir, _ = filepath.Abs(dir)
		t.Run(filepath.Base(dir), func(t *testing.T) {
			line := strings.TrimSpace(read(t, dir, "cmd"))
			out := t.TempDir()
			words := split(line)
			for i := range words {
				words[i] = strings.ReplaceAll(words[i], "$OUT", out)
			}
			if words[0] != "servqual" {
				t.Fatalf("cmd %q", line)
			}
			stdin, _ := os.ReadFile(filepath.Join(dir, "stdin"))
			stdout, stderr, code := call(t, string(stdin), words[1:]...)
			for name, got := range map[string]string{
				"stdout": strings.ReplaceAll(stdout, out, "$OUT"),
				"stderr": strings.ReplaceAll(stderr, out, "$OUT"),
				"code":   strconv.Itoa(code) + "\n",
			} {
				compare(t, filepath.Join(dir, name), filepath.ToSlash(got))
			}
		})
	}
}

func read(t *testing.T, dir, name string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(dir, name))
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func compare(t *testing.T, path, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if string(want) != got {
		t.Errorf("%s differs; got:\n%s", filepath.Base(path), got)
	}
}

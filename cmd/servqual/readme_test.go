package main

import (
	"os"
	"regexp"
	"strings"
	"testing"
)

// TestREADMECommands runs every command line of the README's blocks, and
// TestManualCommands those of the manual, with their output folder moved to an
// empty one.
func TestREADMECommands(t *testing.T) {
	lines := blocks(t, "../../README.md", regexp.MustCompile("(?s)```sh\n(.*?)```"))
	var commands []string
	for _, l := range lines {
		if cmd, ok := strings.CutPrefix(l, "go run ./cmd/servqual "); ok {
			commands = append(commands, cmd)
			continue
		}
		if l != "go test ./..." {
			t.Errorf("README: %q is no command that this test can run", l)
		}
	}
	if len(commands) < 8 || !strings.HasPrefix(commands[0], "report fixtures/") {
		t.Fatalf("README commands %q", commands)
	}
	runAll(t, commands)
}

func TestManualCommands(t *testing.T) {
	data, err := os.ReadFile("doc.go")
	if err != nil {
		t.Fatal(err)
	}
	var commands []string
	for _, m := range regexp.MustCompile(`(?m)^\tservqual ([a-z]+ .*)$`).FindAllStringSubmatch(string(data), -1) {
		if !strings.Contains(m[1], "FILE…") {
			commands = append(commands, m[1])
		}
	}
	if len(commands) < 5 {
		t.Fatalf("manual commands %q", commands)
	}
	runAll(t, commands)
}

func blocks(t *testing.T, path string, re *regexp.Regexp) []string {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, m := range re.FindAllStringSubmatch(string(data), -1) {
		for _, l := range strings.Split(m[1], "\n") {
			if l = strings.TrimSpace(l); l != "" && !strings.HasPrefix(l, "#") {
				out = append(out, l)
			}
		}
	}
	return out
}

func runAll(t *testing.T, commands []string) {
	t.Helper()
	out := t.TempDir()
	for _, c := range commands {
		t.Run(strings.Fields(c)[0], func(t *testing.T) {
			words := split(c)
			for i, w := range words {
				if w == "out" || strings.HasPrefix(w, "out/") {
					words[i] = out + strings.TrimPrefix(w, "out")
				}
			}
			stdout, stderr, code := call(t, "", words...)
			if code != exitDone {
				t.Fatalf("servqual %s: code %d\n%s", c, code, stderr)
			}
			if stdout == "" && !strings.Contains(c, "--out") {
				t.Errorf("servqual %s printed nothing", c)
			}
		})
	}
}

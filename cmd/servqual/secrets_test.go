package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/urfave/cli/v2"
)

// secretAddresses hold the password Zq7xKw92 or a form of it, each with
// something else that is wrong; survey/store tests more of them.
var secretAddresses = []string{
	"postgres://anna:Zq7xKw92@127.0.0.1:1/umfrage?connect_timeout=1",
	"POSTGRES://anna:Zq7x@Kw92@127.0.0.1:1/umfrage?connect_timeout=1",
	"postgres://anna:Zq7x/Kw92@127.0.0.1:1/umfrage",
	"postgres://anna:Zq7x%Kw92@127.0.0.1:1/umfrage",
	"postgres://127.0.0.1:1/umfrage?user=anna&password=Zq7x@Kw92",
	"postgres:/anna:Zq7xKw92@127.0.0.1:1/umfrage",
	"mysql://anna:Zq7xKw92@127.0.0.1/umfrage",
	"host=127.0.0.1 user=anna password=Zq7xKw92",
}

// workspaceArguments are what a command needs beside --workspace to come as far
// as opening it.
var workspaceArguments = map[string][]string{
	"import": {october}, "explain": {"gap/REL"}, "chart": {"--kind", "radar", "--out", "x.svg"}, "trend": {"--measure", "gap/REL"},
	"report": {"--out", "reports"}, "deck": {"--out", "decks"},
	"norms": {"save", "a"}, "actions": {"add", "a"}, "events": {"add", "2026-10-01", "a"}, "targets": {"set", "gap/REL", "1"},
}

// TestNoCommandShowsAPassword gives every command that takes --workspace
// addresses that can't be used: no part of the password is printed, no file is
// made, and the program ends with an error.
func TestNoCommandShowsAPassword(t *testing.T) {
	atRoot(t)
	file, err := filepath.Abs(october)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	t.Chdir(dir)
	commands := 0
	for _, c := range newApp(nil, nil, nil).Commands {
		if !slices.ContainsFunc(c.Flags, func(f cli.Flag) bool { return slices.Contains(f.Names(), "workspace") }) {
			continue
		}
		commands++
		for _, address := range secretAddresses {
			args := append([]string{c.Name}, workspaceArguments[c.Name]...)
			if c.Name == "import" {
				args[1] = file
			}
			noSecret(t, append(args, "--workspace", address)...)
			noSecret(t, append(args, "--workspace="+address, "--lang", "zh")...)
		}
	}
	if commands < 12 {
		t.Errorf("only %d commands take --workspace", commands)
	}
	address := secretAddresses[1]
	for _, args := range [][]string{
		{address}, {"score", address}, {"import", address}, {"score", file, "--study", address}, {"waves", "show", address}, {"waves", address},
		{"check", file, "--workspace", address}, {"report", file, "--out", address}, {"plan", address}, {"init", file, "--out", address}, {"template", address},
	} {
		noSecret(t, args...)
	}
	if left, _ := os.ReadDir(dir); len(left) != 0 {
		t.Errorf("files were made: %v", left)
	}
}

// noSecret calls the program and fails the test if four characters in a row of
// the password are printed, or if it ends well.
func noSecret(t *testing.T, args ...string) {
	t.Helper()
	stdout, stderr, code := invoke("", args...)
	if code != exitError && code != exitUsage || stderr == "" {
		t.Errorf("%q: code %d, stderr %q", args, code, stderr)
	}
	for _, secret := range []string{"Zq7xKw92", "Zq7x@Kw92", "Zq7x/Kw92", "Zq7x%Kw92"} {
		for i := 0; i+4 <= len(secret); i++ {
			if part := secret[i : i+4]; strings.Contains(stdout+stderr, part) {
				t.Errorf("%q prints %q of the password: %s%s", args, part, stdout, stderr)
				return
			}
		}
	}
}

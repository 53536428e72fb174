package load_test

import (
	"os"
	"testing"

	"servqual/survey/load"
)

// TestFilesByHand reads the files named in the environment and prints what was
// made of them: go test -run ByHand -v with SERVQUAL_FILES=…
func TestFilesByHand(t *testing.T) {
	path := os.Getenv("SERVQUAL_FILES")
	if path == "" {
		t.Skip("no file named in SERVQUAL_FILES")
	}
	r, err := read(options(), load.Input{Path: path})
	if err != nil {
		t.Fatal(err)
	}
	t.Log("\n" + r.dump())
	for _, b := range r.src.Bindings() {
		t.Logf("%s %d %.40q use %d %s %s %s%s reason %d %.2f %v", b.Sheet, b.Column, b.Header, b.Use, b.Item, b.Side, b.Field, b.Dimension, b.Reason, b.Confidence, b.Candidates)
	}
}

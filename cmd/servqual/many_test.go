package main

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// manyDimensions writes answers to n dimensions of two items, and their study.
func manyDimensions(t *testing.T, n int) (data, study string) {
	t.Helper()
	rnd := rand.New(rand.NewPCG(30, uint64(n)))
	var head, rows, y strings.Builder
	y.WriteString("scale: {min: 1, max: 7}\ndimensions:\n")
	for d := range n {
		fmt.Fprintf(&y, "  - {id: D%02d, label: {zh: 服务环节%d, en: Service step %d}}\n", d+1, d+1, d+1)
	}
	y.WriteString("items:\n")
	for i := range 2 * n {
		fmt.Fprintf(&y, "  - {id: Q%d, dimension: D%02d, label: {zh: 第%d项, en: Item %d}, columns: {expectation: E%d, perception: P%d}}\n", i+1, i/2+1, i+1, i+1, i+1, i+1)
		fmt.Fprintf(&head, "E%d,P%d,", i+1, i+1)
	}
	for range 60 {
		own := rnd.IntN(3) - 1
		for range 2 * n {
			fmt.Fprintf(&rows, "%d,%d,", min(7, 6+rnd.IntN(2)), max(1, 4+own+rnd.IntN(3)))
		}
		rows.WriteString("\n")
	}
	dir := t.TempDir()
	data, study = filepath.Join(dir, "answers.csv"), filepath.Join(dir, "study.yaml")
	for name, text := range map[string]string{data: head.String() + "\n" + rows.String(), study: y.String()} {
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return data, study
}

// From 30 dimensions on the radar found no room and there was no report.
func TestReportOfManyDimensions(t *testing.T) {
	for _, n := range []int{12, 13, 30, 60} {
		data, study := manyDimensions(t, n)
		out := t.TempDir()
		_, stderr, code := call(t, "", "report", data, "--study", study, "--format", "html,pdf,xlsx", "--lang", "zh", "--out", out)
		if code != exitDone {
			t.Errorf("%d dimensions: %d %s", n, code, stderr)
			continue
		}
		pages, err := filepath.Glob(filepath.Join(out, "*.html"))
		if err != nil || len(pages) != 1 {
			t.Fatal(pages, err)
		}
		page, err := os.ReadFile(pages[0])
		if err != nil {
			t.Fatal(err)
		}
		if last := fmt.Sprintf("服务环节%d", n); !strings.Contains(string(page), last) {
			t.Errorf("%d dimensions: %s is not in the report", n, last)
		}
		if got, want := strings.Contains(string(page), "维度雷达图"), n <= 12; got != want {
			t.Errorf("%d dimensions: radar %v, want %v", n, got, want)
		}
	}
}

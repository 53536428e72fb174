package main

import (
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"servqual/report/compose"
)

// answer is what a respondent answers to question k of the first form: a level of
// her own, one step up or down by question.
func answer(row, k int) int { return max(1, min(5, 1+row%5+(row/5+k*k)%3-1)) }

// monthFile writes a survey of the answers to the questions named, under the headers of a month's form.
func monthFile(t *testing.T, path string, headers []string, question []int) {
	t.Helper()
	var b strings.Builder
	fmt.Fprintln(&b, "门店,"+strings.Join(headers, ","))
	for row := range 60 {
		fmt.Fprint(&b, []string{"东店", "西店"}[row%2])
		for _, k := range question {
			fmt.Fprint(&b, ",", answer(row, k))
		}
		fmt.Fprintln(&b)
	}
	if err := os.WriteFile(path, []byte(b.String()), 0o600); err != nil {
		t.Fatal(err)
	}
}

// TestNextMonthMeetsTheItemsOfTheWorkspace: the form of the next month has other
// numbers and order and one question reworded. Stored in one workspace, the same
// question is one item, with the mean of its own answers in both waves.
func TestNextMonthMeetsTheItemsOfTheWorkspace(t *testing.T) {
	atRoot(t)
	dir := t.TempDir()
	ws, oct, nov := filepath.Join(dir, "w.db"), filepath.Join(dir, "oct.csv"), filepath.Join(dir, "nov.csv")
	monthFile(t, oct, []string{"1、接待热情满意度", "2、等候时间满意度", "3、环境卫生满意度", "4、维修质量可靠满意度", "5、收费透明满意度"}, []int{0, 1, 2, 3, 4})
	monthFile(t, nov, []string{"2、维修质量满意度", "3、接待热情满意度", "4、收费透明满意度", "5、环境卫生满意度", "6、等候时间满意度"}, []int{3, 0, 4, 2, 1})
	ok(t, "import", oct, "--wave", "2026-10", "--workspace", ws, "--quiet")
	ok(t, "import", nov, "--wave", "2026-11", "--workspace", ws, "--quiet")
	s := decode[compose.Scores](t, ok(t, "score", "--workspace", ws, "--by", "wave", "--format", "json", "--quiet"))
	if s.N != 120 || len(s.Segments) != 2 || len(s.Items) != 5 {
		t.Fatalf("n %v, %d segments, %d items", s.N, len(s.Segments), len(s.Items))
	}
	for k := range 5 {
		sum := 0
		for row := range 60 {
			sum += answer(row, k)
		}
		for _, seg := range s.Segments {
			id := fmt.Sprintf("Q%d", k+1)
			if it := seg.Items[k]; it.ID != id || math.Abs(it.Perception.Mean-float64(sum)/60) > 1e-9 {
				t.Errorf("%v: %s has mean %v, want %s with %v", seg.Names, it.ID, it.Perception.Mean, id, float64(sum)/60)
			}
		}
	}
}

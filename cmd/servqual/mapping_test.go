package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"servqual/report/compose"
)

// mapped writes the mapping workbook of a file beside a copy of it, sets cells,
// and gives the path of the copy. Cells are named "sheet!cell", or by the
// heading and a text that the row begins with: "用作|3、总体".
func mapped(t *testing.T, file string, cells map[string]any) string {
	t.Helper()
	dir := t.TempDir()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	in, book := filepath.Join(dir, filepath.Base(file)), filepath.Join(dir, "对应表.xlsx")
	put(t, in, string(data))
	ok(t, "init", in, "--out", book, "--lang", "zh", "--quiet")
	if len(cells) == 0 {
		return in
	}
	f, err := excelize.OpenFile(book)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for at, v := range cells {
		sheet, cell, found := strings.Cut(at, "!")
		if head, row, byHead := strings.Cut(at, "|"); byHead {
			sheet, cell, found = "对应表", cellOf(t, f, head, row), true
		}
		if !found {
			t.Fatalf("no cell %s", at)
		}
		if err := f.SetCellValue(sheet, cell, v); err != nil {
			t.Fatal(err)
		}
	}
	var out bytes.Buffer
	if err := f.Write(&out); err != nil {
		t.Fatal(err)
	}
	put(t, book, out.String())
	return in
}

// cellOf finds a cell of the mapping by its heading and the header of its row.
func cellOf(t *testing.T, f *excelize.File, head, header string) string {
	t.Helper()
	rows, err := f.GetRows("对应表")
	if err != nil {
		t.Fatal(err)
	}
	for c, h := range rows[4] {
		for r, row := range rows {
			if h == head && len(row) > 1 && strings.HasPrefix(row[1], header) {
				cell, _ := excelize.CoordinatesToCellName(c+1, r+1)
				return cell
			}
		}
	}
	t.Fatalf("no cell %s of %s", head, header)
	return ""
}

func scoresOf(t *testing.T, args ...string) compose.Scores {
	t.Helper()
	return decode[compose.Scores](t, ok(t, append([]string{"score", "--format", "json", "--quiet"}, args...)...))
}

// TestPlainSurveyNeedsNoEdit: the workbook of a plain survey is read as it was
// written, found beside the data, and changes no figure.
func TestPlainSurveyNeedsNoEdit(t *testing.T) {
	atRoot(t)
	for _, file := range []string{"fixtures/own/plain-zh.csv", "fixtures/own/plain-en.csv", "fixtures/own/scale-words-zh.csv", "fixtures/aftersales/2026-10.csv", "fixtures/platforms/wjx-code.xlsx"} {
		want := scoresOf(t, file)
		got := scoresOf(t, mapped(t, file, nil))
		a, errA := json.Marshal([]any{got.N, got.Items, got.Overall, got.Outcomes})
		b, errB := json.Marshal([]any{want.N, want.Items, want.Overall, want.Outcomes})
		if errA != nil || errB != nil || got.Draft || !bytes.Equal(a, b) {
			t.Errorf("%s: with the workbook\n%s\nwithout\n%s", file, a, b)
		}
	}
}

// TestOneAnswerAndAConfirmation: a survey whose codes run down, and one whose
// last code is no answer, are scored after two cells.
func TestOneAnswerAndAConfirmation(t *testing.T) {
	atRoot(t)
	down := "fixtures/own/scale-down-recommend.csv"
	in := mapped(t, down, map[string]any{"1=最好？|您对接待热情": "是", "对应表!C3": "是"})
	got := scoresOf(t, in)
	raw := scoresOf(t, mapped(t, down, map[string]any{"1=最好？|您对接待热情": "否", "对应表!C3": "是"}))
	if got.Draft || len(got.Items) != len(raw.Items) || len(got.Items) == 0 {
		t.Fatalf("draft %v, %d items", got.Draft, len(got.Items))
	}
	for i := range got.Items { // turned: min + max − mean
		if a, b := got.Items[i].Perception.Mean, raw.Items[i].Perception.Mean; math.Abs(a-(6-b)) > 1e-9 {
			t.Errorf("%s: %v, turned from %v", got.Items[i].ID, a, b)
		}
	}
	six := scoresOf(t, mapped(t, "fixtures/own/scale-na-six.csv", map[string]any{"对应表!C3": "是"}))
	if six.Draft || len(six.Items) == 0 || six.Items[0].Perception.N >= float64(six.N) {
		t.Errorf("the code 6 counts: n %v of %v", six.Items[0].Perception.N, six.N)
	}
	stdout, stderr, code := invoke("", "score", mapped(t, down, map[string]any{"1=最好？|您对接待热情": "是"}), "--lang", "zh")
	if code != exitData || stdout != "" || !strings.Contains(stderr, "“已核对”选为 是") {
		t.Errorf("not confirmed: code %d, %s%s", code, stdout, stderr)
	}
}

// TestMappingIsNoAnswers: in a folder the workbook is not read as answers; alone
// it is refused with what to do.
func TestMappingIsNoAnswers(t *testing.T) {
	atRoot(t)
	in := mapped(t, "fixtures/own/plain-zh.csv", nil)
	if got := scoresOf(t, filepath.Dir(in)); got.N != scoresOf(t, in).N {
		t.Errorf("the folder has %v responses", got.N)
	}
	book := filepath.Join(filepath.Dir(in), "对应表.xlsx")
	for l, want := range map[string]string{"zh": "这是对应表，不含答卷", "en": "this is a mapping workbook"} {
		if stdout, stderr, code := invoke("", "score", book, "--lang", l); code != exitError || stdout != "" || !strings.Contains(stderr, want) {
			t.Errorf("code %d: %s%s", code, stdout, stderr)
		}
	}
	put(t, filepath.Join(filepath.Dir(in), "servqual.yaml"), "instrument: servperf-22\n")
	if _, stderr, code := invoke("", "score", in, "--lang", "zh"); code != exitError || !strings.Contains(stderr, "既有 servqual.yaml 又有 对应表.xlsx") {
		t.Errorf("two studies: code %d: %s", code, stderr)
	}
	broken := mapped(t, "fixtures/own/plain-zh.csv", map[string]any{"对应表!E6": "心情"})
	if _, stderr, code := invoke("", "score", broken, "--lang", "zh"); code != exitError || !strings.Contains(stderr, "工作表“对应表”的 E6 格：没有“心情”这种用途") {
		t.Errorf("code %d: %s", code, stderr)
	}
	gone := mapped(t, "fixtures/own/plain-zh.csv", map[string]any{"对应表!B9": "没有这一列"})
	if _, stderr, code := invoke("", "score", gone, "--lang", "zh"); code != exitData || !strings.Contains(stderr, "工作表“对应表” B9 格写的列“没有这一列”在数据里没有") {
		t.Errorf("code %d: %s", code, stderr)
	}
}

// TestLabelsBesideNumbersThatRunDown: "1 - Very satisfied" … "5 - Very
// dissatisfied" is one question; answered with yes the numbers are turned, once.
func TestLabelsBesideNumbersThatRunDown(t *testing.T) {
	atRoot(t)
	labels := []string{"1 - Very satisfied", "2 - Satisfied", "3 - Neutral", "4 - Dissatisfied", "5 - Very dissatisfied"}
	var b strings.Builder
	for k := range 22 {
		fmt.Fprintf(&b, "P%d,", k+1)
	}
	fmt.Fprintln(&b, "branch")
	for row := range 120 {
		for k := range 22 {
			fmt.Fprint(&b, labels[(row+row/5*k)%5], ",")
		}
		fmt.Fprintln(&b, "North")
	}
	file := filepath.Join(t.TempDir(), "in.csv")
	put(t, file, strings.Replace(b.String(), labels[3], labels[4], 40))
	if _, _, code := invoke("", "score", file); code != exitData {
		t.Fatalf("not asked: code %d", code)
	}
	got := scoresOf(t, mapped(t, file, map[string]any{"1=最好？|P1": "是", "对应表!C3": "是"}))
	raw := scoresOf(t, mapped(t, bare(t, file, labels), map[string]any{"最低=|P1": 1, "最高=|P1": 5, "对应表!C3": "是"}))
	for i := range got.Items {
		if a, r := got.Items[i].Perception.Mean, raw.Items[i].Perception.Mean; math.Abs(a-(6-r)) > 1e-9 || got.Draft {
			t.Errorf("%s: %v, of codes with the mean %v", got.Items[i].ID, a, r)
		}
	}
}

// bare copies a file with the numbers alone.
func bare(t *testing.T, file string, labels []string) string {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	text := string(data)
	for _, l := range labels {
		text = strings.ReplaceAll(text, l, l[:1])
	}
	path := filepath.Join(t.TempDir(), "bare.csv")
	put(t, path, text)
	return path
}

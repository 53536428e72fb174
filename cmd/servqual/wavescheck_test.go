package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A flipped bit in a text that SQLite does not check is found and named.
func TestWavesCheck(t *testing.T) {
	dir := t.TempDir()
	db, data := filepath.Join(dir, "w.db"), filepath.Join(dir, "2026-10.csv")
	var rows strings.Builder
	rows.WriteString("E1,P1,E2,P2,E3,P3\n")
	for i := range 40 {
		for k := range 6 {
			if k > 0 {
				rows.WriteByte(',')
			}
			rows.WriteByte(byte('1' + (i*3+k*5+i*k)%7))
		}
		rows.WriteByte('\n')
	}
	study := "scale: {min: 1, max: 7}\ndimensions: [{id: A, label: 可靠性}]\nitems:\n"
	for _, k := range []string{"1", "2", "3"} {
		study += "  - {id: Q" + k + ", dimension: A, columns: {expectation: E" + k + ", perception: P" + k + "}}\n"
	}
	for name, text := range map[string]string{data: rows.String(), filepath.Join(dir, "servqual.yaml"): study} {
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for _, args := range [][]string{{"import", data, "--workspace", db, "--wave", "2026-10", "--unit", "朝阳店"}, {"actions", "add", "交车前逐项确认", "--workspace", db}} {
		if _, stderr, code := call(t, "", args...); code != exitDone {
			t.Fatalf("%v: %d %s", args, code, stderr)
		}
	}
	out, stderr, code := call(t, "", "waves", "check", "--workspace", db, "--lang", "zh")
	if code != exitDone || !strings.HasPrefix(out, "工作区完好：1 组答卷") || !strings.Contains(out, "共 40 份") {
		t.Fatalf("sound: %d %s %s", code, out, stderr)
	}
	whole, err := os.ReadFile(db)
	if err != nil {
		t.Fatal(err)
	}
	flipped := bytes.ReplaceAll(whole, []byte("交车前逐项确认"), []byte("交车剎逐项确认")) // one bit of the third character
	if bytes.Equal(flipped, whole) {
		t.Fatal("nothing flipped")
	}
	if err := os.WriteFile(db, flipped, 0o600); err != nil {
		t.Fatal(err)
	}
	out, _, code = call(t, "", "waves", "check", "--workspace", db, "--lang", "zh")
	if code != exitData || !strings.Contains(out, "改进措施 1") {
		t.Errorf("flipped: %d %s", code, out)
	}
	out, _, code = call(t, "", "waves", "check", "--workspace", db, "--format", "json")
	if code != exitData || !strings.Contains(out, `"what_en": "action 1"`) && !strings.Contains(out, `"what_en":"action 1"`) {
		t.Errorf("flipped: %d %s", code, out)
	}
}

package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"servqual/report/compose"
)

const october = "fixtures/aftersales/2026-10.xlsx"

// atRoot goes to the root of the project for a test of several calls.
func atRoot(t *testing.T) {
	t.Helper()
	t.Setenv("LC_ALL", "en_US.UTF-8")
	t.Chdir("../..")
}

func invoke(stdin string, args ...string) (stdout, stderr string, code int) {
	var o, e bytes.Buffer
	code = run(append([]string{"servqual"}, args...), strings.NewReader(stdin), &o, &e)
	return o.String(), e.String(), code
}

// ok calls the program and fails the test unless it ends with code 0.
func ok(t *testing.T, args ...string) string {
	t.Helper()
	stdout, stderr, code := invoke("", args...)
	if code != exitDone {
		t.Fatalf("servqual %s: code %d\n%s", strings.Join(args, " "), code, stderr)
	}
	return stdout
}

// refused calls the program and fails the test unless it ends with the code
// and says so.
func refused(t *testing.T, want int, says string, args ...string) {
	t.Helper()
	stdout, stderr, code := invoke("", args...)
	if code != want || !strings.Contains(stderr, says) || stdout != "" {
		t.Errorf("servqual %s: code %d, stdout %q, stderr %q; want code %d and %q", strings.Join(args, " "), code, stdout, stderr, want, says)
	}
}

func decode[T any](t *testing.T, text string) T {
	t.Helper()
	var v T
	if err := json.Unmarshal([]byte(text), &v); err != nil {
		t.Fatalf("%v in %s", err, text)
	}
	return v
}

// TestWorkspaceGivesWhatTheFileGives compares scores and reports of the
// workspace with those of the file: the same bytes.
func TestWorkspaceGivesWhatTheFileGives(t *testing.T) {
	atRoot(t)
	dir := t.TempDir()
	ws := filepath.Join(dir, "w.db")
	ok(t, "import", october, "--workspace", ws)
	for _, by := range []string{"", "unit", "unit,wave"} {
		file := ok(t, "score", october, "--by", by, "--format", "json")
		stored := ok(t, "score", "--workspace", ws, "--by", by, "--format", "json")
		if file != stored {
			t.Errorf("by %q: the workspace gives other scores than the file", by)
		}
	}
	a, b := filepath.Join(dir, "a"), filepath.Join(dir, "b")
	ok(t, "report", october, "--lang", "zh", "--format", "html,xlsx", "--out", a)
	ok(t, "report", "--workspace", ws, "--lang", "zh", "--format", "html,xlsx", "--out", b)
	files, _ := os.ReadDir(a)
	if len(files) != 2 {
		t.Fatalf("files %v", files)
	}
	for _, f := range files {
		x, _ := os.ReadFile(filepath.Join(a, f.Name()))
		y, _ := os.ReadFile(filepath.Join(b, f.Name()))
		if !bytes.Equal(x, y) {
			t.Errorf("%s: the workspace gives another report than the file", f.Name())
		}
	}
}

// month writes one branch's month: the first rows of the oracle's customers,
// without anything that says wave or unit. change edits the lines.
func month(t *testing.T, name string, rows int, change func([]string)) string {
	t.Helper()
	data, err := os.ReadFile("fixtures/oracle/customers.csv")
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(string(data)), "\n")
	head := strings.Split(lines[0], ",")
	keep := func(line string) string {
		var out []string
		for i, c := range strings.Split(line, ",") {
			if h := strings.Trim(head[i], "\"\r"); strings.HasPrefix(h, "E") || strings.HasPrefix(h, "P") || strings.HasPrefix(h, "W_") {
				out = append(out, strings.TrimSpace(c))
			}
		}
		return strings.Join(out, ",")
	}
	lines = lines[:rows+1]
	for i := range lines {
		lines[i] = keep(lines[i])
	}
	if change != nil {
		change(lines)
	}
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(strings.Join(lines, "\n")+"\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestImportTwiceCorrectAndReplace(t *testing.T) {
	atRoot(t)
	ws := filepath.Join(t.TempDir(), "w.db")
	at := []string{"--workspace", ws, "--wave", "2026年10月", "--unit", "朝阳店"}
	file := month(t, "a.csv", 60, nil)
	refused(t, exitUsage, "--wave", "import", file, "--workspace", ws)
	first := decode[compose.ImportJSON](t, ok(t, append([]string{"import", file, "--format", "json"}, at...)...))
	if p := first.Parts[0]; p.What != "added" || p.Wave != "2026-10" || p.Unit != "朝阳店" || p.N != 60 {
		t.Errorf("%+v", p)
	}
	if s := ok(t, append([]string{"import", file}, at...)...); !strings.Contains(s, "nothing changed") {
		t.Errorf("the same file again: %s", s)
	}
	refused(t, exitError, "twice", "import", file, "--workspace", ws, "--wave", "2026-11", "--unit", "朝阳店", "--replace")

	refused(t, exitError, "60 responses stored, 5 of them not in the file", append([]string{"import", month(t, "cut.csv", 55, nil)}, at...)...)
	fix := month(t, "b.csv", 60, func(lines []string) {
		for i := 1; i < 6; i++ {
			cells := strings.Split(lines[i], ",")
			cells[22] = "1" // P1
			lines[i] = strings.Join(cells, ",")
		}
	})
	change := decode[compose.ImportJSON](t, ok(t, append([]string{"import", fix, "--format", "json"}, at...)...)).Parts[0]
	if change.What != "corrected" || change.Before != 60 || change.N != 60 || change.Alike != 55 || change.Edited != 5 || change.Lost != 0 {
		t.Errorf("%+v", change)
	}
	moved := false
	for _, c := range change.Changes {
		moved = moved || c.Ref == "gap/TAN" && *c.After < *c.Before
	}
	if len(change.Changes) != 6 || !moved {
		t.Errorf("changes %+v: want the total and five dimensions, tangibles lower", change.Changes)
	}

	other := month(t, "c.csv", 100, func(lines []string) { copy(lines[1:41], lines[61:101]); lines[41] = "" })
	data, _ := os.ReadFile(other)
	os.WriteFile(other, data[:bytes.Index(data, []byte("\n\n"))+1], 0o644)
	refused(t, exitError, "--replace", append([]string{"import", other}, at...)...)
	table := ok(t, append([]string{"waves", "replace", other}, at...)...)
	for _, want := range []string{"replaced", "40", "60", "Tangibles"} {
		if !strings.Contains(table, want) {
			t.Errorf("%q is not in\n%s", want, table)
		}
	}
}

func TestWavesShowAndRemove(t *testing.T) {
	atRoot(t)
	ws := filepath.Join(t.TempDir(), "w.db")
	refused(t, exitError, "no such workspace", "waves", "--workspace", ws)
	ok(t, "import", october, "--workspace", ws)
	all := decode[compose.Waves](t, ok(t, "waves", "--workspace", ws, "--format", "json"))
	if len(all.Waves) != 84 || all.Schema != compose.WavesSchema {
		t.Fatalf("%d waves and units", len(all.Waves))
	}
	for _, w := range all.Waves {
		if (w.Headline == nil) != (w.N < 5) || w.Suppressed != (w.N < 5) {
			t.Errorf("%s %s: n %d, headline %v", w.Wave, w.Unit, w.N, w.Headline)
		}
	}
	one := ok(t, "waves", "show", "2026-10", "--unit", "朝阳店", "--workspace", ws)
	for _, want := range []string{"Oct 2026", "朝阳店", "32", all.Waves[0].Files[0].SHA256[:12], "servqual-22"} {
		if !strings.Contains(one, want) {
			t.Errorf("%q is not in\n%s", want, one)
		}
	}
	// Without an answer, and with no for an answer, nothing goes.
	for _, answer := range []string{"", "n\n", "maybe\n"} {
		stdout, stderr, code := invoke(answer, "waves", "remove", "2026-10", "--workspace", ws)
		if code != exitError || stdout != "" || !strings.Contains(stderr, "Remove 2026-10 (units: 6, responses: 130)?") {
			t.Errorf("answer %q: code %d, %s%s", answer, code, stdout, stderr)
		}
	}
	if _, stderr, code := invoke("y\n", "waves", "remove", "2026-10", "--unit", "大兴店", "--workspace", ws); code != exitDone {
		t.Errorf("%s", stderr)
	}
	ok(t, "waves", "remove", "2026-09", "--yes", "--workspace", ws)
	left := decode[compose.Waves](t, ok(t, "waves", "--workspace", ws, "--format", "json"))
	if len(left.Waves) != 84-1-6 {
		t.Errorf("%d left", len(left.Waves))
	}
	refused(t, exitUsage, "there is no \"2020-01\"", "waves", "remove", "2020-01", "--yes", "--workspace", ws)
	refused(t, exitUsage, "waves show WAVE", "waves", "erase", "2026-10", "--workspace", ws)
}

func TestWorkspaceUsage(t *testing.T) {
	atRoot(t)
	ws := filepath.Join(t.TempDir(), "w.db")
	ok(t, "import", october, "--workspace", ws)
	refused(t, exitUsage, "not both", "score", october, "--workspace", ws)
	refused(t, exitUsage, "not a workspace", "check", "--workspace", ws)
	refused(t, exitUsage, "there is no \"2020-01\"", "report", "--workspace", ws, "--wave", "2020-01")
	refused(t, exitUsage, "no field", "score", "--workspace", ws, "--by", "colour")
	refused(t, exitUsage, "--study", "score", "--workspace", ws, "--study", "x.yaml")
	refused(t, exitError, "no servqual workspace", "score", "--workspace", october)
	refused(t, exitUsage, "--workspace", "score")
}

func TestActionsAndNorms(t *testing.T) {
	atRoot(t)
	ws := filepath.Join(t.TempDir(), "w.db")
	added := decode[compose.ActionsJSON](t, ok(t, "actions", "add", "交车前", "逐项确认", "--gap", "gap/REL", "--owner", "李雷", "--due", "2026-11-30", "--unit", "朝阳店，海淀店", "--format", "json", "--workspace", ws))
	if a := added.Actions[0]; a.ID != 1 || a.Title != "交车前 逐项确认" || a.State != "open" || len(a.Units) != 2 {
		t.Errorf("%+v", a)
	}
	refused(t, exitUsage, "2026-11-30", "actions", "add", "x", "--due", "soon", "--workspace", ws)
	refused(t, exitUsage, "open, doing", "actions", "add", "x", "--state", "never", "--workspace", ws)
	refused(t, exitError, "no action 7", "actions", "done", "7", "--workspace", ws)
	refused(t, exitUsage, "no number", "actions", "done", "x", "--workspace", ws)
	done := ok(t, "actions", "done", "1", "--date", "2026-11-15", "--workspace", ws)
	if !strings.Contains(done, "2026-11-15") || !strings.Contains(done, "done") {
		t.Error(done)
	}
	ok(t, "actions", "remove", "1", "--workspace", ws)
	if s := ok(t, "actions", "--workspace", ws); !strings.Contains(s, "No actions") {
		t.Error(s)
	}

	refused(t, exitError, "nothing in the workspace", "norms", "save", "a", "--workspace", ws)
	ok(t, "import", october, "--workspace", ws)
	norms := decode[compose.NormsJSON](t, ok(t, "norms", "save", "基准", "--wave", "2026-10", "--format", "json", "--workspace", ws))
	if len(norms.Norms) != 6 || norms.Norms[0].Units != 5 || norms.Norms[0].Source != "2026-10" {
		t.Errorf("%+v: want the total and five dimensions of the five units with 5 responses or more", norms)
	}
	// The median of five units is the middle one of their scores.
	scores := decode[compose.Scores](t, ok(t, "score", "--workspace", ws, "--wave", "2026-10", "--by", "unit", "--format", "json", "--show-small"))
	below, above := 0, 0
	for _, s := range scores.Segments {
		if s.N < 5 {
			continue
		}
		for _, n := range norms.Norms {
			if n.Measure != "gap/overall" {
				continue
			}
			switch median := n.Percentiles[3].Value; {
			case s.Overall.Unweighted.Mean < median:
				below++
			case s.Overall.Unweighted.Mean > median:
				above++
			}
		}
	}
	if below != 2 || above != 2 {
		t.Errorf("%d units below the median of five and %d above", below, above)
	}
	ok(t, "norms", "remove", "基准", "--workspace", ws)
}

// TestTargetsAndEvents sets, lists and removes both, and finds the targets and
// the effect of an action in the report.
func TestTargetsAndEvents(t *testing.T) {
	atRoot(t)
	dir := t.TempDir()
	ws := filepath.Join(dir, "w.db")
	set := decode[compose.TargetsJSON](t, ok(t, "targets", "set", "gap/RES", "-0.3", "--format", "json", "--workspace", ws))
	if x := set.Targets[0]; x.Measure != "gap/RES" || x.Value != -0.3 || x.Unit != "" {
		t.Errorf("%+v", x)
	}
	ok(t, "import", october, "--workspace", ws)
	ok(t, "targets", "set", "gap/RES", "−0.5", "--unit", "朝阳店", "--workspace", ws)
	refused(t, exitUsage, "there is no \"gap/ABC\"", "targets", "set", "gap/ABC", "1", "--workspace", ws)
	refused(t, exitUsage, "朝阳店", "targets", "set", "gap/RES", "1", "--unit", "无此店", "--workspace", ws)
	refused(t, exitUsage, "no number", "targets", "set", "gap/RES", "high", "--workspace", ws)
	refused(t, exitUsage, "no flag --inf", "targets", "set", "gap/RES", "-inf", "--workspace", ws)
	refused(t, exitUsage, "targets set MEASURE VALUE", "targets", "set", "gap/RES", "--workspace", ws)
	if s := ok(t, "targets", "--workspace", ws); !strings.Contains(s, "Targets: 2.") || !strings.Contains(s, "朝阳店") {
		t.Error(s)
	}

	added := decode[compose.EventsJSON](t, ok(t, "events", "add", "2026-03-05", "礼仪", "培训", "--kind", "training", "--gap", "gap/RES，gap/EMP", "--format", "json", "--workspace", ws))
	if e := added.Events[0]; e.ID != 1 || e.Title != "礼仪 培训" || e.Kind != "training" || len(e.Gaps) != 2 {
		t.Errorf("%+v", e)
	}
	refused(t, exitUsage, "2026-11-30", "events", "add", "March", "x", "--workspace", ws)
	refused(t, exitError, "no event 9", "events", "remove", "9", "--workspace", ws)
	if s := ok(t, "events", "--workspace", ws); !strings.Contains(s, "2026-03-05") {
		t.Error(s)
	}
	ok(t, "events", "remove", "1", "--workspace", ws)
	if s := ok(t, "events", "list", "--workspace", ws); !strings.Contains(s, "No events") {
		t.Error(s)
	}

	ok(t, "actions", "add", "交车前确认", "--gap", "gap/RES", "--state", "done", "--date", "2026-03-10", "--workspace", ws)
	ok(t, "report", "--workspace", ws, "--lang", "zh", "--format", "html", "--out", dir)
	files, _ := filepath.Glob(filepath.Join(dir, "*.html"))
	if len(files) != 1 {
		t.Fatalf("%v", files)
	}
	page, _ := os.ReadFile(files[0])
	for _, want := range []string{"行动与目标", "交车前确认", "登记措施 1 项，已完成 1 项", "目标达成情况", "也不能证明就是措施的作用"} {
		if !strings.Contains(string(page), want) {
			t.Errorf("%q is not in the report", want)
		}
	}
	ok(t, "targets", "remove", "gap/RES", "--workspace", ws)
	if left := decode[compose.TargetsJSON](t, ok(t, "targets", "--format", "json", "--workspace", ws)); len(left.Targets) != 1 || left.Targets[0].Unit != "朝阳店" {
		t.Errorf("%+v", left.Targets)
	}
}

package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"servqual/report/compose"
)

// branchesFile writes a plain survey of a month with so many responses of each
// branch, in the order of the list.
func branchesFile(t *testing.T, path, month string, branches []string, n int) string {
	t.Helper()
	var b strings.Builder
	fmt.Fprintln(&b, "序号,门店,日期,1、接待热情满意度,2、等候时间满意度,3、环境卫生满意度,4、收费透明满意度")
	for i, name := range branches {
		for k := range n {
			fmt.Fprintf(&b, "%s%d,%s,%s-%02d,%d,%d,%d,%d\n", month[2:], i*100+k, name, month, 1+k%28, 1+(k+i)%5, 1+k%5, 1+(k/5+i)%5, 1+(k/3)%5)
		}
	}
	if err := os.WriteFile(path, []byte(b.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func storedUnits(t *testing.T, ws string) map[string]int64 {
	t.Helper()
	out := make(map[string]int64)
	for _, u := range decode[compose.UnitsJSON](t, ok(t, "units", "--workspace", ws, "--format", "json")).Units {
		out[u.Name] = u.N
	}
	return out
}

// TestSimilarNamesAskBeforeTheyAreImported: two writings of one branch in a file
// are asked about, with code 3 and nothing stored; either answer lets them in.
func TestSimilarNamesAskBeforeTheyAreImported(t *testing.T) {
	atRoot(t)
	for _, pair := range [][2]string{{"中关村", "中关村店"}, {"房山分店", "房山店"}, {"ＡＢＣ店", "ABC店"}, {"Branch 03", "Branch 3"}} {
		dir := t.TempDir()
		file := branchesFile(t, filepath.Join(dir, "a.csv"), "2026-10", []string{pair[0], pair[1], "望京店"}, 20)
		one, two := filepath.Join(dir, "one.db"), filepath.Join(dir, "two.db")
		stdout, stderr, code := invoke("", "import", file, "--workspace", one, "--lang", "zh")
		if code != exitData || stdout != "" || !strings.Contains(stderr, "名称相近") || !strings.Contains(stderr, "servqual units add ") {
			t.Errorf("%v: code %d\n%s%s", pair, code, stdout, stderr)
		}
		ok(t, "import", file, "--workspace", one, "--alias", pair[0]+"="+pair[1])
		if got := storedUnits(t, one); len(got) != 2 || got[pair[1]] != 40 {
			t.Errorf("%v: one unit %v", pair, got)
		}
		ok(t, "units", "add", pair[0], pair[1], "--workspace", two)
		ok(t, "import", file, "--workspace", two)
		if got := storedUnits(t, two); len(got) != 3 || got[pair[1]] != 20 {
			t.Errorf("%v: two units %v", pair, got)
		}
	}
	file := branchesFile(t, filepath.Join(t.TempDir(), "a.csv"), "2026-10", []string{"朝阳一店", "朝阳二店", "Branch 3", "Branch 13", "东城店", "西城店"}, 10)
	ok(t, "import", file, "--workspace", filepath.Join(t.TempDir(), "w.db"))
}

// TestUnitsAreMended: units that came in as two are merged, one is renamed; the
// next file with the old names goes to the new ones, and each step is undone.
func TestUnitsAreMended(t *testing.T) {
	atRoot(t)
	dir := t.TempDir()
	ws := filepath.Join(dir, "w.db")
	ok(t, "units", "add", "房山分店", "房山店", "--workspace", ws)
	october := branchesFile(t, filepath.Join(dir, "10.csv"), "2026-10", []string{"房山分店", "房山店", "望京店"}, 20)
	ok(t, "import", october, "--workspace", ws)
	before := ok(t, "score", "--workspace", ws, "--format", "json", "--quiet")
	ok(t, "units", "merge", "房山分店", "房山店", "--workspace", ws)
	ok(t, "units", "改名", "望京店", "望京旗舰店", "--workspace", ws)
	if got := storedUnits(t, ws); len(got) != 2 || got["房山店"] != 40 || got["望京旗舰店"] != 20 {
		t.Errorf("%v", got)
	}
	if after := ok(t, "score", "--workspace", ws, "--format", "json", "--quiet"); after != before {
		t.Errorf("the scores of all changed:\n%s\n%s", before, after)
	}
	ok(t, "import", branchesFile(t, filepath.Join(dir, "11.csv"), "2026-11", []string{"房山分店", "望京店"}, 20), "--workspace", ws)
	if got := storedUnits(t, ws); len(got) != 2 || got["房山店"] != 60 || got["望京旗舰店"] != 40 {
		t.Errorf("the next month: %v", got)
	}
	if got := ok(t, "import", october, "--workspace", ws, "--lang", "zh"); !strings.Contains(got, "没有变动") {
		t.Errorf("the same file again: %s", got)
	}
	history := decode[compose.HistoryJSON](t, ok(t, "waves", "history", "--workspace", ws, "--format", "json"))
	first := history.Versions[len(history.Versions)-3].Version
	ok(t, "waves", "restore", fmt.Sprint(first), "--workspace", ws)
	if got := storedUnits(t, ws); len(got) != 3 || got["房山分店"] != 20 {
		t.Errorf("restored: %v", got)
	}
	ok(t, "units", "parent", "房山店", "北京", "房山区", "--workspace", ws)
	ok(t, "units", "alias", "房山总店=房山店", "--workspace", ws)
	for _, u := range decode[compose.UnitsJSON](t, ok(t, "units", "--workspace", ws, "--format", "json")).Units {
		if u.Name == "房山店" && (!slices.Equal(u.Parents, []string{"北京", "房山区"}) || !slices.Equal(u.Aliases, []string{"房山总店"})) {
			t.Errorf("%+v", u)
		}
	}
	for _, args := range [][]string{{"units", "merge", "没有", "房山店"}, {"units", "rename", "房山店", "房山分店"}, {"units", "alias", "房山分店=房山店"}, {"units", "remove", "没有"}} {
		if stdout, stderr, code := invoke("", append(args, "--workspace", ws, "--lang", "zh")...); code != exitError || stdout != "" || stderr == "" {
			t.Errorf("%v: code %d %s%s", args, code, stdout, stderr)
		}
	}
	for _, args := range [][]string{{"units", "merge", "a"}, {"units", "alias", "a"}, {"units", "爱"}} {
		if _, _, code := invoke("", append(args, "--workspace", ws)...); code != exitUsage {
			t.Errorf("%v: code %d", args, code)
		}
	}
}

// TestMissingUnitsAreNamed: a branch of last month that sent nothing this month
// is named by import, by the reports and by units missing; one that never sent
// anything is not.
func TestMissingUnitsAreNamed(t *testing.T) {
	atRoot(t)
	dir := t.TempDir()
	ws := filepath.Join(dir, "w.db")
	ok(t, "units", "add", "昌平店", "--workspace", ws)
	september := branchesFile(t, filepath.Join(dir, "9.csv"), "2026-09", []string{"密云店", "望京店", "房山店", "国贸店"}, 20)
	october := branchesFile(t, filepath.Join(dir, "10.csv"), "2026-10", []string{"望京店", "房山店", "国贸店"}, 20)
	if got := ok(t, "import", september, "--workspace", ws, "--lang", "zh"); strings.Contains(got, "没有收到") {
		t.Errorf("missing in the first month: %s", got)
	}
	const want = "2026-10 没有收到这些单位的答卷：密云店（最近一期 2026-09）"
	if got := ok(t, "import", october, "--workspace", ws, "--lang", "zh"); !strings.Contains(got, want) || strings.Contains(got, "昌平店") {
		t.Errorf("import: %s", got)
	}
	if got := ok(t, "units", "missing", "--workspace", ws, "--lang", "zh"); !strings.Contains(got, want) {
		t.Errorf("units missing: %s", got)
	}
	if got := ok(t, "units", "missing", "--wave", "2026-09", "--workspace", ws, "--lang", "zh"); !strings.Contains(got, "2026-09 不缺单位") {
		t.Errorf("units missing in September: %s", got)
	}
	for _, from := range [][]string{{"--workspace", ws}, {september, october}} {
		for _, command := range []string{"report", "benchmark"} {
			out := t.TempDir()
			_, stderr, code := invoke("", append([]string{command, "--lang", "zh", "--format", "html", "--out", out}, from...)...)
			if code != exitDone || !strings.Contains(stderr, want) {
				t.Errorf("%s %v: code %d, %s", command, from, code, stderr)
			}
			pages, _ := filepath.Glob(filepath.Join(out, "*.html"))
			if len(pages) != 1 {
				t.Fatalf("%s: %v", command, pages)
			}
			if data, _ := os.ReadFile(pages[0]); !strings.Contains(string(data), want) {
				t.Errorf("%s %v: not in the report", command, from)
			}
		}
	}
}

// TestRegisterWinsOverTheSheet: where the mapping beside the data calls a unit
// otherwise than the workspace does, the workspace is followed, and it is said.
func TestRegisterWinsOverTheSheet(t *testing.T) {
	atRoot(t)
	dir := t.TempDir()
	ws := filepath.Join(dir, "w.db")
	file := branchesFile(t, filepath.Join(dir, "10.csv"), "2026-10", []string{"中关村", "望京店"}, 20)
	in := mapped(t, file, map[string]any{"单位!B4": "中关村一店", "单位!B5": "望京旗舰店"})
	if got := scoresOf(t, in, "--by", "unit"); len(got.Segments) != 2 || got.Segments[0].Names["unit"] != "中关村一店" && got.Segments[1].Names["unit"] != "中关村一店" {
		t.Errorf("the sheet is not followed: %+v", got.Segments)
	}
	ok(t, "units", "alias", "中关村=中关村大街店", "--workspace", ws)
	_, stderr, code := invoke("", "import", in, "--workspace", ws, "--lang", "zh")
	if code != exitDone || !strings.Contains(stderr, "单位“中关村”：工作区登记为“中关村大街店”，对应表写的是“中关村一店”；按工作区。") {
		t.Errorf("code %d, %s", code, stderr)
	}
	if got := storedUnits(t, ws); got["中关村大街店"] != 20 || got["望京旗舰店"] != 20 {
		t.Errorf("%v", got)
	}
}

package main

import (
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"servqual/report/compose"
)

// sheetOf is a table that tests cut, alter and write.
type sheetOf struct {
	head []string
	rows [][]string
}

// octoberSheet reads the month of the workshops: 130 responses of six branches,
// with id, time of day, branch.
func octoberSheet(t *testing.T) sheetOf {
	t.Helper()
	data, err := os.ReadFile("fixtures/aftersales/2026-10.csv")
	if err != nil {
		t.Fatal(err)
	}
	all, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(string(data), "\ufeff"))).ReadAll()
	if err != nil || len(all) != 131 {
		t.Fatalf("%d lines, %v", len(all), err)
	}
	return sheetOf{all[0], all[1:]}
}

// with copies the table, altered.
func (s sheetOf) with(change func(*sheetOf)) sheetOf {
	out := sheetOf{slices.Clone(s.head), nil}
	for _, r := range s.rows {
		out.rows = append(out.rows, slices.Clone(r))
	}
	if change != nil {
		change(&out)
	}
	return out
}

func (s *sheetOf) at(column string) int { return slices.Index(s.head, column) }

// without leaves columns out.
func (s *sheetOf) without(columns ...string) {
	for _, c := range columns {
		k := s.at(c)
		s.head = slices.Delete(s.head, k, k+1)
		for i := range s.rows {
			s.rows[i] = slices.Delete(s.rows[i], k, k+1)
		}
	}
}

// keep keeps the rows of a condition.
func (s *sheetOf) keep(cond func(i int, row []string) bool) {
	var out [][]string
	for i, r := range s.rows {
		if cond(i, r) {
			out = append(out, r)
		}
	}
	s.rows = out
}

// edit sets an answer of the first n rows to another one.
func (s *sheetOf) edit(n int) {
	for i := range n {
		cell := &s.rows[i][s.at("P1")]
		*cell = map[bool]string{true: "2", false: "1"}[*cell == "1"]
	}
}

// renew makes other responses of the rows: ids, times, and answers that are
// those of the row mirrored on the scale.
func (s *sheetOf) renew() {
	for i, r := range s.rows {
		for k, h := range s.head {
			switch {
			case h == "id":
				r[k] = "N" + r[k]
			case h == "date" && len(r[k]) > 10:
				r[k] = fmt.Sprintf("2026-10-%02d 07:%02d:11", 1+i%28, i%60)
			case h[0] == 'E' || h[0] == 'P':
				if v, err := strconv.Atoi(r[k]); err == nil {
					r[k] = strconv.Itoa(v%7 + 1)
				}
			}
		}
	}
}

func (s sheetOf) write(t *testing.T, path string) string {
	t.Helper()
	var b strings.Builder
	w := csv.NewWriter(&b)
	w.Write(s.head)
	w.WriteAll(s.rows)
	if err := os.WriteFile(path, []byte(b.String()), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

// identification is what a file says of a response beside the answers.
var identification = map[string]func(*sheetOf){
	"id and time": nil,
	"time":        func(s *sheetOf) { s.without("id") },
	"id":          func(s *sheetOf) { s.without("date") },
	"day": func(s *sheetOf) {
		s.without("id")
		for _, r := range s.rows {
			r[s.at("date")] = r[s.at("date")][:10]
		}
	},
	"nothing": func(s *sheetOf) { s.without("id", "date") },
	// Numbered anew in each export, which tells nothing.
	"row number": func(s *sheetOf) {
		s.without("date")
		for i, r := range s.rows {
			r[s.at("id")] = strconv.Itoa(i + 1)
		}
	},
}

// TestImportOfAPart stores a month and imports another file of it, by what the
// files say of a response: nothing is lost unasked, corrections go in, with
// --replace anything goes in, and restore brings the month back.
func TestImportOfAPart(t *testing.T) {
	atRoot(t)
	whole := octoberSheet(t)
	for name, what := range identification {
		t.Run(name, func(t *testing.T) {
			numbered := name == "row number"
			files := []struct {
				name string
				make func(*sheetOf)
				ok   bool
				n    int
			}{
				{"unhappy", func(s *sheetOf) {
					s.keep(func(_ int, r []string) bool { v, _ := strconv.Atoi(r[s.at("overall")]); return v > 0 && v <= 3 })
				}, false, 0},
				{"cut off", func(s *sheetOf) { s.keep(func(i int, _ []string) bool { return i < 58 }) }, false, 0},
				{"one row less", func(s *sheetOf) { s.keep(func(i int, _ []string) bool { return i != 77 }) }, false, 0},
				{"one row", func(s *sheetOf) { s.keep(func(i int, _ []string) bool { return i == 5 }) }, false, 0},
				{"other responses", func(s *sheetOf) { s.renew() }, false, 0},
				{"one answer changed", func(s *sheetOf) { s.edit(1) }, true, 130},
				{"sorted otherwise", func(s *sheetOf) { slices.Reverse(s.rows) }, true, 130},
				{"ten more", func(s *sheetOf) {
					more := whole.with(func(m *sheetOf) { m.rows = m.rows[:10]; m.renew() })
					s.rows = append(s.rows, more.rows...)
				}, true, 140},
				{"one branch, whole", func(s *sheetOf) {
					s.keep(func(_ int, r []string) bool { return r[s.at("branch")] == "朝阳店" })
				}, true, 130},
				{"one branch, cut off", func(s *sheetOf) {
					s.keep(func(i int, r []string) bool { return r[s.at("branch")] == "朝阳店" && i < 60 })
				}, false, 0},
			}
			for _, f := range files {
				dir := t.TempDir()
				ws := filepath.Join(dir, "w.db")
				at := []string{"--workspace", ws, "--wave", "2026-10"}
				first := whole.with(what).write(t, filepath.Join(dir, "a.csv"))
				ok(t, append([]string{"import", first}, at...)...)
				before := ok(t, "score", "--workspace", ws, "--format", "json")
				second := whole.with(func(s *sheetOf) {
					f.make(s)
					if what != nil {
						what(s)
					}
				}).write(t, filepath.Join(dir, "b.csv"))
				_, stderr, code := invoke("", append([]string{"import", second}, at...)...)
				if f.ok != (code == exitDone) || !f.ok && code != exitError {
					t.Errorf("%s: code %d, %s", f.name, code, stderr)
				}
				if !f.ok && (!strings.Contains(stderr, "--replace") || !strings.Contains(stderr, "2026-10 ")) {
					t.Errorf("%s: the message names no way on: %s", f.name, stderr)
				}
				after := ok(t, "score", "--workspace", ws, "--format", "json")
				if n := decode[compose.Scores](t, after).N; f.ok && int(n) != f.n || !f.ok && after != before {
					t.Errorf("%s: %v responses are stored, want %d", f.name, n, f.n)
				}
				if f.ok || numbered {
					continue
				}
				ok(t, append([]string{"import", second, "--replace"}, at...)...)
				if got := ok(t, "score", "--workspace", ws, "--format", "json"); got == before {
					t.Errorf("%s: --replace did nothing", f.name)
				}
				ok(t, "waves", "restore", "2", "--workspace", ws)
				if got := ok(t, "score", "--workspace", ws, "--format", "json"); got != before {
					t.Errorf("%s: restore did not bring the month back", f.name)
				}
			}
		})
	}
}

// TestBranchFilesAddUp imports a month branch by branch, the unit from the
// file's name, then one branch again under another spelling of the unit.
func TestBranchFilesAddUp(t *testing.T) {
	atRoot(t)
	whole, dir := octoberSheet(t), t.TempDir()
	ws := filepath.Join(dir, "w.db")
	for _, unit := range []string{"丰台店", "亦庄店", "大兴店", "朝阳店", "海淀店", "通州店"} {
		file := whole.with(func(s *sheetOf) {
			s.keep(func(_ int, r []string) bool { return r[s.at("branch")] == unit })
			s.without("branch")
		}).write(t, filepath.Join(dir, unit+"_2026-10.csv"))
		ok(t, "import", file, "--unit", unit, "--workspace", ws)
	}
	if n := decode[compose.Scores](t, ok(t, "score", "--workspace", ws, "--format", "json")).N; n != 130 {
		t.Fatalf("%v responses, want 130", n)
	}
	// The whole month in one file, the unit by column, holds them all.
	ok(t, "import", whole.write(t, filepath.Join(dir, "all.csv")), "--workspace", ws)
	// The same responses under another name would count twice.
	again := whole.with(func(s *sheetOf) {
		s.keep(func(_ int, r []string) bool { return r[s.at("branch")] == "朝阳店" })
		for _, r := range s.rows {
			r[s.at("branch")] = "朝阳"
		}
	}).write(t, filepath.Join(dir, "again.csv"))
	refused(t, exitError, "stored as 2026-10 朝阳店 already", "import", again, "--workspace", ws)
	// Other responses under such a name are asked about, until it is said that the
	// names are one unit, or two.
	november := whole.with(func(s *sheetOf) {
		s.keep(func(_ int, r []string) bool {
			return r[s.at("branch")] == "朝阳店" || r[s.at("branch")] == "大兴店"
		})
		for _, r := range s.rows {
			if r[s.at("branch")] == "朝阳店" {
				r[s.at("branch")] = "朝阳"
			}
		}
	}).write(t, filepath.Join(dir, "november.csv"))
	_, stderr, code := invoke("", "import", november, "--wave", "2026-11", "--replace", "--workspace", ws, "--lang", "zh")
	if code != exitData || !strings.Contains(stderr, "--alias '朝阳=朝阳店'") || !strings.Contains(stderr, "servqual units add 朝阳 朝阳店") {
		t.Errorf("code %d, %s", code, stderr)
	}
	told := decode[compose.ImportJSON](t, ok(t, "import", november, "--wave", "2026-11", "--replace", "--alias", "朝阳=朝阳店", "--workspace", ws, "--format", "json"))
	if len(told.Parts) != 2 || told.Parts[1].Unit != "朝阳店" && told.Parts[0].Unit != "朝阳店" || len(told.Absent) != 4 {
		t.Errorf("parts %+v, missing %v", told.Parts, told.Absent)
	}
	ok(t, "waves", "restore", fmt.Sprint(told.Previous), "--workspace", ws)
	none := whole.with(func(s *sheetOf) { s.without("branch") }).write(t, filepath.Join(dir, "none.csv"))
	refused(t, exitError, "already", "import", none, "--workspace", ws)
	// A response that belongs to another branch is moved, not lost.
	moved := whole.with(func(s *sheetOf) {
		for _, r := range s.rows {
			if r[s.at("branch")] == "大兴店" {
				r[s.at("branch")] = "亦庄店"
				break
			}
		}
	}).write(t, filepath.Join(dir, "moved.csv"))
	ok(t, "import", moved, "--workspace", ws)
	if n := decode[compose.Scores](t, ok(t, "score", "--workspace", ws, "--format", "json")).N; n != 130 {
		t.Errorf("%v responses, want 130", n)
	}
}

// TestOneOfTwoWavesCutOff imports two months in one file, then the same with
// the second one cut off: nothing goes in, and the message names that month.
func TestOneOfTwoWavesCutOff(t *testing.T) {
	atRoot(t)
	dir := t.TempDir()
	ws := filepath.Join(dir, "w.db")
	both := octoberSheet(t)
	november := both.with(func(s *sheetOf) {
		s.renew()
		for _, r := range s.rows {
			r[s.at("date")] = strings.Replace(r[s.at("date")], "2026-10", "2026-11", 1)
		}
	})
	both.rows = append(both.rows, november.rows...)
	ok(t, "import", both.write(t, filepath.Join(dir, "a.csv")), "--workspace", ws)
	cut := both.with(func(s *sheetOf) { s.keep(func(i int, _ []string) bool { return i < 200 }) }).write(t, filepath.Join(dir, "b.csv"))
	stdout, stderr, code := invoke("", "import", cut, "--workspace", ws, "--lang", "zh")
	if code != exitError || stdout != "" || !strings.Contains(stderr, "已存 260 份答卷，其中 60 份不在文件里") || !strings.Contains(stderr, "2026-11 朝阳店") || strings.Contains(stderr, "2026-10 朝阳店") {
		t.Errorf("code %d: %s", code, stderr)
	}
}

// TestHistory lists what was done, with the time that the clock tells, and goes
// back.
func TestHistory(t *testing.T) {
	atRoot(t)
	defer func(c func() time.Time) { clock = c }(clock)
	now := time.Date(2026, 11, 3, 9, 0, 0, 0, time.FixedZone("", 8*3600))
	clock = func() time.Time { now = now.Add(time.Minute); return now }
	ws := filepath.Join(t.TempDir(), "w.db")
	at := []string{"--workspace", ws}
	do := func(args ...string) string { t.Helper(); return ok(t, append(args, at...)...) }
	do("import", october)
	do("waves", "remove", "2026-10", "--yes")
	do("actions", "add", "逐项确认")
	do("targets", "set", "gap/REL", "-0.5")
	do("waves", "restore", "2")
	h := decode[compose.HistoryJSON](t, do("waves", "history", "--format", "json"))
	var got []string
	for _, v := range h.Versions {
		got = append(got, fmt.Sprintf("%d %s %s: %s", v.Version, v.At, v.Command, v.What.Zh))
	}
	want := []string{
		"6 2026-11-03T09:05:00+08:00 waves restore: 恢复到版本 2",
		"5 2026-11-03T09:04:00+08:00 targets set: 设定目标 gap/REL",
		"4 2026-11-03T09:03:00+08:00 actions add: 新增改进措施 1：逐项确认",
		"3 2026-11-03T09:02:00+08:00 waves remove: 删除 2026-10，6 个单位，130 份答卷",
		"2 2026-11-03T09:01:00+08:00 import 2026-10.xlsx: 新增 2025-09 至 2026-10（14 期），6 个单位，" + h.Versions[4].What.Zh[strings.LastIndex(h.Versions[4].What.Zh, "，")+len("，"):],
		"1 2026-11-03T09:01:00+08:00 : 空工作区",
	}
	if !slices.Equal(got, want) || h.Kept != 30 {
		t.Errorf("kept %d, history\n%s\nwant\n%s", h.Kept, strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if n := len(decode[compose.Waves](t, do("waves", "--format", "json")).Waves); n != 84 {
		t.Errorf("%d waves and units after the restore, want 84", n)
	}
	if s := do("actions"); !strings.Contains(s, "No actions") {
		t.Errorf("the action came after version 2: %s", s)
	}
	table := do("waves", "history", "--lang", "zh")
	for _, s := range []string{"2026-11-03 09:05", "当前", "保留最近 30 个版本", "waves restore"} {
		if !strings.Contains(table, s) {
			t.Errorf("%q is not in\n%s", s, table)
		}
	}
	do("waves", "restore", "#5") // and the restore is taken back
	if s := do("actions"); !strings.Contains(s, "逐项确认") {
		t.Errorf("the restore could not be taken back: %s", s)
	}
	refused(t, exitError, "no version 77", append([]string{"waves", "restore", "77"}, at...)...)
	refused(t, exitError, "present state", append([]string{"waves", "restore", "7"}, at...)...)
	refused(t, exitUsage, "no number", append([]string{"waves", "restore", "x"}, at...)...)
	refused(t, exitError, "--yes", append([]string{"waves", "forget", "--lang", "en", "--quiet"}, at...)...)
	if s := do("waves", "forget", "--yes"); !strings.Contains(s, "earlier versions deleted: 6") {
		t.Error(s)
	}
	if help := ok(t, "waves", "--help", "--lang", "both"); !strings.Contains(help, "the last 30") || !strings.Contains(help, "保留最近 30 个") {
		t.Error("the help does not say how many versions are kept")
	}
}

// TestFilesThatSayOtherThings: the second file says more, less or other things
// of a response than the first did, in another encoding and order of columns.
func TestFilesThatSayOtherThings(t *testing.T) {
	atRoot(t)
	whole := octoberSheet(t)
	for stored, what := range identification {
		for file, other := range identification {
			dir := t.TempDir()
			ws := filepath.Join(dir, "w.db")
			at := []string{"--workspace", ws, "--wave", "2026-10"}
			ok(t, append([]string{"import", whole.with(what).write(t, filepath.Join(dir, "a.csv"))}, at...)...)
			write := func(name string, change func(*sheetOf)) string {
				return whole.with(func(s *sheetOf) {
					change(s)
					if other != nil {
						other(s)
					}
					s.head = slices.Insert(s.head, 0, s.head[len(s.head)-1]) // the last column first
					for i, r := range s.rows {
						s.rows[i] = slices.Insert(r, 0, r[len(r)-1])[:len(r)]
					}
					s.head = s.head[:len(s.head)-1]
				}).write(t, filepath.Join(dir, name))
			}
			cut := write("cut.csv", func(s *sheetOf) { s.keep(func(i int, _ []string) bool { return i%3 > 0 }) })
			refused(t, exitError, "not in the file", append([]string{"import", cut}, at...)...)
			fixed := write("fixed.csv", func(s *sheetOf) { s.edit(2) })
			if _, stderr, code := invoke("", append([]string{"import", fixed}, at...)...); code != exitDone {
				t.Errorf("stored with %s, corrected with %s: code %d, %s", stored, file, code, stderr)
			}
		}
	}
}

package load_test

import (
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"servqual/survey"
	"servqual/survey/issue"
	"servqual/survey/load"
)

// Each file of fixtures/tables holds the responses of plain.csv in another
// form, or a summary of them; its README says which. The expected values are
// those of plain.csv, or follow from how the generator changed it.

func tableFile(t *testing.T, name string) *result {
	t.Helper()
	return mustRead(t, options(), load.Input{Path: filepath.Join("../../fixtures/tables", name)})
}

// alarms lists the codes of warnings and worse.
func alarms(r *result) []string {
	var out []string
	for _, i := range r.sum.Issues.Issues() {
		if i.Severity > issue.Info {
			out = append(out, string(i.Code))
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func TestTablesReadAsPlain(t *testing.T) {
	plain := tableFile(t, "plain.csv")
	if plain.sum.Responses != 60 || len(alarms(plain)) != 0 {
		t.Fatalf("plain.csv: %d responses, %v", plain.sum.Responses, alarms(plain))
	}
	for name, allowed := range map[string]string{
		"pipe.csv": "", "caret.csv": "", "pipe-gbk.csv": "", "row-quoted.csv": "", "column-a.xlsx": "", "cr-only.csv": "", "guards.csv": "", "apostrophes.csv": "",
		"korean-cp949.csv": "", "chinese-big5.csv": "", "japanese-sjis.csv": "", "french-latin1.csv": "", "units-row.csv": "", "totals.csv": "", "quiz.csv": "", "options.csv": "",
		"serial-dates.csv": "", "wave-spellings.csv": "", "nobody.csv": "", "merged.xlsx": "", "summary-beside.xlsx": "",
		"routed.csv": "header-duplicate", "empty-form-first.xlsx": "sheet-skipped",
	} {
		t.Run(name, func(t *testing.T) {
			r := tableFile(t, name)
			if got := strings.Join(alarms(r), " "); got != allowed {
				t.Errorf("alarms %q, want %q\n%s", got, allowed, r.dump())
			}
			if !reflect.DeepEqual(r.sum.Waves, []string{"2026-10"}) {
				t.Errorf("waves %v", r.sum.Waves)
			}
			if len(r.sum.Units) != len(plain.sum.Units) {
				t.Errorf("units %v", r.sum.Units)
			}
			grouped := name == "merged.xlsx" || name == "totals.csv"
			for slot, want := range plain.answers {
				got, want := slices.Clone(r.answers[slot]), slices.Clone(want)
				if grouped { // the rows are sorted by branch
					slices.Sort(got)
					slices.Sort(want)
				}
				if !reflect.DeepEqual(got, want) {
					t.Fatalf("%s: %v, want %v", slot, got, want)
				}
			}
			counts := func(r *result) (out []int) {
				n := map[string]int{}
				for _, u := range r.groups[survey.FieldUnit] {
					n[u]++
				}
				for _, k := range n {
					out = append(out, k)
				}
				slices.Sort(out)
				return out
			}
			if a, b := counts(r), counts(plain); !reflect.DeepEqual(a, b) {
				t.Errorf("responses by unit %v, want %v", a, b)
			}
		})
	}
}

// TestUnitNamesInTheirEncoding reads the names back as the generator wrote them.
func TestUnitNamesInTheirEncoding(t *testing.T) {
	for name, want := range map[string]string{"korean-cp949.csv": "강남점", "chinese-big5.csv": "板橋店", "japanese-sjis.csv": "渋谷店", "french-latin1.csv": "Besançon", "pipe-gbk.csv": "海淀店"} {
		if r := tableFile(t, name); !slices.Contains(r.sum.Units, want) {
			t.Errorf("%s: units %v, %s is missing", name, r.sum.Units, want)
		}
	}
}

// TestShiftedRowsAreLeftOut: of 60 rows every third lacks a cell, 20 in all;
// every fifth has one too many, 12 in all.
func TestShiftedRowsAreLeftOut(t *testing.T) {
	for name, every := range map[string]int{"shifted.csv": 3, "comma-in-answer.csv": 5} {
		r, plain := tableFile(t, name), tableFile(t, "plain.csv")
		found := r.has(issue.RowShifted)
		if len(found) == 0 || found[0].Count != 60/every || r.sum.Responses != 60-60/every || r.sum.Files[0].Dropped[load.RejectShifted] != 60/every {
			t.Errorf("%s: %d responses, %+v", name, r.sum.Responses, found)
			continue
		}
		for slot, all := range plain.answers {
			var want []int
			for i, v := range all {
				if (i+1)%every != 0 {
					want = append(want, v)
				}
			}
			if !reflect.DeepEqual(r.answers[slot], want) {
				t.Fatalf("%s: %s: %v, want %v", name, slot, r.answers[slot], want)
			}
		}
	}
}

// TestTrimmedRowsAreNoShiftedRows: a program that leaves out blank cells at the
// end of a row shifts nothing.
func TestTrimmedRowsAreNoShiftedRows(t *testing.T) {
	g := goodRows(40)
	g[0] = append(g[0], "comment")
	for i := 1; i < len(g); i++ {
		if i%3 == 0 {
			g[i] = append(g[i], "the staff were friendly and the room was clean")
		}
	}
	r := mustRead(t, options(), text(g)...)
	if r.sum.Responses != 40 || len(r.has(issue.RowShifted)) != 0 {
		t.Errorf("%d responses\n%s", r.sum.Responses, r.dump())
	}
}

// TestEarlierResponseIsDoubted: the persons of rows 2–7 answer again in rows
// 62–67. All are counted; the first six carry the mark, with any number of
// workers, and in a file that runs from the newest to the oldest as well.
func TestEarlierResponseIsDoubted(t *testing.T) {
	for workers := 1; workers <= 3; workers++ {
		opt := options()
		opt.Workers = workers
		r := mustRead(t, opt, load.Input{Path: "../../fixtures/tables/edited.csv"})
		if r.sum.Responses != 66 || r.sum.Flagged != 6 {
			t.Fatalf("%d responses, %d marked", r.sum.Responses, r.sum.Flagged)
		}
		for i, row := range r.rows {
			if marked := r.flags[i]&survey.FlagDuplicate != 0; marked != (row.Number >= 2 && row.Number <= 7) {
				t.Errorf("row %d: marked %v", row.Number, marked)
			}
		}
	}
	g := goodRows(40)
	g[0] = append(g[0], "手机号")
	for i := 1; i < len(g); i++ {
		g[i][2] = []string{"2026-10-20", "2026-10-19"}[i/39%2]
		g[i] = append(g[i], "1380013"+g[i][0][1:]+"0")
	}
	g[40][len(g[40])-1] = g[3][len(g[3])-1]
	r := mustRead(t, options(), text(g)...)
	found := r.has(issue.DuplicatePerson)
	if len(found) != 1 || found[0].Pos.Row != 41 {
		t.Errorf("of rows 4 (20 October) and 41 (19 October) the second is the earlier: %+v", found)
	}
}

// TestNoListOfResponses: what is no list of responses is named, with what to
// do, and nothing of it is read.
func TestNoListOfResponses(t *testing.T) {
	for name, code := range map[string]issue.Code{"long.csv": issue.TableLong, "transposed.csv": issue.TableTransposed, "counts.csv": issue.TableCounts, "option-list.csv": issue.TableCounts, "means.csv": issue.TableMeans} {
		r := tableFile(t, name)
		if got := alarms(r); len(got) != 1 || got[0] != string(code) {
			t.Errorf("%s: %v, want %s", name, got, code)
		}
		if r.sum.Responses != 0 || len(r.rows) != 0 || len(r.src.Misread()) != 1 {
			t.Errorf("%s: %d responses read", name, r.sum.Responses)
		}
	}
	r := tableFile(t, "blank-below.csv")
	if len(r.has(issue.UnitBlankBelow)) != 1 || r.sum.Responses != 60 {
		t.Errorf("blank-below.csv: %s", r.dump())
	}
}

// TestTwoFilledColumnsAreNotRouted: rows filled in both columns leave it open
// which is the item, and such a row behind the sample is named.
func TestTwoFilledColumnsAreNotRouted(t *testing.T) {
	g := addColumn(goodRows(30), "E01", "5")
	r := mustRead(t, options(), text(g)...)
	if len(r.has(issue.ColumnAmbiguous)) == 0 || len(r.has(issue.ColumnRouted)) != 0 {
		t.Errorf("both filled: %s", r.dump())
	}
	g = addColumn(goodRows(200), "E01", "")
	for i := 1; i < len(g); i++ {
		if i%2 == 0 {
			g[i][len(g[i])-1], g[i][colE1] = g[i][colE1], ""
		}
	}
	g[150][colE1] = "4"
	opt := options()
	opt.Sample = 60
	r = mustRead(t, opt, text(g)...)
	found := r.has(issue.ColumnAmbiguous)
	if len(found) != 1 || found[0].Pos.Row != 151 || r.answers["TAN1 expectation"][149] != 4 {
		t.Errorf("row 151 is filled twice: %+v", found)
	}
}

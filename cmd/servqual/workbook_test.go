package main

import (
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// recalculateAlways makes LibreOffice compute every formula anew on opening,
// whatever result is stored.
const recalculateAlways = `<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>`

// TestWorkbookRecalculatedByLibreOffice: in every formula cell of the report's
// calculation LibreOffice comes to the result that we stored, from the counts
// and, with --include-data, from every respondent's answers.
func TestWorkbookRecalculatedByLibreOffice(t *testing.T) {
	if _, err := exec.LookPath("soffice"); err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal("no soffice on this machine, and CI=true demands it")
		}
		t.Skip("no soffice on this machine: the formulas were not computed by another program")
	}
	for name, extra := range map[string][]string{"counts": nil, "answers": {"--include-data"}} {
		t.Run(name, func(t *testing.T) {
			out := t.TempDir()
			args := append([]string{"report", "fixtures/aftersales/2026-10.csv", "--lang", "zh", "--format", "xlsx", "--quiet", "--out", out}, extra...)
			if _, stderr, code := call(t, "", args...); code != exitDone {
				t.Fatal(stderr)
			}
			t.Chdir("cmd/servqual")
			file := filepath.Join(out, "report.xlsx")
			for old := range contents(t, out) {
				if err := os.Rename(filepath.Join(out, old), file); err != nil {
					t.Fatal(err)
				}
			}
			theirs := recalculated(t, file)
			ours, err := excelize.OpenFile(file)
			if err != nil {
				t.Fatal(err)
			}
			defer ours.Close()
			if n := compareFormulas(t, ours, theirs); n < 95 {
				t.Errorf("only %d formulas were compared", n)
			}
		})
	}
}

func recalculated(t *testing.T, file string) *excelize.File {
	t.Helper()
	dir := t.TempDir()
	user := filepath.Join(dir, "profile", "user")
	if err := os.MkdirAll(user, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(user, "registrymodifications.xcu"), []byte(recalculateAlways), 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("soffice", "-env:UserInstallation=file://"+filepath.Join(dir, "profile"), "--headless", "--convert-to", "xlsx", "--outdir", filepath.Join(dir, "out"), file)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("soffice: %v\n%s", err, out)
	}
	f, err := excelize.OpenFile(filepath.Join(dir, "out", filepath.Base(file)))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

// compareFormulas compares the results of all formulas of all sheets.
func compareFormulas(t *testing.T, ours, theirs *excelize.File) int {
	t.Helper()
	n := 0
	for _, sheet := range ours.GetSheetList() {
		rows, err := ours.GetRows(sheet, excelize.Options{RawCellValue: true})
		if err != nil {
			t.Fatal(err)
		}
		for r := range rows {
			for c := range rows[r] {
				cell, _ := excelize.CoordinatesToCellName(c+1, r+1)
				formula, _ := ours.GetCellFormula(sheet, cell)
				if formula == "" {
					continue
				}
				n++
				a := strings.TrimSpace(rows[r][c])
				b, _ := theirs.GetCellValue(sheet, cell, excelize.Options{RawCellValue: true})
				x, errA := strconv.ParseFloat(a, 64)
				y, errB := strconv.ParseFloat(b, 64)
				if (errA == nil) != (errB == nil) || errA == nil && math.Abs(x-y) > 1e-9*math.Max(1, math.Abs(x)) {
					t.Errorf("%s!%s =%s: ours %q, LibreOffice %q", sheet, cell, formula, a, b)
				}
			}
		}
	}
	return n
}

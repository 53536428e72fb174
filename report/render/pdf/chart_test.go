package pdf

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"servqual/report/chart"
	"servqual/survey/lang"
)

// TestChart: one figure alone is one page with searchable labels, the same
// bytes twice.
func TestChart(t *testing.T) {
	fig := chart.Bars{
		Meta:   chart.Meta{ID: "bars", Title: lang.T("各维度的差距", "Gap by dimension"), Alt: lang.T("条形图", "Bars")},
		Axis:   chart.Axis{Label: lang.T("差距", "Gap"), Decimals: 2, Signed: true},
		Groups: []chart.BarGroup{{Bars: []chart.Bar{{Label: lang.T("可靠性", "Reliability"), Value: chart.Within(-0.83, -0.97, -0.69)}}}},
	}
	var a, b bytes.Buffer
	for _, w := range []*bytes.Buffer{&a, &b} {
		if err := Chart(w, fig, lang.Zh, "2026-10-31", Default()); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(a.Bytes(), b.Bytes()) {
		t.Error("two runs give different bytes")
	}
	if n := bytes.Count(a.Bytes(), []byte("/Type /Page\n")); n != 1 {
		t.Errorf("%d pages", n)
	}
	if _, err := exec.LookPath("pdftotext"); err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal("no pdftotext on this machine, and CI=true demands it")
		}
		t.Skip("no pdftotext on this machine: the labels were not read back")
	}
	file := filepath.Join(t.TempDir(), "chart.pdf")
	if err := os.WriteFile(file, a.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	text, err := exec.Command("pdftotext", file, "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"各维度的差距", "可靠性", "−0.83"} {
		if !strings.Contains(string(text), want) {
			t.Errorf("%q can't be found in the page's text", want)
		}
	}
}

package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"servqual/fixtures/network"
	"servqual/report/compose"
)

const monthlyFile = "fixtures/oracle/monthly.csv"

func trendJSON(t *testing.T, args ...string) compose.TrendJSON {
	t.Helper()
	return decode[compose.TrendJSON](t, ok(t, append([]string{"trend", "--format", "json", "--quiet"}, args...)...))
}

// xmr.*, mk.* and sen.* of oracle.tsv are what trend prints of the same months.
func TestTrendPrintsTheOracle(t *testing.T) {
	atRoot(t)
	x := trendJSON(t, "--table", monthlyFile, "--measure", "csi")
	if x.Chart != "xmr" || len(x.Phases) != 1 || x.Trend == nil {
		t.Fatalf("%+v", x)
	}
	p := x.Phases[0]
	agrees(t, "xmr.center", p.Center, 1e-10)
	agrees(t, "xmr.ucl", *p.UCL, 1e-10)
	agrees(t, "xmr.lcl", *p.LCL, 1e-10)
	agrees(t, "xmr.mrbar", *p.MRBar, 1e-10)
	agrees(t, "xmr.mr.ucl", *p.MRUCL, 1e-10)
	agrees(t, "mk.S", x.Trend.S, 0)
	agrees(t, "mk.Z", x.Trend.Z, 1e-10)
	agrees(t, "mk.p", x.Trend.P, 1e-10)
	agrees(t, "sen.slope", x.Trend.Slope, 1e-10)
	if s := x.Points[16].Signals; len(s) == 0 || s[0] != "beyond" {
		t.Errorf("month 17 (70.2) gives %v", s) // method A.13
	}
}

// p.* and laney.* of oracle.tsv.
func TestShareTrendPrintsTheOracle(t *testing.T) {
	atRoot(t)
	x := trendJSON(t, "--table", monthlyFile, "--measure", "complaints/n")
	if x.Chart != "p" {
		t.Fatalf("chart %s", x.Chart)
	}
	agrees(t, "p.center", x.Phases[0].Center, 1e-10)
	for _, k := range []int{1, 17, 20} {
		agrees(t, fmt.Sprintf("p.ucl.%d", k), *x.Points[k-1].UCL, 1e-10)
		agrees(t, fmt.Sprintf("p.lcl.%d", k), *x.Points[k-1].LCL, 1e-10)
	}
	x = trendJSON(t, "--table", monthlyFile, "--measure", "complaints/n", "--chart", "laney")
	agrees(t, "laney.sigmaz", *x.SigmaZ, 1e-10)
	agrees(t, "laney.ucl.20", *x.Points[19].UCL, 1e-10)
}

// u charts have no upper end; ū ± 3√(ū/base) by hand for month 20 of the same
// table: 147 … complaints over 2294 responses in all.
func TestRateTrendByHand(t *testing.T) {
	atRoot(t)
	x := trendJSON(t, "--table", monthlyFile, "--measure", "complaints/n", "--chart", "u")
	count, base := 0.0, 0.0
	for _, p := range x.Points {
		count, base = count+*p.Count, base+*p.Base
	}
	if x.Chart != "u" || !alike(x.Phases[0].Center, count/base) {
		t.Errorf("chart %s, centre %v of %v/%v", x.Chart, x.Phases[0].Center, count, base)
	}
}

func alike(a, b float64) bool { return a-b < 1e-12 && b-a < 1e-12 }

// A training lifts one dimension of all branches: the event is found on it, and
// on no other.
func TestEventIsFoundWhereItHappened(t *testing.T) {
	atRoot(t)
	o := network.Options{Seed: 3, Levels: []network.Level{{Branches: 3}}, Months: 12, MinSize: 25, MaxSize: 40, Missing: .02,
		Events: []network.Event{{Branch: -1, Dimension: 2, From: 6, Until: 12, Shift: .4}}}
	path := filepath.Join(t.TempDir(), "n.csv")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := network.New(o).WriteCSV(f); err != nil {
		t.Fatal(err)
	}
	f.Close()
	event := network.MonthName(6) + "=培训"
	hit := trendJSON(t, path, "--measure", "gap/RES", "--event", event)
	miss := trendJSON(t, path, "--measure", "gap/TAN", "--event", event)
	if len(hit.Events) != 1 || hit.Events[0].Change == nil || !hit.Events[0].Change.Beyond || hit.Events[0].Change.Diff < .2 {
		t.Errorf("the training: %+v", hit.Events)
	}
	if len(hit.Phases) != 2 || hit.Events[0].Change.Basis != "months" {
		t.Errorf("phases %+v", hit.Phases)
	}
	if miss.Events[0].Change.Beyond {
		t.Errorf("Tangibles moved with a training on responsiveness: %+v", miss.Events[0].Change)
	}
	// The share of customers below expectation falls with it.
	share := trendJSON(t, path, "--measure", "below/RES", "--event", event)
	if share.Chart != "p" || !share.Events[0].Change.Beyond || share.Events[0].Change.Diff > 0 {
		t.Errorf("share: %s %+v", share.Chart, share.Events[0].Change)
	}
	// A frozen baseline takes its limits from the first waves alone.
	frozen := trendJSON(t, path, "--measure", "gap/RES", "--baseline", "6")
	mean := 0.0
	for _, p := range frozen.Points[:6] {
		mean += *p.Value / 6
	}
	if !alike(frozen.Phases[0].Center, mean) || len(frozen.Points[11].Signals) == 0 {
		t.Errorf("frozen on %v, centre %v, last signals %v", mean, frozen.Phases[0].Center, frozen.Points[11].Signals)
	}
}

// The same answers on 1–5 and 1–7 meet on 0–100 only: (x−1)·100/4, (x−1)·100/6.
func TestScalesMeetOnHundred(t *testing.T) {
	atRoot(t)
	dir := t.TempDir()
	seven, five := filepath.Join(dir, "a.csv"), filepath.Join(dir, "b", "b.csv")
	if err := os.Mkdir(filepath.Join(dir, "b"), 0o755); err != nil {
		t.Fatal(err)
	}
	table := func(month string, top int) string {
		head := []string{"date"}
		for i := range 44 {
			head = append(head, fmt.Sprintf("%s%d", "EP"[i/22:i/22+1], i%22+1))
		}
		var b strings.Builder
		b.WriteString(strings.Join(head, ",") + "\n")
		for r := range 20 {
			cells := []string{fmt.Sprintf("%s-%02d", month, r+1)}
			for i := range 44 {
				x := top
				if i >= 22 {
					x = 1 + (top-1)/2*(r%2) // perceptions at the bottom and in the middle
				}
				cells = append(cells, fmt.Sprint(x))
			}
			b.WriteString(strings.Join(cells, ",") + "\n")
		}
		return b.String()
	}
	put(t, seven, table("2026-01", 7))
	put(t, five, table("2026-02", 5))
	put(t, filepath.Join(dir, "b", "servqual.yaml"), "instrument: servqual-22\nscale: {min: 1, max: 5}\nfields: {wave: date}\n")
	x := trendJSON(t, seven, "--rescaled", five, "--measure", "mean/P/REL")
	if len(x.Points) != 2 {
		t.Fatalf("%+v", x.Points)
	}
	for _, p := range x.Points { // half at 0, half at 50
		if p.Value == nil || !alike(*p.Value, 25) {
			t.Errorf("%s: %v, want 25", p.Wave, p.Value)
		}
	}
	if x.Change == nil || x.Change.Beyond || !alike(x.Change.Diff, 0) {
		t.Errorf("change %+v", x.Change)
	}
	if out := ok(t, "trend", seven, "--rescaled", five, "--lang", "en", "--quiet"); !strings.Contains(out, "compared on 0–100") {
		t.Error("the scales are not mentioned")
	}
}

func TestTrendUsage(t *testing.T) {
	atRoot(t)
	refused(t, exitUsage, "there is no \"gap/XYZ\"", "trend", "fixtures/aftersales/2026-10.csv", "--measure", "gap/XYZ")
	refused(t, exitUsage, "there is no \"1999-01\"", "trend", "fixtures/aftersales/2026-10.csv", "--event", "1999-01=x")
	refused(t, exitUsage, "write wave=label", "trend", "fixtures/aftersales/2026-10.csv", "--event", "2026-01")
	refused(t, exitUsage, "choose one of xmr", "trend", "fixtures/aftersales/2026-10.csv", "--chart", "c")
	refused(t, exitError, "have no waves", "trend", customersFile)
}

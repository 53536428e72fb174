package main

import (
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"servqual/report/compose"
)

// twoScales writes September on 1–5 and October on 1–10, as the headers say, and
// gives the mean of all answers of each month on 0–100.
func twoScales(t *testing.T, dir string) (files []string, means []float64) {
	t.Helper()
	labels := []string{"接待热情", "等候时间", "环境卫生", "维修质量", "收费透明", "预约方便"}
	for m, top := range []int{5, 10} {
		r := rand.New(rand.NewPCG(uint64(m), 1))
		var b strings.Builder
		b.WriteString("编号,提交时间")
		for _, l := range labels {
			fmt.Fprintf(&b, ",%s满意度（1-%d分）", l, top)
		}
		sum := 0.0
		const n = 60
		for i := range n {
			fmt.Fprintf(&b, "\n%d,2026-%02d-%02d", i+1, 9+m, 1+i%28)
			level := r.NormFloat64()
			for range labels {
				x := max(1, min(top, int(math.Round(1+float64(top-1)*(0.6+0.12*(level+r.NormFloat64()))))))
				fmt.Fprintf(&b, ",%d", x)
				sum += 100 * float64(x-1) / float64(top-1)
			}
		}
		name := filepath.Join(dir, fmt.Sprintf("2026-%02d.csv", 9+m))
		if err := os.WriteFile(name, []byte(b.String()+"\n"), 0o644); err != nil {
			t.Fatal(err)
		}
		files, means = append(files, name), append(means, sum/float64(n*len(labels)))
	}
	return files, means
}

// TestTwoScales: two months on different scales are scored each on its own and
// compared on 0–100 by score, trend and report, from files, by the study file that
// init writes, and from a workspace that the months went into one by one or
// together; each says so in both languages.
func TestTwoScales(t *testing.T) {
	atRoot(t)
	dir := t.TempDir()
	files, means := twoScales(t, dir)
	near := func(what string, got, want float64) {
		t.Helper()
		if !(math.Abs(got-want) < 1e-9) {
			t.Errorf("%s: %v, want %v", what, got, want)
		}
	}
	score := func(args ...string) compose.Scores {
		return decode[compose.Scores](t, ok(t, append([]string{"score", "--format", "json"}, args...)...))
	}
	s := score(files...)
	if s.Scale == nil || !s.Scale.Mixed || s.Scale.Max != 100 || len(s.Scale.Scales) != 2 || s.Scale.Scales[0].Max != 5 || s.Scale.Scales[1].Wave != "2026-10" {
		t.Fatalf("scale %+v", s.Scale)
	}
	near("both months", s.Overall.Servperf.Mean, (means[0]+means[1])/2)
	if one := score(files[0]); one.Scale != nil {
		t.Errorf("one month alone: %+v", one.Scale)
	} else {
		near("September on its own scale", one.Overall.Servperf.Mean, 1+4*means[0]/100)
	}
	study := filepath.Join(dir, "servqual.yaml")
	ok(t, "init", files[0], files[1], "--out", study)
	near("by the study file", score(files[0], files[1], "--study", study).Overall.Servperf.Mean, (means[0]+means[1])/2)
	if err := os.Remove(study); err != nil {
		t.Fatal(err)
	}
	trend := func(args ...string) {
		t.Helper()
		x := decode[compose.TrendJSON](t, ok(t, append([]string{"trend", "--format", "json"}, args...)...))
		if len(x.Points) != 2 {
			t.Fatalf("%v: %d waves", args, len(x.Points))
		}
		for i, p := range x.Points {
			near(fmt.Sprint(args, p.Wave), *p.Value, means[i])
		}
	}
	trend(files...)
	apart, together := filepath.Join(dir, "a.db"), filepath.Join(dir, "b.db")
	ok(t, "import", files[0], "--workspace", apart)
	_, stderr, code := invoke("", "import", files[1], "--workspace", apart, "--lang", "zh")
	if code != 0 || !strings.Contains(stderr, "只能换算为 0–100 比较") {
		t.Errorf("import of another scale: code %d, %s", code, stderr)
	}
	ok(t, "import", files[0], files[1], "--workspace", together)
	trend("--workspace", apart)
	trend("--workspace", together)
	for l, want := range map[string]string{"zh": "各按自己的分制计分", "en": "Each was scored on its own scale"} {
		flat := func(s string) string { return strings.Join(strings.Fields(s), " ") }
		for _, command := range []string{"score", "trend"} {
			if out := ok(t, command, files[0], files[1], "--lang", l); !strings.Contains(strings.ReplaceAll(flat(out), " ", ""), strings.ReplaceAll(want, " ", "")) {
				t.Errorf("%s in %s does not say it:\n%s", command, l, out)
			}
		}
		out := filepath.Join(dir, l)
		ok(t, "report", files[0], files[1], "--lang", l, "--format", "html", "--out", out)
		pages, err := filepath.Glob(filepath.Join(out, "*.html"))
		if err != nil || len(pages) != 1 {
			t.Fatal(pages, err)
		}
		page, err := os.ReadFile(pages[0])
		if err != nil || !strings.Contains(string(page), want) {
			t.Errorf("the report in %s does not say it: %v", l, err)
		}
	}
}

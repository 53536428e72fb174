package compose

import (
	"bytes"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"servqual/report"
	"servqual/report/render/text"
	"servqual/survey"
	"servqual/survey/lang"
)

// heywood makes the perceptions of Tangibles such that the first item's loading
// exceeds one: x1 = a+b, x2 = 2a+b, x3 = a+2b, each of the last two with noise of
// its own, have λ1² = r12·r13/r23 = (.949·.949)/.8 = 1.125.
func heywood(b *survey.Batch) {
	r := rand.New(rand.NewPCG(7, 1))
	for i := range b.N {
		a, c := r.IntN(3), r.IntN(3)
		for k, x := range []int{1 + a + c, 1 + 2*a + c - r.IntN(2)*min(1, 2*a+c), 1 + a + 2*c - r.IntN(2)*min(1, a+2*c), 1 + a + c + r.IntN(3)} {
			b.Answers[2*k+1][i] = survey.Code(x)
		}
	}
}

func findingOf(d *report.Document, id string) (finding, words lang.Text) {
	for _, s := range d.Sections {
		if s.ID != id {
			continue
		}
		for _, b := range s.All() {
			if n, ok := b.(report.Notes); ok {
				for _, x := range n.Items {
					words = lang.F("%s\n%s", "%s\n%s", words, x)
				}
			}
		}
		return s.Finding, words
	}
	return
}

func tableRow(d *report.Document, table, row string) (out []string) {
	d.Walk(func(_ *report.Section, b report.Block) {
		if t, ok := b.(report.Table); ok && t.ID == table {
			for _, r := range t.Rows {
				if r.Cells[0].Text.Zh == row {
					for _, c := range r.Cells {
						out = append(out, c.Text.Zh+c.Number.Format(lang.Zh))
					}
				}
			}
		}
	})
	return out
}

// An improper solution has no ω, CR and AVE in any table; notes and JSON name the
// item, and the finding counts the dimension as wanting.
func TestImproperSolutionsAreSaid(t *testing.T) {
	c := factorCase(120, heywood)
	reliability, factors := ReliabilityReport(c), FactorReport(c, DefaultFactors)
	for _, x := range []struct {
		d              *report.Document
		section, table string
	}{{reliability, "one-factor", "one-factor"}, {factors, "confirmation", "convergent"}} {
		if got := tableRow(x.d, x.table, "有形性"); strings.Count(strings.Join(got, " "), "未定义") != 3 {
			t.Errorf("%s: %v", x.table, got)
		}
		finding, notes := findingOf(x.d, x.section)
		if !strings.Contains(finding.Zh, "有形性") || !strings.Contains(finding.En, "Tangibles") || !strings.Contains(finding.En, "improper") {
			t.Errorf("%s: %+v", x.section, finding)
		}
		if !strings.Contains(notes.Zh, "设备先进") || !strings.Contains(notes.En, "not defined") {
			t.Errorf("%s: the notes name no item: %s", x.section, notes.Zh)
		}
		var b bytes.Buffer
		if err := text.Render(&b, x.d); err != nil || !strings.Contains(b.String(), "未定义") {
			t.Errorf("%s: not in the text: %v", x.section, err)
		}
	}
	// √AVE of the others stays; the improper one has none and marks nothing.
	if got := tableRow(factors, "fornell-larcker", "有形性"); got[1] != "未定义–" {
		t.Errorf("fornell-larcker: %v", got)
	}
	if m := ReliabilityOf(c).Dimensions[0].Measures["perception"]; !slices.Equal(m.Improper, []string{"TAN1"}) || m.CR.Value != nil || m.Omega.Value != nil || m.AVE.Value != nil {
		t.Errorf("reliability JSON: %+v", m)
	}
	if q := FactorsOf(c, DefaultFactors).Confirmatory.Factors; !slices.Equal(q[0].Improper, []string{"TAN1"}) || q[0].CR.Value != nil || q[1].CR.Value == nil || q[1].Improper != nil {
		t.Errorf("factors JSON: %+v", q[0])
	}
	if f, _ := findingOf(ReliabilityReport(factorCase(120, nil)), "one-factor"); strings.Contains(f.Zh, "有形性") {
		t.Errorf("without it: %s", f.Zh)
	}
}

package gap

import (
	"math"
	"strings"
	"testing"

	"servqual/fixtures/oracle"
	"servqual/survey"
	"servqual/survey/stats"
)

func near(t *testing.T, what string, got, want, rel float64) {
	t.Helper()
	if math.Abs(got-want) > rel*math.Max(1, math.Abs(want)) {
		t.Errorf("%s = %.12g, want %.12g", what, got, want)
	}
}

// The keys gap1.* … gap4.* and ant.* of oracle.tsv: 12 significant digits, so
// 1e-11 is as close as the file allows.
func TestGapsAgreeWithR(t *testing.T) {
	a := Analyse(customers(), managers().tally(t, ManagersForm), staff().tally(t, StaffForm), DefaultAnalysis)
	got := map[string]float64{}
	for _, d := range a.Knowledge.Dimensions {
		got["gap1."+d.ID] = d.Diff.Value
	}
	for key, l := range map[string]*Levels{"gap2.score.": a.Standards, "gap3.score.": a.Delivery, "gap4.score.": a.Promises} {
		for _, r := range l.Rows {
			got[key+r.ID] = r.Score.Value
			near(t, key+r.ID+" shortfall", r.Shortfall, r.Score.Value-7, 1e-12)
		}
	}
	for _, c := range a.Causes {
		got[map[Group]string{Managers: "ant.mgr.", Staff: "ant.staff."}[c.Who]+c.ID] = c.Score.Value
	}
	for _, d := range a.Service.Dimensions {
		got["dim.gap."+d.ID] = d.Gap.Value
		got["t."+d.ID] = d.Test.Statistic
	}
	got["servqual.unweighted.perrespondent"] = a.Service.Mean.Value
	got["servqual.weighted.perrespondent"] = a.Service.Weighted.Value
	checked := 0
	for key, want := range oracle.Values() {
		v, ok := got[key]
		if !ok {
			for _, p := range []string{"gap1.", "gap2.", "gap3.", "gap4.", "ant."} {
				if strings.HasPrefix(key, p) {
					t.Errorf("nothing computes %s", key)
				}
			}
			continue
		}
		checked++
		near(t, key, v, want, 1e-11)
	}
	if checked != 5*4+16+5+5+2 {
		t.Errorf("%d values compared", checked)
	}
}

// From R 4.2.2 on the same files (shown: the calls that gave the numbers):
//
//	m <- read.csv("managers.csv", na="none"); c <- read.csv("customers.csv"); s <- read.csv("staff.csv")
//	t.test(rowMeans(m[,paste0("ME",5:9)]), rowMeans(c[,paste0("E",5:9)]))
//	p.adjust(<the five p values>, "holm")
//	psych::alpha(<A1..A4, 2 and 4 reversed>)$total$raw_alpha;  2r/(1+r) for A14, A15
//	t.test(s$G3_REL, rowMeans(c[,paste0("P",5:9)]))
func TestTestsAgreeWithR(t *testing.T) {
	a := Analyse(customers(), managers().tally(t, ManagersForm), staff().tally(t, StaffForm), DefaultAnalysis)
	rel := a.Knowledge.Dimensions[1]
	near(t, "gap 1 REL t", rel.Test.Statistic, rOracle["gap1.t.REL"], 1e-9)
	near(t, "gap 1 REL df", rel.Test.DF, rOracle["gap1.df.REL"], 1e-9)
	near(t, "gap 1 REL p", rel.Test.P, rOracle["gap1.p.REL"], 1e-9)
	near(t, "gap 1 REL p Holm", rel.Test.PHolm, rOracle["gap1.holm.REL"], 1e-9)
	near(t, "gap 1 REL lo", rel.Diff.Lo, rOracle["gap1.lo.REL"], 1e-9)
	near(t, "gap 1 REL hi", rel.Diff.Hi, rOracle["gap1.hi.REL"], 1e-9)
	near(t, "gap 1 item 7", a.Knowledge.Items[6].Diff.Value, rOracle["gap1.item.7"], 1e-11)
	near(t, "gap 1 item 7 p Holm", a.Knowledge.Items[6].Test.PHolm, rOracle["gap1.item.holm.7"], 1e-9)
	near(t, "MRO alpha", a.Causes[0].Reliability.Value, rOracle["alpha.MRO"], 1e-9)
	near(t, "GOAL Spearman–Brown", a.Causes[4].Reliability.Value, rOracle["sb.GOAL"], 1e-9)
	near(t, "self-image REL", a.SelfImage.Dimensions[1].Diff.Value, rOracle["self.REL"], 1e-11)
	near(t, "self-image REL p", a.SelfImage.Dimensions[1].Test.P, rOracle["self.p.REL"], 1e-9)
	if a.Causes[2].ID != "LOM" || a.Causes[2].Reliability.Defined {
		t.Error("one item has a reliability")
	}
	if m := a.Causes[4].Reliability.Method; m != stats.MethodSpearmanBrown {
		t.Errorf("two items: %s", m)
	}
}

// "none" in G2_EMP of M3 is an answer of its own: one of seven managers.
func TestNoStandardIsNeitherOneNorBlank(t *testing.T) {
	a := Analyse(nil, managers().tally(t, ManagersForm), nil, DefaultAnalysis)
	emp := a.Standards.Rows[4]
	near(t, "none EMP", emp.None.Value, 1.0/7, 1e-12)
	near(t, "score EMP", emp.Score.Value, 4, 1e-12) // gap2.score.EMP, over six
	if emp.Score.N != 6 || emp.None.N != 7 || !emp.NoneAsked {
		t.Errorf("n %v of %v", emp.Score.N, emp.None.N)
	}
	near(t, "none in all", a.Standards.None.Value, 1.0/35, 1e-12)
	blank := Analyse(nil, managers().change(2, "G2_EMP", "").tally(t, ManagersForm), nil, DefaultAnalysis)
	if e := blank.Standards.Rows[4]; e.None.Value != 0 || e.None.N != 6 {
		t.Errorf("a blank counts as an answer: %+v", e.None)
	}
}

// The managers' form asks for the constructs that the method's table names,
// with its reverse marks.
func TestFormsFollowTheTable(t *testing.T) {
	for form, want := range map[string]struct{ sizes, reversed string }{
		ManagersForm: {"MRO4 UPC4 LOM1 MCSQ4 GOAL2 TASK2 FEAS3", "A2 A4 A6 A8 A9 A10 A13 A19"},
		StaffForm:    {"TEAM5 EJF2 TJF1 PCTL4 SUPC3 RCON4 RAMB5 HCOM4 OVER2", "B9 B11 B12 B14 B16 B17 B21 B23 B24 B26 B29 B30"},
	} {
		s, _ := Preset(form)
		var sizes, reversed []string
		for d, dim := range s.Dimensions {
			if dim.Causes > 0 {
				sizes = append(sizes, dim.ID+string(rune('0'+len(s.ItemsOf(d)))))
			}
		}
		for _, it := range s.Items {
			if it.Reversed {
				reversed = append(reversed, it.ID)
			}
			if it.Label.Zh == "" || it.Label.En == "" || it.Label.Zh == it.Label.En {
				t.Errorf("%s is not in both languages: %+v", it.ID, it.Label)
			}
		}
		if got := strings.Join(sizes, " "); got != want.sizes {
			t.Errorf("%s: %s", form, got)
		}
		if got := strings.Join(reversed, " "); got != want.reversed {
			t.Errorf("%s reversed: %s", form, got)
		}
		out, err := survey.MarshalStudy(s, Preset)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := survey.ParseStudy(form, out, Preset); err != nil {
			t.Errorf("written out it does not read back: %v", err)
		}
	}
}

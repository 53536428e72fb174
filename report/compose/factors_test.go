package compose

import (
	"encoding/json"
	"math"
	"strings"
	"testing"

	"servqual/fixtures/oracle"
	"servqual/report"
	"servqual/servqual"
	"servqual/survey"
	"servqual/survey/lang"
	"servqual/survey/stats"
	"servqual/survey/tally"
)

func factorCase(n int, change func(b *survey.Batch)) *Case {
	s, _ := servqual.Preset("servqual-22")
	b := oracle.Customers()
	b.Groups, b.Scores, b.Weights = nil, nil, nil
	for i := range b.Answers {
		b.Answers[i] = b.Answers[i][:n]
	}
	b.N = n
	if change != nil {
		change(b)
	}
	set := tally.NewSet(tally.NewPlan(s, tally.Options{Items: true}))
	if n > 0 {
		set.Add(b)
	}
	return &Case{Set: set, Lang: lang.Both, Level: 0.95}
}

// The numbers that are printed are R's: fixtures/oracle/oracle.tsv, to the
// tolerances of its README.
func TestFactorsAgreeWithR(t *testing.T) {
	want := oracle.Values()
	out := FactorsOf(factorCase(120, nil), DefaultFactors)
	m := out.Confirmatory
	got := map[string]float64{"kmo.P": *out.KMO.Value, "bartlett.P.chisq": *out.Bartlett.Chi2, "eigen.P.1": out.Number.Eigenvalues[0], "msa.P.22": out.KMO.Items["EMP5"],
		"cfa5.P.chisq": *m.Chi2.Chi2, "cfa5.P.df": *m.Chi2.DF, "cfa5.P.pvalue": *m.Chi2.P, "cfa5.P.cfi": *m.CFI.Value, "cfa5.P.tli": *m.TLI.Value,
		"cfa5.P.rmsea": *m.RMSEA.Value, "cfa5.P.rmsea.ci.upper": *m.RMSEA.Hi, "cfa5.P.srmr": *m.SRMR.Value}
	for key, v := range got {
		if math.Abs(v-want[key]) > 1e-6*math.Abs(want[key]) {
			t.Errorf("%s = %.10g, R has %.10g", key, v, want[key])
		}
	}
	if *out.Number.Parallel != 2 || out.Number.Kaiser != 5 || out.Exploratory.Factors != 2 || out.Components.Factors != 5 {
		t.Errorf("%+v", out.Number)
	}
	// lavaan has N·F, AMOS (N−1)·F: method A.9.
	o := DefaultFactors
	o.Divisor = stats.ChiNMinus1
	if amos := *FactorsOf(factorCase(120, nil), o).Confirmatory.Chi2.Chi2; math.Abs(amos-want["cfa5.P.chisq"]*119/120) > 1e-6*amos {
		t.Errorf("AMOS has %v", amos)
	}
}

// Every sort of data gives pages that hold together, and notes instead of
// numbers that can't be had.
func TestFactorChaptersHoldTogether(t *testing.T) {
	constant := func(b *survey.Batch) {
		for r := range b.Answers[1] {
			b.Answers[1][r] = 5
		}
	}
	twin := func(b *survey.Batch) { b.Answers[3] = b.Answers[1] }
	blank := func(b *survey.Batch) {
		for r := range b.Answers[1] {
			b.Answers[1][r] = survey.Missing
		}
	}
	for name, x := range map[string]struct {
		c    *Case
		says string
	}{
		"all": {factorCase(120, nil), "达到全部 4 项拟合标准"}, "99": {factorCase(99, nil), "没有做验证性因子分析"}, "20": {factorCase(20, nil), "没有做验证性因子分析"},
		"2": {factorCase(2, nil), "少于 5 份"}, "none": {factorCase(0, nil), "少于 5 份"},
		"constant": {factorCase(120, constant), "TAN1 设备先进”所有人答案相同"}, "twin": {factorCase(120, twin), "相关矩阵不可逆"}, "blank": {factorCase(120, blank), "没有一份答卷答完全部题项"},
	} {
		for side, m := range factorMeasures {
			o := DefaultFactors
			o.Measure = m
			d := FactorReport(x.c, o)
			checkDocument(t, d)
			if side == "perception" && !strings.Contains(said(d), x.says) {
				t.Errorf("%s: nowhere %q in %s", name, x.says, said(d))
			}
			if _, err := json.Marshal(FactorsOf(x.c, o)); err != nil {
				t.Errorf("%s, %s: %v", name, side, err)
			}
		}
	}
}

// said is all findings of a document in Chinese.
func said(d *report.Document) string {
	var b strings.Builder
	for _, s := range d.Sections {
		b.WriteString(s.Finding.Zh + "\n")
	}
	return b.String()
}

// The sentence of method A.9: by convention, and what the data support.
func TestSupportSentence(t *testing.T) {
	v := newView(factorCase(120, nil))
	f, _ := newStructure(v, DefaultFactors)
	s := f.supportSentence()
	for _, want := range []string{"Dimension scores are used by convention (5 dimensions); your data support 2 factors", "the model of the dimensions fits"} {
		if !strings.Contains(s.En, want) {
			t.Errorf("%q lacks %q", s.En, want)
		}
	}
	f.number.Count = 5
	if s := f.supportSentence(); !strings.Contains(s.Zh, "本次数据也支持 5 个因子") {
		t.Error(s.Zh)
	}
	f.number.Count = 0
	if s := f.supportSentence(); !strings.Contains(s.Zh, "没有高出随机的因子") {
		t.Error(s.Zh)
	}
}

// Loadings stand by factor and size, and small ones are blank.
func TestLoadingTable(t *testing.T) {
	l := [][]float64{{0.2, 0.9}, {0.8, 0.1}, {-0.95, 0.39}, {0.1, 0.5}}
	at := sortedByLoading(l)
	for i, want := range []int{2, 1, 0, 3} {
		if at[i] != want {
			t.Fatalf("order %v", at)
		}
	}
	f := &structure{view: newView(factorCase(0, nil)), items: []int{0, 1, 2, 3}}
	table := f.loadingTable("x", lang.Same("x"), stats.EFAResult{Loadings: l, Communalities: []float64{0.85, 0.65, 1, 0.26}, Explained: []float64{0.4, 0.3}, Cumulative: []float64{0.4, 0.7}})
	if c := table.Rows[0].Cells; !c[2].Number.Defined || c[3].Number.Defined {
		t.Errorf("first row %+v", c)
	}
	if c := table.Rows[3].Cells[4]; c.Tone != report.Caution {
		t.Errorf("communality of .26 is not marked: %+v", c)
	}
}

package compose

import (
	"servqual/report"
	"servqual/servqual"
	"servqual/survey"
	"servqual/survey/lang"
	"servqual/survey/stats"
	"servqual/survey/tally"
)

// scored is a segment with its scores.
type scored struct {
	card  *servqual.Scorecard
	tally *tally.Tally
}

// figure is a column of the table of segments and where its numbers come from.
type figure struct {
	report.GridColumn
	of func(scored) (v float64, defined bool)
}

// figureList collects the columns of one group after the other.
type figureList struct {
	figures []figure
	group   lang.Text
	about   string
}

func (l *figureList) begin(about string, group lang.Text) { l.about, l.group = about, group }

func (l *figureList) add(k report.Kind, label lang.Text, of func(scored) (float64, bool)) {
	l.figures = append(l.figures, figure{report.GridColumn{About: l.about, Group: l.group, Label: label, Kind: k}, of})
}

// estimate adds an estimate, and with bounds the ends of its interval.
func (l *figureList) estimate(k report.Kind, label lang.Text, bounds bool, of func(*servqual.Scorecard) *stats.Estimate) {
	l.add(k, label, func(x scored) (float64, bool) { e := of(x.card); return e.Value, e.Defined })
	if bounds {
		l.add(k, lang.F("%s下限", "%s, low", label), func(x scored) (float64, bool) { e := of(x.card); return e.Lo, e.HasInterval() })
		l.add(k, lang.F("%s上限", "%s, high", label), func(x scored) (float64, bool) { e := of(x.card); return e.Hi, e.HasInterval() })
	}
}

// side adds mean and standard deviation of one side.
func (l *figureList) side(name lang.Text, of func(*servqual.Scorecard) *servqual.Side) {
	l.estimate(report.Mean, name, false, func(c *servqual.Scorecard) *stats.Estimate { return &of(c).Mean })
	l.add(report.Mean, lang.F("%s标准差", "%s SD", name), func(x scored) (float64, bool) { s := of(x.card); return s.SD, s.HasSD })
}

// contrast adds mean and standard deviation of the gap.
func (l *figureList) contrast(of func(*servqual.Scorecard) *servqual.Contrast) {
	l.estimate(report.Gap, lang.T("差距", "gap"), false, func(c *servqual.Scorecard) *stats.Estimate { return &of(c).Mean })
	l.add(report.Mean, lang.T("差距标准差", "gap SD"), func(x scored) (float64, bool) { s := of(x.card); return s.SD, s.HasSD })
}

// figuresOf lists the columns: the whole, the dimensions, the items.
func figuresOf(p *tally.Plan) []figure {
	l, study := &figureList{}, p.Study()
	l.begin("", lang.T("合计", "Overall"))
	l.add(report.Count, lang.T("答卷数", "responses"), func(x scored) (float64, bool) { return float64(x.card.N), true })
	l.overall(p)
	for d, dim := range study.Dimensions {
		l.begin(dim.ID, dim.Label)
		l.dimension(p, d)
	}
	for i, it := range study.Items {
		l.begin(it.ID, it.Label)
		l.item(p, i)
	}
	return l.figures
}

// takesPoints says whether there can be weights: the respondents' or the
// study's.
func takesPoints(s *survey.Study) bool { return len(s.Weights) > 0 || servqual.StatedWeights(s) != nil }

func (l *figureList) overall(p *tally.Plan) {
	weighted := takesPoints(p.Study())
	if p.Has(tally.Gap) {
		if weighted {
			l.estimate(report.Gap, lang.T("加权差距", "weighted gap"), true, func(c *servqual.Scorecard) *stats.Estimate { return &c.Overall.Weighted })
		}
		l.estimate(report.Gap, lang.T("未加权差距", "unweighted gap"), true, func(c *servqual.Scorecard) *stats.Estimate { return &c.Overall.Unweighted })
		l.add(report.Mean, lang.T("未加权差距标准差", "unweighted gap SD"), func(x scored) (float64, bool) { return x.card.Overall.SD, x.card.Overall.HasSD })
	}
	if p.Has(tally.P) {
		l.estimate(report.Mean, lang.T("感知总分", "SERVPERF"), false, func(c *servqual.Scorecard) *stats.Estimate { return &c.Overall.Servperf })
		if weighted {
			l.estimate(report.Mean, lang.T("加权感知总分", "weighted SERVPERF"), false, func(c *servqual.Scorecard) *stats.Estimate { return &c.Overall.ServperfWeighted })
		}
	}
	for _, f := range p.Outcomes() {
		l.add(report.Mean, fieldLabel(p.Study(), f), func(x scored) (float64, bool) { return x.tally.OutcomeFreq(f).Mean() })
	}
}

func (l *figureList) dimension(p *tally.Plan, d int) {
	study := p.Study()
	l.add(report.Count, lang.Same("n"), func(x scored) (float64, bool) {
		return countOf(p, &x.card.Dimensions[d].Perception, &x.card.Dimensions[d].Gap), true
	})
	if study.Asks(survey.Expectation) {
		l.side(lang.T("期望", "expectation"), func(c *servqual.Scorecard) *servqual.Side { return &c.Dimensions[d].Expectation })
	}
	if study.Asks(survey.Perception) {
		l.side(lang.T("感知", "perception"), func(c *servqual.Scorecard) *servqual.Side { return &c.Dimensions[d].Perception })
	}
	if p.Has(tally.Gap) {
		l.contrast(func(c *servqual.Scorecard) *servqual.Contrast { return &c.Dimensions[d].Gap })
	}
	if takesPoints(study) {
		l.add(report.Points, lang.T("权重", "weight"), func(x scored) (float64, bool) { y := &x.card.Dimensions[d]; return y.Weight, y.HasWeight })
	}
	for _, m := range p.Measures() {
		l.add(report.Coef, lang.F("%s α", "%s α", lower(measureName(m))), func(x scored) (float64, bool) {
			a := x.card.Dimensions[d].Alpha[m].Alpha
			return a.Value, a.Defined
		})
	}
}

func (l *figureList) item(p *tally.Plan, i int) {
	study := p.Study()
	l.add(report.Count, lang.Same("n"), func(x scored) (float64, bool) {
		return countOf(p, &x.card.Items[i].Perception, &x.card.Items[i].Gap), true
	})
	if study.Asks(survey.Expectation) {
		l.side(lang.T("期望", "expectation"), func(c *servqual.Scorecard) *servqual.Side { return &c.Items[i].Expectation })
	}
	if study.Asks(survey.Perception) {
		l.side(lang.T("感知", "perception"), func(c *servqual.Scorecard) *servqual.Side { return &c.Items[i].Perception })
	}
	if p.Has(tally.Gap) {
		l.contrast(func(c *servqual.Scorecard) *servqual.Contrast { return &c.Items[i].Gap })
	}
}

// countOf is the number of respondents behind an item or dimension, as in the
// JSON: of the gap, or of the perceptions where there is none.
func countOf(p *tally.Plan, side *servqual.Side, gap *servqual.Contrast) float64 {
	if p.Has(tally.Gap) {
		return gap.Mean.N
	}
	return side.Mean.N
}

package compose

import (
	"servqual/report"
	"servqual/report/verdict"
	"servqual/survey/lang"
	"servqual/survey/stats"
)

// modelCell writes ω, CR or AVE, marked below least. Of an improper solution it
// says that the coefficient is not defined; the note below the table names the
// item.
func modelCell(e stats.Estimate, least float64) report.Cell {
	switch c, _ := verdict.Scale(e); {
	case c.Made():
		return marked(cell(e, report.Coef), e.Value < least)
	case c.Reason == verdict.Improper:
		return report.Cell{Text: lang.T("未定义", "not defined"), Tone: report.Caution}
	}
	return report.Cell{}
}

// improperNote says of a dimension whose solution is improper which items are at
// fault; zero where the solution is proper.
func improperNote(dimension lang.Text, q stats.CFAFactor, item func(int) lang.Text) lang.Text {
	c, at := verdict.Scale(q.CR)
	if c.Reason != verdict.Improper {
		return lang.Text{}
	}
	var names []lang.Text
	for _, i := range at {
		names = append(names, item(i))
	}
	return lang.F("%s：题项%s的标准化载荷达到或超过1（误差方差为负或零，Heywood情形），解不成立，ω、CR、AVE未定义；多半是题项太少、答卷太少或题项几乎重复。",
		"%s: the standardised loading of %s is 1 or more (its residual variance is negative or zero, a Heywood case). The solution is improper, and ω, CR and AVE are not defined; most often items or responses are too few, or items all but repeat each other.", dimension, quoted(names))
}

func quoted(names []lang.Text) lang.Text {
	out := make([]lang.Text, len(names))
	for i, n := range names {
		out[i] = lang.F("“%s”", "“%s”", n)
	}
	return join(out)
}

// lowOrImproper says that convergent validity is wanting: CR or AVE too low, or
// not defined because the solution is improper. known is false where there is
// nothing to judge.
func lowOrImproper(q stats.CFAFactor) (low, known bool) {
	cr, _ := verdict.Scale(q.CR)
	ave, _ := verdict.Scale(q.AVE)
	switch {
	case cr.Reason == verdict.Improper || ave.Reason == verdict.Improper:
		return true, true
	case !cr.Made() || !ave.Made():
		return false, false
	}
	return q.CR.Value < leastCR || q.AVE.Value < leastAVE, true
}

// improperIDs names in JSON the items of an improper solution.
func improperIDs(q stats.CFAFactor, id func(int) string) []string {
	var out []string
	if c, at := verdict.Scale(q.CR); c.Reason == verdict.Improper {
		for _, i := range at {
			out = append(out, id(i))
		}
	}
	return out
}

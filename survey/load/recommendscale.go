package load

import (
	"fmt"

	"servqual/survey"
	"servqual/survey/issue"
	"servqual/survey/lang"
	"servqual/survey/recognise"
)

// How many answers it takes to say that a recommendation was not asked on 0–10:
// twenty of which none lies above 5, fifty above 7. On 0–10 a share of .3 above
// 7 would leave fifty without one with a chance of 2·10⁻⁸.
const (
	noneAboveFive  = 20
	noneAboveSeven = 50
)

// recommendScale is the scale of the willingness to recommend: that of the
// legend over it, or that of its numbers where they can't be from 0–10. A net
// promoter score needs 0–10; on another scale there is none, and it is said.
func (s *Source) recommendScale() (survey.Outcome, bool) {
	var texts []string
	counts, n := make(map[int]int), 0
	var pos issue.Pos
	for _, t := range s.tables {
		col, ok := t.bind.fields[survey.FieldRecommend]
		if !ok {
			continue
		}
		head := t.forRecognition()
		if pos.File == "" {
			pos = issue.Pos{File: t.file.name, Sheet: t.sheetName, Row: t.head.last, Col: col + 1}
		}
		texts = append(texts, head.Columns[col].Text, head.Columns[col].Block)
		by, k := recognise.NewAnswers(&head.Columns[col]).Counts()
		for x, c := range by {
			counts[x] += c
		}
		n += k
	}
	if n == 0 {
		return survey.Outcome{}, false
	}
	lo, hi := 10, 0
	for x, k := range counts {
		if k*100 >= n || n < 100 {
			lo, hi = min(lo, x), max(hi, x)
		}
	}
	out := survey.Outcome{Min: 0, Max: 10}
	legend := recognise.ReadLegend(texts...)
	switch {
	case legend.Ranged():
		out = survey.Outcome{Min: legend.Min, Max: legend.Max}
	case hi == 11:
		out = survey.Outcome{Min: 1, Max: 11}
	case hi <= 5 && n >= noneAboveFive:
		out = survey.Outcome{Min: min(lo, 1), Max: 5}
	case hi <= 7 && n >= noneAboveSeven:
		out = survey.Outcome{Min: min(lo, 1), Max: 7}
	}
	if out.Promotes() {
		return out, true
	}
	i := issue.Issue{Code: issue.ScaleDoubtful, Pos: pos, Subject: survey.FieldRecommend, Got: fmt.Sprintf("%d–%d", out.Min, out.Max),
		Want:   lang.T("推荐意愿按 0–10 询问，才能计算净推荐值（NPS）", "a recommendation asked on a scale of 0–10: a net promoter score needs it"),
		Effect: lang.T("只列平均分，不计算净推荐值", "its mean is given, and no net promoter score")}
	if hi == 11 {
		i.Severity, i.Code = issue.Question, issue.ScaleOpen
		i.Want = lang.T("推荐意愿编码为 1–11：是 0–10 各加了 1 吗？请在研究文件的 outcomes 中写明，或先减 1 再读入", "The recommendation is coded 1–11: is that 0–10, each moved by one? State it in the study file under outcomes, or subtract 1 before reading it")
	}
	s.issues = append(s.issues, i)
	return out, true
}

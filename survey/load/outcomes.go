package load

import (
	"fmt"
	"strings"

	"servqual/survey"
	"servqual/survey/issue"
	"servqual/survey/lang"
)

// outcomes settles the scale of each numeric field, for each table that has it.
func (s *Source) outcomes(of map[*table]map[string]*outcomeScale) {
	for _, t := range s.tables {
		of[t] = make(map[string]*outcomeScale)
	}
	for i := range s.study.Fields {
		f := &s.study.Fields[i]
		if f.Kind != survey.ScoreField || f.Column == "" {
			continue
		}
		if by := s.outcomesApart(f.Name); by != nil {
			s.mixOutcome(f.Name, by, of)
			continue
		}
		o := s.outcomeOf(f.Name)
		for _, t := range s.tables {
			of[t][f.Name] = o
		}
	}
}

// outcomeOf settles the scale of a field from the answers of all tables.
func (s *Source) outcomeOf(field string) *outcomeScale {
	e := newEvidence()
	for _, t := range s.tables {
		if col, ok := t.bind.fields[field]; ok {
			if e.pos.File == "" {
				e.pos = issue.Pos{File: t.file.name, Sheet: t.sheetName, Row: t.head.last, Col: col + 1}
			}
			e.add(t.column(col))
		}
	}
	if stated, ok := s.study.Outcomes[field]; ok && stated.Steps > 0 {
		delete(s.study.Outcomes, field) // the common scale of other files
		for _, t := range s.tables {
			if r, ok := s.study.RuleFor(survey.Answers{File: t.file.name, Wave: t.onlyWave(), Field: field}); ok {
				s.study.Outcomes[field] = survey.Outcome{Min: r.Min, Max: r.Max, Down: r.Down}
			}
		}
	}
	study := *s.study
	if study.Mixed() {
		study.Scale = survey.Scale{Labels: study.Scale.Labels} // 0–100 is nobody's scale
	}
	o, labels, issues := settleOutcome(&study, field, e)
	o.Down = s.study.Outcomes[field].Down
	s.issues = append(s.issues, issues...)
	if _, stated := s.study.Outcomes[field]; field == survey.FieldRecommend && !stated && (labels == nil || labels.points == 0 && len(labels.codes) == 0) {
		if r, ok := s.recommendScale(); ok {
			o = r
		}
	}
	if s.study.Outcomes == nil {
		s.study.Outcomes = make(map[string]survey.Outcome)
	}
	s.study.Outcomes[field] = o
	return &outcomeScale{Outcome: o, labels: labels}
}

// tableOutcome is the scale of a field in one table.
type tableOutcome struct {
	t *table
	o *outcomeScale
}

// outcomesApart judges a field table by table, where the study does not state its
// scale. It gives nil where all agree or where nothing shows that they differ.
func (s *Source) outcomesApart(field string) []tableOutcome {
	stated, ok := s.study.Outcomes[field]
	if ok && stated.Steps == 0 || len(s.tables) < 2 {
		return nil
	}
	var out []tableOutcome
	var judged []*part
	for _, t := range s.tables {
		col, ok := t.bind.fields[field]
		if !ok || t.profile(col).filled == 0 {
			continue
		}
		usual := survey.Scale{} // of the items of the table
		if own := s.ratedPart(t); own != nil {
			usual = survey.Scale{Min: own.scale.Min, Max: own.scale.Max}
		}
		p, ok := s.judgePart([]itemColumn{{t: t, col: col}}, usual, nil)
		if !ok {
			return nil
		}
		o := &outcomeScale{Outcome: survey.Outcome{Min: p.scale.Min, Max: p.scale.Max}, labels: p.labels}
		if r, ok := s.study.RuleFor(survey.Answers{File: t.file.name, Wave: t.onlyWave(), Field: field}); ok {
			o.Min, o.Max, o.Down = r.Min, r.Max, r.Down
		}
		out, judged = append(out, tableOutcome{t, o}), append(judged, p)
	}
	for i := range judged {
		for _, q := range judged[:i] {
			if d, _ := judged[i].differ(q); d {
				return out
			}
		}
	}
	if field != survey.FieldRecommend && s.likeItems(out) {
		return out
	}
	return nil
}

// likeItems says that a field is asked in each table on the scale of its items,
// which differ between the tables.
func (s *Source) likeItems(by []tableOutcome) bool {
	var first *part
	other := false
	for _, x := range by {
		own := s.ratedPart(x.t)
		if own == nil || own.scale.Min != x.o.Min || own.scale.Max != x.o.Max {
			return false
		}
		if first == nil {
			first = own
		}
		other = other || !own.sameScale(first)
	}
	return other
}

// ratedPart is the part of the items of a table that rate the service; nil where all
// tables are on one scale.
func (s *Source) ratedPart(t *table) *part {
	for col := range t.bind.cols {
		if p := s.partOf(t, col); p != nil && t.bind.cols[col].side != survey.Importance {
			return p
		}
	}
	return nil
}

// mixOutcome puts a field whose tables are on different scales on 0–100. A
// recommendation makes a net promoter score on 0–10 only, so that one on another
// scale beside it is asked about.
func (s *Source) mixOutcome(field string, by []tableOutcome, of map[*table]map[string]*outcomeScale) {
	steps := 1
	for _, x := range by {
		steps = lcm(steps, x.o.Max-x.o.Min)
	}
	var got []string
	seen := make(map[string]bool)
	for _, x := range by {
		if r := fmt.Sprintf("%d–%d: %s", x.o.Min, x.o.Max, x.t.file.name); !seen[r] {
			seen[r] = true
			got = append(got, r)
		}
	}
	t := by[0].t
	i := issue.Issue{Code: issue.ScaleOpen, Severity: issue.Question, Blocks: true, Pos: issue.Pos{File: t.file.name, Sheet: t.sheetName, Row: t.head.last, Col: t.bind.fields[field] + 1}, Subject: "scale of " + field, Got: strings.Join(got, "; "),
		Want:   lang.F("各文件里 %s 的分制不同。请分开计分，或从研究文件的 fields 中删去该列", "The files have %s on different scales. Score them one by one, or take the column out of fields in the study file", lang.Same(field)),
		Effect: lang.T("在回答之前不计分", "nothing is scored until this is answered")}
	if s.study.Outcomes == nil {
		s.study.Outcomes = make(map[string]survey.Outcome)
	}
	if field == survey.FieldRecommend || steps >= survey.MaxScale {
		s.issues = append(s.issues, i)
		o := s.outcomeOf(field)
		for _, x := range s.tables {
			of[x][field] = o
		}
		return
	}
	s.study.Outcomes[field] = survey.Outcome{Min: 0, Max: 100, Steps: steps}
	for _, t := range s.tables {
		of[t][field] = &outcomeScale{Outcome: survey.Outcome{Min: by[0].o.Min, Max: by[0].o.Max}, steps: steps} // of no table with answers
	}
	for _, x := range by {
		x.o.steps = steps
		of[x.t][field] = x.o
		s.addRule(survey.ScaleRule{File: x.t.file.name, Field: field, Min: x.o.Min, Max: x.o.Max})
	}
	i.Code, i.Severity, i.Blocks = issue.ScaleMixed, 0, false
	i.Want = lang.T("无需处理", "nothing to do")
	i.Effect = lang.T("各按自己的分制换算为 0–100 分，只列平均分", "each is put on 0–100 from its own scale; only the mean is given")
	s.issues = append(s.issues, i)
}

// addRule adds a rule that the study does not have yet.
func (s *Source) addRule(r survey.ScaleRule) {
	if x, ok := s.study.RuleFor(survey.Answers{File: r.File, Wave: r.Wave, Side: r.Side, Dimension: r.Dimension, Field: r.Field}); !ok || x.Min != r.Min || x.Max != r.Max {
		s.study.Scales = append(s.study.Scales, r)
	}
}

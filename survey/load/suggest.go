package load

import (
	"fmt"
	"slices"
	"strings"

	"servqual/survey"
	"servqual/survey/issue"
	"servqual/survey/lang"
	"servqual/survey/recognise"
)

// suggest offers SERVQUAL dimensions for the items of a proposed study, by the
// words of their labels, where they stand in none yet. Nothing is changed.
func (s *Source) suggest(study *survey.Study, t *table) {
	if slices.ContainsFunc(study.Dimensions, func(d survey.Dimension) bool { return slices.Contains(servqualDimensions, d.ID) }) {
		return
	}
	by := make(map[string][]string)
	n := 0
	s.suggested = make(map[string]string)
	for i := range study.Items {
		it := &study.Items[i]
		if d := recognise.SuggestDimension(it.Label.Zh); d != "" {
			s.suggested[it.ID] = d
			by[d] = append(by[d], it.ID)
			n++
		}
	}
	if n*2 < len(study.Items) || len(by) < 2 {
		s.suggested = nil
		return // words that speak of few items are no grouping
	}
	var got []string
	for _, d := range servqualDimensions {
		if len(by[d]) > 0 {
			got = append(got, fmt.Sprintf("%s: %s", d, strings.Join(by[d], ", ")))
		}
	}
	s.issues = append(s.issues, issue.Issue{Code: issue.DimensionHint, Pos: issue.Pos{File: t.file.name, Sheet: t.sheetName, Row: t.head.last}, Subject: "dimensions", Got: strings.Join(got, "; "),
		Want:   lang.T("如合适，请在研究文件中按此给题项写 dimension；这只是按用词给出的建议", "where it fits, give the items these dimensions in the study file; it is a suggestion by the words of the questions"),
		Effect: lang.T("未采用", "not applied")})
}

// servqualDimensions are those of 1988.
var servqualDimensions = []string{"TAN", "REL", "RES", "ASS", "EMP"}

package load

import (
	"sort"

	"servqual/survey/issue"
	"servqual/survey/lang"
	"servqual/survey/wording"
)

// usualScale says that the scale of the study is the one that its instrument is
// usually asked with, without numbers for labels: nobody has stated another.
func (s *Source) usualScale() bool {
	if len(s.study.Scale.Labels) > 0 {
		return false
	}
	for _, p := range s.opt.Presets {
		if p.Instrument != "" && p.Instrument == s.study.Instrument {
			return p.Scale.Min == s.study.Scale.Min && p.Scale.Max == s.study.Scale.Max
		}
	}
	return false
}

// lateWords asks about words of item answers that first came after the sample,
// recur, and have no step on the ladder that the sample showed: with them it
// may be another ladder. The question is open only once all rows are read.
func (s *Source) lateWords(sum *Summary) {
	labels := s.labels
	for _, p := range s.parts {
		if labels == nil || labels.points == 0 {
			labels = p.labels
		}
	}
	if labels == nil || labels.points == 0 || labels.byLabel {
		return
	}
	counts := make(map[string]int)
	for _, u := range sum.Unmapped {
		if a := wording.ReadAnswer(u.Text); u.Item != "" && a.Form == wording.Label {
			counts[a.Label] += u.Count
		}
	}
	var late []wording.LabelCount
	for label, n := range counts {
		if wording.Recurs(n, sum.Responses*len(s.study.Items)) && n*1000 >= sum.Responses {
			late = append(late, wording.LabelCount{Label: label, Count: n})
		}
	}
	if len(late) == 0 {
		return
	}
	sort.Slice(late, func(i, j int) bool {
		if late[i].Count != late[j].Count {
			return late[i].Count > late[j].Count
		}
		return late[i].Label < late[j].Label
	})
	e := evidence{pos: issue.Pos{File: s.tables[0].file.name, Sheet: s.tables[0].sheetName}}
	q := labelQuestion{subject: s.study.Instrument}
	is := e.question(q, labelCounts(late), q.asking(lang.F("这些文字在后面的行才出现，不在前面的 %d 级量表中，各对应几分？",
		"These words occur in later rows only, and are on no step of the %d that the rows before show. What number does each stand for?", labels.points)))
	s.issues = append(s.issues, is)
	sum.Issues.Add(is)
}

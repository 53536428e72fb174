package load

import (
	"slices"
	"strconv"
	"strings"

	"servqual/survey/issue"
	"servqual/survey/lang"
	"servqual/survey/recognise"
	"servqual/survey/wording"
)

// tableScale is what one table says about the scale of its items.
type tableScale struct {
	t       *table
	first   int // its first item column
	scale   recognise.Scale
	percent bool // the cells are percentages
	total   int
}

// judgeScale decides the scale of an instrument's items by the numbers and the
// legends over them: table by table, and then whether the tables agree. It says
// whether numbers decided; words do otherwise.
func (s *Source) judgeScale() bool {
	var all []tableScale
	words := 0
	var cols []*recognise.Column
	var legends []string
	for _, t := range s.tables {
		at, n := s.itemColumns(t)
		if len(at) == 0 {
			continue
		}
		words += n
		head := t.forRecognition()
		own := make([]*recognise.Column, len(at))
		texts := slices.Clone(t.head.titles)
		for k, i := range at {
			own[k] = &head.Columns[i]
			texts = append(texts, own[k].Text, own[k].Block)
		}
		a := recognise.NewAnswers(own...)
		legends = append(legends, texts...)
		x := tableScale{t: t, first: at[0]}
		_, x.total = a.Counts()
		sc, ok := a.Judge(s.study.Scale, recognise.ReadLegend(texts...))
		if !ok {
			continue
		}
		x.scale, x.percent = sc, sc.Seen == "%"
		all = append(all, x)
		cols = append(cols, own...)
	}
	total := 0
	for _, x := range all {
		total += x.total
	}
	if len(all) == 0 || words > total && !all[0].percent {
		return false
	}
	sc := all[0].scale
	if len(all) > 1 {
		sc, _ = recognise.NewAnswers(cols...).Judge(s.study.Scale, recognise.ReadLegend(legends...))
	}
	s.adopt(sc, all[0])
	return true
}

// itemColumns lists the columns of a table that are bound to items of sides that
// the study asks, and counts the answers in words in them.
func (s *Source) itemColumns(t *table) (cols []int, words int) {
	for i := range t.bind.cols {
		if c := &t.bind.cols[i]; c.use == UseItem && s.study.SideIndex(c.side) >= 0 {
			cols = append(cols, i)
			for cell := range t.column(i) {
				if readCell(cell).Form == wording.Label {
					words++
				}
			}
		}
	}
	return cols, words
}

// adopt makes a judged scale that of the study: its ends, the numbers that mean
// "does not apply", and its direction.
func (s *Source) adopt(sc recognise.Scale, at tableScale) {
	stated := s.study.Scale
	changed := stated.Max > stated.Min && (sc.Min != stated.Min || sc.Max != stated.Max)
	pos := issue.Pos{File: at.t.file.name, Sheet: at.t.sheetName, Row: at.t.head.last, Col: at.first + 1}
	switch {
	case sc.Certainty == recognise.Open:
		s.issues = append(s.issues, issue.Issue{Code: issue.ScaleOpen, Severity: issue.Question, Blocks: true, Pos: pos, Subject: "scale", Got: sc.Seen,
			Want: lang.F("答案是几分制？可能是：%s。请在研究文件中写明，如 scale: {min: %d, max: %d}", "Which scale are the answers on? It may be %s. State it in the study file, e.g. scale: {min: %d, max: %d}",
				strings.Join(sc.Options, " / "), sc.Min, sc.Max),
			Effect: lang.T("在回答之前不计分", "nothing is scored until this is answered")})
	case sc.Down:
		s.issues = append(s.issues, issue.Issue{Code: issue.DirectionOpen, Severity: issue.Question, Blocks: true, Pos: pos, Subject: "direction", Got: wording.Shorten(wording.OneLine(at.t.head.cols[at.first].raw), 80),
			Want:   lang.F("表头说 %d 分最好，而这套量表以高分为好：哪一头最好？请在研究文件中写 scale: {min: %d, max: %d, best: %d} 或 best: %d", "The header says that %d is the best answer, while this instrument counts upward: which end is best? State it in the study file: scale: {min: %d, max: %d, best: %d}, or best: %d", sc.Min, sc.Min, sc.Max, sc.Min, sc.Max),
			Effect: lang.T("方向不明，在回答之前不计分；程序不会自行反转", "the direction is open: nothing is scored until this is answered, and nothing is turned unasked")})
	case changed:
		s.issues = append(s.issues, issue.Issue{Code: issue.ScaleDoubtful, Pos: pos, Subject: s.study.Instrument, Got: sc.Range(),
			Want:   lang.F("量表 %d–%d；请在研究文件中用 scale 写明", "a scale of %d–%d; state it in the study file: scale", stated.Min, stated.Max),
			Effect: lang.F("按 %s 计算", "taken as %s", sc.Range())})
	case sc.Certainty == recognise.Likely && stated.Max > stated.Min:
		s.issues = append(s.issues, issue.Issue{Code: issue.ScaleDoubtful, Pos: pos, Subject: s.study.Instrument, Got: sc.Seen,
			Want:   lang.F("量表 %d–%d；请在研究文件中用 scale 写明", "a scale of %d–%d; state it in the study file: scale", stated.Min, stated.Max),
			Effect: lang.F("答案太少，仍按 %d–%d 计算", "too few answers to tell: taken as %d–%d", stated.Min, stated.Max)})
	}
	s.study.Scale.Min, s.study.Scale.Max = sc.Min, sc.Max
	named := true // the study file names the codes of "no answer"
	for i := range s.study.Items {
		for _, v := range sc.Void {
			if n := strconv.Itoa(v); !slices.Contains(s.study.Items[i].None, n) {
				s.study.Items[i].None = append(s.study.Items[i].None, n)
				named = false
			}
		}
	}
	if note, ok := sc.StrayNote(pos); ok && !named {
		s.issues = append(s.issues, note)
	}
}

package load

import (
	"maps"
	"slices"
	"strings"

	"servqual/survey"
	"servqual/survey/issue"
	"servqual/survey/lang"
	"servqual/survey/sheet"
	"servqual/survey/wording"
)

// askOthers asks about columns that seem to be on another scale than most, where
// nothing shows them to be.
func (s *Source) askOthers(parts []*part) {
	var mixed []string
	for _, p := range parts {
		other := func(c itemColumn) bool { return sameHead(c.t, s.othersOf) && slices.Contains(s.others, c.col) }
		if !slices.ContainsFunc(p.cols, func(c itemColumn) bool { return !other(c) }) {
			continue
		}
		for _, c := range p.cols {
			if name := wording.Shorten(wording.OneLine(c.t.head.cols[c.col].raw), 40); other(c) && !slices.Contains(mixed, name) {
				mixed = append(mixed, name)
			}
		}
	}
	if len(mixed) == 0 {
		return
	}
	got := strings.Join(mixed[:min(6, len(mixed))], " | ")
	if len(mixed) > 6 {
		got += " …"
	}
	s.issues = append(s.issues, issue.Issue{Code: issue.ScaleOpen, Severity: issue.Question, Blocks: true, Pos: itemColumn{t: s.othersOf, col: s.others[0]}.pos(), Subject: "scale, columns", Count: len(mixed), Got: got,
		Want:   lang.T("这些列的答案范围与其他评分题不同，看不出是量表不同，还是没有人打高分：请在研究文件中写明量表，如 scales: [{dimension: D1, min: 1, max: 5}]；不是题项的，请从 items 中删去", "The answers in these columns have another range than the other ratings, and it can't be told whether the scale differs or nobody chose the higher answers: state it in the study file, e.g. scales: [{dimension: D1, min: 1, max: 5}], and take out of items what is no item"),
		Effect: lang.T("在回答之前不计分", "nothing is scored until this is answered")})
}

// wayOut says that a question about the direction of one block can be answered by a
// rule for it.
func (s *Source) wayOut(i *issue.Issue, p *part) {
	d := s.study.Items[p.cols[0].item].Dimension
	if slices.ContainsFunc(p.cols, func(c itemColumn) bool { return s.study.Items[c.item].Dimension != d }) {
		return
	}
	rule := lang.F("；或写明最好的一端：scales: [{dimension: %[1]s, min: %[2]d, max: %[3]d, best: %[2]d}]", ". Or name the best answer of the block: scales: [{dimension: %[1]s, min: %[2]d, max: %[3]d, best: %[2]d}]", d, p.scale.Min, p.scale.Max)
	i.Subject, i.Want = d, lang.T(i.Want.Zh+rule.Zh, i.Want.En+rule.En)
}

// tell hands on the issues of parts, and asks for the scales that are open.
func (s *Source) tell(parts []*part) {
	for _, p := range parts {
		for _, i := range p.issues {
			if i.Code == issue.DirectionOpen {
				s.wayOut(&i, p)
			}
			s.issues = append(s.issues, i)
		}
		if !p.open || p.labels != nil && p.labels.open {
			continue
		}
		d := s.study.Items[p.cols[0].item].Dimension
		s.issues = append(s.issues, issue.Issue{Code: issue.ScaleOpen, Severity: issue.Question, Blocks: true, Pos: p.cols[0].pos(), Subject: "scale of " + d, Count: len(p.cols), Got: p.scale.Seen,
			Want:   lang.F("这一部分的答案是几分制？可能是：%s。请在研究文件中写明，如 scales: [{dimension: %s, min: %d, max: %d}]", "Which scale are the answers of this block on? It may be %s. State it in the study file, e.g. scales: [{dimension: %s, min: %d, max: %d}]", strings.Join(p.scale.Options, " / "), d, p.scale.Min, p.scale.Max),
			Effect: lang.T("在回答之前不计分", "nothing is scored until this is answered")})
	}
}

// sidesDiffer finds sides of which differences are taken that are on different
// scales: the difference of an answer of 1–5 and one of 1–7 measures nothing.
func (s *Source) sidesDiffer(cols []itemColumn, stated survey.Scale) *difference {
	var judged []*part
	for _, cs := range s.groups(cols, grouping{key: func(_ *Source, c itemColumn) string {
		if c.side == survey.Importance {
			return ""
		}
		return c.t.file.name + "\x00" + c.side.String()
	}}) {
		if cs[0].side == survey.Importance {
			continue
		}
		p, ok := s.judgePart(cs, stated, nil)
		if !ok {
			return nil
		}
		for _, q := range judged {
			if d, sure := p.differ(q); d && sure && p.cols[0].t == q.cols[0].t {
				return &difference{of: "sides", parts: []*part{q, p}}
			}
		}
		judged = append(judged, p)
	}
	return nil
}

// wavesDiffer finds a table that holds waves on different scales.
func (s *Source) wavesDiffer(cols []itemColumn, stated survey.Scale) *difference {
	for _, cs := range s.groups(cols, groupings[0]) {
		t := cs[0].t
		waves := t.sampledWaves()
		if len(waves) < 2 || t.sameEnds(cs) {
			continue
		}
		var judged []*part
		for _, w := range waves {
			p, ok := s.judgePart(cs, stated, func(row int) bool { return t.rowWaves()[row] == w })
			if !ok || p.told {
				continue
			}
			p.wave = w
			for _, q := range judged {
				if d, _ := p.differ(q); d {
					return &difference{of: "waves", parts: []*part{q, p}}
				}
			}
			judged = append(judged, p)
		}
	}
	return nil
}

// askDifference asks about answers on different scales that can't be told for
// certain, or that can't be put together.
func (s *Source) askDifference(d *difference) issue.Issue {
	hi := slices.MaxFunc(d.parts, func(a, b *part) int { return a.scale.Max - b.scale.Max })
	i := issue.Issue{Code: issue.ScaleOpen, Severity: issue.Question, Blocks: true, Pos: hi.cols[0].pos(), Subject: "scale of the " + d.of, Got: d.String(),
		Effect: lang.T("在回答之前不计分", "nothing is scored until this is answered")}
	a, b := d.parts[0], d.parts[len(d.parts)-1]
	example := func(key, x, y string) string {
		return "scales: [{" + key + ": " + x + ", min: " + itoa(a.scale.Min) + ", max: " + itoa(a.scale.Max) + "}, {" + key + ": " + y + ", min: " + itoa(b.scale.Min) + ", max: " + itoa(b.scale.Max) + "}]"
	}
	switch d.of {
	case "waves":
		i.Subject, i.Got = "scale of the waves", a.wave+": "+a.scale.Range()+"; "+b.wave+": "+b.scale.Range()
		i.Want = lang.T("同一张表里各期的答案范围不同，问卷的分制改过吗？若改过，请把各期分存为单独的文件；若没有改过，请在研究文件的 scale 中写明量表", "The answers of the waves on this sheet have different ranges: was the scale of the form changed? If so, save each wave as a file of its own; if not, state the scale in the study file under scale")
	case "sides":
		i.Want = lang.F("期望和感知的量表不同，两者之差没有意义。若确实如此，请在研究文件中写 %s；若是同一量表，请写 scale", "The sides are on different scales, and their difference means nothing. If that is so, state it in the study file: %s; if it is one scale, state it under scale", example("side", a.cols[0].side.String(), b.cols[0].side.String()))
	case "direction":
		i.Subject = "direction"
		i.Want = lang.F("有的以低分为好，有的以高分为好：请在研究文件的 scales 中逐一写明 best，如 %s", "In some the lowest number is the best answer, in others the highest: give best for each in the study file under scales, e.g. %s", strings.Replace(example("file", a.cols[0].t.file.name, b.cols[0].t.file.name), "}", ", best: "+itoa(a.scale.Min)+"}", 1))
	case "stored":
		k := s.opt.Known[0].Scale
		i.Subject, i.Got = "scale", a.scale.Seen
		i.Want = lang.F("工作区里上一期的量表是 %d–%d，这次的答案最高只到 %d：是改了分制，还是没有人打高分？请在研究文件的 scale 中写明", "The last wave in the workspace was on %d–%d, and these answers end at %d: has the scale changed, or did nobody choose the higher answers? State it in the study file under scale", k.Min, k.Max, a.scale.Max)
	case "many":
		i.Want = lang.T("量表的种类太多，无法合在一起计分。请分开计分", "There are too many different scales to be scored together. Score them one by one")
	default:
		i.Want = lang.F("各文件（期次）的答案范围不同，看不出是量表不同，还是没有人打高分。请在研究文件中写明：同一量表写 scale，不同量表写 %s", "The answers of the files (or waves) have different ranges, and it can't be told whether the scales differ or nobody chose the higher answers. State it in the study file: one scale under scale, different ones as %s", example("file", a.cols[0].t.file.name, b.cols[0].t.file.name))
	}
	return i
}

// waveOf is the wave of a sampled row, "" where nothing tells it.
func (t *table) waveOf(row []sheet.Cell) string {
	if t.file.wave != "" {
		return t.file.wave
	}
	at := func(field string) (sheet.Cell, bool) {
		col, ok := t.bind.fields[field]
		if !ok || col >= len(row) {
			return sheet.Cell{}, false
		}
		return row[col], true
	}
	if c, ok := at(survey.FieldWave); ok && c.Kind == sheet.Text {
		return waveName(c.Text)
	}
	if c, ok := at(survey.FieldDate); ok {
		if c.Kind == sheet.Date {
			if x, good := serialStamp(c.Num); good {
				return x.month()
			}
		}
		if x, _, good := readStamp(c.Text, t.dayOrder()); good {
			return x.month()
		}
	}
	return t.wave
}

// dayOrder is the order of day and month in the dates of the table.
func (t *table) dayOrder() order {
	if t.ordered == nil {
		o, _ := dayOrder(t.column(t.bind.fields[survey.FieldDate]))
		t.ordered = &o
	}
	return *t.ordered
}

// rowWaves gives the wave of each sampled row below the header.
func (t *table) rowWaves() []string {
	if t.waves == nil {
		t.waves = make([]string, len(t.data()))
		for i, row := range t.data() {
			if len(row) > 0 && !t.total(i) {
				t.waves[i] = t.waveOf(row)
			}
		}
	}
	return t.waves
}

// sameEnds says that the numbers of all waves in some columns have the same ends,
// so that nothing is to be judged wave by wave.
func (t *table) sameEnds(cols []itemColumn) bool {
	type ends struct{ lo, hi int }
	of := make(map[string]*ends)
	for i, row := range t.data() {
		w := t.rowWaves()[i]
		if w == "" {
			continue
		}
		e := of[w]
		if e == nil {
			e = &ends{1 << 20, -1 << 20}
			of[w] = e
		}
		for _, c := range cols {
			if c.col >= len(row) {
				continue
			}
			if a := readCell(row[c.col]); a.Form == wording.Number || a.Form == wording.Both {
				e.lo, e.hi = min(e.lo, a.Number), max(e.hi, a.Number)
			}
		}
	}
	var first *ends
	for _, e := range of {
		if first == nil {
			first = e
		}
		if e.hi != first.hi || e.lo < 1 != (first.lo < 1) {
			return false
		}
	}
	return true
}

// sampledWaves lists the waves of the sampled rows, in order.
func (t *table) sampledWaves() []string {
	_, dated := t.bind.fields[survey.FieldDate]
	_, named := t.bind.fields[survey.FieldWave]
	if t.file.wave != "" || !dated && !named {
		return []string{t.wave}
	}
	waves := make(map[string]bool)
	for _, w := range t.rowWaves() {
		waves[w] = true
	}
	delete(waves, "")
	return slices.Sorted(maps.Keys(waves))
}

// onlyWave is the wave of all sampled rows, "" where there are several.
func (t *table) onlyWave() string {
	if w := t.sampledWaves(); len(w) == 1 {
		return w[0]
	}
	return ""
}

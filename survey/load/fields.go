package load

import (
	"strconv"
	"strings"

	"servqual/survey"
	"servqual/survey/issue"
	"servqual/survey/privacy"
	"servqual/survey/sheet"
	"servqual/survey/wording"
)

// fields reads everything of a row that is no scale item; odd are its outcomes
// that columns left. It says whether anything was there.
func (w *worker) fields(b *sheet.Block, row, number int, odd []oddCell) bool {
	at := func(col int) sheet.Packed {
		if col < 0 {
			return 0
		}
		return b.At(row, col)
	}
	f := &w.rows[row]
	filled := w.weights(b, at, row, number) || f.id != 0 || f.dated
	filled = w.scores(b, row, number, odd) || filled
	if p := at(w.p.ip); p.Kind() != sheet.Empty {
		f.ip = hashCell(b, p)
	}
	if len(w.p.person) > 0 {
		person, named := w.identity(b, row)
		f.person, filled = person, filled || named
	}
	if !f.dated {
		filled = w.when(b, at(w.p.when), f, number) || filled
	}
	filled = w.took(b, at(w.p.took), f) || filled
	for i := range w.p.groups {
		code, some := w.batch.Groups[i].Codes[row], w.p.groups[i].col >= 0 && !w.p.groups[i].month
		if code == unread {
			code, some = w.group(b, at, i, f)
			w.batch.Groups[i].Codes[row] = code
		}
		if code < 0 && i == w.p.unit && w.p.groups[i].col >= 0 {
			w.log.add(logKey{col: w.p.groups[i].col, code: issue.UnitMissing}, number)
		}
		filled = filled || some
	}
	for i := range w.p.multis {
		filled = w.multi(b, at, i) || filled
	}
	if w.p.done >= 0 && !finished(b, at(w.p.done)) || w.p.done < 0 && w.unsubmitted(at(w.p.when), b) {
		w.batch.Flags[row] |= survey.FlagUnfinished
		w.log.add(logKey{col: -1, code: issue.RowUnfinished}, number)
	}
	if w.p.text >= 0 {
		filled = w.comment(b, at(w.p.text), number) || filled
	}
	for i := 0; i < len(w.p.unread) && !filled; i++ {
		g := &w.p.unread[i]
		filled = len(g.split(g.field, b.Text(at(g.col)))) > 0
	}
	return filled
}

// A respondent's points are invalid when their sum misses 100 by more than
// weightsTolerance (the fold's rule, method A.1); what five roundings to whole
// points can make is not worth a word.
const (
	weightsTolerance = 5
	weightsRounding  = 2.5
)

// scores judges the outcomes that columns left, and says whether the row has
// any.
func (w *worker) scores(b *sheet.Block, row, number int, odd []oddCell) (filled bool) {
	for _, c := range odd {
		i := int(c.slot) - len(w.p.slots)
		s := &w.p.scores[i]
		v := w.judge(b, b.At(row, s.col), s.decode, s.col, number)
		w.batch.Scores[i].Codes[row] = v.code
		filled = filled || v.code != survey.Missing || v.why == probSkipped
	}
	for i := range w.p.scores {
		s := &w.p.scores[i]
		if filled || s.col < 0 {
			continue
		}
		p := b.At(row, s.col)
		filled = p.IsSmall() && p.Value() < 256 && s.decode.small[p.Value()] != survey.Invalid
	}
	return filled
}

// hashCell gives a key for the content of a cell, 0 for a blank one. A number
// and the same in a text are one content.
func hashCell(b *sheet.Block, p sheet.Packed) uint64 {
	if p.IsSmall() {
		var digits [5]byte
		return hashBytes(strconv.AppendInt(digits[:0], int64(p.Value()), 10))
	}
	raw := b.Bytes(p)
	for len(raw) > 0 && (raw[0] == ' ' || raw[0] == '\t') {
		raw = raw[1:]
	}
	for len(raw) > 0 && (raw[len(raw)-1] == ' ' || raw[len(raw)-1] == '\t') {
		raw = raw[:len(raw)-1]
	}
	if len(raw) == 0 {
		return 0
	}
	if len(raw) > 256 {
		raw = raw[:256]
	}
	return hashBytes(raw)
}

// group gives the code of the row's name in a category, −1 without.
func (w *worker) group(b *sheet.Block, at func(int) sheet.Packed, i int, f *rowFacts) (int32, bool) {
	g, dict := &w.p.groups[i], w.dicts[i]
	if g.month && f.dated {
		return w.monthCode(f.at, dict), false
	}
	if g.col >= 0 {
		if p := at(g.col); p.Kind() != sheet.Empty {
			if codes := w.namesIn(b, p, i, g, dict); len(codes) > 0 {
				return codes[0], true
			}
		}
	}
	if g.fixed != "" {
		return dict.code(g.fixed), false
	}
	return -1, false
}

func (w *worker) monthCode(at stamp, dict *dictionary) int32 {
	place := w.months.at(at.day())
	if place != nil && *place > 0 {
		return *place - 1
	}
	code := dict.code(at.month())
	if place != nil {
		*place = code + 1
	}
	return code
}

type splitter func(field, text string) []string

func oneName(field, text string) []string {
	s := wording.OneLine(text)
	if c := wording.Clean(s); c == "" || wording.IsSkipped(c) {
		return nil
	}
	if field == survey.FieldWave {
		s = waveName(s)
	}
	return []string{s}
}

// namesIn gives the codes of the names in a cell.
func (w *worker) namesIn(b *sheet.Block, p sheet.Packed, i int, g *groupPlan, dict *dictionary) []int32 {
	c := w.wordsOf[i]
	index, shared := p.SharedIndex()
	if shared {
		if codes, ok := c.shared[index]; ok {
			return codes
		}
	}
	var raw []byte
	if !shared && p.Kind() == sheet.Text {
		raw = b.Raw(p)
		if codes, ok := c.texts.get(raw); ok {
			return codes
		}
	}
	text := b.Text(p)
	if p.Kind() == sheet.Date {
		if x, ok := b.Num(p); ok {
			if s, ok := serialStamp(x); ok {
				text = s.date()
			}
		}
	}
	var codes []int32
	for _, name := range g.split(g.field, text) {
		switch g.field {
		case survey.FieldComplaint:
			name = privacy.Mask(name) // a cause in the customer's own words
		case survey.FieldUnit:
			name = w.p.study.Units.Named(name)
		}
		codes = append(codes, dict.code(name))
	}
	switch {
	case shared:
		c.putShared(index, codes)
	case raw != nil:
		c.put(raw, codes)
	}
	return codes
}

// multi reads a cell with several names, or the columns of a question's answers.
func (w *worker) multi(b *sheet.Block, at func(int) sheet.Packed, i int) bool {
	m := &w.batch.Multis[i]
	var codes []int32
	filled := false
	p := at(w.p.multis[i].col)
	if options := w.p.multis[i].options; len(options) > 0 {
		dict := w.names.of(w.p.multis[i].field)
		for _, o := range options {
			p := at(o.col)
			filled = filled || p.Kind() != sheet.Empty
			if given(b, p) {
				codes = append(codes, dict.code(o.name))
			}
		}
	} else if p.Kind() != sheet.Empty {
		g := &w.p.multis[i]
		codes = w.namesIn(b, p, len(w.p.groups)+i, g, w.names.of(g.field))
	}
	m.Starts = m.Starts[:w.batch.N+1]
	m.Codes = append(m.Codes[:m.Starts[w.batch.N]], codes...)
	m.Starts = append(m.Starts, int32(len(m.Codes)))
	return len(codes) > 0 || filled
}

// given says that an option was chosen: its cell holds anything but 0, no or
// nothing.
func given(b *sheet.Block, p sheet.Packed) bool {
	switch p.Kind() {
	case sheet.Empty:
		return false
	case sheet.Text:
		s := wording.Clean(b.Text(p))
		return s != "" && !notChosen[s] && !wording.IsSkipped(s)
	}
	x, ok := b.Num(p)
	return ok && x != 0
}

var notChosen = wording.Set("0", "否", "未选", "未选中", "没有", "no", "n", "false", "f", "unchecked", "not selected", "not checked", "nein", "non", "não", "tidak", "không", "いいえ", "아니오", "아니요")

// spacedNames parts the select-multiple column of KoboToolbox.
func spacedNames(_, text string) []string { return strings.Fields(text) }

// manyNames parts a multiple answer: 问卷星 joins by ┋, forms by ; or 、, Sheets
// by a comma and a blank.
const nameMarks = "┋;\uff1b、\uff0c|\n"

func manyNames(_, text string) []string {
	var out []string
	seen := make(map[string]bool)
	comma := ", "
	if wording.HasHan(text) {
		comma = ","
	}
	for _, s := range strings.FieldsFunc(strings.ReplaceAll(text, comma, ";"), func(r rune) bool { return strings.ContainsRune(nameMarks, r) }) {
		s = wording.OneLine(s)
		if c := wording.Clean(s); c == "" || wording.IsSkipped(c) || c == "无" || c == "没有" || c == "none" || seen[s] {
			continue
		}
		seen[s] = true
		out = append(out, s)
	}
	return out
}

var unfinishedWords = wording.Set("0", "f", "false", "no", "n", "否", "未完成", "incomplete", "partial", "无效", "nein", "未提交", "进行中", "in progress", "started")

// finished reads a state: blank counts as unfinished.
func finished(b *sheet.Block, p sheet.Packed) bool {
	switch p.Kind() {
	case sheet.Empty:
		return false
	case sheet.Text:
		s := wording.Clean(b.Text(p))
		return s != "" && !unfinishedWords[s]
	}
	x, ok := b.Num(p)
	return !ok || x != 0
}

// unsubmitted says that the platform leaves the time of submission blank in
// responses that were not finished.
func (w *worker) unsubmitted(p sheet.Packed, b *sheet.Block) bool {
	switch w.t.platform {
	case LimeSurvey, Typeform, Tencent, MicrosoftForms:
	default:
		return false
	}
	if w.p.when < 0 {
		return false
	}
	return p.Kind() == sheet.Empty || p.Kind() == sheet.Text && len(b.Bytes(p)) == 0
}

var noComment = wording.Set("无", "没有", "暂无", "无意见", "没意见", "无建议", "暂无建议", "no", "none", "nothing", "n/a", "na", "nil", "keine", "tidak ada", "无。", "没有。")

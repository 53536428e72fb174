package load

import (
	"math"
	"strings"

	"servqual/survey"
	"servqual/survey/issue"
	"servqual/survey/sheet"
)

// fields reads everything of a row that is no scale item. It says whether
// anything was there.
func (w *worker) fields(b *sheet.Block, row []sheet.Packed, number int) bool {
	n := w.batch.N
	at := func(col int) sheet.Packed {
		if col < 0 || col >= len(row) {
			return 0
		}
		return row[col]
	}
	f := &w.rows[n]
	*f = rowFacts{took: -1}
	filled := w.weights(b, at, number)
	for i := range w.p.scores {
		s := &w.p.scores[i]
		code, some := w.score(b, at(s.col), s, number)
		w.batch.Scores[i].Codes[n] = code
		filled = filled || some
	}
	if p := at(w.p.id); p.Kind() != sheet.Empty {
		f.id = hashCell(b, p)
		filled = filled || f.id != 0
	}
	if p := at(w.p.ip); p.Kind() != sheet.Empty {
		f.ip = hashCell(b, p)
	}
	for i, col := range w.p.person {
		if p := at(col); p.Kind() != sheet.Empty {
			if h := hashCell(b, p); h != 0 {
				filled = true
				f.person = mix(h + uint64(i))
			}
		}
	}
	filled = w.when(b, at(w.p.when), f, number) || filled
	filled = w.took(b, at(w.p.took), f) || filled
	for i := range w.p.groups {
		code, some := w.group(b, at, i, f)
		w.batch.Groups[i].Codes[n] = code
		if code < 0 && i == w.p.unit && w.p.groups[i].col >= 0 {
			w.log.add(logKey{col: w.p.groups[i].col, code: issue.UnitMissing}, number)
		}
		filled = filled || some
	}
	for i := range w.p.multis {
		filled = w.multi(b, at(w.p.multis[i].col), i) || filled
	}
	if w.p.done >= 0 && !finished(b, at(w.p.done)) || w.p.done < 0 && w.unsubmitted(at(w.p.when), b) {
		w.batch.Flags[n] |= survey.FlagUnfinished
		w.log.add(logKey{col: -1, code: issue.RowUnfinished}, number)
	}
	if w.p.text >= 0 {
		filled = w.comment(b, at(w.p.text), number) || filled
	}
	return filled
}

// weights reads the respondent's points in hundredths of a point. Shares that
// add up to one are taken times 100; dimensions left blank have no points when
// the others make up the whole.
func (w *worker) weights(b *sheet.Block, at func(int) sheet.Packed, number int) bool {
	if w.p.dims == nil || w.p.dimsJoined {
		return false
	}
	n := w.batch.N
	sum, given, top := 0.0, 0, 0.0
	for d, col := range w.p.dims {
		if col < 0 {
			continue
		}
		p := at(col)
		w.batch.Weights[d][n] = -1
		if p.Kind() == sheet.Empty {
			continue
		}
		x, ok := w.points(b, p, col, number)
		if !ok {
			continue
		}
		given++
		sum += x
		top = max(top, x)
		w.batch.Weights[d][n] = int32(math.Round(x * 100))
	}
	if given == 0 {
		return false
	}
	if top <= 1 && sum > 0.9 && sum < 1.1 {
		sum *= 100
		for d, col := range w.p.dims {
			if col >= 0 && w.batch.Weights[d][n] >= 0 {
				x, _ := w.points(b, at(col), col, number)
				w.batch.Weights[d][n] = int32(math.Round(x * 10000))
			}
		}
	}
	if w.p.weighing != asPoints {
		return w.rescaleWeights(sum)
	}
	w.completeWeights(sum, given)
	switch off := math.Abs(sum - 100); {
	case off > weightsTolerance:
		w.log.add(logKey{col: w.firstWeight(), code: issue.WeightsInvalid, got: "Σ = " + trimFloat(sum)}, number)
	case off > weightsRounding:
		w.log.add(logKey{col: w.firstWeight(), code: issue.WeightsOff, got: "Σ = " + trimFloat(sum)}, number)
	}
	return true
}

// rescaleWeights makes points of ratings: each as its share of their sum. Ranks
// are left out, since nothing tells which end is the important one.
func (w *worker) rescaleWeights(sum float64) bool {
	for d, col := range w.p.dims {
		if v := &w.batch.Weights[d]; col >= 0 && (*v)[w.batch.N] >= 0 {
			if w.p.weighing == asRanks || sum <= 0 {
				(*v)[w.batch.N] = -1
				continue
			}
			(*v)[w.batch.N] = int32(math.Round(float64((*v)[w.batch.N]) / sum * 100))
		}
	}
	return true
}

// A respondent's points are invalid when their sum misses 100 by more than
// weightsTolerance (the fold's rule, method A.1); what five roundings to whole
// points can make is not worth a word.
const (
	weightsTolerance = 5
	weightsRounding  = 2.5
)

func (w *worker) firstWeight() int {
	for _, col := range w.p.dims {
		if col >= 0 {
			return col
		}
	}
	return -1
}

func (w *worker) completeWeights(sum float64, given int) {
	if given < 2 || math.Abs(sum-100) > weightsTolerance {
		return
	}
	for d, col := range w.p.dims {
		if col >= 0 && w.batch.Weights[d][w.batch.N] < 0 {
			w.batch.Weights[d][w.batch.N] = 0
		}
	}
}

// points reads one weight: 32, 32.5, 32%, 32分, 0.32 under a percent format.
func (w *worker) points(b *sheet.Block, p sheet.Packed, col, number int) (float64, bool) {
	if p.IsSmall() {
		return w.inRange(float64(p.Value()), b, p, col, number)
	}
	if p.Kind() == sheet.Number {
		x, ok := b.Num(p)
		if ok && p.Percent() {
			x *= 100
		}
		if ok {
			return w.inRange(x, b, p, col, number)
		}
	}
	if p.Kind() == sheet.Text {
		s := strings.TrimSpace(strings.TrimSuffix(strings.TrimSuffix(clean(b.Text(p)), "%"), "分"))
		if x, ok := sheet.ParseNumber(s); ok {
			return w.inRange(x, b, p, col, number)
		}
		if s == "" || skippedWords[s] || w.p.decode.missing[s] {
			return 0, false
		}
	}
	w.log.add(logKey{col: col, why: probWeight, got: shorten(shown(b, p), 60)}, number)
	return 0, false
}

func (w *worker) inRange(x float64, b *sheet.Block, p sheet.Packed, col, number int) (float64, bool) {
	if x >= 0 && x <= 10_000 {
		return x, true
	}
	w.log.add(logKey{col: col, why: probWeight, got: shorten(shown(b, p), 60)}, number)
	return 0, false
}

func trimFloat(x float64) string {
	s := strings.TrimRight(strings.TrimRight(itoaFixed(x), "0"), ".")
	if s == "" {
		return "0"
	}
	return s
}

func (w *worker) score(b *sheet.Block, p sheet.Packed, s *scorePlan, number int) (survey.Code, bool) {
	if p == 0 {
		return survey.Missing, false
	}
	if p.IsSmall() && p.Value() < 256 {
		if code := s.decode.small[p.Value()]; code != survey.Invalid {
			return code, true
		}
	}
	v := w.judge(b, p, s.decode, s.col, number)
	return v.code, v.code != survey.Missing || v.why == probSkipped
}

// hashCell gives a key for the content of a cell, 0 for a blank one.
func hashCell(b *sheet.Block, p sheet.Packed) uint64 {
	if p.IsSmall() {
		return mix(uint64(p.Value()) + 1)
	}
	if p.Kind() == sheet.Number {
		x, _ := b.Num(p)
		return mix(math.Float64bits(x))
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

// when reads the time of a response.
func (w *worker) when(b *sheet.Block, p sheet.Packed, f *rowFacts, number int) bool {
	if p.Kind() == sheet.Empty {
		return false
	}
	ok := false
	switch p.Kind() {
	case sheet.Date:
		if x, good := b.Num(p); good {
			f.at, ok = serialStamp(x)
		}
	case sheet.Small, sheet.Number:
		x, _ := b.Num(p)
		if p.IsSmall() && p.Value() < 10000 {
			break
		}
		if f.at, ok = serialStamp(x); !ok && x >= 19800101 && x < 22000101 {
			f.at, _, ok = readStamp(itoa(int(x)), w.p.order)
		}
	case sheet.Text:
		f.at, ok = w.stampOf(b, p)
		if !ok && len(strings.TrimSpace(b.Text(p))) == 0 {
			return false
		}
	}
	if !ok {
		w.log.add(logKey{col: w.p.when, why: probWhen, got: shorten(shown(b, p), 60)}, number)
		return true
	}
	f.dated = true
	return true
}

func (w *worker) stampOf(b *sheet.Block, p sheet.Packed) (stamp, bool) {
	raw := b.Bytes(p)
	if s, ok := plainStamp(raw); ok {
		return s, true
	}
	if t, ok := w.stamps[string(raw)]; ok {
		return t.at, t.ok
	}
	text := b.Text(p)
	s, _, ok := readStamp(text, w.p.order)
	if len(w.stamps) < maxCached {
		w.stamps[text] = whenText{s, ok}
	}
	return s, ok
}

// plainStamp reads 2026-10-03, with 12:34 after it, without allocating: the
// form that most exports have.
func plainStamp(s []byte) (stamp, bool) {
	if len(s) < 10 || len(s) > 32 || s[4] != s[7] || s[4] != '-' && s[4] != '/' {
		return stamp{}, false
	}
	y, ok1 := digits(s[0:4])
	m, ok2 := digits(s[5:7])
	d, ok3 := digits(s[8:10])
	if !ok1 || !ok2 || !ok3 || y < 1980 || y > 2200 || m < 1 || m > 12 || d < 1 || d > monthDays(y, m) {
		return stamp{}, false
	}
	at := stamp{minute: dayNumber(y, m, d) * 24 * 60}
	if len(s) == 10 {
		return at, true
	}
	if len(s) < 16 || s[10] != ' ' && s[10] != 'T' || s[13] != ':' {
		return stamp{}, false
	}
	h, ok1 := digits(s[11:13])
	min, ok2 := digits(s[14:16])
	if !ok1 || !ok2 || h > 23 || min > 59 {
		return stamp{}, false
	}
	for _, c := range s[16:] {
		if c >= 'a' && c <= 'z' && c != 'z' || c >= 'A' && c <= 'Z' && c != 'Z' || c >= 0x80 {
			return stamp{}, false // pm and the like
		}
	}
	at.minute += int64(h*60 + min)
	at.exact = true
	return at, true
}

func digits(s []byte) (int, bool) {
	n := 0
	for _, c := range s {
		if c < '0' || c > '9' {
			return 0, false
		}
		n = n*10 + int(c-'0')
	}
	return n, true
}

func monthDays(y, m int) int {
	switch m {
	case 4, 6, 9, 11:
		return 30
	case 2:
		if y%4 == 0 && (y%100 != 0 || y%400 == 0) {
			return 29
		}
		return 28
	}
	return 31
}

// dayNumber counts days from 1970-01-01 (the civil calendar, from March).
func dayNumber(y, m, d int) int64 {
	if m <= 2 {
		y--
	}
	era := y / 400
	yoe := y - era*400
	mp := (m + 9) % 12
	doy := (153*mp+2)/5 + d - 1
	doe := yoe*365 + yoe/4 - yoe/100 + doy
	return int64(era)*146097 + int64(doe) - 719468
}

func (w *worker) took(b *sheet.Block, p sheet.Packed, f *rowFacts) bool {
	if p.Kind() == sheet.Empty {
		return false
	}
	if x, ok := b.Num(p); ok {
		if p.Kind() == sheet.Date {
			x *= 86400
		}
		if x >= 0 && x < 1e8 {
			f.took = int32(x)
		}
		return true
	}
	raw := b.Bytes(p)
	n, known := w.tooks[string(raw)]
	if !known {
		text := string(raw)
		var ok bool
		if n, ok = seconds(text); !ok {
			n = -1
		}
		if len(w.tooks) < maxCached {
			w.tooks[text] = n
		}
	}
	f.took = int32(n)
	return len(raw) > 0
}

// group gives the code of the row's name in a category, −1 without.
func (w *worker) group(b *sheet.Block, at func(int) sheet.Packed, i int, f *rowFacts) (int32, bool) {
	g := &w.p.groups[i]
	dict := w.names.of(g.field)
	if g.month && f.dated {
		return w.monthCode(f.at, dict), false
	}
	if g.col >= 0 {
		if p := at(g.col); p.Kind() != sheet.Empty {
			if codes := w.namesIn(b, p, i, g, dict, oneName); len(codes) > 0 {
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
	// One key a month: year and month from the day, by the cheap inverse of
	// dayNumber, would do; the text is made once for each day instead.
	c := w.wordsOf[w.p.wave]
	day := int(at.day()) + 1<<30
	if codes, ok := c.shared[day]; ok {
		return codes[0]
	}
	code := dict.code(at.month())
	c.shared[day] = []int32{code}
	return code
}

type splitter func(field, text string) []string

func oneName(field, text string) []string {
	s := oneLine(text)
	if c := clean(s); c == "" || skippedWords[c] {
		return nil
	}
	if field == survey.FieldWave {
		s = waveName(s)
	}
	return []string{s}
}

// namesIn gives the codes of the names in a cell.
func (w *worker) namesIn(b *sheet.Block, p sheet.Packed, i int, g *groupPlan, dict *dictionary, split splitter) []int32 {
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
		if codes, ok := c.texts[string(raw)]; ok {
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
	for _, name := range split(g.field, text) {
		codes = append(codes, dict.code(name))
	}
	switch {
	case shared && len(c.shared) < maxCached:
		c.shared[index] = codes
	case raw != nil && len(c.texts) < maxCached:
		c.texts[string(raw)] = codes
	}
	return codes
}

// multi reads a cell with several names.
func (w *worker) multi(b *sheet.Block, p sheet.Packed, i int) bool {
	m := &w.batch.Multis[i]
	var codes []int32
	if p.Kind() != sheet.Empty {
		g := &w.p.multis[i]
		split := manyNames
		if g.spaced {
			split = spacedNames
		}
		codes = w.namesIn(b, p, len(w.p.groups)+i, g, w.names.of(g.field), split)
	}
	m.Starts = m.Starts[:w.batch.N+1]
	m.Codes = append(m.Codes[:m.Starts[w.batch.N]], codes...)
	m.Starts = append(m.Starts, int32(len(m.Codes)))
	return len(codes) > 0
}

// spacedNames parts the select-multiple column of KoboToolbox.
func spacedNames(_, text string) []string { return strings.Fields(text) }

// manyNames parts a multiple answer: 问卷星 joins by ┋, forms by ; or 、, Sheets
// by a comma and a blank.
const nameMarks = "┋;\uff1b、\uff0c|\n"

func manyNames(_, text string) []string {
	var out []string
	seen := make(map[string]bool)
	comma := ", "
	if hasHan(text) {
		comma = ","
	}
	for _, s := range strings.FieldsFunc(strings.ReplaceAll(text, comma, ";"), func(r rune) bool { return strings.ContainsRune(nameMarks, r) }) {
		s = oneLine(s)
		if c := clean(s); c == "" || skippedWords[c] || c == "无" || c == "没有" || c == "none" || seen[s] {
			continue
		}
		seen[s] = true
		out = append(out, s)
	}
	return out
}

var unfinishedWords = set("0", "f", "false", "no", "n", "否", "未完成", "incomplete", "partial", "无效", "nein", "未提交", "进行中", "in progress", "started")

// finished reads a state: blank counts as unfinished.
func finished(b *sheet.Block, p sheet.Packed) bool {
	switch p.Kind() {
	case sheet.Empty:
		return false
	case sheet.Text:
		s := clean(b.Text(p))
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

// comment keeps a text, with what identifies a person masked.
func (w *worker) comment(b *sheet.Block, p sheet.Packed, number int) bool {
	if p.Kind() != sheet.Text {
		return p.Kind() != sheet.Empty
	}
	if w.full.Load() {
		return len(b.Raw(p)) > 0
	}
	s := oneLine(b.Text(p))
	c := clean(s)
	if c == "" || skippedWords[c] || w.p.decode.missing[c] {
		return c != ""
	}
	if noComment[c] {
		return true
	}
	w.of = append(w.of, w.batch.N)
	w.comments = append(w.comments, Comment{Text: s, Row: survey.Row{Source: int32(w.t.source), Number: int32(number)}})
	return true
}

var noComment = set("无", "没有", "暂无", "无意见", "没意见", "无建议", "暂无建议", "no", "none", "nothing", "n/a", "na", "nil", "keine", "tidak ada", "无。", "没有。")

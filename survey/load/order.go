package load

import (
	"fmt"
	"sort"
	"sync/atomic"

	"servqual/survey"
	"servqual/survey/issue"
	"servqual/survey/lang"
	"servqual/survey/privacy"
)

// ledger is what the whole reading adds up. It is touched in file order only.
type ledger struct {
	summary  *Summary
	opt      *Options
	persons  *seen                  // beyond what is held
	latest   map[uint64]personPlace // by person and wave, of what is held
	held     []*heldBatch
	heldRows int
	comments map[[2]string]int
	full     atomic.Bool // no further comment is kept
	unmapped map[unmappedKey]int
	first    int64 // minute
	last     int64
	dated    bool

	keys rowKeys
}

type unmappedKey struct {
	column, item string
	side         survey.Side
	text         string
}

// sheetLedger is the same for one table.
type sheetLedger struct {
	ids, vectors, moments *seen
	rising                risingIDs
	minutes               map[int64]int
	identical             int
	compared              int                // responses whose answers were compared with others'
	chances               map[uint64]float64 // of patterns that came more than once, by hash
	timed                 int
}

func newSheetLedger(t *table) *sheetLedger {
	return &sheetLedger{ids: newSeen(0), vectors: newSeen(t.rows()), moments: newSeen(0), minutes: make(map[int64]int), chances: make(map[uint64]float64)}
}

// enter records a worker's block: duplicates are marked, issues, comments and
// counts are added. It runs for one block at a time, in file order.
func (l *ledger) enter(w *worker, sl *sheetLedger) {
	l.days(w)
	l.respondents(w, sl)
	h := l.willHold(w)
	if len(w.p.person) > 0 {
		l.samePersons(w, h)
	}
	if len(w.p.slots) >= minItems {
		l.sameAnswers(w, sl)
	}
	for i := range w.batch.N {
		if w.batch.Flags[i] != 0 {
			w.counts.flagged++
			if w.batch.Flags[i]&survey.FlagUnfinished != 0 {
				w.counts.unfinished++
			}
		}
	}
	l.countUnits(w)
	l.keepComments(w)
	l.countUnmapped(w)
	w.log.flush(l.summary.Issues, w.t)
	f := &l.summary.Files[w.t.source]
	f.Responses += w.counts.responses
	f.Used += w.batch.N
	f.Unfinished += w.counts.unfinished
	for why, n := range w.counts.rejected {
		f.Dropped[why] += n
	}
	l.summary.Responses += w.counts.responses
	l.summary.Flagged += w.counts.flagged
	l.hold(w, h)
}

// countUnits counts the responses of each unit in each file.
func (l *ledger) countUnits(w *worker) {
	if w.p.unit < 0 {
		return
	}
	units := &w.batch.Groups[w.p.unit]
	for from := 0; from < w.batch.N; {
		source, code, to := w.batch.Rows[from].Source, units.Codes[from], from+1
		for to < w.batch.N && w.batch.Rows[to].Source == source && units.Codes[to] == code {
			to++
		}
		f := &l.summary.Files[source]
		if f.Units == nil {
			f.Units = make(map[string]int)
		}
		f.Units[nameAt(units, from)] += to - from
		from = to
	}
}

// days keeps the first and the last day.
func (l *ledger) days(w *worker) {
	for i := range w.rows {
		f := &w.rows[i]
		if !f.dated {
			continue
		}
		if !l.dated {
			l.dated, l.first, l.last = true, f.at.minute, f.at.minute
		}
		l.first, l.last = min(l.first, f.at.minute), max(l.last, f.at.minute)
	}
}

// rowKeys are keys of rows, to be looked for among those seen before.
type rowKeys struct {
	keys []uint64
	rows []int32
}

func (k *rowKeys) add(row int, key uint64) {
	k.keys, k.rows = append(k.keys, key), append(k.rows, int32(row))
}

// twice calls mark for each row whose key was seen before, and how often.
func (k *rowKeys) twice(s *seen, mark func(row, times int)) {
	s.addAll(k.keys, func(i, times int) { mark(int(k.rows[i]), times) })
	k.clear()
}

func (k *rowKeys) clear() { k.keys, k.rows = k.keys[:0], k.rows[:0] }

// respondents looks for ids that came before.
func (l *ledger) respondents(w *worker, sl *sheetLedger) {
	if w.run == 0 || w.run != w.batch.N || !sl.rising.take(w, nil, w.run) {
		l.lookForIDs(w, sl)
	}
}

// lookForIDs looks for ids that are not numbered without a gap.
func (l *ledger) lookForIDs(w *worker, sl *sheetLedger) {
	for i := range w.rows {
		if w.rows[i].id != 0 {
			l.keys.add(i, w.rows[i].id)
		}
	}
	if sl.rising.take(w, l.keys.keys, 0) {
		l.keys.clear()
		return
	}
	sl.rising.spill(sl.ids)
	l.keys.twice(sl.ids, func(row, _ int) {
		w.log.record(logKey{col: w.p.id, code: issue.RespondentTwice}, int(w.batch.Rows[row].Number))
	})
}

// sameAnswers looks for responses that are alike in all answers. Alike within
// one minute or from one address they are duplicates; alike three times or more
// anywhere in the sheet, and oftener than honest ones would be, they look made
// up. Responses without variation are left to the straight-lining check: many
// content customers answer alike.
func (l *ledger) sameAnswers(w *worker, sl *sheetLedger) {
	s, b := &w.screen, &w.batch
	answered := func(i int) bool { return 2*int(s.all[i]) >= len(w.p.slots) }
	for i := range b.N {
		if answered(i) && s.varied(i) {
			l.keys.add(i, survey.Mix(s.hash[i]))
		}
	}
	sl.compared += len(l.keys.keys)
	l.keys.twice(sl.vectors, func(row, n int) {
		sl.identical++
		if l.opt.Screen.Identical > 0 && n+1 >= l.opt.Screen.Identical && sl.surprising(w, row, n+1) {
			b.Flags[row] |= survey.FlagFabricated
			w.log.record(logKey{col: -1, code: issue.Fabricated, got: "n ≥ " + itoa(l.opt.Screen.Identical)}, int(b.Rows[row].Number))
		}
	})
	for i := range w.rows {
		f := &w.rows[i]
		if !f.at.exact && f.ip == 0 || !answered(i) {
			continue
		}
		if f.dated && f.at.exact {
			if s.varied(i) {
				l.keys.add(i, survey.Mix(s.hash[i]+uint64(f.at.minute)*0x9e3779b97f4a7c15))
			}
			sl.begun(f)
		}
		if f.ip != 0 {
			l.keys.add(i, survey.Mix(s.hash[i]^f.ip))
		}
	}
	last := -1
	l.keys.twice(sl.moments, func(row, _ int) {
		if row == last || !sl.unlikelyPair(w, row) { // by its minute and by its address
			return
		}
		last = row
		b.Flags[row] |= survey.FlagDuplicate
		w.log.record(logKey{col: -1, code: issue.DuplicateAnswers}, int(b.Rows[row].Number))
	})
}

// surprising says that a response came oftener than honest ones would. Without
// a sample of this sheet, only forms of 20 columns and more are judged.
func (sl *sheetLedger) surprising(w *worker, row, copies int) bool {
	p, ok := sl.chance(w, row)
	if !ok {
		return len(w.p.slots) >= manyColumns
	}
	return surprising(copies, float64(sl.compared), p)
}

// unlikelyPair says that two honest responses of one minute, or one address,
// would hardly be alike in all answers.
func (sl *sheetLedger) unlikelyPair(w *worker, row int) bool {
	p, ok := sl.chance(w, row)
	if !ok {
		return len(w.p.slots) >= manyColumns
	}
	together := 2
	if f := &w.rows[row]; f.dated && f.at.exact {
		together = max(together, sl.minutes[f.at.minute])
	}
	return slack*float64(together)*p < chanceAlike
}

// manyColumns is how many answers make likeness by chance out of the question,
// whatever they are.
const manyColumns = 20

// chance is the probability of a row's answers; each pattern is judged once.
func (sl *sheetLedger) chance(w *worker, row int) (p float64, ok bool) {
	if w.p.likely == nil {
		return 0, false
	}
	key := w.screen.hash[row]
	if p, ok = sl.chances[key]; ok {
		return p, true
	}
	codes := make([]survey.Code, len(w.p.slots))
	for k := range codes {
		codes[k] = w.batch.Answers[w.p.slots[k].slot][row]
	}
	p = w.p.likely.of(codes)
	if len(sl.chances) < 1<<20 {
		sl.chances[key] = p
	}
	return p, true
}

// begun counts the minute in which a response was begun.
func (sl *sheetLedger) begun(f *rowFacts) {
	sl.timed++
	start := f.at.minute
	if f.took > 0 {
		start -= int64(f.took) / 60
	}
	if len(sl.minutes) < 1<<20 {
		sl.minutes[start]++
	}
}

// finish looks at a whole sheet: many responses begun in one minute.
func (l *ledger) finish(t *table, sl *sheetLedger) {
	top, at := 0, int64(0)
	for m, n := range sl.minutes {
		if n > top || n == top && m < at {
			top, at = n, m
		}
	}
	if top >= 20 && top*5 >= sl.timed {
		is := issue.Issue{Code: issue.Fabricated, Pos: issue.Pos{File: t.file.name, Sheet: t.sheetName, Col: t.plan.when + 1}, Subject: survey.FieldDate,
			Got: fmt.Sprintf("%d / %d, %s", top, sl.timed, stamp{minute: at, exact: true}.clock()), Count: 1}
		is.Want = lang.T("请核查收集过程：很多答卷在同一分钟开始", "check how the answers were collected: many began within one minute")
		is.Effect = lang.T("照常计入", "counted like the others")
		l.summary.Issues.Add(is)
	}
}

// maxComments bounds the comments of all units and waves together.
const maxComments = 10_000

// keepComments keeps the first comments of each unit and wave.
func (l *ledger) keepComments(w *worker) {
	for k := range w.comments {
		c := w.comments[k]
		if w.p.unit >= 0 {
			c.Unit = nameAt(&w.batch.Groups[w.p.unit], w.of[k])
		}
		if w.p.wave >= 0 {
			c.Wave = nameAt(&w.batch.Groups[w.p.wave], w.of[k])
		}
		place := [2]string{c.Unit, c.Wave}
		if l.comments[place] >= l.opt.Comments || len(l.summary.Comments) >= maxComments {
			continue
		}
		l.comments[place]++
		c.Text = privacy.Mask(c.Text)
		l.summary.Comments = append(l.summary.Comments, c)
	}
	if len(l.summary.Comments) >= maxComments {
		l.full.Store(true)
	}
}

func nameAt(c *survey.Category, i int) string {
	if k := c.Codes[i]; k >= 0 {
		return c.Names[k]
	}
	return ""
}

// countUnmapped adds up the answers that are on no scale.
func (l *ledger) countUnmapped(w *worker) {
	for i := range w.log.notes {
		n := &w.log.notes[i]
		if n.why != probUnmapped || n.col >= len(w.t.bind.cols) {
			continue
		}
		c := &w.t.bind.cols[n.col]
		k := unmappedKey{column: w.t.head.cols[n.col].raw, text: n.found}
		if c.use == UseItem {
			k.item, k.side = w.p.study.Items[c.item].ID, c.side
		}
		if len(l.unmapped) < 10_000 || l.unmapped[k] > 0 {
			l.unmapped[k] += n.count
		}
	}
}

// close puts the sums into the summary.
func (l *ledger) close(dicts []dictionaries) {
	s := l.summary
	for k, n := range l.unmapped {
		s.Unmapped = append(s.Unmapped, Unmapped{k.column, k.item, k.side, k.text, n})
	}
	sort.Slice(s.Unmapped, func(i, j int) bool {
		a, b := s.Unmapped[i], s.Unmapped[j]
		switch {
		case a.Count != b.Count:
			return a.Count > b.Count
		case a.Text != b.Text:
			return a.Text < b.Text
		case a.Column != b.Column:
			return a.Column < b.Column
		}
		return a.Side < b.Side
	})
	sort.SliceStable(s.Comments, func(i, j int) bool {
		a, b := s.Comments[i], s.Comments[j]
		if a.Unit != b.Unit {
			return a.Unit < b.Unit
		}
		return a.Wave < b.Wave
	})
	if l.dated {
		s.FirstDate, s.LastDate = stamp{minute: l.first}.date(), stamp{minute: l.last}.date()
	}
	s.Units, s.Waves = merged(dicts, survey.FieldUnit), merged(dicts, survey.FieldWave)
	s.NoteAlikeUnits()
}

func merged(dicts []dictionaries, field string) []string {
	all := make(map[string]bool)
	for _, d := range dicts {
		if x, ok := d[field]; ok {
			for _, n := range x.names {
				all[n] = true
			}
		}
	}
	out := make([]string, 0, len(all))
	for n := range all {
		out = append(out, n)
	}
	sort.Strings(out)
	return out
}

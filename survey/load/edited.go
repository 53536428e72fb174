package load

import (
	"slices"

	"servqual/survey"
	"servqual/survey/guard"
	"servqual/survey/issue"
)

// Of two responses of one person in a wave the earlier is the doubtful one: a
// person who comes back means what she said last. The earlier row has passed
// when the later one is found, so the batches of tables with an identity are
// held back, up to maxHeld rows in all, and handed on when everything is read.
// Of files beyond that the later response is marked.
const maxHeld = 1 << 18

// heldBatch is a copy of a batch that waits.
type heldBatch struct {
	t     *table
	lane  int // the worker whose batch it is
	batch survey.Batch
}

// personPlace is where a person answered last.
type personPlace struct {
	in   *heldBatch
	row  int
	at   stamp
	date bool
}

// samePersons looks for persons that came before in the wave. The batch will
// be held in h, if h is not nil.
func (l *ledger) samePersons(w *worker, h *heldBatch) {
	for i := range w.rows {
		key := w.personKey(i)
		if key == 0 {
			continue
		}
		now := personPlace{in: h, row: i, at: w.rows[i].at, date: w.rows[i].dated}
		before, twice := l.latest[key]
		switch {
		case twice && before.date && now.date && before.at.minute > now.at.minute:
			l.doubt(w, now) // the file runs from the newest response to the oldest
		case twice:
			l.doubt(w, before)
			l.keepPerson(key, now)
		case h != nil:
			l.keepPerson(key, now)
		default:
			l.keys.add(i, key)
		}
	}
	l.keys.twice(l.persons, func(row, _ int) { l.doubt(w, personPlace{row: row}) })
}

func (l *ledger) keepPerson(key uint64, p personPlace) {
	if p.in == nil {
		delete(l.latest, key)
		l.keys.add(p.row, key)
		return
	}
	l.latest[key] = p
}

// personKey is the person of a row and its wave, 0 where the row names nobody.
func (w *worker) personKey(i int) uint64 {
	key := w.rows[i].person
	if key != 0 && w.p.wave >= 0 {
		if c := w.batch.Groups[w.p.wave].Codes[i]; c >= 0 {
			key = survey.Mix(key ^ hashBytes([]byte(w.batch.Groups[w.p.wave].Names[c])))
		}
	}
	return key
}

// doubt marks a response that was given before another of the same person: in
// the batch at hand, or in one that is held.
func (l *ledger) doubt(w *worker, p personPlace) {
	t, b := w.t, &w.batch
	if p.in != nil && p.in.batch.N > 0 {
		t, b = p.in.t, &p.in.batch
		if b.Flags[p.row] == 0 {
			l.summary.Flagged++
		}
	}
	b.Flags[p.row] |= survey.FlagDuplicate
	col := t.plan.person[0]
	is := issue.Issue{Code: issue.DuplicatePerson, Pos: issue.Pos{File: t.file.name, Sheet: t.sheetName, Row: int(b.Rows[p.row].Number), Col: col + 1}}
	t.word(&is, probNone, col)
	l.summary.Issues.Add(is)
}

// willHold gives the place where the worker's batch will be held, nil where it
// is handed on at once.
func (l *ledger) willHold(w *worker) *heldBatch {
	if len(w.p.person) == 0 || l.heldRows+w.batch.N > maxHeld {
		return nil
	}
	if l.latest == nil {
		l.latest = make(map[uint64]personPlace)
	}
	return &heldBatch{t: w.t, lane: w.lane}
}

// hold copies the worker's batch.
func (l *ledger) hold(w *worker, h *heldBatch) {
	w.held = h != nil
	if h == nil {
		return
	}
	w.finish(l.opt.Identify)
	h.batch = cloneBatch(&w.batch)
	l.held = append(l.held, h)
	l.heldRows += w.batch.N
}

// release hands on what was held: each worker's batches one after the other,
// those of different workers beside each other.
func (l *ledger) release(workers int, sink Sink) error {
	errs := make([]error, workers)
	var wg guard.Group
	for id := range workers {
		wg.Go(func() {
			for _, h := range l.held {
				if h.lane == id && errs[id] == nil {
					errs[id] = sink(id, &h.batch)
				}
			}
		})
	}
	wg.Wait()
	l.held, l.latest = nil, nil
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// cloneBatch copies a batch. Columns of codes keep their room up to a multiple
// of eight rows.
func cloneBatch(b *survey.Batch) survey.Batch {
	codes := func(c []survey.Code) []survey.Code {
		if c == nil {
			return nil
		}
		out := make([]survey.Code, len(c), eights(len(c)))
		copy(out, c)
		return out
	}
	out := *b
	out.Answers = slices.Clone(b.Answers)
	for i := range out.Answers {
		out.Answers[i] = codes(out.Answers[i])
	}
	out.Weights = slices.Clone(b.Weights)
	for i := range out.Weights {
		out.Weights[i] = slices.Clone(out.Weights[i])
	}
	out.Scores = slices.Clone(b.Scores)
	for i := range out.Scores {
		out.Scores[i].Codes = codes(out.Scores[i].Codes)
	}
	out.Groups = slices.Clone(b.Groups)
	for i := range out.Groups {
		out.Groups[i].Codes = slices.Clone(out.Groups[i].Codes)
	}
	out.Multis = slices.Clone(b.Multis)
	for i := range out.Multis {
		out.Multis[i].Starts, out.Multis[i].Codes = slices.Clone(out.Multis[i].Starts), slices.Clone(out.Multis[i].Codes)
	}
	out.Flags, out.Rows, out.Identities = slices.Clone(b.Flags), slices.Clone(b.Rows), slices.Clone(b.Identities)
	return out
}

package load

import (
	"context"
	"errors"

	"servqual/survey"
	"servqual/survey/issue"
	"servqual/survey/lang"
	"servqual/survey/sheet"
)

// Sink takes batches. It is called by several workers at a time, by each of
// them (0 ≤ worker < Options.Workers) one batch at a time. An error stops the
// reading. Within a worker, the Names of a category only ever grow; another
// worker's Names are others.
type Sink func(worker int, b *survey.Batch) error

// Read hands all responses to sink, batch by batch. Batches of different
// workers come in any order; what Read returns does not depend on it.
func (s *Source) Read(ctx context.Context, sink Sink) (*Summary, error) {
	l := s.newLedger()
	for _, f := range s.files {
		if s.opt.Digest {
			f.sum.start()
		}
	}
	dicts := make([]dictionaries, s.opt.Workers)
	for i := range dicts {
		dicts[i] = make(dictionaries)
	}
	for _, t := range s.tables {
		if t.joinedTo != nil {
			if err := s.store(ctx, t, l, dicts); err != nil {
				return nil, err
			}
		}
	}
	for _, t := range s.tables {
		if t.joinedTo == nil && t.misread == nil {
			if err := s.readTable(ctx, t, l, dicts, sink); err != nil {
				return nil, err
			}
		}
	}
	if err := l.release(s.opt.Workers, sink); err != nil {
		return nil, err
	}
	for i, t := range s.tables {
		if !s.opt.Digest {
			break
		}
		l.summary.Files[i].SHA256 = t.file.sum.wait()
	}
	for _, f := range s.files {
		l.summary.Issues.Merge(f.book.Issues())
	}
	l.withoutResponses(s.tables)
	l.close(dicts)
	s.lateWords(l.summary)
	return l.summary, nil
}

func (s *Source) newLedger() *ledger {
	sum := &Summary{Issues: &issue.List{}, Draft: s.Draft(), Questions: s.Questions()}
	for _, is := range s.issues {
		sum.Issues.Add(is)
	}
	for _, t := range s.tables {
		f := FileSummary{File: t.file.name, Sheet: t.sheetName, Platform: t.platform, Encoding: t.file.book.Encoding, HeaderRows: t.head.last,
			Dropped: make(map[Reject]int), Unit: t.unit, Wave: t.wave}
		for i := range t.bind.cols {
			switch t.bind.cols[i].use {
			case UseItem, UseField, UseWeight:
				f.Bound++
			default:
				if t.head.cols[i].raw != "" {
					f.Unbound++
				}
			}
		}
		sum.Files = append(sum.Files, f)
	}
	l := &ledger{summary: sum, opt: &s.opt, persons: newSeen(0), comments: make(map[[2]string]int), unmapped: make(map[unmappedKey]int)}
	l.full.Store(s.opt.Comments <= 0)
	return l
}

// withoutResponses reports files none of whose sheets has a response: a header
// alone, or rows that all were blank or totals.
func (l *ledger) withoutResponses(tables []*table) {
	responses := make(map[string]int)
	for _, t := range tables {
		if t.misread != nil {
			responses[t.file.name]++ // what it is was said
		}
	}
	for _, f := range l.summary.Files {
		responses[f.File] += f.Responses
	}
	for _, f := range l.summary.Files {
		if n, first := responses[f.File]; n > 0 || !first {
			continue
		}
		delete(responses, f.File)
		l.summary.Issues.Add(issue.Issue{Code: issue.FileEmpty, Pos: issue.Pos{File: f.File, Sheet: f.Sheet, Row: f.HeaderRows},
			Got: "0", Want: lang.T("表头下面的答卷；请重新导出，导出时包括全部答卷", "responses below the header: export the data again, with all of them"), Effect: lang.T("没有可计分的内容", "nothing to score")})
	}
}

var errHalted = errors.New("load: reading was stopped")

// scan runs one table's blocks through workers; each block then passes the
// turn in file order, where ordered is called, and after it free. ahead says
// that a goroutine may go on while a block of its waits for its turn.
func (s *Source) scan(ctx context.Context, t *table, l *ledger, dicts []dictionaries, ahead bool, work, ordered func(w *worker), free func(id int, w *worker) error) error {
	lanes := make([]lane, s.opt.Workers)
	turn := newTurn(ordered)
	stop := context.AfterFunc(ctx, turn.halt)
	defer stop()
	err := t.file.book.Blocks(ctx, t.sheet, func(id int, b *sheet.Block) error {
		if id >= len(lanes) {
			return errors.New("load: more workers than asked for")
		}
		if b.Broken {
			turn.breakAfter(b.Seq)
			return nil
		}
		x := &lanes[id]
		if x.idle == nil {
			w := newWorker(t, dicts[id], &l.full)
			w.lane = id
			if x.idle = append(x.idle, w); ahead {
				x.idle = append(x.idle, w.twin())
			}
		}
		w := x.worker()
		w.block(b)
		work(w)
		x.handed = append(x.handed, turn.hand(spot{b.Seq, b.Part}, b.Last, w))
		return x.send(turn, func(w *worker) error { return free(id, w) })
	})
	for id := range lanes { // what has passed; of a damaged file the parts behind the damage never do
		if len(lanes[id].handed) == 0 {
			continue
		}
		if e := lanes[id].send(turn, func(w *worker) error { return free(id, w) }); e != nil && err == nil {
			err = e
		}
	}
	return err
}

func (s *Source) readTable(ctx context.Context, t *table, l *ledger, dicts []dictionaries, sink Sink) error {
	sl := newSheetLedger(t)
	joined := t.partner != nil
	err := s.scan(ctx, t, l, dicts, !joined,
		func(w *worker) {
			if !joined {
				w.screenBlock(&w.p.screen)
			}
		},
		func(w *worker) {
			if joined {
				w.joinBlock(l)
				w.screenBlock(&w.p.screen)
			}
			l.enter(w, sl)
		},
		func(id int, w *worker) error { return w.send(id, s.opt.Identify, sink) })
	if err != nil {
		return fileError(t, err, l)
	}
	if joined {
		w := newWorker(t, dicts[0], &l.full)
		own := l.summary.Files[t.source]
		for next := 0; next < len(t.partner.number); {
			next = w.leftover(l, next)
			if w.batch.N == 0 {
				continue
			}
			w.screenBlock(&w.p.screen)
			l.enter(w, sl)
			if err := w.send(0, s.opt.Identify, sink); err != nil {
				return err
			}
		}
		// The rows left over stand on the partner's sheet and were counted there.
		f := &l.summary.Files[t.source]
		f.Responses, f.Used, f.Unfinished = own.Responses, own.Used, own.Unfinished
		l.summary.Files[t.partner.of.source].Used = l.summary.Files[t.partner.of.source].Responses
	}
	l.finish(t, sl)
	return nil
}

// store keeps a joined sheet in memory.
func (s *Source) store(ctx context.Context, t *table, l *ledger, dicts []dictionaries) error {
	q := t.joinedTo.partner
	err := s.scan(ctx, t, l, dicts, false, func(*worker) {}, func(w *worker) { q.keep(w, l) }, func(int, *worker) error { return nil })
	if err != nil {
		return fileError(t, err, l)
	}
	if q.row == nil { // no rows at all
		q.keep(newEmptyWorker(t, l), l)
	}
	return nil
}

func newEmptyWorker(t *table, l *ledger) *worker {
	w := newWorker(t, make(dictionaries), &l.full)
	w.reset(0)
	w.trim()
	return w
}

// fileError tells faults of the file, which are issues (what came before them
// was right), from everything else.
func fileError(t *table, err error, l *ledger) error {
	var f *sheet.Fault
	if !errors.As(err, &f) {
		return err
	}
	is := f.Issue()
	is.Effect = lang.T("此前的行已读取，其余未读取", "the rows before it were read, the rest was not")
	l.summary.Issues.Add(is)
	return nil
}

// send recodes reversed items, once, and hands the batch on, with the
// identities of its responses if they are asked for. A batch that is held was
// copied for later.
func (w *worker) send(id int, identify bool, sink Sink) error {
	if w.held {
		return nil
	}
	w.finish(identify)
	return sink(id, &w.batch)
}

// finish makes the batch as it is handed on: identities are added if they are
// asked for, and reversed items recoded.
func (w *worker) finish(identify bool) {
	if identify {
		w.batch.Identities = room(w.batch.Identities, w.batch.N)
		for i := range w.batch.Identities {
			f := &w.rows[i]
			w.batch.Identities[i] = survey.Identity{ID: f.id, Minute: f.at.minute, Dated: f.dated, Clock: f.dated && f.at.exact}
		}
	}
	for _, s := range w.p.slots {
		if s.reverse {
			reverseAll(w.batch.Answers[s.slot], w.p.study.Scale)
		}
	}
	for i, s := range w.p.scores {
		if s.reverse {
			reverseAll(w.batch.Scores[i].Codes, s.decode.scale)
		}
	}
}

// reverseAll recodes answers whose lower end is the better one.
func reverseAll(codes []survey.Code, sc survey.Scale) {
	for i, c := range codes {
		codes[i] = sc.Reverse(c)
	}
}

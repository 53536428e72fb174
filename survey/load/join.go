package load

import (
	"servqual/survey"
	"servqual/survey/issue"
)

// partner is the sheet that holds the other side of a table's respondents,
// kept in memory while the table is read: one byte an answer.
type partner struct {
	of     *table
	row    map[uint64]int32 // by respondent
	slots  []slotPlan       // its slots, in the order of answers
	got    [][]survey.Code  // by slots
	dims   [][]int32
	scores [][]survey.Code
	groups [][]string
	number []int32
	used   []bool
}

// join adds to a table's plan what its partner's sheet has beyond it.
func (p *plan) join(q *plan) {
	taken := make(map[int]bool)
	for _, s := range p.slots {
		taken[s.slot] = true
	}
	for _, s := range q.slots {
		if !taken[s.slot] {
			k := p.study.SideIndex(s.side)
			p.sides[k] = append(p.sides[k], len(p.slots))
			s.col = -1
			p.slots = append(p.slots, s)
		}
	}
	if p.dims == nil && q.dims != nil {
		p.dims, p.dimsJoined = q.dims, true
	}
	have := make(map[string]bool)
	for _, s := range p.scores {
		have[s.field] = true
	}
	for i, s := range q.scores {
		if !have[s.field] {
			s.col = -1
			p.scores = append(p.scores, s)
			p.joinScores = append(p.joinScores, [2]int{len(p.scores) - 1, i})
		}
	}
	clear(have)
	for _, g := range p.groups {
		have[g.field] = true
	}
	for i, g := range q.groups {
		if !have[g.field] {
			p.groups = append(p.groups, groupPlan{col: -1, field: g.field})
			p.joinGroups = append(p.joinGroups, [2]int{len(p.groups) - 1, i})
			switch g.field {
			case survey.FieldUnit:
				p.unit = len(p.groups) - 1
			case survey.FieldWave:
				p.wave = len(p.groups) - 1
			}
		}
	}
}

// keep copies a batch of the partner's sheet. It runs in file order.
func (q *partner) keep(w *worker, l *ledger) {
	if q.row == nil {
		q.row = make(map[uint64]int32)
		q.slots = w.p.slots[:w.p.own]
		q.got = make([][]survey.Code, len(q.slots))
		q.dims = make([][]int32, len(w.p.dims))
		q.scores = make([][]survey.Code, len(w.p.scores))
		q.groups = make([][]string, len(w.p.groups))
	}
	b := &w.batch
	for i := range b.N {
		id := w.rows[i].id
		if _, twice := q.row[id]; twice || id == 0 {
			if id == 0 {
				w.log.record(logKey{col: w.p.id, code: issue.RespondentNoPair}, int(b.Rows[i].Number))
			} else {
				w.log.record(logKey{col: w.p.id, code: issue.RespondentTwice}, int(b.Rows[i].Number))
			}
			id = 0
		}
		if id != 0 {
			q.row[id] = int32(len(q.number))
		}
		q.number = append(q.number, b.Rows[i].Number)
		q.used = append(q.used, false)
		for k := range q.slots {
			q.got[k] = append(q.got[k], b.Answers[q.slots[k].slot][i])
		}
		for d := range q.dims {
			v := int32(-1)
			if b.Weights[d] != nil {
				v = b.Weights[d][i]
			}
			q.dims[d] = append(q.dims[d], v)
		}
		for k := range q.scores {
			q.scores[k] = append(q.scores[k], b.Scores[k].Codes[i])
		}
		for k := range q.groups {
			q.groups[k] = append(q.groups[k], nameAt(&b.Groups[k], i))
		}
	}
	f := &l.summary.Files[w.t.source]
	f.Responses += b.N
	for why, n := range w.counts.rejected {
		f.Dropped[why] += n
	}
	l.countUnmapped(w)
	w.log.flush(l.summary.Issues, w.t)
}

// joinBlock fills in the partner's answers for the rows of the batch. Rows of
// different blocks never share a partner: ids that occur twice go to the first.
func (w *worker) joinBlock(l *ledger) {
	q := w.t.partner
	for i := range w.batch.N {
		k, ok := q.row[w.rows[i].id]
		if w.rows[i].id == 0 || ok && q.used[k] {
			ok = false
		}
		if !ok {
			w.log.record(logKey{col: w.p.id, code: issue.RespondentNoPair}, int(w.batch.Rows[i].Number))
		} else {
			q.used[k] = true
		}
		w.fill(i, int(k), ok)
	}
}

// fill copies row k of the partner into row i of the batch, or blanks.
func (w *worker) fill(i, k int, ok bool) {
	q, b := w.t.partner, &w.batch
	j := 0
	for _, s := range w.p.slots[w.p.own:] {
		for q.slots[j].slot != s.slot {
			j++
		}
		b.Answers[s.slot][i] = survey.Missing
		if ok {
			b.Answers[s.slot][i] = q.got[j][k]
		}
	}
	if w.p.dimsJoined {
		for d, col := range w.p.dims {
			if col < 0 {
				continue
			}
			b.Weights[d][i] = -1
			if ok {
				b.Weights[d][i] = q.dims[d][k]
			}
		}
	}
	for _, p := range w.p.joinScores {
		b.Scores[p[0]].Codes[i] = survey.Missing
		if ok {
			b.Scores[p[0]].Codes[i] = q.scores[p[1]][k]
		}
	}
	for _, p := range w.p.joinGroups {
		c := &b.Groups[p[0]]
		c.Codes[i] = -1
		if ok && q.groups[p[1]][k] != "" {
			d := w.names.of(c.Field)
			c.Codes[i] = d.code(q.groups[p[1]][k])
			c.Names = d.names
		}
	}
}

// leftover makes batches of the partner's rows that nobody asked for: they
// answered one side only.
func (w *worker) leftover(l *ledger, from int) (next int) {
	q := w.t.partner
	const size = 4096
	w.reset(size)
	for ; from < len(q.number) && w.batch.N < size; from++ {
		if q.used[from] {
			continue
		}
		i := w.batch.N
		for _, s := range w.p.slots[:w.p.own] {
			w.batch.Answers[s.slot][i] = survey.Missing
		}
		for d := range w.batch.Weights {
			if w.batch.Weights[d] != nil {
				w.batch.Weights[d][i] = -1
			}
		}
		for k := range w.batch.Scores {
			w.batch.Scores[k].Codes[i] = survey.Missing
		}
		for k := range w.batch.Groups {
			w.batch.Groups[k].Codes[i] = -1
			if g := &w.p.groups[k]; g.fixed != "" {
				w.batch.Groups[k].Codes[i] = w.names.of(g.field).code(g.fixed)
			}
		}
		for k := range w.batch.Multis {
			m := &w.batch.Multis[k]
			m.Starts = append(m.Starts, int32(len(m.Codes)))
		}
		w.rows[i] = rowFacts{took: -1}
		w.fill(i, from, true)
		w.batch.Rows[i] = survey.Row{Source: int32(q.of.source), Number: q.number[from]}
		w.log.record(logKey{col: q.of.plan.id, code: issue.RespondentNoPair}, int(q.number[from]))
		w.batch.N++
	}
	w.counts.responses = w.batch.N
	w.trim()
	return from
}

package store

import (
	"context"
	"runtime"
	"slices"

	"servqual/survey"
	"servqual/survey/guard"
	"servqual/survey/lang"
	"servqual/survey/load"
	"servqual/survey/tally"
)

// Query says what to read.
type Query struct {
	Filter Filter
	By     []string      // category fields to segment by
	Tally  tally.Options // what to tally beyond the usual
	Focus  string        // the wave whose study the others must fit; "" = the last one read
}

// Reading is what was read: like what loading files gives.
type Reading struct {
	Set     *tally.Set
	Study   *survey.Study
	Summary *load.Summary
	Parts   []Info   // that are in the set
	Apart   []Cohort // stored waves whose answers can't be counted with these
	Notes   []Note   // differences of waves that are in the set all the same
}

// Note is how the study of some waves differs from the set's.
type Note struct {
	Waves       []string
	Differences []Difference
}

// Cohort is a group of waves with one study: answers that can be counted
// together. Two cohorts compare on 0–100 at most.
type Cohort struct {
	Study       *survey.Study
	Set         *tally.Set
	Parts       []Info
	Waves       []string     // sorted
	Differences []Difference // from the study of the wave in focus; none for its own cohort
	notes       []Note
}

// Read gives the answers that can be counted with those of the wave in focus,
// and names the others.
func (w *Workspace) Read(ctx context.Context, q Query) (*Reading, error) {
	stored, err := w.fetch(ctx, q.Filter)
	if err != nil {
		return nil, err
	}
	cohorts, err := w.cohorts(stored, q)
	if err != nil {
		return nil, err
	}
	first := cohorts[0]
	sum, err := stored.summary(w, first, q.Focus)
	if err != nil {
		return nil, err
	}
	return &Reading{Set: first.Set, Study: first.Study, Summary: sum, Parts: first.Parts, Apart: cohorts[1:], Notes: first.notes}, nil
}

// Cohorts gives all answers chosen, in groups that can be counted together, the
// one of the wave in focus first: for a trend across a change of scale.
func (w *Workspace) Cohorts(ctx context.Context, q Query) ([]Cohort, error) {
	stored, err := w.fetch(ctx, q.Filter)
	if err != nil {
		return nil, err
	}
	return w.cohorts(stored, q)
}

// Set folds all stored answers that the filter chooses by the fields. Waves that
// can't be counted together are refused with Unlike; Read and Cohorts cope.
func (w *Workspace) Set(ctx context.Context, f Filter, by ...string) (*tally.Set, *survey.Study, error) {
	cs, err := w.Cohorts(ctx, Query{Filter: f, By: by})
	if err != nil {
		return nil, nil, err
	}
	if len(cs) > 1 {
		d := cs[1].Differences[0].Text
		return nil, nil, w.fail(Unlike, lang.F("各期问卷不同，不能合并：%s 与 %s：%s", "the waves can't be counted together: %s and %s: %s", cs[0].Waves[0], cs[1].Waves[0], d))
	}
	return cs[0].Set, cs[0].Study, nil
}

// contents are stored parts as they were read.
type contents struct {
	parts   []Info
	blobs   []blobs // by part
	studies map[int64]*survey.Study
	imports map[int64]storedImport
	all     map[int64]int // parts by import, chosen or not
	chosen  map[int64]int

	register survey.Units
}

type blobs struct {
	answers, tally []byte
	comments       string
}

type storedImport struct{ summary, issues string }

// fetch reads the parts that the filter chooses in one state of the workspace.
func (w *Workspace) fetch(ctx context.Context, f Filter) (*contents, error) {
	c := &contents{imports: map[int64]storedImport{}, all: map[int64]int{}, chosen: map[int64]int{}}
	err := w.db.read(ctx, func(s session) error {
		var err error
		if c.parts, err = w.list(ctx, s, f); err != nil {
			return err
		}
		if c.studies, err = w.studies(ctx, s); err != nil {
			return err
		}
		if c.register, err = w.register(ctx, s); err != nil {
			return err
		}
		stale, err := w.checkParts(ctx, s, f)
		if err != nil {
			return err
		}
		if err := w.fetchBlobs(ctx, s, f, c, stale); err != nil {
			return err
		}
		err = s.query(ctx, "SELECT import, COUNT(*) FROM servqual_part GROUP BY import", nil, func(scan scan) error {
			var id, n int64
			err := scan(&id, &n)
			c.all[id] = int(n)
			return err
		})
		if err != nil {
			return err
		}
		return s.query(ctx, "SELECT id, summary, issues FROM servqual_import", nil, func(scan scan) error {
			var id int64
			var x storedImport
			err := scan(&id, &x.summary, &x.issues)
			c.imports[id] = x
			return err
		})
	})
	if err != nil {
		return nil, err
	}
	if len(c.parts) == 0 {
		return nil, w.fail(NoMatch, lang.T("工作区中没有符合条件的数据", "nothing in the workspace fits"))
	}
	for _, p := range c.parts {
		c.chosen[p.Import]++
	}
	return c, nil
}

// fetchBlobs reads the large columns, without tallies that are stale: those are
// made again.
func (w *Workspace) fetchBlobs(ctx context.Context, s session, f Filter, c *contents, stale map[Place]bool) error {
	at := make(map[Place]int, len(c.parts))
	for i, p := range c.parts {
		at[Place{p.Wave, p.Unit}] = i
		st := c.studies[p.study]
		if st == nil {
			return w.damaged(lang.T("问卷", "the study"), errAnswers)
		}
		c.parts[i].Instrument, c.parts[i].Scale = st.Instrument, st.Scale
	}
	c.blobs = make([]blobs, len(c.parts))
	where, args := f.where()
	return s.query(ctx, "SELECT wave, unit, comments, answers, tally FROM servqual_part"+where, args, func(scan scan) error {
		var x blobs
		var p Place
		if err := scan(&p.Wave, &p.Unit, &x.comments, &x.answers, &x.tally); err != nil {
			return err
		}
		if stale[p] {
			x.tally = nil
		}
		if i, ok := at[p]; ok {
			c.blobs[i] = x
		}
		return nil
	})
}

// cohorts groups the parts by studies that go together, beginning with that of
// the wave in focus and then from the last wave to the first, and folds them.
func (w *Workspace) cohorts(c *contents, q Query) ([]Cohort, error) {
	order := make([]int, len(c.parts))
	for i := range order {
		order[i] = len(c.parts) - 1 - i
	}
	if q.Focus != "" {
		if !slices.ContainsFunc(c.parts, func(p Info) bool { return p.Wave == q.Focus }) {
			return nil, w.fail(NoMatch, lang.F("工作区中没有期次 %s", "there is no wave %s in the workspace", q.Focus))
		}
		slices.SortStableFunc(order, func(a, b int) int { return boolRank(c.parts[a].Wave == q.Focus) - boolRank(c.parts[b].Wave == q.Focus) })
	}
	var out []Cohort
	members := [][]int{}
	for _, i := range order {
		st := c.studies[c.parts[i].study]
		k := slices.IndexFunc(out, func(x Cohort) bool { return together(st, x.Study) })
		if k < 0 {
			x := Cohort{Study: st.Clone()}
			if len(out) > 0 {
				x.Differences = Differences(st, out[0].Study)
			}
			out, members = append(out, x), append(members, nil)
			k = len(out) - 1
		}
		out[k].Study = union(out[k].Study, st)
		members[k] = append(members[k], i)
	}
	for k := range out {
		slices.Sort(members[k])
		for _, i := range members[k] {
			out[k].Parts = append(out[k].Parts, c.parts[i])
			out[k].Waves = append(out[k].Waves, c.parts[i].Wave)
		}
		out[k].Waves = slices.Compact(out[k].Waves)
		out[k].notes = notesOf(c, members[k], out[k].Study)
		var err error
		if out[k].Set, err = w.foldAll(c, members[k], tally.NewPlan(out[k].Study, q.Tally), q.By); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func boolRank(b bool) int {
	if b {
		return 0
	}
	return 1
}

// notesOf lists how studies within a cohort differ from its own.
func notesOf(c *contents, members []int, study *survey.Study) []Note {
	waves := map[int64][]string{}
	var ids []int64
	for _, i := range members {
		p := c.parts[i]
		if waves[p.study] == nil {
			ids = append(ids, p.study)
		}
		if ws := waves[p.study]; len(ws) == 0 || ws[len(ws)-1] != p.Wave {
			waves[p.study] = append(ws, p.Wave)
		}
	}
	var out []Note
	for _, id := range ids {
		if d := Differences(c.studies[id], study); len(d) > 0 {
			out = append(out, Note{waves[id], d})
		}
	}
	return out
}

// foldAll makes the set of some parts, on several processors.
func (w *Workspace) foldAll(c *contents, members []int, plan *tally.Plan, by []string) (*tally.Set, error) {
	for _, name := range by {
		if !has(plan.Study(), name, survey.CategoryField) {
			return nil, w.fail(NoMatch, lang.F("工作区的数据中没有“%s”这一分组", "the workspace has no field %q to segment by", name))
		}
	}
	workers := max(1, min(runtime.GOMAXPROCS(0), len(members)))
	sets, errs := make([]*tally.Set, workers), make([]error, workers)
	var wg guard.Group
	for k := range workers {
		sets[k] = tally.NewSet(plan, by...)
		wg.Go(func() {
			for j := k; j < len(members) && errs[k] == nil; j += workers {
				i := members[j]
				if err := foldPart(sets[k], c.studies[c.parts[i].study], c.parts[i], c.blobs[i]); err != nil {
					errs[k] = w.damaged(place(c.parts[i].Wave, c.parts[i].Unit), err)
				}
			}
		})
	}
	wg.Wait()
	for _, err := range errs {
		if err != nil {
			return nil, err
		}
	}
	for _, s := range sets[1:] {
		sets[0].Merge(s)
	}
	return sets[0], nil
}

// foldPart adds a part to a set: its stored tallies where they fit, else its
// answers. Tallies that can't be read are made again as well.
func foldPart(set *tally.Set, own *survey.Study, p Info, b blobs) error {
	if ready, err := decodeTallies(set.Plan(), own, b.tally, set.By()); err == nil && ready.Total().N() == p.N {
		set.Merge(ready)
		return nil
	}
	answers, err := decodeAnswers(own, b.answers)
	if err != nil {
		return err
	}
	if int64(answers.N) != p.N {
		return errAnswers
	}
	set.Add(fitted(own, answers, set.Plan().Study(), p.Wave, p.Unit))
	return nil
}

// fitted puts answers of one study on the columns of another that they can be
// counted with.
func fitted(own *survey.Study, b *survey.Batch, to *survey.Study, wave, unit string) *survey.Batch {
	out := &survey.Batch{N: b.N, Answers: make([][]survey.Code, to.Slots()), Groups: b.Groups, Multis: b.Multis, Flags: b.Flags, Rows: b.Rows}
	for i, it := range own.Items {
		for k, side := range own.Sides {
			if ti, ts := to.ItemIndex(it.ID), to.SideIndex(side); ti >= 0 && ts >= 0 {
				out.Answers[to.Slot(ti, ts)] = b.Answers[own.Slot(i, k)]
			}
		}
	}
	for d, col := range b.Weights {
		if t := to.Dim(own.Dimensions[d].ID); t >= 0 && col != nil {
			if out.Weights == nil {
				out.Weights = make([][]int32, len(to.Dimensions))
			}
			out.Weights[t] = col
		}
	}
	for _, c := range b.Scores {
		x, okX := own.Outcomes[c.Field]
		y, okY := to.Outcomes[c.Field]
		if okX && okY && x != y {
			continue // on another scale: see OutcomeDiffers
		}
		out.Scores = append(out.Scores, c)
	}
	out.Groups = append(slices.Clone(b.Groups), constant(survey.FieldWave, wave, b.N), constant(survey.FieldUnit, unit, b.N))
	return out
}

// constant is a category that is the same for all rows.
func constant(field, name string, n int) survey.Category {
	c := survey.Category{Field: field, Codes: make([]int32, n), Names: []string{name}}
	if name == "" {
		for i := range c.Codes {
			c.Codes[i] = -1
		}
	}
	return c
}

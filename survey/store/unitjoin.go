package store

import (
	"context"
	"encoding/json"
	"errors"

	"servqual/survey"
	"servqual/survey/lang"
)

// joinParts puts the answers of a part behind those of another one of the same
// wave. Both must have come in with one study; where they came in with two
// imports, the joined part gets an import of its own that has the files of both.
func (w *Workspace) joinParts(ctx context.Context, c *change, from, into Info) error {
	t := tableOf("part")
	a, errA := t.read(ctx, c, t.byKey(), into.Wave, into.Unit)
	b, errB := t.read(ctx, c, t.byKey(), from.Wave, from.Unit)
	if err := errors.Join(errA, errB); err != nil || len(a) != 1 || len(b) != 1 {
		return errors.Join(err, errAnswers)
	}
	if from.study != into.study {
		return w.fail(Refused, lang.F("%s 中“%s”和“%s”的问卷不同，答卷不能合在一起", "in %s the surveys of %q and %q differ: their answers can't be put together", from.Wave, from.Unit, into.Unit))
	}
	studies, err := w.studies(ctx, c)
	if err != nil {
		return err
	}
	id, shift := into.Import, int32(0)
	if from.Import != into.Import {
		if id, shift, err = w.joinImports(ctx, c, into.Import, from.Import); err != nil {
			return err
		}
	}
	row, err := joinRows(studies[into.study], a[0], b[0], shift)
	if err != nil {
		return w.damaged(place(from.Wave, from.Unit), err)
	}
	row[2] = id
	for _, p := range []Info{from, into} {
		if _, err := c.drop(ctx, "part", t.byKey(), p.Wave, p.Unit); err != nil {
			return err
		}
	}
	return c.put(ctx, "part", row...)
}

// The columns of a part.
const (
	partN = iota + 3
	partFlagged
	partSources
	partComments
	partAnswers
	partTally
	partIdentities
)

// joinRows makes one row of parts of two; the sources of the second one are
// moved by shift.
func joinRows(study *survey.Study, a, b []any, shift int32) ([]any, error) {
	var sources, more []source
	var comments, also []storedComment
	if err := errors.Join(json.Unmarshal([]byte(a[partSources].(string)), &sources), json.Unmarshal([]byte(b[partSources].(string)), &more),
		json.Unmarshal([]byte(a[partComments].(string)), &comments), json.Unmarshal([]byte(b[partComments].(string)), &also)); err != nil {
		return nil, err
	}
	for _, x := range more {
		x.Source += shift
		sources = addSource(sources, x)
	}
	for _, x := range also {
		x.Source += shift
		comments = append(comments, x)
	}
	first, err := decodeAnswers(study, a[partAnswers].([]byte))
	if err != nil {
		return nil, err
	}
	second, err := decodeAnswers(study, b[partAnswers].([]byte))
	if err != nil {
		return nil, err
	}
	for i := range second.Rows {
		second.Rows[i].Source += shift
	}
	piles := []*pile{pileOf(study, first), pileOf(study, second)}
	answers := join(study, piles)
	identities, err := joinIdentities(piles, a[partIdentities], b[partIdentities])
	if err != nil {
		return nil, err
	}
	out := append([]any{}, a...)
	out[partN], out[partFlagged] = int64(answers.N), a[partFlagged].(int64)+b[partFlagged].(int64)
	if out[partSources], err = toJSON(sources); err != nil {
		return nil, err
	}
	if out[partComments], err = toJSON(comments); err != nil {
		return nil, err
	}
	out[partAnswers], out[partTally], out[partIdentities] = encodeAnswers(study, answers), []byte(nil), identities
	return out, nil
}

// addSource counts the responses of a source with those of the same one.
func addSource(list []source, x source) []source {
	for i := range list {
		if list[i].Source == x.Source {
			list[i].N += x.N
			return list
		}
	}
	return append(list, x)
}

func pileOf(study *survey.Study, b *survey.Batch) *pile {
	p := &pile{}
	for r := range b.N {
		p.add(study, b, r)
	}
	return p
}

// joinIdentities puts the identities of two parts in the order of their joined
// rows; none where either has none.
func joinIdentities(piles []*pile, a, b any) ([]byte, error) {
	var of [2][]identity
	for k, x := range []any{a, b} {
		data, _ := x.([]byte)
		ids, err := decodeIdentities(data, len(piles[k].rows))
		if err != nil {
			return nil, err
		}
		if ids == nil {
			return nil, nil
		}
		of[k] = ids
	}
	var out []identity
	for _, o := range inOrder(piles) {
		out = append(out, of[o.pile][o.row])
	}
	return encodeIdentities(out), nil
}

// joinImports makes an import with the files and issues of two. It gives its
// number and how far the files of the second one moved.
func (w *Workspace) joinImports(ctx context.Context, c *change, first, second int64) (id int64, shift int32, err error) {
	t := tableOf("import")
	a, errA := t.read(ctx, c, "id = ?", first)
	b, errB := t.read(ctx, c, "id = ?", second)
	if err := errors.Join(errA, errB); err != nil || len(a) != 1 || len(b) != 1 {
		return 0, 0, errors.Join(err, errAnswers)
	}
	var sum, more storedSummary
	var issues, also []storedIssue
	for i, to := range []any{&sum, &more, &issues, &also} {
		if err := fromJSON([][]any{a[0], b[0]}[i%2][2+i/2].(string), to); err != nil {
			return 0, 0, w.damaged(lang.T("导入记录", "the import"), err)
		}
	}
	shift = int32(len(sum.Files))
	sum.Files = append(sum.Files, more.Files...)
	sum.Unplaced += more.Unplaced
	if sum.FirstDate == "" || more.FirstDate != "" && more.FirstDate < sum.FirstDate {
		sum.FirstDate = more.FirstDate
	}
	sum.LastDate = max(sum.LastDate, more.LastDate)
	if id, err = nextID(ctx, c, "import"); err != nil {
		return 0, 0, err
	}
	summary, err := toJSON(sum)
	if err != nil {
		return 0, 0, err
	}
	told, err := toJSON(append(issues, also...))
	if err != nil {
		return 0, 0, err
	}
	if err := c.put(ctx, "import", id, a[0][1], summary, told); err != nil {
		return 0, 0, err
	}
	for i, f := range sum.Files {
		if err := c.put(ctx, "file", id, int64(i), f.File, f.Sheet, f.SHA256); err != nil {
			return 0, 0, err
		}
	}
	return id, shift, nil
}

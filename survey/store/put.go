package store

import (
	"context"

	"servqual/survey"
	"servqual/survey/tally"
)

// put writes what was judged right.
func (w *Workspace) put(ctx context.Context, c *change, in Import, out *Imported) error {
	study, err := w.putStudy(ctx, c, in.Study)
	if err != nil {
		return err
	}
	id, err := w.putImport(ctx, c, study, in)
	if err != nil {
		return err
	}
	key, err := secret(ctx, c)
	if err != nil {
		return err
	}
	canon := settled(in.Study)
	plan, sources := tally.NewPlan(canon, tallied), sourcesOf(in)
	for i, p := range in.Parts {
		if out.Parts[i].What == Unchanged {
			continue
		}
		if err := w.putPart(ctx, c, id, key, plan, in, p, sources[i]); err != nil {
			return err
		}
	}
	return sweep(ctx, c)
}

func (w *Workspace) putStudy(ctx context.Context, c *change, study *survey.Study) (int64, error) {
	x, err := takeSnapshot(study)
	if err != nil {
		return 0, err
	}
	id := int64(0)
	found, err := one(ctx, c, "SELECT id FROM servqual_study WHERE digest = ?", []any{x.digest}, &id)
	if found || err != nil {
		return id, err
	}
	if id, err = nextID(ctx, c, "study"); err != nil {
		return 0, err
	}
	return id, c.put(ctx, "study", id, x.digest, x.instrument, x.version, x.yaml)
}

func (w *Workspace) putImport(ctx context.Context, c *change, study int64, in Import) (int64, error) {
	id, err := nextID(ctx, c, "import")
	if err != nil {
		return 0, err
	}
	sum, err := toJSON(storeSummary(in.Summary, in.Unplaced))
	if err != nil {
		return 0, err
	}
	issues, err := toJSON(storeIssues(in.Summary.Issues))
	if err != nil {
		return 0, err
	}
	if err := c.put(ctx, "import", id, study, sum, issues); err != nil {
		return 0, err
	}
	for i, f := range in.Summary.Files {
		if err := c.put(ctx, "file", id, int64(i), text(f.File), text(f.Sheet), f.SHA256); err != nil {
			return 0, err
		}
	}
	return id, nil
}

func (w *Workspace) putPart(ctx context.Context, c *change, id int64, key []byte, plan *tally.Plan, in Import, p Part, from []source) error {
	comments, err := toJSON(commentsOf(in.Summary, p, in.To))
	if err != nil {
		return err
	}
	sources, err := toJSON(from)
	if err != nil {
		return err
	}
	tallies := []byte(nil)
	if p.Answers.N >= w.tallyFrom {
		if tallies, err = encodeTallies(fold(plan, p.Answers, p.Wave, p.Unit)); err != nil {
			return err
		}
	}
	flagged := int64(0)
	for _, f := range p.Answers.Flags {
		if f != 0 {
			flagged++
		}
	}
	return c.put(ctx, "part", p.Wave, p.Unit, id, int64(p.Answers.N), flagged, sources, comments,
		encodeAnswers(plan.Study(), p.Answers), tallies, encodeIdentities(digests(key, p.Answers)))
}

// sweep removes what nothing refers to any more.
func sweep(ctx context.Context, c *change) error {
	for _, x := range [][2]string{
		{"file", "import NOT IN (SELECT import FROM servqual_part)"},
		{"import", "id NOT IN (SELECT import FROM servqual_part)"},
		{"study", "id NOT IN (SELECT study FROM servqual_import)"},
	} {
		if _, err := c.drop(ctx, x[0], x[1]); err != nil {
			return err
		}
	}
	return nil
}

// source is a file of an import, by its place in the list, and how many of a
// part's responses came from it.
type source struct {
	Source int32 `json:"source"`
	N      int   `json:"n"`
}

// sourcesOf lists the sources of each part. A sheet that no response came from,
// because it was joined to another one, belongs to all parts.
func sourcesOf(in Import) [][]source {
	used := make([]bool, len(in.Summary.Files))
	count := make([]map[int32]int, len(in.Parts))
	for i, p := range in.Parts {
		count[i] = map[int32]int{}
		for _, r := range p.Answers.Rows {
			count[i][r.Source]++
			used[r.Source] = true
		}
	}
	out := make([][]source, len(in.Parts))
	for i := range in.Parts {
		for k := range used {
			if n := count[i][int32(k)]; n > 0 || !used[k] {
				out[i] = append(out[i], source{int32(k), n})
			}
		}
	}
	return out
}

// filesOf names the sources.
func filesOf(in Import, sources []source) []File {
	out := make([]File, len(sources))
	for i, x := range sources {
		f := in.Summary.Files[x.Source]
		out[i] = File{Name: f.File, Sheet: f.Sheet, SHA256: f.SHA256, N: x.N}
	}
	return out
}

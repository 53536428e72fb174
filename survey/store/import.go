package store

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"servqual/survey"
	"servqual/survey/lang"
	"servqual/survey/load"
	"servqual/survey/tally"
)

// Import is what one run of the command read.
type Import struct {
	Study    *survey.Study
	Summary  *load.Summary
	Parts    []Part
	To       Place // where the command said that the answers belong
	Unplaced int   // responses without a wave
	// Replace allows the import to put the same files in again, and to replace
	// answers by others that do not look like their correction.
	Replace bool
}

// Imported says what an import did, part by part.
type Imported struct {
	Parts []Change
	// Kept are parts that came from files which these ones correct, but that
	// are not in these: a branch that is missing in the corrected file.
	Kept []Place
}

// Change is what became of one part.
type Change struct {
	Wave, Unit string
	What       What
	N          int64
	Was        *Was // what was stored before; nil when nothing was
	After      *tally.Tally
}

// Was is the stored part that a new one meets.
type Was struct {
	N       int64
	Files   []File
	Alike   int64         // responses that are in both
	Before  *tally.Tally  // of its own study
	Changed []Difference  // between the studies
	Study   *survey.Study // it was stored with
}

// What is what became of a part. The zero value is invalid.
type What int

// What may become of a part.
const (
	Added     What = iota + 1 // there was nothing
	Corrected                 // a corrected file took the place of the earlier one
	Replaced                  // other answers took the place, as was asked for
	Unchanged                 // the same files; left as it was
	Doubtful                  // refused: the answers do not look like a correction of those stored
	Elsewhere                 // refused: a file is stored as another wave or unit
)

// String gives the word used in JSON.
func (w What) String() string {
	switch w {
	case Added:
		return "added"
	case Corrected:
		return "corrected"
	case Replaced:
		return "replaced"
	case Unchanged:
		return "unchanged"
	case Doubtful:
		return "doubtful"
	case Elsewhere:
		return "elsewhere"
	}
	return fmt.Sprintf("store.What(%d)", int(w))
}

// File is a sheet of a file that answers came from.
type File struct {
	Name   string `json:"file"`
	Sheet  string `json:"sheet,omitempty"`
	SHA256 string `json:"sha256"`
	N      int    `json:"n"` // responses from it; 0 for a sheet that was joined to another one
}

// correction is the share of the smaller file's responses that must be in both
// for one to pass as the correction of the other. A file that was corrected
// keeps most of its rows; two halves of a month share none.
const correction = 0.5

// Import stores the parts in one transaction. A file that is stored already is
// noticed by its hash and left out; a corrected file takes the place of the
// earlier one. With Refused the workspace is unchanged, and Imported says why.
func (w *Workspace) Import(ctx context.Context, in Import) (*Imported, error) {
	if len(in.Parts) == 0 {
		return nil, w.fail(NoMatch, lang.T("没有可以存入的答卷：请用 --wave 指明期次", "there are no responses to store: name the wave with --wave"))
	}
	var out *Imported
	err := w.db.write(ctx, func(s session) error {
		var err error
		if out, err = w.judge(ctx, s, in); err != nil {
			return err
		}
		if err := w.refuse(out); err != nil {
			return err
		}
		return w.put(ctx, s, in, out)
	})
	return out, err
}

// judge compares every part with what is stored.
func (w *Workspace) judge(ctx context.Context, s session, in Import) (*Imported, error) {
	out := &Imported{}
	stored, err := w.list(ctx, s, Filter{})
	if err != nil {
		return nil, err
	}
	at := make(map[Place]*Info, len(stored))
	for i := range stored {
		at[Place{stored[i].Wave, stored[i].Unit}] = &stored[i]
	}
	mine := make(map[Place]bool)
	for _, p := range in.Parts {
		mine[Place{p.Wave, p.Unit}] = true
	}
	study := settled(in.Study)
	plan := tally.NewPlan(study, tallied)
	sources := sourcesOf(in)
	for i, p := range in.Parts {
		files := filesOf(in, sources[i])
		c := Change{Wave: p.Wave, Unit: p.Unit, What: Added, N: int64(p.Answers.N), After: fold(plan, p.Answers, p.Wave, p.Unit).Total()}
		old := at[Place{p.Wave, p.Unit}]
		switch {
		case elsewhere(stored, mine, files):
			c.What = Elsewhere
		case old != nil:
			if c.Was, err = w.meet(ctx, s, old, study, p); err != nil {
				return nil, err
			}
			c.What = verdict(in.Replace, c, files)
		}
		out.Parts = append(out.Parts, c)
	}
	out.Kept = kept(stored, mine, out.Parts)
	return out, nil
}

// verdict decides about a part where there was one before.
func verdict(replace bool, c Change, files []File) What {
	same := sameFiles(files, c.Was.Files)
	switch {
	case same && !replace:
		return Unchanged
	case same:
		return Replaced
	case float64(c.Was.Alike) >= correction*float64(min(c.Was.N, c.N)):
		return Corrected
	case replace:
		return Replaced
	}
	return Doubtful
}

// elsewhere says whether rows of the part's files are stored for a wave or unit
// that this import does not bring again. They would count twice.
func elsewhere(stored []Info, mine map[Place]bool, files []File) bool {
	for _, x := range stored {
		if mine[Place{x.Wave, x.Unit}] {
			continue
		}
		for _, f := range x.Files {
			if f.N > 0 && slices.ContainsFunc(files, func(g File) bool { return g.N > 0 && g.SHA256 == f.SHA256 && g.Sheet == f.Sheet }) {
				return true
			}
		}
	}
	return false
}

// kept lists the stored parts that came from a file which this import corrects
// and that are not in the import.
func kept(stored []Info, mine map[Place]bool, changes []Change) []Place {
	old := map[string]bool{}
	for _, c := range changes {
		if c.What == Corrected {
			for _, f := range c.Was.Files {
				old[f.SHA256] = true
			}
		}
	}
	var out []Place
	for _, x := range stored {
		if at := (Place{x.Wave, x.Unit}); !mine[at] && slices.ContainsFunc(x.Files, func(f File) bool { return old[f.SHA256] }) {
			out = append(out, at)
		}
	}
	return out
}

// meet reads the stored part that a new one meets.
func (w *Workspace) meet(ctx context.Context, s session, old *Info, study *survey.Study, p Part) (*Was, error) {
	was := &Was{N: old.N, Files: old.Files}
	snaps, err := w.studies(ctx, s)
	if err != nil {
		return nil, err
	}
	if was.Study = snaps[old.study]; was.Study == nil {
		return nil, w.damaged(lang.T("问卷", "the study"), errAnswers)
	}
	var blob []byte
	if _, err := one(ctx, s, "SELECT answers FROM servqual_part WHERE wave = ? AND unit = ?", []any{old.Wave, old.Unit}, &blob); err != nil {
		return nil, err
	}
	b, err := decodeAnswers(was.Study, blob)
	if err != nil {
		return nil, w.damaged(place(old.Wave, old.Unit), err)
	}
	was.Before = fold(tally.NewPlan(was.Study, tallied), b, old.Wave, old.Unit).Total()
	was.Changed = Differences(was.Study, study)
	was.Alike = alike(was.Study, b, study, p.Answers)
	return was, nil
}

// refuse stops an import that would lose or double answers, or that has nothing
// new.
func (w *Workspace) refuse(out *Imported) error {
	count := map[What]int{}
	first := map[What]Change{}
	for i := len(out.Parts) - 1; i >= 0; i-- {
		c := out.Parts[i]
		count[c.What]++
		first[c.What] = c
	}
	switch {
	case count[Elsewhere] > 0:
		c := first[Elsewhere]
		return w.fail(Refused, lang.F("同一份答卷已存为别的期次或单位，再存为 %s 会重复计算；若当初存错，请先用 servqual waves remove 删除", "the same responses are stored as another wave or unit; stored as %s too they would count twice. If that was a mistake, remove it first with `servqual waves remove`", place(c.Wave, c.Unit)))
	case count[Doubtful] > 0:
		c := first[Doubtful]
		return w.fail(Refused, lang.F("%s 已有 %d 份答卷，与新文件只有 %d 份相同，不像是更正后的文件。确要替换请加 --replace；若是补充，请把两个文件一起导入并加 --replace",
			"%s has %d responses, of which only %d are in the new file: it does not look like a correction. Add --replace to replace them; to add to them, import both files together with --replace",
			place(c.Wave, c.Unit), c.Was.N, c.Was.Alike))
	case count[Unchanged] == len(out.Parts):
		c := first[Unchanged]
		return w.fail(Refused, lang.F("同一文件已经导入（%s）；要重新读取请加 --replace", "the same file is stored already (%s); add --replace to read it again", place(c.Wave, c.Unit)))
	}
	return nil
}

// put writes what was judged right.
func (w *Workspace) put(ctx context.Context, s session, in Import, out *Imported) error {
	study, err := w.putStudy(ctx, s, in.Study)
	if err != nil {
		return err
	}
	id, err := w.putImport(ctx, s, study, in)
	if err != nil {
		return err
	}
	canon := settled(in.Study)
	plan, sources := tally.NewPlan(canon, tallied), sourcesOf(in)
	for i, p := range in.Parts {
		if out.Parts[i].What == Unchanged {
			continue
		}
		if err := w.putPart(ctx, s, id, plan, in, p, sources[i]); err != nil {
			return err
		}
	}
	return sweep(ctx, s)
}

func (w *Workspace) putStudy(ctx context.Context, s session, study *survey.Study) (int64, error) {
	x, err := takeSnapshot(study)
	if err != nil {
		return 0, err
	}
	id := int64(0)
	found, err := one(ctx, s, "SELECT id FROM servqual_study WHERE digest = ?", []any{x.digest}, &id)
	if found || err != nil {
		return id, err
	}
	if id, err = nextID(ctx, s, "study"); err != nil {
		return 0, err
	}
	_, err = s.exec(ctx, "INSERT INTO servqual_study (id, digest, instrument, version, yaml) VALUES (?, ?, ?, ?, ?)", id, x.digest, x.instrument, x.version, x.yaml)
	return id, err
}

func (w *Workspace) putImport(ctx context.Context, s session, study int64, in Import) (int64, error) {
	id, err := nextID(ctx, s, "import")
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
	if _, err := s.exec(ctx, "INSERT INTO servqual_import (id, study, summary, issues) VALUES (?, ?, ?, ?)", id, study, sum, issues); err != nil {
		return 0, err
	}
	for i, f := range in.Summary.Files {
		_, err := s.exec(ctx, "INSERT INTO servqual_file (import, source, name, sheet, sha256) VALUES (?, ?, ?, ?, ?)", id, int64(i), text(f.File), text(f.Sheet), f.SHA256)
		if err != nil {
			return 0, err
		}
	}
	return id, nil
}

func (w *Workspace) putPart(ctx context.Context, s session, id int64, plan *tally.Plan, in Import, p Part, from []source) error {
	if _, err := s.exec(ctx, "DELETE FROM servqual_part WHERE wave = ? AND unit = ?", p.Wave, p.Unit); err != nil {
		return err
	}
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
	_, err = s.exec(ctx, "INSERT INTO servqual_part (wave, unit, import, n, flagged, sources, comments, answers, tally) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
		p.Wave, p.Unit, id, int64(p.Answers.N), flagged, sources, comments, encodeAnswers(plan.Study(), p.Answers), tallies)
	return err
}

// sweep removes what nothing refers to any more.
func sweep(ctx context.Context, s session) error {
	for _, q := range []string{
		"DELETE FROM servqual_file WHERE import NOT IN (SELECT import FROM servqual_part)",
		"DELETE FROM servqual_import WHERE id NOT IN (SELECT import FROM servqual_part)",
		"DELETE FROM servqual_study WHERE id NOT IN (SELECT study FROM servqual_import)",
	} {
		if _, err := s.exec(ctx, q); err != nil {
			return err
		}
	}
	return nil
}

// text is what both databases take for text.
func text(s string) string { return placeName(s) }

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

// sameFiles says whether two lists hold the same sheets of the same files, in
// whatever order and under whatever names.
func sameFiles(a, b []File) bool { return slices.Equal(marks(a), marks(b)) }

func marks(files []File) []string {
	var out []string
	for _, f := range files {
		out = append(out, f.SHA256+" "+f.Sheet)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func fromJSON(data string, to any) error { return json.Unmarshal([]byte(data), to) }

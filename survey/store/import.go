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
	// stored answers by a file in which not all of them are found again.
	Replace bool

	// Units are names to enter in the register with the answers.
	Units survey.Units
}

// Imported says what an import did, part by part.
type Imported struct {
	Parts []Change
	// Kept are parts that came from files which these ones correct, but that
	// are not in these: a branch that is missing in the corrected file.
	Kept []Place
	// AlikeUnits are groups of names, of this import and of what is stored, that
	// may be one unit in two writings. With any, nothing is imported.
	AlikeUnits [][]string
	// Before and After are the versions of the workspace before the import and
	// after it; equal when nothing was changed.
	Before, After int64
}

// Change is what became of one part.
type Change struct {
	Wave, Unit string
	What       What
	As         Place // Elsewhere: where most of the responses are stored, if that is known
	N          int64
	Was        *Was // what was stored before; nil when nothing was
	After      *tally.Tally
}

// Was is the stored part that a new one meets.
type Was struct {
	N       int64
	Files   []File
	Alike   int64         // responses that are in both with the same answers
	Edited  int64         // that are in both with other answers
	Lost    int64         // that are not in the file
	NoIDs   bool          // it was stored by an earlier program, without what identifies responses
	Before  *tally.Tally  // of its own study
	Changed []Difference  // between the studies
	Study   *survey.Study // it was stored with
}

// What is what became of a part. The zero value is invalid.
type What int

// What may become of a part.
const (
	Added     What = iota + 1 // there was nothing
	Corrected                 // a file with every stored response took the place of the earlier one
	Replaced                  // other answers took the place, as was asked for
	Unchanged                 // the same files; left as it was
	Partial                   // refused: stored responses are not in the file
	Doubtful                  // refused: the responses can't be told to be those stored
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
	case Partial:
		return "partial"
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

// Import stores the parts in one transaction. A file that is stored already is
// noticed by its hash and left out; a file in which every stored response of its
// waves and units is found again takes the place of the earlier one. With
// Refused the workspace is unchanged, and Imported says why.
func (w *Workspace) Import(ctx context.Context, in Import) (*Imported, error) {
	if len(in.Parts) == 0 {
		return nil, w.fail(NoMatch, lang.T("没有可以存入的答卷：请用 --wave 指明期次", "there are no responses to store: name the wave with --wave"))
	}
	var out *Imported
	before, after, err := w.change(ctx, func(c *change) (what lang.Text, err error) {
		if out, err = w.judge(ctx, c, in); err != nil {
			return what, err
		}
		if err := w.refuse(out); err != nil {
			return what, err
		}
		if len(out.AlikeUnits) > 0 {
			return what, w.fail(Similar, lang.T("有单位名称相近，要先说明是不是同一家；没有导入任何答卷", "names of units are similar, and somebody has to say whether they are one: nothing was imported"))
		}
		if _, err := w.edit(ctx, c, func(u survey.Units) (survey.Units, error) { return in.Units.Under(u), nil }); err != nil {
			return what, err
		}
		if !slices.ContainsFunc(out.Parts, func(x Change) bool { return x.What != Unchanged }) {
			return what, nil
		}
		return out.told(), w.put(ctx, c, in, out)
	})
	if out != nil {
		out.Before, out.After = before, after
	}
	return out, err
}

// judge compares the parts with what is stored for their waves and units.
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
	m := &meeting{w: w, study: study}
	for i, p := range in.Parts {
		files := filesOf(in, sources[i])
		c := Change{Wave: p.Wave, Unit: p.Unit, What: Added, N: int64(p.Answers.N), After: fold(plan, p.Answers, p.Wave, p.Unit).Total()}
		old := at[Place{p.Wave, p.Unit}]
		switch {
		case elsewhere(stored, mine, files):
			c.What = Elsewhere
		case old != nil:
			if err := m.meet(ctx, s, &c, old, i, p); err != nil {
				return nil, err
			}
			if c.What = Corrected; sameFiles(files, c.Was.Files) {
				c.What = Unchanged
			}
		}
		out.Parts = append(out.Parts, c)
	}
	m.judge(out.Parts, in.Replace)
	if !in.Replace {
		if err := m.double(ctx, s, out.Parts, in.Parts, stored, mine); err != nil {
			return nil, err
		}
	}
	out.Kept = kept(stored, mine, out.Parts)
	register, err := w.register(ctx, s)
	if err != nil {
		return nil, err
	}
	out.AlikeUnits = similarUnits(stored, in.Parts, in.Units.Under(register))
	return out, nil
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

// kept lists the stored parts of the import's waves that came from a file which
// it corrects and that are not in the import.
func kept(stored []Info, mine map[Place]bool, changes []Change) []Place {
	old, waves := map[string]bool{}, map[string]bool{}
	for _, c := range changes {
		waves[c.Wave] = true
		if c.What == Corrected {
			for _, f := range c.Was.Files {
				old[f.SHA256] = true
			}
		}
	}
	var out []Place
	for _, x := range stored {
		if at := (Place{x.Wave, x.Unit}); !mine[at] && waves[x.Wave] && slices.ContainsFunc(x.Files, func(f File) bool { return old[f.SHA256] }) {
			out = append(out, at)
		}
	}
	return out
}

// text is what both databases take for text.
func text(s string) string { return placeName(s) }

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

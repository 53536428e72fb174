package store

import (
	"slices"

	"servqual/survey"
	"servqual/survey/issue"
	"servqual/survey/lang"
	"servqual/survey/load"
)

// summary words what the import of the parts found, as loading did.
func (c *contents) summary(w *Workspace, x Cohort, focus string) (*load.Summary, error) {
	out := &load.Summary{Issues: &issue.List{}, Waves: x.Waves}
	if focus == "" {
		focus = x.Waves[len(x.Waves)-1]
	}
	var imports []int64
	used := map[int64]map[int32]bool{}
	inFocus := map[int64]bool{}
	for _, p := range x.Parts {
		if used[p.Import] == nil {
			used[p.Import] = map[int32]bool{}
			imports = append(imports, p.Import)
		}
		for _, s := range p.sources {
			used[p.Import][s.Source] = true
		}
		inFocus[p.Import] = inFocus[p.Import] || p.Wave == focus
		out.Units = append(out.Units, p.Unit)
		out.Responses += int(p.N)
		out.Flagged += int(p.Flagged)
	}
	slices.Sort(out.Units)
	out.Units = slices.DeleteFunc(slices.Compact(out.Units), func(u string) bool { return u == "" })
	slices.Sort(imports)
	rows := map[int64]map[int32]int32{}
	for _, id := range imports {
		var err error
		if rows[id], err = c.addImport(out, id, used[id], inFocus[id]); err != nil {
			return nil, w.damaged(lang.T("导入记录", "the record of an import"), err)
		}
	}
	if len(out.Units) > 0 {
		countUnits(out, x, rows)
	}
	out.Register = c.register
	out.NoteAlikeUnits()
	return out, c.addComments(w, out, x, rows)
}

// countUnits counts the responses of each unit in each file.
func countUnits(out *load.Summary, x Cohort, rows map[int64]map[int32]int32) {
	for _, p := range x.Parts {
		for _, s := range p.sources {
			at, ok := rows[p.Import][s.Source]
			if !ok || s.N == 0 {
				continue
			}
			f := &out.Files[at]
			if f.Units == nil {
				f.Units = map[string]int{}
			}
			f.Units[p.Unit] += s.N
		}
	}
}

// addImport adds the files and issues of an import, those of the chosen parts
// when not all of it was chosen. It tells where its files now stand.
func (c *contents) addImport(out *load.Summary, id int64, used map[int32]bool, inFocus bool) (map[int32]int32, error) {
	var sum storedSummary
	if err := fromJSON(c.imports[id].summary, &sum); err != nil {
		return nil, err
	}
	var issues []storedIssue
	if err := fromJSON(c.imports[id].issues, &issues); err != nil {
		return nil, err
	}
	whole := c.chosen[id] == c.all[id]
	at, names := map[int32]int32{}, map[string]bool{"": true}
	for i, f := range sum.Files {
		if whole || used[int32(i)] {
			at[int32(i)] = int32(len(out.Files))
			out.Files = append(out.Files, f.summary())
			names[f.File] = true
		}
	}
	addIssues(out.Issues, issues, func(file string) bool { return whole || names[file] })
	if inFocus {
		if sum.FirstDate != "" && (out.FirstDate == "" || sum.FirstDate < out.FirstDate) {
			out.FirstDate = sum.FirstDate
		}
		out.LastDate = max(out.LastDate, sum.LastDate)
	}
	return at, nil
}

func (c *contents) addComments(w *Workspace, out *load.Summary, x Cohort, rows map[int64]map[int32]int32) error {
	chosen := map[Place]bool{}
	for _, p := range x.Parts {
		chosen[Place{p.Wave, p.Unit}] = true
	}
	for i, p := range c.parts {
		if !chosen[Place{p.Wave, p.Unit}] {
			continue
		}
		var cs []storedComment
		if err := fromJSON(c.blobs[i].comments, &cs); err != nil {
			return w.damaged(place(p.Wave, p.Unit), err)
		}
		for _, k := range cs {
			out.Comments = append(out.Comments, load.Comment{Unit: p.Unit, Wave: p.Wave, Text: k.Text,
				Row: shiftRow(survey.Row{Source: k.Source, Number: k.Row}, rows[p.Import])})
		}
	}
	return nil
}

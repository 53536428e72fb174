package store

import (
	"encoding/json"

	"servqual/survey"
	"servqual/survey/issue"
	"servqual/survey/lang"
	"servqual/survey/load"
)

// What loading found is stored as JSON with names of its own: the types of
// package load may change, a workspace of last year may not.

type storedSummary struct {
	Files     []storedFile `json:"files"`
	FirstDate string       `json:"first_date,omitempty"`
	LastDate  string       `json:"last_date,omitempty"`
	Unplaced  int          `json:"unplaced,omitempty"` // responses without a wave, not stored
}

type storedFile struct {
	File       string         `json:"file"`
	Sheet      string         `json:"sheet,omitempty"`
	Platform   string         `json:"platform,omitempty"`
	Encoding   string         `json:"encoding,omitempty"`
	SHA256     string         `json:"sha256"`
	HeaderRows int            `json:"header_rows"`
	Responses  int            `json:"responses"`
	Unfinished int            `json:"unfinished"`
	Bound      int            `json:"bound"`
	Unbound    int            `json:"unbound"`
	Used       int            `json:"used"`
	Dropped    map[string]int `json:"dropped,omitempty"`
}

type storedIssue struct {
	Code     issue.Code  `json:"code"`
	Severity string      `json:"severity"`
	Pos      storedPos   `json:"pos"`
	Subject  string      `json:"subject,omitempty"`
	Got      string      `json:"got,omitempty"`
	Want     lang.Text   `json:"want"`
	Effect   lang.Text   `json:"effect"`
	Count    int         `json:"count"`
	Places   []storedPos `json:"places,omitempty"` // further places
}

type storedPos struct {
	File  string `json:"file,omitempty"`
	Sheet string `json:"sheet,omitempty"`
	Row   int    `json:"row,omitempty"`
	Col   int    `json:"col,omitempty"`
}

type storedComment struct {
	Text   string `json:"text"`
	Source int32  `json:"source"`
	Row    int32  `json:"row"`
}

func storeSummary(s *load.Summary, unplaced int) storedSummary {
	out := storedSummary{FirstDate: s.FirstDate, LastDate: s.LastDate, Unplaced: unplaced}
	for _, f := range s.Files {
		x := storedFile{File: f.File, Sheet: f.Sheet, Platform: f.Platform, Encoding: f.Encoding, SHA256: f.SHA256, HeaderRows: f.HeaderRows,
			Responses: f.Responses, Unfinished: f.Unfinished, Bound: f.Bound, Unbound: f.Unbound, Used: f.Used}
		for why, n := range f.Dropped {
			if x.Dropped == nil {
				x.Dropped = map[string]int{}
			}
			x.Dropped[string(why)] = n
		}
		out.Files = append(out.Files, x)
	}
	return out
}

func (f storedFile) summary() load.FileSummary {
	out := load.FileSummary{File: f.File, Sheet: f.Sheet, Platform: f.Platform, Encoding: f.Encoding, SHA256: f.SHA256, HeaderRows: f.HeaderRows,
		Responses: f.Responses, Unfinished: f.Unfinished, Bound: f.Bound, Unbound: f.Unbound, Used: f.Used, Dropped: map[load.Reject]int{}}
	for why, n := range f.Dropped {
		out.Dropped[load.Reject(why)] = n
	}
	return out
}

func storeIssues(l *issue.List) []storedIssue {
	out := []storedIssue{}
	if l == nil {
		return out
	}
	for _, i := range l.Issues() {
		x := storedIssue{i.Code, i.Severity.String(), storedPos(i.Pos), i.Subject, i.Got, i.Want, i.Effect, i.Count, nil}
		seen := false
		for _, p := range l.Places(i) {
			if p == i.Pos && !seen {
				seen = true
				continue
			}
			x.Places = append(x.Places, storedPos(p))
		}
		out = append(out, x)
	}
	return out
}

// addIssues puts stored issues back into a list, those that keep says.
func addIssues(l *issue.List, stored []storedIssue, keep func(file string) bool) {
	for _, x := range stored {
		if !keep(x.Pos.File) || x.Code == issue.UnitAlike { // looked for anew among all units read
			continue
		}
		i := issue.Issue{Code: x.Code, Severity: severity(x.Severity), Pos: issue.Pos(x.Pos), Subject: x.Subject, Got: x.Got, Want: x.Want, Effect: x.Effect}
		i.Count = x.Count - len(x.Places)
		l.Add(i)
		for _, p := range x.Places {
			i.Pos, i.Count = issue.Pos(p), 1
			l.Add(i)
		}
	}
}

func severity(name string) issue.Severity {
	for _, s := range []issue.Severity{issue.Info, issue.Warning, issue.Error} {
		if s.String() == name {
			return s
		}
	}
	return issue.Warning
}

// commentsOf gives the comments of a part, where the import's place goes before
// the data's.
func commentsOf(s *load.Summary, p Part, to Place) []storedComment {
	out := []storedComment{}
	for _, c := range s.Comments {
		wave, unit := placeName(c.Wave), placeName(c.Unit)
		if to.Wave != "" {
			wave = to.Wave
		}
		if to.Unit != "" {
			unit = to.Unit
		}
		if wave == p.Wave && unit == p.Unit {
			out = append(out, storedComment{c.Text, c.Row.Source, c.Row.Number})
		}
	}
	return out
}

func toJSON(v any) (string, error) {
	data, err := json.Marshal(v)
	return string(data), err
}

// shiftRow gives a row its place in the list of files that were read together.
func shiftRow(r survey.Row, at map[int32]int32) survey.Row {
	return survey.Row{Source: at[r.Source], Number: r.Number}
}

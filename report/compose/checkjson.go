package compose

import (
	"servqual/survey/issue"
	"servqual/survey/lang"
	"servqual/survey/load"
	"servqual/survey/tally"
)

// CheckSchema names the JSON of the check command.
const CheckSchema = "servqual.check/1"

// Check is the JSON of the check command.
type Check struct {
	Schema  string      `json:"schema"`
	Files   []CheckFile `json:"files"`
	Issues  []IssueJSON `json:"issues"`
	Summary Counts      `json:"summary"`
	Score   *CheckScore `json:"score,omitempty"`
}

// CheckScore is the headline with and without the responses that screening
// marked.
type CheckScore struct {
	Flagged int64         `json:"flagged"`
	All     *EstimateJSON `json:"all,omitempty"`
	Clean   *EstimateJSON `json:"without_flagged,omitempty"`
}

// CheckFile is one sheet of one file.
type CheckFile struct {
	File       string `json:"file"`
	Sheet      string `json:"sheet,omitempty"`
	Platform   string `json:"platform"`
	Encoding   string `json:"encoding,omitempty"`
	HeaderRows int    `json:"header_rows"`
	Responses  int    `json:"responses"`
	Unfinished int    `json:"unfinished"`
	Bound      int    `json:"bound"`
	Unbound    int    `json:"unbound"`
	SHA256     string `json:"sha256"`
}

// IssueJSON is one problem, or Count like ones of which Cell is the first.
type IssueJSON struct {
	Code     issue.Code `json:"code"`
	Severity string     `json:"severity"`
	File     string     `json:"file,omitempty"`
	Sheet    string     `json:"sheet,omitempty"`
	Cell     string     `json:"cell,omitempty"`
	Subject  string     `json:"subject,omitempty"`
	Got      string     `json:"got,omitempty"`
	Want     string     `json:"want,omitempty"`
	Effect   string     `json:"effect,omitempty"`
	Count    int        `json:"count"`
}

// CheckOf makes the JSON of what loading found, worded in l. set may be nil.
func CheckOf(s *load.Summary, set *tally.Set, level float64, l lang.Lang) *Check {
	out := &Check{Schema: CheckSchema, Files: []CheckFile{}, Issues: []IssueJSON{},
		Summary: Counts{s.Issues.Count(issue.Error), s.Issues.Count(issue.Warning)}}
	if set != nil {
		v := newView(&Case{Set: set.Rollup(), Summary: s, Lang: l, Level: level})
		all, _ := v.headline()
		out.Score = &CheckScore{v.now.Flagged(), estimateJSON(all, 0, false), estimateJSON(v.cleanHeadline(), 0, false)}
	}
	for _, f := range s.Files {
		out.Files = append(out.Files, CheckFile{f.File, f.Sheet, f.Platform, f.Encoding, f.HeaderRows, f.Responses, f.Unfinished, f.Bound, f.Unbound, f.SHA256})
	}
	for _, i := range s.Issues.Issues() {
		out.Issues = append(out.Issues, IssueJSON{i.Code, i.Severity.String(), i.Pos.File, i.Pos.Sheet, i.Pos.Cell(), i.Subject, i.Got,
			i.Want.Join(l, " / "), i.Effect.Join(l, " / "), i.Count})
	}
	return out
}

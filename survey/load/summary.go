package load

import (
	"servqual/survey"
	"servqual/survey/issue"
)

// Summary is what is known after all rows were read.
type Summary struct {
	Files     []FileSummary // one for each sheet read; Row.Source counts in it
	Issues    *issue.List
	Comments  []Comment  // by unit, wave, file and row
	Unmapped  []Unmapped // most frequent first
	Responses int
	Draft     bool          // nobody has confirmed what the columns mean, and it isn't certain
	Questions []issue.Issue // that the data's owner has to answer
	Flagged   int           // responses with any screening mark
	FirstDate string        // 2026-10-03; empty without dates
	LastDate  string
	Waves     []string     // sorted
	Units     []string     // sorted
	Register  survey.Units // the units and their other names, as the study or the workspace has them
}

// FileSummary describes one sheet of one file.
type FileSummary struct {
	File       string
	Sheet      string // empty for text files
	Platform   string
	Encoding   string
	SHA256     string // of the file's bytes, hexadecimal; empty unless Options.Digest
	HeaderRows int    // rows from the top to the last header row
	Responses  int    // rows with any answer or metadata
	Unfinished int
	Bound      int            // columns used
	Unbound    int            // columns not used
	Used       int            // responses handed on
	Dropped    map[Reject]int // rows that are no responses, and why
	Unit, Wave string         // taken from the file or sheet name
	Units      map[string]int // responses handed on, by unit (empty: no unit); nil where the data has no units
}

// Reject is why a row is no response.
type Reject string

// The reasons to leave out a row.
const (
	RejectBlank  Reject = "blank"  // nothing in it
	RejectTotal  Reject = "total"  // a sum, mean or standard deviation
	RejectHeader Reject = "header" // the header once more
	RejectNote   Reject = "note"   // a remark outside the table

	// RejectShifted is a row a cell short or long, its answers in wrong columns.
	RejectShifted Reject = "shifted"
)

// Comment is a free text, telephone numbers and the like masked.
type Comment struct {
	Unit, Wave string
	Text       string
	Row        survey.Row
}

// Unmapped is an answer text that is not on the scale.
type Unmapped struct {
	Column string // header
	Item   string
	Side   survey.Side
	Text   string
	Count  int
}

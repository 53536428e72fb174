package recognise

import (
	"iter"

	"servqual/survey"
	"servqual/survey/sheet"
)

// Table is the head of one sheet: its columns, each with a sample of its cells.
// All columns of a table give the cells of the same rows, in the same order.
type Table struct {
	File, Sheet string
	HeaderRow   int      // from 1
	Titles      []string // rows above the header, cleaned
	Columns     []Column
}

// Column is one column of a table. All texts but Raw are cleaned.
type Column struct {
	Raw      string // the header as written, header rows joined
	Code     string // the platform's short code, where it has one
	Text     string // the header's own text
	Block    string // what stands above it: question stem, merged title
	Personal bool   // the header or the cells are personal data
	Platform bool   // every export of the platform has this column
	Field    string // the field that such a column is, "" = it is not used
	Cells    iter.Seq[sheet.Cell]
	seen     *values // of the cells, once they were looked at
}

// values looks at the cells of the column, once.
func (c *Column) values() *values {
	if c.seen == nil {
		c.seen = valuesOf(c.Cells)
	}
	return c.seen
}

// Role is what a column is. The zero value is invalid.
type Role int

// The roles.
const (
	Item      Role = iota + 1 // a rated statement on one side
	Field                     // a field with a meaning: overall, unit, date …
	Attribute                 // something to segment by: gender, age group, product
	Option                    // one option of a multiple-choice question, 0 or 1
	Personal                  // personal data: not read
	Derived                   // computed from other columns: points, means, feedback
	Ignored                   // empty, or of no use
)

// Certainty says how sure a proposal is. The zero value is invalid.
type Certainty int

// Certain is what words and values agree on; Likely what one of the two says;
// Open what neither says, or on what they contradict each other.
const (
	Certain Certainty = iota + 1
	Likely
	Open
)

// Evidence says why a column got its role. The zero value is invalid.
type Evidence int

// The kinds of evidence.
const (
	ByWord     Evidence = iota + 1 // a word of the header
	ByValues                       // what the answers look like
	ByLegend                       // the header explains the answers: 1 = very satisfied
	BySequence                     // it stands in a numbered row or a block of like questions
	ByPair                         // the same question is asked on another side
	ByPlatform                     // every export of the platform has it
	ByContent                      // the cells are personal data
)

// Finding is what is proposed for one column.
type Finding struct {
	Role      Role
	Certainty Certainty
	Why       []Evidence
	Field     survey.Field // Field and Attribute; Option: the field of the question
	Item      int          // Item: index into the items of the proposed study
	Side      survey.Side  // Item
	Other     bool         // Item: answered on another scale than most, by its numbers
	base      string       // Item: what the sides of one item have in common
	label     string       // Item: as written
	unnamed   bool         // Item: the order of the columns says which side it is
	block     string       // Item: the question it stands under
	option    string       // Option: the answer it stands for
}

func (f *Finding) because(e Evidence) {
	for _, x := range f.Why {
		if x == e {
			return
		}
	}
	f.Why = append(f.Why, e)
}

func (f *Finding) says(e Evidence) bool {
	for _, x := range f.Why {
		if x == e {
			return true
		}
	}
	return false
}

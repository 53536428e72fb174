package survey

// Batch is a block of respondents by column: what load hands to the fold.
// All columns have N entries, or are nil where the study's column is not in
// the data. A Batch is owned by its maker and reused after the receiver
// returns; whoever keeps anything copies it.
type Batch struct {
	N       int
	Answers [][]Code  // by Study.Slot; reversed items are already recoded
	Weights [][]int32 // by dimension: the respondent's own points in hundredths of a point; −1 = not given. nil without weights
	Scores  []Score   // by ScoreFields: numeric outcomes
	Groups  []Category
	Multis  []Multi
	Flags   []Flag // screening marks; nil when nothing was marked
	Rows    []Row  // where each respondent stands

	// Identities tell responses apart; nil unless the reader was asked for them.
	Identities []Identity
}

// Identity is what a file says of a response beside its answers, so that it can
// be found again in another file. It is not printed, and stored only as a keyed
// digest.
type Identity struct {
	ID     uint64 // hash of the respondent's id; 0 = none
	Minute int64  // time of the response since 1970-01-01 00:00 of the export's clock
	Dated  bool   // Minute is known, at least its day
	Clock  bool   // … and its time of day
}

// Row is the origin of a respondent.
type Row struct {
	Source int32 // index into the list of files and sheets that were read
	Number int32 // row as the spreadsheet shows it, from 1
}

// Score is a column of a numeric field.
type Score struct {
	Field string
	Codes []Code
}

// Category is a column of names: Names[Codes[i]], or none where the code is −1.
type Category struct {
	Field string
	Codes []int32
	Names []string // append-only; the same slice grows from batch to batch
}

// Multi is a column of sets of names: those of row i are
// Names[Codes[Starts[i]:Starts[i+1]]].
type Multi struct {
	Field  string
	Starts []int32
	Codes  []int32
	Names  []string
}

// Flag is a set of screening marks on a response.
type Flag uint16

// The screening marks, one bit each (method A.17).
const (
	FlagUnfinished Flag = 1 << iota
	FlagStraightLine
	FlagLowVariability
	FlagSpeeder
	FlagDuplicate
	FlagInversions
	FlagSwapped
	FlagOutlier
	FlagFabricated
)

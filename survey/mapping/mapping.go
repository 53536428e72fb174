// Package mapping is what every column of a survey is used for, as a person
// looks it over and edits it: a Book has a row for each column, the words of the
// answers with their numbers, and the units with their names. A Book is made of
// what load recognised, becomes a study, and is written to and read from a
// workbook that Excel, WPS and LibreOffice edit: the study file in another dress.
//
// It knows neither how columns are recognised (recognise, load) nor what answers
// become (tally). On the walk of a number it is where a person says what the
// column of the number is.
package mapping

import (
	"servqual/survey"
	"servqual/survey/lang"
)

// Book is a mapping that can be edited.
type Book struct {
	File       survey.StudyFile // what no row has a place for: title, instrument, header, report …
	Columns    []Column
	Dimensions []survey.Dimension
	Words      []Word
	Units      []UnitName
	Confirmed  bool        // somebody has looked it over
	Questions  []lang.Text // about the whole

	from workbook // where the rows stand in the workbook that the book was read from
}

// workbook is where the rows of a book stand.
type workbook struct {
	name   string
	titles map[Sheet]string
	at     map[Sheet]map[string]int // columns of the headings, from 0
	rows   map[Sheet][]int          // row of each entry, from 1
}

// row is the row, from 1, of an entry of a sheet.
func (w *workbook) row(s Sheet, i int) int {
	if rows := w.rows[s]; i < len(rows) {
		return rows[i]
	}
	return firstRow(s) + i
}

// Use is what a column is used for: one of the uses below, or the name of a
// field that survey.KnownFields lists. The zero value is a column that nobody
// has decided about: it is not used.
type Use string

// The uses that are no field with a meaning of its own.
const (
	Item      Use = "item"      // a rated statement
	Weight    Use = "weight"    // the respondent's own points for a dimension
	Attribute Use = "attribute" // something to segment by, under its Name
	Personal  Use = "personal"  // not read
	Nothing   Use = "nothing"   // not used
)

// Column is a row of the mapping: a column of the data, or an item or field of
// the study that the data has no column for.
type Column struct {
	Header   string   // by which a study names the column; "" = the item has none
	Number   int      // of the column, from 1; 0 = the data does not have it
	Title    string   // the header as it stands, where Header is only a number
	Frequent []string // the most frequent answers
	Filled   int      // answers in the rows looked at

	Use       Use
	Item      string      // Item: its id; "" = a new one
	Name      lang.Text   // Item: its label; Attribute: Zh is the name of the field
	Dimension string      // Item, Weight: the id of a dimension, or the name of a new one
	Side      survey.Side // Item

	// The scale of an item, or of a field that is a number. Of items the first row
	// says it for all; Best of a field with the ends of the items' scale, too.
	Min, Max *int
	Best     *bool // the lowest number is the best answer

	Question lang.Text // what is open about the column
	Cell     Cell      // where the answer goes
}

// Cell names a cell of a row. The zero value is none.
type Cell int

// The cells.
const (
	CellHeader Cell = iota + 1
	CellUse
	CellItem
	CellName
	CellDimension
	CellSide
	CellMin
	CellMax
	CellBest
	CellWord
	CellCode
	CellUnit
	CellUnitName
	CellDimensionID
)

// Word is a wording of answers and what it counts as.
type Word struct {
	Text       string
	N          int  // answers in the rows looked at
	Recognised *int // the number that its ladder gives it
	Code       *int // the number that it counts as
	Void       Void // or why it is no number
	Question   lang.Text
}

// Void says why a wording has no number. The zero value is that it has one, or
// that nobody has said.
type Void int

// The reasons.
const (
	NoAnswer      Void = iota + 1 // as if nothing had been written
	NotApplicable                 // a reason of its own to have no number
)

// UnitName is a name as the data has it and the unit that it stands for.
type UnitName struct {
	Written  string
	Name     string   // the name to use; "" = as written, and in no register
	Parents  []string // the widest first
	N        int      // responses
	Question lang.Text
}

// Fault is an edit that contradicts itself or the data: what is wrong and what
// to do, with the sheet and the row. Parse gives it as a *survey.StudyError that
// names the cell.
type Fault struct {
	Sheet Sheet
	Row   int // index into the rows of the sheet; −1 = the sheet as a whole
	Cell  Cell
	Text  lang.Text
}

// Error gives the English wording.
func (f *Fault) Error() string { return f.Text.In(lang.En) }

// Sheet names a sheet of the workbook. The zero value is invalid.
type Sheet int

// The sheets.
const (
	SheetColumns Sheet = iota + 1
	SheetWords
	SheetDimensions
	SheetUnits
	SheetSettings
)

func wrong(sheet Sheet, row int, cell Cell, zh, en string, args ...any) error {
	return &Fault{Sheet: sheet, Row: row, Cell: cell, Text: lang.F(zh, en, args...)}
}

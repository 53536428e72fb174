package load

import (
	"iter"
	"slices"
	"sync"

	"servqual/survey/issue"
	"servqual/survey/lang"
	"servqual/survey/recognise"
	"servqual/survey/sheet"
	"servqual/survey/wording"
)

// file is one opened file.
type file struct {
	name       string // as shown
	book       *sheet.Book
	sum        *digest
	bytes      int64  // of the whole file, zipped or not
	unit, wave string // given for all of it
	stem       string // file name without folders and extension
	folder     string // name of the folder it lies in
	path       string // empty for bytes at hand
}

// table is one sheet of a file with its header found and the first rows kept
// as a sample.
type table struct {
	file      *file
	sheet     int // index in the book
	sheetName string
	platform  string
	head      header
	misread   *issue.Issue   // not nil: the table is no list of responses, and is not read
	grid      [][]sheet.Cell // the first rows, header included
	waves     []string       // of the sampled rows, once they were looked for
	ordered   *order         // of day and month in its dates, once it was looked for
	sample    *sample        // what was found out about the sampled columns
	ragged    map[int]bool   // widths of rows whose cells are shifted
	width     int            // columns of the header, where ragged is not nil
	widths    []int32        // cells in the rows of grid, where ragged is not nil
	derived   []bool         // by column: points, feedback or an option of another column
	bind      *binder
	forRecog  *recognise.Table       // see forRecognition
	marks     map[int]recognise.Mark // sides of rating columns whose headers name none, told by their order
	unit      string                 // of all rows, when no column says so
	wave      string
	plan      *plan
	source    int      // place in Summary.Files
	partner   *partner // the other side's sheet, joined by respondent
	joinedTo  *table   // this sheet was joined to another
}

// rows is about how many rows the table has.
func (t *table) rows() int64 {
	if n := t.file.book.Sheets[t.sheet].Rows; n > 0 {
		return n
	}
	return t.file.bytes / bytesARow
}

// bytesARow is about what a response takes in a workbook as it lies on the disk,
// or less.
const bytesARow = 128

// hasSheet says whether the file of the table has a sheet of a name.
func (t *table) hasSheet(name string) bool {
	return slices.ContainsFunc(t.file.book.Sheets, func(s sheet.Sheet) bool { return s.Name == name })
}

// data gives the sampled rows below the header.
func (t *table) data() [][]sheet.Cell {
	if t.head.last >= len(t.grid) {
		return nil
	}
	return t.grid[t.head.last:]
}

// column gives the sampled cells of a column, total rows and blank rows left
// out as far as they can be told without a plan.
func (t *table) column(col int) iter.Seq[sheet.Cell] {
	return func(yield func(sheet.Cell) bool) {
		for i, row := range t.data() {
			if len(row) == 0 || t.total(i) {
				continue
			}
			cell := sheet.Cell{}
			if col < len(row) {
				cell = row[col]
			}
			if !yield(cell) {
				return
			}
		}
	}
}

// total says whether a sampled row, counted from the first below the header, is
// a total, or has its cells in the wrong columns.
func (t *table) total(row int) bool {
	s := t.sample
	s.onceTotals.Do(func() {
		s.totals = make([]bool, len(t.data()))
		for i, row := range t.data() {
			s.totals[i] = isTotalRow(row) || t.ragged != nil && t.shiftedSample(t.head.last+i)
		}
	})
	return s.totals[row]
}

// profile counts what the sampled cells of a column look like.
type profile struct {
	filled   int // neither blank nor skipped nor not applicable
	scores   int // numbers from 0 to 10, or worded degrees
	numbers  int // numbers of any kind, durations included
	dates    int
	serials  int // numbers that may be days as a spreadsheet counts them
	distinct int
	maximum  int
	binary   bool // nothing but 0 and 1
	labels   int  // worded degrees
}

// scale says that the column looks like the answers to a scale question.
func (p *profile) scale() bool {
	return p.filled > 0 && p.scores*10 >= p.filled*8 && p.distinct <= 24 && !(p.binary && p.filled >= 5) && (p.labels > 0 || p.maximum > 1 || p.filled < 5)
}

func (t *table) profile(col int) *profile {
	x := &t.sample.columns[col]
	x.onceProfile.Do(func() { x.profile = profileOf(t.column(col)) })
	return x.profile
}

// private says whether the cells of a column look like personal data, whatever
// its header.
func (t *table) private(col int) bool {
	x := &t.sample.columns[col]
	x.oncePrivate.Do(func() { x.private = privateCells(t.column(col)) })
	return x.private
}

// sample is what was found out about the sampled rows and columns, once for
// all the presets that are tried beside each other.
type sample struct {
	onceTotals sync.Once
	totals     []bool // by row: a total, not a response
	columns    []sampleColumn
}

type sampleColumn struct {
	onceProfile, oncePrivate sync.Once
	profile                  *profile
	private                  bool
}

func newSample(columns int) *sample { return &sample{columns: make([]sampleColumn, columns)} }

const (
	profileRows = 400
	maxDistinct = 50 // distinct texts counted
)

func profileOf(cells iter.Seq[sheet.Cell]) *profile {
	p := &profile{binary: true}
	seen := make(map[string]bool)
	for c := range cells {
		if p.filled >= profileRows {
			break
		}
		if c.Kind == sheet.Empty {
			continue
		}
		a := readCell(c)
		if a.Form == wording.Blank || a.Form == wording.Skipped || a.Form == wording.NotApplicable {
			continue
		}
		p.filled++
		if len(seen) < maxDistinct {
			seen[c.Text] = true
		}
		p.count(c, a)
	}
	p.distinct = len(seen)
	return p
}

func (p *profile) count(c sheet.Cell, a wording.Answer) {
	if c.Kind == sheet.Date {
		p.dates++
		p.binary = false
		if _, ok := cellSeconds(c.Text, c.Num, c.Kind); ok {
			p.numbers++
		}
		return
	}
	if readable(c.Text) {
		p.dates++
	}
	if x, ok := numberIn(c); ok {
		if _, ok := serialStamp(x); ok {
			p.serials++
		}
	}
	switch a.Form {
	case wording.Number, wording.Both:
		p.numbers++
		if a.Number >= 0 && a.Number <= 10 {
			p.scores++
			p.maximum = max(p.maximum, a.Number)
		}
		p.binary = p.binary && (a.Number == 0 || a.Number == 1)
		if a.Form == wording.Both {
			p.labels++
		}
		return
	case wording.Fraction:
		p.numbers++
	case wording.Label:
		if wording.IsDegree(a.Label) {
			p.scores++
			p.labels++
		}
		if _, ok := seconds(a.Label); ok {
			p.numbers++
		}
	}
	p.binary = false
}

// readCell takes any cell apart as an answer. Dates, errors and logical values
// are no answers and come back as labels that nothing maps.
func readCell(c sheet.Cell) wording.Answer {
	switch c.Kind {
	case sheet.Empty:
		return wording.Answer{Form: wording.Blank}
	case sheet.Small, sheet.Number:
		return wording.NumberAnswer(c.Num)
	case sheet.Text:
		return wording.ReadAnswer(c.Text)
	}
	return wording.Answer{Form: wording.Label, Label: wording.Clean(c.Text)}
}

// openTable reads the first rows of a sheet and finds platform and header.
// It returns nil for a sheet without any cell.
func openTable(f *file, i int, opt Options, hint int) (*table, []issue.Issue, error) {
	grid, widths, err := firstRows(f, i, opt)
	if err != nil {
		return nil, nil, err
	}
	t := &table{file: f, sheet: i, sheetName: f.book.Sheets[i].Name, grid: grid}
	if f.book.Format == sheet.CSV {
		t.sheetName = ""
	}
	if tableWidth(grid) == 0 {
		return nil, nil, nil
	}
	known := 0
	t.platform, known = platform(texts(grid, headRows))
	t.head = findHeader(grid, f.book.Sheets[i].Merges, t.platform, known, hint)
	if t.head.last > 0 {
		merged, err := f.book.FillDown(i, t.head.last+1)
		if err == nil && merged {
			t.grid, err = f.book.Head(i, len(grid))
		}
		if err != nil {
			return nil, nil, err
		}
	}
	if hint == 0 && t.noResponses() {
		return t, nil, nil
	}
	readWords(t.head.cols)
	if f.book.Format == sheet.CSV && t.head.last > 0 {
		t.raggedWidths(widths)
	}
	t.sample = newSample(len(t.head.cols))
	t.derived = companions(t)
	var issues []issue.Issue
	if t.head.last == 0 && t.platform == Template {
		return nil, nil, nil // the questionnaire to print, beside the answers
	}
	if t.head.last == 0 {
		issues = append(issues, issue.Issue{Code: issue.HeaderNotFound, Pos: issue.Pos{File: f.name, Sheet: t.sheetName},
			Want:   lang.T("表头应在前25行内；可在研究文件中用 header: {row: …} 指明", "a header within the first 25 rows; the study file can name it: header: {row: …}"),
			Effect: lang.T("该表未读取", "the sheet was not read")})
		return nil, issues, nil
	}
	return t, issues, nil
}

// firstRows gives the rows that the header is looked for in and the sample is
// taken from, and how many cells the file has in each. A sheet whose rows stand in one cell each is split first.
func firstRows(f *file, i int, opt Options) ([][]sheet.Cell, []int32, error) {
	rows := max(opt.Sample, headRows) + headRows
	grid, widths, err := f.book.HeadWidths(i, rows)
	if err != nil {
		return nil, nil, err
	}
	if split, err := f.book.SplitOneColumn(i, grid); err != nil || !split {
		return grid, widths, err
	}
	return f.book.HeadWidths(i, rows)
}

// duplicateHeaders reports headers that occur more than once in a hand-kept
// sheet; exports of platforms repeat them by design, and columns that the study
// file names are settled.
func (t *table) duplicateHeaders() []issue.Issue {
	if t.platform != HandKept && t.platform != Template {
		return nil
	}
	first := make(map[string]int)
	var out []issue.Issue
	for i := range t.head.cols {
		raw := t.head.cols[i].raw
		if raw == "" {
			continue
		}
		if j, twice := first[raw]; twice {
			if t.bind.cols[i].reason == ByStudyFile && t.bind.cols[j].reason == ByStudyFile {
				continue
			}
			out = append(out, issue.Issue{Code: issue.HeaderDuplicate, Pos: issue.Pos{File: t.file.name, Sheet: t.sheetName, Row: t.head.last, Col: i + 1},
				Got: wording.Shorten(raw, 80), Subject: issue.ColumnName(j+1) + ", " + issue.ColumnName(i+1), Want: lang.T("每列的表头应不同", "each column with a header of its own"),
				Effect: lang.T("按位置区分各列", "the columns are told apart by their place")})
			continue
		}
		first[raw] = i
	}
	return out
}

// columns is how many columns the table has: as far as its header goes, and
// on as far as columns without one are filled in a fifth of the rows.
func (t *table) columns() int {
	n := len(t.head.cols)
	for n > 0 && t.head.cols[n-1].raw == "" {
		filled, rows := 0, 0
		for c := range t.column(n - 1) {
			rows++
			if c.Kind != sheet.Empty {
				filled++
			}
		}
		if filled*5 >= rows && filled > 0 {
			break
		}
		n--
	}
	return n
}

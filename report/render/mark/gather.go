package mark

import (
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"

	"servqual/survey/sheet"
)

// gathered makes one workbook of several files: a sheet for each of theirs.
func gathered(books []*sheet.Book, p *plan) (*excelize.File, error) {
	f := excelize.NewFile(excelize.Options{TmpDir: p.opt.TempDir})
	first := f.GetSheetName(0)
	names := newNames(books)
	for _, b := range books {
		if err := add(f, b, p, names); err != nil {
			f.Close()
			return nil, fmt.Errorf("%s: %w", b.Name, err)
		}
	}
	if !names.used[strings.ToLower(first)] {
		if err := f.DeleteSheet(first); err != nil {
			f.Close()
			return nil, err
		}
	}
	return f, nil
}

// add copies one book: a workbook with formulas and formats, any other file by
// its cells.
func add(f *excelize.File, b *sheet.Book, p *plan, names *names) error {
	if b.Format == sheet.XLSX {
		src, err := openBook(b, p.opt)
		if err == nil {
			defer src.Close()
			return copyBook(f, src, b, p, names)
		}
		if !errors.Is(err, errUnreadable) {
			return err
		}
	}
	for i, s := range b.Sheets {
		pl := place{b.Name, s.Name}
		if b.Format == sheet.CSV {
			pl.sheet = ""
		}
		name := names.sheet(b, pl.sheet)
		p.sheets[pl] = name
		if _, err := f.NewSheet(name); err != nil {
			return err
		}
		if err := cells(f, b, i, name, p, pl); err != nil {
			return err
		}
	}
	return nil
}

// cells writes the cells of a file that is no workbook: numbers as numbers
// where they read back as the same digits, all else as the text it is. Rows go
// out as they come in, so that a file of any length takes no memory.
func cells(f *excelize.File, b *sheet.Book, i int, name string, p *plan, pl place) error {
	day, err := f.NewStyle(&excelize.Style{CustomNumFmt: ptr("yyyy-mm-dd hh:mm")})
	if err != nil {
		return err
	}
	share, err := f.NewStyle(&excelize.Style{NumFmt: 10})
	if err != nil {
		return err
	}
	notes := p.notes[pl]
	widest := make(map[int]int) // of the marked cells by row
	for c := range notes {
		widest[c.row] = max(widest[c.row], c.col)
	}
	colour := painter{f: f, styles: make(map[shade]int)}
	if err := p.annotate(f, pl, name, nil); err != nil {
		return err
	}
	w, err := f.NewStreamWriter(name)
	if err != nil {
		return err
	}
	var line []any
	put := func(row int, get func(c int) (any, int), n int) error {
		line = line[:0]
		for c := range max(n, widest[row]) {
			if c >= excelize.MaxColumns {
				break
			}
			var v any
			style := 0
			if c < n {
				v, style = get(c)
			}
			if m := notes[at{row, c + 1}]; m != nil {
				var err error
				if style, err = colour.shaded(style, m.worst); err != nil {
					return err
				}
			}
			if v == nil && style == 0 {
				line = append(line, nil)
				continue
			}
			line = append(line, excelize.Cell{StyleID: style, Value: v})
		}
		if len(line) == 0 {
			return nil
		}
		first, _ := excelize.CoordinatesToCellName(1, row)
		return w.SetRow(first, line)
	}
	err = b.InOrder(i, func(blk *sheet.Block) error {
		if err := p.opt.ended(); err != nil {
			return err
		}
		for r := range blk.N {
			row := blk.First + r
			if row > excelize.TotalRows {
				return errors.New("more rows than a workbook can hold; mark the file in parts")
			}
			n := blk.Cols
			for n > 0 && blk.At(r, n-1) == 0 {
				n--
			}
			err := put(row, func(c int) (any, int) {
				x := blk.Cell(r, c)
				switch {
				case x.Kind == sheet.Date:
					return value(x), day
				case x.Kind == sheet.Number && x.Has(sheet.Percent):
					return value(x), share
				}
				return value(x), 0
			}, n)
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	return w.Flush()
}

func ptr[T any](v T) *T { return &v }

var plainNumber = regexp.MustCompile(`^-?(0|[1-9]\d{0,14})(\.\d+)?$`)

// value is a cell as a workbook stores it.
func value(c sheet.Cell) any {
	switch c.Kind {
	case sheet.Small, sheet.Number, sheet.Date:
		if c.Kind == sheet.Small && c.Has(sheet.Quoted) {
			return c.Text
		}
		return c.Num
	case sheet.Bool:
		return c.Num != 0
	case sheet.Empty:
		return nil
	}
	if plainNumber.MatchString(c.Text) {
		if x, err := strconv.ParseFloat(c.Text, 64); err == nil && strconv.FormatFloat(x, 'f', -1, 64) == c.Text {
			return x
		}
	}
	return c.Text
}

// names gives each sheet of the copy a name of its own.
type names struct {
	used  map[string]bool
	alone bool // one file: its sheets keep their names
}

func newNames(books []*sheet.Book) *names {
	return &names{used: make(map[string]bool), alone: len(books) == 1}
}

var badName = strings.NewReplacer(":", "_", "\\", "_", "/", "_", "?", "_", "*", "_", "[", "(", "]", ")", "'", "’")

// sheet names the copy of a sheet: the file's name where there are several,
// and the sheet's.
func (n *names) sheet(b *sheet.Book, sheetName string) string {
	base := b.Name
	if i := strings.LastIndexByte(base, '.'); i > 0 {
		base = base[:i]
	}
	name := base
	switch {
	case n.alone && sheetName != "":
		name = sheetName
	case sheetName != "" && len(b.Sheets) > 1:
		name = base + " " + sheetName
	}
	return n.unique(name)
}

// unique makes a name that workbooks take and that no other sheet has.
func (n *names) unique(name string) string {
	name = strings.TrimSpace(badName.Replace(name))
	if name == "" {
		name = "Sheet"
	}
	for k := 1; ; k++ {
		try := short(name, 31)
		if k > 1 {
			end := fmt.Sprintf(" (%d)", k)
			try = short(name, 31-len(end)) + end
		}
		if low := strings.ToLower(try); !n.used[low] && low != "history" {
			n.used[low] = true
			return try
		}
	}
}

// short cuts a name to n UTF-16 units, as workbooks count.
func short(s string, n int) string {
	u := utf16.Encode([]rune(s))
	if len(u) <= n {
		return s
	}
	if utf16.IsSurrogate(rune(u[n-1])) && u[n-1] < 0xDC00 {
		n--
	}
	return strings.TrimSpace(string(utf16.Decode(u[:n])))
}

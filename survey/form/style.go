package form

import "github.com/xuri/excelize/v2"

// The colours of the forms: one ink, a light band of its own for each part.
const (
	ink    = "1F3A5F"
	grey   = "8A94A0"
	line   = "B8C2CC"
	warn   = "FBD5D5"
	good   = "D9EFDC"
	absent = "FFF3C4"
)

var bands = []string{"DCE6F1", "E3EFDA", "FCE9D9", "EADFF0", "DDEFF0", "F3EBD3", "E8E8E8"}

func band(i int) string { return bands[i%len(bands)] }

// typeface is one that Windows, macOS and WPS replace by their own Chinese
// typeface where they lack it.
const typeface = "微软雅黑"

// sheets writes a workbook and keeps the first error, so that the layout reads
// without a test after every line.
type sheets struct {
	f      *excelize.File
	err    error
	styles map[string]int
}

func newSheets() *sheets { return &sheets{f: excelize.NewFile(), styles: make(map[string]int)} }

func (s *sheets) note(err error) {
	if s.err == nil {
		s.err = err
	}
}

// look describes a cell's style; equal looks share one.
type look struct {
	name                    string
	fill, colour            string
	size                    float64
	bold, wrap, box, locked bool
	across, down            string // alignment
	format                  string
}

func (s *sheets) style(l look) int {
	if id, ok := s.styles[l.name]; ok {
		return id
	}
	st := &excelize.Style{
		Font:      &excelize.Font{Family: typeface, Size: l.size, Bold: l.bold, Color: l.colour},
		Alignment: &excelize.Alignment{Horizontal: l.across, Vertical: l.down, WrapText: l.wrap},
	}
	if l.size == 0 {
		st.Font.Size = 10
	}
	if l.fill != "" {
		st.Fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{l.fill}}
	}
	if l.box {
		for _, side := range []string{"left", "right", "top", "bottom"} {
			st.Border = append(st.Border, excelize.Border{Type: side, Color: line, Style: 1})
		}
	}
	if l.format != "" {
		st.CustomNumFmt = &l.format
	}
	id, err := s.f.NewStyle(st)
	s.note(err)
	s.styles[l.name] = id
	return id
}

// name gives the address of a cell, from 1.
func name(col, row int) string {
	n, _ := excelize.CoordinatesToCellName(col, row)
	return n
}

func colName(col int) string {
	n, _ := excelize.ColumnNumberToName(col)
	return n
}

func (s *sheets) put(sheet string, col, row int, v any, l look) {
	s.note(s.f.SetCellValue(sheet, name(col, row), v))
	s.dress(sheet, col, row, col, row, l)
}

func (s *sheets) dress(sheet string, col, row, lastCol, lastRow int, l look) {
	s.note(s.f.SetCellStyle(sheet, name(col, row), name(lastCol, lastRow), s.style(l)))
}

func (s *sheets) merge(sheet string, col, row, lastCol, lastRow int) {
	if col == lastCol && row == lastRow {
		return
	}
	s.note(s.f.MergeCell(sheet, name(col, row), name(lastCol, lastRow)))
}

func (s *sheets) width(sheet string, col, last int, w float64) {
	s.note(s.f.SetColWidth(sheet, colName(col), colName(last), w))
}

package mapping

import (
	"math"
	"strings"

	"github.com/xuri/excelize/v2"

	"servqual/survey/lang"
)

// The looks of the workbook: one ink, white cells to fill in, grey text that is
// only told, yellow where something is open.
const (
	ink      = "1F3A5F"
	grey     = "6B7480"
	line     = "B8C2CC"
	headFill = "DCE6F1"
	openFill = "FFE699"
	typeface = "微软雅黑"
)

type look struct {
	size         float64
	bold, box    bool
	colour, fill string
	centre, top  bool
}

// writer writes a workbook and keeps the first error.
type writer struct {
	f      *excelize.File
	l      lang.Lang
	err    error
	styles map[look]int
}

func (w *writer) note(err error) {
	if w.err == nil {
		w.err = err
	}
}

func (w *writer) style(x look) int {
	if id, ok := w.styles[x]; ok {
		return id
	}
	if x.size == 0 {
		x.size = 10
	}
	st := &excelize.Style{Font: &excelize.Font{Family: typeface, Size: x.size, Bold: x.bold, Color: x.colour}, Alignment: &excelize.Alignment{Vertical: "center", WrapText: true}}
	if x.centre {
		st.Alignment.Horizontal = "center"
	}
	if x.top {
		st.Alignment.Vertical = "top"
	}
	if x.fill != "" {
		st.Fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{x.fill}}
	}
	if x.box {
		for _, side := range []string{"left", "right", "top", "bottom"} {
			st.Border = append(st.Border, excelize.Border{Type: side, Color: line, Style: 1})
		}
	}
	id, err := w.f.NewStyle(st)
	w.note(err)
	w.styles[x] = id
	return id
}

func at(col, row int) string {
	s, _ := excelize.CoordinatesToCellName(col, row)
	return s
}

func letter(col int) string {
	s, _ := excelize.ColumnNumberToName(col)
	return s
}

// put writes a value; nil leaves the cell blank. Text stays text, whatever it
// looks like.
func (w *writer) put(sheet string, col, row int, v any, x look) {
	switch v := v.(type) {
	case nil:
	case string:
		if v != "" {
			w.note(w.f.SetCellStr(sheet, at(col, row), v))
		}
	default:
		w.note(w.f.SetCellValue(sheet, at(col, row), v))
	}
	w.note(w.f.SetCellStyle(sheet, at(col, row), at(col, row), w.style(x)))
}

// lines is how many lines a text takes in a column of a width.
func lines(s string, width float64) int {
	n := 0
	for _, part := range strings.Split(s, "\n") {
		units := 0.0
		for _, r := range part {
			units++
			if r > 0x2e80 {
				units++
			}
		}
		n += max(1, int(math.Ceil(units*1.12/width)))
	}
	return n
}

// page makes a sheet print on A4, as wide as one page, its header on each.
func (w *writer) page(sheet string, head, cols, rows int, landscape bool) {
	size, one, any, way := 9, 1, 0, "portrait"
	if landscape {
		way = "landscape"
	}
	fit, off, m := true, false, 0.4
	w.note(w.f.SetPageLayout(sheet, &excelize.PageLayoutOptions{Size: &size, Orientation: &way, FitToWidth: &one, FitToHeight: &any}))
	w.note(w.f.SetSheetProps(sheet, &excelize.SheetPropsOptions{FitToPage: &fit}))
	w.note(w.f.SetPageMargins(sheet, &excelize.PageLayoutMarginsOptions{Left: &m, Right: &m, Top: &m, Bottom: &m}))
	w.note(w.f.SetSheetView(sheet, 0, &excelize.ViewOptions{ShowGridLines: &off}))
	w.note(w.f.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Area", Scope: sheet, RefersTo: "'" + sheet + "'!$A$1:$" + letter(cols) + "$" + itoa(rows)}))
	w.note(w.f.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", Scope: sheet, RefersTo: "'" + sheet + "'!$" + itoa(head) + ":$" + itoa(head)}))
	w.note(w.f.SetPanes(sheet, &excelize.Panes{Freeze: true, YSplit: head, TopLeftCell: at(1, head+1), ActivePane: "bottomLeft"}))
}

package mark

import (
	"regexp"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"servqual/survey/sheet"
)

// copyBook copies the sheets of a workbook into another: values, formulas,
// formats, merged cells, widths and heights.
func copyBook(f, src *excelize.File, b *sheet.Book, p *plan, names *names) error {
	list := src.GetSheetList()
	renamed := make(map[string]string, len(list))
	for _, old := range list {
		renamed[old] = names.sheet(b, old)
		p.sheets[place{b.Name, old}] = renamed[old]
		if _, err := f.NewSheet(renamed[old]); err != nil {
			return err
		}
	}
	c := copier{to: f, from: src, styles: make(map[int]int), renamed: renamed}
	for _, old := range list {
		if err := c.sheet(old, renamed[old]); err != nil {
			return err
		}
		if err := p.mark(f, place{b.Name, old}, renamed[old]); err != nil {
			return err
		}
	}
	return nil
}

type copier struct {
	to, from *excelize.File
	styles   map[int]int // style of the copy by style of the original
	renamed  map[string]string
}

func (c *copier) sheet(old, name string) error {
	rows, err := c.from.Rows(old)
	if err != nil {
		return err
	}
	defer rows.Close()
	widest := 0
	for r := 1; rows.Next(); r++ {
		cols, err := rows.Columns()
		if err != nil {
			return err
		}
		widest = max(widest, len(cols))
		for i := range cols {
			at, err := excelize.CoordinatesToCellName(i+1, r)
			if err != nil {
				return err
			}
			if err := c.cell(old, name, at, cols[i]); err != nil {
				return err
			}
		}
		opts := rows.GetRowOpts()
		if opts.Hidden {
			if err := c.to.SetRowVisible(name, r, false); err != nil {
				return err
			}
		}
		if opts.Height > 0 {
			if h, err := c.from.GetRowHeight(old, r); err == nil {
				if err := c.to.SetRowHeight(name, r, h); err != nil {
					return err
				}
			}
		}
	}
	return c.layout(old, name, widest)
}

// cell copies one cell. raw is what is stored: a number's digits, a text.
func (c *copier) cell(old, name, at, raw string) error {
	style, err := c.from.GetCellStyle(old, at)
	if err != nil {
		return err
	}
	if style > 0 {
		if style, err = c.style(style); err != nil {
			return err
		}
		if err := c.to.SetCellStyle(name, at, at, style); err != nil {
			return err
		}
	}
	kind, err := c.from.GetCellType(old, at)
	if err != nil {
		return err
	}
	formula, err := c.from.GetCellFormula(old, at)
	if err != nil {
		return err
	}
	if formula == "" {
		return c.value(name, at, raw, kind)
	}
	// The value goes first and stays as the stored result; as a shared string
	// it would turn into the string's number.
	if raw != "" {
		if err := c.to.SetCellDefault(name, at, raw); err != nil {
			return err
		}
	}
	return c.to.SetCellFormula(name, at, c.point(formula))
}

func (c *copier) value(name, at, raw string, kind excelize.CellType) error {
	if raw == "" {
		return nil
	}
	switch kind {
	case excelize.CellTypeBool:
		return c.to.SetCellBool(name, at, raw == "1" || strings.EqualFold(raw, "TRUE"))
	case excelize.CellTypeUnset, excelize.CellTypeNumber:
		if _, err := strconv.ParseFloat(raw, 64); err == nil {
			return c.to.SetCellDefault(name, at, raw)
		}
	}
	return c.to.SetCellStr(name, at, raw)
}

// point lets a formula name the sheets of the copy.
func (c *copier) point(formula string) string {
	return sheetRef.ReplaceAllStringFunc(formula, func(ref string) string {
		old := strings.TrimSuffix(ref, "!")
		if len(old) > 1 && old[0] == '\'' {
			old = strings.ReplaceAll(old[1:len(old)-1], "''", "'")
		}
		name, ok := c.renamed[old]
		if !ok || name == old {
			return ref
		}
		return "'" + strings.ReplaceAll(name, "'", "''") + "'!"
	})
}

// sheetRef is a sheet's name in a formula.
var sheetRef = regexp.MustCompile(`(?:'(?:[^']|\'\')+'|[\p{L}\p{N}_.]+)!`)

func (c *copier) style(id int) (int, error) {
	if to, ok := c.styles[id]; ok {
		return to, nil
	}
	s, err := c.from.GetStyle(id)
	if err != nil {
		return 0, err
	}
	to, err := c.to.NewStyle(s)
	c.styles[id] = to
	return to, err
}

// layout copies merged cells, widths and comments.
func (c *copier) layout(old, name string, widest int) error {
	merged, err := c.from.GetMergeCells(old)
	if err != nil {
		return err
	}
	for _, m := range merged {
		if err := c.to.MergeCell(name, m.GetStartAxis(), m.GetEndAxis()); err != nil {
			return err
		}
	}
	for i := 1; i <= widest; i++ {
		col, _ := excelize.ColumnNumberToName(i)
		w, err := c.from.GetColWidth(old, col)
		if err != nil {
			return err
		}
		if err := c.to.SetColWidth(name, col, col, w); err != nil {
			return err
		}
		if visible, err := c.from.GetColVisible(old, col); err == nil && !visible {
			if err := c.to.SetColVisible(name, col, false); err != nil {
				return err
			}
		}
	}
	notes, err := comments(c.from, old)
	if err != nil {
		return err
	}
	for _, at := range keys(notes) {
		if err := c.to.AddComment(name, comment(at, []string{notes[at]})); err != nil {
			return err
		}
	}
	return nil
}

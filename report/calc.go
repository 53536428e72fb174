package report

import (
	"fmt"
	"regexp"
	"strings"

	"servqual/survey/lang"
)

// Calc is a calculation that a workbook holds as live formulas, so that a
// reader can change an answer and see the score move: blocks of cells that
// refer to each other by name. Each formula comes with its result, as computed
// by the engine; nothing is computed here. Other formats leave it out.
type Calc struct {
	Title lang.Text
	Note  lang.Text // how to use it
	Parts []CalcPart
}

// CalcPart is a block of cells under one head.
type CalcPart struct {
	ID      string // its name in references: "answers"
	Title   lang.Text
	Note    lang.Text
	Columns []Column // a column's ID is its name in references
	Rows    []CalcRow
}

// CalcRow is a row of cells; its ID is its name in references.
type CalcRow struct {
	ID     string
	Cells  []CalcCell
	Strong bool
	Ref    string
}

// CalcCell is a text, an input, or a formula with its result.
//
// A formula is written as in a workbook, without the equals sign and with
// English names of functions, and refers to cells in brackets:
//
//	[gap]              the cell of column gap in the same row
//	[gap:Q5]           that of row Q5 of the same part
//	[answers.gap]      the whole column gap of part answers
//	[answers.gap:R1]   one cell of another part
//
// [a]:[b] is the range from one cell to another.
type CalcCell struct {
	Text    lang.Text
	Number  Number // an input, or the result of Formula; absent: blank
	Formula string
	Input   bool // a reader may change it
}

var calcRef = regexp.MustCompile(`\[([^\[\]]*)\]`)

// CalcAt gives the address of a rectangle of a part: rows and columns count
// from 0, ends included.
type CalcAt func(part, row0, col0, row1, col1 int) string

// Resolve writes the formula of a cell with the addresses that at gives.
func (c *Calc) Resolve(part, row int, formula string, at CalcAt) (string, error) {
	var failed error
	out := calcRef.ReplaceAllStringFunc(formula, func(ref string) string {
		a, err := c.resolve(part, row, strings.Trim(ref, "[]"), at)
		if err != nil && failed == nil {
			failed = err
		}
		return a
	})
	return out, failed
}

func (c *Calc) resolve(part, row int, ref string, at CalcAt) (string, error) {
	name, rowID, one := strings.Cut(ref, ":")
	column := name
	if p, col, other := strings.Cut(name, "."); other {
		column = col
		if part = c.part(p); part < 0 {
			return "", fmt.Errorf("calculation: no part %q in [%s]", p, ref)
		}
		if !one {
			row = -1
		}
	}
	col := -1
	for i, x := range c.Parts[part].Columns {
		if x.ID == column {
			col = i
		}
	}
	if col < 0 {
		return "", fmt.Errorf("calculation: no column %q in [%s]", column, ref)
	}
	if one {
		row = -1
		for i, r := range c.Parts[part].Rows {
			if r.ID == rowID {
				row = i
			}
		}
		if row < 0 {
			return "", fmt.Errorf("calculation: no row %q in [%s]", rowID, ref)
		}
	}
	if row < 0 {
		return at(part, 0, col, max(0, len(c.Parts[part].Rows)-1), col), nil
	}
	return at(part, row, col, row, col), nil
}

func (c *Calc) part(id string) int {
	for i, p := range c.Parts {
		if p.ID == id {
			return i
		}
	}
	return -1
}

// Check says what is wrong with a calculation: names that are missing or there
// twice, references that lead nowhere, formulas without a result, inputs that
// are formulas.
func (c *Calc) Check() error {
	nowhere := func(int, int, int, int, int) string { return "" }
	parts := map[string]bool{}
	for i, p := range c.Parts {
		if p.ID == "" || parts[p.ID] || strings.ContainsAny(p.ID, "[].:") {
			return fmt.Errorf("calculation: part %q has no name, one that is taken, or one with [ ] . :", p.ID)
		}
		parts[p.ID] = true
		columns, rows := map[string]bool{}, map[string]bool{}
		for _, x := range p.Columns {
			if x.ID == "" || columns[x.ID] || strings.ContainsAny(x.ID, "[].:") {
				return fmt.Errorf("calculation: column %q of part %s has no name, one that is taken, or one with [ ] . :", x.ID, p.ID)
			}
			columns[x.ID] = true
		}
		for j, r := range p.Rows {
			if r.ID != "" && rows[r.ID] {
				return fmt.Errorf("calculation: row %q of part %s is there twice", r.ID, p.ID)
			}
			rows[r.ID] = true
			if len(r.Cells) > len(p.Columns) {
				return fmt.Errorf("calculation: row %q of part %s has %d cells in %d columns", r.ID, p.ID, len(r.Cells), len(p.Columns))
			}
			for _, x := range r.Cells {
				if x.Formula == "" {
					continue
				}
				if x.Input {
					return fmt.Errorf("calculation: a cell of part %s is both input and formula %q", p.ID, x.Formula)
				}
				if strings.HasPrefix(x.Formula, "=") {
					return fmt.Errorf("calculation: the formula %q begins with an equals sign", x.Formula)
				}
				if _, err := c.Resolve(i, j, x.Formula, nowhere); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

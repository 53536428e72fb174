package report

import (
	"fmt"
	"strings"
	"testing"

	"servqual/survey/lang"
)

func sheet() *Calc {
	cols := []Column{{ID: "id"}, {ID: "e"}, {ID: "p"}, {ID: "gap"}}
	cell := func(f string) CalcCell { return CalcCell{Formula: f, Number: N(Gap, 1)} }
	return &Calc{Parts: []CalcPart{
		{ID: "answers", Columns: cols, Rows: []CalcRow{{ID: "R1", Cells: []CalcCell{{Text: lang.Same("R1")}, {Input: true}, {Input: true}, cell("[p]-[e]")}}, {ID: "R2", Cells: []CalcCell{{}, {}, {}, cell("[p:R1]-[e]")}}}},
		{ID: "total", Columns: []Column{{ID: "mean"}}, Rows: []CalcRow{{ID: "all", Cells: []CalcCell{cell("AVERAGE([answers.gap])+[answers.e:R2]*SUM([mean:all]:[mean])")}}}},
	}}
}

// address writes rectangles as part!row.column–row.column.
func address(p, r0, c0, r1, c1 int) string { return fmt.Sprintf("%d!%d.%d-%d.%d", p, r0, c0, r1, c1) }

func TestCalcResolve(t *testing.T) {
	c := sheet()
	if err := c.Check(); err != nil {
		t.Fatal(err)
	}
	for _, x := range []struct {
		part, row int
		formula   string
		want      string
	}{
		{0, 0, "[p]-[e]", "0!0.2-0.2-0!0.1-0.1"},
		{0, 1, "[p:R1]", "0!0.2-0.2"},
		{1, 0, "SUM([answers.gap])", "SUM(0!0.3-1.3)"},
		{1, 0, "[answers.e:R2]", "0!1.1-1.1"},
		{1, 0, "1+1", "1+1"},
	} {
		if got, err := c.Resolve(x.part, x.row, x.formula, address); err != nil || got != x.want {
			t.Errorf("%s became %s (%v), want %s", x.formula, got, err, x.want)
		}
	}
}

func TestCalcCheck(t *testing.T) {
	for name, spoil := range map[string]func(*Calc){
		"no part":       func(c *Calc) { c.Parts[1].Rows[0].Cells[0].Formula = "[nowhere.gap]" },
		"no column":     func(c *Calc) { c.Parts[0].Rows[0].Cells[3].Formula = "[x]" },
		"no row":        func(c *Calc) { c.Parts[0].Rows[0].Cells[3].Formula = "[p:R9]" },
		"equals sign":   func(c *Calc) { c.Parts[0].Rows[0].Cells[3].Formula = "=1" },
		"both input":    func(c *Calc) { c.Parts[0].Rows[0].Cells[3].Input = true },
		"there twice":   func(c *Calc) { c.Parts[0].Rows[1].ID = "R1" },
		"is taken":      func(c *Calc) { c.Parts[1].ID = "answers" },
		"cells in":      func(c *Calc) { c.Parts[1].Rows[0].Cells = make([]CalcCell, 2) },
		"taken, or one": func(c *Calc) { c.Parts[0].Columns[2].ID = "e" },
	} {
		c := sheet()
		spoil(c)
		if err := c.Check(); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

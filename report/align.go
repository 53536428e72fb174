package report

// AlignOf gives the alignment of a column: its own, or by content: numbers
// right, text left.
func (t Table) AlignOf(i int) Align {
	switch {
	case t.Columns[i].Align != Auto:
		return t.Columns[i].Align
	case t.Numeric(i):
		return Right
	}
	return Left
}

// Numeric says that a column holds numbers, and nothing else but blanks and the
// muted words that stand for a number ("withheld").
func (t Table) Numeric(i int) bool {
	found := false
	for _, row := range t.Rows {
		if i >= len(row.Cells) {
			continue
		}
		c := row.Cells[i]
		switch {
		case c.Number.Defined || c.Number.Hidden:
			found = true
		case !c.Text.IsZero() && c.Tone != Muted:
			return false
		}
	}
	return found
}

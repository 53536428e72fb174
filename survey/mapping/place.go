package mapping

import (
	"errors"
	"slices"
	"strings"

	"servqual/survey"
	"servqual/survey/lang"
)

// place finds the row and cell of what the study file refuses.
func (m *maker) place(err error) error {
	var v *survey.ValidationError
	if !errors.As(err, &v) {
		return err
	}
	f := &Fault{Sheet: SheetSettings, Row: -1, Text: v.Problem}
	switch path := v.Path; {
	case strings.HasPrefix(path, "$.scale.labels"):
		f.Sheet = SheetWords
		for i, w := range m.b.Words {
			if s := m.f.Scale; w.Code != nil && s.Min != nil && (*w.Code < *s.Min || *w.Code > *s.Max) {
				f.Row, f.Cell = i, CellCode
				f.Text = lang.F("“%s”写的是 %d，不在量表 %d 到 %d 之内；请改正，或改“最低=”“最高=”", "%q stands for %d, which is not on the scale %d … %d: correct it, or the lowest and highest answer", w.Text, *w.Code, *s.Min, *s.Max)
				break
			}
		}
	case strings.HasPrefix(path, "$.scale"), path == "$" && m.first >= 0:
		f.Sheet, f.Row, f.Cell = SheetColumns, max(0, m.first), CellMin
		if m.f.Scale == nil {
			f.Text = lang.T("还不知道量表：请填“最低=”“最高=”，或在“文字与分数”表中填各种文字的分数", "the scale is not known: fill in the lowest and highest answer, or the numbers of the words on the sheet of words")
		}
	case path == "$":
		f.Sheet, f.Text = SheetColumns, lang.T("没有一列用作题项；请至少把一列的“用作”改为题项", "no column is an item: make one an item at least")
	case strings.HasPrefix(path, "$.units"):
		f.Sheet = SheetUnits
	case strings.HasPrefix(path, "$.weights"):
		f.Sheet, f.Cell = SheetColumns, CellDimension
		f.Row = slices.IndexFunc(m.b.Columns, func(c Column) bool { return c.Use == Weight })
	case strings.HasPrefix(path, "$.dimensions"):
		f.Sheet = SheetDimensions
	}
	return f
}

// title names the column of a row.
func (b *Book) title(i int) string {
	if c := b.Columns[i]; c.Title != "" {
		return c.Title
	}
	return b.Columns[i].Header
}

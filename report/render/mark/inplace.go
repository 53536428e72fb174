package mark

import (
	"bytes"
	"errors"
	"sort"
	"strings"

	"github.com/xuri/excelize/v2"

	"servqual/survey/issue"
	"servqual/survey/sheet"
)

// errUnreadable says that the library can't open a workbook that load could
// read, or can't write it back whole; its cells are then copied one by one.
var errUnreadable = errors.New("the workbook can't be copied as it is")

// openLimit is what the parts of a workbook may unfold to: load has read the
// file already within its own limits.
const openLimit = 4 << 30

func openBook(b *sheet.Book, opt Options) (*excelize.File, error) {
	raw, err := b.Raw()
	if err != nil {
		return nil, err
	}
	f, err := excelize.OpenReader(bytes.NewReader(raw), excelize.Options{RawCellValue: true, UnzipSizeLimit: openLimit, TmpDir: opt.TempDir})
	if err != nil {
		return nil, errors.Join(errUnreadable, err)
	}
	return f, nil
}

// inPlace opens a workbook and marks its cells; all else stays as it is.
func inPlace(b *sheet.Book, p *plan) (*excelize.File, error) {
	f, err := openBook(b, p.opt)
	if err != nil {
		return nil, err
	}
	if _, macros := f.Pkg.Load("xl/vbaProject.bin"); macros {
		f.Close()
		return nil, errUnreadable // a workbook with macros is none without: its cells are copied
	}
	for _, name := range f.GetSheetList() {
		if err := p.opt.ended(); err != nil {
			f.Close()
			return nil, err
		}
		pl := place{b.Name, name}
		p.sheets[pl] = name
		if err := p.mark(f, pl, name); err != nil {
			f.Close()
			return nil, err
		}
	}
	return f, nil
}

// mark colours and comments the cells of one sheet.
func (p *plan) mark(f *excelize.File, pl place, name string) error {
	notes := p.notes[pl]
	if len(notes) == 0 {
		return nil
	}
	colour := painter{f: f, styles: make(map[shade]int)}
	for _, c := range sorted(notes) {
		cell, err := excelize.CoordinatesToCellName(c.col, c.row)
		if err != nil {
			continue // beyond what a workbook can hold
		}
		if err := colour.paint(name, cell, notes[c].worst); err != nil {
			return err
		}
	}
	old, err := comments(f, name)
	if err != nil {
		return err
	}
	return p.annotate(f, pl, name, old)
}

// annotate writes the comments of one sheet. What stood on a cell before stays
// in front of ours.
func (p *plan) annotate(f *excelize.File, pl place, name string, old map[string]string) error {
	notes := p.notes[pl]
	for _, c := range sorted(notes) {
		cell, err := excelize.CoordinatesToCellName(c.col, c.row)
		if err != nil {
			continue
		}
		if p.left <= 0 {
			return nil
		}
		p.left--
		texts := notes[c].texts
		if o, ok := old[cell]; ok {
			if err := f.DeleteComment(name, cell); err != nil {
				return err
			}
			texts = append([]string{o}, texts...)
		}
		if err := f.AddComment(name, comment(cell, texts)); err != nil {
			return err
		}
	}
	return nil
}

// sorted lists marked cells by row and column.
func sorted(notes map[at]*note) []at {
	out := make([]at, 0, len(notes))
	for c := range notes {
		out = append(out, c)
	}
	sort.Slice(out, func(i, j int) bool {
		if out[i].row != out[j].row {
			return out[i].row < out[j].row
		}
		return out[i].col < out[j].col
	})
	return out
}

// comments gives the comments that are there already.
func comments(f *excelize.File, name string) (map[string]string, error) {
	list, err := f.GetComments(name)
	if err != nil {
		return nil, err
	}
	out := make(map[string]string)
	for _, c := range list {
		text := c.Text
		for _, r := range c.Paragraph {
			text += r.Text
		}
		out[c.Cell] = text
	}
	return out, nil
}

// maxComment keeps a comment within what spreadsheets store and people read.
const maxComment = 4000

// comment sizes the box to its text.
func comment(cell string, texts []string) excelize.Comment {
	text := strings.Join(texts, "\n\n")
	if r := []rune(text); len(r) > maxComment {
		text = string(r[:maxComment]) + "…"
	}
	lines := 0
	for _, l := range strings.Split(text, "\n") {
		w := 0
		for _, r := range l {
			w++
			if r > 0x2E80 {
				w++
			}
		}
		lines += 1 + w/46
	}
	return excelize.Comment{Author: "servqual", Cell: cell, Width: 330, Height: uint(min(400, 18*lines+16)),
		Paragraph: []excelize.RichTextRun{{Text: text, Font: &excelize.Font{Size: 9, Family: "微软雅黑", Color: "000000"}}}}
}

// painter gives cells another fill and leaves the rest of their style alone.
type painter struct {
	f      *excelize.File
	styles map[shade]int
	fills  map[issue.Severity]int
}

type shade struct {
	style int
	worst issue.Severity
}

func (p *painter) paint(sheet, cell string, worst issue.Severity) error {
	old, err := p.f.GetCellStyle(sheet, cell)
	if err != nil {
		return err
	}
	id, err := p.shaded(old, worst)
	if err != nil {
		return err
	}
	return p.f.SetCellStyle(sheet, cell, cell, id)
}

// shaded is a style that is another one with a fill. The library's own reading
// of a style loses what it does not know, so the record is copied instead.
func (p *painter) shaded(old int, worst issue.Severity) (int, error) {
	if id, ok := p.styles[shade{old, worst}]; ok {
		return id, nil
	}
	plain, ok := p.fills[worst]
	if !ok {
		var err error
		plain, err = p.f.NewStyle(&excelize.Style{Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{fills[worst]}}})
		if err != nil {
			return 0, err
		}
		if p.fills == nil {
			p.fills = make(map[issue.Severity]int)
		}
		p.fills[worst] = plain
	}
	xfs := p.f.Styles.CellXfs
	id := plain
	if old > 0 && old < len(xfs.Xf) {
		xf := xfs.Xf[old]
		yes := true
		xf.FillID, xf.ApplyFill = xfs.Xf[plain].FillID, &yes
		xfs.Xf = append(xfs.Xf, xf)
		xfs.Count = len(xfs.Xf)
		id = len(xfs.Xf) - 1
	}
	p.styles[shade{old, worst}] = id
	return id, nil
}

package mapping

import (
	"bytes"
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"servqual/survey"
	"servqual/survey/lang"
)

// The bounds of a workbook that is read: of its unpacked size and of its rows.
const (
	maxUnpacked = 64 << 20
	maxRows     = 200_000
)

// Read reads a workbook that Write made and somebody edited. What can't be read
// is a *survey.StudyError that names the sheet and the cell.
func Read(name string, data []byte) (b *Book, err error) {
	defer func() {
		if recover() != nil { // of the library, on a damaged workbook
			b, err = nil, unreadable(name)
		}
	}()
	f, err := excelize.OpenReader(bytes.NewReader(data), excelize.Options{RawCellValue: true, UnzipSizeLimit: maxUnpacked, UnzipXMLSizeLimit: maxUnpacked})
	if err != nil {
		return nil, unreadable(name)
	}
	defer f.Close()
	r := &reader{name: name, f: f, sheets: make(map[Sheet]*grid)}
	if err := r.find(); err != nil {
		return nil, err
	}
	b = &Book{from: workbook{name: name, titles: make(map[Sheet]string), at: make(map[Sheet]map[string]int), rows: make(map[Sheet][]int)}}
	for s, g := range r.sheets {
		b.from.titles[s], b.from.at[s] = g.title, g.at
	}
	for _, step := range []func(*Book) error{r.settings, r.dimensions, r.columns, r.words, r.units} {
		if err := step(b); err != nil {
			return nil, err
		}
	}
	return b, nil
}

func unreadable(name string) error {
	return &survey.StudyError{Name: name, Text: lang.T("不是能打开的 Excel 工作簿（.xlsx）；请用 servqual init --out 重新生成", "no workbook (.xlsx) that can be opened; write it again with `servqual init --out`")}
}

// Parse reads a workbook and makes the study that it describes.
func Parse(name string, data []byte, presets survey.Presets) (*survey.Study, *Book, error) {
	b, err := Read(name, data)
	if err != nil {
		return nil, nil, err
	}
	s, err := b.Study(presets)
	if err != nil {
		return nil, nil, b.from.placed(err)
	}
	return s, b, nil
}

// Places knows the cells in which the workbook names the columns of the data.
func (b *Book) Places() survey.StudyPlace {
	p := survey.StudyPlace{File: b.from.name, Sheet: b.from.titles[SheetColumns], Cells: make(map[string]string)}
	for i, c := range b.Columns {
		p.Cells[c.Header] = at(b.from.at[SheetColumns]["header"]+1, b.from.row(SheetColumns, i))
	}
	return p
}

// placed words a fault with the cell of the workbook that it is in.
func (w *workbook) placed(err error) error {
	var f *Fault
	if !errors.As(err, &f) {
		return err
	}
	where := lang.F("工作表“%s”", "sheet %q", w.titles[f.Sheet])
	if col, ok := w.at[f.Sheet][cellKeys[f.Cell]]; ok && f.Row >= 0 {
		where = lang.F("工作表“%s”的 %s 格", "sheet %q, cell %s", w.titles[f.Sheet], at(col+1, w.row(f.Sheet, f.Row)))
	}
	return &survey.StudyError{Name: w.name, Text: lang.F("%s：%s", "%s: %s", where, f.Text)}
}

// Is says whether a workbook is a mapping, by the mark on its first sheet.
func Is(data []byte) (is bool) {
	defer func() {
		if recover() != nil {
			is = false
		}
	}()
	f, err := excelize.OpenReader(bytes.NewReader(data), excelize.Options{RawCellValue: true, UnzipSizeLimit: maxUnpacked, UnzipXMLSizeLimit: maxUnpacked})
	if err != nil {
		return false
	}
	defer f.Close()
	for _, s := range f.GetSheetList() {
		v, _ := f.GetCellValue(s, at(columnOf(SheetColumns, "question"), confirmRow))
		if v == Mark {
			return true
		}
	}
	return false
}

// reader is a workbook being read.
type reader struct {
	name   string
	f      *excelize.File
	sheets map[Sheet]*grid
}

// grid is a sheet: its rows, and the columns of its headings.
type grid struct {
	title string
	rows  [][]string
	head  int // row of the headings, from 1
	at    map[string]int
}

// find finds the sheets by their names in either language.
func (r *reader) find() error {
	for _, title := range r.f.GetSheetList() {
		for s := SheetColumns; s <= SheetSettings; s++ {
			if !is(title, sheetNames[s]) {
				continue
			}
			rows, err := r.f.GetRows(title)
			if err != nil || len(rows) > maxRows {
				return &survey.StudyError{Name: r.name, Text: lang.F("工作表“%s”读不了，或行数太多", "the sheet %q can't be read or has too many rows", title)}
			}
			g := &grid{title: title, rows: rows, at: make(map[string]int)}
			g.headings(s)
			r.sheets[s] = g
		}
	}
	g := r.sheets[SheetColumns]
	if g == nil || g.head == 0 {
		return &survey.StudyError{Name: r.name, Text: lang.F("不是对应表：没有名为“%s”、带“%s”一列的工作表；请用 servqual init --out 重新生成", "no mapping workbook: there is no sheet %q with a column %q; write it again with `servqual init --out`", sheetNames[SheetColumns], headings[CellUse])}
	}
	return nil
}

// headings finds the header row: that with the most headings of the sheet.
func (g *grid) headings(s Sheet) {
	best := 1
	for i, row := range g.rows[:min(len(g.rows), 20)] {
		at := make(map[string]int)
		for j, cell := range row {
			for _, f := range fieldsOf(s) {
				if _, have := at[f.key]; !have && cell != "" && is(cell, f.head) {
					at[f.key] = j
				}
			}
		}
		if len(at) > best {
			best, g.head, g.at = len(at), i+1, at
		}
	}
}

// cell gives a cell by its key. What the data wrote keeps the blanks around it.
func (g *grid) cell(row int, key string) string {
	j, ok := g.at[key]
	if !ok || row >= len(g.rows) || j >= len(g.rows[row]) {
		return ""
	}
	s := g.rows[row][j]
	if t := strings.TrimSpace(s); t == "" || key != "header" && key != "word" && key != "written" {
		return t
	}
	return s
}

// each calls do for every row below the headings in which one of the keys is
// filled.
func (g *grid) each(keys []string, do func(row int, cell func(string) string) error) error {
	if g == nil || g.head == 0 {
		return nil
	}
	for i := g.head; i < len(g.rows); i++ {
		cell := func(key string) string { return g.cell(i, key) }
		filled := false
		for _, k := range keys {
			filled = filled || cell(k) != ""
		}
		if !filled {
			continue
		}
		if err := do(i, cell); err != nil {
			return err
		}
	}
	return nil
}

// fault is a cell that can't be read.
func (r *reader) fault(s Sheet, row int, key, zh, en string, args ...any) error {
	g := r.sheets[s]
	return &survey.StudyError{Name: r.name, Text: lang.F("工作表“%s”的 %s 格：%s", "sheet %q, cell %s: %s", g.title, at(g.at[key]+1, row+1), lang.F(zh, en, args...))}
}

// whole reads a whole number.
func (r *reader) whole(s Sheet, row int, key, text string) (*int, error) {
	if text == "" {
		return nil, nil
	}
	x, err := strconv.ParseFloat(strings.ReplaceAll(text, "−", "-"), 64)
	if err != nil || x != math.Trunc(x) || math.Abs(x) > 1000 {
		return nil, r.fault(s, row, key, "要写整数，现在是“%s”", "write a whole number, not %q", text)
	}
	n := int(x)
	return &n, nil
}

func (r *reader) columns(b *Book) error {
	if err := r.confirmed(b); err != nil {
		return err
	}
	return r.sheets[SheetColumns].each([]string{"header", "item"}, func(row int, cell func(string) string) error {
		c := Column{Header: cell("header"), Item: cell("item"), Name: lang.Text{Zh: cell("name"), En: cell("english")}, Dimension: cell("dimension"), Question: lang.Same(cell("question"))}
		var ok bool
		if c.Use, ok = parseUse(cell("use")); !ok {
			return r.fault(SheetColumns, row, "use", "没有“%s”这种用途；请从下拉列表中选择", "there is no use %q: choose one from the list", cell("use"))
		}
		if s := cell("side"); s != "" {
			if c.Side, ok = parseSide(s); !ok {
				return r.fault(SheetColumns, row, "side", "没有“%s”这一面；请从下拉列表中选择期望、感知、重要度、最低要求或理想水平", "there is no side %q: choose one from the list", s)
			}
		}
		var err error
		if c.Min, err = r.whole(SheetColumns, row, "min", cell("min")); err != nil {
			return err
		}
		if c.Max, err = r.whole(SheetColumns, row, "max", cell("max")); err != nil {
			return err
		}
		if s := cell("best"); s != "" {
			answer, ok := parseYes(s)
			if !ok {
				return r.fault(SheetColumns, row, "best", "“1=最好？”只能填 是 或 否，现在是“%s”", "write yes or no, not %q", s)
			}
			c.Best = &answer
		}
		if !c.Question.IsZero() && c.Best == nil {
			c.Cell = CellBest // of the first item, where this is the question
		}
		for _, d := range b.Dimensions {
			if c.Dimension != "" && (c.Dimension == d.Label.Zh || c.Dimension == d.Label.En) {
				c.Dimension = d.ID
			}
		}
		if c.Name.En == "" && c.Use == Item {
			c.Name.En = c.Name.Zh
		}
		b.Columns = append(b.Columns, c)
		b.from.rows[SheetColumns] = append(b.from.rows[SheetColumns], row+1)
		return nil
	})
}

// confirmed reads the cell beside the word for it.
func (r *reader) confirmed(b *Book) error {
	g := r.sheets[SheetColumns]
	for i, row := range g.rows[:min(len(g.rows), g.head)] {
		for j, cell := range row {
			if !is(cell, lang.T("已核对", "Confirmed")) {
				continue
			}
			said := ""
			if j+1 < len(row) {
				said = strings.TrimSpace(row[j+1])
			}
			answer, ok := parseYes(said)
			if !ok && said != "" {
				return &survey.StudyError{Name: r.name, Text: lang.F("工作表“%s”的 %s 格：“已核对”只能填 是 或 否，现在是“%s”", "sheet %q, cell %s: write yes or no, not %q", g.title, at(j+2, i+1), said)}
			}
			b.Confirmed = answer
			return nil
		}
	}
	return nil
}

func (r *reader) words(b *Book) error {
	return r.sheets[SheetWords].each([]string{"recognised", "code", "n", "question"}, func(row int, cell func(string) string) error {
		w := Word{Text: cell("word"), Question: lang.Same(cell("question"))}
		var err error
		if w.Recognised, err = r.whole(SheetWords, row, "recognised", cell("recognised")); err != nil {
			return err
		}
		code := cell("code")
		for v, t := range voids {
			if code != "" && is(code, t) {
				w.Void = v
			}
		}
		if w.Void == 0 {
			if w.Code, err = r.whole(SheetWords, row, "code", code); err != nil {
				return r.fault(SheetWords, row, "code", "要写整数、“未作答”或“不适用”，现在是“%s”", "write a whole number, \"no answer\" or \"not applicable\", not %q", code)
			}
		}
		b.Words = append(b.Words, w)
		b.from.rows[SheetWords] = append(b.from.rows[SheetWords], row+1)
		return nil
	})
}

func (r *reader) dimensions(b *Book) error {
	return r.sheets[SheetDimensions].each([]string{"id", "name"}, func(row int, cell func(string) string) error {
		d := survey.Dimension{ID: cell("id"), Label: lang.Text{Zh: cell("name"), En: cell("english")}}
		if d.ID == "" {
			d.ID = fmt.Sprintf("D%d", len(b.Dimensions)+1)
		}
		if d.Label.Zh == "" {
			d.Label.Zh = d.ID
		}
		if d.Label.En == "" {
			d.Label.En = d.Label.Zh
		}
		if s := cell("weight"); s != "" {
			x, err := strconv.ParseFloat(s, 64)
			if err != nil || math.IsNaN(x) || math.IsInf(x, 0) {
				return r.fault(SheetDimensions, row, "weight", "权重要写数字，现在是“%s”", "write a number, not %q", s)
			}
			d.Weight = x
		}
		b.Dimensions = append(b.Dimensions, d)
		b.from.rows[SheetDimensions] = append(b.from.rows[SheetDimensions], row+1)
		return nil
	})
}

func (r *reader) units(b *Book) error {
	return r.sheets[SheetUnits].each([]string{"name", "n", "parent1"}, func(row int, cell func(string) string) error {
		u := UnitName{Written: cell("written"), Name: cell("name")}
		for _, k := range []string{"parent1", "parent2", "parent3"} {
			if p := cell(k); p != "" {
				u.Parents = append(u.Parents, p)
			}
		}
		if u.Name == "" && len(u.Parents) > 0 {
			u.Name = u.Written
		}
		b.Units = append(b.Units, u)
		b.from.rows[SheetUnits] = append(b.from.rows[SheetUnits], row+1)
		return nil
	})
}

// settings reads what stands beside the headings of the sheet of settings.
func (r *reader) settings(b *Book) error {
	g := r.sheets[SheetSettings]
	if g == nil {
		return nil
	}
	values := make(map[string]string)
	for i, row := range g.rows {
		for _, x := range settings {
			if len(row) > 1 && is(row[0], x.head) {
				values[x.key] = strings.TrimSpace(row[1])
				if x.key == "row" {
					n, err := strconv.Atoi(values[x.key])
					if values[x.key] != "" && (err != nil || n < 1) {
						return &survey.StudyError{Name: r.name, Text: lang.F("工作表“%s”的 B%d 格：要写行号，现在是“%s”", "sheet %q, cell B%d: write the number of a row, not %q", g.title, i+1, values[x.key])}
					}
				}
			}
		}
	}
	if rest := values["rest"]; rest != "" {
		f, err := survey.ParseStudyFile(r.name, []byte(rest))
		if err != nil {
			return &survey.StudyError{Name: r.name, Text: lang.F("工作表“%s”中“其他”一格读不懂；请恢复原样", "sheet %q: the cell Other can't be read; restore it", g.title)}
		}
		b.File = *f
	}
	b.File.Title = lang.Text{Zh: values["title"], En: values["english"]}
	if b.File.Title.En == "" {
		b.File.Title.En = b.File.Title.Zh
	}
	b.File.Instrument = values["instrument"]
	n, _ := strconv.Atoi(values["row"])
	if n > 0 || values["sheet"] != "" {
		b.File.Header = &survey.FileHeader{Row: n, Sheet: values["sheet"]}
	}
	return nil
}

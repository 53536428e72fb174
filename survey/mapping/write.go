package mapping

import (
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/xuri/excelize/v2"

	"servqual/survey"
	"servqual/survey/lang"
)

func itoa(n int) string { return strconv.Itoa(n) }

// spare is how many rows below the last one take drop-downs as well.
const spare = 40

// Write writes the workbook in one language.
func (b *Book) Write(out io.Writer, l lang.Lang) error {
	if l == lang.Both {
		l = lang.Zh
	}
	w := &writer{f: excelize.NewFile(), l: l, styles: make(map[look]int)}
	defer w.f.Close()
	w.note(w.f.SetSheetName("Sheet1", w.name(SheetColumns)))
	for s := SheetWords; s <= SheetSettings; s++ {
		_, err := w.f.NewSheet(w.name(s))
		w.note(err)
	}
	b.writeSettings(w)
	b.writeColumns(w)
	b.writeWords(w)
	b.writeDimensions(w)
	b.writeUnits(w)
	if w.err != nil {
		return fmt.Errorf("mapping workbook: %w", w.err)
	}
	return w.f.Write(out)
}

func (w *writer) name(s Sheet) string { return sheetNames[s].In(w.l) }

// top writes the title and the hint of a sheet, and its header row.
func (w *writer) top(s Sheet, head int, title, hint lang.Text) {
	sheet, fields := w.name(s), fieldsOf(s)
	w.put(sheet, 1, titleRow, title.In(w.l), look{size: 14, bold: true, colour: ink})
	w.put(sheet, 1, hintRow, hint.In(w.l), look{colour: grey, top: true})
	width := 0.0
	for i, f := range fields {
		width += f.width
		w.put(sheet, i+1, head, f.head.In(w.l), look{bold: true, colour: ink, fill: headFill, box: true, centre: true})
		w.note(w.f.SetColWidth(sheet, letter(i+1), letter(i+1), f.width))
	}
	for _, row := range []int{titleRow, hintRow} {
		w.note(w.f.MergeCell(sheet, at(1, row), at(len(fields), row)))
	}
	w.note(w.f.SetRowHeight(sheet, titleRow, 26))
	w.note(w.f.SetRowHeight(sheet, hintRow, 15*float64(lines(hint.In(w.l), width))+4))
	w.note(w.f.SetRowHeight(sheet, head, 32))
}

// centred are the columns of short entries of a kind.
var centred = map[string]bool{"number": true, "n": true, "use": true, "item": true, "dimension": true, "side": true, "min": true, "max": true, "best": true, "recognised": true, "code": true, "weight": true}

// row writes the cells of an entry. open is the key of the cell that a question
// is about, "" without one.
func (w *writer) row(s Sheet, row int, open string, cells map[string]any) {
	sheet := w.name(s)
	high := 1
	for i, f := range fieldsOf(s) {
		x := look{box: true, centre: centred[f.key]}
		if f.grey {
			x.colour = grey
		}
		if f.key == open {
			x.fill = openFill
		}
		if f.key == "question" {
			x.colour = "9C2A2A"
		}
		v := cells[f.key]
		if t, ok := v.(string); ok {
			high = max(high, lines(t, f.width))
		}
		w.put(sheet, i+1, row, v, x)
	}
	w.note(w.f.SetRowHeight(sheet, row, 15*float64(min(high, 12))+4))
}

// list lets a column of rows choose from a range.
func (w *writer) list(s Sheet, key string, from, to int, source string, strict bool) {
	c := letter(columnOf(s, key))
	dv := excelize.NewDataValidation(true)
	dv.Sqref = fmt.Sprintf("%s%d:%s%d", c, from, c, to)
	dv.SetSqrefDropList(source)
	if strict {
		dv.SetError(excelize.DataValidationErrorStyleStop, lang.T("请从列表中选择", "Choose from the list").In(w.l), lang.T("这一格只能填下拉列表中的内容。", "This cell takes an entry of its list only.").In(w.l))
	} else {
		dv.ShowErrorMessage = false
	}
	w.note(w.f.AddDataValidation(w.name(s), dv))
}

func number(n *int) any {
	if n == nil {
		return nil
	}
	return *n
}

func (w *writer) yesNo(x *bool) any {
	switch {
	case x == nil:
		return nil
	case *x:
		return yes.In(w.l)
	}
	return no.In(w.l)
}

// text is a label in the language of the sheet, and in English beside it where
// it differs.
func english(t lang.Text) any {
	if t.En == t.Zh || t.En == "" {
		return nil
	}
	return t.En
}

func (b *Book) writeColumns(w *writer) {
	sheet := w.name(SheetColumns)
	w.top(SheetColumns, headRow, lang.T("对应表：每一列用来做什么", "Mapping: what each column is used for"),
		lang.T("请看黄色的格子和“疑问”一列；改好后把“已核对”选为 是，保存即可。题项的“最低=”“最高=”“1=最好？”只需在第一个题项那一行填写，其余题项空着表示相同。",
			"Look at the yellow cells and at the column Question; then set Confirmed to yes and save. The lowest and highest answer and which end is best are stated in the row of the first item; a blank on other items means the same."))
	w.put(sheet, columnOf(SheetColumns, "question"), confirmRow, Mark, look{size: 8, colour: line})
	w.put(sheet, 2, confirmRow, lang.T("已核对", "Confirmed").In(w.l), look{bold: true, colour: ink, box: true, centre: true})
	x := look{bold: true, box: true, centre: true}
	if !b.Confirmed {
		x.fill = openFill
	}
	w.put(sheet, 3, confirmRow, w.yesNo(&b.Confirmed), x)
	var asked []string
	for _, q := range b.Questions {
		asked = append(asked, q.In(w.l))
	}
	last := columnOf(SheetColumns, "question") - 1
	w.put(sheet, 4, confirmRow, strings.Join(asked, "\n"), look{colour: "9C2A2A"})
	w.note(w.f.MergeCell(sheet, at(4, confirmRow), at(last, confirmRow)))
	w.note(w.f.SetRowHeight(sheet, confirmRow, 15*float64(max(1, lines(strings.Join(asked, "\n"), 110)))+6))
	names := b.dimensionNames(w.l)
	for i := range b.Columns {
		b.writeColumn(w, i, names)
	}
	last = columnsFirst + len(b.Columns) - 1
	w.list(SheetColumns, "use", columnsFirst, last+spare, w.listed("uses"), true)
	w.list(SheetColumns, "side", columnsFirst, last+spare, w.listed("sides"), true)
	w.list(SheetColumns, "best", columnsFirst, last+spare, w.listed("yes"), true)
	w.list(SheetColumns, "dimension", columnsFirst, last+spare, fmt.Sprintf("'%s'!$B$%d:$B$%d", w.name(SheetDimensions), dimsFirst, dimsFirst+max(20, len(b.Dimensions)+5)), false)
	dv := excelize.NewDataValidation(true)
	dv.Sqref = at(3, confirmRow)
	dv.SetSqrefDropList(w.listed("yes"))
	w.note(w.f.AddDataValidation(sheet, dv))
	w.page(sheet, headRow, len(columnFields), max(last, headRow), true)
}

// writeColumn writes the row of a column.
func (b *Book) writeColumn(w *writer, i int, names map[string]string) {
	c := &b.Columns[i]
	cells := map[string]any{
		"number": number(positive(c.Number)), "header": c.Header, "frequent": strings.Join(c.Frequent, comma.In(w.l)), "n": c.Filled, "use": "", "item": c.Item,
		"name": c.Name.Zh, "english": english(c.Name), "dimension": c.Dimension, "min": number(c.Min), "max": number(c.Max), "best": w.yesNo(c.Best), "question": c.Question.In(w.l),
	}
	if c.Title != "" {
		cells["frequent"] = c.Title + "\n" + strings.Join(c.Frequent, comma.In(w.l))
	}
	if c.Number == 0 {
		cells["n"] = nil
	}
	if c.Use != "" {
		cells["use"] = useLabel(c.Use).In(w.l)
	}
	if n, ok := names[c.Dimension]; ok {
		cells["dimension"] = n
	}
	if c.Side != 0 {
		cells["side"] = c.Side.Label().In(w.l)
	}
	open := ""
	if !c.Question.IsZero() {
		open = cellKeys[c.Cell]
	}
	w.row(SheetColumns, columnsFirst+i, open, cells)
	if open == "min" {
		w.put(w.name(SheetColumns), columnOf(SheetColumns, "max"), columnsFirst+i, number(c.Max), look{box: true, centre: true, fill: openFill})
	}
}

var comma = lang.T("、", ", ")

func positive(n int) *int {
	if n <= 0 {
		return nil
	}
	return &n
}

// dimensionNames are the names of dimensions by id, their ids where two have one
// name.
func (b *Book) dimensionNames(l lang.Lang) map[string]string {
	out, seen := make(map[string]string), make(map[string]int)
	for _, d := range b.Dimensions {
		seen[d.Label.In(l)]++
	}
	for _, d := range b.Dimensions {
		name := d.Label.In(l)
		if name == "" || seen[name] > 1 || slices.ContainsFunc(b.Dimensions, func(x survey.Dimension) bool {
			return x.ID != d.ID && (x.ID == name || x.Label.Zh == name || x.Label.En == name)
		}) {
			name = d.ID
		}
		out[d.ID] = name
	}
	return out
}

func (b *Book) writeWords(w *writer) {
	w.top(SheetWords, wordsFirst-1, lang.T("文字与分数：每种答案文字算几分", "Words: what each wording of an answer counts as"),
		lang.T("“分数”一列可以改：写数字，或写“未作答”“不适用”。与“识别为”相同表示按程序识别的量表计算。",
			"The column Counts as can be edited: a number, or \"no answer\" or \"not applicable\". Where it equals Recognised as, the ladder of the words decides."))
	for i, x := range b.Words {
		open := ""
		if !x.Question.IsZero() {
			open = "code"
		}
		code := number(x.Code)
		if x.Void != 0 {
			code = voids[x.Void].In(w.l)
		}
		cells := map[string]any{"word": x.Text, "recognised": number(x.Recognised), "code": code, "question": x.Question.In(w.l)}
		if x.N > 0 {
			cells["n"] = x.N
		}
		w.row(SheetWords, wordsFirst+i, open, cells)
	}
	if len(b.Words) == 0 {
		w.put(w.name(SheetWords), 1, wordsFirst, lang.T("（题项的答案都是数字，没有文字；有需要时可在此添加）", "(the items are answered in numbers; words can be added here)").In(w.l), look{colour: grey})
	}
	w.page(w.name(SheetWords), wordsFirst-1, len(wordFields), wordsFirst+len(b.Words), false)
}

func (b *Book) writeDimensions(w *writer) {
	w.top(SheetDimensions, dimsFirst-1, lang.T("维度", "Dimensions"),
		lang.T("题项按维度分组计分。在“对应表”的“维度”列直接写新的名称，也会成为新的维度。权重可不填；要填就写各维度的百分点。",
			"Items are scored by dimension. A new name in the column Dimension of the mapping makes a new one. Weights may be left blank; they are points out of 100."))
	for i, d := range b.Dimensions {
		cells := map[string]any{"id": d.ID, "name": d.Label.Zh, "english": english(d.Label)}
		if d.Weight != 0 {
			cells["weight"] = d.Weight
		}
		w.row(SheetDimensions, dimsFirst+i, "", cells)
	}
	w.page(w.name(SheetDimensions), dimsFirst-1, len(dimensionFields), dimsFirst+len(b.Dimensions), false)
}

func (b *Book) writeUnits(w *writer) {
	w.top(SheetUnits, unitsFirst-1, lang.T("单位：数据中的名称和报告中使用的名称", "Units: names in the data and names to use"),
		lang.T("同一家单位有几种写法时，在“使用的名称”中写同一个名称；留空表示照原样。上级可不填。",
			"Where a unit is written in several ways, give all of them one name to use; blank means as written. Parents may be left blank."))
	for i, u := range b.Units {
		cells := map[string]any{"written": u.Written, "name": u.Name, "question": u.Question.In(w.l)}
		for k, p := range u.Parents[:min(3, len(u.Parents))] {
			cells["parent"+itoa(k+1)] = p
		}
		if u.N > 0 {
			cells["n"] = u.N
		}
		open := ""
		if !u.Question.IsZero() {
			open = "name"
		}
		w.row(SheetUnits, unitsFirst+i, open, cells)
	}
	if len(b.Units) == 0 {
		w.put(w.name(SheetUnits), 1, unitsFirst, lang.T("（数据中没有单位）", "(the data names no units)").In(w.l), look{colour: grey})
	}
	w.page(w.name(SheetUnits), unitsFirst-1, len(unitFields), unitsFirst+len(b.Units), true)
}

// listColumns are the columns of the sheet of settings with the entries of
// drop-downs.
var listColumns = map[string]int{"uses": 5, "sides": 6, "yes": 7}

func (w *writer) entries(list string) []lang.Text {
	var out []lang.Text
	switch list {
	case "uses":
		for _, u := range uses() {
			out = append(out, useLabel(u))
		}
	case "sides":
		for _, s := range []survey.Side{survey.Perception, survey.Expectation, survey.Importance, survey.Minimum, survey.Desired} {
			out = append(out, s.Label())
		}
	case "yes":
		out = []lang.Text{yes, no}
	}
	return out
}

// listed is the range with the entries of a drop-down.
func (w *writer) listed(list string) string {
	c := letter(listColumns[list])
	return fmt.Sprintf("'%s'!$%s$%d:$%s$%d", w.name(SheetSettings), c, settingsTop, c, settingsTop+len(w.entries(list))-1)
}

func (b *Book) writeSettings(w *writer) {
	sheet := w.name(SheetSettings)
	w.put(sheet, 1, titleRow, lang.T("设置", "Settings").In(w.l), look{size: 14, bold: true, colour: ink})
	w.note(w.f.SetRowHeight(sheet, titleRow, 26))
	values := map[string]any{"title": b.File.Title.Zh, "english": english(b.File.Title), "instrument": b.File.Instrument}
	if h := b.File.Header; h != nil {
		values["row"], values["sheet"] = number(positive(h.Row)), h.Sheet
	}
	rest, err := b.restText()
	w.note(err)
	values["rest"] = rest
	for i, x := range settings {
		row := settingsTop + i
		w.put(sheet, 1, row, x.head.In(w.l), look{bold: true, colour: ink, fill: headFill, box: true})
		w.put(sheet, 2, row, values[x.key], look{box: true, top: x.key == "rest"})
		w.put(sheet, 3, row, x.hint.In(w.l), look{colour: grey})
		high := lines(x.hint.In(w.l), 34)
		if s, ok := values[x.key].(string); ok {
			high = max(high, lines(s, 46))
		}
		w.note(w.f.SetRowHeight(sheet, row, min(400, 15*float64(high)+4)))
	}
	for _, list := range []string{"uses", "sides", "yes"} { // in one order, for the same bytes
		col := listColumns[list]
		w.put(sheet, col, settingsTop-1, lang.T("下拉选项", "Lists").In(w.l), look{size: 8, colour: line})
		for i, t := range w.entries(list) {
			w.put(sheet, col, settingsTop+i, t.In(w.l), look{size: 8, colour: line})
		}
		w.note(w.f.SetColWidth(sheet, letter(col), letter(col), 14))
	}
	for col, width := range []float64{14, 48, 36} {
		w.note(w.f.SetColWidth(sheet, letter(col+1), letter(col+1), width))
	}
	w.page(sheet, settingsTop-1, 3, settingsTop+len(settings)-1, false)
}

// restText is what has no cell of its own, as a study file has it.
func (b *Book) restText() (string, error) {
	f := b.File
	f.Title, f.Instrument, f.Header = lang.Text{}, "", nil
	data, err := yaml.MarshalWithOptions(f, yaml.IndentSequence(true), yaml.UseLiteralStyleIfMultiline(true))
	if s := strings.TrimSpace(string(data)); s != "{}" {
		return s, err
	}
	return "", err
}

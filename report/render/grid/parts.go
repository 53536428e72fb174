package grid

import (
	"fmt"
	"strings"

	"servqual/report"
	"servqual/report/render/excel"
)

// part is a small file of the workbook.
type part struct{ name, body string }

// parts are all files but the sheet of the table. The notes come before the
// styles: they ask for looks.
func (b *book) parts() []part {
	const (
		rels  = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`
		doc   = `http://schemas.openxmlformats.org/officeDocument/2006/relationships/`
		types = `application/vnd.openxmlformats-officedocument.spreadsheetml.`
	)
	b.sheetHead() // asks for the looks of the heads
	notes := b.notesSheet()
	return []part{
		{"[Content_Types].xml", xmlHead + `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>` +
			`<Override PartName="/xl/workbook.xml" ContentType="` + types + `sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="` + types + `worksheet+xml"/><Override PartName="/xl/worksheets/sheet2.xml" ContentType="` + types + `worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="` + types + `styles+xml"/>` +
			`<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>`},
		{"_rels/.rels", xmlHead + rels + `<Relationship Id="rId1" Type="` + doc + `officeDocument" Target="xl/workbook.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>`},
		{"docProps/core.xml", b.properties()},
		{"xl/_rels/workbook.xml.rels", xmlHead + rels + `<Relationship Id="rId1" Type="` + doc + `worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="` + doc + `worksheet" Target="worksheets/sheet2.xml"/><Relationship Id="rId3" Type="` + doc + `styles" Target="styles.xml"/></Relationships>`},
		{"xl/styles.xml", b.styles.xml()},
		{"xl/workbook.xml", b.workbook()},
		{"xl/worksheets/sheet2.xml", notes},
	}
}

// workbook lists the sheets and names the filter and what printed pages repeat.
func (b *book) workbook() string {
	sheet := "'" + strings.ReplaceAll(escaped(b.names[0]), "'", "''") + "'!"
	titles := fmt.Sprintf("%s$1:$%d", sheet, headRows)
	if n := len(b.grid.Names); n > 0 {
		titles = fmt.Sprintf("%s$A:$%s,%s", sheet, letters(n-1), titles)
	}
	return xmlHead + `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><bookViews><workbookView activeTab="0"/></bookViews>` +
		`<sheets><sheet name="` + escaped(b.names[0]) + `" sheetId="1" r:id="rId1"/><sheet name="` + escaped(b.names[1]) + `" sheetId="2" r:id="rId2"/></sheets>` +
		`<definedNames><definedName name="_xlnm._FilterDatabase" localSheetId="0" hidden="1">` + sheet + b.filterRange("$") + `</definedName><definedName name="_xlnm.Print_Titles" localSheetId="0">` + titles + `</definedName></definedNames></workbook>`
}

// properties give a creation date that is the data's.
func (b *book) properties() string {
	stamp := "2000-01-01T00:00:00Z"
	if len(b.grid.Date) == len("2006-01-02") {
		stamp = escaped(b.grid.Date) + "T00:00:00Z"
	}
	when := func(name string) string {
		return `<dcterms:` + name + ` xsi:type="dcterms:W3CDTF">` + stamp + `</dcterms:` + name + `>`
	}
	return xmlHead + `<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">` +
		`<dc:title>` + escaped(b.line(b.grid.Title)) + `</dc:title><dc:creator>servqual</dc:creator><cp:lastModifiedBy>servqual</cp:lastModifiedBy>` + when("created") + when("modified") + `</cp:coreProperties>`
}

// notesSheet is the second sheet: how to read the table, and what its short names
// stand for.
func (b *book) notesSheet() string {
	var out []byte
	row := 0
	add := func(height float64, cells ...func([]byte, int) []byte) {
		row++
		out = fmt.Appendf(out, `<row r="%d" ht="%g" customHeight="1">`, row, height)
		for _, c := range cells {
			out = c(out, row)
		}
		out = append(out, "</row>"...)
	}
	cell := func(column string, style int, s string) func([]byte, int) []byte {
		return func(b []byte, row int) []byte { return textCell(b, column, row, style, s) }
	}
	wrap := b.styles.look(0, fontBody, fillNone, borderNone, ` wrapText="1"`)
	bold := b.styles.look(0, fontBold, fillNone, borderNone, "")
	add(30, cell("A", b.styles.look(0, fontTitle, fillNone, borderNone, ""), b.line(b.grid.Title)))
	if b.grid.Date != "" {
		add(lineHeight, cell("A", b.styles.look(0, fontMuted, fillNone, borderNone, ""), b.line(report.WordDataOf.Text())+" "+b.grid.Date))
	}
	var merges []string
	for _, n := range b.grid.Notes {
		s := b.line(n)
		add(lineHeight*float64(1+int(excel.Width(s)/(idWidth+textWidth-4))), cell("A", wrap, s))
		merges = append(merges, fmt.Sprintf(`<mergeCell ref="A%d:B%[1]d"/>`, row))
	}
	add(lineHeight)
	for _, e := range b.grid.Legend {
		s := b.line(e.Text)
		add(lineHeight*float64(1+int(excel.Width(s)/(textWidth-2))), cell("A", bold, e.Name), cell("B", wrap, s))
	}
	sheet := xmlHead + `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews><sheetView showGridLines="0" workbookViewId="0"/></sheetViews><sheetFormatPr defaultRowHeight="16.5"/>` +
		fmt.Sprintf(`<cols><col min="1" max="1" width="%d" customWidth="1"/><col min="2" max="2" width="%d" customWidth="1"/></cols><sheetData>`, idWidth, textWidth) + string(out) + `</sheetData>`
	if len(merges) > 0 {
		sheet += fmt.Sprintf(`<mergeCells count="%d">%s</mergeCells>`, len(merges), strings.Join(merges, ""))
	}
	return sheet + `<pageMargins left="0.5" right="0.5" top="0.7" bottom="0.7" header="0.3" footer="0.3"/><pageSetup paperSize="9" orientation="portrait" fitToHeight="0"/></worksheet>`
}

// The widths of the sheet of notes, in digits, and its lines, in points.
const (
	idWidth    = 14
	textWidth  = 90
	lineHeight = 16.5
)

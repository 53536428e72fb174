package grid

import (
	"fmt"
	"slices"
	"strings"

	"servqual/report"
	"servqual/report/render/excel"
	"servqual/survey/lang"
)

// styles collects the looks of cells; equal ones share a number.
type styles struct {
	face, accent string
	tints        [2]string // the grounds of neighbouring groups
	formats      []string
	looks        []string // the xf elements
}

// Fonts, fills and borders by their numbers in stylesXML.
const (
	fontBody = iota
	fontBold
	fontTitle
	fontMuted
)

const (
	fillNone = iota
	_        // grey, which the format reserves
	fillEven
	fillOdd
)

const (
	borderNone = iota
	borderLeft
	borderBottom
	borderBottomLeft
)

// The first looks, which rows use without looking them up.
const (
	plainText = iota // also that of cells without a style
	keptText
)

// Number formats of the workbook itself begin at 164; 49 is text.
const (
	firstFormat = 164
	textFormat  = 49
)

func newStyles(accent report.RGB, l lang.Lang) *styles {
	s := &styles{face: "Microsoft YaHei", accent: strings.ToUpper(accent.Hex()),
		tints: [2]string{strings.ToUpper(accent.Tint(0.9).Hex()), strings.ToUpper(accent.Tint(0.8).Hex())}}
	if l == lang.En {
		s.face = "Calibri"
	}
	s.look(0, fontBody, fillNone, borderNone, "")
	s.look(textFormat, fontBody, fillNone, borderNone, "")
	return s
}

// look gives the number of a style.
func (s *styles) look(format, font, fill, border int, align string) int {
	xf := fmt.Sprintf(`<xf numFmtId="%d" fontId="%d" fillId="%d" borderId="%d" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1"><alignment vertical="center"%s/></xf>`, format, font, fill, border, align)
	if i := slices.Index(s.looks, xf); i >= 0 {
		return i
	}
	s.looks = append(s.looks, xf)
	return len(s.looks) - 1
}

// number is the style of a column of numbers; a line parts the groups.
func (s *styles) number(k report.Kind, first bool) int {
	code := excel.Format(report.Number{Defined: true, Kind: k, Digits: -1})
	i := slices.Index(s.formats, code)
	if i < 0 {
		i = len(s.formats)
		s.formats = append(s.formats, code)
	}
	border := borderNone
	if first {
		border = borderLeft
	}
	return s.look(firstFormat+i, fontBody, fillNone, border, ` horizontal="right"`)
}

// head is the style of a head: line 1 the groups, 2 the columns.
func (s *styles) head(c column, line int) int {
	border, align := borderNone, ` horizontal="left"`
	if line == 2 {
		border, align = borderBottom, ` horizontal="left" wrapText="1"`
	}
	if c.first {
		border++
	}
	return s.look(0, fontBold, fillEven+c.band%2, border, align)
}

// text is the style of a name: what a program might take for a formula when
// somebody edits the cell is kept as text by its format.
func (s *styles) text(name string) int {
	if excel.FormulaLike(name) {
		return keptText
	}
	return plainText
}

func (s *styles) xml() string {
	var formats strings.Builder
	if len(s.formats) > 0 { // the element must not be empty
		fmt.Fprintf(&formats, `<numFmts count="%d">`, len(s.formats))
		for i, f := range s.formats {
			fmt.Fprintf(&formats, `<numFmt numFmtId="%d" formatCode="%s"/>`, firstFormat+i, escaped(f))
		}
		formats.WriteString(`</numFmts>`)
	}
	font := func(size, bold, colour string) string {
		return `<font>` + bold + `<sz val="` + size + `"/><color rgb="FF` + colour + `"/><name val="` + s.face + `"/><family val="2"/></font>`
	}
	fill := func(c string) string {
		return `<fill><patternFill patternType="solid"><fgColor rgb="FF` + c + `"/><bgColor indexed="64"/></patternFill></fill>`
	}
	left, bottom := `<left style="thin"><color rgb="FFB8C2CC"/></left>`, `<bottom style="medium"><color rgb="FF`+s.accent+`"/></bottom>`
	border := func(left, bottom string) string {
		return `<border>` + left + `<right/><top/>` + bottom + `<diagonal/></border>`
	}
	return xmlHead + `<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">` +
		formats.String() +
		`<fonts count="4">` + font("10.5", "", "1F2933") + font("10.5", "<b/>", "1F2933") + font("16", "<b/>", s.accent) + font("10.5", "", "55606C") + `</fonts>` +
		`<fills count="4"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>` + fill(s.tints[0]) + fill(s.tints[1]) + `</fills>` +
		`<borders count="4">` + border("<left/>", "<bottom/>") + border(left, "<bottom/>") + border("<left/>", bottom) + border(left, bottom) + `</borders>` +
		`<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>` +
		fmt.Sprintf(`<cellXfs count="%d">%s</cellXfs>`, len(s.looks), strings.Join(s.looks, "")) +
		`<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`
}

func escaped(s string) string {
	return strings.ReplaceAll(string(appendText(nil, s)), `"`, "&quot;")
}

package sheet

import (
	"bytes"
	"io"
	"strings"

	"servqual/survey/issue"
	"servqual/survey/lang"
)

// looksXML2003 sees an XML Spreadsheet of Excel 2003, which some systems save
// as .xls.
func looksXML2003(head []byte) bool {
	s := bytes.TrimLeft(trimBOM(head), " \t\r\n")
	return bytes.HasPrefix(s, []byte("<")) && bytes.Contains(s, []byte("urn:schemas-microsoft-com:office:spreadsheet"))
}

// xmlBook reads the elements of an XML Spreadsheet in one pass.
type xmlBook struct {
	book   *Book
	out    *tableBook
	scan   xmlScan
	styles map[string]styleKind
	style  string // being defined

	t        *table
	row, col int
	cell     xmlCell
	inData   bool
}

type xmlCell struct {
	open    bool
	kind    string
	style   string
	formula bool
	text    []byte
	across  int
	down    int
}

func (b *Book) openXML2003(r io.ReaderAt, size int64) error {
	data, err := b.readWhole(r, size)
	if err != nil {
		return err
	}
	x := &xmlBook{book: b, out: &tableBook{book: b}, scan: xmlScan{data: data}, styles: make(map[string]styleKind)}
	b.Format, b.src = XML, x.out
	for {
		switch x.scan.next() {
		case xmlEnd:
			if len(b.Sheets) == 0 {
				return fault(issue.FileEmpty, b.Name, lang.T("工作簿中没有工作表", "the workbook has no sheets of cells"), nil)
			}
			return nil
		case xmlBad:
			return fault(issue.FileTruncated, b.Name, lang.T("文件不完整或已损坏：请重新下载，或在 Excel 或 WPS 中打开后另存为 .xlsx", "the file is cut off or damaged: download it again, or open it in Excel or WPS and save it as .xlsx"), nil)
		case xmlOpen:
			if err := x.open(x.scan.tag); err != nil {
				return err
			}
		case xmlClose:
			x.close(string(x.scan.tag.name))
		case xmlText:
			if x.inData {
				x.cell.text = appendText(x.cell.text, x.scan.text, x.scan.raw)
			}
		}
	}
}

func (x *xmlBook) open(t xmlTag) error {
	limits := x.book.opt.Limits
	switch string(t.name) {
	case "Style":
		x.style, _ = t.attr("ID")
	case "NumberFormat":
		code, _ := t.attr("Format")
		x.styles[x.style] = namedFormat(code)
	case "Worksheet":
		if len(x.book.Sheets) >= limits.Sheets {
			return fault(issue.FileTooLarge, x.book.Name, lang.F("工作表超过 %d 个", "more than %d sheets", limits.Sheets), nil)
		}
		name, _ := t.attr("Name")
		x.t = &table{hidden: make(map[int]bool)}
		x.row = -1
		x.out.tables = append(x.out.tables, x.t)
		x.book.Sheets = append(x.book.Sheets, Sheet{Name: name})
	case "Row":
		x.row = max(x.row+1, t.intAttr("Index", 0)-1)
		x.col = 0
		if x.row >= limits.Rows {
			return fault(issue.FileTooLarge, x.book.Name, lang.F("工作表超过 %d 行", "the sheet has more than %d rows", limits.Rows), nil)
		}
		if x.t != nil && t.boolAttr("Hidden") {
			x.t.hidden[x.row] = true
		}
		if t.empty {
			x.row += max(0, t.intAttr("Span", 0))
		}
	case "Cell":
		x.col = max(x.col, t.intAttr("Index", 0)-1)
		style, _ := t.attr("StyleID")
		_, formula := t.attr("Formula")
		x.cell = xmlCell{open: true, style: style, formula: formula, text: x.cell.text[:0],
			across: max(0, min(t.intAttr("MergeAcross", 0), limits.Cols)), down: max(0, min(t.intAttr("MergeDown", 0), limits.Rows))}
		if t.empty {
			x.endCell()
		}
	case "Data":
		if x.cell.open {
			x.cell.kind, _ = t.attr("Type")
			x.inData = !t.empty
		}
	}
	return nil
}

func (x *xmlBook) close(name string) {
	switch name {
	case "Data":
		x.inData = false
	case "Cell":
		x.endCell()
	case "Worksheet":
		x.t = nil
	}
}

func (x *xmlBook) endCell() {
	c := x.cell
	if !c.open {
		return
	}
	x.cell.open, x.inData = false, false
	if x.t == nil || x.row < 0 {
		return
	}
	if x.col < x.book.opt.Limits.Cols {
		x.t.add(x.row, x.col, x.pack(c))
	}
	if s := &x.book.Sheets[len(x.book.Sheets)-1]; (c.across > 0 || c.down > 0) && (x.row < mergeRows || c.down > 0) && len(s.Merges) < maxMerges {
		s.Merges = append(s.Merges, Merge{x.row + 1, x.col + 1, x.row + 1 + c.down, x.col + 1 + c.across})
	}
	x.col = min(x.col+1+c.across, x.book.opt.Limits.Cols)
}

func (x *xmlBook) pack(c xmlCell) Packed {
	value := bytes.TrimFunc(c.text, blank)
	if len(value) == 0 {
		if c.formula && c.kind != "String" {
			return markSpecial
		}
		return 0
	}
	v, number := parseFloat(value)
	switch c.kind {
	case "Number":
		switch {
		case !number:
		case x.styles[c.style] == styleDate:
			return x.t.float(Date, v, 0)
		case x.styles[c.style] == stylePercent:
			return x.t.float(Number, v, markSpecial)
		default:
			if n, ok := smallNumber(value); ok {
				return packSmall(n)
			}
			return x.t.float(Number, v, 0)
		}
	case "DateTime":
		if days, ok := isoDays(string(value)); ok {
			return x.t.float(Date, days, 0)
		}
	case "Boolean":
		if string(value) == "1" {
			return Packed(Bool) | markSpecial
		}
		return Packed(Bool)
	case "Error":
		return x.t.bytes(Error, value, 0)
	}
	if n, ok := smallNumber(c.text); ok {
		return packSmall(n) | markQuoted
	}
	return x.t.bytes(Text, c.text, markQuoted)
}

// namedFormat knows the format names that XML Spreadsheet uses for codes.
func namedFormat(code string) styleKind {
	switch {
	case code == "Percent":
		return stylePercent
	case strings.HasSuffix(code, "Date"), strings.HasSuffix(code, "Time"):
		return styleDate
	case code == "Fixed" || code == "Standard" || code == "Scientific" || code == "Currency" || code == "General Number" || code == "Euro Currency":
		return stylePlain
	}
	return formatKind(code)
}

package sheet

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"

	"servqual/survey/issue"
	"servqual/survey/lang"
)

// readShared reads the table of shared strings piece by piece.
func (x *xlsxFile) readShared(rels map[string]relation) error {
	b := x.book
	b.shared = new(sharedStrings)
	f := x.find(partOf(rels, "sharedStrings", "xl/sharedStrings.xml"))
	if f == nil {
		return nil
	}
	r, err := openPart(b.Name, f, b.opt.Limits)
	if err != nil {
		return err
	}
	defer r.Close()
	limit := stringsLimit(f, b.opt.Limits)
	cut := newXMLCutter(r, "sst", "si", b.opt.Limits.Record)
	var buf []byte
	for {
		piece, err := cut.next(buf)
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return x.cutFault(f.Name, err)
		}
		if err := x.sharedPiece(piece); err != nil {
			return err
		}
		buf = piece[:0]
		if b.shared.cost() > limit {
			return fault(issue.FileTooLarge, b.Name, lang.T("工作簿中的文字总量超出上限", "the workbook holds more text than the limit allows"), nil)
		}
	}
}

// stringsLimit is how much memory the shared strings of a part may take: 64 MiB
// and eight times their packed size. Words of people take two to four times;
// writers that repeat the words of a scale in every cell, up to eight.
func stringsLimit(f *zip.File, limits Limits) int64 {
	return min(limits.Strings, 64<<20+8*int64(min(f.CompressedSize64, 1<<40)))
}

func (x *xlsxFile) cutFault(part string, err error) error {
	if errors.Is(err, errXMLPiece) {
		return x.malformed(part, err)
	}
	return partFault(x.book.Name, part, err)
}

// sharedPiece reads whole <si> elements. A text in several runs is joined;
// phonetic guides (rPh) are not part of it.
func (x *xlsxFile) sharedPiece(piece []byte) error {
	s := xmlScan{data: piece}
	var text []byte
	inText, phonetic := false, false
	for {
		s.p += x.plainStrings(piece[s.p:])
		switch s.next() {
		case xmlEnd:
			return nil
		case xmlBad:
			return x.malformed("sharedStrings.xml", nil)
		case xmlOpen:
			switch string(s.tag.name) {
			case "si":
				text = text[:0]
				if s.tag.empty {
					x.book.shared.add(nil)
				}
			case "t":
				inText = !phonetic && !s.tag.empty
			case "rPh":
				phonetic = !s.tag.empty
			}
		case xmlClose:
			switch string(s.tag.name) {
			case "si":
				x.book.shared.add(text)
			case "t":
				inText = false
			case "rPh":
				phonetic = false
			}
		case xmlText:
			if inText {
				text = appendText(text, s.text, s.raw)
			}
		}
	}
}

// plainStrings reads the strings of a piece up to the first that is more than
// <si><t>text</t></si>, perhaps with the <phoneticPr …/> that Chinese Excel
// puts behind each, and gives the length read. Opening a workbook with many
// texts takes half the time so.
func (x *xlsxFile) plainStrings(piece []byte) int {
	const open, end = "<si><t>", "</t>"
	p := 0
	for len(piece)-p > len(open) && string(piece[p:p+len(open)]) == open {
		rest := piece[p+len(open):]
		i := bytes.IndexByte(rest, '<')
		if i < 0 || len(rest)-i < len(end) || string(rest[i:i+len(end)]) != end || !plainXML(rest[:i]) {
			break
		}
		n := stringEnd(rest[i+len(end):])
		if n == 0 {
			break
		}
		x.book.shared.add(rest[:i])
		p += len(open) + i + len(end) + n
	}
	return p
}

// stringEnd gives the length of </si>, or of an empty <phoneticPr …/> and
// </si>, at the beginning of s; 0 where something else is.
func stringEnd(s []byte) int {
	const phonetic, end = "<phoneticPr ", "</si>"
	n := 0
	if len(s) > len(phonetic) && string(s[:len(phonetic)]) == phonetic {
		if n = bytes.IndexByte(s, '>') + 1; n < 2 || s[n-2] != '/' {
			return 0
		}
	}
	if len(s)-n < len(end) || string(s[n:n+len(end)]) != end {
		return 0
	}
	return n + len(end)
}

func appendText(dst, s []byte, raw bool) []byte {
	if raw || plainXML(s) {
		return append(dst, s...)
	}
	return appendXML(dst, s, true)
}

package survey

import (
	"github.com/goccy/go-yaml/lexer"
	"github.com/goccy/go-yaml/token"

	"servqual/survey/lang"
)

// StudyPlace knows the lines of a study file on which it names its columns, so
// that a message can say where a name stands that no sheet has.
type StudyPlace struct {
	File  string
	Lines map[string]int // line, from 1, by the text of a value

	Sheet string            // of a mapping workbook, else empty
	Cells map[string]string // of a mapping workbook: the cell of a column
}

// PlacesOf finds the lines of the values of a study file that ParseStudy
// accepts. A text that stands on several lines has the first one.
func PlacesOf(name string, data []byte) StudyPlace {
	p := StudyPlace{File: name, Lines: make(map[string]int)}
	text, err := studyText(name, data)
	if err != nil {
		return p
	}
	for _, t := range lexer.Tokenize(string(text)) {
		if t.Prev == nil || t.Prev.Type != token.MappingValueType && t.Prev.Type != token.SequenceEntryType {
			continue
		}
		if _, known := p.Lines[t.Value]; !known {
			p.Lines[t.Value] = t.Position.Line
		}
	}
	return p
}

// Of words the place of a value: the file and, where it is known, the line.
func (p StudyPlace) Of(value string) lang.Text {
	if p.File == "" {
		return lang.T("研究文件", "the study file")
	}
	if p.Sheet != "" {
		if cell := p.Cells[value]; cell != "" {
			return lang.F("%s 的工作表“%s” %s 格", "%s, sheet %q, cell %s", lang.Same(p.File), p.Sheet, cell)
		}
		return lang.F("对应表 %s", "the mapping workbook %s", p.File)
	}
	if n := p.Lines[value]; n > 0 {
		return lang.F("研究文件 %[1]s 第 %[2]d 行", "line %[2]d of the study file %[1]s", p.File, n)
	}
	return lang.F("研究文件 %s", "the study file %s", p.File)
}

package survey

import (
	"bytes"

	"servqual/survey/lang"
)

// The bounds of a study file. The longest that people write has some thousand
// lines and nests five deep. The parser of YAML takes memory that grows with
// the square of the depth, and of the values in one list, so a file is measured
// before it is parsed.
const (
	maxStudyBytes  = 512 << 10
	maxStudyDepth  = 64
	maxStudyValues = 5_000 // in one list or map in brackets
)

// boundYAML says what of a study file is beyond the bounds; empty where nothing
// is. It looks at the bytes alone: its size, how deep brackets,
// indentation and dashes nest, and how many values stand in one pair of
// brackets. Brackets in quotation marks and comments are text; those within a
// plain word count, which only makes the count too high.
func boundYAML(data []byte) lang.Text {
	if len(data) > maxStudyBytes {
		return lang.F("文件有 %d 字节；研究文件最多 %d 字节", "the file has %d bytes; a study file has %d at most", len(data), maxStudyBytes)
	}
	m := yamlMeasure{}
	for n := 1; len(data) > 0; n++ {
		line, rest, _ := bytes.Cut(data, []byte("\n"))
		m.line(line)
		if m.depth() > maxStudyDepth {
			return lang.F("第 %d 行：列表嵌套超过 %d 层，研究文件用不到这么深；请与 servqual init 生成的文件对照着改", "line %d: lists and maps nest more than %d deep, which no study file needs; compare it with one that `servqual init` writes", n, maxStudyDepth)
		}
		if m.values > maxStudyValues {
			return lang.F("第 %d 行：一对括号里的值超过 %d 个；请与 servqual init 生成的文件对照着改", "line %d: more than %d values stand in one pair of brackets; compare the file with one that `servqual init` writes", n, maxStudyValues)
		}
		data = rest
	}
	return lang.Text{}
}

// yamlMeasure counts how deep a place in a YAML file is nested.
type yamlMeasure struct {
	indents  []int // columns at which the open blocks begin, ascending
	brackets int   // open [ and {
	values   int   // commas since the outermost bracket opened
	quote    byte  // the quotation mark that is open, also over lines
	deepest  int   // brackets open at once in the line
}

func (m *yamlMeasure) depth() int { return len(m.indents) + m.deepest }

// line measures one line.
func (m *yamlMeasure) line(s []byte) {
	m.deepest = m.brackets
	if m.quote == 0 && m.brackets == 0 {
		s = m.indent(s)
	}
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case m.quote == '"' && c == '\\':
			i++
		case m.quote != 0:
			if c == m.quote {
				m.quote = 0
			}
		case c == '#' && (i == 0 || s[i-1] == ' ' || s[i-1] == '\t'):
			return
		case (c == '"' || c == '\'') && opensText(s, i):
			m.quote = c
		case c == '[' || c == '{':
			if m.brackets++; m.brackets == 1 {
				m.values = 0
			}
			m.deepest = max(m.deepest, m.brackets)
		case (c == ']' || c == '}') && m.brackets > 0:
			m.brackets--
		case c == ',' && m.brackets > 0:
			m.values++
		}
	}
}

// indent notes the column that a line begins at, and each dash, question mark
// and anchor before its first word: "- - a" opens two lists. It gives the rest of
// the line.
func (m *yamlMeasure) indent(s []byte) []byte {
	first := true
	for at := 0; at < len(s); at++ {
		switch c := s[at]; {
		case c == ' ' || c == '\t':
			continue
		case c == '#' || c == '\r':
			return s[at:]
		}
		if first {
			for len(m.indents) > 0 && m.indents[len(m.indents)-1] >= at {
				m.indents = m.indents[:len(m.indents)-1]
			}
			first = false
		}
		m.indents = append(m.indents, at)
		if (s[at] != '-' && s[at] != '?') || at+1 < len(s) && s[at+1] != ' ' && s[at+1] != '\t' {
			return s[at:]
		}
		if len(m.indents) > maxStudyDepth {
			return s[at:]
		}
	}
	return nil
}

// opensText says whether a quotation mark begins a text: behind a blank or a
// sign of the syntax. Elsewhere, as in don't, it is a letter.
func opensText(s []byte, i int) bool {
	return i == 0 || bytes.IndexByte([]byte(" \t[{,:-?!"), s[i-1]) >= 0
}

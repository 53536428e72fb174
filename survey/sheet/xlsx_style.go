package sheet

import "strings"

// styleKind is what a number format says about the number under it.
type styleKind uint8

const (
	stylePlain styleKind = iota
	styleDate
	stylePercent
)

// readStyles finds for each cell style whether it shows dates or percents.
func (x *xlsxFile) readStyles(rels map[string]relation) error {
	name := partOf(rels, "styles", "xl/styles.xml")
	data, err := x.whole(name)
	if err != nil || data == nil {
		return err
	}
	custom := make(map[int]styleKind)
	inXfs := false
	s := xmlScan{data: data}
	for {
		switch s.next() {
		case xmlEnd:
			return nil
		case xmlBad:
			return x.malformed(name, nil)
		case xmlOpen:
			switch string(s.tag.name) {
			case "numFmt":
				code, _ := s.tag.attr("formatCode")
				custom[s.tag.intAttr("numFmtId", -1)] = formatKind(code)
			case "cellXfs":
				inXfs = !s.tag.empty
			case "xf":
				if inXfs {
					x.styles = append(x.styles, formatByID(s.tag.intAttr("numFmtId", 0), custom))
				}
			}
		case xmlClose:
			if string(s.tag.name) == "cellXfs" {
				inXfs = false
			}
		}
	}
}

// formatByID knows the built-in formats (ECMA-376 part 1, 18.8.30, with those
// of the East Asian versions).
func formatByID(id int, custom map[int]styleKind) styleKind {
	if k, ok := custom[id]; ok {
		return k
	}
	switch {
	case id == 9 || id == 10:
		return stylePercent
	case id >= 14 && id <= 22, id >= 27 && id <= 36, id >= 45 && id <= 47, id >= 50 && id <= 58, id >= 71 && id <= 81:
		return styleDate
	}
	return stylePlain
}

// formatKind reads a format code such as yyyy"年"m"月"d"日" or 0.0%. Only the
// part for positive numbers counts; quoted text, escaped characters and
// brackets (colours, locales, conditions) say nothing, but for [h], [m], [s].
func formatKind(code string) styleKind {
	kind := stylePlain
	for i := 0; i < len(code); i++ {
		switch c := code[i]; c {
		case ';':
			return kind
		case '"':
			end := strings.IndexByte(code[i+1:], '"')
			if end < 0 {
				return kind
			}
			i += end + 1
		case '\\', '_', '*':
			i++
		case '[':
			end := strings.IndexByte(code[i:], ']')
			if end < 0 {
				return kind
			}
			switch strings.ToLower(code[i+1 : i+end]) {
			case "h", "hh", "m", "mm", "s", "ss":
				return styleDate
			}
			i += end
		case '%':
			kind = stylePercent
		case 'y', 'Y', 'm', 'M', 'd', 'D', 'h', 'H', 's', 'S':
			return styleDate
		case 'G', 'g': // General, which has no such letters; but skip it whole
			if len(code)-i >= 7 && strings.EqualFold(code[i:i+7], "general") {
				i += 6
			}
		}
	}
	return kind
}

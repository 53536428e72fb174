package xlsx

import (
	"fmt"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf16"
)

// sheetName makes a name that Excel takes: at most 31 UTF-16 units, none of
// \ / ? * [ ] :, no apostrophe at an end, and unlike the others also when
// capitals don't count.
func (b *book) sheetName(want string) string {
	name := strings.Map(func(r rune) rune {
		switch {
		case strings.ContainsRune(`\/?*[]:`, r):
			return '-'
		case unicode.IsControl(r):
			return -1
		}
		return r
	}, clean(want))
	name = cut(strings.Trim(strings.TrimSpace(name), "'"), 31)
	if name == "" || strings.EqualFold(name, "history") { // reserved
		name = "Sheet " + name
	}
	base := name
	for i := 2; b.taken[strings.ToLower(name)]; i++ {
		end := fmt.Sprintf(" (%d)", i)
		name = cut(base, 31-len(end)) + end
	}
	b.taken[strings.ToLower(name)] = true
	return name
}

// cut shortens s to n UTF-16 units without splitting a rune.
func cut(s string, n int) string {
	var out []rune
	for _, r := range s {
		n -= utf16.RuneLen(r)
		if n < 0 {
			break
		}
		out = append(out, r)
	}
	return strings.TrimRight(string(out), " '")
}

var (
	notInName = regexp.MustCompile(`[^A-Za-z0-9_.]+`)
	cellLike  = regexp.MustCompile(`^(?i)([a-z]{1,3}[0-9]+|r[0-9]*c[0-9]*|r|c)$`)
)

// definedName makes a workbook name of a table's id.
func (b *book) definedName(id string) string {
	name := strings.Trim(notInName.ReplaceAllString(id, "_"), "_.")
	if name == "" || name[0] >= '0' && name[0] <= '9' || cellLike.MatchString(name) {
		name = "t_" + name
	}
	if len(name) > 200 {
		name = name[:200]
	}
	base := name
	for i := 2; b.named[strings.ToLower(name)]; i++ {
		name = fmt.Sprintf("%s_%d", base, i)
	}
	b.named[strings.ToLower(name)] = true
	return name
}

// quoted gives a sheet's name as it stands in a reference.
func quoted(sheet string) string { return "'" + strings.ReplaceAll(sheet, "'", "''") + "'" }

// clean drops what XML can't hold and marks that turn the direction of text.
func clean(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return r
		case r < ' ', r >= 0x7f && r < 0xa0, r >= 0x202a && r <= 0x202e, r >= 0x2066 && r <= 0x2069, r == 0xfffe, r == 0xffff:
			return -1
		}
		return r
	}, s)
}

// formulaLike says that a program might take the text for a formula when the
// cell is edited or saved as CSV.
func formulaLike(s string) bool {
	return s != "" && strings.ContainsRune("=+-@\t\r", rune(s[0]))
}

package xlsx

import (
	"fmt"
	"regexp"
	"strings"

	"servqual/report/render/excel"
)

// sheetName makes a name that Excel takes, unlike the others also when capitals
// don't count.
func (b *book) sheetName(want string) string {
	name := excel.SheetName(want)
	base := name
	for i := 2; b.taken[strings.ToLower(name)]; i++ {
		end := fmt.Sprintf(" (%d)", i)
		name = excel.Cut(base, excel.LongestName-len(end)) + end
	}
	b.taken[strings.ToLower(name)] = true
	return name
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

package load

import (
	"strings"

	"servqual/survey/sheet"
	"servqual/survey/wording"
)

// column is one column as its header describes it. All texts but raw are
// cleaned.
type column struct {
	index int      // from 0
	raw   string   // the header as written, rows joined
	code  string   // the platform's short code, where it has one
	text  string   // the header's own text
	block string   // what stands above it: question stem, merged title
	rows  []string // all header rows of the column, from the top, blocks filled in
	words headerWords
}

// header is what was found above the data.
type header struct {
	first, last int // rows, from 1; last = 0 when there is none
	titles      []string
	cols        []column
}

// texts cleans the first rows of a sheet.
func texts(grid [][]sheet.Cell, n int) [][]string {
	if len(grid) < n {
		n = len(grid)
	}
	out := make([][]string, n)
	for i := range out {
		out[i] = make([]string, len(grid[i]))
		for j, c := range grid[i] {
			out[i][j] = wording.Clean(c.Text)
		}
	}
	return out
}

// findHeader names the columns. hint is the header row of the study file, 0
// when it gives none; known is the last header row by the platform.
func findHeader(grid [][]sheet.Cell, merges []sheet.Merge, plat string, known, hint int) header {
	rows := texts(grid, headRows)
	last := hint
	if last == 0 {
		last = known
	}
	if last == 0 {
		last = lastHeaderRow(grid, texts(grid, headRows+againRows), merges)
	}
	if last == 0 || last > len(grid) {
		return header{}
	}
	if last > len(rows) {
		rows = texts(grid, last)
	}
	names, units := last, 0 // the last row of names, and the row of units below it
	if hint == 0 && plat == HandKept {
		switch {
		case isUnitsRow(rows, last-1):
			names, units = last-1, last
		case isUnitsRow(rows, last):
			last, units = last+1, last+1
		}
	}
	h := header{first: names, last: last}
	switch plat {
	case Qualtrics:
		h.first = qualtricsTop(rows, last)
	case SurveyMonkey:
		h.first = max(1, last-1)
	case SoSci:
		h.first = 1
	default:
		h.first = topRow(rows, names)
	}
	for i := 0; i < h.first-1; i++ {
		h.titles = append(h.titles, strings.Join(nonEmpty(rows[i]), " "))
	}
	h.cols = columns(grid, rows, merges, plat, h.first, names, units)
	return h
}

func nonEmpty(row []string) []string {
	var out []string
	for _, c := range row {
		if c != "" {
			out = append(out, c)
		}
	}
	return out
}

// qualtricsTop is the row of codes: two above the ImportId row.
func qualtricsTop(rows [][]string, last int) int {
	if importID(rows[last-1]) {
		return max(1, last-2)
	}
	if last >= 2 && count(rows[last-2], "startdate", "enddate", "responseid") >= 2 || last == 2 {
		return last - 1
	}
	return last
}

// above gives the text over cell (i, j), that of a merged cell or of the
// nearest filled cell to the left included.
func above(rows [][]string, merges []sheet.Merge, i, j int) string {
	if i == 0 {
		return ""
	}
	if t := cell(rows, i-1, j); t != "" {
		return t
	}
	for _, m := range merges {
		if m.Row <= i && i <= m.LastRow && m.Col <= j+1 && j+1 <= m.LastCol {
			return cell(rows, m.Row-1, m.Col-1)
		}
	}
	if len(nonEmpty(rows[i-1])) < 2 && cell(rows, i-1, 0) != "" {
		return "" // a title, not a block
	}
	for k := j - 1; k >= 0; k-- {
		if t := cell(rows, i-1, k); t != "" {
			return t
		}
	}
	return ""
}

// topRow finds the first header row above the last one: block rows, which
// have texts in several columns, or one that is not in the first column.
func topRow(rows [][]string, last int) int {
	top := last
	for top > 1 && top > last-3 {
		up := rows[top-2]
		filled := nonEmpty(up)
		if len(filled) == 0 || len(filled) == 1 && cell(rows, top-2, 0) != "" {
			break
		}
		for _, c := range filled {
			if numeric(c) || !partTitle().MatchString(c) && strings.ContainsAny(c, ":") && len(filled) < 4 && !strings.HasSuffix(c, ":") {
				return top // a form line such as 门店:朝阳店
			}
		}
		top--
	}
	return top
}

// partTitle is how the parts of a form are numbered: "Part A: Importance".
var partTitle = wording.Pattern(`^(?:part|section|block|module)\s+\w{1,3}\s*[:.]|^第[一二三四五六七八九十\d]+(?:部分|章|节)|^[一二三四五六七八九十]+[、.:]`)

// columns builds the columns of header rows first…last (from 1), with the
// ranges of the row of units, if units is not 0.
func columns(grid [][]sheet.Cell, rows [][]string, merges []sheet.Merge, plat string, first, last, units int) []column {
	width := 0
	for i := first - 1; i < last; i++ {
		width = max(width, len(rows[i]))
	}
	for i := last; i < len(grid) && i < last+50; i++ {
		width = max(width, len(grid[i]))
	}
	carry := make([]string, last-first+1)
	carryFrom := make([]int, last-first+1)
	carryRaw := make([]string, last-first+1)
	out := make([]column, width)
	for j := range out {
		c := column{index: j}
		for i := first - 1; i < last; i++ {
			own, raw := cell(rows, i, j), rawCell(grid, i, j)
			k := i - (first - 1)
			if i < last-1 && plat != Qualtrics && plat != SoSci {
				if own != "" {
					carry[k], carryFrom[k], carryRaw[k] = own, j, raw
				} else if cell(rows, last-1, j) != "" && reaches(rows, merges, i, carryFrom[k], j) {
					own, raw = carry[k], carryRaw[k]
				}
			}
			c.rows = append(c.rows, own)
			if raw != "" && !strings.HasPrefix(raw, `{"ImportId`) && !strings.HasPrefix(raw, `{'ImportId`) {
				if c.raw != "" {
					c.raw += " "
				}
				c.raw += raw
			}
		}
		if units > 0 {
			if u := unitOf(cell(rows, units-1, j)); u != "" && len(c.rows) > 0 {
				c.rows[len(c.rows)-1] += u
				c.raw += u
			}
		}
		out[j] = c
	}
	for j := range out {
		out[j].describe(plat)
	}
	if plat == Wenjuanxing || plat == Tencent || plat == HandKept {
		carryStems(out)
	}
	return out
}

func rawCell(grid [][]sheet.Cell, i, j int) string {
	if j >= len(grid[i]) {
		return ""
	}
	return wording.OneLine(grid[i][j].Text)
}

// reaches says whether a block title at column from still covers column j:
// where the title's cell is merged, only as far as the merge goes.
func reaches(rows [][]string, merges []sheet.Merge, i, from, j int) bool {
	for _, m := range merges {
		if m.Row <= i+1 && i+1 <= m.LastRow && m.Col == from+1 {
			return j+1 <= m.LastCol
		}
	}
	return true
}

var (
	limeCode     = wording.Pattern(`^[a-z]\w*(?:\[\w+\])*$`)
	limeCodeText = wording.Pattern(`^([a-z]\w*(?:\[[^\]]*\])*)\. (.*)$`)
	trailBracket = wording.Pattern(`^(.*\S)\s*\[([^\[\]]*)\]$`)
	importStem   = wording.Pattern(`^(.*\S) - (\S.*)$`)
)

// describe takes the header apart as the platform builds it.
func (c *column) describe(plat string) {
	own := c.rows[len(c.rows)-1]
	switch plat {
	case Qualtrics:
		c.code = c.rows[0]
		for _, r := range c.rows[1:] {
			if !strings.HasPrefix(r, `{"importid`) && !strings.HasPrefix(r, `{'importid`) {
				c.text = r
			}
		}
		if m := importStem().FindStringSubmatch(c.text); m != nil {
			c.block, c.text = m[1], m[2]
		}
	case SoSci:
		c.code = c.rows[0]
		if len(c.rows) > 1 {
			c.text = own
		}
	case SurveyMonkey:
		c.block = c.rows[0]
		if len(c.rows) == 1 || own == "response" || own == "open-ended response" || own == "" {
			c.text, c.block = c.rows[0], ""
		} else {
			c.text = own
		}
	case LimeSurvey:
		if m := limeCodeText().FindStringSubmatch(own); m != nil {
			c.code, own = m[1], m[2]
		} else {
			c.code = limeCode().FindString(own)
		}
		c.bracket(own)
	case GoogleForms, MicrosoftForms:
		c.bracket(own)
	default:
		c.text = own
		c.block = strings.Join(nonEmpty(c.rows[:len(c.rows)-1]), " ")
		if own == "" {
			c.text, c.block = c.block, ""
		}
	}
	if c.code == "" {
		c.code = identifier(c.text)
	}
}

func (c *column) bracket(own string) {
	c.text = own
	if m := trailBracket().FindStringSubmatch(own); m != nil {
		c.block, c.text = m[1], m[2]
	}
}

// identifier gives the header, or its first word, where that is a short code.
func identifier(s string) string {
	if m := wholeCode().FindString(s); m != "" {
		return m
	}
	if m := firstCode().FindStringSubmatch(s); m != nil {
		return m[1]
	}
	return ""
}

var (
	wholeCode = wording.Pattern(`^[\p{L}]{1,24}(?:[_.\-\[]?[a-z0-9]{1,12}){0,4}\]?$`)
	firstCode = wording.Pattern(`^([a-z]{1,8}[_.\-]?\d{1,3}(?:[_.\-]?[a-z]{1,4})?)[\s、.:)\]\-—_]+\S`)
)

// carryStems hands the stem of a matrix question on to its further rows:
// 问卷星 writes 7、题干—行标题 once and 7、行标题 after it.
func carryStems(cols []column) {
	number, stem := 0, ""
	for j := range cols {
		c := &cols[j]
		n := wording.NumberOf(c.text)
		if n == 0 {
			continue
		}
		body := wording.Unnumber(c.text)
		if head, tail, ok := cutDash(body); ok {
			number, stem = n, head
			if c.block == "" {
				c.block = head
			}
			c.text = tail
			continue
		}
		if n == number && stem != "" {
			c.block = stem
			c.text = body
		}
	}
}

func digit(c byte) bool { return c >= '0' && c <= '9' }

// cutDash parts a stem from a row title.
func cutDash(s string) (head, tail string, ok bool) {
	for _, dash := range []string{"—", "–", "--", " - ", "-", ":"} {
		if i := strings.Index(s, dash); i > 0 && i+len(dash) < len(s) {
			if digit(s[i-1]) && digit(s[i+len(dash)]) {
				continue // 0-10分 is a legend
			}
			if dash == "-" && wording.Latin(s[i-1]) && wording.Latin(s[i+1]) {
				continue
			}
			return strings.Trim(s[:i], " —–-:"), strings.Trim(s[i+len(dash):], " —–-:"), true
		}
	}
	return "", "", false
}

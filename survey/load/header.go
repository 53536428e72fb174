package load

import (
	"regexp"
	"strings"

	"servqual/survey/sheet"
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
			out[i][j] = clean(c.Text)
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
	h := header{first: last, last: last}
	switch plat {
	case Qualtrics:
		h.first = qualtricsTop(rows, last)
	case SurveyMonkey:
		h.first = max(1, last-1)
	case SoSci:
		h.first = 1
	default:
		h.first = topRow(rows, last)
	}
	for i := 0; i < h.first-1; i++ {
		h.titles = append(h.titles, strings.Join(nonEmpty(rows[i]), " "))
	}
	h.cols = columns(grid, rows, merges, plat, h.first, h.last)
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

// lastHeaderRow looks for the row right above the data: nearly as wide as the
// table, made of texts that differ from each other (together with what stands
// above them) and don't come again below. The topmost row nearly as good as
// the best is taken.
func lastHeaderRow(grid [][]sheet.Cell, rows [][]string, merges []sheet.Merge) int {
	width := tableWidth(grid)
	if width == 0 {
		return 0
	}
	scores := make([]float64, min(headRows, len(rows)))
	best := 0.0
	for i := range scores {
		scores[i] = headerScore(grid, rows, merges, i, width)
		best = max(best, scores[i])
	}
	if best < 0.3 {
		return 0
	}
	for i, s := range scores {
		if s >= 0.8*best {
			for i+1 < len(scores) && secondHeader(grid, rows, i+1, width) {
				i++
			}
			return i + 1
		}
	}
	return 0
}

// secondHeader says that a row below a header is still header: codes above,
// labels below. Nearly all of it is text that no answer could be, over columns
// that hold something else further down.
func secondHeader(grid [][]sheet.Cell, rows [][]string, i, width int) bool {
	filled, header := 0, 0
	for j, own := range rows[i] {
		if own == "" {
			continue
		}
		filled++
		if looksLikeHeader(grid[i][j], own) && readAnswer(own).form == formLabel && !isWording(own) && !comesAgain(rows, i, j, own, nil) && otherBelow(grid, i, j) {
			header++
		}
	}
	return filled*2 >= width && header*10 >= filled*8
}

func isWording(s string) bool {
	_, ok := readWording(s)
	return ok || ladderWords[s]
}

// otherBelow says that most cells below are numbers, dates or degrees.
func otherBelow(grid [][]sheet.Cell, i, j int) bool {
	n, other := 0, 0
	for r := i + 1; r < len(grid) && r < i+30; r++ {
		if j >= len(grid[r]) || grid[r][j].Kind == sheet.Empty {
			continue
		}
		n++
		c := grid[r][j]
		if c.Kind != sheet.Text || isWording(clean(c.Text)) || readAnswer(c.Text).form != formLabel {
			other++
		}
	}
	return n > 0 && other*2 > n
}

// tableWidth is the number of filled cells in the fuller half of the rows.
func tableWidth(grid [][]sheet.Cell) int {
	var n []int
	for i := 0; i < len(grid) && i < 200; i++ {
		k := 0
		for _, c := range grid[i] {
			if c.Kind != sheet.Empty {
				k++
			}
		}
		if k > 0 {
			n = append(n, k)
		}
	}
	if len(n) == 0 {
		return 0
	}
	return quantile(n, 0.7)
}

// quantile sorts xs and gives the value that the share p of them don't exceed.
func quantile(xs []int, p float64) int {
	for i := 1; i < len(xs); i++ {
		for j := i; j > 0 && xs[j] < xs[j-1]; j-- {
			xs[j], xs[j-1] = xs[j-1], xs[j]
		}
	}
	return xs[int(p*float64(len(xs)-1))]
}

func headerScore(grid [][]sheet.Cell, rows [][]string, merges []sheet.Merge, i, width int) float64 {
	filled, texty, fresh := 0, 0, 0
	again := repeats(rows, i)
	seen := make(map[string]bool)
	for j, own := range rows[i] {
		if own == "" {
			continue
		}
		filled++
		if looksLikeHeader(grid[i][j], own) {
			texty++
		}
		if !comesAgain(rows, i, j, own, again) {
			fresh++
		}
		seen[above(rows, merges, i, j)+"\x00"+own] = true
	}
	if filled < 2 && width > 1 || filled == 0 {
		return 0
	}
	f := float64(filled)
	wide := min(1, f/float64(width))
	return wide * float64(texty) / f * float64(fresh) / f * float64(len(seen)) / f
}

// looksLikeHeader says that a cell is no number, date, e-mail or the like.
func looksLikeHeader(c sheet.Cell, text string) bool {
	if c.Kind != sheet.Text && c.Kind != sheet.Small {
		return false
	}
	if c.Kind == sheet.Small || numeric(text) {
		return false
	}
	return !dateLike.MatchString(text) && !strings.Contains(text, "@")
}

var dateLike = regexp.MustCompile(`^\d{1,4}[-/.年]\d{1,2}([-/.月]\d{1,4}日?)?([ t]\d{1,2}:\d{2}.*)?$`)

// againRows is how far down a header's texts are looked for.
const againRows = 60

// repeats lists rows below that are this row once more, as where tables were
// pasted below each other.
func repeats(rows [][]string, i int) map[int]bool {
	var out map[int]bool
	for r := i + 1; r < len(rows) && r < i+againRows; r++ {
		same, filled := 0, 0
		for j, own := range rows[i] {
			if own == "" {
				continue
			}
			filled++
			if cell(rows, r, j) == own {
				same++
			}
		}
		if filled >= 3 && same*10 >= filled*9 {
			if out == nil {
				out = make(map[int]bool)
			}
			out[r] = true
		}
	}
	return out
}

// comesAgain says whether the text occurs further down in its column, in a row
// that is not the whole header again.
func comesAgain(rows [][]string, i, j int, own string, again map[int]bool) bool {
	for r := i + 1; r < len(rows) && r < i+againRows; r++ {
		if j >= len(rows[r]) || again[r] {
			continue
		}
		if rows[r][j] == own {
			return true
		}
	}
	return false
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
			if numeric(c) || strings.ContainsAny(c, ":") && len(filled) < 4 && !strings.HasSuffix(c, ":") {
				return top // a form line such as 门店:朝阳店
			}
		}
		top--
	}
	return top
}

// columns builds the columns of header rows first…last (from 1).
func columns(grid [][]sheet.Cell, rows [][]string, merges []sheet.Merge, plat string, first, last int) []column {
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
	return oneLine(grid[i][j].Text)
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
	limeCode     = regexp.MustCompile(`^[a-z]\w*(?:\[\w+\])*$`)
	limeCodeText = regexp.MustCompile(`^([a-z]\w*(?:\[[^\]]*\])*)\. (.*)$`)
	trailBracket = regexp.MustCompile(`^(.*\S)\s*\[([^\[\]]*)\]$`)
	importStem   = regexp.MustCompile(`^(.*\S) - (\S.*)$`)
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
		if m := importStem.FindStringSubmatch(c.text); m != nil {
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
		if m := limeCodeText.FindStringSubmatch(own); m != nil {
			c.code, own = m[1], m[2]
		} else {
			c.code = limeCode.FindString(own)
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
	if m := trailBracket.FindStringSubmatch(own); m != nil {
		c.block, c.text = m[1], m[2]
	}
}

// identifier gives the header, or its first word, where that is a short code.
func identifier(s string) string {
	if m := wholeCode.FindString(s); m != "" {
		return m
	}
	if m := firstCode.FindStringSubmatch(s); m != nil {
		return m[1]
	}
	return ""
}

var (
	wholeCode = regexp.MustCompile(`^[\p{L}]{1,24}(?:[_.\-\[]?[a-z0-9]{1,12}){0,4}\]?$`)
	firstCode = regexp.MustCompile(`^([a-z]{1,8}[_.\-]?\d{1,3}(?:[_.\-]?[a-z]{1,4})?)[\s、.:)\]\-—_]+\S`)
)

// carryStems hands the stem of a matrix question on to its further rows:
// 问卷星 writes 7、题干—行标题 once and 7、行标题 after it.
func carryStems(cols []column) {
	number, stem := 0, ""
	for j := range cols {
		c := &cols[j]
		n := numberOf(c.text)
		if n == 0 {
			continue
		}
		body := unnumber(c.text)
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

// cutDash parts a stem from a row title.
func cutDash(s string) (head, tail string, ok bool) {
	for _, dash := range []string{"—", "–", "--", " - ", "-", ":"} {
		if i := strings.Index(s, dash); i > 0 && i+len(dash) < len(s) {
			if dash == "-" && latin(s[i-1]) && latin(s[i+1]) {
				continue
			}
			return strings.Trim(s[:i], " —–-:"), strings.Trim(s[i+len(dash):], " —–-:"), true
		}
	}
	return "", "", false
}

package load

import (
	"strings"

	"servqual/survey/sheet"
	"servqual/survey/wording"
)

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
		if looksLikeHeader(grid[i][j], own) && wording.ReadAnswer(own).Form == wording.Label && !wording.IsStep(own) && !comesAgain(rows, i, j, own, nil) && otherBelow(grid, i, j) {
			header++
		}
	}
	return filled*2 >= width && header*10 >= filled*8
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
		if c.Kind != sheet.Text || wording.IsStep(wording.Clean(c.Text)) || wording.ReadAnswer(c.Text).Form != wording.Label {
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
	return !dateLike().MatchString(text) && !strings.Contains(text, "@")
}

var dateLike = wording.Pattern(`^(?:\d{4}[-/.年]\d{1,2}([-/.月]\d{1,2}日?)?|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}|\d{1,2}月\d{1,2}日)([ t]\d{1,2}:\d{2}.*)?$`)

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

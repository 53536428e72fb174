package shape

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"servqual/survey/recognise"
	"servqual/survey/sheet"
	"servqual/survey/wording"
)

// transposed sees respondents in columns: what headers are made of stands in
// the first column and not in the first row, and each row holds one kind of
// cell. Where the first column has no name of a field or item, it must be made
// of phrases above numbered columns of ratings.
func (g *grid) transposed() (string, bool) {
	if g.width < 4 || len(g.rows) < 4 {
		return "", false
	}
	first := make([]string, 0, len(g.rows))
	distinct := make(map[string]bool)
	for _, r := range g.rows {
		if c := at(r, 0); c.Kind == sheet.Text && !empty(c) {
			t := wording.Clean(c.Text)
			first = append(first, t)
			distinct[t] = true
		}
	}
	if !mostly(len(first), len(g.rows)) || !mostly(len(distinct), len(first)) {
		return "", false
	}
	down, fields := known(first[1:])
	across, _ := known(g.head[1:])
	if byRow, byColumn := g.evenness(); down >= 3 && down > 2*across && byRow >= 0.9 && (fields > 0 || byRow > byColumn+0.02) {
		return shownOf(first), true
	}
	if phrases(first[1:]) && g.numberedHead() && g.ratingRows() {
		return shownOf(first), true
	}
	return "", false
}

func shownOf(names []string) string {
	return wording.Shorten(strings.Join(names[:min(len(names), 6)], ", "), 80)
}

// known counts the names of fields and the codes of items, and those of fields
// alone.
func known(names []string) (n, fields int) {
	codes := make(map[string]int)
	for _, t := range names {
		if t == "" {
			continue
		}
		if _, whole, ok := recognise.FieldByWord(t, t, ""); ok && whole {
			fields++
			continue
		}
		if itemCode().MatchString(t) {
			codes[strings.TrimRight(t, "0123456789")]++
		}
	}
	n = fields
	for _, k := range codes {
		// R1, R2 … are respondents as often as items: a run of one letter counts only
		// beside names of fields.
		if k >= 3 && (fields > 0 || len(codes) > 1) {
			n += k
		}
	}
	return n, fields
}

// evenness is how far the cells of a row are of one kind, and those of a column
// below the header.
func (g *grid) evenness() (byRow, byColumn float64) {
	for _, r := range g.rows {
		byRow += majority(r[min(1, len(r)):]) / float64(len(g.rows))
	}
	for col := 1; col < g.width; col++ {
		cells := make([]sheet.Cell, 0, len(g.rows))
		for _, r := range g.body() {
			cells = append(cells, at(r, col))
		}
		byColumn += majority(cells) / float64(g.width-1)
	}
	return byRow, byColumn
}

// majority is the share of the commonest kind among the filled cells.
func majority(cells []sheet.Cell) float64 {
	kinds := make(map[int]int)
	n := 0
	for _, c := range cells {
		if !empty(c) {
			kinds[cellKind(c)]++
			n++
		}
	}
	most := 0
	for _, k := range kinds {
		most = max(most, k)
	}
	if n == 0 {
		return 1
	}
	return float64(most) / float64(n)
}

func cellKind(c sheet.Cell) int {
	x, ok := number(c)
	switch {
	case ok && x >= 0 && x <= 10:
		return 1
	case ok:
		return 2
	case c.Kind == sheet.Date || dateLike(c.Text):
		return 3
	}
	return 4
}

// phrases says that texts are wordings of questions rather than names or ids.
func phrases(texts []string) bool {
	n := 0
	for _, t := range texts {
		han := 0
		for _, r := range t {
			if unicode.Is(unicode.Han, r) {
				han++
			}
		}
		if (han >= 4 || strings.Count(t, " ") >= 1 && utf8.RuneCountInString(t) >= 8) && !dateLike(t) {
			n++
		}
	}
	return len(texts) >= 3 && n*10 >= len(texts)*8
}

// numberedHead says that the header consists of numbers, or of ids that count:
// R1, 客户2.
func (g *grid) numberedHead() bool {
	n, all := 0, 0
	for _, h := range g.head[1:] {
		if h == "" {
			continue
		}
		all++
		if h[len(h)-1] >= '0' && h[len(h)-1] <= '9' {
			n++
		}
	}
	return all >= 5 && mostly(n, all)
}

// ratingRows says that nearly all cells right of the first column are ratings.
func (g *grid) ratingRows() bool {
	n, all := 0, 0
	for _, r := range g.body() {
		for _, c := range r[min(1, len(r)):] {
			if empty(c) {
				continue
			}
			all++
			if cellKind(c) == 1 || wording.IsDegree(wording.Clean(c.Text)) {
				n++
			}
		}
	}
	return mostly(n, all)
}

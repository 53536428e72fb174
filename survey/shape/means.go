package shape

import "strings"

// means sees a summary: a name a row, each once, and averages beside it. Ratings
// given in half steps, shares under a percent format and sliders from 0 to 100
// are none.
func (g *grid) means() (string, bool) {
	if len(g.body()) > 500 {
		return "", false
	}
	var names []string
	label, numbers, fractions, columns, highest := -1, 0, 0, 0, 0.0
	for col := range g.head {
		c := g.column(col)
		if label < 0 && c.texts > 0 && mostly(c.texts, c.filled) {
			if !mostly(len(c.distinct), c.filled) {
				return "", false
			}
			label = col
			continue
		}
		if label < 0 || c.numbers == 0 || !mostly(c.numbers, c.filled) {
			continue
		}
		numbers += c.numbers
		fractions += c.fractions
		if c.fractions*2 > c.numbers {
			columns++
			highest = max(highest, c.highest)
			if len(names) < 4 {
				names = append(names, g.head[col])
			}
		}
	}
	if label < 0 || columns < 2 || fractions*10 < numbers*6 || highest > 10 || highest <= 1 {
		return "", false
	}
	return strings.Join(names, ", "), true
}

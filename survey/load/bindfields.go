package load

import (
	"maps"
	"slices"
	"strings"

	"servqual/survey"
	"servqual/survey/sheet"
)

// byWeights binds the columns with respondents' own points. A column that only
// bears a dimension's name is taken where the whole row of them adds up to 100.
func (b *binder) byWeights() {
	bare := make(map[int]int)
	for i := range b.cols {
		c := &b.t.head.cols[i]
		if !b.free(i) || b.cols[i].reason == ByPlatform {
			continue
		}
		d, named, ok := b.m.byWeight(c)
		if !ok {
			continue
		}
		if _, taken := b.dims[d]; taken {
			continue
		}
		if named {
			b.dims[d] = i
			b.cols[i] = bound{use: UseWeight, dim: d, reason: ByCode, confidence: coded}
		} else if _, twice := bare[d]; !twice {
			bare[d] = i
		}
	}
	if len(b.dims) > 0 || len(bare) < len(b.m.dims) || len(bare) < 2 || !b.sumTo100(bare) {
		return
	}
	for d, i := range bare {
		b.dims[d] = i
		b.cols[i] = bound{use: UseWeight, dim: d, reason: ByLabel, confidence: sure}
	}
}

// sumTo100 says whether most sampled rows of these columns add up to 100 or 1.
func (b *binder) sumTo100(cols map[int]int) bool {
	n, good := 0, 0
	list := slices.Sorted(maps.Values(cols)) // a map would take most of the time
	for _, row := range b.t.data() {
		sum, given := 0.0, 0
		for _, col := range list {
			if col < len(row) {
				if x, ok := numberIn(row[col]); ok {
					sum += x
					given++
				}
			}
		}
		if given < 2 {
			continue
		}
		n++
		if sum > 97 && sum < 103 || sum > 0.97 && sum < 1.03 {
			good++
		}
	}
	return n > 0 && good*5 >= n*4
}

func numberIn(c sheet.Cell) (float64, bool) {
	switch c.Kind {
	case sheet.Small, sheet.Number:
		return c.Num, true
	case sheet.Text:
		return sheet.ParseNumber(strings.TrimSuffix(strings.TrimSpace(c.Text), "%"))
	}
	return 0, false
}

// byFields binds the columns whose headers name a field: those that are
// nothing but its name first, then those that hold it.
func (b *binder) byFields() {
	for pass := 0; pass < 2; pass++ {
		for i := range b.cols {
			if !b.free(i) || b.cols[i].reason == ByPlatform {
				continue
			}
			w := &b.t.head.cols[i].words
			name, whole := w.field, w.whole
			if !w.named || whole != (pass == 0) || !b.fits(name, i) || !whole && !b.groups(name, i) {
				continue
			}
			if w.private && name != survey.FieldID {
				continue
			}
			conf := exact
			if !whole {
				conf = sure
			}
			b.takeField(i, survey.NewField(name, ""), ByWord, conf)
		}
	}
}

// fits says whether the cells of a column can be what the field holds: a
// question that mentions a complaint is not the complaint.
func (b *binder) fits(name string, col int) bool {
	p := b.t.profile(col)
	switch survey.NewField(name, "").Kind {
	case survey.IDField:
		return p.filled < 5 || p.distinct*2 > min(p.filled, maxDistinct)
	case survey.MultiField:
		return p.filled < 20 || p.distinct < maxDistinct
	case survey.ScoreField:
		return p.filled == 0 || p.scores*10 >= p.filled*8
	case survey.TimeField:
		return p.filled == 0 || (p.dates+p.serials)*10 >= p.filled*7
	case survey.TextField:
		return p.filled == 0 || p.scores*10 < p.filled*8
	case survey.DurationField:
		return p.filled == 0 || p.numbers*10 >= p.filled*5
	}
	return true
}

// groups says whether a column that only mentions a category has few names.
func (b *binder) groups(name string, col int) bool {
	if survey.NewField(name, "").Kind != survey.CategoryField {
		return true
	}
	p := b.t.profile(col)
	return p.distinct < maxDistinct && (p.filled < 20 || p.distinct*2 < p.filled)
}

// personal sets columns of personal data aside.
func (b *binder) personal() {
	for i := range b.cols {
		if !b.free(i) && !b.cols[i].ignored {
			continue
		}
		kind, ok := b.t.head.cols[i].words.kind, b.t.head.cols[i].words.private
		if ok && b.t.profile(i).scale() && b.t.profile(i).filled >= 5 {
			continue // a question about telephones or advisers, answered on a scale
		}
		if !ok && !b.t.private(i) {
			continue
		}
		if !ok {
			kind.person = true
		}
		b.cols[i] = bound{use: UsePersonal, private: kind, reason: ByWord, confidence: exact}
	}
}

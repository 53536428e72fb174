package recognise

import (
	"strings"

	"servqual/survey"
	"servqual/survey/wording"
)

// Mark says on which side a column asks its question, and what it has in common
// with the column of the other side.
type Mark struct {
	Side  survey.Side // 0 = no side told apart
	Base  string      // equal for the sides of one item
	Named bool        // a word says which side it is; else the order of the columns does

	Number int // of the question, where numbers alone pair the columns
}

// Pair tells the sides of rating columns apart, by words (期望/实际), by a part of
// the header that takes two or three values over the same questions (#1/#2,
// "should"/"does"), or by codes that differ in nothing else. Columns that are not
// paired have no side. named is false where only the order of the columns says
// which side is which.
func Pair(cols []*Column) []Mark {
	marks := byWords(cols)
	if paired(marks) {
		return marks
	}
	for _, try := range []func([]*Column) ([]Mark, bool){bySegments, byCodes, byMarks, byNumbers, byPhrase, byRepetition} {
		if m, ok := try(cols); ok {
			return m
		}
	}
	return alone(cols, marks)
}

// alone keeps the side that all columns name, as in a file of expectations, and
// drops one that only some labels mention.
func alone(cols []*Column, marks []Mark) []Mark {
	n := 0
	for _, m := range marks {
		if m.Side == marks[0].Side {
			n++
		}
	}
	same := len(marks) > 0 && n == len(marks) && marks[0].Side != 0 && marks[0].Named
	for i := range marks {
		if !same {
			marks[i] = Mark{}
		}
		marks[i].Base = base(cols[i])
	}
	return marks
}

// base is the key of a column's own text, or of its code.
func base(c *Column) string {
	if k := wording.Key(wording.Unnumber(c.Text)); k != "" {
		return k
	}
	return wording.Key(c.Code + c.Block)
}

// byWords reads the side from the words of each header.
func byWords(cols []*Column) []Mark {
	out := make([]Mark, len(cols))
	for i, c := range cols {
		out[i] = wordMark(c)
	}
	counterparts(out)
	seen := make(map[Mark]int)
	for i, m := range out {
		if m.Side == 0 {
			continue
		}
		if first, twice := seen[m]; twice { // like questions under different stems
			out[i].Base += "\x00" + wording.Key(cols[i].Block)
			if first >= 0 {
				out[first].Base += "\x00" + wording.Key(cols[first].Block)
				seen[m] = -1
			}
			continue
		}
		seen[m] = i
	}
	return out
}

// counterparts makes a column without a word for its side the perception of the
// item that another column asks the importance or the expectation of: "Advising"
// beside "Advising - Importance".
func counterparts(marks []Mark) {
	asked := make(map[string]bool)
	for _, m := range marks {
		if m.Side != 0 && m.Side != survey.Perception {
			asked[m.Base] = true
		}
	}
	for i := range marks {
		if marks[i].Side == 0 && asked[marks[i].Base] {
			marks[i].Side, marks[i].Named = survey.Perception, true
		}
	}
}

// wordMark reads the side and the base of one header: the parts of its own text
// first, then those of the question above it.
func wordMark(c *Column) Mark {
	var own, above []string
	var side, loose survey.Side
	read := func(texts []string, keep *[]string) {
		for _, seg := range texts {
			s, rest, pure := SideIn(seg)
			if code := CodeSides[seg]; s == 0 && code != 0 && (len(texts) > 1 || c.Block != "") {
				s, pure = code, true // "Waiting time - E"
			}
			switch {
			case pure && s != 0:
				if side == 0 {
					side = s
				}
				continue
			case framed(seg, &seg, &loose):
			case s != 0:
				if loose == 0 {
					loose = s
				}
				seg = rest
			}
			if k := wording.Key(wording.Unnumber(seg)); k != "" {
				*keep = append(*keep, k)
			}
		}
	}
	read(wording.Segments(c.Text), &own)
	before := loose
	read(wording.Segments(c.Block), &above)
	if side == 0 {
		side = loose
		if before != 0 {
			side = before
		}
	}
	m := Mark{Side: side, Base: strings.Join(own, ""), Named: side != 0}
	if m.Base == "" {
		m.Base = strings.Join(above, "")
	}
	if m.Base == "" {
		m.Base = wording.Key(c.Code)
	}
	return m
}

// framed takes the sentence that asks for a rating off a part of a header, and
// notes the side it asks for where none is known yet.
func framed(seg string, name *string, loose *survey.Side) bool {
	n, side, ok := unframe(seg)
	if ok {
		*name = n
		if *loose == 0 {
			*loose = side
		}
	}
	return ok
}

// paired says that at least three columns, or most, have a partner on another
// side with the same base.
func paired(marks []Mark) bool {
	sides := make(map[string]map[survey.Side]bool)
	n := 0
	for _, m := range marks {
		if m.Side == 0 {
			continue
		}
		if sides[m.Base] == nil {
			sides[m.Base] = make(map[survey.Side]bool)
		}
		sides[m.Base][m.Side] = true
	}
	for _, m := range marks {
		if m.Side != 0 && len(sides[m.Base]) > 1 {
			n++
		}
	}
	return n >= 2 && n*2 >= len(marks)
}

// bySegments pairs headers that differ in one of their parts.
func bySegments(cols []*Column) ([]Mark, bool) {
	parts := make([][]string, len(cols))
	for i, c := range cols {
		for _, s := range append(wording.Segments(c.Block), wording.Segments(c.Text)...) {
			if k := wording.Key(wording.Unnumber(s)); k != "" {
				parts[i] = append(parts[i], k)
			}
		}
		if len(parts[i]) < 2 {
			parts[i] = nil
		}
	}
	v := differing(parts, func(values []string) bool { return len(values) <= 3 })
	if v == nil {
		return nil, false
	}
	sides, named := sidesOf(v.values)
	if !named && !namedAbove(cols, &sides) {
		return nil, false // two blocks of like questions, about two desks perhaps
	}
	return v.marks(len(cols), sides, named), true
}

// byRepetition pairs columns whose headers are the same but for their number,
// each as often as the others, in blocks or in turn.
func byRepetition(cols []*Column) ([]Mark, bool) {
	by := make(map[string][]int)
	var order []string
	for i, c := range cols {
		k := base(c)
		if by[k] == nil {
			order = append(order, k)
		}
		by[k] = append(by[k], i)
	}
	times := 0
	for _, is := range by {
		times = max(times, len(is))
	}
	if times < 2 || times > 3 || len(order) < 2 {
		return nil, false
	}
	v := &variants{values: make([]string, times), rests: by, order: order, cols: make(map[int][2]int)}
	for place, k := range order {
		if len(by[k]) != times || exclusive(cols, by[k]) {
			continue
		}
		for n, i := range by[k] {
			v.cols[i] = [2]int{n, place}
		}
	}
	if len(v.cols)*5 < len(cols)*4 {
		return nil, false
	}
	sides := defaultSides(times)
	namedAbove(cols, &sides)
	return v.marks(len(cols), sides, false), true
}

// exclusive says that no row answers more than one of the columns: the same
// question reached by different ways through the form.
func exclusive(cols []*Column, which []int) bool {
	var all []*values
	for _, i := range which {
		all = append(all, cols[i].values())
	}
	for _, v := range all {
		if v.filled < 2 {
			return false
		}
	}
	both, rows := 0, 0
	for r := range all[0].rows {
		n := 0
		for _, v := range all {
			if r < len(v.rows) && v.rows[r] != none {
				n++
			}
		}
		if n > 0 {
			rows++
		}
		if n > 1 {
			both++
		}
	}
	return rows > 0 && both*20 < rows
}

package tally

import (
	"servqual/survey"
	"servqual/survey/stats"
)

// links holds, on request, what joins items with numeric fields and with each
// other across sides.
type links struct {
	joint [][]values // outcome × item: perception and field, keyed by linkKey
	cross []cross    // by outcome: the perceptions of all items, then the field; complete rows
	pairs cross      // the perceptions of all items, then their importances; complete rows
	side  int        // side index of the importances: importance, else expectation; −1 = neither
	x     []int64
}

// linkKey packs two answers; both fit in eight bits.
func linkKey(p, y int64) int64 { return p<<8 | (y + 128) }

func newLinks(p *Plan) *links {
	items := len(p.study.Items)
	l := &links{side: p.study.SideIndex(p.ImportanceSide()), x: make([]int64, 2*items+1)}
	for range p.outcomes {
		l.joint = append(l.joint, make([]values, items))
		l.cross = append(l.cross, newCross(items+1))
	}
	if l.side >= 0 {
		l.pairs = newCross(2 * items)
	}
	return l
}

// ImportanceSide is the side that says how much an item matters: importance
// where it was asked, else expectation as its stand-in, else 0.
func (p *Plan) ImportanceSide() survey.Side {
	switch {
	case p.study.Asks(survey.Importance):
		return survey.Importance
	case p.study.Asks(survey.Expectation):
		return survey.Expectation
	}
	return 0
}

// addLinks folds a row whose answers have been read.
func (f *folder) addLinks(t *tables, row []uint64) {
	perception := f.plan.study.SideIndex(survey.Perception)
	if perception < 0 {
		return
	}
	l, items, sides := t.links, len(f.plan.study.Items), len(f.plan.study.Sides)
	whole := f.gather(l.x, perception)
	if whole && l.side >= 0 && f.gather(l.x[items:], l.side) {
		l.pairs.add(l.x[:2*items])
	}
	for y := range l.joint {
		c, ok := f.plan.outcome(row, y)
		if !ok {
			continue
		}
		for i := range items {
			if slot := i*sides + perception; f.state[slot] > 0 {
				l.joint[y][i].add(linkKey(f.value[slot], int64(c)))
			}
		}
		if whole {
			l.x[items] = int64(c)
			l.cross[y].add(l.x[:items+1])
		}
	}
}

// gather lays one side of all items out in x; false when one is missing. Items
// of dimensions that stand apart may be missing; theirs is then zero.
func (f *folder) gather(x []int64, side int) bool {
	s := f.plan.study
	clear(x[:len(s.Items)])
	for d := range f.plan.dims {
		for _, i := range f.plan.dims[d].items {
			slot := s.Slot(i, side)
			if f.state[slot] > 0 {
				x[i] = f.value[slot]
			} else if !s.Dimensions[d].Apart() {
				return false
			}
		}
	}
	return true
}

func (l *links) merge(o *links) {
	for y := range l.joint {
		for i := range l.joint[y] {
			l.joint[y][i].merge(&o.joint[y][i])
		}
		l.cross[y].merge(&o.cross[y])
	}
	l.pairs.merge(&o.pairs)
}

// Pair is a cell of a joint table: N respondents answered X and Y, as codes.
type Pair struct {
	X, Y survey.Code
	N    float64
}

// ItemOutcomePairs is the joint table of an item's perception (X) and a
// numeric field (Y), ordered by X, then Y. ok is false unless Links were asked
// for in Options.
func (t *Tally) ItemOutcomePairs(item int, field string) (pairs []Pair, ok bool) {
	if !t.plan.opt.Links {
		return nil, false
	}
	t.need(partLinks)
	for y, name := range t.plan.outcomes {
		if name != field {
			continue
		}
		for _, x := range t.links.joint[y][item].sorted() {
			pairs = append(pairs, Pair{survey.Code(x.key >> 8), survey.Code(x.key&255 - 128), float64(x.n)})
		}
		return pairs, true
	}
	return nil, false
}

// PerceptionOutcome is the cross products of the perceptions of all items and,
// last, a numeric field, over respondents who answered all of them. ok is false
// unless Links were asked for in Options.
func (t *Tally) PerceptionOutcome(field string) (c stats.Cross, ok bool) {
	if !t.plan.opt.Links {
		return stats.Cross{}, false
	}
	t.need(partLinks)
	for y, name := range t.plan.outcomes {
		if name == field {
			return t.links.cross[y].view(t.plan.itemUnits(len(t.plan.study.Items), t.plan.fieldGrain(field))), true
		}
	}
	return stats.Cross{}, false
}

// PerceptionImportance is the cross products of the perceptions of all items,
// then their importances (Plan.ImportanceSide), over respondents who answered
// all of them. ok is false unless Links were asked for and there is such a side.
func (t *Tally) PerceptionImportance() (c stats.Cross, ok bool) {
	if !t.plan.opt.Links {
		return stats.Cross{}, false
	}
	t.need(partLinks)
	if t.links.side < 0 {
		return stats.Cross{}, false
	}
	return t.links.pairs.view(t.plan.itemUnits(2 * len(t.plan.study.Items))), true
}

// EachCell visits the occupied cells of an item's joint table over all sides:
// codes are in the order of Study.Sides, survey.Missing where there is no
// number. The slice is reused.
func (t *Tally) EachCell(item int, visit func(codes []survey.Code, n float64)) {
	codes := make([]survey.Code, len(t.plan.study.Sides))
	t.eachCell(item, func(states []int, n uint32) {
		for i, st := range states {
			codes[i] = survey.Missing
			if st > 0 {
				codes[i] = survey.Code(st - 1 + t.plan.study.Scale.Min)
			}
		}
		visit(codes, float64(n))
	})
}

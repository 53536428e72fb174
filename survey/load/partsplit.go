package load

import (
	"fmt"
	"slices"
	"strings"

	"servqual/survey"
	"servqual/survey/issue"
	"servqual/survey/wording"
)

func (c itemColumn) pos() issue.Pos {
	return issue.Pos{File: c.t.file.name, Sheet: c.t.sheetName, Row: c.t.head.last, Col: c.col + 1}
}

// grouping parts columns that may be on scales of their own.
type grouping struct {
	key  func(s *Source, c itemColumn) string
	name string // of what is parted, in the subject of a question
	bare bool   // numbers alone that only seem to differ raise no question
	own  bool   // of studies proposed from headers only
}

var groupings = []grouping{
	{key: func(_ *Source, c itemColumn) string { return fmt.Sprint(c.t.source) }, name: "files"},
	{key: func(_ *Source, c itemColumn) string { return sideGroup(c.side) }, name: "sides", bare: true},
	{key: func(s *Source, c itemColumn) string { return s.study.Items[c.item].Dimension }, name: "dimensions", bare: true, own: true},
}

// sideGroup puts the sides together whose differences are taken.
func sideGroup(side survey.Side) string {
	if side == survey.Importance {
		return "importance"
	}
	return "rated"
}

// split parts columns into those on one scale each. open are groups that are on
// another scale than others and not certain of which.
func (s *Source) split(cols []itemColumn, stated survey.Scale, at int) (parts []*part, open *difference) {
	if at < len(groupings) && groupings[at].own && !s.proposed {
		at++ // an instrument has one scale
	}
	if at == len(groupings) {
		p, ok := s.judgePart(cols, stated, nil)
		if !ok {
			return nil, nil
		}
		return []*part{p}, nil
	}
	g := groupings[at]
	groups := s.groups(cols, g)
	if len(groups) == 1 {
		return s.split(cols, stated, at+1)
	}
	var judged, unsure []*part
	for _, cs := range groups {
		p, ok := s.judgePart(cs, stated, nil)
		switch {
		case ok || g.own && p.provisional():
			judged = append(judged, p)
		case !g.own && p.labels == nil && p.scale.Seen != "":
			unsure = append(unsure, p)
		default:
			return s.split(cols, stated, at+1) // the whole is judged as before
		}
	}
	for _, p := range unsure { // may be on the scale of another, where its numbers fit
		if !slices.ContainsFunc(judged, func(q *part) bool { return p.within(q) }) && len(judged) > 0 {
			return nil, &difference{of: g.name, parts: append(judged, p)}
		}
	}
	if g.own && slices.ContainsFunc(judged, func(p *part) bool { return p.open }) && !slices.ContainsFunc(judged, func(p *part) bool { return p.told }) {
		return s.split(cols, stated, at+1) // blocks of numbers of which one is open: as one
	}
	shown, certain := false, true
	for i, p := range judged {
		for _, q := range judged[:i] {
			d, sure := p.differ(q)
			shown = shown || d && (sure || !g.bare)
			certain = certain && (!d || sure)
		}
	}
	if !shown {
		return s.split(cols, stated, at+1)
	}
	if !certain || len(unsure) > 0 || !unequivocal(judged) {
		return nil, &difference{of: g.name, parts: judged}
	}
	for _, p := range together(judged) {
		if len(p) == 1 && p[0].open {
			parts = append(parts, p[0])
			continue
		}
		var cs []itemColumn
		for _, q := range p {
			cs = append(cs, q.cols...)
		}
		ps, o := s.split(cs, stated, at+1)
		if o != nil || ps == nil {
			return nil, o
		}
		parts = append(parts, ps...)
	}
	return parts, nil
}

// difference is parts that are on different scales, of which one is not certain.
type difference struct {
	of    string
	parts []*part
}

// unequivocal says that each part which fits the scales of several others shows
// its own.
func unequivocal(all []*part) bool {
	for _, p := range all {
		if p.told || p.ofItsOwn() {
			continue
		}
		for _, q := range all {
			if d, _ := p.differ(q); !d && !p.sameScale(q) {
				return false // it may be on either
			}
		}
	}
	return true
}

// together groups the parts on the same scale, in order.
func together(parts []*part) (out [][]*part) {
next:
	for _, p := range parts {
		for k, q := range out {
			if !slices.ContainsFunc(q, func(x *part) bool { return !p.sameScale(x) }) {
				out[k] = append(out[k], p)
				continue next
			}
		}
		out = append(out, []*part{p})
	}
	return out
}

// provisional says that a part whose scale is open has answers all the same, and
// gives it a scale until it is asked.
func (p *part) provisional() bool {
	if p.labels == nil && p.total == 0 {
		return false
	}
	p.open = true
	if p.scale.Max <= p.scale.Min {
		p.scale.Min, p.scale.Max = 1, 5
	}
	return true
}

func (s *Source) groups(cols []itemColumn, g grouping) [][]itemColumn {
	var out [][]itemColumn
	at := make(map[string]int)
	for _, c := range cols {
		k := g.key(s, c)
		if _, known := at[k]; !known {
			at[k] = len(out)
			out = append(out, nil)
		}
		out[at[k]] = append(out[at[k]], c)
	}
	return out
}

// String lists the scales of parts with what they are the scales of.
func (d *difference) String() string {
	var order []string
	names := make(map[string][]string)
	for _, p := range d.parts {
		r := p.scale.Range()
		if names[r] == nil {
			order = append(order, r)
		}
		names[r] = append(names[r], p.name(d.of))
	}
	for i, r := range order {
		n := names[r]
		if len(n) > 3 {
			n = append(slices.Clone(n[:3]), fmt.Sprintf("+%d", len(names[r])-3))
		}
		order[i] = r + ": " + strings.Join(n, ", ")
	}
	return strings.Join(order, "; ")
}

// name names a part by what it was parted from others by.
func (p *part) name(of string) string {
	c := p.cols[0]
	switch of {
	case "files", "direction", "many":
		var names []string
		for _, c := range p.cols {
			name := c.t.file.name
			if c.t.sheetName != "" {
				name += "!" + c.t.sheetName
			}
			if !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
		return strings.Join(names, ", ")
	case "sides":
		return c.side.String()
	}
	return wording.Shorten(wording.OneLine(c.t.head.cols[c.col].raw), 40) + " …"
}

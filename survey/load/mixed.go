package load

import (
	"slices"
	"strings"

	"servqual/survey"
	"servqual/survey/issue"
	"servqual/survey/lang"
	"servqual/survey/recognise"
)

// mix parts the items' columns by their scales, and says whether there are
// several. Then the study is on 0–100, in as many steps as make each point of each
// scale one of them.
func (s *Source) mix() bool {
	cols := s.allItemColumns()
	if len(cols) == 0 || s.opt.Study != nil && len(s.opt.Study.Scales) == 0 {
		return false
	}
	var parts []*part
	var open *difference
	if s.opt.Study != nil {
		parts, open = s.ruled(cols)
	} else {
		stated := s.study.Scale
		if s.proposed {
			stated = survey.Scale{}
		}
		if open = s.wavesDiffer(cols, stated); open == nil {
			parts, open = s.split(cols, stated, 0)
		}
		if open == nil {
			open = s.sidesDiffer(cols, stated)
		}
	}
	if open == nil && len(parts) == 1 && s.unlikeKnown(parts[0]) {
		open = &difference{of: "stored", parts: parts}
	}
	if open == nil && opposed(parts) {
		open = &difference{of: "direction", parts: parts}
	}
	if open == nil && s.proposed {
		s.askOthers(parts)
	}
	if open != nil {
		s.settledScale()
		s.issues = append(s.issues, s.askDifference(open))
		return false
	}
	if len(parts) == 0 || len(parts) == 1 && s.opt.Study == nil {
		return false
	}
	if !several(parts) {
		s.oneScale(parts)
		return len(s.parts) > 1
	}
	steps := 1
	for _, p := range parts {
		if steps = lcm(steps, p.span()); steps >= survey.MaxScale {
			s.issues = append(s.issues, s.askDifference(&difference{of: "many", parts: parts}))
			return false
		}
	}
	s.settledScale()
	if s.proposed {
		s.noneOf(parts)
	}
	s.study.Scale.Min, s.study.Scale.Max, s.study.Scale.Steps = 0, 100, steps
	s.parts = parts
	s.rules()
	s.tell(parts)
	s.issues = append(s.issues, issue.Issue{Code: issue.ScaleMixed, Pos: parts[0].cols[0].pos(), Subject: "scale", Got: s.scalesFound(),
		Want:   lang.T("无需处理；若有不对，请在研究文件的 scales 中写明各文件、期次或题组的量表", "nothing to do; if one of them is wrong, state the scale of each file, wave or block in the study file under scales"),
		Effect: s.study.ScalesSaid()})
	return true
}

// noneOf makes the numbers that mean "does not apply" in some part answers outside
// the scale of all items, but for those that are points of another part.
func (s *Source) noneOf(parts []*part) {
	var none []string
	for _, p := range parts {
		for _, n := range p.scale.Void {
			point := slices.ContainsFunc(parts, func(q *part) bool { return n >= q.scale.Min && n <= q.scale.Max })
			if x := itoa(n); !point && !slices.Contains(none, x) {
				none = append(none, x)
			}
		}
	}
	for i := range s.study.Items {
		s.study.Items[i].None = none
	}
}

func lcm(a, b int) int {
	x, y := a, b
	for y != 0 {
		x, y = y, x%y
	}
	return a / x * b
}

func several(parts []*part) bool {
	return slices.ContainsFunc(parts, func(p *part) bool { return !p.sameEnds(parts[0]) || p.stated && p.scale.Down })
}

// oneScale takes parts that have the same ends. They stay apart where labels stand
// beside other numbers in some than in others.
func (s *Source) oneScale(parts []*part) {
	p := parts[0]
	s.study.Scale.Min, s.study.Scale.Max, s.study.Scale.Steps = p.scale.Min, p.scale.Max, 0
	if !slices.ContainsFunc(parts, func(q *part) bool { return q.open || q.codedOtherwise(p) }) {
		s.study.Scales = slices.DeleteFunc(s.study.Scales, func(r survey.ScaleRule) bool { return r.Field == "" })
		return
	}
	s.settledScale()
	s.parts = parts
	s.rules()
	s.tell(parts)
}

// scalesFound lists the scales with the files on each, without them where all stand
// on one sheet.
func (s *Source) scalesFound() string {
	if len(s.tables) > 1 {
		return (&difference{of: "files", parts: s.parts}).String()
	}
	var out []string
	for _, p := range s.parts {
		if r := p.scale.Range(); !slices.Contains(out, r) {
			out = append(out, r)
		}
	}
	return strings.Join(out, "; ")
}

// unlikeKnown says that the answers end below the scale of the last wave stored of
// the same items, and do not show that theirs is another one.
func (s *Source) unlikeKnown(p *part) bool {
	if len(s.opt.Known) == 0 || s.opt.Study != nil || p.told || p.ofItsOwn() {
		return false
	}
	known := s.opt.Known[0]
	same := 0
	for i := range s.study.Items {
		if known.ItemIndex(s.study.Items[i].ID) >= 0 {
			same++
		}
	}
	return same*2 > len(s.study.Items) && !known.Mixed() && known.Scale.Max > p.scale.Max
}

// opposed says that the lowest number is the best answer in some parts and the
// worst in others.
func opposed(parts []*part) bool {
	return len(parts) > 0 && !parts[0].stated && slices.ContainsFunc(parts, func(p *part) bool { return p.scale.Down != parts[0].scale.Down })
}

// settledScale takes back what was asked about the scale of all answers together.
func (s *Source) settledScale() {
	s.issues = slices.DeleteFunc(s.issues, func(i issue.Issue) bool {
		return i.Code == issue.ScaleOpen && i.Subject == "scale"
	})
	if s.proposed {
		s.draft = slices.ContainsFunc(s.issues, func(i issue.Issue) bool { return i.Severity == issue.Question })
	}
}

// ruled parts columns by the rules of the study file. Columns that no rule speaks
// of are on its scale, or, where that is the common one, on what they show.
func (s *Source) ruled(cols []itemColumn) (parts []*part, open *difference) {
	by := make(map[survey.ScaleRule]*part)
	var rest []itemColumn
	for _, c := range cols {
		r, ok := s.study.RuleFor(s.answersOf(c))
		switch {
		case ok:
		case s.study.Scale.Steps == 0:
			r = survey.ScaleRule{Min: s.study.Scale.Min, Max: s.study.Scale.Max}
		default:
			rest = append(rest, c)
			continue
		}
		if by[r] == nil {
			by[r] = &part{stated: true, told: true, ruled: ok, directed: r.Directed, scale: recognise.Scale{Min: r.Min, Max: r.Max, Down: r.Down, Certainty: recognise.Certain}}
			parts = append(parts, by[r])
		}
		by[r].cols = append(by[r].cols, c)
	}
	for _, p := range parts {
		e := newEvidence()
		e.pos = p.cols[0].pos()
		for _, c := range p.cols {
			e.add(c.t.column(c.col))
		}
		p.coded = e.coded()
		sc := survey.Scale{Min: p.scale.Min, Max: p.scale.Max}
		p.labels, p.issues = e.label(s.study, labelQuestion{want: sc.Points(), numbers: sc, subject: s.study.Instrument})
		if p.directed && p.labels.down { // the numbers run against the words, which are turned already
			p.scale.Down = !p.scale.Down
			p.issues = slices.DeleteFunc(p.issues, func(i issue.Issue) bool { return i.Code == issue.DirectionOpen })
		}
	}
	for _, cs := range s.groups(rest, groupings[0]) {
		p, ok := s.judgePart(cs, survey.Scale{}, nil)
		if !ok || p.scale.Certainty != recognise.Certain {
			return nil, &difference{of: "files", parts: append(parts, p)}
		}
		parts = append(parts, p)
	}
	return parts, nil
}

// answersOf says of a column what rules for scales speak of.
func (s *Source) answersOf(c itemColumn) survey.Answers {
	return survey.Answers{File: c.t.file.name, Wave: c.t.onlyWave(), Side: c.side, Dimension: s.study.Items[c.item].Dimension}
}

// rules writes the scales of the parts as rules, by what tells the parts apart:
// the side, the dimension, the wave, else the file.
func (s *Source) rules() {
	if s.opt.Study == nil {
		s.study.Scales = slices.DeleteFunc(s.study.Scales, func(r survey.ScaleRule) bool { return r.Field == "" })
	}
	parts := slices.DeleteFunc(slices.Clone(s.parts), func(p *part) bool { return p.ruled })
	selectors := []func(c itemColumn) survey.ScaleRule{
		func(c itemColumn) survey.ScaleRule { return survey.ScaleRule{Side: c.side} },
		func(c itemColumn) survey.ScaleRule {
			return survey.ScaleRule{Dimension: s.study.Items[c.item].Dimension}
		},
		func(c itemColumn) survey.ScaleRule { return survey.ScaleRule{Wave: c.t.onlyWave()} },
		func(c itemColumn) survey.ScaleRule { return survey.ScaleRule{File: c.t.file.name} },
		func(c itemColumn) survey.ScaleRule { return survey.ScaleRule{Wave: c.t.onlyWave(), Side: c.side} },
		func(c itemColumn) survey.ScaleRule { return survey.ScaleRule{File: c.t.file.name, Side: c.side} },
		func(c itemColumn) survey.ScaleRule {
			return survey.ScaleRule{File: c.t.file.name, Side: c.side, Dimension: s.study.Items[c.item].Dimension}
		},
	}
	for _, selector := range selectors {
		if rules, ok := rulesBy(parts, selector); ok {
			s.study.Scales = append(rules, s.study.Scales...) // those of the study file go before: the last rule counts
			return
		}
	}
}

// rulesBy writes the rules of a selector; ok is false where it puts columns of
// different scales together.
func rulesBy(parts []*part, selector func(c itemColumn) survey.ScaleRule) (rules []survey.ScaleRule, ok bool) {
	seen := make(map[survey.ScaleRule]*part)
	for _, p := range parts {
		for _, c := range p.cols {
			k := selector(c)
			if k == (survey.ScaleRule{}) || seen[k] != nil && seen[k] != p && !seen[k].sameScale(p) {
				return nil, false
			}
			if seen[k] == nil {
				seen[k] = p
				r := k
				r.Min, r.Max = p.scale.Min, p.scale.Max
				rules = append(rules, r)
			}
		}
	}
	return rules, true
}

// partOf is the part that a column is in, nil where all are on one scale.
func (s *Source) partOf(t *table, col int) *part {
	for _, p := range s.parts {
		if slices.ContainsFunc(p.cols, func(c itemColumn) bool { return c.t == t && c.col == col }) {
			return p
		}
	}
	return nil
}

package load

import (
	"fmt"
	"slices"
	"sort"

	"servqual/survey"
	"servqual/survey/issue"
	"servqual/survey/lang"
	"servqual/survey/recognise"
	"servqual/survey/wording"
)

// A form keeps its questions from month to month, while their numbers, order and
// wording change. What was stored of earlier months says which question is which:
// a question keeps the id and the dimension under which it is known.

// leastAlike is how alike, by Dice's coefficient over pairs of characters, two
// labels must be to be one question in other words.
const leastAlike = 0.6

// meeting is the items of a proposed study and those known from earlier waves.
type meeting struct {
	study *survey.Study
	known []survey.Item
	last  int // how many of them are of the last wave
	of    []int
	alike []float64 // by item of the study: likeness of the known one, 1 = the same label
}

// meetKnown gives the items of a proposed study the ids and dimensions that they
// have in the studies of earlier waves, the last wave first, in that order. It
// tells which are worded differently, new and missing.
func (s *Source) meetKnown(p *recognise.Proposal, t *table) {
	known := slices.DeleteFunc(slices.Clone(s.opt.Known), func(k *survey.Study) bool { return k.Instrument != "" || len(k.Items) == 0 })
	if len(known) == 0 {
		return
	}
	m := &meeting{study: p.Study}
	ids := make(map[string]bool)
	for n, k := range known {
		for _, it := range k.Items {
			if !ids[it.ID] {
				ids[it.ID] = true
				m.known = append(m.known, it)
			}
		}
		if n == 0 {
			m.last = len(m.known)
		}
	}
	m.match()
	if !slices.ContainsFunc(m.of, func(k int) bool { return k >= 0 }) {
		return // another survey
	}
	m.rename(ids)
	m.regroup(known)
	s.issues = append(s.issues, m.told(t)...)
	order := m.order()
	at := make([]int, len(order)) // new place by old place
	items := make([]survey.Item, len(order))
	for to, from := range order {
		at[from], items[to] = to, p.Study.Items[from]
	}
	p.Study.Items = items
	for i := range p.Findings {
		if p.Findings[i].Role == recognise.Item && p.Findings[i].Certainty != recognise.Open {
			p.Findings[i].Item = at[p.Findings[i].Item]
		}
	}
}

// match finds the known item of each item, the most alike first, each once.
func (m *meeting) match() {
	type pick struct {
		item, known int
		alike       float64
	}
	var picks []pick
	for i := range m.study.Items {
		for k := range m.known {
			if a := alike(&m.study.Items[i], &m.known[k]); a >= leastAlike {
				picks = append(picks, pick{i, k, a})
			}
		}
	}
	sort.SliceStable(picks, func(a, b int) bool { return picks[a].alike > picks[b].alike })
	m.of = slices.Repeat([]int{-1}, len(m.study.Items))
	m.alike = make([]float64, len(m.study.Items))
	taken := make(map[int]bool)
	for _, x := range picks {
		if m.of[x.item] < 0 && !taken[x.known] {
			m.of[x.item], m.alike[x.item], taken[x.known] = x.known, x.alike, true
		}
	}
}

// alike compares the labels of two items. Codes are the same or not.
func alike(a, b *survey.Item) float64 {
	best := 0.0
	for _, x := range []string{a.Label.Zh, a.Label.En} {
		for _, y := range append([]string{b.Label.Zh, b.Label.En}, b.Aliases...) {
			x, y := wording.Key(x), wording.Key(y)
			switch {
			case x == "" || y == "":
			case x == y:
				return 1
			case !shortCode(x) && !shortCode(y):
				best = max(best, min(0.99, dice(pairs(x), pairs(y))))
			}
		}
	}
	return best
}

// rename gives known items their ids and new ones ids that nothing had before.
func (m *meeting) rename(used map[string]bool) {
	next := 1
	for i := range m.study.Items {
		it := &m.study.Items[i]
		if k := m.of[i]; k >= 0 {
			it.ID = m.known[k].ID
			continue
		}
		if used[it.ID] {
			for used[fmt.Sprintf("Q%d", next)] {
				next++
			}
			it.ID = fmt.Sprintf("Q%d", next)
		}
		used[it.ID] = true
	}
}

// regroup puts known items under their dimensions. A new one goes with the items
// that it was proposed to go with, or to the known dimension of the same name.
func (m *meeting) regroup(known []*survey.Study) {
	dims := make(map[string]survey.Dimension)
	for _, k := range slices.Backward(known) {
		for _, d := range k.Dimensions {
			dims[d.ID] = d
		}
	}
	home := make(map[string]string) // proposed dimension → known one
	for _, d := range m.study.Dimensions {
		for id, k := range dims {
			if k.Label == d.Label {
				home[d.ID] = id
			}
		}
	}
	for i, it := range m.study.Items {
		if k := m.of[i]; k >= 0 && home[it.Dimension] == "" {
			home[it.Dimension] = m.known[k].Dimension
		}
	}
	proposed := m.study.Dimensions
	m.study.Dimensions = nil
	have := make(map[string]bool)
	need := func(d survey.Dimension) {
		if !have[d.ID] {
			have[d.ID] = true
			m.study.Dimensions = append(m.study.Dimensions, d)
		}
	}
	wanted := make(map[string]bool)
	for i := range m.study.Items {
		it := &m.study.Items[i]
		if k := m.of[i]; k >= 0 {
			it.Dimension = m.known[k].Dimension
			wanted[it.Dimension] = true
		} else if h := home[it.Dimension]; h != "" {
			it.Dimension = h
			wanted[h] = true
		}
	}
	for _, k := range known {
		for _, d := range k.Dimensions {
			if wanted[d.ID] {
				need(d)
			}
		}
	}
	for i := range m.study.Items {
		it := &m.study.Items[i]
		if have[it.Dimension] && wanted[it.Dimension] {
			continue
		}
		d := proposed[slices.IndexFunc(proposed, func(d survey.Dimension) bool { return d.ID == it.Dimension })]
		if _, taken := dims[d.ID]; taken { // the id means another dimension in earlier waves
			d.ID = "NEW_" + d.ID
		}
		it.Dimension = d.ID
		need(d)
	}
}

// order lists the places of the items: known ones in their order, then new ones.
func (m *meeting) order() []int {
	out := make([]int, len(m.of))
	for i := range out {
		out[i] = i
	}
	rank := func(i int) int {
		if m.of[i] < 0 {
			return len(m.known) + i
		}
		return m.of[i]
	}
	sort.SliceStable(out, func(a, b int) bool { return rank(out[a]) < rank(out[b]) })
	return out
}

// told says which items are worded differently, new and missing.
func (m *meeting) told(t *table) (out []issue.Issue) {
	pos := issue.Pos{File: t.file.name, Sheet: t.sheetName, Row: t.head.last}
	seen := make(map[int]bool)
	for i := range m.study.Items {
		it := &m.study.Items[i]
		k := m.of[i]
		seen[k] = true
		switch {
		case k < 0:
			out = append(out, issue.Issue{Code: issue.ItemNew, Pos: pos, Subject: it.ID, Got: it.Label.Zh,
				Want:   lang.T("无需处理；如果就是以前的某一题，请在研究文件中写它的编号", "nothing to do; where it is a question of earlier waves, give its id in the study file"),
				Effect: lang.T("作为新的题项，从这一期开始计分", "taken as a new item, scored from this wave on")})
		case m.alike[i] < 1:
			out = append(out, issue.Issue{Code: issue.ItemReworded, Pos: pos, Subject: it.ID, Got: it.Label.Zh,
				Want:   lang.F("以前的说法：%s。如果不是同一题，请在研究文件中给它另一个编号", "worded before: %s. If it is another question, give it another id in the study file", lang.Same(m.known[k].Label.Zh)),
				Effect: lang.T("按同一题处理", "taken as the same item")})
		}
	}
	for k := range m.last {
		if !seen[k] {
			out = append(out, issue.Issue{Code: issue.ItemGone, Pos: pos, Subject: m.known[k].ID, Got: m.known[k].Label.Zh,
				Want:   lang.T("上一期有这一题，这个文件里没有：请核对表头", "the last wave asked this item and the file does not: check the headers"),
				Effect: lang.T("这一期没有这一题", "this wave lacks the item")})
		}
	}
	return out
}

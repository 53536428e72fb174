package mark

import (
	"strings"

	"servqual/survey/issue"
	"servqual/survey/lang"
)

// place is a sheet of a file as the issues name it.
type place struct{ file, sheet string }

// at is a cell, from 1.
type at struct{ row, col int }

// note is what is shown on one cell.
type note struct {
	worst issue.Severity
	texts []string
}

// group is one kind of problem with its cells.
type group struct {
	issue  issue.Issue
	places []issue.Pos
}

// plan says what is shown where.
type plan struct {
	data   Data
	opt    Options
	groups []group
	notes  map[place]map[at]*note
	left   int              // comments that may still be written
	sheets map[place]string // sheet of the copy
}

func newPlan(d Data, opt Options) *plan {
	p := &plan{data: d, opt: opt, notes: make(map[place]map[at]*note), left: opt.Notes, sheets: make(map[place]string)}
	for _, i := range d.Issues.Issues() {
		g := group{issue: i, places: d.Issues.Places(i)}
		if len(g.places) == 0 {
			g.places = []issue.Pos{i.Pos}
		}
		p.groups = append(p.groups, g)
		text := p.comment(i)
		for _, pos := range g.places {
			p.pin(pos, i.Severity, text)
		}
	}
	return p
}

// cell finds the cell that shows a problem: that of a whole column is its
// head, that of a whole row the row's first. ok is false for problems with a
// whole sheet or file.
func (p *plan) cell(pos issue.Pos) (at, bool) {
	switch {
	case pos.Row > 0 && pos.Col > 0:
		return at{pos.Row, pos.Col}, true
	case pos.Row > 0:
		return at{pos.Row, 1}, true
	case pos.Col > 0:
		head := 1
		if p.data.Header != nil {
			head = max(1, p.data.Header(pos.File, pos.Sheet))
		}
		return at{head, pos.Col}, true
	}
	return at{}, false
}

func (p *plan) pin(pos issue.Pos, s issue.Severity, text string) {
	c, ok := p.cell(pos)
	if !ok {
		return
	}
	pl := place{pos.File, pos.Sheet}
	if p.notes[pl] == nil {
		p.notes[pl] = make(map[at]*note)
	}
	n := p.notes[pl][c]
	if n == nil {
		n = &note{}
		p.notes[pl][c] = n
	}
	n.worst = max(n.worst, s)
	for _, t := range n.texts {
		if t == text {
			return
		}
	}
	n.texts = append(n.texts, text)
}

var (
	found  = lang.T("发现", "Found")
	wanted = lang.T("应为", "Wanted")
	effect = lang.T("处理", "Done")
)

// comment words a problem for its cell: a line for the problem, and one each
// for what was found, wanted and done.
func (p *plan) comment(i issue.Issue) string {
	l := p.opt.Lang
	lines := []string{severities[i.Severity].In(l) + " · " + i.Code.Title().In(l)}
	if i.Subject != "" {
		lines[0] += " · " + i.Subject
	}
	add := func(head lang.Text, text string) {
		if text != "" {
			lines = append(lines, head.In(l)+": "+text)
		}
	}
	add(found, p.got(i))
	add(wanted, i.Want.Join(l, " / "))
	add(effect, i.Effect.Join(l, " / "))
	return strings.Join(lines, "\n")
}

// got is what was found, hidden where it is personal data.
func (p *plan) got(i issue.Issue) string {
	if i.Got != "" && p.data.Hidden != nil && i.Pos.Col > 0 && p.data.Hidden(i.Pos.File, i.Pos.Sheet, i.Pos.Col) {
		return "***"
	}
	return i.Got
}

var severities = map[issue.Severity]lang.Text{
	issue.Error: lang.T("错误", "Error"), issue.Question: lang.T("待确认", "Question"), issue.Warning: lang.T("提醒", "Warning"), issue.Info: lang.T("说明", "Note"),
}

// fills are the colours of marked cells.
var fills = map[issue.Severity]string{issue.Error: "F8B4B4", issue.Question: "D9C7F0", issue.Warning: "FFE08A", issue.Info: "CFE2F3"}

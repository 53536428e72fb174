// Package issue describes problems in the data: what was found where, what was
// wanted, and what was done about it. It collects them; it neither finds them
// (load and the scoring packages do) nor words whole reports of them (the
// commands do).
//
// On the walk of a number it stands beside it: whatever keeps a cell from
// becoming an answer ends here, with the cell's address.
package issue

import (
	"fmt"
	"sort"
	"strings"

	"servqual/survey/lang"
	"servqual/survey/privacy"
)

// Severity grades an issue. The zero value is invalid.
type Severity int

// Info is worth knowing; a Warning lost or doubted something; a Question asks
// the data's owner what only she can tell; an Error makes results wrong or
// impossible until it is mended.
const (
	Info Severity = iota + 1
	Warning
	Question
	Error
)

// String gives the word used in JSON.
func (s Severity) String() string {
	switch s {
	case Info:
		return "info"
	case Warning:
		return "warning"
	case Question:
		return "question"
	case Error:
		return "error"
	}
	return fmt.Sprintf("issue.Severity(%d)", int(s))
}

// Pos is a place in the input. Row and Col count from 1; 0 means "the whole
// column", "the whole row" or "the whole file".
type Pos struct {
	File  string
	Sheet string
	Row   int
	Col   int
}

// Cell writes the address as a spreadsheet does: D17, D (a column), 17 (a row)
// or "" for the whole file.
func (p Pos) Cell() string {
	var b strings.Builder
	if p.Col > 0 {
		b.WriteString(ColumnName(p.Col))
	}
	if p.Row > 0 {
		fmt.Fprintf(&b, "%d", p.Row)
	}
	return b.String()
}

// String writes file!sheet!cell, leaving out what is not known.
func (p Pos) String() string {
	parts := make([]string, 0, 3)
	for _, s := range []string{p.File, p.Sheet, p.Cell()} {
		if s != "" {
			parts = append(parts, s)
		}
	}
	return strings.Join(parts, "!")
}

// ColumnName turns 1 into A, 27 into AA.
func ColumnName(col int) string {
	var b [8]byte
	i := len(b)
	for col > 0 && i > 0 {
		col--
		i--
		b[i] = byte('A' + col%26)
		col /= 26
	}
	return string(b[i:])
}

// Issue is one problem, or Count like ones of which Pos is the first.
type Issue struct {
	Code     Code
	Severity Severity
	Pos      Pos
	Subject  string    // the item, field or column concerned, e.g. "REL2 perception"
	Got      string    // what was found; a List masks personal data in it
	Want     lang.Text // what was wanted, and what to do
	Effect   lang.Text // what was done about it
	Count    int       // like problems, 1 when alone
	Blocks   bool      // a question without whose answer nothing may be scored
}

// Message words the issue in one line without its place.
func (i Issue) Message(l lang.Lang) string {
	return i.Code.Title().In(l)
}

// List collects issues. It keeps the first MaxPerGroup places of each kind of
// problem (same code, file, sheet, column, subject and found text) and counts
// the rest, so that a million bad cells cost no memory.
// The zero value is ready to use. It is not safe for concurrent use.
type List struct {
	groups  map[key]*group
	order   []key
	columns map[key]int // groups by code, file, sheet and column
	masked  [2]string   // the found text that was masked last, and what became of it
}

type key struct {
	code        Code
	file, sheet string
	col         int
	subject     string
	got         string
}

type group struct {
	first  Issue
	places []Pos
	count  int
}

// MaxPerGroup is how many places a List remembers for one kind of problem.
const MaxPerGroup = 100

// maxGroupsPerColumn bounds the distinct found texts remembered for one code
// and column; further ones join a group whose Got is "…".
const maxGroupsPerColumn = 200

// Add records one issue; Count below 1 is taken as 1. Personal data in the
// found text is masked here, so that no list, print or store ever holds it.
func (l *List) Add(i Issue) {
	if i.Count < 1 {
		i.Count = 1
	}
	if i.Severity == 0 {
		i.Severity = i.Code.Severity()
	}
	if !i.Code.ofFile() {
		i.Got = l.mask(i.Got)
	}
	k := key{i.Code, i.Pos.File, i.Pos.Sheet, i.Pos.Col, i.Subject, i.Got}
	g, ok := l.groups[k]
	if !ok {
		if l.groups == nil {
			l.groups = make(map[key]*group)
		}
		if l.columns[k.column()] > maxGroupsPerColumn {
			k.got, i.Got = "…", "…"
			g, ok = l.groups[k]
		}
		if !ok {
			g = &group{first: i}
			l.groups[k] = g
			l.order = append(l.order, k)
			if l.columns == nil {
				l.columns = make(map[key]int)
			}
			l.columns[k.column()]++
		}
	}
	g.count += i.Count
	if len(g.places) < MaxPerGroup {
		g.places = append(g.places, i.Pos)
	}
}

// mask hides personal data in a found text. Like issues come one after the
// other, so the last text is remembered.
func (l *List) mask(got string) string {
	if got != l.masked[0] {
		l.masked = [2]string{got, privacy.Mask(got)}
	}
	return l.masked[1]
}

// column is the key without what tells the groups of one column apart.
func (k key) column() key { return key{code: k.code, file: k.file, sheet: k.sheet, col: k.col} }

// Merge adds all of other's issues.
func (l *List) Merge(other *List) {
	for _, k := range other.order {
		g := other.groups[k]
		i := g.first
		i.Count = g.count - len(g.places) + 1
		l.Add(i)
		for _, p := range g.places[1:] {
			i.Pos, i.Count = p, 1
			l.Add(i)
		}
	}
}

// Issues gives one Issue per group, errors first, then by file, sheet, place
// and code: the same order for the same input whatever the order of adding.
func (l *List) Issues() []Issue {
	out := make([]Issue, 0, len(l.order))
	for _, k := range l.order {
		g := l.groups[k]
		i := g.first
		i.Count = g.count
		for _, p := range g.places {
			if p.Row > 0 && (p.Row < i.Pos.Row || i.Pos.Row == 0) {
				i.Pos = p
			}
		}
		out = append(out, i)
	}
	sort.SliceStable(out, func(a, b int) bool { return less(out[a], out[b]) })
	return out
}

func less(a, b Issue) bool {
	if a.Severity != b.Severity {
		return a.Severity > b.Severity
	}
	if a.Pos.File != b.Pos.File {
		return a.Pos.File < b.Pos.File
	}
	if a.Pos.Sheet != b.Pos.Sheet {
		return a.Pos.Sheet < b.Pos.Sheet
	}
	if a.Code != b.Code {
		return a.Code < b.Code
	}
	if a.Pos.Col != b.Pos.Col {
		return a.Pos.Col < b.Pos.Col
	}
	if a.Pos.Row != b.Pos.Row {
		return a.Pos.Row < b.Pos.Row
	}
	if a.Subject != b.Subject {
		return a.Subject < b.Subject
	}
	return a.Got < b.Got
}

// Places gives the remembered places of an issue that Issues returned.
func (l *List) Places(i Issue) []Pos {
	g := l.groups[key{i.Code, i.Pos.File, i.Pos.Sheet, i.Pos.Col, i.Subject, i.Got}]
	if g == nil {
		return nil
	}
	return g.places
}

// Count gives the number of problems, not groups, of one severity.
func (l *List) Count(s Severity) int {
	n := 0
	for _, g := range l.groups {
		if g.first.Severity == s {
			n += g.count
		}
	}
	return n
}

// Len gives the number of groups.
func (l *List) Len() int { return len(l.order) }

package load

import (
	"cmp"
	"slices"
	"strings"

	"servqual/survey"
	"servqual/survey/privacy"
	"servqual/survey/sheet"
	"servqual/survey/wording"
)

// Column is a column of the data with its binding and what its answers look
// like in the rows looked at before reading.
type Column struct {
	Binding
	Name     string     // by which a study names it: its header, or "#12"
	Filled   int        // cells that are not blank, of the rows looked at
	Sampled  bool       // there are more rows than those
	Frequent []Frequent // the most frequent answers, at most three; none where they may be personal
	Option   bool       // it stands for one answer of a multiple-choice question
	Second   bool       // it is one more column of a question that another one serves
}

// Frequent is an answer and how many rows have it.
type Frequent struct {
	Text string
	N    int
}

// Word is a wording of answers to items and the number that it stands for.
type Word struct {
	Text  string // without capitals and blanks at its ends
	Code  int    // where Known
	Known bool   // the ladder of the words settles it
	N     int    // answers in the rows looked at
}

// Columns lists the columns of all sheets in order. It needs Options.Overview.
func (s *Source) Columns() []Column { return s.columns }

// Words lists the wordings of answers to items, the lowest step first, those
// without a step last. It needs Options.Overview.
func (s *Source) Words() []Word { return s.words }

// Proposal is the study as init writes it: what was recognised, and the columns
// that are not used. It is the caller's own.
func (s *Source) Proposal() *survey.Study {
	out := s.study.Clone()
	if s.labels != nil && s.labels.open && s.numberless && len(out.Scale.Labels) == 0 {
		out.Scale = survey.Scale{} // the numbers that the words will have tell it
	}
	used := make(map[string]bool)
	for _, c := range s.columns {
		used[c.Name] = used[c.Name] || c.Use != UseNothing && c.Use != UsePersonal
	}
	for _, c := range s.columns {
		if !used[c.Name] && !slices.Contains(out.Ignored, c.Name) && !names(out, c.Name) {
			out.Ignored = append(out.Ignored, c.Name)
		}
	}
	return out
}

// names says that the study names a column, if only as one of several.
func names(s *survey.Study, column string) bool {
	for _, f := range s.Fields {
		if f.Column == column {
			return true
		}
	}
	for _, it := range s.Items {
		for _, c := range it.Columns {
			if c == column || strings.HasSuffix(c, sheetMark+column) {
				return true
			}
		}
	}
	return false
}

// overview looks at the columns of all tables.
func (s *Source) overview() []Column {
	var out []Column
	at := 0
	for _, t := range s.tables {
		for i := range t.bind.cols {
			b := &t.bind.cols[i]
			c := Column{Binding: s.bindings[at], Name: t.bind.header(i), Sampled: t.rows() > int64(len(t.data())), Option: b.option != "", Second: b.second}
			at++
			c.look(t, i)
			out = append(out, c)
		}
	}
	return out
}

// mostFrequent is how many answers are shown of a column.
const mostFrequent = 3

// look counts the answers of a column. Comments, ids and what may be personal
// are counted only, and so is what a single row says.
func (c *Column) look(t *table, col int) {
	counts := make(map[string]int)
	for cell := range t.column(col) {
		if cell.Kind == sheet.Empty {
			continue
		}
		c.Filled++
		if s := wording.OneLine(cell.Text); s != "" && (counts[s] > 0 || len(counts) < maxKinds) {
			counts[s]++
		}
	}
	b := &t.bind.cols[col]
	kind := b.field.Kind
	if c.Use == UsePersonal || c.Use == UseField && (kind == survey.TextField || kind == survey.IDField) || t.head.cols[col].words.private && c.Use != UseItem || c.Use != UseItem && t.private(col) {
		return
	}
	for s, n := range counts {
		if n > 1 && privacy.Mask(s) == s {
			c.Frequent = append(c.Frequent, Frequent{s, n})
		}
	}
	slices.SortFunc(c.Frequent, func(a, b Frequent) int {
		return cmp.Or(b.N-a.N, strings.Compare(a.Text, b.Text))
	})
	c.Frequent = c.Frequent[:min(mostFrequent, len(c.Frequent))]
}

// words lists the wordings that count: those alone, and those beside numbers
// where the numbers are no steps. Those that the study numbers itself are not
// among them.
func (e *evidence) words(l *labelling, s *survey.Study) []Word {
	alone, beside := e.labels(s)
	all := pooled(alone)
	if l != nil && l.byLabel {
		all = pooled(merge(alone, beside))
	}
	for i := range e.columns {
		for label, n := range e.columns[i].doubt {
			if l != nil && l.open {
				all[label] += n
			}
		}
	}
	var out []Word
	for label, n := range all {
		w := Word{Text: label, N: n}
		w.Code, w.Known = l.code(label, s.Scale)
		out = append(out, w)
	}
	slices.SortFunc(out, func(a, b Word) int {
		switch {
		case a.Known != b.Known && a.Known:
			return -1
		case a.Known != b.Known:
			return 1
		}
		return cmp.Or(a.Code-b.Code, b.N-a.N, strings.Compare(a.Text, b.Text))
	})
	return out
}

package html

import (
	"bytes"
	"fmt"
	"html/template"

	"servqual/report"
)

// room is how much width a block has: the page's column, or half of it.
type room int

const (
	full room = iota + 1
	half
)

// block writes one block of a section.
func (r *renderer) block(b report.Block, w room) (template.HTML, error) {
	switch b := b.(type) {
	case report.Paragraph:
		return r.run("paragraph", b)
	case report.List:
		return r.run("list", b)
	case report.Tiles:
		return r.run("tiles", b)
	case report.FigureBlock:
		return r.figure(b, w)
	case report.Side:
		return r.side(b)
	case report.Table:
		return r.table(b)
	case report.Notes:
		return r.run("notes", b)
	case report.Facts:
		return r.run("facts", b)
	case report.Formula:
		return r.run("formula", b)
	case report.Absent:
		return r.run("absent", b)
	case report.Signatures:
		return r.run("signatures", b)
	case report.Switch:
		return r.choice(b)
	}
	return "", fmt.Errorf("block of type %T has no HTML", b)
}

func (r *renderer) run(name string, view any) (template.HTML, error) {
	var b bytes.Buffer
	if err := r.t.ExecuteTemplate(&b, name, view); err != nil {
		return "", err
	}
	return template.HTML(b.String()), nil
}

func (r *renderer) side(s report.Side) (template.HTML, error) {
	var view struct{ Left, Right []template.HTML }
	for _, half2 := range []struct {
		from []report.Block
		to   *[]template.HTML
	}{{s.Left, &view.Left}, {s.Right, &view.Right}} {
		for _, b := range half2.from {
			h, err := r.block(b, half)
			if err != nil {
				return "", err
			}
			*half2.to = append(*half2.to, h)
		}
	}
	return r.run("side", view)
}

// funcs are what the templates call.
func (r *renderer) funcs() template.FuncMap {
	return template.FuncMap{
		"text":     r.text,
		"flat":     r.flat,
		"num":      func(n report.Number) string { return n.Format(r.l) },
		"interval": func(lo, hi report.Number) string { return report.Interval(lo, hi, r.l) },
		"tone":     toneClass,
		"trend":    trendClass,
		"sign":     report.Trend.Sign,
		"trendOf":  report.Trend.Text,
		"clean":    clean,
		"w": func(name string) (template.HTML, error) {
			w, ok := wordNames[name]
			if !ok {
				return "", fmt.Errorf("no word %q", name)
			}
			return r.word(w), nil
		},
		"wf": func(name string) (string, error) {
			w, ok := wordNames[name]
			if !ok {
				return "", fmt.Errorf("no word %q", name)
			}
			return r.flat(w.Text()), nil
		},
	}
}

// wordNames are the words that templates may use.
var wordNames = map[string]report.Word{
	"contents": report.WordContents, "reading": report.WordReading, "data": report.WordData, "source": report.WordSource, "formula": report.WordFormula,
	"put": report.WordNumbersPut, "absent": report.WordAbsent, "collect": report.WordCollect, "filter": report.WordFilter, "rows": report.WordRowsShown,
	"sort": report.WordSort, "skip": report.WordSkip, "top": report.WordBackToTop, "date": report.WordDataOf, "cannot": report.WordCannotShow, "notes": report.WordNotes,
	"appendix": report.WordAppendix, "behind": report.WordBehind,
}

func toneClass(t report.Tone) string {
	switch t {
	case report.Good:
		return "good"
	case report.Bad:
		return "bad"
	case report.Caution:
		return "caution"
	case report.Muted:
		return "muted"
	}
	return "plain"
}

func trendClass(t report.Trend) string {
	switch t {
	case report.Better:
		return "better"
	case report.Steady:
		return "steady"
	case report.Worse:
		return "worse"
	}
	return "none"
}

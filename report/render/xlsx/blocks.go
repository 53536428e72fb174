package xlsx

import (
	"strings"

	"servqual/report"
	"servqual/report/render/excel"
)

// block puts one block on a page.
func (b *book) block(p *page, bl report.Block) {
	switch bl := bl.(type) {
	case report.Paragraph:
		p.gap()
		p.add(pageCell{text: b.text(bl.Text), look: b.toneLook(bl.Tone, look{wrap: true}), wide: true})
	case report.List:
		b.list(p, bl)
	case report.Tiles:
		b.tiles(p, bl)
	case report.FigureBlock:
		b.figure(p, bl)
	case report.Side:
		for _, x := range bl.Left {
			b.block(p, x)
		}
		for _, x := range bl.Right {
			b.block(p, x)
		}
	case report.Table:
		b.table(p, bl)
	case report.Notes:
		var parts []string
		for _, t := range bl.Items {
			parts = append(parts, b.line(t))
		}
		p.add(pageCell{text: strings.Join(parts, "  ·  "), look: look{colour: b.palette.Muted, wrap: true, size: 9}, wide: true})
	case report.Facts:
		b.facts(p, bl)
	case report.Formula:
		b.formula(p, bl)
	case report.Signatures:
		p.gap()
		for _, l := range bl.Labels {
			p.add(pageCell{text: b.text(l), look: look{colour: b.palette.Muted, wrap: true}})
		}
	case report.Absent:
		p.gap()
		k := look{italic: true, colour: b.palette.Muted, wrap: true}
		p.add(pageCell{text: b.word(report.WordAbsent), look: k}, pageCell{text: b.text(bl.What), look: k, wide: true})
		if !bl.Collect.IsZero() {
			p.add(pageCell{text: b.word(report.WordCollect), look: k}, pageCell{text: b.text(bl.Collect), look: k, wide: true})
		}
	}
}

func (b *book) heading(p *page, s string) {
	p.gap()
	if s != "" {
		p.add(pageCell{text: s, look: look{bold: true, size: 12, wrap: true}, wide: true})
	}
}

func (b *book) list(p *page, l report.List) {
	b.heading(p, b.text(l.Title))
	for i, it := range l.Items {
		mark := "• "
		if l.Numbered {
			mark = itoa(i+1) + ". "
		}
		p.add(pageCell{text: mark + b.text(it.Text), look: look{wrap: true, indent: 1}, wide: true})
	}
}

// tiles become a small table: a tile is a number with its interval and its
// comparison.
func (b *book) tiles(p *page, t report.Tiles) {
	out := report.Table{ID: "summary", Columns: []report.Column{{Label: report.WordItem.Text()}, {Label: report.WordValue.Text()}, {Label: report.WordLow.Text()}, {Label: report.WordHigh.Text()},
		{Label: report.WordComparison.Text()}, {Label: report.WordNotes.Text()}}}
	for _, x := range t.Tiles {
		tone := map[report.Trend]report.Tone{report.Better: report.Good, report.Worse: report.Bad}[x.Trend]
		said := x.Trend.Text()
		if x.Trend != report.NoTrend {
			said.Zh, said.En = x.Trend.Sign()+" "+said.Zh, x.Trend.Sign()+" "+said.En
		}
		out.Rows = append(out.Rows, report.Row{Ref: x.Ref, Cells: []report.Cell{{Text: x.Label}, {Number: x.Value}, {Number: x.Lo}, {Number: x.Hi}, {Text: said, Tone: tone}, {Text: x.Note}}})
	}
	b.table(p, out)
}

// facts put their values beside their labels, over the columns that are left.
func (b *book) facts(p *page, f report.Facts) {
	b.heading(p, b.text(f.Title))
	for _, x := range f.Facts {
		p.add(pageCell{text: b.text(x.Label), look: look{colour: b.palette.Muted, wrap: true, bottom: b.palette.Grid}},
			pageCell{text: b.text(x.Value), look: look{wrap: true, bottom: b.palette.Grid, align: "left"}, wide: true})
	}
}

func (b *book) formula(p *page, f report.Formula) {
	b.heading(p, b.text(f.Title))
	muted := look{colour: b.palette.Muted, wrap: true}
	for _, x := range []struct{ label, text string }{{b.word(report.WordFormula), excel.Clean(f.Formula)}, {b.word(report.WordNumbersPut), excel.Clean(f.Put)},
		{"=", b.text(f.Result)}, {b.word(report.WordSource), b.text(f.Source)}} {
		if x.text != "" {
			p.add(pageCell{text: x.label, look: muted}, pageCell{text: x.text, look: look{wrap: true}, wide: true})
		}
	}
}

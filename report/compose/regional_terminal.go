package compose

import (
	"servqual/report"
	"servqual/survey/lang"
)

// RegionalTerminal is what the benchmark command prints: tiers, league, targets, pairs
// and best practice, without the charts.
func RegionalTerminal(c *Case, o RegionalOptions) (*report.Document, error) {
	r, err := newRegional(c, o)
	if err != nil {
		return nil, err
	}
	d := &report.Document{ID: "benchmark", Title: r.study.Title, Lang: c.Lang, Date: c.date()}
	d.Sections = append(d.Sections, report.Section{ID: "tiers", Title: lang.T("三个档次", "Three tiers"), Finding: r.tierSentence(),
		Blocks: []report.Block{r.tierTable(), report.Notes{Items: r.tierNotes()}}})
	for _, ch := range regionalChapters {
		switch ch.id {
		case "league", "targets", "pairs", "best", "spread", "trends":
			if s := ch.build(r); s != nil {
				s.ID, s.Blocks, s.Detail = ch.id, withoutFigures(s.All()), nil
				d.Sections = append(d.Sections, *s)
			}
		}
	}
	return d, nil
}

func withoutFigures(blocks []report.Block) []report.Block {
	var out []report.Block
	for _, b := range blocks {
		if _, figure := b.(report.FigureBlock); !figure {
			out = append(out, b)
		}
	}
	return out
}

// WithoutFigures is a document with its charts left out, for a terminal.
func WithoutFigures(d *report.Document) *report.Document {
	out := *d
	out.Sections = append([]report.Section(nil), d.Sections...)
	for i := range out.Sections {
		out.Sections[i].Blocks, out.Sections[i].Detail = withoutFigures(out.Sections[i].Blocks), withoutFigures(out.Sections[i].Detail)
	}
	return &out
}

package compose

import "servqual/report"

// RegionalTerminal is what the benchmark command prints: tiers, league, targets, pairs
// and best practice, without the charts.
func RegionalTerminal(c *Case, o RegionalOptions) (*report.Document, error) {
	r, err := newRegional(c, o)
	if err != nil {
		return nil, err
	}
	d := &report.Document{ID: "benchmark", Title: r.study.Title, Lang: c.Lang, Date: c.date()}
	for _, ch := range regionalChapters {
		switch ch.id {
		case "tiers", "league", "targets", "pairs", "best", "spread", "trends":
			if s := ch.build(r); s != nil {
				s.ID, s.Blocks = ch.id, withoutFigures(s.Blocks)
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
		out.Sections[i].Blocks = withoutFigures(out.Sections[i].Blocks)
	}
	return &out
}

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
	d := &report.Document{ID: "benchmark", Title: r.study.Title, Lang: c.Lang, Date: c.date(), Footer: intervalFooter(r.Level)}
	d.Sections = append(d.Sections, report.Section{ID: "tiers", Title: lang.T("三个档次", "Three tiers"), Finding: r.tierSentence(),
		Blocks: []report.Block{r.tierTable(), report.Notes{Items: r.tierNotes()}}})
	if t, ok := r.rakedTable(); ok {
		d.Sections = append(d.Sections, report.Section{ID: "weighted", Title: lang.T("按客户数加权", "Weighted to customer numbers"), Finding: r.rakedSentence(), Blocks: []report.Block{t}})
	}
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

// rakedTable sets the scores of all responses beside those weighted to the known
// numbers of customers; ok is false without such numbers.
func (r *regional) rakedTable() (t report.Table, ok bool) {
	if !r.u.Score.Raked.Defined {
		return t, false
	}
	ci := lang.F("%s区间", "%s interval", level(r.Level))
	all, weighted := lang.T("全部答卷", "All responses"), lang.T("按客户数加权", "Weighted")
	t = report.Table{ID: "weighted", Title: weighted, Columns: []report.Column{column("measure", lang.T("指标", "Measure")),
		grouped("all", lang.T("平均", "Mean"), all), grouped("mean", lang.T("平均", "Mean"), weighted), grouped("lo", lang.T("下限", "Low"), ci), grouped("hi", lang.T("上限", "High"), ci)}}
	for k, c := range r.u.All()[:1+len(r.u.Dimensions)] {
		if !c.Raked.Defined {
			continue
		}
		lo, hi := ends(c.Raked, r.kind())
		t.Rows = append(t.Rows, report.Row{Strong: k == 0, Ref: "raked/" + c.Ref, Cells: []report.Cell{textCell(r.measureName(c, false)), cell(c.Region, r.kind()), cell(c.Raked, r.kind()), lo, hi}})
	}
	t.Notes = []lang.Text{lang.F("每家单位按已知客户数计；设计效应 %s，有效样本 %s。", "Units count by their known numbers of customers; design effect %s, effective sample %s.", meanNum(r.u.Raking.Deff), count(r.u.Raking.NEff))}
	return t, true
}

func (r *regional) rakedSentence() lang.Text {
	c := r.u.Score
	return lang.F("按客户数加权后，%s为 %s（不加权 %s）。", "Weighted to customer numbers the %s is %s (%s unweighted).", r.scoreName(), gapOr(r, c.Raked.Value), gapOr(r, c.Region.Value))
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

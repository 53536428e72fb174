package pdf

import (
	"fmt"
	"io"

	"codeberg.org/go-pdf/fpdf"

	"servqual/report"
	"servqual/report/chart"
	"servqual/report/chart/draw"
	"servqual/survey/lang"
)

// Chart writes one figure as a PDF page of its size, with its title. date is
// the ISO date of the data. Equal figures give equal bytes.
func Chart(w io.Writer, fig chart.Figure, l lang.Lang, date string, opt Options) error {
	d := draw.Default(l)
	if opt.Mono {
		d.Theme = draw.Mono()
	}
	wl, hl, err := draw.Size(fig, d)
	if err != nil {
		return fmt.Errorf("pdf: %w", err)
	}
	s := newSetter(&report.Document{Title: fig.About().Title, Lang: l, Date: date}, opt)
	a, err := s.pictureOf(fig, d, wl.Points(), hl.Points())
	if err != nil {
		return fmt.Errorf("pdf: %w", err)
	}
	const margin = 12
	s.f.AddPageFormat("P", fpdf.SizeType{Wd: wl.Points() + 2*margin, Ht: hl.Points() + 2*margin})
	a.draw(margin, margin)
	if err := s.f.Output(w); err != nil {
		return fmt.Errorf("pdf: %w", err)
	}
	return nil
}

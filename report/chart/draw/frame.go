package draw

import (
	"gonum.org/v1/plot/vg"

	"servqual/report/chart"
)

func pts(x float64) vg.Length { return vg.Points(x) }

// frame is what surrounds every chart: title and sub-title above it, the note
// below.
type frame struct {
	margin      float64
	top, bottom float64 // heights taken, margins included
	title       block
	sub         block
	note        block
	gap         float64
}

func (e *env) frame(fig chart.Figure) frame {
	f := frame{margin: max(4, e.u*0.6)}
	f.top, f.bottom = f.margin, f.margin
	if e.opt.Bare || e.opt.Size == Thumb {
		return f
	}
	m := fig.About()
	w := e.w - 2*f.margin
	// What frames the chart shrinks less than what is in it: a title the size
	// of a tick label is no title.
	k := max(e.u, 0.75*base(e.opt)) / e.u
	f.title = e.stacked(m.Title, w, e.strong().times(1.22*k))
	f.sub = e.stacked(m.Sub, w, e.muted().times(k))
	f.note = e.stacked(m.Note, w, e.small().times(k))
	f.gap = e.u * 0.6
	f.top += f.title.h + f.sub.h + f.gap
	if f.note.h > 0 {
		f.bottom += f.note.h + f.gap
	}
	return f
}

func (e *env) frameAt(f frame) {
	e.putBlock(f.title, f.margin, f.margin, 0)
	e.putBlock(f.sub, f.margin, f.margin+f.title.h, 0)
	if f.note.h > 0 {
		e.putBlock(f.note, f.margin, e.h-f.margin-f.note.h, 0)
	}
}

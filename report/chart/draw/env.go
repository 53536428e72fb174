package draw

import (
	"fmt"
	"math"
	"strings"

	"servqual/report/chart"
	"servqual/survey/lang"
)

// env is one drawing in the making: the scene, the options, and the type size
// now tried.
type env struct {
	*scene
	opt Options
	m   *metrics
	u   float64 // size of ordinary text; everything else is a multiple of it
	err error
}

// base gives the type size that the medium starts from.
func base(opt Options) float64 {
	b := 8.5
	switch opt.Size {
	case Slide:
		b = 16
	case Thumb:
		b = 6.5
	}
	return b * opt.FontScale
}

// smallest is how far type may shrink before a figure is refused.
const smallest = 0.42

// plan is a chart ready to be laid out at the environment's type size.
type plan struct {
	prefer func(w float64) float64 // the height it would like
	least  func(w float64) float64 // the height it can't do without
	// room, where given, says how well the figure fits: 0 not at all, below 1
	// cramped, 1 or more well. Type shrinks until a figure fits well.
	room  func(r rect) float64
	paint func(r rect)
}

func ready(fig chart.Figure, opt Options) error {
	if err := opt.check(); err != nil {
		return err
	}
	if fig == nil || !drawable(fig) {
		return fmt.Errorf("draw: no drawing for %T", fig)
	}
	return fig.Check()
}

// naturalWidth is the text width of an A4 page, or of a slide; a radar or pie
// takes less, for the table that stands beside it.
func naturalWidth(fig chart.Figure, opt Options) float64 {
	if opt.Width > 0 {
		return opt.Width.Points()
	}
	narrow := fig.Kind() == chart.KindRadar || fig.Kind() == chart.KindPie
	switch {
	case opt.Size == Slide && narrow:
		return 560
	case opt.Size == Slide:
		return 880
	case opt.Size == Thumb:
		return 200
	case narrow:
		return 340
	}
	return 482
}

// slideHeight is what a 16:9 slide of 960 × 540 leaves below its title.
const slideHeight = 420

func natural(fig chart.Figure, opt Options) (w, h float64) {
	w = naturalWidth(fig, opt)
	if opt.Height > 0 {
		return w, opt.Height.Points()
	}
	if opt.Size == Slide {
		return w, slideHeight
	}
	e := newEnv(w, 0, opt)
	f := e.frame(fig)
	inner := w - 2*f.margin
	return w, math.Ceil(f.top + f.bottom + e.plan(fig).prefer(inner))
}

func newEnv(w, h float64, opt Options) *env {
	return &env{scene: &scene{w: w, h: h}, opt: opt, m: &metrics{}, u: base(opt)}
}

// layout finds the largest type with which the figure fits w × h and paints it.
func layout(fig chart.Figure, opt Options, w, h float64) (*scene, error) {
	if err := ready(fig, opt); err != nil {
		return nil, err
	}
	need := 0.0
	measured := &metrics{}
	var best *env
	bestRoom := 0.0
	for shrink := 1.0; shrink >= smallest-1e-9; shrink -= 0.029 {
		e := newEnv(w, h, opt)
		e.m, e.u = measured, base(opt)*shrink
		f, p := e.frame(fig), e.plan(fig)
		body := rect{f.margin, f.top, w - f.margin, h - f.bottom}
		need = f.top + f.bottom + p.least(body.w())
		if need > h+0.01 {
			continue
		}
		room := 1.0
		if p.room != nil {
			room = p.room(body)
		}
		if room > bestRoom {
			best, bestRoom = e, room
		}
		if room >= 1 {
			break
		}
	}
	if best == nil {
		return nil, &TooSmallError{ID: fig.About().ID, Width: pts(w), Height: pts(h), Needed: pts(max(need, h+1))}
	}
	f := best.frame(fig)
	best.frameAt(f)
	best.plan(fig).paint(rect{f.margin, f.top, w - f.margin, h - f.bottom})
	return best.scene, best.err
}

// roomy gives the first spacing as long as type has its full size, and the
// second once it had to shrink: white space gives way before legibility.
func (e *env) roomy(full, tight float64) float64 {
	if e.u < base(e.opt)-1e-9 {
		return tight
	}
	return full
}

// style is how a text is set.
type style struct {
	size float64
	bold bool
	ink  paint
}

func (e *env) plain() style { return style{e.u, false, ink(InkText)} }
func (e *env) muted() style { return style{e.u * 0.92, false, ink(InkMuted)} }
func (e *env) small() style { return style{e.u * 0.84, false, ink(InkMuted)} }
func (e *env) strong() style {
	return style{e.u, true, ink(InkText)}
}
func (s style) in(i Ink) style         { s.ink = ink(i); return s }
func (s style) painted(p paint) style  { s.ink = p; return s }
func (s style) times(k float64) style  { s.size *= k; return s }
func (s style) weight(bold bool) style { s.bold = bold; return s }
func (s style) line() float64          { return s.size * leading }

func (e *env) textWidth(s string, st style) float64 { return e.m.width(s, st.size, st.bold) }

// put sets one line of text whose base line starts at x (align 0), is centred
// there (0.5) or ends there (1), and records its box.
func (e *env) put(s string, x, baseline, align float64, st style) {
	if s == "" {
		return
	}
	if bad := e.missing(s, st.bold); len(bad) > 0 && e.err == nil {
		e.err = &MissingGlyphError{Text: s, Runes: bad}
	}
	w := e.textWidth(s, st)
	x -= align * w
	e.ops = append(e.ops, op{text: s, at: pt{x, baseline}, size: st.size, bold: st.bold, width: w, fill: st.ink})
	e.boxes = append(e.boxes, Box{X0: x, Y0: baseline - ascent*st.size, X1: x + w, Y1: baseline + descent*st.size, Text: s})
}

// putMid is put with the text centred on a height.
func (e *env) putMid(s string, x, y, align float64, st style) {
	e.put(s, x, y+toBase*st.size, align, st)
}

func (e *env) missing(s string, bold bool) []rune {
	var out []rune
	for _, r := range s {
		if _, ok := e.m.advance(r, bold); !ok {
			out = append(out, r)
		}
	}
	return out
}

// block is a text wrapped to a width.
type block struct {
	lines []blockLine
	w, h  float64
}

type blockLine struct {
	text string
	st   style
}

// block wraps a text. In both languages, the two stand on one line where they
// fit, else as stacked sets them.
func (e *env) block(t lang.Text, maxW float64, st style) block {
	if !e.fitsOneLine(t, maxW, st) {
		return e.stacked(t, maxW, st)
	}
	var b block
	b.add(e, t.In(e.opt.Lang), max(maxW, st.size*1.05), st)
	return b
}

// stacked wraps a text; in both languages the Chinese stands above the English,
// which is set a little smaller.
func (e *env) stacked(t lang.Text, maxW float64, st style) block {
	maxW = max(maxW, st.size*1.05)
	var b block
	if !e.bilingual(t) {
		b.add(e, t.In(e.opt.Lang), maxW, st)
		return b
	}
	b.add(e, t.Zh, maxW, st)
	b.add(e, t.En, maxW, st.times(0.9))
	return b
}

// fitsOneLine says whether a text needs no stacking: it is in one language, or
// both fit side by side.
func (e *env) fitsOneLine(t lang.Text, maxW float64, st style) bool {
	return !e.bilingual(t) || e.textWidth(t.In(lang.Both), st) <= maxW
}

func (e *env) bilingual(t lang.Text) bool {
	return e.opt.Lang == lang.Both && t.Zh != "" && t.En != "" && t.Zh != t.En
}

// blocks wraps texts that are read together: all of them side by side, or all
// of them stacked.
func (e *env) blocks(ts []lang.Text, maxW float64, st style) []block {
	one := true
	for _, t := range ts {
		one = one && e.fitsOneLine(t, maxW, st)
	}
	out := make([]block, len(ts))
	for i, t := range ts {
		if one {
			out[i] = e.block(t, maxW, st)
		} else {
			out[i] = e.stacked(t, maxW, st)
		}
	}
	return out
}

func (b *block) add(e *env, s string, maxW float64, st style) {
	for _, l := range e.m.wrap(s, maxW, st.size, st.bold) {
		b.lines = append(b.lines, blockLine{l, st})
		b.w = max(b.w, e.textWidth(l, st))
		b.h += st.line()
	}
}

// then gives the block with another below it.
func (b block) then(o block) block {
	return block{lines: append(append([]blockLine{}, b.lines...), o.lines...), w: max(b.w, o.w), h: b.h + o.h}
}

// putBlock sets a block whose top is at y; each line is aligned at x.
func (e *env) putBlock(b block, x, y, align float64) {
	for _, l := range b.lines {
		e.putMid(l.text, x, y+l.st.line()/2, align, l.st)
		y += l.st.line()
	}
}

// putBlockMid sets a block centred on a height.
func (e *env) putBlockMid(b block, x, y, align float64) { e.putBlock(b, x, y-b.h/2, align) }

// words gives a text on one line.
func (e *env) words(t lang.Text) string { return t.In(e.opt.Lang) }

// tip joins the parts of a tooltip that say something.
func tip(parts ...string) string {
	var out []string
	for _, p := range parts {
		if p != "" {
			out = append(out, p)
		}
	}
	return strings.Join(out, " · ")
}

// Package draw turns a figure into a picture: one drawing of each chart for
// every format. A figure is first laid out as a scene (lines, areas, texts with
// measured boxes), and the scene is then played on any gonum vg canvas (PNG,
// PDF) or written as SVG with real text, so that all of them look alike.
//
// It knows how charts are drawn and where labels go. It knows no wording (all
// text comes with the figure) and computes no statistics. Labels are measured
// with the embedded fonts, wrapped, then made smaller within reason, and never
// clipped; a rune without glyph is an error, never a box. On the walk of a
// number it is the stop where a point becomes ink.
package draw

import (
	"errors"
	"fmt"
	"image/color"
	"io"

	"gonum.org/v1/plot/vg"
	vgdraw "gonum.org/v1/plot/vg/draw"
	"gonum.org/v1/plot/vg/vgimg"

	"servqual/report/chart"
	"servqual/survey/lang"
)

// Medium is what a figure is drawn for. It fixes the type size and the natural
// width.
type Medium int

// The media. The zero value is invalid.
const (
	Report Medium = iota + 1 // the text width of A4, 8.5 pt
	Slide                    // a 16:9 slide below its title, 16 pt
	Thumb                    // a tile on the cover
)

// Options says how to draw.
type Options struct {
	Lang  lang.Lang
	Size  Medium
	Theme Theme
	// FontScale multiplies every type size; 1 is as designed.
	FontScale float64
	// Bare leaves out title, sub-title and note, for pages that print them.
	Bare bool
	// Width and Height override the natural size in PNG, SVG and Size. With
	// only a width the height follows from the content.
	Width, Height vg.Length
	// DPI of PNG; 0 is 192 for a report (sharp in print and on dense
	// screens) and 144 for a slide.
	DPI int
}

// Default gives the options of a report in one language.
func Default(l lang.Lang) Options {
	return Options{Lang: l, Size: Report, Theme: Colour(), FontScale: 1}
}

func (o Options) check() error {
	switch {
	case o.Lang != lang.Zh && o.Lang != lang.En && o.Lang != lang.Both:
		return fmt.Errorf("draw: language %v", o.Lang)
	case o.Size < Report || o.Size > Thumb:
		return fmt.Errorf("draw: medium %d", o.Size)
	case o.FontScale < 0.3 || o.FontScale > 4:
		return fmt.Errorf("draw: font scale %g is not between 0.3 and 4", o.FontScale)
	case o.Width < 0 || o.Height < 0:
		return errors.New("draw: negative size")
	}
	return o.Theme.check()
}

// Draw paints the figure on all of the canvas.
func Draw(c vgdraw.Canvas, fig chart.Figure, opt Options) error {
	size := c.Rectangle.Size()
	s, err := layout(fig, opt, size.X.Points(), size.Y.Points())
	if err != nil {
		return err
	}
	s.play(c, opt.Theme)
	return nil
}

// Size gives the natural size of the figure: as wide as the medium wants it
// (or Options.Width), as high as its items need.
func Size(fig chart.Figure, opt Options) (w, h vg.Length, err error) {
	if err := ready(fig, opt); err != nil {
		return 0, 0, err
	}
	wf, hf := natural(fig, opt)
	return vg.Points(wf), vg.Points(hf), nil
}

// PNG writes the figure as a picture in its natural size, on the theme's paper.
func PNG(w io.Writer, fig chart.Figure, opt Options) error {
	wl, hl, err := Size(fig, opt)
	if err != nil {
		return err
	}
	dpi := opt.DPI
	if dpi == 0 {
		dpi = 192
		if opt.Size == Slide {
			dpi = 144
		}
	}
	c := vgimg.NewWith(vgimg.UseWH(wl, hl), vgimg.UseDPI(dpi),
		vgimg.UseBackgroundColor(color.Color(opt.Theme.Colour[InkPaper])))
	if err := Draw(vgdraw.New(c), fig, opt); err != nil {
		return err
	}
	_, err = vgimg.PngCanvas{Canvas: c}.WriteTo(w)
	return err
}

// SVG writes the figure in its natural size with real text, for inline use in
// HTML or as a file. Its bytes depend on nothing but the figure and the options.
func SVG(w io.Writer, fig chart.Figure, opt Options) error {
	wl, hl, err := Size(fig, opt)
	if err != nil {
		return err
	}
	s, err := layout(fig, opt, wl.Points(), hl.Points())
	if err != nil {
		return err
	}
	_, err = w.Write(s.svg(fig, opt))
	return err
}

// TooSmallError says that a figure doesn't fit its canvas even with the
// smallest type that can be read.
type TooSmallError struct {
	ID            string
	Width, Height vg.Length // what was offered
	Needed        vg.Length // the height needed at that width
}

func (e *TooSmallError) Error() string {
	return fmt.Sprintf("figure %s needs %.0f pt in height for %.0f pt in width, and has %.0f",
		e.ID, e.Needed.Points(), e.Width.Points(), e.Height.Points())
}

package pdf

import (
	"bytes"
	"net/http"
	"strconv"
	"strings"

	"codeberg.org/go-pdf/fpdf"

	"servqual/report"
	"servqual/survey/lang"
)

// tocPlace is where the table of contents goes: below the cover's band, or on a
// page of its own where it has no room there.
type tocPlace struct {
	page int
	y    float64
}

const (
	bandHeight = 300.0
	tocLine    = 19.5
)

// cover sets the first page: a band of the company's colour with the title.
func (s *setter) cover() {
	s.f.AddPage()
	s.fill(0, 0, pageWidth, bandHeight, s.accent)
	y := 64.0
	if h := s.logo(left, y); h > 0 {
		y += h + 26
	} else {
		y += 40
	}
	for _, part := range []struct {
		t string
		f font
	}{{s.doc.Title.Join(s.l, "\n"), font{bold: true, size: 27, colour: s.on}}, {s.doc.Subtitle.Join(s.l, "\n"), font{size: 13.5, colour: s.on}}} {
		for _, line := range s.m.wrap(legible(part.t), part.f, textWidth) {
			s.write(line, part.f, left, y)
			y += part.f.leading() * 0.93
		}
		y += 8
	}
	small := font{size: 9, colour: s.on}
	last := s.doc.Header.Join(s.l, "\n")
	if s.doc.Date != "" {
		last += "\n" + report.WordDataOf.In(s.l) + " " + s.doc.Date
	}
	for _, line := range s.m.wrap(legible(last), small, textWidth) {
		s.write(line, small, left, y)
		y += small.leading()
	}
	need := 40 + tocLine*float64(len(s.doc.Sections))
	s.toc = tocPlace{page: 1, y: bandHeight + 34}
	if s.toc.y+need > pageHeight-bottom {
		s.newPage()
		s.toc = tocPlace{page: 2, y: top}
		for room := textHeight - 40; need > room+40; need -= textHeight {
			s.newPage()
		}
	}
	s.newPage()
}

// logo sets the company's picture and gives its height.
func (s *setter) logo(x, y float64) float64 {
	kind := map[string]string{"image/png": "PNG", "image/jpeg": "JPG"}[http.DetectContentType(s.doc.Brand.Logo)]
	if len(s.doc.Brand.Logo) == 0 || kind == "" {
		return 0
	}
	opt := fpdf.ImageOptions{ImageType: kind}
	info := s.f.RegisterImageOptionsReader("logo", opt, bytes.NewReader(s.doc.Brand.Logo))
	if s.f.Err() || info == nil || info.Height() <= 0 {
		// A picture that can't be read is left out; the report matters more.
		s.f.ClearError()
		return 0
	}
	const high, wide = 44.0, 200.0
	scale := min(high/info.Height(), wide/info.Width())
	s.fill(x-5, y-5, info.Width()*scale+10, info.Height()*scale+10, white)
	s.f.ImageOptions("logo", x, y, info.Width()*scale, info.Height()*scale, false, opt, 0, "")
	return info.Height() * scale
}

// turnTo goes back to a page. The pen's font must be set anew there: the
// library believes that it still holds.
func (s *setter) turnTo(page int) {
	s.f.SetPage(page)
	s.f.SetFont(family, "", 1)
	s.f.SetFont(family, "B", 1)
}

// contents fills in the table of contents, now that the pages are known.
func (s *setter) contents() {
	page, y := s.toc.page, s.toc.y
	s.turnTo(page)
	s.write(legible(report.WordContents.In(s.l)), font{bold: true, size: 13, colour: s.accent.onWhite()}, left, y)
	y += 30
	for i, sec := range s.doc.Sections {
		if y+tocLine > pageHeight-bottom {
			page++
			s.turnTo(page)
			y = top
		}
		s.tocEntry(i, &sec, y)
		y += tocLine
	}
	s.turnTo(s.f.PageCount())
}

func (s *setter) tocEntry(i int, sec *report.Section, y float64) {
	f, no := font{size: 10, colour: ink}, font{bold: true, size: 10, colour: s.accent.onWhite()}
	s.write(strconv.Itoa(i+1), no, left, y)
	room := textWidth - 64
	zh, en := sec.Title.Zh, ""
	if s.l == lang.Both && sec.Title.Zh != sec.Title.En {
		en = sec.Title.En
	} else {
		zh = sec.Title.In(s.l)
	}
	title := s.fit(legible(zh), f, room)
	s.write(title, f, left+26, y)
	if en != "" {
		used := s.m.of(title, f) + 10
		s.write(s.fit(legible(en), f.with(soft), room-used), f.with(soft), left+26+used, y)
	}
	s.writeRight(strconv.Itoa(s.starts[i].page), f, left+textWidth, y)
	s.rule(left, y+tocLine-2, left+textWidth, 0.4, hair)
	s.f.Link(left, y, textWidth, tocLine, s.starts[i].link)
}

// fit shortens a line to a width, with a sign that something is gone.
func (s *setter) fit(t string, f font, w float64) string {
	if s.m.of(t, f) <= w {
		return t
	}
	if w < f.size*2 {
		return ""
	}
	head, _ := s.m.cut(t, f, w-s.m.of("…", f))
	return head + "…"
}

// furniture sets headers and footers on every page but the cover.
func (s *setter) furniture() {
	n := s.f.PageCount()
	f := font{size: 7.5, colour: soft}
	if s.l == lang.Both {
		f.size = 6.6
	}
	head := strings.Split(legible(s.doc.Header.Join(s.l, "\n")), "\n")
	foot := strings.Split(legible(s.doc.Footer.Join(s.l, "\n")), "\n")
	for p := 2; p <= n; p++ {
		s.turnTo(p)
		for i, t := range head {
			s.write(s.fit(t, f, textWidth), f, left, 45-float64(len(head)-i)*f.leading())
		}
		s.rule(left, 46, left+textWidth, 0.4, hair)
		s.rule(left, pageHeight-44, left+textWidth, 0.4, hair)
		for i, t := range foot {
			s.write(s.fit(t, f, textWidth-60), f, left, pageHeight-41+float64(i)*f.leading())
		}
		s.writeRight(strconv.Itoa(p)+" / "+strconv.Itoa(n), f, left+textWidth, pageHeight-40)
	}
}

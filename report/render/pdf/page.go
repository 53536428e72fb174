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

// tocPlace is where the table of contents goes: at the head of the appendix.
type tocPlace struct {
	page int
	y    float64
}

const tocLine = 17.5

// opening sets the head of page 1: a band of the company's colour with the
// title. The first section follows on the same page.
func (s *setter) opening() {
	s.f.AddPage()
	title, small := font{bold: true, size: 19, colour: s.on}, font{size: 8.6, colour: s.on}
	var lines []line
	add := func(t string, f font) {
		for _, text := range s.m.wrap(legible(t), f, textWidth-s.logoWidth()) {
			lines = append(lines, line{text, f})
		}
	}
	add(s.doc.Title.Join(s.l, " / "), title)
	add(s.doc.Subtitle.Join(s.l, " / "), font{size: 11.5, colour: s.on})
	last := s.doc.Sample().Join(s.l, " / ")
	if s.doc.Date != "" {
		last = strings.TrimPrefix(last+" · "+report.WordDataOf.In(s.l)+" "+s.doc.Date, " · ")
	}
	add(last, small)
	const pad = 22.0
	h := 2 * pad
	for _, l := range lines {
		h += l.f.leading()
	}
	h = max(h, 2*pad+logoHigh)
	s.fill(0, 0, pageWidth, h, s.accent)
	y := pad
	for _, l := range lines {
		s.write(l.text, l.f, left, y)
		y += l.f.leading()
	}
	s.logo(left+textWidth, (h-logoHigh)/2)
	s.y = h + 16
}

// line is a line of text in a font.
type line struct {
	text string
	f    font
}

// appendix begins the second volume with its title and, below it, room for the
// contents of both.
func (s *setter) appendix() {
	s.newPage()
	f := font{bold: true, size: 19, colour: s.accent.onWhite()}
	for _, t := range s.m.wrap(legible(report.WordAppendix.Text().Join(s.l, " / ")), f, textWidth) {
		s.write(t, f, left, s.y)
		s.y += f.leading()
	}
	s.f.Bookmark(legible(report.WordAppendix.Text().Join(s.l, " ")), 0, top)
	s.y += 10
	if s.entries() < fewestEntries {
		return
	}
	s.toc = tocPlace{page: s.f.PageNo(), y: s.y}
	for range s.entries() {
		if s.y+tocLine > pageHeight-bottom {
			s.newPage()
		}
		s.y += tocLine
	}
}

// fewestEntries is how many sections the contents have at the least: a short
// report needs none.
const fewestEntries = 10

// entries is how many lines the contents have.
func (s *setter) entries() int {
	n := 0
	for i := range s.doc.Sections {
		if !s.doc.Sections[i].Appendix {
			n++
		}
		if s.doc.Sections[i].Behind() {
			n++
		}
	}
	return n
}

// The company's picture is at most this large.
const logoHigh, logoWide = 36.0, 160.0

// logoSize registers the company's picture and gives its size on paper; zero
// without one. A picture that can't be read is left out; the report matters
// more.
func (s *setter) logoSize() (w, h float64, opt fpdf.ImageOptions) {
	kind := map[string]string{"image/png": "PNG", "image/jpeg": "JPG"}[http.DetectContentType(s.doc.Brand.Logo)]
	if len(s.doc.Brand.Logo) == 0 || kind == "" {
		return 0, 0, opt
	}
	opt = fpdf.ImageOptions{ImageType: kind}
	info := s.f.RegisterImageOptionsReader("logo", opt, bytes.NewReader(s.doc.Brand.Logo))
	if s.f.Err() || info == nil || info.Height() <= 0 {
		s.f.ClearError()
		return 0, 0, opt
	}
	scale := min(logoHigh/info.Height(), logoWide/info.Width())
	return info.Width() * scale, info.Height() * scale, opt
}

// logoWidth is the room that the company's picture takes beside the title.
func (s *setter) logoWidth() float64 {
	if w, _, _ := s.logoSize(); w > 0 {
		return w + 20
	}
	return 0
}

// logo sets the company's picture with its right end at x.
func (s *setter) logo(x, y float64) {
	w, h, opt := s.logoSize()
	if w == 0 {
		return
	}
	s.fill(x-w-5, y-5, w+10, h+10, white)
	s.f.ImageOptions("logo", x-w, y, w, h, false, opt, 0, "")
}

// turnTo goes back to a page. The pen's font and fill must be set anew there:
// the library believes that those of the page before still hold.
func (s *setter) turnTo(page int) {
	s.f.SetPage(page)
	s.f.SetFont(family, "", 1)
	s.f.SetFont(family, "B", 1)
	s.f.SetFillColor(255, 255, 255)
}

// contents fills in the table of contents, now that the pages are known.
func (s *setter) contents() {
	if s.toc.page == 0 {
		return
	}
	page, y := s.toc.page, s.toc.y
	s.turnTo(page)
	for _, st := range s.starts {
		if y+tocLine > pageHeight-bottom {
			page++
			s.turnTo(page)
			y = top
		}
		s.tocEntry(st, y)
		y += tocLine
	}
	s.turnTo(s.f.PageCount())
}

func (s *setter) tocEntry(st start, y float64) {
	f, no := font{size: 9.6, colour: ink}, font{bold: true, size: 9.6, colour: s.accent.onWhite()}
	s.write(st.number, no, left, y)
	sec := &s.doc.Sections[st.section]
	room := textWidth - 64
	zh, en := sec.Title.Zh, ""
	if s.l == lang.Both && sec.Title.Zh != sec.Title.En {
		en = sec.Title.En
	} else {
		zh = sec.Title.In(s.l)
	}
	title := s.fit(legible(zh), f, room)
	s.write(title, f, left+30, y)
	if en != "" {
		used := s.m.of(title, f) + 10
		s.write(s.fit(legible(en), f.with(soft), room-used), f.with(soft), left+30+used, y)
	}
	s.writeRight(strconv.Itoa(st.page), f, left+textWidth, y)
	s.rule(left, y+tocLine-2, left+textWidth, 0.4, hair)
	s.f.Link(left, y, textWidth, tocLine, st.link)
}

// references writes beside each heading of the report where the appendix has
// the data.
func (s *setter) references() {
	behind := map[int]start{}
	for _, st := range s.starts {
		if st.appendix {
			behind[st.section] = st
		}
	}
	for _, st := range s.starts {
		to, ok := behind[st.section]
		if st.appendix || !ok {
			continue
		}
		s.turnTo(st.page)
		text := legible(report.Behind(to.number, to.page).In(s.l))
		w := s.m.of(text, smallFont)
		s.writeRight(text, smallFont, left+textWidth, st.y+5)
		s.f.Link(left+textWidth-w, st.y+5, w, smallFont.leading(), to.link)
	}
	s.turnTo(s.f.PageCount())
}

// referenceRoom is what a heading leaves free for its reference.
const referenceRoom = 150.0

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

// furniture sets the footer on every page, and the header on all but the
// first, which has the title.
func (s *setter) furniture() {
	n := s.f.PageCount()
	f := font{size: 7.5, colour: soft}
	if s.l == lang.Both {
		f.size = 6.6
	}
	head := strings.Split(legible(s.doc.Header.Join(s.l, "\n")), "\n")
	foot := strings.Split(legible(s.doc.Footer.Join(s.l, "\n")), "\n")
	for p := 1; p <= n; p++ {
		s.turnTo(p)
		if p > 1 {
			for i, t := range head {
				s.write(s.fit(t, f, textWidth), f, left, 45-float64(len(head)-i)*f.leading())
			}
			s.rule(left, 46, left+textWidth, 0.4, hair)
		}
		s.rule(left, pageHeight-44, left+textWidth, 0.4, hair)
		for i, t := range foot {
			s.write(s.fit(t, f, textWidth-60), f, left, pageHeight-41+float64(i)*f.leading())
		}
		s.writeRight(strconv.Itoa(p)+" / "+strconv.Itoa(n), f, left+textWidth, pageHeight-40)
	}
}

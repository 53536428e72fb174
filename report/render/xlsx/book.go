package xlsx

import (
	"bytes"
	"image"
	_ "image/jpeg" // the two formats that a logo may have
	_ "image/png"
	"strconv"
	"strings"
	"unicode"

	"github.com/xuri/excelize/v2"

	"servqual/report"
	"servqual/report/chart/office"
	"servqual/report/render/excel"
	"servqual/survey/lang"
)

// book is a workbook in the making.
type book struct {
	doc     *report.Document
	opt     Options
	f       *excelize.File
	palette office.Palette
	accent  string // of headings
	tint    string // the ground of table heads
	styles  map[look]int
	taken   map[string]bool // sheet names, lower case
	named   map[string]bool // defined names, lower case
	replace map[string][]byte
	charts  *chartSheet
}

func newBook(doc *report.Document, opt Options) (*book, error) {
	b := &book{doc: doc, opt: opt, f: excelize.NewFile(), palette: palette(), accent: strings.ToUpper(doc.Brand.Accent().Hex()), tint: strings.ToUpper(doc.Brand.Accent().Tint(0.9).Hex()), styles: map[look]int{},
		taken: map[string]bool{}, named: map[string]bool{}, replace: map[string][]byte{}}
	if err := b.f.SetDefaultFont(face(doc.Lang)); err != nil {
		return nil, err
	}
	return b, nil
}

func (b *book) text(t lang.Text) string { return excel.Clean(t.Join(b.doc.Lang, "\n")) }
func (b *book) line(t lang.Text) string { return excel.Clean(t.Join(b.doc.Lang, " / ")) }
func (b *book) word(w report.Word) string {
	return b.line(w.Text())
}

func itoa(i int) string { return strconv.Itoa(i) }

// write makes the pages in the order of the document, contents first and the
// charts before the sheets that its author numbered 95 and up.
func (b *book) write() error {
	contents := &page{name: b.sheetName("00 " + report.WordContents.In(single(b.doc.Lang)))}
	pages, of := b.pages()
	if b.opt.Charts && b.anyFigure() {
		b.charts = newChartSheet(b.sheetName("90 " + report.WordCharts.In(single(b.doc.Lang))))
	}
	calc := ""
	if b.doc.Calc != nil {
		calc = b.sheetName("95 " + report.WordCalculation.In(single(b.doc.Lang)))
	}
	logo := b.logo()
	if logo != nil {
		contents.rows = append(contents.rows, pageRow{cells: []pageCell{{look: look{wrap: true}}}, height: logoHeight + 8})
	}
	b.contents(contents, of, calc)
	if err := b.writePage(contents); err != nil {
		return err
	}
	if logo != nil {
		if err := b.f.AddPictureFromBytes(contents.name, "A1", logo); err != nil {
			return err
		}
	}
	for i := range b.doc.Sections {
		if b.opt.Context != nil && b.opt.Context.Err() != nil {
			return b.opt.Context.Err()
		}
		b.section(of[i], &b.doc.Sections[i])
	}
	placed := false
	extras := func() error {
		placed = true
		if b.charts != nil {
			// Its cells are filled in last, when all charts are known to be right.
			if _, err := b.f.NewSheet(b.charts.name); err != nil {
				return err
			}
		}
		if calc != "" {
			return b.calcSheet(b.doc.Calc, calc)
		}
		return nil
	}
	for _, p := range pages {
		if !placed && p.name >= "95" && p.name < "999" {
			if err := extras(); err != nil {
				return err
			}
		}
		if err := b.writePage(p); err != nil {
			return err
		}
	}
	if !placed {
		if err := extras(); err != nil {
			return err
		}
	}
	if b.charts != nil {
		if err := b.writeCharts(); err != nil {
			return err
		}
	}
	return b.properties()
}

// single is the language of names that can hold one only.
func single(l lang.Lang) lang.Lang { return l.Single()[0] }

// pages makes an empty page for each sheet name that the sections ask for;
// sections that name the same sheet share it. The second result is the page of
// each section.
func (b *book) pages() ([]*page, []*page) {
	var pages, of []*page
	asked := map[string]*page{}
	for _, s := range b.doc.Sections {
		if p := asked[s.Sheet]; s.Sheet != "" && p != nil {
			of = append(of, p)
			continue
		}
		p := &page{name: b.sheetName(b.wanted(s))}
		if s.Sheet != "" {
			asked[s.Sheet] = p
		}
		pages, of = append(pages, p), append(of, p)
	}
	return pages, of
}

// wanted is the name that a section's sheet should have: the one it asks for,
// else its title. Names are asked for in Chinese ("03 维度"); an English
// workbook keeps the number and takes the title.
func (b *book) wanted(s report.Section) string {
	title := s.Title.In(single(b.doc.Lang))
	if s.Sheet == "" {
		return title
	}
	han := strings.IndexFunc(s.Sheet, func(r rune) bool { return unicode.Is(unicode.Han, r) })
	if number, _, ok := strings.Cut(s.Sheet, " "); ok && han >= 0 && b.doc.Lang == lang.En && title != "" {
		return number + " " + title
	}
	return s.Sheet
}

// logoHeight is the height of the company's picture, in points.
const logoHeight = 40.0

// logo is the company's picture, nil without one that can be read: a report
// must not fail over its ornament.
func (b *book) logo() *excelize.Picture {
	size, kind, err := image.DecodeConfig(bytes.NewReader(b.doc.Brand.Logo))
	if err != nil || size.Height <= 0 || size.Width <= 0 {
		return nil
	}
	scale := min(logoHeight*4/3/float64(size.Height), 240/float64(size.Width))
	return &excelize.Picture{Extension: map[string]string{"png": ".png", "jpeg": ".jpg"}[kind], File: b.doc.Brand.Logo,
		Format: &excelize.GraphicOptions{ScaleX: scale, ScaleY: scale, OffsetX: 3, OffsetY: 4, Positioning: "oneCell"}}
}

func (b *book) anyFigure() bool {
	found := false
	b.doc.Walk(func(_ *report.Section, bl report.Block) {
		if _, ok := bl.(report.FigureBlock); ok {
			found = true
		}
	})
	return found
}

// contents is the first sheet: title, and each section with its finding.
func (b *book) contents(p *page, of []*page, calc string) {
	p.add(pageCell{text: b.text(b.doc.Title), look: look{bold: true, size: 20, colour: b.accent, wrap: true}, wide: true})
	for _, t := range []lang.Text{b.doc.Subtitle, b.doc.Header} {
		if !t.IsZero() {
			p.add(pageCell{text: b.text(t), look: look{colour: b.palette.Muted, wrap: true}, wide: true})
		}
	}
	if b.doc.Date != "" {
		p.add(pageCell{text: b.word(report.WordDataOf) + " " + b.doc.Date, look: look{colour: b.palette.Muted}, wide: true})
	}
	p.gap()
	h := b.headLook("left")
	p.add(pageCell{text: b.word(report.WordSheet), look: h}, pageCell{text: b.text(report.WordTopic.Text()), look: h}, pageCell{text: b.word(report.WordFinding), look: h, wide: true})
	link := look{colour: b.accent, link: true, bottom: b.palette.Grid, wrap: true}
	for i, s := range b.doc.Sections {
		p.add(pageCell{text: of[i].name, look: link, link: quoted(of[i].name) + "!A1"},
			pageCell{text: b.text(s.Title), look: look{bottom: b.palette.Grid, wrap: true}},
			pageCell{text: b.text(s.Finding), look: look{bottom: b.palette.Grid, wrap: true}, wide: true})
	}
	extra := func(sheet string, w report.Word) {
		p.add(pageCell{text: sheet, look: link, link: quoted(sheet) + "!A1"}, pageCell{text: b.text(w.Text()), look: look{bottom: b.palette.Grid, wrap: true}},
			pageCell{look: look{bottom: b.palette.Grid}, wide: true})
	}
	if b.charts != nil {
		extra(b.charts.name, report.WordCharts)
	}
	if calc != "" {
		extra(calc, report.WordCalculation)
	}
	if !b.doc.Footer.IsZero() {
		p.gap()
		p.add(pageCell{text: b.text(b.doc.Footer), look: look{colour: b.palette.Muted, wrap: true}, wide: true})
	}
}

// section puts a section on its page, below what is there already.
func (b *book) section(p *page, s *report.Section) {
	p.gap()
	p.begin = len(p.rows)
	p.add(pageCell{text: b.text(s.Title), look: look{bold: true, size: 16, colour: b.accent, wrap: true}, wide: true})
	if !s.Finding.IsZero() {
		p.add(pageCell{text: b.text(s.Finding), look: look{size: 12, wrap: true}, wide: true})
	}
	p.body = len(p.rows)
	for _, bl := range s.All() {
		b.block(p, bl)
	}
}

// properties sets the title and a creation date that is the data's.
func (b *book) properties() error {
	if err := b.f.DeleteSheet("Sheet1"); err != nil {
		return err
	}
	b.f.SetActiveSheet(0)
	stamp := "2000-01-01T00:00:00Z"
	if len(b.doc.Date) == len("2006-01-02") {
		stamp = b.doc.Date + "T00:00:00Z"
	}
	return b.f.SetDocProps(&excelize.DocProperties{Title: b.line(b.doc.Title), Subject: b.line(b.doc.Subtitle), Creator: "servqual", LastModifiedBy: "servqual",
		Created: stamp, Modified: stamp, Language: strings.ToLower(single(b.doc.Lang).String())})
}

func (b *book) headLook(align string) look {
	return look{bold: true, wrap: true, align: align, fill: b.tint, bottom: b.accent, heavy: true}
}

// chartOptions are the options of the native charts.
func (b *book) chartOptions() office.Options {
	return office.Options{Lang: b.doc.Lang, Font: face(b.doc.Lang), Size: 9, Palette: b.palette}
}

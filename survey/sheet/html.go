package sheet

import (
	"bytes"
	"html"
	"io"
	"regexp"
	"strconv"
	"strings"

	"servqual/survey/issue"
	"servqual/survey/lang"
)

// looksHTML sees a web page, which many systems save as .xls.
func looksHTML(head []byte) bool {
	s := bytes.ToLower(bytes.TrimLeft(trimBOM(head), " \t\r\n"))
	for _, p := range []string{"<html", "<!doctype html", "<table", "<meta", "<head", "<body", "<style", "<div", "<center"} {
		if bytes.HasPrefix(s, []byte(p)) {
			return true
		}
	}
	return bytes.HasPrefix(s, []byte("<")) && (bytes.Contains(s, []byte("<html")) || bytes.Contains(s, []byte("<table")))
}

func trimBOM(s []byte) []byte {
	_, n := bom(s)
	if n == 3 {
		return s[n:]
	}
	return s
}

var charsetSaid = regexp.MustCompile(`(?i)(?:charset|encoding)\s*=\s*["']?\s*([-\w]+)`)

// declaredCharset finds <meta charset=…> or <?xml encoding=…>.
func declaredCharset(head []byte) (charset, bool) {
	m := charsetSaid.FindSubmatch(head)
	if m == nil {
		return charset{}, false
	}
	c, ok := charsetByName(string(m[1]))
	return c, ok && c.wide == 0
}

// openHTML reads the tables of a web page.
func (b *Book) openHTML(r io.ReaderAt, size int64) error {
	page, err := b.readWhole(r, size)
	if err != nil {
		return err
	}
	p := htmlPage{book: b, rest: page}
	x := &tableBook{book: b}
	b.Format, b.src = HTML, x
	if err := p.run(); err != nil {
		return err
	}
	for _, t := range p.tables {
		if len(t.cells) == 0 || len(b.Sheets) >= b.opt.Limits.Sheets {
			continue
		}
		x.tables = append(x.tables, t)
		b.Sheets = append(b.Sheets, Sheet{Name: "table " + strconv.Itoa(len(x.tables)), Merges: p.merges[t]})
	}
	if len(b.Sheets) == 0 {
		return fault(issue.FileEmpty, b.Name, lang.T("这是网页，其中没有数据表：可能是登录页面或出错页面，请重新下载", "this is a web page without a table of data: perhaps a log-in or error page, download it again"), nil)
	}
	return nil
}

// htmlPage collects the tables of a page as they come.
type htmlPage struct {
	book   *Book
	rest   []byte
	tables []*table
	merges map[*table][]Merge

	t        *table
	row, col int
	until    []int // by column: the last row covered by a cell above
	inCell   bool
	text     []byte
	span     Merge  // of the open cell, its size in LastRow and LastCol
	value    string // what Excel noted as the cell's number
}

func (p *htmlPage) run() error {
	p.merges = make(map[*table][]Merge)
	for len(p.rest) > 0 {
		i := bytes.IndexByte(p.rest, '<')
		if i < 0 {
			i = len(p.rest)
		}
		if p.inCell {
			p.text = append(p.text, p.rest[:i]...)
		}
		if p.rest = p.rest[i:]; len(p.rest) == 0 {
			break
		}
		if err := p.tag(); err != nil {
			return err
		}
	}
	p.endCell()
	return nil
}

// tag handles the tag at the beginning of the rest.
func (p *htmlPage) tag() error {
	if bytes.HasPrefix(p.rest, []byte("<!--")) {
		p.cutBehind("-->")
		return nil
	}
	end := tagEnd(p.rest[1:])
	if end < 0 {
		p.rest = nil
		return nil
	}
	body := string(p.rest[1 : 1+end])
	p.rest = p.rest[end+2:]
	name := strings.ToLower(body)
	if i := strings.IndexAny(name, " \t\r\n"); i >= 0 {
		name = name[:i]
	}
	switch name = strings.TrimSuffix(name, "/"); name {
	case "script", "style":
		p.cutBehind("</" + name)
	case "table":
		p.endCell()
		p.t = new(table)
		p.tables = append(p.tables, p.t)
		p.row, p.col, p.until = -1, 0, p.until[:0]
	case "/table":
		p.endCell()
		p.t = nil
	case "tr":
		return p.startRow()
	case "td", "th":
		return p.startCell(body)
	case "/td", "/th", "/tr":
		p.endCell()
	case "br", "/p", "/div", "/li":
		if p.inCell {
			p.text = append(p.text, '\x00') // a line end that survives
		}
	}
	return nil
}

// cutBehind drops the rest up to and with a mark, in letters of either case.
func (p *htmlPage) cutBehind(mark string) {
	for {
		i := bytes.IndexByte(p.rest, mark[0])
		if i < 0 || len(p.rest)-i < len(mark) {
			p.rest = nil
			return
		}
		p.rest = p.rest[i:]
		if strings.EqualFold(string(p.rest[:len(mark)]), mark) {
			p.rest = p.rest[len(mark):]
			return
		}
		p.rest = p.rest[1:]
	}
}

func (p *htmlPage) startRow() error {
	p.endCell()
	if p.t == nil {
		return nil
	}
	p.row++
	p.col = 0
	if p.row >= p.book.opt.Limits.Rows {
		return fault(issue.FileTooLarge, p.book.Name, lang.F("工作表超过 %d 行", "the sheet has more than %d rows", p.book.opt.Limits.Rows), nil)
	}
	return nil
}

const (
	maxSpan  = 1000
	htmlCols = 2048 // no page shows more
)

func (p *htmlPage) startCell(body string) error {
	p.endCell()
	if p.t == nil {
		return nil
	}
	if p.row < 0 {
		p.row = 0 // a page that forgot its first <tr>
	}
	for p.col < len(p.until) && p.until[p.col] >= p.row && p.until[p.col] > 0 {
		p.col++
	}
	if p.col >= htmlCols {
		return p.book.colsFault(p.row+1, htmlCols)
	}
	p.inCell, p.text = true, p.text[:0]
	p.span = Merge{LastRow: spanOf(body, "rowspan"), LastCol: spanOf(body, "colspan")}
	p.value = htmlAttr(body, "x:num")
	return nil
}

func spanOf(body, name string) int {
	n, err := strconv.Atoi(htmlAttr(body, name))
	if err != nil || n < 1 {
		return 1
	}
	return min(n, maxSpan)
}

// htmlAttr finds an attribute's value, quoted or not; "" where there is none.
func htmlAttr(body, name string) string {
	low := strings.ToLower(body)
	for from := 0; ; {
		i := strings.Index(low[from:], name)
		if i < 0 {
			return ""
		}
		i += from
		from = i + len(name)
		rest := strings.TrimLeft(low[from:], " \t\r\n")
		if i == 0 || !xmlSpace(low[i-1]) || !strings.HasPrefix(rest, "=") {
			continue
		}
		rest = strings.TrimLeft(body[len(body)-len(rest)+1:], " \t\r\n")
		if rest == "" {
			return ""
		}
		if q := rest[0]; q == '"' || q == '\'' {
			value, _, _ := strings.Cut(rest[1:], string(q))
			return html.UnescapeString(value)
		}
		if end := strings.IndexAny(rest, " \t\r\n>/"); end >= 0 {
			rest = rest[:end]
		}
		return rest
	}
}

// endCell closes the open cell: white space is collapsed as a browser does.
func (p *htmlPage) endCell() {
	if !p.inCell {
		return
	}
	p.inCell = false
	cell := p.t.text(htmlText(p.text))
	if x, ok := parseFloat([]byte(p.value)); ok {
		if v, small := smallNumber([]byte(p.value)); small {
			cell = packSmall(v)
		} else {
			cell = p.t.float(Number, x, 0)
		}
	}
	p.t.add(p.row, p.col, cell)
	rows, cols := p.span.LastRow, p.span.LastCol
	if (rows > 1 || cols > 1) && (p.row < mergeRows || rows > 1) && len(p.merges[p.t]) < maxMerges {
		p.merges[p.t] = append(p.merges[p.t], Merge{p.row + 1, p.col + 1, p.row + rows, p.col + cols})
	}
	for c := p.col; rows > 1 && c < min(p.col+cols, htmlCols); c++ {
		for len(p.until) <= c {
			p.until = append(p.until, 0)
		}
		p.until[c] = p.row + rows - 1
	}
	p.col += cols
}

func htmlText(s []byte) []byte {
	lines := bytes.Split(s, []byte{0})
	var out []string
	for _, l := range lines {
		l := strings.Join(strings.FieldsFunc(string(l), func(r rune) bool { return r == ' ' || r == '\t' || r == '\r' || r == '\n' }), " ")
		out = append(out, html.UnescapeString(l))
	}
	text := strings.Trim(strings.Join(out, "\n"), "\n ")
	if strings.Trim(text, "\u00A0 ") == "" {
		return nil // &nbsp; is how pages write an empty cell
	}
	return []byte(text)
}

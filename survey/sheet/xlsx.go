package sheet

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"path"
	"strings"

	"servqual/survey/issue"
	"servqual/survey/lang"
)

// xlsxFile is an opened workbook of the Office Open XML kind.
type xlsxFile struct {
	book   *Book
	z      *zip.Reader
	parts  []string // the part of each sheet
	styles []styleKind
	is1904 bool
	lost   lostTexts
}

// smallPart bounds the parts that are read whole: the workbook, its relations
// and its styles.
const smallPart = 64 << 20

// mergeScan is up to which size of XML a sheet is read through for its merged
// ranges when the book is opened.
const mergeScan = 4 << 20

func (b *Book) openXLSX(z *zip.Reader) error {
	x := &xlsxFile{book: b, z: z}
	b.Format, b.src = XLSX, x
	main := x.mainPart()
	rels, err := x.relations(main)
	if err != nil {
		return err
	}
	if err := x.readWorkbook(main, rels); err != nil {
		return err
	}
	if err := x.readStyles(rels); err != nil {
		return err
	}
	if err := x.readShared(rels); err != nil {
		return err
	}
	return x.readMerges()
}

// find gives a part by name; Office compares names without regard to case.
func (x *xlsxFile) find(name string) *zip.File {
	name = strings.TrimPrefix(name, "/")
	for _, f := range x.z.File {
		if f.Name == name {
			return f
		}
	}
	for _, f := range x.z.File {
		if strings.EqualFold(strings.TrimPrefix(strings.ReplaceAll(f.Name, "\\", "/"), "/"), name) {
			return f
		}
	}
	return nil
}

// whole reads a small part; nil where there is none.
func (x *xlsxFile) whole(name string) ([]byte, error) {
	f := x.find(name)
	if f == nil {
		return nil, nil
	}
	limits := x.book.opt.Limits
	limits.Inflated = min(limits.Inflated, smallPart)
	r, err := openPart(x.book.Name, f, limits)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	var buf bytes.Buffer
	if _, err := io.Copy(&buf, r); err != nil {
		return nil, partFault(x.book.Name, f.Name, err)
	}
	data := bytes.TrimPrefix(buf.Bytes(), []byte("\xEF\xBB\xBF"))
	if err := x.utf8Only(data, f.Name); err != nil {
		return nil, err
	}
	return data, nil
}

// utf8Only declines parts in UTF-16, which the standard allows and nobody
// writes.
func (x *xlsxFile) utf8Only(data []byte, part string) error {
	if len(data) > 1 && (data[0] == 0 || data[1] == 0 || data[0] == 0xFE || data[0] == 0xFF) {
		return x.malformed(part, errors.New("not UTF-8"))
	}
	return nil
}

func (x *xlsxFile) malformed(part string, err error) *Fault {
	return fault(issue.FileUnreadable, x.book.Name, lang.F(
		"工作簿中的 %s 无法解析：请在 Excel 或 WPS 中打开后另存为 .xlsx",
		"its part %s can't be understood: open the workbook in Excel or WPS and save it as .xlsx", part), err)
}

type relation struct{ kind, target string }

// mainPart finds the workbook through the package's relations.
func (x *xlsxFile) mainPart() string {
	if rels, err := x.relations(""); err == nil {
		for _, r := range rels {
			if r.kind == "officeDocument" {
				return r.target
			}
		}
	}
	return "xl/workbook.xml"
}

// relations reads the relations of a part, targets made absolute.
func (x *xlsxFile) relations(part string) (map[string]relation, error) {
	dir, base := path.Split(part)
	name := dir + "_rels/" + base + ".rels"
	data, err := x.whole(name)
	if err != nil {
		return nil, err
	}
	rels := make(map[string]relation)
	s := xmlScan{data: data}
	for {
		switch s.next() {
		case xmlEnd:
			return rels, nil
		case xmlBad:
			return nil, x.malformed(name, nil)
		case xmlOpen:
			if string(s.tag.name) != "Relationship" {
				continue
			}
			id, _ := s.tag.attr("Id")
			kind, _ := s.tag.attr("Type")
			target, _ := s.tag.attr("Target")
			target = strings.ReplaceAll(target, "\\", "/")
			if !strings.HasPrefix(target, "/") {
				target = path.Join(dir, target)
			}
			rels[id] = relation{kind[strings.LastIndexByte(kind, '/')+1:], strings.TrimPrefix(path.Clean(target), "/")}
		}
	}
}

// partOf gives the first part of a kind: the default name where the relations
// don't tell.
func partOf(rels map[string]relation, kind, def string) string {
	best := ""
	for _, r := range rels {
		if r.kind == kind && (best == "" || r.target < best) {
			best = r.target
		}
	}
	if best == "" {
		return def
	}
	return best
}

func (x *xlsxFile) readWorkbook(main string, rels map[string]relation) error {
	data, err := x.whole(main)
	if err != nil {
		return err
	}
	if data == nil {
		return x.malformed(main, errors.New("missing"))
	}
	b := x.book
	s := xmlScan{data: data}
	for tok := s.next(); tok != xmlEnd; tok = s.next() {
		if tok == xmlBad {
			return x.malformed(main, nil)
		}
		if tok != xmlOpen {
			continue
		}
		switch string(s.tag.name) {
		case "workbookPr":
			x.is1904 = s.tag.boolAttr("date1904")
			x.book.Epoch1904 = x.is1904
		case "sheet":
			x.addSheet(s.tag, rels)
		}
		if len(b.Sheets) > b.opt.Limits.Sheets {
			return fault(issue.FileTooLarge, b.Name, lang.F("工作表超过 %d 个", "more than %d sheets", b.opt.Limits.Sheets), nil)
		}
	}
	if len(b.Sheets) == 0 {
		return fault(issue.FileEmpty, b.Name, lang.T("工作簿中没有工作表", "the workbook has no sheets of cells"), nil)
	}
	return nil
}

// addSheet adds a sheet of cells; charts, macros and dialogs have relations of
// other kinds.
func (x *xlsxFile) addSheet(t xmlTag, rels map[string]relation) {
	id, _ := t.attr("id")
	r, ok := rels[id]
	if !ok || r.kind != "worksheet" || x.find(r.target) == nil {
		return
	}
	name, _ := t.attr("name")
	state, _ := t.attr("state")
	x.book.Sheets = append(x.book.Sheets, Sheet{Name: name, Hidden: state == "hidden" || state == "veryHidden"})
	x.parts = append(x.parts, r.target)
}

// readMerges reads the merged ranges of the sheets that are not large.
func (x *xlsxFile) readMerges() error {
	for i, part := range x.parts {
		f := x.find(part)
		if f.UncompressedSize64 > mergeScan || f.CompressedSize64 > mergeScan {
			continue
		}
		limits := x.book.opt.Limits
		limits.Inflated = min(limits.Inflated, 2*mergeScan)
		r, err := openPart(x.book.Name, f, limits)
		if err != nil {
			return err
		}
		data, err := io.ReadAll(r)
		r.Close()
		if err != nil {
			return partFault(x.book.Name, part, err)
		}
		x.book.Sheets[i].Merges = mergesOf(data)
	}
	return nil
}

// Merged ranges of the first mergeRows rows tell the header's blocks, those over
// several rows anywhere hold a name for all of them.
const (
	mergeRows = 50
	maxMerges = 1 << 16
)

func mergesOf(data []byte) []Merge {
	at := bytes.LastIndex(data, []byte("sheetData"))
	if at < 0 {
		return nil
	}
	var out []Merge
	s := xmlScan{data: data[at:]}
	for tok := s.next(); tok != xmlEnd && tok != xmlBad; tok = s.next() {
		if tok != xmlOpen || string(s.tag.name) != "mergeCell" {
			continue
		}
		ref, _ := s.tag.attr("ref")
		if m, ok := parseRange(ref); ok && (m.Row <= mergeRows || m.LastRow > m.Row) && len(out) < maxMerges {
			out = append(out, m)
		}
	}
	return out
}

// parseRange reads "A1:C2"; a single cell is a range of one.
func parseRange(ref string) (Merge, bool) {
	from, to, two := strings.Cut(ref, ":")
	if !two {
		to = from
	}
	r1, c1, ok1 := parseRef(from)
	r2, c2, ok2 := parseRef(to)
	return Merge{min(r1, r2), min(c1, c2), max(r1, r2), max(c1, c2)}, ok1 && ok2
}

// parseRef reads "B12" or "$B$12".
func parseRef(ref string) (row, col int, ok bool) {
	i := 0
	for ; i < len(ref); i++ {
		c := ref[i] &^ 0x20
		if ref[i] == '$' {
			continue
		}
		if c < 'A' || c > 'Z' {
			break
		}
		if col = col*26 + int(c-'A') + 1; col > 1<<20 {
			return 0, 0, false
		}
	}
	for ; i < len(ref); i++ {
		if ref[i] < '0' || ref[i] > '9' || row > 1<<24 {
			return 0, 0, false
		}
		row = row*10 + int(ref[i]-'0')
	}
	return row, col, row > 0 && col > 0
}

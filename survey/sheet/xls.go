package sheet

import (
	"bytes"
	"errors"
	"io"
	"strings"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding"

	"servqual/survey/issue"
	"servqual/survey/lang"
)

// xlsFile is a workbook of Excel 5 to 2003 (BIFF5 to BIFF8), the format most
// Chinese survey platforms still export.
type xlsFile struct {
	book   *Book
	r      io.ReaderAt
	size   int64
	biff8  bool
	code   *encoding.Decoder // of byte strings; nil when not known
	styles []styleKind
	is1904 bool
	sheets []xlsSheet
}

// xlsSheet is what is known of a sheet before its cells are read.
type xlsSheet struct {
	at      int64
	cols    int
	ordered bool // rows come in rising order
	hidden  map[int]bool
}

// openOLE opens what is inside a compound file.
func (b *Book) openOLE(r io.ReaderAt, size int64) error {
	f, err := openOLE(r, size)
	if err != nil {
		return b.damagedXLS(err)
	}
	for _, name := range []string{"Workbook", "WORKBOOK", "Book", "BOOK"} {
		if s := f.streams[name]; s != nil {
			return b.openXLS(s, s.size)
		}
	}
	if f.streams["EncryptedPackage"] != nil {
		return b.openEncrypted(r, size)
	}
	if len(f.streams) == 0 {
		return b.damagedXLS(errOLE)
	}
	if f.streams["WordDocument"] != nil {
		return fault(issue.FileUnreadable, b.Name, foreignZip["docx"], nil)
	}
	if f.streams["PowerPoint Document"] != nil {
		return fault(issue.FileUnreadable, b.Name, foreignZip["pptx"], nil)
	}
	return fault(issue.FileUnreadable, b.Name, lang.T("文件中没有工作簿：请给出 .xlsx、.xls 或 CSV 文件", "there is no workbook in the file: give an .xlsx, .xls or CSV file"), nil)
}

func (b *Book) damagedXLS(err error) *Fault {
	return fault(issue.FileTruncated, b.Name, lang.T("文件不完整或已损坏：请重新下载，或在 Excel 或 WPS 中打开后另存为 .xlsx", "the file is cut off or damaged: download it again, or open it in Excel or WPS and save it as .xlsx"), err)
}

// maxEncrypted bounds the encrypted workbooks that are decrypted in memory.
const maxEncrypted = 256 << 20

// openEncrypted tries the password given, or the one that Excel itself uses
// for workbooks that are only protected against change.
func (b *Book) openEncrypted(r io.ReaderAt, size int64) (err error) {
	locked := fault(issue.FileUnreadable, b.Name, lang.T("工作簿有打开密码：请在 Excel 或 WPS 中取消密码后另存（文件 → 信息 → 保护工作簿）", "the workbook has a password: remove it in Excel or WPS and save (File → Info → Protect Workbook)"), nil)
	if size > maxEncrypted {
		return locked
	}
	raw := make([]byte, size)
	if _, err := r.ReadAt(raw, 0); err != nil && err != io.EOF {
		return readFault(b.Name, err)
	}
	password := b.opt.Password
	if password == "" {
		password = "VelvetSweatshop"
	}
	defer func() {
		if recover() != nil { // the library does not check what it reads
			err = locked
		}
	}()
	plain, err := excelize.Decrypt(raw, &excelize.Options{Password: password})
	if err != nil || !bytes.HasPrefix(plain, []byte("PK\x03\x04")) {
		return locked
	}
	return b.openZip(bytes.NewReader(plain), int64(len(plain)))
}

// openXLS reads the globals of the workbook and looks through its sheets.
func (b *Book) openXLS(r io.ReaderAt, size int64) error {
	x := &xlsFile{book: b, r: r, size: size}
	b.Format, b.src, b.shared = XLS, x, new(sharedStrings)
	rec := newBIFF(r, 0)
	if !rec.next() || rec.id != recBOF {
		return fault(issue.FileUnreadable, b.Name, lang.T("这是 Excel 4 或更早的文件：请在 Excel 或 WPS 中打开后另存为 .xlsx", "this is a file of Excel 4 or older: open it in Excel or WPS and save it as .xlsx"), nil)
	}
	x.biff8 = u16(rec.data, 0) == 0x0600
	if kind := u16(rec.data, 2); kind == 0x0010 { // a lone sheet without globals
		b.Sheets = []Sheet{{}}
		x.sheets = []xlsSheet{{at: 0}}
	} else if err := x.globals(rec); err != nil {
		return err
	}
	if len(b.Sheets) == 0 {
		return fault(issue.FileEmpty, b.Name, lang.T("工作簿中没有工作表", "the workbook has no sheets of cells"), nil)
	}
	for i := range x.sheets {
		if err := x.look(i); err != nil {
			return err
		}
	}
	return nil
}

// globals reads the part before the sheets.
func (x *xlsFile) globals(rec *biffReader) error {
	b := x.book
	custom := make(map[int]styleKind)
	var formats []int
	for rec.next() && rec.id != recEOF {
		d := rec.data
		switch rec.id {
		case recFilePass:
			return fault(issue.FileUnreadable, b.Name, lang.T("工作簿有打开密码：请在 Excel 或 WPS 中取消密码后另存", "the workbook has a password: remove it in Excel or WPS and save"), nil)
		case recCodepage:
			x.code = codepage(u16(d, 0))
		case recDateMode:
			x.is1904 = u16(d, 0) == 1
			x.book.Epoch1904 = x.is1904
		case recFormat:
			custom[u16(d, 0)] = formatKind(x.shortString(d, 2, x.biff8))
		case recXF:
			formats = append(formats, u16(d, 2))
		case recBound:
			if len(d) >= 8 && d[5] == 0 { // a sheet of cells, not a chart or macros
				b.Sheets = append(b.Sheets, Sheet{Name: x.boundName(d), Hidden: d[4]&3 != 0})
				x.sheets = append(x.sheets, xlsSheet{at: int64(u32(d, 0))})
			}
		case recSST:
			if err := x.sst(rec); err != nil {
				return err
			}
		}
		if len(b.Sheets) > b.opt.Limits.Sheets {
			return fault(issue.FileTooLarge, b.Name, lang.F("工作表超过 %d 个", "more than %d sheets", b.opt.Limits.Sheets), nil)
		}
	}
	for _, f := range formats {
		x.styles = append(x.styles, formatByID(f, custom))
	}
	return nil
}

// boundName reads a sheet's name: its length in one byte, then as any string.
func (x *xlsFile) boundName(d []byte) string {
	n := int(d[6])
	if !x.biff8 {
		return x.byteString(d[7:min(len(d), 7+n)])
	}
	t := biffText{b: newBIFF(bytes.NewReader(nil), 0), cur: d[8:]}
	s, _ := t.unicodeBody(n, d[7]&1)
	return string(s)
}

// shortString reads the string at an offset, with a length of two bytes in
// BIFF8 and one before.
func (x *xlsFile) shortString(d []byte, at int, wide bool) string {
	if at >= len(d) {
		return ""
	}
	if !wide {
		return x.byteString(d[at+1 : min(len(d), at+1+int(d[at]))])
	}
	t := biffText{b: newBIFF(bytes.NewReader(nil), 0), cur: d[at:]}
	s, _ := t.unicode()
	return string(s)
}

// byteString decodes a string of BIFF5 by the workbook's code page; where none
// is told, as programs do that write such files by hand, as UTF-8, GB18030 or
// Windows-1252, whichever fits.
func (x *xlsFile) byteString(s []byte) string {
	if ascii(s) {
		return string(s)
	}
	if x.code != nil {
		return string(decoded(x.code, s))
	}
	return string(newCSVText(utf8Charset).text(s, false))
}

// codepage gives the decoder of a Windows code page; nil where there is none.
func codepage(n int) *encoding.Decoder {
	name, ok := map[int]string{
		367: "windows-1252", 932: "shift_jis", 936: "gb18030", 949: "euc-kr", 950: "big5", 10000: "macintosh",
		1250: "windows-1250", 1251: "windows-1251", 1252: "windows-1252", 1253: "windows-1253", 1254: "windows-1254",
		1255: "windows-1255", 1256: "windows-1256", 1257: "windows-1257", 1258: "windows-1258", 874: "windows-874",
		32768: "macintosh", 32769: "windows-1252",
	}[n]
	if !ok {
		return nil
	}
	c, ok := charsetByName(name)
	if !ok || c.enc == nil {
		return nil
	}
	return c.enc.NewDecoder()
}

// sst reads the table of shared strings, which runs over many records.
func (x *xlsFile) sst(rec *biffReader) error {
	if len(rec.data) < 8 {
		return x.book.damagedXLS(errors.New("short string table"))
	}
	count := u32(rec.data, 4)
	t := biffText{b: rec, cur: rec.data[8:]}
	for range count {
		if len(t.cur) == 0 && rec.peek() != recContinue {
			break // some libraries count more strings than they write
		}
		s, ok := t.unicode()
		if !ok {
			return x.book.damagedXLS(errors.New("string table is cut off"))
		}
		x.book.shared.add(s)
		if x.book.shared.total > x.book.opt.Limits.Strings {
			return fault(issue.FileTooLarge, x.book.Name, lang.T("工作簿中的文字总量超出上限", "the workbook holds more text than the limit allows"), nil)
		}
	}
	return nil
}

// look reads through the records of a sheet for what must be known before its
// cells: the width, hidden rows, merged ranges, and whether the rows come in
// order (libraries that write cells as they are told don't sort them).
func (x *xlsFile) look(i int) error {
	s := &x.sheets[i]
	s.ordered = true
	last, depth := -1, 0
	rec := newBIFF(x.r, s.at)
	for rec.next() {
		d := rec.data
		switch rec.id {
		case recBOF:
			depth++
		case recEOF:
			if depth--; depth <= 0 {
				return nil
			}
		case recFilePass:
			return fault(issue.FileUnreadable, x.book.Name, lang.T("工作簿有打开密码：请在 Excel 或 WPS 中取消密码后另存", "the workbook has a password: remove it in Excel or WPS and save"), nil)
		}
		if depth != 1 {
			continue // a chart inside the sheet
		}
		switch rec.id {
		case recRow:
			if len(d) >= 14 && d[12]&0x20 != 0 {
				if s.hidden == nil {
					s.hidden = make(map[int]bool)
				}
				s.hidden[u16(d, 0)] = true
			}
		case recMerged:
			x.book.Sheets[i].Merges = append(x.book.Sheets[i].Merges, biffMerges(d)...)
		}
		if row, col, ok := cellSpan(rec.id, d); ok {
			if row < last {
				s.ordered = false
			}
			last = max(last, row)
			s.cols = max(s.cols, col+1)
		}
	}
	x.book.note(issue.Issue{
		Code: issue.FileTruncated, Severity: issue.Warning, Pos: issue.Pos{Sheet: x.book.Sheets[i].Name},
		Want:   lang.T("工作表应有结尾：文件可能没有完整保存，请重新导出", "an end of the sheet; the file may not be complete, export it again"),
		Effect: lang.T("读取了现有的行", "the rows that are there were read"),
	})
	return nil
}

// cellSpan gives the row and the last column of a record that fills cells.
func cellSpan(id uint16, d []byte) (row, col int, ok bool) {
	if len(d) < 6 {
		return 0, 0, false
	}
	switch id {
	case recLabelSST, recLabel, recRString, recNumber, recRK, recBoolErr, recFormula, recFormula4:
		return u16(d, 0), u16(d, 2), true
	case recMulRK:
		return u16(d, 0), u16(d, 2) + max(0, (len(d)-6)/6-1), true
	}
	return 0, 0, false
}

func biffMerges(d []byte) []Merge {
	var out []Merge
	for i := 2; i+8 <= len(d); i += 8 {
		m := Merge{u16(d, i) + 1, u16(d, i+4) + 1, u16(d, i+2) + 1, u16(d, i+6) + 1}
		if (m.Row <= mergeRows || m.LastRow > m.Row) && m.LastRow >= m.Row && m.LastCol >= m.Col && len(out) < maxMerges {
			out = append(out, m)
		}
	}
	return out
}

var biffErrors = map[byte]string{0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A"}

func biffError(code byte) string {
	if s, ok := biffErrors[code]; ok {
		return s
	}
	return strings.ToUpper("#unknown!")
}

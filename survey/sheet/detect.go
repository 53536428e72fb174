package sheet

import (
	"archive/zip"
	"bytes"
	"io"
	"path"
	"strings"

	"servqual/survey/issue"
	"servqual/survey/lang"
)

const sniffSize = 4096

// open finds the format by the first bytes and prepares the book.
func (b *Book) open(r io.ReaderAt, size int64) error {
	if b.opt.Comma != 0 && !validComma(b.opt.Comma) {
		return fault(issue.FileUnreadable, b.Name, lang.T("分隔符必须是一个标点字符，例如 , ; 或制表符", "the delimiter must be one punctuation character such as , ; or tab"), nil)
	}
	if size == 0 {
		return fault(issue.FileEmpty, b.Name, lang.T("文件是空的（0 字节）：请重新导出或下载", "the file is empty (0 bytes): export or download it again"), nil)
	}
	head := make([]byte, min(size, sniffSize))
	if _, err := r.ReadAt(head, 0); err != nil && err != io.EOF {
		return readFault(b.Name, err)
	}
	switch {
	case bytes.HasPrefix(head, []byte("PK\x03\x04")), bytes.HasPrefix(head, []byte("PK\x05\x06")):
		return b.openZip(r, size)
	case bytes.HasPrefix(head, []byte(oleMagic)):
		return b.openOLE(r, size)
	case bareBIFF(head):
		return b.openXLS(r, size) // the records without a container
	}
	switch sniff := narrow(head); {
	case looksXML2003(sniff):
		return b.openXML2003(r, size)
	case looksHTML(sniff):
		return b.openHTML(r, size)
	}
	if err := b.foreign(head); err != nil {
		return err
	}
	return b.openCSV(r, size)
}

func (b *Book) openZip(r io.ReaderAt, size int64) error {
	z, err := openZip(b.Name, r, size)
	if err != nil {
		return err
	}
	switch kind := zipKind(z); kind {
	case "xlsx":
		return b.openXLSX(z)
	case "archive":
		members := tables(z)
		if len(members) != 1 {
			return fault(issue.FileUnreadable, b.Name, lang.F("压缩包里有 %d 个表格文件：请先解压，或逐个给出", "the archive holds %d spreadsheet files: unpack it, or name them one by one", len(members)), nil)
		}
		return b.openMember(r, members[0])
	default:
		return fault(issue.FileUnreadable, b.Name, foreignZip[kind], nil)
	}
}

// openMember opens the one table of an archive. An archive that holds itself
// would go on forever.
func (b *Book) openMember(r io.ReaderAt, f *zip.File) error {
	if b.temp != nil {
		return fault(issue.FileUnreadable, b.Name, lang.T("压缩包里套着压缩包：请先解压", "an archive lies inside an archive: unpack it first"), nil)
	}
	m := member{archive: b.Name, called: b.Name, file: f, at: &archiveBytes{r: r}, opt: b.opt,
		with: func(use func(io.ReaderAt) error) error { return use(r) }}
	data, size, done, err := m.unpack()
	if err != nil {
		return err
	}
	b.temp = done
	return b.open(data, size)
}

var foreignZip = map[string]lang.Text{
	"xlsb": lang.T("这是二进制工作簿（.xlsb）：请在 Excel 中另存为 .xlsx", "this is a binary workbook (.xlsb): save it as .xlsx in Excel"),
	"ods":  lang.T("这是 OpenDocument 表格（.ods）：请另存为 .xlsx 或 CSV", "this is an OpenDocument sheet (.ods): save it as .xlsx or CSV"),
	"docx": lang.T("这是 Word 文档：请把数据表存为 .xlsx 或 CSV", "this is a Word document: save the table of data as .xlsx or CSV"),
	"pptx": lang.T("这是演示文稿：请给出数据表（.xlsx、.xls 或 CSV）", "this is a presentation: give the table of data (.xlsx, .xls or CSV)"),
	"num":  lang.T("这是 Numbers 表格：请导出为 .xlsx 或 CSV", "this is a Numbers sheet: export it as .xlsx or CSV"),
}

// zipKind tells a workbook from other things that are zip files inside.
func zipKind(z *zip.Reader) string {
	kind := "archive"
	for _, f := range z.File {
		name := strings.ToLower(strings.TrimPrefix(strings.ReplaceAll(f.Name, "\\", "/"), "/"))
		switch {
		case name == "xl/workbook.bin":
			return "xlsb"
		case name == "word/document.xml":
			return "docx"
		case name == "ppt/presentation.xml":
			return "pptx"
		case name == "[content_types].xml", name == "xl/workbook.xml":
			kind = "xlsx"
		case name == "meta-inf/manifest.xml" && kind == "archive", name == "mimetype" && kind == "archive":
			kind = "ods"
		case strings.HasPrefix(name, "index/") && strings.HasSuffix(name, ".iwa"):
			return "num"
		}
	}
	return kind
}

var foreignMagic = []struct {
	magic string
	text  lang.Text
}{
	{"%PDF-", lang.T("这是 PDF：请给出导出数据的表格文件（.xlsx、.xls 或 CSV）", "this is a PDF: give the spreadsheet of the data (.xlsx, .xls or CSV)")},
	{"MIME-Version:", lang.T("这是单个文件网页（.mht）：请在 Excel 或 WPS 中打开后另存为 .xlsx", "this is a single-file web page (.mht): open it in Excel or WPS and save it as .xlsx")},
	{"{\\rtf", lang.T("这是 RTF 文档：请把数据表存为 .xlsx 或 CSV", "this is an RTF document: save the table of data as .xlsx or CSV")},
	{"\x1F\x8B", lang.T("这是 gzip 压缩文件：请先解压", "this is a gzip file: unpack it first")},
	{"Rar!", lang.T("这是 RAR 压缩包：请先解压", "this is a RAR archive: unpack it first")},
	{"7z\xBC\xAF\x27\x1C", lang.T("这是 7z 压缩包：请先解压", "this is a 7z archive: unpack it first")},
	{"$FL2", lang.T("这是 SPSS 数据文件：请在 SPSS 中导出为 .xlsx 或 CSV", "this is an SPSS data file: export it as .xlsx or CSV from SPSS")},
	{"\x89PNG", lang.T("这是图片：请给出数据表（.xlsx、.xls 或 CSV）", "this is a picture: give the table of data (.xlsx, .xls or CSV)")},
	{"\xFF\xD8\xFF", lang.T("这是图片：请给出数据表（.xlsx、.xls 或 CSV）", "this is a picture: give the table of data (.xlsx, .xls or CSV)")},
	{"GIF8", lang.T("这是图片：请给出数据表（.xlsx、.xls 或 CSV）", "this is a picture: give the table of data (.xlsx, .xls or CSV)")},
	{"SQLite format 3\x00", lang.T("这是数据库文件：请导出为 CSV", "this is a database file: export it as CSV")},
	{"PAR1", lang.T("这是 Parquet 文件：请导出为 CSV", "this is a Parquet file: export it as CSV")},
	{"\x7FELF", lang.T("这是程序文件，不是表格", "this is a program, not a spreadsheet")},
	{"MZ\x90", lang.T("这是程序文件，不是表格", "this is a program, not a spreadsheet")},
}

// narrow drops the zero bytes of UTF-16, so that tags can be seen in it.
func narrow(head []byte) []byte {
	if c, n := bom(head); c.wide == 2 {
		return bytes.ReplaceAll(head[n:], []byte{0}, nil)
	}
	return head
}

// foreign recognises files that are no spreadsheets, to say so instead of
// reading nonsense.
func (b *Book) foreign(head []byte) error {
	for _, m := range foreignMagic {
		if bytes.HasPrefix(head, []byte(m.magic)) {
			return fault(issue.FileUnreadable, b.Name, m.text, nil)
		}
	}
	if looksJSON(head) {
		return fault(issue.FileUnreadable, b.Name, lang.T("这是 JSON 文件：请在平台上选择导出 .xlsx 或 CSV", "this is a JSON file: choose .xlsx or CSV when exporting"), nil)
	}
	if _, n := bom(head); n > 0 || b.opt.Encoding != "" {
		return nil
	}
	if _, wide := detectWide(head); wide {
		return nil
	}
	control := 0
	for _, c := range head {
		if c < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != '\f' {
			control++
		}
	}
	if control >= 8 && control*20 > len(head) {
		return fault(issue.FileUnreadable, b.Name, lang.T("文件内容不是表格：请给出 .xlsx、.xls 或 CSV 文件", "the content is no spreadsheet: give an .xlsx, .xls or CSV file"), nil)
	}
	return nil
}

// bareBIFF sees records of a binary workbook without the container around
// them, as web programs write; those before Excel 5 are told by openXLS.
func bareBIFF(head []byte) bool {
	if len(head) < 8 || head[0] != 0x09 || head[3] != 0 {
		return false
	}
	switch head[1] {
	case 0x00, 0x02, 0x04, 0x08:
		return head[2] == 4 || head[2] == 6 || head[2] == 8 || head[2] == 16
	}
	return false
}

// looksJSON sees the beginning of a JSON object or list of them.
func looksJSON(head []byte) bool {
	s := bytes.TrimLeft(head, " \t\r\n")
	if len(s) == 0 || s[0] != '{' && s[0] != '[' {
		return false
	}
	rest := bytes.TrimLeft(s[1:], " \t\r\n")
	if s[0] == '{' {
		i := bytes.IndexByte(rest[min(1, len(rest)):], '"')
		return len(rest) > 0 && rest[0] == '"' && i >= 0 && bytes.HasPrefix(bytes.TrimLeft(rest[i+2:], " \t\r\n"), []byte(":"))
	}
	return len(rest) > 0 && rest[0] == '{'
}

// extensions lists the endings that fit a format.
var extensions = map[Format][]string{
	CSV:  {".csv", ".tsv", ".txt", ".tab", ".dat", ".asc", ""},
	XLSX: {".xlsx", ".xlsm", ".xltx", ".xltm", ""},
	XLS:  {".xls", ".xlt", ".et", ""},
	HTML: {".html", ".htm", ""},
	XML:  {".xml", ""},
}

func (b *Book) checkExtension() {
	ext := strings.ToLower(path.Ext(b.Name))
	if ext == ".zip" {
		return
	}
	for _, e := range extensions[b.Format] {
		if e == ext {
			return
		}
	}
	if _, known := knownExtension[ext]; !known {
		return // a date or version behind the last dot: "答卷.2026"
	}
	b.note(issue.Issue{
		Code: issue.FileExtension, Got: ext,
		Want:   lang.F("内容是 %s 格式：扩展名应为 %s", "the content is %s: the name should end in %s", strings.ToUpper(string(b.Format)), extensions[b.Format][0]),
		Effect: lang.T("按内容读取", "read by its content"),
	})
}

var knownExtension = func() map[string]bool {
	m := map[string]bool{".xlsb": true, ".ods": true, ".pdf": true, ".doc": true, ".docx": true, ".json": true}
	for _, list := range extensions {
		for _, e := range list {
			m[e] = true
		}
	}
	return m
}()

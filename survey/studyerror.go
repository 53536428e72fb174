package survey

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/goccy/go-yaml"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"servqual/survey/lang"
)

// StudyError is a fault in a study file: what is wrong and what to do, in both
// languages, and the lines around its place.
type StudyError struct {
	Name   string // of the file
	Text   lang.Text
	Source string // the lines with a mark at the place, "" where it is not known
}

// Error gives the English wording.
func (e *StudyError) Error() string { return e.In(lang.En) }

// In words the fault in a language, with the file and the place.
func (e *StudyError) In(l lang.Lang) string {
	text := lang.F("%s：%s", "%s: %s", lang.Same(e.Name), e.Text).In(l)
	if e.Source != "" {
		text += "\n" + e.Source
	}
	return text
}

// at makes an error that shows the place in the file.
func at(name string, data []byte, path string, t lang.Text) error {
	return &StudyError{Name: name, Text: t, Source: annotate(data, path)}
}

// studyText is the file as UTF-8. UTF-16 is known by its byte-order mark, and
// GBK where every character is a common one; anything else is refused rather
// than guessed.
func studyText(name string, data []byte) ([]byte, error) {
	for _, mark := range []string{"\xff\xfe", "\xfe\xff"} {
		if bytes.HasPrefix(data, []byte(mark)) {
			if out, err := unicode.UTF16(unicode.LittleEndian, unicode.ExpectBOM).NewDecoder().Bytes(data); err == nil {
				return out, nil
			}
		}
	}
	if utf8.Valid(data) {
		return bytes.TrimPrefix(data, []byte("\ufeff")), nil
	}
	if commonGBK(data) {
		if out, err := simplifiedchinese.GB18030.NewDecoder().Bytes(data); err == nil {
			return out, nil
		}
	}
	return nil, &StudyError{Name: name, Text: lang.T("文件的编码认不出来；请用记事本打开，另存为，编码选 UTF-8",
		"the encoding of the file is not known; open it in an editor and save it as UTF-8")}
}

// commonGBK says that the bytes above ASCII are pairs of GB2312: punctuation,
// or a character of its first level, the 3,755 common ones, which nine in ten
// characters of a Chinese text are. Text in Big5 or Shift-JIS seldom is.
func commonGBK(data []byte) bool {
	pairs, common := 0, 0
	for i := 0; i < len(data); i++ {
		if data[i] < 0x80 {
			continue
		}
		if i+1 == len(data) || data[i] < 0xa1 || data[i+1] < 0xa1 {
			return false
		}
		pairs++
		if lead := data[i]; lead <= 0xa3 || lead >= 0xb0 && lead <= 0xd7 {
			common++
		}
		i++
	}
	return pairs > 0 && common*10 >= pairs*9
}

// decode reads YAML into a study. The library panics on some malformed input
// (found by fuzzing: a tag in place of a list); that is a fault of the file,
// not of the program, and must end in a message.
func decode(name string, data []byte, f *StudyFile) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = &StudyError{Name: name, Text: unreadable}
		}
	}()
	if t := boundYAML(data); !t.IsZero() {
		return &StudyError{Name: name, Text: t}
	}
	if err := yaml.UnmarshalWithOptions(data, f, yaml.Strict()); err != nil {
		return yamlError(name, data, err)
	}
	return nil
}

var unreadable = lang.T("研究文件的格式读不懂；请与 servqual init 生成的文件对照着改",
	"this is no study file that can be read; compare it with one that `servqual init` writes")

// slipLines is how many lines before a fault may hold its cause.
const slipLines = 3

// yamlError words what the YAML reader refuses.
func yamlError(name string, data []byte, err error) error {
	first, source, _ := strings.Cut(strings.TrimSpace(yaml.FormatError(err, false, true)), "\n")
	out := &StudyError{Name: name, Source: source}
	where := ""
	line := 0
	var y yaml.Error
	if errors.As(err, &y) && y.GetToken() != nil {
		p := y.GetToken().Position
		line = p.Line
		where = fmt.Sprintf("[%d:%d] ", p.Line, p.Column)
	}
	var unknown *yaml.UnknownFieldError
	var twice *yaml.DuplicateKeyError
	var kind *yaml.TypeError
	back := slipLines
	switch {
	case errors.As(err, &unknown) && y != nil && y.GetToken() != nil:
		out.Text = unknownKey(y.GetToken().Value)
	case errors.As(err, &twice):
		out.Text = lang.T("同一个键写了两次；请删去一个", "a key is written twice; remove one of them")
	case errors.As(err, &kind):
		out.Text = lang.T("这里的值类型不对（数字、文字或列表）；请与 servqual init 生成的文件对照着改", "the value is of another type (number, text or list) than wanted here; compare with a file that `servqual init` writes")
	default:
		out.Text = lang.T(unreadable.Zh, strings.TrimPrefix(first, where)+": "+unreadable.En)
	}
	if unknown != nil || twice != nil || kind != nil {
		back = 0 // the place is certain
	}
	if slip, at := typingSlip(string(data), line, back); !slip.IsZero() {
		out.Text = slip
		if at != line {
			where, out.Source = fmt.Sprintf("[%d:1] ", at), fmt.Sprintf("> %3d | %s", at, strings.Split(string(data), "\n")[at-1])
		}
	}
	out.Text = lang.T(where+out.Text.Zh, where+out.Text.En)
	return out
}

// typingSlip looks for what a Chinese keyboard puts into a YAML file: a
// full-width colon after a key, full-width quotation marks around a value, a tab
// as indentation. It looks at the line of the fault and so many before it: a
// quotation that is not closed is noticed late.
func typingSlip(text string, line, back int) (lang.Text, int) {
	lines := strings.Split(text, "\n")
	if line == 0 || line > len(lines) {
		line = len(lines)
	}
	for i := line; i > 0 && i >= line-back; i-- {
		s := strings.TrimSpace(lines[i-1])
		if s == "" || s[0] == '#' {
			continue
		}
		indent := lines[i-1][:len(lines[i-1])-len(strings.TrimLeft(lines[i-1], " \t"))]
		key, rest, colon := strings.Cut(s, "：")
		_, after, _ := strings.Cut(s, ":")
		switch after = strings.TrimLeft(after, " [{"); {
		case strings.Contains(indent, "\t"):
			return lang.T("行首不能用制表符（Tab）缩进；请改成空格", "the line is indented with a tab; use blanks"), i
		case colon && !strings.ContainsAny(key, `:"'`) && isKey(strings.TrimLeft(key, "- {")):
			return lang.F("“%s”后面的冒号是全角的；请改成半角冒号加一个空格（%[1]s: %[2]s）", "the colon after \"%s\" is a full-width one; write %[1]s: %[2]s", strings.TrimLeft(key, "- {"), strings.TrimSpace(rest)), i
		case strings.HasPrefix(after, "“") || strings.HasPrefix(after, "‘") || strings.HasPrefix(after, "＂"):
			return lang.T("引号是全角的；请改成半角引号 \"", "the quotation marks are full-width ones; use \""), i
		}
	}
	return lang.Text{}, 0
}

// studyKeys are the keys of a study file, with what Chinese readers call them.
var studyKeys = map[string]string{
	"title": "标题 题目 名称", "instrument": "量表名称 问卷", "version": "版本", "scale": "量表 量程 刻度 分制", "sides": "面 方面", "facets": "要素", "dimensions": "维度",
	"items": "题项 题目列表 题", "weights": "权重", "fields": "字段", "outcomes": "结果", "missing": "缺失 缺失值 缺失代码", "header": "表头", "targets": "目标 目标值", "report": "报告",
	"min": "最小 最低 最小值", "max": "最大 最高 最大值", "best": "最好 最优", "labels": "标签 答案文字 选项", "id": "编号 代码", "label": "名字 标签文字", "weight": "单项权重", "note": "说明 备注",
	"gap": "差距", "causes": "成因", "dimension": "所属维度", "reversed": "反向 反向题", "touchpoint": "触点 接触点", "facet": "所属要素", "columns": "列 列名", "aliases": "别名",
	"about": "关于", "ignore": "忽略 不用", "units": "单位 门店", "name": "名称", "parents": "上级", "none": "不适用", "row": "行 行号", "sheet": "工作表", "footer": "页脚", "logo": "标志 徽标", "colours": "颜色 配色", "chapters": "章节", "zh": "中文", "en": "英文 英语",
}

func isKey(s string) bool {
	s = strings.TrimSpace(s)
	if _, ok := studyKeys[s]; ok {
		return true
	}
	_, ok := ParseSide(s)
	return ok || keyNear(s) != ""
}

// keyNear is the key that a word stands for or differs from by a letter or two;
// "" where none does.
func keyNear(word string) string {
	best, by := "", 3
	for key, zh := range studyKeys {
		for _, w := range strings.Fields(zh) {
			if w == word {
				return key
			}
		}
		if d := Distance([]rune(strings.ToLower(word)), []rune(key)); d < by && d*2 < len(key) || d == by && best != "" && key < best {
			best, by = key, d
		}
	}
	return best
}

func unknownKey(word string) lang.Text {
	if near := keyNear(word); near != "" {
		return lang.F("没有 %q 这个键，是不是 %s？", "unknown field %q; did you mean %s?", word, near)
	}
	return lang.F("没有 %q 这个键；请删去，或与 servqual init 生成的文件对照着改", "unknown field %q; remove it, or compare with a file that `servqual init` writes", word)
}

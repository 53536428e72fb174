package privacy

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// chineseNames takes the names of persons: before a title (王先生, 杨丽华女士),
// behind words that announce one (我叫…, 联系人：…, 服务顾问…), beside other
// personal data (林志明，136…), and those by which colleagues go (小刘, 老张).
// Of a name with a title the title stays.
func chineseNames(t *text) {
	s := string(t.folded)
	prev := rune(0)
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		if r >= 0x3400 {
			if m := t.chineseName(s, i, prev); m > 0 {
				t.take(i, i+m, Name)
				r, _ = utf8.DecodeLastRuneInString(s[:i+m])
				n = m
			}
		}
		prev, i = r, i+n
	}
}

// chineseName gives the length in bytes of the name that begins at i, 0 for
// none; prev is the character before it.
func (t *text) chineseName(s string, i int, prev rune) int {
	rest := s[i:]
	if n := nickname(rest, prev); n > 0 {
		return n
	}
	if n := calledSmall(rest, s[:i]); n > 0 {
		return n
	}
	sur, plain := surnameAt(rest)
	if sur == 0 {
		return 0
	}
	if strings.ContainsRune(pairsBefore[firstRune(rest)], prev) && prev != 0 && sur == 3 {
		return 0
	}
	head := s[max(0, i-60):i]
	if n := beforeTitle(rest, sur, plain, head, prev); n > 0 {
		return n
	}
	if n := announced(rest, sur, head); n > 0 {
		return n
	}
	if n := owner(rest, sur, prev); n > 0 {
		return n
	}
	return t.beside(s, i, sur)
}

// calledSmall: 我叫小明.
func calledSmall(s, head string) int {
	if !strings.HasPrefix(s, "小") && !strings.HasPrefix(s, "阿") || !hasSuffixOf(strings.TrimRight(head, " :=是"), sureWords) {
		return 0
	}
	if r, n := utf8.DecodeRuneInString(s[3:]); isHan(r) {
		return 3 + n
	}
	return 0
}

// owned are what belongs to a person and has a number or a name.
var owned = []string{"电话", "手机", "微信", "号码", "身份证", "车牌", "邮箱", "联系方式", "银行卡", "账号", "QQ", "qq"}

// owner: 李雷的电话, 王小明手机. A name begins at the start, behind a mark or
// behind a word that leads to a person.
func owner(s string, sur int, prev rune) int {
	if prev != 0 && isHan(prev) && !strings.ContainsRune("找给叫打是和跟与系", prev) {
		return 0
	}
	end := sur
	for range 2 {
		r, n := utf8.DecodeRuneInString(s[end:])
		if !isHan(r) || strings.ContainsRune(neverGiven, r) {
			return 0
		}
		end += n
		rest := strings.TrimPrefix(s[end:], "的")
		for _, w := range owned {
			if strings.HasPrefix(rest, w) && !wordsOfSurnames.has(s[:sur+firstLen(s[sur:])]) && !placeEnd(s[:end]) {
				return end
			}
		}
	}
	return 0
}

func firstRune(s string) rune { r, _ := utf8.DecodeRuneInString(s); return r }

func isHan(r rune) bool { return unicode.Is(unicode.Han, r) }

// nickSurnames are those that make nicknames and no other words with 小 or 老.
const nickSurnames = "王李张刘陈杨赵周吴徐孙朱胡郭林何罗梁宋郑谢唐许韩冯邓曹彭曾袁董潘蒋蔡余杜叶魏吕苏卢沈姚崔谭范金陆郝邱秦顾侯邵孟黎"

// nickname: 小刘, 老张, 阿强 is left alone.
func nickname(s string, prev rune) int {
	var r rune
	switch {
	case strings.HasPrefix(s, "小"), strings.HasPrefix(s, "老"):
		r = firstRune(s[3:])
	}
	if r == 0 || !strings.ContainsRune(nickSurnames, r) || strings.ContainsRune("大最从缩中矮古衰年养", prev) && prev != 0 {
		return 0
	}
	next := firstRune(s[6:])
	if wordsOfSurnames.has(string(r)+string(next)) || r == '胡' && next == '同' || r == '何' || r == '金' && next != 0 && titleAt(s[6:]) == 0 || r == '叶' && next == '子' || r == '孙' && strings.ContainsRune("子女", next) && next != 0 {
		return 0
	}
	return 6
}

// beforeTitle: a surname, or a surname with one or two more characters, before
// a title.
func beforeTitle(s string, sur int, plain bool, head string, prev rune) int {
	if n := titleAt(s[sur:]); n > 0 {
		if n == 3 && strings.HasPrefix(s[sur:], "工") && !plain {
			return 0
		}
		if plain || leads(head, prev) {
			return sur
		}
		return 0
	}
	end := sur
	for range 2 {
		r, n := utf8.DecodeRuneInString(s[end:])
		if !isHan(r) || strings.ContainsRune(neverGiven, r) {
			return 0
		}
		end += n
		if k := titleAt(s[end:]); k > 3 && !wordsOfSurnames.has(s[:sur+firstLen(s[sur:])]) && !placeEnd(s[:end]) && (plain || leads(head, prev)) {
			return end
		}
	}
	return 0
}

func firstLen(s string) int { _, n := utf8.DecodeRuneInString(s); return n }

// placeEnd says that a name ends like that of a place or a department.
func placeEnd(name string) bool {
	r, _ := utf8.DecodeLastRuneInString(name)
	return strings.ContainsRune("店路市区县省街部科室院站城镇村岛湾桥河港厂司行楼", r)
}

// neverGiven are characters that no given name has.
const neverGiven = "的了是在有不没来去到给被把将让很太也都就还又才跟与或但而着过吗呢吧啊哦们这那哪你我他她它您谁什么怎做看听说问讲打车店路街号楼份次个位找修换买卖付收费钱价款账单票系关态客户顾问技师经理末期规速压档务该"

// leadEnds end the words before a name: a doubtful surname is one behind them.
const leadEnds = "找的和跟与给向请叫姓对让由被谢感系问等见是我有位名但因及访为说多亏幸而现台服师傅理员长生士问售户客主人者本当"

// leads says whether a surname can begin here: at the start, behind a mark, or
// behind a word that leads to a person.
func leads(head string, prev rune) bool {
	return prev == 0 || !isHan(prev) || strings.ContainsRune(leadEnds, prev)
}

// Words that announce a name. Behind the sure ones whatever looks like a name
// is one; behind the others it must also end where a name can end.
var (
	sureWords = []string{"我叫", "名叫", "叫做", "名字是", "名字叫", "名字为", "姓名", "姓名是", "联系人", "联系人是", "收件人", "收货人", "车主姓名", "客户姓名", "投保人", "被保险人", "预约人", "报修人", "投诉人", "申请人", "送修人", "来电人", "反馈人", "填写人", "填表人", "接待人", "推荐人", "介绍人", "受理人", "责任人", "当事人", "购车人", "开票人", "经办人", "经手人", "收款人", "户名", "持卡人", "签名", "署名", "女儿叫", "儿子叫", "老婆叫", "老公叫", "他叫", "她叫", "本名", "真名", "全名", "尊姓大名", "大名", "氏名", "お名前"}
	hintWords = []string{"我是", "本人", "这里是", "车主", "客户", "顾客", "患者", "病人", "用户", "会员", "业主", "学员", "家长", "服务顾问", "顾问", "技师", "维修技师", "机修工", "钣金工", "销售", "销售员", "销售顾问", "收银员", "收银", "接待员", "接待", "前台", "客服", "导购", "保安", "护士", "护士长", "医生", "主治医生", "主治医师", "大夫", "店员", "服务员", "柜员", "营业员", "店长", "经理", "大堂经理", "主管", "师傅", "理赔员", "快递员", "司机", "工程师", "老师", "教练", "专员", "理财经理", "接待我的是", "接待的是", "负责人", "负责人是", "感谢", "谢谢", "表扬", "点名表扬", "投诉", "找", "联系", "请找", "老公", "老婆", "丈夫", "妻子", "爱人", "儿子", "女儿", "父亲", "母亲", "朋友", "同事", "委托", "代理人"}
)

// announced: behind a word that announces a name.
func announced(s string, sur int, head string) int {
	trimmed := strings.TrimRight(head, " :=是为")
	marked := len(trimmed) < len(head)
	everyday := wordsOfSurnames.has(s[:sur+firstLen(s[sur:])])
	if hasSuffixOf(trimmed, sureWords) || strings.HasSuffix(trimmed, "叫") && !everyday {
		return fullName(s, sur, true)
	}
	if strings.HasSuffix(head, "姓") && !strings.HasSuffix(head, "百姓") {
		return sur
	}
	if hasSuffixOf(trimmed, hintWords) || hasSuffixOf(head, hintWords) {
		if everyday {
			return 0
		}
		return fullName(s, sur, marked && strings.ContainsAny(head[len(trimmed):], ":="))
	}
	return 0
}

func hasSuffixOf(s string, words []string) bool {
	for _, w := range words {
		if strings.HasSuffix(s, w) {
			return true
		}
	}
	return false
}

// nameEnds are characters that may follow a name within a sentence.
const nameEnds = "的是在说很太也都就还又没不非特讲答给帮把对和跟态热服处技一女先小师要反来去到从给修做有负被让与工表提打客经主医老护护送拿拖"

// fullName gives the length of a name of two or three characters (one or two
// more behind a compound surname). sure says that a name must come here.
func fullName(s string, sur int, sure bool) int {
	one := firstLen(s[sur:])
	first, _ := utf8.DecodeRuneInString(s[sur:])
	if !isHan(first) || strings.ContainsRune(neverGiven, first) || !sure && wordsOfSurnames.has(s[:sur+one]) {
		return 0
	}
	second, two := utf8.DecodeRuneInString(s[sur+one:])
	third := firstRune(s[min(len(s), sur+one+two):])
	if isHan(second) && !strings.ContainsRune(neverGiven, second) && !hasPrefixOf(s[sur+one:], owned) {
		if sure || nameOver(third) || hasPrefixOf(s[sur+one+two:], owned) {
			if sure || !placeEnd(s[:sur+one+two]) {
				return sur + one + two
			}
			return 0
		}
	}
	if nameOver(second) || hasPrefixOf(s[sur+one:], owned) {
		if sure || !placeEnd(s[:sur+one]) {
			return sur + one
		}
		return 0
	}
	if sure {
		return sur + one
	}
	return 0
}

// nameOver says whether a name can end before r.
func nameOver(r rune) bool {
	return r == 0 || r == utf8.RuneError || !isHan(r) || strings.ContainsRune(nameEnds, r)
}

// beside: a name of two or three characters that stands alone next to other
// personal data, parted by no more than a blank or a mark.
func (t *text) beside(s string, i, sur int) int {
	end := sur
	for end < len(s)-i && end < sur+6 {
		r, n := utf8.DecodeRuneInString(s[i+end:])
		if !isHan(r) {
			break
		}
		end += n
	}
	if end == sur || i+end < len(s) && isHan(firstRune(s[i+end:])) {
		return 0
	}
	if r, _ := utf8.DecodeLastRuneInString(s[:i]); i > 0 && isHan(r) {
		return 0
	}
	name := s[i : i+end]
	if wordsOfSurnames.has(name[:sur+firstLen(name[sur:])]) || strings.ContainsAny(name[sur:], neverGiven) || placeEnd(name) {
		return 0
	}
	if t.datum(i-1, -1) || t.datum(i+end, 1) {
		return end
	}
	return 0
}

// datum says whether personal data other than a name stands at i, or behind up
// to three blanks and marks from there in the direction of step.
func (t *text) datum(i, step int) bool {
	for range 4 {
		if i < 0 || i >= len(t.folded) {
			return false
		}
		switch c := t.folded[i]; {
		case c == takenData:
			return true
		case c == ' ' || c == ',' || c == ':' || c == '(' || c == ')' || c == '/' || c == '-' || c == ';':
			i += step
		default:
			return step < 0 && t.markBefore(i)
		}
	}
	return false
}

// markBefore says whether the Chinese comma or colon that ends at i has
// personal data before it.
func (t *text) markBefore(i int) bool {
	for _, m := range []string{"、", "；"} {
		if i+1 >= len(m) && string(t.folded[i+1-len(m):i+1]) == m {
			return i-len(m) >= 0 && t.folded[i-len(m)] == takenData
		}
	}
	return false
}

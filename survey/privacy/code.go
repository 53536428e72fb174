package privacy

import (
	"bytes"
	"strings"
)

// Words for the papers and persons whose numbers lead to a customer or an
// employee. A low line stands for a blank.
var (
	codeWords = words(strings.ReplaceAll(`订单 工单 派工单 维修单 委托单 结算单 服务单 保养单 施工单 检测单 运单 快递 快递单 物流 物流单 包裹 流水 合同 保单 保险单 发票 收据 单据 凭证 票据 小票 预约 预约单 受理 投诉 案件 报案 理赔 采购单 退货单 换货单 退款单 提货单 出库单 交易 支付 付款 退款 挂号 取件 提取 派单 单子 单
		会员 会员卡 客户 顾客 用户 车主 员工 职工 学生 学 考生 准考证 证件 身份证 驾驶证 驾照 行驶证 社保 社保卡 医保 医保卡 就诊卡 诊疗卡 病历 住院 门诊 档案 银行卡 信用卡 储蓄卡 借记卡 储值卡 礼品卡 积分卡 卡 账 账户 帐 帐户 对公账户 支付宝 设备 序列 工 工牌 胸牌
		order orders po purchase_order work_order workorder job job_card case ticket invoice booking reservation reference ref tracking confirmation repair repair_order rma claim policy contract receipt transaction complaint quote bill docket folio serial parcel shipment auftrag auftrags rechnung rechnungs bestell bestellung pesanan pedido commande
		customer client member membership loyalty account acct card bank_account employee staff badge patient student user driver's_license drivers_license driver_license driver's_licence driving_licence driving_license license licence identity identity_card id_card national_id social_security ssn nik kunden kundennr mitglied mitglieds vehicle_registration`, "_", "\x00"))
	// codeEnds are codeWords of one character: 单 as in 清单 is one only before a
	// word for a number (单号).
	codeEnds = wordSet(`单 卡 账 帐 工 学`)
	// numberWords stand between the paper and its number: 订单编号, order no.
	numberWords = []string{"编号", "单号", "号码", "号", "编码", "代码", "证号", "卡号", "账号", "帐号", "档案", "number", "no.", "no", "nr.", "nr", "num", "id", "code", "reference", "ref.", "ref", "#", "№", "nummer", "número", "nomor", "numéro"}
)

// cue is what stands before a number.
type cue int

const (
	noCue   cue = iota
	named       // a paper or a person: 订单 DD2026…
	counted     // and a word for its number: 订单号, order no.
)

// longestCue bounds in bytes what is looked at before a number.
const longestCue = 48

// cueBefore says what stands before the number at lo.
func (t *text) cueBefore(lo int) cue {
	s := lower(t.before(lo, longestCue))
	s = trimLinks(s)
	if strings.HasSuffix(s, "#") && codeWord(strings.TrimRight(s, "# ")) {
		return counted
	}
	if codeWord(s) && !(codeEnds[s[max(0, len(s)-3):]] && !longCodeWord(s)) {
		return named
	}
	for range 3 {
		again := ""
		for _, w := range numberWords {
			rest, ok := strings.CutSuffix(s, w)
			if !ok || w[0] < 0x80 && w[0] != '#' && rest != "" && letter(rest[len(rest)-1]) {
				continue // the end of a longer word: casino
			}
			rest = trimLinks(rest)
			if codeWord(rest) {
				return counted
			}
			if again == "" {
				again = rest
			}
		}
		if again == "" {
			return noCue
		}
		s = again
	}
	return noCue
}

// trimLinks takes off what ties a number to its word: colons, blanks, 是, is.
func trimLinks(s string) string {
	for {
		before := s
		s = strings.TrimRight(s, " :=-")
		for _, w := range []string{"是", "为", "的", " is", " was"} {
			s = strings.TrimSuffix(s, w)
		}
		if s == before {
			return s
		}
	}
}

// codeWord says whether a text ends with one of codeWords: Chinese ones as they
// stand, others as whole words of one or two.
func codeWord(s string) bool {
	for n := 12; n >= 3; n -= 3 { // two to four characters, or one
		if len(s) >= n && codeWords.has(s[len(s)-n:]) && s[len(s)-1] >= 0x80 {
			return true
		}
	}
	last := s[strings.LastIndexFunc(s, notWord)+1:]
	if last == "" {
		return false
	}
	if codeWords.has(last) {
		return true
	}
	head := strings.TrimRight(s[:len(s)-len(last)], " ")
	first := head[strings.LastIndexFunc(head, notWord)+1:]
	return first != "" && len(head) < len(s)-len(last) && codeWords.has(first+"\x00"+last)
}

// longCodeWord says whether a text ends with a Chinese code word of two
// characters or more.
func longCodeWord(s string) bool {
	for n := 12; n > 3; n -= 3 {
		if len(s) >= n && codeWords.has(s[len(s)-n:]) {
			return true
		}
	}
	return false
}

func notWord(r rune) bool {
	return !(r >= 'a' && r <= 'z' || r == '\'' || r >= 0xc0 && r < 0x250)
}

// codes takes the numbers of orders, work orders, members, customers,
// employees and accounts.
func codes(t *text) {
	if t.digits >= 6 && t.mentions("*", "x", "•") {
		t.each(starred, 0, func(lo, hi int) {
			if !t.wordByte(lo-1) && !t.wordByte(hi) {
				t.take(lo, hi, Phone)
			}
		})
	}
	if t.digits >= 3 && t.mentions("尾号", "末", "后", "最后", "ending", "ends", "last ") {
		t.takeAll(codeTail, 1, Account)
	}
	if t.mentions("sort code") {
		t.takeAll(sortCode, 1, Card)
	}
	if t.digits >= 2 && t.mentions("师", "顾问", "客服", "员", "护士", "医生", "导购", "司机", "保安", "教练") {
		t.takeAll(staffBehind, 1, Account)
		t.takeAll(staffBefore, 1, Account)
	}
	for i := 0; i < len(t.folded); {
		if !t.wordByte(i) {
			i++
			continue
		}
		hi := t.codeEnd(i)
		t.code(i, hi)
		i = hi
	}
}

// codeEnd gives the end of the run of letters, digits and inner dashes that
// begins at i: WO-2026-10-00871, 2026/27, GD20261018 - 033.
func (t *text) codeEnd(i int) int {
	for i < len(t.folded) {
		switch {
		case t.wordByte(i):
			i++
		case bytes.IndexByte([]byte("-_/"), t.folded[i]) >= 0 && t.wordByte(i+1):
			i++
		default:
			return i
		}
	}
	return i
}

// code takes the word at [lo, hi) where it is a number of somebody's papers. A
// number alone needs a word for it before it and, without a word such as No.,
// five digits; letters and digits together need five characters; a few letters
// with eight digits need nothing.
func (t *text) code(lo, hi int) {
	s := t.folded[lo:hi]
	d := digits(s)
	if d == 0 || !t.free(lo, hi) {
		return
	}
	l := letters(s)
	if l > 0 && d >= 5 && codeBare().Match(s) {
		t.take(lo, hi, Account)
		return
	}
	if d+l < 3 || d+l > 32 || l > 0 && faultCode().Match(s) || unitFollows(t, hi) {
		return
	}
	c := t.cueBefore(lo)
	switch {
	case c == noCue:
		return
	case l == 0 && c == named && yearMonth().Match(s):
		return
	case l == 0 && (bytes.IndexByte(s, '/') >= 0 || d < 3 || c == named && d < 5 || round(s)):
		return
	case l > 0 && d+l < 5 && !(c == counted && d >= 3):
		return
	case l > 0 && (l > 8 || d < 3 && !bytes.Equal(s, bytes.ToUpper(s)) || c == named && d < 2):
		return
	}
	t.take(lo, hi, Account)
}

var (
	codeBare = form(`^(?:[A-Za-z]{1,5}[-_]?\d{8,}(?:-\d+)*|[A-Z]{2,4}(?:-\d{2,}){2,}|[A-Z]{1,3}\d{1,2}[A-Z]{1,3}\d{7,}|(?:WO|SO|PO|RO|INV|TCK|TKT|RMA|CRM|GD|WX|BX|HT)-?\d{5,})$`)
	codeTail = form(`(?i)(?:尾号|末[四六4]位|后[三四六八34]位(?:数字)?|最后[四4]位|(?:card|visa|master ?card|amex|account|phone|number|mobile)\b[^0-9]{0,20}(?:ending|ends)(?: in| with)?|last (?:four|4|six)(?: digits)?(?: of my \w+)?)\s*(?:是|为|are|is|:|\s)*(\d{3,6})`)
	sortCode = form(`(?i)\bsort code\s*(?:is|:|\s)*(\d\d-\d\d-\d\d)`)
	starred  = form(`(?i)[1-9]\d{2,5}[*x•]{3,12}\d{2,4}[\dXx]?`)

	// 陈师傅517号, 12号技师: the number that an employee wears.
	staffBehind = form(`(?:师傅|技师|顾问|客服|柜员|护士|医生|店员|员工|服务员|导购|司机|保安|教练)\s?(?:№|no\.?)?(\d{2,6})号`)
	staffBefore = form(`(\d{2,6})号(?:师傅|技师|顾问|客服|柜员|护士|医生|店员|员工|服务员|导购|司机|保安|教练)`)

	yearMonth = form(`^(?:19|20)\d\d-\d{1,2}$`)

	// faultCode is what a control unit of a car reports (SAE J2012).
	faultCode = form(`^[PCBU][0-3][0-9A-F]{3}$`)
)

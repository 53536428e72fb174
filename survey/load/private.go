package load

import (
	"iter"
	"regexp"
	"strings"

	"servqual/survey/recognise"
	"servqual/survey/sheet"
	"servqual/survey/wording"
)

// private names the kinds of personal data by which a person can be found
// again. Those that tell persons apart serve to notice the same person twice
// and are forgotten after that; the others are not looked at.
var privateWords = []struct {
	words    string
	person   bool // tells persons apart
	wholeRow bool // the whole header must be the word: name, but not "company name"
}{
	{"手机 手机号 手机号码 电话 电话号码 联系电话 联系方式 移动电话 phone phone_number mobile mobile_number cell_phone telephone tel 전화 telefon telepon no_hp whatsapp", true, false},
	{"邮箱 电子邮箱 电子邮件 email e-mail email_address mail emailaddress recipientemail recipient_email correo", true, false},
	{"微信号 微信 openid unionid wechat wechat_id qq qq号 用户标识", true, false},
	{"身份证 身份证号 身份证号码 证件号 证件号码 社保号 病历号 住院号 就诊卡号 会员卡号 passport ssn id_card nik national_id", true, false},
	{"车牌 车牌号 车牌号码 车架号 vin vin码 底盘号 plate license_plate plate_number number_plate", true, false},
	{"来自ip ip ip地址 ip_address ipaddress ipaddr submission_ip v6", false, false},
	{"姓名 名字 客户姓名 顾客姓名 患者姓名 车主 车主姓名 联系人 称呼 昵称 填表人 填写人 full_name first_name last_name recipientlastname recipientfirstname recipient_last_name recipient_first_name customer_name respondent_name patient_name nama nama_lengkap vorname nachname observer_name v3 v4 v5", false, false},
	{"name 名称 contact user username submitted_by _submitted_by 用户名", false, true},
	{"地址 家庭住址 住址 通讯地址 联系地址 home_address street_address postal_address locationlatitude locationlongitude location_latitude location_longitude locationaccuracy gps latitude longitude", false, false},
	{"生日 出生日期 birthday date_of_birth dob externaldatareference externalreference external_data_reference external_reference network_id deviceid device_id token token_guid tokenguid photo_of_yourself", false, false},
}

// privateKind is what a column of personal data is good for.
type privateKind struct {
	person bool // tells persons apart
	ip     bool
}

var privateExact, privateWhole = makePrivate()

func makePrivate() (exactly map[string]privateKind, whole map[string]bool) {
	exactly, whole = make(map[string]privateKind), make(map[string]bool)
	for _, p := range privateWords {
		for _, w := range strings.Fields(p.words) {
			kind := privateKind{person: p.person, ip: strings.HasPrefix(p.words, "来自ip")}
			for _, form := range []string{w, strings.ReplaceAll(w, "_", " ")} {
				exactly[form] = kind
				whole[form] = p.wholeRow
			}
		}
	}
	return exactly, whole
}

// privateHeader says whether a header announces personal data: as a whole, or
// with words of politeness beside it (请输入您的手机号). 手机价格 is a question.
func privateHeader(c *column) (privateKind, bool) {
	for _, t := range []string{c.code, c.text, c.words.body, recognise.Unbracket(c.words.body)} {
		if k, ok := privateExact[t]; ok && t != "" {
			return k, true
		}
	}
	body := recognise.Unbracket(c.words.body)
	body = privateTail().ReplaceAllString(privateLead().ReplaceAllString(body, ""), "")
	k, ok := privateExact[body]
	return k, ok && body != "" && !privateWhole[body]
}

// privateLead and privateTail are what may stand around the name of the datum.
var (
	privateLead = wording.Pattern(`^(?:请(?:输入|填写|留下|提供)|您的|你的|您|客户|顾客|患者|车主|用户|会员|受访者|填写人|联系人|本人|please (?:enter|provide|give) |your |customer'?s? |respondent'?s? |contact |patient'?s? |the )+`)
	privateTail = wording.Pattern(`[\s::?*。]+$`)
)

var privateForms = []func() *regexp.Regexp{
	wording.Pattern(`[\w.+-]+@[\w-]+\.[\w.-]+\w`),
	wording.Pattern(`\b\d{17}[\dXx]\b`),
	wording.Pattern(`(?:\+?86[- ]?)?\b1[3-9]\d[- ]?\d{4}[- ]?\d{4}\b`),
	wording.Pattern(`\b0\d{2,3}-\d{7,8}\b`),
	wording.Pattern(`[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-Z][·. ]?[A-HJ-NP-Z0-9]{5,6}`),
	wording.Pattern(`\b[A-HJ-NPR-Z0-9]{17}\b`),
	wording.Pattern(`\b(?:\d{1,3}\.){3}\d{1,3}\b`),
	wording.Pattern(`\+\d{1,3}[- ]?\d{2,4}[- ]?\d{3,4}[- ]?\d{3,4}\b`),
}

// shortestPrivate is how many bytes a text of one of the forms has at least.
const shortestPrivate = 5

// vehicleForm is the place of the vehicle number in privateForms.
const vehicleForm = 5

// mask hides e-mail addresses, identity numbers, telephone numbers, number
// plates and the like inside a comment.
func mask(s string) string {
	if !hasDigit(s) && !strings.ContainsAny(s, "@") {
		return s
	}
	for i, form := range privateForms {
		s = form().ReplaceAllStringFunc(s, func(m string) string {
			if i == vehicleForm && !hasDigit(m) {
				return m // seventeen capitals are a word, not a vehicle
			}
			return "***"
		})
	}
	return s
}

// privateCells says whether most of a column's cells look like telephone
// numbers, e-mail addresses, identity numbers or plates, whatever the header.
// The first few hundred tell.
func privateCells(cells iter.Seq[sheet.Cell]) bool {
	n, hits := 0, 0
	for c := range cells {
		if c.Kind == sheet.Empty || strings.TrimSpace(c.Text) == "" {
			continue
		}
		if n == profileRows {
			break
		}
		n++
		t := strings.TrimSpace(c.Text)
		if len(t) < shortestPrivate || len(t) > 64 {
			continue
		}
		for i, form := range privateForms {
			if i == vehicleForm && !hasDigit(t) {
				continue
			}
			if loc := form().FindStringIndex(t); loc != nil && loc[0] == 0 && loc[1] == len(t) {
				hits++
				break
			}
		}
	}
	return n >= 3 && hits*2 > n
}

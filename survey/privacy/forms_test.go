package privacy

import (
	"slices"
	"strings"
	"testing"
	"time"
)

// TestForms masks one datum of each form, and leaves what looks alike.
func TestForms(t *testing.T) {
	for _, x := range []struct{ in, want string }{
		{"请回电 13852385033，谢谢", "请回电 ***，谢谢"},
		{"我的车牌沪B48641还没修好", "我的车牌***还没修好"},
		{"plate 粤B·86601 visited", "plate *** visited"},
		{"致电 １３６８０９６６３７９", "致电 ***"},
		{"一三八零零一三八零零零", "***"},
		{"138 12 34 56 78 找我", "*** 找我"},
		{"分机：010-83509499转8012", "分机：***"},
		{"call me at +1 (415) 555-1202", "call me at ***"},
		{"my mail is ann101 (at) mail.com", "my mail is ***"},
		{"kim at posteo dot de", "***"},
		{"银行卡 6222020266638739431", "银行卡 ***"},
		{"卡 4000 0012 3456 7899 被盗刷", "卡 *** 被盗刷"},
		{"QQ:743717483", "QQ:***"},
		{"微信 wechat_61098", "微信 ***"},
		{"加我微xiao_lan，发票发我", "加我微***，发票发我"},
		{"订单号 DD20267846821", "订单号 ***"},
		{"ticket no. 55-1029 is open", "ticket no. *** is open"},
		{"身份证310101196712205769", "身份证***"},
		{"护照 G61820374", "护照 ***"},
		{"VIN LFV3A23C9J3546232 问题", "VIN *** 问题"},
		{"IP 10.20.228.221", "IP ***"},
		{"fe80::1ff:fe23:4567:890a 连不上", "*** 连不上"},
		{"住朝阳区建国路88号院3号楼1201室，太远", "住***，太远"},
		{"http://a.example/x?token=81ab 打不开", "*** 打不开"},
		{"陳小姐，電話 0912-345-678", "***小姐，電話 ***"},
		{"訂單編號：A20261003，請聯絡張經理", "訂單編號：***，請聯絡***經理"},
		{"王先生等了两小时", "***先生等了两小时"},
		{"姓名：李雷", "姓名：***"},
		{"My name is John Smith.", "My name is ***."},
		{"Mr. Smith was late", "Mr. *** was late"},
		{"张三丰 13812349999", "*** ***"},
		{"电话 1381234…", "电话 ***…"}, // cut off for a message
		{"生日 1988-05-12", "生日 ***"},

		{in: "5万公里 12000 km 1280元 100分 2026-10-03 14:30"},
		{in: "4S店的周经理办公室在上周搬走了，任何问题找客服", want: "4S店的***经理办公室在上周搬走了，任何问题找客服"},
		{in: "上周经理不在，提高经理的素质，最高总价"},
		{in: "205/55 R16 91V，0W-20，P0420，06L115562B"},
		{in: "客服热线400-820-8820打不通，10086也打不通"},
		{in: "2026.10.03-2026.10.05 两天，08:00-17:30 营业"},
		{in: "升级到 10.4.2.1 以后死机"},
		{in: "中山路3号店比2号线那家近"},
		{in: "I am Very disappointed. This is Ridiculous. Best Regards"},
		{in: "3000 4000 5000 6000"},
		{in: "清单2024-12"},
	} {
		want := x.want
		if want == "" {
			want = x.in
		}
		if got := Mask(x.in); got != want {
			t.Errorf("%s → %s, want %s", x.in, got, want)
		}
	}
}

// TestMaskIsIdempotent: texts pass more than one boundary.
func TestMaskIsIdempotent(t *testing.T) {
	for _, c := range readLabelled(t, "comments.tsv") {
		once := Mask(c.text)
		if twice := Mask(once); twice != once {
			t.Errorf("%s → %s → %s", c.text, once, twice)
		}
	}
}

// TestMaskIsLinear gives long texts that are hard for rules with a choice at
// each place. A rule whose time grew with the square of the length would take
// hours for these 30,000 characters.
func TestMaskIsLinear(t *testing.T) {
	for _, s := range []string{"1 ", "12-", "a.b@", "张", "王小", "中山路1", "Mr. A ", "单号", "QQ", "3号楼", "http://a/?", "138", "一二", "a(at)b.", "：", "John "} {
		began := time.Now()
		Mask(strings.Repeat(s, 30_000/len(s)))
		if took := time.Since(began); took > 20*time.Second {
			t.Errorf("%q repeated: %v", s, took)
		}
	}
}

func TestHeader(t *testing.T) {
	for head, want := range map[string]Kind{
		"手机号": Phone, "3. 请输入您的手机号：": Phone, "您的联系电话[填空题]*": Phone, "E-mail": Mail, "邮箱（选填）": Mail, "微信号": Messenger, "身份证号码": Identity, "VIN码": Vehicle, "车牌": Plate, "工单号": Account, "维修工单号": Account,
		"会员卡号": Member, "服务顾问": Staff, "服务顾问姓名": Staff, "Service Advisor": Staff, "work order no": Account, "姓名": Name, "您的姓名": Name, "Name": Name, "Customer Name": Name, "来自IP": Network, "家庭住址": Address, "出生日期": Birthday, "Date of Birth": Birthday,
		"電話番号": Phone, "担当者": Staff, "휴대폰": Phone, "고객명": Name, "nomor polisi": Plate, "nama lengkap": Name, "teléfono": Phone, "matrícula": Plate, "data de nascimento": Birthday, "prénom": Name, "immatriculation": Plate, "Telefonnummer": Phone, "Fahrgestellnummer": Vehicle, "biển số xe": Plate, "số điện thoại": Phone,
	} {
		if got, ok := Header(head); !ok || got != want {
			t.Errorf("%s: %v %v, want %v", head, got, ok, want)
		}
	}
	for _, head := range []string{"门店", "company name", "store name", "手机价格", "服务顾问的态度", "电话是否容易打通", "您对服务顾问的专业程度满意吗", "员工仪表整洁", "E1", "overall", "意见建议", "日期", "来源", "车型", "里程", "性别", "年龄", "The staff are polite", "投诉原因", "区域", "总体满意度", "How satisfied are you with our phone service"} {
		if k, ok := Header(head); ok {
			t.Errorf("%s is taken for %v", head, k)
		}
	}
}

func TestColumn(t *testing.T) {
	for _, x := range []struct {
		cells []string
		want  Kind
	}{
		{[]string{"13812345678", "13912345678", "", "13712345678"}, Phone},
		{[]string{"a@b.cn", "c@d.com", "n/a", "e@f.org"}, Mail},
		{[]string{"沪A12345", "京AD12345", "粤B·72K19"}, Plate},
		{[]string{"赵晓燕", "王焕然", "李思敏", "孙丽华", "陈志远"}, Name},
		{[]string{"John Miller", "Sarah Brown", "Peter Novak", "Laura Kim", "Kevin Hart"}, Name},
		{[]string{"郑州", "徐州", "唐山", "温州", "杭州", "北京"}, 0},
		{[]string{"王府井店", "张江店", "高新店", "马坡店", "黄村店"}, 0},
		{[]string{"5", "4", "3", "2", "1"}, 0},
		{[]string{"R20261003001", "R20261003002", "R20261003003"}, 0}, // ids of responses
		{[]string{"还没修好，请回电13812345678", "很好", "13912345678 找我，谢谢"}, 0},
		{[]string{"非常满意", "满意", "一般", "不满意", "很不满意"}, 0},
	} {
		if got, ok := Column(slices.Values(x.cells)); got != x.want || ok != (x.want != 0) {
			t.Errorf("%v: %v, want %v", x.cells, got, x.want)
		}
	}
}

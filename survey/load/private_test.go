package load_test

import (
	"fmt"
	"strings"
	"testing"

	"servqual/survey/issue"
)

// TestFoundTextsAreMasked puts personal data where answers, points, dates and
// causes belong: neither issues nor the names of causes may repeat it, also not
// a part of it where a long text is cut.
func TestFoundTextsAreMasked(t *testing.T) {
	long := strings.Repeat("说明", 25) + "电话１３９－１２３４－５６７８，谢谢"
	g := addColumn(goodRows(30), "投诉原因", "")
	width := len(g[0])
	g.with(2, colE1, "abc 13912345678").with(3, colE1+1, "邮箱 wang_2@sample.cn").with(4, colP1, "6222 0212 3456 7894 321")
	g.with(5, colW, "QQ:812345678").with(6, 2, "张三丰 13812349999").with(7, colP1+2, long).with(8, colOverall, "DD20261234567")
	g.with(9, width-1, "找王先生，一三九零零一二三四五六没人接")
	r := mustRead(t, options(), text(g)...)
	out := r.summary() + fmt.Sprint(r.groups, r.multis, r.sum.Unmapped)
	for _, s := range []string{"13912345678", "wang_2", "6222", "812345678", "张三丰", "1381234", "１３９", "1391234", "DD2026", "王先生", "一三九"} {
		if strings.Contains(out, s) {
			t.Errorf("%s came out", s)
		}
	}
	for _, want := range []string{"abc ***", "邮箱 ***"} {
		if !strings.Contains(out, want) {
			t.Errorf("%s is not reported\n%s", want, r.dump())
		}
	}
}

// TestPersonalColumns recognises columns of personal data by their heads, or by
// their cells where the head says nothing; places, roles and answers are none.
func TestPersonalColumns(t *testing.T) {
	g := goodRows(30)
	add := func(head string, cells ...string) {
		for i := range g {
			if i == 0 {
				g[i] = append(g[i], head)
			} else {
				g[i] = append(g[i], cells[i%len(cells)])
			}
		}
	}
	add("服务顾问", "陈师傅517号", "褚师傅251号")
	add("工单号", "GD87033082", "GD22237954", "GD45548698")
	add("会员卡号", "VIP5183075", "VIP4497770")
	add("お名前", "佐藤", "鈴木")
	add("nomor polisi", "B 4471 KZT", "D 1188 ABX")
	add("甲", "赵晓燕", "王焕然", "吴昊天", "李思敏", "孙丽华", "陈志远", "周文斌", "刘海燕", "黄志强", "郑浩然", "冯小刚", "许诺言", "何晓明", "吕建国", "马国栋", "唐小兰", "邓丽丽")
	add("乙", "021-58367742", "010-83926617", "0571-88293746")
	add("丙", "王府井店", "张江店", "高新店")
	add("丁", "郑州", "徐州", "唐山")
	add("服务顾问的态度", "5", "4", "3")
	r := mustRead(t, options(), text(g)...)
	var personal []string
	for _, i := range r.has(issue.PersonalData) {
		personal = append(personal, i.Got)
	}
	if got, want := strings.Join(personal, " "), "服务顾问 工单号 会员卡号 お名前 nomor polisi 甲 乙"; got != want {
		t.Errorf("personal columns %s, want %s\n%s", got, want, r.dump())
	}
	if out := r.summary() + r.dump(); strings.Contains(out, "陈师傅") || strings.Contains(out, "GD8703") {
		t.Error("an adviser or a work order came out")
	}
}

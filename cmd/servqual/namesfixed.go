package main

import (
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"servqual/report/chart"
	"servqual/survey"
	"servqual/survey/form"
	"servqual/survey/lang"
	"servqual/survey/store"
)

// The values that flags take whatever the data, by flag.
var (
	formatNames = []name{
		{"table", lang.T("表格", "table"), []string{"表", "屏幕", "text", "文本"}},
		{"json", lang.Same("JSON"), nil},
		{"csv", lang.Same("CSV"), []string{"逗号分隔"}},
		{"html", lang.T("网页", "web page"), []string{"网页报告", "htm", "page"}},
		{"pdf", lang.Same("PDF"), nil},
		{"xlsx", lang.T("工作簿", "workbook"), []string{"excel", "电子表格", "表格文件"}},
	}
	langNames = []name{
		{"zh", lang.T("中文", "Chinese"), []string{"汉语", "简体中文", "zh-CN", "cn"}},
		{"en", lang.T("英文", "English"), []string{"英语", "en-US"}},
		{"both", lang.T("双语", "both languages"), []string{"中英文", "中英", "中英对照", "中英双语", "bilingual", "zh,en", "en,zh"}},
	}
	figureNames = []name{
		{"core", lang.T("核心", "core"), []string{"核心指标"}},
		{"all", lang.T("全部", "all"), []string{"所有", "全部指标"}},
	}
	extractionNames = []name{
		{"minres", lang.T("最小残差", "minimum residuals"), []string{"最小残差法"}},
		{"ml", lang.T("最大似然", "maximum likelihood"), []string{"最大似然法", "极大似然"}},
		{"pca", lang.T("主成分", "principal components"), []string{"主成分分析", "主成分法"}},
	}
	rotationNames = []name{
		{"promax", lang.T("斜交promax", "promax"), []string{"斜交", "斜交旋转", "最优斜交"}},
		{"oblimin", lang.T("斜交oblimin", "oblimin"), nil},
		{"varimax", lang.T("最大方差", "varimax"), []string{"正交", "正交旋转", "最大方差法", "方差最大"}},
		{"none", lang.T("不旋转", "none"), []string{"无", "no"}},
	}
	chiNames        = []name{{"lavaan", lang.Same("lavaan"), nil}, {"amos", lang.Same("AMOS"), nil}}
	trendChartNames = []name{
		{"xmr", lang.T("单值控制图", "individuals chart"), []string{"单值图", "单值移动极差图", "x-mr", "imr"}},
		{"p", lang.T("p控制图", "p chart"), []string{"p图", "不合格率图"}},
		{"laney", lang.T("Laney控制图", "Laney p′ chart"), []string{"laney图"}},
		{"u", lang.T("u控制图", "u chart"), []string{"u图"}},
	}
	formKindNames = []name{
		{form.Workbook.String(), lang.T("答卷表", "answer sheet"), []string{"工作簿", "excel", "电子表格", "workbook"}},
		{form.XLSForm.String(), lang.T("XLSForm表单", "XLSForm"), []string{"kobo", "KoboToolbox", "odk"}},
		{form.Wenjuanxing.String(), lang.T("问卷星", "Wenjuanxing"), []string{"文本导入"}},
	}
)

// sideNames are the sides of an item, and their difference.
func sideNames() []name {
	var out []name
	for _, s := range []survey.Side{survey.Perception, survey.Expectation} {
		out = append(out, name{key: s.String(), label: s.Label()})
	}
	out = append(out, name{"gap", lang.T("差距", "gap"), nil})
	for _, s := range []survey.Side{survey.Importance, survey.Minimum, survey.Desired} {
		out = append(out, name{key: s.String(), label: s.Label()})
	}
	return out
}

func stateNames() []name {
	var out []name
	for _, s := range store.ActionStates() {
		out = append(out, name{key: s.String(), label: s.Label()})
	}
	return out
}

// presetNames are the instruments, also by their titles.
func presetNames() []name {
	var out []name
	for _, s := range instruments() {
		out = append(out, name{key: s.Instrument, label: s.Title})
	}
	return out
}

// chartKindNames are the kinds of chart.
func chartKindNames() []name {
	var out []name
	for k := chart.KindRadar; k <= chart.KindGrid; k++ {
		out = append(out, name{key: k.String(), label: chartWords[k], also: chartAlso[k]})
	}
	return out
}

var chartWords = map[chart.Kind]lang.Text{
	chart.KindRadar: lang.T("雷达图", "radar"), chart.KindPareto: lang.T("帕累托图", "Pareto chart"), chart.KindTrend: lang.T("趋势图", "trend"),
	chart.KindBars: lang.T("条形图", "bar chart"), chart.KindDots: lang.T("点图", "dot plot"), chart.KindDumbbell: lang.T("哑铃图", "dumbbell"),
	chart.KindLikert: lang.T("李克特图", "Likert chart"), chart.KindStack: lang.T("堆积图", "stacked bars"), chart.KindQuadrant: lang.T("象限图", "quadrant"),
	chart.KindFiveGap: lang.T("五差距图", "five gaps"), chart.KindFunnel: lang.T("漏斗图", "funnel plot"), chart.KindCaterpillar: lang.T("毛毛虫图", "caterpillar plot"),
	chart.KindHeatmap: lang.T("热力图", "heat map"), chart.KindSteps: lang.T("阶梯图", "steps"), chart.KindColumns: lang.T("柱形图", "column chart"),
	chart.KindPie: lang.T("饼图", "pie chart"), chart.KindGrid: lang.T("表格图", "grid"),
}

// chartAlso are further words for kinds of chart.
var chartAlso = map[chart.Kind][]string{
	chart.KindRadar: {"蛛网图", "雷达", "spider"}, chart.KindPareto: {"帕累托", "排列图", "柏拉图"}, chart.KindTrend: {"趋势", "折线图", "控制图", "line"},
	chart.KindBars: {"条图", "横条图", "bar"}, chart.KindDots: {"散点图", "区间图", "dot"}, chart.KindLikert: {"分布图", "答案分布图", "李克特"},
	chart.KindStack: {"堆叠图", "堆积条形图", "stacked"}, chart.KindQuadrant: {"四象限图", "四分图", "矩阵图", "IPA图", "重要性表现图"},
	chart.KindFiveGap: {"差距模型图", "五个差距", "fivegap"}, chart.KindFunnel: {"漏斗"}, chart.KindCaterpillar: {"毛虫图", "森林图", "forest plot"},
	chart.KindHeatmap: {"热图", "heatmap"}, chart.KindColumns: {"柱状图", "直方图", "column"}, chart.KindPie: {"圆饼图", "饼状图", "pie"},
}

// verbNames are what the commands of the workspace can be asked to do.
var verbNames = []name{
	{"list", lang.T("列出", "list"), []string{"查看", "列表"}},
	{"show", lang.T("显示", "show"), []string{"详情"}},
	{"add", lang.T("添加", "add"), []string{"新增", "增加", "登记"}},
	{"set", lang.T("设定", "set"), []string{"设置"}},
	{"save", lang.T("保存", "save"), nil},
	{"done", lang.T("完成", "done"), nil},
	{"replace", lang.T("替换", "replace"), nil},
	{"history", lang.T("历史", "history"), []string{"版本"}},
	{"restore", lang.T("恢复", "restore"), []string{"还原"}},
	{"forget", lang.T("清除历史", "forget"), []string{"清除"}},
	{"remove", lang.T("删除", "remove"), []string{"移除", "delete"}},
	{"alias", lang.T("别名", "alias"), nil},
	{"rename", lang.T("改名", "rename"), []string{"重命名"}},
	{"merge", lang.T("合并", "merge"), []string{"并入"}},
	{"parent", lang.T("上级", "parent"), []string{"归属"}},
	{"missing", lang.T("缺少", "missing"), []string{"缺", "未交"}},
}

// flagPlace is a flag as messages name it.
func flagPlace(flag string) lang.Text { return lang.Same("--" + flag) }

// chosen reads a flag that takes one of some fixed values; "" where it was not
// given and has no default.
func chosen(c *cli.Context, flag string, names []name) (string, error) {
	said := strings.TrimSpace(c.String(flag))
	if said == "" {
		return "", nil
	}
	return resolve(flagPlace(flag), said, names)
}

// only keeps the names with these keys, in the order of the keys.
func only(names []name, keys ...string) []name {
	var out []name
	for _, k := range keys {
		if i := slices.IndexFunc(names, func(n name) bool { return n.key == k }); i >= 0 {
			out = append(out, names[i])
		}
	}
	return out
}

// separated splits a list at commas of either script.
func separated(list string) []string {
	var out []string
	for _, n := range strings.FieldsFunc(list, func(r rune) bool { return r == ',' || r == '，' || r == '、' || r == ';' || r == '；' }) {
		if n = strings.TrimSpace(n); n != "" {
			out = append(out, n)
		}
	}
	return out
}

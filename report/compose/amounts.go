package compose

import (
	"math"
	"slices"
	"strings"
	"unicode"

	"servqual/report"
	"servqual/survey/lang"
	"servqual/survey/stats"
)

// This file tells counts, which scatter by chance as Poisson or binomial
// numbers do, from amounts of money and time, which do not (method B.6): the
// quotient of an amount gets the limits of single values (XmR).

// parts are the names of the figure and of its base.
func (c Column) parts() (top, base string) {
	top, base, _ = strings.Cut(c.Name, "/")
	return top, base
}

// notCounts says why the figures over a base are no counts; zero where they may
// be. A name or unit of money or time settles it, so do figures that are not
// whole or below zero. Without either, the spread does: Poisson counts x with
// bases b have φ = Σ (x − u·b)²/(u·b)/(k − 1), u = Σx/Σb, near 1; from φ = 25
// on, the spread is five times what chance makes of counts, and limits by
// chance would call every month out of control.
func notCounts(name string, values, bases []float64) lang.Text {
	switch {
	case isAmount(name):
		return lang.F("“%s”是金额或时间，不是次数", "“%s” is money or time and no count", lang.Same(name))
	case !wholeCounts(values):
		return lang.F("“%s”含小数或负数，不是次数", "“%s” has figures that are not whole or below zero and is no count", lang.Same(name))
	case dispersion(values, bases) >= mostDispersion:
		return lang.F("“%s”各期的波动远大于次数的偶然波动（φ = %s）", "“%s” scatters far more than counts do by chance (φ = %s)", lang.Same(name), count(math.Round(dispersion(values, bases))))
	}
	return lang.Text{}
}

// mostDispersion is the φ up to which figures are taken for counts.
const mostDispersion = 25

func dispersion(values, bases []float64) float64 {
	sum, of, n := 0.0, 0.0, 0
	for i, x := range values {
		if bases[i] > 0 {
			sum, of, n = sum+x, of+bases[i], n+1
		}
	}
	if n < 2 || sum <= 0 {
		return 0
	}
	phi := 0.0
	for i, x := range values {
		if want := sum / of * bases[i]; want > 0 {
			phi += (x - want) * (x - want) / want
		}
	}
	return phi / float64(n-1)
}

func wholeCounts(xs []float64) bool {
	return !slices.ContainsFunc(xs, func(x float64) bool { return x < 0 || x != math.Trunc(x) })
}

// quotients makes a series of single values, without intervals, of amounts over
// a base.
func (s *series) quotients(c Column, why lang.Text) *series {
	s.kind = bareSeries
	if _, base := c.parts(); !isAmount(base) {
		s.number = report.Mean // hours over cars are hours a car, never a share of the cars
	}
	for i, x := range c.Values {
		if c.Bases[i] == 0 {
			s.values = append(s.values, stats.Estimate{})
			continue
		}
		s.values = append(s.values, stats.Estimate{Defined: true, Value: x / c.Bases[i]})
	}
	s.notes = append(s.notes, lang.F("%s：按单值用XmR控制限，不用p图或u图的界限。", "%s: charted as single values with XmR limits, not with those of shares or rates.", why))
	return s
}

// Words that make a header one of money or time. Chinese ones are looked for
// anywhere, English ones as the last word; both in the brackets that hold a
// unit.
var (
	amountHan   = []string{"金额", "营业额", "销售额", "交易额", "营收", "收入", "产值", "成本", "费用", "利润", "毛利", "工资", "薪酬", "奖金", "客单价", "单价", "均价", "赔付额", "退款额", "工时", "小时", "分钟", "时长", "耗时", "用时", "天数", "人天", "人日", "万元", "￥", "¥"}
	countHan    = []string{"数", "数量", "次", "件", "笔", "人", "单", "起", "例", "宗", "台"}
	amountWords = []string{"revenue", "turnover", "amount", "cost", "costs", "expense", "expenses", "profit", "margin", "income", "price", "fee", "fees", "wage", "wages", "pay", "salary", "value", "budget", "spend", "spending", "hours", "hour", "minutes", "minute", "seconds", "days", "duration", "time", "euro", "euros", "dollars", "yuan"}
	amountUnits = []string{"元", "万元", "千元", "百万元", "亿元", "小时", "分钟", "分", "秒", "天", "工时", "人天", "￥", "¥", "$", "€", "£", "cny", "rmb", "usd", "eur", "gbp", "hkd", "jpy", "yuan", "h", "hr", "hrs", "hours", "min", "minutes", "s", "sec", "seconds", "days"}
)

// isAmount says that a header names money or time.
func isAmount(header string) bool {
	name, unit := splitUnit(strings.ToLower(strings.TrimSpace(header)))
	if unit != "" && slices.Contains(amountUnits, unit) {
		return true
	}
	if strings.ContainsAny(name, "$€£￥¥") {
		return true
	}
	words := strings.FieldsFunc(name, func(r rune) bool { return !unicode.IsLetter(r) })
	if len(words) > 0 && (slices.Contains(amountWords, words[len(words)-1]) || slices.Contains([]string{"cny", "rmb", "usd", "eur", "hrs"}, words[len(words)-1])) {
		return true
	}
	for _, w := range amountHan {
		at := strings.LastIndex(name, w)
		if at < 0 {
			continue
		}
		// 费用投诉数 counts complaints; 天数, 工时数 and 小时数 are time all the same.
		rest := name[at+len(w):]
		if rest == "" || rest == "数" && slices.Contains([]string{"工时", "小时", "分钟"}, w) || !hasSuffixOf(rest, countHan) {
			return true
		}
	}
	return strings.HasSuffix(name, "元") && !strings.HasSuffix(name, "单元")
}

func hasSuffixOf(s string, ends []string) bool {
	return slices.ContainsFunc(ends, func(e string) bool { return strings.HasSuffix(s, e) })
}

// splitUnit takes the unit in brackets off the end of a header.
func splitUnit(s string) (name, unit string) {
	for _, pair := range [][2]string{{"(", ")"}, {"（", "）"}, {"[", "]"}, {"【", "】"}} {
		if at := strings.LastIndex(s, pair[0]); at > 0 && strings.HasSuffix(s, pair[1]) {
			return strings.TrimSpace(s[:at]), strings.TrimSpace(s[at+len(pair[0]) : len(s)-len(pair[1])])
		}
	}
	return s, ""
}

package compose

import (
	"fmt"
	"strconv"
	"strings"

	"servqual/report"
	"servqual/survey/lang"
	"servqual/survey/stats"
)

// How figures are written inside sentences. Digits read alike in both
// languages, so these give plain strings.

func gapNum(x float64) string    { return report.N(report.Gap, x).Format(lang.Zh) }
func meanNum(x float64) string   { return report.N(report.Mean, x).Format(lang.Zh) }
func shareNum(x float64) string  { return report.N(report.Share, x).Format(lang.Zh) }
func count(x float64) string     { return report.N(report.Count, x).Format(lang.Zh) }
func pointsNum(x float64) string { return report.N(report.Points, x).Format(lang.Zh) }

// level writes a confidence level: 95%.
func level(l float64) string {
	return strings.TrimSuffix(strings.TrimSuffix(report.Number{Defined: true, Value: 100 * l, Kind: report.Percent, Digits: 1}.Format(lang.Zh), "%"), ".0") + "%"
}

// interval writes "(95%区间 −1.08 至 −0.76,n = 118)".
func interval(e stats.Estimate, k report.Kind) lang.Text {
	lo, hi := report.N(k, e.Lo).Format(lang.Zh), report.N(k, e.Hi).Format(lang.Zh)
	if !e.HasInterval() {
		return lang.F("(n = %s)", " (n = %s)", count(e.N))
	}
	return lang.F("（%s区间 %s 至 %s，n = %s）", " (%s interval %s to %s, n = %s)", level(e.Level), lo, hi, count(e.N))
}

// waveText writes 2026-10 as 2026年10月 and Oct 2026; anything else as it is.
func waveText(name string) lang.Text {
	if quarterName.MatchString(name) {
		return lang.T(name[:4]+"年第"+name[6:]+"季度", name[5:]+" "+name[:4])
	}
	if yearName.MatchString(name) {
		return lang.T(name+"年", name)
	}
	y, m, ok := yearMonth(name)
	if !ok {
		return lang.Same(name)
	}
	return lang.T(fmt.Sprintf("%d年%d月", y, m), fmt.Sprintf("%s %d", months[m-1], y))
}

var months = [12]string{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"}

func yearMonth(name string) (y, m int, ok bool) {
	a, b, found := strings.Cut(name, "-")
	if !found {
		return 0, 0, false
	}
	y, err1 := strconv.Atoi(a)
	m, err2 := strconv.Atoi(b)
	return y, m, err1 == nil && err2 == nil && m >= 1 && m <= 12 && y > 1900
}

// yearBefore is the same month a year earlier, or "".
func yearBefore(name string) string {
	y, m, ok := yearMonth(name)
	if !ok {
		return ""
	}
	return fmt.Sprintf("%04d-%02d", y-1, m)
}

// join lists texts: 甲、乙和丙 / A, B and C.
func join(ts []lang.Text) lang.Text {
	var zh, en []string
	for _, t := range ts {
		zh, en = append(zh, t.In(lang.Zh)), append(en, t.In(lang.En))
	}
	return lang.T(listOf(zh, "、", "和"), listOf(en, ", ", " and "))
}

func listOf(s []string, sep, last string) string {
	switch len(s) {
	case 0:
		return ""
	case 1:
		return s[0]
	}
	return strings.Join(s[:len(s)-1], sep) + last + s[len(s)-1]
}

// unitName words a unit's name, also when there is none.
func unitName(name string) lang.Text {
	if name == "" {
		return lang.T("未注明单位", "Unit not stated")
	}
	return lang.Same(name)
}

// cell makes a table cell of an estimate's value.
func cell(e stats.Estimate, k report.Kind) report.Cell {
	if !e.Defined {
		return report.Cell{}
	}
	return report.Cell{Number: report.N(k, e.Value)}
}

// ends makes the two cells of an interval.
func ends(e stats.Estimate, k report.Kind) (lo, hi report.Cell) {
	if !e.HasInterval() {
		return report.Cell{}, report.Cell{}
	}
	return report.Cell{Number: report.N(k, e.Lo)}, report.Cell{Number: report.N(k, e.Hi)}
}

func numCell(k report.Kind, x float64) report.Cell { return report.Cell{Number: report.N(k, x)} }

func textCell(t lang.Text) report.Cell { return report.Cell{Text: t} }

// column makes a table column.
func column(id string, label lang.Text) report.Column { return report.Column{ID: id, Label: label} }

func grouped(id string, label, group lang.Text) report.Column {
	return report.Column{ID: id, Label: label, Group: group}
}

package load

import "testing"

// TestTotalNames: what rows of totals are called in the sheets of branches, and
// what respondents, shops and units are called that sounds alike.
func TestTotalNames(t *testing.T) {
	for _, s := range []string{"合计", "合 计", "合　计：", "平均得分", "本月合计", "朝阳店合计", "朝阳店小计", "小计", "总计", "平均分", "【平均】", "合计(120份)", "总平均分", "三季度累计", "Average", "AVERAGE:", "Mean", "Total", "Grand total", "Grand Total (n=120)", "Average score", "North total",
		"Total North", "Média", "Promedio", "Moyenne", "Summe", "Mittelwert", "Gesamt", "合計", "平均", "합계", "평균", "소계", "Jumlah", "Rata-rata", "Total general", "Store 4 average", "Overall mean"} {
		if totalIn(s) == noTotal {
			t.Errorf("%q is no total", s)
		}
	}
	for _, s := range []string{"朝阳店", "张三", "平均每周来一次的老客户张三", "总店", "R00017", "Tottenham", "Minh", "Sumi", "Meanwood branch", "Averill", "合肥店", "平谷店", "Totalenergies", "1", "2026-10-01", ""} {
		if got := totalIn(s); got != noTotal {
			t.Errorf("%q is a total (%d)", s, got)
		}
	}
	if isTotal(totalIn("North total"), true, true) || !isTotal(totalIn("North total"), true, false) {
		t.Error("a unit's name with total in it counts only in a row without id and date")
	}
	if isTotal(totalIn("Max"), false, false) || !isTotal(totalIn("Max"), true, false) {
		t.Error("Max is a statistic only where nothing stands before it")
	}
}

package load

import "testing"

func TestOnePeriodOneName(t *testing.T) {
	same := map[string][]string{
		"2026-01": {"2026-01", "2026-1", "202601", "2026/01", "2026/1", "2026.01", "2026_01", "2026 01", "01/2026", "1/2026", "01-2026", "2026年1月", "2026年01月", "2026 年 1 月", "2026年1月份", "1月2026", "1月 2026年", "2026年一月",
			"Jan 2026", "January 2026", "jan. 2026", "JAN-2026", "2026 Jan", "2026-Jan", "Jan-26", "Jan '26", "Januar 2026", "enero 2026", "enero de 2026", "janvier 2026", "janeiro/2026", "Januari 2026", "2026-M01", "2026M01", "２０２６年１月", "2026-01-15"},
		"2026-12": {"2026-12", "202612", "12/2026", "2026年十二月", "December 2026", "décembre 2026"},
		"2026-10": {"2026年十月", "Okt 2026", "10月2026"},
		"2026-Q3": {"2026-Q3", "2026Q3", "2026 Q3", "2026/q3", "Q3 2026", "Q3-2026", "q3/2026", "3Q 2026", "2026年第三季度", "2026年第3季度", "2026年3季度", "2026年三季度", "2026第三季度", "第三季度2026", "2026 Quarter 3", "Quarter 3 2026", "Q3 of 2026"},
		"2026":    {"2026", "2026年", "2026年度"},
		"01月":     {"1月", "01月", "1月份"},
	}
	for want, forms := range same {
		for _, f := range forms {
			if got := waveName(f); got != want {
				t.Errorf("%q is %q, want %q", f, got, want)
			}
		}
	}
	for _, f := range []string{"Marketing 2026", "Wave 3", "2026-13", "Spring 2026", "第一轮", "Mayor 2026", "2026H1", "W05", "FY2026", "Pilot-26"} {
		if got := waveName(f); got != f {
			t.Errorf("%q became %q", f, got)
		}
	}
}

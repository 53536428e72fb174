package excel

import (
	"fmt"
	"strings"

	"servqual/report"
)

// Format gives the number format of a number, so that a workbook shows what
// report.Number.Format writes: a true minus, signs on gaps, p below its limit.
func Format(n report.Number) string {
	d := n.Decimals()
	f := "0"
	if d > 0 {
		f += "." + strings.Repeat("0", d)
	}
	switch n.Kind {
	case report.Share:
		return f + "%"
	case report.Percent:
		return minus(f + `"%"`)
	case report.Gap, report.Score:
		return "+" + f + `;"−"` + f + ";" + f
	case report.PValue:
		if d == 0 {
			return f
		}
		limit := "0." + strings.Repeat("0", d-1) + "1"
		return fmt.Sprintf(`[<%s]"<%s";%s`, limit, limit, f)
	case report.Count:
		return minus("#,##" + f)
	}
	return minus(f)
}

func minus(f string) string { return f + `;"−"` + f }

package report

import "fmt"

var kindNames = map[Kind]string{Mean: "mean", Gap: "gap", Share: "share", Percent: "percent", PValue: "p", Count: "count", Points: "points", Index: "index", Coef: "coefficient", Score: "score"}

// String names the kind.
func (k Kind) String() string {
	if s, ok := kindNames[k]; ok {
		return s
	}
	return fmt.Sprintf("report.Kind(%d)", int(k))
}

var toneNames = [...]string{Plain: "", Good: "good", Bad: "bad", Caution: "caution", Muted: "muted"}

// String names the tone; the plain one has no name.
func (t Tone) String() string {
	if t >= Plain && t <= Muted {
		return toneNames[t]
	}
	return fmt.Sprintf("report.Tone(%d)", int(t))
}

var trendNames = [...]string{NoTrend: "", Better: "better", Steady: "steady", Worse: "worse"}

// String names the trend; without one it is empty.
func (t Trend) String() string {
	if t >= NoTrend && t <= Worse {
		return trendNames[t]
	}
	return fmt.Sprintf("report.Trend(%d)", int(t))
}

var alignNames = [...]string{Auto: "", Left: "left", Right: "right", Centre: "centre"}

// String names the alignment; the automatic one has no name.
func (a Align) String() string {
	if a >= Auto && a <= Centre {
		return alignNames[a]
	}
	return fmt.Sprintf("report.Align(%d)", int(a))
}

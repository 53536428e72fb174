package draw

import (
	"math"
	"slices"
	"strings"
	"testing"

	"servqual/report/chart"
)

func TestWrapKeepsTextAndWidth(t *testing.T) {
	var m metrics
	for _, s := range []string{"服务人员在承诺的时间内主动联系顾客，并说明维修项目、费用。", "Staff contact customers proactively (within the promised time)",
		"遇到问题真诚帮助解决 Sincere interest in solving problems", "https://example.com/a/very/long/path/without/breaks", "第一行\n第二行"} {
		for _, w := range []float64{30, 55, 90, 400} {
			lines := m.wrap(s, w, 8.5, false)
			for _, l := range lines {
				if got := m.width(l, 8.5, false); got > w+0.01 {
					t.Errorf("%q at %g: line %q is %.1f wide", s, w, l, got)
				}
				if r := []rune(l)[0]; strings.ContainsRune("，。、；：）》”", r) {
					t.Errorf("%q at %g: a line begins with %q", s, w, r)
				}
			}
			squash := func(s string) string { return strings.Join(strings.Fields(s), "") }
			if got := squash(strings.Join(lines, "")); got != squash(s) {
				t.Errorf("%q at %g becomes %q", s, w, got)
			}
		}
	}
}

// Ten characters in room for nine are set five and five, not nine and one.
func TestWrapBalances(t *testing.T) {
	var m metrics
	lines := m.wrap("把顾客利益放在心上吧", 9*10, 10, false)
	if len(lines) != 2 || len([]rune(lines[0])) != 5 {
		t.Errorf("%q", lines)
	}
}

func TestTicks(t *testing.T) {
	for _, c := range []struct {
		a      chart.Axis
		vals   []float64
		n      int
		lo, hi float64
		ticks  string
	}{
		{chart.Axis{Range: chart.Scale(1, 7)}, []float64{3}, 6, 1, 7, "1 2 3 4 5 6 7"},
		{chart.Axis{Range: chart.Scale(1, 5)}, nil, 6, 1, 5, "1 2 3 4 5"},
		{chart.Axis{Range: chart.Scale(0, 100), Percent: true}, nil, 5, 0, 100, "0% 20% 40% 60% 80% 100%"},
		{chart.Axis{Signed: true}, []float64{-1.94, 0.3}, 5, -2, 0.5, "−2.0 −1.5 −1.0 −0.5 0.0 +0.5"},
		{chart.Axis{}, nil, 5, 0, 1, "0.0 0.2 0.4 0.6 0.8 1.0"},
		{chart.Axis{}, []float64{5}, 4, 4.4, 5.6, ""},
		{chart.Axis{Range: chart.Range{Min: -1.2, Max: 0}}, []float64{-0.6}, 5, -1.25, 0, "−1.25 −1.00 −0.75 −0.50 −0.25 0.00"},
	} {
		x := makeAxis(c.a, c.vals, c.n)
		if math.Abs(x.lo-c.lo) > 0.11 || math.Abs(x.hi-c.hi) > 0.11 {
			t.Errorf("%+v over %v: %g to %g, want %g to %g", c.a.Range, c.vals, x.lo, x.hi, c.lo, c.hi)
		}
		var got []string
		for _, v := range x.ticks {
			got = append(got, x.tickText(v))
		}
		if s := strings.Join(got, " "); c.ticks != "" && s != c.ticks {
			t.Errorf("%+v over %v: ticks %s, want %s", c.a.Range, c.vals, s, c.ticks)
		}
	}
}

// A range that isn't fixed holds all its values, whatever they are.
func TestOpenAxisHoldsItsValues(t *testing.T) {
	for _, vals := range [][]float64{{0}, {1e-9, 2e-9}, {-3e8, 5e8}, {7, 7, 7}, {-0.31, -0.3}} {
		for _, make := range []func(chart.Axis, []float64, int) axis{makeAxis, looseAxis} {
			x := make(chart.Axis{}, vals, 5)
			if !(x.lo <= slices.Min(vals) && x.hi >= slices.Max(vals) && x.lo < x.hi) {
				t.Errorf("%v: %g to %g", vals, x.lo, x.hi)
			}
			if len(x.ticks) < 2 || len(x.ticks) > 20 {
				t.Errorf("%v: %d ticks", vals, len(x.ticks))
			}
		}
	}
}

func TestNumbers(t *testing.T) {
	gap := chart.Axis{Decimals: 2, Signed: true}
	for want, got := range map[string]string{
		"−0.83": number(-0.83, gap), "+0.18": number(0.18, gap), "0.00": number(-0.001, gap), "62%": percent(0.617),
		"1,234,567": count(1234567), "214": count(214), "187.4": count(187.36), "n = 12": nText(12), "": nText(0),
		"−0.83 [−0.97, −0.69]": withInterval(chart.Within(-0.83, -0.97, -0.69), gap), "<10": printed(chart.None("<10"), gap), "–": printed(chart.Value{}, gap),
	} {
		if got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func TestSpread(t *testing.T) {
	for _, c := range []struct{ ys, hs, want []float64 }{
		{[]float64{10, 50}, []float64{10, 10}, []float64{10, 50}},             // apart already
		{[]float64{50, 50}, []float64{10, 10}, []float64{45, 55}},             // shared evenly
		{[]float64{50, 50, 50}, []float64{10, 20, 10}, []float64{35, 50, 65}}, // a pile stays centred
		{[]float64{2, 3}, []float64{10, 10}, []float64{5, 15}},                // kept inside
		{[]float64{99, 99}, []float64{10, 10}, []float64{85, 95}},
	} {
		ys := slices.Clone(c.ys)
		spread(ys, c.hs, 0, 100)
		for i := range ys {
			if math.Abs(ys[i]-c.want[i]) > 1e-9 {
				t.Errorf("%v of heights %v: %v, want %v", c.ys, c.hs, ys, c.want)
				break
			}
		}
	}
}

// Shares on either side of the middle, worked by hand: of 1+2+4+2+1 answers on
// five levels (1+2+4/2)/10 lie to the left; of 1+1+1+1 on four levels half.
func TestLikertMiddle(t *testing.T) {
	for _, c := range []struct {
		counts []float64
		want   float64
	}{{[]float64{1, 2, 4, 2, 1}, 0.5}, {[]float64{1, 1, 1, 1}, 0.5}, {[]float64{0, 0, 4}, 0}, {[]float64{3, 1}, 0.75}, {[]float64{0, 0}, 0}} {
		if got := below(c.counts); math.Abs(got-c.want) > 1e-12 {
			t.Errorf("%v: %g, want %g", c.counts, got, c.want)
		}
	}
}

func TestRunsDontBridgeGaps(t *testing.T) {
	vs := []chart.Value{{}, chart.At(1), chart.At(2), {}, chart.At(3)}
	got := runs(vs)
	if len(got) != 2 || got[0] != [2]int{1, 2} || got[1] != [2]int{4, 4} {
		t.Errorf("%v", got)
	}
}

func TestCuts(t *testing.T) {
	r := rect{0, 0, 10, 10}
	for _, c := range []struct {
		a, b pt
		want bool
	}{{pt{-5, 5}, pt{15, 5}, true}, {pt{-5, -5}, pt{-1, 20}, false}, {pt{2, 2}, pt{3, 3}, true}, {pt{-5, 11}, pt{15, 11}, false}, {pt{-1, 8}, pt{3, 12}, true}, {pt{-4, 8}, pt{0, 12}, false}} {
		if got := cuts(r, c.a, c.b); got != c.want {
			t.Errorf("%v–%v: %v", c.a, c.b, got)
		}
	}
}

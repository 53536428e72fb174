package stats

import (
	"encoding/csv"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// readVerdict gives fixtures/oracle/verdict/verdict.tsv, made by make_verdict.R.
func readVerdict(t *testing.T) map[string]float64 {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join(fixture(t, "verdict"), "verdict.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]float64{}
	for _, line := range strings.Split(strings.TrimSpace(string(raw)), "\n")[1:] {
		k, v, _ := strings.Cut(line, "\t")
		if out[k], err = strconv.ParseFloat(v, 64); err != nil {
			t.Fatal(err)
		}
	}
	return out
}

func verdictRows(t *testing.T, name string) [][]string {
	t.Helper()
	f, err := os.Open(filepath.Join(fixture(t, "verdict"), name))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows[1:]
}

func TestTangoAgreesWithR(t *testing.T) {
	x := readVerdict(t)
	for _, k := range [][3]float64{{18, 1, 20}, {9, 1, 10}, {60, 35, 120}, {3, 3, 12}, {27, 2, 30}, {1, 8, 11}} {
		e := PairedDifference(k[0], k[1], k[2], 0.95)
		key := fmt.Sprintf("tango.%v.%v.%v", k[0], k[1], k[2])
		// R's root of a numerically maximised likelihood is good to 1e-6.
		extraIs(t, x, key+".lo", e.Lo, 2e-6)
		extraIs(t, x, key+".hi", e.Hi, 2e-6)
	}
	f := NewFreq(1, map[int64]float64{10: 18, 8: 1, 3: 1})
	e := NPS(f, 0.95)
	extraIs(t, x, "tango.18.1.20.lo", e.Lo/100, 2e-6)
	if !near(e.Value, 85, 1e-12) || e.Method != MethodNPS {
		t.Errorf("%+v", e)
	}
}

// At Δ = 0 the score statistic is McNemar's (b−c)/√(b+c) (Tango 1998): with
// (12−3)/√15 = 2.3238, the interval at the level of that z ends at zero.
func TestTangoIsMcNemarAtZero(t *testing.T) {
	z := (12.0 - 3) / math.Sqrt(15)
	e := PairedDifference(12, 3, 40, 1-normalP(z))
	if math.Abs(e.Lo) > 1e-12 {
		t.Errorf("lower end %v, want 0", e.Lo)
	}
	swapped := PairedDifference(3, 12, 40, 0.9)
	if e := PairedDifference(12, 3, 40, 0.9); !near(e.Lo, -swapped.Hi, 1e-12) || !near(e.Hi, -swapped.Lo, 1e-12) {
		t.Errorf("%+v and %+v are no mirror images", e, swapped)
	}
}

// strataOf reads change.csv; keep chooses units.
func strataOf(t *testing.T, keep func(string) bool) []Stratum {
	names, at := []string{}, map[string][2]map[int64]float64{}
	for _, r := range verdictRows(t, "change.csv") {
		if !keep(r[0]) {
			continue
		}
		if _, ok := at[r[0]]; !ok {
			names, at[r[0]] = append(names, r[0]), [2]map[int64]float64{{}, {}}
		}
		p, _ := strconv.Atoi(r[1])
		x, _ := strconv.ParseInt(r[2], 10, 64)
		at[r[0]][p][x]++
	}
	var out []Stratum
	for _, n := range names {
		out = append(out, Stratum{Before: NewFreq(1, at[n][0]), After: NewFreq(1, at[n][1])})
	}
	return out
}

func TestSplitChangeAgreesWithR(t *testing.T) {
	x := readVerdict(t)
	all := SplitChange(strataOf(t, func(string) bool { return true }), 0.95)
	extraIs(t, x, "kitagawa.total", all.Total.Value, closed)
	extraIs(t, x, "kitagawa.within", all.Within.Value, closed)
	extraIs(t, x, "kitagawa.mix", all.Mix, closed)
	extraIs(t, x, "kitagawa.jackknife.se", all.Jackknife.SE, closed)
	mix, within := 0.0, 0.0
	for _, u := range all.Terms {
		mix, within = mix+u.Mix, within+u.Within
	}
	if !near(mix, all.Mix, 1e-12) || !near(within, all.Within.Value, 1e-12) || all.Common != 10 || len(all.Terms) != 11 || all.Terms[10].Both {
		t.Errorf("terms do not add up: %+v", all)
	}
	common := SplitChange(strataOf(t, func(n string) bool { return n != "new" }), 0.95)
	extraIs(t, x, "kitagawa.common.within", common.Within.Value, closed)
	extraIs(t, x, "kitagawa.common.jk1.se", common.Jackknife.SE, closed)
	extraIs(t, x, "kitagawa.common.sampling.se", common.Within.SE, closed)
	if want := common.Jackknife.SE * common.Jackknife.SE / common.Within.SE / common.Within.SE; !near(common.DesignEffect, want, 1e-12) {
		t.Errorf("design effect %v, want %v", common.DesignEffect, want)
	}
}

func TestUnitANCOVAAgreesWithLm(t *testing.T) {
	x := readVerdict(t)
	var units []UnitPeriods
	for _, r := range verdictRows(t, "ancova.csv") {
		b, _ := strconv.ParseFloat(r[0], 64)
		a, _ := strconv.ParseFloat(r[2], 64)
		units = append(units, UnitPeriods{Before: b, After: a, VAfter: 0.001, Acted: r[1] == "1"})
	}
	got := UnitANCOVA(units, 0.95)
	extraIs(t, x, "ancova.effect", got.Effect.Value, closed)
	extraIs(t, x, "ancova.se", got.Effect.SE, closed)
	extraIs(t, x, "ancova.p", got.P, 1e-9)
	extraIs(t, x, "ancova.slope", got.Slope, closed)
	extraIs(t, x, "ancova.lo", got.Effect.Lo, closed)
	extraIs(t, x, "ancova.hi", got.Effect.Hi, closed)
	if !near(got.Change, got.Everybody+got.Rebound+got.Effect.Value, 1e-12) || got.Acted != 5 || got.Controls != 15 {
		t.Errorf("%+v", got)
	}
	// 80 % power at df 17: (2.10982 + 0.86328)·SE, Student's quantiles from tables.
	if !near(got.Seeable, (2.109816+0.863279)*got.Effect.SE, 1e-5) {
		t.Errorf("seeable %v of se %v", got.Seeable, got.Effect.SE)
	}
}

func TestEquivalenceAgreesWithR(t *testing.T) {
	x := readVerdict(t)
	f := values(1, -1, 0, 0, 1, 0, 0, 1, -1, 0, 0, 0, 1)
	got := Equivalent(MeanCI(f, 0.95), 11, 0.5, 0.95)
	extraIs(t, x, "tost.p", got.P, closed)
	extraIs(t, x, "tost.lo", got.Effect.Lo, closed)
	extraIs(t, x, "tost.hi", got.Effect.Hi, closed)
	if far := Equivalent(MeanCI(f, 0.95), 11, 0.01, 0.95); far.P < 0.5 {
		t.Errorf("outside the margin p is %v", far.P)
	}
}

// pairsOf sums columns pairwise; −1 is a missing answer.
func pairsOf(unit float64, rows [][]float64) PairSums {
	k := len(rows[0])
	p := PairSums{Unit: unit}
	for range k {
		p.N, p.Sum, p.Prod = append(p.N, make([]float64, k)), append(p.Sum, make([]float64, k)), append(p.Prod, make([]float64, k))
	}
	for _, r := range rows {
		for i := range k {
			for j := range k {
				if r[i] >= 0 && r[j] >= 0 {
					p.N[i][j]++
					p.Sum[i][j] += r[i]
					p.Prod[i][j] += r[i] * r[j]
				}
			}
		}
	}
	return p
}

func TestPairwiseCovariancesAgreeWithR(t *testing.T) {
	x := readVerdict(t)
	m, ok := MeansOfPairs(pairsOf(1, [][]float64{{1, 2, 7}, {2, -1, 6}, {3, 3, -1}, {4, 5, 5}, {-1, 1, 6}, {6, 4, 7}}))
	if !ok || m.DF != 4 {
		t.Fatalf("%+v", m)
	}
	for i := range 3 {
		for j := i; j < 3; j++ {
			extraIs(t, x, fmt.Sprintf("pairs.cov.%d.%d", i+1, j+1), m.Cov[i][j], closed)
			if m.Cov[i][j] != m.Cov[j][i] {
				t.Errorf("not symmetric at %d, %d", i, j)
			}
		}
	}
}

func TestTwoPhasesAgreesWithR(t *testing.T) {
	x := readVerdict(t)
	s := TwoPhases([]float64{5.1, 5.0, 5.2, 5.1, 4.9, 5.0, 4.5, 4.6, 4.4, 4.5, 4.6, 4.4}, DefaultPhases)
	extraIs(t, x, "phase.two", s.TwoLevels, 1e-9)
	extraIs(t, x, "phase.line", s.Line, 1e-9)
	if s.At != 6 || s.P >= 0.01 {
		t.Errorf("%+v", s)
	}
	// Of ten waves one split is possible and 2 of 252 arrangements are as extreme.
	ten := TwoPhases([]float64{5, 5, 5, 5, 5, 4, 4, 4, 4, 4}, PhaseOptions{Least: 5, Draws: 49999, Seed: 1})
	if math.Abs(ten.P-2.0/252) > 0.0015 { // 3.6 Monte-Carlo errors
		t.Errorf("p %v, want 2/252", ten.P)
	}
	if short := TwoPhases([]float64{1, 2, 3, 4, 5, 6, 7, 8, 9}, DefaultPhases); short.Defined {
		t.Error("nine waves can't have five on each side")
	}
}

package stats

import (
	"bufio"
	"encoding/csv"
	"flag"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"sort"
	"strconv"
	"strings"
	"testing"
)

// Every expected number in the oracle tests is a value of
// fixtures/oracle/oracle.tsv, made by make_golden.R (R 4.2.2, psych 2.2.9,
// lavaan 0.6-14), under the key given. The data are read by this small reader,
// not by the product's, so that an error there can't hide one here.

const (
	closed    = 1e-10 // closed forms, relative; the file has 12 digits
	iterative = 1e-6
)

var dims = []struct {
	id    string
	first int // 0-based
	n     int
}{{"TAN", 0, 4}, {"REL", 4, 5}, {"RES", 9, 4}, {"ASS", 13, 4}, {"EMP", 17, 5}}

type customer struct {
	branch       string
	e, p         [22]int64
	w            [5]int64
	overall, nps int64
}

func fixture(t testing.TB, name string) string {
	t.Helper()
	return filepath.Join("..", "..", "fixtures", "oracle", name)
}

func readCSV(t testing.TB, name string) (head map[string]int, rows [][]string) {
	t.Helper()
	f, err := os.Open(fixture(t, name))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	all, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	head = map[string]int{}
	for i, h := range all[0] {
		head[h] = i
	}
	return head, all[1:]
}

func customers(t testing.TB) []customer {
	t.Helper()
	head, rows := readCSV(t, "customers.csv")
	var out []customer
	for _, r := range rows {
		num := func(col string) int64 {
			v, err := strconv.ParseInt(r[head[col]], 10, 64)
			if err != nil {
				t.Fatal(err)
			}
			return v
		}
		c := customer{branch: r[head["branch"]], overall: num("overall"), nps: num("nps")}
		for i := range 22 {
			c.e[i], c.p[i] = num(fmt.Sprintf("E%d", i+1)), num(fmt.Sprintf("P%d", i+1))
		}
		for j, d := range dims {
			c.w[j] = num("W_" + d.id)
		}
		out = append(out, c)
	}
	if len(out) != 120 {
		t.Fatalf("%d customers, want 120", len(out))
	}
	return out
}

// sums of a respondent's items of one dimension.
func (c customer) sum(side string, j int) int64 {
	s := int64(0)
	for i := dims[j].first; i < dims[j].first+dims[j].n; i++ {
		s += c.item(side, i)
	}
	return s
}

func (c customer) item(side string, i int) int64 {
	switch side {
	case "E":
		return c.e[i]
	case "P":
		return c.p[i]
	}
	return c.p[i] - c.e[i]
}

// servqual is the unweighted score over the unit 100 (20 for items of 4 and 5,
// times five dimensions), weighted is over 2000 (20 times 100 points).
func (c customer) servqual() (unweighted, weighted int64) {
	for j, d := range dims {
		s := c.sum("G", j) * int64(20/d.n)
		unweighted += s
		weighted += s * c.w[j]
	}
	return unweighted, weighted
}

func freqOf(unit int64, cs []customer, key func(customer) int64) Freq {
	m := map[int64]float64{}
	for _, c := range cs {
		m[key(c)]++
	}
	return NewFreq(unit, m)
}

func crossOf(k int, cs []customer, row func(customer) []int64) Cross {
	x := NewCross(k)
	for _, c := range cs {
		r := row(c)
		x.N++
		for i := range k {
			x.Sum[i] += float64(r[i])
			for j := range k {
				x.Prod[i*k+j] += float64(r[i] * r[j])
			}
		}
	}
	return x
}

func itemsOf(cs []customer, side string, first, n int) Cross {
	return crossOf(n, cs, func(c customer) []int64 {
		r := make([]int64, n)
		for i := range r {
			r[i] = c.item(side, first+i)
		}
		return r
	})
}

// oracle holds the values and remembers which were checked.
type oracle struct {
	t    *testing.T
	want map[string]float64
	used map[string]bool
	cs   []customer
}

func readOracle(t *testing.T) *oracle {
	f, err := os.Open(fixture(t, "oracle.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	o := &oracle{t: t, want: map[string]float64{}, used: map[string]bool{}, cs: customers(t)}
	sc := bufio.NewScanner(f)
	for sc.Scan() {
		part := strings.Split(sc.Text(), "\t")
		if part[0] == "key" {
			continue
		}
		v, err := strconv.ParseFloat(part[1], 64)
		if err != nil {
			t.Fatal(err)
		}
		o.want[part[0]] = v
	}
	return o
}

func (o *oracle) check(key string, got, tol float64) {
	o.t.Helper()
	want, ok := o.want[key]
	if !ok {
		o.t.Errorf("the oracle has no %s", key)
		return
	}
	o.used[key] = true
	if !near(got, want, tol) {
		o.t.Errorf("%s = %.13g, R says %.13g (off by %.2g)", key, got, want, math.Abs(got-want)/math.Abs(want))
	}
}

// near compares relatively, and absolutely where zero is expected.
func near(got, want, tol float64) bool {
	if want == 0 {
		return math.Abs(got) <= tol
	}
	return math.Abs(got-want) <= tol*math.Abs(want)
}

// notStatistics are the keys of other packages, by prefix, with whose they are.
var notStatistics = map[string]string{
	"servqual.": "servqual", "servperf.": "servqual", "csi.": "survey/index", "gap1.": "gap", "gap2.": "gap", "gap3.": "gap", "gap4.": "gap",
	"ant.": "gap", "kano.": "survey/index", "retention.": "gap", "seedweights.": "servqual", "maha.": "survey/load", "longstring.": "survey/load", "irv.": "survey/load",
}

// TestOracle compares with R, group by group, and then demands that no value of
// pure statistics was left out.
func TestOracle(t *testing.T) {
	o := readOracle(t)
	for _, g := range oracleGroups {
		t.Run(g.name, func(t *testing.T) {
			o.t = t
			g.run(o)
		})
	}
	if strings.Contains(flag.Lookup("test.run").Value.String(), "/") {
		return // a part was asked for
	}
	var left []string
keys:
	for k := range o.want {
		if o.used[k] {
			continue
		}
		for prefix := range notStatistics {
			if strings.HasPrefix(k, prefix) {
				continue keys
			}
		}
		left = append(left, k)
	}
	sort.Strings(left)
	for _, k := range left {
		t.Errorf("oracle value %s is not checked", k)
	}
}

type oracleGroup struct {
	name string
	run  func(*oracle)
}

var oracleGroups = []oracleGroup{
	{"means", oracleMeans}, {"paired", oraclePaired}, {"items", oracleItems},
	{"reliability", oracleReliability}, {"shares", oracleShares},
	{"groups", oracleGroupsOf}, {"bootstrap", oracleBootstrap}, {"sampling", oracleSampling}, {"raking", oracleRaking},
	{"control", oracleControl}, {"units", oracleUnits},
	{"scales", oracleScales}, {"factors", oracleFactors}, {"cfa", oracleCFA},
	{"drivers", oracleDrivers},
}

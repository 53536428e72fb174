package main

import (
	"bytes"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"servqual/fixtures/network"
	"servqual/fixtures/oracle"
	"servqual/report/compose"
)

// agrees compares a figure that a command printed with oracle.tsv.
func agrees(t *testing.T, key string, got, tol float64) {
	t.Helper()
	want, ok := oracle.Values()[key]
	if !ok {
		t.Fatal("no oracle value " + key)
	}
	if math.Abs(got-want) > tol*math.Max(1, math.Abs(want)) {
		t.Errorf("%s = %.12g, R has %.12g", key, got, want)
	}
}

const customersFile = "fixtures/oracle/customers.csv"

// What benchmark prints is what R computed: welch.*, gh.*, eb.*, funnel.*
// (12 digits; Games–Howell as good as R's ptukey).
func TestBenchmarkPrintsTheOracle(t *testing.T) {
	atRoot(t)
	b := decode[compose.Benchmark](t, ok(t, "benchmark", customersFile, "--format", "json", "--unweighted", "--pool-below", "0", "--quiet"))
	c := b.Score
	if b.Schema != "servqual.benchmark/1" || c.Welch == nil || c.Shrinkage == nil || len(c.Units) != 4 || len(c.Pairs) != 6 {
		t.Fatalf("%+v", b)
	}
	agrees(t, "welch.F", c.Welch.F, 1e-10)
	agrees(t, "welch.df1", c.Welch.DF1, 1e-10)
	agrees(t, "welch.df2", c.Welch.DF2, 1e-10)
	agrees(t, "welch.p", c.Welch.P, 1e-10)
	agrees(t, "eb.Q", c.Shrinkage.Q, 1e-10)
	agrees(t, "eb.tau2", c.Shrinkage.Tau2, 1e-10)
	agrees(t, "eb.mu", c.Shrinkage.Mu, 1e-10)
	agrees(t, "eb.I2", c.Shrinkage.I2, 1e-10)
	agrees(t, "eb.pooledvar", c.Shrinkage.PooledVar, 1e-10)
	for _, u := range c.Units {
		agrees(t, "branch.mean."+u.Unit, u.Mean.Mean, 1e-10)
		agrees(t, "eb.shrunk."+u.Unit, u.Shrunk.Mean, 1e-10)
		agrees(t, "eb.B."+u.Unit, u.B, 1e-10)
		agrees(t, "funnel.z."+u.Unit, *u.Z, 1e-10)
	}
	for _, p := range c.Pairs {
		agrees(t, "gh.q."+p.A+p.B, p.Q, 1e-10)
		agrees(t, "gh.df."+p.A+p.B, p.DF, 1e-10)
		agrees(t, "gh.p."+p.A+p.B, p.P, 1e-7)
		agrees(t, "gh.lo."+p.A+p.B, p.Lo, 1e-7)
		agrees(t, "gh.hi."+p.A+p.B, p.Hi, 1e-7)
	}
}

// withGroup adds a column to the customers: overall at 8 and above, the second
// margin of the oracle's raking.
func withGroup(t *testing.T) (data, study string) {
	t.Helper()
	rows := oracle.Rows("customers.csv")
	at := -1
	for i, h := range rows[0] {
		if h == "overall" {
			at = i
		}
	}
	var b strings.Builder
	for i, row := range rows {
		group := "lo"
		switch x := row[at]; {
		case i == 0:
			group = "satisfied"
		case len(x) > 1 || x >= "8":
			group = "hi"
		}
		b.WriteString(strings.Join(row, ",") + "," + group + "\n")
	}
	dir := t.TempDir()
	data, study = filepath.Join(dir, "customers.csv"), filepath.Join(dir, "servqual.yaml")
	put(t, data, b.String())
	put(t, study, "instrument: servqual-22\nweights: {TAN: W_TAN, REL: W_REL, RES: W_RES, ASS: W_ASS, EMP: W_EMP}\nfields: {id: id, unit: branch, overall: overall, recommend: nps, satisfied: satisfied}\n")
	return data, study
}

func put(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// rake.* of oracle.tsv.
func TestBenchmarkRakesToKnownSizes(t *testing.T) {
	atRoot(t)
	data, _ := withGroup(t)
	sizes := filepath.Join(t.TempDir(), "sizes.csv")
	put(t, sizes, "field,name,customers\nunit,A,\"4,000\"\nunit,B,3000\nunit,C,2000\nunit,D,1000\nsatisfied,hi,35\nsatisfied,lo,65\n")
	b := decode[compose.Benchmark](t, ok(t, "benchmark", data, "--sizes", sizes, "--format", "json", "--quiet"))
	if b.Raking == nil || len(b.Raking.Cells) != 8 {
		t.Fatalf("raking %+v", b.Raking)
	}
	agrees(t, "rake.iter", float64(b.Raking.Cycles), 0)
	agrees(t, "rake.deff.kish", b.Raking.Deff, 1e-10)
	agrees(t, "rake.neff", b.Raking.NEff, 1e-10)
	for _, c := range b.Raking.Cells {
		agrees(t, "rake.w."+c.Names[1]+"_"+c.Names[0], c.Weight, 1e-10)
	}
	put(t, sizes, "A,400\nB,300\nC,200\n")
	refused(t, exitError, `no size for unit "D"`, "benchmark", data, "--sizes", sizes)
	put(t, sizes, "A,400\nB,many\n")
	refused(t, exitError, `"many" is no number of customers`, "benchmark", data, "--sizes", sizes)
}

func TestBenchmarkUsage(t *testing.T) {
	atRoot(t)
	refused(t, exitUsage, "name one field", "benchmark", customersFile, "--by", "unit,region")
	refused(t, exitUsage, "use report --unit", "benchmark", customersFile, "--unit", "A")
	refused(t, exitUsage, "write measure=value", "benchmark", customersFile, "--targets", "gap")
	refused(t, exitUsage, "--batch writes files", "benchmark", customersFile, "--batch", "--format", "json")
	refused(t, exitUsage, "name it with --workspace", "benchmark", customersFile, "--norms", "2025")
}

// networkFile writes a small made-up network.
func networkFile(t *testing.T, months int, levels ...network.Level) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "network.csv")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	o := network.Options{Seed: 11, Levels: levels, Months: months, MinSize: 12, MaxSize: 30, Missing: .02}
	if err := network.New(o).WriteCSV(f); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestBatchWritesEveryUnitAndGoesOn(t *testing.T) {
	atRoot(t)
	data := networkFile(t, 2, network.Level{Branches: 4})
	out := filepath.Join(t.TempDir(), "out")
	run := func() (stdout, stderr string, code int) {
		return invoke("", "benchmark", data, "--batch", "--format", "html,pdf", "--out", out, "--lang", "en")
	}
	// One unit's file can't be written: a folder stands in its place.
	blocked := filepath.Join(out, "service-quality-report-杭州店-2024-12.html")
	if err := os.MkdirAll(filepath.Join(blocked, "x"), 0o755); err != nil {
		t.Fatal(err)
	}
	stdout, stderr, code := run()
	if code != exitError || !strings.Contains(stderr, "杭州店") || !strings.Contains(stderr, "1 reports failed") {
		t.Fatalf("code %d, stderr %q", code, stderr)
	}
	if n := strings.Count(stdout, "\n"); n != 8 { // region and three units, two formats
		t.Errorf("%d files written:\n%s", n, stdout)
	}
	if err := os.RemoveAll(blocked); err != nil {
		t.Fatal(err)
	}
	// Running again makes only what failed.
	if stdout, stderr, code = run(); code != exitDone || strings.Count(stdout, "\n") != 2 || !strings.Contains(stdout, "杭州店") {
		t.Errorf("second run: code %d, stdout %q, stderr %q", code, stdout, stderr)
	}
	region := filepath.Join(out, "regional-benchmark-2024-12.pdf")
	before := readFile(t, region)
	// A spoilt file is made anew, the same bytes; the others stay.
	put(t, region, "spoilt")
	if stdout, _, code = run(); code != exitDone || strings.Count(stdout, "\n") != 1 || !bytes.Equal(readFile(t, region), before) {
		t.Errorf("third run: code %d, stdout %q", code, stdout)
	}
	// Other data, everything anew.
	text := string(readFile(t, data))
	put(t, data, text[:strings.LastIndex(strings.TrimSpace(text), "\n")+1])
	if stdout, _, code = run(); code != exitDone || strings.Count(stdout, "\n") != 10 {
		t.Errorf("fourth run: code %d, stdout %q", code, stdout)
	}
}

func readFile(t *testing.T, path string) []byte {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

package main

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"servqual/fixtures/network"
)

// wrongName says what keeps a name from lying on some disk: the rules are
// Windows' (learn.microsoft.com, "Naming Files, Paths, and Namespaces"), the
// lengths those of NTFS (255 UTF-16 units) and ext4 (255 bytes).
func wrongName(name string) string {
	base, _, _ := strings.Cut(strings.ToUpper(name), ".")
	base = strings.TrimSpace(base)
	switch {
	case name == "" || len(name) > 255 || len(utf16.Encode([]rune(name))) > 255:
		return "length"
	case !utf8.ValidString(name):
		return "no UTF-8"
	case strings.ContainsAny(name, `<>:"/\|?*`):
		return "a sign that Windows does not take"
	case strings.ContainsFunc(name, func(r rune) bool { return r < ' ' || r == 0x7f }):
		return "a control character"
	case strings.HasSuffix(name, ".") || strings.HasSuffix(name, " ") || strings.HasPrefix(name, " "):
		return "a dot or blank at an end"
	case slices.Contains([]string{"CON", "PRN", "AUX", "NUL"}, base):
		return "a device"
	case len([]rune(base)) == 4 && (strings.HasPrefix(base, "COM") || strings.HasPrefix(base, "LPT")) && strings.ContainsAny(base[3:], "0123456789¹²³"):
		return "a port"
	case !norm.NFC.IsNormalString(name):
		return "not composed"
	}
	return ""
}

// onAnyDisk checks names of different documents.
func onAnyDisk(t *testing.T, docs []docName) []string {
	t.Helper()
	stems, first := fileStems(docs), make(map[string]int)
	for i, stem := range stems {
		for _, name := range []string{stem, stem + ".html"} {
			if why := wrongName(name); why != "" {
				t.Errorf("%q is called %q: %s", docs[i], name, why)
			}
		}
		key := norm.NFC.String(strings.ToLower(norm.NFC.String(stem)))
		if j, met := first[key]; met && docs[j] != docs[i] {
			t.Errorf("%q and %q are both called %q", docs[j], docs[i], stem)
		}
		first[key] = i
	}
	return stems
}

var oddUnits = []string{"a/b", "a:b", "a_b", "A", "a", "CON", "con", "NUL.txt", "COM1", "LPT¹", "x.", "x ", " x", "x", ".x", "..", ".", " ", "　", "é", "e\u0301", "É", "ß", "SS", "ss", "ſs",
	"ı", "i", "I", "İ", "K", "\u212a", "ａ", "Ａ", "／", "a／b", "a\tb", "a\nb", "a\x00b", "a\x7fb", "a\u200bb", "a\u202eb", "ab", "\xff", "\xfe", "\ufffd", "朝阳店", "朝阳店\u3000", "😀", "1", "１", "①",
	strings.Repeat("长", 200), strings.Repeat("长", 199) + "短", strings.Repeat("x", 300), strings.Repeat("e\u0301", 200), "-", "--", "2026-10"}

func TestFileNamesOfOddUnits(t *testing.T) {
	for _, kind := range []string{"服务质量报告", ""} {
		var docs []docName
		for _, wave := range []string{"", "2026-10", "2026/10"} {
			for _, u := range append([]string{""}, oddUnits...) {
				if kind+u+wave != "" {
					docs = append(docs, docName{kind, u, wave})
				}
			}
		}
		stems := onAnyDisk(t, docs)
		back := slices.Clone(docs)
		slices.Reverse(back)
		again := fileStems(back)
		slices.Reverse(again)
		if !slices.Equal(stems, again) {
			t.Error("names depend on the order of the units")
		}
	}
	plain := fileStems([]docName{{"服务质量报告", "朝阳店", "2026-10"}, {"服务质量报告", "", "2026-10"}, {"service-quality-report", "East End", ""}})
	if want := []string{"服务质量报告-朝阳店-2026-10", "服务质量报告-2026-10", "service-quality-report-East End"}; !slices.Equal(plain, want) {
		t.Errorf("plain names became %q, want %q", plain, want)
	}
	// Whether or not the other unit is in the same data.
	if a, b := fileStems([]docName{{"r", "a/b", ""}})[0], fileStems([]docName{{"r", "a:b", ""}})[0]; a == b {
		t.Errorf("a/b and a:b are both called %q", a)
	}
}

// Random names, of letters that make trouble.
func TestFileNamesAreDistinctAndSafe(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 14))
	signs := []rune("aAbＡａ ./\\:*?\"<>|-_eéE\u0301\u200b\u00a0\u3000\t\x00店長长ßſKK1１¹COMNULcomnul。．／😀")
	text := func(most int) string {
		out := make([]rune, r.IntN(most+1))
		for i := range out {
			out[i] = signs[r.IntN(len(signs))]
		}
		return string(out)
	}
	for range 300 {
		var docs []docName
		for range 40 {
			docs = append(docs, docName{[]string{"报告", "CON", "x"}[r.IntN(3)], text([]int{2, 3, 5, 300}[r.IntN(4)]), text(3)})
		}
		onAnyDisk(t, docs)
	}
}

// A batch gives each unit files of its own and lists whose they are; a unit is
// named after the wave that its report is about, and has the same file name
// when its report is written alone.
func TestBatchNamesFilesByUnitAndWave(t *testing.T) {
	atRoot(t)
	text := string(readFile(t, networkFile(t, 2, network.Level{Branches: 4})))
	lines := strings.Split(strings.TrimSpace(text), "\n")
	units := []string{"a/b", "a:b", "A", "a"}
	var kept []string
	met := map[string]string{}
	for _, line := range lines {
		for _, name := range []string{"杭州店", "广州店", "武汉店", "北京店"} {
			if strings.Contains(line, name) {
				if met[name] == "" {
					met[name] = units[len(met)]
				}
				line = strings.ReplaceAll(line, name, met[name])
			}
		}
		if strings.Contains(line, ",a:b,") && strings.Contains(line, "2024-12") {
			continue // no December
		}
		kept = append(kept, line)
	}
	if len(met) != 4 {
		t.Fatalf("units of the network: %v", met)
	}
	data, out := filepath.Join(t.TempDir(), "network.csv"), t.TempDir()
	put(t, data, strings.Join(kept, "\n")+"\n")
	stdout, stderr, code := invoke("", "benchmark", data, "--batch", "--format", "html", "--out", out, "--lang", "zh")
	if code != exitDone {
		t.Fatalf("code %d, stderr %q", code, stderr)
	}
	names := map[string]bool{}
	for _, path := range strings.Fields(stdout) {
		names[strings.ToLower(filepath.Base(path))] = true
	}
	if len(names) != 5 {
		t.Errorf("%d different files for four units and the region:\n%s", len(names), stdout)
	}
	index := string(readFile(t, filepath.Join(out, "报告清单-2024-12.csv")))
	for _, want := range []string{"\na/b,2024-12,服务质量报告-a_b-", "\na:b,2024-11,服务质量报告-a_b-", "\nA,2024-12,服务质量报告-A-2024-12-"} {
		if !strings.Contains(index, want) {
			t.Errorf("the list has no %q:\n%s", want, index)
		}
	}
	for _, u := range units {
		alone := t.TempDir()
		said, stderr, code := invoke("", "report", data, "--unit", u, "--format", "html", "--out", alone, "--lang", "zh", "--quiet")
		if code != exitDone {
			t.Fatalf("%s: code %d, stderr %q", u, code, stderr)
		}
		if name := filepath.Base(strings.TrimSpace(said)); !strings.Contains(stdout, name) || !strings.Contains(index, u+",") {
			t.Errorf("%s: alone the file is called %q, in the batch\n%s", u, name, stdout)
		}
	}
	// Asked for December, no report of November is written.
	other := t.TempDir()
	if stdout, stderr, code = invoke("", "benchmark", data, "--batch", "--format", "html", "--wave", "2024-12", "--out", other, "--lang", "zh"); code != exitDone || strings.Count(stdout, "\n") != 4 || !strings.Contains(stderr, "a:b 没有 2024-12 的答卷") {
		t.Errorf("code %d, stdout %q, stderr %q", code, stdout, stderr)
	}
	if stdout, stderr, code = invoke("", "report", data, "--unit", "a:b", "--wave", "2024-12", "--format", "html", "--out", other, "--lang", "zh"); code != exitUsage || stdout != "" || !strings.Contains(stderr, "没有这一期的答卷，最近一期是 2024-11") {
		t.Errorf("code %d, stdout %q, stderr %q", code, stdout, stderr)
	}
}

// The report of a branch's own data carries the branch: those of forty branches
// may lie in one folder.
func TestReportOfOneUnitCarriesIt(t *testing.T) {
	atRoot(t)
	text := string(readFile(t, networkFile(t, 1, network.Level{Branches: 1})))
	out := t.TempDir()
	for _, unit := range []string{"朝阳店", "海淀店"} {
		data := filepath.Join(t.TempDir(), "network.csv")
		put(t, data, strings.ReplaceAll(text, "杭州店", unit))
		if _, stderr, code := invoke("", "report", data, "--format", "html", "--out", out, "--lang", "zh", "--quiet"); code != exitDone {
			t.Fatal(code, stderr)
		}
	}
	files, err := os.ReadDir(out)
	if err != nil || len(files) != 2 || files[0].Name() != "服务质量报告-朝阳店-2024-11.html" && files[1].Name() != "服务质量报告-朝阳店-2024-11.html" {
		t.Error(err, fmt.Sprint(files))
	}
}

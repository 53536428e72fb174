package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/urfave/cli/v2"

	"servqual/report/chart"
	"servqual/survey"
	"servqual/survey/lang"
)

// TestSaidInTheUsersWords: each command line gives what the same line with the
// program's own keys gives.
func TestSaidInTheUsersWords(t *testing.T) {
	const month, year, hospital = "fixtures/aftersales/2026-10.csv", "fixtures/aftersales/2026-10.xlsx", "fixtures/oracle/customers.csv"
	for _, x := range []struct{ said, meant string }{
		{"score " + month + " --by 门店 --format csv", "score " + month + " --by unit --format csv"},
		{"score " + month + " --by 单位，区域 --format JSON", "score " + month + " --by unit,region --format json"},
		{"score " + month + " --by Branch --format 表格", "score " + month + " --by unit --format table"},
		{"score " + month + " --unit 朝阳 --format json", "score " + month + " --unit 朝阳店 --format json"},
		{"score " + year + " --wave 2026年9月 --unit 朝阳 --format json --quiet --figures 核心", "score " + year + " --wave 2026-09 --unit 朝阳店 --format json --quiet --figures core"},
		{"trend " + year + " --measure 可靠性", "trend " + year + " --measure gap/REL"},
		{"trend " + year + " --measure 差距／可靠性 --format json", "trend " + year + " --measure gap/REL --format json"},
		{"trend " + year + " --measure 感知/可靠性 --format csv", "trend " + year + " --measure mean/P/REL --format csv"},
		{"trend " + year + " --measure RELIABILITY --event 2026年3月=培训", "trend " + year + " --measure gap/REL --event 2026-03=培训"},
		{"trend " + year + " --measure 净推荐值 --chart 单值图", "trend " + year + " --measure nps --chart xmr"},
		{"chart " + month + " --kind 雷达图 --out -", "chart " + month + " --kind radar --out -"},
		{"chart " + month + " --kind 帕累托图 --out -", "chart " + month + " --kind pareto --out -"},
		{"explain 可靠性 " + month, "explain gap/REL " + month},
		{"explain 差距 可靠性 " + month + " --lang 中文", "explain gap/REL " + month + " --lang zh"},
		{"explain 信度/可靠性 " + month + " --lang 双语", "explain alpha/REL " + month + " --lang both"},
		{"explain 按期守诺 " + month, "explain gap/REL1 " + month},
		{"benchmark " + month + " --by 门店 --targets 可靠性=-1 --format json", "benchmark " + month + " --by unit --targets gap/REL=-1 --format json"},
		{"factors " + hospital + " --side 期望 --rotation 不旋转 --extraction 主成分", "factors " + hospital + " --side expectation --rotation none --extraction pca"},
		{"template --kind 问卷星 --lang 英文 --out -", "template --kind wjx --lang en --out -"},
	} {
		t.Run(x.said, func(t *testing.T) {
			got, gotErr, code := call(t, "", strings.Fields(x.said)...)
			if code != exitDone {
				t.Fatalf("code %d: %s", code, gotErr)
			}
			want, wantErr, _ := call2(t, strings.Fields(x.meant)...)
			if got != want || gotErr != wantErr || want == "" {
				t.Errorf("servqual %s\nprinted\n%.300s%.300s\nwant that of servqual %s\n%.300s%.300s", x.said, got, gotErr, x.meant, want, wantErr)
			}
		})
	}
}

// call2 runs the program again in the folder that call changed to.
func call2(t *testing.T, args ...string) (stdout, stderr string, code int) {
	t.Helper()
	var o, e bytes.Buffer
	code = run(append([]string{"servqual"}, args...), strings.NewReader(""), &o, &e)
	return o.String(), e.String(), code
}

// TestRefusedInBothLanguages: what is refused is said in the language chosen,
// with what is near and what there is.
func TestRefusedInBothLanguages(t *testing.T) {
	const month = "fixtures/aftersales/2026-10.csv"
	for _, x := range []struct{ line, zh, en string }{
		{"score " + month + " --by 单元", "是不是 unit（单位）", "did you mean unit"},
		{"score " + month + " --unit 店", "有几个都符合", "fits several"},
		{"report " + month + " --wave 2025-Q1", "请从这些中选：2026-10", "choose one of 2026-10"},
		{"score " + month + " --formt csv", "没有选项 --formt，是不是 --format", "has no flag --formt; did you mean --format"},
		{"score " + month + " --confidence many", "请写数字", "write a number"},
		{"score " + month + " --by", "后面要写一个值", "needs a value"},
		{"score " + month + " --strict=maybe", "后面不用写值", "takes no value"},
		{"scroe " + month, "是不是 score", "did you mean score"},
		{"chart " + month + " --kind 雷打图 --out -", "是不是 radar（雷达图）", "did you mean radar"},
		{"chart " + month + " --kind 五差距图 --out -", "画不出这种图", "does not give this chart"},
		{"trend " + month + " --measure 可靠信", "是不是 gap/REL（差距/可靠性）", "did you mean gap/REL"},
		{"explain 响应 " + month, "是不是 gap/RES（差距/响应性）", "did you mean gap/RES"},
		{"template --kind 问卷新", "是不是 wjx（问卷星）", "did you mean wjx"},
		{"score", "请写上至少一个文件", "name at least one file"},
	} {
		for l, want := range map[string]string{"zh": x.zh, "en": x.en} {
			t.Run(l+" "+x.line, func(t *testing.T) {
				stdout, stderr, code := call(t, "", append([]string{"--lang", l}, strings.Fields(x.line)...)...)
				if code != exitUsage && code != exitError || stdout != "" {
					t.Errorf("code %d, stdout %.100s", code, stdout)
				}
				last := lastLine(stderr)
				if !strings.Contains(last, want) {
					t.Errorf("%q lacks %q", last, want)
				}
			})
		}
	}
}

func lastLine(s string) string {
	lines := strings.Split(strings.TrimSpace(s), "\n")
	return lines[len(lines)-1]
}

// TestWaveNamed: the ways to write a period, against the waves of the data. The
// expected waves follow from the calendar.
func TestWaveNamed(t *testing.T) {
	months := []string{"2025-10", "2026-08", "2026-09", "2026-10"}
	quarters := []string{"2026-Q1", "2026-Q2", "2026-Q3"}
	for _, x := range []struct {
		said  string
		waves []string
		want  string // "" = refused
	}{
		{"2026-10", months, "2026-10"}, {"2026/10", months, "2026-10"}, {"2026年10月", months, "2026-10"}, {"2026.10", months, "2026-10"},
		{"202610", months, "2026-10"}, {"26年10月", months, "2026-10"}, {"10/2026", months, "2026-10"}, {"Oct 2026", months, "2026-10"},
		{"October 2026", months, "2026-10"}, {"2026 oct", months, "2026-10"}, {"２０２６年１０月", months, "2026-10"}, {"二〇", months, ""},
		{"9月", months, "2026-09"}, {"九月", months, "2026-09"}, {"9月份", months, "2026-09"}, {"Sept", months, "2026-09"}, {"august", months, "2026-08"},
		{"10月", months, ""}, {"十月", months, ""}, {"11月", months, ""}, {"13月", months, ""}, {"2025", months, "2025-10"}, {"2026年", months, ""},
		{"最近一期", months, "2026-10"}, {"latest", months, "2026-10"}, {"上月", months, ""},
		{"2026-Q3", quarters, "2026-Q3"}, {"2026年第三季度", quarters, "2026-Q3"}, {"三季度", quarters, "2026-Q3"}, {"Q2", quarters, "2026-Q2"}, {"2026Q1", quarters, "2026-Q1"},
		{"2026-Q4", months, "2026-10"}, {"2026-Q3", months, ""}, {"8月", quarters, ""},
		{"第二轮", []string{"第一轮", "第二轮"}, "第二轮"}, {"二轮", []string{"第一轮", "第二轮"}, "第二轮"}, {"轮", []string{"第一轮", "第二轮"}, ""},
	} {
		got, err := waveNamed(flagPlace("wave"), x.said, x.waves)
		if got != x.want || (err == nil) != (x.want != "") {
			t.Errorf("%s of %v: %q, %v; want %q", x.said, x.waves, got, err, x.want)
		}
	}
}

// TestAmbiguousWaveIsListed names the waves that fit and no other.
func TestAmbiguousWaveIsListed(t *testing.T) {
	_, err := waveNamed(flagPlace("wave"), "10月", []string{"2025-10", "2026-09", "2026-10"})
	for _, l := range []lang.Lang{lang.Zh, lang.En} {
		got := said(err, l)
		if !strings.Contains(got, "2025-10") || !strings.Contains(got, "2026-10") || strings.Contains(got, "2026-09") {
			t.Errorf("%s", got)
		}
	}
}

// TestDistance: values counted by hand.
func TestDistance(t *testing.T) {
	for _, x := range []struct {
		a, b string
		want int
	}{{"", "abc", 3}, {"radar", "radar", 0}, {"raddar", "radar", 1}, {"rdaar", "radar", 1}, {"kitten", "sitting", 3}, {"雷打图", "雷达图", 1}} {
		if got := survey.Distance([]rune(x.a), []rune(x.b)); got != x.want {
			t.Errorf("%s, %s: %d, want %d", x.a, x.b, got, x.want)
		}
	}
}

// TestNamesAreTold: no two values of a flag share a word, and each has a label.
func TestNamesAreTold(t *testing.T) {
	for flag, names := range map[string][]name{"format": formatNames, "lang": langNames, "figures": figureNames, "extraction": extractionNames, "rotation": rotationNames,
		"chart": trendChartNames, "form": formKindNames, "side": sideNames(), "state": stateNames(), "instrument": presetNames(), "kind": chartKindNames(), "verb": verbNames} {
		owner := map[string]string{}
		for _, n := range names {
			if n.label.Zh == "" || n.label.En == "" {
				t.Errorf("%s %s has no label", flag, n.key)
			}
			for _, w := range n.words() {
				if o := owner[fold(w)]; o != "" && o != n.key {
					t.Errorf("%s: %q is %s and %s", flag, w, o, n.key)
				}
				owner[fold(w)] = n.key
			}
		}
	}
	for k := chart.KindRadar; k <= chart.KindGrid; k++ {
		if chartWords[k].Zh == "" {
			t.Errorf("kind %s has no word", k)
		}
	}
}

// TestHelpIsInTheCatalogue: every command and flag is described in both
// languages, and the help prints the one that was asked for.
func TestHelpIsInTheCatalogue(t *testing.T) {
	for _, c := range commands() {
		if h := commandHelp[c.Name].what; h.Zh == "" || h.En == "" {
			t.Errorf("command %s: %+v", c.Name, h)
		}
		for _, f := range c.Flags {
			h := flagHelpOf(c.Name, f.Names()[0])
			if h.Zh == "" || h.En == "" || h.Zh == h.En || hasHan(h.En) && !strings.Contains(h.En, "问卷星") {
				t.Errorf("%s --%s: %+v", c.Name, f.Names()[0], h)
			}
			if d, ok := f.(cli.DocGenerationFlag); ok && d.GetUsage() != "" {
				t.Errorf("%s --%s has a usage outside the catalogue", c.Name, f.Names()[0])
			}
			if _, isBool := f.(*cli.BoolFlag); !isBool && (!backquoted.MatchString(h.Zh) || !backquoted.MatchString(h.En)) {
				t.Errorf("%s --%s does not name its value: %+v", c.Name, f.Names()[0], h)
			}
		}
	}
	for l, want := range map[string]string{"zh": "只看这个单位", "en": "only this UNIT"} {
		for _, line := range [][]string{{"score", "--help", "--lang", l}, {"help", "score", "--lang", l}, {"--lang", l, "score", "-h"}} {
			stdout, stderr, code := call(t, "", line...)
			if code != exitDone || !strings.Contains(stdout, want) || l == "en" && hasHan(stdout) {
				t.Errorf("%v: %d %s\n%s", line, code, stdout, stderr)
			}
			t.Chdir("cmd/servqual")
		}
	}
}

func hasHan(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return r >= 0x4e00 && r <= 0x9fff })
}

// TestLocaleLang: variables first, then the system (Windows).
func TestLocaleLang(t *testing.T) {
	none := func(string) string { return "" }
	only := func(key, value string) func(string) string {
		return func(k string) string {
			if k == key {
				return value
			}
			return ""
		}
	}
	system := func(s string) func() string { return func() string { return s } }
	for _, x := range []struct {
		env    func(string) string
		system func() string
		want   lang.Lang
	}{{none, system("zh-CN"), lang.Zh}, {none, system("zh-Hant-TW"), lang.Zh}, {none, system("en-US"), lang.En}, {none, system(""), lang.En},
		{only("LANG", "zh_CN.UTF-8"), system("en-US"), lang.Zh}, {only("LC_ALL", "en_US.UTF-8"), system("zh-CN"), lang.En}} {
		if got := localeLang(x.env, x.system); got != x.want {
			t.Errorf("%v, want %v", got, x.want)
		}
	}
}

// TestCSVForExcel: a file begins with a byte-order mark, a pipe does not.
func TestCSVForExcel(t *testing.T) {
	const bom = "\ufeff"
	path := filepath.Join(t.TempDir(), "得分.csv")
	stdout, stderr, code := call(t, "", "score", "fixtures/aftersales/2026-10.csv", "--format", "csv", "--by", "unit", "--out", path)
	if code != exitDone {
		t.Fatal(stdout, stderr)
	}
	data, err := os.ReadFile(path)
	if err != nil || !bytes.HasPrefix(data, []byte(bom)) || bytes.Count(data, []byte(bom)) != 1 {
		t.Errorf("%v: %.20q", err, data)
	}
	piped, _, _ := call2(t, "score", "fixtures/aftersales/2026-10.csv", "--format", "csv", "--by", "unit")
	if bom+piped != string(data) {
		t.Error("the pipe differs from the file by more than the mark")
	}
	dash, _, _ := call2(t, "score", "fixtures/aftersales/2026-10.csv", "--format", "csv", "--by", "unit", "--out", "-")
	asked, _, _ := call2(t, "score", "fixtures/aftersales/2026-10.csv", "--format", "csv", "--by", "unit", "--csv-bom")
	if dash != piped || asked != string(data) {
		t.Error("--out - or --csv-bom")
	}
}

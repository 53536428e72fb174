package load_test

import (
	"bytes"
	"context"
	"hash/crc32"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"servqual/survey"
	"servqual/survey/load"
)

// FuzzBind gives any text for the header of a column beside a good survey:
// binding never fails, never takes a slot twice, and every binding is sound.
// Run it with -fuzzminimizetime 0x, as FuzzRead.
func FuzzBind(f *testing.F) {
	for _, s := range []string{"E5", "按期守诺(期望)", "7、您的期望—按期守诺", "Promises kept [Expectation]", "#12", "第6题(选项)", `{"ImportId":"QID1"}`, "W_TAN", "手机号", "总体满意度", "\x00", "期望期望感知", strings.Repeat("按期守诺", 50), "E99999999999999999999"} {
		f.Add(s, s+"2")
	}
	f.Fuzz(func(t *testing.T, a, b string) {
		if len(a) > 300 || len(b) > 300 {
			t.Skip()
		}
		g := goodRows(6)
		g[0][colE1+4], g[0][colP1+4] = a, b
		one := options()
		one.Workers = 1
		r, err := read(one, csv("x.csv", quoted(g)))
		if err != nil {
			t.Skip() // the header may have become something else altogether
		}
		taken := make(map[string]bool)
		for _, x := range r.src.Bindings() {
			if x.Use == load.UseItem {
				slot := x.File + x.Sheet + x.Item + x.Side.String()
				if taken[slot] {
					t.Errorf("%s bound twice", slot)
				}
				taken[slot] = true
				if r.study.ItemIndex(x.Item) < 0 || x.Confidence <= 0 || x.Confidence > 1 {
					t.Errorf("unsound: %+v", x)
				}
			}
			x.Reason.Label()
		}
		checkBatches(t, r)
	})
}

// quoted writes all cells in quotation marks, so that any text stays one cell.
func quoted(g grid) string {
	var b strings.Builder
	for _, row := range g {
		for i, c := range row {
			if i > 0 {
				b.WriteByte(',')
			}
			b.WriteString(`"` + strings.ReplaceAll(c, `"`, `""`) + `"`)
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// checkBatches: everything that came out is in range.
func checkBatches(t *testing.T, r *result) {
	for name, col := range r.answers {
		for _, v := range col {
			if v >= 0 && !r.study.Scale.Contains(v) {
				t.Errorf("%s: %d is not on %d–%d", name, v, r.study.Scale.Min, r.study.Scale.Max)
			}
		}
	}
	total := 0
	for _, f := range r.sum.Files {
		total += f.Used
	}
	if total < len(r.rows) {
		t.Errorf("%d rows came out, %d were counted", len(r.rows), total)
	}
}

// firstLines cuts a seed after n lines, and 2 kB at most.
func firstLines(data []byte, n int) []byte {
	at := 0
	for range n {
		i := bytes.IndexByte(data[at:], '\n')
		if i < 0 || at+i+1 > 2048 {
			break
		}
		at += i + 1
	}
	if at == 0 {
		at = min(len(data), 2048)
	}
	return data[:at]
}

// FuzzRead reads any bytes as a file: no panic, no answer off the scale, and,
// for one input in 16, the same with one worker as with three. Seeds and inputs
// are small, for speed; run it with -fuzzminimizetime 0x, since minimising takes
// most of the time otherwise.
func FuzzRead(f *testing.F) {
	f.Add([]byte(goodRows(4).csv()))
	f.Add([]byte(labelled("设备很先进吗", "感知").csv()[:2000]))
	f.Add([]byte("序号,提交答卷时间,所用时间,来源\n1,2026/10/3 9:00:00,33秒,微信\n"))
	f.Add([]byte("期望,,感知,\n设备先进,环境悦目,设备先进,环境悦目\n5,6,4,3\n平均,5,4,3\n"))
	names, err := filepath.Glob(filepath.Join(platformDir, "*.csv"))
	if err != nil || len(names) == 0 {
		f.Fatal("no seeds", err)
	}
	for _, n := range names {
		data, err := os.ReadFile(n)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(firstLines(data, 4))
	}
	one := options()
	one.Workers = 1
	f.Fuzz(func(t *testing.T, data []byte) {
		if len(data) > 1<<12 {
			t.Skip()
		}
		r, err := read(one, load.Input{Name: "fuzz", Data: data})
		if err != nil {
			return
		}
		checkBatches(t, r)
		for _, c := range r.sum.Comments {
			if !utf8.ValidString(c.Text) {
				t.Errorf("comment %q is no UTF-8", c.Text)
			}
		}
		if crc32.ChecksumIEEE(data)%16 != 0 {
			return
		}
		opt := options()
		opt.Workers = 3
		src, err := load.Open([]load.Input{{Name: "fuzz", Data: data}}, opt)
		if err != nil {
			t.Fatal(err)
		}
		defer src.Close()
		sum, err := src.Read(context.Background(), func(int, *survey.Batch) error { return nil })
		if err != nil {
			t.Fatal(err)
		}
		if again := (&result{study: src.Study(), sum: sum}).summary(); again != r.summary() {
			t.Errorf("three workers:\n%s\none:\n%s", again, r.summary())
		}
	})
}

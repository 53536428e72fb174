package survey

import (
	"errors"
	"reflect"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"

	"servqual/survey/lang"
)

// TestStudyErrorsInBothLanguages: each fault is told in Chinese and English,
// with its line.
func TestStudyErrorsInBothLanguages(t *testing.T) {
	for name, c := range map[string]struct{ change, to, zh, en, line string }{
		"full-width colon":  {"scale: {min: 1, max: 5}", "scale：{min: 1, max: 5}", "全角", "full-width", "scale："},
		"full-width quotes": {`missing: ["99", "(空)"]`, `missing: [“99”, "x`, "全角", "full-width", "missing"},
		"tab":               {"  - {id: REL", "\t- {id: REL", "制表符", "tab", "REL"},
		"Chinese key":       {"missing:", "缺失值:", "是不是 missing", "did you mean missing", "缺失值"},
		"misspelt key":      {"items:", "itmes:", "是不是 items", "did you mean items", "itmes"},
		"unknown key":       {"missing:", "zzqqxx:", "没有 \"zzqqxx\" 这个键", "remove it", "zzqqxx"},
		"word for number":   {"max: 5", "max: 五", "类型不对", "another type", "五"},
		"best in between":   {"max: 5", "max: 5, best: 3", "只能写 1 或 5", "write 1 or 5", "best: 3"},
		"column twice":      {"perception: P2", "perception: E2", "同时用于", "serves both", "E2"},
		"unknown side":      {"perception: P2", "percieved: P2", "没有 \"percieved\" 这一面", "unknown side", "percieved"},
	} {
		t.Run(name, func(t *testing.T) {
			src := strings.Replace(small, c.change, c.to, 1)
			if src == small {
				t.Fatal("the change did not apply")
			}
			_, err := ParseStudy("servqual.yaml", []byte(src), noPresets)
			var e *StudyError
			if !errors.As(err, &e) {
				t.Fatalf("%v", err)
			}
			if !strings.Contains(e.In(lang.Zh), c.zh) || !strings.Contains(e.In(lang.En), c.en) || !strings.Contains(e.Source, c.line) || !strings.Contains(e.Source, ">") {
				t.Errorf("%s\n%s", e.In(lang.Zh), e.In(lang.En))
			}
		})
	}
}

// TestFullWidthQuotesElsewhere: quotation marks that are part of a text are not
// blamed for a fault further down.
func TestFullWidthQuotesElsewhere(t *testing.T) {
	_, err := ParseStudy("s.yaml", []byte("title: “微笑”调查\nscale: {min: 1, max: 5}\nitmes: []\n"), noPresets)
	if err == nil || !strings.Contains(err.Error(), "items") {
		t.Error(err)
	}
}

// TestStudyFileEncodings: GBK and UTF-16 read as the same study; Big5 is refused
// rather than misread.
func TestStudyFileEncodings(t *testing.T) {
	want, err := ParseStudy("a", []byte(small), noPresets)
	if err != nil {
		t.Fatal(err)
	}
	gbk, _ := simplifiedchinese.GBK.NewEncoder().String(small)
	wide, _ := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(small)
	for name, data := range map[string]string{"gbk": gbk, "utf-16": wide, "utf-8 with mark": "\ufeff" + small} {
		if got, err := ParseStudy("a", []byte(data), noPresets); err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	big5, err := traditionalchinese.Big5.NewEncoder().String("title: 服務品質滿意度調查問卷\n")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := ParseStudy("a", []byte(big5), noPresets); err == nil || !strings.Contains(err.Error(), "UTF-8") {
		t.Errorf("Big5: %v", err)
	}
}

// TestSidesThatColumnsName: columns of importance are asked for although sides
// lists perception alone.
func TestSidesThatColumnsName(t *testing.T) {
	s, err := ParseStudy("a", []byte("scale: {min: 1, max: 5}\nsides: [perception]\ndimensions: [{id: A}]\nitems: [{id: Q, dimension: A, columns: {perception: P, importance: I}}]\n"), noPresets)
	if err != nil || !reflect.DeepEqual(s.Sides, []Side{Perception, Importance}) {
		t.Errorf("%v, %v", s, err)
	}
}

// TestBestEnd: with best at the lower end every item is turned, those marked as
// reversed back again; what MarshalStudy writes reads as the same study.
func TestBestEnd(t *testing.T) {
	const src = "scale: {min: 1, max: 5, best: 1}\ndimensions: [{id: A}]\nitems: [{id: Q, dimension: A}, {id: R, dimension: A, reversed: true}]\n"
	s, err := ParseStudy("a", []byte(src), noPresets)
	if err != nil || !s.Items[0].Reversed || s.Items[1].Reversed {
		t.Fatalf("%+v, %v", s, err)
	}
	if got := s.Scale.Reverse(1); got != 5 { // min + max − x = 1 + 5 − 1
		t.Errorf("%d", got)
	}
	out, err := MarshalStudy(s, noPresets)
	if err != nil {
		t.Fatal(err)
	}
	again, err := ParseStudy("b", out, noPresets)
	if err != nil || !reflect.DeepEqual(s, again) {
		t.Errorf("%v\n%s", err, out)
	}
	if same, err := ParseStudy("c", []byte(strings.Replace(src, "best: 1", "best: 5", 1)), noPresets); err != nil || same.Items[0].Reversed {
		t.Errorf("best: 5: %v", err)
	}
}

// TestMarshalWithInstrument: what an item of a preset has of its own is kept:
// answers without a value, and a direction unlike the preset's.
func TestMarshalWithInstrument(t *testing.T) {
	preset := &Study{Instrument: "p", Scale: Scale{Min: 1, Max: 7}, Sides: []Side{Perception}, Dimensions: []Dimension{{ID: "A", Label: lang.Same("A")}}, Items: []Item{{ID: "Q", Dimension: "A", Label: lang.Same("Q")}}}
	find := func(string) (*Study, bool) { return preset, true }
	s, err := ParseStudy("a", []byte("instrument: p\nscale: {min: 1, max: 7, best: 1}\nitems: [{id: Q, none: [无标准]}]\n"), find)
	if err != nil {
		t.Fatal(err)
	}
	out, err := MarshalStudy(s, noPresets)
	if err != nil {
		t.Fatal(err)
	}
	again, err := ParseStudy("b", out, find)
	if err != nil || !reflect.DeepEqual(s.Items[0].None, again.Items[0].None) || !again.Items[0].Reversed {
		t.Errorf("%v\n%s", err, out)
	}
}

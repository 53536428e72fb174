package issue

import (
	"strings"
	"testing"
	"unicode"

	"servqual/survey/lang"
)

// TestSubjectText: words of the program are told in Chinese, names as they are.
func TestSubjectText(t *testing.T) {
	for s := range subjects {
		if zh := (Issue{Subject: s}).SubjectText().In(lang.Zh); !strings.ContainsFunc(zh, func(r rune) bool { return unicode.Is(unicode.Han, r) }) {
			t.Errorf("%s: %s", s, zh)
		}
	}
	for s, want := range map[string]string{"scale of overall": "总体满意度 的分制", "scale of D6": "D6 的分制", "TAN1 perception": "TAN1 感知", "喜欢的颜色": "喜欢的颜色", "D3": "D3", "Q7 (my name) perception": "Q7 (my name) perception"} {
		if got := (Issue{Subject: s}).SubjectText().In(lang.Zh); got != want {
			t.Errorf("%s: %s, want %s", s, got, want)
		}
	}
}

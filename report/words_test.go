package report

import (
	"strings"
	"testing"
	"unicode"
)

// TestWords: every word is there in both languages, and each in its own.
func TestWords(t *testing.T) {
	for w := WordContents; w <= WordBehind; w++ {
		x, ok := words[w]
		if !ok || x.Zh == "" || x.En == "" {
			t.Errorf("word %d is %+v", w, x)
			continue
		}
		if strings.IndexFunc(x.En, func(r rune) bool { return unicode.Is(unicode.Han, r) }) >= 0 {
			t.Errorf("the English of word %d is %q", w, x.En)
		}
		if strings.IndexFunc(x.Zh, func(r rune) bool { return unicode.Is(unicode.Han, r) }) < 0 {
			t.Errorf("the Chinese of word %d is %q", w, x.Zh)
		}
	}
	if len(words) != int(WordBehind) {
		t.Errorf("%d words, want %d", len(words), WordBehind)
	}
	for _, tr := range []Trend{Better, Steady, Worse} {
		if tr.Text().IsZero() || tr.Sign() == "" || tr.String() == "" {
			t.Errorf("trend %d has no words", tr)
		}
	}
	for k := Mean; k <= Score; k++ {
		if strings.HasPrefix(k.String(), "report.") {
			t.Errorf("kind %d has no name", k)
		}
	}
}

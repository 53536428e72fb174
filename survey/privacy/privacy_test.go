package privacy

import (
	"bufio"
	"os"
	"strings"
	"testing"
	"unicode"
)

// labelled is a comment with its personal data marked.
type labelled struct {
	text  string
	spans []Span
	kinds []string
	line  int
}

// readLabelled reads comments with marked spans: ⟦kind:text⟧.
func readLabelled(t testing.TB, name string) []labelled {
	t.Helper()
	f, err := os.Open("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var out []labelled
	in := bufio.NewScanner(f)
	for n := 1; in.Scan(); n++ {
		if strings.HasPrefix(in.Text(), "#") {
			continue
		}
		c := labelled{line: n}
		rest := in.Text()
		for {
			head, tail, ok := strings.Cut(rest, "⟦")
			c.text += head
			if !ok {
				break
			}
			datum, after, ok := strings.Cut(tail, "⟧")
			kind, datum, ok2 := strings.Cut(datum, ":")
			if !ok || !ok2 {
				t.Fatalf("%s:%d: mark without end or kind", name, n)
			}
			c.spans = append(c.spans, Span{Lo: len(c.text), Hi: len(c.text) + len(datum)})
			c.kinds = append(c.kinds, kind)
			c.text += datum
			rest = after
		}
		out = append(out, c)
	}
	return out
}

// outcome counts marked and found spans. A marked span counts as found when
// all its letters and digits are hidden, a found one as right when it hides no
// letter or digit outside the marks.
type outcome struct {
	marked, hidden, found, right int
	missed, wrong                []string
}

func (o outcome) recall() float64    { return float64(o.hidden) / float64(o.marked) }
func (o outcome) precision() float64 { return float64(o.right) / float64(o.found) }

func measure(comments []labelled) outcome {
	var o outcome
	for _, c := range comments {
		got := Find(c.text)
		for i, s := range c.spans {
			o.marked++
			if inside(c.text, s, got) {
				o.hidden++
			} else {
				o.missed = append(o.missed, c.kinds[i]+": "+c.text+" → "+Mask(c.text))
			}
		}
		for _, s := range got {
			o.found++
			if inside(c.text, s, c.spans) {
				o.right++
			} else {
				o.wrong = append(o.wrong, s.Kind.String()+" "+c.text[s.Lo:s.Hi]+": "+c.text)
			}
		}
	}
	return o
}

// inside says whether all letters and digits of a span lie in others.
func inside(text string, s Span, others []Span) bool {
	for i, r := range text[s.Lo:s.Hi] {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			continue
		}
		covered := false
		for _, o := range others {
			covered = covered || o.Lo <= s.Lo+i && s.Lo+i < o.Hi
		}
		if !covered {
			return false
		}
	}
	return true
}

// TestLabelledComments holds the rules to the labelled comments. The bounds are
// those that were asked for: at most one wrong in twenty, at most one missed in
// fifty.
func TestLabelledComments(t *testing.T) {
	comments := readLabelled(t, "comments.tsv")
	o := measure(comments)
	t.Logf("%d comments, %d marked spans: precision %.3f, recall %.3f", len(comments), o.marked, o.precision(), o.recall())
	for _, s := range o.missed {
		t.Logf("missed %s", s)
	}
	for _, s := range o.wrong {
		t.Logf("wrong %s", s)
	}
	if len(comments) < 400 || o.precision() < 0.95 || o.recall() < 0.98 {
		t.Errorf("%d comments, precision %.3f, recall %.3f; want 400, 0.95, 0.98", len(comments), o.precision(), o.recall())
	}
}

// TestHeldOutComments measures the rules on comments that they were not made
// for. They are marked like the others.
func TestHeldOutComments(t *testing.T) {
	comments := readLabelled(t, "heldout.tsv")
	o := measure(comments)
	t.Logf("%d comments, %d marked spans: precision %.3f, recall %.3f", len(comments), o.marked, o.precision(), o.recall())
	for _, s := range o.missed {
		t.Logf("missed %s", s)
	}
	for _, s := range o.wrong {
		t.Logf("wrong %s", s)
	}
	if len(comments) < 100 || o.precision() < 0.95 || o.recall() < 0.95 {
		t.Errorf("%d comments, precision %.3f, recall %.3f; want 100, 0.95, 0.95", len(comments), o.precision(), o.recall())
	}
}

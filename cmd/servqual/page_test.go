package main

import (
	"bytes"
	"strings"
	"testing"

	"servqual/cmd/servqual/page"
)

// TestPlainSurveyToPDF goes from the drop of a plain survey to its PDF, in at
// most four clicks and without a question.
func TestPlainSurveyToPDF(t *testing.T) {
	b := openTab(t, serveFor(t, nil))
	b.drop(monthSurvey{n: 180, month: "2026-10", seed: 1}.write(t, "满意度调查_2026年10月.xlsx"))
	if q := b.text("#questions"); q != "" {
		t.Fatalf("asked: %s", q)
	}
	b.shot("understood")
	b.click("#to-report")
	b.until(`document.body.dataset.previewed`)
	b.shot("report")
	b.click("#get-pdf")
	if pdf := b.got(".pdf"); !bytes.HasPrefix(pdf, []byte("%PDF-")) {
		t.Errorf("no PDF: %q", pdf[:20])
	}
	if b.clicks > 4 {
		t.Errorf("%d clicks, want at most 4", b.clicks)
	}
}

// TestQuestionOnDirection drops a form whose lowest number is the best answer:
// the question is answered with one click, the scores turn, and the PDF is there
// after at most eight. The next month with these headers asks nothing.
func TestQuestionOnDirection(t *testing.T) {
	folder := t.TempDir()
	address := serveFor(t, func(o *page.Options) { o.Folder = folder })
	b := openTab(t, address)
	down := monthSurvey{n: 240, month: "2026-10", seed: 2, down: true}
	b.drop(down.write(t, "十月.xlsx"))
	if q := b.text("#questions"); !strings.Contains(q, "1 分代表最好") {
		t.Fatalf("asked: %q", q)
	}
	if b.js(`document.querySelectorAll("#scores button.num").length`) != "0" || b.text("#scores .overall") != "" {
		t.Error("scores stand as a verdict while the question is open")
	}
	before := b.text("#scores")
	b.shot("question")
	b.click("#best-low")
	b.until(`document.body.dataset.answered`)
	b.idle()
	if q := b.text("#questions"); q != "" {
		t.Errorf("still asked: %q", q)
	}
	after := b.text("#scores .overall")
	if up := (monthSurvey{n: 240, month: "2026-10", seed: 2}); after == before || after == "" {
		t.Errorf("the scores did not turn: %q", after)
	} else {
		other := openTab(t, serveFor(t, nil))
		other.drop(up.write(t, "十月.xlsx"))
		if want := other.text("#scores .overall"); after != want {
			t.Errorf("turned: %q, want that of the form that runs up, %q", after, want)
		}
	}
	b.shot("answered")
	b.click("#to-report")
	b.until(`document.body.dataset.previewed`)
	b.click("#get-pdf")
	if pdf := b.got(".pdf"); !bytes.HasPrefix(pdf, []byte("%PDF-")) {
		t.Errorf("no PDF: %q", pdf[:20])
	}
	if b.clicks > 8 {
		t.Errorf("%d clicks, want at most 8", b.clicks)
	}
	next := openTab(t, address) // and a second tab
	down.month, down.seed = "2026-11", 3
	next.drop(down.write(t, "十一月.xlsx"))
	if q := next.text("#questions"); q != "" {
		t.Errorf("the next month is asked again: %q", q)
	}
	if k := next.text("#kept"); !strings.Contains(k, "上次") {
		t.Errorf("it is not said that earlier answers were used: %q", k)
	}
	next.shot("kept")
}

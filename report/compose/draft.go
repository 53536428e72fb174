package compose

import (
	"slices"

	"servqual/report"
	"servqual/survey/issue"
	"servqual/survey/lang"
	"servqual/survey/load"
)

// draftWord stands before the title of a draft, in its header and in its file
// name.
var draftWord = lang.T("草稿", "Draft")

// markDraft marks a document as a draft where nobody has confirmed what the
// columns mean: in its title and header, and on its first page with the questions
// to settle. Where an open question blocks the scores, the verdict goes.
func markDraft(d *report.Document, s *load.Summary) *report.Document {
	if d == nil || s == nil || !s.Draft {
		return d
	}
	d.Draft = true
	d.Title = lang.F("%s · %s", "%s · %s", draftWord, d.Title)
	if !d.Header.IsZero() {
		d.Header = lang.F("%s · %s", "%s · %s", draftWord, d.Header)
	}
	blocked := slices.ContainsFunc(s.Questions, func(i issue.Issue) bool { return i.Blocks })
	if blocked {
		d.Sections = slices.DeleteFunc(d.Sections, func(x report.Section) bool { return verdictSections[x.ID] })
		for i := range d.Sections {
			d.Sections[i].Finding = lang.Text{}
		}
	}
	if len(d.Sections) == 0 {
		return d
	}
	first := &d.Sections[0]
	first.Blocks = append([]report.Block{report.Paragraph{Tone: report.Caution, Text: draftSentence(blocked)}, questionList(s)}, first.Blocks...)
	return d
}

// verdictSections are the chapters that conclude something.
var verdictSections = map[string]bool{"verdict": true, "boss": true, "onepage": true, "summary": true, "tiers": true}

func draftSentence(blocked bool) lang.Text {
	if blocked {
		return lang.T("草稿，不含结论：下列问题回答之前，得分不能作为依据。", "A draft without a verdict: until the questions below are answered, no score can be relied on.")
	}
	return lang.T("草稿：各列的含义由程序按表头和答案判断，尚未有人核对。确认下列各点后重新生成，即为正式报告。", "A draft: what the columns mean was judged by their headers and answers, and nobody has checked it. Settle the points below and make the report again.")
}

func questionList(s *load.Summary) report.List {
	list := report.List{Title: lang.T("待确认", "To settle"), Tone: report.Caution, Numbered: true}
	for _, q := range s.Questions {
		text := lang.F("%s %s", "%s %s", q.Code.Title(), q.Want)
		if q.Got != "" {
			text = lang.F("%s（%s）%s", "%s (%s) %s", q.Code.Title(), lang.Same(q.Got), q.Want)
		}
		list.Items = append(list.Items, report.ListItem{Text: text})
	}
	return list
}

// questionsJSON lists open questions.
func questionsJSON(asked []issue.Issue, l lang.Lang) []IssueJSON {
	out := []IssueJSON{}
	for _, i := range asked {
		out = append(out, IssueJSON{i.Code, i.Severity.String(), i.Pos.File, i.Pos.Sheet, i.Pos.Cell(), i.Subject, i.Got, i.Want.Join(l, " / "), i.Effect.Join(l, " / "), max(1, i.Count)})
	}
	return out
}

// OpenScores is the JSON of the score command where open questions block it.
type OpenScores struct {
	Schema    string      `json:"schema"`
	Draft     bool        `json:"draft"`
	Questions []IssueJSON `json:"questions"`
}

// OpenScoresOf makes it, worded in l.
func OpenScoresOf(asked []issue.Issue, l lang.Lang) OpenScores {
	return OpenScores{Schema: ScoreSchema, Draft: true, Questions: questionsJSON(asked, l)}
}

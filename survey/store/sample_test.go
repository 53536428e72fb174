package store

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"servqual/survey"
	"servqual/survey/issue"
	"servqual/survey/lang"
	"servqual/survey/load"
)

// sampleStudy is a small two-sided study with everything that is stored.
func sampleStudy() *survey.Study {
	s := &survey.Study{
		Title: lang.T("服务质量", "Service quality"), Instrument: "sample", Version: "1",
		Scale: survey.Scale{Min: 1, Max: 7}, Sides: []survey.Side{survey.Expectation, survey.Perception},
		Weights:  map[string]string{},
		Outcomes: map[string]survey.Outcome{"overall": {Min: 1, Max: 7}, "recommend": {Min: 0, Max: 10}},
		Targets:  map[string]float64{"gap/REL": -0.5},
		Report:   survey.Branding{Title: lang.T("月报", "Monthly"), Colours: []string{"#123456"}, Chapters: []string{"gap5"}},
	}
	for d, id := range []string{"TAN", "REL", "RES"} {
		s.Dimensions = append(s.Dimensions, survey.Dimension{ID: id, Label: lang.T("维度"+id, id), Weight: float64(30 + d)})
		s.Weights[id] = "W_" + id
		for i := range 3 + d%2 {
			item := fmt.Sprintf("%s%d", id, i+1)
			s.Items = append(s.Items, survey.Item{ID: item, Dimension: id, Label: lang.T("题"+item, item), Reversed: i == 2,
				Columns: map[survey.Side]string{survey.Expectation: "E" + item, survey.Perception: "P" + item}})
		}
	}
	for _, name := range []string{"unit", "region", "overall", "recommend", "complaint", "wave"} {
		s.Fields = append(s.Fields, survey.NewField(name, name))
	}
	return s
}

// sampleBatch draws answers; the same seed gives the same ones.
func sampleBatch(s *survey.Study, seed uint64, n int) *survey.Batch {
	r := rand.New(rand.NewPCG(seed, 7))
	b := &survey.Batch{N: n, Answers: make([][]survey.Code, s.Slots()), Weights: make([][]int32, len(s.Dimensions)), Flags: make([]survey.Flag, n)}
	code := func() survey.Code {
		switch r.IntN(40) {
		case 0:
			return survey.Missing
		case 1:
			return survey.NotApplicable
		case 2:
			return survey.Invalid
		}
		return survey.Code(s.Scale.Min + r.IntN(s.Scale.Points()))
	}
	for slot := range b.Answers {
		b.Answers[slot] = make([]survey.Code, n)
		for i := range n {
			b.Answers[slot][i] = code()
		}
	}
	for d := range b.Weights {
		b.Weights[d] = make([]int32, n)
		for i := range n {
			b.Weights[d][i] = []int32{5000, 3000, 2000}[(d+i)%3]
			if r.IntN(30) == 0 {
				b.Weights[d][i] = -1
			}
		}
	}
	for _, f := range []string{"overall", "recommend"} {
		c := survey.Score{Field: f, Codes: make([]survey.Code, n)}
		for i := range n {
			c.Codes[i] = survey.Code(1 + r.IntN(7))
		}
		b.Scores = append(b.Scores, c)
	}
	region := survey.Category{Field: "region", Names: []string{"华北", "华东"}}
	for range n {
		region.Codes = append(region.Codes, int32(r.IntN(3)-1))
	}
	b.Groups = []survey.Category{region}
	m := survey.Multi{Field: "complaint", Names: []string{"价格", "等待", "态度"}, Starts: []int32{0}}
	for range n {
		for k := range r.IntN(3) {
			m.Codes = append(m.Codes, int32(k))
		}
		m.Starts = append(m.Starts, int32(len(m.Codes)))
	}
	b.Multis = []survey.Multi{m}
	for i := range n {
		b.Rows = append(b.Rows, survey.Row{Source: 0, Number: int32(i + 2)})
		if r.IntN(20) == 0 {
			b.Flags[i] = survey.FlagSpeeder
		}
	}
	return b
}

// sampleImport is one file of one wave and unit; sha stands for its bytes.
func sampleImport(s *survey.Study, wave, unit, sha string, b *survey.Batch) Import {
	sum := &load.Summary{Issues: &issue.List{}, Responses: b.N, FirstDate: wave + "-01", LastDate: wave + "-28",
		Files: []load.FileSummary{{File: sha + ".xlsx", Sheet: "答卷", Platform: load.HandKept, SHA256: sha, HeaderRows: 1, Responses: b.N, Used: b.N, Bound: 30,
			Dropped: map[load.Reject]int{load.RejectTotal: 1}}}}
	sum.Issues.Add(issue.Issue{Code: issue.AnswerRange, Pos: issue.Pos{File: sha + ".xlsx", Sheet: "答卷", Row: 5, Col: 3}, Subject: "REL2", Got: "9", Want: lang.T("1到7", "1 to 7"), Effect: lang.T("视为缺失", "missing")})
	sum.Issues.Add(issue.Issue{Code: issue.AnswerRange, Pos: issue.Pos{File: sha + ".xlsx", Sheet: "答卷", Row: 9, Col: 3}, Subject: "REL2", Got: "9", Want: lang.T("1到7", "1 to 7"), Effect: lang.T("视为缺失", "missing")})
	sum.Comments = []load.Comment{{Unit: unit, Wave: wave, Text: "等了很久 <" + sha + ">", Row: survey.Row{Number: 4}}}
	return Import{Study: s, Summary: sum, Parts: []Part{{Wave: wave, Unit: unit, Answers: b}}}
}

// create makes a workspace and closes it when the test ends.
func create(t *testing.T, name string) *Workspace {
	t.Helper()
	w, err := Create(t.Context(), name)
	if err != nil {
		t.Fatal(err)
	}
	w.tallyFrom = 0
	t.Cleanup(func() { w.Close() })
	return w
}

func mustImport(t *testing.T, w *Workspace, in Import) *Imported {
	t.Helper()
	out, err := w.Import(t.Context(), in)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// must is for calls that can't fail in a test that is right.
func must[T any](t *testing.T) func(v T, err error) T {
	return func(v T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

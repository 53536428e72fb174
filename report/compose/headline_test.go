package compose

import (
	"math/rand/v2"
	"strings"
	"testing"

	"servqual/servqual"
	"servqual/survey"
	"servqual/survey/lang"
	"servqual/survey/load"
	"servqual/survey/tally"
)

// TestHeadlineSaysWhatTheDataHold: the sentence follows the shift between
// expectation and perception that the answers are drawn with, and how many there
// are. A shift of 0 with much noise among few is neither equal nor different.
func TestHeadlineSaysWhatTheDataHold(t *testing.T) {
	study, _ := servqual.Preset("servqual-22")
	for _, c := range []struct {
		name   string
		n      int
		shift  float64
		noise  float64
		en, zh string
	}{
		{"below", 200, -1, 0.7, "below what they expect", "感知总体低于期望"},
		{"above", 200, 1, 0.7, "above what they expect", "感知总体超过期望"},
		{"equal", 400, 0, 0.7, "about as they expect it", "与期望基本持平"},
		{"noise among few", 12, 0, 6, "can't be told apart from what they expect", "分不出客户感知是高于还是低于期望"},
		{"nine", 9, -1, 0.7, "too few responses to judge (n = 9)", "有效答卷只有 9 份，不足以下结论"},
	} {
		r := rand.New(rand.NewPCG(8, 3))
		b := &survey.Batch{N: c.n, Answers: make([][]survey.Code, study.Slots())}
		for range c.n {
			level := 4 + 0.5*r.NormFloat64()
			own := c.shift + c.noise*0.3*r.NormFloat64() // the respondent's own shift
			for i := range study.Items {
				for side, x := range []float64{level, level + own} {
					slot := study.Slot(i, side)
					x += 0.5 * r.NormFloat64()
					b.Answers[slot] = append(b.Answers[slot], survey.Code(max(1, min(7, int(x+0.5)))))
				}
			}
		}
		set := tally.NewSet(tally.NewPlan(study, tally.Options{Items: true}))
		set.Add(b)
		v := newView(&Case{Set: set, Summary: &load.Summary{}, Lang: lang.En, Level: 0.95, Cells: DefaultCells})
		if s := v.verdictSentence(); !strings.Contains(s.En, c.en) || !strings.Contains(s.Zh, c.zh) {
			t.Errorf("%s: %q, %q", c.name, s.En, s.Zh)
		}
	}
}

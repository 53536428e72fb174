package compose

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"servqual/gap"
	"servqual/report"
	"servqual/survey"
	"servqual/survey/lang"
	"servqual/survey/load"
	"servqual/survey/stats"
	"servqual/survey/tally"
)

// tiered is a region of units in the tiers given, the best first; pairs are told
// apart, the first above the second.
func tiered(tiers []stats.Tier, pairs ...[2]int) *regional {
	r := &regional{view: &view{Case: &Case{Lang: lang.Both, Level: 0.95}}, u: &gap.Units{Score: &gap.Comparison{}, Options: gap.DefaultUnits()}}
	for i, t := range tiers {
		r.u.Names = append(r.u.Names, fmt.Sprintf("店%d", i+1))
		r.u.N, r.u.Shown, r.u.Ranked = append(r.u.N, 30), append(r.u.Shown, true), append(r.u.Ranked, t != 0)
		r.u.Score.Units = append(r.u.Score.Units, gap.UnitScore{Shown: true, Tier: t, Shrunk: stats.Estimate{Defined: true, Value: -float64(i)}})
	}
	for _, p := range pairs {
		r.u.Score.Units[p[0]].Over = append(r.u.Score.Units[p[0]].Over, p[1])
		r.u.Score.Units[p[1]].Under = append(r.u.Score.Units[p[1]].Under, p[0])
	}
	return r
}

// The tier map, the funnel and the pairs name the same units.
func TestUnitSentences(t *testing.T) {
	up, mid, down := stats.TierAbove, stats.TierNotDistinguishable, stats.TierBelow
	for i, c := range []struct {
		r                    *regional
		tiers, funnel, pairs string
	}{
		{tiered([]stats.Tier{mid, mid, mid}), "3 家单位之间没有可靠的高低之分，不宜排名。", "没有单位与一般水平有可靠差别：图中的高低可以只是偶然。", "3 对单位中没有一对能分出高低。"},
		{tiered([]stats.Tier{mid, mid, mid}, [2]int{0, 2}), "3 家单位与一般水平都没有可靠差别，但其中 1 对彼此分得出高低。", "没有单位与一般水平有可靠差别：图中的高低可以只是偶然。", "3 对单位中有 1 对能分出高低。"},
		{tiered([]stats.Tier{up, mid, mid, 0}, [2]int{0, 1}, [2]int{0, 2}), "店1高于一般水平，其余 2 家与一般水平没有可靠差别。", "店1高于一般水平，不能用偶然解释。", "3 对单位中有 2 对能分出高低。"},
		{tiered([]stats.Tier{mid, mid, down}, [2]int{0, 2}, [2]int{1, 2}), "店3低于一般水平，其余 2 家与一般水平没有可靠差别。", "店3低于一般水平，不能用偶然解释。", "3 对单位中有 2 对能分出高低。"},
		{tiered([]stats.Tier{up, down}, [2]int{0, 1}), "店1高于一般水平，店2低于一般水平，其余 0 家与一般水平没有可靠差别。", "店1高于一般水平，店2低于一般水平，不能用偶然解释。", "1 对单位全部能分出高低。"},
		{tiered([]stats.Tier{mid, 0}), "1 家单位之间没有可靠的高低之分，不宜排名。", "没有单位与一般水平有可靠差别：图中的高低可以只是偶然。", "答卷够多的单位不足两家，无法两两比较。"},
	} {
		if got := c.r.tierSentence().Zh; got != c.tiers {
			t.Errorf("%d tiers: %q", i, got)
		}
		if got := c.r.funnelSentence().Zh; got != c.funnel {
			t.Errorf("%d funnel: %q", i, got)
		}
		if got := c.r.pairSentence().Zh; got != c.pairs {
			t.Errorf("%d pairs: %q", i, got)
		}
	}
}

// What method A.9 asks to be printed: as many factors as dimensions, fewer with a
// model that holds, fewer without, none, or not to be told.
func TestSupportSentenceByCase(t *testing.T) {
	v := newView(factorCase(120, nil))
	ok := func(x float64) stats.Estimate { return stats.Estimate{Defined: true, Value: x} }
	model := func(fits, distinct bool) stats.CFAResult {
		c := stats.CFAResult{Defined: true, CFI: ok(0.96), TLI: ok(0.95), RMSEA: ok(0.06), SRMR: ok(0.08)}
		if !fits {
			c.SRMR = ok(0.081)
		}
		for range 5 {
			c.Factors = append(c.Factors, stats.CFAFactor{CR: ok(0.8), AVE: ok(0.6), Omega: ok(0.8), Distinct: distinct})
		}
		return c
	}
	five := []int{0, 1, 2, 3, 4}
	for i, c := range []struct {
		number stats.Factors
		cfa    stats.CFAResult
		want   string
	}{
		{stats.Factors{}, model(true, true), "无从判断"},
		{stats.Factors{Defined: true}, model(true, true), "本次数据没有高出随机的因子"},
		{stats.Factors{Defined: true, Count: 5}, model(false, false), "本次数据也支持 5 个因子"},
		{stats.Factors{Defined: true, Count: 2}, model(true, true), "平行分析会少算"},
		{stats.Factors{Defined: true, Count: 2}, model(false, true), "不宜说成彼此独立的方面"},
		{stats.Factors{Defined: true, Count: 2}, model(true, false), "不宜说成彼此独立的方面"},
		{stats.Factors{Defined: true, Count: 1}, stats.CFAResult{}, "本次数据支持 1 个因子"},
		{stats.Factors{Defined: true, Count: 6}, model(true, true), "不宜说成彼此独立的方面"},
	} {
		f := &structure{view: v, o: DefaultFactors, number: c.number, cfa: c.cfa, dims: five}
		if got := f.supportSentence().Zh; !strings.Contains(got, c.want) || !strings.Contains(got, "5 个维度") {
			t.Errorf("%d: %q lacks %q", i, got, c.want)
		}
	}
	bad := model(true, true)
	bad.Factors[1].CR = stats.Undefined(stats.MethodCR, 120, stats.Heywood, 4)
	if f := (&structure{view: v, o: DefaultFactors, cfa: bad, dims: five}); f.holds() {
		t.Error("an improper model holds")
	}
	if f := (&structure{view: v, o: DefaultFactors, cfa: model(true, true), dims: five[:1]}); f.holds() {
		t.Error("one dimension tells itself apart")
	}
}

// commented is a case of units with so many answers each, in two waves, and
// comments.
func commented(sizes map[string]int, comments ...load.Comment) *Case {
	c := factorCase(0, nil)
	s := c.Set.Plan().Study()
	set := tally.NewSet(tally.NewPlan(s, tally.Options{Items: true}), survey.FieldUnit, survey.FieldWave)
	b := &survey.Batch{Answers: make([][]survey.Code, s.Slots())}
	unit, wave := survey.Category{Field: survey.FieldUnit}, survey.Category{Field: survey.FieldWave, Names: []string{"2026-09", "2026-10"}}
	for _, name := range []string{"大店", "小店", "中店"} {
		unit.Names = append(unit.Names, name)
		for r := range sizes[name] {
			for w := range wave.Names {
				unit.Codes, wave.Codes = append(unit.Codes, int32(len(unit.Names)-1)), append(wave.Codes, int32(w))
				for i := range b.Answers {
					b.Answers[i] = append(b.Answers[i], survey.Code(3+(r+i)%4))
				}
				b.N++
			}
		}
	}
	b.Groups = []survey.Category{unit, wave}
	set.Add(b)
	return &Case{Set: set, Summary: &load.Summary{Comments: comments}, Lang: lang.Both, Level: 0.95}
}

func quoted12(c *Case) (out []string) {
	s := voices(newView(c))
	if s == nil {
		return nil
	}
	for _, b := range s.Blocks {
		if t, ok := b.(report.Table); ok {
			for _, r := range t.Rows {
				out = append(out, r.Cells[0].Text.Zh+":"+r.Cells[1].Text.Zh)
			}
		}
	}
	return out
}

// A report quotes its own wave and unit only, one comment of each unit in turn,
// none of a unit under ten responses, twelve at the most.
func TestVoicesAreOnesOwn(t *testing.T) {
	say := func(unit, wave, text string) load.Comment { return load.Comment{Unit: unit, Wave: wave, Text: text} }
	cs := []load.Comment{say("大店", "2026-10", "a1"), say("大店", "2026-10", "a2"), say("小店", "2026-10", "b1"), say("中店", "2026-10", "c1"), say("大店", "2026-09", "old"), say("中店", "2026-10", "c2")}
	c := commented(map[string]int{"大店": 12, "小店": 9, "中店": 10}, cs...)
	if got, want := quoted12(c), []string{"大店:a1", "中店:c1", "大店:a2", "中店:c2"}; !slices.Equal(got, want) {
		t.Errorf("all units: %v, want %v", got, want)
	}
	own := *c
	own.Unit = "大店"
	if got, want := quoted12(&own), []string{"大店:a1", "大店:a2"}; !slices.Equal(got, want) {
		t.Errorf("of one unit: %v, want %v", got, want)
	}
	before := *c
	before.Wave = "2026-09"
	if got, want := quoted12(&before), []string{"大店:old"}; !slices.Equal(got, want) {
		t.Errorf("of September: %v, want %v", got, want)
	}
	small := *c
	small.Unit = "小店"
	if got := quoted12(&small); got != nil {
		t.Errorf("of nine responses: %v", got)
	}
	var many []load.Comment
	for i := range 20 {
		many = append(many, say("大店", "2026-10", fmt.Sprint("x", i)))
	}
	if got := quoted12(commented(map[string]int{"大店": 12}, many...)); len(got) != quotes || got[0] != "大店:x0" || got[11] != "大店:x11" {
		t.Errorf("of twenty: %v", got)
	}
	if got := quoted12(commented(map[string]int{"大店": 12})); got != nil {
		t.Errorf("without comments: %v", got)
	}
}

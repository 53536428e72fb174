package gap

import (
	"servqual/report/verdict"
	"servqual/survey/lang"
	"servqual/survey/stats"
	"servqual/survey/tally"
)

// Levels is a gap that those who cause it rate: how formal standards are (gap
// 2), how well staff can meet them (gap 3), how well what is promised is kept
// (gap 4). Higher means a smaller gap. It is a level and not a difference;
// Shortfall puts it below zero for a chart, and is not to be added to anything.
type Levels struct {
	Gap       int
	Who       Group
	Label     lang.Text // of the rating, from the form
	Note      lang.Text // its anchors
	Rows      []Level   // by dimension of the customers' battery
	Mean      stats.Estimate
	Shortfall float64 // Mean − top of the scale
	None      stats.Estimate
	Worst     int           // index in Rows of the lowest mean, −1 without any
	Lowest    verdict.Worst // which rows may have the lowest mean, by those who rated all; indexes in Rows
	Width     float64       // of the form's scale
}

// Level is one dimension's rating.
type Level struct {
	Topic
	Item      string         // the form's item
	Score     stats.Estimate // mean among those who gave a number
	Shortfall float64        // Score − top of the scale; when Score is defined
	// None is the share of "no standard exists" among all answers, with
	// Wilson's interval. It is no low score and no missing answer.
	None stats.Estimate
	// NoneAsked says that the form offers that answer.
	NoneAsked bool
}

// levels rates gap g from the first of the bodies that was asked for it.
func (a *Analysis) levels(g int, o AnalysisOptions, bodies ...*body) *Levels {
	for _, b := range bodies {
		if b == nil || b.rating == (tally.Measure{}) {
			continue
		}
		if d := gapDimension(b, g); d >= 0 {
			if l := b.levels(g, d, a.Dimensions, o); l != nil {
				return l
			}
		}
	}
	return nil
}

// gapDimension finds the dimension of a form that rates a gap, −1 without.
func gapDimension(b *body, g int) int {
	for d := range b.study.Dimensions {
		if b.study.Dimensions[d].Gap == g {
			return d
		}
	}
	return -1
}

func (b *body) levels(g, d int, topics []Topic, o AnalysisOptions) *Levels {
	top := float64(b.study.Scale.Max)
	l := &Levels{Gap: g, Who: b.who, Label: b.study.Dimensions[d].Label, Note: b.study.Dimensions[d].Note, Worst: -1, Width: top - float64(b.study.Scale.Min)}
	none, all := 0.0, 0.0
	side := b.rating.Plus
	for _, i := range b.study.ItemsOf(d) {
		it := &b.study.Items[i]
		x := Level{Topic: about(it.About, it.Label, g, topics), Item: it.ID, Score: mean(b.t.ItemFreq(i, b.rating), o), NoneAsked: len(it.None) > 0}
		ans := b.t.ItemAnswers(i, side)
		n := float64(ans.Valid + ans.NotApplicable)
		none, all = none+float64(ans.NotApplicable), all+n
		x.None = noneShare(float64(ans.NotApplicable), n, o)
		if x.Score.Defined {
			x.Shortfall = x.Score.Value - top
			if l.Worst < 0 || x.Score.Value < l.Rows[l.Worst].Score.Value {
				l.Worst = len(l.Rows)
			}
		}
		l.Rows = append(l.Rows, x)
	}
	if all == 0 {
		return nil
	}
	c := b.t.DimCross(d, b.rating)
	at := make([]int, c.K)
	for i := range at {
		at[i] = i
	}
	if m, ok := stats.MeansOfCross(c, at); ok {
		l.Lowest = verdict.Weakest(m, nil)
	}
	l.None = noneShare(none, all, o)
	// One person's answers on five dimensions are no five people's.
	l.None.Lo, l.None.Hi, l.None.Level = 0, 0, 0
	if l.Mean = mean(b.t.DimFreq(d, b.rating), o); l.Mean.Defined {
		l.Shortfall = l.Mean.Value - top
	}
	return l
}

func noneShare(none, n float64, o AnalysisOptions) stats.Estimate {
	return bare(stats.Wilson(none, n, o.Level), o)
}

// about names the battery's dimension that a rating is about.
func about(id string, label lang.Text, g int, topics []Topic) Topic {
	ref := "gap" + string(rune('0'+g)) + "/" + id
	for _, t := range topics {
		if t.ID == id {
			t.Ref = ref
			return t
		}
	}
	return Topic{Ref: ref, ID: id, Label: label, Dimension: id}
}

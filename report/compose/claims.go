package compose

import (
	"slices"

	"servqual/gap"
	"servqual/report"
	"servqual/report/verdict"
	"servqual/survey"
	"servqual/survey/lang"
	"servqual/survey/stats"
	"servqual/survey/tally"
)

// claims keeps what package verdict said of a view, so that every chapter says
// the same. Nothing is decided here.
type claims struct {
	dimensions *verdict.Worst
	items      *verdict.Worst
	strengths  []int
	strong     bool // strengths were looked for
	changes    map[string]changed
}

// changed is what may be said of a change.
type changed = verdict.Changed

// width of the answer scale.
func (v *view) width() float64 { return float64(v.study.Scale.Max - v.study.Scale.Min) }

// headlineClaim says where the headline stands against expectation.
func (v *view) headlineClaim() verdict.Claim {
	h, _ := v.headline()
	return verdict.Level(h, verdict.MeanMargin(v.width()))
}

// batteryDims lists the dimensions that were scored, in the study's order.
func (v *view) batteryDims() []int {
	var out []int
	for _, d := range v.card.Dimensions {
		out = append(out, d.Index)
	}
	return out
}

// worstDimensions says which dimensions are among the lowest; Set and Named hold
// indexes of Study.Dimensions.
func (v *view) worstDimensions() *verdict.Worst {
	if v.said.dimensions == nil {
		dims := v.batteryDims()
		m, ok := gap.DimensionMeans(v.now, v.main(), dims)
		w := verdict.Worst{}
		if w.Reason = verdict.NoInterval; ok {
			w = verdict.Weakest(m, nil)
		}
		renumber(&w, dims)
		v.said.dimensions = &w
	}
	return v.said.dimensions
}

// worstItems says which items are among the lowest; Set and Named hold indexes of
// Study.Items. Where expectations were asked only items below them are named.
func (v *view) worstItems() *verdict.Worst {
	if v.said.items == nil {
		w := verdict.Worst{}
		w.Reason = verdict.NoInterval
		items, m, ok := v.itemMeans(v.main())
		if ok {
			var below []bool
			if v.twoSided() {
				for _, i := range items {
					below = append(below, v.itemBelow(i))
				}
			}
			w = verdict.Weakest(m, below)
		}
		renumber(&w, items)
		v.said.items = &w
	}
	return v.said.items
}

// itemBelow says whether an item is below expectation beyond noise.
func (v *view) itemBelow(i int) bool {
	return verdict.Level(v.card.Items[i].Gap.Mean, 0).Says == verdict.Below
}

func renumber(w *verdict.Worst, at []int) {
	for _, list := range [][]int{w.Set, w.Named} {
		for k, i := range list {
			list[k] = at[i]
		}
	}
}

// itemMeans are the means of the items that were answered, with the covariances
// of these means; items gives their indexes.
func (v *view) itemMeans(measure tally.Measure) (items []int, m stats.Means, ok bool) {
	p, ok := v.now.ItemPairs(measure)
	if !ok {
		return nil, m, false
	}
	for _, d := range v.batteryDims() {
		for _, i := range v.study.ItemsOf(d) {
			if p.N[i][i] >= 2 {
				items = append(items, i)
			}
		}
	}
	slices.Sort(items)
	m, ok = stats.MeansOfPairs(selectPairs(p, items))
	return items, m, ok
}

func selectPairs(p stats.PairSums, at []int) stats.PairSums {
	pick := func(x [][]float64) [][]float64 {
		var out [][]float64
		for _, i := range at {
			var row []float64
			for _, j := range at {
				row = append(row, x[i][j])
			}
			out = append(out, row)
		}
		return out
	}
	return stats.PairSums{Unit: p.Unit, N: pick(p.N), Sum: pick(p.Sum), Prod: pick(p.Prod)}
}

// strongItems are the strengths, best first, as indexes of Study.Items.
func (v *view) strongItems() []int {
	if v.said.strong {
		return v.said.strengths
	}
	v.said.strong = true
	items, m, ok := v.itemMeans(tally.P)
	if !ok {
		return nil
	}
	in := verdict.StrengthInput{Perception: m, Middle: float64(v.study.Scale.Min+v.study.Scale.Max) / 2}
	for _, i := range items {
		in.Level = append(in.Level, v.card.Items[i].Perception.Mean)
	}
	if v.study.Asks(survey.Importance) {
		if at, care, ok := v.itemMeans(tally.Imp); ok && slices.Equal(at, items) {
			in.Importance = care
		}
	}
	if y := v.lastYear(); y != nil {
		in.References = append(in.References, v.against(items, y.tally))
	}
	_, order := verdict.Strengths(in)
	for _, k := range order[:min(len(order), verdict.MostNamed)] {
		v.said.strengths = append(v.said.strengths, items[k])
	}
	return v.said.strengths
}

// against are the differences of the items' perceptions from those of another
// wave.
func (v *view) against(items []int, other *tally.Tally) []stats.Estimate {
	var out []stats.Estimate
	for _, i := range items {
		t := stats.WelchT(v.now.ItemFreq(i, tally.P), other.ItemFreq(i, tally.P), v.Level)
		out = append(out, t.Effect)
	}
	return out
}

// follows is a measure whose change is judged.
type follows struct {
	ref  string
	freq func(*tally.Tally) stats.Freq
	// margin within which it counts as equal
	margin float64
	// how its change is printed: times printed, as a number of kind
	label   lang.Text
	kind    report.Kind
	printed float64
	hidden  bool
}

// changesOf judges measures against an earlier wave as one family.
func (v *view) changesOf(fs []follows, before *wave, from *strata) map[string]changed {
	var in []verdict.ChangeInput
	pairs, common := from.pairs(v, before.name, v.waves[v.at].name, fs)
	adjacent := v.at > 0 && before.name == v.waves[v.at-1].name
	for k, f := range fs {
		x := verdict.ChangeInput{Strata: pairs[k], Higher: true, Level: v.Level, Margin: f.margin}
		if adjacent && common < verdict.ChangeUnits && v.at+1 >= verdict.ChangeWaves {
			v.addHistory(&x, f, from)
		}
		in = append(in, x)
	}
	out := map[string]changed{}
	for i, c := range verdict.Changes(in) {
		out[fs[i].ref] = c
	}
	return out
}

// addHistory adds the waves up to the one in focus.
func (v *view) addHistory(x *verdict.ChangeInput, f follows, from *strata) {
	for t, w := range v.waves[:v.at+1] {
		m, ok := f.freq(w.tally).Mean()
		if !ok {
			x.Series, x.Earlier = nil, nil // a wave without answers breaks the series
			continue
		}
		x.Series = append(x.Series, m)
		if len(x.Series) > 1 {
			pairs, _ := from.pairs(v, v.waves[t-1].name, w.name, []follows{f})
			x.Earlier = append(x.Earlier, pairs[0])
		}
	}
}

// promoters recodes recommendations to −100, 0, 100, so that their mean is the
// net promoter score.
func promoters(f stats.Freq) stats.Freq {
	counts := map[int64]float64{}
	for i, k := range f.Keys {
		switch {
		case k >= 9*f.Unit:
			counts[100] += f.Counts[i]
		case k <= 6*f.Unit:
			counts[-100] += f.Counts[i]
		default:
			counts[0] += f.Counts[i]
		}
	}
	out := stats.NewFreq(1, counts)
	out.Eff = f.Eff
	return out
}

// headlineChanges judges the figures of the first page against the wave before,
// as one family. nil without one.
func (v *view) headlineChanges() map[string]changed {
	prev := v.previous()
	if prev == nil {
		return nil
	}
	if v.said.changes == nil {
		v.said.changes = v.changesOf(v.followed(), prev, v.strata)
	}
	return v.said.changes
}

// headlineRef names the headline among the figures followed; unweighted
// perceptions are a figure of the page themselves.
func (v *view) headlineRef() string {
	if _, weighted := v.headline(); v.twoSided() || weighted {
		return headRef(v)
	}
	return "servperf/0-100"
}

// followed are the figures of the first page.
func (v *view) followed() []follows {
	mean := verdict.MeanMargin(v.width())
	var out []follows
	perceived := lang.T("感知得分（0–100）", "Perceived service (0–100)")
	out = append(out, follows{ref: v.headlineRef(), freq: v.headlineFreq, margin: mean, label: v.trendName(), kind: v.kind(), printed: 1})
	if v.headlineRef() == "servperf/0-100" {
		out[0].label, out[0].kind, out[0].printed = perceived, report.Index, 100/v.width()
	}
	if v.headlineRef() != "servperf/0-100" {
		out = append(out, follows{ref: "servperf/0-100", freq: func(t *tally.Tally) stats.Freq { return t.TotalFreq(tally.P) }, margin: mean,
			label: perceived, kind: report.Index, printed: 100 / v.width()})
	}
	for _, f := range v.study.Fields {
		if f.Kind != survey.ScoreField || v.now.OutcomeFreq(f.Name).N() == 0 {
			continue
		}
		field := func(t *tally.Tally) stats.Freq { return t.OutcomeFreq(f.Name) }
		if v.study.Promotes(f.Name) {
			out = append(out, follows{ref: "nps", freq: func(t *tally.Tally) stats.Freq { return promoters(field(t)) }, margin: verdict.NPSMargin,
				label: lang.T("净推荐值（NPS）", "Net promoter score"), kind: report.Score, printed: 1, hidden: v.fieldWithheld(f.Name)})
			continue
		}
		all := v.now.OutcomeFreq(f.Name)
		out = append(out, follows{ref: "mean/" + f.Name, freq: field, margin: verdict.MeanMargin(all.Value(len(all.Keys)-1) - all.Value(0)),
			label: f.Label, kind: report.Mean, printed: 1, hidden: v.fieldWithheld(f.Name)})
	}
	return out
}

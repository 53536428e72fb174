package index

import (
	"math"

	"servqual/survey"
	"servqual/survey/stats"
	"servqual/survey/tally"
)

// ZoneStatus is where perceptions lie. The zero value is invalid.
type ZoneStatus int

// The places (method A.3).
const (
	BelowZone ZoneStatus = iota + 1 // P < minimum: competitive disadvantage
	InZone                          // minimum ≤ P ≤ desired
	AboveZone                       // P > desired: customer franchise
)

// ZoneRow is one item, dimension or the whole in the three-column format. All
// means are over the same respondents: those who answered all three columns.
type ZoneRow struct {
	Index       int // in Study.Items or Study.Dimensions; −1: the whole
	N           float64
	Minimum     stats.Estimate
	Desired     stats.Estimate
	Perception  stats.Estimate
	Adequacy    stats.Estimate // MSA = P − Min
	Superiority stats.Estimate // MSS = P − Des
	Width       stats.Estimate // ZOT = Des − Min
	Status      ZoneStatus     // on the means; 0 without answers
	Unsure      bool           // an interval reaches over the border that decides the status
	Position    stats.Estimate // 100·(P−Min)/(Des−Min) on means; undefined unless ZOT > 0

	// Shares of respondents, of items only: the answers with Min ≤ Des.
	Below, In, Above stats.Estimate
	Inversions       float64 // answers with Min > Des, a logical error: in no share
	InvertedShare    float64 // of the answers to all three columns
}

// Zones is the zone of tolerance of a study in the three-column format.
type Zones struct {
	Defined    bool
	Items      []ZoneRow // of the battery
	Dimensions []ZoneRow
	Overall    ZoneRow
	Inversions float64 // answers with minimum above desired, over all items
	Answers    float64
	Notes      []stats.Note
}

// ZonesOfTolerance evaluates minimum, desired and perceived service:
//
//	MSA = P − Min,  MSS = P − Des,  ZOT = Des − Min
//	below: P < Min, in the zone: Min ≤ P ≤ Des, above: P > Des
//	position = 100·(P̄ − Min̄)/(Des̄ − Min̄), on means and only where ZOT̄ > 0
//
// (a respondent's own ratio explodes at ZOT = 0). Items count respondents who
// answered all three columns; dimensions follow the half-scale rule; the whole
// is the mean over the dimensions of the battery. Inverted answers stay in the
// means (screening decides whether a response is used) but in no share.
// Sources: Berry & Parasuraman 1991; Zeithaml, Berry & Parasuraman 1993, JAMS
// 21(1):1; Parasuraman, Zeithaml & Berry 1994, J. Retailing 70(3):201.
func ZonesOfTolerance(t *tally.Tally, o Options) Zones {
	p := t.Plan()
	if !p.Has(tally.MSA) || !p.Has(tally.MSS) || !p.Has(tally.ZOT) {
		return Zones{Notes: []stats.Note{note(NoSide)}}
	}
	out := Zones{Defined: true}
	s := p.Study()
	for _, i := range batteryItems(s) {
		row := zoneItem(t, i, o)
		out.Items = append(out.Items, row)
		out.Inversions += row.Inversions
		out.Answers += row.N
	}
	for _, d := range battery(s) {
		row := zoneRow(d, func(m tally.Measure) stats.Freq { return t.DimFreq(d, m) }, o)
		out.Dimensions = append(out.Dimensions, row)
	}
	out.Overall = zoneWhole(t, o)
	if out.Answers == 0 {
		out.Notes = append(out.Notes, note(stats.NoData))
	} else if out.Inversions > 0 {
		out.Notes = append(out.Notes, note(AllInverted, out.Inversions, out.Inversions/out.Answers))
	}
	return out
}

func zoneRow(index int, freq func(tally.Measure) stats.Freq, o Options) ZoneRow {
	r := ZoneRow{Index: index}
	for m, to := range map[tally.Measure]*stats.Estimate{
		tally.Min: &r.Minimum, tally.Des: &r.Desired, tally.P: &r.Perception,
		tally.MSA: &r.Adequacy, tally.MSS: &r.Superiority, tally.ZOT: &r.Width,
	} {
		*to = stats.MeanCI(freq(m), o.Level)
	}
	r.judge()
	return r
}

// zoneWhole takes the means over dimensions where totals are kept: P and the
// three differences. Minimum and desired follow from them.
func zoneWhole(t *tally.Tally, o Options) ZoneRow {
	r := ZoneRow{Index: -1}
	for m, to := range map[tally.Measure]*stats.Estimate{
		tally.P: &r.Perception, tally.MSA: &r.Adequacy, tally.MSS: &r.Superiority, tally.ZOT: &r.Width,
	} {
		*to = stats.MeanCI(t.TotalFreq(m), o.Level)
	}
	none := stats.Undefined(stats.MethodMeanT, 0, stats.NoData)
	r.Minimum, r.Desired = none, none
	if r.Perception.Defined {
		side := func(away stats.Estimate) stats.Estimate {
			return stats.Estimate{Defined: true, Value: r.Perception.Value - away.Value, N: away.N, Method: stats.MethodMeanT}
		}
		r.Minimum, r.Desired = side(r.Adequacy), side(r.Superiority)
	}
	r.judge()
	return r
}

// judge fills in status and position.
func (r *ZoneRow) judge() {
	r.N = r.Adequacy.N
	if !r.Adequacy.Defined || !r.Superiority.Defined || !r.Width.Defined {
		r.Position = stats.Undefined(MethodZone, r.N, stats.NoData)
		return
	}
	crosses := func(e stats.Estimate) bool { return !e.HasInterval() || e.Lo < 0 && e.Hi > 0 }
	switch {
	case r.Adequacy.Value < 0:
		r.Status, r.Unsure = BelowZone, crosses(r.Adequacy)
	case r.Superiority.Value > 0:
		r.Status, r.Unsure = AboveZone, crosses(r.Superiority)
	default:
		r.Status, r.Unsure = InZone, crosses(r.Adequacy) || crosses(r.Superiority)
	}
	width := r.Width.Value
	if width <= 1e-12 {
		r.Position = stats.Undefined(MethodZone, r.N, ZoneClosed, width)
		return
	}
	r.Position = stats.Estimate{Defined: true, Value: 100 * r.Adequacy.Value / width, N: r.N, Method: MethodZone}
}

// zoneItem takes everything from the item's joint table over the three columns.
func zoneItem(t *tally.Tally, item int, o Options) ZoneRow {
	s := t.Plan().Study()
	mi, de, pe := s.SideIndex(survey.Minimum), s.SideIndex(survey.Desired), s.SideIndex(survey.Perception)
	tables := map[tally.Measure]map[int64]float64{}
	for _, m := range []tally.Measure{tally.Min, tally.Des, tally.P, tally.MSA, tally.MSS, tally.ZOT} {
		tables[m] = map[int64]float64{}
	}
	var below, in, above, inverted float64
	t.EachCell(item, func(codes []survey.Code, n float64) {
		a, b, p := codes[mi], codes[de], codes[pe]
		if !a.Valid() || !b.Valid() || !p.Valid() {
			return
		}
		for m, v := range map[tally.Measure]survey.Code{tally.Min: a, tally.Des: b, tally.P: p, tally.MSA: p - a, tally.MSS: p - b, tally.ZOT: b - a} {
			tables[m][int64(v)] += n
		}
		switch {
		case a > b:
			inverted += n
		case p < a:
			below += n
		case p > b:
			above += n
		default:
			in += n
		}
	})
	r := zoneRow(item, func(m tally.Measure) stats.Freq { return t.Plan().OnPoints(stats.NewFreq(1, tables[m])) }, o)
	straight := below + in + above
	r.Below = stats.Wilson(below, straight, o.Level)
	r.In = stats.Wilson(in, straight, o.Level)
	r.Above = stats.Wilson(above, straight, o.Level)
	r.Inversions = inverted
	if n := straight + inverted; n > 0 {
		r.InvertedShare = inverted / n
	}
	if !(math.Abs(r.InvertedShare) <= 1) {
		r.InvertedShare = 0
	}
	return r
}

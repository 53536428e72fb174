package compose

import (
	"iter"
	"strconv"

	"servqual/survey/tally"
)

// scoreColumns are the columns of the CSV of scores after those of the
// segment. A cell is empty where the figure is not defined.
var scoreColumns = []string{"level", "id", "dimension", "n", "expectation_mean", "expectation_sd", "perception_mean", "perception_sd",
	"gap_mean", "gap_sd", "gap_lo", "gap_hi", "t", "df", "p", "p_holm", "p_bh", "dz", "below", "met", "above", "weight",
	"alpha_expectation", "alpha_perception", "alpha_gap"}

// ScoreRows lays the scores of a set out as one rectangular table for machines:
// a head, then a row for each item, dimension and total (level item, dimension,
// overall) of each segment; without segments, of all respondents. Numbers are
// at full precision. Of a segment that is withheld there is one row of level
// withheld, with its number of responses. The segments come one after the other and are not held.
func ScoreRows(set *tally.Set, level float64, figures Figures, cells Cells) iter.Seq[[]string] {
	return func(yield func([]string) bool) {
		if !yield(append(append([]string(nil), set.By()...), scoreColumns...)) {
			return
		}
		segs, hide := set.Segments(), withheldSegments(set, cells.Mean)
		if len(set.By()) == 0 {
			segs, figures = []tally.Segment{{Tally: set.Total()}}, AllFigures
		}
		x := setScorer{level: level, figures: figures}
		for i, seg := range segs {
			s := x.set(seg.Tally)
			if hide != nil && hide[i] {
				if r := (scoreRow{"level": "withheld", "n": strconv.FormatInt(s.N, 10)}); !yield(r.cells(seg.Names)) {
					return
				}
				continue
			}
			for _, row := range setRows(&s, seg.Names) {
				if !yield(row) {
					return
				}
			}
			seg.Tally.Release()
		}
	}
}

// scoreRow collects the cells of one row by column.
type scoreRow map[string]string

func (r scoreRow) number(column string, x *float64) {
	if x != nil {
		r[column] = strconv.FormatFloat(*x, 'g', -1, 64)
	}
}

func (r scoreRow) cells(names []string) []string {
	out := append([]string(nil), names...)
	for _, c := range scoreColumns {
		out = append(out, r[c])
	}
	return out
}

func setRows(s *ScoreSet, names []string) [][]string {
	var out [][]string
	for _, it := range s.Items {
		r := scoreRow{"level": "item", "id": it.ID, "dimension": it.Dimension}
		r.number("n", &it.N)
		r.sides(it.Expectation, it.Perception)
		r.gap(it.Gap, it.Test, it.Dz, it.Shares)
		out = append(out, r.cells(names))
	}
	for _, d := range s.Dimensions {
		r := scoreRow{"level": "dimension", "id": d.ID, "dimension": d.ID}
		r.number("n", &d.N)
		r.sides(d.Expectation, d.Perception)
		r.gap(d.Gap, d.Test, d.Dz, d.Shares)
		r.number("weight", d.Weight)
		for side, a := range d.Alpha {
			r.number("alpha_"+side, &a.Value)
		}
		out = append(out, r.cells(names))
	}
	for _, o := range []struct {
		id string
		e  *EstimateJSON
	}{{"servqual", s.Overall.Unweighted}, {"servqual_weighted", s.Overall.Weighted}} {
		if o.e == nil {
			continue
		}
		r := scoreRow{"level": "overall", "id": o.id}
		r.number("n", &o.e.N)
		r.gap(o.e, nil, nil, nil)
		out = append(out, r.cells(names))
	}
	for _, o := range []struct {
		id string
		e  *EstimateJSON
	}{{"servperf", s.Overall.Servperf}, {"servperf_weighted", s.Overall.ServperfWeighted}} {
		if o.e == nil {
			continue
		}
		r := scoreRow{"level": "overall", "id": o.id}
		r.number("n", &o.e.N)
		r.number("perception_mean", &o.e.Mean)
		out = append(out, r.cells(names))
	}
	return out
}

func (r scoreRow) sides(e, p *LevelJSON) {
	if e != nil {
		r.number("expectation_mean", &e.Mean)
		r.number("expectation_sd", e.SD)
	}
	if p != nil {
		r.number("perception_mean", &p.Mean)
		r.number("perception_sd", p.SD)
	}
}

func (r scoreRow) gap(g *EstimateJSON, t *TestJSON, dz *float64, s *SharesJSON) {
	if g == nil {
		return
	}
	r.number("gap_mean", &g.Mean)
	r.number("gap_sd", g.SD)
	r.number("gap_lo", g.Lo)
	r.number("gap_hi", g.Hi)
	r.number("dz", dz)
	if t != nil {
		r.number("t", &t.T)
		r.number("df", &t.DF)
		r.number("p", &t.P)
		r.number("p_holm", t.PHolm)
		r.number("p_bh", t.PBH)
	}
	if s != nil {
		r.number("below", &s.Below)
		r.number("met", &s.Met)
		r.number("above", &s.Above)
	}
}

package compose

import (
	"math"
	"strings"
	"testing"

	"servqual/report"
	"servqual/survey/lang"
	"servqual/survey/tally"
)

// cellsOf reads a row of a grid by the heads of its columns.
func cellsOf(t *testing.T, g *report.Grid, r int) (names []string, cells map[string]float64) {
	t.Helper()
	var row report.GridRow
	g.Reader()(r, &row)
	if row.Len() != len(g.Columns) || len(row.Names()) != len(g.Names) {
		t.Fatalf("%d names and %d numbers for %d and %d columns", len(row.Names()), row.Len(), len(g.Names), len(g.Columns))
	}
	cells = map[string]float64{}
	for i, c := range g.Columns {
		head := strings.TrimSpace(c.About + " " + c.Label.In(lang.En))
		if _, twice := cells[head]; twice {
			t.Fatalf("two columns %q", head)
		}
		if v, ok := row.At(i); ok {
			cells[head] = v
		} else {
			cells[head] = math.NaN()
		}
	}
	return row.Names(), cells
}

// expected are the figures of the JSON under the heads of the columns.
func expected(s *ScoreSet) map[string]*float64 {
	out := map[string]*float64{}
	level := func(head string, l *LevelJSON) {
		if l == nil {
			l = &LevelJSON{Mean: math.NaN()}
		}
		out[head], out[head+" SD"] = &l.Mean, l.SD
	}
	gap := func(head string, e *EstimateJSON) {
		if e == nil {
			e = &EstimateJSON{Mean: math.NaN()}
		}
		out[head], out[head+" SD"] = &e.Mean, e.SD
	}
	for i := range s.Items {
		it := &s.Items[i]
		out[it.ID+" n"] = &it.N
		level(it.ID+" expectation", it.Expectation)
		level(it.ID+" perception", it.Perception)
		gap(it.ID+" gap", it.Gap)
	}
	for i := range s.Dimensions {
		d := &s.Dimensions[i]
		out[d.ID+" n"], out[d.ID+" weight"] = &d.N, d.Weight
		level(d.ID+" expectation", d.Expectation)
		level(d.ID+" perception", d.Perception)
		gap(d.ID+" gap", d.Gap)
		for _, m := range []string{"expectation", "perception", "gap"} {
			if a, ok := d.Alpha[m]; ok {
				out[d.ID+" "+m+" α"] = &a.Value
			} else {
				out[d.ID+" "+m+" α"] = nil
			}
		}
	}
	for head, e := range map[string]*EstimateJSON{"weighted gap": s.Overall.Weighted, "unweighted gap": s.Overall.Unweighted, "SERVPERF": s.Overall.Servperf, "weighted SERVPERF": s.Overall.ServperfWeighted} {
		gap(head, e)
		if e == nil {
			e = &EstimateJSON{}
		}
		out[head+", low"], out[head+", high"] = e.Lo, e.Hi
	}
	return out
}

func TestTheTableOfSegmentsHasTheFiguresOfTheJSON(t *testing.T) {
	one, both := streamSet(t, "servperf-22"), streamSet(t, "servqual-22")
	weighed := caseOf(t, lang.En, "aftersales/2026-10.csv").Set
	for _, x := range []struct {
		set     *tally.Set
		columns int
	}{
		{both, 220}, {both.Rollup("unit"), 220}, {both.Rollup(), 220},
		{one, 95}, {weighed, 221}, {weighed.Rollup("wave"), 221}, // one outcome more
	} {
		want, g := scoresOf(t, x.set, AllFigures, DefaultCells), SegmentGrid(x.set, lang.En, 0.95, "2026-10-31", DefaultCells)
		if len(g.Columns) != x.columns {
			t.Errorf("%d columns, want %d", len(g.Columns), x.columns)
		}
		if len(x.set.By()) == 0 {
			want.Segments = []Segment{{ScoreSet: want.ScoreSet}}
		}
		if g.Rows != len(want.Segments) {
			t.Fatalf("%d rows for %d segments", g.Rows, len(want.Segments))
		}
		withheld := 0
		for r := range g.Rows {
			names, cells := cellsOf(t, g, r)
			for i, f := range x.set.By() {
				if names[i] != want.Segments[r].Names[f] {
					t.Errorf("row %d is of %q", r, names)
				}
			}
			figures, n := expected(&want.Segments[r].ScoreSet), float64(want.Segments[r].N)
			figures["responses"] = &n
			for _, o := range want.Segments[r].Outcomes {
				figures[fieldLabel(x.set.Plan().Study(), o.Field).En] = &o.Mean
			}
			if n < 5 {
				withheld++
				figures = map[string]*float64{"responses": &n}
			}
			for head, v := range cells {
				w, known := figures[head]
				if !known && !math.IsNaN(v) {
					t.Errorf("no figure behind %q", head)
				}
				if w == nil && !math.IsNaN(v) || w != nil && *w != v && !(math.IsNaN(*w) && math.IsNaN(v)) {
					t.Errorf("row %d, %s: %v, want %v", r, head, v, w)
				}
			}
		}
		if x.set == both && (withheld == 0 || withheld == g.Rows) {
			t.Errorf("%d of %d segments are too small", withheld, g.Rows)
		}
	}
}

func TestTheLegendNamesEveryDimensionAndItem(t *testing.T) {
	g := SegmentGrid(streamSet(t, "servqual-22"), lang.Zh, 0.9, "", DefaultCells)
	if len(g.Legend) != 27 || g.Legend[0].Name == "" || g.Legend[26].Text.IsZero() {
		t.Errorf("legend %v", g.Legend)
	}
	if n := g.Names[1]; n.Label.Zh != "单位" || n.Widest == "" {
		t.Errorf("names %+v", g.Names)
	}
}

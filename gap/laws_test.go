package gap

import (
	"fmt"
	"math"
	"reflect"
	"strconv"
	"strings"
	"testing"

	"servqual/fixtures/oracle"
	"servqual/survey"
	"servqual/survey/stats"
	"servqual/survey/tally"
)

func whole(t *testing.T) *Analysis {
	t.Helper()
	return Analyse(customers(), managers().tally(t, ManagersForm), staff().tally(t, StaffForm), DefaultAnalysis)
}

// With three managers there are differences and no tests, and every one says
// why.
func TestThreeManagersGiveDifferencesOnly(t *testing.T) {
	a := Analyse(customers(), managers().first(3).tally(t, ManagersForm), nil, DefaultAnalysis)
	if len(a.Knowledge.Dimensions) != 5 || len(a.Knowledge.Items) != 22 {
		t.Fatalf("%d dimensions, %d items", len(a.Knowledge.Dimensions), len(a.Knowledge.Items))
	}
	for _, d := range append(a.Knowledge.Dimensions, a.Knowledge.Items...) {
		if !d.Diff.Defined || d.Test.Defined || d.Diff.HasInterval() || d.Significant() {
			t.Errorf("%s: %+v", d.Ref, d)
		}
		if why := d.Diff.Notes; len(why) != 1 || why[0].Code != stats.TooFew || !reflect.DeepEqual(why[0].Args, []float64{3, 5}) {
			t.Errorf("%s does not say why: %+v", d.Ref, why)
		}
	}
	for _, c := range a.Causes {
		if c.Score.HasInterval() || c.Reliability.Defined {
			t.Errorf("%s: interval or reliability on three answers", c.ID)
		}
	}
	// The items by |difference|, by hand from the first three rows: largest first.
	last := math.Inf(1)
	for _, i := range a.Knowledge.Misread {
		v := math.Abs(a.Knowledge.Items[i].Diff.Value)
		if v > last {
			t.Error("mis-read items are not in order")
		}
		last = v
	}
	if c := a.Chain.Links[0]; c.Tested || c.State == Broken {
		t.Errorf("the chain calls an untested difference broken: %+v", c)
	}
}

func TestAnyGroupMayBeAbsent(t *testing.T) {
	c, m, s := customers(), managers().tally(t, ManagersForm), staff().tally(t, StaffForm)
	empty := tally.NewTally(c.Plan())
	for mask := range 8 {
		pick := func(bit int, x *tally.Tally) *tally.Tally {
			if mask&bit != 0 {
				return x
			}
			if bit == 1 {
				return empty // a file without rows is as good as none
			}
			return nil
		}
		a := Analyse(pick(1, c), pick(2, m), pick(4, s), DefaultAnalysis)
		for what, got := range map[string][2]bool{
			"gap 1": {a.Knowledge != nil, mask&3 == 3}, "gap 2": {a.Standards != nil, mask&2 != 0}, "gap 3": {a.Delivery != nil, mask&4 != 0},
			"gap 4": {a.Promises != nil, mask&4 != 0}, "gap 5": {a.Service != nil, mask&1 != 0}, "variant": {a.SelfImage != nil, mask&5 == 5},
			"gap 6": {a.Staffs != nil, false}, "gap 7": {a.Internal != nil, false}, "verdicts": {a.Verdicts != nil, mask&1 != 0},
			"points": {a.Points != nil, false}, "facets": {a.Facets != nil, false}, "dimensions": {len(a.Dimensions) == 5, mask != 0},
		} {
			if got[0] != got[1] {
				t.Errorf("groups %03b: %s %v", mask, what, got[0])
			}
		}
		finite(t, reflect.ValueOf(a), fmt.Sprintf("groups %03b", mask))
	}
}

// finite fails on any NaN or infinity inside a result.
func finite(t *testing.T, v reflect.Value, where string) {
	t.Helper()
	switch v.Kind() {
	case reflect.Float64:
		if f := v.Float(); math.IsNaN(f) || math.IsInf(f, 0) {
			t.Errorf("%s is %v", where, f)
		}
	case reflect.Pointer, reflect.Interface:
		if !v.IsNil() {
			finite(t, v.Elem(), where)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			finite(t, v.Field(i), where+"."+v.Type().Field(i).Name)
		}
	case reflect.Slice, reflect.Array:
		for i := range v.Len() {
			finite(t, v.Index(i), where+"["+strconv.Itoa(i)+"]")
		}
	}
}

// Adding one point to what managers say moves gap 1 by one and nothing else of
// it; the t-test's spread stays.
func TestGap1MovesWithTheManagers(t *testing.T) {
	p := managers()
	for r := range p.rows {
		for k := 1; k <= 22; k++ {
			col := "ME" + strconv.Itoa(k)
			if v := p.rows[r][1+k-1]; v == "7" {
				p = p.change(r, col, "6") // room to add one
			}
		}
	}
	up := people{p.head, nil}
	for _, row := range p.rows {
		next := append([]string(nil), row...)
		for k := range 22 {
			v, _ := strconv.Atoi(row[1+k])
			next[1+k] = strconv.Itoa(v + 1)
		}
		up.rows = append(up.rows, next)
	}
	a := Analyse(customers(), p.tally(t, ManagersForm), nil, DefaultAnalysis)
	b := Analyse(customers(), up.tally(t, ManagersForm), nil, DefaultAnalysis)
	for i := range a.Knowledge.Dimensions {
		x, y := a.Knowledge.Dimensions[i], b.Knowledge.Dimensions[i]
		near(t, x.Ref, y.Diff.Value, x.Diff.Value+1, 1e-12)
		near(t, x.Ref+" se", y.Diff.SE, x.Diff.SE, 1e-12)
	}
}

// Gaps 6 and 7 close a triangle with gap 1: (staff − customers) − (managers −
// customers) = staff − managers. Here staff answer as managers do, one point
// higher on one item.
func TestGaps6And7WithGap1(t *testing.T) {
	m := managers()
	as := people{nil, m.rows}
	three, _ := Preset(ThreeGroups)
	for i, h := range m.head {
		if i >= 1 && i <= 22 {
			h = three.Items[i-1].ID
		}
		as.head = append(as.head, h)
	}
	crew := people{as.head, append(append([][]string(nil), as.rows...), as.rows[:3]...)}
	a := Analyse(customers(), as.tally(t, ThreeGroups), crew.tally(t, ThreeGroups), DefaultAnalysis)
	if a.Staffs == nil || a.Internal == nil || a.Knowledge == nil {
		t.Fatal("gap 1, 6 or 7 is missing")
	}
	for d := range 5 {
		g1, g6, g7 := a.Knowledge.Dimensions[d], a.Staffs.Dimensions[d], a.Internal.Dimensions[d]
		near(t, g7.Ref, g7.Diff.Value, g6.Diff.Value-g1.Diff.Value, 1e-12)
	}
	if a.Staffs.Items[0].Ref != "gap6/TAN1" || a.Internal.Dimensions[1].Ref != "gap7/REL" {
		t.Errorf("references %s %s", a.Staffs.Items[0].Ref, a.Internal.Dimensions[1].Ref)
	}
	// The same values whether managers answered on the form or as a third group.
	form := Analyse(customers(), m.tally(t, ManagersForm), nil, DefaultAnalysis)
	if !reflect.DeepEqual(form.Knowledge, a.Knowledge) {
		t.Error("gap 1 depends on the form that managers answered")
	}
}

func TestPointsOfManagersAndCustomers(t *testing.T) {
	p := managers().with("W_TAN", "30", "20").with("W_REL", "10").with("W_RES", "20").with("W_ASS", "20").with("W_EMP", "20", "30")
	a := Analyse(customers(), p.tally(t, ManagersForm), nil, DefaultAnalysis)
	if a.Points == nil || a.Points.Managers != 7 || a.Points.Customers != 120 {
		t.Fatalf("%+v", a.Points)
	}
	want := oracle.Values()
	near(t, "customers' points", a.Points.Rows[1].Customers, want["dim.weight.REL"], 1e-11)
	near(t, "REL", a.Points.Rows[1].Diff, 10-want["dim.weight.REL"], 1e-11)
	near(t, "TAN", a.Points.Rows[0].Managers, (4*30+3*20)/7.0, 1e-12)
	if r := a.Points.Rank; !r.Defined || r.HasInterval() || r.Value >= 0 {
		t.Errorf("the orders are all but reversed, r %+v", r)
	}
}

func TestSpearmanAgreesWithR(t *testing.T) {
	// cor(x, y, method="spearman") with ties; the interval by Bonett & Wright's
	// formula, tanh(atanh(r) ± qnorm(.975)·sqrt((1+r²/2)/7)).
	x := []float64{3, 1, 4, 1, 5, 9, 2, 6, 5, 3}
	y := []float64{2, 7, 1, 8, 2, 8, 1, 8, 2, 8}
	e := Spearman(x, y, 0.95)
	near(t, "r", e.Value, rOracle["spearman.r"], 1e-12)
	near(t, "lo", e.Lo, rOracle["spearman.lo"], 1e-9)
	near(t, "hi", e.Hi, rOracle["spearman.hi"], 1e-9)
	for i := range x {
		x[i] = math.Exp(x[i]) // ranks do not mind
	}
	if again := Spearman(x, y, 0.95); again.Value != e.Value {
		t.Errorf("%v after a monotone change, %v before", again.Value, e.Value)
	}
	if e := Spearman([]float64{1, 2, 3, 4, 5}, []float64{2, 3, 5, 7, 11}, 0.95); e.Value != 1 || e.HasInterval() {
		t.Errorf("perfect order: %+v", e)
	}
	for n := range 3 {
		finite(t, reflect.ValueOf(Spearman(make([]float64, n), make([]float64, n), 0.95)), strconv.Itoa(n))
	}
}

// The shares of the H/W rule add to one, and a tolerance only moves customers
// into the middle.
func TestVerdictsByHand(t *testing.T) {
	exact := whole(t).Verdicts
	o := DefaultAnalysis
	o.Tolerance = 1
	wide := Analyse(customers(), nil, nil, o).Verdicts
	for i, v := range exact.Items {
		near(t, v.Ref, v.Dissatisfied.Value+v.Satisfied.Value+v.Delighted.Value, 1, 1e-12)
		if wide.Items[i].Satisfied.Value < v.Satisfied.Value {
			t.Errorf("%s: fewer are satisfied with a tolerance", v.Ref)
		}
	}
	// By hand: item 7 of customers.csv, counted with awk -F, over E7 and P7.
	below, met, above := 0.0, 0.0, 0.0
	b := oracle.Customers()
	for r := range b.N {
		switch e, p := b.Answers[12][r], b.Answers[13][r]; {
		case p < e:
			below++
		case p == e:
			met++
		default:
			above++
		}
	}
	v := exact.Items[6]
	near(t, "below", v.Dissatisfied.Value, below/120, 1e-12)
	near(t, "met", v.Satisfied.Value, met/120, 1e-12)
	near(t, "above", v.Delighted.Value, above/120, 1e-12)
	// A dimension of four: with a tolerance of 0.5 a mean gap of ±0.5 is equal.
	got := sharesOf(Topic{}, stats.NewFreq(4, map[int64]float64{-3: 1, -2: 2, 0: 3, 2: 4, 3: 5}), AnalysisOptions{Level: 0.95, Tolerance: 0.5})
	if got.Dissatisfied.Value != 1.0/15 || got.Satisfied.Value != 9.0/15 || got.Delighted.Value != 5.0/15 {
		t.Errorf("%+v", got)
	}
	few := sharesOf(Topic{}, stats.NewFreq(1, map[int64]float64{-1: 4, 1: 5}), DefaultAnalysis)
	if few.Dissatisfied.Defined || few.Dissatisfied.Notes[0].Code != stats.Suppressed || few.N != 9 {
		t.Errorf("the distribution of nine people shows: %+v", few)
	}
}

func TestFacetsAgreeWithR(t *testing.T) {
	// t.test(rowMeans(g[,1:2]) − rowMeans(g[,3:4])) of the four Tangibles gaps.
	s := customerStudy()
	s.Facets = []survey.Facet{{ID: "env"}, {ID: "staff"}, {ID: "never"}}
	for i, f := range []string{"env", "env", "staff", "staff", "firm"} {
		s.Items[i].Facet = f
	}
	set := tally.NewSet(tally.NewPlan(s, tally.Options{}))
	set.Add(oracle.Customers())
	a := Analyse(set.Total(), nil, nil, DefaultAnalysis)
	g := a.Facets
	if len(g.Facets) != 3 || g.Facets[2].ID != "firm" {
		t.Fatalf("facets %+v", g.Facets)
	}
	row := g.Rows[0]
	diff := row.Cells[0].Gap.Value - row.Cells[1].Gap.Value
	near(t, "env − staff", diff, rOracle["facet.TAN"], 1e-11)
	if row.Lead != 0 || row.Cells[2].Items != 0 {
		t.Errorf("lead %d, cells %+v", row.Lead, row.Cells)
	}
	near(t, "lo", row.Between.Lo, rOracle["facet.lo"], 1e-9)
	near(t, "hi", row.Between.Hi, rOracle["facet.hi"], 1e-9)
	near(t, "halves", (row.Cells[0].Gap.Value+row.Cells[1].Gap.Value)/2, a.Service.Dimensions[0].Gap.Value, 1e-12)
	if g.Rows[1].Lead != -1 {
		t.Error("one facet has no half to lead")
	}
}

// Hostile: other scales, other instruments, constant answers, forms whose
// columns are all empty.
func TestHostileGroups(t *testing.T) {
	s, _ := Preset(ManagersForm)
	s.Scale = survey.Scale{Min: 1, Max: 9}
	a := Analyse(customers(), managers().set(t, s).Total(), nil, DefaultAnalysis)
	if a.Knowledge == nil || len(a.Knowledge.Dimensions) != 0 || a.Knowledge.Notes[0].Code != ScalesDiffer {
		t.Errorf("1–7 against 1–9: %+v", a.Knowledge)
	}
	if a.Chain.Links[0].State != Unmeasured {
		t.Error("the chain counts a gap that can't be computed")
	}

	s, _ = Preset(ManagersForm)
	s.Items = append(s.Items[:2:2], s.Items[3:]...) // one item short: dimensions yes, items no
	a = Analyse(customers(), managers().set(t, s).Total(), nil, DefaultAnalysis)
	if n := len(a.Knowledge.Items); n != 18 || a.Knowledge.Notes[0].Code != NotTheSame {
		t.Errorf("%d items, notes %+v", n, a.Knowledge.Notes)
	}

	flat := people{managers().head, nil}
	for range 6 {
		row := []string{"x"}
		for range flat.head[1:] {
			row = append(row, "4")
		}
		flat.rows = append(flat.rows, row)
	}
	a = Analyse(customers(), flat.tally(t, ManagersForm), nil, DefaultAnalysis)
	finite(t, reflect.ValueOf(a), "flat")
	if d := a.Knowledge.Dimensions[0]; !d.Test.Defined { // customers vary: Welch needs only one side to
		t.Errorf("one constant side: %+v", d.Test.Notes)
	}
	for _, c := range a.Causes {
		if c.Reliability.Defined {
			t.Errorf("%s: constant answers have a reliability", c.ID)
		}
	}

	bare := people{[]string{"id"}, [][]string{{"1"}, {"2"}, {"3"}, {"4"}, {"5"}}}
	a = Analyse(customers(), bare.tally(t, ManagersForm), bare.tally(t, StaffForm), DefaultAnalysis)
	if a.Knowledge != nil || a.Standards != nil || a.Delivery != nil || len(a.Causes) != 0 || a.SelfImage != nil {
		t.Error("gaps out of empty forms")
	}
	finite(t, reflect.ValueOf(a), "empty forms")
}

func TestFormsForOtherQuestionnaires(t *testing.T) {
	m, s := FormsFor(customerStudy())
	if m.Instrument != ManagersForm || s.Instrument != StaffForm {
		t.Errorf("the published battery takes the published forms, not %q %q", m.Instrument, s.Instrument)
	}
	own := customerStudy()
	own.Scale = survey.Scale{Min: 1, Max: 5}
	own.Dimensions = own.Dimensions[1:3]
	own.Items = own.Items[4:13]
	m, s = FormsFor(own)
	for _, f := range []*survey.Study{m, s} {
		if err := f.Validate(); err != nil {
			t.Fatal(err)
		}
	}
	var ids []string
	for _, it := range m.Items[:12] {
		ids = append(ids, it.ID)
	}
	if got := strings.Join(ids, " "); got != "ME1 ME2 ME3 ME4 ME5 ME6 ME7 ME8 ME9 G2_REL G2_RES A1" {
		t.Errorf("managers' items %s", got)
	}
	if len(s.Items) != 4+30 || s.Items[3].ID != "G4_RES" || s.Items[3].About != "RES" || len(s.Items[3].None) != 0 || len(s.Items[0].None) == 0 {
		t.Errorf("staff's items %+v", s.Items[:4])
	}
}

func TestSplitByType(t *testing.T) {
	for name, want := range map[string]Group{"顾客": Customers, " Contact staff": Staff, "MANAGERS": Managers, "一线员工": Staff, "经理": Managers} {
		if g, ok := GroupOf(name); !ok || g != want {
			t.Errorf("%q is %v", name, g)
		}
	}
	if _, ok := GroupOf("路人"); ok {
		t.Error("a passer-by is in a group")
	}
	s, _ := Preset(ThreeGroups)
	s.Fields = []survey.Field{survey.NewField(survey.FieldType, "t")}
	b := &survey.Batch{N: 5, Answers: make([][]survey.Code, s.Slots())}
	b.Groups = []survey.Category{{Field: survey.FieldType, Names: []string{"顾客", "manager", "路人"}, Codes: []int32{0, 0, 1, 2, -1}}}
	set := tally.NewSet(tally.NewPlan(s, tally.Options{}), survey.FieldType)
	set.Add(b)
	c, m, x, unknown := SplitByType(set)
	if c.Total().N() != 2 || m.Total().N() != 1 || x.Total().N() != 0 || !reflect.DeepEqual(unknown, []string{"", "路人"}) {
		t.Errorf("%d %d %d %q", c.Total().N(), m.Total().N(), x.Total().N(), unknown)
	}
}

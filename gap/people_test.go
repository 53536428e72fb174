package gap

import (
	"slices"
	"strconv"
	"testing"

	"servqual/fixtures/oracle"
	"servqual/survey"
	"servqual/survey/tally"
)

// customerStudy is the five-dimension battery of 22 items with E and P.
func customerStudy() *survey.Study {
	s, _ := Preset(ThreeGroups)
	s.Sides = []survey.Side{survey.Expectation, survey.Perception}
	s.Weights = map[string]string{}
	for _, d := range s.Dimensions {
		s.Weights[d.ID] = "W_" + d.ID
	}
	s.Fields = []survey.Field{survey.NewField(survey.FieldUnit, "branch")}
	return s
}

// customers is the oracle's 120 customers.
func customers() *tally.Tally { return customerSet().Total() }

func customerSet() *tally.Set {
	set := tally.NewSet(tally.NewPlan(customerStudy(), tally.Options{}), survey.FieldUnit)
	set.Add(oracle.Customers())
	return set
}

// people makes answers out of records: column → text. Reversed items are
// recoded and the items' own "none" answers read, as load does.
type people struct {
	head []string
	rows [][]string
}

func oraclePeople(file string) people {
	rows := oracle.Rows(file)
	return people{rows[0], rows[1:]}
}

func managers() people { return oraclePeople("managers.csv") }
func staff() people    { return oraclePeople("staff.csv") }

// set folds people as answers to a form. Each is in the unit that units names
// in turn.
func (p people) set(t *testing.T, s *survey.Study, units ...string) *tally.Set {
	t.Helper()
	b := &survey.Batch{N: len(p.rows), Answers: make([][]survey.Code, s.Slots())}
	for i, it := range s.Items {
		col := slices.Index(p.head, it.ID)
		if col < 0 {
			continue
		}
		for _, row := range p.rows {
			c := survey.Missing
			if v, err := strconv.Atoi(row[col]); err == nil {
				c = survey.Code(v)
			} else if slices.Contains(it.None, row[col]) {
				c = survey.NotApplicable
			} else if row[col] != "" {
				t.Fatalf("%s: answer %q", it.ID, row[col])
			}
			if it.Reversed {
				c = s.Scale.Reverse(c)
			}
			b.Answers[s.Slot(i, 0)] = append(b.Answers[s.Slot(i, 0)], c)
		}
	}
	p.points(b, s)
	if len(units) == 0 {
		units = []string{"A"}
	}
	unit := survey.Category{Field: survey.FieldUnit, Names: units}
	for r := range p.rows {
		unit.Codes = append(unit.Codes, int32(r%len(units)))
	}
	b.Groups = []survey.Category{unit}
	s.Fields = []survey.Field{survey.NewField(survey.FieldUnit, "branch")}
	set := tally.NewSet(tally.NewPlan(s, tally.Options{}), survey.FieldUnit)
	set.Add(b)
	return set
}

func (p people) points(b *survey.Batch, s *survey.Study) {
	for d, dim := range s.Dimensions {
		col := slices.Index(p.head, "W_"+dim.ID)
		if col < 0 {
			continue
		}
		if b.Weights == nil {
			b.Weights = make([][]int32, len(s.Dimensions))
			s.Weights = map[string]string{}
		}
		s.Weights[dim.ID] = p.head[col]
		for _, row := range p.rows {
			v, _ := strconv.Atoi(row[col])
			b.Weights[d] = append(b.Weights[d], int32(100*v))
		}
	}
}

func (p people) tally(t *testing.T, form string) *tally.Tally {
	t.Helper()
	s, ok := Preset(form)
	if !ok {
		t.Fatal(form)
	}
	return p.set(t, s).Total()
}

// with adds a column with the same answer for everybody.
func (p people) with(name string, answer ...string) people {
	out := people{append(slices.Clone(p.head), name), nil}
	for i, row := range p.rows {
		out.rows = append(out.rows, append(slices.Clone(row), answer[i%len(answer)]))
	}
	return out
}

func (p people) first(n int) people { return people{p.head, p.rows[:n]} }

// change sets a cell.
func (p people) change(row int, column, to string) people {
	out := people{p.head, nil}
	for _, r := range p.rows {
		out.rows = append(out.rows, slices.Clone(r))
	}
	out.rows[row][slices.Index(p.head, column)] = to
	return out
}

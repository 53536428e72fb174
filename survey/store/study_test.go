package store

import (
	"reflect"
	"testing"

	"servqual/survey"
	"servqual/survey/lang"
	"servqual/survey/tally"
)

func planOf(s *survey.Study) *tally.Plan { return tally.NewPlan(s, tallied) }

func TestStudyComesBack(t *testing.T) {
	s := sampleStudy()
	x, err := takeSnapshot(s)
	if err != nil {
		t.Fatal(err)
	}
	got, err := x.study()
	if err != nil {
		t.Fatal(err)
	}
	if want := settled(s); !reflect.DeepEqual(got, want) {
		t.Errorf("\n got %+v\nwant %+v", got, want)
	}
}

// TestStudyThatCantComeBackIsRefused: what could not be read again is an error
// when it is stored, not when it is wanted.
func TestStudyThatCantComeBackIsRefused(t *testing.T) {
	w := create(t, t.TempDir()+"/w.db")
	bad := changed(func(s *survey.Study) { s.Dimensions[2].Causes = 1 }) // and has a column of points
	if _, err := w.Import(t.Context(), sampleImport(bad, "2026-10", "朝阳店", "a", sampleBatch(bad, 1, 10))); err == nil {
		t.Error("stored")
	}
	if info := must[[]Info](t)(w.List(t.Context(), Filter{})); len(info) != 0 {
		t.Errorf("%+v", info)
	}
}

// changed gives the sample study after a change.
func changed(change func(*survey.Study)) *survey.Study {
	s := sampleStudy()
	change(s)
	return s
}

var studyChanges = []struct {
	name   string
	change func(*survey.Study)
	kind   Kind
}{
	{"scale", func(s *survey.Study) { s.Scale.Max = 5 }, ScaleDiffers},
	{"side", func(s *survey.Study) {
		for i := range s.Items {
			delete(s.Items[i].Columns, s.Sides[0])
		}
		s.Sides = s.Sides[1:]
	}, SidesDiffer},
	{"item gone", func(s *survey.Study) { s.Items = s.Items[:len(s.Items)-1] }, ItemsDiffer},
	{"item new", func(s *survey.Study) { s.Items = append(s.Items, survey.Item{ID: "NEW", Dimension: "REL"}) }, ItemsDiffer},
	{"item moved", func(s *survey.Study) { s.Items[0].Dimension = "REL" }, ItemsDiffer},
	{"apart", func(s *survey.Study) { s.Dimensions[2].Causes = 1; delete(s.Weights, "RES") }, ItemsDiffer},
	{"outcome", func(s *survey.Study) { s.Outcomes["overall"] = survey.Outcome{Min: 1, Max: 5} }, OutcomeDiffers},
	{"wording", func(s *survey.Study) { s.Items[1].Label = lang.T("新", "new") }, WordingDiffers},
}

func TestDifferences(t *testing.T) {
	if d := Differences(sampleStudy(), sampleStudy()); len(d) != 0 {
		t.Errorf("a study differs from itself: %+v", d)
	}
	for _, c := range studyChanges {
		d := Differences(changed(c.change), sampleStudy())
		if len(d) == 0 {
			t.Errorf("%s: no difference", c.name)
			continue
		}
		for _, x := range d {
			if x.Kind != c.kind || x.Text.Zh == "" || x.Text.En == "" {
				t.Errorf("%s: %+v", c.name, x)
			}
		}
	}
}

// TestWavesOfOtherStudies: what can't be counted together is told apart, the
// rest is counted and noted.
func TestWavesOfOtherStudies(t *testing.T) {
	for _, c := range studyChanges {
		t.Run(c.name, func(t *testing.T) {
			w := create(t, t.TempDir()+"/w.db")
			old := changed(c.change)
			mustImport(t, w, sampleImport(old, "2026-08", "朝阳店", "a", sampleBatch(old, 1, 30)))
			now := sampleStudy()
			mustImport(t, w, sampleImport(now, "2026-09", "朝阳店", "b", sampleBatch(now, 2, 20)))
			mustImport(t, w, sampleImport(now, "2026-10", "朝阳店", "c", sampleBatch(now, 3, 25)))
			r := must[*Reading](t)(w.Read(t.Context(), Query{By: []string{"wave"}}))
			_, _, err := w.Set(t.Context(), Filter{})
			if !c.kind.Apart() {
				if err != nil || r.Set.Total().N() != 75 || len(r.Notes) != 1 || r.Notes[0].Waves[0] != "2026-08" || len(r.Apart) != 0 {
					t.Errorf("n %d, notes %+v, %v", r.Set.Total().N(), r.Notes, err)
				}
				if n := r.Set.Total().OutcomeFreq("overall").N(); c.kind == OutcomeDiffers && n != 45 {
					t.Errorf("overall of %v respondents, want the 45 asked on the same scale", n)
				}
				return
			}
			if !Is(err, Unlike) {
				t.Errorf("Set: %v", err)
			}
			if n := r.Set.Total().N(); n != 45 || len(r.Apart) != 1 || r.Apart[0].Waves[0] != "2026-08" || r.Apart[0].Set.Total().N() != 30 || len(r.Apart[0].Differences) == 0 {
				t.Errorf("n %d, apart %+v", n, r.Apart)
			}
			// With the old wave in focus it is the others that are apart.
			r = must[*Reading](t)(w.Read(t.Context(), Query{Focus: "2026-08"}))
			if n := r.Set.Total().N(); n != 30 || len(r.Apart) != 1 || len(r.Apart[0].Waves) != 2 {
				t.Errorf("focus on the old wave: n %d, apart %+v", n, r.Apart)
			}
		})
	}
}

// TestFieldsAreUnited: a field that only some waves have is kept.
func TestFieldsAreUnited(t *testing.T) {
	w := create(t, t.TempDir()+"/w.db")
	bare := changed(func(s *survey.Study) { s.Fields, s.Weights = nil, nil })
	b := sampleBatch(bare, 1, 30)
	b.Groups, b.Scores, b.Multis, b.Weights = nil, nil, nil, nil
	full := sampleStudy()
	mustImport(t, w, sampleImport(full, "2026-09", "朝阳店", "a", sampleBatch(full, 2, 20)))
	mustImport(t, w, sampleImport(bare, "2026-10", "朝阳店", "b", b))
	r := must[*Reading](t)(w.Read(t.Context(), Query{By: []string{"region"}}))
	total := r.Set.Total()
	if total.N() != 50 || total.OutcomeFreq("overall").N() != 20 {
		t.Errorf("n %d, overall %v", total.N(), total.OutcomeFreq("overall").N())
	}
	if _, names := total.Named("complaint"); names == 0 {
		t.Error("complaints of September are lost")
	}
	if _, _, ok := total.Weight(0); !ok {
		t.Error("points of September are lost")
	}
}

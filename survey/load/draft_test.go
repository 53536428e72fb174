package load_test

import (
	"fmt"
	"slices"
	"testing"

	"servqual/survey"
	"servqual/survey/load"
)

func open(t *testing.T, g grid) *load.Source {
	t.Helper()
	src, err := load.Open(text(g), options())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(src.Close)
	return src
}

// TestDraftPairsCodes: E39 … E60 and P39 … P60 become 22 items with two sides,
// on the scale of the answers; the draft then reads the file.
func TestDraftPairsCodes(t *testing.T) {
	g := goodRows(40)
	for k := range 44 {
		g[0][colE1+k] = fmt.Sprintf("%c%d", "EP"[k/22], 39+k%22)
	}
	s := open(t, g).Study()
	if len(s.Items) < 22 || s.Items[0].ID != "Q39" || s.Items[0].Columns[survey.Expectation] != "E39" || s.Items[0].Columns[survey.Perception] != "P39" {
		t.Fatalf("draft %+v", s)
	}
	if !slices.Equal(s.Sides, []survey.Side{survey.Expectation, survey.Perception}) || s.Scale.Min != 1 || s.Scale.Max != 7 {
		t.Errorf("sides %v scale %v", s.Sides, s.Scale)
	}
	if err := s.Validate(); err != nil {
		t.Error(err)
	}
	opt := options()
	opt.Study = s
	r := mustRead(t, opt, text(g)...)
	if got, want := r.answers["Q39 perception"][3], number(g[4][colP1]); got != want {
		t.Errorf("Q39 perception = %d, want %d", got, want)
	}
}

// TestDraftPairsWords: "Advising" and "Advising - Importance".
func TestDraftPairsWords(t *testing.T) {
	g := goodRows(40)
	for k := range 44 {
		g[0][colE1+k] = fmt.Sprintf("Service desk %c", 'A'+k%22)
		if k < 22 {
			g[0][colE1+k] += " - Importance"
		}
	}
	s := open(t, g).Study()
	if len(s.Items) != 22 || s.Items[0].Columns[survey.Importance] != "Service desk A - Importance" || s.Items[0].Columns[survey.Perception] != "Service desk A" {
		t.Fatalf("draft %+v", s)
	}
}

// TestDraftKnowsLettersFromSides: A1 … E5 of a personality test are no sides,
// and a recognised instrument needs no draft.
func TestDraftKnowsLettersFromSides(t *testing.T) {
	g := goodRows(40)
	for k := range 44 {
		g[0][colE1+k] = fmt.Sprintf("%c%d", 'A'+k/5, k%5+1)
	}
	s := open(t, g).Study()
	if !slices.Equal(s.Sides, []survey.Side{survey.Perception}) || len(s.Items) < 44 {
		var ids []string
		for _, it := range s.Items {
			ids = append(ids, it.Label.Zh)
		}
		t.Fatalf("draft %v: %d items %v", s.Sides, len(ids), ids)
	}
	if open(t, goodRows(10)).Draft() {
		t.Error("a draft of what was recognised")
	}
	if s := open(t, grid{{"name", "colour"}, {"x", "red"}, {"y", "blue"}}).Study(); len(s.Items) > 0 {
		t.Errorf("a draft of nothing: %+v", s.Items)
	}
}

package load

import (
	"math/rand/v2"
	"testing"

	"servqual/survey"
)

// Rows that the pairs pass over vary enough in fact, those without a missing
// answer are passed over whenever they do; their answers are counted, and have
// one hash exactly where they are the same, with every kind of missing answer.
func TestScreeningInPairs(t *testing.T) {
	r := rand.New(rand.NewPCG(11, 12))
	passed, kept := 0, 0
	for round := range 400 {
		items, others, n, high := 1+r.IntN(2*mostPairs), r.IntN(60), 1+r.IntN(40), 1+r.IntN(7)
		o := Default().Screen
		switch round % 8 {
		case 0:
			o.LongString, o.MinVariability = 0, 0
		case 1:
			o.LongString, o.MinVariability = 1.5, 9
		case 2:
			o.LongString = r.Float64()
		}
		var p plan
		p.study = &survey.Study{Scale: survey.Scale{Min: 0, Max: 7}}
		p.slots = make([]slotPlan, items+others)
		var s screenState
		for range items + others {
			s.columns = append(s.columns, make([]survey.Code, eights(n)))
		}
		perception := r.Perm(items + others)[:items]
		for i := range eights(n) {
			blanks, stays := r.IntN(3), r.IntN(10)
			last := survey.Code(r.IntN(high + 1))
			fill := func(k int) {
				if r.IntN(10) >= stays {
					last = survey.Code(r.IntN(high + 1))
				}
				s.columns[k][i] = last
				if r.IntN(20) < blanks {
					s.columns[k][i] = survey.Missing + survey.Code(r.IntN(3))
				}
			}
			for k := range s.columns {
				fill(k)
			}
			for _, k := range perception {
				fill(k)
			}
			if i > 0 && r.IntN(4) == 0 { // the row before, but for one answer at most
				for k := range s.columns {
					s.columns[k][i] = s.columns[k][i-1]
				}
				s.columns[r.IntN(len(s.columns))][i] = survey.Missing + survey.Code(r.IntN(3))
			}
		}
		for _, k := range perception {
			s.perception = append(s.perception, s.columns[k])
		}
		s.room(eights(n))
		s.pair(&p, perception, &o, eights(n))
		if len(s.fours.Pairs) == 0 {
			t.Fatalf("%d perceptions and %d others are not paired", items, others)
		}
		s.inPairs(eights(n))
		hashes := make(map[uint64]string)
		texts := make(map[string]uint64)
		for i := range n {
			var given []survey.Code
			text, all, missing, middle := "", 0, false, false
			for _, col := range s.columns {
				text += string(rune(int(col[i]) + 200))
				if col[i].Valid() {
					all++
				}
			}
			for k, col := range s.perception {
				given = append(given, col[i])
				missing = missing || !col[i].Valid()
				long := min(o.long(items), items)
				middle = middle || k > 0 && k > items-long && k < long && col[i] != given[k-1]
			}
			want := patternOf(given, nil)
			if want.all = all; int(s.all[i]) != all {
				t.Fatalf("%d answers are counted as %d", all, s.all[i])
			}
			if s.near[i] == 0 {
				passed++
				if want.changes < o.steady(items) || want.longest == want.given || o.LongString > 0 && want.longest >= o.long(items) {
					t.Fatalf("round %d: row %v is passed over: %+v", round, given, want)
				}
			} else {
				kept++
				if !missing && middle && want.changes >= max(1, o.steady(items)) {
					t.Fatalf("round %d: row %v is not passed over: %+v", round, given, want)
				}
				if got := (rowPattern{int(s.longest[i]), int(s.given[i]), int(s.changes[i]), false, all}); got != want {
					t.Fatalf("round %d: row %v: %+v, want %+v", round, given, got, want)
				}
			}
			if was, ok := hashes[s.hash[i]]; ok && was != text {
				t.Fatalf("different rows have one hash: %q %q", was, text)
			}
			if was, ok := texts[text]; ok && was != s.hash[i] {
				t.Fatalf("like rows have different hashes: %q", text)
			}
			hashes[s.hash[i]], texts[text] = text, s.hash[i]
		}
	}
	if passed < 1000 || kept < 1000 {
		t.Errorf("%d rows were passed over, %d not", passed, kept)
	}
}

// What does not fit four bits is not paired.
func TestWhatIsNotPaired(t *testing.T) {
	for _, c := range []struct {
		scale        survey.Scale
		items, slots int
		paired       bool
	}{
		{survey.Scale{Min: 1, Max: 7}, 22, 44, true},
		{survey.Scale{Min: 0, Max: 7}, 2 * mostPairs, 255, true},
		{survey.Scale{Min: 1, Max: 8}, 22, 44, false},
		{survey.Scale{Min: -1, Max: 5}, 22, 44, false},
		{survey.Scale{Min: 1, Max: 5}, 2*mostPairs + 1, 44, false},
		{survey.Scale{Min: 1, Max: 5}, 22, 256, false},
		{survey.Scale{Min: 1, Max: 5}, 0, 44, false},
	} {
		p := plan{study: &survey.Study{Scale: c.scale}, slots: make([]slotPlan, c.slots)}
		var s screenState
		var perception []int
		for k := range c.slots {
			s.columns = append(s.columns, make([]survey.Code, 8))
			if k < c.items {
				perception = append(perception, k)
			}
		}
		o := Default().Screen
		s.pair(&p, perception, &o, 8)
		if paired := len(s.fours.Pairs) > 0; paired != c.paired {
			t.Errorf("%+v: paired %v", c, paired)
		}
	}
}

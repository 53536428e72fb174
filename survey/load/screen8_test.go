package load

import (
	"math/rand/v2"
	"testing"

	"servqual/survey"
)

// rowPattern is the pattern of a row found one answer after the other.
type rowPattern struct {
	longest, given, changes int
	same                    bool
	all                     int
}

func patternOf(perception, expectation []survey.Code) (p rowPattern) {
	last, run := survey.Missing, 0
	for _, c := range perception {
		if !c.Valid() {
			continue
		}
		if p.given++; c == last {
			run++
		} else {
			if p.given > 1 {
				p.changes++
			}
			last, run = c, 1
		}
		p.longest = max(p.longest, run)
	}
	first := survey.Missing
	p.same = true
	for _, c := range expectation {
		switch {
		case !c.Valid():
		case first == survey.Missing:
			first = c
		case c != first:
			p.same = false
		}
	}
	p.same = p.same && first.Valid()
	for _, c := range append(append([]survey.Code(nil), perception...), expectation...) {
		if c.Valid() {
			p.all++
		}
	}
	return p
}

// Eight rows at a time find what one answer after the other finds, on every
// scale, with every kind of missing answer, and in long questionnaires.
func TestPatternsOfEightRows(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	for round := range 60 {
		items, n, low, high := 1+r.IntN(40), 1+r.IntN(40), -3+r.IntN(4), 2+r.IntN(9)
		if round%10 == 0 {
			items = 100 + r.IntN(27)
		}
		columns := make([][]survey.Code, 2*items)
		for k := range columns {
			columns[k] = make([]survey.Code, eights(n))
			for i := range columns[k] {
				switch r.IntN(10) {
				case 0:
					columns[k][i] = survey.Missing + survey.Code(r.IntN(3))
				case 1, 2, 3:
					columns[k][i] = survey.Code(low + r.IntN(high-low+1))
				default:
					columns[k][i] = survey.Code(low + i%(high-low+1))
				}
			}
		}
		s := screenState{columns: columns, perception: columns[:items], expectation: columns[items:]}
		s.room(eights(n))
		for at := 0; at < n; at += 8 {
			s.runs(at)
			s.sameness(at)
			s.hashes(at)
		}
		hashes := make(map[uint64]string)
		for i := range n {
			var row []survey.Code
			for _, col := range columns {
				row = append(row, col[i])
			}
			want := patternOf(row[:items], row[items:])
			got := rowPattern{int(s.longest[i]), int(s.given[i]), int(s.changes[i]), s.same[i] == 1, int(s.all[i])}
			if got != want {
				t.Fatalf("round %d row %d: %+v, want %+v: %v", round, i, got, want, row)
			}
			text := ""
			for _, c := range row {
				text += string(rune(int(c) + 200))
			}
			if was, ok := hashes[s.hash[i]]; ok && was != text {
				t.Fatalf("different rows have one hash: %q %q", was, text)
			}
			hashes[s.hash[i]] = text
		}
		texts := make(map[string]bool)
		for _, text := range hashes {
			if texts[text] {
				t.Fatal("like rows have different hashes")
			}
			texts[text] = true
		}
		// The bound that spares most rows their variance.
		for i := range n {
			if k, c := int(s.given[i]), int(s.changes[i]); k > 1 && variance(s.perception, i)*float64(k-1) < float64(c)/4-1e-9 {
				t.Fatalf("variance %v of %d answers with %d changes", variance(s.perception, i), k, c)
			}
		}
	}
}

// What look finds of a batch is what each row by itself shows, two columns at a
// time and one at a time, on scales up to seven points and longer ones, after
// batches of any other size: no row that may look careless is passed over.
func TestLookingAtABatch(t *testing.T) {
	r := rand.New(rand.NewPCG(15, 16))
	var s screenState // used again, as it stands
	scales := []survey.Scale{{Min: 1, Max: 7}, {Min: 0, Max: 10}, {Min: 1, Max: 5}, {Min: -3, Max: 3}, {Min: 1, Max: 9}}
	judged := map[bool]int{}
	for round := range 400 {
		sc := scales[round%len(scales)]
		p := &plan{study: &survey.Study{Scale: sc}}
		items, n := 1+r.IntN(25), 1+r.IntN(40)
		if round%9 == 0 {
			items = maxPattern - 2 + r.IntN(60)
		}
		slots, asked := r.Perm(2*items+5), r.IntN(items+1) // expectations of so many
		for k := range 2*items + 2 {
			p.slots = append(p.slots, slotPlan{slot: slots[k]})
		}
		order := r.Perm(len(p.slots))
		perception, expectation := order[:items], order[items:items+asked]
		w := &worker{p: p}
		w.batch.N, w.batch.Answers = n, make([][]survey.Code, 2*items+5)
		for i := range w.batch.Answers {
			w.batch.Answers[i] = make([]survey.Code, eights(n))
		}
		for i := range eights(n) {
			stays, blanks := []int{0, 5, 9, 10}[r.IntN(4)], r.IntN(3)
			same := r.IntN(3) == 0
			last := survey.Code(sc.Min + r.IntN(sc.Points()))
			for j, k := range order {
				if r.IntN(10) >= stays && !(same && j >= items) {
					last = survey.Code(sc.Min + r.IntN(sc.Points()))
				}
				c := last
				if r.IntN(20) < blanks {
					c = survey.Missing + survey.Code(r.IntN(3))
				}
				w.batch.Answers[p.slots[k].slot][i] = c
			}
			if i > 0 && r.IntN(3) == 0 { // the row before
				for _, col := range w.batch.Answers {
					col[i] = col[i-1]
				}
			}
		}
		// Another study is another screening; batches of one study are not.
		s.paired = nil
		o := Default().Screen
		s.look(w, perception, expectation, &o)
		texts, hashes := map[string]uint64{}, map[uint64]string{}
		for i := range n {
			at := func(ks []int) (row []survey.Code) {
				for _, k := range ks {
					row = append(row, w.batch.Answers[p.slots[k].slot][i])
				}
				return row
			}
			want := patternOf(at(perception[:min(items, maxPattern)]), at(expectation))
			want.all = 0
			text := ""
			for k := range p.slots {
				c := at([]int{k})[0]
				if text += string(rune(int(c) + 200)); c.Valid() {
					want.all++
				}
			}
			if int(s.all[i]) != want.all {
				t.Fatalf("round %d, row %d: %d answers, want %d", round, i, s.all[i], want.all)
			}
			if s.varied(i) != (want.longest < want.given) {
				t.Fatalf("round %d, row %d: varied %v: %+v", round, i, s.varied(i), want)
			}
			near := s.near[i] != 0
			judged[near]++
			if got := (rowPattern{int(s.longest[i]), int(s.given[i]), int(s.changes[i]), s.same[i] == 1, want.all}); near && got != want {
				t.Fatalf("round %d, row %d: %+v, want %+v", round, i, got, want)
			}
			if !near && (want.longest == want.given || want.longest >= o.long(items) || want.changes < o.steady(items)) {
				t.Fatalf("round %d, row %d is passed over: %+v", round, i, want)
			}
			if was, ok := texts[text]; ok && was != s.hash[i] {
				t.Fatalf("round %d: like rows have different hashes", round)
			}
			if was, ok := hashes[s.hash[i]]; ok && was != text {
				t.Fatalf("round %d: different rows have one hash", round)
			}
			texts[text], hashes[s.hash[i]] = s.hash[i], text
		}
	}
	if judged[true] < 1000 || judged[false] < 1000 {
		t.Errorf("%d rows were passed over, %d not", judged[false], judged[true])
	}
}

// Rows that differ in few answers from a row of one answer have hashes of their
// own.
func TestHashesOfRowsNearlyAlike(t *testing.T) {
	const items = 20
	s := screenState{columns: make([][]survey.Code, items)}
	for k := range s.columns {
		s.columns[k] = make([]survey.Code, 8)
	}
	s.room(8)
	hashes := make(map[uint64]bool)
	row := make([]survey.Code, items)
	n := 0
	add := func() {
		for k, c := range row {
			s.columns[k][n%8] = c
		}
		if n++; n%8 > 0 {
			return
		}
		s.hashes(0)
		for _, h := range s.hash {
			if hashes[h] {
				t.Fatal("different rows have one hash")
			}
			hashes[h] = true
		}
	}
	var change func(from, changes int)
	change = func(from, changes int) {
		add()
		for k := from; k < items && changes > 0; k++ {
			for _, c := range []survey.Code{0, 2, 4, 5, 10, 14, 50, 74, 100} {
				row[k] = c
				change(k+1, changes-1)
			}
			row[k] = 1
		}
	}
	for k := range row {
		row[k] = 1
	}
	change(0, 3)
	if len(hashes) < 800_000 {
		t.Errorf("only %d rows", len(hashes))
	}
}

package wording

import (
	"slices"
	"sort"
	"strings"
)

// State says how far the ladder of a set of labels is known. The zero value is
// invalid.
type State int

const (
	NoLabels       State = iota + 1 // there are no labels, or none is known
	Settled                         // each label has its number
	UnknownWords                    // labels that recur are in no ladder
	NoLadder                        // every label is known, but no ladder has them all
	SeveralLadders                  // ladders of different numbers fit alike
	OtherLength                     // the ladder has not the number of steps wanted
)

// Fit is the ladder that the labels of a question, or of a block of questions,
// come from.
type Fit struct {
	State   State
	Points  int          // steps of the ladder when settled
	Levels  [][]string   // by step from the lowest: the labels seen, none where nobody chose it
	Unknown []LabelCount // labels that recur and are in no ladder; of NoLadder, all
	Rare    []LabelCount // labels that hardly occur and are in no ladder: slips
	Options []Option     // of SeveralLadders and OtherLength
	vocabs  []chosen
	numbers map[string]int
	cost    float64 // see fitCost
}

// LabelCount is a label and how often it occurs. Near is the known label that
// it is probably a slip of, if any.
type LabelCount struct {
	Label string
	Count int
	Near  string
}

// Option is a ladder that the labels may come from.
type Option struct {
	Points int
	Levels [][]string
}

// Recurs says whether n of total labels are more than a slip: three, or one in
// a hundred but at least two.
func Recurs(n, total int) bool { return n >= 3 || n >= 2 && n*100 >= total }

// maxSeen bounds the labels that are looked at: no ladder has as many, in
// however many languages.
const maxSeen = 300

// FitLadder finds the ladder that labels come from, given how often each
// (cleaned, as ReadAnswer gives it) occurs. A ladder is matched as a whole:
//
//   - Every label must be known, those that hardly occur (see Recurs) excepted.
//   - Labels of one language and family of words (满意, satisfied) must all be
//     steps of one ladder, no two of them the same step.
//   - Labels of several languages or families must have ladders of the same
//     number of steps.
//   - Among the ladders that fit, steps that nobody chose speak against a ladder
//     by how often the neighbouring steps were chosen. Ladders that differ in a
//     label's number and are about as probable leave the question open.
//
// want is the number of steps that the ladder must have, 0 for any.
func FitLadder(seen map[string]int, want int) Fit {
	f := Fit{numbers: make(map[string]int)}
	known := f.sort(seen)
	if len(known) == 0 {
		f.State = NoLabels
		if len(f.Unknown) > 0 {
			f.State = UnknownWords
		}
		return f
	}
	total := 0
	for _, n := range seen {
		total += n
	}
	sets, ok := candidates(known)
	if !ok {
		var common []counted
		for _, w := range known {
			if Recurs(w.n, total) {
				common = append(common, w)
			}
		}
		if len(common) > 0 && len(common) < len(known) {
			sets, ok = candidates(common)
		}
	}
	if !ok {
		f.State = NoLadder
		for _, w := range known {
			f.Unknown = append(f.Unknown, LabelCount{Label: w.text, Count: w.n})
		}
		sortCounts(f.Unknown)
		return f
	}
	f.choose(sets, want)
	if f.State == Settled {
		for _, w := range known {
			if f.numbers[w.text] = f.place(&w.label); f.numbers[w.text] == 0 {
				f.Rare = append(f.Rare, LabelCount{Label: w.text, Count: w.n})
			}
		}
		sortCounts(f.Rare)
	}
	if len(f.Unknown) > 0 {
		f.State = UnknownWords
	}
	return f
}

// counted is a known label and how often it occurs.
type counted struct {
	label
	n int
}

// sort parts the labels into known and unknown ones.
func (f *Fit) sort(seen map[string]int) []counted {
	total := 0
	for _, n := range seen {
		total += n
	}
	var known []counted
	for _, s := range byText(seen) {
		w := label{text: s}
		if len(known) < maxSeen {
			w = readLabel(s)
		}
		switch n := seen[s]; {
		case w.known():
			known = append(known, counted{w, n})
		case Recurs(n, total):
			f.Unknown = append(f.Unknown, LabelCount{Label: s, Count: n})
		default:
			f.Rare = append(f.Rare, LabelCount{Label: s, Count: n})
		}
	}
	for _, list := range [][]LabelCount{f.Unknown, f.Rare} {
		for i := range list {
			list[i].Near = nearest(list[i].Label, known)
		}
		sortCounts(list)
	}
	return known
}

func byText(seen map[string]int) []string {
	out := make([]string, 0, len(seen))
	for s := range seen {
		out = append(out, s)
	}
	sort.Strings(out)
	return out
}

func sortCounts(list []LabelCount) {
	sort.SliceStable(list, func(i, j int) bool { return list[i].Count > list[j].Count })
}

// clear is by how much a ladder must be more probable than the next, in the
// unit of fitCost.
const clear = 1.5

// combination is a ladder for each vocabulary, of equally many steps.
type combination struct {
	points int
	cost   float64
	pick   []candidate
}

func (c *combination) option() Option { return Option{c.points, levelsOf(c.pick, c.points)} }

// same says that two combinations give every label the same number.
func (c *combination) same(d *combination) bool {
	if c.points != d.points {
		return false
	}
	for i := range c.pick {
		if !c.pick[i].sameSteps(&d.pick[i]) {
			return false
		}
	}
	return true
}

// consistent says that words of several vocabularies (those of the middle) have
// one step in all of them.
func (c *combination) consistent() bool {
	at := make(map[string]int)
	for i := range c.pick {
		for k, w := range c.pick[i].words {
			if step, ok := at[w.text]; ok && step != c.pick[i].steps[k] {
				return false
			}
			at[w.text] = c.pick[i].steps[k]
		}
	}
	return true
}

// choose picks the ladders of all vocabularies together.
func (f *Fit) choose(sets [][]candidate, want int) {
	all := combine(sets)
	var fitting []combination
	for _, c := range all {
		if want == 0 || c.points == want {
			fitting = append(fitting, c)
		}
	}
	switch {
	case len(all) == 0:
		f.State = NoLadder
		for _, set := range sets {
			for _, w := range set[0].words {
				f.Unknown = append(f.Unknown, LabelCount{Label: w.text, Count: w.n})
			}
		}
		sortCounts(f.Unknown)
		return
	case len(fitting) == 0 || fitting[0].cost > all[0].cost+tooDear:
		f.State, f.Options = OtherLength, []Option{all[0].option()}
		return
	}
	best := &fitting[0]
	apart := []*combination{best}
	for i := range fitting[1:] {
		c := &fitting[1+i]
		if c.cost < best.cost+clear && !slices.ContainsFunc(apart, c.same) {
			apart = append(apart, c)
		}
	}
	for _, c := range apart {
		f.Options = append(f.Options, c.option())
	}
	if len(apart) > 1 {
		f.State = SeveralLadders
		return
	}
	f.State, f.Points, f.Levels, f.Options, f.cost = Settled, best.points, f.Options[0].Levels, nil, best.cost
	for _, c := range best.pick {
		f.vocabs = append(f.vocabs, chosen{c.vocab, c.ladder, c.ids()})
	}
}

// combine lists the combinations of one ladder a vocabulary, the most probable
// first. The vocabulary with most answers leads: ladders of another shape are
// less probable for the others. No vocabulary takes a ladder that is far less
// probable than its own best.
func combine(sets [][]candidate) []combination {
	lead, most := 0, -1
	for i, set := range sets {
		n := 0
		for _, w := range set[0].words {
			n += w.n
		}
		if n > most {
			lead, most = i, n
		}
	}
	var all []combination
	for _, first := range sets[lead] {
		if first.cost > sets[lead][0].cost+tooDear && len(sets) > 1 {
			continue
		}
		c := combination{points: first.ladder.points(), pick: make([]candidate, len(sets))}
		next := make([]*candidate, len(sets))
		extra := make([]float64, len(sets))
		whole := true
		for i, set := range sets {
			if i == lead {
				c.pick[i] = first
				c.cost += first.cost
				continue
			}
			best, other, cost, more := beside(set, &first)
			if best == nil {
				whole = false
				break
			}
			c.pick[i] = *best
			c.cost += cost
			next[i], extra[i] = other, more
		}
		if !whole {
			continue
		}
		if c.consistent() {
			all = append(all, c)
		}
		for i, n := range next {
			if n != nil {
				d := combination{c.points, c.cost + extra[i], append([]candidate(nil), c.pick...)}
				d.pick[i] = *n
				if d.consistent() {
					all = append(all, d)
				}
			}
		}
	}
	sort.SliceStable(all, func(i, j int) bool { return all[i].cost < all[j].cost })
	return all
}

// beside gives the cheapest ladder of a vocabulary beside the leading one, with
// its cost, and the next one that gives other numbers, with its extra cost.
func beside(set []candidate, lead *candidate) (best, next *candidate, cost, extra float64) {
	price := func(c *candidate) float64 {
		if c.ladder.unlike(lead.ladder) {
			return c.cost + 2
		}
		return c.cost
	}
	for i := range set {
		if c := &set[i]; c.ladder.points() == lead.ladder.points() && c.cost <= set[0].cost+tooDear && (best == nil || price(c) < cost) {
			best, cost = c, price(c)
		}
	}
	for i := range set {
		c := &set[i]
		if best != nil && c.ladder.points() == lead.ladder.points() && !c.sameSteps(best) && (next == nil || price(c)-cost < extra) {
			next, extra = c, price(c)-cost
		}
	}
	return best, next, cost, extra
}

// tooDear is the cost beyond which a ladder of the length wanted is not
// believed when one of another length fits better.
const tooDear = 5

func levelsOf(pick []candidate, points int) [][]string {
	out := make([][]string, points)
	for _, c := range pick {
		for i, w := range c.words {
			if !slices.Contains(out[c.steps[i]], w.text) {
				out[c.steps[i]] = append(out[c.steps[i]], w.text)
			}
		}
	}
	return out
}

// chosen is the ladder of a vocabulary, with the wordings that its steps have.
type chosen struct {
	vocab  vocab
	ladder ladder
	ids    map[int]string
}

// Number gives the number of a cleaned label from 1, 0 when it has none: also
// of labels that were not seen, where the ladder has a step for them that has
// no other wording yet.
func (f *Fit) Number(s string) int {
	if f == nil || f.State != Settled {
		return 0
	}
	if n, ok := f.numbers[s]; ok {
		return n
	}
	w := readLabel(s)
	return f.place(&w)
}

func (f *Fit) place(w *label) int {
	for _, c := range f.vocabs {
		step, id := c.ladder.step(w, c.vocab)
		if step >= 0 && (c.ids[step] == "" || c.ids[step] == id) {
			return step + 1
		}
	}
	return 0
}

// HasMiddle says that a label of the middle was seen.
func (f *Fit) HasMiddle() bool {
	for _, level := range f.Levels {
		for _, s := range level {
			if d, ok := ReadDegree(s); ok && d.Sign == 0 {
				return true
			}
		}
	}
	return f.State == Settled && f.Points%2 == 1 && len(f.Levels[f.Points/2]) > 0
}

// Unseen lists the steps from 1 that nobody chose.
func (f *Fit) Unseen() []int {
	var out []int
	for i, l := range f.Levels {
		if len(l) == 0 {
			out = append(out, i+1)
		}
	}
	return out
}

// Describe writes a ladder in one line, lowest first; a step that nobody chose
// is "…".
func Describe(levels [][]string) string {
	parts := make([]string, len(levels))
	for i, l := range levels {
		parts[i] = "…"
		if len(l) > 0 {
			parts[i] = l[0]
		}
	}
	return strings.Join(parts, " < ")
}

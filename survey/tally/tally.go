package tally

// Tally is the fold of one segment. The zero value is not usable; make it with
// NewTally. A Tally is not safe for concurrent use, not even for reading: its
// tables are made when they are first asked for. Two tallies are independent
// of each other.
type Tally struct {
	plan *Plan
	n    int64
	from *source // rows whose tables are not made yet; nil = there are none
	have part
	*tables
}

// part is a group of tables that are made together, in one pass over the rows.
type part uint

// The parts.
const (
	partUsual    part                    = 1 << iota // items, dimensions, moments of totals, outcomes
	partTotals                                       // frequencies of totals
	partScores                                       // cross products of dimension scores
	partOutcomes                                     // the same with outcomes
	partItems                                        // cross products of all items, where Options ask for them
	partLinks                                        // items with outcomes and other sides, where Options ask for them
	partNames                                        // names, multiple answers, marks, and why answers are missing
	partRows     = partItems | partLinks             // need each respondent's answers to all items at once
	allParts     = partUsual | partTotals | partScores | partOutcomes | partRows | partNames
	leanParts    = partUsual | partScores // what scores are made of
)

// tables are the counts and cross products of a tally. Their memory is reused
// (Release).
type tables struct {
	joint  []uint32          // item × cells of the joint table of its sides (layout.cell)
	sparse map[uint64]uint32 // the same by item and cell, where that were too large
	dims   []dimTally
	scores cross    // dimension scores: plan.alone × dimensions, over respondents with every dimension scored
	totals []totals // by measure; only where the plan keeps totals

	weights    []weightTally // by dimension
	weightsOK  int64
	weightsBad int64 // given, but not within the tolerance
	outcomes   []outcome
	items      []cross   // by measure, on request
	itemPairs  []pairs   // the rows that items lack
	itemByOut  [][]cross // outcome × item: (perception, outcome), on request
	links      *links    // on request
	named
}

// dimTally holds one dimension.
type dimTally struct {
	table [][]uint32 // measure → [answered−need][sum−lo·answered], rows one after the other
	bases []cross    // base → states of all items on all its sides, over respondents who answered all of them
}

// totals are the respondents' scores over all dimensions.
type totals struct {
	plain    moments // Σ_j score_j over unit·J
	weighted moments // Σ_j w_j·score_j, own points, over WeightUnit·unit
	freq     struct{ plain, weighted values }
}

// weightTally sums a dimension's normalised points, in 1/WeightUnit of the
// whole (all points together = WeightUnit).
type weightTally struct {
	sum      int64
	squareLo uint64
	squareHi uint64
}

// WeightUnit is the whole: 100 points in hundredths, times 2^24 so that points
// which had to be normalised are rounded far below the precision we print.
const WeightUnit = 10000 << 24

// WeightTolerance is how far, in points, a respondent's sum may lie from 100
// and still be normalised; outside it the points are invalid (method A.1).
// Five shares rounded to whole points can miss by 2.5; load reports the sums
// between that and the tolerance.
const WeightTolerance = 5

// outcome is a numeric field: its distribution by code, and its cross products
// with the dimension scores.
type outcome struct {
	codes [256]uint32 // by uint8(code)
	cross cross
}

// NewTally makes an empty tally.
func NewTally(p *Plan) *Tally { return &Tally{plan: p} }

// need makes a part's tables, if they are not there.
func (t *Tally) need(want part) {
	if t.from != nil && t.from.segments == nil && want&leanParts != 0 {
		want |= leanParts // of all rows, one pass for both
	}
	want &^= t.have
	if want == 0 {
		return
	}
	t.have |= want
	if t.from == nil && t.tables != nil && t.plan.opt.Lean && want&^(leanParts|partNames) != 0 {
		panic("tally: asked for what a plan with Options.Lean leaves out")
	}
	if t.tables == nil {
		t.tables = t.plan.takeTables()
	}
	t.tables.needRows(t.plan, want)
	if t.from != nil {
		t.from.fold(t, want)
	}
}

// Release lets go of the tables, which are made again when they are asked for.
// Who goes through many segments calls it on each: a tally takes 20 kB, the
// packed rows of a small segment a few. It does nothing to a tally that was
// merged into.
func (t *Tally) Release() {
	if t.from == nil || t.tables == nil {
		return
	}
	t.plan.giveTables(t.tables)
	t.tables, t.have = nil, 0
}

// sparseCells is from how many cells on an item's joint table is kept as a map
// of the cells in use: a scale of 0 … 100 on three sides has two million.
const sparseCells = 1 << 14

func newTables(p *Plan) *tables {
	s, t := p.study, &tables{}
	if p.layout.cells > sparseCells {
		t.sparse = make(map[uint64]uint32)
	} else {
		t.joint = make([]uint32, len(s.Items)*p.layout.cells)
	}
	t.dims = make([]dimTally, len(p.dims))
	for d := range p.dims {
		for m := range p.measures {
			starts := p.starts[d][m]
			t.dims[d].table = append(t.dims[d].table, make([]uint32, starts[len(starts)-1]))
		}
		for _, sides := range p.bases {
			t.dims[d].bases = append(t.dims[d].bases, newCross(len(sides)*len(p.dims[d].items)))
		}
	}
	t.scores = newCross(len(p.dims) * len(p.alone))
	t.totals = make([]totals, len(p.measures))
	if p.weighted {
		t.weights = make([]weightTally, len(p.dims))
	}
	t.outcomes = make([]outcome, len(p.outcomes))
	for i := range t.outcomes {
		t.outcomes[i].cross = newCross(t.scores.k + 1)
	}
	t.named = newNamed(p)
	return t
}

// needRows makes the tables of partRows. They are many times as large as the
// others, and most segments are never asked for them.
func (t *tables) needRows(p *Plan, want part) {
	if p.opt.Items && want&partItems != 0 && t.items == nil {
		t.newItems(p)
	}
	if p.opt.Items && want&partLinks != 0 && t.itemByOut == nil {
		t.newItemByOut(p)
	}
	if p.opt.Links && want&partLinks != 0 && t.links == nil {
		t.links = newLinks(p)
	}
}

func (t *tables) newItems(p *Plan) {
	t.items = make([]cross, len(p.measures))
	t.itemPairs = make([]pairs, len(p.measures))
	for m := range t.items {
		t.items[m] = newCross(len(p.study.Items))
	}
}

func (t *tables) newItemByOut(p *Plan) {
	t.itemByOut = make([][]cross, len(p.outcomes))
	for o := range t.itemByOut {
		t.itemByOut[o] = make([]cross, len(p.study.Items))
		for i := range t.itemByOut[o] {
			t.itemByOut[o][i] = newCross(2)
		}
	}
}

// takeTables gives empty tables, used before where there are some.
func (p *Plan) takeTables() *tables {
	if t, ok := p.spare.Get().(*tables); ok {
		return t
	}
	return newTables(p)
}

// giveTables takes tables back.
func (p *Plan) giveTables(t *tables) {
	if t.items != nil || t.itemByOut != nil || t.links != nil || t.sparse != nil {
		return // large or rare: not worth the code that empties them
	}
	t.reset()
	p.spare.Put(t)
}

func (t *tables) reset() {
	clear(t.joint)
	clear(t.sparse)
	for d := range t.dims {
		for _, x := range t.dims[d].table {
			clear(x)
		}
		for b := range t.dims[d].bases {
			t.dims[d].bases[b].reset()
		}
	}
	t.scores.reset()
	for m := range t.totals {
		x := &t.totals[m]
		x.plain, x.weighted = moments{}, moments{}
		x.freq.plain.reset()
		x.freq.weighted.reset()
	}
	clear(t.weights)
	t.weightsOK, t.weightsBad = 0, 0
	for i := range t.outcomes {
		clear(t.outcomes[i].codes[:])
		t.outcomes[i].cross.reset()
	}
	t.named.reset()
}

// N is the number of respondents.
func (t *Tally) N() int64 { return t.n }

// Plan gives the shape of the tally.
func (t *Tally) Plan() *Plan { return t.plan }

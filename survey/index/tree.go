package index

import (
	"math"

	"servqual/survey"
	"servqual/survey/lang"
	"servqual/survey/stats"
	"servqual/survey/tally"
)

// Of says what a leaf of a factor tree is measured by. The zero value is
// invalid for a leaf.
type Of int

// What a leaf can be.
const (
	OfItem      Of = iota + 1 // the perception of an item
	OfDimension               // the respondents' perception score on a dimension
	OfField                   // a numeric field
)

// Node is a factor with its weight among its siblings: a leaf that is
// measured, or a branch of further nodes.
type Node struct {
	ID      string
	Label   lang.Text
	Weight  float64 // as given; siblings are normalised to add up to 1
	Of      Of      // of a leaf; a leaf with 0 has no data
	Measure string  // item, dimension or field
	Nodes   []Node
}

// Mapping puts means on the scale of an index. The zero value is invalid.
type Mapping int

// The mappings.
const (
	Percent        Mapping = iota + 1 // 100·(x̄−L)/(U−L): 0–100
	ZeroToThousand                    // 1000·(x̄−L)/(U−L): 0–1000
	TimesHundred                      // 100·x̄ of 1–10 ratings: 100–1000
)

// Top is the highest value of the index.
func (m Mapping) Top() float64 {
	if m == Percent {
		return 100
	}
	return 1000
}

// Factor is the outcome for one node.
type Factor struct {
	ID     string
	Label  lang.Text
	Given  float64        // weight as given
	Share  float64        // normalised among its siblings
	Whole  float64        // share of the whole index
	Score  stats.Estimate // on the index's scale
	Points float64        // Whole·Score: what it adds
	Lost   float64        // Whole·(top − Score): what it takes away
	Parts  []Factor
}

// Weighted is a weighted index.
type Weighted struct {
	Index   stats.Estimate
	Mapping Mapping // the one used
	Given   float64 // sum of the weights as given at the top level
	Factors []Factor
	Missing []string // leaves without answers, by ID
}

// WeightedIndex makes the index of a factor tree,
//
//	Σ_f w_f Σ_a w_{a|f}·map(x̄_a),  Σw = 1 at each level
//
// as GB/T 19038-2009 has it with Percent, and the 1000-point models of the car
// trade with TimesHundred (ratings 1–10 times 100) or ZeroToThousand. Each mean
// is over its own valid answers. Weights that don't add up to the whole are
// normalised; Given keeps what was printed. The index is undefined as long as a
// leaf with weight has no answers: an index over the others is another index.
// TimesHundred needs a 1–10 scale; on any other the index is put on 0–1000,
// with a note. The interval is that of the linear combination over complete
// rows: all leaves dimensions, or all leaves items with tally.Options.Links.
func WeightedIndex(t *tally.Tally, tree []Node, m Mapping, o Options) Weighted {
	w := Weighted{Mapping: m}
	for _, n := range tree {
		w.Given += n.Weight
	}
	if len(tree) == 0 || m < Percent || m > TimesHundred || !validWeights(tree) {
		w.Given = finite(w.Given)
		w.Index = stats.Undefined(MethodTree, 0, stats.BadArgument, w.Given)
		return w
	}
	b := treeBuilder{t: t, m: m, o: o}
	var notes []stats.Note
	if m == TimesHundred && !b.tenPoint(tree) {
		s := t.Plan().Study().Scale
		w.Mapping, b.m = ZeroToThousand, ZeroToThousand
		notes = append(notes, note(NotTenPoint, float64(s.Min), float64(s.Max)))
	}
	if whole := math.Abs(w.Given-1) < 1e-9 || math.Abs(w.Given-100) < 1e-9; !whole {
		notes = append(notes, note(WeightsNormalised, w.Given))
	}
	w.Factors = b.factors(tree, 1)
	w.Missing = b.missing
	if len(b.missing) > 0 {
		w.Index = stats.Undefined(MethodTree, 0, MissingFactors, float64(len(b.missing)))
		return w
	}
	w.Index = stats.Estimate{Defined: true, Method: MethodTree, N: b.n, Notes: notes}
	for _, f := range w.Factors {
		w.Index.Value += f.Points
	}
	w.Index = b.interval(w.Index)
	return w
}

// validWeights says whether the weights of every level are not negative and
// have a sum.
func validWeights(nodes []Node) bool {
	sum := 0.0
	for _, n := range nodes {
		if !(n.Weight >= 0) {
			return false
		}
		sum += n.Weight
		if len(n.Nodes) > 0 && !validWeights(n.Nodes) {
			return false
		}
	}
	return sum > 0 && !math.IsInf(sum, 1)
}

// treeBuilder walks a tree.
type treeBuilder struct {
	t       *tally.Tally
	m       Mapping
	o       Options
	n       float64 // least n of a leaf with weight
	seen    bool
	missing []string
	leaves  []leaf
}

// leaf is what the interval needs of a leaf: index += slope·whole·mean.
type leaf struct {
	of    Of
	index int
	load  float64
}

func (b *treeBuilder) factors(nodes []Node, whole float64) []Factor {
	sum := 0.0
	for _, n := range nodes {
		sum += n.Weight
	}
	var out []Factor
	for _, n := range nodes {
		f := Factor{ID: n.ID, Label: n.Label, Given: n.Weight, Share: n.Weight / sum}
		f.Whole = whole * f.Share
		if len(n.Nodes) > 0 {
			f.Parts = b.factors(n.Nodes, f.Whole)
			f.Score = branch(f.Parts)
		} else {
			f.Score = b.leaf(n, f.Whole)
		}
		if f.Score.Defined {
			f.Points = f.Whole * f.Score.Value
			f.Lost = f.Whole * (b.m.Top() - f.Score.Value)
		}
		out = append(out, f)
	}
	return out
}

// branch is the weighted mean of the parts.
func branch(parts []Factor) stats.Estimate {
	e := stats.Estimate{Defined: true, Method: MethodTree}
	for i, p := range parts {
		if p.Share == 0 {
			continue
		}
		if !p.Score.Defined {
			return stats.Undefined(MethodTree, 0, MissingFactors, 1)
		}
		e.Value += p.Share * p.Score.Value
		if i == 0 || p.Score.N < e.N {
			e.N = p.Score.N
		}
	}
	return e
}

// leaf scores a leaf and remembers how it loads on the index.
func (b *treeBuilder) leaf(n Node, whole float64) stats.Estimate {
	f, lo, hi, at := b.find(n)
	mean := stats.MeanCI(f, b.o.Level)
	if !mean.Defined {
		if whole > 0 {
			b.missing = append(b.missing, n.ID)
		}
		return mean
	}
	slope, shift := b.mapping(lo, hi)
	if whole > 0 {
		if !b.seen || mean.N < b.n {
			b.n, b.seen = mean.N, true
		}
		b.leaves = append(b.leaves, leaf{n.Of, at, whole * slope})
	}
	return linear(mean, slope, shift)
}

// mapping is the line that puts a mean on a scale lo…hi on the index's scale.
func (b *treeBuilder) mapping(lo, hi float64) (slope, shift float64) {
	if b.m == TimesHundred {
		return 100, 0
	}
	slope = b.m.Top() / (hi - lo)
	return slope, -slope * lo
}

// find gives the distribution of a leaf, its scale and its index; an empty
// table where there is none.
func (b *treeBuilder) find(n Node) (f stats.Freq, lo, hi float64, at int) {
	s := b.t.Plan().Study()
	lo, hi = float64(s.Scale.Min), float64(s.Scale.Max)
	f = stats.Freq{Unit: 1}
	switch n.Of {
	case OfItem:
		if at = s.ItemIndex(n.Measure); at >= 0 && perceives(b.t) {
			f = b.t.ItemFreq(at, tally.P)
		}
	case OfDimension:
		if at = s.Dim(n.Measure); at >= 0 && perceives(b.t) {
			f = b.t.DimFreq(at, tally.P)
		}
	case OfField:
		at = -1
		if scale, ok := ScaleOf(b.t, n.Measure); ok {
			lo, hi = float64(scale.Min), float64(scale.Max)
			f = b.t.OutcomeFreq(n.Measure)
		}
	}
	return f, lo, hi, at
}

// tenPoint says whether every leaf is rated 1–10.
func (b *treeBuilder) tenPoint(nodes []Node) bool {
	for _, n := range nodes {
		if len(n.Nodes) > 0 {
			if !b.tenPoint(n.Nodes) {
				return false
			}
			continue
		}
		if _, lo, hi, _ := b.find(n); lo != 1 || hi != 10 {
			return false
		}
	}
	return true
}

// interval puts the interval of the linear combination on the index.
func (b *treeBuilder) interval(e stats.Estimate) stats.Estimate {
	kind := Of(0)
	for _, l := range b.leaves {
		if kind != 0 && kind != l.of || l.of == OfField {
			return with(e, note(NoItemLinks))
		}
		kind = l.of
	}
	cross, at, linked := b.cross(kind)
	if !linked {
		return with(e, note(NoItemLinks))
	}
	load := make([]float64, cross.K)
	for _, l := range b.leaves {
		load[at+l.index] += l.load
	}
	return withInterval(e, cross, load, b.o.Level)
}

// cross is the cross products that hold the leaves, from variable at on.
func (b *treeBuilder) cross(kind Of) (c stats.Cross, at int, ok bool) {
	p := b.t.Plan()
	switch kind {
	case OfDimension:
		at = scoresAt(p, tally.P)
		return b.t.ScoreCross(), at, at >= 0
	case OfItem:
		if c, ok = b.t.PerceptionImportance(); ok {
			return c, 0, true
		}
		if p.Study().Asks(survey.Perception) {
			c, ok = b.t.ItemsCross(tally.P)
		}
		return c, 0, ok
	}
	return c, 0, false
}

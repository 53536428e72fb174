package load

import (
	"math"

	"servqual/survey"
)

// chances says how likely patterns of answers are among honest responses to
// this form, from the sampled rows. With few items, few steps or nearly all
// answers at the top, honest responses are often alike, and a run of like
// answers or a whole response given twice says nothing.
//
// Answers of one respondent hang together: who is content is so throughout. On
// each side, sampled responses are therefore put into classes z by their mean,
// 24 from one end of the scale to the other, and items are taken for
// independent within a class:
//
//	P(x) = Π over sides Σ_z π_z Π_j p_j(x_j | z)
//	p_j(v | z) = (n_jvz + 2·q_j(v)) / (n_z + 2),  q_j the marginal of item j
//
// A missing answer is a value of its own. Where x itself is m times in the
// sample, √m of them are counted: fabricated copies must not vouch for each
// other, and honest ones do say something.
type chances struct {
	scale  survey.Scale
	sides  []sideChances
	copies map[uint64]int // of each sampled response
	rows   int
	runs   []int // sampled responses by their longest run of like perceptions
	steady int   // sampled responses whose perceptions hardly vary

	run       int  // length of a run among the perceptions that is too long; above their number: none is
	vary      bool // hardly any variation is worth a mark
	bothAlike bool // so are two sides each answered alike throughout
}

// sideChances are the counts of one side's answers.
type sideChances struct {
	slots   []int
	all     [][]float64     // by item and value
	classes []*classChances // by class, in a fixed order: sums of floats depend on it
}

type classChances struct {
	n      float64
	counts [][]float64 // by item and value
}

const (
	// fewestSampled is how many rows it takes to judge what is likely.
	fewestSampled = 20
	// chanceShare is the share of honest responses that a check on patterns may
	// mark by chance.
	chanceShare = 0.01
	// classes of responses by their mean.
	classes = 24
	// slack is how many times likelier than computed a response is taken to be:
	// items of a dimension hang together within classes as well, and sides hang
	// together. In simulated honest answers of one to five dimensions, with up to
	// 85 % of their variance in common, copies are up to thousands of times likelier
	// than computed.
	slack = 10_000
	// mostMarked is the share of responses that such a check may mark on a form of
	// fewer than manyItems perceptions, or of fewer than manySteps steps: content
	// customers answer few items alike, and a check that marks more of them says
	// nothing of each.
	mostMarked = 0.1
	manyItems  = 20
	manySteps  = 5
	// chanceAlike bounds the expected number of responses of a whole file that are
	// called fabricated by chance, and that of a minute called duplicates.
	chanceAlike = 0.01
)

// learnChances counts the sampled rows; nil where there are too few.
func (p *plan) learnChances(t *table, o *ScreenOptions) *chances {
	c := &chances{scale: p.study.Scale, copies: make(map[uint64]int)}
	for _, slots := range p.sides {
		if len(slots) > 0 {
			s := sideChances{slots: slots, all: c.empty(len(slots)), classes: make([]*classChances, classes+2)}
			c.sides = append(c.sides, s)
		}
	}
	codes := make([]survey.Code, len(p.slots))
	for _, row := range t.data() {
		given := 0
		for k := range p.slots {
			codes[k] = survey.Missing
			if col := p.slots[k].col; col >= 0 && col < len(row) {
				if v := p.slots[k].decode.judge(row[col]); v.code.Valid() {
					codes[k] = v.code
					given++
				}
			}
		}
		if 2*given >= len(codes) {
			c.add(codes)
			c.pattern(codes, p.perception(), o)
		}
	}
	if c.rows < fewestSampled {
		return nil
	}
	c.limits(p, o)
	return c
}

func (c *chances) empty(items int) [][]float64 {
	out := make([][]float64, items)
	for j := range out {
		out[j] = make([]float64, c.scale.Top()-c.scale.Min+2)
	}
	return out
}

// value is the place of an answer among the counts; the last one is for none.
func (c *chances) value(x survey.Code) int {
	last := c.scale.Top() - c.scale.Min + 1
	if v := int(x) - c.scale.Min; x.Valid() && v >= 0 && v < last {
		return v
	}
	return last
}

// class is the place of a side's mean among the classes, from 1; 0 without an
// answer.
func (c *chances) class(codes []survey.Code, slots []int) int {
	sum, n := 0, 0
	for _, k := range slots {
		if v := c.value(codes[k]); v <= c.scale.Top()-c.scale.Min {
			sum, n = sum+v, n+1
		}
	}
	if n == 0 {
		return 0
	}
	width := n * (c.scale.Top() - c.scale.Min)
	return 1 + (2*classes*sum+width)/(2*width) // classes·sum/width, rounded
}

func (c *chances) add(codes []survey.Code) {
	c.rows++
	c.copies[vectorHash(codes)]++
	for i := range c.sides {
		s := &c.sides[i]
		z := c.class(codes, s.slots)
		if s.classes[z] == nil {
			s.classes[z] = &classChances{counts: c.empty(len(s.slots))}
		}
		s.classes[z].n++
		for j, k := range s.slots {
			v := c.value(codes[k])
			s.classes[z].counts[j][v]++
			s.all[j][v]++
		}
	}
}

// pattern counts the longest run of like perceptions, blanks skipped, and
// whether they hardly vary.
func (c *chances) pattern(codes []survey.Code, slots []int, o *ScreenOptions) {
	if c.runs == nil {
		c.runs = make([]int, len(slots)+1)
	}
	last, run, longest := survey.Missing, 0, 0
	n, sum, squares := 0.0, 0.0, 0.0
	for _, k := range slots {
		x := codes[k]
		if !x.Valid() {
			continue
		}
		if x != last {
			last, run = x, 0
		}
		run++
		longest = max(longest, run)
		n, sum, squares = n+1, sum+float64(x), squares+float64(x)*float64(x)
	}
	c.runs[longest]++
	if n > 1 && (squares-sum*sum/n)/(n-1) < o.MinVariability*o.MinVariability {
		c.steady++
	}
}

func vectorHash(codes []survey.Code) uint64 {
	h := uint64(0)
	for _, x := range codes {
		h = survey.Mix(h ^ uint64(uint8(x)) + 1)
	}
	return h
}

// of is P(x).
func (c *chances) of(codes []survey.Code) float64 {
	copies := float64(c.copies[vectorHash(codes)])
	copies -= math.Sqrt(copies)
	rows := float64(c.rows) - copies
	p := 1.0
	for i := range c.sides {
		s := &c.sides[i]
		own, sum := c.class(codes, s.slots), 0.0
		for z, class := range s.classes {
			if class == nil {
				continue
			}
			out := 0.0
			if z == own {
				out = copies
			}
			n := class.n - out
			if n <= 0 {
				continue
			}
			like := n / rows
			for j, k := range s.slots {
				v := c.value(codes[k])
				like *= (class.counts[j][v] - out + 2*s.marginal(j, v, copies, rows)) / (n + 2)
			}
			sum += like
		}
		p *= sum
	}
	return p
}

// marginal is q_j(v) without the copies of the response that has v there; half
// a count for each value keeps it above 0.
func (s *sideChances) marginal(j, v int, copies, rows float64) float64 {
	return (s.all[j][v] - copies + 0.5) / (rows + 0.5*float64(len(s.all[j])))
}

// surprising says that honest responses would hardly be alike so often: copies
// of one among n, each with probability p. The number of copies is at most
// Poisson with mean μ = slack·n·p; by Chernoff's bound
//
//	P(X ≥ copies) ≤ exp(copies − μ)·(μ/copies)^copies,
//
// and over all n responses no more than chanceAlike may be called so.
func surprising(copies int, n, p float64) bool {
	mu, k := slack*n*p, float64(copies)
	if mu <= 0 {
		return true
	}
	return mu < k && k-mu+k*math.Log(mu/k)+math.Log(n) < math.Log(chanceAlike)
}

// limits sets what the checks on single responses mark, so that they mark no
// more than chanceShare of honest ones.
func (c *chances) limits(p *plan, o *ScreenOptions) {
	c.run, c.vary, c.bothAlike = o.long(len(p.perception())), true, true
	var perceived, expected *sideChances
	for i := range c.sides {
		switch s := &c.sides[i]; {
		case sameSlots(s.slots, p.perception()):
			perceived = s
		case sameSlots(s.slots, p.expectation()):
			expected = s
		}
	}
	if perceived == nil {
		return
	}
	items, shares := len(perceived.slots), perceived.shares()
	for c.run <= items && runChance(items, c.run, shares) > chanceShare {
		c.run++
	}
	c.vary = perceived.steadyChance(o.deviations(items)) <= chanceShare
	if most := int(mostMarked * float64(c.rows)); items < manyItems || c.scale.Top()-c.scale.Min+1 < manySteps {
		for c.run <= items && c.withRun(c.run) > most {
			c.run++
		}
		c.vary = c.vary && c.steady <= most
	}
	if expected != nil {
		c.bothAlike = perceived.steadyChance(0)*expected.steadyChance(0) <= chanceShare
	}
}

// withRun counts the sampled responses with a run of at least long.
func (c *chances) withRun(long int) int {
	n := 0
	for _, k := range c.runs[min(long, len(c.runs)):] {
		n += k
	}
	return n
}

func sameSlots(a, b []int) bool { return len(a) > 0 && len(b) > 0 && a[0] == b[0] }

// shares are the mean shares of the values over the items.
func (s *sideChances) shares() []float64 {
	out := make([]float64, len(s.all[0])-1)
	for _, counts := range s.all {
		for v, x := range sharesOf(counts) {
			out[v] += x / float64(len(s.all))
		}
	}
	return out
}

// sharesOf gives the shares of the values among the answers given.
func sharesOf(counts []float64) []float64 {
	counts = counts[:len(counts)-1]
	n := 0.0
	for _, x := range counts {
		n += x
	}
	out := make([]float64, len(counts))
	for v, x := range counts {
		if n > 0 {
			out[v] = x / n
		}
	}
	return out
}

// runChance is about the chance of a run of at least long like answers among
// items, were they independent with these shares of values: a run of value v
// begins at the first item, or at any later one whose neighbour before differs,
//
//	Σ_v p_v^long·(1 + (items − long)(1 − p_v)).
func runChance(items, long int, shares []float64) float64 {
	if long < 1 || long > items {
		return 0
	}
	sum := 0.0
	for _, p := range shares {
		sum += math.Pow(p, float64(long)) * (1 + float64(items-long)*(1-p))
	}
	return math.Min(1, sum)
}

// deviations is how many of the items may differ by one step from the rest
// while the standard deviation stays below MinVariability: d of k have the
// variance d(k−d)/(k(k−1)).
func (o *ScreenOptions) deviations(items int) int {
	k, d := float64(items), 0.0
	for d+1 < k/2 && (d+1)*(k-d-1)/(k*(k-1)) < o.MinVariability*o.MinVariability {
		d++
	}
	return int(d)
}

// steadyChance is the chance that all but at most d items are answered with one
// and the same value, were they independent: Σ_v P(at most d of the items differ
// from v).
func (s *sideChances) steadyChance(d int) float64 {
	total := 0.0
	shares := make([][]float64, len(s.all))
	for j := range s.all {
		shares[j] = sharesOf(s.all[j])
	}
	for v := range len(s.all[0]) - 1 {
		ways := make([]float64, d+1) // chance of so many differing
		ways[0] = 1
		for _, q := range shares {
			for n := d; n >= 0; n-- {
				ways[n] *= q[v]
				if n > 0 {
					ways[n] += ways[n-1] * (1 - q[v])
				}
			}
		}
		for _, x := range ways {
			total += x
		}
	}
	return math.Min(1, total)
}

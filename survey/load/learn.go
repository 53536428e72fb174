package load

import (
	"servqual/survey"
	"servqual/survey/guard"
	"servqual/survey/issue"
	"servqual/survey/lang"
)

// learn takes from the sample what the screening of single rows needs to know
// of the others: the median duration, the spread of perceptions, which patterns
// are likely, and whether the sides look swapped.
func (p *plan) learn(t *table, o *ScreenOptions) {
	if p.took >= 0 {
		var ds []int
		for c := range t.column(p.took) {
			if n, ok := cellSeconds(c.Text, c.Num, c.Kind); ok && n > 0 {
				ds = append(ds, n)
			}
		}
		if len(ds) >= 10 {
			p.median = quantile(ds, 0.5)
		}
	}
	if p.dims != nil && !p.dimsJoined {
		p.weighing = p.weighingOf(t)
	}
	if t.partner != nil || t.joinedTo != nil {
		return
	}
	var both guard.Group
	both.Go(func() {
		p.swap = p.looksSwapped(t)
		p.likely = p.learnChances(t, o)
	})
	p.model = newOutlierModel(p.complete(t), o.OutlierP)
	both.Wait()
}

// complete gives the perceptions of the sampled rows that answered them all.
func (p *plan) complete(t *table) [][]float64 {
	slots := p.perception()
	var out [][]float64
	for _, row := range t.data() {
		x := make([]float64, 0, len(slots))
		for _, k := range slots {
			col := p.slots[k].col
			if col < 0 || col >= len(row) {
				break
			}
			v := p.slots[k].decode.judge(row[col])
			if !v.code.Valid() {
				break
			}
			x = append(x, float64(v.code))
		}
		if len(x) == len(slots) && len(x) > 0 {
			out = append(out, x)
		}
	}
	return out
}

// swapRows is how many sampled rows it takes to ask whether sides are swapped.
const swapRows = 20

// looksSwapped says that perceptions lie above expectations on nine items of
// ten, by a twentieth of the scale on the whole: hardly any service does that.
func (p *plan) looksSwapped(t *table) bool {
	pairs := p.sidePairs()
	for _, row := range t.data() {
		for i := range pairs {
			x := &pairs[i]
			ce, cp := p.slots[x.expected].col, p.slots[x.perceived].col
			if min(ce, cp) < 0 || max(ce, cp) >= len(row) {
				continue
			}
			e, q := p.slots[x.expected].decode.judge(row[ce]), p.slots[x.perceived].decode.judge(row[cp])
			if e.code.Valid() && q.code.Valid() {
				x.sum += int(q.code) - int(e.code)
				x.n++
			}
		}
	}
	items, above, total := 0, 0, 0.0
	for _, x := range pairs {
		if x.n < swapRows {
			continue
		}
		if p.slots[x.expected].reverse {
			x.sum = -x.sum
		}
		items++
		if x.sum > 0 {
			above++
		}
		total += float64(x.sum) / float64(x.n)
	}
	width := float64(p.study.Scale.Points() - 1)
	return items >= 5 && above*10 >= items*9 && total/float64(items) > width/20
}

// sidePair is the two slots of an item asked on both sides, and the differences
// between the sampled answers.
type sidePair struct {
	expected, perceived int
	sum, n              int
}

// sidePairs lists the items asked on both sides, in the order of their
// expectations.
func (p *plan) sidePairs() []sidePair {
	perceived := make(map[int]int) // by item
	for i, s := range p.slots {
		if s.side == survey.Perception {
			perceived[s.item] = i
		}
	}
	var out []sidePair
	for i, s := range p.slots {
		if k, ok := perceived[s.item]; ok && s.side == survey.Expectation {
			out = append(out, sidePair{expected: i, perceived: k})
		}
	}
	return out
}

func swapped(t *table) issue.Issue {
	return issue.Issue{Code: issue.SidesSwapped, Pos: issue.Pos{File: t.file.name, Sheet: t.sheetName, Row: t.head.last},
		Want:   lang.T("期望通常高于感知；请核对两面的列是否颠倒", "expectations above perceptions, as nearly always: check whether the columns are swapped"),
		Effect: lang.T("按表头计入，全部答卷作标记", "taken as the headers say; all responses are marked")}
}

// weighing is how respondents were asked for weights. Points are the default.
type weighing int

const (
	asPoints  weighing = iota
	asRatings          // each dimension rated for importance
	asRanks            // dimensions put in order
)

// weighingOf looks at the sampled weights: whole numbers up to 10 whose sums
// are neither 100 nor 1 in four rows of five are ratings, or ranks where they
// are 1 … k in some order.
func (p *plan) weighingOf(t *table) weighing {
	rows, low, ranks := 0, 0, 0
	for _, row := range t.data() {
		sum, k, whole := 0.0, 0, true
		seen := make(map[float64]bool)
		for _, col := range p.dims {
			if col < 0 || col >= len(row) {
				continue
			}
			if x, ok := numberIn(row[col]); ok {
				sum += x
				k++
				seen[x] = true
				whole = whole && x == float64(int(x)) && x >= 1 && x <= 10
			}
		}
		if k < 2 || k < len(p.dims) {
			continue
		}
		rows++
		if whole && sum < 90 {
			low++
			if len(seen) == k && sum == float64(k*(k+1)/2) {
				ranks++
			}
		}
	}
	switch {
	case rows < 5 || low*5 < rows*4:
		return asPoints
	case ranks*5 >= rows*4:
		return asRanks
	}
	return asRatings
}

// weighed reports weights that are no points.
func weighed(t *table) issue.Issue {
	i := issue.Issue{Code: issue.WeightsInvalid, Pos: issue.Pos{File: t.file.name, Sheet: t.sheetName, Row: t.head.last}, Subject: "weights",
		Want: lang.T("把100分分配给各维度", "100 points spread over the dimensions")}
	if t.plan.weighing == asRanks {
		i.Got, i.Effect = "1 … k", lang.T("看起来是排名，方向不明，不计权重", "they look like ranks, and nothing tells which end is the important one: left out")
	} else {
		i.Got, i.Effect = "1 … 10", lang.T("看起来是重要性评分，按各自占总和的比例换算为100分", "they look like ratings of importance: each was taken as its share of their sum")
	}
	return i
}

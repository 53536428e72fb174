package wording

import (
	"slices"
	"sort"
)

// vocab is a family of words in one language, such as satisfaction in zh. The
// family "" holds words of the middle alone.
type vocab struct{ lang, family string }

// ladder is a listed row or a shape.
type ladder struct {
	shape *shape
	row   int // of the lexicon, where shape is nil
}

func (l ladder) points() int {
	if l.shape != nil {
		return len(l.shape.steps)
	}
	return len(theLexicon().rows[l.row].steps)
}

// prior is how unusual the ladder is. Listed ladders are usual.
func (l ladder) prior() float64 {
	if l.shape != nil {
		return l.shape.prior
	}
	if p := l.points(); p <= 3 {
		return 2 - 0.5*float64(p-2)
	}
	return 0
}

// step gives the step of a label in a vocabulary, from 0, and its wording; −1
// without one.
func (l ladder) step(w *label, v vocab) (int, string) {
	if l.shape == nil {
		for _, p := range w.places {
			if p.row == l.row {
				return p.step, w.key
			}
		}
		return -1, ""
	}
	for _, r := range w.readings {
		if r.lang == v.lang && (r.family == v.family || r.sign == 0) {
			return l.shape.step(r), r.id
		}
	}
	return -1, ""
}

// unlike says that two ladders are shapes, and different ones.
func (l ladder) unlike(m ladder) bool {
	return l.shape != nil && m.shape != nil && l.shape != m.shape
}

// candidate is a ladder that has a step for each word of a vocabulary.
type candidate struct {
	vocab  vocab
	ladder ladder
	words  []counted
	steps  []int // by word
	cost   float64
}

func (c *candidate) sameSteps(d *candidate) bool {
	for i := range c.steps {
		if c.steps[i] != d.steps[i] {
			return false
		}
	}
	return true
}

func (c *candidate) ids() map[int]string {
	out := make(map[int]string)
	most := make(map[int]int)
	for i := range c.words {
		step, id := c.ladder.step(&c.words[i].label, c.vocab)
		if c.words[i].n > most[step] {
			out[step], most[step] = id, c.words[i].n
		}
	}
	return out
}

// candidates parts the words into vocabularies and lists the ladders that have
// all words of each. ok is false where a vocabulary has none.
func candidates(words []counted) (sets [][]candidate, ok bool) {
	for _, g := range vocabularies(words) {
		set := fitting(g.vocab, g.words)
		if len(set) == 0 {
			return nil, false
		}
		sets = append(sets, set)
	}
	return sets, true
}

type group struct {
	vocab vocab
	words []counted
}

// vocabularies parts words into as few vocabularies as cover them: the one with
// most words first. Words of the middle go with every vocabulary of their
// language.
func vocabularies(words []counted) []group {
	left := append([]counted(nil), words...)
	var out []group
	for len(left) > 0 {
		count := make(map[vocab]int)
		for i := range left {
			for v := range vocabsOf(&left[i].label) {
				count[v] += 1000 + min(left[i].n, 999)/100
			}
		}
		middle := make(map[string]int)
		for i := range left {
			for l := range middlesOf(&left[i].label) {
				middle[l] += 1000
			}
		}
		var best vocab
		most := -1
		for v, n := range count {
			n += middle[v.lang]
			if n > most || n == most && (v.lang < best.lang || v.lang == best.lang && v.family < best.family) {
				best, most = v, n
			}
		}
		if most < 0 {
			for l, n := range middle {
				if v := (vocab{lang: l}); n > most || n == most && l < best.lang {
					best, most = v, n
				}
			}
		}
		if most < 0 {
			return append(out, group{words: left}) // cannot be: every word is known
		}
		g := group{vocab: best}
		var rest []counted
		for i := range words {
			w := &words[i].label
			own := vocabsOf(w)[best] && slices.ContainsFunc(left, func(x counted) bool { return x.text == w.text })
			if own || middlesOf(w)[best.lang] {
				g.words = append(g.words, words[i])
			}
		}
		for i := range left {
			if w := &left[i].label; !vocabsOf(w)[best] && !middlesOf(w)[best.lang] {
				rest = append(rest, left[i])
			}
		}
		out = append(out, g)
		left = rest
	}
	return out
}

// vocabsOf lists the families that a label may belong to.
func vocabsOf(w *label) map[vocab]bool {
	out := make(map[vocab]bool)
	for _, r := range w.readings {
		if r.family != "" {
			out[vocab{r.lang, r.family}] = true
		}
	}
	for _, p := range w.places {
		r := &theLexicon().rows[p.row]
		out[vocab{r.lang, r.family}] = true
	}
	return out
}

// middlesOf lists the languages in which a label is the middle of any ladder.
func middlesOf(w *label) map[string]bool {
	out := make(map[string]bool)
	for _, r := range w.readings {
		if r.sign == 0 {
			out[r.lang] = true
		}
	}
	return out
}

// fitting lists the ladders that have a step of its own for each word.
func fitting(v vocab, words []counted) []candidate {
	var out []candidate
	try := func(l ladder) {
		c := candidate{vocab: v, ladder: l, words: words, steps: make([]int, len(words))}
		ids := make(map[int]string)
		n := make([]int, l.points())
		for i := range words {
			step, id := l.step(&words[i].label, v)
			if step < 0 || ids[step] != "" && ids[step] != id {
				return
			}
			ids[step] = id
			c.steps[i] = step
			n[step] += words[i].n
		}
		c.cost = l.prior() + fitCost(n)
		out = append(out, c)
	}
	for i := range shapes() {
		try(ladder{shape: &shapes()[i]})
	}
	for i, r := range theLexicon().rows {
		if r.lang == v.lang {
			try(ladder{row: i})
		}
	}
	sort.SliceStable(out, func(i, j int) bool { return out[i].cost < out[j].cost })
	return out
}

// fitCost grows with the steps of a ladder that nobody chose, given how often
// each was chosen. A step between two others costs the more the more often its
// rarer neighbour was chosen, as answers seldom have a hole; steps beyond the
// last one chosen cost by how often that one was, and little for each more.
// The unit is arbitrary: 1 is an end step beside one that was hardly chosen.
func fitCost(n []int) float64 {
	lo, hi := 0, len(n)-1
	for lo < len(n) && n[lo] == 0 {
		lo++
	}
	for hi >= 0 && n[hi] == 0 {
		hi--
	}
	if lo > hi {
		return 0
	}
	end := func(run, beside int) float64 {
		if run == 0 {
			return 0
		}
		return 1 + min(5, float64(beside)/20) + 0.75*float64(run-1)
	}
	cost := end(lo, n[lo]) + end(len(n)-1-hi, n[hi])
	before := n[lo]
	for i := lo + 1; i < hi; i++ {
		if n[i] > 0 {
			before = n[i]
			continue
		}
		after := i + 1
		for n[after] == 0 {
			after++
		}
		cost += 2 + min(6, float64(min(before, n[after]))/4)
	}
	return cost
}

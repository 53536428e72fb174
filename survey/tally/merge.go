package tally

// Merge adds the respondents of o, which must have the same plan. o stays as
// it was.
func (t *Tally) Merge(o *Tally) {
	if t.plan != o.plan {
		panic("tally: merging tallies of different plans")
	}
	if t.from != nil && t.from.segments == nil {
		panic("tally: merging into the total of a set; merge into a NewTally")
	}
	t.need(allParts)
	o.need(allParts)
	t.n += o.n
	t.from = nil // the tables hold more than the rows now
	t.tables.merge(o.tables, allParts)
}

// mergeDense adds tables of segments whose names are counted elsewhere.
func (t *Tally) mergeDense(o *Tally) {
	t.need(t.plan.kept())
	t.n += o.n
	t.tables.merge(o.tables, t.plan.kept())
}

// merge adds some parts of o.
func (t *tables) merge(o *tables, want part) {
	if want&partUsual != 0 {
		t.mergeUsual(o)
	}
	if want&partTotals != 0 {
		for m := range t.totals {
			t.totals[m].freq.plain.merge(&o.totals[m].freq.plain)
			t.totals[m].freq.weighted.merge(&o.totals[m].freq.weighted)
		}
	}
	if want&partScores != 0 {
		t.scores.merge(&o.scores)
	}
	if want&partOutcomes != 0 {
		for i := range t.outcomes {
			t.outcomes[i].cross.merge(&o.outcomes[i].cross)
		}
	}
	if want&partItems != 0 {
		for m := range t.items {
			t.items[m].merge(&o.items[m])
			t.itemPairs[m].merge(&o.itemPairs[m])
		}
	}
	if want&partLinks != 0 {
		for y := range t.itemByOut {
			for i := range t.itemByOut[y] {
				t.itemByOut[y][i].merge(&o.itemByOut[y][i])
			}
		}
		if t.links != nil {
			t.links.merge(o.links)
		}
	}
	if want&partNames != 0 {
		t.named.merge(&o.named)
	}
}

func (t *tables) mergeUsual(o *tables) {
	addTo(t.joint, o.joint)
	for k, n := range o.sparse {
		t.sparse[k] += n
	}
	for d := range t.dims {
		for m := range t.dims[d].table {
			addTo(t.dims[d].table[m], o.dims[d].table[m])
		}
		for b := range t.dims[d].bases {
			t.dims[d].bases[b].merge(&o.dims[d].bases[b])
		}
	}
	for m := range t.totals {
		t.totals[m].plain.merge(&o.totals[m].plain)
		t.totals[m].weighted.merge(&o.totals[m].weighted)
	}
	for d := range t.weights {
		t.weights[d].merge(&o.weights[d])
	}
	t.weightsOK += o.weightsOK
	t.weightsBad += o.weightsBad
	for i := range t.outcomes {
		addTo(t.outcomes[i].codes[:], o.outcomes[i].codes[:])
	}
}

func addTo[T uint32 | int64](to, from []T) {
	to = to[:len(from)]
	for i, v := range from {
		to[i] += v
	}
}

package mapping

import (
	"maps"
	"slices"

	"servqual/survey"
	"servqual/survey/lang"
	"servqual/survey/load"
)

// addWords adds the words that the study does not state: the number that each
// is recognised as is what it counts as, until somebody writes another one.
func (b *Book) addWords(words []load.Word) {
	for _, w := range words {
		if slices.ContainsFunc(b.Words, func(x Word) bool { return x.Text == w.Text }) {
			continue
		}
		x := Word{Text: w.Text, N: w.N}
		if w.Known {
			n, m := w.Code, w.Code
			x.Recognised, x.Code = &n, &m
		}
		b.Words = append(b.Words, x)
	}
}

// addUnits adds the units of the data that no register has, and asks about
// those that may be one.
func (b *Book) addUnits(sum *load.Summary) {
	if sum == nil {
		return
	}
	n := make(map[string]int)
	for _, f := range sum.Files {
		for name, k := range f.Units {
			if name != "" {
				n[name] += k
			}
		}
	}
	register := b.register()
	for i := range b.Units {
		b.Units[i].N = n[b.Units[i].Written]
	}
	for _, name := range slices.Sorted(maps.Keys(n)) {
		if register.Find(name) < 0 {
			b.Units = append(b.Units, UnitName{Written: name, N: n[name]})
		}
	}
	for _, group := range load.AlikeUnits(n, register) {
		for i := range b.Units {
			u := &b.Units[i]
			if !slices.Contains(group, u.Written) || u.Name != "" {
				continue
			}
			other := group[0]
			if other == u.Written {
				other = group[1]
			}
			u.Question = lang.F("与“%s”是同一家吗？是：在“使用的名称”中写统一的名称；不是：写它自己的名称。", "The same branch as %q? If so, write the name to use; if not, write its own name.", other)
		}
	}
}

// register is what the units sheet says: a unit for each name to use.
func (b *Book) register() survey.Units {
	var out survey.Units
	for _, r := range b.Units {
		if r.Name == "" {
			continue
		}
		i := slices.IndexFunc(out, func(u survey.Unit) bool { return u.Name == r.Name })
		if i < 0 {
			out = append(out, survey.Unit{Name: r.Name})
			i = len(out) - 1
		}
		if r.Written != r.Name && r.Written != "" {
			out[i].Aliases = append(out[i].Aliases, r.Written)
		}
		if len(r.Parents) > 0 {
			out[i].Parents = r.Parents
		}
	}
	return out
}

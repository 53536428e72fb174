package recognise

// stepped says that the numbers of a column are steps of a scale of at least
// three, and neither yes and no nor codes of groups beyond the usual scales.
func (f *form) stepped(i int) bool {
	v := f.v[i]
	lo, hi := v.span()
	return !v.worded() && lo >= -5 && hi >= 3 && (hi <= 11 || v.hundred())
}

// otherBlock makes items of the columns on another scale where there are at least
// three: a block of the form, or a side of the items. Single ones stay open.
func (f *form) otherBlock() {
	var other []int
	for i := range f.f {
		if f.f[i].Other {
			other = append(other, i)
		}
	}
	for _, i := range other {
		switch {
		case len(other) < 3:
			f.f[i].Other = false
			if f.f[i].says(BySequence) {
				f.f[i] = Finding{}
				f.attributeOrNothing(i)
			}
		case f.f[i].Certainty == Open:
			f.f[i].Certainty = Certain
			f.f[i].because(ByWord)
		}
	}
}

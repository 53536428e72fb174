package gap

import (
	"errors"
	"slices"

	"servqual/survey/lang"
	"servqual/survey/stats"
	"servqual/survey/tally"
)

// Raked is the region weighted to known numbers of customers, so that a branch
// that collected many answers does not count for more than its customers.
type Raked struct {
	Fields []string // the margins
	Cells  []RakedCell
	stats.Raking
}

// RakedCell is a group of respondents with one weight.
type RakedCell struct {
	Names  []string // in the order of Fields
	N      int64
	Weight float64 // of mean 1 over respondents
	tally  *tally.Tally
}

// rakeTolerance is far below what is printed; the usual 1e-8 would show in the
// tenth digit of a mean.
const rakeTolerance = 1e-12

// UnknownSizeError says that respondents belong to a category whose size is not
// known, so that they can be given no weight.
type UnknownSizeError struct{ Field, Name string }

func (e *UnknownSizeError) Error() string { return e.In(lang.En) }

// In words it in a language.
func (e *UnknownSizeError) In(l lang.Lang) string {
	if e.Name == "" {
		return lang.F("有答卷没有“%s”，无法按客户数加权；请补上，或去掉 --sizes", "known sizes: some responses have no %s; fill it in, or leave out --sizes", e.Field).In(l)
	}
	return lang.F("--sizes 里没有“%[2]s”（%[1]s）的客户数；请补上", "known sizes: no size for %s %q; add it to --sizes", e.Field, e.Name).In(l)
}

// rake weights the cells of the set to the known sizes. The set must have been
// folded by every field that sizes are given for. Weights are not trimmed: the
// sizes are known, and there are few cells.
func (u *Units) rake(set *tally.Set) error {
	if len(u.Options.Sizes) == 0 {
		return nil
	}
	r := &Raked{}
	for f := range u.Options.Sizes {
		if !slices.Contains(set.By(), f) {
			return lang.Errorf("已知客户数所用的字段“%s”在数据里没有；请改正 --sizes", "known sizes: the data has no field %q; correct --sizes", f)
		}
		r.Fields = append(r.Fields, f)
	}
	slices.Sort(r.Fields)
	margins := make([]stats.RakeMargin, len(r.Fields))
	for m, f := range r.Fields {
		margins[m] = margin(f, u.Options.Sizes[f])
	}
	var cells []stats.RakeCell
	for _, seg := range set.Rollup(r.Fields...).Segments() {
		c := stats.RakeCell{Count: float64(seg.Tally.N())}
		for m, name := range seg.Names {
			k := slices.Index(margins[m].Categories, name)
			if k < 0 {
				return &UnknownSizeError{r.Fields[m], name}
			}
			c.At = append(c.At, k)
		}
		cells = append(cells, c)
		r.Cells = append(r.Cells, RakedCell{Names: seg.Names, N: seg.Tally.N(), tally: seg.Tally})
	}
	o := stats.DefaultRake
	o.Tolerance, o.High = rakeTolerance, 0
	var err error
	if r.Raking, err = stats.Rake(cells, margins, o); err != nil {
		var empty *stats.EmptyCategoryError
		if errors.As(err, &empty) {
			return &lang.Error{Text: lang.F("“%[2]s”（%[1]s）没有人作答，不能按客户数加权；请与别的合并，或从 --sizes 中去掉", "nobody answered in %[2]q of %[1]s, and no weight can bring it there: merge it with another, or take it out of --sizes", empty.Margin, empty.Category), Err: err}
		}
		return err
	}
	for i, w := range r.Weights {
		r.Cells[i].Weight = w
	}
	u.Raking = r
	return nil
}

func margin(field string, sizes map[string]float64) stats.RakeMargin {
	m := stats.RakeMargin{Name: field}
	for name := range sizes {
		m.Categories = append(m.Categories, name)
	}
	slices.Sort(m.Categories)
	for _, name := range m.Categories {
		m.Target = append(m.Target, sizes[name])
	}
	return m
}

// mean is the weighted mean of a measure with its interval from n_eff.
func (r *Raked) mean(freq func(*tally.Tally) stats.Freq, level float64) stats.Estimate {
	fs, ws := make([]stats.Freq, len(r.Cells)), make([]float64, len(r.Cells))
	for i, c := range r.Cells {
		fs[i], ws[i] = freq(c.tally), c.Weight
	}
	f, ok := stats.Weighted(commonUnit(fs), ws)
	if !ok {
		return stats.Undefined(stats.MethodMeanT, 0, stats.NoData)
	}
	return stats.MeanCI(f, level)
}

// Mean is the raked mean of a numeric field, and of any table of the cells.
func (r *Raked) Mean(freq func(*tally.Tally) stats.Freq, level float64) stats.Estimate {
	return r.mean(freq, level)
}

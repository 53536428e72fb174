package stats

// Methods of reliability from covariances.
const (
	MethodAlpha         Method = "alpha-feldt"
	MethodAlphaStd      Method = "alpha-standardized"
	MethodAlphaDropped  Method = "alpha-if-dropped"
	MethodItemTotal     Method = "corrected-item-total"
	MethodSpearmanBrown Method = "spearman-brown"
)

// Footnotes of reliability.
const (
	TooFewItems   NoteCode = "too-few-items"  // Args: items, needed
	NegativeAlpha NoteCode = "negative-alpha" // items work against each other: a reversal forgotten?
	TwoItems      NoteCode = "two-items"      // alpha on two items: Spearman–Brown says more
	SmallSample   NoteCode = "small-sample"   // Args: n, wanted
	ItemConstant  NoteCode = "item-constant"  // Args: index of the item all answered alike
)

// alphaSample is the number of respondents under which alpha is not to be
// printed without its interval (method A.8).
const alphaSample = 30

// Alpha is Cronbach's alpha of the k variables of a Cross,
//
//	α = k/(k−1)·(1 − Σs²ᵢ/s²_T),  s²_T = Σᵢⱼ cov(i,j)
//
// over the rows in which all items are answered, with Feldt's interval
//
//	1−(1−α)·F(1−c/2; n−1, (n−1)(k−1)) … 1−(1−α)·F(c/2; …),  c = 1−level
//
// Sources: Cronbach 1951; Feldt, Woodruff & Salih 1987, formulas 6 and 7.
func Alpha(c Cross, level float64) Estimate {
	b := c.basis(2, level)
	if b.refusal != nil {
		return b.undefined(MethodAlpha)
	}
	a, bad := alphaOf(c)
	if bad != nil {
		return Estimate{N: b.n, Method: MethodAlpha, Notes: []Note{*bad}}
	}
	e := Estimate{Defined: true, Value: a, Level: level, N: b.n, Method: MethodAlpha, Notes: b.notes}
	df1 := b.n - 1
	df2 := df1 * float64(c.K-1)
	e.Lo = 1 - (1-a)*fQuantile(1-(1-level)/2, df1, df2)
	e.Hi = 1 - (1-a)*fQuantile((1-level)/2, df1, df2)
	if a < 0 {
		e.Notes = append(e.Notes, Note{Code: NegativeAlpha})
	}
	if c.K == 2 {
		e.Notes = append(e.Notes, Note{Code: TwoItems})
	}
	if b.n < alphaSample {
		e.Notes = append(e.Notes, Note{Code: SmallSample, Args: []float64{b.n, alphaSample}})
	}
	return e
}

// BareAlpha is Alpha without its interval, the same bits otherwise.
func BareAlpha(c Cross) Estimate {
	b := c.basis(2, anyLevel)
	if b.refusal != nil {
		return b.undefined(MethodAlpha)
	}
	a, bad := alphaOf(c)
	if bad != nil {
		return Estimate{N: b.n, Method: MethodAlpha, Notes: []Note{*bad}}
	}
	return Estimate{Defined: true, Value: a, N: b.n, Method: MethodAlpha, Notes: b.notes}
}

func alphaOf(c Cross) (a float64, bad *Note) {
	if c.K < 2 {
		return 0, &Note{Code: TooFewItems, Args: []float64{float64(c.K), 2}}
	}
	total, own := 0.0, 0.0
	for i := range c.K {
		for j := range c.K {
			v, _ := c.Cov(i, j)
			total += v
			if i == j {
				own += v
			}
		}
	}
	// A total that is constant although the items vary (x and −x) comes out as
	// rounding dust, not as zero.
	if own <= 0 || total <= 1e-12*own {
		return 0, &Note{Code: NoVariance}
	}
	k := float64(c.K)
	return k / (k - 1) * (1 - own/total), nil
}

// AlphaStandardized is alpha from the mean correlation r̄ of the items,
// k·r̄/(1+(k−1)·r̄), over complete rows. Undefined where an item has no variance.
// Source: method A.8.
func AlphaStandardized(c Cross) Estimate {
	b := c.basis(2, anyLevel)
	if b.refusal != nil {
		return b.undefined(MethodAlphaStd)
	}
	if c.K < 2 {
		return Undefined(MethodAlphaStd, b.n, TooFewItems, float64(c.K), 2)
	}
	if i := c.constantItem(); i >= 0 {
		return Undefined(MethodAlphaStd, b.n, ItemConstant, float64(i))
	}
	sum := 0.0
	for i := range c.K {
		for j := range i {
			sum += c.r(i, j)
		}
	}
	k := float64(c.K)
	r := sum / (k * (k - 1) / 2)
	den := 1 + (k-1)*r
	if den <= 1e-12 {
		return Undefined(MethodAlphaStd, b.n, NoVariance)
	}
	return Estimate{Defined: true, Value: k * r / den, N: b.n, Method: MethodAlphaStd, Notes: b.notes}
}

// AlphaIfDropped is alpha of the other items, at least two of them, over the
// same complete rows as Alpha.
func AlphaIfDropped(c Cross, item int) Estimate {
	b := c.basis(2, anyLevel)
	if b.refusal != nil {
		return b.undefined(MethodAlphaDropped)
	}
	if item < 0 || item >= c.K {
		return Undefined(MethodAlphaDropped, b.n, BadArgument, float64(item))
	}
	if c.K < 3 {
		return Undefined(MethodAlphaDropped, b.n, TooFewItems, float64(c.K), 3)
	}
	a, bad := alphaOf(c.Select(c.others(item)...))
	if bad != nil {
		return Estimate{N: b.n, Method: MethodAlphaDropped, Notes: []Note{*bad}}
	}
	return Estimate{Defined: true, Value: a, N: b.n, Method: MethodAlphaDropped, Notes: b.notes}
}

// others lists all variables but one.
func (c Cross) others(item int) []int {
	var out []int
	for i := range c.K {
		if i != item {
			out = append(out, i)
		}
	}
	return out
}

// SpearmanBrown is the reliability of a sum of two items, 2r/(1+r).
func SpearmanBrown(c Cross) Estimate {
	b := c.basis(2, anyLevel)
	if b.refusal != nil {
		return b.undefined(MethodSpearmanBrown)
	}
	if c.K != 2 {
		return Undefined(MethodSpearmanBrown, b.n, TooFewItems, float64(c.K), 2)
	}
	if i := c.constantItem(); i >= 0 {
		return Undefined(MethodSpearmanBrown, b.n, ItemConstant, float64(i))
	}
	r := c.r(0, 1)
	if r <= -1+1e-12 {
		return Undefined(MethodSpearmanBrown, b.n, NoVariance)
	}
	return Estimate{Defined: true, Value: 2 * r / (1 + r), N: b.n, Method: MethodSpearmanBrown, Notes: b.notes}
}

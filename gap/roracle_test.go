package gap

// rOracle holds figures that R 4.2.2 gave for the files in fixtures/oracle, by
// the calls shown at the tests that use them.
var rOracle = map[string]float64{
	"gap1.t.REL":       -6.64576492022624,
	"gap1.df.REL":      8.32939735275691,
	"gap1.p.REL":       0.0001345165849561,
	"gap1.holm.REL":    0.000672582924780502,
	"gap1.lo.REL":      -1.07377067961788,
	"gap1.hi.REL":      -0.523372177524975,
	"gap1.item.7":      -0.738095238095238,
	"gap1.item.holm.7": 0.192093660918525,
	"alpha.MRO":        -0.139784946236559,
	"sb.GOAL":          -0.0753927099881812,
	"self.REL":         0.226666666666667,
	"self.p.REL":       0.36213110793291,
	"spearman.r":       0.134715062810913,
	"spearman.lo":      -0.543148741389923,
	"spearman.hi":      0.706263575665669,
	"facet.TAN":        -0.145833333333333,
	"facet.lo":         -0.319777426315354,
	"facet.hi":         0.0281107596486875,
	"units.gap5":       -1.19967159090909,
	"units.gap3":       4.70666666666667,
	"units.gap3.lo":    4.1416504679225,
}

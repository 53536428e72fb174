package index

import (
	"math"

	"servqual/survey/lang"
)

// The calculators in this file put numbers into rules of thumb that training
// texts pass on. The rules are stated figures, not measurements of the user's
// customers: every result carries where its rule comes from and the doubt.

// Reckoned is a figure from a rule of thumb. It is not Defined where the inputs
// make no sense (negative, not finite, a share above one).
type Reckoned struct {
	Defined bool
	Value   float64
	Lo, Hi  float64 // where texts give a range, else both Value
	Source  lang.Text
	Doubt   lang.Text
}

func reckon(lo, hi float64, source, doubt lang.Text, inputs ...float64) Reckoned {
	r := Reckoned{Source: source, Doubt: doubt}
	for _, x := range append(inputs, lo, hi) {
		if math.IsNaN(x) || math.IsInf(x, 0) {
			return r
		}
	}
	for _, x := range inputs {
		if x < 0 {
			return r
		}
	}
	r.Defined, r.Value, r.Lo, r.Hi = true, (lo+hi)/2, lo, hi
	return r
}

var folklore = lang.T("教学用经验数字，来源不可考，不是对本单位客户的测量", "A teaching rule of doubtful origin, not a measurement of your customers")

// Reach is how many people hear of the service by word of mouth: 22 for each
// dissatisfied, 8 for each satisfied, 10 for each very satisfied customer; the
// other rule, 8–16 for each dissatisfied one, is ReachOther.
func Reach(dissatisfied, satisfied, verySatisfied float64) Reckoned {
	v := 22*dissatisfied + 8*satisfied + 10*verySatisfied
	return reckon(v, v, lang.T("培训资料：不满意告诉22人，满意告诉8人，非常满意告诉10人以上", "Training text: the dissatisfied tell 22 people, the satisfied 8, the very satisfied 10 and more"),
		lang.T("与另一份资料的8–16人相矛盾；教学用经验数字", "Contradicts another text's 8–16; a teaching rule of doubtful origin"), dissatisfied, satisfied, verySatisfied)
}

// ReachOther is how many people hear of a bad experience by the other rule: 8
// to 16 for each dissatisfied customer.
func ReachOther(dissatisfied float64) Reckoned {
	return reckon(8*dissatisfied, 16*dissatisfied, lang.T("培训资料：不满意的客户转告8–16人", "Training text: a dissatisfied customer tells 8 to 16 people"),
		lang.T("与另一份资料的22人相矛盾；教学用经验数字", "Contradicts another text's 22; a teaching rule of doubtful origin"), dissatisfied)
}

// Iceberg is what may stand behind complaints: 25 dissatisfied customers for
// each, 24 of whom say nothing, 6 with serious problems.
type Iceberg struct{ Dissatisfied, Silent, Serious Reckoned }

// IcebergOf reckons the iceberg of a number of complaints.
func IcebergOf(complaints float64) Iceberg {
	source := lang.T("培训资料：一个投诉的背后有25个不满的顾客，24人不投诉，6个有严重问题", "Training text: behind one complaint stand 25 dissatisfied customers, 24 of them silent, 6 with serious problems")
	of := func(k float64) Reckoned { return reckon(k*complaints, k*complaints, source, folklore, complaints) }
	return Iceberg{of(25), of(24), of(6)}
}

// The four ways in which a complaint ends, with the shares who buy again that a
// training text gives (it says: a survey in the United States).
const (
	ReturnFast     = 0.82 // complained, settled quickly
	ReturnSettled  = 0.54 // complained, settled
	ReturnUnsolved = 0.19 // complained, not settled
	ReturnSilent   = 0.09 // did not complain
)

var returnSource = lang.T("培训资料（称为美国调查）：82% / 54% / 19% / 9% 的客户会再来", "Training text, said to be a US survey: 82%, 54%, 19% and 9% come back")

// ExpectedReturns is how many of the customers with a problem come back:
// 0.82·fast + 0.54·settled + 0.19·unsolved + 0.09·silent.
func ExpectedReturns(fast, settled, unsolved, silent float64) Reckoned {
	v := ReturnFast*fast + ReturnSettled*settled + ReturnUnsolved*unsolved + ReturnSilent*silent
	return reckon(v, v, returnSource, folklore, fast, settled, unsolved, silent)
}

// FasterHandling is what settling n complaints quickly instead of late is
// worth: (0.82 − 0.54)·n·value of a customer's purchase.
func FasterHandling(n, purchase float64) Reckoned {
	v := (ReturnFast - ReturnSettled) * n * purchase
	return reckon(v, v, returnSource, folklore, n, purchase)
}

// KeptComplainers is how many complainers stay: 60 % in general, 90 to 95 %
// when the complaint is settled quickly. Another text says 82 %.
func KeptComplainers(complainers float64, fast bool) Reckoned {
	source := lang.T("培训资料：60%的投诉者愿保持关系，迅速解决则为90%–95%", "Training text: 60% of complainers stay, 90–95% when settled quickly")
	doubt := lang.T("与另一份资料的82%相矛盾；教学用经验数字", "Contradicts another text's 82%; a teaching rule of doubtful origin")
	if fast {
		return reckon(0.90*complainers, 0.95*complainers, source, doubt, complainers)
	}
	return reckon(0.60*complainers, 0.60*complainers, source, doubt, complainers)
}

// NewCustomerCost is what winning customers costs beside keeping them: factor
// (texts say 5) times the cost of keeping one.
func NewCustomerCost(keeping, factor, customers float64) Reckoned {
	v := keeping * factor * customers
	return reckon(v, v, lang.T("培训资料：吸引新客户的成本是保持老客户的5倍", "Training text: a new customer costs five times as much as keeping one"), folklore, keeping, factor, customers)
}

// PositiveNeeded is how many good impressions make up for bad ones: twelve each.
func PositiveNeeded(bad float64) Reckoned {
	return reckon(12*bad, 12*bad, lang.T("培训资料：一次负面印象需12个正面印象弥补", "Training text: twelve good impressions make up for a bad one"), folklore, bad)
}

// Retention is the share of a cohort that is left, and what share stays in an
// average year: (left/start)^(12/months). months counts from the first purchase
// to the count.
type Retention struct {
	Defined bool
	Kept    float64 // 0..1
	Annual  float64 // 0..1
}

// RetentionOf computes it. It is not Defined for an empty cohort, more left
// than started, or no time between.
func RetentionOf(start, left, months float64) Retention {
	if !(start > 0) || !(left >= 0) || left > start || !(months > 0) || math.IsInf(start, 1) || math.IsInf(months, 1) {
		return Retention{}
	}
	kept := left / start
	return Retention{Defined: true, Kept: kept, Annual: math.Pow(kept, 12/months)}
}

// Package verdict holds the rules of what may be claimed. Every report, command,
// chart and format asks them, so that the same answers lead to the same claims
// everywhere. A rule returns a claim with its evidence or the reason why there is
// none; it has no words in it.
//
// The package knows estimates and frequency tables. It knows no study, no file
// and no document. The statistics themselves are in survey/stats; here are the
// thresholds, the families that share an error, the least numbers of answers and
// which test decides. On the walk of a number it is the stop where an estimate
// becomes a claim.
//
// Errors are nominally 5 % for a family on one page or in one report, 2.5 % for
// the claim that an action improved something. fixtures/verdicts measures what
// they are.
package verdict

import "servqual/survey/stats"

// Says is what a claim says. The zero value says nothing: Reason then tells why.
type Says int

// The claims.
const (
	Nothing    Says = iota
	Above           // above expectation, above the other units, above the own mean
	Below           // below them
	AsExpected      // equivalent to expectation within the margin
	Better          // better than before, beyond sampling noise or usual variation
	Worse
	Named    // this is the one: a priority, a strength, a driver, a link, a best unit
	Shifted  // the level changed with a wave
	Differ   // items, dimensions or units differ among each other
	Penalty  // low ratings hurt more than high ones help
	Reward   // high ratings help more than low ones hurt
	Usable   // a coefficient may be printed
	Improved // an action improved its measure
	Reached  // a target is reached
	Missed   // a target is missed
	Harmed   // an action made it worse
)

// Reason says why nothing is claimed. The zero value goes with a claim.
type Reason int

// The reasons.
const (
	_              Reason = iota
	TooFew                // fewer respondents than Judged; Evidence.N and Needed
	NoInterval            // nothing varies, or the figure is not defined
	NotToldApart          // the interval holds what it is compared with
	WithinUsual           // XmR: within the variation of earlier waves
	NoneDiffer            // the joint test finds no difference
	LowImportance         // a strength of what customers care little about
	NotHigh               // not above the middle of the scale or the own mean
	BelowReference        // below the region, the target or last year
	NoComparison          // no other period, unit or group to compare with
	TooFewWaves           // Evidence.N waves, Needed
	FewControls           // fewer units that did not act than needed: can't be attributed
	PlaceboFailed         // the same comparison one period earlier shows an effect too
	Improper              // a loading above one or a negative variance
	SteadyLine            // a straight line fits as well as two levels
	NotLargest            // not larger than the others beyond noise
)

// Rule names the test behind a claim.
type Rule string

// The rules.
const (
	RuleInterval    Rule = "interval"
	RuleEquivalence Rule = "tost"
	RuleJoint       Rule = "max-t, confidence set"
	RuleStrength    Rule = "simultaneous contrasts"
	RuleSampling    Rule = "within units, sampling error, Holm"
	RuleUnits       Rule = "within units, jackknife over units, Holm"
	RuleUsual       Rule = "xmr"
	RuleShift       Rule = "two phases, permutation"
	RuleTarget      Rule = "interval, target"
	RuleLeader      Rule = "first against second, sign test"
	RuleTrend       Rule = "mann-kendall"
	RuleTier        Rule = "unit against the usual unit, permuted maximum"
	RulePair        Rule = "pair of units, permuted maximum"
	RuleBest        Rule = "confidence set of the best, permuted maximum over items"
	RuleChain       Rule = "largest of the gaps, differences of independent groups"
	RuleDrivers     Rule = "overall F, weight against a random variable"
	RuleHolm        Rule = "holm"
	RuleANCOVA      Rule = "ancova on unit means"
	RulePhase       Rule = "xmr, limits of the months before"
	RuleMonths      Rule = "months before and after, welch"
)

// Evidence is what a claim rests on, or what was looked at in vain.
type Evidence struct {
	Rule     Rule
	Estimate stats.Estimate // the figure or difference with its interval
	P        float64        // adjusted within its family; HasP says whether there is one
	HasP     bool
	Alpha    float64 // the error held by the family
	N        float64 // respondents, waves or units behind it
	Needed   float64 // of TooFew, TooFewWaves, FewControls
}

// Claim is what may be said of one thing.
type Claim struct {
	Says   Says
	Reason Reason
	Evidence
}

// Made says whether there is a claim.
func (c Claim) Made() bool { return c.Says != Nothing }

// silent is no claim, with the reason.
func silent(why Reason, e Evidence) Claim { return Claim{Reason: why, Evidence: e} }

// tooFew is no claim because of numbers.
func tooFew(n, needed float64, e Evidence) Claim {
	e.N, e.Needed = n, needed
	return silent(TooFew, e)
}

// The least numbers of respondents (method B.1). They are fixed: raising them
// would buy safety with silence.
const (
	Judged = 10 // fewer: "too few to judge", no verdict
	Shown  = 5  // segments with fewer: means are withheld unless the data's owner shows them
)

// Alpha is the error of a family of claims on one page or in one report.
const Alpha = 0.05

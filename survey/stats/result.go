// Package stats makes estimates and tests from frequency tables and moments.
// It is the only home of gonum/stat, knows nothing of surveys, and never lets a
// NaN out: a result is Defined, or its Notes say why not.
//
// Everything here takes counts, not rows, so that it costs the same for 300 and
// for 300 million respondents. Weighted (raked) tables carry their effective
// number of respondents, and inference uses that or refuses (see Freq). On the
// walk of a number it is the stop where the frequency table of a dimension
// becomes an estimate with its interval.
package stats

// Estimate is a figure with its interval and the way it was made.
type Estimate struct {
	Defined bool
	Value   float64
	Lo, Hi  float64 // the interval's ends; meaningful when Level > 0
	Level   float64 // e.g. 0.95; 0 when there is no interval
	SE      float64 // standard error where the method has one, else 0
	N       float64 // respondents (or effective respondents) it rests on
	Method  Method
	Notes   []Note
}

// Bare is the estimate without its interval.
func (e Estimate) Bare() Estimate {
	e.Lo, e.Hi, e.Level, e.SE = 0, 0, 0, 0
	return e
}

// HasInterval says whether Lo and Hi mean something.
func (e Estimate) HasInterval() bool { return e.Defined && e.Level > 0 }

// Test is the outcome of a significance test.
type Test struct {
	Defined   bool
	Statistic float64
	DF, DF2   float64 // degrees of freedom; DF2 only for F
	P         float64 // two-sided unless Method says otherwise
	PHolm     float64 // adjusted within the family it was tested in; 0 and not Adjusted when alone
	PBH       float64
	Adjusted  bool
	Z         float64  // the normal deviate of a rank test, else 0
	Effect    Estimate // what is being tested, with its interval: a mean difference, a rank correlation
	N         float64
	Method    Method
	Notes     []Note
}

// Method names the procedure behind a result, as a stable key that the report's
// catalogue words in each language.
type Method string

// Note is a footnote on a result: a stable code and the numbers to word it with.
type Note struct {
	Code NoteCode
	Args []float64
}

// NoteCode identifies a footnote; the report's catalogue has its wording.
type NoteCode string

// Notes that any result may carry. Packages that need more define them beside
// the function that raises them.
const (
	TooFew      NoteCode = "too-few"      // Args: n, needed
	NoVariance  NoteCode = "no-variance"  // all values equal: no test, no interval
	NoData      NoteCode = "no-data"      // nothing answered
	Suppressed  NoteCode = "suppressed"   // hidden for privacy; Args: threshold
	NegativeVar NoteCode = "negative-var" // an estimated variance came out below zero
	Singular    NoteCode = "singular"     // the correlation matrix can't be inverted
	BadArgument NoteCode = "bad-argument" // asked for something that has no meaning; Args: the value
	EffectiveN  NoteCode = "effective-n"  // weighted counts: n_eff is used; Args: n_eff
	NoEffective NoteCode = "no-effective" // fractional counts without n_eff: no inference
)

// Undefined gives an estimate that says why there is none.
func Undefined(m Method, n float64, code NoteCode, args ...float64) Estimate {
	return Estimate{N: n, Method: m, Notes: []Note{{Code: code, Args: args}}}
}

// UndefinedTest gives a test that says why there is none.
func UndefinedTest(m Method, n float64, code NoteCode, args ...float64) Test {
	return Test{N: n, Method: m, Notes: []Note{{Code: code, Args: args}}}
}

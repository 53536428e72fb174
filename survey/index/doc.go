// Package index knows the satisfaction indices that stand around SERVQUAL –
// NPS, top boxes, customer effort, CSI, ACSI-style, weighted factor trees on
// 100 or 1000 points, Kano, zones of tolerance, LibQUAL – and what moves
// overall satisfaction: importance–performance, drivers, the worth of
// difference scores. It makes them from a tally; it knows no gaps' scoring
// rules (servqual), no files and no wording of reports.
//
// On the walk of a number it is the stop beside the scorecard: the counts of
// the recommendation question become −9.2 [−22.0, +3.7], n = 120.
package index

import "servqual/survey/stats"

// Options are those of every index.
type Options struct {
	Level  float64 // of all intervals
	Draws  int     // of seeded simulations: quadrant stability, driver intervals
	Seed   uint64
	Stable float64 // an item whose probability of staying in its quadrant is less is drawn hollow
}

// Default is 95 %, 2000 draws, and 80 % to be called stable (method A.5).
var Default = Options{Level: 0.95, Draws: 2000, Seed: 1, Stable: 0.8}

// Footnotes that the indices raise; the report words them.
const (
	UnknownField      stats.NoteCode = "unknown-field"       // no such numeric field in the study
	NoSide            stats.NoteCode = "no-side"             // the side this needs was not asked
	ScaleGuessed      stats.NoteCode = "scale-guessed"       // the field's scale was taken from its answers; Args: min, max
	FewForNPS         stats.NoteCode = "nps-few"             // under 100 answers chance moves it by 15 points and more; Args: n, 100
	NPSOtherScale     stats.NoteCode = "nps-other-scale"     // declared on another scale than 0–10; Args: min, max
	ImportanceStandIn stats.NoteCode = "importance-stand-in" // expectations stand in for importance
	EqualWeights      stats.NoteCode = "equal-weights"       // no weights were given: equal ones
	WeightsNormalised stats.NoteCode = "weights-normalised"  // weights did not add up to the whole; Args: their sum
	MissingFactors    stats.NoteCode = "missing-factors"     // factors without answers; Args: their indexes
	WideInterval      stats.NoteCode = "wide-interval"       // answers taken as fully correlated: the interval is too wide rather than too narrow
	NoItemLinks       stats.NoteCode = "no-item-links"       // correlations between items were not tallied
	FewComplete       stats.NoteCode = "few-complete"        // correlations rest on few complete rows; Args: rows, wanted
	CompleteRows      stats.NoteCode = "complete-rows"       // the interval rests on respondents who answered everything; Args: those, all
	ScaleFloor        stats.NoteCode = "scale-floor"         // the index can't fall below this; Args: the least value
	NotTenPoint       stats.NoteCode = "not-ten-point"       // ratings × 100 need a 1–10 scale: put on 0–1000 instead; Args: min, max
	ScalesDiffer      stats.NoteCode = "scales-differ"       // importance and performance are not on one scale: no diagonal
	ZoneClosed        stats.NoteCode = "zone-closed"         // desired is not above minimum: no position; Args: desired − minimum
	AllInverted       stats.NoteCode = "inversions"          // minimum above desired; Args: answers, share
	OneVariable       stats.NoteCode = "one-by-one"          // items looked at one by one, not adjusted for each other
	Independent       stats.NoteCode = "taken-independent"   // importances simulated as independent of each other
	FewSteps          stats.NoteCode = "few-steps"           // regression on an outcome with few answers to choose from; Args: steps, wanted
	NotLinked         stats.NoteCode = "not-linked"          // needs the counts that tally.Options.Links adds
)

// Methods of the indices.
const (
	MethodCSI      stats.Method = "csi"
	MethodACSI     stats.Method = "acsi-style"
	MethodTree     stats.Method = "weighted-index"
	MethodZone     stats.Method = "zone-position"
	MethodSpearman stats.Method = "spearman"
	MethodStated   stats.Method = "stated"
)

// note makes a footnote.
func note(code stats.NoteCode, args ...float64) stats.Note { return stats.Note{Code: code, Args: args} }

// linear is a·e + b, with its interval and standard error.
func linear(e stats.Estimate, a, b float64) stats.Estimate {
	if !e.Defined {
		return e
	}
	e.Value = a*e.Value + b
	if e.Level > 0 {
		e.Lo, e.Hi = a*e.Lo+b, a*e.Hi+b
		if a < 0 {
			e.Lo, e.Hi = e.Hi, e.Lo
		}
	}
	e.SE *= max(a, -a)
	return e
}

// with adds footnotes without touching those of a copy.
func with(e stats.Estimate, notes ...stats.Note) stats.Estimate {
	e.Notes = append(append([]stats.Note(nil), e.Notes...), notes...)
	return e
}

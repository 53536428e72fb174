package verdict

import "servqual/survey/stats"

// Margins within which a figure counts as equal (method B.1).
const (
	NPSMargin   = 10 // points of a net promoter score
	ShareMargin = 5  // points of a share, or of a 0–100 figure
)

// MeanMargin is that of a mean or gap on a scale of this width: width/24, a
// quarter of a point on 1–7.
func MeanMargin(width float64) float64 { return width / 24 }

// Level says whether a gap is below or above expectation, or a figure below or
// above any reference that was subtracted from it:
//
//	below, above   the interval is clear of zero
//	as expected    equivalence: the interval at 2·level−1 (90 % for 95 %) lies
//	               within ±margin (TOST at 1−level; Lakens 2017)
//	nothing        anything else, and fewer than Judged respondents
//
// margin 0 means that equivalence is not claimed.
func Level(e stats.Estimate, margin float64) Claim {
	ev := Evidence{Rule: RuleInterval, Estimate: e, N: e.N, Alpha: 1 - e.Level}
	switch {
	case e.N < Judged:
		return tooFew(e.N, Judged, ev)
	case !e.HasInterval():
		return silent(NoInterval, ev)
	case e.Hi < 0:
		return Claim{Says: Below, Evidence: ev}
	case e.Lo > 0:
		return Claim{Says: Above, Evidence: ev}
	}
	if t := stats.Equivalent(e, e.N-1, margin, e.Level); t.Defined && t.P <= 1-e.Level {
		ev.Rule, ev.P, ev.HasP = RuleEquivalence, t.P, true
		return Claim{Says: AsExpected, Evidence: ev}
	}
	return silent(NotToldApart, ev)
}

// InFamily is Level of one of several differences that stand on one page, each
// with its test: where the tests were adjusted for their number, the adjusted
// p-value must lie below Alpha too, so that the page as a whole holds 5 %.
func InFamily(e stats.Estimate, t stats.Test) Claim {
	c := Level(e, 0)
	if t.Defined && t.Adjusted {
		c.P, c.HasP = t.PHolm, true
		if c.Made() && t.PHolm >= Alpha {
			return silent(NotToldApart, c.Evidence)
		}
	}
	return c
}

// Against is Level of a figure against a fixed reference.
func Against(e stats.Estimate, reference, margin float64) Claim {
	e.Value, e.Lo, e.Hi = e.Value-reference, e.Lo-reference, e.Hi-reference
	return Level(e, margin)
}

// CanJudge says whether n respondents are enough for a verdict.
func CanJudge(n float64) bool { return n >= Judged }

// MayShow says whether the mean of a segment of n respondents may be shown. The
// total of a file is always shown: its reader has the answers.
func MayShow(n float64) bool { return n >= Shown }

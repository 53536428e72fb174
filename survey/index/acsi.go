package index

import (
	"servqual/survey/stats"
	"servqual/survey/tally"
)

// ACSIPart is one of the three questions.
type ACSIPart struct {
	Field  string
	Scale  FieldScale
	Mean   stats.Estimate
	Weight float64 // as given, or 1
	Share  float64 // weight over the sum of the weights
}

// ACSI is an ACSI-style index. It is not the ACSI: that one's weights come
// from its own model.
type ACSI struct {
	Index stats.Estimate // 0–100
	Parts []ACSIPart
	Equal bool // no weights were given
}

// ACSIStyle makes the index of three fields (overall satisfaction, confirmation
// of expectations, closeness to the ideal):
//
//	100·(Σ w_i·x̄_i − Σ w_i·min)/((max−min)·Σ w_i)
//
// on 1–10 this is the published 100·(Σw x̄ − Σw)/(9Σw), w the unstandardised
// PLS weights. Without weights they are taken as equal, with a note. Each mean
// is over its own valid answers; on unlike scales each is rescaled first. The
// interval takes the three answers of a respondent as fully correlated, so that
// it is too wide rather than too narrow. Source: Fornell, Johnson, Anderson,
// Cha & Bryant 1996, J. Marketing 60(4):7.
func ACSIStyle(t *tally.Tally, fields [3]string, weights []float64, o Options) ACSI {
	out := ACSI{Equal: len(weights) == 0}
	sum := 0.0
	for i, f := range fields {
		w := 1.0
		if !out.Equal {
			if len(weights) != 3 || !(weights[i] >= 0) || weights[i] > 1e12 {
				out.Index = stats.Undefined(MethodACSI, 0, stats.BadArgument, float64(len(weights)))
				return out
			}
			w = weights[i]
		}
		sum += w
		part := ACSIPart{Field: f, Weight: w}
		scale, ok := ScaleOf(t, f)
		if !ok {
			out.Index = noField(t, MethodACSI, f)
			return out
		}
		part.Scale, part.Mean = scale, stats.MeanCI(t.OutcomeFreq(f), o.Level)
		out.Parts = append(out.Parts, part)
	}
	if sum <= 0 {
		out.Index = stats.Undefined(MethodACSI, 0, stats.BadArgument, 0)
		return out
	}
	out.Index = stats.Estimate{Defined: true, Method: MethodACSI, Level: o.Level}
	for i := range out.Parts {
		out.Parts[i].Share = out.Parts[i].Weight / sum
	}
	out.add()
	return out
}

// add sums the parts up.
func (a *ACSI) add() {
	e, half := &a.Index, 0.0
	for i, p := range a.Parts {
		if !p.Mean.Defined {
			*e = stats.Undefined(MethodACSI, 0, stats.NoData)
			return
		}
		x := linear(p.Mean, 100/float64(p.Scale.Max-p.Scale.Min), -100*float64(p.Scale.Min)/float64(p.Scale.Max-p.Scale.Min))
		e.Value += p.Share * x.Value
		if !x.HasInterval() {
			e.Level = 0
		}
		half += p.Share * (x.Hi - x.Lo) / 2
		e.SE += p.Share * x.SE
		if i == 0 || p.Mean.N < e.N {
			e.N = p.Mean.N
		}
		e.Notes = append(e.Notes, p.Scale.notes()...)
	}
	if a.Equal {
		e.Notes = append(e.Notes, note(EqualWeights))
	}
	if e.Level == 0 {
		e.SE = 0
		e.Notes = append(e.Notes, note(stats.TooFew, e.N, 2))
		return
	}
	e.Lo, e.Hi = e.Value-half, e.Value+half
	e.Notes = append(e.Notes, note(WideInterval))
}

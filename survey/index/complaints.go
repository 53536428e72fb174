package index

import (
	"slices"
	"strings"

	"servqual/survey/stats"
	"servqual/survey/tally"
)

// Cause is one named cause of complaint.
type Cause struct {
	Name       string
	Count      float64        // times named
	OfMentions float64        // share of all mentions, 0..1
	Cumulative float64        // running share of mentions
	OfPeople   stats.Estimate // share of respondents who named it, Wilson
	Other      bool           // "other": comes last whatever its count
}

// Causes is the table of a field with several names a respondent.
type Causes struct {
	Field       string
	Respondents float64
	Complaining stats.Estimate // share of respondents who named any, Wilson
	Mentions    float64
	Causes      []Cause // most frequent first, ties by name, "other" last
	Notes       []stats.Note
}

var otherNames = []string{"其他", "其它", "other", "others", "其他原因", "lainnya"}

// CausesOf counts the causes named in a field. Who named nothing counts among
// the respondents but in no cause; a respondent names a cause once.
// Source: method A.16.
func CausesOf(t *tally.Tally, field string, o Options) Causes {
	named, answered := t.Named(field)
	out := Causes{Field: field, Respondents: float64(t.N())}
	out.Complaining = stats.Wilson(float64(answered), out.Respondents, o.Level)
	for _, x := range named {
		out.Mentions += float64(x.Count)
	}
	if out.Mentions == 0 {
		out.Notes = []stats.Note{note(stats.NoData)}
		return out
	}
	for _, x := range named {
		out.Causes = append(out.Causes, Cause{
			Name: x.Name, Count: float64(x.Count), OfMentions: float64(x.Count) / out.Mentions,
			OfPeople: stats.Wilson(float64(x.Count), out.Respondents, o.Level),
			Other:    slices.Contains(otherNames, strings.ToLower(strings.TrimSpace(x.Name))),
		})
	}
	slices.SortStableFunc(out.Causes, func(a, b Cause) int {
		switch {
		case a.Other == b.Other:
			return 0
		case a.Other:
			return 1
		}
		return -1
	})
	sum := 0.0
	for i := range out.Causes {
		sum += out.Causes[i].Count
		out.Causes[i].Cumulative = sum / out.Mentions
	}
	return out
}

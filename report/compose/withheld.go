package compose

import (
	"servqual/gap"
	"servqual/report"
	"servqual/survey"
	"servqual/survey/stats"
	"servqual/survey/tally"
)

// withheldFields says by unit which numeric fields (overall satisfaction,
// recommendation) are withheld, given the segments of one wave by unit: those
// that fewer than least of the unit's respondents answered, and where a single
// unit's would follow from the total, the next smallest too (method A.12).
func withheldFields(study *survey.Study, units []tally.Segment, least int64) map[string]map[string]bool {
	out := make(map[string]map[string]bool, len(units))
	for _, u := range units {
		out[u.Names[0]] = map[string]bool{}
	}
	for _, f := range study.Fields {
		if f.Kind != survey.ScoreField {
			continue
		}
		ns := make([]int64, len(units))
		for i, u := range units {
			ns[i] = int64(u.Tally.OutcomeFreq(f.Name).N())
		}
		for i, hide := range gap.Suppress(ns, least) {
			if hide {
				out[units[i].Names[0]][f.Name] = true
			}
		}
	}
	return out
}

// fieldWithheld says that a numeric field's index is not shown: withheld for the
// unit, or answered by fewer than Cells.Mean in one wave of several. The total
// of a file as a whole is never withheld.
func (v *view) fieldWithheld(name string) bool {
	return v.hiddenFields[name] || (v.Unit != "" || len(v.waves) > 1) && int64(v.now.OutcomeFreq(name).N()) < v.Cells.Mean
}

// hideTile takes the figures of f out of a tile and says why they are missing.
func (v *view) hideTile(t report.Tile, f stats.Freq) report.Tile {
	t = report.Tile{Label: t.Label, Ref: t.Ref, Note: withheldWord}
	if int64(f.N()) < v.Cells.Mean {
		t.Note = noteText(stats.Note{Code: stats.Suppressed, Args: []float64{float64(v.Cells.Mean)}})
	}
	return t
}

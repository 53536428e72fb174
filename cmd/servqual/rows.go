package main

import (
	"cmp"
	"slices"
	"sync"

	"servqual/survey"
)

// rowKeeper copies respondents' answers and points while they are folded, for
// the workbook's calculation respondent by respondent (--include-data). It
// keeps neither names nor times.
type rowKeeper struct {
	mu   sync.Mutex
	rows []keptRow
}

// keptRow is one respondent.
type keptRow struct {
	at      survey.Row
	unit    string
	wave    string
	answers []survey.Code // by slot; Missing where the column is not there
	weights []int32
}

// add copies the rows of a batch. It may be called concurrently.
func (k *rowKeeper) add(b *survey.Batch) {
	kept := make([]keptRow, 0, b.N)
	for r := range b.N {
		row := keptRow{at: b.Rows[r], unit: nameOf(b, survey.FieldUnit, r), wave: nameOf(b, survey.FieldWave, r), answers: make([]survey.Code, len(b.Answers))}
		for slot, col := range b.Answers {
			row.answers[slot] = survey.Missing
			if col != nil {
				row.answers[slot] = col[r]
			}
		}
		for _, col := range b.Weights {
			w := int32(-1)
			if col != nil {
				w = col[r]
			}
			row.weights = append(row.weights, w)
		}
		kept = append(kept, row)
	}
	k.mu.Lock()
	k.rows = append(k.rows, kept...)
	k.mu.Unlock()
}

// nameOf is a respondent's category, "" where there is none.
func nameOf(b *survey.Batch, field string, r int) string {
	for i := range b.Groups {
		if g := &b.Groups[i]; g.Field == field && g.Codes != nil && g.Codes[r] >= 0 {
			return g.Names[g.Codes[r]]
		}
	}
	return ""
}

// batch gives the respondents of a unit and wave ("" = any) in the order of
// the files; nil without any.
func (k *rowKeeper) batch(unit, wave string) *survey.Batch {
	var rows []keptRow
	for _, r := range k.rows {
		if (unit == "" || r.unit == unit) && (wave == "" || r.wave == wave) {
			rows = append(rows, r)
		}
	}
	if len(rows) == 0 {
		return nil
	}
	slices.SortFunc(rows, func(a, b keptRow) int {
		return cmp.Or(cmp.Compare(a.at.Source, b.at.Source), cmp.Compare(a.at.Number, b.at.Number))
	})
	out := &survey.Batch{N: len(rows), Answers: make([][]survey.Code, len(rows[0].answers))}
	for slot := range out.Answers {
		for _, r := range rows {
			out.Answers[slot] = append(out.Answers[slot], r.answers[slot])
		}
	}
	if n := len(rows[0].weights); n > 0 {
		out.Weights = make([][]int32, n)
		for d := range out.Weights {
			for _, r := range rows {
				out.Weights[d] = append(out.Weights[d], r.weights[d])
			}
		}
	}
	return out
}

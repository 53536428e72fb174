package store

import (
	"slices"

	"servqual/survey"
	"servqual/survey/tally"
)

// tallied is what stored tallies hold: everything, so that they serve whoever
// asks for less.
var tallied = tally.Options{Items: true, Links: true}

// partBy are the fields of stored tallies.
var partBy = []string{survey.FieldUnit, survey.FieldWave}

// fold makes the tallies of a part, flagged responses apart.
func fold(p *tally.Plan, b *survey.Batch, wave, unit string) *tally.Set {
	set := tally.NewSet(p, partBy...)
	set.Add(fitted(p.Study(), b, p.Study(), wave, unit))
	return set
}

func encodeTallies(set *tally.Set) ([]byte, error) {
	raw, err := set.MarshalBinary()
	if err != nil {
		return nil, err
	}
	return compress(raw), nil
}

// decodeTallies reads stored tallies by the fields wanted; ErrOtherTally where
// only the answers will do.
func decodeTallies(p *tally.Plan, own *survey.Study, data []byte, by []string) (*tally.Set, error) {
	for _, f := range by {
		if !slices.Contains(partBy, f) {
			return nil, tally.ErrOtherTally
		}
	}
	if len(data) == 0 || outcomesDiffer(own, p.Study()) {
		return nil, tally.ErrOtherTally
	}
	raw, err := expand(data)
	if err != nil {
		return nil, err
	}
	set, err := tally.UnmarshalSet(p, raw)
	if err != nil {
		return nil, err
	}
	return set.Rollup(by...), nil
}

func outcomesDiffer(a, b *survey.Study) bool {
	for name, x := range a.Outcomes {
		if y, ok := b.Outcomes[name]; ok && x != y {
			return true
		}
	}
	return false
}

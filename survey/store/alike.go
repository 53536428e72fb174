package store

import (
	"fmt"
	"hash/maphash"

	"servqual/survey"
)

// alike counts the responses that are in both batches: the same answers to the
// items and sides that both studies have, each response matched once. Answers
// are compared, not respondents: no identity is stored.
func alike(sa *survey.Study, a *survey.Batch, sb *survey.Study, b *survey.Batch) int64 {
	ca, cb := common(sa, a, sb, b)
	seed := maphash.MakeSeed()
	left := make(map[uint64]int64, a.N)
	for r := range a.N {
		left[rowHash(seed, ca, r)]++
	}
	n := int64(0)
	for r := range b.N {
		if h := rowHash(seed, cb, r); left[h] > 0 {
			left[h]--
			n++
		}
	}
	return n
}

// common lists the columns that both have, in the same order.
func common(sa *survey.Study, a *survey.Batch, sb *survey.Study, b *survey.Batch) (ca, cb [][]survey.Code) {
	at := map[string][]survey.Code{}
	for slot, col := range a.Answers {
		if col != nil {
			at[slotName(sa, slot)] = col
		}
	}
	for slot, col := range b.Answers {
		if x := at[slotName(sb, slot)]; x != nil && col != nil {
			ca, cb = append(ca, x), append(cb, col)
		}
	}
	return ca, cb
}

func slotName(s *survey.Study, slot int) string {
	return fmt.Sprintf("%s %s", s.Items[slot/len(s.Sides)].ID, s.Sides[slot%len(s.Sides)])
}

func rowHash(seed maphash.Seed, cols [][]survey.Code, r int) uint64 {
	var h maphash.Hash
	h.SetSeed(seed)
	for _, c := range cols {
		h.WriteByte(byte(c[r]))
	}
	return h.Sum64()
}

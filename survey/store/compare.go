package store

import (
	"hash/maphash"
	"slices"

	"servqual/survey"
)

// Responses of a file are compared with those stored for the same waves and
// units. A stored response is found again, in this order,
//
//	same     by its id or its time of day, with the same answers – also under
//	         another unit or wave of the file; or by answers that occur once on
//	         both sides, if they are many and not all alike;
//	edited   by its id, or without ids by its time of day, with other answers;
//	same     by its answers alone, where neither id nor time of day tells
//	         (a day, where both have one, must agree);
//	counted  by number alone, where neither id nor time of day tells: the answers
//	         of so many responses were changed.
//
// What remains is lost if the file takes the place of what is stored.

// found says how many stored responses of a part were found again, and how.
type found struct {
	n       int64
	same    int64
	edited  int64 // and id and time agree, or one response's id is no doubt
	unsure  int64 // edited, but only the id or only the time agrees
	counted int64
	weak    int64 // of same: by few answers alone, which others may share
	lost    int64
	apart   bool // weak, and the rows are not in the same order either
	added   int64
}

// The limits within which a file passes as a correction of what is stored. Ids
// that restart in each export agree where the responses are others: where only
// the id or only the time agrees, half must have the same answers. Where there
// is neither, the answers of one response in ten of a wave and unit may have
// changed, and half of all must be the same.
const (
	unsureShare  = 0.5
	countedShare = 0.1
)

// corrects says whether the file may take the place of all the parts: nothing
// is lost, and what was edited is within the limits. Responses that were found
// by number alone, but are too many, count as lost.
func corrects(parts []found) bool {
	n, same, unsure := int64(0), int64(0), int64(0)
	for _, f := range parts {
		n, same, unsure = n+f.n, same+f.same, unsure+f.unsure
	}
	ok := float64(unsure) <= unsureShare*float64(n)
	for i := range parts {
		f := &parts[i]
		if f.counted > 0 && (float64(f.counted) >= countedShare*float64(f.n)+1 || 2*same < n) {
			f.lost, f.added, f.counted = f.lost+f.counted, f.added+f.counted, 0
		}
		ok = ok && f.lost == 0 && !f.apart && float64(f.unsure) <= unsureShare*float64(f.n)+1
	}
	return ok
}

// response is one row as it is compared.
type response struct {
	identity
	answers uint64 // hash of the answers to what both sides ask
	rich    bool   // the answers are many and not all alike
	once    bool   // … and occur once in the part
	asked   bool   // the sides have columns of answers in common
	part    int
	taken   bool
}

// compared is a part on one side.
type compared struct {
	study *survey.Study
	batch *survey.Batch
	ids   []identity // nil = none
	rows  []response
}

// richAnswers is how many answers, not all alike, make it unlikely that another
// respondent gives the same ones.
const richAnswers = 8

// prepare makes the rows of all parts comparable: on the columns that all have.
func prepare(parts []*compared) {
	count := map[string]int{}
	columns := make([]map[string][]survey.Code, len(parts))
	for i, p := range parts {
		columns[i] = answerColumns(p.study, p.batch)
		for name := range columns[i] {
			count[name]++
		}
	}
	var names []string
	for name, n := range count {
		if n == len(parts) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	seed := maphash.MakeSeed()
	for i, p := range parts {
		var cols [][]survey.Code
		for _, name := range names {
			cols = append(cols, columns[i][name])
		}
		p.rows = make([]response, p.batch.N)
		times := map[uint64]int{}
		for r := range p.rows {
			x := &p.rows[r]
			if p.ids != nil {
				x.identity = p.ids[r]
			}
			x.answers, x.rich, x.asked = rowHash(seed, cols, r), rich(cols, r), len(cols) > 0
			times[x.answers]++
		}
		for r := range p.rows {
			p.rows[r].once = p.rows[r].rich && times[p.rows[r].answers] == 1
		}
	}
}

// answerColumns lists the columns of answers and outcomes by what they are.
func answerColumns(s *survey.Study, b *survey.Batch) map[string][]survey.Code {
	out := map[string][]survey.Code{}
	for slot, col := range b.Answers {
		if col != nil {
			out[slotName(s, slot)] = col
		}
	}
	for _, c := range b.Scores {
		if c.Codes != nil {
			out["field "+c.Field] = c.Codes
		}
	}
	return out
}

func slotName(s *survey.Study, slot int) string {
	return s.Items[slot/len(s.Sides)].ID + " " + s.Sides[slot%len(s.Sides)].String()
}

func rowHash(seed maphash.Seed, cols [][]survey.Code, r int) uint64 {
	var h maphash.Hash
	h.SetSeed(seed)
	for _, c := range cols {
		h.WriteByte(byte(c[r]))
	}
	return h.Sum64()
}

func rich(cols [][]survey.Code, r int) bool {
	n, first, alike := 0, survey.Missing, true
	for _, c := range cols {
		if !c[r].Valid() {
			continue
		}
		if n == 0 {
			first = c[r]
		}
		alike = alike && c[r] == first
		n++
	}
	return n >= richAnswers && !alike
}

// compare finds the responses of stored parts in those of a file: stored[i] and
// file[i] are of one wave and unit.
func compare(stored, file []*compared) []found {
	out := make([]found, len(stored))
	as, bs := rowsOf(stored), rowsOf(file)
	count := func(field func(*found) *int64) func(a, b *response) {
		return func(a, _ *response) { *field(&out[a.part])++ }
	}
	same := count(func(f *found) *int64 { return &f.same })
	for i := range stored {
		out[i].n = int64(len(as[i]))
		named, elsewhere := 0, 0
		match(as[i], bs[i], byID, func(a, b *response) { same(a, b); named++ })
		match(as[i], bs[i], byClock, same)
		match(as[i], bs[i], byRichAnswers, func(a, b *response) {
			same(a, b)
			if a.id != 0 && b.id != 0 && a.id != b.id {
				elsewhere++
			}
		})
		if elsewhere > named {
			forgetIDs(as[i], bs[i])
		}
	}
	// Responses that moved to another unit or wave of the file.
	moved, to := leftOf(slices.Concat(as...)), leftOf(slices.Concat(bs...))
	match(moved, to, byID, same)
	match(moved, to, byClock, same)
	for i := range stored {
		a, b := leftOf(as[i]), leftOf(bs[i])
		match(a, b, byIDAndTime, count(func(f *found) *int64 { return &f.edited }))
		match(a, b, byIDAlone, count(func(f *found) *int64 { return &f.unsure }))
		match(a, b, byClockAlone, count(func(f *found) *int64 { return &f.unsure }))
		match(a, b, byAnswers, func(x, _ *response) {
			out[i].same++
			if !x.rich {
				out[i].weak++
			}
		})
		match(a, b, byNumber, count(func(f *found) *int64 { return &f.counted }))
		out[i].lost, out[i].added = int64(len(leftOf(a))), int64(len(leftOf(b)))
		out[i].apart = out[i].weak > 0 && out[i].added+out[i].counted > 0 && !inOrderOf(as[i], bs[i])
	}
	return out
}

// rowsOf points at the rows of each part.
func rowsOf(parts []*compared) [][]*response {
	out := make([][]*response, len(parts))
	for i, p := range parts {
		for r := range p.rows {
			p.rows[r].part = i
			out[i] = append(out[i], &p.rows[r])
		}
	}
	return out
}

// forgetIDs is for parts in which most responses have another id than before:
// these number the rows of each export and identify nobody.
func forgetIDs(rows ...[]*response) {
	for _, x := range slices.Concat(rows...) {
		x.id = 0
	}
}

// leftOf gives the rows that are not taken.
func leftOf(rows []*response) []*response {
	return slices.DeleteFunc(slices.Clone(rows), func(x *response) bool { return x.taken })
}

// rule says when two rows are one response: their keys agree, and fits, where
// there is one.
type rule struct {
	answers bool // compares answers
	key     func(*response) (key [2]uint64, ok bool)
	fits    func(a, b *response) bool
}

var (
	byID          = rule{true, func(x *response) ([2]uint64, bool) { return [2]uint64{uint64(x.id), x.answers}, x.id != 0 }, nil}
	byClock       = rule{true, func(x *response) ([2]uint64, bool) { return [2]uint64{uint64(x.time), x.answers}, x.clock }, nil}
	byRichAnswers = rule{true, func(x *response) ([2]uint64, bool) { return [2]uint64{x.answers}, x.once },
		func(a, b *response) bool { return a.time == 0 || b.time == 0 || a.clock != b.clock || a.time == b.time }}
	byIDAndTime = rule{false, func(x *response) ([2]uint64, bool) {
		return [2]uint64{uint64(x.id), uint64(x.time)}, x.id != 0 && x.clock
	}, nil}
	byIDAlone    = rule{false, func(x *response) ([2]uint64, bool) { return [2]uint64{uint64(x.id)}, x.id != 0 }, nil}
	byClockAlone = rule{false, func(x *response) ([2]uint64, bool) { return [2]uint64{uint64(x.time)}, x.clock }, func(a, b *response) bool { return a.id == 0 || b.id == 0 }}
	byAnswers    = rule{true, func(x *response) ([2]uint64, bool) { return [2]uint64{x.answers}, true }, untold}
	byNumber     = rule{false, func(*response) ([2]uint64, bool) { return [2]uint64{}, true }, untold}
)

// untold says that neither the id nor the time tells two rows apart.
func untold(a, b *response) bool {
	return (a.id == 0 || b.id == 0) && !(a.clock && b.clock) && (a.time == 0 || b.time == 0 || a.clock != b.clock || a.time == b.time)
}

// maxLooks bounds how many rows of one key are looked at for one that fits:
// rows of one key differ where some have ids and others have none.
const maxLooks = 64

// match pairs rows that are one response by the rule and not yet taken, in
// their order.
func match(as, bs []*response, by rule, found func(a, b *response)) {
	at := map[[2]uint64][]*response{}
	for _, x := range bs {
		if k, ok := by.key(x); ok && !x.taken && (x.asked || !by.answers) {
			at[k] = append(at[k], x)
		}
	}
	for _, x := range as {
		k, ok := by.key(x)
		if len(at) == 0 || x.taken || !ok || by.answers && !x.asked {
			continue
		}
		list := at[k]
		for j, y := range list[:min(len(list), maxLooks)] {
			if by.fits != nil && !by.fits(x, y) {
				continue
			}
			x.taken, y.taken = true, true
			found(x, y)
			if j == 0 {
				at[k] = list[1:]
			} else {
				at[k] = slices.Delete(list, j, j+1)
			}
			break
		}
	}
}

// inOrderOf says whether the stored rows stand in a row at the beginning or at
// the end of the file's, all but one in ten: the only trace of an earlier state
// of a file whose responses have few answers and neither ids nor times.
func inOrderOf(a, b []*response) bool {
	n := len(a)
	if n > len(b) {
		return false
	}
	for _, from := range []int{0, len(b) - n} {
		differ := 0
		for i := range a {
			if a[i].answers != b[from+i].answers {
				differ++
			}
		}
		if float64(differ) < countedShare*float64(n)+1 {
			return true
		}
	}
	return false
}

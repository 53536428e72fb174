package sheet

import "math"

// shape is what the first records of a text file tell about it.
type shape struct {
	comma   byte
	width   int  // cells of the widest record
	uniform bool // all records have that width
	mode    int  // the commonest width
	share   float64
}

const shapeRecords = 200

// shapeOf looks at the first records for the separator (unless given) and the
// width. The separator is the one that cuts the records most evenly: text may
// hold commas, decimal numbers too, but not the same number in each record.
func shapeOf(text []byte, comma byte) shape {
	if comma != 0 {
		s, _ := shapeWith(text, comma)
		return s
	}
	best, bestScore := shape{comma: ',', width: 1}, 0.0
	try := func(separators string) {
		for i := range len(separators) {
			if s, score := shapeWith(text, separators[i]); score > bestScore*1.02 {
				best, bestScore = s, score
			}
		}
	}
	try(",;\t")
	if best.mode <= fewCells {
		try("|^~")
	}
	return best
}

// fewCells is how many cells the usual separators cut a record into at most
// where the rare ones (| ^ ~) are tried as well. Those stand in texts of many
// cells too, so a table that is wide by a comma needs no second look.
const fewCells = 4

// shapeWith cuts the records at one separator. The score is the share of
// records with the commonest width, times a factor that grows slowly with that
// width; 0 where the separator doesn't occur.
func shapeWith(text []byte, comma byte) (shape, float64) {
	counts := make(map[int]int)
	s := shape{comma: comma}
	records := 0
	for len(text) > 0 && records < shapeRecords {
		n, rest, complete := recordWidth(text, comma)
		text = rest
		if !complete && records > 0 {
			break // the sample was cut here, or the file was
		}
		if n == 0 {
			continue
		}
		counts[n]++
		records++
		s.width = max(s.width, n)
	}
	mode, most := 0, 0
	for n, k := range counts {
		if k > most || k == most && n > mode {
			mode, most = n, k
		}
	}
	s.uniform = most == records && records > 1
	s.mode, s.share = mode, float64(most)/float64(max(1, records))
	if mode <= 1 && s.width <= 1 || records == 0 {
		return s, 0
	}
	share := float64(most) / float64(records)
	if mode <= 1 {
		share, mode = 0.01, s.width // only a few records are cut at all
	}
	return s, share * share * math.Log2(float64(mode)+1)
}

// recordWidth counts the cells of the first record; 0 for a blank line.
func recordWidth(text []byte, comma byte) (n int, rest []byte, complete bool) {
	inside, start := false, true
	for i := 0; i < len(text); i++ {
		c := text[i]
		switch {
		case inside:
			if c == '"' {
				if i+1 < len(text) && text[i+1] == '"' {
					i++
				} else {
					inside = false
				}
			}
		case c == '"' && start:
			inside, start = true, false
			n = max(n, 1)
		case c == comma:
			n, start = max(n, 1)+1, true
		case c == '\n' || c == '\r':
			if c == '\r' && i+1 < len(text) && text[i+1] == '\n' {
				i++
			}
			return n, text[i+1:], true
		default:
			n, start = max(n, 1), false
		}
	}
	return n, nil, false
}

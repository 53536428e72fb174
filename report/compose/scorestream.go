package compose

import (
	"bytes"
	"encoding/json"
	"io"
	"runtime"
	"slices"
	"sync/atomic"

	"servqual/survey/guard"
	"servqual/survey/issue"
	"servqual/survey/load"
	"servqual/survey/tally"
)

// TotalScores are the scores of all respondents of a set, with all figures.
func TotalScores(set *tally.Set, level float64) *Scores {
	x := setScorer{level: level}
	return &Scores{Schema: ScoreSchema, Scale: scaleJSON(set.Plan().Study()), ScoreSet: x.set(set.Total())}
}

// WriteScores writes the JSON of Scores without holding it: the total indented,
// then each segment on a line of its own. Segments are scored on all cores and
// written in their order. Of 12,000 segments the values of Scores would take
// more than a gigabyte. The total always has all figures.
// Of a draft with a question that blocks the scores there are no totals.
func WriteScores(w io.Writer, set *tally.Set, level float64, figures Figures, issues *Counts, from *load.Summary, cells Cells) error {
	top := TotalScores(set, level)
	if from != nil && from.Draft {
		top.Draft = true
		if slices.ContainsFunc(from.Questions, func(i issue.Issue) bool { return i.Blocks }) {
			top.Overall = OverallJSON{}
		}
	}
	if figures == CoreFigures && len(set.By()) > 0 {
		top.Figures = coreWord
	}
	head, err := indented(top)
	if err != nil {
		return err
	}
	head = bytes.TrimSuffix(head, []byte("\n}"))
	if _, err := w.Write(head); err != nil {
		return err
	}
	if len(set.By()) > 0 {
		if err := writeSegments(w, set, setScorer{level: level, figures: figures}, withheldSegments(set, cells.Mean)); err != nil {
			return err
		}
	}
	tail := []byte("\n}\n")
	if issues != nil {
		counts, err := json.Marshal(issues)
		if err != nil {
			return err
		}
		tail = append(append([]byte(",\n  \"issues\": "), counts...), tail...)
	}
	_, err = w.Write(tail)
	return err
}

func indented(v any) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	err := enc.Encode(v)
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), err
}

// segmentsATime is how many segments a worker takes on: enough that taking
// turns costs nothing, few enough that their JSON stays in the cache.
const segmentsATime = 8

// writeSegments writes the segments in their order; each worker takes the next
// few.
func writeSegments(w io.Writer, set *tally.Set, like setScorer, hide []bool) error {
	segs := set.Segments()
	if len(segs) == 0 {
		return nil
	}
	if _, err := io.WriteString(w, ",\n  \"segments\": ["); err != nil {
		return err
	}
	var (
		next atomic.Int64
		out  = newOrdered(w)
		wg   guard.Group
	)
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			score, buf := like, bytes.Buffer{}
			enc := json.NewEncoder(&buf)
			enc.SetEscapeHTML(false)
			var room []byte
			for ok := true; ok; {
				turn := int(next.Add(1)) - 1
				from := turn * segmentsATime
				if from >= len(segs) {
					return
				}
				for i := from; i < min(from+segmentsATime, len(segs)); i++ {
					if i > 0 {
						room = append(room, ',')
					}
					buf.Reset()
					if err := enc.Encode(score.segment(set.By(), segs[i], hide[i])); err != nil {
						out.fail(err)
						return
					}
					room = append(append(room, "\n    "...), bytes.TrimSuffix(buf.Bytes(), []byte("\n"))...)
					segs[i].Tally.Release()
				}
				room, ok = out.put(turn, room)
			}
		})
	}
	wg.Wait()
	if out.err != nil {
		return out.err
	}
	_, err := io.WriteString(w, "\n  ]")
	return err
}

// segment makes the JSON of a segment, or of one that is withheld.
func (x *setScorer) segment(by []string, seg tally.Segment, hide bool) Segment {
	s := Segment{Names: make(map[string]string, len(by)), Withheld: hide}
	for i, f := range by {
		s.Names[f] = seg.Names[i]
	}
	if hide {
		s.ScoreSet = ScoreSet{N: seg.Tally.N(), Flagged: seg.Tally.Flagged()}.withhold()
	} else {
		s.ScoreSet = x.set(seg.Tally)
	}
	return s
}

package compose

import (
	"bytes"
	"encoding/json"
	"io"
	"runtime"
	"slices"
	"sync/atomic"

	"servqual/servqual"
	"servqual/survey/guard"
	"servqual/survey/issue"
	"servqual/survey/load"
	"servqual/survey/tally"
)

// WriteScores writes the JSON of Scores without holding it: the total indented,
// then each segment on a line of its own. Segments are scored on all cores and
// written in their order. Of 12,000 segments the values of Scores would take
// more than a gigabyte.
// Of a draft with a question that blocks the scores there are no totals.
func WriteScores(w io.Writer, set *tally.Set, level float64, issues *Counts, from *load.Summary, cells Cells) error {
	top := &Scores{Schema: ScoreSchema, ScoreSet: scoreSet(set.Total(), level)}
	if from != nil && from.Draft {
		top.Draft = true
		if slices.ContainsFunc(from.Questions, func(i issue.Issue) bool { return i.Blocks }) {
			top.Overall = OverallJSON{}
		}
	}
	if set.InCore() {
		top.Figures = CoreFigures
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
		if err := writeSegments(w, set, level, withheldSegments(set, cells.Mean)); err != nil {
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
func writeSegments(w io.Writer, set *tally.Set, level float64, hide []bool) error {
	var (
		n     int
		write func(x *scoreText, score *servqual.Scorer, i int)
	)
	if set.InCore() {
		list := set.Cores()
		n, write = list.Len(), func(x *scoreText, score *servqual.Scorer, i int) {
			names := list.Read(i, &x.read)
			if hide[i] {
				x.withheld(names, x.read.N(), x.read.Flagged())
				return
			}
			x.core(names, &x.read, score.CoreOutline(&x.read))
		}
	} else {
		segs := set.Segments()
		n, write = len(segs), func(x *scoreText, score *servqual.Scorer, i int) {
			if t := segs[i].Tally; hide[i] {
				x.withheld(segs[i].Names, t.N(), t.Flagged())
				return
			}
			x.segment(segs[i], score.Brief(segs[i].Tally, level))
			segs[i].Tally.Release()
		}
	}
	if n == 0 {
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
			x, score := newScoreText(set.Plan(), set.By()), new(servqual.Scorer)
			for {
				turn := int(next.Add(1)) - 1
				from := turn * segmentsATime
				if from >= n {
					return
				}
				for i := from; i < min(from+segmentsATime, n); i++ {
					if i > 0 {
						x.b = append(x.b, ',')
					}
					x.b = append(x.b, "\n    "...)
					write(x, score, i)
				}
				ok := false
				if x.b, ok = out.put(turn, x.b); !ok {
					return
				}
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

// scoreText appends the JSON of scores to a buffer, as encoding/json would
// write the values of Scores (a test holds it to that), in a tenth of the time:
// nothing is built, looked up or copied on the way.
type scoreText struct {
	b        []byte
	study    studyText
	by       []string
	order    []int // fields of by in the order of their names
	measures []measureText
	levels   []levelText
	outcomes []string
	texts    map[string][]byte
	read     tally.Core
}

// studyText is the constant beginnings of items and dimensions.
type studyText struct{ items, dims [][]byte }

type measureText struct {
	of  tally.Measure
	at  int // in the plan
	key string
}

// levelText is a side that a core has, in the order of the JSON: what stands
// before its mean, and whether its respondents are the n of items.
type levelText struct {
	of      tally.Measure
	key     string
	counted bool
}

func newScoreText(p *tally.Plan, by []string) *scoreText {
	x := &scoreText{by: by, outcomes: p.Outcomes(), texts: make(map[string][]byte)}
	for i := range by {
		x.order = append(x.order, i)
	}
	slices.SortFunc(x.order, func(a, b int) int { return compareText(by[a], by[b]) })
	for i, m := range p.Measures() {
		x.measures = append(x.measures, measureText{m, i, measureKey(m)})
	}
	slices.SortFunc(x.measures, func(a, b measureText) int { return compareText(a.key, b.key) })
	for _, m := range []tally.Measure{tally.E, tally.P, tally.Gap} {
		if p.Has(m) {
			x.levels = append(x.levels, levelText{m, `,"` + measureKey(m) + `":{"mean":`, m == tally.Gap || m == tally.P && !p.Has(tally.Gap)})
		}
	}
	for _, it := range p.Study().Items {
		b := append([]byte(`{"id":`), x.text(it.ID)...)
		b = append(append(b, `,"dimension":`...), x.text(it.Dimension)...)
		x.study.items = append(x.study.items, append(b, `,"n":`...))
	}
	for _, d := range p.Study().Dimensions {
		b := append([]byte(`{"id":`), x.text(d.ID)...)
		x.study.dims = append(x.study.dims, append(b, `,"n":`...))
	}
	return x
}

func compareText(a, b string) int { return bytes.Compare([]byte(a), []byte(b)) }

// text is a string in JSON; names come up again and again.
func (x *scoreText) text(s string) []byte {
	t, ok := x.texts[s]
	if !ok {
		t, _ = indented(s)
		x.texts[s] = t
	}
	return t
}

func (x *scoreText) put(s string) { x.b = append(x.b, s...) }

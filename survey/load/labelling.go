package load

import (
	"slices"
	"sort"

	"servqual/survey"
	"servqual/survey/issue"
	"servqual/survey/wording"
)

// labelling is what the labels of a block of columns say about its scale.
type labelling struct {
	fit     *wording.Fit
	points  int            // steps of the ladder that is the scale; 0 where numbers are
	down    bool           // numbers run from the best answer to the worst: they are turned
	turned  bool           // so they do, and the study turns them
	byLabel bool           // beside a label the number counts for nothing: it is an id
	open    bool           // a question about the labels is open: they have no numbers
	codes   map[string]int // codes of labels on a scale that labels only mark: its ends, classes

	bottom, top int // the scale whose ends are written in words, else 0
}

// labelsDecide says that the labels of the items, and not their numbers, tell
// their scale, or leave it open.
func (e *evidence) labelsDecide(s *survey.Study) bool {
	numbers, _, _ := e.guess(s.Scale)
	l, _ := e.label(s, labelQuestion{numbers: numbers})
	return l.points > 0 || l.open || l.top > 0
}

// code gives the code of a label on a scale, and whether it has one.
func (l *labelling) code(label string, sc survey.Scale) (int, bool) {
	if l == nil {
		return 0, false
	}
	if n, ok := l.codes[label]; ok {
		return n, true
	}
	if l.fit == nil || l.fit.Points != sc.Points() {
		return 0, false
	}
	n := l.fit.Number(label)
	if l.turned && n > 0 {
		n = l.fit.Points + 1 - n
	}
	return n - 1 + sc.Min, n > 0
}

// labelQuestion is what the labels of a block are asked.
type labelQuestion struct {
	want    int          // steps of the stated scale that binds, else 0
	numbers survey.Scale // of the numbers among the answers
	subject string
	outcome bool // of a single field, without which the items are still scored

	turned   bool // the study says that the lower end is the better one
	numbered bool // the study gives the numbers of all labels that stand beside numbers
}

// label finds what the labels of a block say.
func (e *evidence) label(s *survey.Study, q labelQuestion) (*labelling, []issue.Issue) {
	alone, beside := e.labels(s)
	q.turned = s.Outcomes[q.subject].Down
	if !q.outcome {
		q.turned = len(s.Items) > 0 && !slices.ContainsFunc(s.Items, func(it survey.Item) bool { return !it.Reversed })
	}
	if len(pooled(alone)) == 0 || e.slips(pooled(alone)) {
		q.numbered = allOwn(s, pooled(beside))
		return e.labelled(beside, q)
	}
	fit := wording.FitColumns(merge(alone, beside), q.want)
	if fit.State == wording.SeveralLadders && e.total > 0 {
		if f := wording.FitColumns(merge(alone, beside), q.numbers.Points()); f.State == wording.Settled {
			fit = f
		}
	}
	l := &labelling{fit: &fit}
	switch {
	case e.total > 0 && l.ends(e, pooled(alone)):
		return l, nil
	case fit.State == wording.NoLabels || fit.State == wording.UnknownWords && !anyKnown(pooled(alone)) && e.total > 0 && !e.many(pooled(alone)):
		return l, nil // some stray words among numbers are void, and named
	case fit.State != wording.Settled:
		l.open = true
		return l, []issue.Issue{e.ask(q, &fit)}
	case e.total > 0 && q.numbers.Points() != fit.Points:
		l.open = true
		return l, []issue.Issue{e.askNumbers(q, &fit)}
	}
	if middle := e.doubtful(&fit); len(middle) > 0 {
		l.open = true
		return l, []issue.Issue{e.askMiddle(q, middle)}
	}
	l.points = fit.Points
	return l, e.slipIssues(&fit)
}

// doubtful lists the answers such as "not sure" that may be the middle of a
// ladder which else has none: one answer in twenty or more.
func (e *evidence) doubtful(fit *wording.Fit) []wording.LabelCount {
	n, all := 0, 0
	counts := make(map[string]int)
	for i := range e.columns {
		for label, k := range e.columns[i].doubt {
			counts[label] += k
			n += k
		}
		for _, k := range e.columns[i].labels {
			all += k
		}
	}
	if n < 3 || n*20 < all+n || fit.HasMiddle() {
		return nil
	}
	var out []wording.LabelCount
	for label, k := range counts {
		out = append(out, wording.LabelCount{Label: label, Count: k})
	}
	sort.Slice(out, func(i, j int) bool {
		if out[i].Count != out[j].Count {
			return out[i].Count > out[j].Count
		}
		return out[i].Label < out[j].Label
	})
	return out
}

// labelled judges labels that stand beside numbers, of answers that all have a
// number: their direction, and whether the numbers are steps at all.
func (e *evidence) labelled(beside []map[string]int, q labelQuestion) (*labelling, []issue.Issue) {
	l := &labelling{}
	words := pooled(beside)
	if len(words) == 0 {
		return l, nil
	}
	fit := wording.FitColumns(beside, q.want)
	pairs, issues := e.pairs()
	if fit.State == wording.SeveralLadders {
		for _, o := range fit.Options {
			if f := wording.FitColumns(beside, o.Points); f.State == wording.Settled && matches(&f, pairs) {
				fit = f
				break
			}
		}
	}
	l.fit = &fit
	up, down := runs(&fit, pairs)
	bare := 0
	for i := range e.columns {
		bare += e.columns[i].bare
	}
	whole := bare == 0 && fit.State == wording.Settled && (q.want == 0 || q.want == fit.Points) && !q.outcome
	switch {
	case up > 0 && down > 0 && whole && len(issues) == 0 && ids(pairs):
		l.points, l.byLabel = fit.Points, true
		return l, []issue.Issue{e.choiceIDs(q, pairs)}
	case up > 0 && down > 0:
		return l, append(issues, e.clash(&fit, pairs)...)
	case up == 0 && down == 0:
		return l, issues
	case whole:
		l.points, l.byLabel = fit.Points, true
	}
	switch {
	case q.numbered: // the study has numbers for the labels: those count
		l.byLabel = true
		if down > 0 {
			issues = append(issues, e.turned(q, pairs))
		}
	case q.turned:
		l.turned, l.byLabel, l.points = down > 0, false, 0
	case down > 0:
		l.down = true
		issues = append(issues, e.askDirection(q, pairs))
	}
	return l, issues
}

// ids says that the numbers beside labels are no steps: they leave holes, or
// do not begin at 0 or 1.
func ids(pairs []labelPair) bool {
	for i, p := range pairs {
		if p.number != pairs[0].number+i {
			return true
		}
	}
	return pairs[0].number < 0 || pairs[0].number > 1
}

func allOwn(s *survey.Study, labels map[string]int) bool {
	for l := range labels {
		if !ownLabel(s, l) {
			return false
		}
	}
	return len(labels) > 0
}

// labels gives the labels of each column that the study does not number or
// void itself: those alone, and those beside a number.
func (e *evidence) labels(s *survey.Study) (alone, beside []map[string]int) {
	void := make(map[string]bool)
	for _, m := range s.Missing {
		void[wording.Clean(m)] = true
	}
	for i := range s.Items {
		for _, m := range s.Items[i].None {
			void[wording.Clean(m)] = true
		}
	}
	for i := range e.columns {
		a, b := make(map[string]int), make(map[string]int)
		for label, n := range e.columns[i].labels {
			if !ownLabel(s, label) && !void[label] {
				a[label] = n
			}
		}
		for label, numbers := range e.columns[i].pairs {
			for _, n := range numbers {
				b[label] += n
			}
		}
		alone, beside = append(alone, a), append(beside, b)
	}
	return alone, beside
}

func pooled(columns []map[string]int) map[string]int {
	out := make(map[string]int)
	for _, c := range columns {
		for label, n := range c {
			out[label] += n
		}
	}
	return out
}

func merge(a, b []map[string]int) []map[string]int {
	out := make([]map[string]int, len(a))
	for i := range a {
		out[i] = pooled([]map[string]int{a[i], b[i]})
	}
	return out
}

// slips says that no label recurs among the numbers.
func (e *evidence) slips(labels map[string]int) bool {
	all := e.total
	for _, k := range labels {
		all += k
	}
	for _, k := range labels {
		if e.total == 0 || wording.Recurs(k, all) {
			return false
		}
	}
	return true
}

// many says that labels are one answer in twenty.
func (e *evidence) many(labels map[string]int) bool {
	n := 0
	for _, k := range labels {
		n += k
	}
	return n*20 >= n+e.total
}

func anyKnown(labels map[string]int) bool {
	for l := range labels {
		if wording.IsStep(l) {
			return true
		}
	}
	return false
}

// ends recognises a scale of numbers whose two ends are written in words:
// "Strongly disagree", 2 … 6, "Strongly agree". The numbers must be all those
// between.
func (l *labelling) ends(e *evidence, alone map[string]int) bool {
	lo, hi := e.span()
	if len(alone) != 2 || hi-lo < 2 || lo < 1 || lo > 2 || e.holes(lo, hi) {
		return false
	}
	var low, high string
	for label := range alone {
		d, ok := wording.ReadDegree(label)
		switch {
		case !ok || d.Sign == 0:
			return false
		case d.Sign > 0:
			high = label
		default:
			low = label
		}
	}
	if low == "" || high == "" {
		return false
	}
	l.bottom, l.top = lo-1, hi+1
	l.codes = map[string]int{low: l.bottom, high: l.top}
	return true
}

// span gives the lowest and the highest number from 0 to 10 that occurs.
func (e *evidence) span() (lo, hi int) {
	lo = -1
	for n, k := range e.numbers {
		if k > 0 {
			if lo < 0 {
				lo = n
			}
			hi = n
		}
	}
	return lo, hi
}

func (e *evidence) holes(lo, hi int) bool {
	for n := lo; n <= hi; n++ {
		if e.numbers[n] == 0 {
			return true
		}
	}
	return false
}

package load

import (
	"fmt"
	"sort"

	"servqual/survey"
	"servqual/survey/issue"
	"servqual/survey/lang"
	"servqual/survey/wording"
)

// labelPair is a label and the number that mostly stands beside it.
type labelPair struct {
	label  string
	number int
	count  int
}

// pairs lists labels with their numbers, lowest number first. A label that
// recurs with two numbers is an issue.
func (e *evidence) pairs() ([]labelPair, []issue.Issue) {
	all := make(map[string]map[int]int)
	for i := range e.columns {
		for label, numbers := range e.columns[i].pairs {
			if all[label] == nil {
				all[label] = make(map[int]int)
			}
			for n, k := range numbers {
				all[label][n] += k
			}
		}
	}
	var out []labelPair
	var issues []issue.Issue
	for label, numbers := range all {
		var ns []int
		p := labelPair{label: label}
		total := 0
		for n, k := range numbers {
			ns = append(ns, n)
			total += k
			if k > p.count || k == p.count && n < p.number {
				p.number, p.count = n, k
			}
		}
		sort.Ints(ns)
		if len(ns) > 1 {
			issues = append(issues, e.contradiction(fmt.Sprintf("%s = %d, %d", label, ns[0], ns[1])))
		}
		out = append(out, p)
	}
	sort.Slice(out, func(i, j int) bool {
		if out[i].number != out[j].number {
			return out[i].number < out[j].number
		}
		return out[i].label < out[j].label
	})
	sort.SliceStable(issues, func(i, j int) bool { return issues[i].Got < issues[j].Got })
	return out, issues
}

// matches says that every label has the number beside it, or all of them the
// number counted from the other end.
func matches(fit *wording.Fit, pairs []labelPair) bool {
	same, turned := true, true
	for _, p := range pairs {
		n := fit.Number(p.label)
		if n == 0 {
			continue
		}
		same = same && n == p.number
		turned = turned && fit.Points+1-n == p.number
	}
	return same || turned
}

// runs counts the pairs of labels whose numbers run as the labels do, and
// those whose numbers run against them.
func runs(fit *wording.Fit, pairs []labelPair) (up, down int) {
	rank := func(p labelPair) (int, bool) {
		if n := fit.Number(p.label); n > 0 {
			return n, true
		}
		d, ok := wording.ReadDegree(p.label)
		return d.Sign, ok && fit.State != wording.Settled
	}
	for i, p := range pairs {
		a, ok := rank(p)
		if !ok {
			continue
		}
		for _, q := range pairs[i+1:] {
			b, ok := rank(q)
			switch {
			case !ok || a == b || p.number == q.number:
			case a < b:
				up++
			default:
				down++
			}
		}
	}
	return up, down
}

// clash finds two labels whose numbers run against the others.
func (e *evidence) clash(fit *wording.Fit, pairs []labelPair) []issue.Issue {
	for i, p := range pairs {
		for _, q := range pairs[i+1:] {
			if _, down := runs(fit, []labelPair{p, q}); down > 0 {
				return []issue.Issue{e.contradiction(fmt.Sprintf("%s = %d, %s = %d", p.label, p.number, q.label, q.number))}
			}
		}
	}
	return nil
}

func (e *evidence) contradiction(got string) issue.Issue {
	return issue.Issue{Code: issue.CodeLabelClash, Pos: e.pos, Got: got,
		Want:   lang.T("编码与文字一致；选项编号不是分数，请在研究文件的 scale: labels 中写明每个文字的分数", "codes that agree with labels; a choice id is no score: give each label's number in the study file under scale: labels"),
		Effect: lang.T("文字能确定分数时以文字为准，否则作废", "the label decides where it is known, else the answer is void")}
}

// promoters recognises the classes of a recommendation. They stand for the
// best answer of each class.
func promoters(e *evidence) *labelling {
	alone, beside := e.labels(&survey.Study{})
	all := pooled(merge(alone, beside))
	l := &labelling{codes: make(map[string]int)}
	for label := range all {
		switch wording.PromoterClass(label) {
		case 1:
			l.codes[label] = 6
		case 2:
			l.codes[label] = 8
		case 3:
			l.codes[label] = 10
		default:
			return nil
		}
	}
	if len(l.codes) == 0 || e.total > 0 {
		return nil
	}
	return l
}

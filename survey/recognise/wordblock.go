package recognise

import (
	"maps"
	"slices"
	"strings"

	"servqual/survey/issue"
	"servqual/survey/lang"
	"servqual/survey/wording"
)

// The columns of a matrix question share their answers. Where these are words of no
// known ladder, nothing says whether they are degrees: they are asked about.

// leastWords and leastColumns are how many answers how many columns must share.
// Three answers are often yes, no and don't know.
const (
	leastWords   = 4
	mostWords    = 9
	leastColumns = 3
)

// wordBlocks finds runs of columns that are left over and share their answers in
// words.
func (f *form) wordBlocks() {
	for i := 0; i < len(f.f); i++ {
		if !f.free(i) || !f.words(i) {
			continue
		}
		all := maps.Clone(f.v[i].words)
		j := i + 1
		for j < len(f.f) && f.free(j) && f.words(j) && overlap(all, f.v[j].words) {
			maps.Copy(all, f.v[j].words)
			j++
		}
		if j-i >= leastColumns && len(all) >= leastWords && len(all) <= mostWords {
			f.wordy = append(f.wordy, slices.Collect(count(i, j))...)
		}
		i = j - 1
	}
	if !slices.ContainsFunc(f.f, func(x Finding) bool { return x.Role == Item }) {
		for _, i := range f.wordy { // the words are asked about with the scale
			f.take(i, Item, Likely, ByValues)
			f.f[i].because(BySequence)
		}
		f.wordy = nil
	}
}

func count(from, to int) func(func(int) bool) {
	return func(yield func(int) bool) {
		for i := from; i < to && yield(i); i++ {
		}
	}
}

// words says that the answers of a column are few wordings, each for many.
func (f *form) words(i int) bool {
	v := f.v[i]
	return v.filled >= 10 && v.whole == 0 && len(v.words) >= 2 && len(v.words) <= mostWords && !v.list()
}

// overlap says that two columns have most of their wordings in common.
func overlap(a, b map[string]int) bool {
	n := 0
	for w := range b {
		if a[w] > 0 {
			n++
		}
	}
	return n >= 2 && n*3 >= 2*min(len(a), len(b)) && n*3 >= 2*len(b)
}

// askWords asks about the columns that share answers in unknown words.
func (f *form) askWords(p *Proposal) {
	if len(f.wordy) == 0 {
		return
	}
	p.Draft = true
	var words []string
	for w := range f.v[f.wordy[0]].words {
		words = append(words, w)
	}
	slices.Sort(words)
	p.Issues = append(p.Issues, issue.Issue{Code: issue.RoleOpen, Severity: issue.Question, Pos: f.pos(f.wordy[0]), Subject: "columns, words", Count: len(f.wordy),
		Got:    listed(f.raws(f.wordy), 3) + ": " + wording.Shorten(strings.Join(words, " / "), 80),
		Want:   lang.T("这几列的答案是同一组文字，程序不认识它们的高低：是评分题吗？若是，请在研究文件的 items 中写入这些列，并在 scale 的 labels 中写明每种文字的分数", "These columns share one set of answers in words whose order is not known: are they ratings? If so, name the columns under items in the study file, and give the number of each word in scale: labels"),
		Effect: lang.T("未计分；结果为草稿", "not scored; the results are a draft")})
}

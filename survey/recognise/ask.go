package recognise

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"servqual/survey"
	"servqual/survey/issue"
	"servqual/survey/lang"
	"servqual/survey/wording"
)

func (f *form) pos(i int) issue.Pos {
	return issue.Pos{File: f.t.File, Sheet: f.t.Sheet, Row: f.t.HeaderRow, Col: i + 1}
}

// askScale asks between what the scale can be, or notes what was taken as likely.
func (f *form) askScale(p *Proposal, cols []int, s Scale) {
	if s.Certainty == Certain {
		return
	}
	i := issue.Issue{Code: issue.ScaleOpen, Severity: issue.Question, Pos: f.pos(cols[0]), Subject: "scale", Got: s.Seen}
	if s.Certainty == Open {
		i.Blocks = true
		i.Want = lang.F("答案是几分制？可能是：%s。请在研究文件中写明，如 scale: {min: %d, max: %d}", "Which scale are the answers on? It may be %s. State it in the study file, e.g. scale: {min: %d, max: %d}",
			strings.Join(s.Options, " / "), s.Min, s.Max)
		i.Effect = lang.T("在回答之前不计分", "nothing is scored until this is answered")
	} else {
		p.Draft = true
		i.Want = lang.F("按 %s 分制理解，对吗？请在研究文件的 scale 中确认", "Taken as a scale of %s: is that right? Confirm it in the study file under scale", s.Range())
		i.Effect = lang.T("结果为草稿", "the results are a draft")
	}
	p.Issues = append(p.Issues, i)
}

// leastRows is how many rows a correlation needs to raise a question.
const leastRows = 20

// askDirection asks which end is the better one where the items run against the
// willingness to recommend, which is known to run upward: r below −2/√n.
func (f *form) askDirection(p *Proposal, cols []int) {
	rec, ok := f.fields[survey.FieldRecommend]
	if !ok || f.v[rec].whole*2 < f.v[rec].filled {
		return
	}
	var items []int
	for _, i := range cols {
		if s := f.f[i].Side; s == survey.Perception {
			items = append(items, i)
		}
	}
	r, n := correlation(column(f.v[rec]), f.meanOf(items, -1))
	if n < leastRows || r > -2/math.Sqrt(float64(n)) {
		return
	}
	p.Issues = append(p.Issues, issue.Issue{Code: issue.DirectionOpen, Severity: issue.Question, Blocks: true, Pos: f.pos(items[0]), Subject: "direction",
		Got:    fmt.Sprintf("r = %.2f, n = %d", r, n),
		Want:   lang.F("评分越高的客户越不愿意推荐：%d 分是最好还是最差？请在研究文件中写 scale: {min: %d, max: %d, best: %d} 或 best: %d", "Customers who rate higher recommend less: is %d the best or the worst answer? State it in the study file: scale: {min: %d, max: %d, best: %d}, or best: %d", p.Study.Scale.Min, p.Study.Scale.Min, p.Study.Scale.Max, p.Study.Scale.Min, p.Study.Scale.Max),
		Effect: lang.T("方向不明，在回答之前不计分；程序不会自行反转", "the direction is open: nothing is scored until this is answered, and nothing is turned unasked")})
}

// ask puts the questions about roles and sides.
func (f *form) ask(p *Proposal, cols []int) {
	if len(p.Study.Items) == 0 {
		return
	}
	f.askOpen(p)
	f.askSides(p, cols)
	f.askWords(p)
	if f.unrelated {
		p.Issues = append(p.Issues, issue.Issue{Code: issue.RoleOpen, Severity: issue.Question, Blocks: true, Pos: f.pos(cols[0]), Subject: "items, columns", Count: len(cols), Got: listed(f.raws(cols), 6),
			Want:   lang.T("这些列只有代号，各列的数字彼此毫无关联，不像同一份评分：哪些列是评分题？请在研究文件的 items 中写明，其余的删去", "These columns have codes only, and their numbers have nothing to do with each other, unlike ratings of one service: which of them are ratings? Keep those under items in the study file and take out the others"),
			Effect: lang.T("在回答之前不计分", "nothing is scored until this is answered")})
	}
	var likely []string
	for _, i := range cols {
		if f.f[i].Certainty == Likely {
			likely = append(likely, f.t.Columns[i].Raw)
		}
	}
	if len(likely) == 0 {
		return
	}
	p.Draft = true
	p.Issues = append(p.Issues, issue.Issue{Code: issue.MappingOpen, Severity: issue.Question, Pos: f.pos(cols[0]), Subject: "columns", Count: len(likely),
		Got:    listed(likely, 6),
		Want:   lang.T("表头没有写明这些列是评分题，按答案的样子认定：请用 servqual init 写出研究文件并核对", "The headers do not say that these columns are ratings; their answers look so. Write the study file with `servqual init` and check it"),
		Effect: lang.T("结果为草稿", "the results are a draft")})
}

// askOpen asks about the columns that may be items: those on another scale, and
// those whose answers have nothing to do with the others.
func (f *form) askOpen(p *Proposal) {
	var other, strange, bare []int
	for i := range f.f {
		if f.f[i].Role != Item || f.f[i].Certainty != Open {
			continue
		}
		if f.f[i].says(ByWord) {
			bare = append(bare, i)
		} else if f.f[i].says(BySequence) {
			strange = append(strange, i)
		} else {
			other = append(other, i)
		}
	}
	if len(bare) > 0 {
		p.Issues = append(p.Issues, issue.Issue{Code: issue.RoleOpen, Severity: issue.Question, Blocks: true, Pos: f.pos(bare[0]), Subject: "item, overall or recommend, column", Count: len(bare), Got: listed(f.raws(bare), 6),
			Want:   lang.T("这一列评的是什么：一道题、总体满意度，还是推荐意愿？请在研究文件中写入 items，或 fields 的 overall、recommend", "What does this column rate: one item, overall satisfaction or recommendation? Name it in the study file under items, or under fields as overall or recommend"),
			Effect: lang.T("在回答之前不计分", "nothing is scored until this is answered")})
	}
	if len(other) > 0 {
		p.Issues = append(p.Issues, issue.Issue{Code: issue.ScaleOpen, Severity: issue.Question, Blocks: true, Pos: f.pos(other[0]), Subject: "scale, columns", Count: len(other), Got: listed(f.raws(other), 6),
			Want:   lang.T("这些列的量表与其他评分题不同，不能合并计分。哪些列是题项？请在研究文件的 items 中写明", "These columns are answered on another scale than the other ratings and can't be pooled with them. Which columns are the items? Name them in the study file under items"),
			Effect: lang.T("在回答之前不计分", "nothing is scored until this is answered")})
	}
	if len(strange) > 0 {
		p.Issues = append(p.Issues, issue.Issue{Code: issue.RoleOpen, Severity: issue.Question, Blocks: true, Pos: f.pos(strange[0]), Subject: "item or attribute, column", Count: len(strange), Got: listed(f.raws(strange), 6),
			Want:   lang.T("这一列的数字与其他评分毫无关联：是评分题，还是客户分组（年龄段、类别等）？请在研究文件中写入 items 或 fields", "The numbers of this column have nothing to do with the other ratings: is it a rated item, or an attribute such as an age group? Name it in the study file under items or fields"),
			Effect: lang.T("在回答之前不计分", "nothing is scored until this is answered")})
	}
}

// askSides asks what two unnamed groups of like questions are, and what columns
// known by codes alone ask. An instrument of as many items may settle both.
func (f *form) askSides(p *Proposal, cols []int) {
	if p.Codes && len(p.Study.Sides) == 1 && len(p.Study.Items) == 22 {
		p.Issues = append(p.Issues, issue.Issue{Code: issue.SideOpen, Severity: issue.Question, Blocks: true, Pos: f.pos(cols[0]), Subject: "items, side, columns", Count: 22,
			Got:    listed([]string{f.t.Columns[cols[0]].Raw, f.t.Columns[cols[len(cols)-1]].Raw}, 2),
			Want:   lang.T("22 列只有代号：是 SERVQUAL 的 22 个题项吗，问的是期望还是感知？请在研究文件中写 instrument: servqual-22（或 servperf-22）和各列", "22 columns have codes only: are they the 22 items of SERVQUAL, and do they ask for expectations or perceptions? Give instrument: servqual-22 (or servperf-22) and the columns in the study file"),
			Effect: lang.T("在回答之前不计分", "nothing is scored until this is answered")})
		return
	}
	if other := f.otherSide(p, cols); len(other) > 0 {
		p.Issues = append(p.Issues, issue.Issue{Code: issue.SideOpen, Severity: issue.Question, Blocks: true, Pos: f.pos(other[0]), Subject: "side, pair, columns", Count: len(other), Got: listed(f.raws(other), 6),
			Want:   lang.T("这些列问的是期望或重要性，与其他评分题对不上：请在研究文件的 columns 中写明各题的期望（重要性）和感知列", "These columns ask for expectation or importance and fit none of the other ratings: name the columns of each item under columns in the study file"),
			Effect: lang.T("在回答之前不计分", "nothing is scored until this is answered")})
		return
	}
	unnamed := false
	for _, i := range cols {
		unnamed = unnamed || f.f[i].unnamed
	}
	if !unnamed {
		return
	}
	p.Issues = append(p.Issues, issue.Issue{Code: issue.SideOpen, Severity: issue.Question, Blocks: !p.Numbered(), Pos: f.pos(cols[0]), Subject: "side, pair", Count: len(p.Study.Items),
		Got:    listed([]string{f.t.Columns[cols[0]].Raw, f.t.Columns[cols[len(cols)-1]].Raw}, 2),
		Want:   lang.T("同样的题问了两遍，表头没有写明各是什么（期望和实际？重要和满意？）：请在研究文件的 columns 中写明", "The same questions are asked twice and no header says as what (expectation and perception? importance and satisfaction?): state it in the study file under columns"),
		Effect: lang.T("按列的先后理解为期望、感知", "taken as expectation and perception, in the order of the columns")})
}

// otherSide lists the columns whose headers ask for another side than perception
// where no column was paired and others do not ask for it: their answers can't be
// ratings of the service like those of the others.
func (f *form) otherSide(p *Proposal, cols []int) []int {
	if len(p.Study.Sides) != 1 {
		return nil
	}
	var other []int
	for _, i := range cols {
		for _, seg := range wording.Segments(f.t.Columns[i].Text) {
			side, _, pure := SideIn(seg)
			if !pure {
				_, side, _ = unframe(seg)
			}
			if side != 0 && side != survey.Perception {
				other = append(other, i)
				break
			}
		}
	}
	if len(other) < 2 || len(other)*5 < len(cols) || len(other) == len(cols) {
		return nil
	}
	return other
}

func (f *form) raws(cols []int) []string {
	var out []string
	for _, i := range cols {
		out = append(out, f.t.Columns[i].Raw)
	}
	return out
}

// listed names the first few of a list.
func listed(names []string, most int) string {
	out := slices.Clone(names[:min(most, len(names))])
	for i := range out {
		out[i] = wording.Shorten(wording.OneLine(out[i]), 40)
	}
	s := strings.Join(out, " | ")
	if len(names) > most {
		s += " …"
	}
	return s
}

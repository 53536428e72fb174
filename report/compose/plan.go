package compose

import (
	"fmt"
	"math"

	"servqual/report"
	"servqual/survey/lang"
	"servqual/survey/stats"
)

// SurveyPlan is what a survey is planned from. Shares and margins are
// fractions: 0.05 is five points.
type SurveyPlan struct {
	stats.PlanOptions
	SD          float64 // of a score, in points of the scale; 0: no plan for means
	MarginScore float64 // half-width wanted for a mean score; 0: none
	Answers     []int64 // margins are wanted for these numbers of answers; nil: a usual ladder
	Units       []PlanUnit
	Least       int64 // fewest answers of a unit that can be reported
	Lang        lang.Lang
}

// PlanUnit is a branch and how many customers it has.
type PlanUnit struct {
	Name string
	Size int64
}

// DefaultSurveyPlan is ±5 points at 95 %, ten answers for a unit's own figures.
var DefaultSurveyPlan = SurveyPlan{PlanOptions: stats.DefaultPlan, Least: DefaultCells.Distribution}

// planned is a plan worked out.
type planned struct {
	SurveyPlan
	share  stats.Sample
	mean   stats.Sample // not Defined when not asked for
	ladder []int64
	units  []plannedUnit
}

type plannedUnit struct {
	PlanUnit
	even   int64 // in proportion
	floor  int64 // in proportion, but the least that can be reported
	invite int64 // for floor
	short  bool  // its customers are too few for invitations at the response rate
}

// answers is how many the plan asks for: the larger of the two aims.
func (p *planned) answers() int64 { return max(p.share.Answers, p.mean.Answers) }

// needs is the aim that decides.
func (p *planned) needs() stats.Sample {
	if p.mean.Answers > p.share.Answers {
		return p.mean
	}
	return p.share
}

// work computes a plan. Units, where there are any, are the population unless
// that was given.
func (s SurveyPlan) work() *planned {
	p := &planned{SurveyPlan: s}
	if p.Population == 0 {
		p.Population = p.unitTotal()
	}
	p.share = stats.SampleSize(p.PlanOptions)
	if s.SD > 0 && s.MarginScore > 0 {
		p.mean = stats.SampleSizeMean(s.SD, s.MarginScore, p.PlanOptions)
	}
	p.ladder = p.steps()
	p.allocate()
	return p
}

func (s SurveyPlan) unitTotal() float64 {
	n := int64(0)
	for _, u := range s.Units {
		n += u.Size
	}
	return float64(n)
}

// steps are the numbers of answers whose margins are listed: those asked for,
// or a ladder up to the population with the planned number in it.
func (p *planned) steps() []int64 {
	if len(p.Answers) > 0 {
		return p.Answers
	}
	var out []int64
	plan := p.answers()
	for _, n := range []int64{10, 30, 50, 100, 150, 200, 300, 400, 600, 1000, 2000} {
		if plan > 0 && n > plan && (len(out) == 0 || out[len(out)-1] < plan) {
			out = append(out, plan)
		}
		if n == plan || p.Population == 0 || float64(n) <= p.Population {
			out = append(out, n)
		}
	}
	if plan > 0 && out[len(out)-1] < plan {
		out = append(out, plan)
	}
	return out
}

// allocate shares the answers among the units.
func (p *planned) allocate() {
	if len(p.Units) == 0 || p.answers() == 0 {
		return
	}
	sizes := make([]float64, len(p.Units))
	for i, u := range p.Units {
		sizes[i] = float64(u.Size)
	}
	n := min(p.answers(), int64(p.unitTotal()))
	for i, even := range stats.Allocate(n, sizes) {
		u := plannedUnit{PlanUnit: p.Units[i], even: even}
		u.floor = max(even, min(p.Least, u.Size))
		u.invite = int64(math.Ceil(float64(u.floor)/p.Response - 1e-9))
		if u.invite > u.Size {
			u.invite, u.short = u.Size, true
		}
		p.units = append(p.units, u)
	}
}

// margin of a share from n answers of so many people; of a mean where a
// standard deviation is given.
func (p *planned) margin(n int64, population float64) (share, mean stats.Estimate) {
	share = stats.MarginShare(p.Share, float64(n), population, p.Level)
	if p.SD > 0 {
		mean = stats.MarginMean(p.SD, float64(n), population, p.Level)
	}
	return share, mean
}

// Plan is the document of the plan command.
func Plan(s SurveyPlan) *report.Document {
	p := s.work()
	d := &report.Document{ID: "plan", Lang: s.Lang, Title: lang.T("抽样方案", "Sampling plan"), Subtitle: p.subtitle()}
	d.Sections = []report.Section{p.sizeSection(), p.marginSection()}
	if len(p.units) > 0 {
		d.Sections = append(d.Sections, p.unitSection())
	}
	return d
}

func (p *planned) subtitle() lang.Text {
	aim := lang.F("误差 ±%s 个百分点，把握 %s", "±%s points, %s sure", points(p.Margin), level(p.Level))
	if p.Population > 0 {
		return lang.F("客户 %s 人，%s", "%s customers, %s", count(p.Population), aim)
	}
	return lang.F("客户很多或人数不明，%s", "very many customers, %s", aim)
}

// points writes a share as points without needless decimals: 5, 2.5.
func points(share float64) string { return fmt.Sprintf("%.4g", 100*share) }

// sizeSection says how many answers are needed and how many to invite.
func (p *planned) sizeSection() report.Section {
	s := report.Section{ID: "size", Title: lang.T("需要多少份答卷", "How many answers are needed"), Finding: p.sizeSentence()}
	if !p.share.Defined {
		return s
	}
	s.Blocks = []report.Block{p.shareFormula()}
	if p.mean.Defined {
		s.Blocks = append(s.Blocks, p.meanFormula())
	}
	if p.Response < 1 && p.share.Defined {
		s.Blocks = append(s.Blocks, p.inviteFormula())
	}
	s.Blocks = append(s.Blocks, report.Notes{Items: p.sizeNotes()})
	return s
}

func (p *planned) sizeSentence() lang.Text {
	if !p.share.Defined {
		return lang.T("给出的数字无法用来计算：请检查客户数、误差和回收率。", "Nothing can be planned with these figures: check customers, margin and response rate.")
	}
	who := lang.T("客户很多时", "However many customers there are")
	if p.Population > 0 {
		who = lang.F("%s 位客户中", "Of %s customers", count(p.Population))
	}
	n := count(float64(p.answers()))
	aim := lang.F("任何一个占比的误差都不超过 ±%s 个百分点", "every share is right to ±%s points", points(p.Margin))
	if p.mean.Defined {
		aim = lang.F("%s，平均分的误差不超过 ±%s 分", "%s and mean scores to ±%s", aim, trim(p.MarginScore))
	}
	out := lang.F("%s，收回 %s 份有效答卷，%s（%s的把握）", "%s, %s completed answers are needed so that %s (%s sure)", who, n, aim, level(p.Level))
	if p.Response >= 1 {
		return lang.F("%s。", "%s.", out)
	}
	rate := points(p.Response) + "%"
	if p.unreachable() {
		return lang.F("%s；按 %s 的回收率，邀请全部 %s 位客户也收不到这么多，预计只有 %s 份。", "%s; at a response of %s even inviting all %s customers won't bring that many: expect %s.",
			out, rate, count(p.Population), count(math.Floor(p.Population*p.Response+1e-9)))
	}
	return lang.F("%s；按 %s 的回收率，需要邀请 %s 位客户。", "%s; at a response of %s, %s customers must be invited.", out, rate, count(float64(p.needs().Invite)))
}

// trim writes a number without needless zeros.
func trim(x float64) string { return fmt.Sprintf("%.4g", x) }

func (p *planned) unreachable() bool {
	for _, n := range p.needs().Notes {
		if n.Code == stats.UnreachablePlan {
			return true
		}
	}
	return false
}

// z is the normal quantile that the plan used, found back from n0.
func (p *planned) z() float64 {
	return p.Margin * math.Sqrt(p.share.Infinite/(p.Share*(1-p.Share)))
}

func (p *planned) shareFormula() report.Formula {
	put := fmt.Sprintf("n0 = %.4f² × %s × %s / %s² = %.2f", p.z(), trim(p.Share), trim(1-p.Share), trim(p.Margin), p.share.Infinite)
	return p.finite(report.Formula{Title: lang.T("占比：需要的有效答卷", "For shares: answers needed"), Formula: "n0 = z²·p·(1 − p) / e²", Put: put}, p.share)
}

func (p *planned) meanFormula() report.Formula {
	put := fmt.Sprintf("n0 = (%.4f × %s / %s)² = %.2f", p.z(), trim(p.SD), trim(p.MarginScore), p.mean.Infinite)
	return p.finite(report.Formula{Title: lang.T("平均分：需要的有效答卷", "For mean scores: answers needed"), Formula: "n0 = (z·s / e)²", Put: put}, p.mean)
}

// finite ends a formula with the finite population, where there is one.
func (p *planned) finite(f report.Formula, s stats.Sample) report.Formula {
	f.Source = lang.Same("Cochran 1977, Sampling Techniques")
	if p.Population > 0 {
		f.Formula += "; n = n0 / (1 + (n0 − 1)/N)"
		f.Put += fmt.Sprintf("; n = %.2f / (1 + %.2f/%s) = %.2f", s.Infinite, s.Infinite-1, trimCount(p.Population), s.Exact)
	}
	f.Result = lang.F("向上取整：%s 份", "rounded up: %s answers", count(float64(s.Answers)))
	return f
}

func trimCount(x float64) string { return fmt.Sprintf("%.0f", x) }

func (p *planned) inviteFormula() report.Formula {
	n := p.answers()
	result := lang.F("邀请 %s 位", "invite %s", count(float64(p.needs().Invite)))
	if p.unreachable() {
		result = lang.F("多于全部客户：邀请全部 %s 位", "more than there are: invite all %s", count(float64(p.needs().Invite)))
	}
	return report.Formula{Title: lang.T("需要邀请的客户", "Customers to invite"), Formula: "n / r", Put: fmt.Sprintf("%d / %s = %.1f", n, trim(p.Response), float64(n)/p.Response), Result: result}
}

func (p *planned) sizeNotes() []lang.Text {
	notes := []lang.Text{lang.F("z = %.4f；p = %s（不知道时取0.5最稳妥，需要的答卷最多）。", "z = %.4f; p = %s (0.5 is safe where nothing is known: it takes the most answers).", p.z(), trim(p.Share))}
	if p.Population > 0 {
		notes = append(notes, lang.F("名单就是全部客户（例如本月所有到店客户）时才能按 N 折减；要说明趋势或原因，或推及以后的客户，按不折减的 %s 份。", "The reduction for N is honest only where the list is everybody (all customers of the month); for trends, causes or future customers take the unreduced %s.", count(math.Ceil(max(p.share.Infinite, p.mean.Infinite)-1e-9))))
	}
	if t := p.unitTotal(); t > 0 && t != p.Population {
		notes = append(notes, lang.F("各单位客户数合计 %s，与给出的客户总数 %s 不同。", "The units' customers add up to %s, not to the %s given.", count(t), count(p.Population)))
	}
	return append(notes, lang.T("误差只算抽样误差：愿意回答的人可能与不回答的不同，回收率越低越要当心。", "The margin covers chance only: those who answer may differ from those who don't, the more so the lower the response."))
}

// marginSection lists how exact a number of answers is.
func (p *planned) marginSection() report.Section {
	t := report.Table{ID: "margins", Title: lang.T("答卷数与误差", "Answers and margins"), Columns: []report.Column{
		column("answers", lang.T("有效答卷", "Answers")), column("share", lang.T("占比误差 ±", "Share ±"))}}
	if p.SD > 0 {
		t.Columns = append(t.Columns, column("mean", lang.T("平均分误差 ±", "Mean score ±")))
	}
	if p.Response < 1 {
		invite := column("invite", lang.T("需要邀请", "Invitations"))
		invite.Align = report.Right // also where it is words
		t.Columns = append(t.Columns, invite)
	}
	for _, n := range p.ladder {
		share, mean := p.margin(n, p.Population)
		row := report.Row{Strong: n == p.answers(), Cells: []report.Cell{numCell(report.Count, float64(n)), cell(share, report.Share)}}
		if p.SD > 0 {
			row.Cells = append(row.Cells, cell(mean, report.Coef))
		}
		if p.Response < 1 {
			row.Cells = append(row.Cells, p.inviteCell(n))
		}
		t.Rows = append(t.Rows, row)
	}
	t.Notes = []lang.Text{lang.F("占比误差 = z·√(p(1−p)/n·(N−n)/(N−1))；平均分误差 = z·s/√n·√((N−n)/(N−1))；%s的把握。", "Share ± z·√(p(1−p)/n·(N−n)/(N−1)); mean ± z·s/√n·√((N−n)/(N−1)); %s sure.", level(p.Level))}
	return report.Section{ID: "margins", Title: lang.T("多少份答卷，多大误差", "How exact is how many"), Finding: p.marginSentence(), Blocks: []report.Block{t}}
}

func (p *planned) inviteCell(n int64) report.Cell {
	invite := math.Ceil(float64(n)/p.Response - 1e-9)
	if p.Population > 0 && invite > p.Population {
		return report.Cell{Text: lang.T("超过客户总数", "more than there are"), Tone: report.Caution}
	}
	return numCell(report.Count, invite)
}

func (p *planned) marginSentence() lang.Text {
	if !p.share.Defined {
		return lang.T("误差见表。", "The margins are in the table.")
	}
	quarter, half := p.answers()/4, p.answers()/2
	a, _ := p.margin(max(1, quarter), p.Population)
	b, _ := p.margin(max(1, half), p.Population)
	return lang.F("误差随答卷的平方根减小：只收 %s 份，占比误差为 ±%s 个百分点；%s 份为 ±%s。", "Margins shrink with the square root: %s answers give ±%s points, %s give ±%s.",
		count(float64(max(1, quarter))), points1(a.Value), count(float64(max(1, half))), points1(b.Value))
}

func points1(share float64) string { return report.N(report.Index, 100*share).Format(lang.Zh) }

// unitSection shares the answers among the units.
func (p *planned) unitSection() report.Section {
	t := report.Table{ID: "units", Title: lang.T("各单位的答卷数", "Answers by unit"), Columns: []report.Column{
		column("unit", lang.T("单位", "Unit")), column("size", lang.T("客户数", "Customers")), column("even", lang.T("按比例", "In proportion")), column("even-margin", lang.T("误差 ±", "Margin ±")),
		column("floor", lang.F("保底（不少于%d）", "At least %d", p.Least)), column("floor-margin", lang.T("误差 ±", "Margin ±")), column("invite", lang.T("需要邀请", "Invitations"))}}
	var even, floor, invite int64
	for _, u := range p.units {
		a, _ := p.margin(u.even, float64(u.Size))
		b, _ := p.margin(u.floor, float64(u.Size))
		i := numCell(report.Count, float64(u.invite))
		if u.short {
			i.Tone = report.Caution
		}
		t.Rows = append(t.Rows, report.Row{Cells: []report.Cell{textCell(lang.Same(u.Name)), numCell(report.Count, float64(u.Size)), numCell(report.Count, float64(u.even)), cell(a, report.Share),
			numCell(report.Count, float64(u.floor)), cell(b, report.Share), i}})
		even, floor, invite = even+u.even, floor+u.floor, invite+u.invite
	}
	t.Rows = append(t.Rows, report.Row{Strong: true, Cells: []report.Cell{textCell(lang.T("合计", "Total")), numCell(report.Count, p.unitTotal()), numCell(report.Count, float64(even)), {}, numCell(report.Count, float64(floor)), {}, numCell(report.Count, float64(invite))}})
	t.Notes = []lang.Text{
		lang.F("按比例：n × 该单位客户数 / 客户总数，最大余数法取整。保底：少于 %d 份的单位不显示分布，少于 %d 份的什么都不显示。", "In proportion: n × the unit's customers / all customers, by largest remainder. At least: below %d answers a unit's distribution is withheld, below %d everything.", p.Least, DefaultCells.Mean),
		lang.T("保底使小单位占比偏高，合计时要按客户数加权。标出的邀请数是该单位的全部客户，仍可能收不齐。", "The floor gives small units more than their part: weight by customers in totals. Marked invitations are all of a unit's customers, and may still not be enough."),
	}
	return report.Section{ID: "units", Title: lang.T("分到各单位", "Shared among the units"), Finding: p.unitSentence(), Blocks: []report.Block{t}}
}

// unitSentence warns of comparing units with a plan for the whole.
func (p *planned) unitSentence() lang.Text {
	small, worst := 0, 0.0
	for _, u := range p.units {
		if u.even < p.Least {
			small++
		}
		if m, _ := p.margin(u.floor, float64(u.Size)); m.Defined {
			worst = max(worst, m.Value)
		}
	}
	if small == 0 {
		return lang.F("按比例分配，每个单位都有 %d 份以上，可以单独报告；但单位自己的误差最大达 ±%s 个百分点，比较单位时要看区间。", "In proportion every unit gets %d answers or more and can be reported; but a unit's own margin is up to ±%s points: compare units by their intervals.", p.Least, points1(worst))
	}
	return lang.F("按比例分配，有 %d 个单位不足 %d 份，不能单独报告，请用保底数；单位自己的误差最大仍有 ±%s 个百分点，比较单位时要看区间。", "Units that get fewer than %[2]d answers in proportion: %[1]d. They can't be reported: use the floor. A unit's own margin is still up to ±%[3]s points: compare units by their intervals.", small, p.Least, points1(worst))
}

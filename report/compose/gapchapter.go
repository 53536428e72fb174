package compose

import (
	"servqual/gap"
	"servqual/report"
	"servqual/report/chart"
	"servqual/report/verdict"
	"servqual/survey/lang"
)

// GapCase is what the gap document is made of.
type GapCase struct {
	Analysis *gap.Analysis
	Units    *gap.UnitGaps // nil without branches
	Lang     lang.Lang
	Subtitle lang.Text // unit and period
	Date     string    // ISO date of the data
	Brand    report.Brand
}

// Gaps builds the stand-alone document on the five gaps and their causes.
func Gaps(c *GapCase) *report.Document {
	a := c.Analysis
	d := &report.Document{
		ID: "gaps", Lang: c.Lang, Date: c.Date, Brand: c.Brand, Subtitle: c.Subtitle,
		Title:  lang.T("五个差距：断在哪里", "The five gaps: where it breaks"),
		Header: lang.F("五个差距 · %s", "The five gaps · %s", gapSampleText(a)),
		Footer: lang.F("差距1 = 管理者 − 客户；差距2–4为评分；差距5 = 感知 − 期望。差距不能相加。区间为%s置信区间", "Gap 1 = managers − customers; gaps 2–4 are ratings; gap 5 = perception − expectation. Gaps don't add up. Intervals are %s confidence intervals", level(a.Options.Level)),
	}
	add := func(s *report.Section) {
		if s != nil {
			d.Sections = append(d.Sections, *s)
		}
	}
	add(gapBreaks(a))
	add(gapKnowledge(a))
	add(gapRatings(a))
	add(gapPerceived(a))
	add(gapCauses(a))
	add(gapInside(a))
	add(gapFacetSection(a))
	add(gapByUnit(a, c.Units))
	add(gapMethod(a))
	d.Sections = volumes(d.Sections)
	return d
}

// gapSections is the part of the monthly report: the story of gaps 1 to 4, and
// their causes. u may be nil.
func gapSections(a *gap.Analysis, u *gap.UnitGaps) []report.Section {
	if a == nil {
		return nil
	}
	s := gapBreaks(a)
	s.ID, s.Title, s.Sheet = "gaps", lang.T("差距1–4：断在哪里", "Gaps 1–4: where it breaks"), "08 差距1-4"
	if k := a.Knowledge; k != nil && len(k.Dimensions) > 0 {
		s.Blocks = append(s.Blocks, report.FigureBlock{Figure: gapDumbbell(a, k, gapPair1), Reading: gapDumbbellReading()})
		if len(k.Items) > 0 {
			s.Blocks = append(s.Blocks, gapMisreadTable(a, k, gapPair1))
		}
		if a.Points != nil {
			s.Blocks = append(s.Blocks, gapPointsTable(a.Points))
		}
	}
	if len(gapLevels(a)) > 0 {
		s.Blocks = append(s.Blocks, report.FigureBlock{Figure: gapShortfallBars(a), Reading: gapShortfallReading()}, gapLevelTable(a))
	}
	if a.SelfImage != nil {
		s.Blocks = append(s.Blocks, gapSelfTable(a), report.Notes{Items: []lang.Text{gapSelfNote()}})
	}
	out := []report.Section{*s}
	if c := gapCauses(a); c != nil {
		out = append(out, *c)
	}
	if x := gapByUnit(a, u); x != nil {
		out = append(out, *x)
	}
	return out
}

// gapBreaks is the model with its numbers and the chain in words.
func gapBreaks(a *gap.Analysis) *report.Section {
	list := report.List{Title: lang.T("沿着链条看", "Along the chain")}
	for n := 1; n <= 5; n++ {
		list.Items = append(list.Items, report.ListItem{Text: gapLinkText(a, n), Ref: gapRef(n)})
	}
	s := &report.Section{ID: "breaks", Sheet: "01 断点", Title: lang.T("断在哪里", "Where it breaks"), Finding: gapBreakText(a),
		Blocks: []report.Block{
			report.FigureBlock{Figure: gapModel(a), Reading: lang.T("从下往上读：管理者先要知道客户要什么（差距1），再定成标准（差距2），由员工做到（差距3），并且不多承诺（差距4）；客户感到的是差距5。",
				"Read upwards: managers must know what customers want (gap 1), turn it into standards (gap 2), staff must deliver them (gap 3) and no more be promised than that (gap 4); what customers feel is gap 5.")},
			list,
		}}
	if t := gapFocusText(a); !t.IsZero() {
		s.Blocks = append(s.Blocks, report.Paragraph{Text: t})
	}
	s.Blocks = append(s.Blocks, report.Notes{Items: []lang.Text{gapApart(a), gapRules(a)}})
	return s
}

// gapRules states the rule by which the chain breaks somewhere.
func gapRules(a *gap.Analysis) lang.Text {
	return lang.F("判断规则：缺口按量表宽度的份额比较，差距1为管理者平均减客户平均，差距2–4为平均分减满分；只有一环的区间不含0、且比其余可比的各环都大（%s置信水平），才说链条断在那里；每组至少 %d 人。",
		"Rule: shortfalls are compared as shares of the scale's width, gap 1 as managers' mean less customers', gaps 2–4 as mean rating less full marks; the chain breaks at a link only where its interval leaves 0 out and it falls shorter than every other link compared (%s confidence), with %d people or more in each group.",
		level(a.Options.Level), verdict.Judged)
}

func gapDumbbellReading() lang.Text {
	return lang.T("两点之间的线越长，看得越不准；管理者的点在左边表示低估了客户的期望。", "The longer the line, the further off; managers' point on the left means that they under-estimate what customers expect.")
}

func gapShortfallReading() lang.Text {
	return lang.T("条越长，离满分越远；深色的维度最低，彼此分不出先后；没有深色时各维度没有可靠差别。", "The longer the bar, the further from full marks; dark ones are lowest and can't be told apart, and without dark ones the dimensions don't differ beyond noise.")
}

// gapKnowledge is gap 1.
func gapKnowledge(a *gap.Analysis) *report.Section {
	s := &report.Section{ID: "gap1", Sheet: "02 差距1", Title: gap.Label(1), Finding: gapSentence(gapKnowledgeText(a, a.Chain.Links[0]))}
	k := a.Knowledge
	if k == nil || len(k.Dimensions) == 0 {
		s.Blocks = []report.Block{report.Absent{What: gap.Label(1), Collect: lang.T("需要管理者的答卷", "needs answers of managers")}}
		return s
	}
	s.Blocks = []report.Block{report.FigureBlock{Figure: gapDumbbell(a, k, gapPair1), Reading: gapDumbbellReading()}, gapReadingTable(a, k, gapPair1)}
	if len(k.Items) > 0 {
		s.Blocks = append(s.Blocks, gapMisreadTable(a, k, gapPair1), report.FigureBlock{Figure: gapItemDumbbell(a, k, gapPair1)}, gapItemsTable(a, k, gapPair1))
	}
	if a.Points != nil {
		s.Blocks = append(s.Blocks, gapPointsTable(a.Points))
	}
	return s
}

// gapSentence capitalises a clause that stood after a colon.
func gapSentence(t lang.Text) lang.Text {
	if t.En != "" && t.En[0] >= 'a' && t.En[0] <= 'z' {
		t.En = string(t.En[0]-'a'+'A') + t.En[1:]
	}
	return t
}

// gapRatings is gaps 2 to 4, with the other wording of gap 4.
func gapRatings(a *gap.Analysis) *report.Section {
	s := &report.Section{ID: "gap234", Sheet: "03 差距2-4", Title: lang.T("差距2–4 标准、传递、沟通", "Gaps 2–4 Standards, delivery, communication")}
	ls := gapLevels(a)
	if len(ls) == 0 {
		s.Finding = lang.T("没有测量差距2–4。", "Gaps 2–4 were not measured.")
		s.Blocks = []report.Block{report.Absent{What: s.Title, Collect: lang.T("需要管理者（差距2）和一线员工（差距3、4）的答卷", "needs answers of managers (gap 2) and contact staff (gaps 3 and 4)")}}
		return s
	}
	low := ls[0]
	for _, l := range ls {
		if l.Mean.Defined && l.Mean.Value < low.Mean.Value {
			low = l
		}
	}
	s.Finding = gapSentence(lang.F("%s", "%s", gapLinkText(a, low.Gap)))
	s.Blocks = []report.Block{report.FigureBlock{Figure: gapShortfallBars(a), Reading: gapShortfallReading()}, gapLevelTable(a)}
	if a.SelfImage != nil {
		s.Blocks = append(s.Blocks, gapSelfTable(a), report.Notes{Items: []lang.Text{gapSelfNote()}})
	}
	return s
}

var gapPairSelf = gapPair{"gap4-self", lang.T("差距4的另一种说法：员工自评的传递与客户的感知", "Another wording of gap 4: delivery as staff rate it and customers' perception"), lang.T("员工自评 − 客户感知", "staff − customers"),
	chart.Key{Name: lang.T("员工自评的传递", "Staff's own rating"), Role: chart.Staff}, chart.Key{Name: lang.T("客户的感知", "Customers' perception"), Role: chart.Perception}}

func gapSelfTable(a *gap.Analysis) report.Table { return gapReadingTable(a, a.SelfImage, gapPairSelf) }

func gapSelfNote() lang.Text {
	return lang.T("有的中文教材把差距4写作“实际传递服务与客户感受之间的差距”；差距模型的差距4是对外承诺与实际传递之间的差距。两者不同，这里并列给出；正值表示员工对自己的评价高于客户的感受。",
		"Some Chinese training texts word gap 4 as \"between the service delivered and what customers feel\"; gap 4 of the model lies between what is promised and what is delivered. The two differ and are shown side by side; above 0 staff think better of the service than customers.")
}

// gapPerceived is gap 5 and the shares of the H/W rule.
func gapPerceived(a *gap.Analysis) *report.Section {
	if a.Service == nil {
		return nil
	}
	return &report.Section{ID: "gap5", Sheet: "04 差距5", Title: gap.Label(5), Finding: gapSentence(gapServiceText(a, a.Chain.Links[4])), Blocks: []report.Block{
		gapServiceTable(a),
		report.FigureBlock{Figure: gapVerdictStack(a), Reading: lang.T("每一行加起来是全部客户：左边是感受低于期望的，右边是高于期望的。", "Each row is all customers: on the left those whose experience is below expectation, on the right those above.")},
		gapVerdictTable(a),
	}}
}

// gapCauses is the antecedents; nil when nobody was asked.
func gapCauses(a *gap.Analysis) *report.Section {
	if len(a.Causes) == 0 {
		return nil
	}
	return &report.Section{ID: "antecedents", Sheet: "09 前因", Title: lang.T("差距的前因", "Causes of the gaps"), Finding: gapCausesText(a), Blocks: []report.Block{
		report.FigureBlock{Figure: gapCauseBars(a), Reading: lang.T("条越长越有利；深色是得分靠后的几项，先后未作检验。例如“免于角色冲突”分数高，表示冲突少。", "Longer is better; the dark ones are those at the low end, in an order that was not tested. A high \"freedom from role conflict\" means little conflict.")},
		gapCauseTable(a),
	}}
}

// gapInside is gaps 6 and 7, where the three groups answered the same items.
func gapInside(a *gap.Analysis) *report.Section {
	s := &report.Section{ID: "gap67", Sheet: "05 差距6-7", Title: lang.T("差距6和7 员工眼中的客户", "Gaps 6 and 7 Customers as staff see them")}
	for _, x := range []struct {
		r *gap.Reading
		p gapPair
	}{{a.Staffs, gapPair6}, {a.Internal, gapPair7}} {
		if x.r == nil || len(x.r.Dimensions) == 0 {
			continue
		}
		t := gapInsideText(x.r, x.p)
		if s.Finding.IsZero() {
			s.Finding = t
		} else {
			s.Finding = lang.F("%s；%s", "%s; %s", s.Finding, t)
		}
		s.Blocks = append(s.Blocks, report.FigureBlock{Figure: gapDumbbell(a, x.r, x.p)}, gapReadingTable(a, x.r, x.p))
		if len(x.r.Items) > 0 {
			s.Blocks = append(s.Blocks, gapMisreadTable(a, x.r, x.p))
		}
	}
	if len(s.Blocks) == 0 {
		return nil
	}
	s.Finding = lang.F("%s。", "%s.", s.Finding)
	return s
}

// gapInsideText says on which dimensions two groups differ.
func gapInsideText(r *gap.Reading, p gapPair) lang.Text {
	var differ []gap.Topic
	tested := false
	for _, d := range r.Dimensions {
		tested = tested || d.Judged()
		if d.Significant() {
			differ = append(differ, d.Topic)
		}
	}
	switch {
	case !tested:
		return lang.F("%s：人数太少，不下结论", "%s: too few to judge", p.title)
	case len(differ) == 0:
		return lang.F("%s：各维度都没有超出抽样误差的差别", "%s: no difference beyond sampling noise", p.title)
	}
	return lang.F("%s：有差别的是%s", "%s: they differ on %s", p.title, gapListed(r.Dimensions, differ))
}

func gapFacetSection(a *gap.Analysis) *report.Section {
	if a.Facets == nil {
		return nil
	}
	s := &report.Section{ID: "facets", Sheet: "06 方面", Title: lang.T("方面", "Facets"), Finding: gapFacetText(a)}
	s.Blocks = []report.Block{report.FigureBlock{Figure: gapFacetHeat(a)}, gapFacetTable(a)}
	return s
}

// gapFacetText names the widest cell of the grid.
// gapFacetText says in which dimensions one facet falls shorter than the other.
func gapFacetText(a *gap.Analysis) lang.Text {
	var apart []lang.Text
	compared := 0
	for _, r := range a.Facets.Rows {
		if r.Lead >= 0 {
			compared++
		}
		if r.Apart() {
			apart = append(apart, lang.F("%s的%s方面（相差 %s）", "%s: %s (by %s)", r.Label, a.Facets.Facets[r.Lead].Label, gapNum(r.Between.Value)))
		}
	}
	switch {
	case compared == 0:
		return lang.T("没有可以比较的方面。", "No facets could be compared.")
	case len(apart) == 0:
		return lang.T("各维度的两个方面没有超出抽样误差的差别。", "In no dimension do the two facets differ beyond sampling noise.")
	}
	return lang.F("差距更大的方面：%s。", "The facet with the wider gap: %s.", join(apart))
}

// gapByUnit is the gaps by branch; nil without at least two.
func gapByUnit(a *gap.Analysis, u *gap.UnitGaps) *report.Section {
	if u == nil || len(u.Units) < 2 {
		return nil
	}
	s := &report.Section{ID: "gap-units", Sheet: "07 单位", Title: lang.T("各单位的差距", "The gaps by unit"), Finding: gapUnitText(u),
		Blocks: []report.Block{report.FigureBlock{Figure: gapUnitStrips(u), Reading: lang.T("一行是一个单位，从左到右是链条的五环；某一行从哪一格开始变差，那里就值得先看。", "A row is a unit, its columns the five links; where a row turns bad is where to look first.")}, gapUnitTable(u)}}
	if len(u.Correlations) > 0 {
		s.Blocks = append(s.Blocks, gapCorrelationTable(a, u))
	}
	var notes []lang.Text
	for _, n := range u.Notes {
		notes = append(notes, gapSentence(gapNoteText(n)))
	}
	if len(notes) > 0 {
		s.Blocks = append(s.Blocks, report.Notes{Items: notes})
	}
	return s
}

func gapUnitText(u *gap.UnitGaps) lang.Text {
	worst := -1
	for i, x := range u.Units {
		if e := x.Gaps[4]; e.Defined && (worst < 0 || e.Value < u.Units[worst].Gaps[4].Value) {
			worst = i
		}
	}
	if worst < 0 {
		return lang.F("%d 个单位；没有可以比较的差距5。", "%d units; gap 5 can't be compared among them.", len(u.Units))
	}
	x := u.Units[worst]
	return lang.F("%d 个单位中差距5最大的是%s（%s）；单位平均为 %s。", "Of %d units %s has the widest gap 5 (%s); the mean of units is %s.", len(u.Units), lang.Same(x.Name), gapNum(x.Gaps[4].Value), gapNum(u.Mean[4].Value))
}

func gapMethod(a *gap.Analysis) *report.Section {
	return &report.Section{ID: "gap-method", Appendix: true, Sheet: "99 方法", Title: lang.T("方法", "Method"), Finding: gapApart(a), Blocks: []report.Block{
		report.Facts{Facts: []report.Fact{
			{Label: gap.Label(1), Value: lang.F("管理者替客户回答的期望 − 客户的期望，按维度；Welch检验，Holm校正；任一组少于 %s 人不作检验，少于 %d 人不下结论。", "Managers' answers for customers − customers' expectations, by dimension; Welch's t, Holm-adjusted; no test where a group has fewer than %s, no verdict below %d.", count(a.Options.MinTest), verdict.Judged)},
			{Label: gap.Label(2), Value: lang.T("管理者对各维度标准成文程度的评分；“没有标准”单列。", "Managers' rating of how formal standards are in each dimension; \"no standard exists\" apart.")},
			{Label: gap.Label(3), Value: lang.T("一线员工对自己达到标准的能力的评分。", "Contact staff's rating of their ability to meet the standards.")},
			{Label: gap.Label(4), Value: lang.T("一线员工对兑现对外承诺的能力的评分。", "Contact staff's rating of the ability to keep what is promised.")},
			{Label: gap.Label(5), Value: lang.T("客户的感知 − 期望；配对t检验，Holm校正。", "Customers' perception − expectation; paired t, Holm-adjusted.")},
			{Label: lang.T("缺答", "Missing answers"), Value: lang.T("至少答了一半题项才有维度得分；缺答不补。", "A dimension is scored from half of its items on; nothing is filled in.")},
			{Label: lang.T("出处", "Source"), Value: lang.T("Zeithaml， Parasuraman & Berry （1990） Delivering Quality Service，附录B；差距6、7：Luk & Layton （2002）。题项文字为本软件自拟的简述，非原量表。", "Zeithaml, Parasuraman & Berry (1990) Delivering Quality Service, App. B; gaps 6 and 7: Luk & Layton (2002). Item texts are paraphrases of our own, not the published statements.")},
		}},
		report.Notes{Items: []lang.Text{gapRules(a)}},
	}}
}

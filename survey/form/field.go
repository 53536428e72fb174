package form

import (
	"strings"

	"servqual/survey"
	"servqual/survey/lang"
)

// The headers of fields. Load knows the words of each language; where both
// stand in one header the first of them must be enough, so that the joint
// wording differs from the single ones.
var fieldHeads = map[string]struct {
	head lang.Text
	both string
	ask  lang.Text
}{
	survey.FieldID:        {lang.T("答卷编号", "Respondent"), "答卷编号 / ID", lang.Text{}},
	survey.FieldUnit:      {lang.T("门店（单位）", "Branch"), "门店 / Branch", lang.T("您评价的是哪一家门店或单位？", "Which branch or unit is this about?")},
	survey.FieldRegion:    {lang.T("区域", "Region"), "区域 / Region", lang.Text{}},
	survey.FieldWave:      {lang.T("期次", "Wave"), "期次 / Wave", lang.T("如 2026-10", "such as 2026-10")},
	survey.FieldDate:      {lang.T("调查日期", "Date"), "调查日期 / Date", lang.T("年-月-日", "year-month-day")},
	survey.FieldType:      {lang.T("答卷人类型", "Respondent type"), "答卷人类型 / Role", lang.T("您是客户、一线员工还是管理者？", "Are you a customer, one of the staff or a manager?")},
	survey.FieldOverall:   {lang.T("总体满意度", "Overall satisfaction"), "总体满意度 / Overall satisfaction", lang.T("总的来说，您对我们的服务满意吗？", "Overall, how satisfied are you with our service?")},
	survey.FieldRecommend: {lang.T("推荐意愿", "Recommendation"), "推荐意愿 / Recommendation", lang.T("您有多大可能把我们推荐给亲友？", "How likely are you to recommend us to a friend?")},
	survey.FieldEffort:    {lang.T("费力程度", "Effort"), "费力程度 / Effort", lang.T("办成这件事费力吗？", "How easy was it to get this done?")},
	survey.FieldComplaint: {lang.T("投诉原因", "Complaint cause"), "投诉原因 / Complaint cause", lang.T("如有投诉或不满，是因为什么？多个原因用“；”隔开", "If you had a complaint: what was the cause? Part several causes by ;")},
	survey.FieldComment:   {lang.T("意见", "Comment"), "意见 / Comment", lang.T("您还有什么意见和建议？", "Is there anything else you would like to tell us?")},
	survey.FieldSource:    {lang.T("来源", "Source"), "来源 / Source", lang.Text{}},
}

// groups are the respondents of a comparison of groups, in words that the gap
// analysis knows.
var groups = []lang.Text{lang.T("客户", "customer"), lang.T("员工", "staff"), lang.T("管理者", "manager")}

// before are the fields asked first; the others come last.
var before = map[string]bool{survey.FieldID: true, survey.FieldUnit: true, survey.FieldRegion: true, survey.FieldWave: true, survey.FieldDate: true, survey.FieldType: true, survey.FieldSource: true}

// about is the part on who answers and where.
func (p *paper) about() {
	p.fieldPart(part{code: "part_about", title: lang.T("基本信息", "About"), stem: lang.T("基本信息", "About this form")}, true)
}

// verdict is the part with the outcomes and the free text.
func (p *paper) verdict() {
	title := lang.T("总体与意见", "Overall and comments")
	if !p.asks(survey.FieldOverall) {
		title = lang.T("意见", "Comments")
	}
	p.fieldPart(part{code: "part_overall", title: title, stem: title}, false)
}

func (p *paper) fieldPart(out part, first bool) {
	for _, name := range p.fields() {
		f, ok := p.study.Field(name)
		if !ok {
			f = survey.NewField(name, "")
		}
		if (before[name] || f.Kind == survey.CategoryField) == first {
			out.questions = append(out.questions, p.field(f))
		}
	}
	if len(out.questions) > 0 {
		p.parts = append(p.parts, out)
	}
}

// field makes the question of a field.
func (p *paper) field(f survey.Field) question {
	q := question{code: identifier(f.Name), text: f.Label, kind: words, item: -1}
	if h, ok := fieldHeads[f.Name]; ok {
		q.text, q.hint = h.head, h.ask
	}
	q.header = q.text
	switch f.Kind {
	case survey.ScoreField:
		q.kind, q.lo, q.hi = rating, p.study.Scale.Min, p.study.Scale.Max
		if f.Name == survey.FieldRecommend {
			q.lo, q.hi = 0, 10
		}
		if o, ok := p.study.Outcomes[f.Name]; ok {
			q.lo, q.hi = o.Min, o.Max
		}
		q.needed = true
	case survey.TimeField:
		q.kind, q.code = day, "survey_date"
	}
	if f.Name == survey.FieldType {
		q.kind, q.names, q.needed = choice, groups, true
	}
	if f.Column != "" && !strings.HasPrefix(f.Column, "#") {
		q.column = f.Column
	}
	return q
}

// headerOf is the head of a question's column in the language of the form. It
// carries the item's code, which tells the column whatever becomes of the
// wording.
func (p *paper) headerOf(q *question) string {
	if q.column != "" {
		return q.column
	}
	l := p.opt.Lang
	if q.item >= 0 {
		return p.study.Items[q.item].ID + "\n" + q.header.Join(l, " /\n")
	}
	if q.kind == points {
		return joined(q.header, l)
	}
	if l == lang.Both {
		if h, ok := fieldHeads[q.fieldName()]; ok {
			return h.both
		}
	}
	return joined(q.header, l)
}

// fieldName is the field that a question without item asks.
func (q *question) fieldName() string {
	if q.code == "survey_date" {
		return survey.FieldDate
	}
	return q.code
}

// joined words a text for headers and rows: a slash between the languages, by
// which load tells them apart.
func joined(t lang.Text, l lang.Lang) string { return t.Join(l, " / ") }

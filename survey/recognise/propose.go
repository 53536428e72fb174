package recognise

import (
	"servqual/survey"
	"servqual/survey/issue"
	"servqual/survey/wording"
)

// Proposal is a study proposed for tables that no instrument fits.
type Proposal struct {
	Study    *survey.Study  // without a scale where the answers are words: they decide it
	Findings []Finding      // of the columns of the table proposed for
	Table    int            // index of that table
	Issues   []issue.Issue  // what was taken for granted, doubted or asked
	Draft    bool           // something is likely only, and nobody has confirmed it
	Options  map[int]string // the answers that option columns stand for
	Codes    bool           // items and sides are known by codes alone
	numbers  []int          // of the items, in their codes
}

// Numbered says that the items are known by codes alone, whose numbers run from
// 1 to 22: the numbers of the instrument of 1991.
func (p *Proposal) Numbered() bool {
	if !p.Codes || len(p.numbers) != 22 {
		return false
	}
	for k, n := range p.numbers {
		if n != k+1 {
			return false
		}
	}
	return true
}

// Propose reads the heads of tables and proposes a study for the largest group
// with the same columns. The study has no items where nothing looks like rated
// questions.
func Propose(tables []*Table) *Proposal {
	if len(tables) == 0 {
		return &Proposal{Study: &survey.Study{}}
	}
	at, group := largest(tables)
	at, group = alike(tables, at, group)
	f := newForm(pool(tables[at], group))
	f.pooled = len(group)
	f.roles()
	p := f.proposal()
	f.noteCodes(p)
	p.Table = at
	return p
}

// form is a table while its columns are being recognised.
type form struct {
	t         *Table
	v         []*values
	f         []Finding
	legend    []*Legend
	fields    map[string]int // column of each field
	wordy     []int          // columns that share answers in words of no known ladder
	unrelated bool           // columns known by codes alone do not go together at all
	pooled    int            // tables whose samples stand behind each other
}

func newForm(t *Table) *form {
	f := &form{t: t, f: make([]Finding, len(t.Columns)), fields: make(map[string]int)}
	for i := range t.Columns {
		c := &t.Columns[i]
		f.v = append(f.v, c.values())
		f.legend = append(f.legend, ReadLegend(c.Text, c.Block))
	}
	return f
}

func (f *form) free(i int) bool { return f.f[i].Role == 0 }

func (f *form) take(i int, r Role, c Certainty, why Evidence) {
	f.f[i].Role, f.f[i].Certainty = r, c
	f.f[i].because(why)
}

func (f *form) takeField(i int, name string, c Certainty, why Evidence) bool {
	if _, taken := f.fields[name]; taken || !f.free(i) || !f.fits(name, i) {
		return false
	}
	f.fields[name] = i
	f.take(i, Field, c, why)
	f.f[i].Field = survey.NewField(name, "")
	return true
}

// fits says whether the cells of a column can be what the field holds.
func (f *form) fits(name string, i int) bool {
	v := f.v[i]
	switch survey.NewField(name, "").Kind {
	case survey.IDField:
		return v.filled < 5 || v.distinct()*2*max(1, f.pooled) > min(v.filled, maxTexts) // files may each count from 1
	case survey.MultiField:
		return !v.rating() || v.filled == 0
	case survey.ScoreField:
		return v.filled == 0 || v.rating() || v.hundred()
	case survey.TimeField:
		return v.filled == 0 || v.dates*10 >= v.filled*7 || f.datelike(i) || v.serials()
	case survey.TextField:
		return v.filled == 0 || !v.numeric() && v.degrees*10 < v.filled*9
	case survey.DurationField:
		return v.filled == 0 || v.numeric() || v.whole*2 >= v.filled || f.durations(i)
	case survey.CategoryField:
		return v.filled == 0 || v.distinct() < maxTexts && !v.worded()
	}
	return true
}

var (
	dateText     = wording.Pattern(`^(?:\d{4}[-/.年]\s?\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}|\d{1,2}月\d{1,2}日|\d{8}(?:$|\D)|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? \d{1,2}|\d{1,2} (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec))`)
	durationText = wording.Pattern(`^\d+(?:\.\d+)?\s*(?:秒|分|分钟|小时|s|sec|secs|seconds?|m|min|mins|minutes?)\b|^\d+\s*(?:秒|分)|^\d{1,2}:\d{2}(?::\d{2})?$`)
)

func (f *form) datelike(i int) bool {
	return f.most(i, func(s string) bool { return dateText().MatchString(s) })
}

func (f *form) durations(i int) bool {
	return f.most(i, func(s string) bool { return durationText().MatchString(s) })
}

func (f *form) most(i int, is func(string) bool) bool {
	n, all := 0, 0
	for s, k := range f.v[i].texts {
		all += k
		if is(wording.Clean(s)) {
			n += k
		}
	}
	return all > 0 && n*10 >= all*7
}

// roles gives each column its role, the surest first.
func (f *form) roles() {
	f.givenRoles()
	f.constantSums()
	f.options()
	f.wholeFields()
	f.rowNumbers()
	for i := range f.t.Columns {
		c := &f.t.Columns[i]
		if f.free(i) && f.v[i].filled > 0 && derived(c) && !f.v[i].worded() {
			f.take(i, Derived, Certain, ByWord)
		}
	}
	for i := range f.t.Columns {
		if f.free(i) && !f.v[i].worded() && attribute(&f.t.Columns[i]) {
			f.takeAttribute(i, Certain, ByWord)
		}
	}
	f.partFields()
	f.yesNoAttributes()
	f.items()
	f.wordBlocks()
	f.rest()
}

// givenRoles settles what platform, privacy and emptiness settle.
func (f *form) givenRoles() {
	for i := range f.t.Columns {
		c := &f.t.Columns[i]
		switch {
		case c.Platform && c.Field == "":
			f.take(i, Ignored, Certain, ByPlatform)
		case c.Platform && f.takeField(i, c.Field, Certain, ByPlatform):
		case c.Personal:
			f.take(i, Personal, Certain, ByContent)
		case f.v[i].filled == 0:
			f.take(i, Ignored, Certain, ByValues)
		}
	}
}

// rowNumbers takes the columns that number the rows, whatever their header.
func (f *form) rowNumbers() {
	for i := range f.t.Columns {
		v := f.v[i]
		if f.free(i) && f.unique(i) && v.whole == v.filled && v.filled == len(v.rows) {
			if !f.takeField(i, survey.FieldID, Likely, ByValues) {
				f.take(i, Ignored, Likely, ByValues)
			}
		}
	}
}

// wholeFields takes the headers that are nothing but the name of a field.
func (f *form) wholeFields() {
	for i := range f.t.Columns {
		c := &f.t.Columns[i]
		if name, whole, ok := FieldByWord(c.Text, wording.Unnumber(c.Text), c.Code); ok && whole && f.free(i) {
			if name == survey.FieldOverall && f.matrix(i) {
				continue
			}
			f.takeField(i, name, Certain, ByWord)
		}
	}
}

// partFields takes the headers that mention a field, where the cells agree.
func (f *form) partFields() {
	for i := range f.t.Columns {
		c := &f.t.Columns[i]
		if !f.free(i) || f.matrix(i) {
			continue
		}
		body := wording.Unnumber(c.Text)
		name, _, ok := FieldByWord(c.Text, body, c.Code)
		switch {
		case overallWords().MatchString(body) && f.v[i].rating():
			name, ok = survey.FieldOverall, true
		case recommendWords().MatchString(body) && f.v[i].rating():
			name, ok = survey.FieldRecommend, true
		case effortWords().MatchString(body) && f.v[i].rating():
			name, ok = survey.FieldEffort, true
		case ok && name == survey.FieldEffort:
			ok = false // "effort in understanding requests" is a question like the others
		}
		if !ok || name == survey.FieldUnit && (!f.v[i].category() || f.v[i].rating() && !unitAsked().MatchString(body)) {
			continue
		}
		if f.v[i].rating() && survey.NewField(name, "").Kind != survey.ScoreField && name != survey.FieldUnit {
			continue // a question that mentions a complaint or a region
		}
		f.takeField(i, name, Certain, ByWord)
	}
}

var (
	overallWords   = wording.Pattern(`^(?:customer |client |guest |patient )?satisfaction(?: rating| score| level)?$|^csat\b|^(?:客户|顾客|患者|读者|用户)?满意度(?:评分|打分|得分|评价)?$|总体|整体|综合(?:满意|评价|来看|而言)|总的来说|总的来看|整個|整體|總體|overall|in general|all in all|general satisfaction|globale?\b|en général|in general, how|insgesamt|gesamt|secara (?:umum|keseluruhan)|keseluruhan|en general|em geral|geral|nhìn chung|tổng thể|전반적|전체적|総合|全体的|satisfacción general|\bgeneral\b.{0,20}(?:servicio|satisf)|hài lòng chung|đánh giá chung`)
	recommendWords = wording.Pattern(`推荐|推薦|介绍给|recommend|net promoter|\bnps\b|refer (?:us|a friend)|merekomendasikan|rekomendasi|weiterempfehl|recomi?end|recommand|giới thiệu|추천|おすすめ|勧め|薦め`)
	effortWords    = wording.Pattern(`费力|费劲|费事|省力|轻松程度|how much effort|made it easy|customer effort|effort did you|effort was|\bces\b`)
)

// unitAsked is a question for the branch somebody went to, which may be answered
// by a code; a branch's surroundings are a rated item.
var unitAsked = wording.Pattern(`(?:门店|网点|分店|支行|分行|营业厅|科室|病区|院区|校区|单位|部门|机构|店名|服务站|经销店|branch|store|shop|outlet|dealer(?:ship)?|department|location|clinic|ward)(?:是|为|名称|编号|代码|名|code|name|id|no)?\s*[:?。]*$|哪[个家一]|^which|请选择|did you visit`)

// matrix says that a column stands in a block of at least three rated ones
// under one question.
func (f *form) matrix(i int) bool {
	block := f.t.Columns[i].Block
	if block == "" {
		return false
	}
	n := 0
	for j := max(0, i-40); j < len(f.t.Columns) && j < i+40; j++ {
		if f.t.Columns[j].Block == block && f.v[j].rating() {
			n++
		}
	}
	return n >= 3
}

// takeAttribute makes a column something to segment by. One text or nothing is
// an option that was ticked, and no name.
func (f *form) takeAttribute(i int, c Certainty, why Evidence) {
	name := f.attributeName(i)
	if v := f.v[i]; name == "" || v.distinct() > maxNames && !v.category() || v.filled > 0 && v.distinct() < 2 && v.filled < len(v.rows) {
		f.take(i, Ignored, c, why)
		return
	}
	f.take(i, Attribute, c, why)
	f.f[i].Field = survey.NewField(name, "")
	f.fields[name] = i
}

// maxNames is how many different names a field to segment by may have.
const maxNames = 60

// attributeName is a short name for a field, from the header as it is written.
func (f *form) attributeName(i int) string {
	c := &f.t.Columns[i]
	s := plain(Unbracket(wording.Unnumber(c.Text)))
	if s == "" {
		s = c.Code
	}
	if s == "" || len([]rune(s)) > 24 {
		return ""
	}
	s = restored(c.Raw, s)
	for _, k := range survey.KnownFields() {
		if k.Name == s {
			return ""
		}
	}
	if _, taken := f.fields[s]; taken {
		return ""
	}
	return s
}

// rest gives a role to what is left: a date where there is none yet, names to
// segment by, a comment.
func (f *form) rest() {
	for i := range f.t.Columns {
		v := f.v[i]
		if !f.free(i) {
			continue
		}
		switch {
		case v.dates*10 >= v.filled*7 || f.datelike(i):
			if !f.takeField(i, survey.FieldDate, Likely, ByValues) {
				f.take(i, Ignored, Certain, ByValues)
			}
		case f.causes(i):
			f.takeField(i, survey.FieldComplaint, Likely, ByWord)
		case !v.numeric() && remarkWords().MatchString(f.t.Columns[i].Text) && f.takeField(i, survey.FieldComment, Likely, ByWord):
		case v.list():
			f.take(i, Ignored, Likely, ByValues) // a multiple choice, and not of causes
		case v.free() && !v.numeric():
			if _, taken := f.fields[survey.FieldComment]; !taken && !naming().MatchString(f.t.Columns[i].Text) && v.runes > 6*v.filled && v.distinct()*2 > min(v.filled, maxTexts) && !v.category() && f.takeField(i, survey.FieldComment, Likely, ByValues) {
				continue
			}
			f.take(i, Ignored, Likely, ByValues)
		case v.category() && !f.unique(i):
			f.takeAttribute(i, Likely, ByValues)
		default:
			f.take(i, Ignored, Likely, ByValues)
		}
		if f.free(i) {
			f.take(i, Ignored, Likely, ByValues)
		}
	}
}

// remarkWords ask for remarks in the respondents' own words.
var remarkWords = wording.Pattern(`备注|留言|还有什么|想(?:对我们)?说|补充|吐槽|心声|期望我们|anything else|tell us|remarks?\b|in your own words|other thoughts|의견|건의|하고 싶은 말|ご意見|ご要望|ご感想|自由記述|saran|masukan|komentar|comentario|comentário|sugerencia|sugest|observacion|observaç|commentaire|remarque|suggestion|anmerkung|kommentar|bemerkung|vorschläge|ý kiến|góp ý|nhận xét`)

// naming headers hold names and addresses, no remarks.
var naming = wording.Pattern(`\bname\b|\bid\b|url|link|file|名称|名字|编号|链接|附件|文件|地址`)

// unique says that the cells number or name the rows.
func (f *form) unique(i int) bool {
	v := f.v[i]
	return v.filled >= 10 && v.distinct()*10 >= v.filled*9
}

var causeWords = wording.Pattern(`不满意的|不满意(?:在|【|\[|\(|$)|哪些.{0,8}(?:不满|不足|不好|待改)|不足之处|不满之处|原因|投诉|抱怨|问题(?:有|是|在)|需要改进|dissatisf|complain|reasons?\b|problems?\b|what went wrong|issues?\b|alasan|keluhan|grund|gründe|motivo|raison|lý do|불만|不満`)

// causes says that a column of texts lists causes of dissatisfaction.
func (f *form) causes(i int) bool {
	v := f.v[i]
	return !v.rating() && !v.numeric() && causeWords().MatchString(f.t.Columns[i].Text) && (v.list() || v.distinct() <= maxNames && v.distinct()*3 <= v.filled+9)
}

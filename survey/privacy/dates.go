package privacy

// dateForms are the ways to write a day with its year.
const dateForms = `(?:19|20)\d\d ?[-/.年] ?(?:0?[1-9]|1[0-2]) ?[-/.月] ?(?:3[01]|[12]\d|0?[1-9])(?: ?[日号])?|(?:3[01]|[12]\d|0?[1-9])[-/.](?:3[01]|[12]\d|0?[1-9])[-/.](?:19|20)\d\d|(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:3[01]|[12]\d|0[1-9])`

var (
	birthday = form(`(?i)(?:生日|出生(?:日期|年月日?|于|在)?|诞生于?|生于|生年月日|생년월일|date of birth|birth ?date|birthday|\bdob|born(?: on)?|geburtsdatum|geboren am|tanggal lahir|fecha de nacimiento|data de nascimento|date de naissance|ngày sinh)` +
		`\s*(?:是|为|在|is|was|:|=|\s)*\s*(` + dateForms + `|\d{1,2}[-/.]\d{1,2}[-/.]\d\d\b|(?:0?[1-9]|1[0-2])月(?:3[01]|[12]\d|0?[1-9])[日号]|(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)? (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*,? (?:19|20)\d\d|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]* (?:3[01]|[12]\d|0?[1-9]),? (?:19|20)\d\d)`)
	bornOn   = form(`((?:19|20)\d\d ?年 ?\d\d? ?月(?: ?\d\d? ?[日号])?) ?(?:出生|生人|生的)`)
	date     = form(dateForms)
	clock    = form(`\d{1,2}:\d{2}(?::\d{2})?`)
	moneyBig = form(`\d{1,3}(?:,\d{3})+(?:\.\d+)?`)
)

func birthdays(t *text) {
	if t.digits >= 3 && t.mentions("生", "birth", "dob", "born", "geb", "lahir", "nacimiento", "nascimento", "naissance", "sinh") {
		t.takeAll(birthday, 1, Birthday)
		t.takeAll(bornOn, 1, Birthday)
	}
}

// protectDates keeps dates, times and amounts with commas from being read as
// parts of a telephone number.
func protectDates(t *text) {
	for _, x := range []struct {
		form  pattern
		worth bool
	}{{date, t.digits >= 6}, {clock, t.mentions(":")}, {moneyBig, t.mentions(",")}} {
		if !x.worth {
			continue
		}
		t.each(x.form, 0, func(lo, hi int) {
			if !t.wordByte(lo-1) && !t.wordByte(hi) && !t.joined(lo, hi) {
				t.overwrite(lo, hi, protected)
			}
		})
	}
}

// joined says that a dash ties what looks like a date to more digits that are
// no date: 010-2026-1012. Ranges of dates are no such thing.
func (t *text) joined(lo, hi int) bool {
	if lo > 1 && t.folded[lo-1] == '-' && t.wordByte(lo-2) {
		return true
	}
	rest := t.folded[hi:]
	return len(rest) > 1 && rest[0] == '-' && digit(rest[1]) && !dateNext().Match(rest)
}

var dateNext = form(`^-(?:(?:19|20)\d\d[-/.年]|(?:19|20)\d{6}\b|\d{1,2}[:月点.]|\d{1,2}[-/]\d{1,2}[-/]\d{4}|\d{1,2}\b)`)

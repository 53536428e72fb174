package recognise

import (
	"regexp"
	"strings"

	"servqual/survey"
	"servqual/survey/wording"
)

// optionForms part the header of an option's column into question and option.
var optionForms = []func() *regexp.Regexp{
	wording.Pattern(`^(第\s*\d{1,3}\s*题)\s*[(（](.+)[)）]$`),
	wording.Pattern(`^(.+?)\s*[|/:：]\s*([^|/:：]+)$`),
	wording.Pattern(`^(.+?)\s*[\[(（【]([^\[\]()（）【】]+)[\])）】]$`),
	wording.Pattern(`^(.+?)\s*[-–—]\s*([^-–—]+)$`),
}

// options finds the columns that stand for one option of a question each: 0 and
// 1, or the option's text where it was chosen. They are the answers of a question
// about causes of complaint: also where a column of its own repeats them joined,
// because joined by blanks, as KoboToolbox does, they can't be parted. Of other
// questions they are not used.
func (f *form) options() {
	type group struct {
		cols    []int
		options []string
	}
	groups := make(map[string]*group)
	var order []string
	for i := range f.t.Columns {
		if !f.free(i) || !f.chosen(i) && !f.v[i].yesNo() || derived(&f.t.Columns[i]) {
			continue
		}
		stem, option, ok := f.option(i)
		if !ok {
			continue
		}
		if groups[stem] == nil {
			groups[stem] = &group{}
			order = append(order, stem)
		}
		groups[stem].cols = append(groups[stem].cols, i)
		groups[stem].options = append(groups[stem].options, option)
	}
	for _, stem := range order {
		g := groups[stem]
		if len(g.cols) < 2 {
			continue
		}
		own := f.headed(stem)
		cause := causeWords().MatchString(stem) || troubles(g.options)
		if own >= 0 && f.v[own].rating() {
			cause = false // the steps of a rated question
		}
		if _, taken := f.fields[survey.FieldComplaint]; taken {
			cause = false
		}
		for k, i := range g.cols {
			if !cause {
				if f.chosen(i) {
					f.take(i, Derived, Certain, ByPlatform)
				}
				continue // yes and no under one question may be a checklist
			}
			f.take(i, Option, Certain, ByWord)
			f.f[i].Field = survey.NewField(survey.FieldComplaint, "")
			f.f[i].option = g.options[k]
		}
		if cause {
			f.fields[survey.FieldComplaint] = g.cols[0]
			if own >= 0 && f.free(own) {
				f.take(own, Derived, Certain, ByPlatform)
			}
		}
	}
}

// option parts a header into the question and the option.
func (f *form) option(i int) (stem, option string, ok bool) {
	c := &f.t.Columns[i]
	for _, form := range optionForms {
		if m := form().FindStringSubmatch(c.Text); m != nil {
			return c.Block + "\x00" + strings.TrimSpace(m[1]), strings.TrimSpace(m[2]), true
		}
	}
	if c.Block != "" {
		return "\x00" + c.Block, c.Text, true
	}
	return "", "", false
}

// chosen says that the cells are 0 and 1 alone, or one text and blanks.
func (f *form) chosen(i int) bool {
	v := f.v[i]
	if v.binary() || v.whole == v.filled && v.numbers[1] == v.filled && v.filled > 0 && v.filled < len(v.rows) {
		return true
	}
	return v.filled > 0 && v.distinct() == 1 && v.whole == 0 && v.dates == 0 && v.filled < len(v.rows) && !v.worded()
}

// headed finds a column whose header is the question itself, −1 without one.
func (f *form) headed(stem string) int {
	want := wording.Key(stem)
	for i := range f.t.Columns {
		c := &f.t.Columns[i]
		if !f.chosen(i) && want != "" && wording.Key(c.Block+c.Text) == want {
			return i
		}
	}
	return -1
}

// troubles says that most of the options name something that went wrong.
func troubles(options []string) bool {
	n := 0
	for _, o := range options {
		if troubleWords().MatchString(o) {
			n++
		}
	}
	return n*2 >= len(options)
}

var troubleWords = wording.Pattern(`差|慢|久|贵|高|乱|脏|少|难|吵|错|坏|低|不|未|没|无|等待|排队|返修|态度|质量|价格|推诿|拖延|slow|late|wait|rude|expensive|price|dirty|noisy|wrong|error|poor|bad|delay|not |no |staff|attitude|quality|long|broken|cost`)

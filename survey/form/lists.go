package form

import (
	"servqual/survey"
	"servqual/survey/lang"
)

// listed fields have a column of names on the sheet of lists, from which the
// answer sheet's drop-downs take theirs. One spelling for each branch is worth
// more than any later repair.
var listed = []struct {
	field string
	head  lang.Text
}{
	{survey.FieldUnit, lang.T("门店（单位）", "Branches")},
	{survey.FieldComplaint, lang.T("投诉原因", "Complaint causes")},
}

// listOf gives the column of a field's list.
func listOf(field string) (col int, ok bool) {
	for i, x := range listed {
		if x.field == field {
			return i + 1, true
		}
	}
	return 0, false
}

func (p *paper) lists(s *sheets, sheet string) {
	l := p.opt.Lang
	s.put(sheet, 1, 1, lang.T("在此填写名单，“答卷”表的下拉选项即取自这里", "Write the names here: the drop-downs of the answer sheet take them from this sheet").In(l),
		look{name: "hint", size: 9, colour: grey, down: "center"})
	for i, x := range listed {
		s.put(sheet, i+1, 2, joined(x.head, l), look{name: "head0", fill: band(0), size: 9, bold: true, colour: ink, across: "center", down: "center", wrap: true, box: true})
		s.dress(sheet, i+1, 3, i+1, 2+listRows, look{name: "words", across: "left", down: "center", box: true, wrap: true})
		s.width(sheet, i+1, i+1, 30)
	}
	s.note(s.f.SetRowHeight(sheet, 2, 22))
}

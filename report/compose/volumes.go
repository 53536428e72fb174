package compose

import (
	"slices"

	"servqual/report"
	"servqual/survey/lang"
)

// fewResponses is how many responses a report needs for the chapters that
// compare many figures; a survey of fewer is told on two or three pages.
const fewResponses = 50

// volumes makes the two volumes of a report out of its chapters: what is looked
// up goes to the appendix, and chapters without data become one line of the first page.
func volumes(sections []report.Section) []report.Section {
	var out []report.Section
	var absent []lang.Text
	for _, s := range sections {
		if missing, ok := allAbsent(s); ok {
			for _, a := range missing {
				absent = append(absent, lang.F("%s（%s）", "%s (%s)", a.What, a.Collect))
			}
			continue
		}
		out = append(out, divide(s))
	}
	slices.SortStableFunc(out, func(a, b report.Section) int { return volume(a) - volume(b) })
	for i := len(out) - 1; i >= 0; i-- {
		if !out[i].Appendix && !out[i].Interactive {
			out[i].Blocks = append(slices.Clone(out[i].Blocks), signatures)
			break
		}
	}
	if len(absent) > 0 && len(out) > 0 {
		addCaveat(&out[0], lang.F("没有数据，本报告未涵盖：%s。", "No data, and so not in this report: %s.", join(absent)))
	}
	return out
}

// signatures closes the volume that is read.
var signatures = report.Signatures{Labels: []lang.Text{lang.T("编制：", "Prepared by:"), lang.T("审核：", "Checked by:"), lang.T("批准：", "Approved by:"), lang.T("日期：", "Date:")}}

// volume orders sections: those that are read before those of the appendix.
func volume(s report.Section) int {
	if s.Appendix {
		return 1
	}
	return 0
}

// addCaveat adds a line to the list that closes a section.
func addCaveat(s *report.Section, t lang.Text) {
	s.Blocks = slices.Clone(s.Blocks)
	for i := len(s.Blocks) - 1; i >= 0; i-- {
		if l, ok := s.Blocks[i].(report.List); ok {
			l.Items = append(slices.Clone(l.Items), report.ListItem{Text: t})
			s.Blocks[i] = l
			return
		}
	}
}

// allAbsent gives what a section misses where it holds nothing else.
func allAbsent(s report.Section) ([]report.Absent, bool) {
	var out []report.Absent
	for _, b := range s.Blocks {
		a, ok := b.(report.Absent)
		if !ok {
			return nil, false
		}
		out = append(out, a)
	}
	return out, len(out) > 0
}

// divide moves what is looked up rather than read into a section's part of the
// appendix: in a section with a chart or a list, its tables and formulas with
// the notes below them. A section that has nothing else keeps them.
func divide(s report.Section) report.Section {
	if s.Appendix || s.Interactive || !slices.ContainsFunc(s.Blocks, isRead) {
		return s
	}
	var read, detail []report.Block
	looked := false // the block before was one to look up
	for _, b := range s.Blocks {
		if _, notes := b.(report.Notes); !notes {
			looked = !isRead(b)
		}
		if looked {
			detail = append(detail, b)
			continue
		}
		read = append(read, b)
	}
	s.Blocks, s.Detail = read, append(detail, s.Detail...)
	return s
}

// isRead says whether a block is read in the report; tables, formulas and facts
// are looked up in the appendix.
func isRead(b report.Block) bool {
	switch b := b.(type) {
	case report.Table, report.Notes, report.Formula, report.Facts:
		return false
	case report.Side:
		return slices.ContainsFunc(b.Left, isRead) || slices.ContainsFunc(b.Right, isRead)
	}
	return true
}

package load

import (
	"servqual/survey"
	"servqual/survey/issue"
	"servqual/survey/lang"
	"servqual/survey/privacy"
	"servqual/survey/sheet"
	"servqual/survey/wording"
)

// blockLog collects the problems of one block: like ones counted, with the
// rows of the first few. It is emptied into the list of issues in file order,
// so that what is reported does not depend on who worked when.
type blockLog struct {
	index   map[logKey]int
	notes   []logNote
	texts   map[logKey]int // distinct texts by column and kind
	pending []pendingNote
}

// pendingNote waits until its row has proved to be a response.
type pendingNote struct {
	logKey
	row int
}

type logKey struct {
	col  int
	why  problem
	code issue.Code // for notes on whole rows
	got  string
}

type logNote struct {
	logKey
	found string // got, masked and short enough for a message
	rows  []int
	count int
}

// A found text has at most foundLength characters. More of a cell is kept until
// personal data is masked in it, so that no number is cut in two and missed.
const (
	foundLength   = 60
	excerptLength = 200
)

// excerpt is the beginning of a cell as a log keeps it.
func excerpt(b *sheet.Block, p sheet.Packed) string {
	return wording.Shorten(shown(b, p), excerptLength)
}

// keepRows bounds how many rows a block remembers of one kind of problem, and
// keepTexts how many texts a column may be wrong in.
const (
	keepRows  = issue.MaxPerGroup
	keepTexts = 50
)

func (l *blockLog) reset() {
	clear(l.index)
	clear(l.texts)
	l.notes = l.notes[:0]
	l.pending = l.pending[:0]
}

// add notes a problem of the row that is being read; keep makes it last, cut
// takes it back.
func (l *blockLog) add(k logKey, row int) {
	l.pending = append(l.pending, pendingNote{k, row})
}

func (l *blockLog) keep() {
	for i := range l.pending {
		l.record(l.pending[i].logKey, l.pending[i].row)
	}
	l.pending = l.pending[:0]
}

func (l *blockLog) cut() { l.pending = l.pending[:0] }

func (l *blockLog) record(k logKey, row int) {
	if l.index == nil {
		l.index = make(map[logKey]int)
		l.texts = make(map[logKey]int)
	}
	i, ok := l.index[k]
	if !ok {
		kind := logKey{k.col, k.why, k.code, ""}
		if l.texts[kind] >= keepTexts {
			k.got = "…"
			i, ok = l.index[k]
		} else {
			l.texts[kind]++
		}
	}
	if !ok {
		i = len(l.notes)
		l.index[k] = i
		if cap(l.notes) > i {
			l.notes = l.notes[:i+1]
			l.notes[i] = logNote{logKey: k, rows: l.notes[i].rows[:0]}
		} else {
			l.notes = append(l.notes, logNote{logKey: k})
		}
		l.notes[i].found = wording.Shorten(privacy.Mask(k.got), foundLength)
	}
	n := &l.notes[i]
	n.count++
	if len(n.rows) < keepRows {
		n.rows = append(n.rows, row)
	}
}

// flush adds the notes to the list.
func (l *blockLog) flush(list *issue.List, t *table) {
	for i := range l.notes {
		n := &l.notes[i]
		is := issue.Issue{Code: n.code, Got: n.found, Pos: issue.Pos{File: t.file.name, Sheet: t.sheetName, Col: n.col + 1}}
		if is.Code == "" {
			is.Code = problemCodes[n.why]
		}
		t.word(&is, n.why, n.col)
		for k, row := range n.rows {
			is.Pos.Row = row
			is.Count = 1
			if k == 0 {
				is.Count = n.count - len(n.rows) + 1
			}
			list.Add(is)
		}
	}
}

// word fills in what an issue of the table concerns, what was wanted and what
// was done.
func (t *table) word(is *issue.Issue, why problem, col int) {
	if col >= 0 && col < len(t.bind.cols) {
		is.Subject = t.subject(col)
	}
	if is.Code == issue.WeightsInvalid || is.Code == issue.WeightsOff {
		is.Subject = "weights"
	}
	if w, ok := rowWords[is.Code]; ok && why == probNone {
		is.Want, is.Effect = w.want, w.effect
		return
	}
	sc := t.scaleOf(col)
	switch why {
	case probUnmapped:
		is.Want = lang.F("%d–%d 或量表文字；可在研究文件 scale: labels 中写明其分数，或列入 missing", "%d–%d or a label of the scale; give its number under scale: labels in the study file, or list it under missing", sc.Min, sc.Max)
	case probRange:
		is.Want = lang.F("%d–%d；若表示未作答，请在研究文件 missing 中列出", "%d–%d; if it means no answer, list it under missing in the study file", sc.Min, sc.Max)
	case probFraction:
		is.Want = lang.F("%d–%d 的整数", "a whole number from %d to %d", sc.Min, sc.Max)
	case probNA, probSkipped:
		is.Want = lang.T("无需处理", "nothing to do")
	case probClash:
		is.Want = lang.T("编码与文字一致", "code and label that agree")
	case probBool:
		is.Want = lang.T("数字或量表文字，而不是 TRUE/FALSE", "a number or a label, not TRUE or FALSE")
	case probDate:
		is.Want = lang.T("数字；请把单元格格式改为常规后重新填写", "a number: set the cell's format to General and enter it again")
	case probError:
		is.Want = lang.T("修正公式", "mend the formula")
	case probPercent:
		is.Want = lang.F("%d–%d 的整数，而不是百分比", "a whole number from %d to %d, not a percentage", sc.Min, sc.Max)
	case probNoValue:
		is.Want = lang.T("请用 Excel 或 WPS 打开并保存一次，使公式结果写入文件", "open and save the file once in Excel or WPS, so that the result is stored")
	case probWeight:
		is.Want = lang.T("0–100 的数字", "a number from 0 to 100")
	case probWhen:
		is.Want = lang.T("日期，如 2026-10-03", "a date such as 2026-10-03")
	}
	is.Effect = effects[why]
}

var effects = map[problem]lang.Text{
	probUnmapped: lang.T("该答案作废", "the answer is void"),
	probRange:    lang.T("该答案作废", "the answer is void"),
	probFraction: lang.T("该答案作废，不四舍五入", "the answer is void; it is not rounded"),
	probNA:       lang.T("记为不适用，不计入平均", "counted as not applicable, outside all means"),
	probSkipped:  lang.T("记为未作答", "counted as no answer"),
	probClash:    lang.T("以文字为准，无法确定时作废", "the label decides; void where it can't"),
	probBool:     lang.T("该答案作废", "the answer is void"),
	probDate:     lang.T("该答案作废", "the answer is void"),
	probError:    lang.T("该答案作废", "the answer is void"),
	probPercent:  lang.T("整数按数值采用，其余作废", "whole numbers on the scale are taken, others are void"),
	probNoValue:  lang.T("记为未作答", "counted as no answer"),
	probWeight:   lang.T("该权重不计", "the weight is left out"),
	probWhen:     lang.T("该行日期留空", "the row has no date"),
}

type wording2 struct{ want, effect lang.Text }

// rowWords are the words of issues with whole rows.
var rowWords = map[issue.Code]wording2{
	issue.RowTotal:         {lang.T("答卷行", "responses"), lang.T("不作为答卷", "not taken as a response")},
	issue.RowHidden:        {lang.T("无需处理", "nothing to do"), lang.T("照常读取", "read like the others")},
	issue.RowRagged:        {lang.T("列数不超过表头", "no more cells than the header has"), lang.T("多出的单元格未读取", "the cells beyond were not read")},
	issue.ColumnAmbiguous:  {lang.T("同一题的两列只填一列", "one of the two columns filled"), lang.T("采用了前一列的答案", "the answer in the first column was taken")},
	issue.RowShifted:       {lang.T("每行单元格数与表头一致：该行少了或多了一个单元格，请核对原始文件（常因答案里的逗号或换行）", "as many cells as the header has: a cell of this row is missing or too many, look at the original file (often a comma or line break in an answer)"), lang.T("答案错位，该行未计入", "its answers stand in the wrong columns (ragged, shifted): the row was not counted")},
	issue.RowUnfinished:    {lang.T("已提交的答卷", "a finished response"), lang.T("计入并作标记", "counted and marked")},
	issue.WeightsOff:       {lang.T("各维度权重之和为100", "points that add up to 100"), lang.T("归一为100后计入", "normalised to 100 and counted")},
	issue.WeightsInvalid:   {lang.T("各维度权重之和为100（容许±5）", "points that add up to 100 (±5)"), lang.T("不参与加权得分，仍计入未加权得分", "left out of weighted scores, kept in unweighted ones")},
	issue.UnitMissing:      {lang.T("单位名称", "the name of the unit"), lang.T("归入“未注明”", "counted without a unit")},
	issue.RespondentTwice:  {lang.T("每份答卷编号不同", "an id of its own for each response"), lang.T("两份都计入", "both are counted")},
	issue.RespondentNoPair: {lang.T("两张表上都有该编号", "the respondent on both sheets"), lang.T("只有一面的答案，不计差距", "has one side only: no gap")},
	issue.StraightLine:     {lang.T("各题不同的答案", "answers that differ"), lang.T("计入并作标记", "counted and marked")},
	issue.LowVariability:   {lang.T("各题不同的答案", "answers that differ"), lang.T("计入并作标记", "counted and marked")},
	issue.Speeder:          {lang.T("每题不少于2秒", "two seconds an item or more"), lang.T("计入并作标记", "counted and marked")},
	issue.DuplicateAnswers: {lang.T("不同时间或来源的答卷", "responses of different times or places"), lang.T("计入并作标记", "counted and marked")},
	issue.DuplicatePerson:  {lang.T("同一期每人一份", "one response a person and wave"), lang.T("都计入；较早的一份存疑，作了标记", "both are counted; the earlier one is in doubt and marked")},
	issue.Inversion:        {lang.T("最低要求不高于理想水平", "minimum not above desired"), lang.T("计入；过多时作标记", "counted; marked when there are many")},
	issue.Outlier:          {lang.T("请核对原始答卷", "check the original response"), lang.T("计入并作标记", "counted and marked")},
	issue.TooFewAnswers:    {lang.T("至少一半题目作答", "answers to half of the questions or more"), lang.T("计入；达不到要求的维度不计分", "counted; dimensions with too few answers get no score")},
	issue.Fabricated:       {lang.T("请核查收集过程", "check how the answers were collected"), lang.T("计入并作标记", "counted and marked")},
}

// subject names what a column is bound to.
func (t *table) subject(col int) string {
	c := &t.bind.cols[col]
	switch c.use {
	case UseItem:
		return t.bind.slotName(c.item, c.side)
	case UseWeight:
		return "weight " + t.bind.m.study.Dimensions[c.dim].ID
	case UseField:
		return c.field.Name
	}
	return ""
}

// scaleOf is the scale of the answers in a column.
func (t *table) scaleOf(col int) survey.Scale {
	if t.plan != nil {
		for i := range t.plan.scores {
			if t.plan.scores[i].col == col {
				return t.plan.scores[i].decode.scale
			}
		}
		for i := range t.plan.slots {
			if t.plan.slots[i].col == col {
				return t.plan.slots[i].decode.scale
			}
		}
		if t.plan.decode != nil {
			return t.plan.decode.scale
		}
	}
	return survey.Scale{}
}

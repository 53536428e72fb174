package compose

import (
	"sort"

	"servqual/report"
	"servqual/survey/issue"
	"servqual/survey/lang"
	"servqual/survey/load"
	"servqual/survey/stats"
)

// sample is the page on who answered and what is wrong with the answers.
func sample(v *view) *report.Section {
	s := &report.Section{
		Title:   lang.T("样本与数据质量", "Sample and data quality"),
		Finding: v.sampleSentence(),
		Sheet:   "02 样本",
	}
	if v.Summary != nil {
		s.Blocks = append(s.Blocks, v.filesTable())
	}
	var notes []lang.Text
	if t := AbsentText(v.FocusWave(), v.Absent()); v.Unit == "" && !t.IsZero() {
		notes = append(notes, t)
	}
	if t := v.flagTable(); t != nil {
		s.Blocks = append(s.Blocks, *t)
		notes = append(notes, lang.T("有疑点的答卷只做标记，不会被删除；“剔除可疑”一行给出不计它们时的得分，供判断影响大小。", "Doubtful responses are marked, never deleted; the last row gives the score without them, to judge how much they matter."))
	}
	if t := v.missingTable(); t != nil {
		s.Blocks = append(s.Blocks, *t)
	}
	if t := v.issueTable(); t != nil {
		s.Blocks = append(s.Blocks, *t)
	}
	notes = append(notes, lang.T("维度得分：期望和感知都作答的题项不少于该维度的一半时才计算（半数规则）。", "A dimension is scored when at least half of its items were answered on both sides (half-scale rule)."))
	s.Blocks = append(s.Blocks, report.Notes{Items: notes})
	return s
}

func (v *view) sampleSentence() lang.Text {
	n, used := float64(v.now.N()), v.scored()
	if n == 0 {
		return lang.T("没有答卷。", "There are no responses.")
	}
	flagged := float64(v.now.Flagged())
	if flagged == 0 {
		return lang.F("%s收到 %s 份答卷，%s 份可以计算总分，没有发现可疑答卷。", "%s %s responses came in, %s of them could be scored as a whole, and none looks doubtful.", v.when(), count(n), count(used))
	}
	return lang.F("%s收到 %s 份答卷，%s 份可以计算总分；%s 份（%s）有可疑之处。", "%s %s responses came in, %s of them could be scored as a whole; %s (%s) look doubtful.",
		v.when(), count(n), count(used), count(flagged), shareNum(flagged/n))
}

// rejectNames words the reasons to leave out a row.
var rejectNames = map[load.Reject]lang.Text{
	load.RejectBlank:  lang.T("空行", "blank rows"),
	load.RejectTotal:  lang.T("合计或平均行", "total rows"),
	load.RejectHeader: lang.T("重复的表头", "repeated headers"),
	load.RejectNote:   lang.T("表外的备注", "remarks outside the table"),

	load.RejectShifted: lang.T("单元格错位的行", "rows whose cells are shifted"),
}

func (v *view) filesTable() report.Table {
	t := report.Table{
		ID: "files", Title: lang.T("读取了哪些文件", "What was read"),
		Columns: []report.Column{
			column("file", lang.T("文件", "File")), column("sheet", lang.T("工作表", "Sheet")), column("platform", lang.T("来源", "Platform")),
			column("responses", lang.T("答卷", "Responses")), column("unfinished", lang.T("未完成", "Unfinished")), column("dropped", lang.T("跳过的行", "Rows left out")),
		},
	}
	for _, f := range v.ownFiles() {
		dropped := 0
		var why []lang.Text
		reasons := make([]string, 0, len(f.Dropped))
		for r := range f.Dropped {
			reasons = append(reasons, string(r))
		}
		sort.Strings(reasons)
		for _, r := range reasons {
			dropped += f.Dropped[load.Reject(r)]
			why = append(why, rejectNames[load.Reject(r)])
		}
		d := numCell(report.Count, float64(dropped))
		if dropped > 0 {
			d = textCell(lang.F("%s（%s）", "%s (%s)", count(float64(dropped)), join(why)))
		}
		responses, unfinished := numCell(report.Count, float64(f.Responses)), numCell(report.Count, float64(f.Unfinished))
		if v.sharedFile(f) { // what was left out of it can't be said to be this unit's
			responses, unfinished, d = numCell(report.Count, float64(v.usedOf(f))), report.Cell{}, report.Cell{}
		}
		t.Rows = append(t.Rows, report.Row{Cells: []report.Cell{
			textCell(lang.Same(f.File)), textCell(lang.Same(f.Sheet)), textCell(platformName(f.Platform)), responses, unfinished, d,
		}})
	}
	return t
}

// ownFiles are the files that a report on one unit speaks of: those with
// responses of the unit, and those joined to others by respondent, which have
// no responses of their own. Other units' files are none of its readers'
// business.
func (v *view) ownFiles() []load.FileSummary {
	if v.Unit == "" {
		return v.Summary.Files
	}
	var out []load.FileSummary
	for _, f := range v.Summary.Files {
		if len(f.Units) == 0 || f.Units[v.Unit] > 0 {
			out = append(out, f)
		}
	}
	return out
}

// usedOf is how many responses of a file stand behind this report.
func (v *view) usedOf(f load.FileSummary) int {
	if v.Unit == "" || len(f.Units) == 0 {
		return f.Used
	}
	return f.Units[v.Unit]
}

// sharedFile says that a file holds responses of other units than that of the
// report.
func (v *view) sharedFile(f load.FileSummary) bool {
	return v.Unit != "" && len(f.Units) > 0 && (len(f.Units) > 1 || f.Units[v.Unit] == 0)
}

// platformNames words the platforms.
var platformNames = map[string]lang.Text{
	load.Wenjuanxing: lang.T("问卷星", "Wenjuanxing"), load.Tencent: lang.T("腾讯问卷", "Tencent Survey"), load.HandKept: lang.T("电子表格", "spreadsheet"),
	load.Template: lang.T("本程序的答卷模板", "our own form"), load.Qualtrics: lang.Same("Qualtrics"), load.SurveyMonkey: lang.Same("SurveyMonkey"),
	load.LimeSurvey: lang.Same("LimeSurvey"), load.GoogleForms: lang.Same("Google Forms"), load.MicrosoftForms: lang.Same("Microsoft Forms"),
	load.Kobo: lang.Same("KoboToolbox"), load.Typeform: lang.Same("Typeform"), load.SoSci: lang.Same("SoSci Survey"), load.Jotform: lang.Same("Jotform"),
}

func platformName(p string) lang.Text {
	if t, ok := platformNames[p]; ok {
		return t
	}
	return lang.Same(p)
}

// flagTable counts the screening marks and shows what they do to the score.
func (v *view) flagTable() *report.Table {
	if v.now.Flagged() == 0 {
		return nil
	}
	t := &report.Table{
		ID: "screening", Title: lang.T("可疑答卷", "Doubtful responses"),
		Columns: []report.Column{
			column("check", lang.T("检查", "Check")), column("rule", lang.T("标准", "Rule")),
			column("count", lang.T("份数", "Responses")), column("share", lang.T("占比", "Share")),
		},
		Notes: []lang.Text{lang.T("一份答卷可能同时有几个疑点。", "A response may carry several marks."),
			lang.T("题少、选项少或几乎都打满分时，认真作答的答卷也常常相同：按本文件的答案分布属于常见的，不作标记。", "Where items or answers to choose from are few, or nearly all answers are at the top, honest responses are often alike: what is common in this file is not marked.")},
	}
	n := float64(v.now.N())
	for _, f := range flagNames {
		if c := float64(v.now.FlagCount(f.flag)); c > 0 {
			t.Rows = append(t.Rows, report.Row{Cells: []report.Cell{textCell(f.name), textCell(f.rule), numCell(report.Count, c), numCell(report.Share, c/n)}})
		}
	}
	with, _ := v.headline()
	if without := v.cleanHeadline(); with.Defined && without.Defined {
		kind := v.kind()
		t.Rows = append(t.Rows, report.Row{Strong: true, Cells: []report.Cell{
			textCell(lang.T("总分：全部 → 剔除可疑", "Score: all → without doubtful")),
			textCell(lang.F("%s → %s", "%s → %s", report.N(kind, with.Value).Format(v.Lang), report.N(kind, without.Value).Format(v.Lang))),
			numCell(report.Count, float64(v.now.Flagged())), numCell(report.Share, float64(v.now.Flagged())/n),
		}})
	}
	return t
}

// cleanHeadline is the headline without the marked responses.
func (v *view) cleanHeadline() stats.Estimate {
	return newCleanView(v).headlineOnly()
}

// missingTable shows answers lost by dimension; nil when none is.
func (v *view) missingTable() *report.Table {
	t := &report.Table{
		ID: "missing", Title: lang.T("各维度缺失的答案", "Answers missing by dimension"),
		Columns: []report.Column{column("dimension", lang.T("维度", "Dimension"))},
	}
	for _, side := range v.study.Sides {
		t.Columns = append(t.Columns,
			grouped("missing-"+side.String(), lang.T("未答", "Blank"), side.Label()),
			grouped("na-"+side.String(), lang.T("不适用", "N/A"), side.Label()),
			grouped("invalid-"+side.String(), lang.T("无法识别", "Unusable"), side.Label()))
	}
	t.Columns = append(t.Columns, column("scored", lang.T("计分份数", "Scored")))
	lost := int64(0)
	for d, dim := range v.study.Dimensions {
		row := report.Row{Cells: []report.Cell{textCell(dim.Label)}, Ref: dimRef(v.study, d)}
		for _, side := range v.study.Sides {
			var blank, na, invalid int64
			for _, i := range v.study.ItemsOf(d) {
				a := v.now.ItemAnswers(i, side)
				blank, na, invalid = blank+a.Missing, na+a.NotApplicable, invalid+a.Invalid
			}
			lost += blank + na + invalid
			row.Cells = append(row.Cells, numCell(report.Count, float64(blank)), numCell(report.Count, float64(na)), numCell(report.Count, float64(invalid)))
		}
		row.Cells = append(row.Cells, numCell(report.Count, v.now.DimFreq(d, v.main()).N()))
		t.Rows = append(t.Rows, row)
	}
	if lost == 0 {
		return nil
	}
	return t
}

// issueTable counts what loading found by kind of problem, the most serious
// first; nil when there is nothing. The check command has every place.
func (v *view) issueTable() *report.Table {
	if v.Summary == nil || v.Summary.Issues == nil {
		return nil
	}
	t := &report.Table{
		ID: "issues", Title: lang.T("读取时发现的问题", "Problems found while reading"),
		Columns: []report.Column{
			column("problem", lang.T("问题", "Problem")), column("count", lang.T("次数", "Count")),
			column("place", lang.T("首个位置", "First place")), column("effect", lang.T("处理", "What was done")),
		},
		Notes: []lang.Text{lang.T("含所有期次；逐条位置用 servqual check 查看。", "All waves; `servqual check` lists every place.")},
	}
	type kind struct {
		code   issue.Code
		effect lang.Text
	}
	rows := map[kind]int{}
	own := map[string]bool{"": true}
	for _, f := range v.ownFiles() {
		own[f.File] = true
	}
	if v.Unit != "" {
		t.Notes = []lang.Text{lang.T("含本单位所在文件的所有期次和全部答卷；逐条位置用 servqual check 查看。", "All waves and all responses of the files that this unit's answers are in; `servqual check` lists every place.")}
	}
	for _, i := range v.Summary.Issues.Issues() {
		if i.Severity == issue.Info || !own[i.Pos.File] {
			continue
		}
		k := kind{i.Code, i.Effect}
		if at, ok := rows[k]; ok {
			t.Rows[at].Cells[1].Number.Value += float64(i.Count)
			continue
		}
		tone := report.Caution
		if i.Severity == issue.Error {
			tone = report.Bad
		}
		rows[k] = len(t.Rows)
		t.Rows = append(t.Rows, report.Row{Cells: []report.Cell{
			{Text: i.Code.Title(), Tone: tone}, numCell(report.Count, float64(i.Count)), textCell(lang.Same(i.Pos.String())), textCell(i.Effect)}})
	}
	if len(t.Rows) == 0 {
		return nil
	}
	return t
}

// kind is how the main measure is written.
func (v *view) kind() report.Kind {
	if v.twoSided() {
		return report.Gap
	}
	return report.Mean
}

// newCleanView is the view of the responses without marks, scored anew.
func newCleanView(v *view) *view {
	c := *v
	c.now = v.clean
	return &c
}

func (v *view) headlineOnly() stats.Estimate {
	if v.now.N() == 0 {
		return stats.Estimate{}
	}
	card := scoreOf(v)
	c := *v
	c.card = card
	e, _ := c.headline()
	return e
}

package page

import (
	"servqual/survey"
	"servqual/survey/issue"
	"servqual/survey/lang"
	"servqual/survey/load"
)

// questions words what is open for the page, where it is answered by a button or
// in the table of columns, not in a file.
func (out *stateJSON) questions(r *reading) {
	for _, q := range r.asked {
		out.Questions = append(out.Questions, questionJSON{Code: string(q.Code), Title: q.Code.Title(), Ask: askOf(q, r.study), Got: q.Got, Place: q.Pos.String(), Blocks: q.Blocks, Columns: columnsAsked(q, r)})
	}
}

// askOf words a question.
func askOf(q issue.Issue, study *survey.Study) lang.Text {
	switch q.Code {
	case issue.DirectionOpen:
		return lang.F("打分越高的客户，越不愿意推荐。问卷里 %d 分代表最好，还是 %d 分代表最好？", "Customers who rate higher recommend less. Which is the best answer in this form: %d or %d?", study.Scale.Min, study.Scale.Max)
	case issue.ScaleOpen:
		if q.Blocks && q.Subject != "scale" {
			return lang.T("这些列和其他评分题不是同一种分制，不能合在一起计分。请在表里选出真正的评分题，其余改为别的用途。", "These columns are answered on another scale than the other ratings and can't be pooled with them. Choose the rated questions in the table, and give the others another use.")
		}
		return lang.T("客户打的是几分制？请填写问卷上的最低分和最高分（没有人选的分数也算）。", "Which scale did customers answer on? Enter the lowest and the highest number of the form, also where nobody chose it.")
	case issue.SideOpen:
		return lang.T("同样的题问了两遍，或只有代号：前一组、后一组各问的是什么？", "The same questions are asked twice, or have codes only. What does the first group ask, and what the second?")
	case issue.RoleOpen:
		return lang.T("这一列是评分题、总体评价，还是客户分组（年龄、次数等）？请在表里选择。", "Is this column a rated question, an overall rating, or a group of customers (age, visits …)? Choose in the table.")
	case issue.MappingOpen:
		return lang.T("表头没有写明，以下各列是按答案的样子判断的。请核对下表，无误就点“核对无误”。", "The headers don't say it: these columns were judged by their answers. Look through the table; if it is right, press \"All correct\".")
	}
	return q.Want
}

// columnsAsked are the columns of the table that a question is about.
func columnsAsked(q issue.Issue, r *reading) []int {
	if q.Pos.Col == 0 {
		return nil
	}
	out := []int{q.Pos.Col}
	if q.Code != issue.RoleOpen && q.Code != issue.ScaleOpen {
		return out
	}
	file, sheet := widest(r.bindings)
	for _, b := range r.bindings { // the others of its kind are not used either
		if b.File == file && b.Sheet == sheet && b.Column > q.Pos.Col && b.Use == load.UseNothing && len(out) < q.Count {
			out = append(out, b.Column)
		}
	}
	return out
}

// roleJSON is a use of a column to choose from.
type roleJSON struct {
	Key   string    `json:"key"`
	Label lang.Text `json:"label"`
}

// roles are the uses of columns, in the order of the list.
func roles() []roleJSON {
	out := []roleJSON{{"item", lang.T("评分题", "Rated question")}}
	for _, f := range survey.KnownFields() {
		out = append(out, roleJSON{f.Name, f.Label})
	}
	return append(out,
		roleJSON{"attribute", lang.T("客户分组（性别、年龄等）", "Group of customers (gender, age …)")},
		roleJSON{"weight", lang.T("客户给维度的权重", "Weight given by customers")},
		roleJSON{"personal", lang.T("个人信息，不读取", "Personal: not read")},
		roleJSON{"nothing", lang.T("不使用", "Not used")})
}

func sides() []roleJSON {
	var out []roleJSON
	for _, s := range survey.Sides() {
		out = append(out, roleJSON{s.String(), s.Label()})
	}
	return out
}

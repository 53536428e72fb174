package load

import (
	"fmt"
	"strings"

	"servqual/survey"
	"servqual/survey/issue"
	"servqual/survey/lang"
	"servqual/survey/wording"
)

// labelCounts writes labels with their counts for a message.
func labelCounts(counts []wording.LabelCount) string {
	const most = 8
	var parts []string
	for i, c := range counts {
		if i == most {
			parts = append(parts, "…")
			break
		}
		parts = append(parts, fmt.Sprintf("%s (%d)", wording.Shorten(c.Label, 40), c.Count))
	}
	return strings.Join(parts, ", ")
}

// question is a question about the words of answers. Without its answer the
// items cannot be scored; a single field is left out.
func (e *evidence) question(q labelQuestion, got string, want lang.Text) issue.Issue {
	is := issue.Issue{Code: issue.AnswerWords, Severity: issue.Question, Pos: e.pos, Subject: q.subject, Got: got, Want: want, Blocks: !q.outcome,
		Effect: lang.T("回答之前不计分", "not scored until this is answered")}
	if q.outcome {
		is.Effect = lang.T("回答之前，这一题不计入结果", "this question is left out until it is answered")
	}
	return is
}

// place says where the numbers of labels are stated.
func (q labelQuestion) place() lang.Text {
	if q.outcome {
		return lang.T("请把这一列的文字换成数字", "replace the words of this column by numbers")
	}
	return lang.T("请在研究文件的 scale 下用 labels 逐行写明每种文字的分数；表示未作答的文字列入 missing",
		"State the number of every word in the study file, as in scale: {labels: {Poor: 1, Fair: 2, Good: 3}}; list words that mean no answer under missing")
}

// asking joins what is asked and where to answer.
func (q labelQuestion) asking(what lang.Text) lang.Text {
	p := q.place()
	return lang.T(what.In(lang.Zh)+p.In(lang.Zh), what.In(lang.En)+" "+p.In(lang.En))
}

// ask is the question that an unsettled ladder leaves.
func (e *evidence) ask(q labelQuestion, f *wording.Fit) issue.Issue {
	switch f.State {
	case wording.SeveralLadders:
		var parts []string
		for _, o := range f.Options {
			parts = append(parts, fmt.Sprintf("%d: %s", o.Points, wording.Describe(o.Levels)))
		}
		return e.question(q, strings.Join(parts, " | "), q.asking(lang.T("这些答案属于几级量表？有的级没有人选，只看文字无法确定。", "How many steps has the scale of these words? Some steps may never have been chosen.")))
	case wording.OtherLength:
		o := f.Options[0]
		return e.question(q, fmt.Sprintf("%d: %s", o.Points, wording.Describe(o.Levels)),
			q.asking(lang.F("研究文件的量表有 %d 级，答案文字却是 %d 级。", "The scale of the study file has %d steps, the words have %d.", q.want, o.Points)))
	case wording.NoLadder:
		return e.question(q, labelCounts(f.Unknown), q.asking(lang.T("这些文字合起来不是已知的量表，每个词对应几分？", "Together these words are no known scale. What number does each stand for?")))
	}
	return e.question(q, labelCounts(f.Unknown), q.asking(lang.T("这些文字不在已知的量表中，各对应几分？", "These words are on no known scale. What number does each stand for?")))
}

// askNumbers asks about words beside numbers of another scale.
func (e *evidence) askNumbers(q labelQuestion, f *wording.Fit) issue.Issue {
	return e.question(q, fmt.Sprintf("%d–%d | %s", q.numbers.Min, q.numbers.Max, wording.Describe(f.Levels)),
		q.asking(lang.F("一部分答案是 %d–%d 的数字，另一部分是 %d 级文字，不是同一量表。", "Some answers are numbers from %d to %d, others are words of %d steps: not one scale.", q.numbers.Min, q.numbers.Max, f.Points)))
}

// askDirection asks for the direction of numbers that run from best to worst by
// the labels beside them: the owner says that a high score is to be good.
func (e *evidence) askDirection(q labelQuestion, pairs []labelPair) issue.Issue {
	is := e.question(q, pairText(pairs), lang.T("文字表明数字小为好；按文字计分，分数高为好吗？请在研究文件的 scale 下用 labels 逐行写明每种文字的分数",
		"By the labels low numbers are best. Score by the labels, so that a high score is good? State the number of every label in the study file, as in scale: {labels: {Very satisfied: 5, Satisfied: 4}}"))
	is.Code = issue.DirectionOpen
	return is
}

// turned says in one line that low numbers are best, and that the labels count
// as the study numbers them.
func (e *evidence) turned(q labelQuestion, pairs []labelPair) issue.Issue {
	return issue.Issue{Code: issue.CodesRunDown, Pos: e.pos, Subject: q.subject, Got: pairText(pairs),
		Want:   lang.T("数字大表示好", "high numbers for good answers"),
		Effect: lang.T("数字小为好；按研究文件中文字的分数计分", "low numbers are best: scored by the numbers that the study file gives the labels")}
}

// wordedRecommend says that a recommendation in words makes no net promoter
// score.
func (e *evidence) wordedRecommend(name string, l *labelling) issue.Issue {
	got := fmt.Sprintf("1–%d", l.points)
	if l.fit != nil {
		got += ": " + wording.Describe(l.fit.Levels)
	}
	return issue.Issue{Code: issue.ScaleDoubtful, Pos: e.pos, Subject: name, Got: got,
		Want:   lang.T("推荐意愿按 0–10 询问，才能计算净推荐值（NPS）", "a recommendation asked on a scale of 0–10: a net promoter score needs it"),
		Effect: lang.T("只列平均分，不计算净推荐值", "its mean is given, and no net promoter score")}
}

// askRecommend says that a recommendation in words gives no net promoter score.
func (e *evidence) askRecommend(q labelQuestion, f *wording.Fit) issue.Issue {
	return e.question(q, wording.Describe(f.Levels), lang.T("推荐意愿是文字，不是 0–10 分，不能算净推荐值。请改用 0–10 分的原始答案；或在研究文件中把这一列列为普通字段，按人数看",
		"The recommendation is in words, not rated from 0 to 10, and gives no net promoter score. Use the ratings if there are any, or name the column as a plain field and look at its counts"))
}

// askMiddle asks whether "not sure" and the like are a step or no answer.
func (e *evidence) askMiddle(q labelQuestion, middle []wording.LabelCount) issue.Issue {
	return e.question(q, labelCounts(middle), q.asking(lang.T("这个答案是量表的中间一级，还是表示无法评价？", "Is this answer the middle of the scale, or does it mean no opinion?")))
}

// choiceIDs says that numbers beside labels are ids of choices.
func (e *evidence) choiceIDs(q labelQuestion, pairs []labelPair) issue.Issue {
	return issue.Issue{Code: issue.CodeLabelClash, Severity: issue.Warning, Pos: e.pos, Subject: q.subject, Got: pairText(pairs),
		Want:   lang.T("与文字顺序一致的编码", "codes in the order of the labels"),
		Effect: lang.T("数字是选项编号，不是分数；按文字计分", "the numbers are ids of choices, not scores: the labels were scored")}
}

func pairText(pairs []labelPair) string {
	if len(pairs) == 0 {
		return ""
	}
	a, b := pairs[0], pairs[len(pairs)-1]
	return wording.Shorten(fmt.Sprintf("%d = %s … %d = %s", a.number, a.label, b.number, b.label), 100)
}

// slipIssues names the labels that hardly occur and are void, with the label
// that each is probably a slip of.
func (e *evidence) slipIssues(f *wording.Fit) []issue.Issue {
	var out []issue.Issue
	for i, r := range f.Rare {
		if i == issue.MaxPerGroup {
			break
		}
		is := issue.Issue{Code: issue.AnswerUnmapped, Severity: issue.Info, Pos: e.pos, Got: r.Label,
			Want:   lang.T("量表中的文字", "a word of the scale"),
			Effect: lang.F("只出现 %d 次，作废，不影响其他答案", "it occurs %d times only: void, the other answers are scored", r.Count)}
		if r.Near != "" {
			is.Want = lang.F("是否应为“%s”？", "perhaps %q", r.Near)
			out = append(out, is)
		}
	}
	return out
}

// classes says that a recommendation is given by class.
func (e *evidence) classes(subject string) issue.Issue {
	return issue.Issue{Code: issue.ScaleDoubtful, Pos: e.pos, Subject: subject, Got: "promoter / passive / detractor",
		Want:   lang.T("0–10 的原始评分", "the ratings from 0 to 10"),
		Effect: lang.T("只有分类：净推荐值可以计算，平均分没有意义", "classes only: the net promoter score is right, a mean of them means nothing")}
}

// takenAs says in one line that labels are a scale of other length than the
// one the instrument is usually asked with.
func (e *evidence) takenAs(subject string, l *labelling, stated survey.Scale) issue.Issue {
	is := issue.Issue{Code: issue.ScaleDoubtful, Severity: issue.Info, Pos: e.pos, Subject: subject, Got: wording.Shorten(wording.Describe(l.fit.Levels), 120),
		Want:   lang.F("量表 %d–%d；如不对，请在研究文件中用 scale 写明", "a scale of %d–%d; if the words are another scale, state it in the study file: scale", stated.Min, stated.Max),
		Effect: lang.F("按 %d 级文字量表计算", "taken as a scale of %d words", l.points)}
	if u := l.fit.Unseen(); len(u) > 0 {
		is.Severity = issue.Warning
		is.Effect = lang.F("按 %d 级文字量表计算，其中 %d 级无人选择", "taken as a scale of %d words, of which nobody chose %d", l.points, len(u))
	}
	return is
}

package main

import (
	"slices"

	"github.com/urfave/cli/v2"

	"servqual/gap"
	"servqual/survey"
	"servqual/survey/issue"
	"servqual/survey/lang"
	"servqual/survey/tally"
)

// usable refuses answers that a command can make nothing of: no response at
// all, a form that does not ask how the service was, or no answer to what it
// asks. A report of zero answers would look like one of a bad month.
func (s settings) usable(c *cli.Context, a *answers) error {
	total := a.set.Total()
	if total.N() == 0 {
		return spokenError{lang.T("没有答卷：文件里只有表头，没有一行答案。请重新导出，导出时包括全部答卷",
			"no responses: there is a header and not one row of answers below it. Export the data again, with all responses")}
	}
	if slices.Contains(examining, c.Command.Name) || c.Command.Name == "gap" {
		return nil // they say themselves what they lack
	}
	if !a.study.Asks(survey.Perception) {
		return spokenError{askedElsewhere(a.study)}
	}
	if perceptions(total) == 0 {
		return spokenError{lang.F("读到 %d 份答卷，但没有一个感知题的有效答案，无法计分。用 servqual check 查看各列的用途和没有读懂的答案",
			"%d responses were read and not one of them has a valid answer to a perception question: nothing to score. `servqual check` shows what the columns were used for and which answers were not understood", total.N())}
	}
	return nil
}

// askedElsewhere says what a form without perceptions is for.
func askedElsewhere(study *survey.Study) lang.Text {
	switch study.Instrument {
	case gap.ManagersForm:
		return lang.T("这是管理者问卷（差距1、2），没有客户对服务的评价，不能单独计分。请用 servqual gap --managers 文件，或在 servqual report 中加 --managers 文件",
			"this is the managers' form (gaps 1 and 2): it has no customers' ratings to score. Use `servqual gap --managers FILE`, or add --managers FILE to `servqual report`")
	case gap.ThreeGroups:
		return lang.T("这份数据被认作三方对照问卷，其中只问期望，没有客户对服务的评价，不能计分。如果是客户问卷，请用 --instrument 或研究文件指明；否则请用 servqual gap",
			"the data was taken for the form that three groups answer: it asks for expectations only and has no ratings to score. If it is a customers' survey, name it with --instrument or a study file; otherwise use `servqual gap`")
	}
	return lang.T("这份问卷没有问感知（客户实际得到的服务如何），不能计分。请核对各列的对应关系：servqual init 文件",
		"the survey does not ask for perceptions (how the service was), so there is nothing to score. Look at what the columns were bound to: `servqual init FILE`")
}

// perceptions counts the valid answers to perception items.
func perceptions(t *tally.Tally) int64 {
	n := int64(0)
	for i := range t.Plan().Study().Items {
		f := t.ItemFreq(i, tally.P)
		n += int64(f.N())
	}
	return n
}

// unusableIssues are what check says of answers that no command can score.
func unusableIssues(set *tally.Set, files []string) []issue.Issue {
	if set == nil {
		return nil
	}
	total := set.Total()
	if total.N() == 0 || !total.Plan().Study().Asks(survey.Perception) || perceptions(total) > 0 {
		return nil // a file without responses was told by the loader
	}
	is := issue.Issue{Code: issue.SideMissing, Subject: survey.Perception.String(), Got: lang.F("%d 份答卷，0 个有效答案", "%d responses, 0 valid answers", total.N()).In(lang.En),
		Want: lang.T("至少一个在量表内的感知答案", "at least one perception answer on the scale"), Effect: lang.T("不计分", "not scored")}
	if len(files) > 0 {
		is.Pos.File = files[0]
	}
	return []issue.Issue{is}
}

// refuse stops before anything is made of answers that can't be used, or whose
// reversed items were not recoded.
func (s settings) refuse(c *cli.Context, a *answers) error {
	if err := s.usable(c, a); err != nil {
		return err
	}
	return s.refuseReversal(c, a)
}

package main

import (
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/urfave/cli/v2"

	"servqual/gap"
	"servqual/survey"
	"servqual/survey/form"
	"servqual/survey/lang"
)

func templateCommand() *cli.Command {
	return &cli.Command{
		Name: "template",
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "instrument", Value: "servqual-22"},
			&cli.StringFlag{Name: "study"},
			&cli.StringFlag{Name: "kind", Value: "xlsx"},
			&cli.StringFlag{Name: "fields"},
			&cli.IntFlag{Name: "rows", Value: form.Default().Rows},
			&cli.BoolFlag{Name: "no-weights"},
			&cli.StringFlag{Name: "lang"},
			&cli.StringFlag{Name: "out"},
			&cli.BoolFlag{Name: "quiet"},
		},
		Action: runTemplate,
	}
}

func runTemplate(c *cli.Context) error {
	if c.Args().Present() {
		return misuse(lang.T("template 不读取答卷；研究文件请用 --study 指定", "template reads no file of answers; name a study file with --study"))
	}
	key, err := chosen(c, "kind", formKindNames)
	if err != nil {
		return err
	}
	kind, _ := form.ParseKind(key)
	l, err := langOf(c)
	if err != nil {
		return err
	}
	study, err := studyOfForm(c)
	if err != nil {
		return err
	}
	opt, err := formOptions(c, study, l)
	if err != nil {
		return err
	}
	write := func(w io.Writer) error { return form.Write(w, study, kind, opt) }
	path := c.String("out")
	if path == "-" {
		return write(c.App.Writer)
	}
	if path == "" {
		path = fileStems([]docName{{kind: formName(study, c.String("instrument")) + "-" + kind.String()}})[0] + kind.Extension()
	}
	if err := writeFile(c.Context, path, write); err != nil {
		return err
	}
	fmt.Fprintln(c.App.Writer, path)
	if !c.Bool("quiet") {
		next := nextStep(kind, study)
		if asked := c.String("instrument"); c.IsSet("study") && (asked == gap.ManagersForm || asked == gap.StaffForm) {
			next = gapStep(asked)
		}
		fmt.Fprintln(c.App.ErrWriter, next.Join(l, "\n"))
	}
	return nil
}

// studyOfForm is the study file named, or the preset. With both it is the form
// of managers or of staff that fits the customers' survey of the study file.
func studyOfForm(c *cli.Context) (*survey.Study, error) {
	if path := c.String("study"); path != "" {
		data, err := os.ReadFile(path)
		if err != nil {
			return nil, err
		}
		study, err := survey.ParseStudy(path, data, instrument)
		if err == nil {
			study.Scale = study.FormScale()
		}
		if err != nil || !c.IsSet("instrument") || c.String("instrument") == study.Instrument {
			return study, err
		}
		managers, staff := gap.FormsFor(study)
		switch name := c.String("instrument"); name {
		case gap.ManagersForm:
			return managers, nil
		case gap.StaffForm:
			return staff, nil
		default:
			return nil, usageError{spokenError{lang.F("--study 已说明用哪份问卷，不能再用 --instrument %s；与 --study 一起只能用 %s 或 %s（按该研究的题项生成管理者或员工问卷）",
				"--study names the form already: leave out --instrument %s. Together with --study only %s and %s can be named: the managers' or staff form with the items of that study",
				lang.Same(name), lang.Same(gap.ManagersForm), lang.Same(gap.StaffForm))}}
		}
	}
	return instrumentNamed(c.String("instrument"))
}

// recoded is the instrument whose labels give the direction after recoding.
const recoded = "servqual-22-1988"

func formOptions(c *cli.Context, study *survey.Study, l lang.Lang) (form.Options, error) {
	opt := form.Default()
	opt.Lang, opt.Rows, opt.Weights, opt.Recoded = l, c.Int("rows"), !c.Bool("no-weights"), study.Instrument == recoded
	if opt.Rows < 1 || opt.Rows > form.MaxRows {
		return opt, misuse(lang.F("--rows %d：请用 1 到 %d 之间的行数", "--rows %d: use 1 to %d", opt.Rows, form.MaxRows))
	}
	for _, f := range strings.Split(c.String("fields"), ",") {
		if f = strings.TrimSpace(f); f != "" {
			opt.Fields = append(opt.Fields, f)
		}
	}
	if c.String("study") == "" && study.Asks(survey.Perception) && study.Dimensions[0].Gap == 0 {
		opt.Title = lang.T("服务质量调查问卷", "Service quality survey") // respondents need not read the instrument's name
	}
	return opt, nil
}

// formName names the file of a form. One that was fitted to a study has no
// instrument of its own and is called after the group it is for.
func formName(s *survey.Study, asked string) string {
	switch {
	case s.Instrument != "":
		return s.Instrument
	case asked == gap.ManagersForm || asked == gap.StaffForm:
		return asked
	}
	return "survey"
}

// gapStep says what to do with the managers' or staff form of a study.
func gapStep(asked string) lang.Text {
	flag := "--managers"
	if asked == gap.StaffForm {
		flag = "--staff"
	}
	return lang.F("收回后与客户的答卷一起读取：servqual gap --customers 客户答卷 --study 研究文件 %s 本表。", "Read what comes back together with the customers' answers: servqual gap --customers ANSWERS --study STUDY %s THIS-FORM.", lang.Same(flag))
}

// nextStep says what to do with the form.
func nextStep(k form.Kind, s *survey.Study) lang.Text {
	var t lang.Text
	switch k {
	case form.XLSForm:
		t = lang.T("在 KoboToolbox 中选“新建项目 → 上传 XLSForm”；下载数据时选 XML 值和标题或标签均可。", "In KoboToolbox: new project, upload an XLSForm. Download the data with XML values or with labels.")
	case form.Wenjuanxing:
		t = lang.T("在问卷星中选“创建问卷 → 文本导入”，粘贴全文；下载答卷时选“按选项文本”。", "In 问卷星: create a survey from text and paste all of it. Download the answers by text of the options (按选项文本).")
	default:
		t = lang.T("填好“答卷”表后用 servqual check 检查，再用 servqual report 出报告。", "Fill in the answer sheet, look at it with `servqual check`, then make the report with `servqual report`.")
	}
	if s.Instrument == "" {
		t.Zh += "自编问卷收回后请用同一个 --study 文件读取。"
		t.En += " Read what comes back with the same --study file."
	}
	return t
}

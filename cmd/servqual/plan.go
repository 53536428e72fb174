package main

import (
	"math"
	"strconv"
	"strings"

	"github.com/urfave/cli/v2"

	"servqual/report/compose"
	"servqual/survey/lang"
	"servqual/survey/sheet"
	"servqual/survey/store"
)

func planCommand() *cli.Command {
	return &cli.Command{
		Name: "plan",
		Flags: append(documentFlags(),
			&cli.Int64Flag{Name: "population"},
			&cli.Float64Flag{Name: "margin", Value: 5},
			&cli.Float64Flag{Name: "share", Value: 50},
			&cli.Float64Flag{Name: "sd"},
			&cli.Float64Flag{Name: "margin-score"},
			&cli.Float64Flag{Name: "response-rate", Value: 100},
			&cli.StringFlag{Name: "answers"},
			&cli.StringFlag{Name: "units"},
			&cli.Int64Flag{Name: "min-unit", Value: compose.DefaultSurveyPlan.Least},
			&cli.StringFlag{Name: "lang"},
			&cli.Float64Flag{Name: "confidence", Value: 0.95},
		),
		Action: runPlan,
	}
}

func runPlan(c *cli.Context) error {
	if c.Args().Len() > 0 {
		return misuse(lang.F("plan 不读取答卷；各单位的客户数请用 --units %s 给出", "plan reads no answers; give the units with --units %s", store.Shown(c.Args().First())))
	}
	s, err := settingsOf(c, "no files")
	if err != nil {
		return err
	}
	want, err := documentFormats(c)
	if err != nil {
		return err
	}
	p, err := surveyPlan(c)
	if err != nil {
		return err
	}
	p.Level, p.Lang = s.level, s.lang
	name := lang.T("抽样方案", "sampling-plan").In(single(s.lang))
	return printDocument(c, want, name, compose.Plan(p), func() any { return compose.PlanOf(p) })
}

// surveyPlan reads the flags and refuses figures that mean nothing.
func surveyPlan(c *cli.Context) (compose.SurveyPlan, error) {
	p := compose.DefaultSurveyPlan
	p.Margin, p.Share, p.Response = c.Float64("margin")/100, c.Float64("share")/100, c.Float64("response-rate")/100
	p.SD, p.MarginScore, p.Least = c.Float64("sd"), c.Float64("margin-score"), c.Int64("min-unit")
	p.Population = float64(c.Int64("population"))
	switch {
	case !(p.Margin > 0 && p.Margin < 0.5):
		return p, misuse(lang.F("--margin %v：误差是 0 到 50 之间的百分点，如 5", "--margin %v: percentage points between 0 and 50, such as 5", c.Float64("margin")))
	case !(p.Share > 0 && p.Share < 1):
		return p, misuse(lang.F("--share %v：占比是 0 到 100 之间的百分数，如 50", "--share %v: a percentage between 0 and 100, such as 50", c.Float64("share")))
	case !(p.Response > 0 && p.Response <= 1):
		return p, misuse(lang.F("--response-rate %v：回收率是不超过 100 的百分数，如 30", "--response-rate %v: a percentage up to 100, such as 30", c.Float64("response-rate")))
	case p.Population < 0:
		return p, misuse(lang.F("--population %v：请写客户总数，如 800", "--population %v: the number of customers, such as 800", p.Population))
	case p.Least < 1:
		return p, misuse(lang.F("--min-unit %d：每个单位至少 1 份答卷", "--min-unit %d: one answer or more", p.Least))
	case !(p.SD >= 0 && p.MarginScore >= 0) || math.IsInf(p.SD, 0) || math.IsInf(p.MarginScore, 0):
		return p, misuse(lang.T("--sd 和 --margin-score 的单位是量表的分，如 1.2 和 0.1", "--sd and --margin-score are points of the scale, such as 1.2 and 0.1"))
	case p.MarginScore > 0 && p.SD == 0:
		return p, misuse(lang.T("用 --margin-score 时还要用 --sd 给出得分的标准差（servqual score 会打印）", "--margin-score needs --sd, the standard deviation of the score (servqual score prints it)"))
	}
	var err error
	if p.Answers, err = answerCounts(c.String("answers")); err != nil {
		return p, err
	}
	p.Units, err = unitSizes(c.String("units"))
	return p, err
}

func answerCounts(list string) ([]int64, error) {
	var out []int64
	for _, w := range strings.Split(list, ",") {
		if w = strings.TrimSpace(w); w == "" {
			continue
		}
		n, err := strconv.ParseInt(w, 10, 64)
		if err != nil || n < 1 {
			return nil, misuse(lang.F("--answers %s：请写整数，如 120,300", "--answers %s: whole numbers such as 120,300", w))
		}
		out = append(out, n)
	}
	return out, nil
}

// mostUnits is how many rows of a list of units are read.
const mostUnits = 100_000

// unitSizes reads a list of units: the first text of a row is the name, the
// first number after it how many customers it has. A row without a number
// before the first unit is the header.
func unitSizes(path string) ([]compose.PlanUnit, error) {
	if path == "" {
		return nil, nil
	}
	book, err := sheet.OpenFile(path, sheet.Default())
	if err != nil {
		return nil, err
	}
	defer book.Close()
	rows, err := book.Head(0, mostUnits)
	if err != nil {
		return nil, err
	}
	var out []compose.PlanUnit
	for i, row := range rows {
		name, size, ok := unitRow(row)
		switch {
		case name == "" && !ok, isTotal(name):
		case ok && name != "":
			out = append(out, compose.PlanUnit{Name: name, Size: size})
		case len(out) > 0 || ok:
			return nil, spoken(lang.F("%s 第 %d 行：应为单位名称和客户数", "%s, row %d: want a unit's name and its number of customers", path, i+1))
		}
	}
	if len(out) == 0 {
		return nil, spoken(lang.F("%s：没有找到单位；请每行写单位名称和客户数", "%s: no units found; put a name and a number of customers in each row", path))
	}
	return out, nil
}

// unitRow finds the name and the number in a row.
func unitRow(row []sheet.Cell) (name string, size int64, ok bool) {
	for _, c := range row {
		x, isNumber := sheet.ParseNumber(strings.NewReplacer(",", "", "，", "").Replace(c.Text))
		switch {
		case c.Blank():
		case name == "":
			name = strings.TrimSpace(c.Text)
		case isNumber && x >= 0 && x == math.Trunc(x) && x < 1e9:
			return name, int64(x), true
		}
	}
	return name, 0, false
}

// isTotal says that a row adds up the others.
func isTotal(name string) bool {
	switch strings.ToLower(name) {
	case "合计", "总计", "小计", "total", "sum":
		return true
	}
	return false
}

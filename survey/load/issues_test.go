package load_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"servqual/survey"
	"servqual/survey/issue"
	"servqual/survey/load"
)

// grid is a small survey that nothing is wrong with: id, branch, date, 44
// answers, five weights, overall. Tests spoil it.
type grid [][]string

// goodRows draws answers that pass all screening.
func goodRows(n int) grid {
	r := rand.New(rand.NewPCG(7, 7))
	head := []string{"id", "branch", "date"}
	for i := range 44 {
		head = append(head, fmt.Sprintf("%c%d", "EP"[i/22], i%22+1))
	}
	g := grid{append(head, "W_TAN", "W_REL", "W_RES", "W_ASS", "W_EMP", "overall")}
	for i := range n {
		row := []string{fmt.Sprintf("R%03d", i+1), []string{"A", "B"}[i%2], fmt.Sprintf("2026-10-%02d", i%28+1)}
		for k := range 44 {
			v := 4 + r.IntN(4)
			if k >= 22 {
				v = 2 + r.IntN(5)
			}
			row = append(row, fmt.Sprint(v))
		}
		g = append(g, append(row, "20", "30", "20", "15", "15", fmt.Sprint(3+r.IntN(5))))
	}
	return g
}

const (
	colE1, colP1, colW, colOverall = 3, 25, 47, 52
)

func (g grid) with(row, col int, text string) grid {
	g[row][col] = text
	return g
}

func (g grid) csv() string {
	var b strings.Builder
	for _, r := range g {
		for i, c := range r {
			if i > 0 {
				b.WriteByte(',')
			}
			if strings.ContainsAny(c, ",\"\n") {
				c = `"` + strings.ReplaceAll(c, `"`, `""`) + `"`
			}
			b.WriteString(c)
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// xlsx writes the grid with numbers as numbers and lets f spoil the book.
func (g grid) xlsx(t testing.TB, spoil func(f *excelize.File, sheet string) error) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	for r, row := range g {
		for c, text := range row {
			at, _ := excelize.CoordinatesToCellName(c+1, r+1)
			var v any = text
			if n := number(text); n >= 0 {
				v = n
			}
			if text == "" {
				continue
			}
			if err := f.SetCellValue("Sheet1", at, v); err != nil {
				t.Fatal(err)
			}
		}
	}
	if spoil != nil {
		if err := spoil(f, "Sheet1"); err != nil {
			t.Fatal(err)
		}
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func book(data []byte) []load.Input { return []load.Input{{Name: "2026-10.xlsx", Data: data}} }

func one(text string) []load.Input { return []load.Input{csv("2026-10.csv", text)} }

func text(g grid) []load.Input { return one(g.csv()) }

// trigger is the input that raises an issue, and where it must point.
type trigger struct {
	code   issue.Code
	inputs func(t *testing.T) []load.Input
	opt    func(o *load.Options)
	cell   string // of the first issue; "" = not checked
	got    string // part of Got; "" = not checked
}

func plainText(g func() grid) func(*testing.T) []load.Input {
	return func(*testing.T) []load.Input { return text(g()) }
}

// triggers has one spoilt file for each code that load or sheet raises.
func triggers() []trigger {
	good := func() grid { return goodRows(30) }
	cell := func(row, col int, v string) func(*testing.T) []load.Input {
		return plainText(func() grid { return good().with(row, col, v) })
	}
	spoilt := func(f func(f *excelize.File, sheet string) error) func(*testing.T) []load.Input {
		return func(t *testing.T) []load.Input { return book(good().xlsx(t, f)) }
	}
	return []trigger{
		{code: issue.DimensionHint, got: "TAN: Q3", inputs: questionInputs(plainRows(60, step(1, 5)))},
		{code: issue.ItemReworded, got: "交车准时", inputs: questionInputs(plainRows(60, step(1, 5))), opt: known("交车准时", "交车准时可靠")},
		{code: issue.ItemNew, got: "交车准时", inputs: questionInputs(plainRows(60, step(1, 5))), opt: known("交车准时", "")},
		{code: issue.ItemGone, got: "停车", inputs: questionInputs(plainRows(60, step(1, 5))), opt: known("交车准时", "停车")},
		{code: issue.CodesUnlabelled, got: "1, 2", inputs: questionInputs(codedSex(plainRows(60, step(1, 5))))},
		{code: issue.EditionTurned, got: "r = -", inputs: questionInputs(negativeRows(60))},
		{code: issue.MappingOpen, cell: "C1", got: "接待热情", inputs: questionInputs(bare(plainRows(60, step(1, 5))))},
		{code: issue.ScaleOpen, cell: "C1", got: "0 … 6", inputs: questionInputs(plainRows(60, step(0, 6)))},
		{code: issue.DirectionOpen, cell: "C1", got: "r = -", inputs: questionInputs(plainRows(60, turned(1, 5)))},
		{code: issue.SideOpen, cell: "C1", got: "接待热情", inputs: questionInputs(twice(plainRows(60, step(1, 5))))},
		{code: issue.RoleOpen, cell: "B1", got: "批号段", inputs: questionInputs(withGroup(plainRows(120, step(1, 5))))},
		{code: issue.FileUnreadable, inputs: func(t *testing.T) []load.Input {
			return append(text(good()), load.Input{Path: filepath.Join(t.TempDir(), "missing.xlsx")})
		}},
		{code: issue.FileExtension, inputs: func(t *testing.T) []load.Input {
			return []load.Input{{Name: "answers.csv", Data: good().xlsx(t, nil)}}
		}},
		{code: issue.FileEmpty, inputs: func(t *testing.T) []load.Input {
			return append(text(good()), load.Input{Name: "empty.xlsx", Data: grid{}.xlsx(t, nil)})
		}},
		{code: issue.FileTruncated, inputs: func(t *testing.T) []load.Input {
			whole := good().xlsx(t, nil)
			return append(text(good()), load.Input{Name: "cut.xlsx", Data: whole[:len(whole)/2]})
		}},
		{code: issue.FileTooLarge, inputs: func(t *testing.T) []load.Input {
			return append(text(good()), csv("wide.csv", "a,b\n1,2\n"+strings.Repeat(",", 1<<14+10)+"1\n"))
		}},
		{code: issue.EncodingDoubtful, inputs: plainText(func() grid {
			g := good().with(1, 1, "\xbf\xb7\xbd\xc9\xc5\xb9") // 新宿店 in EUC-JP, and as well something in Korean
			return g.with(2, 1, "\xbd\xc2\xc3\xab\xc5\xb9").with(3, 1, "\xc7\xdf\xc5\xc4\xc5\xb9")
		}), got: "euc-jp"},
		{code: issue.SheetSkipped, inputs: spoilt(func(f *excelize.File, _ string) error {
			if _, err := f.NewSheet("notes"); err != nil {
				return err
			}
			return f.SetSheetRow("notes", "A1", &[]any{"what", "who"})
		})},
		{code: issue.HeaderNotFound, inputs: func(t *testing.T) []load.Input {
			return append(text(good()), csv("numbers.csv", strings.Repeat("1,2,3,4\n5,6,7,1\n", 20)))
		}},
		{code: issue.HeaderDuplicate, inputs: plainText(func() grid {
			g := good()
			for i := range g {
				g[i] = append(g[i], "remark", "remark")
			}
			return g
		}), cell: "BC1"},
		{code: issue.RowRagged, inputs: plainText(func() grid { g := good(); g[4] = append(g[4], "", "extra"); return g }), cell: "5"},
		{code: issue.RowTotal, inputs: plainText(func() grid {
			g := good()
			total := make([]string, len(g[0]))
			total[0], total[colE1] = "平均", "5.6"
			return append(g, total)
		}), cell: "32"},
		{code: issue.RowHidden, inputs: spoilt(func(f *excelize.File, s string) error { return f.SetRowVisible(s, 5, false) }), cell: "5"},
		{code: issue.RowUnfinished, inputs: plainText(func() grid {
			g := good()
			g[0] = append(g[0], "finished")
			for i := range g[1:] {
				g[i+1] = append(g[i+1], []string{"1", "0"}[i/25%2])
			}
			return g
		}), cell: "27"},
		{code: issue.FormulaNoValue, inputs: func(t *testing.T) []load.Input {
			data := good().with(4, colE1, "").xlsx(t, func(f *excelize.File, s string) error { return f.SetCellFormula(s, "D5", "1+4") })
			return book(rewrite(t, data, func(_ string, body []byte) []byte {
				return bytes.Replace(body, []byte(`<c r="D5" t="str">`), []byte(`<c r="D5">`), 1) // as spreadsheet programs write it
			}))
		}, cell: "D5"},
		{code: issue.CellError, inputs: func(t *testing.T) []load.Input {
			data := good().xlsx(t, func(f *excelize.File, s string) error { return f.SetCellValue(s, "D5", "#REF!") })
			return book(errorCell(t, data, "D5"))
		}, cell: "D5", got: "#REF!"},
		{code: issue.CellBoolean, inputs: spoilt(func(f *excelize.File, s string) error { return f.SetCellValue(s, "D5", true) }), cell: "D5", got: "TRUE"},
		{code: issue.CellDate, inputs: spoilt(func(f *excelize.File, s string) error { return styled(f, s, "D5", 5, 14) }), cell: "D5"},
		{code: issue.CellPercent, inputs: spoilt(func(f *excelize.File, s string) error { return styled(f, s, "D5", 0.8, 9) }), cell: "D5", got: "80%"},
		{code: issue.FileDuplicate, inputs: func(t *testing.T) []load.Input {
			return append(text(good()), csv("again.csv", good().csv()))
		}, got: "2026-10.csv"},

		{code: issue.ColumnUnbound, inputs: plainText(func() grid { return addColumn(good(), "favourite colour", "blue") }), cell: "BB1"},
		{code: issue.ColumnDoubtful, inputs: func(*testing.T) []load.Input { return one(labelled("设备很先进吗", "感知").csv()) }},
		{code: issue.ColumnAmbiguous, inputs: plainText(func() grid { return addColumn(good(), "E01", "5") }), cell: "BB1", got: "D, BB"},
		{code: issue.ColumnMissing, inputs: plainText(good), opt: func(o *load.Options) {
			s := battery("servqual-22", survey.Expectation, survey.Perception)
			s.Fields = []survey.Field{survey.NewField("unit", "branches")}
			o.Study = s
		}, got: "branch"},
		{code: issue.ScaleMixed, inputs: func(*testing.T) []load.Input {
			a, _ := drawSheet(1, 30, "", scaled{"%s满意度（1-5分）", 1, 5, .6, nil})
			b, _ := drawSheet(2, 30, "", scaled{"%s满意度（1-7分）", 1, 7, .6, nil})
			return []load.Input{csv("2026-09.csv", a.csv()), csv("2026-10.csv", b.csv())}
		}, cell: "B1", got: "1–5: 2026-09.csv; 1–7: 2026-10.csv"},
		{code: issue.ItemUnbound, inputs: plainText(func() grid { g := good(); g[0][colP1+3] = "hm"; return g }), got: "TAN4"},
		{code: issue.SideMissing, inputs: plainText(func() grid {
			g := good()
			for i := range g {
				g[i] = append(g[i][:colP1:colP1], g[i][colW:]...)
			}
			return g
		}), opt: func(o *load.Options) { o.Presets = presets()[:1] }},
		{code: issue.NoInstrument, inputs: func(*testing.T) []load.Input { return one("name,colour\nx,red\ny,blue\n") }},
		{code: issue.PersonalData, inputs: plainText(func() grid { return addColumn(good(), "手机号", "13800000000") }), cell: "BB1"},

		{code: issue.AnswerUnmapped, inputs: cell(4, colE1, "purple"), cell: "D5", got: "purple"},
		{code: issue.AnswerWords, inputs: plainText(func() grid {
			g := good() // 一言难尽 is on no ladder, and recurs
			for r := 1; r < len(g); r++ {
				for c := colE1; c < colW; c++ {
					g[r][c] = []string{"非常不满意", "不满意", "一言难尽", "满意", "非常满意"}[(r*3+c)%5]
				}
			}
			return g
		}), cell: "D1", got: "一言难尽 (264)"},
		{code: issue.CodesRunDown, inputs: plainText(runDown), opt: func(o *load.Options) {
			s := battery("servqual-22", survey.Expectation, survey.Perception)
			s.Scale = survey.Scale{Min: 1, Max: 5, Labels: map[string]int{"Very satisfied": 5, "Satisfied": 4, "Neutral": 3, "Dissatisfied": 2, "Very dissatisfied": 1}}
			o.Study = s
		}, cell: "D1", got: "1 = very satisfied … 5 = very dissatisfied"},
		{code: issue.AnswerRange, inputs: cell(4, colE1, "99"), cell: "D5", got: "99"},
		{code: issue.AnswerFraction, inputs: cell(4, colE1, "4.5"), cell: "D5", got: "4.5"},
		{code: issue.AnswerNA, inputs: cell(4, colE1, "不清楚"), cell: "D5", got: "不清楚"},
		{code: issue.AnswerSkipped, inputs: cell(4, colE1, "(跳过)"), cell: "D5"},
		{code: issue.CodeLabelClash, inputs: plainText(func() grid {
			g := good()
			for r := 1; r < len(g); r++ {
				g[r][colE1] = []string{"3 - Strongly agree", "1 - Strongly disagree", "4 - Disagree"}[r%3]
			}
			return g
		})},
		{code: issue.ScaleDoubtful, inputs: plainText(func() grid {
			g := good()
			for r := 1; r < len(g); r++ {
				for c := colE1; c < colW; c++ {
					g[r][c] = fmt.Sprint(min(5, number(g[r][c])))
				}
			}
			return g
		}), got: "1–5"},
		{code: issue.WeightsOff, inputs: cell(4, colW, "24"), cell: "AV5", got: "104"},
		{code: issue.WeightsInvalid, inputs: cell(4, colW, "50"), cell: "AV5", got: "130"},
		{code: issue.WeightNotNumber, inputs: cell(4, colW, "a lot"), cell: "AV5", got: "a lot"},
		{code: issue.DateUnreadable, inputs: cell(4, 2, "last week"), cell: "C5", got: "last week"},
		{code: issue.DateAmbiguous, inputs: plainText(func() grid {
			g := good()
			for r := 1; r < len(g); r++ {
				g[r][2] = fmt.Sprintf("%d/%d/2026", (r*7)%12+1, (r*5)%12+1)
			}
			return g
		}), cell: "C1"},
		{code: issue.UnitAlike, inputs: plainText(func() grid { return good().with(4, 1, "A店").with(5, 1, "A 店") }), got: "A 店 (1), A店 (1)"},
		{code: issue.UnitMissing, inputs: cell(4, 1, ""), cell: "B5"},
		{code: issue.RespondentTwice, inputs: cell(4, 0, "R001"), cell: "A5"},
		{code: issue.RespondentNoPair, inputs: func(*testing.T) []load.Input {
			return []load.Input{{Path: filepath.Join(platformDir, "sheet-two.xlsx")}}
		}},

		{code: issue.StraightLine, inputs: plainText(func() grid { return fillRow(good(), 4, colP1, colW, "5") }), cell: "5", got: "22 / 22"},
		{code: issue.LowVariability, inputs: plainText(func() grid {
			return fillRow(good(), 4, colP1, colW, "5").with(4, colP1+11, "6")
		}), opt: func(o *load.Options) { o.Screen.LongString = 1 }, cell: "5"},
		{code: issue.Speeder, inputs: plainText(func() grid {
			g := good()
			g[0] = append(g[0], "duration")
			for i := range g[1:] {
				g[i+1] = append(g[i+1], []string{"400", "30"}[i/29])
			}
			return g
		}), cell: "BB31"},
		{code: issue.DuplicateAnswers, inputs: plainText(func() grid {
			g := good()
			for r := 1; r < len(g); r++ {
				g[r][2] += " 10:15"
			}
			copy(g[9][2:], g[8][2:])
			return g
		}), cell: "10"},
		{code: issue.DuplicatePerson, inputs: plainText(func() grid {
			g := good()
			g[0] = append(g[0], "手机号")
			for i := range g[1:] {
				g[i+1] = append(g[i+1], fmt.Sprintf("138000%05d", i/29*0+i%29))
			}
			return g
		}), cell: "BB2"}, // the earlier of rows 2 and 31
		{code: issue.RowInOneCell, inputs: func(*testing.T) []load.Input {
			return one(`"` + strings.ReplaceAll(strings.TrimSuffix(good().csv(), "\n"), "\n", "\"\n\"") + "\"\n")
		}, got: ","},
		{code: issue.ColumnRouted, inputs: plainText(func() grid {
			g := addColumn(good(), "E01", "")
			for r := 1; r < 10; r++ {
				g[r][colE1], g[r][len(g[r])-1] = "", g[r][colE1]
			}
			return g
		}), cell: "BB1", got: "D, BB"},
		{code: issue.RowShifted, inputs: func(*testing.T) []load.Input {
			g := good()
			g[7] = append(g[7][:colE1:colE1], g[7][colE1+1:]...)
			return text(g)
		}, cell: "8", got: "52 / 53"},
		{code: issue.UnitBlankBelow, inputs: plainText(func() grid {
			g := good()
			for r := 2; r < len(g); r++ {
				if r != 15 {
					g[r][1] = ""
				}
			}
			return g.with(15, 1, "B")
		}), cell: "B3", got: "A"},
		{code: issue.TableLong, inputs: plainText(func() grid { return longTable(good()) })},
		{code: issue.TableTransposed, inputs: plainText(func() grid { return transposedTable(good()) })},
		{code: issue.TableCounts, inputs: plainText(func() grid {
			return grid{{"题目", "非常满意", "满意", "一般", "不满意"}, {"等候时间", "12", "20", "6", "2"}, {"环境整洁", "15", "15", "8", "2"}, {"态度亲切", "30", "6", "3", "1"}}
		})},
		{code: issue.TableMeans, inputs: plainText(func() grid {
			return grid{{"门店", "等候时间", "环境整洁", "态度亲切"}, {"朝阳店", "4.12", "3.97", "4.51"}, {"海淀店", "3.88", "4.02", "4.33"}, {"丰台店", "4.27", "3.64", "4.09"}}
		})},
		{code: issue.SidesSwapped, inputs: plainText(func() grid {
			g := good()
			for c := colE1; c < colP1; c++ {
				for r := 1; r < len(g); r++ {
					g[r][c], g[r][c+22] = g[r][c+22], g[r][c]
				}
			}
			return g
		})},
		{code: issue.Inversion, inputs: func(*testing.T) []load.Input { return one(threeColumns(30).with(4, 1, "9").csv()) }, cell: "5", got: "1 / 22"},
		{code: issue.Outlier, inputs: plainText(func() grid {
			g, draw := goodRows(150), rand.New(rand.NewPCG(5, 5))
			for r := 1; r < len(g); r++ { // every item follows the first closely …
				for c := colP1; c < colW; c++ {
					v := number(g[r][colP1])
					g[r][c] = fmt.Sprint(min(7, v+draw.IntN(2)))
				}
			}
			for c := colP1; c < colW; c++ { // … but for one respondent
				g[100][c] = []string{"1", "7"}[c%2]
			}
			return g
		}), cell: "101"},
		{code: issue.Fabricated, inputs: plainText(func() grid {
			g := good()
			copy(g[10][colE1:], g[9][colE1:])
			copy(g[20][colE1:], g[9][colE1:])
			return g
		}), cell: "21"},
		{code: issue.TooFewAnswers, inputs: plainText(func() grid { return fillRow(good(), 4, colE1, colE1+30, "") }), cell: "5", got: "14 / 44"},
	}
}

// longTable writes one answer a row.
func longTable(g grid) grid {
	out := grid{{"Response ID", "Branch", "Question", "Answer"}}
	for _, row := range g[1:] {
		for c := colE1; c < colW; c++ {
			out = append(out, []string{row[0], row[1], g[0][c], row[c]})
		}
	}
	return out
}

// transposedTable exchanges rows and columns.
func transposedTable(g grid) grid {
	out := make(grid, len(g[0]))
	for _, row := range g {
		for c, cell := range row {
			out[c] = append(out[c], cell)
		}
	}
	return out
}

// runDown is a file whose answers are numbers with labels, 1 the best.
func runDown() grid {
	g := goodRows(30)
	for r := 1; r < len(g); r++ {
		for c := colE1; c < colW; c++ {
			g[r][c] = []string{"1 - Very satisfied", "2 - Satisfied", "3 - Neutral", "4 - Dissatisfied", "5 - Very dissatisfied"}[(r*3+c)%5]
		}
	}
	return g
}

// TestEveryIssueHasATrigger raises each code of load by a file that has that
// fault, and checks the place.
func TestEveryIssueHasATrigger(t *testing.T) {
	done := make(map[issue.Code]bool)
	for _, c := range triggers() {
		done[c.code] = true
		t.Run(string(c.code), func(t *testing.T) {
			opt := options()
			if c.opt != nil {
				c.opt(&opt)
			}
			r := mustRead(t, opt, c.inputs(t)...)
			found := r.has(c.code)
			if len(found) == 0 {
				t.Fatalf("not raised\n%s", r.dump())
			}
			i := found[0]
			if c.cell != "" && i.Pos.Cell() != c.cell {
				t.Errorf("at %s, want %s", i.Pos, c.cell)
			}
			if !strings.Contains(i.Got, c.got) {
				t.Errorf("got %q, want %q in it", i.Got, c.got)
			}
			for _, words := range []string{i.Want.Zh, i.Want.En, i.Effect.Zh, i.Effect.En} {
				if words == "" {
					t.Errorf("an issue without wanted or effect: %+v", i)
				}
			}
		})
	}
	for _, c := range issue.Codes() {
		if !done[c] && c != issue.ReversalForgotten && c != issue.ItemReversed {
			t.Errorf("no file triggers %s", c)
		}
	}
}

// TestGoodSurveyHasNoWarnings makes sure that the triggers start from a survey
// that nothing is wrong with.
func TestGoodSurveyHasNoWarnings(t *testing.T) {
	r := mustRead(t, options(), text(goodRows(30))...)
	for _, i := range r.sum.Issues.Issues() {
		t.Errorf("%s %s %s %q", i.Severity, i.Code, i.Pos, i.Got)
	}
}

// codedSex adds a column of sexes, coded 1 and 2.
func codedSex(g grid) grid {
	g = addColumn(g, "您的性别", "1")
	for r := 2; r < len(g); r += 2 {
		g[r][len(g[r])-1] = "2"
	}
	return g
}

func addColumn(g grid, head, value string) grid {
	for i := range g {
		if i == 0 {
			g[i] = append(g[i], head)
		} else {
			g[i] = append(g[i], value)
		}
	}
	return g
}

func fillRow(g grid, row, from, to int, text string) grid {
	for c := from; c < to; c++ {
		g[row][c] = text
	}
	return g
}

// labelled is the good survey with Chinese labels for headers, the first
// perception worded otherwise.
func labelled(first, side string) grid {
	g := goodRows(30)
	for i := range 44 {
		g[0][colE1+i] = zh(i%22) + "(" + []string{"期望", "感知"}[i/22] + ")"
	}
	g[0][colP1] = side + "-" + first
	return g
}

// threeColumns is a survey of minimum, desired and perceived levels.
func threeColumns(n int) grid {
	r := rand.New(rand.NewPCG(3, 3))
	head := []string{"id"}
	for i := range 22 {
		head = append(head, fmt.Sprintf("MIN%d", i+1), fmt.Sprintf("DES%d", i+1), fmt.Sprintf("PER%d", i+1))
	}
	g := grid{head}
	for i := range n {
		row := []string{fmt.Sprint(i + 1)}
		for range 22 {
			lo := 3 + r.IntN(3)
			row = append(row, fmt.Sprint(lo), fmt.Sprint(min(9, lo+1+r.IntN(3))), fmt.Sprint(3+r.IntN(6)))
		}
		g = append(g, row)
	}
	return g
}

func styled(f *excelize.File, sheet, cell string, v any, format int) error {
	style, err := f.NewStyle(&excelize.Style{NumFmt: format})
	if err != nil {
		return err
	}
	if err := f.SetCellValue(sheet, cell, v); err != nil {
		return err
	}
	return f.SetCellStyle(sheet, cell, cell, style)
}

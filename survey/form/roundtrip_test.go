package form

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"servqual/gap"
	"servqual/servqual"
	"servqual/survey"
	"servqual/survey/issue"
	"servqual/survey/lang"
	"servqual/survey/load"
)

// instruments are all presets, those of the gap analysis last.
func instruments() []*survey.Study { return append(servqual.Presets(), gap.Presets()...) }

func options(s *survey.Study, l lang.Lang) Options {
	opt := Default()
	opt.Lang, opt.Recoded, opt.Rows = l, s.Instrument == "servqual-22-1988", 25
	return opt
}

func languages() []lang.Lang { return []lang.Lang{lang.Zh, lang.En, lang.Both} }

// answered is a filled-in form: answers by column code.
type answered struct {
	n     int
	value map[string][]string
}

// respondents makes answers to every question of the form. Seeded: the same
// each time.
func respondents(p *paper, n int) answered {
	rng := rand.New(rand.NewPCG(7, 9))
	a := answered{n: n, value: make(map[string][]string)}
	for i := range p.parts {
		part := &p.parts[i]
		for r := range n {
			left := 100
			for j := range part.questions {
				q := &part.questions[j]
				v := ""
				switch q.kind {
				case rating:
					v = strconv.Itoa(q.lo + rng.IntN(q.hi-q.lo+1))
					if !q.none.IsZero() && r%7 == 3 {
						v = "none"
					}
				case points:
					x := rng.IntN(left + 1)
					if j == len(part.questions)-1 {
						x = left
					}
					left -= x
					v = strconv.Itoa(x)
				case day:
					v = fmt.Sprintf("2026-10-%02d", 1+r%28)
				case choice:
					v = q.names[r%len(q.names)].En
				default:
					v = map[string]string{survey.FieldID: fmt.Sprintf("A%03d", r), survey.FieldUnit: []string{"朝阳店", "海淀店", "西城店"}[r%3],
						survey.FieldComplaint: []string{"等待时间长", "收费不清"}[r%2], survey.FieldComment: fmt.Sprintf("第%d条意见，谢谢", r)}[q.fieldName()]
				}
				a.value[q.code] = append(a.value[q.code], v)
			}
		}
	}
	return a
}

// back is what load makes of a filled-in form.
type back struct {
	study    *survey.Study
	summary  *load.Summary
	bindings []load.Binding
	answers  map[string][]survey.Code // by item code
	weights  map[string][]int32       // by dimension
}

func reload(t *testing.T, name string, data []byte) back {
	t.Helper()
	opt := load.Default()
	opt.Workers = 1
	opt.Presets = instruments()
	src, err := load.Open([]load.Input{{Name: name, Data: data}}, opt)
	if err != nil {
		t.Fatal(err)
	}
	defer src.Close()
	b := back{study: src.Study(), bindings: src.Bindings(), answers: make(map[string][]survey.Code), weights: make(map[string][]int32)}
	b.summary, err = src.Read(context.Background(), func(_ int, x *survey.Batch) error {
		for i := range b.study.Items {
			for k, side := range b.study.Sides {
				code := b.study.Items[i].ID + "_" + strings.ToUpper(sideCode(side))
				if col := x.Answers[b.study.Slot(i, k)]; col != nil {
					b.answers[code] = append(b.answers[code], col[:x.N]...)
				}
			}
		}
		for d, col := range x.Weights {
			if col != nil {
				b.weights[b.study.Dimensions[d].ID] = append(b.weights[b.study.Dimensions[d].ID], col[:x.N]...)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// verify compares what came back with what was filled in, cell by cell.
func verify(t *testing.T, p *paper, a answered, b back, platform string) {
	t.Helper()
	if b.study.Instrument != p.study.Instrument {
		t.Fatalf("instrument %q, want %q", b.study.Instrument, p.study.Instrument)
	}
	read := b.summary.Files[len(b.summary.Files)-1]
	for _, f := range b.summary.Files {
		if f.Responses > 0 {
			read = f
		}
	}
	if read.Platform != platform || b.summary.Responses != a.n {
		t.Errorf("platform %s with %d responses, want %s with %d", read.Platform, b.summary.Responses, platform, a.n)
	}
	for _, i := range b.summary.Issues.Issues() {
		if i.Severity >= issue.Warning && !screening[i.Code] {
			t.Errorf("%v %s %s %q: %s", i.Severity, i.Code, i.Pos, i.Got, i.Effect.En)
		}
	}
	scale := p.study.Scale
	for i := range p.parts {
		for j := range p.parts[i].questions {
			q := &p.parts[i].questions[j]
			if q.item >= 0 {
				it := p.study.Items[q.item]
				code := it.ID + "_" + strings.ToUpper(sideCode(q.side))
				got := b.answers[code]
				if len(got) != a.n {
					t.Errorf("%s: %d answers, want %d", code, len(got), a.n)
					continue
				}
				for r, v := range a.value[q.code] {
					want := survey.NotApplicable
					if x, err := strconv.Atoi(v); err == nil {
						want = survey.Code(x)
						if it.Reversed {
							want = scale.Reverse(want)
						}
					}
					if got[r] != want {
						t.Errorf("%s, response %d: %d, want %d", code, r, got[r], want)
						break
					}
				}
			}
			if q.kind == points {
				id := strings.TrimPrefix(q.code, "W_")
				got := b.weights[id]
				if len(got) != a.n {
					t.Errorf("weights of %s: %d, want %d", id, len(got), a.n)
					continue
				}
				for r, v := range a.value[q.code] {
					if x, _ := strconv.Atoi(v); got[r] != int32(x)*100 {
						t.Errorf("weight of %s, response %d: %d, want %s", id, r, got[r], v)
						break
					}
				}
			}
		}
	}
	fieldsBound(t, p, b)
}

// screening are issues about the made-up answers, not about the form.
var screening = map[issue.Code]bool{issue.StraightLine: true, issue.LowVariability: true, issue.Outlier: true, issue.Inversion: true, issue.Fabricated: true, issue.SidesSwapped: true, issue.ScaleDoubtful: true, issue.Speeder: true}

// fieldsBound checks that the fields asked were found.
func fieldsBound(t *testing.T, p *paper, b back) {
	t.Helper()
	have := make(map[string]bool)
	for _, x := range b.bindings {
		if x.Use == load.UseField {
			have[x.Field] = true
		}
	}
	for _, name := range p.fields() {
		if !have[name] {
			t.Errorf("field %s is not bound", name)
		}
	}
}

// filled writes the answers into the answer sheet as a person would.
func filled(t *testing.T, p *paper, a answered, blank []byte) []byte {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(blank))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	sheet := sheetAnswers.In(p.opt.Lang)
	cols, _ := p.columns()
	for _, c := range cols {
		for r, v := range a.value[c.code] {
			var x any = v
			if n, err := strconv.Atoi(v); err == nil && c.kind != words {
				x = n
			} else if v == "none" {
				x = c.none.In(single(p.opt.Lang))
			}
			if err := f.SetCellValue(sheet, name(c.n, firstRow+r), x); err != nil {
				t.Fatal(err)
			}
		}
	}
	var out bytes.Buffer
	if err := f.Write(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// TestFewAnswersOnALongSheet fills in three of 300 rows, as a branch with
// three managers does: what is prepared below must not be taken for the table.
func TestFewAnswersOnALongSheet(t *testing.T) {
	for _, s := range instruments() {
		opt := options(s, lang.Zh)
		opt.Rows = Default().Rows
		p := newPaper(s, opt)
		var blank bytes.Buffer
		if err := Write(&blank, s, Workbook, opt); err != nil {
			t.Fatal(err)
		}
		for _, n := range []int{1, 3} {
			t.Run(fmt.Sprint(s.Instrument, n), func(t *testing.T) {
				a := respondents(p, n)
				verify(t, p, a, reload(t, "答卷.xlsx", filled(t, p, a, blank.Bytes())), load.Template)
			})
		}
	}
}

func TestAnswerSheetComesBackRecognised(t *testing.T) {
	for _, s := range instruments() {
		for _, l := range languages() {
			t.Run(s.Instrument+"/"+l.String(), func(t *testing.T) {
				opt := options(s, l)
				p := newPaper(s, opt)
				var blank bytes.Buffer
				if err := Write(&blank, s, Workbook, opt); err != nil {
					t.Fatal(err)
				}
				a := respondents(p, 24)
				b := reload(t, "答卷.xlsx", filled(t, p, a, blank.Bytes()))
				verify(t, p, a, b, load.Template)
			})
		}
	}
}

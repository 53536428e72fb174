package load_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"servqual/survey"
	"servqual/survey/lang"
	"servqual/survey/load"
)

// plainRows is a satisfaction survey of one's own: eight rated questions, the
// willingness to recommend, a branch. Answers go together through a respondent's
// level; draw gives the number of an answer from 1 to 5.
func plainRows(n int, draw func(level float64, r *rand.Rand) string) grid {
	r := rand.New(rand.NewPCG(11, 5))
	g := grid{{"序号", "门店", "接待热情满意度", "等候时间满意度", "环境卫生满意度", "维修质量满意度", "收费透明满意度", "预约方便满意度", "讲解清楚满意度", "交车准时满意度", "您有多大可能推荐我们（0-10分）"}}
	for i := range n {
		level := r.NormFloat64()
		row := []string{fmt.Sprint(i + 1), []string{"东门店", "西门店"}[i%2]}
		for range 8 {
			row = append(row, draw(level+0.7*r.NormFloat64(), r))
		}
		g = append(g, append(row, fmt.Sprint(max(0, min(10, 7+int(2*level+r.NormFloat64()))))))
	}
	return g
}

// step puts a latent value on lo … hi.
func step(lo, hi int) func(float64, *rand.Rand) string {
	return func(x float64, _ *rand.Rand) string {
		mid := float64(lo+hi) / 2
		return fmt.Sprint(max(lo, min(hi, int(mid+x*float64(hi-lo)/4+0.5))))
	}
}

// turned is the same with the better answers at the lower numbers.
func turned(lo, hi int) func(float64, *rand.Rand) string {
	return func(x float64, r *rand.Rand) string { return step(lo, hi)(-x, r) }
}

// bare takes the words for ratings off the headers.
func bare(g grid) grid {
	for c, name := range []string{"接待热情", "等候时间", "环境卫生", "维修质量", "收费透明", "预约方便", "讲解清楚", "交车准时"} {
		g[0][2+c] = name
	}
	return g
}

// withGroup adds a column of a group that has nothing to do with the answers.
func withGroup(g grid) grid {
	g[0][1] = "批号段"
	for i := range g[1:] {
		g[i+1][1] = fmt.Sprint(1 + i*7%5)
	}
	return bare(g)
}

// twice repeats the eight questions word for word.
func twice(g grid) grid {
	for i, row := range g {
		again := append([]string{}, row[2:10]...)
		g[i] = append(append(append([]string{}, row[:10]...), again...), row[10])
		_ = i
	}
	return g
}

func questionInputs(g grid) func(*testing.T) []load.Input {
	return func(*testing.T) []load.Input { return text(g) }
}

// negativeRows is the 22-item form as of 1988: items 10–13 and 18–22 are worded
// negatively and not recoded.
func negativeRows(n int) grid {
	g := goodRows(n)
	r := rand.New(rand.NewPCG(3, 9))
	for _, row := range g[1:] {
		level := r.NormFloat64()
		for k := range 22 {
			draw := step(1, 7)
			if k >= 9 && k <= 12 || k >= 17 {
				draw = turned(1, 7)
			}
			row[colE1+k] = draw(1.2+0.4*r.NormFloat64(), r)
			row[colP1+k] = draw(level+0.5*r.NormFloat64(), r)
		}
	}
	return g
}

// known gives the study of an earlier month of plainRows, in which a question was
// worded otherwise, or was not there.
func known(label, then string) func(*load.Options) {
	return func(o *load.Options) {
		src, err := load.Open(text(plainRows(60, step(1, 5))), options())
		if err != nil {
			panic(err)
		}
		defer src.Close()
		s := src.Study().Clone()
		s.Items = slices.DeleteFunc(s.Items, func(it survey.Item) bool { return it.Label.Zh == label && then == "" })
		for i := range s.Items {
			if s.Items[i].Label.Zh == label {
				s.Items[i].Label = lang.Same(then)
			}
		}
		o.Known = []*survey.Study{s}
	}
}

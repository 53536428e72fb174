package shape_test

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"servqual/survey/shape"
	"servqual/survey/sheet"
)

// rows reads a table from lines of comma-separated cells.
func rows(t *testing.T, text string) [][]sheet.Cell {
	t.Helper()
	b, err := sheet.OpenBytes("a.csv", []byte(text), sheet.Default())
	if err != nil {
		t.Fatal(err)
	}
	head, err := b.Head(0, 2000)
	if err != nil {
		t.Fatal(err)
	}
	return head
}

// respondents writes a line for each of n respondents.
func respondents(head string, n int, line func(i int) string) string {
	var b strings.Builder
	b.WriteString(head + "\n")
	for i := range n {
		b.WriteString(line(i) + "\n")
	}
	return b.String()
}

func TestKinds(t *testing.T) {
	rating := func(i, k int) int { return 1 + (i*7+k*5+i*k)%5 }
	tests := []struct {
		name string
		want shape.Kind
		text string
	}{
		{"long by question", shape.Long, respondents("答卷编号,题目,得分", 60, func(i int) string {
			return fmt.Sprintf("%d,%s,%d", i%12, []string{"态度", "速度", "环境", "价格", "位置"}[i/12], rating(i, 1))
		})},
		{"long with codes", shape.Long, respondents("id,variable,value", 60, func(i int) string { return fmt.Sprintf("R%d,E%d,%d", i/10, i%10, rating(i, 2)) })},
		{"long with two answers", shape.Long, respondents("respondent,item,expectation,perception", 60, func(i int) string { return fmt.Sprintf("%d,%d,%d,%d", i/6, i%6, rating(i, 1), rating(i, 3)) })},
		{"transposed phrases", shape.Transposed, "题目,客户1,客户2,客户3,客户4,客户5,客户6\n等候时间合理,5,4,3,5,2,4\n环境整洁舒适,4,4,3,5,1,4\n员工态度亲切,5,5,3,4,2,5\n收费清楚明白,5,4,2,5,2,4\n"},
		{"transposed fields", shape.Transposed, "id,1,2,3,4,5\ndate,2026-10-01,2026-10-02,2026-10-03,2026-10-04,2026-10-05\nbranch,A,B,C,A,B\nE1,5,4,3,5,2\nE2,5,4,3,5,2\nE3,5,4,4,5,2\nP1,5,4,3,5,2\nP2,5,1,3,5,2\nP3,5,4,3,2,2\n"},
		{"counts in words", shape.Counts, "Question,Very satisfied,Satisfied,Neutral,Dissatisfied\nWaiting,12,20,6,2\nClean,15,15,8,2\n"},
		{"counts with shares", shape.Counts, "题目,非常满意,满意,一般,不满意\n等候,12(30.0%),20(50.0%),6(15.0%),2(5.0%)\n环境,15（37.5%）,15(37.5%),8(20.0%),2(5.0%)\n"},
		{"counts by number", shape.Counts, "题目,1,2,3,4,5\n等候,1,2,6,20,11\n环境,0,3,9,15,13\n态度,2,2,5,16,15\n"},
		{"statistics page", shape.Counts, "第1题 您的性别,,\n选项,小计,比例\n男,30,50%\n女,30,50%\n本题有效填写人次,60,\n"},
		{"means of units", shape.Means, "门店,样本数,可靠性,响应性,移情性\n朝阳店,30,4.12,3.97,4.51\n海淀店,28,3.88,4.02,4.33\n丰台店,31,4.27,3.64,4.09\n"},
		{"means of items", shape.Means, "item,expectation,perception,gap\nWaiting,6.12,5.03,-1.09\nClean,5.88,5.41,-0.47\nFriendly,6.33,5.77,-0.56\n"},

		{"ratings with ids", shape.Responses, respondents("客户编号,P1,P2,P3,P4,P5", 20, func(i int) string {
			return fmt.Sprintf("k%03d,%d,%d,%d,%d,%d", i, rating(i, 1), rating(i, 2), rating(i, 3), rating(i, 4), rating(i, 5))
		})},
		{"numbered questions", shape.Responses, respondents("姓名,1,2,3,4,5", 20, func(i int) string {
			return fmt.Sprintf("张%d,%d,%d,%d,%d,%d", i, rating(i, 1), rating(i, 2), rating(i, 3), rating(i, 4), rating(i, 5))
		})},
		{"half stars", shape.Responses, respondents("id,food,room,staff", 20, func(i int) string {
			return fmt.Sprintf("r%d,%.1f,%.1f,%.1f", i, float64(i%9)/2+.5, float64(i%7)/2+.5, float64(i%8)/2+.5)
		})},
		{"one question", shape.Responses, respondents("日期,门店,满意度", 40, func(i int) string {
			return fmt.Sprintf("2026-10-%02d,%s,%d", i%28+1, []string{"甲店", "乙店"}[i%2], rating(i, 1))
		})},
		{"options beside answers", shape.Responses, respondents("id,q,非常满意,满意,一般,不满意", 20, func(i int) string { return fmt.Sprintf("%d,x,%d,%d,%d,0", i, i%3/2, (i+1)%3/2, (i+2)%3/2) })},
		{"complaints with a comment each", shape.Responses, respondents("id,complaint,overall", 30, func(i int) string {
			return fmt.Sprintf("%d,%s,%d", i, []string{"等太久", "态度差", "价格高"}[i%3], rating(i, 1))
		})},
		{"panel of stores and months", shape.Responses, respondents("store,month,score", 24, func(i int) string { return fmt.Sprintf("S%d,2026-%02d,%d", i/12, i%12+1, rating(i, 1)) })},
	}
	for _, x := range tests {
		if got, shown := shape.Of(rows(t, x.text)); got != x.want {
			t.Errorf("%s: %s (%s), want %s", x.name, got, shown, x.want)
		}
	}
}

// TestFixturesAreResponses: none of the surveys that the project keeps is
// taken for anything else.
func TestFixturesAreResponses(t *testing.T) {
	n := 0
	for _, folder := range []string{"aftersales", "bank", "gaps", "platforms", "servperf", "servqual-1988", "three-column"} {
		for _, ext := range []string{"*.csv", "*.xlsx", "*.xls"} {
			names, err := filepath.Glob(filepath.Join("../../fixtures", folder, ext))
			if err != nil {
				t.Fatal(err)
			}
			for _, name := range names {
				b, err := sheet.OpenFile(name, sheet.Default())
				if err != nil {
					t.Fatal(err)
				}
				head, err := b.Head(0, 1000)
				b.Close()
				if err != nil {
					t.Fatal(err)
				}
				n++
				if got, shown := shape.Of(head); got != shape.Responses {
					t.Errorf("%s: %s (%s)", name, got, shown)
				}
			}
		}
	}
	if n < 20 {
		t.Errorf("%d files looked at", n)
	}
}

package main

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
)

// monthSurvey is a month of a platform's export: eight ratings from 1 to 5 under
// one question, overall satisfaction, recommendation from 0 to 10, a comment.
type monthSurvey struct {
	n      int
	down   bool // the export keeps the platform's order of options: 1 is the best answer
	month  string
	seed   uint64
	branch []string
}

// plainItems are the ratings of monthSurvey.
var plainItems = []string{"接待热情周到", "等候时间不长", "车间干净整洁", "修得好", "收费明明白白", "预约方便", "讲解清楚", "按时交车"}

// write puts the survey into a workbook.
func (m monthSurvey) write(t testing.TB, name string) string {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	head := []any{"序号", "提交答卷时间", "所用时间", "来源", "1、您光顾的是哪家门店"}
	for i, it := range plainItems {
		if i == 0 {
			it = "2、请您对以下各项服务的满意度打分—" + it
		} else {
			it = "2、" + it
		}
		head = append(head, it)
	}
	head = append(head, "3、总体而言，您对本次服务的满意程度", "4、您有多大可能向朋友推荐我们（0-10分）", "5、您的意见和建议")
	r := rand.New(rand.NewPCG(m.seed, 7))
	rows := [][]any{head}
	day, err := time.Parse("2006-01", m.month)
	if err != nil {
		t.Fatal(err)
	}
	branch := m.branch
	if branch == nil {
		branch = []string{"城东店", "城西店", "城南店"}
	}
	for i := range m.n {
		mood := r.NormFloat64() * 0.7
		row := []any{i + 1, day.AddDate(0, 0, i%28).Add(time.Duration(9+i%9) * time.Hour).Format("2006/1/2 15:04:05"), fmt.Sprintf("%d秒", 60+r.IntN(200)), "微信", branch[i%len(branch)]}
		best := func(k int) int {
			x := min(5, max(1, int(3.9-0.25*float64(k%4)+mood+r.NormFloat64()*0.7+0.5)))
			if m.down {
				return 6 - x
			}
			return x
		}
		for k := range plainItems {
			row = append(row, best(k))
		}
		row = append(row, best(1), min(10, max(0, int(7.4+2*mood+r.NormFloat64()+0.5))), "")
		rows = append(rows, row)
	}
	for i, row := range rows {
		at, _ := excelize.CoordinatesToCellName(1, i+1)
		if err := f.SetSheetRow("Sheet1", at, &row); err != nil {
			t.Fatal(err)
		}
	}
	path := filepath.Join(t.TempDir(), name)
	if err := f.SaveAs(path); err != nil {
		t.Fatal(err)
	}
	return path
}

// hundredMegabytes is a survey of that size: as many rows as it takes.
func hundredMegabytes(t testing.TB) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "大文件.csv")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	fmt.Fprint(f, "门店")
	for i := range 22 {
		fmt.Fprintf(f, ",E%d,P%d", i+1, i+1)
	}
	fmt.Fprintln(f)
	block := make([]byte, 0, 1<<20)
	r := rand.New(rand.NewPCG(1, 2))
	for size := 0; size < 100<<20; {
		block = block[:0]
		for len(block) < 1<<20-200 {
			block = append(block, "城东店"...)
			for range 44 {
				block = append(block, ',', byte('3'+r.IntN(5)))
			}
			block = append(block, '\n')
		}
		n, err := f.Write(block)
		if err != nil {
			t.Fatal(err)
		}
		size += n
	}
	return path
}

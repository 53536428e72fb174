package mapping_test

import (
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"servqual/survey"
	"servqual/survey/index"
	"servqual/survey/lang"
	"servqual/survey/mapping"

	"servqual/gap"
	"servqual/servqual"
)

// rich uses every key of a study file.
const rich = `title: {zh: 售后满意度, en: After-sales}
version: 2026 版
confirmed: false
scale: {min: 1, max: 5, labels: {非常满意: 5, 满意: 4, 一般: 3, 不满意: 2, 非常不满意: 1}}
sides: [expectation, perception]
facets:
  - {id: STAFF, label: 人员}
dimensions:
  - {id: REL, label: {zh: 可靠性, en: Reliability}, weight: 60, note: 两项}
  - {id: TAN, label: 有形性, weight: 40}
  - {id: G2, label: 服务标准, gap: 2}
items:
  - {id: Q2, dimension: REL, label: 修得好, facet: STAFF, touchpoint: 交车, columns: {expectation: "E 2 ", perception: "#7"}}
  - {id: Q1, dimension: TAN, label: {zh: 环境, en: Premises}, reversed: true, aliases: [店面环境, 环境卫生], columns: {expectation: E1, perception: P1}}
  - {id: S1, dimension: G2, label: 标准, about: REL, none: [无标准]}
weights: {REL: W1, TAN: W2}
fields: {车型: 车型代码, unit: 门店, overall: 总体, recommend: NPS, complaint: "第5题(*)"}
outcomes: {overall: {min: 1, max: 5, best: 1}, recommend: {min: 0, max: 10}, effort: {min: 1, max: 7}}
missing: ["99", 跳过]
ignore: [姓名, 备注]
units:
  - {name: 朝阳店, aliases: [朝阳, 朝阳门店], parents: [华北, 北京]}
  - {name: 望京店}
header: {row: 3, sheet: 答卷}
targets: {gap/REL: -0.5}
report: {footer: 内部资料, colours: ["#112233", "#445566"], chapters: [items]}
`

// scales is a study of answers given on different scales.
const scales = `scale: {min: 0, max: 100, steps: 36}
scales: [{wave: 2026-09, min: 1, max: 5, best: 1}, {file: b.csv, min: 1, max: 10}, {field: overall, min: 1, max: 4}]
sides: [perception]
dimensions: [{id: A, label: 服务}]
items: [{id: Q1, dimension: A, label: 态度, columns: {perception: 态度}}, {id: Q2, dimension: A, label: 环境, columns: {perception: 环境}}]
fields: {overall: 总体}
outcomes: {overall: {min: 0, max: 100, steps: 12}}
`

// TestStudyFilesSurviveAWorkbook: a study file that becomes a workbook and a
// study again is the same study: every instrument, every study file of the
// fixtures, and one that uses every key.
func TestStudyFilesSurviveAWorkbook(t *testing.T) {
	files := map[string]string{"rich": rich, "scales": scales}
	for _, p := range append(servqual.PresetNames(), append(gap.PresetNames(), index.PresetNames()...)...) {
		files[p] = "instrument: " + p + "\n"
		files[p+", own scale and columns"] = "instrument: " + p + "\nscale: {min: 0, max: 10}\nfields: {unit: \"#2\", 性别: 性别}\nmissing: [X]\n"
	}
	for _, pattern := range []string{"../../fixtures/studies/*.yaml", "../../fixtures/*/servqual.yaml"} {
		paths, _ := filepath.Glob(pattern)
		for _, path := range paths {
			data, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			files[path] = string(data)
		}
	}
	for name, text := range files {
		want, err := survey.ParseStudy(name, []byte(text), preset)
		if err != nil {
			if strings.Contains(name, "fixtures") {
				continue // study files that are wrong
			}
			t.Fatal(err)
		}
		if want.Title.En == "" {
			want.Title.En = want.Title.Zh
		}
		for _, l := range []lang.Lang{lang.Zh, lang.En} {
			got, _, err := mapping.Parse("x.xlsx", workbook(t, mapping.FromStudy(want, preset), l), preset)
			if err != nil {
				t.Errorf("%s: %v", name, err)
			} else if !reflect.DeepEqual(got, want) {
				t.Errorf("%s: another study\n%s\n%s", name, diff(t, want), diff(t, got))
			}
		}
		again, err := survey.ParseStudy("again", []byte(diff(t, want)), preset)
		if err != nil || !reflect.DeepEqual(again, want) {
			t.Errorf("%s: the study file does not read back: %v\n%s", name, err, diff(t, want))
		}
	}
}

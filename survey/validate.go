package survey

import (
	"fmt"
	"math"
	"regexp"
	"sort"
	"strings"

	"servqual/survey/lang"
)

// ValidationError is a fault in a study, with its place in the study file.
type ValidationError struct {
	Path    string // YAML path, e.g. $.items[3].dimension
	Problem lang.Text
}

// Error words the fault.
func (e *ValidationError) Error() string { return e.Problem.In(lang.En) }

var columnNumber = regexp.MustCompile(`^#[1-9][0-9]*$`)

// Validate checks that the study can be scored: a proper scale, unique ids,
// each item in a known dimension, each dimension with an item, weights for
// known dimensions.
func (s *Study) Validate() error {
	fail := func(path, zh, en string, args ...any) error {
		return &ValidationError{Path: path, Problem: lang.F(zh, en, args...)}
	}
	if s.Scale.Max == 0 && s.Scale.Min == 0 {
		return fail("$", "没有量表；请加上 scale: {min: 1, max: 7}", "no scale: add `scale: {min: 1, max: 7}`")
	}
	if s.Scale.Points() < 2 || s.Scale.Points() > MaxScale || s.Scale.Min < -100 || s.Scale.Max > 100 {
		return fail("$.scale", "不能用 %d 到 %d 的量表：应有 2 到 %d 级，数值在 −100 到 100 之间", "a scale from %d to %d can't be used: it needs 2 to %d points within −100 … 100", s.Scale.Min, s.Scale.Max, MaxScale)
	}
	if err := s.validateSteps(fail); err != nil {
		return err
	}
	for label, v := range s.Scale.Labels {
		if !s.Scale.Contains(v) {
			return fail("$.scale.labels", "答案文字 %q 对应 %d，不在量表 %d 到 %d 之内；请改正", "label %q stands for %d, which is not on the scale %d … %d", label, v, s.Scale.Min, s.Scale.Max)
		}
	}
	if len(s.Items) == 0 {
		return fail("$", "没有题项；请写明 instrument（量表名称），或列出 dimensions 和 items", "no items: name an `instrument` or list `dimensions` and `items`")
	}
	seen := map[string]bool{}
	for i, d := range s.Dimensions {
		switch {
		case d.ID == "":
			return fail(fmt.Sprintf("$.dimensions[%d]", i), "维度缺少 id；请补上", "a dimension needs an id")
		case seen[d.ID]:
			return fail(fmt.Sprintf("$.dimensions[%d].id", i), "维度 %q 列了两次；请删去一个", "dimension %q is listed twice", d.ID)
		case d.Weight < 0 || math.IsNaN(d.Weight) || math.IsInf(d.Weight, 0):
			return fail(fmt.Sprintf("$.dimensions[%d].weight", i), "权重不能是负数；请改正", "a weight can't be negative")
		case d.Gap != 0 && (d.Gap < 2 || d.Gap > 4):
			return fail(fmt.Sprintf("$.dimensions[%d].gap", i), "差距%d 不是按水平评分的，只有差距2、3、4 可以", "gap %d is not rated as a level; only gaps 2, 3 and 4 are", d.Gap)
		case d.Causes < 0 || d.Causes > 4:
			return fail(fmt.Sprintf("$.dimensions[%d].causes", i), "没有差距%d，成因只能写 1 到 4", "there is no gap %d to be a cause of: use 1 to 4", d.Causes)
		case d.Gap != 0 && d.Causes != 0:
			return fail(fmt.Sprintf("$.dimensions[%d].causes", i), "一个维度要么评一个差距（gap），要么是其成因（causes），不能两者都写", "a dimension rates a gap or is a cause of one, not both")
		}
		seen[d.ID] = true
	}
	items := map[string]bool{}
	for i, it := range s.Items {
		switch {
		case it.ID == "":
			return fail(fmt.Sprintf("$.items[%d]", i), "题项缺少 id；请补上", "an item needs an id")
		case items[it.ID]:
			return fail(fmt.Sprintf("$.items[%d].id", i), "题项 %q 列了两次；请删去一个", "item %q is listed twice", it.ID)
		case s.Dim(it.Dimension) < 0:
			return fail(fmt.Sprintf("$.items[%d].dimension", i), "题项 %q 属于维度 %q，但 dimensions 里没有这个维度；请补上或改正", "item %q is in dimension %q, which is not listed", it.ID, it.Dimension)
		}
		items[it.ID] = true
	}
	for i, d := range s.Dimensions {
		if len(s.ItemsOf(i)) == 0 {
			return fail(fmt.Sprintf("$.dimensions[%d].id", i), "维度 %q 没有题项；请补上题项或删去该维度", "dimension %q has no items", d.ID)
		}
	}
	return s.validateColumns(fail)
}

// validateSteps checks the rules for answers on different scales.
func (s *Study) validateSteps(fail func(path, zh, en string, args ...any) error) error {
	if n := s.Scale.Steps; n != 0 && (n < 2 || n >= MaxScale || s.Scale.Min != 0 || s.Scale.Max != 100) {
		return fail("$.scale.steps", "steps 只用于 0 到 100 的量表，取 2 到 %d；通常不必写", "steps goes with a scale from 0 to 100 and lies within 2 … %d; it can be left out", MaxScale-1)
	}
	for i, r := range s.Scales {
		path := fmt.Sprintf("$.scales[%d]", i)
		switch {
		case r.Max <= r.Min || r.Max-r.Min >= MaxScale || r.Min < -100 || r.Max > 100:
			return fail(path, "不能用 %d 到 %d 的量表：应有 2 到 %d 级，数值在 −100 到 100 之间", "a scale from %d to %d can't be used: it needs 2 to %d points within −100 … 100", r.Min, r.Max, MaxScale)
		case r.File == "" && r.Wave == "" && r.Side == 0 && r.Dimension == "" && r.Field == "":
			return fail(path, "请写明这套量表用于哪个文件（file）、期次（wave）、哪一面（side）、维度（dimension）或字段（field）", "say for which file, wave, side, dimension or field this scale is")
		case r.Dimension != "" && s.Dim(r.Dimension) < 0:
			return fail(path+".dimension", "%q 不是维度；请改成维度的 id", "%q is no dimension; give the id of one", r.Dimension)
		}
	}
	return nil
}

func (s *Study) validateColumns(fail func(path, zh, en string, args ...any) error) error {
	ids := make([]string, 0, len(s.Weights))
	for id := range s.Weights {
		ids = append(ids, id)
	}
	sort.Strings(ids)
	for _, id := range ids {
		if s.Dim(id) < 0 {
			return fail("$.weights."+id, "weights 里的 %q 不是维度；请改成维度的 id", "weights are given for %q, which is no dimension", id)
		}
	}
	battery := 0
	for _, d := range s.Dimensions {
		if s.Weights[d.ID] != "" && d.Apart() {
			return fail("$.weights."+d.ID, "%q 不属于客户题组，没有权重；请从 weights 中删去", "%q is no part of the battery and has no weight", d.ID)
		}
		if !d.Apart() {
			battery++
		}
	}
	if n := len(s.Weights); n > 0 && n != battery {
		return fail("$.weights", "weights 只写了 %d 个维度，共有 %d 个；请全部写上", "weights name %d of %d dimensions; all are needed", n, battery)
	}
	used := map[string]string{}
	for i, it := range s.Items {
		for _, side := range Sides() {
			col := it.Columns[side]
			if col == "" {
				continue
			}
			path := fmt.Sprintf("$.items[%d].columns.%s", i, side)
			if strings.HasPrefix(col, "#") && !columnNumber.MatchString(col) {
				return fail(path, "列 %q 不对：第12列写成 \"#12\"", "column %q: \"#12\" means the 12th column", col)
			}
			owner := it.ID + " " + side.String()
			if other := used[col]; other != "" {
				return fail(path, "列 %q 同时用于 %s 和 %s；请各写一列", "column %q serves both %s and %s", col, other, owner)
			}
			used[col] = owner
		}
	}
	if i, name, ok := s.Units.validate(); !ok {
		return fail(fmt.Sprintf("$.units[%d]", i), "单位名称“%s”重复或为空；一个名称只能指一个单位", "the name %q is empty or stands for two units", name)
	}
	for i, col := range s.Ignored {
		if owner := used[col]; owner != "" || col == "" {
			return fail(fmt.Sprintf("$.ignore[%d]", i), "列 %q 写在 ignore 里，又用于 %s；请删去一处", "column %q is under ignore and serves %s", col, owner)
		}
	}
	for name, o := range s.Outcomes {
		if o.Max <= o.Min {
			return fail("$.outcomes."+name, "max 必须大于 min；请改正", "an outcome's max must lie above its min")
		}
	}
	return nil
}

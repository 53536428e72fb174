package compose

import (
	"servqual/report"
	"servqual/survey/index"
	"servqual/survey/lang"
	"servqual/survey/stats"
	"servqual/survey/tally"
)

// itemValidity is the test that theses ask for: each item's correlation with
// the total of its dimension, and of the whole form, beside the r table.
type itemValidity struct {
	item          int
	dimension     stats.Estimate // with the sum of its dimension
	dimCritical   stats.Estimate
	whole         stats.Estimate // with the sum of all items; not Defined where they were not tallied
	wholeCritical stats.Estimate
}

// judged says whether there is anything to judge by, valid that every r there
// is lies above its table.
func (x itemValidity) judged() bool { return x.dimension.Defined || x.whole.Defined }

func (x itemValidity) valid() bool {
	above := func(r, table stats.Estimate) bool { return !r.Defined || table.Defined && r.Value > table.Value }
	return x.judged() && above(x.dimension, x.dimCritical) && above(x.whole, x.wholeCritical)
}

// validityLevel is that of the r table: 5 %, two-sided, whatever the level of
// the intervals.
const validityLevel = 0.95

// validity tests the items of a measure, in the order of the form.
func (v *view) validity(m tally.Measure) []itemValidity {
	all, whole := v.now.ItemsCross(m)
	var battery []int
	for i := range v.study.Items {
		if d := v.study.Dim(v.study.Items[i].Dimension); d >= 0 && !v.study.Dimensions[d].Apart() {
			battery = append(battery, i)
		}
	}
	var out []itemValidity
	for _, i := range battery {
		x := itemValidity{item: i}
		d := v.study.Dim(v.study.Items[i].Dimension)
		own := v.study.ItemsOf(d)
		c := v.now.DimCross(d, m)
		scale, at := make([]int, len(own)), 0
		for k, j := range own {
			scale[k] = k
			if j == i {
				at = k
			}
		}
		x.dimension = stats.ItemSum(c, at, scale, v.Level)
		x.dimCritical = stats.CriticalR(c.N, validityLevel)
		if whole {
			x.whole = stats.ItemSum(all, i, battery, v.Level)
			x.wholeCritical = stats.CriticalR(all.N, validityLevel)
		}
		out = append(out, x)
	}
	return out
}

// validityMeasures are the sides that were asked, without differences.
func (v *view) validityMeasures() []tally.Measure {
	var out []tally.Measure
	for _, m := range v.reliabilityMeasures() {
		if m.Minus == 0 {
			out = append(out, m)
		}
	}
	return out
}

// validitySection is the table "r computed vs r table".
func validitySection(v *view) *report.Section {
	title := lang.T("题项效度（r计算值与r表值）", "Validity of the items (r computed vs r table)")
	if v.now.N() < v.Cells.Mean {
		return nil
	}
	s := &report.Section{Title: title, Sheet: "16 题项效度"}
	tested, failed := 0, []lang.Text{}
	for _, m := range v.validityMeasures() {
		rows := v.validity(m)
		for _, x := range rows {
			if x.judged() {
				tested++
			}
			if x.judged() && !x.valid() {
				failed = append(failed, lang.F("%s（%s）", "%s (%s)", v.labelOf(index.Items, x.item), measureName(m)))
			}
		}
		s.Blocks = append(s.Blocks, v.validityTable(m, rows))
	}
	switch {
	case tested == 0:
		s.Finding = lang.T("没有题项可以检验：答完整的答卷太少。", "No item can be tested: too few complete responses.")
	case len(failed) == 0:
		s.Finding = lang.F("%d 个题项的r计算值全部高于r表值，都有效。", "All %d items lie above the r table: all are valid.", tested)
	default:
		s.Finding = lang.F("%d 个题项中有 %d 个的r计算值不高于r表值：%s。", "%[2]d of %[1]d items do not lie above the r table: %[3]s.", tested, len(failed), someOf(failed, 5))
	}
	s.Blocks = append(s.Blocks, report.Notes{Items: []lang.Text{
		lang.T("r计算值：题项与所在维度总分、与全部题项总分的Pearson相关（总分含该题）；r表值：t/√(n − 2 + t²)，双侧5%，自由度n − 2，n为相应题项都作答的答卷数。", "r computed: Pearson correlation of the item with the total of its dimension and of all items (itself included). r table: t/√(n − 2 + t²), 5% two-sided, n − 2 degrees of freedom, n the responses with those items answered."),
		lang.T("总分含该题，r会偏高：互不相干的k个题也有 1/√k；n大时r表值很小，几乎都会“有效”。更严格的是“测量质量”里的校正题项—总分相关（不含该题，不低于0.30）。", "With the item in the total r comes out high: k unrelated items reach 1/√k; and with a large n the table is so low that nearly everything is \"valid\". The corrected item–total correlation under \"Measurement quality\" (without the item, .30 or more) is stricter."),
	}})
	return s
}

func (v *view) validityTable(m tally.Measure, rows []itemValidity) report.Table {
	dim, whole := lang.T("维度", "Own"), lang.T("全部", "All")
	t := report.Table{ID: "validity-" + measureKey(m), Title: lang.F("题项效度：%s", "Validity of the items: %s", measureName(m)), Columns: []report.Column{
		column("item", lang.T("题项", "Item")),
		grouped("r-dimension", lang.T("r计算", "r"), dim), grouped("table-dimension", lang.T("r表", "r table"), dim), grouped("n-dimension", lang.T("n", "n"), dim),
		grouped("r-whole", lang.T("r计算", "r"), whole), grouped("table-whole", lang.T("r表", "r table"), whole), grouped("n-whole", lang.T("n", "n"), whole),
		column("verdict", lang.T("判断", "Verdict"))}}
	for _, x := range rows {
		row := report.Row{Ref: "validity/" + v.study.Items[x.item].ID, Cells: []report.Cell{textCell(v.labelOf(index.Items, x.item))}}
		for _, p := range [][2]stats.Estimate{{x.dimension, x.dimCritical}, {x.whole, x.wholeCritical}} {
			n := report.Cell{}
			if p[1].Defined {
				n = numCell(report.Count, p[1].N)
			}
			row.Cells = append(row.Cells, marked(cell(p[0], report.Coef), p[0].Defined && p[1].Defined && p[0].Value <= p[1].Value), cell(p[1], report.Coef), n)
		}
		row.Cells = append(row.Cells, validityVerdict(x))
		t.Rows = append(t.Rows, row)
	}
	return t
}

func validityVerdict(x itemValidity) report.Cell {
	switch {
	case !x.judged():
		return report.Cell{Text: why(x.dimension.Notes), Tone: report.Muted}
	case x.valid():
		return textCell(lang.T("有效", "valid"))
	}
	return report.Cell{Text: lang.T("无效", "not valid"), Tone: report.Caution}
}

// ValidityJSON is one item of one side.
type ValidityJSON struct {
	ID             string      `json:"id"`
	Dimension      FigureJSON  `json:"r_dimension"`
	DimensionTable *float64    `json:"r_table_dimension,omitempty"`
	Whole          *FigureJSON `json:"r_whole,omitempty"`
	WholeTable     *float64    `json:"r_table_whole,omitempty"`
	Valid          *bool       `json:"valid,omitempty"` // absent where nothing could be tested
}

// validityJSON gives the items by side.
func (v *view) validityJSON() map[string][]ValidityJSON {
	out := map[string][]ValidityJSON{}
	for _, m := range v.validityMeasures() {
		for _, x := range v.validity(m) {
			j := ValidityJSON{ID: v.study.Items[x.item].ID, Dimension: figureJSON(x.dimension), DimensionTable: defined(x.dimCritical), WholeTable: defined(x.wholeCritical)}
			if x.whole.Defined {
				w := figureJSON(x.whole)
				j.Whole = &w
			}
			if x.judged() {
				valid := x.valid()
				j.Valid = &valid
			}
			out[measureKey(m)] = append(out[measureKey(m)], j)
		}
	}
	return out
}

package compose

import (
	"servqual/report"
	"servqual/survey/lang"
	"servqual/survey/stats"
	"servqual/survey/tally"
)

// FactorOptions say what is analysed and how.
type FactorOptions struct {
	Measure  tally.Measure    // whose answers: perceptions, expectations or gaps
	Factors  int              // how many to extract; 0: as many as parallel analysis finds
	Extract  stats.Extraction // of the exploratory part
	Rotation stats.Rotation
	Divisor  stats.ChiDivisor // of χ² in the confirmatory part
	Seed     uint64           // of parallel analysis
}

// DefaultFactors is minres and promax on perceptions, the number of factors by
// parallel analysis, χ² as lavaan has it (method A.9).
var DefaultFactors = FactorOptions{Measure: tally.P, Extract: stats.Minres, Rotation: stats.Promax, Divisor: stats.ChiN, Seed: 1}

// blankBelow is the loading under which a cell of a loading matrix is left
// blank, and residual the correlation of items that counts as high.
const blankBelow = 0.40

// The guides for the fit of a model (Hu & Bentler 1999) and for convergent and
// discriminant validity (Fornell & Larcker 1981; Henseler et al. 2015).
const (
	fitCFI    = 0.95
	fitRMSEA  = 0.06
	fitSRMR   = 0.08
	leastCR   = 0.70
	leastAVE  = 0.50
	mostHTMT  = 0.85
	leastLoad = 0.50
	leastKMO  = 0.60
)

// structure is everything the chapters on factor structure show.
type structure struct {
	*view
	o     FactorOptions
	items []int // of the study, in the order of the cross products
	cross stats.Cross

	kmo      stats.KMOResult
	bartlett stats.Test
	number   stats.Factors
	k        int // factors extracted
	efa      stats.EFAResult
	spss     stats.EFAResult // principal components, varimax

	dims []int // dimensions that the model has, in order
	at   []int // their items' places in cross
	left []int // dimensions of one item, not in the model
	cfa  stats.CFAResult
	htmt [][]stats.Estimate
}

// FactorReport is the document of the factors command.
func FactorReport(c *Case, o FactorOptions) *report.Document {
	return partial(c, "factors", lang.T("因子结构", "Factor structure"), []chapter{{id: "factors", build: func(v *view) []report.Section { return factorSections(v, o) }}})
}

func factorSections(v *view, o FactorOptions) []report.Section {
	title := lang.T("因子结构", "Factor structure")
	if s := v.tooFew(title, "因子结构"); s != nil {
		return []report.Section{*s}
	}
	f, ok := newStructure(v, o)
	if !ok {
		return []report.Section{{Title: title, Sheet: "因子结构", Finding: lang.F("问卷没有询问%s，无法分析它的因子结构。", "%s was not asked, so there is no structure to find.", measureName(o.Measure)),
			Blocks: []report.Block{report.Absent{What: title, Collect: lang.T("用 --side 选择问卷里有的一侧：perception、expectation 或 gap。", "Choose a side that was asked with --side: perception, expectation or gap.")}}}}
	}
	return []report.Section{f.suitability(), f.exploration(), f.confirmation(), f.spssTables()}
}

// newStructure computes all of it; ok is false where the measure was not asked.
func newStructure(v *view, o FactorOptions) (*structure, bool) {
	all, ok := v.now.ItemsCross(o.Measure)
	if !ok {
		return nil, false
	}
	f := &structure{view: v, o: o}
	for i, it := range v.study.Items {
		if d := v.study.Dim(it.Dimension); d >= 0 && !v.study.Dimensions[d].Apart() {
			f.items = append(f.items, i)
		}
	}
	f.cross = all.Select(f.items...)
	f.kmo, f.bartlett = stats.KMO(f.cross), stats.Bartlett(f.cross)
	p := stats.DefaultParallel
	p.Seed = o.Seed
	f.number = stats.Parallel(f.cross, p)
	f.explore()
	f.confirm()
	return f, true
}

// explore extracts the factors, as many as asked for or as stand out; the
// components for readers of SPSS are as many as SPSS takes.
func (f *structure) explore() {
	f.k = f.o.Factors
	components := f.k
	if f.k == 0 {
		f.k, components = f.number.Count, f.number.Kaiser
	}
	if f.k > 0 {
		f.efa = stats.EFA(f.cross, stats.EFAOptions{Factors: f.k, Extract: f.o.Extract, Rotation: f.o.Rotation})
	}
	if components > 0 {
		f.spss = stats.EFA(f.cross, stats.EFAOptions{Factors: components, Extract: stats.PrincipalComponents, Rotation: stats.Varimax})
	}
}

// confirm fits the instrument's dimensions as a model.
func (f *structure) confirm() {
	var factor []int
	for d := range f.study.Dimensions {
		var own []int
		for at, i := range f.items {
			if f.study.Dim(f.study.Items[i].Dimension) == d {
				own = append(own, at)
			}
		}
		switch len(own) {
		case 0:
		case 1:
			f.left = append(f.left, d)
		default:
			for range own {
				factor = append(factor, len(f.dims))
			}
			f.dims = append(f.dims, d)
			f.at = append(f.at, own...)
		}
	}
	c := f.cross.Select(f.at...)
	o := stats.DefaultCFA
	o.Divisor = f.o.Divisor
	f.cfa = stats.CFA(c, factor, o)
	places := make([][]int, len(f.dims))
	for i, d := range factor {
		places[d] = append(places[d], i)
	}
	f.htmt = make([][]stats.Estimate, len(f.dims))
	for a := range f.dims {
		for b := range a {
			f.htmt[a] = append(f.htmt[a], stats.HTMT(c, places[a], places[b]))
		}
	}
}

// item is the label of the item at a place in the cross products, dimension
// its dimension's.
func (f *structure) item(at int) lang.Text { return f.labelOfItem(f.items[at]) }

func (f *structure) labelOfItem(i int) lang.Text {
	it := f.study.Items[i]
	if it.Label.IsZero() {
		return lang.Same(it.ID)
	}
	return lang.F("%s %s", "%s %s", lang.Same(it.ID), it.Label)
}

func (f *structure) dimension(at int) lang.Text { return f.study.Dimensions[f.dims[at]].Label }

// factorMeasures maps the sides of the command line to measures.
var factorMeasures = map[string]tally.Measure{"perception": tally.P, "expectation": tally.E, "gap": tally.Gap,
	"minimum": tally.Min, "desired": tally.Des, "importance": tally.Imp}

// MeasureOf gives the measure of a side named on the command line.
func MeasureOf(side string) (tally.Measure, bool) {
	m, ok := factorMeasures[side]
	return m, ok
}

// structureNote words the footnotes of factor analysis. item names the item
// that a note speaks of by its place.
func structureNote(n stats.Note, item func(at int) lang.Text) lang.Text {
	switch n.Code {
	case stats.Heywood:
		return lang.F("题项“%s”的公因子方差顶到上限（Heywood情形）：因子太多或样本太少，结果不稳。", "The communality of \"%s\" is at its limit (a Heywood case): too many factors or too few respondents; don't lean on the result.", item(int(argOf(n, 0))))
	case stats.ItemConstant:
		return lang.F("题项“%s”所有人答案相同，无法计算相关。", "\"%s\" was answered alike by everyone: no correlations.", item(int(argOf(n, 0))))
	case stats.NotConverged:
		return lang.T("迭代没有收敛，不给结果。", "The iteration did not settle: no result.")
	case stats.TooManyFactor:
		return lang.F("%s 个因子太多：这些题项最多能分辨 %s 个。", "%s factors are too many: these items can tell apart %s at most.", count(argOf(n, 0)), count(argOf(n, 1)))
	case stats.Saturated:
		return lang.T("模型没有自由度，什么数据都能拟合，拟合指数没有意义。", "The model has no degrees of freedom: it fits anything, and fit means nothing.")
	case stats.NegativeVar:
		return lang.T("题项之间的平均相关不是正数，无法计算。", "Items do not correlate positively on average: it can't be computed.")
	case stats.Singular:
		return lang.T("相关矩阵不可逆：有题项完全重复，或答卷少于题数。", "The correlation matrix can't be inverted: items repeat each other exactly, or there are fewer responses than items.")
	case stats.NoData:
		return lang.T("没有一份答卷答完全部题项。", "No response has every item answered.")
	case stats.TooFew:
		return lang.F("全部题项都作答的答卷只有 %s 份，至少需要 %s 份。", "Only %s responses have every item answered; %s are needed.", count(argOf(n, 0)), count(argOf(n, 1)))
	case stats.SmallSample:
		return lang.F("样本偏小（n = %s，建议不少于 %s）：拟合指数和载荷都会随样本波动。", "A small sample (n = %s, %s or more wanted): fit and loadings would differ in another one.", count(argOf(n, 0)), count(argOf(n, 1)))
	}
	return indexNote(n)
}

// structureNotes words lists of footnotes, each once.
func structureNotes(item func(int) lang.Text, lists ...[]stats.Note) []lang.Text {
	var out []lang.Text
	seen := map[string]bool{}
	for _, l := range lists {
		for _, n := range l {
			t := structureNote(n, item)
			if !seen[t.Zh] {
				seen[t.Zh] = true
				out = append(out, t)
			}
		}
	}
	return out
}

// whyNot words why there is no result.
func whyNot(notes []stats.Note, item func(int) lang.Text) lang.Text {
	if len(notes) == 0 {
		return lang.T("没有可用的数据。", "There are no usable data.")
	}
	return structureNote(notes[len(notes)-1], item)
}

// batteryDimensions counts the dimensions that the instrument has.
func (f *structure) batteryDimensions() int {
	n := 0
	for d := range f.study.Dimensions {
		if !f.study.Dimensions[d].Apart() {
			n++
		}
	}
	return n
}

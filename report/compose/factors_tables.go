package compose

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"servqual/report"
	"servqual/report/chart"
	"servqual/survey/lang"
	"servqual/survey/stats"
	"servqual/survey/tally"
)

// kaiserWord is Kaiser's word for a measure of sampling adequacy (1974).
func kaiserWord(v float64) lang.Text {
	switch {
	case v >= 0.9:
		return lang.T("极佳", "marvellous")
	case v >= 0.8:
		return lang.T("良好", "meritorious")
	case v >= 0.7:
		return lang.T("中等", "middling")
	case v >= 0.6:
		return lang.T("一般", "mediocre")
	case v >= 0.5:
		return lang.T("勉强", "miserable")
	}
	return lang.T("不可接受", "unacceptable")
}

// pText writes p = 0.012 and p < 0.001.
func pText(p float64) string {
	if p < 0.001 {
		return "p < 0.001"
	}
	return "p = " + report.N(report.PValue, p).Format(lang.Zh)
}

func coefCell(x float64) report.Cell { return numCell(report.Coef, x) }

// suitability says whether the items hang together enough to be analysed.
func (f *structure) suitability() report.Section {
	s := report.Section{ID: "suitability", Title: lang.T("是否适合做因子分析", "Is there anything to find"), Sheet: "KMO与Bartlett"}
	k, b := f.kmo.Overall, f.bartlett
	switch {
	case !k.Defined:
		s.Finding = lang.F("无法计算KMO：%s", "KMO can't be computed: %s", whyNot(k.Notes, f.item))
	case k.Value < leastKMO || !b.Defined || b.P >= 0.05:
		s.Finding = lang.F("%s的KMO为 %s（%s），不适合做因子分析：题项之间的共同成分太少。", "KMO of the %s is %s (%s): the items share too little for factor analysis.", f.what(), coefNum(k.Value), kaiserWord(k.Value))
	default:
		s.Finding = lang.F("%s的KMO为 %s（%s），Bartlett球形检验 χ²(%s) = %s，%s：适合做因子分析。", "KMO of the %s is %s (%s), Bartlett's test χ²(%s) = %s, %s: fit for factor analysis.",
			f.what(), coefNum(k.Value), kaiserWord(k.Value), count(b.DF), meanNum(b.Statistic), pText(b.P))
	}
	s.Blocks = []report.Block{f.adequacyTable()}
	if f.kmo.Items != nil {
		s.Blocks = append(s.Blocks, f.msaTable())
	}
	notes := []lang.Text{
		lang.F("依据 %s 份全部题项都作答的答卷（共 %s 份）。", "Over the %s responses with every item answered, of %s.", count(f.cross.N), count(float64(f.now.N()))),
		lang.T("KMO的用语按Kaiser（1974）：0.9以上极佳，0.8良好，0.7中等，0.6一般，0.5勉强，0.5以下不可接受。", "Words for KMO after Kaiser 1974: .9 marvellous, .8 meritorious, .7 middling, .6 mediocre, .5 miserable, below unacceptable."),
	}
	s.Blocks = append(s.Blocks, report.Notes{Items: append(notes, structureNotes(f.item, k.Notes, b.Notes)...)})
	return s
}

// what names the answers analysed.
func (f *structure) what() lang.Text {
	switch f.o.Measure {
	case tally.P:
		return lang.T("感知得分", "perceptions")
	case tally.E:
		return lang.T("期望得分", "expectations")
	case tally.Gap:
		return lang.T("差距得分", "gaps")
	case tally.Imp:
		return lang.T("重要度得分", "importances")
	}
	return lang.F("%s得分", "%s scores", measureName(f.o.Measure))
}

// adequacyTable is laid out as SPSS does.
func (f *structure) adequacyTable() report.Table {
	t := report.Table{ID: "kmo", Title: lang.T("KMO和巴特利特检验", "KMO and Bartlett's test"), Columns: []report.Column{
		column("measure", lang.T("指标", "Measure")), column("value", lang.T("数值", "Value")), column("reading", lang.T("评价", "Reading"))}}
	kmo := []report.Cell{textCell(lang.T("KMO取样适切性量数", "KMO measure of sampling adequacy")), cell(f.kmo.Overall, report.Coef), {}}
	if f.kmo.Overall.Defined {
		kmo[2] = textCell(kaiserWord(f.kmo.Overall.Value))
	}
	t.Rows = []report.Row{{Ref: "kmo", Cells: kmo}}
	if b := f.bartlett; b.Defined {
		reading := lang.T("题项之间有相关", "items are correlated")
		if b.P >= 0.05 {
			reading = lang.T("看不出相关", "no correlation to be seen")
		}
		t.Rows = append(t.Rows,
			report.Row{Ref: "bartlett", Cells: []report.Cell{textCell(lang.T("巴特利特球形检验：近似卡方", "Bartlett's test of sphericity: χ²")), coefCell(b.Statistic), {}}},
			report.Row{Level: 1, Cells: []report.Cell{textCell(lang.T("自由度", "Degrees of freedom")), numCell(report.Count, b.DF), {}}},
			report.Row{Level: 1, Cells: []report.Cell{textCell(lang.T("显著性 p", "Significance p")), numCell(report.PValue, b.P), textCell(reading)}})
	}
	return t
}

func (f *structure) msaTable() report.Table {
	t := report.Table{ID: "msa", Title: lang.T("各题项的适切性（MSA）", "Adequacy of each item (MSA)"), Columns: []report.Column{
		column("item", lang.T("题项", "Item")), column("msa", lang.T("MSA", "MSA")), column("reading", lang.T("评价", "Reading"))}}
	for at, v := range f.kmo.Items {
		t.Rows = append(t.Rows, report.Row{Ref: "msa/" + f.study.Items[f.items[at]].ID, Cells: []report.Cell{
			textCell(f.item(at)), marked(coefCell(v), v < 0.5), textCell(kaiserWord(v))}})
	}
	return t
}

// exploration is the number of factors and their loadings.
func (f *structure) exploration() report.Section {
	s := report.Section{ID: "exploration", Title: lang.T("数据支持几个因子", "How many factors the data support"), Sheet: "探索性因子"}
	s.Finding = f.supportSentence()
	if len(f.number.Random) > 0 {
		s.Blocks = append(s.Blocks, report.FigureBlock{Figure: f.scree(),
			Reading: lang.T("只有高出随机线的特征值才算因子：随机线是同样人数、同样题数的随机数据的第95百分位。", "Only eigenvalues above the random line count: it is the 95th percentile of random data of the same size.")})
	}
	if len(f.number.Eigenvalues) > 0 {
		s.Blocks = append(s.Blocks, f.numberTable())
	}
	if f.efa.Defined {
		s.Blocks = append(s.Blocks, f.loadingTable("loadings", f.loadingTitle(), f.efa))
		if f.o.Rotation != stats.Varimax && f.k > 1 {
			s.Blocks = append(s.Blocks, f.factorCorrelations())
		}
	}
	s.Blocks = append(s.Blocks, report.Notes{Items: f.explorationNotes()})
	return s
}

// supportSentence is what method A.9 asks to be printed.
func (f *structure) supportSentence() lang.Text {
	dims := f.batteryDimensions()
	if !f.number.Defined {
		return lang.F("维度得分沿用量表的惯例（%d 个维度）；数据支持几个因子无从判断：%s", "Dimension scores are used by convention (%d dimensions); how many factors your data support can't be told: %s", dims, whyNot(f.number.Notes, f.item))
	}
	switch k := f.number.Count; {
	case k == 0:
		return lang.F("维度得分沿用量表的惯例（%d 个维度）；本次数据没有高出随机的因子。", "Dimension scores are used by convention (%d dimensions); your data support no factor beyond chance.", dims)
	case k == dims:
		return lang.F("维度得分沿用量表的惯例（%d 个维度）；本次数据也支持 %d 个因子（平行分析）。", "Dimension scores are used by convention (%d dimensions); your data support %d factors as well (parallel analysis).", dims, k)
	case k < dims && f.holds():
		return lang.F("维度得分沿用量表的惯例（%d 个维度）；本次数据支持 %s（平行分析）。不过各维度的模型拟合良好、彼此可以区分（见后）：维度高度相关时，平行分析会少算。",
			"Dimension scores are used by convention (%d dimensions); your data support %s (parallel analysis). Still, the model of the dimensions fits and tells them apart (see below): parallel analysis counts too few where dimensions correlate strongly.", dims, factorCount(k))
	default:
		return lang.F("维度得分沿用量表的惯例（%d 个维度）；本次数据支持 %s（平行分析）。这在SERVQUAL研究中很常见：维度得分仍可用于比较，但不宜说成彼此独立的方面。",
			"Dimension scores are used by convention (%d dimensions); your data support %s (parallel analysis). That is common with SERVQUAL: dimension scores still serve for comparison, but should not be called separate aspects.", dims, factorCount(k))
	}
}

// factorCount writes a number of factors.
func factorCount(k int) lang.Text {
	if k == 1 {
		return lang.T("1 个因子", "1 factor")
	}
	return lang.F("%d 个因子", "%d factors", k)
}

// scree is the eigenvalues beside those of random data.
func (f *structure) scree() chart.Trend {
	n := f.number
	fig := chart.Trend{Meta: chart.Meta{ID: "scree", Title: lang.T("碎石图与平行分析", "Scree plot and parallel analysis"),
		Sub: lang.F("%s · n = %s", "%s · n = %s", measureName(f.o.Measure), count(n.N)),
		Alt: lang.F("%d 个特征值，前 %d 个高于随机数据。", "%d eigenvalues, the first %d above those of random data.", len(n.Eigenvalues), n.Count)},
		Head: lang.T("成分", "Component"),
		Axis: chart.Axis{Label: lang.T("特征值", "Eigenvalue"), Decimals: 2, Range: chart.Range{Min: 0, Max: math.Ceil(n.Eigenvalues[0])}}}
	data := chart.TrendSeries{Key: chart.Key{Name: lang.T("本次数据", "Your data"), Role: chart.Main}}
	random := chart.TrendSeries{Key: chart.Key{Name: lang.T("随机数据", "Random data"), Role: chart.Benchmark}}
	for i, v := range n.Eigenvalues {
		fig.Waves = append(fig.Waves, chart.Wave{Label: lang.Same(fmt.Sprint(i + 1))})
		data.Values = append(data.Values, chart.At(v))
		random.Values = append(random.Values, chart.At(n.Random[i]))
	}
	fig.Series = []chart.TrendSeries{data, random}
	return fig
}

// numberTable lists the eigenvalues up to a few beyond the last that counts.
func (f *structure) numberTable() report.Table {
	n := f.number
	t := report.Table{ID: "eigenvalues", Title: lang.T("特征值与平行分析", "Eigenvalues and parallel analysis"), Columns: []report.Column{
		column("component", lang.T("成分", "Component")), column("eigenvalue", lang.T("特征值", "Eigenvalue")), column("random", lang.T("随机第95百分位", "Random, 95th percentile")), column("kept", lang.T("判断", "Verdict"))}}
	show := min(len(n.Eigenvalues), max(n.Count, n.Kaiser, f.k)+2)
	for i, v := range n.Eigenvalues[:show] {
		row := []report.Cell{textCell(lang.Same(fmt.Sprint(i + 1))), coefCell(v), {}, {}}
		if n.Defined {
			row[2] = coefCell(n.Random[i])
			row[3] = report.Cell{Text: lang.T("不高于随机", "not above chance"), Tone: report.Muted}
			if i < n.Count {
				row[3] = textCell(lang.T("保留", "kept"))
			}
		}
		t.Rows = append(t.Rows, report.Row{Cells: row})
	}
	if n.Defined {
		t.Notes = []lang.Text{lang.F("平行分析：Horn（1965），500组随机数据，固定种子。“特征值大于1”的旧准则会取 %d 个，往往偏多，仅供对照。", "Parallel analysis: Horn 1965, 500 random sets, fixed seed. The old rule \"eigenvalue above 1\" would keep %d, usually too many; shown for comparison only.", n.Kaiser)}
	}
	return t
}

func (f *structure) loadingTitle() lang.Text {
	title := lang.T("旋转后的因子载荷矩阵", "Rotated factor loadings")
	if f.o.Rotation == stats.NoRotation || f.k < 2 {
		title = lang.T("因子载荷矩阵", "Factor loadings")
	}
	if f.efa.Method == stats.MethodComponents {
		title = lang.T("旋转后的成分矩阵", "Rotated component matrix")
	}
	return lang.F("%s（%s，%s）", "%s (%s, %s)", title, extractionName(f.o.Extract), rotationName(f.o.Rotation))
}

func extractionName(x stats.Extraction) lang.Text {
	switch x {
	case stats.MaximumLikelihood:
		return lang.T("最大似然法", "maximum likelihood")
	case stats.PrincipalComponents:
		return lang.T("主成分法", "principal components")
	}
	return lang.T("最小残差法", "minres")
}

func rotationName(r stats.Rotation) lang.Text {
	switch r {
	case stats.Varimax:
		return lang.T("最大方差旋转", "varimax")
	case stats.Promax:
		return lang.T("斜交旋转promax", "promax")
	case stats.Oblimin:
		return lang.T("斜交旋转oblimin", "oblimin")
	}
	return lang.T("未旋转", "unrotated")
}

// loadingTable sorts the items by the factor they load on most and by size,
// and leaves loadings under .40 blank.
func (f *structure) loadingTable(id string, title lang.Text, e stats.EFAResult) report.Table {
	k := len(e.Explained)
	t := report.Table{ID: id, Title: title, Columns: []report.Column{column("item", lang.T("题项", "Item")), column("dimension", lang.T("维度", "Dimension"))}}
	head := lang.T("因子", "Factor ")
	if e.Method == stats.MethodComponents {
		head = lang.T("成分", "Comp. ")
	}
	for j := range k {
		t.Columns = append(t.Columns, column(fmt.Sprintf("f%d", j+1), lang.F("%s%d", "%s%d", head, j+1)))
	}
	t.Columns = append(t.Columns, column("communality", lang.T("共同度", "Communality")))
	for _, at := range sortedByLoading(e.Loadings) {
		it := f.study.Items[f.items[at]]
		row := report.Row{Ref: "loading/" + it.ID, Cells: []report.Cell{textCell(f.item(at)), textCell(lang.Same(it.Dimension))}}
		for _, v := range e.Loadings[at] {
			c := report.Cell{}
			if math.Abs(v) >= blankBelow {
				c = coefCell(v)
			}
			row.Cells = append(row.Cells, c)
		}
		h := e.Communalities[at]
		row.Cells = append(row.Cells, marked(coefCell(h), h < 0.3))
		t.Rows = append(t.Rows, row)
	}
	t.Rows = append(t.Rows, f.shareRow(lang.T("解释方差", "Variance explained"), e.Explained), f.shareRow(lang.T("累计", "Cumulative"), e.Cumulative))
	t.Notes = []lang.Text{lang.T("按载荷大小排序；绝对值低于0.40的载荷不显示；共同度低于0.30的标出。一行两个载荷表示题项跨因子；整行空白表示题项不属于任何因子。",
		"Sorted by size; loadings below .40 are blank; communalities below .30 are marked. Two loadings in a row: the item belongs to both factors; none: to neither.")}
	return t
}

func (f *structure) shareRow(label lang.Text, shares []float64) report.Row {
	row := report.Row{Strong: true, Cells: []report.Cell{textCell(label), {}}}
	for _, x := range shares {
		row.Cells = append(row.Cells, numCell(report.Share, x))
	}
	row.Cells = append(row.Cells, report.Cell{})
	return row
}

// sortedByLoading orders items by the factor of their largest loading, then by
// its size.
func sortedByLoading(l [][]float64) []int {
	at := make([]int, len(l))
	best := make([]int, len(l))
	for i := range l {
		at[i] = i
		for j := range l[i] {
			if math.Abs(l[i][j]) > math.Abs(l[i][best[i]]) {
				best[i] = j
			}
		}
	}
	slices.SortStableFunc(at, func(a, b int) int {
		if c := cmp.Compare(best[a], best[b]); c != 0 {
			return c
		}
		return cmp.Compare(math.Abs(l[b][best[b]]), math.Abs(l[a][best[a]]))
	})
	return at
}

// factorCorrelations is the lower triangle of Φ.
func (f *structure) factorCorrelations() report.Table {
	t := report.Table{ID: "phi", Title: lang.T("因子相关", "Factor correlations"), Columns: []report.Column{column("factor", lang.T("因子", "Factor"))}}
	for j := range f.efa.Phi {
		t.Columns = append(t.Columns, column(fmt.Sprintf("f%d", j+1), lang.Same(fmt.Sprint(j+1))))
	}
	for a, r := range f.efa.Phi {
		row := report.Row{Cells: []report.Cell{textCell(lang.Same(fmt.Sprint(a + 1)))}}
		for b, v := range r {
			if b > a {
				row.Cells = append(row.Cells, report.Cell{})
				continue
			}
			row.Cells = append(row.Cells, coefCell(v))
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

func (f *structure) explorationNotes() []lang.Text {
	notes := []lang.Text{lang.F("提取：%s；旋转：%s；因子数：%s。", "Extraction: %s; rotation: %s; number of factors: %s.", extractionName(f.o.Extract), rotationName(f.o.Rotation), f.numberSource())}
	if t := f.efa.Test; t.Defined {
		notes = append(notes, lang.F("“%d 个因子足够”的检验：χ²(%s) = %s，%s。", "Test that %d factors suffice: χ²(%s) = %s, %s.", f.k, count(t.DF), meanNum(t.Statistic), pText(t.P)))
	}
	return append(notes, structureNotes(f.item, f.efa.Notes, f.number.Notes)...)
}

func (f *structure) numberSource() lang.Text {
	if f.o.Factors > 0 {
		return lang.F("%d（指定）", "%d (asked for)", f.k)
	}
	return lang.F("%d（平行分析）", "%d (parallel analysis)", f.k)
}

// spssTables are the tables that readers of SPSS output look for: principal
// components and varimax, and as many as SPSS takes, whatever was chosen above.
func (f *structure) spssTables() report.Section {
	s := report.Section{ID: "components", Title: lang.T("SPSS格式的表（主成分法、最大方差旋转）", "Tables as in SPSS (principal components, varimax)"), Sheet: "SPSS格式"}
	e := f.spss
	if !e.Defined {
		s.Finding = lang.F("没有可提取的成分：%s", "There are no components: %s", whyNot(append(f.number.Notes, e.Notes...), f.item))
		return s
	}
	k := len(e.Cumulative)
	s.Finding = lang.F("按SPSS默认的“特征值大于1”提取 %d 个成分，累计方差贡献率 %s。", "Taking eigenvalues above 1, as SPSS does, gives %d components, which explain %s of the variance.", k, shareNum(e.Cumulative[k-1]))
	if f.o.Factors > 0 {
		s.Finding = lang.F("按指定提取 %d 个成分，累计方差贡献率 %s。", "The %d components asked for explain %s of the variance.", k, shareNum(e.Cumulative[k-1]))
	}
	s.Blocks = []report.Block{f.varianceTable(), f.loadingTable("components", lang.T("旋转后的成分矩阵", "Rotated component matrix"), e),
		report.Notes{Items: append([]lang.Text{lang.T("主成分把误差也算进去，载荷比因子载荷大；“特征值大于1”往往取得偏多。论文要求这种表时用它，判断结构请看前面各节；KMO与巴特利特检验见第一节。", "Components take error in, so loadings come out larger than factor loadings, and \"eigenvalue above 1\" usually keeps too many. Use these tables where a thesis asks for them, judge structure by the chapters before; KMO and Bartlett's test stand in the first.")}, structureNotes(f.item, e.Notes)...)}}
	return s
}

// varianceTable is SPSS's "total variance explained": all components before,
// those extracted after rotation.
func (f *structure) varianceTable() report.Table {
	e := f.spss
	first, turned := lang.T("初始", "Initial"), lang.T("旋转后", "Rotated")
	t := report.Table{ID: "variance", Title: lang.T("总方差解释", "Total variance explained"), Columns: []report.Column{
		column("component", lang.T("成分", "Component")),
		grouped("total", lang.T("特征值", "Eigenvalue"), first), grouped("share", lang.T("方差贡献率", "Of variance"), first), grouped("cumulative", lang.T("累计", "Cumulative"), first),
		grouped("rotated", lang.T("载荷平方和", "Sum of squares"), turned), grouped("rotated-share", lang.T("方差贡献率", "Of variance"), turned), grouped("rotated-cumulative", lang.T("累计", "Cumulative"), turned)}}
	p, sum := float64(len(e.Eigenvalues)), 0.0
	for i, v := range e.Eigenvalues {
		sum += v
		row := []report.Cell{textCell(lang.Same(fmt.Sprint(i + 1))), coefCell(v), numCell(report.Share, v/p), numCell(report.Share, sum/p), {}, {}, {}}
		if i < len(e.Explained) {
			row[4], row[5], row[6] = coefCell(e.Explained[i]*p), numCell(report.Share, e.Explained[i]), numCell(report.Share, e.Cumulative[i])
		}
		t.Rows = append(t.Rows, report.Row{Cells: row})
	}
	return t
}

package compose

import (
	"math"

	"servqual/report"
	"servqual/report/verdict"
	"servqual/survey/lang"
	"servqual/survey/stats"
)

// confirmation is the instrument's dimensions as a model, and whether the data
// bear it out.
func (f *structure) confirmation() report.Section {
	s := report.Section{ID: "confirmation", Title: lang.T("量表的维度成立吗（验证性因子分析）", "Do the dimensions hold (confirmatory factor analysis)"), Sheet: "验证性因子"}
	item := func(at int) lang.Text { return f.item(f.at[at]) }
	if !f.cfa.Defined {
		s.Finding = lang.F("没有做验证性因子分析：%s", "No confirmatory factor analysis: %s", whyNot(f.cfa.Notes, item))
		s.Blocks = []report.Block{report.Absent{What: lang.T("模型的拟合与效度", "Fit and validity of the model"),
			Collect: lang.F("收集至少 %s 份（最好 %s 份以上）全部题项都作答的答卷。", "Collect at least %s responses with every item answered, better %s.", count(stats.DefaultCFA.Least), count(stats.DefaultCFA.Warn))}}
		return s
	}
	s.Finding = f.modelSentence()
	s.Blocks = []report.Block{f.fitTable(), f.modelLoadings(), f.qualityTable()}
	if len(f.dims) > 1 {
		s.Blocks = append(s.Blocks, f.fornellTable(), f.htmtTable())
	}
	s.Blocks = append(s.Blocks, report.Notes{Items: f.modelNotes(item)})
	return s
}

// criterion is a fit index with its guide.
type criterion struct {
	ref   string
	name  lang.Text
	value stats.Estimate
	guide string
	met   bool
}

func (f *structure) criteria() []criterion {
	c := f.cfa
	within := func(e stats.Estimate, ok func(float64) bool) bool { return e.Defined && ok(e.Value) }
	atLeast := func(x float64) func(float64) bool { return func(v float64) bool { return v >= x } }
	atMost := func(x float64) func(float64) bool { return func(v float64) bool { return v <= x } }
	return []criterion{
		{"cfi", lang.Same("CFI"), c.CFI, "≥ 0.95", within(c.CFI, atLeast(fitCFI))},
		{"tli", lang.T("TLI（NNFI）", "TLI (NNFI)"), c.TLI, "≥ 0.95", within(c.TLI, atLeast(fitCFI))},
		{"rmsea", lang.Same("RMSEA"), c.RMSEA, "≤ 0.06", within(c.RMSEA, atMost(fitRMSEA))},
		{"srmr", lang.Same("SRMR"), c.SRMR, "≤ 0.08", within(c.SRMR, atMost(fitSRMR))},
	}
}

// met counts the guides that the model meets, of those that could be judged.
func (f *structure) met() (met, of int) {
	for _, c := range f.criteria() {
		if c.value.Defined {
			of++
			if c.met {
				met++
			}
		}
	}
	return met, of
}

// holds says that the model of the dimensions meets every guide and tells all
// of them apart.
func (f *structure) holds() bool {
	met, of := f.met()
	return f.cfa.Defined && len(f.dims) > 1 && of > 0 && met == of && len(f.indistinct()) == 0 && len(f.improper()) == 0
}

func (f *structure) modelSentence() lang.Text {
	met, of := f.met()
	doubt := f.indistinct()
	fit := lang.F("%d 个维度的模型达到全部 %d 项拟合标准", "The model of %d dimensions meets all %d guides of fit", len(f.dims), of)
	switch {
	case of == 0:
		fit = lang.T("模型的拟合无法判断", "Fit can't be judged")
	case met == 0:
		fit = lang.F("%d 个维度的模型与数据不符：%d 项拟合标准都没有达到", "The model of %d dimensions does not fit: it meets none of the %d guides", len(f.dims), of)
	case met < of:
		fit = lang.F("%d 个维度的模型达到 %[3]d 项拟合标准（共 %[2]d 项）", "The model of %d dimensions meets %[3]d of %[2]d guides of fit", len(f.dims), of, met)
	}
	if bad := f.improper(); len(bad) > 0 {
		fit = lang.F("%s；%s的解不成立，ω、CR、AVE未定义", "%s; the solution for %s is improper, and ω, CR and AVE are not defined", fit, join(bad))
		if len(doubt) == 0 {
			return lang.F("%s。", "%s.", fit)
		}
	}
	switch {
	case len(f.dims) < 2:
		return lang.F("%s。", "%s.", fit)
	case len(doubt) == 0:
		return lang.F("%s，各维度也能彼此区分（Fornell–Larcker）。", "%s, and the dimensions are told apart (Fornell–Larcker).", fit)
	}
	return lang.F("%s；但%s与其他维度区分不开（Fornell–Larcker）。", "%s; but %s can't be told from others (Fornell–Larcker).", fit, join(doubt))
}

// indistinct lists the dimensions whose √AVE is not above every correlation; those
// without AVE are in improper.
func (f *structure) indistinct() []lang.Text {
	var out []lang.Text
	for d, q := range f.cfa.Factors {
		if q.AVE.Defined && !q.Distinct {
			out = append(out, f.dimension(d))
		}
	}
	return out
}

// improper lists the dimensions whose solution is improper.
func (f *structure) improper() []lang.Text {
	var out []lang.Text
	for d, q := range f.cfa.Factors {
		if c, _ := verdict.Scale(q.CR); c.Reason == verdict.Improper {
			out = append(out, f.dimension(d))
		}
	}
	return out
}

func (f *structure) fitTable() report.Table {
	t := report.Table{ID: "fit", Title: lang.T("模型拟合", "Fit of the model"), Columns: []report.Column{
		column("index", lang.T("指标", "Index")), column("value", lang.T("数值", "Value")), column("lo", lang.T("90%下限", "90% low")), column("hi", lang.T("90%上限", "90% high")),
		column("guide", lang.T("参考标准", "Guide")), column("verdict", lang.T("判断", "Verdict"))}}
	if x := f.cfa.Chi2; x.Defined {
		t.Rows = append(t.Rows,
			report.Row{Ref: "cfa/chisq", Cells: []report.Cell{textCell(f.chiName()), coefCell(x.Statistic), {}, {}, {}, {}}},
			report.Row{Level: 1, Cells: []report.Cell{textCell(lang.T("自由度 df", "Degrees of freedom")), numCell(report.Count, x.DF), {}, {}, {}, {}}},
			report.Row{Level: 1, Cells: []report.Cell{textCell(lang.Same("p")), numCell(report.PValue, x.P), {}, {}, {}, {}}},
			report.Row{Level: 1, Cells: []report.Cell{textCell(lang.Same("χ²/df")), coefCell(x.Statistic / x.DF), {}, {}, textCell(lang.Same("< 3")), verdictCell(x.Statistic/x.DF < 3)}})
	}
	for _, c := range f.criteria() {
		lo, hi := ends(c.value, report.Coef)
		row := report.Row{Ref: "cfa/" + c.ref, Cells: []report.Cell{textCell(c.name), cell(c.value, report.Coef), lo, hi, textCell(lang.Same(c.guide)), {}}}
		if c.value.Defined {
			row.Cells[5] = verdictCell(c.met)
		}
		t.Rows = append(t.Rows, row)
	}
	t.Notes = []lang.Text{
		f.divisorNote(),
		lang.T("标准按Hu与Bentler（1999），是参考，不是定律；χ²/df小于3是论文里常见的说法，没有理论依据。", "Guides after Hu & Bentler 1999: guides, not laws; χ²/df below 3 is a custom of theses without a theory behind it."),
	}
	return t
}

func (f *structure) chiName() lang.Text {
	if f.o.Divisor == stats.ChiNMinus1 {
		return lang.Same("χ² = (N − 1)·F")
	}
	return lang.Same("χ² = N·F")
}

func (f *structure) divisorNote() lang.Text {
	if f.o.Divisor == stats.ChiNMinus1 {
		return lang.T("χ² = (N − 1)·F，与AMOS、LISREL一致；lavaan和Mplus用 N·F，略大。", "χ² = (N − 1)·F as in AMOS and LISREL; lavaan and Mplus have N·F, slightly more.")
	}
	return lang.T("χ² = N·F，与lavaan、Mplus一致；AMOS和LISREL用 (N − 1)·F，略小（加 --chi amos）。", "χ² = N·F as in lavaan and Mplus; AMOS and LISREL have (N − 1)·F, slightly less (--chi amos).")
}

func verdictCell(met bool) report.Cell {
	if met {
		return textCell(lang.T("达到", "met"))
	}
	return report.Cell{Text: lang.T("未达到", "not met"), Tone: report.Caution}
}

// modelLoadings are the standardised loadings, by dimension.
func (f *structure) modelLoadings() report.Table {
	t := report.Table{ID: "model-loadings", Title: lang.T("标准化载荷", "Standardised loadings"), Columns: []report.Column{
		column("item", lang.T("题项", "Item")), column("loading", lang.T("标准化载荷 λ", "Loading λ")), column("r2", lang.T("解释方差 λ²", "Explained λ²")), column("unique", lang.T("误差 1 − λ²", "Error 1 − λ²"))}}
	last := -1
	for i, it := range f.cfa.Items {
		if it.Factor != last {
			last = it.Factor
			t.Rows = append(t.Rows, report.Row{Strong: true, Cells: []report.Cell{textCell(f.dimension(last)), {}, {}, {}}})
		}
		sq := it.Std * it.Std
		t.Rows = append(t.Rows, report.Row{Level: 1, Ref: "cfa/" + f.study.Items[f.items[f.at[i]]].ID, Cells: []report.Cell{
			textCell(f.item(f.at[i])), marked(coefCell(it.Std), it.Std < leastLoad), coefCell(sq), coefCell(1 - sq)}})
	}
	t.Notes = []lang.Text{lang.T("载荷低于0.50的标出。", "Loadings below .50 are marked.")}
	return t
}

// qualityTable is omega, CR and AVE of each dimension.
func (f *structure) qualityTable() report.Table {
	t := report.Table{ID: "convergent", Title: lang.T("组合信度与收敛效度", "Composite reliability and convergent validity"), Columns: []report.Column{
		column("dimension", lang.T("维度", "Dimension")), column("items", lang.T("题数", "Items")), column("alpha", lang.T("Cronbach α", "Cronbach's α")), column("omega", lang.T("ω", "ω")), column("cr", lang.T("组合信度 CR", "CR")), column("ave", lang.T("AVE", "AVE")), column("verdict", lang.T("收敛效度", "Convergent validity"))}}
	for d, q := range f.cfa.Factors {
		items := len(f.study.ItemsOf(f.dims[d]))
		row := report.Row{Ref: "cr/" + f.study.Dimensions[f.dims[d]].ID, Cells: []report.Cell{textCell(f.dimension(d)), numCell(report.Count, float64(items)),
			cell(f.card.Dimensions[f.dims[d]].Alpha[f.o.Measure].Alpha, report.Coef), modelCell(q.Omega, 0), modelCell(q.CR, leastCR), modelCell(q.AVE, leastAVE), {}}}
		if low, known := lowOrImproper(q); known {
			row.Cells[6] = verdictCell(!low)
		}
		t.Rows = append(t.Rows, row)
	}
	t.Notes = []lang.Text{lang.T("CR不低于0.70、AVE不低于0.50为达到（Fornell与Larcker，1981）；由本模型的标准化载荷计算，ω用未标准化载荷。", "Met: CR .70 and AVE .50 or more (Fornell & Larcker 1981), from this model's standardised loadings; ω from the unstandardised ones.")}
	return t
}

// fornellTable has √AVE on the diagonal and the correlations below it.
func (f *structure) fornellTable() report.Table {
	t := f.matrix("fornell-larcker", lang.T("区分效度：Fornell–Larcker", "Discriminant validity: Fornell–Larcker"))
	for a := range f.dims {
		row := report.Row{Cells: []report.Cell{textCell(f.dimension(a))}}
		for b := range f.dims {
			switch {
			case b < a:
				v, lower, ok := f.cfa.Phi[a][b], math.Inf(1), false
				for _, d := range [2]int{a, b} {
					if root, defined := f.rootAVE(d); defined {
						lower, ok = min(lower, root), true
					}
				}
				row.Cells = append(row.Cells, marked(coefCell(v), ok && math.Abs(v) >= lower))
			case b == a:
				c := modelCell(f.cfa.Factors[a].AVE, 0)
				if root, ok := f.rootAVE(a); ok {
					c = coefCell(root)
				}
				row.Cells = append(row.Cells, c)
			default:
				row.Cells = append(row.Cells, report.Cell{})
			}
		}
		t.Rows = append(t.Rows, row)
	}
	t.Notes = []lang.Text{lang.T("对角线为AVE的平方根，下方为因子相关；相关不低于两个维度中较小的平方根时标出：这两个维度区分不开。", "On the diagonal √AVE, below it the factor correlations; a correlation not below the smaller of the two roots is marked: the two dimensions can't be told apart.")}
	return t
}

// rootAVE is √AVE; ok is false where AVE is not defined.
func (f *structure) rootAVE(d int) (root float64, ok bool) {
	e := f.cfa.Factors[d].AVE
	return math.Sqrt(math.Max(0, e.Value)), e.Defined
}

// htmtTable is the heterotrait–monotrait ratio of each pair.
func (f *structure) htmtTable() report.Table {
	t := f.matrix("htmt", lang.T("区分效度：HTMT", "Discriminant validity: HTMT"))
	for a := range f.dims {
		row := report.Row{Cells: []report.Cell{textCell(f.dimension(a))}}
		for b := range f.dims {
			c := report.Cell{}
			if b < a {
				e := f.htmt[a][b]
				c = marked(cell(e, report.Coef), e.Defined && e.Value >= mostHTMT)
			}
			row.Cells = append(row.Cells, c)
		}
		t.Rows = append(t.Rows, row)
	}
	t.Notes = []lang.Text{lang.T("低于0.85为能区分（宽松的界限为0.90），不低于0.85的标出：Henseler、Ringle与Sarstedt（2015）。", "Below .85 (leniently .90) two dimensions are told apart; from .85 on marked: Henseler, Ringle & Sarstedt 2015.")}
	return t
}

// matrix is an empty table of dimensions by dimensions.
func (f *structure) matrix(id string, title lang.Text) report.Table {
	t := report.Table{ID: id, Title: title, Columns: []report.Column{column("dimension", lang.T("维度", "Dimension"))}}
	for d := range f.dims {
		t.Columns = append(t.Columns, column(f.study.Dimensions[f.dims[d]].ID, f.dimension(d)))
	}
	return t
}

func (f *structure) modelNotes(item func(int) lang.Text) []lang.Text {
	notes := []lang.Text{lang.F("最大似然估计，依据 %s 份全部题项都作答的答卷；每题只属于自己的维度，维度之间可以相关。", "Maximum likelihood over %s responses with every item answered; each item belongs to its own dimension, dimensions may correlate.", count(f.cfa.N))}
	if len(f.left) > 0 {
		var names []lang.Text
		for _, d := range f.left {
			names = append(names, f.study.Dimensions[d].Label)
		}
		notes = append(notes, lang.F("%s只有一题，不在模型里。", "%s: one item only, not in the model.", join(names)))
	}
	var rest []stats.Note
	for _, n := range f.cfa.Notes {
		if n.Code != stats.Heywood {
			rest = append(rest, n)
		}
	}
	for d, q := range f.cfa.Factors {
		if n := improperNote(f.dimension(d), q, item); !n.IsZero() {
			notes = append(notes, n)
		}
	}
	return append(notes, structureNotes(item, rest)...)
}

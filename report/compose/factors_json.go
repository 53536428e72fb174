package compose

import (
	"servqual/survey/stats"
)

// FactorsSchema names the JSON of the factors command.
const FactorsSchema = "servqual.factors/1"

// FactorsJSON is the JSON of the factors command.
type FactorsJSON struct {
	Schema       string         `json:"schema"`
	Measure      string         `json:"measure"` // perception, expectation, gap …
	N            int64          `json:"n"`
	Complete     float64        `json:"complete"` // responses with every item answered
	KMO          *KMOJSON       `json:"kmo,omitempty"`
	Bartlett     *ChiJSON       `json:"bartlett,omitempty"`
	Number       *NumberJSON    `json:"number,omitempty"`
	Exploratory  *LoadingsJSON  `json:"exploratory,omitempty"`
	Components   *LoadingsJSON  `json:"components,omitempty"` // principal components, varimax
	Confirmatory *ModelJSON     `json:"confirmatory,omitempty"`
	Notes        []FootnoteJSON `json:"notes,omitempty"`
}

// KMOJSON is the adequacy overall and by item.
type KMOJSON struct {
	FigureJSON
	Items map[string]float64 `json:"msa,omitempty"`
}

// ChiJSON is a χ² test. What is not defined has no statistic and says why.
type ChiJSON struct {
	Chi2  *float64       `json:"chisq,omitempty"`
	DF    *float64       `json:"df,omitempty"`
	P     *float64       `json:"p,omitempty"`
	Notes []FootnoteJSON `json:"notes,omitempty"`
}

// NumberJSON is the number of factors that stand out from chance.
type NumberJSON struct {
	Parallel    *int           `json:"parallel,omitempty"`
	Kaiser      int            `json:"eigenvalues_above_1"`
	Dimensions  int            `json:"dimensions"`
	Eigenvalues []float64      `json:"eigenvalues,omitempty"`
	Random      []float64      `json:"random_95,omitempty"`
	Notes       []FootnoteJSON `json:"notes,omitempty"`
}

// LoadingsJSON is a solution; items stand in the order of the form.
type LoadingsJSON struct {
	Extraction  string         `json:"extraction"`
	Rotation    string         `json:"rotation"`
	Factors     int            `json:"factors"`
	Items       []LoadingJSON  `json:"items,omitempty"`
	Correlation [][]float64    `json:"factor_correlations,omitempty"`
	Explained   []float64      `json:"explained,omitempty"`
	Cumulative  []float64      `json:"cumulative,omitempty"`
	Test        *ChiJSON       `json:"test,omitempty"`
	Notes       []FootnoteJSON `json:"notes,omitempty"`
}

// LoadingJSON is one item.
type LoadingJSON struct {
	ID          string    `json:"id"`
	Loadings    []float64 `json:"loadings"`
	Communality float64   `json:"communality"`
}

// ModelJSON is the confirmatory model of the dimensions.
type ModelJSON struct {
	N         float64         `json:"n"`
	Divisor   string          `json:"chisq_is"` // N*F, (N-1)*F
	Chi2      *ChiJSON        `json:"fit,omitempty"`
	Baseline  *ChiJSON        `json:"baseline,omitempty"`
	CFI       *FigureJSON     `json:"cfi,omitempty"`
	TLI       *FigureJSON     `json:"tli,omitempty"`
	RMSEA     *FigureJSON     `json:"rmsea,omitempty"`
	SRMR      *FigureJSON     `json:"srmr,omitempty"`
	Items     []ModelItemJSON `json:"items,omitempty"`
	Factors   []FactorQuality `json:"dimensions,omitempty"`
	Pairs     []PairJSON      `json:"pairs,omitempty"`
	LeftOut   []string        `json:"left_out,omitempty"` // dimensions of one item
	Iteration int             `json:"iterations,omitempty"`
	Notes     []FootnoteJSON  `json:"notes,omitempty"`
}

// ModelItemJSON is one item of the model.
type ModelItemJSON struct {
	ID        string  `json:"id"`
	Dimension string  `json:"dimension"`
	Loading   float64 `json:"loading"`
	Unique    float64 `json:"residual_variance"`
	Std       float64 `json:"standardised"`
}

// FactorQuality is one dimension of the model.
type FactorQuality struct {
	ID       string     `json:"id"`
	Omega    FigureJSON `json:"omega"`
	CR       FigureJSON `json:"cr"`
	AVE      FigureJSON `json:"ave"`
	Distinct bool       `json:"distinct"`           // Fornell–Larcker
	Improper []string   `json:"improper,omitempty"` // items whose loading is 1 or more: omega, CR and AVE are not defined
}

// PairJSON is a pair of dimensions.
type PairJSON struct {
	A    string     `json:"a"`
	B    string     `json:"b"`
	R    float64    `json:"r"`
	HTMT FigureJSON `json:"htmt"`
}

var extractionKeys = map[stats.Extraction]string{stats.Minres: "minres", stats.MaximumLikelihood: "ml", stats.PrincipalComponents: "pca"}

var rotationKeys = map[stats.Rotation]string{stats.NoRotation: "none", stats.Varimax: "varimax", stats.Promax: "promax", stats.Oblimin: "oblimin"}

var divisorKeys = map[stats.ChiDivisor]string{stats.ChiN: "N*F", stats.ChiNMinus1: "(N-1)*F"}

// FactorsOf makes the JSON of a case, of the wave and unit in focus.
func FactorsOf(c *Case, o FactorOptions) *FactorsJSON {
	v := newView(c)
	out := &FactorsJSON{Schema: FactorsSchema, Measure: measureKey(o.Measure), N: v.now.N()}
	if v.now.N() < v.Cells.Mean {
		out.Notes = []FootnoteJSON{{Code: string(stats.Suppressed), Args: []float64{float64(v.Cells.Mean)}}}
		return out
	}
	f, ok := newStructure(v, o)
	if !ok {
		out.Notes = []FootnoteJSON{{Code: string(stats.NoData)}}
		return out
	}
	out.Complete = f.cross.N
	out.KMO = &KMOJSON{FigureJSON: figureJSON(f.kmo.Overall)}
	for at, m := range f.kmo.Items {
		if out.KMO.Items == nil {
			out.KMO.Items = map[string]float64{}
		}
		out.KMO.Items[f.id(at)] = m
	}
	out.Bartlett = chiJSON(f.bartlett)
	out.Number = &NumberJSON{Kaiser: f.number.Kaiser, Dimensions: f.batteryDimensions(), Eigenvalues: f.number.Eigenvalues, Random: f.number.Random, Notes: footnotesJSON(f.number.Notes)}
	if f.number.Defined {
		out.Number.Parallel = &f.number.Count
	}
	if f.k > 0 {
		out.Exploratory = f.loadingsJSON(f.efa, f.k, o.Extract, o.Rotation)
	}
	if f.spss.Defined {
		out.Components = f.loadingsJSON(f.spss, len(f.spss.Explained), stats.PrincipalComponents, stats.Varimax)
	}
	out.Confirmatory = f.modelJSON()
	return out
}

// id is the item's at a place in the cross products.
func (f *structure) id(at int) string { return f.study.Items[f.items[at]].ID }

func chiJSON(t stats.Test) *ChiJSON {
	if !t.Defined {
		return &ChiJSON{Notes: footnotesJSON(t.Notes)}
	}
	return &ChiJSON{Chi2: &t.Statistic, DF: &t.DF, P: &t.P, Notes: footnotesJSON(t.Notes)}
}

func (f *structure) loadingsJSON(e stats.EFAResult, k int, x stats.Extraction, r stats.Rotation) *LoadingsJSON {
	out := &LoadingsJSON{Extraction: extractionKeys[x], Rotation: rotationKeys[r], Factors: k, Notes: footnotesJSON(e.Notes)}
	if !e.Defined {
		return out
	}
	for at, l := range e.Loadings {
		out.Items = append(out.Items, LoadingJSON{f.id(at), l, e.Communalities[at]})
	}
	out.Correlation, out.Explained, out.Cumulative = e.Phi, e.Explained, e.Cumulative
	if e.Test.Defined {
		out.Test = chiJSON(e.Test)
	}
	return out
}

func (f *structure) modelJSON() *ModelJSON {
	m := f.cfa
	out := &ModelJSON{N: m.N, Divisor: divisorKeys[f.o.Divisor], Notes: footnotesJSON(m.Notes)}
	for _, d := range f.left {
		out.LeftOut = append(out.LeftOut, f.study.Dimensions[d].ID)
	}
	if !m.Defined {
		return out
	}
	out.Chi2, out.Baseline, out.Iteration = chiJSON(m.Chi2), chiJSON(m.Baseline), m.Iteration
	cfi, tli, rmsea, srmr := figureJSON(m.CFI), figureJSON(m.TLI), figureJSON(m.RMSEA), figureJSON(m.SRMR)
	out.CFI, out.TLI, out.RMSEA, out.SRMR = &cfi, &tli, &rmsea, &srmr
	ids := make([]string, len(f.dims))
	for a, d := range f.dims {
		ids[a] = f.study.Dimensions[d].ID
	}
	for i, it := range m.Items {
		out.Items = append(out.Items, ModelItemJSON{f.id(f.at[i]), ids[it.Factor], it.Loading, it.Unique, it.Std})
	}
	for a, q := range m.Factors {
		out.Factors = append(out.Factors, FactorQuality{ids[a], figureJSON(q.Omega), figureJSON(q.CR), figureJSON(q.AVE), q.Distinct, improperIDs(q, func(i int) string { return f.id(f.at[i]) })})
		for b := range a {
			out.Pairs = append(out.Pairs, PairJSON{ids[b], ids[a], m.Phi[a][b], figureJSON(f.htmt[a][b])})
		}
	}
	return out
}

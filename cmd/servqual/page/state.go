package page

import (
	"cmp"
	"slices"

	"servqual/report/compose"
	"servqual/survey"
	"servqual/survey/issue"
	"servqual/survey/lang"
	"servqual/survey/load"
	"servqual/survey/wording"
)

// stateJSON is all that the page shows of a survey.
type stateJSON struct {
	ID         string          `json:"id"`
	Files      []fileJSON      `json:"files"`
	More       int             `json:"more,omitempty"` // files that are not listed
	N          int             `json:"n"`
	Flagged    int             `json:"flagged"`
	First      string          `json:"first,omitempty"` // date
	Last       string          `json:"last,omitempty"`
	Units      []string        `json:"units"`
	Waves      []string        `json:"waves"`
	Scale      scaleJSON       `json:"scale"`
	Instrument string          `json:"instrument,omitempty"`
	Dimensions []dimensionJSON `json:"dimensions"`
	Columns    []columnJSON    `json:"columns"`
	Questions  []questionJSON  `json:"questions"`
	Problems   []problemJSON   `json:"problems"`
	Errors     int             `json:"errors"`
	Warnings   int             `json:"warnings"`
	Scores     *compose.Scores `json:"scores,omitempty"`
	Labels     map[string]any  `json:"labels"` // of dimensions and items, by id
	Draft      bool            `json:"draft"`
	Blocked    bool            `json:"blocked"`
	Kept       bool            `json:"kept"`
	Answered   bool            `json:"answered"`
	Problem    *lang.Text      `json:"problem,omitempty"` // why nothing can be scored
}

type fileJSON struct {
	Name      string `json:"name"`
	Sheet     string `json:"sheet,omitempty"`
	Platform  string `json:"platform"`
	Responses int    `json:"responses"`
}

type scaleJSON struct {
	Min    int            `json:"min"`
	Max    int            `json:"max"`
	Words  map[string]int `json:"words,omitempty"`
	Turned bool           `json:"turned"` // the lowest number is the best answer
}

type dimensionJSON struct {
	ID    string    `json:"id"`
	Label lang.Text `json:"label"`
}

// columnJSON is a column of the first table, and what it is used for.
type columnJSON struct {
	Col       int       `json:"col"` // from 1
	Name      string    `json:"name"`
	Header    string    `json:"header"`
	Role      string    `json:"role"`           // see roles
	Of        string    `json:"of,omitempty"`   // name of an attribute
	Item      string    `json:"item,omitempty"` // id
	Side      string    `json:"side,omitempty"`
	Dimension string    `json:"dimension,omitempty"`
	Turned    bool      `json:"turned,omitempty"`
	Why       lang.Text `json:"why"`
	Sure      bool      `json:"sure"`
	Unread    int       `json:"unread,omitempty"` // cells that were not understood
}

type questionJSON struct {
	Code    string    `json:"code"`
	Title   lang.Text `json:"title"`
	Ask     lang.Text `json:"ask"`
	Got     string    `json:"got,omitempty"`
	Place   string    `json:"place"`
	Blocks  bool      `json:"blocks"`
	Columns []int     `json:"columns,omitempty"`
}

type problemJSON struct {
	Severity string    `json:"severity"`
	Title    lang.Text `json:"title"`
	Place    string    `json:"place"`
	Got      string    `json:"got,omitempty"`
	Want     lang.Text `json:"want"`
	Effect   lang.Text `json:"effect"`
	Count    int       `json:"count"`
}

// What is listed of files and problems; of more the number is said.
const (
	mostFiles    = 50
	mostProblems = 60
)

// level is that of all intervals on the page.
const level = 0.95

// state is what the page shows of a survey that was read.
func (s *Server) state(d *drop) *stateJSON {
	r := d.read
	out := &stateJSON{ID: d.id, N: r.summary.Responses, Flagged: r.summary.Flagged, First: r.summary.FirstDate, Last: r.summary.LastDate,
		Units: r.summary.Units, Waves: r.summary.Waves, Instrument: r.study.Instrument, Draft: r.summary.Draft || r.study.Unconfirmed, Blocked: r.blocked(),
		Kept: d.kept, Answered: d.study != nil, Labels: make(map[string]any), Questions: []questionJSON{}, Problems: []problemJSON{}, Dimensions: []dimensionJSON{}}
	for i, f := range r.summary.Files {
		if i == mostFiles {
			out.More = len(r.summary.Files) - mostFiles
			break
		}
		out.Files = append(out.Files, fileJSON{f.File, f.Sheet, f.Platform, f.Responses})
	}
	out.Scale = scaleJSON{Min: r.study.Scale.Min, Max: r.study.Scale.Max, Words: r.study.Scale.Labels, Turned: turned(r.study)}
	for _, dim := range r.study.Dimensions {
		out.Dimensions = append(out.Dimensions, dimensionJSON{dim.ID, dim.Label})
		out.Labels[dim.ID] = dim.Label
	}
	for _, it := range r.study.Items {
		out.Labels[it.ID] = it.Label
	}
	out.Columns = columnsOf(r)
	out.questions(r)
	out.problems(r)
	switch {
	case r.set == nil:
		why := s.cannotScore(r)
		out.Problem = &why
	case r.set.Total().N() == 0:
		why := lang.T("没有答卷：表头下面没有一行答案，请重新导出", "no responses: there is not one row of answers below the header; export the data again")
		out.Problem = &why
	default:
		out.Scores = compose.TotalScores(r.set, level)
	}
	return out
}

// cannotScore says why there is nothing to score.
func (s *Server) cannotScore(r *reading) lang.Text {
	if len(r.misread) > 0 {
		m := r.misread[0]
		return lang.F("%s：%s。需要的是：%s", "%s: %s. Wanted: %s", lang.Same(m.Pos.String()), m.Code.Title(), m.Want)
	}
	if len(r.study.Items) == 0 {
		return lang.T("没有认出评分题：请在下面的表里把评分的列改为“评分题”", "no rated questions were recognised: set the columns with ratings to \"rated question\" in the table below")
	}
	return s.worded(r.problem)
}

// turned says that all items run from the best answer down.
func turned(study *survey.Study) bool {
	return len(study.Items) > 0 && !slices.ContainsFunc(study.Items, func(it survey.Item) bool { return !it.Reversed })
}

// columnsOf lists the columns of the widest table in use.
func columnsOf(r *reading) []columnJSON {
	file, sheet := widest(r.bindings)
	unread := make(map[int]int)
	for _, i := range r.summary.Issues.Issues() {
		if i.Pos.File == file && i.Pos.Sheet == sheet && i.Pos.Col > 0 && i.Severity >= issue.Warning {
			unread[i.Pos.Col] += i.Count
		}
	}
	var out []columnJSON
	for _, b := range r.bindings {
		if b.File != file || b.Sheet != sheet {
			continue
		}
		c := columnJSON{Col: b.Column, Name: issue.ColumnName(b.Column), Header: wording.OneLine(b.Header), Role: "nothing", Why: b.Reason.Label(), Sure: b.Confidence >= 0.9, Unread: unread[b.Column]}
		switch b.Use {
		case load.UseItem:
			c.Role, c.Item, c.Side = "item", b.Item, b.Side.String()
			if i := r.study.ItemIndex(b.Item); i >= 0 {
				c.Dimension, c.Turned = r.study.Items[i].Dimension, r.study.Items[i].Reversed
			}
		case load.UseWeight:
			c.Role, c.Of = "weight", b.Dimension
		case load.UseField:
			c.Role = b.Field
			if !known(b.Field) {
				c.Role, c.Of = "attribute", b.Field
			}
		case load.UsePersonal:
			c.Role = "personal"
		}
		out = append(out, c)
	}
	return out
}

// widest is the table with the most columns in use.
func widest(bindings []load.Binding) (file, sheet string) {
	type table struct{ file, sheet string }
	used, order := make(map[table]int), []table(nil)
	for _, b := range bindings {
		t := table{b.File, b.Sheet}
		if _, met := used[t]; !met {
			order = append(order, t)
			used[t] = 0
		}
		if b.Use == load.UseItem || b.Use == load.UseField {
			used[t]++
		}
	}
	best := table{}
	for i, t := range order {
		if i == 0 || used[t] > used[best] {
			best = t
		}
	}
	return best.file, best.sheet
}

func known(field string) bool {
	return slices.ContainsFunc(survey.KnownFields(), func(f survey.Field) bool { return f.Name == field })
}

// problems lists what is wrong in the data, the gravest first. Questions stand
// apart.
func (out *stateJSON) problems(r *reading) {
	out.Errors, out.Warnings = r.summary.Issues.Count(issue.Error), r.summary.Issues.Count(issue.Warning)
	for _, i := range r.summary.Issues.Issues() {
		if i.Severity == issue.Question || i.Severity == issue.Info || len(out.Problems) == mostProblems {
			continue
		}
		out.Problems = append(out.Problems, problemJSON{i.Severity.String(), i.Code.Title(), i.Pos.String(), cmp.Or(i.Got, i.Subject), i.Want, i.Effect, i.Count})
	}
}

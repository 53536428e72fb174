package compose

import "servqual/survey/stats"

// PlanSchema names the JSON of the plan command.
const PlanSchema = "servqual.plan/1"

// PlanJSON is the JSON of the plan command. Shares and margins are fractions.
type PlanJSON struct {
	Schema     string           `json:"schema"`
	Population float64          `json:"population,omitempty"`
	Level      float64          `json:"level"`
	Response   float64          `json:"response_rate"`
	Share      PlanSizeJSON     `json:"share"`
	Mean       *PlanSizeJSON    `json:"mean,omitempty"`
	Answers    int64            `json:"answers"`
	Invite     int64            `json:"invitations"`
	Margins    []PlanMarginJSON `json:"margins"`
	Units      []PlanUnitJSON   `json:"units,omitempty"`
}

// PlanSizeJSON is the plan for one aim.
type PlanSizeJSON struct {
	Margin   float64        `json:"margin"`
	Expected float64        `json:"expected_share,omitempty"`
	SD       float64        `json:"sd,omitempty"`
	Infinite *float64       `json:"n0,omitempty"` // large population, not rounded
	Exact    *float64       `json:"n_exact,omitempty"`
	Answers  int64          `json:"answers"`
	Invite   int64          `json:"invitations"`
	Notes    []FootnoteJSON `json:"notes,omitempty"`
}

// PlanMarginJSON is the margin of a number of answers.
type PlanMarginJSON struct {
	Answers int64    `json:"answers"`
	Share   *float64 `json:"share,omitempty"`
	Mean    *float64 `json:"mean,omitempty"`
}

// PlanUnitJSON is a unit's part.
type PlanUnitJSON struct {
	Name        string   `json:"name"`
	Size        int64    `json:"customers"`
	Even        int64    `json:"proportional"`
	EvenMargin  *float64 `json:"proportional_margin,omitempty"`
	Least       int64    `json:"at_least"`
	LeastMargin *float64 `json:"at_least_margin,omitempty"`
	Invite      int64    `json:"invitations"`
	Short       bool     `json:"all_invited,omitempty"` // its customers are fewer than the invitations needed
}

// PlanOf makes the JSON of a plan.
func PlanOf(s SurveyPlan) *PlanJSON {
	p := s.work()
	out := &PlanJSON{Schema: PlanSchema, Population: p.Population, Level: p.Level, Response: p.Response, Answers: p.answers(), Invite: p.needs().Invite, Margins: []PlanMarginJSON{}}
	out.Share = planSizeJSON(p.share, p.Margin)
	out.Share.Expected = p.Share
	if s.SD > 0 && s.MarginScore > 0 {
		m := planSizeJSON(p.mean, p.MarginScore)
		m.SD = p.SD
		out.Mean = &m
	}
	for _, n := range p.ladder {
		share, mean := p.margin(n, p.Population)
		out.Margins = append(out.Margins, PlanMarginJSON{n, defined(share), defined(mean)})
	}
	for _, u := range p.units {
		a, _ := p.margin(u.even, float64(u.Size))
		b, _ := p.margin(u.floor, float64(u.Size))
		out.Units = append(out.Units, PlanUnitJSON{u.Name, u.Size, u.even, defined(a), u.floor, defined(b), u.invite, u.short})
	}
	return out
}

func planSizeJSON(s stats.Sample, margin float64) PlanSizeJSON {
	out := PlanSizeJSON{Margin: margin, Answers: s.Answers, Invite: s.Invite, Notes: footnotesJSON(s.Notes)}
	if s.Defined {
		out.Infinite, out.Exact = &s.Infinite, &s.Exact
	}
	return out
}

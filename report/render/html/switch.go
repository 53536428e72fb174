package html

import (
	"fmt"
	"html/template"

	"servqual/report"
	"servqual/survey/lang"
)

// choiceView is a Switch as the template sees it. Without script all options
// stand below one another; with it the one chosen is shown.
type choiceView struct {
	report.Switch
	Anchor  string
	Options []optionView
}

type optionView struct {
	ID   string
	Name lang.Text
	Body []template.HTML
}

func (r *renderer) choice(s report.Switch) (template.HTML, error) {
	v := choiceView{Switch: s, Anchor: r.anchor("switch-" + s.ID)}
	for i, o := range s.Options {
		x := optionView{ID: fmt.Sprintf("%s-%d", v.Anchor, i+1), Name: o.Name}
		for _, b := range o.Blocks {
			h, err := r.block(b, full)
			if err != nil {
				return "", err
			}
			x.Body = append(x.Body, h)
		}
		v.Options = append(v.Options, x)
	}
	return r.run("switch", v)
}

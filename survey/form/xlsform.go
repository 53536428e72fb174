package form

import (
	"fmt"
	"io"
	"strings"

	"github.com/xuri/excelize/v2"

	"servqual/survey"
	"servqual/survey/lang"
)

// The languages as XLSForm names them: by their own name and code.
var formLanguages = map[lang.Lang]string{lang.Zh: "中文 (zh)", lang.En: "English (en)"}

// xlsform writes the three sheets of an XLSForm: survey, choices, settings.
//
// Names are item codes with the side, TAN1_E, so that both kinds of export are
// recognised: by XML names and by labels. Every label says its side, as export
// by labels leaves out the headings. The columns are those of the XLSForm
// reference (xlsform.org): type, name, label::language (code) and so on.
func (p *paper) xlsform(w io.Writer) error {
	x := &xform{paper: p, langs: p.opt.Lang.Single(), lists: make(map[string]bool)}
	x.meta()
	for i := range p.parts {
		x.part(&p.parts[i])
	}
	s := newSheets()
	defer s.f.Close()
	s.note(s.f.SetSheetName("Sheet1", "survey"))
	for _, name := range []string{"choices", "settings"} {
		_, err := s.f.NewSheet(name)
		s.note(err)
	}
	x.table(s, "survey", append([]string{"type", "name"}, x.per("label", "hint")...), x.survey,
		append([]string{"required", "constraint", "appearance", "calculation"}, x.per("constraint_message")...))
	x.table(s, "choices", append([]string{"list_name", "name"}, x.per("label")...), x.choices, nil)
	x.table(s, "settings", []string{"form_title", "form_id", "version", "default_language", "style"}, x.settings(), nil)
	s.note(s.f.SetDocProps(&excelize.DocProperties{Title: p.title.In(p.opt.Lang), Identifier: "xlsx"}))
	if s.err != nil {
		return fmt.Errorf("XLSForm: %w", s.err)
	}
	return s.f.Write(w)
}

// row is one row of an XLSForm sheet: values by column.
type row map[string]string

// xform gathers the rows.
type xform struct {
	*paper
	langs           []lang.Lang
	survey, choices []row
	lists           map[string]bool
}

// per gives the columns of texts that are translated.
func (x *xform) per(columns ...string) []string {
	var out []string
	for _, c := range columns {
		for _, l := range x.langs {
			out = append(out, c+"::"+formLanguages[l])
		}
	}
	return out
}

// say puts a translated text into a row.
func (x *xform) say(r row, column string, t lang.Text) row {
	if t.IsZero() {
		return r
	}
	for _, l := range x.langs {
		r[column+"::"+formLanguages[l]] = t.In(l)
	}
	return r
}

func (x *xform) add(r row) { x.survey = append(x.survey, r) }

// meta adds the times of the interview and the instrument's name, by which
// load tells editions apart that have the same codes.
func (x *xform) meta() {
	x.add(row{"type": "start", "name": "start"})
	x.add(row{"type": "end", "name": "end"})
	if x.study.Instrument != "" {
		x.add(row{"type": "calculate", "name": "instrument", "calculation": "'" + x.study.Instrument + "'"})
	}
}

func (x *xform) part(part *part) {
	title := part.stem
	if !part.anchors.IsZero() {
		title = lang.F("%s（%s）", "%s (%s)", part.stem, part.anchors)
	}
	x.add(x.say(row{"type": "begin_group", "name": part.code, "appearance": "field-list"}, "label", title))
	for i := range part.questions {
		q := &part.questions[i]
		if q.fieldName() == survey.FieldID {
			continue // the platform numbers the responses
		}
		x.question(part, q)
	}
	if part.weights {
		x.sum(part)
	}
	x.add(row{"type": "end_group", "name": part.code})
}

func (x *xform) question(part *part, q *question) {
	r := row{"name": q.code}
	x.say(r, "label", q.header)
	x.say(r, "hint", q.hint)
	if q.needed {
		r["required"] = "true"
	}
	switch q.kind {
	case rating:
		x.rating(r, q)
	case points:
		r["type"], r["constraint"] = "integer", ". >= 0 and . <= 100"
		x.say(r, "constraint_message", lang.T("请填0到100之间的整数", "Write a whole number from 0 to 100"))
		if q == &part.questions[len(part.questions)-1] {
			r["constraint"] += " and . + " + sumOf(part.questions[:len(part.questions)-1]) + " = 100"
			x.say(r, "constraint_message", lang.T("各项合计须为100", "The total must be 100"))
		}
	case choice:
		r["type"] = "select_one " + q.code
		x.list(q.code, q.names, nil)
	case day:
		r["type"] = "date"
	default:
		r["type"] = "text"
		if q.fieldName() == survey.FieldComment {
			r["appearance"] = "multiline"
		}
	}
	x.add(r)
}

// rating asks for a number: one of a row of buttons, or written where the
// scale is wide.
func (x *xform) rating(r row, q *question) {
	if q.hi-q.lo >= inlineMax {
		r["type"], r["constraint"] = "integer", fmt.Sprintf(". >= %d and . <= %d", q.lo, q.hi)
		x.say(r, "constraint_message", lang.F("请填%d到%d之间的整数", "Write a whole number from %d to %d", q.lo, q.hi))
		return
	}
	list := strings.ReplaceAll(fmt.Sprintf("scale_%d_%d", q.lo, q.hi), "-", "minus")
	var names []lang.Text
	var codes []string
	for v := q.lo; v <= q.hi; v++ {
		names, codes = append(names, lang.Same(fmt.Sprint(v))), append(codes, fmt.Sprint(v))
	}
	if !q.none.IsZero() {
		list += "_none"
		names, codes = append(names, q.none), append(codes, "none")
	}
	r["type"] = "select_one " + list
	if q.none.IsZero() {
		r["appearance"] = "likert"
	} else {
		r["appearance"] = "quick horizontal-compact"
	}
	x.list(list, names, codes)
}

// list adds a list of choices once. Without codes the choices' names are their
// English wordings, which load knows.
func (x *xform) list(list string, names []lang.Text, codes []string) {
	if x.lists[list] {
		return
	}
	x.lists[list] = true
	for i, n := range names {
		code := n.In(lang.En)
		if codes != nil {
			code = codes[i]
		}
		x.choices = append(x.choices, x.say(row{"list_name": list, "name": code}, "label", n))
	}
}

// sumOf adds answers, those not given yet as 0.
func sumOf(qs []question) string {
	var out []string
	for i := range qs {
		out = append(out, "coalesce(${"+qs[i].code+"}, 0)")
	}
	return strings.Join(out, " + ")
}

// sum shows the running total below the weights.
func (x *xform) sum(part *part) {
	x.add(row{"type": "calculate", "name": "points_total", "calculation": sumOf(part.questions)})
	x.add(x.say(row{"type": "note", "name": "points_note"}, "label", lang.T("目前合计：${points_total} / 100", "Total so far: ${points_total} of 100")))
}

// settings is the one row that names the form.
func (x *xform) settings() []row {
	id := x.study.Instrument
	if id == "" {
		id = "servqual"
	}
	r := row{"form_title": x.title.In(x.opt.Lang), "form_id": identifier(id), "version": "1", "style": "pages"}
	r["default_language"] = formLanguages[x.langs[0]]
	return []row{r}
}

// table writes a sheet: a head, the rows, columns that nobody uses left out.
func (x *xform) table(s *sheets, sheet string, columns []string, rows []row, more []string) {
	used := make(map[string]bool)
	for _, r := range rows {
		for c := range r {
			used[c] = true
		}
	}
	n := 0
	for _, c := range append(columns, more...) {
		if !used[c] {
			continue
		}
		n++
		s.put(sheet, n, 1, c, look{name: "xhead", bold: true, fill: band(0), colour: ink, down: "center"})
		longest := len(c)
		for i, r := range rows {
			if v := r[c]; v != "" {
				s.note(s.f.SetCellStr(sheet, name(n, i+2), v))
				longest = max(longest, len(v))
			}
		}
		s.width(sheet, n, n, float64(min(60, longest+3)))
	}
	s.note(s.f.SetPanes(sheet, &excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}))
}

package form

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"servqual/survey"
	"servqual/survey/lang"
	"servqual/survey/load"
)

// table reads a sheet of a form: rows by column.
func table(t *testing.T, f *excelize.File, sheet string) []row {
	t.Helper()
	rows, err := f.GetRows(sheet)
	if err != nil {
		t.Fatal(err)
	}
	var out []row
	for _, r := range rows[1:] {
		m := row{}
		for i, v := range r {
			if v != "" {
				m[rows[0][i]] = v
			}
		}
		out = append(out, m)
	}
	return out
}

var (
	formName  = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_.-]*$`)
	reference = regexp.MustCompile(`\$\{([^}]*)\}`)
)

// TestXLSFormKeepsTheRules checks what converters of XLSForms refuse: unknown
// types, names twice or malformed, lists and references that lead nowhere,
// groups not closed, labels left out in one language.
func TestXLSFormKeepsTheRules(t *testing.T) {
	types := map[string]bool{"start": true, "end": true, "calculate": true, "begin_group": true, "end_group": true, "note": true, "text": true, "integer": true, "date": true}
	for _, s := range instruments() {
		for _, l := range languages() {
			t.Run(s.Instrument+"/"+l.String(), func(t *testing.T) {
				var b bytes.Buffer
				if err := Write(&b, s, XLSForm, options(s, l)); err != nil {
					t.Fatal(err)
				}
				f, err := excelize.OpenReader(&b)
				if err != nil {
					t.Fatal(err)
				}
				defer f.Close()
				if got := strings.Join(f.GetSheetList(), " "); got != "survey choices settings" {
					t.Errorf("sheets %s", got)
				}
				lists := make(map[string]map[string]bool)
				for _, c := range table(t, f, "choices") {
					if lists[c["list_name"]] == nil {
						lists[c["list_name"]] = make(map[string]bool)
					}
					if lists[c["list_name"]][c["name"]] || c["name"] == "" || strings.Contains(c["name"], " ") {
						t.Errorf("choice %v", c)
					}
					lists[c["list_name"]][c["name"]] = true
					translated(t, c, l)
				}
				names := make(map[string]bool)
				depth := 0
				survey := table(t, f, "survey")
				for _, r := range survey {
					if r["type"] != "end_group" {
						if !formName.MatchString(r["name"]) || names[r["name"]] {
							t.Errorf("name %q", r["name"])
						}
						names[r["name"]] = true
					}
					typ, list, _ := strings.Cut(r["type"], " ")
					switch {
					case typ == "select_one":
						if lists[list] == nil {
							t.Errorf("%s asks of list %q, which is not there", r["name"], list)
						}
					case !types[r["type"]]:
						t.Errorf("type %q", r["type"])
					}
					switch typ {
					case "begin_group":
						depth++
					case "end_group":
						depth--
					}
					if typ != "start" && typ != "end" && typ != "calculate" && typ != "end_group" {
						translated(t, r, l)
					}
				}
				for _, r := range survey {
					for _, v := range r {
						for _, m := range reference.FindAllStringSubmatch(v, -1) {
							if !names[m[1]] {
								t.Errorf("%s refers to %s, which is not there", r["name"], m[1])
							}
						}
					}
				}
				if depth != 0 {
					t.Errorf("%d groups are not closed", depth)
				}
			})
		}
	}
}

// translated demands a label in each language of the form.
func translated(t *testing.T, r row, l lang.Lang) {
	t.Helper()
	for _, x := range l.Single() {
		if r["label::"+formLanguages[x]] == "" {
			t.Errorf("%v has no label in %v", r, x)
		}
	}
	if len(l.Single()) == 1 && len(r) > 0 {
		for c := range r {
			for x, name := range formLanguages {
				if strings.HasSuffix(c, name) && x != l {
					t.Errorf("column %s in a form in %v", c, l)
				}
			}
		}
	}
}

// exported writes what KoboToolbox hands out for a form: XML names and values,
// or labels in one language, and its own columns at the end.
func exported(t *testing.T, a answered, form []byte, labels lang.Lang) []byte {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(form))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	column := "label::" + formLanguages[labels]
	choices := make(map[string]string)
	for _, c := range table(t, f, "choices") {
		choices[c["list_name"]+" "+c["name"]] = c[column]
	}
	var head []string
	rows := make([][]string, a.n)
	add := func(h string, v func(r int) string) {
		head = append(head, h)
		for r := range rows {
			rows[r] = append(rows[r], v(r))
		}
	}
	for _, q := range table(t, f, "survey") {
		typ, list, _ := strings.Cut(q["type"], " ")
		h := q["name"]
		if labels != 0 && q[column] != "" {
			h = q[column]
		}
		switch typ {
		case "begin_group", "end_group":
		case "start", "end":
			add(h, func(r int) string { return fmt.Sprintf("2026-10-%02dT09:%02d:00.000+08:00", 1+r%28, r) })
		case "note":
			add(h, func(int) string { return "" })
		case "calculate":
			add(h, func(int) string {
				if q["name"] == "instrument" {
					return strings.Trim(q["calculation"], "'")
				}
				return "100"
			})
		default:
			add(h, func(r int) string {
				v := a.value[q["name"]][r]
				if typ == "select_one" && labels != 0 {
					return choices[list+" "+v]
				}
				return v
			})
		}
	}
	for _, c := range []string{"_id", "_uuid", "_submission_time", "_validation_status", "_notes", "_status", "_submitted_by", "__version__", "_tags", "_index"} {
		add(c, func(r int) string {
			switch c {
			case "_submission_time":
				return fmt.Sprintf("2026-10-%02dT09:%02d:30", 1+r%28, r)
			case "_uuid":
				return fmt.Sprintf("5f0c2a1e-%04d-4b3c-9d2e-0123456789ab", r)
			case "_id", "_index":
				return fmt.Sprint(r + 1)
			}
			return ""
		})
	}
	var out bytes.Buffer
	w := csv.NewWriter(&out)
	w.Comma = ';'
	w.Write(head)
	w.WriteAll(rows)
	return out.Bytes()
}

func TestKoboExportOfTheFormIsRecognised(t *testing.T) {
	for _, s := range instruments() {
		opt := options(s, lang.Both)
		p := newPaper(s, opt)
		var form bytes.Buffer
		if err := Write(&form, s, XLSForm, opt); err != nil {
			t.Fatal(err)
		}
		a := respondents(p, 24)
		for name, labels := range map[string]lang.Lang{"names": 0, "zh": lang.Zh, "en": lang.En} {
			t.Run(s.Instrument+"/"+name, func(t *testing.T) {
				b := reload(t, "kobo.csv", exported(t, a, form.Bytes(), labels))
				verify(t, withoutID(p), a, b, load.Kobo)
			})
		}
	}
}

// withoutID is the form as a platform asks it: the platform numbers and dates
// the responses.
func withoutID(p *paper) *paper {
	q := *p
	q.opt.Fields = nil
	for _, f := range p.fields() {
		if f != survey.FieldID && f != survey.FieldDate {
			q.opt.Fields = append(q.opt.Fields, f)
		}
	}
	return &q
}

package load_test

import (
	csvfile "encoding/csv"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"testing"

	"servqual/survey"
	"servqual/survey/issue"
	"servqual/survey/load"
)

const platformDir = "../../fixtures/platforms"

// truth is what the customers of fixtures/platforms answered, by id:
// 22 expectations and 22 perceptions, −1 for none.
type truth struct {
	ids     []string
	answers map[string][]int
	overall map[string]int
	branch  map[string]string
}

func readTruth(t testing.TB) truth {
	t.Helper()
	f, err := os.Open(filepath.Join(platformDir, "answers.csv"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csvfile.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	out := truth{answers: map[string][]int{}, overall: map[string]int{}, branch: map[string]string{}}
	for _, r := range rows[1:] {
		out.ids = append(out.ids, r[0])
		out.branch[r[0]] = r[1]
		for _, c := range r[2:46] {
			out.answers[r[0]] = append(out.answers[r[0]], number(c))
		}
		out.overall[r[0]] = number(r[46])
	}
	return out
}

func number(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		return -1
	}
	return n
}

// germanStudy is the battery as the German installation words it.
func germanStudy() *survey.Study {
	s := battery("servqual-22", survey.Expectation, survey.Perception)
	names := []string{"Moderne Ausstattung", "Ansprechende Räume", "Gepflegtes Personal", "Ansprechende Unterlagen", "Zusagen eingehalten", "Ernsthafte Problemlösung", "Gleich beim ersten Mal richtig", "Pünktliche Leistung", "Fehlerfreie Unterlagen",
		"Sagt, wann es fertig ist", "Zügige Bedienung", "Hilfsbereitschaft", "Nie zu beschäftigt", "Weckt Vertrauen", "Fühlt sich sicher an", "Höflichkeit", "Fachkenntnis",
		"Persönliche Beachtung", "Passende Öffnungszeiten", "Zuwendung des Personals", "Im Sinne des Kunden", "Versteht den Bedarf"}
	for i := range s.Items {
		s.Items[i].Aliases = []string{names[i]}
	}
	return s
}

// TestPlatforms reads the same survey from the export of every platform. The
// expected values are those of answers.csv, written by the generator from the
// same draw; rows, unfinished responses and header rows are known from the
// generator.
func TestPlatforms(t *testing.T) {
	want := readTruth(t)
	cases := []struct {
		file, platform string
		header         int
		unfinished     int
		study          *survey.Study
		overall        bool
		branch         bool
		waves          []string
	}{
		{"answers.csv", load.HandKept, 1, 0, nil, true, true, nil},
		{"qualtrics-numeric.csv", load.Qualtrics, 3, 1, nil, true, false, []string{"2026-10"}},
		{"qualtrics-labels.csv", load.Qualtrics, 3, 1, nil, true, false, []string{"2026-10"}},
		{"qualtrics-legacy.csv", load.Qualtrics, 2, 1, nil, false, false, []string{"2026-10"}},
		{"surveymonkey-latin1.csv", load.SurveyMonkey, 2, 0, nil, true, false, []string{"2026-10"}},
		{"limesurvey-codes.csv", load.LimeSurvey, 1, 1, nil, true, false, []string{"2026-10"}},
		{"limesurvey-codetext.csv", load.LimeSurvey, 1, 1, nil, true, false, []string{"2026-10"}},
		{"limesurvey-german.csv", load.LimeSurvey, 1, 1, germanStudy(), false, false, []string{"2026-10"}},
		{"google-forms.csv", load.GoogleForms, 1, 0, nil, true, true, []string{"2026-10"}},
		{"google-forms.xlsx", load.GoogleForms, 1, 0, nil, false, false, []string{"2026-10"}},
		{"microsoft-forms.xlsx", load.MicrosoftForms, 1, 0, nil, true, false, []string{"2026-10"}},
		{"kobo.xlsx", load.Kobo, 1, 0, nil, true, true, []string{"2026-10"}},
		{"typeform.csv", load.Typeform, 1, 1, nil, true, false, []string{"2026-10"}},
		{"wjx-text.xls", load.Wenjuanxing, 1, 0, nil, true, true, []string{"2026-10"}},
		{"wjx-gbk.csv", load.Wenjuanxing, 1, 0, nil, true, true, []string{"2026-10"}},
		{"wjx-code.xlsx", load.Wenjuanxing, 1, 0, nil, true, true, []string{"2026-10"}},
		{"tencent.csv", load.Tencent, 1, 1, nil, true, true, []string{"2026-10"}},
		{"sosci-utf16.csv", load.SoSci, 2, 1, nil, false, false, []string{"2026-10"}},
		{"jotform.csv", load.Jotform, 1, 0, nil, true, true, []string{"2026-10"}},
		{"sheet-merged.xlsx", load.HandKept, 4, 0, nil, true, true, []string{"2026-10"}},
		{"sheet-pairs.xlsx", load.HandKept, 2, 0, nil, false, true, []string{"2026-10"}},
		{"template.xlsx", load.Template, 3, 0, nil, true, true, nil},
	}
	for _, c := range cases {
		t.Run(c.file, func(t *testing.T) {
			opt := options()
			opt.Study = c.study
			r := mustRead(t, opt, load.Input{Path: filepath.Join(platformDir, c.file)})
			f := r.sum.Files[0]
			if f.Platform != c.platform || f.HeaderRows != c.header || f.Responses != 24 || f.Unfinished != c.unfinished {
				t.Errorf("platform %s header %d responses %d unfinished %d, want %s %d 24 %d", f.Platform, f.HeaderRows, f.Responses, f.Unfinished, c.platform, c.header, c.unfinished)
			}
			if n := r.sum.Issues.Count(issue.Error); n > 0 {
				t.Errorf("%d errors", n)
			}
			if len(r.answers) != 44 {
				t.Errorf("%d answer columns, want 44", len(r.answers))
			}
			wrong := 0
			for i, id := range want.ids {
				for k := range 44 {
					side := survey.Expectation
					if k >= 22 {
						side = survey.Perception
					}
					col := r.answers[r.study.Items[k%22].ID+" "+side.String()]
					if i >= len(col) || col[i] != want.answers[id][k] {
						wrong++
						if wrong < 4 {
							got := "nothing"
							if i < len(col) {
								got = strconv.Itoa(col[i])
							}
							t.Errorf("respondent %s %s %s = %s, want %d", id, r.study.Items[k%22].ID, side, got, want.answers[id][k])
						}
					}
				}
				if c.overall {
					if got := r.scores[survey.FieldOverall]; i >= len(got) || (got[i].Valid() || want.overall[id] > 0) && int(got[i]) != want.overall[id] {
						t.Errorf("respondent %s overall = %v, want %d", id, got, want.overall[id])
					}
				}
				if c.branch && (i >= len(r.groups[survey.FieldUnit]) || r.groups[survey.FieldUnit][i] != want.branch[id]) {
					t.Errorf("respondent %s unit = %v, want %s", id, r.groups[survey.FieldUnit], want.branch[id])
				}
			}
			if !slices.Equal(r.sum.Waves, c.waves) && len(r.sum.Waves)+len(c.waves) > 0 {
				t.Errorf("waves %v, want %v", r.sum.Waves, c.waves)
			}
			if t.Failed() {
				t.Log("\n" + r.dump())
			}
		})
	}
}

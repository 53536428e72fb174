package compose

import (
	"bytes"
	"context"
	"strings"
	"testing"

	"servqual/fixtures/network"
	"servqual/report"
	"servqual/servqual"
	"servqual/survey"
	"servqual/survey/lang"
	"servqual/survey/load"
	"servqual/survey/tally"
)

// rareQuestion is a network of four branches with 20 to 40 answers each in one
// month, of which one has three answers about the overall satisfaction.
func rareQuestion(t *testing.T) (c *Case, rare string) {
	t.Helper()
	var b bytes.Buffer
	o := network.Options{Seed: 5, Levels: []network.Level{{Branches: 4}}, Months: 1, MinSize: 20, MaxSize: 40}
	if err := network.New(o).WriteCSV(&b); err != nil {
		t.Fatal(err)
	}
	lines, kept := strings.Split(strings.TrimSpace(b.String()), "\n"), 0
	at := len(strings.Split(lines[0], ",")) - 2 // overall, nps
	for i, line := range lines[1:] {
		cells := strings.Split(line, ",")
		if rare == "" {
			rare = cells[2]
		}
		if cells[2] == rare {
			if kept++; kept > 3 {
				cells[at] = ""
			} else {
				cells[at] = "7"
			}
		}
		lines[i+1] = strings.Join(cells, ",")
	}
	opt := load.Default()
	opt.Presets, opt.Workers = servqual.Presets(), 1
	src, err := load.Open([]load.Input{{Name: "network.csv", Data: []byte(strings.Join(lines, "\n") + "\n")}}, opt)
	if err != nil {
		t.Fatal(err)
	}
	defer src.Close()
	set := tally.NewSet(tally.NewPlan(src.Study(), tally.Options{Items: true, Links: true}), survey.FieldUnit, survey.FieldWave)
	sum, err := src.Read(context.Background(), func(_ int, b *survey.Batch) error { set.Add(b); return nil })
	if err != nil {
		t.Fatal(err)
	}
	return &Case{Set: set, Summary: sum, Lang: lang.En, Level: 0.95, Version: "test"}, rare
}

// A question that three respondents of one branch answered: its average is not
// in the table of indices, nor does it follow from the total there, nor is it
// on the branch's page.
func TestRareQuestionWithheld(t *testing.T) {
	c, rare := rareQuestion(t)
	table := func(d *report.Document, id string) (found report.Table) {
		for _, s := range d.Sections {
			for _, b := range s.Blocks {
				if x, ok := b.(report.Table); ok && x.ID == id {
					found = x
				}
			}
		}
		return found
	}
	t1 := table(regionalOf(t, c, quick()), "unit-indices")
	if len(t1.Rows) != 5 {
		t.Fatalf("%d rows, want four branches and the total", len(t1.Rows))
	}
	for k, col := range t1.Columns {
		if col.ID != survey.FieldOverall {
			continue
		}
		hidden := 0
		for _, row := range t1.Rows[:4] {
			if !row.Cells[k].Number.Defined {
				hidden++
			} else if row.Cells[0].Text.En == rare {
				t.Error("the average of three answers is in the table")
			}
		}
		if hidden != 2 || !t1.Rows[4].Cells[k].Number.Defined {
			t.Errorf("%d branches withheld beside the total, want 2", hidden)
		}
	}
	shown := 0
	for _, name := range namesOfUnits(c) {
		x := *c
		x.Unit = name
		for _, tile := range newView(&x).tiles() {
			if tile.Ref == "mean/overall" && tile.Value.Defined {
				if shown++; name == rare {
					t.Error("the average of three answers is on the branch's page")
				}
			}
		}
	}
	if shown != 2 {
		t.Errorf("%d branches' pages show the overall satisfaction, want 2", shown)
	}
}

func namesOfUnits(c *Case) (out []string) {
	for _, s := range c.Set.Rollup(survey.FieldUnit).Segments() {
		out = append(out, s.Names[0])
	}
	return out
}

// The oracle's customers in segments of one to many: of those with fewer than
// five responses no format gives a figure, and never of one segment alone.
func TestSmallSegmentsWithheld(t *testing.T) {
	set := streamSet(t, "servqual-22").Rollup(survey.FieldUnit)
	small, hidden := 0, map[string]bool{}
	for _, s := range scoresOf(t, set, AllFigures, DefaultCells).Segments {
		if s.N < 5 {
			small++
		}
		if s.Withheld {
			hidden[s.Names[survey.FieldUnit]] = true
		}
		if bare := len(s.Items) == 0 && len(s.Outcomes) == 0 && s.Overall.Servperf == nil; bare != s.Withheld || s.N < 5 && !bare {
			t.Errorf("%v with n = %d: withheld %v, bare %v", s.Names, s.N, s.Withheld, bare)
		}
	}
	if small == 0 || len(hidden) < max(2, small) {
		t.Fatalf("%d small segments, %d withheld", small, len(hidden))
	}
	for row := range ScoreRows(set, 0.95, AllFigures, DefaultCells) {
		if hidden[row[0]] && row[1] != "withheld" {
			t.Errorf("CSV gives %v", row)
		}
	}
	for _, s := range scoresOf(t, set, AllFigures, ShowSmall).Segments {
		if s.Withheld || len(s.Items) == 0 {
			t.Errorf("%v is withheld from the owner", s.Names)
		}
	}
	c := &Case{Set: streamSet(t, "servqual-22").Rollup(survey.FieldUnit)}
	for name := range hidden {
		c.Unit, c.Cells = name, Cells{}
		if _, withheld := UnitWithheld(c); !withheld && name != "" {
			t.Errorf("%s alone is not withheld", name)
		}
		if c.Cells = ShowSmall; name != "" {
			if _, withheld := UnitWithheld(c); withheld {
				t.Errorf("%s alone is withheld from the owner", name)
			}
		}
	}
}

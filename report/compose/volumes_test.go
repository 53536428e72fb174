package compose

import (
	"slices"
	"strings"
	"testing"

	"servqual/fixtures/network"
	"servqual/report"
	"servqual/survey/lang"
	"servqual/survey/stats"
)

func kinds(blocks []report.Block) string {
	var out []string
	for _, b := range blocks {
		switch b.(type) {
		case report.FigureBlock:
			out = append(out, "figure")
		case report.Table:
			out = append(out, "table")
		case report.Notes:
			out = append(out, "notes")
		case report.List:
			out = append(out, "list")
		case report.Side:
			out = append(out, "side")
		case report.Signatures:
			out = append(out, "signatures")
		default:
			out = append(out, "other")
		}
	}
	return strings.Join(out, " ")
}

// TestDivide: tables go to the appendix with the notes below them; the notes of
// what is read stay, and so does all of a section that is tables only.
func TestDivide(t *testing.T) {
	figure, table, notes, list := report.FigureBlock{}, report.Table{}, report.Notes{}, report.List{}
	for _, c := range []struct {
		section      report.Section
		read, looked string
	}{
		{report.Section{Blocks: []report.Block{figure, notes, table, notes, list}}, "figure notes list", "table notes"},
		{report.Section{Blocks: []report.Block{table, notes}}, "table notes", ""},
		{report.Section{Blocks: []report.Block{table, figure}, Detail: []report.Block{list}}, "figure", "table list"},
		{report.Section{Blocks: []report.Block{figure, table}, Appendix: true}, "figure table", ""},
		{report.Section{Blocks: []report.Block{figure, table}, Interactive: true}, "figure table", ""},
		{report.Section{Blocks: []report.Block{report.Side{Left: []report.Block{table}, Right: []report.Block{list}}, report.Side{Left: []report.Block{table}}}}, "side", "side"},
	} {
		if got := divide(c.section); kinds(got.Blocks) != c.read || kinds(got.Detail) != c.looked {
			t.Errorf("of %q: read %q, looked up %q, want %q and %q", kinds(c.section.Blocks), kinds(got.Blocks), kinds(got.Detail), c.read, c.looked)
		}
	}
}

// TestVolumes: what is read comes first and ends with the lines to sign on;
// chapters without data become one line of the first page.
func TestVolumes(t *testing.T) {
	absent := func(what string) report.Section {
		return report.Section{ID: what, Blocks: []report.Block{report.Absent{What: lang.Same(what), Collect: lang.Same("x")}}}
	}
	first := report.Section{ID: "verdict", Blocks: []report.Block{report.List{}, report.List{Items: []report.ListItem{{Text: lang.Same("caveat")}}}}}
	got := volumes([]report.Section{first, {ID: "data", Appendix: true}, absent("trend"), {ID: "items", Blocks: []report.Block{report.FigureBlock{}}}, absent("gaps")})
	var ids []string
	for _, s := range got {
		ids = append(ids, s.ID)
	}
	if want := []string{"verdict", "items", "data"}; !slices.Equal(ids, want) {
		t.Fatalf("sections %v, want %v", ids, want)
	}
	if k := kinds(got[1].Blocks); k != "figure signatures" {
		t.Errorf("the last section to read has %q", k)
	}
	items := got[0].Blocks[1].(report.List).Items
	if len(items) != 2 || items[1].Text.En != "No data, and so not in this report: trend (x) and gaps (x)." {
		t.Errorf("the first page closes with %+v", items)
	}
	if n := len(first.Blocks[1].(report.List).Items); n != 1 {
		t.Errorf("the section given now has %d caveats", n)
	}
	if volumes(nil) != nil {
		t.Error("no sections became some")
	}
}

// TestReportName: a report is named by what its wave is.
func TestReportName(t *testing.T) {
	for name, want := range map[string]string{
		"2026-10": "月度服务质量报告", "2026-Q3": "季度服务质量报告", "2026": "年度服务质量报告", "2026-W40": "服务质量报告", "改版前": "服务质量报告", "2026-Q5": "服务质量报告",
	} {
		v := &view{waves: []wave{{name: name}}}
		if got := v.reportName().Zh; got != want {
			t.Errorf("of %s: %s, want %s", name, got, want)
		}
	}
	if got := (&view{at: -1}).reportName().Zh; got != "服务质量调查报告" {
		t.Errorf("without waves: %s", got)
	}
}

// TestPlace: the report on a unit says of its place what the report on all units
// says.
func TestPlace(t *testing.T) {
	o := network.Default(3)
	o.Months = 2
	c := caseOfNetwork(t, o)
	said := map[stats.Tier]string{stats.TierAbove: "高于一般水平", stats.TierBelow: "低于一般水平", stats.TierNotDistinguishable: "没有可靠差别", 0: "不与其他单位比较"}
	seen := map[string]bool{}
	c.Share()
	for _, row := range newView(c).unitRows() {
		own := *c
		own.Unit = row.name
		want := said[row.tier]
		if got := newView(&own).place(); !strings.Contains(got.Zh, want) || !strings.Contains(got.Zh, row.name) {
			t.Errorf("%s: %q, want that it %s", row.name, got.Zh, want)
		}
		seen[want] = true
	}
	if len(seen) < 2 {
		t.Errorf("only %v was tried", seen)
	}
	if got := newView(c).place(); !got.IsZero() {
		t.Errorf("all units together have a place: %q", got.Zh)
	}
}

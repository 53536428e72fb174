package compose

import (
	"slices"

	"servqual/gap"
	"servqual/report"
	"servqual/survey"
	"servqual/survey/lang"
	"servqual/survey/stats"
	"servqual/survey/tally"
)

// withheldFields says by unit which numeric fields (overall satisfaction,
// recommendation) are withheld, given the segments of one wave by unit: those
// that fewer than least of the unit's respondents answered, and where a single
// unit's would follow from the total, the next smallest too (method A.12).
func withheldFields(study *survey.Study, units []tally.Segment, least int64) map[string]map[string]bool {
	out := make(map[string]map[string]bool, len(units))
	for _, u := range units {
		out[u.Names[0]] = map[string]bool{}
	}
	for _, f := range study.Fields {
		if f.Kind != survey.ScoreField {
			continue
		}
		ns := make([]int64, len(units))
		for i, u := range units {
			ns[i] = int64(u.Tally.OutcomeFreq(f.Name).N())
		}
		for i, hide := range gap.Suppress(ns, least) {
			if hide {
				out[units[i].Names[0]][f.Name] = true
			}
		}
	}
	return out
}

// fieldWithheld says that a numeric field's index is not shown: withheld for the
// unit, or answered by fewer than Cells.Mean in one wave of several. The total
// of a file as a whole is never withheld.
func (v *view) fieldWithheld(name string) bool {
	return v.hiddenFields[name] || (v.Unit != "" || len(v.waves) > 1) && int64(v.now.OutcomeFreq(name).N()) < v.Cells.Mean
}

// hideTile takes the figures of f out of a tile and says why they are missing.
func (v *view) hideTile(t report.Tile, f stats.Freq) report.Tile {
	t = report.Tile{Label: t.Label, Ref: t.Ref, Note: withheldWord}
	if int64(f.N()) < v.Cells.Mean {
		t.Note = noteText(stats.Note{Code: stats.Suppressed, Args: []float64{float64(v.Cells.Mean)}})
	}
	return t
}

// ShowSmall are the cells of a run whose user owns the data and asked to see
// small segments too: nothing is withheld, and every page says so.
var ShowSmall = Cells{Mean: 1, Distribution: 1}

// tableSegments bounds the table whose rows and columns are looked after: the
// search for loops grows with the square of the withheld cells.
const tableSegments = 1000

// withheldSegments says which segments of a set show no figure but their number
// of responses: those of fewer than least, and their complements. Of a table of
// two fields the complements hold against the totals of its rows and columns
// too; with more fields, or more than tableSegments segments, against the total
// alone. It depends on nothing but the numbers of responses, so that two runs
// with different figures withhold the same.
func withheldSegments(set *tally.Set, least int64) []bool {
	if len(set.By()) == 0 {
		return nil
	}
	names, ns := sizesOf(set)
	if len(set.By()) != 2 || len(ns) > tableSegments {
		return gap.Suppress(ns, least)
	}
	var (
		index = [2]map[string]int{{}, {}}
		place = func(k int, name string) int {
			if _, ok := index[k][name]; !ok {
				index[k][name] = len(index[k])
			}
			return index[k][name]
		}
	)
	for _, x := range names {
		place(0, x[0])
		place(1, x[1])
	}
	table := make([][]int64, len(index[0]))
	for r := range table {
		table[r] = make([]int64, len(index[1]))
	}
	for i, x := range names {
		table[index[0][x[0]]][index[1][x[1]]] = ns[i]
	}
	cells, _, _ := gap.SuppressTable(table, least)
	hide := make([]bool, len(ns))
	for i, x := range names {
		hide[i] = cells[index[0][x[0]]][index[1][x[1]]]
	}
	return hide
}

// sizesOf lists the segments of a set with their numbers of responses.
func sizesOf(set *tally.Set) (names [][]string, ns []int64) {
	for _, s := range set.Segments() {
		names, ns = append(names, s.Names), append(ns, s.Tally.N())
	}
	return names, ns
}

// UnitWithheld says that the figures of the unit in focus are not shown, with
// its number of responses in that wave: too few, or the complement of a unit
// with too few.
func UnitWithheld(c *Case) (n int64, withheld bool) {
	least := c.Cells.Mean
	if c.Cells == (Cells{}) {
		least = DefaultCells.Mean
	}
	set := c.Set
	if w := c.FocusWave(); w != "" && slices.Contains(set.By(), survey.FieldWave) {
		set = set.Filter(survey.FieldWave, func(name string) bool { return name == w })
	}
	if c.Unit == "" || !slices.Contains(set.By(), survey.FieldUnit) {
		return 0, false
	}
	names, ns := sizesOf(set.Rollup(survey.FieldUnit))
	for i, hide := range gap.Suppress(ns, least) {
		if names[i][0] == c.Unit {
			return ns[i], hide
		}
	}
	return 0, false
}

// markSmall says on every page that small segments are shown.
func markSmall(d *report.Document, cells Cells) *report.Document {
	if d == nil || cells != ShowSmall {
		return d
	}
	word := lang.T("含不足 5 份的组，仅供数据所有者", "Small segments shown, for the data's owner only")
	if d.Header.IsZero() {
		d.Header = word
	} else {
		d.Header = lang.F("%s · %s", "%s · %s", word, d.Header)
	}
	d.Title = lang.F("%s（%s）", "%s (%s)", d.Title, word)
	return d
}

// smallNote tells what is done with small segments.
func smallNote(cells Cells) lang.Text {
	if cells == ShowSmall {
		return lang.T("按数据所有者的要求，答卷很少的组也列出得分；请勿转发。", "Scores of small segments are shown at the wish of the data's owner: do not pass them on.")
	}
	return lang.F("不足 %d 份答卷的组只列出答卷数，以免从得分认出个人；若由合计可以推算，另隐去答卷次少的组。", "Of segments with fewer than %d responses only their number is given, so that nobody is recognised by a score; where one could be worked out from the total, the next smallest is withheld too.", cells.Mean)
}

// withheldCell prints why a figure of n respondents is not shown.
func (v *view) withheldCell(n int64) report.Cell {
	if n < v.Cells.Mean {
		return report.Cell{Number: report.Suppressed(int(v.Cells.Mean))}
	}
	return report.Cell{Text: withheldWord, Tone: report.Muted}
}

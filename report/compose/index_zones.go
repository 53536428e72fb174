package compose

import (
	"cmp"
	"slices"

	"servqual/report"
	"servqual/report/chart"
	"servqual/survey/index"
	"servqual/survey/lang"
	"servqual/survey/stats"
)

// zoneSentence says where the service lies between minimum and desired.
func (v *view) zoneSentence(z index.Zones) lang.Text {
	var below []lang.Text
	for _, r := range z.Items {
		if r.Status == index.BelowZone && !r.Unsure {
			below = append(below, v.labelOf(index.Items, r.Index))
		}
	}
	head := lang.F("总体感知%s（充分性 %s，优越性 %s）", "Overall, perceptions are %s (adequacy %s, superiority %s)", zoneWord(z.Overall.Status), gapNum(z.Overall.Adequacy.Value), gapNum(z.Overall.Superiority.Value))
	if len(below) == 0 {
		return lang.F("%s；没有题项可靠地低于最低要求。", "%s; no item lies below the minimum beyond chance.", head)
	}
	return lang.F("%s；%d 个题项低于最低要求：%s。", "%s; below the minimum: %[3]s.", head, len(below), someOf(below, 4))
}

func zoneWord(s index.ZoneStatus) lang.Text {
	switch s {
	case index.BelowZone:
		return lang.T("低于最低要求", "below the minimum")
	case index.AboveZone:
		return lang.T("超过理想水平", "above the desired level")
	}
	return lang.T("在容忍区内", "within the zone of tolerance")
}

func (v *view) zoneBlocks(x indices) []report.Block {
	return []report.Block{
		report.FigureBlock{Figure: v.zoneFigure(x.zones),
			Reading: lang.T("灰带是最低要求到理想水平的容忍区，点是感知：点在带左侧为不达标，在带内为可接受，在带右侧为超出理想。", "The band runs from minimum to desired, the dot is the perception: left of the band is inadequate, inside acceptable, right of it superior.")},
		v.zoneTable(x.zones),
	}
}

func (v *view) zoneFigure(z index.Zones) chart.Dots {
	f := chart.Dots{
		Meta: v.meta("dots-zones", lang.T("容忍区", "Zone of tolerance"), lang.T("点图：各题项的最低要求、感知与理想水平。", "Dots of minimum, perception and desired level of each item.")),
		Series: []chart.Key{{Name: lang.T("最低要求", "Minimum"), Role: chart.Minimum}, {Name: lang.T("感知", "Perception"), Role: chart.Perception},
			{Name: lang.T("理想水平", "Desired"), Role: chart.Desired}},
		Axis: v.scaleAxis(), Diff: lang.T("充分性", "Adequacy"), DiffAxis: chart.Axis{Decimals: 2, Signed: true},
	}
	rows := slices.Clone(z.Items)
	slices.SortStableFunc(rows, func(a, b index.ZoneRow) int {
		return cmp.Compare(v.study.Dim(v.study.Items[a.Index].Dimension), v.study.Dim(v.study.Items[b.Index].Dimension))
	})
	for _, r := range rows {
		item := v.study.Items[r.Index]
		row := chart.DotRow{Label: v.labelOf(index.Items, r.Index), Code: item.ID, Group: v.dimLabel(item), Ref: "zone/" + item.ID,
			Values: []chart.Value{plain(r.Minimum), value(r.Perception, "mean/"+item.ID), plain(r.Desired)}, Diff: plain(r.Adequacy)}
		f.Rows = append(f.Rows, row)
	}
	return f
}

// plain makes a figure's number without interval.
func plain(e stats.Estimate) chart.Value {
	if !e.Defined {
		return chart.None("–")
	}
	return chart.At(e.Value).Of(e.N)
}

func (v *view) zoneTable(z index.Zones) report.Table {
	shares := lang.T("客户占比", "Share of customers")
	t := report.Table{ID: "zones", Title: lang.T("三列式得分", "Three-column scores"), Columns: []report.Column{
		column("what", lang.T("题项 / 维度", "Item or dimension")), column("n", lang.T("n", "n")), column("minimum", lang.T("最低", "Min.")), column("perception", lang.T("感知", "Perc.")), column("desired", lang.T("理想", "Desired")),
		column("msa", lang.T("充分性 MSA", "Adequacy MSA")), column("mss", lang.T("优越性 MSS", "Superiority MSS")), column("position", lang.T("区内位置%", "Position %")), column("status", lang.T("状态", "Status")),
		grouped("below", lang.T("低于", "Below"), shares), grouped("in", lang.T("区内", "In"), shares), grouped("above", lang.T("超过", "Above"), shares)}}
	row := func(label lang.Text, ref string, r index.ZoneRow, depth int) report.Row {
		status := report.Cell{Text: zoneNames[r.Status], Tone: zoneTones[r.Status]}
		if r.Unsure {
			status = report.Cell{Text: lang.F("%s？", "%s?", zoneNames[r.Status]), Tone: report.Muted}
		}
		msa, mss := cell(r.Adequacy, report.Gap), cell(r.Superiority, report.Gap)
		if r.Adequacy.Defined && r.Adequacy.Value < 0 {
			msa.Tone = report.Bad
		}
		if r.Superiority.Defined && r.Superiority.Value > 0 {
			mss.Tone = report.Good
		}
		return report.Row{Level: depth, Strong: depth == 0, Ref: ref, Cells: []report.Cell{textCell(label), numCell(report.Count, r.N), cell(r.Minimum, report.Mean), cell(r.Perception, report.Mean), cell(r.Desired, report.Mean),
			msa, mss, cell(r.Position, report.Index), status, cell(r.Below, report.Share), cell(r.In, report.Share), cell(r.Above, report.Share)}}
	}
	for _, d := range z.Dimensions {
		id := v.study.Dimensions[d.Index].ID
		t.Rows = append(t.Rows, row(v.study.Dimensions[d.Index].Label, "zone/"+id, d, 0))
		for _, r := range z.Items {
			if v.study.Items[r.Index].Dimension == id {
				t.Rows = append(t.Rows, row(v.labelOf(index.Items, r.Index), "zone/"+v.study.Items[r.Index].ID, r, 1))
			}
		}
	}
	t.Rows = append(t.Rows, row(lang.T("总体", "Overall"), "zone/overall", z.Overall, 0))
	t.Notes = []lang.Text{lang.T("充分性 = 感知 − 最低要求，优越性 = 感知 − 理想水平；区内位置0%为最低要求，100%为理想水平，只按平均分计算。不达标：感知低于最低要求；区内：介于两者之间；超出：高于理想水平；“？”表示区间跨过分界，不能确定。",
		"Adequacy = perception − minimum, superiority = perception − desired; position 0% is the minimum, 100% the desired level, on means only. Below: under the minimum; in zone: between the two; above: over the desired level; “?”: an interval reaches over the border.")}
	return t
}

func (v *view) ratingTable(rs []index.Rating) report.Table {
	t := report.Table{ID: "ratings", Title: lang.T("重要度与现有水平", "Importance and current level"), Columns: []report.Column{column("what", lang.T("题项 / 维度", "Item or dimension")), column("n", lang.T("n", "n")),
		column("importance", lang.T("重要度", "Importance")), column("current", lang.T("现有水平", "Current level")), column("difference", lang.T("现有 − 重要度", "Current − importance"))}}
	for _, r := range rs {
		over, ref := index.Items, "rating/"
		if r.Dimension {
			over = index.Dimensions
		}
		t.Rows = append(t.Rows, report.Row{Strong: r.Dimension, Ref: ref + v.codeOf(over, r.Index), Cells: []report.Cell{textCell(v.labelOf(over, r.Index)), numCell(report.Count, r.Current.N),
			cell(r.Importance, report.Mean), cell(r.Current, report.Mean), cell(r.Difference, report.Gap)}})
	}
	return t
}

package compose

import (
	"fmt"

	"servqual/report"
	"servqual/survey"
	"servqual/survey/lang"
	"servqual/survey/load"
	"servqual/survey/privacy"
)

// BindingDocument shows what each column was bound to, and why.
func BindingDocument(bs []load.Binding, s *survey.Study, l lang.Lang) *report.Document {
	t := report.Table{ID: "bindings", Title: lang.T("各列的对应关系", "What the columns were bound to"), Columns: []report.Column{
		column("file", lang.T("文件", "File")), column("column", lang.T("列", "Column")), column("header", lang.T("表头", "Header")),
		column("use", lang.T("用作", "Used as")), column("why", lang.T("依据", "Because of"))}}
	bound := 0
	for _, b := range bs {
		if b.Use != load.UseNothing && b.Use != load.UsePersonal {
			bound++
		}
		name := b.File
		if b.Sheet != "" {
			name += "!" + b.Sheet
		}
		t.Rows = append(t.Rows, report.Row{Cells: []report.Cell{
			textCell(lang.Same(name)), textCell(lang.Same(columnName(b.Column))), textCell(lang.Same(privacy.Mask(b.Header))),
			textCell(useText(b, s)), textCell(whyText(b, s))}})
	}
	return &report.Document{ID: "bindings", Title: t.Title, Lang: l, Sections: []report.Section{{ID: "bindings", Title: lang.T("识别结果", "What was recognised"),
		Finding: lang.F("%d 列中有 %d 列已对应。", "%d columns, %d of them bound.", len(bs), bound), Blocks: []report.Block{t}}}}
}

func useText(b load.Binding, s *survey.Study) lang.Text {
	switch b.Use {
	case load.UseItem:
		if i := s.ItemIndex(b.Item); i >= 0 {
			text := lang.F("%s（%s）%s", "%s (%s) %s", s.Items[i].Label, b.Item, b.Side.Label())
			if b.Suggested != "" {
				text = lang.F("%s；建议维度 %s", "%s; dimension suggested: %s", text, lang.Same(b.Suggested))
			}
			return text
		}
	case load.UseWeight:
		if d := s.Dim(b.Dimension); d >= 0 {
			return lang.F("%s的权重", "points of %s", s.Dimensions[d].Label)
		}
	case load.UseField:
		if f, ok := s.Field(b.Field); ok {
			return f.Label
		}
		return lang.Same(b.Field)
	case load.UsePersonal:
		return lang.T("个人信息，不读取", "personal data, not read")
	}
	return lang.T("未使用", "not used")
}

func whyText(b load.Binding, s *survey.Study) lang.Text {
	out := b.Reason.Label()
	if b.Confidence > 0 && b.Confidence < certain {
		out = lang.F("%s（把握 %s）", "%s (confidence %s)", out, shareNum(b.Confidence))
	}
	if len(b.Candidates) == 0 {
		return out
	}
	var near []lang.Text
	for _, c := range b.Candidates {
		label := lang.Same(c.Item)
		if i := s.ItemIndex(c.Item); i >= 0 {
			label = s.Items[i].Label
		}
		near = append(near, label)
	}
	return lang.F("%s；相近：%s", "%s; near: %s", out, join(near))
}

// certain is the confidence from which a match needs no comment.
const certain = 0.95

// columnName writes a column as a spreadsheet does, with its number for "#12".
func columnName(col int) string { return fmt.Sprintf("#%d", col) }

package survey

import (
	"fmt"

	"servqual/survey/lang"
)

// FieldKind says how a field that is no scale item is read and used.
// The zero value is invalid.
type FieldKind int

// The kinds of field.
const (
	IDField       FieldKind = iota + 1 // identifies the respondent; used to join and to find duplicates, never printed
	CategoryField                      // one name a respondent: unit, region, wave, anything to segment by
	MultiField                         // several names a respondent: complaint causes
	ScoreField                         // a small number: overall satisfaction, recommendation, effort
	TextField                          // free text: comments
	TimeField                          // submission time; gives the wave when no wave is named
	DurationField                      // seconds taken to answer
	StateField                         // finished or not
)

// String names the kind.
func (k FieldKind) String() string {
	switch k {
	case IDField:
		return "id"
	case CategoryField:
		return "category"
	case MultiField:
		return "multi"
	case ScoreField:
		return "score"
	case TextField:
		return "text"
	case TimeField:
		return "time"
	case DurationField:
		return "duration"
	case StateField:
		return "state"
	}
	return fmt.Sprintf("survey.FieldKind(%d)", int(k))
}

// Field is a column that is no scale item.
type Field struct {
	Name   string // unit, region, wave, overall …, or any name to segment by
	Kind   FieldKind
	Column string // header text, or "#12"; empty while unbound
	Label  lang.Text
}

// The names of fields that the engine gives a meaning to. Any other name in a
// study file is a category to segment by.
const (
	FieldID        = "id"
	FieldUnit      = "unit"
	FieldRegion    = "region"
	FieldWave      = "wave"
	FieldDate      = "date"
	FieldOverall   = "overall"
	FieldRecommend = "recommend"
	FieldEffort    = "effort"
	FieldComplaint = "complaint"
	FieldComment   = "comment"
	FieldDuration  = "duration"
	FieldFinished  = "finished"
	FieldSource    = "source"
	FieldType      = "respondent_type"
)

// KnownFields lists the fields with a meaning, in the order in which `init`
// writes them.
func KnownFields() []Field {
	return []Field{
		{FieldID, IDField, "", lang.T("答卷编号", "Respondent")},
		{FieldUnit, CategoryField, "", lang.T("单位", "Unit")},
		{FieldRegion, CategoryField, "", lang.T("区域", "Region")},
		{FieldWave, CategoryField, "", lang.T("期次", "Wave")},
		{FieldDate, TimeField, "", lang.T("日期", "Date")},
		{FieldOverall, ScoreField, "", lang.T("总体满意度", "Overall satisfaction")},
		{FieldRecommend, ScoreField, "", lang.T("推荐意愿", "Recommendation")},
		{FieldEffort, ScoreField, "", lang.T("费力程度", "Effort")},
		{FieldComplaint, MultiField, "", lang.T("投诉原因", "Complaint cause")},
		{FieldComment, TextField, "", lang.T("意见", "Comment")},
		{FieldDuration, DurationField, "", lang.T("用时", "Duration")},
		{FieldFinished, StateField, "", lang.T("完成状态", "Finished")},
		{FieldSource, CategoryField, "", lang.T("来源", "Source")},
		{FieldType, CategoryField, "", lang.T("答卷人类型", "Respondent type")},
	}
}

// NewField makes the field of a name: a known one, or a category.
func NewField(name, column string) Field {
	for _, f := range KnownFields() {
		if f.Name == name {
			f.Column = column
			return f
		}
	}
	return Field{Name: name, Kind: CategoryField, Column: column, Label: lang.Same(name)}
}

package load

import (
	"strings"

	"servqual/survey"
)

// platformFields are the columns that every export of a platform has. The
// first list to name a field wins; an empty field means "not used".
var platformFields = map[string]map[string]string{
	Qualtrics: {"responseid": "id", "v1": "id", "enddate": "date", "v9": "date", "recordeddate": "", "startdate": "", "v8": "", "duration (in seconds)": "duration", "finished": "finished", "v10": "finished", "status": "", "progress": "",
		"distributionchannel": "source", "userlanguage": "", "response id": "id", "end date": "date", "start date": "", "recorded date": "", "response type": "", "distribution channel": "source", "user language": "", "v2": "", "v7": ""},
	SurveyMonkey:   {"respondent id": "id", "respondentid": "id", "end date": "date", "date modified": "date", "start date": "", "date created": "", "collector id": "", "collectorid": "", "startdate": "", "enddate": "date"},
	LimeSurvey:     {"id": "id", "response id": "id", "antwort id": "id", "submitdate": "date", "date submitted": "date", "datum abgeschickt": "date", "提交日期": "date", "lastpage": "", "last page": "", "letzte seite": "", "startlanguage": "", "start language": "", "start-sprache": "", "seed": "", "startdate": "", "date started": "", "datum gestartet": "", "datestamp": "", "date last action": "", "datum letzte aktivität": "", "interviewtime": "duration", "total time": "duration", "gesamtzeit": "duration", "refurl": ""},
	GoogleForms:    {},
	MicrosoftForms: {"id": "id", "completion time": "date", "完成时间": "date", "fertigstellungszeit": "date", "start time": "", "开始时间": "", "startzeit": "", "last modified time": "", "上次修改时间": ""},
	Kobo:           {"_uuid": "id", "_id": "", "_submission_time": "date", "submissiondate": "date", "start": "", "end": "", "today": "", "_index": "", "__version__": "", "_status": "", "_tags": "", "_notes": "", "_validation_status": "", "_submitted_by": "", "deviceid": "", "key": "id", "meta/instanceid": "", "formhub/uuid": ""},
	Typeform:       {"#": "id", "submit date (utc)": "date", "start date (utc)": "", "network id": "", "tags": "", "response type": "", "stage date (utc)": "", "ending": ""},
	Wenjuanxing:    {"序号": "id", "提交答卷时间": "date", "所用时间": "duration", "来源": "source", "来源详情": "", "总分": ""},
	Tencent:        {"编号": "id", "序号": "id", "答卷编号": "id", "结束答题时间": "date", "开始答题时间": "", "答题时长": "duration", "数据版本": "", "用户类型": "", "自定义字段": "", "地理位置国家和地区": "", "地理位置省": "", "地理位置市": "", "答题渠道": "source"},
	SoSci:          {"case": "id", "started": "date", "lastdata": "", "finished": "finished", "time_sum": "duration", "serial": "", "ref": "", "questnnr": "", "mode": "", "missing": "", "missrel": "", "time_rsi": "", "q_viewer": "", "lastpage": "", "maxpage": "", "status": ""},
	Jotform:        {"submission date": "date", "提交日期": "date", "submission id": "id", "提交编号": "id", "last update date": "", "最后更新日期": ""},
}

// fieldByPlatform finds what the platform's own column means. known says that
// it is one, even where nothing is done with it.
func fieldByPlatform(plat string, c *column) (field string, known bool) {
	list := platformFields[plat]
	for _, t := range []string{c.code, c.text, strings.TrimSpace(c.rows[0])} {
		if f, ok := list[t]; ok && t != "" {
			return f, true
		}
	}
	if plat == GoogleForms && c.index == 0 {
		return survey.FieldDate, true
	}
	if plat == Qualtrics && timing(c) {
		return "", true
	}
	return "", false
}

// timing columns of Qualtrics measure pages, not opinions.
func timing(c *column) bool {
	for _, end := range []string{"first click", "last click", "page submit", "click count"} {
		if strings.HasSuffix(c.code, end) || strings.HasSuffix(c.text, end) {
			return true
		}
	}
	return false
}

package load

import (
	"strings"

	"servqual/survey/wording"
)

// headRows is how far down platforms and headers are looked for.
const headRows = 25

// platform recognises the export format by the first rows, given as cleaned
// texts, and says which row is the last header row (from 1; 0 = look for it).
func platform(rows [][]string) (name string, header int) {
	for i := range rows {
		for j, c := range rows[i] {
			if !strings.Contains(c, TemplateMark) {
				continue
			}
			if j == 0 && i+2 < len(rows) {
				return Template, i + 3 // the mark, a row of blocks, the headers
			}
			return Template, 0
		}
	}
	for _, p := range platforms {
		for i := 0; i < len(rows) && i < 12; i++ {
			if p.fits(rows, i) {
				return p.name, p.header(rows, i)
			}
		}
	}
	return HandKept, 0
}

// platformKind knows one export format by the row that names its own columns.
type platformKind struct {
	name   string
	fits   func(rows [][]string, i int) bool
	header func(rows [][]string, i int) int
}

var platforms = []platformKind{
	{Qualtrics, qualtrics, qualtricsHeader},
	{SoSci, has(4, "case", "serial", "ref", "questnnr", "mode", "started"), sosciHeader},
	{Tencent, has(3, "数据版本", "开始答题时间", "结束答题时间", "答题时长", "用户类型", "用户标识", "自定义字段", "地理位置国家和地区"), thisRow},
	{Wenjuanxing, wenjuanxing, thisRow},
	{Kobo, kobo, thisRow},
	{Typeform, typeform, thisRow},
	{Jotform, jotform, thisRow},
	{MicrosoftForms, microsoftForms, thisRow},
	{SurveyMonkey, surveyMonkey, surveyMonkeyHeader},
	{LimeSurvey, limeSurvey, thisRow},
	{GoogleForms, googleForms, thisRow},
}

func thisRow(_ [][]string, i int) int { return i + 1 }

// has asks for at least n of the names as whole cells.
func has(n int, names ...string) func([][]string, int) bool {
	return func(rows [][]string, i int) bool { return count(rows[i], names...) >= n }
}

func count(row []string, names ...string) int {
	n := 0
	for _, want := range names {
		for _, c := range row {
			if c == want {
				n++
				break
			}
		}
	}
	return n
}

func cell(rows [][]string, i, j int) string {
	if i < 0 || i >= len(rows) || j >= len(rows[i]) {
		return ""
	}
	return rows[i][j]
}

func importID(row []string) bool {
	n := 0
	for _, c := range row {
		if strings.HasPrefix(c, `{"importid"`) || strings.HasPrefix(c, `{'importid'`) {
			n++
		}
	}
	return n > 0 && n*2 >= len(row)
}

func qualtrics(rows [][]string, i int) bool {
	if importID(rows[i]) {
		return true
	}
	if count(rows[i], "startdate", "enddate", "status", "ipaddress", "progress", "duration (in seconds)", "finished", "recordeddate", "responseid", "distributionchannel", "userlanguage") >= 4 {
		return true
	}
	if count(rows[i], "start date", "end date", "response type", "ip address", "progress", "duration (in seconds)", "recorded date", "response id", "distribution channel") >= 5 {
		return true
	}
	return count(rows[i], "responseid", "responseset", "externaldatareference", "ipaddress", "startdate", "enddate", "finished") >= 4
}

func qualtricsHeader(rows [][]string, i int) int {
	last := i
	for j := i; j < len(rows) && j <= i+2; j++ {
		if importID(rows[j]) {
			return j + 1
		}
	}
	if count(rows[i], "startdate", "enddate", "responseid") >= 2 && count(nextRow(rows, i), "start date", "end date", "response id", "recorded date") >= 2 {
		last = i + 1
	}
	return last + 1
}

func nextRow(rows [][]string, i int) []string {
	if i+1 < len(rows) {
		return rows[i+1]
	}
	return nil
}

// sosciHeader allows for the export that puts labels into a second row.
func sosciHeader(rows [][]string, i int) int {
	next := nextRow(rows, i)
	if len(next) > 0 && !numeric(next[0]) && count(rows[i], "case") > 0 {
		return i + 2
	}
	return i + 1
}

func numeric(s string) bool {
	if s == "" {
		return false
	}
	points := 0
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] == '.':
			points++
		case s[i] == '-' && i == 0 && len(s) > 1:
		case s[i] < '0' || s[i] > '9':
			return false
		}
	}
	return points <= 1
}

func wenjuanxing(rows [][]string, i int) bool {
	return count(rows[i], "序号", "提交答卷时间", "所用时间", "来源", "来源详情", "来自ip", "总分") >= 3 ||
		count(rows[i], "提交答卷时间", "所用时间") == 2
}

func kobo(rows [][]string, i int) bool {
	return count(rows[i], "_id", "_uuid", "_submission_time", "_validation_status", "_submitted_by", "__version__", "_index", "_status") >= 3 ||
		count(rows[i], "start", "end", "deviceid", "__version__", "formhub/uuid", "meta/instanceid", "instanceid", "submissiondate", "key") >= 4
}

func typeform(rows [][]string, i int) bool {
	n := count(rows[i], "start date (utc)", "submit date (utc)", "network id", "response type")
	return n >= 2 || n >= 1 && cell(rows, i, 0) == "#"
}

func jotform(rows [][]string, i int) bool {
	n := count(rows[i], "submission id", "last update date", "submission ip", "提交编号", "最后更新日期")
	first := cell(rows, i, 0)
	return (first == "submission date" || first == "提交日期") && n >= 1
}

func microsoftForms(rows [][]string, i int) bool {
	return count(rows[i], "id", "start time", "completion time", "email", "name", "last modified time") >= 4 && count(rows[i], "completion time") == 1 ||
		count(rows[i], "id", "开始时间", "完成时间", "电子邮件", "名称", "姓名", "上次修改时间") >= 4 && count(rows[i], "完成时间") == 1 ||
		count(rows[i], "id", "startzeit", "fertigstellungszeit", "e-mail", "name") >= 4
}

func surveyMonkey(rows [][]string, i int) bool {
	if count(rows[i], "respondent id", "respondentid") == 0 {
		return false
	}
	if count(rows[i], "collector id", "collectorid") > 0 {
		return true
	}
	next := nextRow(rows, i)
	return len(next) > 0 && next[0] == "" && count(next, "response", "open-ended response") > 0
}

func surveyMonkeyHeader(rows [][]string, i int) int {
	next := nextRow(rows, i)
	if len(next) > 0 && next[0] == "" {
		return i + 2
	}
	return i + 1
}

// limeSurvey knows exports by code, by code and text, and by text only, in the
// languages whose installations are common.
func limeSurvey(rows [][]string, i int) bool {
	known, brackets := 0, 0
	for j, c := range rows[i] {
		if code, _, ok := strings.Cut(c, ". "); ok && j < 12 && limeCodes[code] {
			known++
		}
		if limeCodes[c] && c != "id" || limeTexts[c] {
			known++
		}
		if strings.HasSuffix(c, "]") && strings.Contains(c, "[") {
			brackets++
		}
	}
	first := cell(rows, i, 0)
	idFirst := limeIDs[first]
	return known >= 2 && (first == "id" || idFirst || strings.HasPrefix(first, "id. ")) || idFirst && brackets >= 3
}

var (
	limeCodes = wording.Words("id submitdate lastpage startlanguage seed startdate datestamp ipaddr refurl token interviewtime")
	limeIDs   = wording.Set("antwort id", "antwort-id", "response id", "id de la réponse", "答复 id", "答复id", "响应id", "回应 id", "id respuesta", "id. response id")
	limeTexts = wording.Set("date submitted", "last page", "start language", "date started", "date last action", "ip address", "datum abgeschickt", "letzte seite", "start-sprache", "startsprache",
		"datum gestartet", "datum letzte aktivität", "zufallsstartwert", "提交日期", "最后一页", "最后页", "起始语言", "开始语言", "开始日期", "最后动作日期", "种子", "seed", "antwort id", "response id")
)

func googleForms(rows [][]string, i int) bool {
	return i == 0 && len(rows[0]) > 1 && googleStamps[rows[0][0]]
}

var googleStamps = wording.Set("timestamp", "时间戳记", "时间戳", "時間戳記", "zeitstempel", "horodateur", "marca temporal", "stempel waktu", "cap waktu", "carimbo de data/hora", "タイムスタンプ", "타임스탬프", "dấu thời gian", "informazioni cronologiche", "отметка времени")

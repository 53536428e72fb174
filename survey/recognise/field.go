// Package recognise reads the head of a table of answers and proposes a study:
// each column's role, side, scale and direction, with the evidence, how certain
// it is, and the questions that only the owner of the data can answer.
//
// It knows the words of headers in several languages and what the first few
// thousand answers look like. It knows neither the bytes of files (sheet), nor
// how rows are read (load), nor any instrument.
//
// On the walk of a number it is the stop where the column "2、等候时间合理" is
// proposed as an item of a satisfaction survey, answered 1–5.
package recognise

import (
	"strings"
	"unicode/utf8"

	"servqual/survey"
	"servqual/survey/wording"
)

// fieldWords are the headers by which the fields with a meaning are known:
// whole headers before the bar, words that a short header may hold after it.
var fieldWords = makeFieldWords(map[string]string{
	survey.FieldID:        "id 序号 编号 答卷编号 答卷序号 问卷编号 问卷号 答卷id 样本编号 样本号 受访者编号 受访者 客户编号 顾客编号 会员编号 respondent respondent_id respondentid responseid response_id case rownames row_id record_id recordid participant participant_id subject antwort_id antwort-id customerid customer_id studentid student_id submission_id 提交编号 _id _uuid # no no. nr nomor nomor_responden responden | 答卷编号 问卷编号",
	survey.FieldUnit:      "門店 據點 店鋪 單位 部門 unit branch store shop outlet dealer dealership department dept ward clinic facility health_facility site location_name 门店 网点 科室 分店 经销店 经销商 店名 门店名称 网点名称 单位 分行 支行 分公司 机构 部门 营业厅 营业部 服务站 服务网点 4s店 店铺 病区 院区 校区 学院 图书馆 所属门店 所属网点 所属单位 店 branch_name store_name branch_code cabang unit_kerja filiale standort sucursal agence 支店 店舗 지점 매장 | 门店 网点 经销店 科室 营业厅 支行 分店 服务站 branch outlet dealership",
	survey.FieldRegion:    "region area 区域 大区 地区 片区 省份 省 城市 市 所在城市 所在区域 城区 province city governorate district zone wilayah gebiet région región | 区域 大区",
	survey.FieldWave:      "wave period month quarter round 期次 期数 期 月份 月 批次 季度 调查期 调查月份 调查期次 调查批次 年月 bulan periode monat quartal mes mois | 期次 月份",
	survey.FieldDate:      "date survey_date surveydate timestamp 日期 时间 提交时间 提交日期 提交答卷时间 填写时间 填表时间 填写日期 填表日期 调查日期 调查时间 答题时间 答卷时间 结束答题时间 完成时间 访问日期 访问时间 completion_time completed end_date enddate end_time submitdate date_submitted submission_date submission_time submitted submitted_at submit_date_(utc) _submission_time recordeddate recorded_date datestamp today started created_at tanggal datum fecha 时间戳记 时间戳 時間戳記 zeitstempel datum_abgeschickt 提交日期 the_date_of_the_questionnaire | 提交时间 填表日期 调查日期 访问日期 填写日期",
	survey.FieldOverall:   "overall overall_satisfaction overall_rating satisfaction overall_score overall_quality 总体满意度 总体满意 整体满意度 总满意度 总体评价 整体评价 综合满意度 总体感受 总体服务满意度 总体服务质量 csat kepuasan_keseluruhan gesamtzufriedenheit | 总体满意 整体满意 总体来说 总体而言 总的来说 总体上 综合评价 overall_satisfaction overall,_how_satisfied overall_how_satisfied satisfied_overall in_general overall_quality",
	survey.FieldRecommend: "nps recommend recommendation likelihood_to_recommend 推荐 推荐意愿 推荐度 推荐指数 推荐可能性 净推荐值 recomm rekomendasi weiterempfehlung ltr | 推荐 recommend weiterempfehl",
	survey.FieldEffort:    "ces effort 费力程度 费力度 客户费力度 effort_score | 费力 effort made_it_easy",
	survey.FieldComplaint: "complaint complaints complaint_cause cause complaint_reason reason_for_complaint 投诉原因 投诉 投诉类型 投诉类别 不满原因 不满意原因 投诉问题 抱怨原因 keluhan beschwerde | 投诉原因 不满意原因 不满原因 complaint",
	survey.FieldComment:   "comment comments suggestion suggestions feedback remarks 意见 建议 意见建议 意见与建议 意见和建议 意见或建议 留言 客户留言 客户意见 改进建议 其他意见 其他建议 您的建议 您的意见 开放题 saran kritik_dan_saran anmerkungen kommentar kommentare comentarios commentaires | 意见 建议 suggestion suggestions comment comments feedback anmerkung saran",
	survey.FieldDuration:  "duration duration_(in_seconds) 所用时间 答题时长 作答时长 用时 答题用时 填写时长 耗时 interviewtime total_time time_spent time_taken dauer | 答题时长 所用时间",
	survey.FieldFinished:  "finished complete completed? 完成状态 是否完成 答题状态 答卷状态 完成情况 | 完成状态",
	survey.FieldSource:    "source channel 来源 渠道 答卷来源 来源渠道 调查渠道 collector | ",
	survey.FieldType:      "respondent_type 答卷人类型 身份 角色 受访者类型 客户类型 顾客类型 用户类型 填写人身份 role customer_type | 受访者类型 答卷人类型",
})

type fieldWord struct {
	field string
	exact map[string]bool
	parts []string
}

func makeFieldWords(lists map[string]string) []fieldWord {
	var out []fieldWord
	for _, f := range survey.KnownFields() {
		whole, parts, _ := strings.Cut(lists[f.Name], "|")
		w := fieldWord{field: f.Name, exact: make(map[string]bool)}
		for _, x := range strings.Fields(whole) {
			w.exact[strings.ReplaceAll(x, "_", " ")] = true
			w.exact[x] = true
		}
		for _, x := range strings.Fields(parts) {
			w.parts = append(w.parts, strings.ReplaceAll(x, "_", " "))
		}
		out = append(out, w)
	}
	return out
}

// The parts of a header may name a field only where the header is short or the
// field is one that is asked as a question.
const longestFieldHeader = 14

// choosing is how a form asks which branch somebody went to.
var choosing = wording.Pattern(`^(?:which|what|please (?:choose|select)|select|choose|请选择|您(?:去|到|光顾|办理)|哪)|哪[个家]`)

var asked = wording.Words("overall recommend effort complaint comment")

// FieldByWord finds the field a cleaned header names: its text, the same
// without the question's number, and the platform's code. whole says that the
// header is nothing but the name.
func FieldByWord(text, body, code string) (field string, whole, ok bool) {
	texts := []string{text, body, Unbracket(body), code}
	for _, w := range fieldWords {
		for _, t := range texts {
			if t != "" && w.exact[t] {
				return w.field, true, true
			}
		}
	}
	if wording.IndexWord(body, "overall") >= 0 && (strings.Contains(body, "satisf") || strings.Contains(body, "quality") || strings.Contains(body, "rate")) {
		return survey.FieldOverall, false, true
	}
	short := utf8.RuneCountInString(body) <= longestFieldHeader
	for _, w := range fieldWords {
		if !short && !asked[w.field] && !(w.field == survey.FieldUnit && choosing().MatchString(body) && utf8.RuneCountInString(body) <= 40) {
			continue
		}
		for _, p := range w.parts {
			if wording.IndexWord(body, p) >= 0 {
				return w.field, false, true
			}
		}
	}
	return "", false, false
}

// Unbracket drops what stands in brackets: 总体满意度(1-7分).
func Unbracket(s string) string {
	if i := strings.IndexAny(s, "(["); i > 0 {
		return strings.TrimSpace(s[:i])
	}
	return s
}

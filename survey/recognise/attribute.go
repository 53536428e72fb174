package recognise

import (
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"servqual/survey/issue"
	"servqual/survey/lang"
	"servqual/survey/wording"
)

// attributeWords are what respondents are asked about themselves or their visit:
// fields to segment by, never items. The words before the bar are a whole header,
// questions and politeness taken off; those after it also end a short header.
var attributeWords, attributeEnds = func() (whole map[string]bool, ends []string) {
	head, tail, _ := strings.Cut(`
gender sex age age_group age_range agegroup age_grp agerange marital marital_status maritalstatus education education_level educ edu_level qualification occupation job job_title profession employment employment_status income monthly_income household_income salary income_level
nationality ethnicity race religion language mother_tongue country state postcode zip zip_code residence place_of_residence urban_rural displaced
first_visit visits number_of_visits visit_frequency frequency_of_visit how_often purpose purpose_of_visit reason_for_visit visit_type service_type type_of_service service_used appointment_type insurance insurance_type patient_type
product product_type product_category model car_model vehicle_model brand car_brand vehicle_age car_age mileage membership member_level membership_level card_type account_type customer_group customer_segment segment tenure years_as_customer loyalty_tier grade class year_of_study study_year major course program programme faculty level degree rank shift position title seniority team
consent survey_version version form_version group cohort wave_type condition treatment arm stratum strata cluster household_size children number_of_children travel_time distance payment_method payment
性别 年龄 年龄段 年龄组 年龄层 年龄阶段 年龄范围 岁数 婚姻 婚姻状况 婚否 学历 文化程度 教育程度 受教育程度 最高学历 职业 职业类型 从事职业 工作 职务 职称 岗位 工龄 年资 收入 月收入 年收入 家庭收入 月收入水平 收入水平 民族 国籍 籍贯 户籍 户口 居住地 常住地 宗教
到店次数 来店次数 到访次数 光顾次数 就诊次数 使用次数 消费次数 到店频率 来店频率 到访频率 消费频率 使用频率 首次到店 首次来访 是否首次 是否首次到店 来访目的 到店目的 到店原因 业务类型 办理业务 办理业务类型 业务种类 服务类型 服务项目 维修类型 保养类型 就诊类型 就诊科别 就诊方式 挂号方式 医保类型 费用类别 付费方式 支付方式 缴费方式 预约渠道
产品 产品类型 产品类别 购买产品 车型 车系 品牌 购车时间 购车年限 车龄 用车年限 行驶里程 里程 会员等级 会员级别 会员类型 卡种 客户等级 客户级别 客户类别 客群 客户群 客户来源 客户属性 读者类型 读者类别 身份类别 专业 年级 班级 入学年份 院系 系别 学校 房型 入住天数 入住目的 出行目的 舱位 班次 时段 来访时段 知情同意 版本 组别 分组 城乡 家庭人口 家庭人数 子女数 是否会员 是否车主 新老客户 新老顾客
性別 年齢 年代 職業 学歴 年収 利用回数 利用頻度 来店頻度 会員種別 성별 연령 나이 연령대 직업 학력 소득 결혼여부 방문횟수 방문목적
jenis_kelamin jenis usia umur kelompok_umur pendidikan pendidikan_terakhir pekerjaan penghasilan pendapatan status_pernikahan kelas jurusan semester fakultas angkatan frekuensi_kunjungan
geschlecht alter altersgruppe bildung bildungsabschluss beruf einkommen familienstand staatsangehörigkeit sexo edad grupo_de_edad estado_civil nivel_de_estudios educación ocupación ingresos idade faixa_etária gênero genero género escolaridade estado_civil profissão renda ocupação
sexe âge age_classe tranche_d'âge niveau_d'études profession revenu situation_familiale csp giới_tính tuổi độ_tuổi nghề_nghiệp trình_độ thu_nhập trình_độ_học_vấn
|
性别 年龄 年龄段 年龄层 学历 文化程度 婚姻状况 职业 月收入 年收入 收入水平 车龄 会员等级 次数 频率 频次 类型 类别 级别 等级 gender sex age_group age_range education occupation income marital_status 성별 연령 직업`, "|")
	whole = make(map[string]bool)
	for _, w := range strings.Fields(head) {
		whole[strings.ReplaceAll(w, "_", " ")] = true
		whole[w] = true
	}
	for _, w := range strings.Fields(tail) {
		ends = append(ends, strings.ReplaceAll(w, "_", " "))
	}
	return whole, ends
}()

// longestAttribute is the longest header, in runes, of which only the end names
// an attribute.
const longestAttribute = 16

var (
	politeLead = wording.Pattern(`^(?:请问|请选择|请填写|请输入|请勾选|选择|您的?|你的?|本人的?|受访者的?|填表人的?|客户的?|顾客的?|患者的?|读者的?|车主的?|用户的?|目前的?|现在的?|this is your |(?:to )?(?:what|which) of the following |what is your |what's your |please (?:select|enter|choose|indicate) (?:your )?|select your |your |respondent'?s? |customer'?s? |patient'?s? |current |what |which |¿|cuál es su |qual (?:é )?(?:o |a )?(?:seu |sua )?|quel(?:le)? est votre |votre |was ist ihr(?:e)? |wie ist ihr(?:e)? |ihr(?:e)? |apa(?:kah)? |ご|御|あなたの|귀하의 )+`)
	politeTail = wording.Pattern(`(?:是什么|是哪(?:个|种|类|一)?|是多少|属于哪.{0,6}|是|为|情况|信息|所在|（.*）|\(.*\)|\[.*\]|\s+are you(?: in)?|\s+is it|\s+do you (?:belong to|have|own|use|drive|work in)|\s+(?:best )?(?:describes|applies to) you|(?:は|を教えてください|은|는|anda|của (?:bạn|anh/chị)|[\s:：?？.。*]))+$`)
)

// plain takes the politeness off a cleaned header without its number.
func plain(body string) string {
	s := strings.TrimSpace(politeLead().ReplaceAllString(body, ""))
	return strings.TrimSpace(politeTail().ReplaceAllString(s, ""))
}

// attribute says that a cleaned header names an attribute of the respondent or
// the visit.
func attribute(c *Column) bool {
	body := wording.Unnumber(c.Text)
	for _, t := range []string{c.Code, c.Text, body, Unbracket(body), plain(body), plain(Unbracket(body))} {
		t = strings.TrimSpace(strings.ReplaceAll(t, "_", " "))
		if t == "" {
			continue
		}
		if attributeWords[t] || attributeWords[strings.ReplaceAll(t, " ", "")] {
			return true
		}
	}
	s := plain(Unbracket(body))
	if utf8.RuneCountInString(s) > longestAttribute || ratingWord(s) {
		return false
	}
	for _, w := range attributeEnds {
		if strings.HasSuffix(s, w) && (wording.HasHan(w) || wording.IndexWord(s, w) >= 0) {
			return true
		}
	}
	return askingAttribute().MatchString(body)
}

// askingAttribute are questions for what somebody is or did, in the forms they
// usually take.
var askingAttribute = wording.Pattern(`^(?:how old are you|how often (?:do|did|have) you|how many times|how long have you been|are you (?:a|an|male|female|currently|new|married)|is this your first|what is your (?:age|gender|sex|income|occupation|job|marital|highest)|which of (?:the following|these) (?:best )?describes|do you (?:own|have|live|work)|when did you|您(?:是否|多大|多少岁)|您多久|您第几次|这是您第|您来.{0,6}几次|您(?:主要)?办理的|您购买的|您使用的|您是(?:第|新|老|男|女|哪))`)

// mostCodes is how many different numbers are codes of answers; more are ages or
// counts.
const mostCodes = 12

// noteCodes says which attributes are answered by numbers alone: in tables and
// reports nobody knows what 1 and 2 are.
func (f *form) noteCodes(p *Proposal) {
	for i := range f.f {
		v := f.v[i]
		if f.f[i].Role != Attribute || v.whole < v.filled || v.labelled > 0 || v.distinct() > mostCodes {
			continue
		}
		p.Issues = append(p.Issues, issue.Issue{Code: issue.CodesUnlabelled, Severity: issue.Info, Pos: f.pos(i), Subject: f.f[i].Field.Name, Got: codeList(v),
			Want:   lang.T("答案的文字，而不只是编码：导出时选“按选项文本”，或在表中把编码换成文字", "the answers in words, not their codes alone: export by text, or put the words into the table"),
			Effect: lang.T("分组结果里只有编码，看不出各代表什么", "segments bear their codes, which nobody can read")})
	}
}

// codeList names the numbers that were given, lowest first.
func codeList(v *values) string {
	var out []string
	for _, n := range slices.Sorted(maps.Keys(v.numbers)) {
		out = append(out, strconv.Itoa(n))
	}
	return strings.Join(out, ", ")
}

// derivedWords tell a column that a platform or a person computed from others.
var derivedWords = func() (out []string) {
	for _, w := range strings.Fields(`总分 总得分 得分 得分合计 合计得分 平均分 平均得分 均分 合计 总计 汇总 反馈 points feedback score scores total_score total average avg mean sum subtotal sus_score nps_score result rata-rata rerata jumlah total_skor skor mittelwert summe gesamtpunktzahl moyenne promedio média soma gap gaps difference diff z-score zscore residual predicted`) {
		out = append(out, strings.ReplaceAll(w, "_", " "))
	}
	return out
}()

// derivedParts mark what quiz modes put beside a question.
var derivedParts = wording.Pattern(`^points\s*[-–:]|^feedback\s*[-–:]|\[(?:score|points?|feedback)\]$|\((?:score|points?|feedback)\)$|^(?:得分|分数|反馈|评语)\s*[-–—:：]|[-–—:：_]\s*(?:得分|分数|反馈|score|points|feedback)$|(?:_|\b)(?:mean|avg|average|total|sum|rata-rata|gap)$|^(?:mean|avg|average|total|sum|gap)(?:_|\b)`)

// derived says that a cleaned header names a figure computed from others.
func derived(c *Column) bool {
	body := wording.Unnumber(c.Text)
	if derivedParts().MatchString(body) || derivedParts().MatchString(c.Code) {
		return true
	}
	for _, w := range derivedWords {
		if body == w || Unbracket(body) == w {
			return true
		}
	}
	return false
}

// ratingWords say that a question is answered by a degree: satisfaction,
// agreement, quality, importance.
var ratingWords = func() (out []string) {
	for _, w := range strings.Fields(`满意 满意度 评价 评分 打分 评级 同意 认同 赞同 重要 期望 感知 感受 实际 体验 如何 怎么样 怎样 好不好 程度 質量 质量 滿意 評價
satisfied satisfaction satisfy dissatisfied rate rated rating ratings evaluate evaluation agree agreement disagree important importance quality expect expected expectation expectations perceive perceived perception performance how_well how_would_you how_good how_do_you_feel likely opinion strongly excellent poor
puas kepuasan setuju penting penilaian nilai kinerja harapan kenyataan zufrieden zufriedenheit bewerten bewertung zustimmung stimme wichtig satisfecho satisfacción satisfeito satisfação calificación califique avalie avaliação evalúe acuerdo concordo satisfait satisfaction notez évaluez d'accord importance hài_lòng đánh_giá đồng_ý chất_lượng 만족 만족도 평가 동의 중요 満足 満足度 評価 同意 重要`) {
		out = append(out, strings.ReplaceAll(w, "_", " "))
	}
	return out
}()

func ratingWord(s string) bool {
	for _, w := range ratingWords {
		if wording.IndexWord(s, w) >= 0 {
			return true
		}
	}
	return false
}

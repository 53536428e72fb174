// Code generated from instruments/*.yaml by go test -update; DO NOT EDIT.

package servqual

import (
	"servqual/survey"
	"servqual/survey/lang"
)

// shipped makes an instrument; nil = there is none of this name.
func shipped(name string) *survey.Study {
	switch name {
	case "servqual-22":
		return &survey.Study{
			Title:      lang.Text{Zh: "SERVQUAL 22题（1991修订版）", En: "SERVQUAL, 22 items (1991)"},
			Instrument: "servqual-22",
			Version:    "Parasuraman, Berry & Zeithaml 1991, J. Retailing 67(4):420-450; all items worded positively",
			Scale:      survey.Scale{Min: 1, Max: 7},
			Sides:      []survey.Side{survey.Expectation, survey.Perception},
			Dimensions: []survey.Dimension{
				{ID: "TAN", Label: lang.Text{Zh: "有形性", En: "Tangibles"}},
				{ID: "REL", Label: lang.Text{Zh: "可靠性", En: "Reliability"}},
				{ID: "RES", Label: lang.Text{Zh: "响应性", En: "Responsiveness"}},
				{ID: "ASS", Label: lang.Text{Zh: "保证性", En: "Assurance"}},
				{ID: "EMP", Label: lang.Text{Zh: "移情性", En: "Empathy"}},
			},
			Items: []survey.Item{
				{ID: "TAN1", Dimension: "TAN", Label: lang.Text{Zh: "设备先进", En: "Up-to-date equipment"}},
				{ID: "TAN2", Dimension: "TAN", Label: lang.Text{Zh: "环境悦目", En: "Appealing premises"}},
				{ID: "TAN3", Dimension: "TAN", Label: lang.Text{Zh: "仪表整洁", En: "Neat staff"}},
				{ID: "TAN4", Dimension: "TAN", Label: lang.Text{Zh: "资料美观", En: "Appealing materials"}},
				{ID: "REL1", Dimension: "REL", Label: lang.Text{Zh: "按期守诺", En: "Promises kept in time"}},
				{ID: "REL2", Dimension: "REL", Label: lang.Text{Zh: "诚心解难", En: "Sincere problem solving"}},
				{ID: "REL3", Dimension: "REL", Label: lang.Text{Zh: "一次做好", En: "Right first time"}},
				{ID: "REL4", Dimension: "REL", Label: lang.Text{Zh: "准时提供", En: "On time"}},
				{ID: "REL5", Dimension: "REL", Label: lang.Text{Zh: "记录无误", En: "Error-free records"}},
				{ID: "RES1", Dimension: "RES", Label: lang.Text{Zh: "告知时间", En: "Says when"}},
				{ID: "RES2", Dimension: "RES", Label: lang.Text{Zh: "及时", En: "Prompt"}},
				{ID: "RES3", Dimension: "RES", Label: lang.Text{Zh: "乐于帮助", En: "Willing to help"}},
				{ID: "RES4", Dimension: "RES", Label: lang.Text{Zh: "不推忙", En: "Never too busy"}},
				{ID: "ASS1", Dimension: "ASS", Label: lang.Text{Zh: "令人信任", En: "Inspires confidence"}},
				{ID: "ASS2", Dimension: "ASS", Label: lang.Text{Zh: "交易安心", En: "Feels safe"}},
				{ID: "ASS3", Dimension: "ASS", Label: lang.Text{Zh: "礼貌", En: "Courteous"}},
				{ID: "ASS4", Dimension: "ASS", Label: lang.Text{Zh: "专业胜任", En: "Knowledgeable"}},
				{ID: "EMP1", Dimension: "EMP", Label: lang.Text{Zh: "个别关注", En: "Individual attention"}},
				{ID: "EMP2", Dimension: "EMP", Label: lang.Text{Zh: "时间方便", En: "Convenient hours"}},
				{ID: "EMP3", Dimension: "EMP", Label: lang.Text{Zh: "员工关怀", En: "Personal care by staff"}},
				{ID: "EMP4", Dimension: "EMP", Label: lang.Text{Zh: "利益为先", En: "Best interest at heart"}},
				{ID: "EMP5", Dimension: "EMP", Label: lang.Text{Zh: "理解需要", En: "Understands needs"}},
			},
		}
	case "five-elements":
		return &survey.Study{
			Title:      lang.Text{Zh: "客户满意度五大要素", En: "Five elements of satisfaction"},
			Instrument: "five-elements",
			Version:    "five-elements set after a Chinese service-training text (RATER type)",
			Scale:      survey.Scale{Min: 1, Max: 7},
			Sides:      []survey.Side{survey.Expectation, survey.Perception},
			Dimensions: []survey.Dimension{
				{ID: "TAN", Label: lang.Text{Zh: "有形度", En: "Tangibles"}},
				{ID: "EMP", Label: lang.Text{Zh: "同理度", En: "Empathy"}},
				{ID: "RES", Label: lang.Text{Zh: "反应度", En: "Responsiveness"}},
				{ID: "ASS", Label: lang.Text{Zh: "专业度", En: "Professionalism"}},
				{ID: "REL", Label: lang.Text{Zh: "信赖度", En: "Trust"}},
			},
			Items: []survey.Item{
				{ID: "TAN1", Dimension: "TAN", Label: lang.Text{Zh: "环境观感", En: "Looks of the place"}, Facet: "env"},
				{ID: "TAN2", Dimension: "TAN", Label: lang.Text{Zh: "环境声音", En: "Sounds of the place"}, Facet: "env"},
				{ID: "TAN3", Dimension: "TAN", Label: lang.Text{Zh: "环境气味", En: "Smell of the place"}, Facet: "env"},
				{ID: "TAN4", Dimension: "TAN", Label: lang.Text{Zh: "员工仪表", En: "Looks of staff"}, Facet: "staff"},
				{ID: "TAN5", Dimension: "TAN", Label: lang.Text{Zh: "员工语音", En: "Voice of staff"}, Facet: "staff"},
				{ID: "TAN6", Dimension: "TAN", Label: lang.Text{Zh: "员工气息", En: "Freshness of staff"}, Facet: "staff"},
				{ID: "EMP1", Dimension: "EMP", Label: lang.Text{Zh: "环境顾及服务需求", En: "Place fits service needs"}, Facet: "env"},
				{ID: "EMP2", Dimension: "EMP", Label: lang.Text{Zh: "环境顾及情感需求", En: "Place fits feelings"}, Facet: "env"},
				{ID: "EMP3", Dimension: "EMP", Label: lang.Text{Zh: "员工理解服务需求", En: "Staff grasp service needs"}, Facet: "staff"},
				{ID: "EMP4", Dimension: "EMP", Label: lang.Text{Zh: "员工理解情感需求", En: "Staff grasp feelings"}, Facet: "staff"},
				{ID: "RES1", Dimension: "RES", Label: lang.Text{Zh: "受理迅速", En: "Quick to begin"}, Facet: "speed"},
				{ID: "RES2", Dimension: "RES", Label: lang.Text{Zh: "办结迅速", En: "Quick to finish"}, Facet: "speed"},
				{ID: "RES3", Dimension: "RES", Label: lang.Text{Zh: "态度主动", En: "Keen attitude"}, Facet: "attitude"},
				{ID: "RES4", Dimension: "RES", Label: lang.Text{Zh: "态度耐心", En: "Patient attitude"}, Facet: "attitude"},
				{ID: "ASS1", Dimension: "ASS", Label: lang.Text{Zh: "服务硬件", En: "Equipment"}, Facet: "env"},
				{ID: "ASS2", Dimension: "ASS", Label: lang.Text{Zh: "服务能力", En: "Service ability"}, Facet: "env"},
				{ID: "ASS3", Dimension: "ASS", Label: lang.Text{Zh: "员工专业技能", En: "Skills of staff"}, Facet: "staff"},
				{ID: "ASS4", Dimension: "ASS", Label: lang.Text{Zh: "员工解决问题", En: "Problem solving of staff"}, Facet: "staff"},
				{ID: "REL1", Dimension: "REL", Label: lang.Text{Zh: "承诺兑现", En: "Promises kept"}, Facet: "firm"},
				{ID: "REL2", Dimension: "REL", Label: lang.Text{Zh: "收费相符", En: "Charges as quoted"}, Facet: "firm"},
				{ID: "REL3", Dimension: "REL", Label: lang.Text{Zh: "员工值得信任", En: "Staff earn trust"}, Facet: "staff"},
				{ID: "REL4", Dimension: "REL", Label: lang.Text{Zh: "员工言而有信", En: "Staff keep their word"}, Facet: "staff"},
			},
			Facets: []survey.Facet{
				{ID: "env", Label: lang.Text{Zh: "环境", En: "Environment"}},
				{ID: "staff", Label: lang.Text{Zh: "员工", En: "Staff"}},
				{ID: "speed", Label: lang.Text{Zh: "速度", En: "Speed"}},
				{ID: "attitude", Label: lang.Text{Zh: "态度", En: "Attitude"}},
				{ID: "firm", Label: lang.Text{Zh: "企业", En: "Company"}},
			},
		}
	case "servperf-22":
		return &survey.Study{
			Title:      lang.Text{Zh: "SERVPERF 22题（仅测感知）", En: "SERVPERF, 22 items"},
			Instrument: "servperf-22",
			Version:    "Cronin & Taylor 1992, J. Marketing 56(3):55-68; perceptions only",
			Scale:      survey.Scale{Min: 1, Max: 7},
			Sides:      []survey.Side{survey.Perception},
			Dimensions: []survey.Dimension{
				{ID: "TAN", Label: lang.Text{Zh: "有形性", En: "Tangibles"}},
				{ID: "REL", Label: lang.Text{Zh: "可靠性", En: "Reliability"}},
				{ID: "RES", Label: lang.Text{Zh: "响应性", En: "Responsiveness"}},
				{ID: "ASS", Label: lang.Text{Zh: "保证性", En: "Assurance"}},
				{ID: "EMP", Label: lang.Text{Zh: "移情性", En: "Empathy"}},
			},
			Items: []survey.Item{
				{ID: "TAN1", Dimension: "TAN", Label: lang.Text{Zh: "设备先进", En: "Up-to-date equipment"}},
				{ID: "TAN2", Dimension: "TAN", Label: lang.Text{Zh: "环境悦目", En: "Appealing premises"}},
				{ID: "TAN3", Dimension: "TAN", Label: lang.Text{Zh: "仪表整洁", En: "Neat staff"}},
				{ID: "TAN4", Dimension: "TAN", Label: lang.Text{Zh: "资料美观", En: "Appealing materials"}},
				{ID: "REL1", Dimension: "REL", Label: lang.Text{Zh: "按期守诺", En: "Promises kept in time"}},
				{ID: "REL2", Dimension: "REL", Label: lang.Text{Zh: "诚心解难", En: "Sincere problem solving"}},
				{ID: "REL3", Dimension: "REL", Label: lang.Text{Zh: "一次做好", En: "Right first time"}},
				{ID: "REL4", Dimension: "REL", Label: lang.Text{Zh: "准时提供", En: "On time"}},
				{ID: "REL5", Dimension: "REL", Label: lang.Text{Zh: "记录无误", En: "Error-free records"}},
				{ID: "RES1", Dimension: "RES", Label: lang.Text{Zh: "告知时间", En: "Says when"}},
				{ID: "RES2", Dimension: "RES", Label: lang.Text{Zh: "及时", En: "Prompt"}},
				{ID: "RES3", Dimension: "RES", Label: lang.Text{Zh: "乐于帮助", En: "Willing to help"}},
				{ID: "RES4", Dimension: "RES", Label: lang.Text{Zh: "不推忙", En: "Never too busy"}},
				{ID: "ASS1", Dimension: "ASS", Label: lang.Text{Zh: "令人信任", En: "Inspires confidence"}},
				{ID: "ASS2", Dimension: "ASS", Label: lang.Text{Zh: "交易安心", En: "Feels safe"}},
				{ID: "ASS3", Dimension: "ASS", Label: lang.Text{Zh: "礼貌", En: "Courteous"}},
				{ID: "ASS4", Dimension: "ASS", Label: lang.Text{Zh: "专业胜任", En: "Knowledgeable"}},
				{ID: "EMP1", Dimension: "EMP", Label: lang.Text{Zh: "个别关注", En: "Individual attention"}},
				{ID: "EMP2", Dimension: "EMP", Label: lang.Text{Zh: "时间方便", En: "Convenient hours"}},
				{ID: "EMP3", Dimension: "EMP", Label: lang.Text{Zh: "员工关怀", En: "Personal care by staff"}},
				{ID: "EMP4", Dimension: "EMP", Label: lang.Text{Zh: "利益为先", En: "Best interest at heart"}},
				{ID: "EMP5", Dimension: "EMP", Label: lang.Text{Zh: "理解需要", En: "Understands needs"}},
			},
		}
	case "servqual-22-1988":
		return &survey.Study{
			Title:      lang.Text{Zh: "SERVQUAL 22题（1988原版）", En: "SERVQUAL, 22 items (1988)"},
			Instrument: "servqual-22-1988",
			Version:    "Parasuraman, Zeithaml & Berry 1988, J. Retailing 64(1):12-40; items 10-13 and 18-22 worded negatively and recoded, labels give the recoded direction",
			Scale:      survey.Scale{Min: 1, Max: 7},
			Sides:      []survey.Side{survey.Expectation, survey.Perception},
			Dimensions: []survey.Dimension{
				{ID: "TAN", Label: lang.Text{Zh: "有形性", En: "Tangibles"}},
				{ID: "REL", Label: lang.Text{Zh: "可靠性", En: "Reliability"}},
				{ID: "RES", Label: lang.Text{Zh: "响应性", En: "Responsiveness"}},
				{ID: "ASS", Label: lang.Text{Zh: "保证性", En: "Assurance"}},
				{ID: "EMP", Label: lang.Text{Zh: "移情性", En: "Empathy"}},
			},
			Items: []survey.Item{
				{ID: "TAN1", Dimension: "TAN", Label: lang.Text{Zh: "设备先进", En: "Up-to-date equipment"}},
				{ID: "TAN2", Dimension: "TAN", Label: lang.Text{Zh: "环境悦目", En: "Appealing premises"}},
				{ID: "TAN3", Dimension: "TAN", Label: lang.Text{Zh: "仪表整洁", En: "Neat staff"}},
				{ID: "TAN4", Dimension: "TAN", Label: lang.Text{Zh: "环境相称", En: "Premises fit the service"}},
				{ID: "REL1", Dimension: "REL", Label: lang.Text{Zh: "按期守诺", En: "Promises kept in time"}},
				{ID: "REL2", Dimension: "REL", Label: lang.Text{Zh: "诚心解难", En: "Sincere problem solving"}},
				{ID: "REL3", Dimension: "REL", Label: lang.Text{Zh: "一次做好", En: "Right first time"}},
				{ID: "REL4", Dimension: "REL", Label: lang.Text{Zh: "准时提供", En: "On time"}},
				{ID: "REL5", Dimension: "REL", Label: lang.Text{Zh: "记录无误", En: "Error-free records"}},
				{ID: "RES1", Dimension: "RES", Label: lang.Text{Zh: "告知时间", En: "Says when"}, Reversed: true},
				{ID: "RES2", Dimension: "RES", Label: lang.Text{Zh: "及时", En: "Prompt"}, Reversed: true},
				{ID: "RES3", Dimension: "RES", Label: lang.Text{Zh: "乐于帮助", En: "Willing to help"}, Reversed: true},
				{ID: "RES4", Dimension: "RES", Label: lang.Text{Zh: "不推忙", En: "Never too busy"}, Reversed: true},
				{ID: "ASS1", Dimension: "ASS", Label: lang.Text{Zh: "令人信任", En: "Inspires confidence"}},
				{ID: "ASS2", Dimension: "ASS", Label: lang.Text{Zh: "交易安心", En: "Feels safe"}},
				{ID: "ASS3", Dimension: "ASS", Label: lang.Text{Zh: "礼貌", En: "Courteous"}},
				{ID: "ASS4", Dimension: "ASS", Label: lang.Text{Zh: "企业支持", En: "Backed by the firm"}},
				{ID: "EMP1", Dimension: "EMP", Label: lang.Text{Zh: "个别关注", En: "Individual attention"}, Reversed: true},
				{ID: "EMP2", Dimension: "EMP", Label: lang.Text{Zh: "员工关怀", En: "Personal care by staff"}, Reversed: true},
				{ID: "EMP3", Dimension: "EMP", Label: lang.Text{Zh: "理解需要", En: "Understands needs"}, Reversed: true},
				{ID: "EMP4", Dimension: "EMP", Label: lang.Text{Zh: "利益为先", En: "Best interest at heart"}, Reversed: true},
				{ID: "EMP5", Dimension: "EMP", Label: lang.Text{Zh: "时间方便", En: "Convenient hours"}, Reversed: true},
			},
		}
	}
	return nil
}

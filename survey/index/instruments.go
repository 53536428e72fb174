// Code generated from instruments/*.yaml by go test -update; DO NOT EDIT.

package index

import (
	"servqual/survey"
	"servqual/survey/lang"
)

// shipped makes an instrument; nil = there is none of this name.
func shipped(name string) *survey.Study {
	switch name {
	case "libqual-22":
		return &survey.Study{
			Title:      lang.Text{Zh: "LibQUAL 22题（三列式）", En: "LibQUAL, 22 items (three columns)"},
			Instrument: "libqual-22",
			Version:    "Cook, Heath & Thompson 2000-; nine points; minimum, desired and perceived service",
			Scale:      survey.Scale{Min: 1, Max: 9},
			Sides:      []survey.Side{survey.Perception, survey.Minimum, survey.Desired},
			Dimensions: []survey.Dimension{
				{ID: "AS", Label: lang.Text{Zh: "服务影响", En: "Affect of Service"}},
				{ID: "IC", Label: lang.Text{Zh: "信息控制", En: "Information Control"}},
				{ID: "LP", Label: lang.Text{Zh: "图书馆环境", En: "Library as Place"}},
			},
			Items: []survey.Item{
				{ID: "AS-1", Dimension: "AS", Label: lang.Text{Zh: "令人放心", En: "Instils confidence"}},
				{ID: "IC-1", Dimension: "IC", Label: lang.Text{Zh: "远程可用", En: "Reachable remotely"}},
				{ID: "LP-1", Dimension: "LP", Label: lang.Text{Zh: "激发学习", En: "Inspires study"}},
				{ID: "AS-2", Dimension: "AS", Label: lang.Text{Zh: "个别关注", En: "Individual attention"}},
				{ID: "IC-2", Dimension: "IC", Label: lang.Text{Zh: "网站自助", En: "Self-service website"}},
				{ID: "AS-3", Dimension: "AS", Label: lang.Text{Zh: "始终礼貌", En: "Always courteous"}},
				{ID: "IC-3", Dimension: "IC", Label: lang.Text{Zh: "印本资料", En: "Printed materials"}},
				{ID: "LP-2", Dimension: "LP", Label: lang.Text{Zh: "安静空间", En: "Quiet space"}},
				{ID: "AS-4", Dimension: "AS", Label: lang.Text{Zh: "乐于解答", En: "Ready to respond"}},
				{ID: "IC-4", Dimension: "IC", Label: lang.Text{Zh: "电子资源", En: "Electronic resources"}},
				{ID: "AS-5", Dimension: "AS", Label: lang.Text{Zh: "知识胜任", En: "Knowledgeable"}},
				{ID: "LP-3", Dimension: "LP", Label: lang.Text{Zh: "舒适宜人", En: "Comfortable place"}},
				{ID: "AS-6", Dimension: "AS", Label: lang.Text{Zh: "关怀读者", En: "Caring"}},
				{ID: "IC-5", Dimension: "IC", Label: lang.Text{Zh: "设备先进", En: "Modern equipment"}},
				{ID: "AS-7", Dimension: "AS", Label: lang.Text{Zh: "理解需要", En: "Understands needs"}},
				{ID: "IC-6", Dimension: "IC", Label: lang.Text{Zh: "检索易用", En: "Easy finding tools"}},
				{ID: "LP-4", Dimension: "LP", Label: lang.Text{Zh: "专注之所", En: "Place to concentrate"}},
				{ID: "AS-8", Dimension: "AS", Label: lang.Text{Zh: "乐于助人", En: "Willing to help"}},
				{ID: "IC-7", Dimension: "IC", Label: lang.Text{Zh: "独立获取", En: "Independent use"}},
				{ID: "IC-8", Dimension: "IC", Label: lang.Text{Zh: "期刊馆藏", En: "Journal collections"}},
				{ID: "LP-5", Dimension: "LP", Label: lang.Text{Zh: "小组空间", En: "Group space"}},
				{ID: "AS-9", Dimension: "AS", Label: lang.Text{Zh: "解决问题", En: "Handles problems"}},
			},
		}
	case "libqual-ip":
		return &survey.Study{
			Title:      lang.Text{Zh: "LibQUAL 22题（重要度与现状）", En: "LibQUAL, 22 items (importance and current level)"},
			Instrument: "libqual-ip",
			Version:    "Two nine-point scales, importance and current level of service (from 2020); the final dimension names of the revision are not confirmed: those of the 22 core items are kept",
			Scale:      survey.Scale{Min: 1, Max: 9},
			Sides:      []survey.Side{survey.Perception, survey.Importance},
			Dimensions: []survey.Dimension{
				{ID: "AS", Label: lang.Text{Zh: "服务影响", En: "Affect of Service"}},
				{ID: "IC", Label: lang.Text{Zh: "信息控制", En: "Information Control"}},
				{ID: "LP", Label: lang.Text{Zh: "图书馆环境", En: "Library as Place"}},
			},
			Items: []survey.Item{
				{ID: "AS-1", Dimension: "AS", Label: lang.Text{Zh: "令人放心", En: "Instils confidence"}},
				{ID: "IC-1", Dimension: "IC", Label: lang.Text{Zh: "远程可用", En: "Reachable remotely"}},
				{ID: "LP-1", Dimension: "LP", Label: lang.Text{Zh: "激发学习", En: "Inspires study"}},
				{ID: "AS-2", Dimension: "AS", Label: lang.Text{Zh: "个别关注", En: "Individual attention"}},
				{ID: "IC-2", Dimension: "IC", Label: lang.Text{Zh: "网站自助", En: "Self-service website"}},
				{ID: "AS-3", Dimension: "AS", Label: lang.Text{Zh: "始终礼貌", En: "Always courteous"}},
				{ID: "IC-3", Dimension: "IC", Label: lang.Text{Zh: "印本资料", En: "Printed materials"}},
				{ID: "LP-2", Dimension: "LP", Label: lang.Text{Zh: "安静空间", En: "Quiet space"}},
				{ID: "AS-4", Dimension: "AS", Label: lang.Text{Zh: "乐于解答", En: "Ready to respond"}},
				{ID: "IC-4", Dimension: "IC", Label: lang.Text{Zh: "电子资源", En: "Electronic resources"}},
				{ID: "AS-5", Dimension: "AS", Label: lang.Text{Zh: "知识胜任", En: "Knowledgeable"}},
				{ID: "LP-3", Dimension: "LP", Label: lang.Text{Zh: "舒适宜人", En: "Comfortable place"}},
				{ID: "AS-6", Dimension: "AS", Label: lang.Text{Zh: "关怀读者", En: "Caring"}},
				{ID: "IC-5", Dimension: "IC", Label: lang.Text{Zh: "设备先进", En: "Modern equipment"}},
				{ID: "AS-7", Dimension: "AS", Label: lang.Text{Zh: "理解需要", En: "Understands needs"}},
				{ID: "IC-6", Dimension: "IC", Label: lang.Text{Zh: "检索易用", En: "Easy finding tools"}},
				{ID: "LP-4", Dimension: "LP", Label: lang.Text{Zh: "专注之所", En: "Place to concentrate"}},
				{ID: "AS-8", Dimension: "AS", Label: lang.Text{Zh: "乐于助人", En: "Willing to help"}},
				{ID: "IC-7", Dimension: "IC", Label: lang.Text{Zh: "独立获取", En: "Independent use"}},
				{ID: "IC-8", Dimension: "IC", Label: lang.Text{Zh: "期刊馆藏", En: "Journal collections"}},
				{ID: "LP-5", Dimension: "LP", Label: lang.Text{Zh: "小组空间", En: "Group space"}},
				{ID: "AS-9", Dimension: "AS", Label: lang.Text{Zh: "解决问题", En: "Handles problems"}},
			},
		}
	}
	return nil
}

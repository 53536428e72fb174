package recognise

import (
	"strings"

	"servqual/survey/wording"
)

// dimensionWords are words of questions by the SERVQUAL dimension that they are
// usually asked for (Parasuraman, Zeithaml and Berry 1988). A word that speaks
// for two dimensions is in neither list.
var dimensionWords = map[string][]string{
	"TAN": words(`环境 设施 设备 卫生 整洁 清洁 干净 装修 仪表 着装 外观 指示牌 标识 宣传资料 座位 停车 灯光 布局 房间 餐具 facilities facility equipment clean cleanliness tidy neat premises furniture decor appearance materials parking signs signage room rooms comfort noise seating`),
	"REL": words(`质量 准时 按时 准确 承诺 守诺 无误 可靠 一次 正确 兑现 交车 稳定 账单 收费透明 quality reliable reliability promise promised promises accurate accuracy error correct dependable right_first_time on_time fixed billing`),
	"RES": words(`等候 等待 及时 速度 快捷 迅速 响应 效率 办理时间 乐于 主动 排队 便捷 预约 流程 waiting wait prompt promptly speed fast quick quickly response responsive responsiveness willing willingness queue efficiency booking appointment`),
	"ASS": words(`专业 技术 礼貌 信任 安全 放心 知识 能力 讲解 解释 隐私 医术 诚信 competence competent knowledge knowledgeable polite courtesy courteous trust confidence safe security privacy explanation explain skill skills expertise clear`),
	"EMP": words(`关心 关怀 个性化 需求 理解 耐心 热情 体贴 倾听 尊重 营业时间 开放时间 便利 态度 personal individual attention care caring understand needs listen patient friendly friendliness empathy opening_hours convenient hours attentive warm`),
}

func words(s string) []string {
	out := strings.Fields(s)
	for i := range out {
		out[i] = strings.ReplaceAll(out[i], "_", " ")
	}
	return out
}

// SuggestDimension suggests the SERVQUAL dimension of a question by its words:
// TAN, REL, RES, ASS or EMP; "" where they say nothing, or as much for two. It is
// a suggestion for the owner of the survey and is never applied unasked.
func SuggestDimension(label string) string {
	s := wording.Clean(label)
	best, most, tie := "", 0, false
	for _, dim := range []string{"TAN", "REL", "RES", "ASS", "EMP"} {
		n := 0
		for _, w := range dimensionWords[dim] {
			if wording.IndexWord(s, w) >= 0 {
				n++
			}
		}
		switch {
		case n > most:
			best, most, tie = dim, n, false
		case n == most && n > 0:
			tie = true
		}
	}
	if tie {
		return ""
	}
	return best
}

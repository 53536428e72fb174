package recognise

import (
	"sort"
	"strings"
	"unicode"

	"servqual/survey"
	"servqual/survey/wording"
)

// sideWords are the words by which a header says what an item was asked for.
// Longer words win over shorter ones inside them (期望达到 is desired, 期望 is
// expectation).
var sideWords = makeSideWords(map[survey.Side]string{
	survey.Expectation: "期望 期望值 期待 期待值 应有 应该 应当 希望 预期 期望水平 事前期望 服务期望 expectation expectations expected expect expects should harapan ekspektasi erwartung erwartungen erwartet attente attentes attendu attendue attendus expectativa expectativas 기대 기대치 기대_수준 kỳ_vọng kì_vọng mong_đợi mức_kỳ_vọng mức_độ_kỳ_vọng 期待度 期待値 excellent_companies",
	survey.Perception:  "感知 感知值 实际 实际值 实际感受 感受 体验 实际体验 现状 表现 实际表现 实际感知 知覚 実際 perception perceptions perceived perceive actual actually experience experienced performance received current_level kenyataan kinerja persepsi wahrnehmung wahrgenommen tatsächlich erfahrung erlebt perçu perçue percepción percepciones percibido percibida percepção percepções perceção percebido percebida 지각 실제 인식 체감 cảm_nhận thực_tế mức_độ_cảm_nhận persepsi_aktual realita 実感 感知水平 您的感受",
	survey.Minimum:     "最低 最低要求 最低水平 最低可接受 最低可接受水平 可接受 可接受水平 最低期望 可接受的最低水平 minimum minimal minimally adequate acceptable lowest_acceptable mindest mindestens mínimo mínima 최소",
	survey.Desired:     "理想 理想水平 理想值 期望达到 期望达到水平 期望达到的水平 desired ideal desire idéal deseado deseable wunsch ideal_level 희망",
	survey.Importance:  "重要 重要性 重要度 重要程度 重视度 重视程度 在意程度 importance important kepentingan penting wichtigkeit wichtig importancia importância 중요도 중요 중요성 quan_trọng tầm_quan_trọng mức_quan_trọng mức_độ_quan_trọng độ_quan_trọng tingkat_kepentingan 重要さ",
})

// weakSideWords say perception only where nothing else says a side: in a
// survey of importance and satisfaction the second is what was perceived.
var weakSideWords = makeSideWords(map[survey.Side]string{
	survey.Perception: "满意 满意度 满意程度 satisfaction satisfied kepuasan zufriedenheit zufrieden 만족도 만족 満足 満足度 satisfacción satisfação satisfait hài_lòng sự_hài_lòng mức_hài_lòng mức_độ_hài_lòng độ_hài_lòng tingkat_kepuasan 实得 评价",
})

type sideWord struct {
	text string
	side survey.Side
}

func makeSideWords(lists map[survey.Side]string) []sideWord {
	var out []sideWord
	for _, side := range survey.Sides() {
		for _, w := range strings.Fields(lists[side]) {
			out = append(out, sideWord{strings.ReplaceAll(w, "_", " "), side})
		}
	}
	sort.SliceStable(out, func(a, b int) bool { return len(out[a].text) > len(out[b].text) })
	return out
}

// sideFiller is what may stand around a side word without making the text
// anything else than the name of a side.
var sideFiller = wording.Words(`您 你 您的 你的 您对 对 对于 的 之 程度 值 分 分数 得分 评分 打分 水平 服务 服务质量 客户 顾客 用户 患者 情况 评价 部分 问卷 表 调查 调查表 题 项 列 以下 各项 各 请 为 和 一 二 三 第一部分 第二部分 第三部分 方面
level levels score scores of service services quality rating ratings value your the my customer customers question questions part section survey a b c 1 2 3 nilai tingkat skor wert niveau`)

// SideIn finds the side a cleaned text names. rest is the text without the
// words that name it; pure says that nothing but filler is left. A text that
// names two sides names none.
func SideIn(s string) (side survey.Side, rest string, pure bool) {
	side, rest = findSide(s, sideWords)
	if side == 0 {
		side, rest = findSide(s, weakSideWords)
	}
	if side <= 0 {
		return 0, s, false
	}
	return side, rest, onlyFiller(rest)
}

// findSide gives side −1 when several are named.
func findSide(s string, list []sideWord) (side survey.Side, rest string) {
	rest = s
	for _, w := range list {
		for {
			i := wording.IndexWord(rest, w.text)
			if i < 0 {
				break
			}
			if side == 0 {
				side = w.side
			} else if side != w.side {
				return -1, s
			}
			rest = rest[:i] + " " + rest[i+len(w.text):]
		}
	}
	return side, strings.TrimSpace(rest)
}

func onlyFiller(s string) bool {
	for _, f := range strings.FieldsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		if !sideFiller[f] && !fillerRun(f) {
			return false
		}
	}
	return true
}

// fillerRun says whether a run of Chinese without blanks is made of filler.
func fillerRun(s string) bool {
	if !wording.HasHan(s) {
		return false
	}
	for s != "" {
		n := 0
		for i := range s + " " {
			if i > n && i <= len(s) && sideFiller[s[:i]] {
				n = i
			}
		}
		if sideFiller[s] {
			return true
		}
		if n == 0 {
			return false
		}
		s = s[n:]
	}
	return true
}

// CodeSides are the side marks of short codes: E5, P_REL2, Q7imp.
var CodeSides = map[string]survey.Side{
	"e": survey.Expectation, "exp": survey.Expectation, "expect": survey.Expectation, "expectation": survey.Expectation, "期望": survey.Expectation, "期待": survey.Expectation,
	"p": survey.Perception, "per": survey.Perception, "perc": survey.Perception, "perception": survey.Perception, "感知": survey.Perception, "实际": survey.Perception,
	"m": survey.Minimum, "min": survey.Minimum, "minimum": survey.Minimum, "最低": survey.Minimum,
	"d": survey.Desired, "des": survey.Desired, "desired": survey.Desired, "理想": survey.Desired,
	"i": survey.Importance, "imp": survey.Importance, "importance": survey.Importance, "重要性": survey.Importance, "重要度": survey.Importance,
}

// Named finds the side that a text of some length names, 0 where it names
// none or several. Words such as satisfaction say nothing there.
func Named(s string) survey.Side {
	side, _ := findSide(s, sideWords)
	return max(0, side)
}

// IsFiller says that a word of a name says nothing about which side it is.
func IsFiller(word string) bool { return sideFiller[word] || fillerRun(word) }

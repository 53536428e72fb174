package load

import (
	"strings"

	"servqual/survey/wording"
)

// Platforms write columns beside a question that say nothing new: the points
// and the feedback of a quiz ("Points - Q", "Q [Score]"), and a column of 0 and
// 1 for each option ("Q|option", "Q(option)"). They are no answers, and no
// second column of the question.

var (
	companionWords  = `points?|score|scores|feedback|quiz score|correct answer|得分|分数|分值|反馈|评语|正确答案|puntos|puntuación|comentarios|pontos|pontuação|punkte|rückmeldung|note|poin|skor|umpan balik|得点|점수|점수|điểm`
	companionBefore = wording.Pattern(`^(?:` + companionWords + `)\s*[-–—:]\s*(.+)$`)
	companionAfter  = wording.Pattern(`^(.+?)\s*[\[(【]\s*(?:` + companionWords + `)\s*[\])】]$|^(.+?)\s*[-–—:_/|]\s*(?:` + companionWords + `)$`)
)

// companions says which columns of a table are derived from another one.
func companions(t *table) []bool {
	out := make([]bool, len(t.head.cols))
	texts := make([]string, len(out))
	base := make(map[string]int)
	for i := range texts {
		texts[i] = wording.Clean(t.head.cols[i].raw)
		if _, known := base[texts[i]]; !known && texts[i] != "" {
			base[texts[i]] = i
		}
	}
	options := make(map[int][]int) // columns of options by the column of the question
	for i, text := range texts {
		if of := wordCompanion(text); of != "" {
			if k, known := base[of]; known && k != i {
				out[i] = true
				continue
			}
		}
		if k, ok := optionOf(text, base); ok && k < i && t.ticks(i) && !t.ticks(k) {
			options[k] = append(options[k], i)
		}
	}
	for _, cols := range options {
		for _, i := range cols {
			out[i] = len(cols) >= 2
		}
	}
	return out
}

// wordCompanion gives the question that a column of points or feedback belongs
// to by its header.
func wordCompanion(text string) string {
	if m := companionBefore().FindStringSubmatch(text); m != nil {
		return m[1]
	}
	if m := companionAfter().FindStringSubmatch(text); m != nil {
		return m[1] + m[2]
	}
	return ""
}

// optionOf finds the column whose whole header begins this one, with a mark
// and an option behind it.
func optionOf(text string, base map[string]int) (int, bool) {
	for i := len(text) - 1; i > 0; i-- {
		if !strings.ContainsRune("|/([:_-.", rune(text[i])) {
			continue
		}
		if k, ok := base[strings.TrimSpace(text[:i])]; ok {
			return k, true
		}
	}
	return 0, false
}

// ticks says that a column holds nothing but 0 and 1, or one mark.
func (t *table) ticks(col int) bool {
	p := t.profile(col)
	return p.filled == 0 || p.binary || p.distinct == 1 && p.numbers == 0
}

// byCompanion sets derived columns aside.
func (b *binder) byCompanion() {
	for i, derived := range b.t.derived {
		if derived && b.free(i) {
			b.cols[i] = bound{use: UseNothing, reason: ByPlatform, confidence: certain}
		}
	}
}

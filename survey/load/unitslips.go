package load

import (
	"slices"
	"strings"
	"unicode"

	"servqual/survey"
	"servqual/survey/wording"
)

// A name is taken for a slip of another one where it has no more than slipMost
// responses or one in slipShare of the other's.
const (
	slipMost  = 2
	slipShare = 20
	slipLeast = 10 // responses of the other name, so that it is more than a slip itself
)

// contrasts are characters that tell one place from another, so that names
// which differ in one of them are two.
const contrasts = "东西南北中前后左右上下内外新老旧大小一二三四五六七八九十甲乙丙丁总分東後舊總"

// slips pairs the names of few responses with the names of many that they
// differ from in one character; not those that are grouped already.
func slips(responses map[string]int, register survey.Units, grouped [][]string) [][]string {
	var rare, common []string
	for n, k := range responses {
		if k >= slipLeast {
			common = append(common, n)
		} else if k > 0 {
			rare = append(rare, n)
		}
	}
	slices.Sort(rare)
	slices.Sort(common)
	near := make(map[string][]string) // common names by what is left of them without a character
	for _, b := range common {
		for _, k := range gaps(wording.Clean(b)) {
			near[k] = append(near[k], b)
		}
	}
	var out [][]string
	for _, a := range rare {
		if register.Find(a) >= 0 || slices.ContainsFunc(grouped, func(g []string) bool { return slices.Contains(g, a) }) {
			continue
		}
		if b := slipOf(a, responses, near); b != "" {
			out = append(out, []string{a, b})
		}
	}
	return out
}

// slipOf gives the first common name that a name is a slip of, "" without one.
func slipOf(a string, responses map[string]int, near map[string][]string) string {
	for _, k := range gaps(wording.Clean(a)) {
		for _, b := range near[k] {
			if responses[a] <= max(slipMost, responses[b]/slipShare) && slip(wording.Clean(a), wording.Clean(b)) {
				return b
			}
		}
	}
	return ""
}

// gaps lists what names that differ from a name in one character have in common
// with it: the name with a gap in each place, without each character, and whole.
// So names are found by what they share rather than by comparing all pairs.
func gaps(s string) []string {
	r := []rune(s)
	out := []string{s}
	for i := range r {
		before, after := string(r[:i]), string(r[i+1:])
		out = append(out, before+"\x00"+after, before+after)
	}
	return out
}

// slip says that two names differ in one character that tells no places apart,
// and have more in common than it: three characters of Chinese, five letters.
func slip(a, b string) bool {
	x, y := []rune(a), []rune(b)
	least := 6
	if wording.HasHan(b) {
		least = 4
	}
	if len(x) > len(y) {
		x, y = y, x
	}
	if len(y) < least || len(y)-len(x) > 1 || survey.Distance(x, y) != 1 {
		return false
	}
	i := 0
	for i < len(x) && x[i] == y[i] {
		i++
	}
	differ := []rune{y[i]}
	if len(x) == len(y) {
		differ = append(differ, x[i])
	}
	for _, r := range differ {
		alone := unicode.IsLetter(r) && r < 0x80 && (i == 0 || y[i-1] == ' ') && (i+1 == len(y) || y[i+1] == ' ')
		if unicode.IsDigit(r) || strings.ContainsRune(contrasts, r) || alone {
			return false
		}
	}
	return true
}

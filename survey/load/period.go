package load

import (
	"fmt"
	"regexp"
	"strings"

	"servqual/survey/wording"
)

// Waves are months, quarters or years, written in many ways. One period has
// one name, 2026-01, 2026-Q3 or 2026, whatever the way; a text that is no
// period stays as it is written.

var (
	monthAfterYear  = wording.Pattern(`^(20\d{2})\s*[-_./年, ]\s*m?(1[0-2]|0?[1-9])\s*(?:月份?)?$`)
	sixDigits       = wording.Pattern(`^(20\d{2})m?(0[1-9]|1[0-2])$`)
	monthBeforeYear = wording.Pattern(`^m?(1[0-2]|0?[1-9])\s*(?:[-_./, ]|月份?[-_./, ]?)\s*(20\d{2})\s*年?$`)
	hanMonth        = wording.Pattern(`^(20\d{2})\s*年?\s*(十[一二]?|[一二三四五六七八九])\s*月份?$`)
	nameBeforeYear  = wording.Pattern(`^(\pL+)\.?(?: de)?[-_/,' ]*(20\d{2})$`)
	nameAfterYear   = wording.Pattern(`^(20\d{2})[-_/,. ]*(\pL+)\.?$`)
	nameShortYear   = wording.Pattern(`^(\pL+)\.? ?[-'’](\d{2})$`)
	quarterAfter    = wording.Pattern(`^(20\d{2})\s*[-_./年, ]?\s*(?:年\s*)?(?:q|第|quarter)?\s*([1-4一二三四])\s*(?:q|季度?|분기)$|^(20\d{2})\s*[-_./年, ]?\s*(?:q|第|quarter)\s*([1-4一二三四])$`)
	quarterBefore   = wording.Pattern(`^(?:q|quarter|第)\s*([1-4一二三四])\s*(?:季度?)?\s*[-_./,' ]*(?:of )?(20\d{2})\s*年?$|^([1-4一二三四])\s*(?:q|季度?)\s*[-_./, ]*(20\d{2})\s*年?$`)
	yearAlone       = wording.Pattern(`^(20\d{2})\s*(?:年度?)?$`)
)

// periodName gives the one name of a month, quarter or year.
func periodName(text string) (name string, ok bool) {
	s := wording.Clean(text)
	if len(s) < 4 || len(s) > 40 || !hasDigit(s) {
		return "", false
	}
	for _, p := range []func() *regexp.Regexp{monthAfterYear, sixDigits} {
		if m := p().FindStringSubmatch(s); m != nil {
			return monthOf(m[1], atoi(m[2]))
		}
	}
	if m := monthBeforeYear().FindStringSubmatch(s); m != nil {
		return monthOf(m[2], atoi(m[1]))
	}
	if m := hanMonth().FindStringSubmatch(s); m != nil {
		return monthOf(m[1], hanNumber(m[2]))
	}
	if m := nameBeforeYear().FindStringSubmatch(s); m != nil && monthByName[m[1]] > 0 {
		return monthOf(m[2], monthByName[m[1]])
	}
	if m := nameAfterYear().FindStringSubmatch(s); m != nil && monthByName[m[2]] > 0 {
		return monthOf(m[1], monthByName[m[2]])
	}
	if m := nameShortYear().FindStringSubmatch(s); m != nil && monthByName[m[1]] > 0 {
		return monthOf("20"+m[2], monthByName[m[1]])
	}
	if year, q := quarterIn(s); q > 0 {
		return fmt.Sprintf("%s-Q%d", year, q), true
	}
	if m := yearAlone().FindStringSubmatch(s); m != nil {
		return m[1], true
	}
	return "", false
}

func monthOf(year string, month int) (string, bool) {
	return fmt.Sprintf("%s-%02d", year, month), month >= 1 && month <= 12
}

func quarterIn(s string) (year string, quarter int) {
	if m := quarterAfter().FindStringSubmatch(s); m != nil {
		return m[1] + m[3], hanNumber(m[2] + m[4])
	}
	if m := quarterBefore().FindStringSubmatch(s); m != nil {
		return m[2] + m[4], hanNumber(m[1] + m[3])
	}
	return "", 0
}

// hanNumber reads 1 … 12, in digits or Chinese.
func hanNumber(s string) int {
	if rest, ten := strings.CutPrefix(s, "十"); ten {
		return 10 + strings.Index("一二", rest)/3 + min(1, len(rest))
	}
	if i := strings.Index("一二三四五六七八九", s); i >= 0 && s != "" {
		return i/3 + 1
	}
	return atoi(s)
}

// monthByName holds the names of months and their abbreviations.
var monthByName = func() map[string]int {
	out := make(map[string]int)
	for _, names := range []string{
		"january february march april may june july august september october november december",
		"jan feb mar apr may jun jul aug sep oct nov dec",
		"januar februar märz april mai juni juli august september oktober november dezember",
		"jänner feb mär apr mai jun jul aug sept okt nov dez",
		"enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
		"ene feb mar abr may jun jul ago set oct nov dic",
		"janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
		"jan fev mar abr mai jun jul ago set out nov dez",
		"janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
		"janv févr mars avr mai juin juil août sept oct nov déc",
		"januari februari maret april mei juni juli agustus september oktober november desember",
		"jan peb mar apr mei jun jul agu sep okt nov des",
	} {
		for i, name := range strings.Fields(names) {
			out[name] = i + 1
		}
	}
	return out
}()

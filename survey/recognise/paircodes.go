package recognise

import (
	"slices"
	"strconv"
	"strings"

	"servqual/survey/wording"
)

// byCodes pairs codes that differ in one number or letter: Q5#1_3 and Q5#2_3,
// SQ[SQ001][1] and SQ[SQ001][2], E1 and P1.
func byCodes(cols []*Column) ([]Mark, bool) {
	parts := make([][]string, len(cols))
	for i, c := range cols {
		code := c.Code
		if code == "" {
			code = c.Text
		}
		parts[i] = codeParts(code)
	}
	v := differing(parts, func(values []string) bool { return len(values) <= 3 && codeMarks(values) })
	if v == nil || !sameTexts(cols, v) {
		return nil, false
	}
	sides, named := sidesOf(v.values)
	if !named {
		namedAbove(cols, &sides)
	}
	if !named && !v.told(cols) {
		return nil, false
	}
	return v.marks(len(cols), sides, named), true
}

// byNumbers pairs headers that are a word and a number each: E1 … E22 beside
// 第1题 … 第22题.
func byNumbers(cols []*Column) ([]Mark, bool) {
	v := &variants{rests: make(map[string][]int), cols: make(map[int][2]int), at: make(map[string]int)}
	for i, c := range cols {
		word, number, ok := wordAndNumber(c)
		if !ok {
			continue
		}
		k, known := v.at[word]
		if !known {
			k = len(v.values)
			v.at[word] = k
			v.values = append(v.values, word)
		}
		if k > 2 {
			return nil, false
		}
		if v.rests[number] == nil {
			v.rests[number] = []int{-1, -1, -1}
			v.order = append(v.order, number)
		}
		if v.rests[number][k] >= 0 {
			return nil, false
		}
		v.rests[number][k] = i
		v.cols[i] = [2]int{k, slices.Index(v.order, number)}
	}
	if len(v.values) < 2 || len(v.order) < 5 || len(v.cols) != len(v.values)*len(v.order) || len(v.cols)*5 < len(cols)*4 {
		return nil, false
	}
	sides, named := sidesOf(v.values)
	out := v.marks(len(cols), sides, named)
	for i, at := range v.cols {
		out[i].Number, _ = strconv.Atoi(v.order[at[1]])
	}
	return out, true
}

// wordAndNumber parts a header such as E12, 期望3 or 第5题.
func wordAndNumber(c *Column) (word, number string, ok bool) {
	s := wording.Key(c.Text)
	digits := numberIn().FindAllString(s, -1)
	if len(digits) != 1 || len(s) > 24 {
		return "", "", false
	}
	number = strings.TrimLeft(digits[0], "0")
	return numberIn().ReplaceAllString(s, ""), number, number != ""
}

// codeParts parts a code into letters and numbers. The number after a # keeps
// it: Qualtrics marks the sides of a side-by-side question so.
func codeParts(s string) []string {
	var out []string
	for i := 0; i < len(s); {
		j := i
		switch {
		case s[i] >= '0' && s[i] <= '9':
			for j < len(s) && s[j] >= '0' && s[j] <= '9' {
				j++
			}
		case wording.Latin(s[i]) || s[i] >= 0x80:
			for j < len(s) && (wording.Latin(s[j]) || s[j] >= 0x80) {
				j++
			}
		default:
			i++
			continue
		}
		part := strings.TrimLeft(s[i:j], "0")
		if part == "" {
			part = "0"
		}
		if i > 0 && s[i-1] == '#' {
			part = "#" + part
		}
		out = append(out, part)
		i = j
	}
	return out
}

// codeMarks says that the values can mark sides: 0 and 1, 1 and 2, #1 and #2, or
// two letters.
func codeMarks(values []string) bool {
	for _, v := range values {
		v = strings.TrimPrefix(v, "#")
		if len(v) > 12 || len(v) > 1 && v[0] >= '0' && v[0] <= '9' || len(v) == 1 && v[0] > '3' && v[0] <= '9' {
			return false
		}
	}
	return true
}

// told says that codes alone tell sides: the marks alternate from column to
// column, or are those of Qualtrics, or letters before as many numbers.
func (v *variants) told(cols []*Column) bool {
	if strings.HasPrefix(v.values[0], "#") {
		return true
	}
	if len(v.order) < 4 {
		return false
	}
	letters := true
	for _, x := range v.values {
		letters = letters && !(x[0] >= '0' && x[0] <= '9')
	}
	if letters {
		return len(v.values) == 2 && len(v.order) >= 5 && len(v.cols) == len(v.values)*len(v.order)
	}
	apart := 0
	for _, rest := range v.order {
		c := v.rests[rest]
		if c[0] >= 0 && c[1] >= 0 && (c[1]-c[0] == 1 || c[0]-c[1] == 1) {
			apart++
		}
	}
	return apart == len(v.order)
}

// sameTexts says that paired columns have the same label, where they have one
// beside their code.
func sameTexts(cols []*Column, v *variants) bool {
	same, labelled := 0, 0
	for _, rest := range v.order {
		c := v.rests[rest]
		if countFrom(c) < 2 {
			continue
		}
		var a, b string
		for _, i := range c {
			if i >= 0 {
				k := lastKey(cols[i])
				if a == "" {
					a = k
				} else if b == "" {
					b = k
				}
			}
		}
		if a == "" || b == "" {
			continue
		}
		labelled++
		if a == b {
			same++
		}
	}
	return labelled == 0 || same*5 >= labelled*4
}

// lastKey is the key of the last part of a column's text, "" where that is its
// code.
func lastKey(c *Column) string {
	if bareCode(c) {
		return ""
	}
	segs := wording.Segments(c.Text)
	if len(segs) == 0 {
		return ""
	}
	return wording.Key(segs[len(segs)-1])
}

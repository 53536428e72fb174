package recognise

import (
	"iter"
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"servqual/survey/sheet"
	"servqual/survey/wording"
)

// none stands for a row without a number.
const none = math.MinInt32

// maxTexts bounds the different texts counted in a column, maxRows the rows.
const (
	maxTexts = 400
	maxRows  = 2000
)

// values is what the sampled cells of a column look like.
type values struct {
	rows      []int32        // by sampled row: the whole number answered, or none
	filled    int            // cells that are neither blank nor skipped nor not applicable
	whole     int            // whole numbers, alone or beside a label
	fractions int            // numbers that are not whole
	percents  int            // cells formatted or written as a percentage
	degrees   int            // worded degrees, with or without a number
	labelled  int            // a number beside a label
	dates     int            //
	words     map[string]int // answers in words, cleaned, without a number
	numbers   map[int]int    // whole numbers by how often
	texts     map[string]int // different texts, up to maxTexts
	runes     int            // of all texts
	joined    int            // cells with several answers joined by a mark
	parts     map[string]int // the answers in cells of words, parted at such marks
}

func valuesOf(cells iter.Seq[sheet.Cell]) *values {
	v := &values{words: make(map[string]int), numbers: make(map[int]int), texts: make(map[string]int), parts: make(map[string]int)}
	for c := range cells {
		if len(v.rows) == maxRows {
			break
		}
		v.rows = append(v.rows, v.add(c))
	}
	return v
}

// add counts one cell and gives its number.
func (v *values) add(c sheet.Cell) int32 {
	if c.Kind == sheet.Empty {
		return none
	}
	if c.Kind == sheet.Date {
		v.filled++
		v.dates++
		v.text(c.Text)
		return none
	}
	var a wording.Answer
	switch c.Kind {
	case sheet.Small, sheet.Number:
		if c.Has(sheet.Percent) {
			v.percents++
		}
		a = wording.NumberAnswer(c.Num)
	case sheet.Text:
		if t := strings.TrimSpace(c.Text); strings.HasSuffix(t, "%") || strings.HasSuffix(t, "％") {
			if _, ok := sheet.ParseNumber(strings.TrimRight(t, "%％ ")); ok {
				v.percents++
			}
		}
		a = wording.ReadAnswer(c.Text)
	default:
		a = wording.Answer{Form: wording.Label, Label: wording.Clean(c.Text)}
	}
	switch a.Form {
	case wording.Blank, wording.Skipped, wording.NotApplicable:
		return none
	}
	v.filled++
	v.text(c.Text)
	switch a.Form {
	case wording.Number, wording.Both:
		v.whole++
		if len(v.numbers) < maxTexts {
			v.numbers[a.Number]++
		}
		if a.Form == wording.Both {
			v.labelled++
			if wording.IsDegree(a.Label) {
				v.degrees++
			}
		}
		return int32(a.Number)
	case wording.Fraction:
		v.fractions++
	case wording.Label:
		if len(v.words) < maxTexts || v.words[a.Label] > 0 {
			v.words[a.Label]++
		}
		if wording.IsDegree(a.Label) {
			v.degrees++
		}
		v.part(c.Text)
	}
	return none
}

func (v *values) text(s string) {
	v.runes += utf8.RuneCountInString(s)
	if len(v.texts) < maxTexts || v.texts[s] > 0 {
		v.texts[s]++
	}
}

// distinct is the number of different texts.
func (v *values) distinct() int { return len(v.texts) }

// numeric says that nearly all cells are numbers.
func (v *values) numeric() bool {
	return v.filled > 0 && (v.whole+v.fractions)*10 >= v.filled*9
}

// binary says that all cells are 0 and 1, with a 0 among them.
func (v *values) binary() bool {
	return v.filled > 0 && v.whole == v.filled && v.numbers[0] > 0 && v.numbers[0]+v.numbers[1] == v.whole
}

// worded says that most cells are degrees in words. "Male" is one in Italian.
func (v *values) worded() bool {
	return v.filled > 0 && v.degrees*2 > v.filled && len(v.words) <= 24 && !v.sexes()
}

// rating says that the cells can be answers on a scale of few steps, or of
// 0 … 100.
func (v *values) rating() bool {
	if v.worded() {
		return true
	}
	if v.filled == 0 || v.binary() || (v.whole+v.percents)*10 < v.filled*8 || v.fractions*10 > v.filled && v.percents == 0 {
		return false
	}
	lo, hi := v.span()
	return lo >= -5 && hi <= 11 || lo >= 0 && hi <= 100 && v.roundish()
}

// serials says that the cells are days as a spreadsheet counts them, from 2009 to
// 2064, without the format of a date.
func (v *values) serials() bool {
	for n := range v.numbers {
		if n < 40000 || n > 60000 {
			return false
		}
	}
	return v.whole > 0 && v.whole == v.filled
}

// hundred says that the cells are whole numbers from 0 to 100, beyond the usual
// scales.
func (v *values) hundred() bool {
	lo, hi := v.span()
	return v.filled > 0 && v.whole*10 >= v.filled*9 && lo >= 0 && hi <= 100 && hi > 11
}

// roundish says that numbers up to 100 are answers of a slider or percentages
// rather than ages or counts: most of them end in 0 or 5, and some lie above 60.
func (v *values) roundish() bool {
	if v.percents*2 > v.filled {
		return true
	}
	tens, high := 0, 0
	for n, k := range v.numbers {
		if n%5 == 0 {
			tens += k
		}
		if n > 60 {
			high += k
		}
	}
	return tens*10 >= v.whole*9 && high*10 > v.whole
}

// span is the lowest and the highest whole number that is neither a slip nor a
// code of "no answer"; 0, −1 where there are none.
func (v *values) span() (lo, hi int) {
	steps, _ := strays(recurring(v.numbers, v.whole), v.numbers)
	if len(steps) == 0 {
		return 0, -1
	}
	return steps[0], steps[len(steps)-1]
}

// recurs says that k of n answers are more than slips: three of them and one in
// two hundred, or any where there are few answers.
func recurs(k, n int) bool { return k >= 3 && k*200 >= n || k > 0 && n < 100 }

// recurring gives the numbers that are more than slips, ascending. by tells how
// often each of all total was given.
func recurring(by map[int]int, total int) []int {
	var out []int
	for n, k := range by {
		if recurs(k, total) {
			out = append(out, n)
		}
	}
	slices.Sort(out)
	return out
}

// category says that the cells are a few names or codes, as of gender, branch
// or product.
func (v *values) category() bool {
	d := v.distinct()
	return v.filled > 0 && d <= 60 && (d <= 12 || d*3 <= v.filled) && v.runes <= 30*v.filled
}

// free says that the cells are texts of the respondents' own.
func (v *values) free() bool {
	return v.filled > 0 && v.whole*2 < v.filled && v.dates*2 < v.filled && !v.worded() && !(v.category() && v.filled >= 20)
}

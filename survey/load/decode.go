package load

import (
	"math"

	"servqual/survey"
	"servqual/survey/issue"
	"servqual/survey/sheet"
	"servqual/survey/wording"
)

// problem is what was wrong or noteworthy about one cell. Zero is nothing.
type problem uint8

const (
	probNone problem = iota
	probUnmapped
	probRange
	probFraction
	probNA
	probSkipped
	probClash
	probBool
	probDate
	probError
	probPercent
	probNoValue
	probWeight
	probWhen
)

var problemCodes = [...]issue.Code{
	probUnmapped: issue.AnswerUnmapped, probRange: issue.AnswerRange, probFraction: issue.AnswerFraction, probNA: issue.AnswerNA, probSkipped: issue.AnswerSkipped, probClash: issue.CodeLabelClash,
	probBool: issue.CellBoolean, probDate: issue.CellDate, probError: issue.CellError, probPercent: issue.CellPercent, probNoValue: issue.FormulaNoValue, probWeight: issue.WeightNotNumber, probWhen: issue.DateUnreadable,
}

// verdict is the code of an answer and what was wrong with it.
type verdict struct {
	code survey.Code
	why  problem
}

// decoder turns cells into codes on one scale. It never changes after it was
// made and is shared by all workers.
type decoder struct {
	scale   survey.Scale
	small   [256]survey.Code // by plain whole number; Invalid = look closer
	own     map[string]int   // the study's labels by key
	labels  *labelling
	missing map[string]bool // cleaned texts that mean "no answer"
	skips   map[int]bool    // numbers that the platform writes for "no answer"
	none    map[string]bool // answers of the item that count as not applicable: "no standard exists"

	steps int  // of the study's scale, where a code counts steps and no points; else 0
	turn  bool // with steps: the lowest point is the best answer, unlike on the study's scale

	plain bool       // each number of the scale stands for itself:
	same  plainScale // they are these
}

func newDecoder(s *survey.Study, sc survey.Scale, labels *labelling, plat string) *decoder {
	d := &decoder{scale: sc, own: make(map[string]int), labels: labels, missing: make(map[string]bool), skips: map[int]bool{-3: !sc.Contains(-3)}}
	for l, n := range sc.Labels {
		d.own[wording.Key(l)] = n
	}
	for _, m := range s.Missing {
		d.missing[wording.Clean(m)] = true
	}
	if plat == SoSci {
		d.skips[-9], d.skips[-1] = true, true
	}
	if plat == Qualtrics {
		d.skips[-99] = true // "seen but not answered"
	}
	d.fillSmall()
	return d
}

// inSteps makes the decoder count steps of a common scale: point x of min … max is
// code steps·(x − min)/(max − min), a whole number.
func (d *decoder) inSteps(steps int, turn bool) *decoder {
	d.steps, d.turn = steps, turn
	d.fillSmall()
	return d
}

// step puts a point of the decoder's scale on the study's scale.
func (d *decoder) step(v verdict) verdict {
	if d.steps == 0 || !v.code.Valid() {
		return v
	}
	n := int(v.code)
	if d.turn {
		n = d.scale.Min + d.scale.Max - n
	}
	v.code = survey.Code((n - d.scale.Min) * d.steps / (d.scale.Max - d.scale.Min))
	return v
}

func (d *decoder) fillSmall() {
	for v := range d.small {
		w := d.step(d.whole(v))
		d.small[v] = w.code
		if w.why != probNone {
			d.small[v] = survey.Invalid
		}
	}
	d.plain = d.scale.Min >= 0 && d.scale.Max <= 127 && d.steps == 0
	for v := d.scale.Min; v <= d.scale.Max && d.plain; v++ {
		d.plain = d.small[v] == survey.Code(v)
	}
	d.same = newPlainScale(d.scale.Min, d.scale.Max)
}

// with gives the decoder of an item that has answers of its own outside the
// scale.
func (d *decoder) with(none []string) *decoder {
	own := *d
	own.none = make(map[string]bool)
	for _, s := range none {
		own.none[wording.Clean(s)] = true
	}
	own.fillSmall()
	return &own
}

// whole judges a whole number.
func (d *decoder) whole(n int) verdict {
	if len(d.missing) > 0 && d.missing[itoa(n)] {
		return verdict{survey.Missing, probNone}
	}
	if len(d.none) > 0 && d.none[itoa(n)] {
		return verdict{survey.NotApplicable, probNone}
	}
	if d.skips[n] {
		return verdict{survey.Missing, probSkipped}
	}
	if !d.scale.Contains(n) {
		return verdict{survey.Invalid, probRange}
	}
	if d.labels != nil && d.labels.down {
		n = d.scale.Min + d.scale.Max - n
	}
	return verdict{survey.Code(n), probNone}
}

// number judges any number.
func (d *decoder) number(x float64) verdict {
	if x != math.Trunc(x) {
		return verdict{survey.Invalid, probFraction}
	}
	if math.Abs(x) > wording.FarOff {
		return verdict{survey.Invalid, probRange}
	}
	return d.whole(int(x))
}

// text judges a cell of text.
func (d *decoder) text(text string) verdict { return d.step(d.words(text)) }

// words is text on the decoder's own scale.
func (d *decoder) words(text string) verdict {
	s := wording.Clean(text)
	if s == "" {
		return verdict{survey.Missing, probNone}
	}
	if d.missing[s] {
		return verdict{survey.Missing, probNone}
	}
	if d.none[s] {
		return verdict{survey.NotApplicable, probNone}
	}
	if n, ok := d.own[wording.Key(s)]; ok && len(d.own) > 0 && wording.Key(s) != "" {
		return d.labelled(n)
	}
	if d.scale.Contains(-3) && s == "-3" { // an answer here, where elsewhere it marks a skipped question
		return d.whole(-3)
	}
	a := wording.ReadAnswer(text)
	switch a.Form {
	case wording.Blank:
		return verdict{survey.Missing, probNone}
	case wording.Skipped:
		return verdict{survey.Missing, probSkipped}
	case wording.NotApplicable:
		return verdict{survey.NotApplicable, probNA}
	case wording.Fraction:
		return verdict{survey.Invalid, probFraction}
	case wording.Number:
		return d.whole(a.Number)
	case wording.Both:
		return d.both(a)
	}
	if n, ok := d.labels.code(a.Label, d.scale); ok {
		return verdict{survey.Code(n), probNone}
	}
	if d.labels != nil && d.labels.open {
		return verdict{survey.Invalid, probNone} // the question names the labels
	}
	return verdict{survey.Invalid, probUnmapped}
}

func (d *decoder) labelled(n int) verdict {
	if !d.scale.Contains(n) {
		return verdict{survey.Invalid, probRange}
	}
	return verdict{survey.Code(n), probNone}
}

// both judges a number beside a label. The label decides where the study
// numbers it, or where the numbers are ids of choices; where its ladder says
// otherwise than the number, the label counts and the answer is marked.
func (d *decoder) both(a wording.Answer) verdict {
	if n, known := d.own[wording.Key(a.Label)]; known {
		v := d.labelled(n)
		if n != a.Number && v.why == probNone && !(d.labels != nil && d.labels.byLabel) {
			v.why = probClash
		}
		return v
	}
	n, known := d.labels.code(a.Label, d.scale)
	if known && d.labels.byLabel {
		return verdict{survey.Code(n), probNone}
	}
	v := d.whole(a.Number)
	if d.labels != nil && d.labels.turned {
		return v
	}
	if w, ok := wording.ReadDegree(a.Label); ok && !(v.code.Valid() && d.agrees(w, int(v.code))) {
		if known {
			return verdict{survey.Code(n), probClash}
		}
		return verdict{survey.Invalid, probClash}
	}
	return v
}

// agrees says whether a number can be the score of a wording: favourable ones
// lie above the middle of the scale, unfavourable ones below, neutral ones near.
func (d *decoder) agrees(w wording.Degree, n int) bool {
	if !d.scale.Contains(n) {
		return false
	}
	twice := 2*n - d.scale.Min - d.scale.Max
	switch w.Sign {
	case 1:
		return twice > 0
	case -1:
		return twice < 0
	}
	return twice >= -2 && twice <= 2
}

// judge decides about any cell that is not a small number in range.
func (d *decoder) judge(c sheet.Cell) verdict { return d.step(d.point(c)) }

// point is judge on the decoder's own scale.
func (d *decoder) point(c sheet.Cell) verdict {
	switch c.Kind {
	case sheet.Empty:
		if c.Has(sheet.NoValue) {
			return verdict{survey.Missing, probNoValue}
		}
		return verdict{survey.Missing, probNone}
	case sheet.Small:
		return d.whole(int(c.Num))
	case sheet.Number:
		v := d.number(c.Num)
		if c.Has(sheet.Percent) && (v.why == probNone || v.why == probFraction) {
			v.why = probPercent
		}
		return v
	case sheet.Bool:
		return verdict{survey.Invalid, probBool}
	case sheet.Date:
		return verdict{survey.Invalid, probDate}
	case sheet.Error:
		return verdict{survey.Invalid, probError}
	}
	return d.words(c.Text)
}

package privacy

import (
	"bytes"
	"strings"
)

const plateProvinces = `京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼使领`

var (
	vehicleNumber = form(`(?i)[A-HJ-NPR-Z\d]{17}`)
	vehiclePart   = form(`(?i)(?:车架号?码?|底盘号?|大架号|vin码?|车辆识别代?[号码]码?|发动机号?码?|chassis(?: number| no\.?)?|engine (?:number|no\.?)|frame (?:number|no\.?))\s*(?:[后末][四六八\d]?位)?(?:数字)?\s*(?:是|为|is|:|=|\s)*([A-Za-z\d]{4,17})`)

	chinesePlate = form(`(?i)[` + plateProvinces + `] ?[·.•-]? ?[A-HJ-Z] ?(?:[·.•・*-] ?)?(?:[A-HJ-NP-Z\d]{5,6}(?: ?[挂学警港澳领使])?|[A-HJ-NP-Z\d]{4}[挂学警港澳领使])`)
	plateSplit   = form(`(?i)[` + plateProvinces + `] ?[A-HJ-Z] ?[·.•・-]? ?(?:[A-Z\d]{2,3}[ -·][A-Z\d]{2,4})`)
	plateWord    = form(`(?i)(?:车牌号?码?|牌照号?码?|车号|牌号|nomor polisi|nopol|plat nomor|\bplat\b|kennzeichen|matr[ií]cula|licen[cs]e plate|licen[cs]e no\.?|number plate|\bplates?(?: number| no\.?)?|\breg(?:istration)?\.?(?: number| no\.?| plate)?)\s*(?:号|是|为|尾号|is|was|:|=|#|\s)*([A-Za-z\d][A-Za-z\d· -]{2,11}[A-Za-z\d])`)
	germanPlate  = form(`[A-ZÄÖÜ]{1,3}-[A-Z]{1,2} ?\d{1,4}[EH]?`)
	year         = form(`(?:19|20)\d\d$`) // HR-V 2019 is a car, no plate
	britishPlate = form(`[A-Z]{2}\d\d [A-HJ-PR-Z]{3}`)
)

// vehicles takes vehicle identification numbers (ISO 3779: 17 characters
// without I, O and Q) and parts of them behind a word for them.
func vehicles(t *text) {
	if t.run < 4 {
		return
	}
	if t.run >= 17 {
		t.each(vehicleNumber, 0, func(lo, hi int) {
			s := t.folded[lo:hi]
			if !t.wordByte(lo-1) && !t.wordByte(hi) && digits(s) >= 4 && letters(s) >= 2 {
				t.take(lo, hi, Vehicle)
			}
		})
	}
	if !t.mentions("车架", "底盘", "大架", "vin", "车辆识别", "发动机号", "chassis", "engine n", "frame n") {
		return
	}
	t.each(vehiclePart, 1, func(lo, hi int) {
		if digits(t.folded[lo:hi]) >= 3 && !unitFollows(t, hi) {
			t.take(lo, hi, Vehicle)
		}
	})
}

// plates takes number plates: Chinese ones by their form, others behind a word
// for them.
func plates(t *text) {
	for _, p := range []pattern{chinesePlate, plateSplit} {
		if t.has&hasLatin == 0 || !strings.ContainsAny(t.low, plateProvinces) {
			break
		}
		t.each(p, 0, func(lo, hi int) {
			s := t.folded[lo:hi]
			if d, l := digits(s), letters(s); d >= 2 && l <= 4 && d+l >= 5 && d+l <= 7 && !t.wordByte(hi) {
				t.take(lo, hi, Plate)
			}
		})
	}
	if t.mentions("车牌", "牌照", "车号", "牌号", "polisi", "nopol", "plat", "kennzeichen", "matr", "licen", "reg") {
		t.each(plateWord, 1, func(lo, hi int) {
			lo, hi = t.plateIn(lo, hi)
			t.take(lo, hi, Plate)
		})
	}
	if t.has&hasCapital == 0 {
		return
	}
	if t.mentions("-") {
		t.each(germanPlate, 0, func(lo, hi int) {
			if !t.wordByte(lo-1) && !t.wordByte(hi) && digits(t.folded[lo:hi]) >= 2 && !year().Match(t.folded[lo:hi]) {
				t.take(lo, hi, Plate)
			}
		})
	}
	t.each(britishPlate, 0, func(lo, hi int) {
		if !t.wordByte(lo-1) && !t.wordByte(hi) && !everydayWords.has(strings.ToLower(string(t.folded[hi-3:hi]))) {
			t.take(lo, hi, Plate)
		}
	})
}

// plateIn shortens what stands behind "plate" to the plate: the words in
// capitals and digits, at most four, together with a digit.
func (t *text) plateIn(lo, hi int) (int, int) {
	end, words := lo, 0
	for at := lo; at < hi && words < 4; {
		stop := at
		for stop < hi && t.folded[stop] != ' ' {
			stop++
		}
		w := t.folded[at:stop]
		if !bytes.Equal(w, bytes.ToUpper(w)) && !(words == 0 && digits(w) > 1) {
			break
		}
		end, words, at = stop, words+1, stop+1
	}
	s := t.folded[lo:end]
	if d := digits(s); d < 2 || d+letters(s) < 4 || d+letters(s) > 9 || letters(s) == 0 && d < 5 || t.wordByte(end) || unitFollows(t, end) {
		return lo, lo
	}
	return lo, end
}

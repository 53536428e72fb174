package privacy

var (
	// GB 11643: region, date of birth, serial, check digit; the older form of
	// 15 digits has two for the year and no check digit.
	chineseID    = form(`[1-9]\d{5}[ -]?(?:18|19|20)\d\d ?(?:0[1-9]|1[0-2]) ?(?:0[1-9]|[12]\d|3[01])[ -]?\d{3}[\dXx*]`)
	chineseOldID = form(`[1-8]\d{5}\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}`)
	taiwanID     = form(`[A-Z][12]\d{8}`)
	hongKongID   = form(`[A-Z]{1,2}\d{6}\([\dA]\)`)
	koreanID     = form(`\d{6}-[1-8]\d{6}`)
	americanSSN  = form(`\d{3}-\d{2}-\d{4}`)
	britishNI    = form(`[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\d\d ?\d\d ?\d\d ?[A-D]|QQ ?\d\d ?\d\d ?\d\d ?[A-D]`)
	passportWord = form(`(?i)(?:护照|通行证|旅行证|居住证|台胞证|回乡证|パスポート|여권|passport|paspor|pasaporte|passeport|reisepass)\s*(?:号码?|编号|number|no\.?|nr\.?|#)?\s*(?:是|为|is|:|=|#|\s)*([A-Za-z]{0,3}\d[A-Za-z\d]{5,11})`)
	iban         = form(`[A-Z]{2}\d\d(?: ?[A-Z\d]{4}){2,7}(?: ?[A-Z\d]{1,4})?`)
)

// identities takes identity cards, passports and account numbers of the forms
// that need no word beside them.
func identities(t *text) {
	if t.digits < 6 {
		return
	}
	if t.mentions("护照", "行证", "居住证", "台胞证", "回乡证", "パスポート", "여권", "pas", "reisepass") {
		t.takeAll(passportWord, 1, Passport)
	}
	if t.has&hasCapital != 0 && t.digits >= 12 {
		t.whole(iban, 12, Card)
	}
	for _, x := range []struct {
		form  pattern
		worth bool
	}{{chineseID, t.digits >= 17}, {chineseOldID, t.run >= 15}, {taiwanID, t.run >= 10 && t.has&hasCapital != 0}, {hongKongID, t.has&hasCapital != 0 && t.mentions("(")},
		{koreanID, t.digits >= 13 && t.mentions("-")}, {americanSSN, t.digits >= 9 && t.mentions("-")}, {britishNI, t.has&hasCapital != 0}} {
		if x.worth {
			t.whole(x.form, 6, Identity)
		}
	}
}

// whole takes the matches of a form that are no part of a longer word or
// number and have at least so many digits.
func (t *text) whole(p pattern, least int, k Kind) {
	t.each(p, 0, func(lo, hi int) {
		if !t.wordByte(lo-1) && !t.wordByte(hi) && digits(t.folded[lo:hi]) >= least {
			t.take(lo, hi, k)
		}
	})
}

package privacy

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

var (
	// A road with the number of the house, and what follows inside it.
	houseTail   = `(?:[A-Za-z\d\p{Han}-]{0,10}?(?:号院|号楼|栋|幢|单元|室|层|楼|座|号|户|弄|院|广场|大厦|小区|花园|公寓|中心))*(?:[A-Za-z]?\d{2,5}(?:室|户|号)?)?`
	chineseRoad = form(`\p{Han}{1,12}?(?:大街|大道|胡同|路|街|道|巷|弄|里|村|镇)(?:[东南西北中一二三四五六七八九十]?段)?(?:\d{1,3}组)? ?\d{1,5}(?:-\d+)? ?(?:号|弄|號)` + houseTail)
	chineseHome = form(`[\p{Han}]{2,14}?(?:花园|小区|苑|公寓|新村|家园|山庄|大厦|广场|府|城|居|庭|湾|里|坊|校区|宿舍|楼盘)?(?:[A-Za-z]?\d{1,3}|[A-Z])(?:栋|幢|号楼|座)(?:[A-Za-z\d]{1,4}(?:单元|门|层|楼))?[A-Za-z]?\d{1,5}(?:室|户|号|房)?`)
	chineseFlat = form(`\d{1,3}(?:栋|幢|号?楼|座)\d{1,2}单元\d{1,5}(?:室|户|号|房)?|\d{1,3}(?:栋|幢|号楼)[A-Za-z]?\d{3,4}(?:室|户|号|房)?`)
	chineseDash = form(`\p{Han}{2,8}(?:园|区|苑|庭|府|城|湾|居|里|村|寓|庄|山|邸|郡|墅|阁|轩|院|楼) ?(\d{1,3}-\d{1,2}-\d{3,4})`)
	position    = form(`-?\d{1,3}\.\d{4,}[,，] ?-?\d{1,3}\.\d{4,}`)
	postBox     = form(`(?i)\bp\.?o\.? ?box \d+`)

	englishRoad = form(`\b\d{1,5}[A-Za-z]?,? (?:(?:[NSEW]\.?|North|South|East|West|Old|New|Upper|Lower) )?(?:(?:\p{Lu}[\p{L}'.-]+|\d{1,3}(?:st|nd|rd|th)) ){1,3}(?:Street|St|Avenue|Ave|Road|Rd|Lane|Ln|Drive|Dr|Boulevard|Blvd|Court|Ct|Way|Place|Pl|Square|Sq|Terrace|Crescent|Close|Highway|Hwy|Parkway|Pkwy|Gardens|Row|Mews|Walk|Quay)\b\.?` +
		`(?:,? (?:Apt|Apartment|Unit|Suite|Ste|Flat|Room|Floor|#)\.? ?#?[A-Z\d-]+)?(?:, \p{Lu}\p{Ll}+(?: \p{Lu}\p{Ll}+)*)?(?:,? [A-Z]{2} \d{5}(?:-\d{4})?)?(?:,? [A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2})?`)
	germanRoad = form(`\p{Lu}[\pL-]*(?:straße|strasse|str\.|weg|gasse|allee|platz) \d{1,4}[a-z]?(?:, \d{5} \p{Lu}\pL+)?`)
	frenchRoad = form(`\b\d{1,4}(?: bis| ter)?,? (?:rue|avenue|boulevard|place|chemin|impasse|allée|quai) (?:(?:de|du|des|la|le|les|l'|d') ?)*[\p{L}'-]+(?:,? \d{5} \p{Lu}\pL+)?`)
	spanishVia = form(`\b(?:Calle|Avenida|Av\.|Rua|Jalan|Jl\.|Đường) (?:\p{Lu}[\pL.]+ ?|de |da |do |del ){1,4},? ?(?:No\.? ?|n[º°] ?)?\d{1,4}`)
)

// addresses takes street addresses that have the number of a house or flat.
// A road or a place alone is where somebody went, not where somebody lives.
func addresses(t *text) {
	if t.has&hasHan != 0 {
		t.chineseAddresses()
	}
	if t.has&hasCapital != 0 {
		for _, x := range westernRoads {
			if t.mentions(x.words...) {
				t.takeAll(x.form, 0, Address)
			}
		}
	}
	if t.digits >= 10 && t.mentions(",", "，") {
		t.takeAll(position, 0, Address)
	}
}

// westernRoads are the forms of addresses and words of which one is in each.
var westernRoads = []struct {
	form  pattern
	words []string
}{
	{englishRoad, []string{" st", " ave", " road", " rd", " lane", " ln", " dr", " b", " court", " ct", " way", " pl", " sq", " terr", " cr", " close", " h", " p", " gardens", " row", " mews", " walk", " quay"}},
	{germanRoad, []string{"stra", "str.", "weg", "gasse", "allee", "platz"}},
	{frenchRoad, []string{" rue ", " avenue ", " boulevard ", " place ", " chemin ", " impasse ", " allée ", " quai "}},
	{spanishVia, []string{"calle ", "avenida ", "av. ", "rua ", "jalan ", "jl. ", "đường ", "Đường "}},
	{postBox, []string{"box "}},
}

func (t *text) chineseAddresses() {
	if t.mentions("号", "弄", "號") && t.mentions("路", "街", "道", "巷", "弄", "里", "村", "镇", "胡同") {
		t.each(chineseRoad, 0, func(lo, hi int) {
			if !numbered(t, hi) {
				t.take(t.addressStart(lo, hi), hi, Address)
			}
		})
	}
	if t.mentions("栋", "幢", "楼", "座") {
		t.each(chineseHome, 0, func(lo, hi int) {
			if !numbered(t, hi) && flat(t.folded[lo:hi]) {
				t.take(t.addressStart(lo, hi), hi, Address)
			}
		})
		t.each(chineseFlat, 0, func(lo, hi int) {
			if !numbered(t, hi) {
				t.take(lo, hi, Address)
			}
		})
	}
	if strings.Count(t.low, "-") >= 2 {
		t.takeAll(chineseDash, 1, Address)
	}
}

// numbered says that what follows makes the number one of shops, lines or
// windows: 中山路3号店, 2号线.
func numbered(t *text, hi int) bool {
	r, _ := utf8.DecodeRune(t.folded[hi:])
	return strings.ContainsRune("店线口门窗位台机员车站工技病诊会教办", r)
}

// flat says that a home is named by more than its building: 6栋1单元502.
func flat(b []byte) bool { return digits(b) >= 3 }

// leadWords come before an address and are no part of it.
var leadWords = []string{"地址", "住址", "家住", "现住", "我住", "住在", "寄到", "寄至", "寄往", "送到", "送至", "送车到", "位于", "家在", "快递", "就在", "搬到", "住", "在", "到", "寄", "至", "往", "去", "来", "从", "是", "为", "回", "于", "我家", "的"}

// addressStart moves the beginning of an address back over the district and
// town before the road, and forward over the words that lead to it.
func (t *text) addressStart(lo, hi int) int {
	for back := 0; back < 20 && lo > 0; back++ {
		r, n := utf8.DecodeLastRune(t.folded[:lo])
		if !unicode.Is(unicode.Han, r) {
			break
		}
		lo -= n
	}
	head := string(t.folded[lo:hi])
	if i := strings.IndexAny(head, "0123456789"); i >= 0 {
		head = head[:i]
	}
	start := 0
	for _, w := range leadWords {
		if i := strings.LastIndex(head, w); i >= 0 && i+len(w) < len(head) {
			start = max(start, i+len(w))
		}
	}
	return lo + start
}

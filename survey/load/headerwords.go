package load

import (
	"servqual/survey/recognise"
	"servqual/survey/wording"
)

// headerWords is what the words of a header say to whatever study: found out
// once, not for each of the presets that are tried.
type headerWords struct {
	body         string   // the text without the question's number
	parts, above []string // segments of the text and of the block
	keys         []string // of the parts and of the text
	code         string   // plainCode of the code
	weight       bool     // a word for weights is in the text or the block

	field        string // that the header names, if named
	whole, named bool   // whole: the header is nothing but the name

	kind    privateKind // of personal data, if private
	private bool
}

// readWords takes the headers apart, when nothing changes them any more.
func readWords(cols []column) {
	for i := range cols {
		c := &cols[i]
		w := &c.words
		w.body = wording.Unnumber(c.text)
		w.parts, w.above = wording.Segments(c.text), wording.Segments(c.block)
		for _, s := range w.parts {
			w.keys = append(w.keys, wording.Key(s))
		}
		w.keys = append(w.keys, wording.Key(c.text))
		w.code = plainCode(c.code)
		w.weight = weightWord(c)
		w.field, w.whole, w.named = recognise.FieldByWord(c.text, w.body, c.code)
		w.kind, w.private = privateHeader(c)
	}
}

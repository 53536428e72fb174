package recognise

import (
	"slices"
	"strconv"
	"strings"

	"servqual/survey"
	"servqual/survey/lang"
	"servqual/survey/wording"
)

// shared is what the labels of an item's columns have in common, where a phrase
// in them names the side: "The hotel should greet" and "The hotel does greet"
// share "The hotel" and "greet".
type shared struct{ before, after string }

func sharedLabel(a, b string) shared {
	p := a[:commonPrefix(a, b)]
	q := a[len(a)-commonSuffix(a[len(p):], b[len(p):]):]
	return shared{strings.TrimSpace(p), strings.TrimSpace(q)}
}

// sharedLabels words the labels of items from their shared parts. A part that is
// the same in all of them, such as the subject of all sentences, is left out.
func sharedLabels(items []survey.Item, parts map[int]shared) {
	same := func(of func(shared) string) bool {
		first, n := "", 0
		for _, x := range parts {
			if n == 0 {
				first = of(x)
			}
			if of(x) != first {
				return false
			}
			n++
		}
		return n > 1
	}
	before, after := same(func(x shared) string { return x.before }), same(func(x shared) string { return x.after })
	for k, x := range parts {
		s := x.before + " " + x.after
		switch {
		case before && !after:
			s = x.after
		case after && !before:
			s = x.before
		case wording.HasHan(s):
			s = x.before + x.after
		}
		if m := aboutIt().FindStringSubmatch(s); m != nil {
			s = m[1]
		}
		if s = strings.Trim(strings.TrimPrefix(s, "做到"), " -–—:：_,，"); s != "" {
			items[k].Label = lang.Same(s)
		}
	}
}

// distinctLabel adds the id to a label that another item has as well.
func (f *form) distinctLabel(p *Proposal, k int) string {
	l := p.Study.Items[k].Label.Zh
	for j := range k {
		if p.Study.Items[j].Label.Zh == l {
			return l + " (" + p.Study.Items[k].ID + ")"
		}
	}
	return l
}

// bareCode says that a header is a code and nothing else.
func bareCode(c *Column) bool {
	if numberPair().MatchString(c.Text) {
		return true
	}
	if c.Code == "" || !numbered().MatchString(c.Code) {
		return itemCode().MatchString(c.Text)
	}
	return itemCode().MatchString(c.Text) || strings.HasSuffix(wording.Key(c.Code), wording.Key(c.Text))
}

// uncoded takes the mark of a side off a name such as wait_time_imp.
func uncoded(s string) string {
	parts := strings.FieldsFunc(s, func(r rune) bool { return r == '_' || r == '.' || r == ' ' })
	if len(parts) < 2 {
		return s
	}
	for _, at := range []int{len(parts) - 1, 0} {
		_, code := CodeSides[parts[at]]
		if code || len(parts[at]) > 2 && hinted(parts[at]) != 0 || parts[at] == "sat" {
			return strings.Join(slices.Delete(slices.Clone(parts), at, at+1), " ")
		}
	}
	return s
}

func onlyDigits(s string) bool {
	return s != "" && strings.Trim(s, "0123456789") == ""
}

// labelOf is the item's name as written: without number, legend, stem, the word
// for its side and the sentence that asks for a rating.
func (f *form) labelOf(i int, side survey.Side) string {
	c := &f.t.Columns[i]
	s := legendBracket().ReplaceAllString(f.f[i].label, "")
	if side != 0 {
		if named, _, pure := SideIn(s); (named != 0 && pure || CodeSides[s] != 0) && f.f[i].block != "" {
			s = f.f[i].block // the question stands above, its sides below
		}
		if _, _, asked := unframe(s); !asked {
			s = uncoded(unsided(s))
		}
		if f.f[i].unnamed && !itemCode().MatchString(c.Text) {
			s = unmarked(s)
		}
	}
	if m := leadingCode().FindString(s); m != "" && !onlyDigits(s[len(m):]) && len(m) < len(s) {
		s = s[len(m):]
	}
	if name, _, ok := unframe(s); ok {
		s = name
	}
	s = strings.Trim(s, " -–—:：·,，、_?？。")
	if s == "" {
		s = c.Text
	}
	if s == "" {
		s = c.Code
	}
	if s = restored(c.Raw, s); strings.TrimSpace(s) == "" {
		return f.header(i)
	}
	return wording.Shorten(s, 60)
}

// aboutIt is what is left of "对…的期望" without the word for the side.
var aboutIt = wording.Pattern(`^对(.{2,})的$`)

// leadingCode is a code before a label: "A3. ".
var leadingCode = wording.Pattern(`^[a-z]{1,3}\d{1,3}(?:[._-]\d{1,2})?(?:\s*[.、:)）]\s*|\s+)`)

// legendBracket is a bracket with numbers at the end of a header.
var legendBracket = wording.Pattern(`\s*[(（\[【][^()（）\[\]【】]*\d[^()（）\[\]【】]*[)）\]】]\s*$`)

// unsided takes the parts that name a side out of a label.
func unsided(s string) string {
	segs := wording.Segments(s)
	if len(segs) < 2 {
		return s
	}
	var out []string
	for _, x := range segs {
		if side, _, pure := SideIn(x); side != 0 && pure || hinted(wording.Key(x)) != 0 && len(segs) > 1 {
			continue
		}
		out = append(out, x)
	}
	if len(out) == len(segs) || len(out) == 0 {
		return s
	}
	if len(out) == 1 {
		return out[0]
	}
	return strings.Join(out, " ")
}

// header gives a text by which a study file can name the column.
func (f *form) header(i int) string {
	raw := f.t.Columns[i].Raw
	for j := range f.t.Columns {
		if j != i && f.t.Columns[j].Raw == raw || raw == "" {
			return "#" + strconv.Itoa(i+1)
		}
	}
	if strings.HasPrefix(raw, "#") {
		return "#" + strconv.Itoa(i+1)
	}
	return raw
}

package main

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/width"

	"servqual/survey"
	"servqual/survey/lang"
	"servqual/survey/store"
)

// name is a value that a flag or an argument takes: the key that the program
// works with, what readers call it, and further words for it.
type name struct {
	key   string
	label lang.Text
	also  []string
}

// words lists all that the name is called.
func (n name) words() []string {
	return append([]string{n.key, n.label.Zh, n.label.En}, n.also...)
}

// shown is the name in a list of what there is: "radar（雷达图）".
func (n name) shown() lang.Text {
	zh, en := store.Shown(n.key), store.Shown(n.key)
	if n.label.Zh != "" && fold(n.label.Zh) != fold(n.key) {
		zh += "（" + store.Shown(n.label.Zh) + "）"
	}
	if n.label.En != "" && fold(n.label.En) != fold(n.key) && len(n.label.En) <= longestGloss {
		en += " (" + store.Shown(n.label.En) + ")"
	}
	return lang.T(zh, en)
}

// longestGloss is how long an English label may be to stand beside its key.
const longestGloss = 40

// plainNames are names without labels: the units or waves of the data.
func plainNames(keys []string) []name {
	out := make([]name, len(keys))
	for i, k := range keys {
		out[i] = name{key: k}
	}
	return out
}

// fold reduces what somebody typed to what tells names apart: letters and
// digits in lower case and half width, and the signs that stand inside
// references. Blanks, hyphens and underscores are left out.
func fold(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r), r == '-', r == '_', r == '–', r == '·':
			return -1
		}
		return unicode.ToLower(r)
	}, width.Fold.String(s))
}

// resolve finds the key that somebody means: the key itself, one of the words
// for it, in upper or lower case. place is the flag or argument, for the
// message. Where nothing fits, the error names what is near and what there is.
func resolve(place lang.Text, said string, names []name) (string, error) {
	for _, n := range names {
		if n.key == said {
			return said, nil
		}
	}
	hits := fitting(said, names, func(word, want string) bool { return word == want })
	if len(hits) == 1 {
		return hits[0].key, nil
	}
	if len(hits) > 1 {
		return "", severalFit(place, said, hits)
	}
	return "", noSuchName(place, said, names)
}

// resolvePart is resolve for names of the data: a part that only one of them
// holds names it too.
func resolvePart(place lang.Text, said string, names []name) (string, error) {
	key, err := resolve(place, said, names)
	if err == nil {
		return key, nil
	}
	hits := fitting(said, names, strings.Contains)
	switch {
	case len(hits) == 1:
		return hits[0].key, nil
	case len(hits) > 1:
		return "", severalFit(place, said, hits)
	}
	return "", err
}

// fitting lists the names of which a word fits.
func fitting(said string, names []name, fits func(word, want string) bool) []name {
	want := fold(said)
	if want == "" {
		return nil
	}
	var out []name
	for _, n := range names {
		if slices.ContainsFunc(n.words(), func(w string) bool { return w != "" && fits(fold(w), want) }) {
			out = append(out, n)
		}
	}
	return out
}

func severalFit(place lang.Text, said string, hits []name) error {
	return misuse(lang.F("%s %s：有几个都符合，请写全：%s", "%s %s fits several; write one of them in full: %s", place, quoted(said), listed(hits)))
}

// noSuchName says that nothing has this name, what is near, and what there is.
func noSuchName(place lang.Text, said string, names []name) error {
	if len(names) == 0 {
		return misuse(lang.F("%s %s：数据中没有这一项可选；请去掉它", "%s %s: the data has none to choose from; leave it out", place, quoted(said)))
	}
	near := nearest(said, names)
	if len(near) == 0 {
		return misuse(lang.F("%s：没有%s；请从这些中选：%s", "%s: there is no %s; choose one of %s", place, quoted(said), listed(names)))
	}
	if len(names) == len(near) {
		return misuse(lang.F("%s：没有%s，是不是 %s？", "%s: there is no %s; did you mean %s?", place, quoted(said), either(near)))
	}
	return misuse(lang.F("%s：没有%s，是不是 %s？可选的有：%s", "%s: there is no %s; did you mean %s? There are %s", place, quoted(said), either(near), listed(names)))
}

// quoted puts what somebody typed in quotation marks, without the password of a
// database that may have got there.
func quoted(said string) lang.Text {
	said = store.Shown(said)
	return lang.T("“"+said+"”", `"`+said+`"`)
}

// A message lists up to mostListed names; of more, as of the hundred measures of
// a study, the first someListed.
const (
	mostListed = 24
	someListed = 12
)

// listed is the list of what there is.
func listed(names []name) lang.Text {
	var zh, en []string
	for i, n := range names {
		if len(names) > mostListed && i == someListed {
			more := lang.F("……（共 %d 个）", "… (%d in all)", len(names))
			zh, en = append(zh, more.Zh), append(en, more.En)
			break
		}
		t := n.shown()
		zh, en = append(zh, t.Zh), append(en, t.En)
	}
	return lang.T(strings.Join(zh, "、"), strings.Join(en, ", "))
}

// either is the list of what may have been meant.
func either(names []name) lang.Text {
	var zh, en []string
	for _, n := range names {
		t := n.shown()
		zh, en = append(zh, t.Zh), append(en, t.En)
	}
	return lang.T(strings.Join(zh, "、"), strings.Join(en, " or "))
}

// mostNear is how many names are suggested.
const mostNear = 3

// nearest lists the names that differ from what was typed by few letters, the
// nearest first.
func nearest(said string, names []name) []name {
	want := []rune(fold(said))
	type near struct {
		name
		by int
	}
	var found []near
	for _, n := range names {
		best := -1
		for _, w := range n.words() {
			if w = fold(w); w == "" {
				continue
			}
			word := []rune(w)
			d := survey.Distance(want, word)
			if d <= allowed(min(len(want), len(word))) && (best < 0 || d < best) {
				best = d
			}
		}
		if best >= 0 {
			found = append(found, near{n, best})
		}
	}
	slices.SortStableFunc(found, func(a, b near) int { return a.by - b.by })
	var out []name
	for _, f := range found[:min(len(found), mostNear)] {
		if f.by > found[0].by+1 {
			break
		}
		out = append(out, f.name)
	}
	return out
}

// allowed is how many letters a name of n letters may be off to be suggested:
// one in two to four, two in up to eight, else three.
func allowed(n int) int {
	switch {
	case n < 2:
		return 0
	case n < 5:
		return 1
	case n < 9:
		return 2
	}
	return 3
}

// Package lang knows how a text is kept in two languages and which of them a
// reader asked for. It knows no wording: the wording of reports is in
// report, that of the presets in their instrument files.
//
// It stands below every other package, because an item's label, a chart's
// axis and an issue's message are all bilingual; it imports nothing of ours.
package lang

import (
	"fmt"
	"strings"
)

// Lang is the language of an output: Chinese, English, or both side by side.
type Lang int

// The languages. The zero value is invalid, so that a forgotten option fails
// loudly instead of printing English.
const (
	Zh Lang = iota + 1
	En
	Both
)

// Parse reads "zh", "en" or "both".
func Parse(s string) (Lang, error) {
	switch strings.ToLower(strings.TrimSpace(s)) {
	case "zh", "zh-cn", "cn", "中文":
		return Zh, nil
	case "en", "english":
		return En, nil
	case "both", "zh,en", "en,zh":
		return Both, nil
	}
	return 0, fmt.Errorf("language %q: use zh, en or both", s)
}

// FromLocale chooses the language from the values of LC_ALL, LC_MESSAGES and
// LANG, first non-empty one: Chinese for zh*, else English.
func FromLocale(values ...string) Lang {
	for _, v := range values {
		if v == "" {
			continue
		}
		if strings.HasPrefix(strings.ToLower(v), "zh") {
			return Zh
		}
		return En
	}
	return En
}

// String gives the flag value.
func (l Lang) String() string {
	switch l {
	case Zh:
		return "zh"
	case En:
		return "en"
	case Both:
		return "both"
	}
	return fmt.Sprintf("lang.Lang(%d)", int(l))
}

// Single lists the languages that l stands for, Chinese first.
func (l Lang) Single() []Lang {
	if l == Both {
		return []Lang{Zh, En}
	}
	return []Lang{l}
}

// Text is one wording in two languages. Either may be empty: then the other
// one serves for both (a branch name, a user's own item text).
type Text struct {
	Zh string `yaml:"zh,omitempty" json:"zh,omitempty"`
	En string `yaml:"en,omitempty" json:"en,omitempty"`
}

// T makes a text of its two wordings, Chinese first.
func T(zh, en string) Text { return Text{Zh: zh, En: en} }

// Same makes a text that reads the same in both languages: a name, a code, a
// number.
func Same(s string) Text { return Text{Zh: s, En: s} }

// F makes a text of two patterns and shared arguments. Where an argument is
// itself a Text, each pattern gets its own language of it.
func F(zh, en string, args ...any) Text {
	return Text{Zh: fmt.Sprintf(zh, pick(Zh, args)...), En: fmt.Sprintf(en, pick(En, args)...)}
}

func pick(l Lang, args []any) []any {
	out := make([]any, len(args))
	for i, a := range args {
		if t, ok := a.(Text); ok {
			out[i] = t.In(l)
			continue
		}
		out[i] = a
	}
	return out
}

// IsZero says that there is no wording at all.
func (t Text) IsZero() bool { return t.Zh == "" && t.En == "" }

// In gives the wording in one language, or for Both the two separated by a
// space, once where they are equal.
func (t Text) In(l Lang) string { return t.Join(l, " ") }

// Join is In with the separator that Both puts between the languages: a line
// break in a chart label, a slash in a table head.
func (t Text) Join(l Lang, sep string) string {
	zh, en := t.Zh, t.En
	if zh == "" {
		zh = en
	}
	if en == "" {
		en = zh
	}
	switch l {
	case Zh:
		return zh
	case En:
		return en
	case Both:
		if zh == en {
			return zh
		}
		return zh + sep + en
	}
	panic("lang: Text.In with an invalid language")
}

// UnmarshalYAML accepts a plain string (both languages) or {zh: …, en: …}.
func (t *Text) UnmarshalYAML(unmarshal func(any) error) error {
	var s string
	if err := unmarshal(&s); err == nil {
		*t = Same(s)
		return nil
	}
	var m struct {
		Zh string `yaml:"zh"`
		En string `yaml:"en"`
	}
	if err := unmarshal(&m); err != nil {
		return err
	}
	*t = Text(m)
	return nil
}

// MarshalYAML writes a plain string where both languages are equal.
func (t Text) MarshalYAML() (any, error) {
	if t.Zh == t.En || t.En == "" {
		return t.Zh, nil
	}
	if t.Zh == "" {
		return t.En, nil
	}
	type plain Text
	return plain(t), nil
}

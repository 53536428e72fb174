package main

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"servqual/survey"
	"servqual/survey/lang"
	"servqual/survey/load"
	"servqual/survey/recognise"
	"servqual/survey/wording"
)

// fieldNames are the fields that a study can be segmented by, each also by its
// label and the header of its column.
func fieldNames(study *survey.Study, binds []load.Binding) []name {
	var out []name
	for _, f := range study.Fields {
		if f.Kind != survey.CategoryField {
			continue
		}
		n := name{key: f.Name, label: f.Label, also: []string{f.Column}}
		for _, b := range binds {
			if b.Use == load.UseField && b.Field == f.Name {
				n.also = append(n.also, b.Header)
			}
		}
		out = append(out, n)
	}
	return out
}

// fieldKeys resolves the fields that somebody names. A word by which headers are
// recognised (门店, branch) means the field that such a header would be.
func fieldKeys(place lang.Text, said []string, names []name) ([]string, error) {
	var out []string
	for _, s := range said {
		key, err := resolve(place, s, names)
		if err != nil {
			key = commonField(s)
			if !slices.ContainsFunc(names, func(n name) bool { return n.key == key }) {
				return nil, err
			}
		}
		out = appendNew(out, key)
	}
	return out, nil
}

// commonField is the field with a meaning that a word stands for, else the word
// itself.
func commonField(said string) string {
	for _, f := range survey.KnownFields() {
		if w := fold(said); w == fold(f.Name) || w == fold(f.Label.Zh) || w == fold(f.Label.En) {
			return f.Name
		}
	}
	word := wording.Clean(said)
	if name, whole, ok := recognise.FieldByWord(word, word, word); ok && whole && survey.NewField(name, "").Kind == survey.CategoryField {
		return name
	}
	return said
}

// unitNamed finds the unit that somebody means among those of the data.
func unitNamed(said string, units []string) (string, error) {
	if said == "" {
		return "", nil
	}
	return resolvePart(flagPlace("unit"), said, plainNames(units))
}

// waveNamed finds the wave that somebody means among those of the data: written
// in another way (2026年10月, Oct 2026), by its month or quarter alone, or as the
// latest.
func waveNamed(place lang.Text, said string, waves []string) (string, error) {
	switch {
	case said == "", slices.Contains(waves, said):
		return said, nil
	case len(waves) > 0 && slices.Contains(latestWave, fold(said)):
		return slices.Max(waves), nil
	}
	p, ok := periodOf(said)
	if !ok {
		if w := load.WaveName(said); slices.Contains(waves, w) {
			return w, nil
		}
		return resolvePart(place, said, plainNames(waves))
	}
	var hits []name
	for _, w := range waves {
		if q, ok := periodOf(w); ok && p.covers(q) {
			hits = append(hits, name{key: w})
		}
	}
	switch len(hits) {
	case 0:
		return "", noSuchName(place, said, plainNames(waves))
	case 1:
		return hits[0].key, nil
	}
	return "", severalFit(place, said, hits)
}

var latestWave = []string{"最近一期", "最新一期", "最近", "最新", "最后一期", "latest", "last"}

// period is a year, a quarter or a month, as far as each is named; zero where
// not.
type period struct{ year, quarter, month int }

// covers says that q lies in p.
func (p period) covers(q period) bool {
	if q.quarter == 0 && q.month > 0 {
		q.quarter = (q.month + 2) / 3
	}
	return (p.year == 0 || p.year == q.year) && (p.quarter == 0 || p.quarter == q.quarter) && (p.month == 0 || p.month == q.month)
}

var (
	monthWords    = []string{"january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"}
	chineseMonths = []string{"十二月", "十一月", "十月", "九月", "八月", "七月", "六月", "五月", "四月", "三月", "二月", "一月"} // longest first

	periodPatterns = []*periodPattern{
		newPeriod(`^(\d{4})年?第?([1-4一二三四])季度?$`, "yq"), newPeriod(`^(\d{4})[-/.年 ]?q([1-4])$`, "yq"), newPeriod(`^q([1-4])[-/. ]?(\d{4})$`, "qy"),
		newPeriod(`^第?([1-4一二三四])季度?$`, "q"), newPeriod(`^q([1-4])$`, "q"),
		newPeriod(`^(\d{4})[-/.年 ]?(\d{1,2})月?(?:份)?$`, "ym"), newPeriod(`^(\d{2})年(\d{1,2})月(?:份)?$`, "ym"), newPeriod(`^(\d{1,2})[-/.](\d{4})$`, "my"),
		newPeriod(`^(\d{1,2})月(?:份)?$`, "m"), newPeriod(`^(\d{4})年?$`, "y"),
	}
)

// periodPattern reads a period; parts names what its groups hold: y, q and m.
type periodPattern struct {
	match func(string) []string
	parts string
}

func newPeriod(pattern, parts string) *periodPattern {
	re := wording.Pattern(pattern)
	return &periodPattern{func(s string) []string { return re().FindStringSubmatch(s) }, parts}
}

// periodOf reads a year, quarter or month in the ways people write them.
func periodOf(said string) (period, bool) {
	s := wording.Clean(said)
	for i, w := range chineseMonths {
		s = strings.Replace(s, w, fmt.Sprintf("%d月", 12-i), 1)
	}
	s = englishMonth(s)
	for _, p := range periodPatterns {
		m := p.match(s)
		if m == nil {
			continue
		}
		out := period{}
		for k, part := range p.parts {
			n, err := strconv.Atoi(m[k+1])
			if err != nil {
				n = strings.Index("一二三四", m[k+1])/len("一") + 1
			}
			switch part {
			case 'y':
				if out.year = n; n < 100 {
					out.year = 2000 + n
				}
			case 'q':
				out.quarter = n
			case 'm':
				out.month = n
			}
		}
		return out, out.month <= 12 && (out.month > 0 || !strings.Contains(p.parts, "m"))
	}
	return period{}, false
}

// englishMonth writes Oct 2026, October 2026 and 2026 Oct as 2026-10, and Oct
// as 10月.
func englishMonth(s string) string {
	words := strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune(" .,-/", r) })
	month, year := 0, ""
	for _, w := range words {
		k := slices.IndexFunc(monthWords, func(m string) bool { return len(w) >= 3 && strings.HasPrefix(m, w) })
		switch {
		case k >= 0 && month == 0:
			month = k + 1
		case len(w) == 4 && year == "" && strings.Trim(w, "0123456789") == "":
			year = w
		default:
			return s
		}
	}
	switch {
	case month == 0:
		return s
	case year == "":
		return fmt.Sprintf("%d月", month)
	}
	return fmt.Sprintf("%s-%02d", year, month)
}

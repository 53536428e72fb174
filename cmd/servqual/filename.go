package main

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"

	"servqual/report/compose"
	"servqual/survey"
	"servqual/survey/lang"
)

// docName says what a file holds: what kind of document, and the unit and wave
// that it is about ("" where it is about none).
type docName struct{ kind, unit, wave string }

// The most bytes of each part in a file name. With a hash and an extension a
// name has fewer than 255 bytes, which disks take, and with the kinds in use
// fewer than 143, which encrypted ones do.
const (
	kindBytes = 60
	unitBytes = 72 // 24 Chinese characters
	waveBytes = 40
)

// fileStems gives documents the names of their files, without folder and
// extension: kind, unit and wave, joined by hyphens, as far as every disk takes
// them (Windows, macOS, network drives, encrypted folders). Different documents
// get names that differ also where upper and lower case, full and half width,
// or composed and decomposed letters are the same.
//
// A part that had to be changed or cut would read the same as another, and so
// the name gets the first digits of a hash of what it was: a/b and a:b are told
// apart in every run, whether or not the other is in the same data. So do all
// names that would be equal on some disk, such as A and a. Every other name is
// as plain as its parts.
func fileStems(docs []docName) []string {
	digits, stems := make([]int, len(docs)), make([]string, len(docs))
	for i, d := range docs {
		if _, exact := d.stem(); !exact {
			digits[i] = 8
		}
	}
	for range 4 {
		first, again := make(map[string]int), make(map[int]bool)
		for i, d := range docs {
			stems[i], _ = d.stem()
			if digits[i] > 0 {
				stems[i] += "-" + d.hash()[:digits[i]]
			}
			key := foldName(stems[i])
			if j, met := first[key]; !met {
				first[key] = i
			} else if docs[j] != d {
				again[i], again[j] = true, true
			}
		}
		if len(again) == 0 {
			break
		}
		for i := range again {
			digits[i] += 8 // longer until they differ: 32 digits always do
		}
	}
	return stems
}

// stem joins the parts; exact says that all of them stand there as they are.
func (d docName) stem() (name string, exact bool) {
	exact = true
	var parts []string
	for _, p := range []struct {
		text string
		most int
	}{{d.kind, kindBytes}, {d.unit, unitBytes}, {d.wave, waveBytes}} {
		if p.text == "" {
			continue
		}
		part, same := safePart(p.text, p.most)
		parts = append(parts, part)
		exact = exact && same
	}
	name = norm.NFC.String(strings.Join(parts, "-"))
	if reserved(name) {
		return "_" + name, false
	}
	return name, exact
}

func (d docName) hash() string {
	sum := sha256.Sum256([]byte(d.kind + "\x00" + d.unit + "\x00" + d.wave))
	return hex.EncodeToString(sum[:])
}

// safePart replaces what some file system does not take in a name (signs that
// are separators there, control and other invisible characters, all blanks but
// the plain one), cuts dots and blanks off the ends, and the rest after so many
// bytes. same says that nothing but the composition of letters was changed.
func safePart(s string, most int) (part string, same bool) {
	composed := norm.NFC.String(s)
	part = strings.Map(func(r rune) rune {
		if r == utf8.RuneError || r != ' ' && (!unicode.IsGraphic(r) || unicode.Is(unicode.Zs, r)) || strings.ContainsRune(`<>:"/\|?*`, r) {
			return '_'
		}
		return r
	}, composed)
	part = strings.Trim(part, ". ")
	if len(part) > most {
		at := most
		for !utf8.RuneStart(part[at]) {
			at--
		}
		part = strings.TrimRight(part[:at], ". ")
	}
	if part == "" {
		part = "_"
	}
	return part, part == composed
}

// reserved says whether Windows takes a name for a device, whatever its
// extension.
func reserved(name string) bool {
	base, _, _ := strings.Cut(name, ".")
	base = strings.ToUpper(strings.TrimSpace(base))
	if slices.Contains([]string{"CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"}, base) {
		return true
	}
	port, digit := base, ""
	if len(base) > 3 {
		port, digit = base[:3], base[3:]
	}
	return (port == "COM" || port == "LPT") && slices.Contains([]string{"0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "¹", "²", "³"}, digit)
}

// foldName maps names that are one on some disk, or look like it, to one: case
// is folded both ways (ß, ſ, ı), and width and composition are taken away.
func foldName(s string) string {
	s = norm.NFKC.String(cases.Fold().String(norm.NFKC.String(s)))
	return norm.NFKC.String(strings.ToLower(strings.ToUpper(s)))
}

// stemOf names the file of a document about the unit and wave in focus. Its name
// is the same whether it is made alone or with those of the other units.
func (s settings) stemOf(kind lang.Text, cs *compose.Case) string {
	docs := documentsOf(kind.In(single(s.lang)), cs)
	own := docName{docs[0].kind, cs.Unit, cs.FocusWave()}
	if own.unit == "" {
		own.unit = onlyUnit(cs) // a branch's own data: forty such files may lie in one folder
	}
	at := slices.Index(docs, own)
	if at < 0 {
		docs, at = append(docs, own), len(docs)
	}
	return fileStems(docs)[at]
}

// onlyUnit is the unit that all answers are of; "" when there are several, or
// answers without one.
func onlyUnit(cs *compose.Case) string {
	var units []string
	if slices.Contains(cs.Set.By(), survey.FieldUnit) {
		units = namesOf(cs.Set, survey.FieldUnit)
	} else if cs.Summary != nil {
		units = cs.Summary.Units
	}
	if len(units) == 1 {
		return units[0]
	}
	return ""
}

// documentsOf lists the documents of a kind that the data gives: that of all
// units, then one a unit, each about the wave asked for, or the unit's last.
func documentsOf(kind string, cs *compose.Case) []docName {
	all := *cs
	all.Unit = ""
	docs := []docName{{kind, "", all.FocusWave()}}
	if slices.Contains(cs.Set.By(), survey.FieldUnit) {
		for _, u := range all.UnitWaves() {
			docs = append(docs, docName{kind, u.Unit, u.Wave})
		}
	}
	return docs
}

// Package privacy finds personal data in free text and in the heads and cells
// of columns: telephone numbers, bank cards, identity papers, plates, order
// numbers, e-mail, messenger and network addresses, street addresses, dates of
// birth and the names of persons, in Chinese and English and in the common
// forms of other countries.
//
// It knows how such data is written. It knows no files, no survey and no
// statistics, and keeps nothing that it was given.
//
// On the walk of a number it stands beside it: comments and the found texts of
// issues pass through Mask before anything keeps or prints them.
//
// The rules prefer to hide a number that nobody can explain (ten digits and
// more without a unit) over printing it; they leave prices, distances, dates,
// times, scores, models and the names of places and roles. How often they are
// wrong either way is measured on the labelled comments in testdata.
//
// All rules are regular expressions without backtracking or scans with a
// bounded window, so the time is linear in the length of the text.
package privacy

import (
	"cmp"
	"slices"
	"strings"
)

// Kind is a kind of personal data. The zero value is invalid.
type Kind int

// The kinds. Account covers the codes by which a firm's books lead to a
// person: orders, work orders, members, customers, employees.
const (
	Phone Kind = iota + 1
	Card
	Mail
	Messenger
	Account
	Identity
	Passport
	Plate
	Vehicle
	Network
	Address
	Link
	Name
	Birthday
	Member // the number of a member or customer; only of columns
	Staff  // who served: an adviser, a technician; only of columns
)

var kindNames = [...]string{Phone: "phone", Card: "card", Mail: "mail", Messenger: "messenger", Account: "account", Identity: "identity", Passport: "passport",
	Plate: "plate", Vehicle: "vehicle", Network: "network", Address: "address", Link: "link", Name: "name", Birthday: "birthday", Member: "member", Staff: "staff"}

// String gives the kind in one English word.
func (k Kind) String() string {
	if k < 1 || int(k) >= len(kindNames) {
		return "invalid"
	}
	return kindNames[k]
}

// Respondent says whether data of the kind tells respondents apart, so that
// the same person is noticed twice.
func (k Kind) Respondent() bool {
	switch k {
	case Phone, Card, Mail, Messenger, Identity, Passport, Plate, Vehicle, Member:
		return true
	}
	return false
}

// Span is personal data found at the bytes [Lo, Hi) of a text.
type Span struct {
	Lo, Hi int
	Kind   Kind
}

// Hidden is what Mask writes in the place of personal data.
const Hidden = "***"

// Mask replaces all personal data of a text by Hidden. Masking a masked text
// changes nothing.
func Mask(s string) string {
	spans := Find(s)
	if len(spans) == 0 {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	end := 0
	for i, x := range spans {
		if i == 0 || x.Lo > end {
			b.WriteString(s[end:x.Lo])
			b.WriteString(Hidden)
		}
		end = x.Hi
	}
	b.WriteString(s[end:])
	return b.String()
}

// shortest is the length in bytes of the shortest personal datum with what
// announces it: 王总.
const shortest = 6

// Find lists the personal data of a text in order, without overlaps.
func Find(s string) []Span {
	if len(s) < shortest || plainNumber(s) {
		return nil
	}
	t := fold(s)
	for _, rule := range rules {
		if t.has&rule.needs == rule.needs {
			rule.find(t)
		}
	}
	slices.SortFunc(t.spans, func(a, b Span) int { return cmp.Compare(a.Lo, b.Lo) })
	return t.spans
}

// plainNumber says that a text is no more than a score, a share, a time or a
// day: most of what is found in the cells of answers.
func plainNumber(s string) bool {
	digits := 0
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c >= '0' && c <= '9':
			if digits++; digits == 7 {
				return false
			}
		case c != '.' && c != ',' && c != '%' && c != ' ' && c != ':' && c != '/' && c != '-':
			return false
		}
	}
	return true
}

// rules are applied in order. What one has taken, the later ones no longer
// see: the more certain a form is, the earlier it comes.
var rules = []struct {
	needs traits
	find  func(*text)
}{
	{0, links},
	{0, mails},
	{hasDigit, birthdays},
	{hasDigit, vehicles},
	{hasDigit, identities},
	{hasDigit, protectDates},
	{hasDigit, networks},
	{hasDigit, plates},
	{hasDigit, addresses},
	{0, messengers},
	{hasDigit, numbers},
	{hasDigit, codes},
	{hasHan, chineseNames},
	{hasLatin, westernNames},
}

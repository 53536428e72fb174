package index

import (
	"embed"
	"fmt"
	"slices"
	"strings"

	"servqual/survey"
	"servqual/survey/stats"
	"servqual/survey/tally"
)

//go:embed instruments/*.yaml
var instrumentFiles embed.FS

// library holds LibQUAL in the three-column form and in the form with
// importance and current level.
var library = survey.NewLibrary(instrumentFiles, "instruments", shipped, "libqual-22", "libqual-ip")

// PresetNames lists the embedded instruments.
func PresetNames() []string { return library.Names() }

// Preset gives a copy of an embedded instrument. It has the signature that
// survey.ParseStudy wants.
func Preset(name string) (*survey.Study, bool) { return library.Get(name) }

// libqualOrder is the dimension of each question in the order of the
// questionnaire (method A.4): AS 9, IC 8, LP 5.
var libqualOrder = strings.Fields("AS IC LP AS IC AS IC LP AS IC AS LP AS IC AS IC LP AS IC IC LP AS")

// LibQUALCode gives the code of question 1…22 in the order of the
// questionnaire: 1 → AS-1, 2 → IC-1, 22 → AS-9.
func LibQUALCode(question int) (code string, ok bool) {
	if question < 1 || question > len(libqualOrder) {
		return "", false
	}
	dim, n := libqualOrder[question-1], 0
	for _, d := range libqualOrder[:question] {
		if d == dim {
			n++
		}
	}
	return fmt.Sprintf("%s-%d", dim, n), true
}

// LibQUALQuestion is the inverse of LibQUALCode.
func LibQUALQuestion(code string) (question int, ok bool) {
	for q := range libqualOrder {
		if c, _ := LibQUALCode(q + 1); strings.EqualFold(c, strings.ReplaceAll(code, "_", "-")) {
			return q + 1, true
		}
	}
	return 0, false
}

// LibQUALForm is the form in which the items were asked. The zero value is
// invalid: neither.
type LibQUALForm int

// The two forms.
const (
	ThreeColumns      LibQUALForm = iota + 1 // minimum, desired, perceived
	ImportanceCurrent                        // importance and current level
)

// LibQUAL is the profile of a library survey in the form it was asked.
type LibQUAL struct {
	Form    LibQUALForm
	Zones   Zones // of ThreeColumns
	Ratings []Rating
	Notes   []stats.Note
}

// Rating is importance and current level of one item or dimension. The
// difference is within respondents, current − importance, where both were
// answered; it is undefined for dimensions, whose two sides are scored apart.
type Rating struct {
	Index      int  // in Study.Items or Study.Dimensions
	Dimension  bool // of a dimension
	Importance stats.Estimate
	Current    stats.Estimate
	Difference stats.Estimate
}

// LibQUALProfile makes the profile: adequacy and superiority per item and
// dimension in the three-column form (see ZonesOfTolerance), importance and
// current level in the other. Sources: Cook & Thompson 2000 ff.; method A.4.
func LibQUALProfile(t *tally.Tally, o Options) LibQUAL {
	p := t.Plan()
	s := p.Study()
	switch {
	case p.Has(tally.MSA):
		return LibQUAL{Form: ThreeColumns, Zones: ZonesOfTolerance(t, o)}
	case p.Has(tally.Imp) && perceives(t):
		out := LibQUAL{Form: ImportanceCurrent, Zones: Zones{Notes: []stats.Note{note(NoSide)}}}
		for _, i := range batteryItems(s) {
			out.Ratings = append(out.Ratings, Rating{
				Index:      i,
				Importance: stats.MeanCI(t.ItemFreq(i, tally.Imp), o.Level),
				Current:    stats.MeanCI(t.ItemFreq(i, tally.P), o.Level),
				Difference: stats.MeanCI(t.ItemFreq(i, tally.Measure{Plus: survey.Perception, Minus: survey.Importance}), o.Level),
			})
		}
		for _, d := range battery(s) {
			out.Ratings = append(out.Ratings, Rating{
				Index: d, Dimension: true,
				Importance: stats.MeanCI(t.DimFreq(d, tally.Imp), o.Level),
				Current:    stats.MeanCI(t.DimFreq(d, tally.P), o.Level),
				Difference: stats.Undefined(stats.MethodMeanT, 0, NoSide),
			})
		}
		return out
	}
	return LibQUAL{Zones: Zones{Notes: []stats.Note{note(NoSide)}}, Notes: []stats.Note{note(NoSide)}}
}

// IsLibQUAL says whether a study is one of the LibQUAL instruments.
func IsLibQUAL(s *survey.Study) bool { return slices.Contains(PresetNames(), s.Instrument) }

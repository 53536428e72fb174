// Package load turns spreadsheets of answers into batches of codes: it
// recognises the platform an export came from, finds the header, binds columns
// to items, sides, weights and fields, reads the answers, and screens whole
// responses. What it does not understand, doubts or leaves out becomes an
// issue; nothing is dropped or guessed in silence.
//
// It knows the wording of headers and answers in several languages. It knows
// neither the bytes of files (sheet) nor any instrument (servqual's presets are
// handed in) nor statistics beyond what screening needs.
//
// On the walk of a number it is the stop where cell 2026-10.xlsx!答卷!D17 "5"
// is bound to item REL2, perception, and becomes the Code 5 in a Batch.
package load

import (
	"context"

	"servqual/survey"
	"servqual/survey/lang"
)

// The platforms, as check names them.
const (
	Qualtrics      = "qualtrics"
	SurveyMonkey   = "surveymonkey"
	LimeSurvey     = "limesurvey"
	GoogleForms    = "google-forms"
	MicrosoftForms = "microsoft-forms"
	Kobo           = "kobo"
	Typeform       = "typeform"
	Wenjuanxing    = "wjx"
	Tencent        = "tencent"
	SoSci          = "sosci"
	Jotform        = "jotform"
	Template       = "template" // a form of ours, filled in
	HandKept       = "sheet"    // kept by hand, or from a program not known
)

// TemplateMark is the text in one of the first rows of our own forms by which
// they are recognised when they come back.
const TemplateMark = "servqual.template/1"

// MappingMark is the text in one of the first rows of a mapping workbook, which
// holds no answers.
const MappingMark = "servqual.mapping/1"

// Input is one thing named on the command line: a file, a folder, a pattern,
// or the bytes of standard input.
type Input struct {
	Name string // as shown to people; empty = Path
	Path string // file, folder or glob
	Data []byte // instead of Path
	Unit string // unit of all its responses, when no column says so
	Wave string // wave of all its responses, when no column says so
}

// Options says how to load. Default fills in what may be left alone.
type Options struct {
	Study      *survey.Study     // of a study file: binding; nil = recognise one of Presets
	StudyPlace survey.StudyPlace // of that study file, for messages
	Presets    []*survey.Study   // candidates in order of preference
	Known      []*survey.Study   // studies of earlier waves, the last first: a proposed study keeps their ids
	Units      survey.Units      // register of a workspace: it comes before the units of the study
	Overview   bool              // keep what Columns and Words tell of the answers
	Encoding   string            // of text files; empty = detect
	Sheet      string            // read only this sheet of workbooks
	Workers    int               // how many blocks are worked on at a time
	Comments   int               // how many comments to keep a unit and wave; 0 = none
	Names      []string          // read only these category and multiple fields, besides unit and wave; nil = all
	Digest     bool              // compute the SHA-256 of each file
	Identify   bool              // fill in Batch.Identities
	Sample     int               // rows looked at before reading, to tell scale, labels and dates
	Screen     ScreenOptions

	// Context ends the opening of files early; nil never does. Reading them has
	// a context of its own.
	Context context.Context
}

// ended is the error of the context, once it has ended.
func (o *Options) ended() error {
	if o.Context == nil {
		return nil
	}
	return o.Context.Err()
}

// ScreenOptions are the limits of the screening of whole responses. The
// defaults are those of the method (A.17); zero switches a check off.
type ScreenOptions struct {
	LongString     float64 // share of the perception items answered alike in a row: 14/22
	MinVariability float64 // standard deviation over the perception items: 0.25
	SecondsPerItem float64 // fewer is too fast: 2
	MedianShare    float64 // less of the median duration is too fast: 1/3
	InversionShare float64 // more of the items with minimum above desired marks the response: 9/22
	OutlierP       float64 // chance of a response as far out by Mahalanobis distance: 0.001
	MinAnswered    float64 // fewer of the columns answered is too few: 0.5
	Identical      int     // that many identical responses look fabricated: 3
}

// Default is what a plain run uses.
func Default() Options {
	return Options{
		Workers: 2, Comments: 20, Digest: true, Sample: 2000,
		Screen: ScreenOptions{
			LongString: 14.0 / 22, MinVariability: 0.25, SecondsPerItem: 2, MedianShare: 1.0 / 3,
			InversionShare: 9.0 / 22, OutlierP: 0.001, MinAnswered: 0.5, Identical: 3,
		},
	}
}

// Reason is why a column was bound as it was, the strongest first.
// The zero value is invalid.
type Reason int

// The reasons.
const (
	ByStudyFile Reason = iota + 1 // the study file names the column
	ByCode                        // the header is the item's code with a side: E5, REL2_P
	ByLabel                       // the header has the item's label, and a side
	ByPlatform                    // a column every export of the platform has
	ByWord                        // the header has a word that names a field
	ByOrder                       // as many columns in a row as the instrument has items
	BySimilar                     // the header resembles the item's label
	ByAnswers                     // the answers look so
	ByNothing                     // not bound
)

// Label words the reason.
func (r Reason) Label() lang.Text {
	switch r {
	case ByStudyFile:
		return lang.T("研究文件指定", "named in the study file")
	case ByCode:
		return lang.T("题项编码", "item code")
	case ByLabel:
		return lang.T("题项名称", "item label")
	case ByPlatform:
		return lang.T("平台固定列", "a column of the platform")
	case ByWord:
		return lang.T("表头用词", "words of the header")
	case ByOrder:
		return lang.T("量表题项的顺序", "order of the instrument")
	case BySimilar:
		return lang.T("与题项名称相近", "resembles the item label")
	case ByAnswers:
		return lang.T("按答案的样子", "what the answers look like")
	case ByNothing:
		return lang.T("未对应", "not bound")
	}
	panic("load: label of an invalid reason")
}

// Use says what a column is used for. The zero value is invalid.
type Use int

// The uses.
const (
	UseItem     Use = iota + 1 // answers to an item on a side
	UseWeight                  // the respondent's own points for a dimension
	UseField                   // a field
	UsePersonal                // looks like personal data: not read
	UseNothing                 // not used
)

// Binding is what was made of one column.
type Binding struct {
	File, Sheet string
	Column      int    // from 1
	Header      string // as it stands in the file, header rows joined
	Use         Use
	Item        string      // UseItem
	Side        survey.Side // UseItem
	Dimension   string      // UseWeight
	Field       string      // UseField
	Reason      Reason
	Confidence  float64     // 1 = certain
	Suggested   string      // UseItem: the SERVQUAL dimension that its words suggest, "" = none
	Candidates  []Candidate // the nearest items when the column is doubtful or unbound
}

// Candidate is an item a column may have been meant for.
type Candidate struct {
	Item  string
	Side  survey.Side // 0 when the header names none
	Score float64     // similarity, 0 … 1
}

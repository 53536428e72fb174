// Package form makes a blank survey of a study, in the formats that people
// collect answers with: a workbook with one row for each respondent and a
// questionnaire to print, an XLSForm for KoboToolbox and ODK, and the text that
// 问卷星 imports.
//
// It knows how each of these formats is written, and words its headers so that
// what comes back filled in is recognised by load without a study file. It
// knows neither how answers are read (load) nor any instrument (the study is
// handed in).
//
// On the walk of a number it stands before the first stop: here the cell is
// made into which a respondent will write the 5.
package form

import (
	"errors"
	"fmt"
	"io"

	"servqual/survey"
	"servqual/survey/lang"
)

// Kind is a format of forms. The zero value is invalid.
type Kind int

// The kinds.
const (
	Workbook    Kind = iota + 1 // answer sheet and printed questionnaire, .xlsx
	XLSForm                     // for KoboToolbox and ODK, .xlsx
	Wenjuanxing                 // text to paste into 问卷星, .txt
)

// Kinds lists all kinds.
func Kinds() []Kind { return []Kind{Workbook, XLSForm, Wenjuanxing} }

// String gives the value of the flag.
func (k Kind) String() string {
	switch k {
	case Workbook:
		return "xlsx"
	case XLSForm:
		return "xlsform"
	case Wenjuanxing:
		return "wjx"
	}
	return fmt.Sprintf("form.Kind(%d)", int(k))
}

// Extension is that of the files.
func (k Kind) Extension() string {
	if k == Wenjuanxing {
		return ".txt"
	}
	return ".xlsx"
}

// ParseKind reads a value of String.
func ParseKind(s string) (Kind, bool) {
	for _, k := range Kinds() {
		if k.String() == s {
			return k, true
		}
	}
	return 0, false
}

// Options say what the form is like.
type Options struct {
	Lang    lang.Lang
	Title   lang.Text // on top of the form; zero = the study's
	Rows    int       // rows made ready on the answer sheet
	Weights bool      // ask for 100 points over the dimensions of the battery
	Fields  []string  // fields to ask; nil = those that fit the study
	Recoded bool      // the labels of reversed items give the direction after recoding: the form turns them round
}

// Default is a form in both languages that asks for everything a report uses.
func Default() Options { return Options{Lang: lang.Both, Rows: 300, Weights: true} }

// MaxRows keeps the answer sheet at a size that spreadsheets open quickly.
const MaxRows = 20000

// Write writes a blank form.
func Write(w io.Writer, s *survey.Study, k Kind, opt Options) error {
	if err := s.Validate(); err != nil {
		return fmt.Errorf("no form can be made of the study: %w", err)
	}
	if opt.Rows < 1 || opt.Rows > MaxRows {
		return fmt.Errorf("%d rows on an answer sheet: use 1 to %d", opt.Rows, MaxRows)
	}
	p := newPaper(s, opt)
	switch k {
	case Workbook:
		return p.workbook(w)
	case XLSForm:
		return p.xlsform(w)
	case Wenjuanxing:
		return p.wenjuanxing(w)
	}
	return errors.New("unknown kind of form")
}

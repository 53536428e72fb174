package main

import (
	"errors"
	"fmt"
	"strings"

	"servqual/report/render/grid"
	"servqual/survey"
	"servqual/survey/issue"
	"servqual/survey/lang"
	"servqual/survey/load"
	"servqual/survey/sheet"
	"servqual/survey/store"
)

// spokenError is an error worded for people in both languages.
type spokenError struct{ text lang.Text }

// Error gives the English wording.
func (e spokenError) Error() string { return e.text.In(lang.En) }

// spoken makes an error of a text.
func spoken(t lang.Text) error { return spokenError{t} }

// said words an error in the reader's language, as far as whoever raised it
// knew both.
func said(err error, l lang.Lang) string {
	var own spokenError
	if errors.As(err, &own) {
		return own.text.In(l)
	}
	var study *survey.StudyError
	if errors.As(err, &study) {
		return study.In(l)
	}
	var input *load.InputError
	if errors.As(err, &input) {
		return input.Text.In(l)
	}
	var fault *sheet.Fault
	if errors.As(err, &fault) {
		return colon(fault.Pos().String(), fault.Text, l)
	}
	var stored *store.Error
	if errors.As(err, &stored) {
		return colon(store.Shown(stored.Name), stored.Text, l)
	}
	var large *grid.TooLarge
	if errors.As(err, &large) {
		return large.Text.In(l)
	}
	var nothing *load.NothingError
	if errors.As(err, &nothing) {
		for _, i := range nothing.Issues {
			if i.Code.Severity() == issue.Error {
				return colon(i.Pos.String(), lang.F("%s；应为：%s", "%s; wanted: %s", i.Code.Title(), i.Want), l)
			}
		}
	}
	var worded interface{ In(lang.Lang) string }
	if errors.As(err, &worded) {
		return worded.In(l)
	}
	if t := systemError(err); !t.IsZero() {
		return t.In(l)
	}
	return err.Error()
}

// colon puts a place before a text, with the mark of the language.
func colon(place string, t lang.Text, l lang.Lang) string {
	return lang.F("%s：%s", "%s: %s", lang.Same(place), t).In(l)
}

// unknownSurvey says that no instrument was recognised in the headers.
func unknownSurvey(heads []string, reason error) error {
	names := strings.Join(instrumentNames(), "、")
	zh := fmt.Sprintf("表头中没有认出问卷：不认识的列有 %s。可用 servqual init 文件 生成研究文件再核对，或用 --instrument 指定量表（%s）", strings.Join(heads, "、"), names)
	en := fmt.Sprintf("no survey recognised in the headers (%v): columns such as %s are not known. Write a study file with `servqual init FILE`, or name an instrument with --instrument (%s)",
		reason, strings.Join(heads, ", "), strings.Join(instrumentNames(), ", "))
	return spokenError{lang.T(zh, en)}
}

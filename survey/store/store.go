// Package store keeps waves of answers: in one SQLite file that needs no
// server, or in a PostgreSQL database that an office shares. It stores what was
// imported – the study as it was, the files' hashes, the issues, the answers
// themselves and their tallies – and gives it back as a tally.Set, so that
// whatever works on files works on the workspace. Beside the waves it keeps
// targets, events, the action register and norms.
//
// It knows SQL and bytes. It knows neither spreadsheets (load) nor scores
// (servqual): what a correction changed is handed out as the tallies before and
// after. Every change is one transaction: after a crash the workspace is as it
// was before or as it is after, never between. What a change altered is kept, so
// that each of the last KeptVersions states can be gone back to.
//
// An import never loses answers unasked: only a file in which every stored
// response is found again takes the place of what is stored for its waves and
// units. For that, digests of ids and times are kept with a key of the workspace.
//
// The answers are the truth; the tallies beside those of large parts only save
// time. A tally that does not fit what is asked for – another field to segment by, a study
// that grew, a later version of the program – is made again from the answers.
//
// On the walk of a number it is the stop where the answers of (朝阳店, 2026-10)
// rest between the month they were read in and the report that compares them.
package store

import (
	"context"
	"errors"
	"fmt"
	"time"

	"servqual/survey/lang"
)

// DefaultFile is the workspace when none is named.
const DefaultFile = "servqual.db"

// Workspace is an open workspace. It is used by one goroutine at a time; other
// processes may use the same workspace.
type Workspace struct {
	db        database
	name      string
	tallyFrom int // responses from which a part's tallies are stored as well

	at      time.Time // of the changes made now: see Sign
	command string
}

// tallyFrom is where stored tallies begin to pay. Reading the answers of 45,000
// respondents in 960 parts and folding them takes a third of the time that it
// takes to read 960 tallies, and less than a third of the room: a tally is as large for
// fifty respondents as for fifty thousand.
const tallyFrom = 5000

// Open opens a workspace to read it: a file, or postgres://…. One that does not
// exist is an error, and nothing is created.
func Open(ctx context.Context, name string) (*Workspace, error) { return open(ctx, name, false) }

// Create opens a workspace to change it, making it on first use.
func Create(ctx context.Context, name string) (*Workspace, error) { return open(ctx, name, true) }

func open(ctx context.Context, name string, create bool) (*Workspace, error) {
	if name == "" {
		name = DefaultFile
	}
	w := &Workspace{name: Shown(name), tallyFrom: tallyFrom}
	kind, address := addressOf(name)
	var err error
	switch kind {
	case fileAddress:
		w.db, err = openSQLite(ctx, name, create)
	case serverAddress:
		w.db, err = openPostgres(ctx, address)
	default:
		err = refusal(kind)
	}
	if err != nil {
		return nil, err
	}
	if err := w.prepare(ctx, create); err != nil {
		w.db.close()
		return nil, err
	}
	return w, nil
}

// Close closes the workspace.
func (w *Workspace) Close() error { return w.db.close() }

// Name is the file or the address, without a password.
func (w *Workspace) Name() string { return w.name }

// Error is a trouble with a workspace that is told to people. Code says which,
// and Err the cause, where there is one.
type Error struct {
	Code Code
	Name string
	Text lang.Text
	Err  error
}

// Code tells the troubles apart. The zero value is invalid.
type Code int

// The troubles.
const (
	NotFound     Code = iota + 1 // there is no workspace
	NotWorkspace                 // the file or database is something else
	Damaged                      // it can't be read
	TooNew                       // a later program made it
	ReadOnly                     // it can't be written
	Busy                         // another process holds it
	Refused                      // the import would lose or double answers
	NoMatch                      // nothing stored fits what was asked for
	Unlike                       // the waves asked for can't be put together
	Unreachable                  // the server does not answer
	Invalid                      // what is to be stored makes no sense
	Similar                      // names of units that may be one: somebody has to say
)

// Error words the trouble in both languages.
func (e *Error) Error() string {
	s := e.Name + ": " + e.Text.Join(lang.Both, " / ")
	if e.Err != nil {
		s += " (" + e.Err.Error() + ")"
	}
	return s
}

// Unwrap gives the cause.
func (e *Error) Unwrap() error { return e.Err }

// Is says whether err is a trouble of this code.
func Is(err error, code Code) bool {
	var e *Error
	return errors.As(err, &e) && e.Code == code
}

func (w *Workspace) fail(code Code, t lang.Text) error {
	return &Error{Code: code, Name: w.name, Text: t}
}

// damaged says what can't be read: a lang.Text, or the name of a part.
func (w *Workspace) damaged(what any, err error) error {
	return &Error{Code: Damaged, Name: w.name, Err: err,
		Text: lang.F("工作区中的“%s”无法读取，可能已损坏；请换用备份，或用 servqual waves restore 退回较早的版本", "%s in the workspace can't be read; it may be damaged: use a backup, or go back to an earlier version with `servqual waves restore`", what)}
}

// place is a wave and unit as an error names them.
func place(wave, unit string) string {
	if unit == "" {
		return wave
	}
	return fmt.Sprintf("%s %s", wave, unit)
}

package lang

// Error is an error worded in both languages: what is wrong and what to do.
type Error struct {
	Text Text
	Err  error // the cause below, if any
}

// Errorf makes an Error as F makes a Text.
func Errorf(zh, en string, args ...any) error { return &Error{Text: F(zh, en, args...)} }

// Error gives the English wording.
func (e *Error) Error() string { return e.Text.In(En) }

// In gives the wording in a language.
func (e *Error) In(l Lang) string { return e.Text.In(l) }

// Unwrap gives the cause.
func (e *Error) Unwrap() error { return e.Err }

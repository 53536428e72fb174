package load

import "servqual/survey/lang"

// InputError says why nothing can be read from what was named as input, and
// what to do.
type InputError struct{ Text lang.Text }

// Error gives the English wording.
func (e *InputError) Error() string { return e.Text.In(lang.En) }

package wording

import (
	"regexp"
	"sync"
)

// Pattern gives a regular expression that is compiled at its first use: a run
// needs a few of some fifty, and compiling them all takes a millisecond.
func Pattern(expr string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expr) })
}

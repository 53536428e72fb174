package load

import (
	"regexp"
	"sync"
)

// lazyForm is a regular expression that is compiled when it is first asked
// for: there are some fifty, of which a run needs a few, and a millisecond went
// into them before anything else could begin.
type lazyForm func() *regexp.Regexp

func lazily(expr string) lazyForm {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expr) })
}

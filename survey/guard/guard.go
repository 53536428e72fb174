// Package guard delivers panics of goroutines to whoever runs the program.
//
// A panic in a goroutine ends the process wherever it was started from; no
// caller can recover it. Goroutines of this program are therefore started by
// Go or by a Group. While someone watches, a panic in one of them is delivered
// to the watcher, and the goroutine stays where it is: its work is never taken
// for done, so no result is written of it. While no one watches, the panic
// goes on as usual.
//
// The package knows nothing of surveys. What it keeps of a panic holds no data:
// the names of functions with their lines, and the text of errors that the Go
// runtime itself raises (an index out of range, a nil pointer).
package guard

import (
	"fmt"
	"path"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
)

// Panic is a panic without the data it may have been raised with.
type Panic struct {
	Cause  string   // what the runtime says, or the type of the value
	Frames []string // function (file:line), innermost first, ours only
}

// Error makes a Panic an error: its cause and the innermost function.
func (p *Panic) Error() string {
	if len(p.Frames) == 0 {
		return p.Cause
	}
	return p.Cause + " in " + p.Frames[0]
}

// module is the prefix of this program's functions.
const module = "servqual/"

// mostFrames bounds the trace of a recursion.
const mostFrames = 20

// Of describes a recovered value. Call it in the deferred function that
// recovered it, before anything else, so that the stack still stands.
func Of(value any) *Panic {
	if p, ok := value.(*Panic); ok {
		return p
	}
	p := &Panic{Cause: fmt.Sprintf("%T", value)}
	if err, ok := value.(runtime.Error); ok {
		p.Cause = strings.TrimPrefix(err.Error(), "runtime error: ")
	}
	pc := make([]uintptr, 256)
	frames := runtime.CallersFrames(pc[:runtime.Callers(2, pc)])
	for {
		f, more := frames.Next()
		name, own := strings.CutPrefix(f.Function, module)
		if !own {
			name, own = strings.CutPrefix(f.Function, "main.")
		}
		if own && !strings.HasPrefix(name, "survey/guard.") && len(p.Frames) < mostFrames {
			p.Frames = append(p.Frames, fmt.Sprintf("%s (%s:%d)", name, path.Base(f.File), f.Line))
		}
		if !more {
			return p
		}
	}
}

// watcher receives the panics; nil while no one watches.
var watcher atomic.Pointer[chan *Panic]

// Watch delivers the panics of goroutines to the channel until stop is called.
// There is one watcher at a time, the last.
func Watch() (crashed <-chan *Panic, stop func()) {
	c := make(chan *Panic, 1)
	watcher.Store(&c)
	return c, func() { watcher.CompareAndSwap(&c, nil) }
}

// deliver is deferred in every goroutine.
func deliver() {
	w := watcher.Load()
	if w == nil {
		return // not recovered: the panic ends the process with the whole stack
	}
	value := recover()
	if value == nil {
		return
	}
	select {
	case *w <- Of(value):
	default: // the first one is enough
	}
	select {}
}

// Go runs f in a goroutine.
func Go(f func()) { go Func(f)() }

// Func is f guarded, for those who start goroutines themselves, such as
// time.AfterFunc.
func Func(f func()) func() {
	return func() {
		defer deliver()
		f()
	}
}

// Group is a sync.WaitGroup whose goroutines are guarded. The zero Group is
// ready.
type Group struct{ wg sync.WaitGroup }

// Go runs f in a goroutine that Wait waits for.
func (g *Group) Go(f func()) {
	g.wg.Add(1)
	Go(func() {
		f()
		g.wg.Done()
	})
}

// Wait waits for all functions to return.
func (g *Group) Wait() { g.wg.Wait() }

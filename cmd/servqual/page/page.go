// Package page is the local page: the program in a browser, for people who have
// no terminal. It takes files that are dropped on it, says what was understood
// of them, asks what is open, and makes the reports that the commands make.
//
// It knows requests, the folder it keeps things in, and how an answer given on
// the page changes a study. It knows neither how a file is read (load) nor how a
// document is made: reports, marked copies, forms and comparisons are those of
// the commands, which whoever starts the page hands in as Options.Run.
//
// The page is for one person on one machine. It listens on the loopback
// interface only; whoever does not have the token of its address gets nothing,
// and neither does a page of another site that the same browser shows (see
// security.go). It fetches nothing from elsewhere.
//
// On the walk of a number it stands behind the cell of a report: a click on
// gap/REL shows the formula, the numbers put in and the result.
package page

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"sync"
	"sync/atomic"
	"time"

	"servqual/survey"
	"servqual/survey/guard"
	"servqual/survey/lang"
)

// Options says what the page works with.
type Options struct {
	Presets []*survey.Study // candidates for an unknown form, in order of preference
	Preset  survey.Presets  // finds a preset by name
	// Run runs a command of the program: report, check, benchmark … It returns
	// the exit code.
	Run  func(ctx context.Context, args []string, stdout, stderr io.Writer) int
	Said func(err error, l lang.Lang) string // words an error for people

	Folder  string        // where everything lies that is kept; see UserFolder
	Lang    lang.Lang     // in which the page opens
	Files   []string      // read as if they had been dropped
	Idle    time.Duration // without a request for so long, the page ends
	Upload  int64         // the most bytes of one file
	Version string        // of the program
	Now     func() time.Time
}

// Default is a page in the user's folder that ends after half an hour alone.
func Default() Options {
	return Options{Lang: lang.Zh, Idle: 30 * time.Minute, Upload: 4 << 30, Now: time.Now}
}

// Server is a page that listens.
type Server struct {
	opt    Options
	keep   *folder
	token  string
	host   string // with the port
	ln     net.Listener
	opened string // the survey of Options.Files

	mu      sync.Mutex
	drops   map[string]*drop
	tasks   map[string]*task
	tickets map[string]ticket

	last   atomic.Int64 // when the last request came, in seconds
	quit   chan struct{}
	ending sync.Once
	root   context.Context // of all tasks
}

// Listen makes the folder and opens a port on the loopback interface.
func Listen(opt Options) (*Server, error) {
	keep, err := openFolder(opt.Folder)
	if err != nil {
		return nil, err
	}
	ln, err := net.Listen("tcp4", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	s := &Server{opt: opt, keep: keep, token: secret(), host: ln.Addr().String(), ln: ln,
		drops: make(map[string]*drop), tasks: make(map[string]*task), tickets: make(map[string]ticket), quit: make(chan struct{})}
	return s, nil
}

// Address is where the browser finds the page, with the token.
func (s *Server) Address() string { return fmt.Sprintf("http://%s/?token=%s", s.host, s.token) }

// Serve answers requests until ctx ends, the page's own button is pressed, or
// nobody has asked for anything for so long.
func (s *Server) Serve(ctx context.Context) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	s.root = ctx
	s.touch()
	if len(s.opt.Files) > 0 {
		d := s.newDrop()
		d.paths = s.opt.Files
		s.opened = d.id
	}
	srv := &http.Server{Handler: s.handler(), ReadHeaderTimeout: 10 * time.Second, BaseContext: func(net.Listener) context.Context { return ctx }}
	failed := make(chan error, 1)
	guard.Go(func() { failed <- srv.Serve(s.ln) })
	var err error
	tick := time.NewTicker(time.Second)
	defer tick.Stop()
loop:
	for {
		select {
		case <-ctx.Done():
			break loop
		case <-s.quit:
			break loop
		case err = <-failed:
			break loop
		case <-tick.C:
			if s.idle() {
				break loop
			}
		}
	}
	stop()
	gone, done := context.WithTimeout(context.Background(), time.Second)
	defer done()
	srv.Shutdown(gone)
	s.keep.dropUploads()
	if errors.Is(err, http.ErrServerClosed) {
		err = nil
	}
	return err
}

// touch notes that somebody is there.
func (s *Server) touch() { s.last.Store(s.opt.Now().Unix()) }

// idle says that nobody has been there for so long; a running task counts as
// somebody.
func (s *Server) idle() bool {
	s.mu.Lock()
	for _, t := range s.tasks {
		if !t.ended() {
			s.mu.Unlock()
			return false
		}
	}
	s.mu.Unlock()
	return s.opt.Idle > 0 && s.opt.Now().Unix()-s.last.Load() > int64(s.opt.Idle/time.Second)
}

// end ends Serve.
func (s *Server) end() { s.ending.Do(func() { close(s.quit) }) }

// secret is a name that can't be guessed.
func secret() string {
	var b [24]byte
	rand.Read(b[:]) // never fails
	return hex.EncodeToString(b[:])
}

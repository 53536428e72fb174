package page

import (
	"context"
	"errors"
	"net/http"
	"sync"

	"servqual/survey/guard"
	"servqual/survey/lang"
)

// task is something that may take longer than a person likes to wait without a
// word: it tells how far it is and can be given up.
type task struct {
	stop context.CancelFunc
	done chan struct{}

	mu     sync.Mutex
	stage  lang.Text
	at, of int64 // so many of so many; of is 0 where that is not known
	result any
	failed *lang.Text
}

// taskJSON is how far a task is.
type taskJSON struct {
	Stage  lang.Text  `json:"stage"`
	At     int64      `json:"at"`
	Of     int64      `json:"of"`
	Done   bool       `json:"done"`
	Failed *lang.Text `json:"failed,omitempty"`
	Result any        `json:"result,omitempty"`
}

func (t *task) ended() bool {
	select {
	case <-t.done:
		return true
	default:
		return false
	}
}

// at notes what the task is at.
func (t *task) stageIs(stage lang.Text, of int64) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.stage, t.at, t.of = stage, 0, of
}

func (t *task) advance(n int64) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.at += n
}

// keptTasks is how many ended tasks are remembered.
const keptTasks = 64

// start begins a task and answers with its number.
func (s *Server) start(w http.ResponseWriter, do func(ctx context.Context, t *task) (any, error)) {
	ctx, stop := context.WithCancel(s.root)
	t := &task{stop: stop, done: make(chan struct{})}
	id := secret()
	s.mu.Lock()
	for k, old := range s.tasks {
		if len(s.tasks) > keptTasks && old.ended() {
			delete(s.tasks, k)
		}
	}
	s.tasks[id] = t
	s.mu.Unlock()
	guard.Go(func() {
		defer stop()
		defer close(t.done)
		defer func() { // a fault of the program ends the task, not the page
			if v := recover(); v != nil {
				t.fail(lang.F("程序内部出错，没有完成；文件没有被改动（%s）", "the program failed and did not finish; no file was changed (%s)", guard.Of(v).Error()))
			}
		}()
		result, err := do(ctx, t)
		switch {
		case ctx.Err() != nil:
			t.fail(lang.T("已取消，什么也没有改动", "cancelled: nothing was changed"))
		case err != nil:
			t.fail(s.worded(err))
		default:
			t.mu.Lock()
			t.result = result
			t.mu.Unlock()
		}
		s.touch()
	})
	answer(w, map[string]string{"task": id})
}

func (t *task) fail(why lang.Text) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.failed = &why
}

// textError is an error worded in both languages.
type textError struct{ text lang.Text }

func (e textError) Error() string { return e.text.In(lang.En) }

// worded words an error in both languages.
func (s *Server) worded(err error) lang.Text {
	var own textError
	if errors.As(err, &own) {
		return own.text
	}
	return lang.T(s.opt.Said(err, lang.Zh), s.opt.Said(err, lang.En))
}

// taskState tells how far a task is.
func (s *Server) taskState(w http.ResponseWriter, r *http.Request) {
	t := s.taskOf(w, r)
	if t == nil {
		return
	}
	done := t.ended()
	t.mu.Lock()
	defer t.mu.Unlock()
	answer(w, taskJSON{Stage: t.stage, At: t.at, Of: t.of, Done: done, Failed: t.failed, Result: t.result})
}

func (s *Server) cancelTask(w http.ResponseWriter, r *http.Request) {
	if t := s.taskOf(w, r); t != nil {
		t.stop()
		answer(w, struct{}{})
	}
}

func (s *Server) taskOf(w http.ResponseWriter, r *http.Request) *task {
	s.mu.Lock()
	defer s.mu.Unlock()
	t := s.tasks[r.PathValue("task")]
	if t == nil {
		http.NotFound(w, r)
	}
	return t
}

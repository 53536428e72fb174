package page

import (
	"embed"
	"encoding/json"
	"errors"
	"html/template"
	"io"
	"net/http"

	"servqual/survey/lang"
)

//go:embed assets
var assets embed.FS

var shell = template.Must(template.ParseFS(assets, "assets/page.html"))

// routes are what the page's script asks for. All of them need the token.
func (s *Server) routes(mux *http.ServeMux) {
	mux.HandleFunc("POST /api/hello", s.hello)
	mux.HandleFunc("POST /api/ping", func(w http.ResponseWriter, _ *http.Request) { answer(w, struct{}{}) })
	mux.HandleFunc("POST /api/quit", func(w http.ResponseWriter, _ *http.Request) { answer(w, struct{}{}); s.end() })
	mux.HandleFunc("POST /api/clear", s.clear)
	mux.HandleFunc("GET /api/tasks/{task}", s.taskState)
	mux.HandleFunc("POST /api/tasks/{task}/cancel", s.cancelTask)

	mux.HandleFunc("POST /api/surveys", func(w http.ResponseWriter, _ *http.Request) { answer(w, map[string]string{"id": s.newDrop().id}) })
	mux.HandleFunc("PUT /api/surveys/{id}/files", s.upload)
	mux.HandleFunc("POST /api/surveys/{id}/read", s.onDrop(s.read))
	mux.HandleFunc("POST /api/surveys/{id}/answers", s.onDrop(s.answers))
	mux.HandleFunc("POST /api/surveys/{id}/forget", s.onDrop(s.forget))
	mux.HandleFunc("POST /api/surveys/{id}/report", s.onDrop(s.report))
	mux.HandleFunc("POST /api/surveys/{id}/mark", s.onDrop(s.mark))
	mux.HandleFunc("POST /api/surveys/{id}/explain", s.onDrop(s.explain))
}

// first is the page itself: a frame that its script fills.
func (s *Server) first(w http.ResponseWriter, r *http.Request) {
	if !s.isToken(r.URL.Query().Get("token")) {
		refuse(w, noToken)
		return
	}
	s.touch()
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	shell.Execute(w, map[string]any{"Lang": s.opt.Lang, "Title": words["title"].In(s.opt.Lang)})
}

// hello is what the script needs to begin: its words, and what was opened with
// the program.
func (s *Server) hello(w http.ResponseWriter, r *http.Request) {
	answer(w, map[string]any{
		"words": words, "lang": s.opt.Lang.String(), "folder": s.keep.path, "bytes": s.keep.size(), "version": s.opt.Version,
		"idle": int(s.opt.Idle.Minutes()), "opened": s.opened, "roles": roles(), "sides": sides(),
	})
}

// clear empties the folder, and forgets what is open in it.
func (s *Server) clear(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	for _, t := range s.tasks {
		t.stop()
	}
	s.drops, s.tickets = make(map[string]*drop), make(map[string]ticket)
	s.mu.Unlock()
	if err := s.keep.clear(); err != nil {
		fault(w, http.StatusInternalServerError, s.worded(err))
		return
	}
	answer(w, map[string]any{"bytes": s.keep.size()})
}

// mostBody bounds what the script sends: answers about a few hundred columns.
const mostBody = 4 << 20

// onDrop gives a handler the survey that its address names.
func (s *Server) onDrop(do func(w http.ResponseWriter, r *http.Request, d *drop)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if d := s.dropOf(w, r); d != nil {
			r.Body = http.MaxBytesReader(w, r.Body, mostBody)
			do(w, r, d)
		}
	}
}

func (s *Server) dropOf(w http.ResponseWriter, r *http.Request) *drop {
	s.mu.Lock()
	d := s.drops[r.PathValue("id")]
	s.mu.Unlock()
	if d == nil {
		fault(w, http.StatusNotFound, lang.T("这份调查已经关闭，请重新拖入文件", "this survey is closed: drop the files again"))
	}
	return d
}

// decode reads what the script sent; an empty body is no answer at all.
func decode(w http.ResponseWriter, r *http.Request, to any) bool {
	err := json.NewDecoder(r.Body).Decode(to)
	if err == nil || errors.Is(err, io.EOF) {
		return true
	}
	fault(w, http.StatusBadRequest, lang.T("网页发来的内容不完整，请刷新网页再试", "the page sent something incomplete: reload it and try again"))
	return false
}

func answer(w http.ResponseWriter, v any) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	json.NewEncoder(w).Encode(v)
}

// fault answers with an error worded for people.
func fault(w http.ResponseWriter, code int, t lang.Text) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.WriteHeader(code)
	json.NewEncoder(w).Encode(map[string]lang.Text{"error": t})
}

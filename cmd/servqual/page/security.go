package page

import (
	"crypto/subtle"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"servqual/survey/lang"
)

// What keeps others out:
//
//   - the port is open on the loopback interface only;
//   - Host must be the address that was printed, so that a name of another site
//     that is made to point here (DNS rebinding) is refused;
//   - Origin and Sec-Fetch-Site must be of this page, so that a page of another
//     site, which the same browser shows, can send nothing;
//   - the first page needs the token in its address, every other request in a
//     header, which no form and no link of another page can set. It is no cookie:
//     cookies of 127.0.0.1 go to every port of the machine;
//   - files that a browser fetches by address (a preview, a download) have a
//     name that can't be guessed and ends after a while;
//   - the policy lets the page load nothing but its own files, and no Referer
//     leaves it.

// tokenHeader carries the token.
const tokenHeader = "X-Servqual-Token"

const policy = "default-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'; object-src 'none'"

// handler is the whole page behind its guards.
func (s *Server) handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{$}", s.first)
	mux.Handle("GET /assets/", http.FileServerFS(assets))
	mux.HandleFunc("GET /get/{ticket}/{name}", s.get)
	api := http.NewServeMux()
	s.routes(api)
	mux.Handle("/api/", s.withToken(api))
	return s.guarded(mux)
}

// guarded refuses what does not come from this page, and sets the headers of
// every answer.
func (s *Server) guarded(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("X-Frame-Options", "DENY")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Cache-Control", "no-store")
		switch {
		case !s.hostKnown(r.Host):
			refuse(w, lang.T("拒绝：请求的地址不是本程序的地址", "refused: this is not the address of the program"))
		case !s.fromHere(r):
			refuse(w, lang.T("拒绝：请求来自别的网站", "refused: the request comes from another site"))
		default:
			next.ServeHTTP(w, r)
		}
	})
}

// hostKnown says whether a Host header is the address that was printed.
func (s *Server) hostKnown(host string) bool {
	_, port, _ := strings.Cut(s.host, ":")
	return slices.Contains([]string{s.host, "localhost:" + port}, host)
}

// fromHere says that a request comes from the page itself or from the address
// line: browsers say which, other programs say nothing.
func (s *Server) fromHere(r *http.Request) bool {
	if o := r.Header.Get("Origin"); o != "" {
		u, err := url.Parse(o)
		if err != nil || u.Scheme != "http" || u.Host != r.Host {
			return false
		}
	}
	switch r.Header.Get("Sec-Fetch-Site") {
	case "", "same-origin", "none":
		return true
	}
	return false
}

// withToken lets requests through that carry the token.
func (s *Server) withToken(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !s.isToken(r.Header.Get(tokenHeader)) {
			refuse(w, noToken)
			return
		}
		s.touch()
		next.ServeHTTP(w, r)
	})
}

func (s *Server) isToken(t string) bool {
	return subtle.ConstantTimeCompare([]byte(t), []byte(s.token)) == 1
}

var noToken = lang.T("请用程序打开的网页，或程序窗口里的完整地址：这个地址少了口令，或口令属于已经结束的一次运行。",
	"Use the page that the program opened, or the whole address in its window: this one has no token, or one of a run that has ended.")

func refuse(w http.ResponseWriter, t lang.Text) {
	http.Error(w, t.Join(lang.Both, "\n"), http.StatusForbidden)
}

// ticket lets the browser fetch one file by address.
type ticket struct {
	path   string
	name   string // as saved
	show   bool   // in a frame, else downloaded
	policy string // of a page that is shown
	until  time.Time
}

// ticketLife is how long an address of a file is good for.
const ticketLife = 30 * time.Minute

// issue makes the address of a file.
func (s *Server) issue(t ticket) string {
	now := s.opt.Now()
	t.until = now.Add(ticketLife)
	key := secret()
	s.mu.Lock()
	defer s.mu.Unlock()
	for k, old := range s.tickets {
		if now.After(old.until) {
			delete(s.tickets, k)
		}
	}
	s.tickets[key] = t
	return "/get/" + key + "/" + url.PathEscape(t.name)
}

// shownPolicy is that of a report in a frame: it states its own, stricter one.
const shownPolicy = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'; base-uri 'none'; form-action 'none'"

// get hands out the file of a ticket.
func (s *Server) get(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	t, ok := s.tickets[r.PathValue("ticket")]
	s.mu.Unlock()
	if !ok || s.opt.Now().After(t.until) {
		refuse(w, lang.T("这个下载地址已过期，请回到网页再点一次", "this address has expired: go back to the page and press the button again"))
		return
	}
	s.touch()
	if t.show {
		w.Header().Set("X-Frame-Options", "SAMEORIGIN")
		w.Header().Set("Content-Security-Policy", t.policy)
	} else {
		w.Header().Set("Content-Type", "application/octet-stream")
		w.Header().Set("Content-Disposition", "attachment; filename*=UTF-8''"+url.PathEscape(t.name))
	}
	http.ServeFile(w, r, t.path)
}

package page

import (
	"context"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"servqual/survey"
	"servqual/survey/lang"
)

// listening runs a page without commands, on a folder of the test.
func listening(t *testing.T, change func(*Options)) (*Server, <-chan error) {
	t.Helper()
	opt := Default()
	opt.Folder = t.TempDir()
	opt.Preset = func(string) (*survey.Study, bool) { return nil, false }
	opt.Said = func(err error, _ lang.Lang) string { return err.Error() }
	opt.Run = func(context.Context, []string, io.Writer, io.Writer) int { return 0 }
	if change != nil {
		change(&opt)
	}
	s, err := Listen(opt)
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	done, ended := make(chan error, 1), make(chan struct{})
	go func() { done <- s.Serve(ctx); close(ended) }()
	t.Cleanup(func() { stop(); <-ended })
	return s, done
}

// request sends a request as a browser would, but for what a test changes, and
// gives the status and the answer.
func (s *Server) request(t *testing.T, method, path, body string, change func(*http.Request)) (int, http.Header, string) {
	t.Helper()
	r, err := http.NewRequest(method, "http://"+s.host+path, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set(tokenHeader, s.token)
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	r.Header.Set("Origin", "http://"+s.host)
	if change != nil {
		change(r)
	}
	w, err := http.DefaultTransport.RoundTrip(r)
	if err != nil {
		t.Fatal(err)
	}
	defer w.Body.Close()
	data, err := io.ReadAll(w.Body)
	if err != nil {
		t.Fatal(err)
	}
	return w.StatusCode, w.Header, string(data)
}

// TestAttacksAreRefused: what others can send from the same machine or browser
// changes nothing and gets nothing. Each attack is sent to an address that
// answers the page itself.
func TestAttacksAreRefused(t *testing.T) {
	s, _ := listening(t, nil)
	set := func(name, value string) func(*http.Request) {
		return func(r *http.Request) { r.Header.Set(name, value) }
	}
	attacks := map[string]func(*http.Request){
		"no token":                   set(tokenHeader, ""),
		"another token":              set(tokenHeader, strings.Repeat("0", len(s.token))),
		"part of the token":          set(tokenHeader, s.token[:len(s.token)-1]),
		"rebinding":                  func(r *http.Request) { r.Host = "evil.example" },
		"rebinding with the port":    func(r *http.Request) { r.Host = "evil.example:" + r.URL.Port() },
		"another port":               func(r *http.Request) { r.Host = "127.0.0.1:1" },
		"another name for loopback":  func(r *http.Request) { r.Host = "127.0.0.1.nip.io:" + r.URL.Port() },
		"another site":               set("Sec-Fetch-Site", "cross-site"),
		"another port of this host":  set("Sec-Fetch-Site", "same-site"),
		"origin of another site":     set("Origin", "https://evil.example"),
		"origin of another port":     set("Origin", "http://127.0.0.1:1"),
		"no origin, as in a sandbox": set("Origin", "null"),
		"origin by https":            set("Origin", "https://"+s.host),
	}
	for _, x := range []struct{ method, path string }{{"POST", "/api/hello"}, {"POST", "/api/surveys"}, {"POST", "/api/clear"}, {"POST", "/api/quit"}} {
		for name, attack := range attacks {
			code, _, body := s.request(t, x.method, x.path, "{}", attack)
			if code != http.StatusForbidden || strings.Contains(body, s.keep.path) {
				t.Errorf("%s: %s %s: %d %s", name, x.method, x.path, code, body)
			}
		}
	}
	if _, err := os.Stat(s.keep.uploads); err != nil {
		t.Errorf("an attack cleared the folder: %v", err)
	}
	if code, _, body := s.request(t, "POST", "/api/hello", "{}", nil); code != http.StatusOK || !strings.Contains(body, `"words"`) {
		t.Errorf("the page itself: %d %s", code, body)
	}
}

// TestFirstPageNeedsTheToken: the address without its token shows nothing but
// where to find it, and the one with it leaks it nowhere.
func TestFirstPageNeedsTheToken(t *testing.T) {
	s, _ := listening(t, nil)
	for _, path := range []string{"/", "/?token=", "/?token=" + strings.Repeat("f", len(s.token))} {
		code, _, body := s.request(t, "GET", path, "", func(r *http.Request) { r.Header.Del("Origin") })
		if code != http.StatusForbidden || strings.Contains(body, "<script") {
			t.Errorf("%s: %d %s", path, code, body)
		}
	}
	u, err := url.Parse(s.Address())
	if err != nil {
		t.Fatal(err)
	}
	code, h, body := s.request(t, "GET", u.RequestURI(), "", func(r *http.Request) { r.Header.Del("Origin"); r.Header.Set("Sec-Fetch-Site", "none") })
	if code != http.StatusOK || strings.Contains(body, s.token) {
		t.Errorf("%d: the page says its token, or is none: %s", code, body)
	}
	if h.Get("Referrer-Policy") != "no-referrer" || h.Get("Set-Cookie") != "" || !strings.HasPrefix(h.Get("Content-Security-Policy"), "default-src 'self';") || h.Get("Access-Control-Allow-Origin") != "" {
		t.Errorf("headers %v", h)
	}
}

// TestOnlyLoopback: the port is not open on any other address of the machine.
func TestOnlyLoopback(t *testing.T) {
	s, _ := listening(t, nil)
	if host, _, _ := net.SplitHostPort(s.ln.Addr().String()); host != "127.0.0.1" {
		t.Errorf("listens on %s", host)
	}
}

// TestPreflightIsRefused: no other origin may ask for the token's header.
func TestPreflightIsRefused(t *testing.T) {
	s, _ := listening(t, nil)
	code, h, _ := s.request(t, "OPTIONS", "/api/hello", "", func(r *http.Request) {
		r.Header.Del(tokenHeader)
		r.Header.Set("Origin", "https://evil.example")
		r.Header.Set("Access-Control-Request-Headers", tokenHeader)
	})
	if code < 400 || h.Get("Access-Control-Allow-Origin") != "" || h.Get("Access-Control-Allow-Headers") != "" {
		t.Errorf("%d %v", code, h)
	}
}

// TestTicketsCantBeGuessedAndEnd: a file has an address only after it was made,
// and not for ever.
func TestTicketsCantBeGuessedAndEnd(t *testing.T) {
	now := time.Date(2026, 11, 3, 9, 0, 0, 0, time.UTC)
	s, _ := listening(t, func(o *Options) { o.Now = func() time.Time { return now }; o.Idle = 0 })
	path := filepath.Join(t.TempDir(), "r.pdf")
	if err := os.WriteFile(path, []byte("%PDF-"), 0o600); err != nil {
		t.Fatal(err)
	}
	at := s.issue(ticket{path: path, name: "报告.pdf"})
	code, h, body := s.request(t, "GET", at, "", func(r *http.Request) { r.Header.Del(tokenHeader); r.Header.Del("Origin") })
	if code != http.StatusOK || body != "%PDF-" || !strings.HasPrefix(h.Get("Content-Disposition"), "attachment") {
		t.Errorf("%d %v %q", code, h, body)
	}
	for _, other := range []string{"/get/" + secret() + "/r.pdf", "/get/../../etc/passwd", "/get/%2e%2e/x"} {
		if code, _, body := s.request(t, "GET", other, "", nil); code < 300 || strings.Contains(body, "%PDF") || strings.Contains(body, "root:") {
			t.Errorf("%s: %d %s", other, code, body)
		}
	}
	if code, _, _ := s.request(t, "GET", at, "", func(r *http.Request) { r.Header.Set("Sec-Fetch-Site", "cross-site") }); code != http.StatusForbidden {
		t.Errorf("another site: %d", code)
	}
	now = now.Add(ticketLife + time.Second)
	if code, _, _ := s.request(t, "GET", at, "", nil); code != http.StatusForbidden {
		t.Errorf("after its end: %d", code)
	}
}

// TestUploadsStayInTheirFolder: whatever a file is called, it lands in the
// folder of its survey, and two of one name are two files.
func TestUploadsStayInTheirFolder(t *testing.T) {
	s, _ := listening(t, func(o *Options) { o.Upload = 100 })
	d := s.newDrop()
	put := func(name, body string) int {
		code, _, _ := s.request(t, "PUT", "/api/surveys/"+d.id+"/files?name="+url.QueryEscape(name), body, nil)
		return code
	}
	for _, name := range []string{"../../../etc/passwd", `..\..\x.csv`, "/abs.csv", "a/b/c.csv", "C:\\x.csv", "门店 10月.xlsx", "门店 10月.xlsx", "a\x00b.csv", "con?.csv"} {
		if code := put(name, "x"); code != http.StatusOK {
			t.Errorf("%q: %d", name, code)
		}
	}
	for _, name := range []string{"", "..", "/", strings.Repeat("x", 300)} {
		if code := put(name, "x"); code != http.StatusBadRequest {
			t.Errorf("%q: %d, want it refused", name, code)
		}
	}
	if len(d.paths) != 9 {
		t.Fatalf("%d files", len(d.paths))
	}
	seen := make(map[string]bool)
	for _, p := range d.paths {
		rel, err := filepath.Rel(d.dir, p)
		if err != nil || strings.HasPrefix(rel, "..") || seen[p] {
			t.Errorf("%s is outside, or twice", p)
		}
		seen[p] = true
		if data, err := os.ReadFile(p); err != nil || string(data) != "x" {
			t.Errorf("%s: %q, %v", p, data, err)
		}
	}
	if code := put("large.csv", strings.Repeat("x", 101)); code != http.StatusRequestEntityTooLarge {
		t.Errorf("a file over the limit: %d", code)
	}
	if _, err := os.Stat(filepath.Join(d.dir, "large.csv")); err == nil {
		t.Error("half of a file over the limit was left")
	}
}

// TestEndsAlone: without a request for so long the page ends, and what was
// uploaded goes.
func TestEndsAlone(t *testing.T) {
	s, done := listening(t, func(o *Options) { o.Idle = time.Second })
	d := s.newDrop()
	if _, err := d.store("x.csv", strings.NewReader("x")); err != nil {
		t.Fatal(err)
	}
	if err := <-done; err != nil {
		t.Error(err)
	}
	if _, err := os.Stat(s.keep.uploads); err == nil {
		t.Error("the uploads are still there")
	}
}

// TestButtonEnds: the page's own button ends it.
func TestButtonEnds(t *testing.T) {
	s, done := listening(t, nil)
	if code, _, _ := s.request(t, "POST", "/api/quit", "{}", nil); code != http.StatusOK {
		t.Errorf("%d", code)
	}
	if err := <-done; err != nil {
		t.Error(err)
	}
}

// TestClear: the button clears months, answers and uploads, and the page goes on.
func TestClear(t *testing.T) {
	s, _ := listening(t, nil)
	for _, p := range []string{s.keep.workspace(), filepath.Join(s.keep.forms(), "x.json"), filepath.Join(s.keep.uploads, "y")} {
		os.MkdirAll(filepath.Dir(p), 0o700)
		if err := os.WriteFile(p, []byte("x"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if code, _, body := s.request(t, "POST", "/api/clear", "{}", nil); code != http.StatusOK || !strings.Contains(body, `"bytes":0`) {
		t.Errorf("%d %s", code, body)
	}
	if n := s.keep.size(); n != 0 {
		t.Errorf("%d bytes are left", n)
	}
	if code, _, _ := s.request(t, "POST", "/api/surveys", "{}", nil); code != http.StatusOK {
		t.Errorf("afterwards: %d", code)
	}
}

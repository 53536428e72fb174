package html

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"servqual/fixtures/sampledoc"
	"servqual/survey/lang"
)

// browser is a Chromium that is driven through its debugging pipe: one JSON
// message after the other, each ended by a NUL.
type browser struct {
	t       *testing.T
	out     *os.File
	in      *bufio.Reader
	next    int
	session string
	events  []event
}

type event struct {
	ID     int             `json:"id"`
	Method string          `json:"method"`
	Params json.RawMessage `json:"params"`
	Result json.RawMessage `json:"result"`
	Error  *struct {
		Message string `json:"message"`
	} `json:"error"`
}

// start runs Chromium, or skips where there is none; under CI=true that is a
// failure, for there it is installed.
func start(t *testing.T) *browser {
	t.Helper()
	var path string
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "chrome"} {
		if p, err := exec.LookPath(name); err == nil {
			path = p
			break
		}
	}
	if path == "" {
		if os.Getenv("CI") == "true" {
			t.Fatal("no Chromium on this machine, and CI=true demands one")
		}
		t.Skip("no Chromium on this machine: the page was not opened in a browser")
	}
	toRead, toWrite, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	fromRead, fromWrite, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(path, "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
		"--disable-component-update", "--disable-sync", "--user-data-dir="+t.TempDir(), "--remote-debugging-pipe", "about:blank")
	cmd.ExtraFiles = []*os.File{toRead, fromWrite}
	var said bytes.Buffer
	cmd.Stderr = &said
	if err := cmd.Start(); err != nil {
		t.Fatalf("chromium: %v", err)
	}
	toRead.Close()
	fromWrite.Close()
	b := &browser{t: t, out: toWrite, in: bufio.NewReader(fromRead)}
	watchdog := time.AfterFunc(60*time.Second, func() { cmd.Process.Kill() })
	t.Cleanup(func() {
		b.send("Browser.close", nil, false)
		done := make(chan struct{})
		go func() { cmd.Wait(); close(done) }()
		select {
		case <-done:
		case <-time.After(5 * time.Second):
			cmd.Process.Kill()
			<-done
		}
		watchdog.Stop()
		toWrite.Close()
		fromRead.Close()
	})
	var target struct{ TargetID, SessionID string }
	b.into(b.call("Target.createTarget", map[string]any{"url": "about:blank"}), &target)
	b.into(b.call("Target.attachToTarget", map[string]any{"targetId": target.TargetID, "flatten": true}), &target)
	b.session = target.SessionID
	for _, domain := range []string{"Page", "Runtime", "Log", "Network"} {
		b.call(domain+".enable", nil)
	}
	return b
}

func (b *browser) send(method string, params any, must bool) int {
	b.next++
	m := map[string]any{"id": b.next, "method": method}
	if params != nil {
		m["params"] = params
	}
	if b.session != "" {
		m["sessionId"] = b.session
	}
	body, err := json.Marshal(m)
	if err != nil {
		b.t.Fatal(err)
	}
	if _, err := b.out.Write(append(body, 0)); err != nil && must {
		b.t.Fatalf("chromium: %v", err)
	}
	return b.next
}

func (b *browser) read() event {
	body, err := b.in.ReadBytes(0)
	if err != nil {
		b.t.Fatalf("chromium went away: %v", err)
	}
	var e event
	if err := json.Unmarshal(bytes.TrimSuffix(body, []byte{0}), &e); err != nil {
		b.t.Fatal(err)
	}
	return e
}

// call sends a command and waits for its answer, keeping the events that come
// before it.
func (b *browser) call(method string, params any) json.RawMessage {
	b.t.Helper()
	id := b.send(method, params, true)
	for {
		e := b.read()
		if e.ID != id {
			b.events = append(b.events, e)
			continue
		}
		if e.Error != nil {
			b.t.Fatalf("%s: %s", method, e.Error.Message)
		}
		return e.Result
	}
}

func (b *browser) into(raw json.RawMessage, to any) {
	if err := json.Unmarshal(raw, to); err != nil {
		b.t.Fatal(err)
	}
}

func (b *browser) open(file string) {
	b.t.Helper()
	b.events = nil
	b.call("Page.navigate", map[string]any{"url": "file://" + file})
	for i := 0; ; i++ {
		var e event
		if i < len(b.events) {
			e = b.events[i]
		} else {
			e = b.read()
			b.events = append(b.events, e)
		}
		if e.Method == "Page.loadEventFired" {
			return
		}
	}
}

// eval runs an expression in the page and gives its value as text.
func (b *browser) eval(expression string) string {
	b.t.Helper()
	var r struct {
		Result           struct{ Value any }
		ExceptionDetails *struct {
			Exception struct{ Description string }
		}
	}
	b.into(b.call("Runtime.evaluate", map[string]any{"expression": expression, "returnByValue": true, "awaitPromise": true}), &r)
	if r.ExceptionDetails != nil {
		b.t.Fatalf("%s: %s", expression, r.ExceptionDetails.Exception.Description)
	}
	return fmt.Sprint(r.Result.Value)
}

func (b *browser) size(w, h int, phone bool) {
	b.call("Emulation.setDeviceMetricsOverride", map[string]any{"width": w, "height": h, "deviceScaleFactor": 1, "mobile": phone})
}

// quiet fails on anything the console said and on every request but for the
// page itself and pictures inside it.
func (b *browser) quiet(file string) {
	b.t.Helper()
	for _, e := range b.events {
		switch e.Method {
		case "Runtime.consoleAPICalled", "Runtime.exceptionThrown", "Log.entryAdded":
			b.t.Errorf("the console said: %s", e.Params)
		case "Network.requestWillBeSent":
			var p struct{ Request struct{ URL string } }
			b.into(e.Params, &p)
			if u := p.Request.URL; !strings.HasPrefix(u, "data:") && !strings.HasSuffix(u, filepath.Base(file)) && u != "about:blank" {
				b.t.Errorf("the page asked for %s", u)
			}
		}
	}
}

func page(t *testing.T, l lang.Lang) string {
	t.Helper()
	var buf bytes.Buffer
	if err := Render(&buf, sampledoc.Monthly(l), Default()); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "report-"+l.String()+".html")
	if err := os.WriteFile(file, buf.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

const itemsTable = `document.querySelector('#table-items table')`

// gaps is the column of gaps of the item table as it stands, totals aside.
const gaps = `Array.from(` + itemsTable + `.tBodies[0].rows).filter(r => !r.classList.contains('strong') && !r.hidden).map(r => Number(r.cells[3].dataset.v)).join(' ')`

// reveal opens what is closed: tables stand in the appendix.
const reveal = `document.querySelectorAll('details').forEach(d => d.open = true)`

// TestChromiumAppendix: the appendix is closed and not printed, and a link into
// it opens it.
func TestChromiumAppendix(t *testing.T) {
	if testing.Short() {
		t.Skip("short: the page was not opened in a browser")
	}
	b := start(t)
	file := page(t, lang.Zh)
	b.size(1280, 900, false)
	b.open(file)
	open := `document.querySelector('#method details').open`
	if got := b.eval(open); got != "false" {
		t.Errorf("the appendix is open: %s", got)
	}
	b.eval(`document.querySelector('.toc a[href="#method"]').click()`)
	if got := b.eval(open); got != "true" {
		t.Errorf("a link into the appendix leaves it closed")
	}
	b.eval(reveal)
	b.call("Emulation.setEmulatedMedia", map[string]any{"media": "print"})
	if got := b.eval(`Array.from(document.querySelectorAll('main section')).filter(s => s.getClientRects().length).map(s => s.id).includes('method')`); got != "false" {
		t.Error("the appendix would be printed")
	}
	if got := b.eval(`document.querySelector('#table-items').getClientRects().length`); got != "0" {
		t.Error("the tables of the appendix would be printed")
	}
	b.quiet(file)
}

func TestChromium(t *testing.T) {
	if testing.Short() {
		t.Skip("short: the page was not opened in a browser")
	}
	b := start(t)
	for _, l := range []lang.Lang{lang.Zh, lang.En, lang.Both} {
		file := page(t, l)
		b.size(1280, 900, false)
		b.open(file)
		for _, w := range []int{1280, 800, 360} {
			b.size(w, 900, w < 500)
			if got := b.eval(`document.scrollingElement.scrollWidth <= window.innerWidth`); got != "true" {
				t.Errorf("%v at %d px is wider than the screen: %s", l, w, b.eval(`document.scrollingElement.scrollWidth`))
			}
			if n := b.eval(`Array.from(document.querySelectorAll('figure')).filter(f => !f.closest('[hidden]') && Array.from(f.querySelectorAll('.drawing svg')).filter(s => s.getBoundingClientRect().width > 100).length !== 1).map(f => f.id).join(' ')`); n != "" {
				t.Errorf("%v at %d px: not exactly one drawing is shown in %s", l, w, n)
			}
		}
		b.quiet(file)
	}
}

func TestChromiumSortsAndFilters(t *testing.T) {
	if testing.Short() {
		t.Skip("short: the page was not opened in a browser")
	}
	b := start(t)
	file := page(t, lang.Zh)
	b.size(1280, 900, false)
	b.open(file)
	b.eval(reveal)
	before := b.eval(gaps)
	head := itemsTable + `.querySelectorAll('thead tr.heads th')[3]`
	b.eval(head + `.querySelector('button').click()`)
	ordered := `(function(){var v = (` + gaps + `).split(' ').map(Number); return v.length === 22 && v.every((x, i) => i === 0 || v[i-1] <= x)})()`
	if b.eval(ordered) != "true" || b.eval(head+`.getAttribute('aria-sort')`) != "ascending" {
		t.Errorf("after a click: %s", b.eval(gaps))
	}
	// The keyboard does the same: Enter on the focused head.
	b.eval(head + `.querySelector('button').focus()`)
	for _, kind := range []string{"keyDown", "keyUp"} {
		b.call("Input.dispatchKeyEvent", map[string]any{"type": kind, "key": "Enter", "code": "Enter", "windowsVirtualKeyCode": 13, "text": "\r"})
	}
	if b.eval(head+`.getAttribute('aria-sort')`) != "descending" || strings.Fields(b.eval(gaps))[0] == strings.Fields(before)[0] {
		t.Errorf("after Enter: %s %s", b.eval(head+`.getAttribute('aria-sort')`), b.eval(gaps))
	}
	b.eval(head + `.querySelector('button').click()`)
	if got := b.eval(gaps); got != before {
		t.Errorf("the third press does not restore the order:\n%s\n%s", got, before)
	}
	b.eval(`(function(){var i = document.querySelector('#table-items .filter input'); i.value = 'Q17'; i.dispatchEvent(new Event('input'))})()`)
	if got := b.eval(`Array.from(` + itemsTable + `.tBodies[0].rows).filter(r => !r.hidden).length`); got != "1" {
		t.Errorf("the filter shows %s rows", got)
	}
	// Withheld numbers sort below the others, whichever way.
	waves := `document.querySelector('#table-waves table')`
	for range 2 {
		b.eval(waves + `.querySelectorAll('thead tr.heads th button')[2].click()`)
		if got := b.eval(`(function(){var r = ` + waves + `.tBodies[0].rows; return r[r.length-1].cells[2].textContent})()`); got != "<10" {
			t.Errorf("last after sorting is %q", got)
		}
	}
	// A point of a chart says what it is.
	tip := b.eval(`(function(){var g = document.querySelector('#figure-gap-dimensions .wide .pt[data-tip]'); var r = g.getBoundingClientRect();
		g.firstElementChild.dispatchEvent(new PointerEvent('pointermove', {bubbles: true, clientX: r.left + 3, clientY: r.top + 3}));
		var t = document.getElementById('tip'); return t.hidden ? '' : t.textContent})()`)
	if !strings.Contains(tip, "有形性") || !strings.Contains(tip, "−0.31") {
		t.Errorf("the tip says %q", tip)
	}
	b.quiet(file)
}

// TestChromiumRefuses: the page's own policy stops what an attacker or a slip
// might add to it.
// TestChromiumSwitches chooses another unit: its view is shown and the other's
// is not, and nothing of the switch is printed.
func TestChromiumSwitches(t *testing.T) {
	if testing.Short() {
		t.Skip("short: the page was not opened in a browser")
	}
	b := start(t)
	file := page(t, lang.Zh)
	b.size(1280, 900, false)
	b.open(file)
	shown := `Array.from(document.querySelectorAll('#switch-unit .option')).filter(o => o.offsetParent !== null).map(o => o.textContent.match(/−0\.\d+/)[0]).join(' ')`
	if got := b.eval(shown); got != "−0.61" {
		t.Errorf("at first %q is shown", got)
	}
	b.eval(`(function(){var s = document.getElementById('switch-unit-choice'); s.selectedIndex = 1; s.dispatchEvent(new Event('change'))})()`)
	if got := b.eval(shown); got != "−0.34" {
		t.Errorf("after choosing the second unit %q is shown", got)
	}
	b.call("Emulation.setEmulatedMedia", map[string]any{"media": "print"})
	if got := b.eval(`getComputedStyle(document.getElementById('choice')).display`); got != "none" {
		t.Errorf("the switch would be printed: %s", got)
	}
	b.quiet(file)
}

func TestChromiumRefuses(t *testing.T) {
	if testing.Short() {
		t.Skip("short: the page was not opened in a browser")
	}
	b := start(t)
	b.open(page(t, lang.En))
	got := b.eval(`new Promise(done => {
		var seen = [];
		document.addEventListener('securitypolicyviolation', e => { seen.push(e.effectiveDirective); if (seen.length === 2) done(seen.sort().join(' ')); });
		var s = document.createElement('script'); s.textContent = 'window.intruder = 1'; document.body.appendChild(s);
		var i = new Image(); i.src = 'https://example.invalid/x.png';
		setTimeout(() => done('only: ' + seen.join(' ')), 3000);
	})`)
	if got != "img-src script-src-elem" || b.eval(`String(window.intruder)`) != "undefined" {
		t.Errorf("violations reported: %s", got)
	}
}

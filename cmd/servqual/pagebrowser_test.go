package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	cdpage "github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"servqual/cmd/servqual/page"
	"servqual/survey/lang"
)

// chromium is the one browser of all tests; tabs are opened in it.
var chromium = sync.OnceValues(func() (context.Context, error) {
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "chrome"} {
		path, err := exec.LookPath(name)
		if err != nil {
			continue
		}
		opt := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.DisableGPU,
			chromedp.Flag("disable-quic", true), chromedp.Flag("lang", "zh-CN"), chromedp.WindowSize(1280, 900))
		alloc, _ := chromedp.NewExecAllocator(context.Background(), opt...)
		ctx, _ := chromedp.NewContext(alloc, chromedp.WithErrorf(func(string, ...any) {}))
		return ctx, chromedp.Run(ctx)
	}
	return nil, errors.New("no Chromium on this machine")
})

// closeChromium ends the browser, if a test opened it.
func closeChromium() {
	if browserUsed {
		if ctx, err := chromium(); err == nil {
			chromedp.Cancel(ctx)
			os.RemoveAll(downloads())
		}
	}
}

var browserUsed bool

// tab is a tab with the page in it.
type tab struct {
	t       *testing.T
	ctx     context.Context
	address string

	mu       sync.Mutex
	troubles []string // console errors, requests that leave the machine
	clicks   int
}

// serveFor runs a page for a test and gives its address.
func serveFor(t *testing.T, change func(*page.Options)) string {
	t.Helper()
	opt := pageOptions(lang.Zh)
	opt.Folder = t.TempDir()
	if change != nil {
		change(&opt)
	}
	s, err := page.Listen(opt)
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- s.Serve(ctx) }()
	t.Cleanup(func() {
		stop()
		if err := <-done; err != nil {
			t.Errorf("serve: %v", err)
		}
	})
	return s.Address()
}

// openTab opens an address in a tab of its own.
func openTab(t *testing.T, address string) *tab {
	t.Helper()
	browserUsed = true
	root, err := chromium()
	if err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal(err, "; CI=true demands one")
		}
		t.Skip(err, ": the page was not opened in a browser")
	}
	ctx, cancel := chromedp.NewContext(root)
	ctx, stop := context.WithTimeout(ctx, 120*time.Second)
	b := &tab{t: t, ctx: ctx, address: address}
	t.Cleanup(func() {
		stop()
		cancel()
		b.mu.Lock()
		defer b.mu.Unlock()
		for _, x := range b.troubles {
			t.Error(x)
		}
	})
	own, _ := url.Parse(address)
	chromedp.ListenTarget(ctx, func(e any) { b.watch(own.Host, e) })
	b.do(network.Enable(), log.Enable(), runtime.Enable(),
		browser.SetDownloadBehavior(browser.SetDownloadBehaviorBehaviorAllow).WithDownloadPath(downloads()).WithEventsEnabled(true),
		chromedp.EmulateViewport(1280, 900), chromedp.Navigate(address))
	return b
}

// watch notes errors of the console and requests to anywhere else.
func (b *tab) watch(host string, e any) {
	note := func(s string) {
		b.mu.Lock()
		defer b.mu.Unlock()
		b.troubles = append(b.troubles, s)
	}
	switch e := e.(type) {
	case *network.EventRequestWillBeSent:
		u, err := url.Parse(e.Request.URL)
		if err != nil || u.Host != host && u.Scheme != "data" && u.Scheme != "blob" && u.Scheme != "about" {
			note("a request left the page: " + e.Request.URL)
		}
	case *log.EventEntryAdded:
		if e.Entry.Level == log.LevelError {
			note("console: " + e.Entry.Text + " " + e.Entry.URL)
		}
	case *runtime.EventExceptionThrown:
		note("exception: " + e.ExceptionDetails.Error())
	}
}

func (b *tab) do(actions ...chromedp.Action) {
	b.t.Helper()
	if err := chromedp.Run(b.ctx, actions...); err != nil {
		b.shot("failed")
		b.t.Fatal(err)
	}
}

// js evaluates an expression, waiting for it where it is a promise.
func (b *tab) js(expression string) string {
	b.t.Helper()
	var out string
	b.do(chromedp.Evaluate("(async () => String(await ("+expression+")))()", &out, func(p *runtime.EvaluateParams) *runtime.EvaluateParams { return p.WithAwaitPromise(true) }))
	return out
}

// until waits for an expression to become true.
func (b *tab) until(expression string) {
	b.t.Helper()
	if err := chromedp.Run(b.ctx, cdpage.BringToFront(), chromedp.Poll("Boolean("+expression+")", nil, chromedp.WithPollingInterval(30*time.Millisecond), chromedp.WithPollingTimeout(20*time.Second))); err != nil {
		b.shot("waiting")
		b.t.Fatalf("waiting for %s: %v; the page says %q", expression, err, b.js(`document.body.innerText.slice(0, 2000)`))
	}
}

// idle waits until nothing is being worked on.
func (b *tab) idle() {
	b.t.Helper()
	b.until(`document.body.dataset.ready && !(Number(document.body.dataset.working) > 0)`)
}

// click presses what a selector finds, as a person does, and counts it.
func (b *tab) click(selector string) {
	b.t.Helper()
	b.clicks++
	b.do(cdpage.BringToFront(), chromedp.ScrollIntoView(selector, chromedp.ByQuery), chromedp.Click(selector, chromedp.ByQuery, chromedp.NodeVisible))
}

// drop drops files on the page: the browser makes them of their bytes.
func (b *tab) drop(paths ...string) {
	b.t.Helper()
	b.idle()
	for _, p := range paths {
		data, err := os.ReadFile(p)
		if err != nil {
			b.t.Fatal(err)
		}
		name, _ := json.Marshal(filepath.Base(p))
		bytes, _ := json.Marshal(data) // base64
		b.js(fmt.Sprintf(`(window.dropped ||= new DataTransfer()).items.add(new File([Uint8Array.from(atob(%s), c => c.charCodeAt(0))], %s))`, bytes, name))
	}
	b.js(`delete document.body.dataset.state, 1`)
	b.js(`document.querySelector("main").dispatchEvent(new DragEvent("drop", {bubbles: true, cancelable: true, dataTransfer: window.dropped})), delete window.dropped`)
	b.until(`document.body.dataset.state === "read" || document.body.dataset.state === "failed"`)
	b.idle()
}

func (b *tab) text(selector string) string {
	b.t.Helper()
	return b.js(`document.querySelector(` + quoteJS(selector) + `)?.innerText ?? ""`)
}

func quoteJS(s string) string { q, _ := json.Marshal(s); return string(q) }

// downloads is the folder where the browser puts what any tab downloads.
var downloads = sync.OnceValue(func() string {
	dir, err := os.MkdirTemp("", "page-downloads-")
	if err != nil {
		panic(err)
	}
	return dir
})

// got waits for a download whose name ends so, gives its bytes and removes it.
func (b *tab) got(suffix string) []byte {
	b.t.Helper()
	for range 600 {
		files, _ := os.ReadDir(downloads())
		for _, f := range files {
			if strings.HasSuffix(f.Name(), suffix) {
				path := filepath.Join(downloads(), f.Name())
				data, err := os.ReadFile(path)
				if err != nil {
					b.t.Fatal(err)
				}
				os.Remove(path)
				return data
			}
		}
		b.do(chromedp.Sleep(50 * time.Millisecond))
	}
	b.shot("download")
	b.t.Fatalf("no file %s was downloaded; the page says %q", suffix, b.text("#notice"))
	return nil
}

// shot takes a picture of the whole page into the folder that PAGE_SHOTS names.
func (b *tab) shot(name string) {
	dir := os.Getenv("PAGE_SHOTS")
	if dir == "" {
		return
	}
	var png []byte
	if err := chromedp.Run(b.ctx, chromedp.FullScreenshot(&png, 100)); err == nil {
		os.WriteFile(filepath.Join(dir, b.t.Name()+"-"+name+".png"), png, 0o644)
	}
}

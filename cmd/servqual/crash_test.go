package main

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/urfave/cli/v2"

	"servqual/survey/guard"
	"servqual/survey/lang"
)

func TestAPanicBecomesAMessage(t *testing.T) {
	var none []int
	for name, command := range map[string]func() error{
		"in the command": func() error { _ = none[len(fmt.Sprint("张三"))]; return nil },
		"in a goroutine": func() error { guard.Go(func() { _ = none[2] }); select {} },
		"that others await": func() error {
			var g guard.Group
			g.Go(func() { panic("13800138000") })
			g.Wait()
			return nil
		},
	} {
		for _, l := range []lang.Lang{lang.Zh, lang.En} {
			var stderr bytes.Buffer
			if code := exitCode(guarded(command), &stderr, l, "report"); code != exitError {
				t.Errorf("%s: code %d", name, code)
			}
			out := stderr.String()
			want := []string{"servqual " + programVersion(), "report", "crash_test.go:", map[lang.Lang]string{lang.Zh: "发给", lang.En: "send"}[l]}
			for _, w := range want {
				if !strings.Contains(out, w) {
					t.Errorf("%s: %q is not in\n%s", name, w, out)
				}
			}
			for _, no := range []string{"panic", "goroutine ", "张三", "138"} {
				if strings.Contains(out, no) {
					t.Errorf("%s: %q is in\n%s", name, no, out)
				}
			}
		}
	}
}

func TestCommandOfTakesTheNameAlone(t *testing.T) {
	app := &cli.App{Commands: commands()}
	app.Setup()
	for line, want := range map[string]string{"servqual --x score 朝阳店.csv": "score", "servqual 朝阳店.csv": "", "servqual": ""} {
		if got := commandOf(app, strings.Fields(line)); got != want {
			t.Errorf("%s: %q", line, got)
		}
	}
}

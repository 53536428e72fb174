package main

import (
	"runtime"
	"strings"

	"github.com/urfave/cli/v2"

	"servqual/survey/guard"
	"servqual/survey/lang"
)

// guarded runs a command and makes an error of a panic, in the command itself
// or in a goroutine that it started. After a panic it does not wait for the
// command: goroutines may be waiting for the one that is gone.
func guarded(command func() error) error {
	crashed, stop := guard.Watch()
	defer stop()
	done := make(chan error, 1)
	guard.Go(func() { done <- command() })
	select {
	case p := <-crashed:
		return p
	case err := <-done:
		select {
		case p := <-crashed:
			return p
		default:
			return err
		}
	}
}

// crashText tells that the program itself failed, and what to send to have it
// mended: version, system, command and the functions that were running. None of
// these holds answers, names of files or anything else of the data.
func crashText(p *guard.Panic, command string) lang.Text {
	report := strings.Join([]string{programVersion(), runtime.GOOS + "/" + runtime.GOARCH, command}, " · ")
	report += "\n  " + p.Cause
	for _, f := range p.Frames {
		report += "\n  " + f
	}
	return lang.F("程序内部出错，没有完成；答卷文件没有被改动。请把以下几行原样发给提供本程序的人，其中不含任何数据：\n  servqual %s",
		"the program failed and did not finish; the files of answers were not changed. Please send these lines to whoever gave you the program; they hold no data:\n  servqual %s", lang.Same(report))
}

// commandOf is the name of the command that was called, and nothing else of the
// line: files and units are data.
func commandOf(app *cli.App, args []string) string {
	for _, a := range args[min(1, len(args)):] {
		if c := app.Command(a); c != nil {
			return c.Name
		}
	}
	return ""
}

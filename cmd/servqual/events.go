package main

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/urfave/cli/v2"

	"servqual/report/compose"
	"servqual/report/render/text"
	"servqual/survey/lang"
	"servqual/survey/store"
)

func eventsCommand() *cli.Command {
	return &cli.Command{
		Name: "events",
		Flags: told(common(), workspaceFlag(),
			&cli.StringFlag{Name: "kind"},
			&cli.StringFlag{Name: "gap"},
			&cli.StringFlag{Name: "unit"},
			&cli.StringFlag{Name: "note"},
			&cli.StringFlag{Name: "format", Value: "table"},
		),
		Action: runEvents,
	}
}

func runEvents(c *cli.Context) error {
	verb, rest := verbOf(c)
	s, want, err := workspaceSettings(c)
	if err != nil {
		return err
	}
	switch {
	case verb == "list" && len(rest) == 0:
		return s.listEvents(c, want)
	case verb == "add" && len(rest) > 1:
		if !store.IsDate(rest[0]) {
			return misuse(lang.F("%q 不是日期；请写成 2026-11-30", "%q is no date; write it as 2026-11-30", rest[0]))
		}
		return s.addEvent(c, store.Event{Date: rest[0], Title: strings.Join(rest[1:], " "), Kind: c.String("kind"), Gaps: separated(c.String("gap")), Units: separated(s.unit), Note: c.String("note")}, want)
	case verb == "remove" && len(rest) == 1:
		id, err := strconv.ParseInt(strings.TrimPrefix(rest[0], "#"), 10, 64)
		if err != nil {
			return misuse(lang.F("%q 不是事件的编号；用 servqual events 查看编号", "%q is no number of an event; `servqual events` lists them", rest[0]))
		}
		return s.removeEvent(c, id)
	}
	return misuse(lang.T("请写成 servqual events [list]、events add 日期 事件 或 events remove 编号", "use servqual events [list], events add DATE TEXT or events remove NUMBER"))
}

func (s settings) listEvents(c *cli.Context, want string) error {
	w, err := openWorkspace(c, s)
	if err != nil {
		return err
	}
	defer w.Close()
	events, err := w.Events(c.Context)
	if err != nil {
		return s.worded(err)
	}
	return s.printEvents(c, events, want)
}

func (s settings) printEvents(c *cli.Context, events []store.Event, want string) error {
	if want == "json" {
		return writeJSON(c.App.Writer, compose.EventsOf(events))
	}
	return text.Render(c.App.Writer, compose.EventsDocument(events, s.lang))
}

// addEvent enters an event; it may be older than the first wave.
func (s settings) addEvent(c *cli.Context, e store.Event, want string) error {
	w, err := changeWorkspace(c, s, true)
	if err != nil {
		return err
	}
	defer w.Close()
	if e.ID, err = w.AddEvent(c.Context, e); err != nil {
		return s.worded(err)
	}
	return s.printEvents(c, []store.Event{e}, want)
}

func (s settings) removeEvent(c *cli.Context, id int64) error {
	w, err := changeWorkspace(c, s, false)
	if err != nil {
		return err
	}
	defer w.Close()
	if err := w.RemoveEvent(c.Context, id); err != nil {
		return s.worded(err)
	}
	fmt.Fprintln(c.App.Writer, lang.F("已删除事件 %d", "event %d removed", id).In(s.lang))
	return nil
}

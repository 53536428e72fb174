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
		Name:      "events",
		Usage:     "what happened when: training, moves, campaigns · 事件",
		ArgsUsage: "[list | add DATE TEXT | remove NUMBER]",
		Flags: told(common(), workspaceFlag(),
			&cli.StringFlag{Name: "kind", Usage: "what kind, e.g. training: a `WORD`"},
			&cli.StringFlag{Name: "gap", Usage: "what it should move, e.g. `gap/REL`, or several with commas (default: all)"},
			&cli.StringFlag{Name: "unit", Usage: "where: `UNIT`, or several with commas (default: everywhere)"},
			&cli.StringFlag{Name: "note", Usage: "a `TEXT` to go with it"},
			&cli.StringFlag{Name: "format", Value: "table", Usage: "`FORMAT`: table or json"},
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
			return usagef("%q is no date; write it as 2026-11-30", rest[0])
		}
		return s.addEvent(c, store.Event{Date: rest[0], Title: strings.Join(rest[1:], " "), Kind: c.String("kind"), Gaps: names(c.String("gap")), Units: names(s.unit), Note: c.String("note")}, want)
	case verb == "remove" && len(rest) == 1:
		id, err := strconv.ParseInt(strings.TrimPrefix(rest[0], "#"), 10, 64)
		if err != nil {
			return usagef("%q is no number of an event; `servqual events` lists them", rest[0])
		}
		return s.removeEvent(c, id)
	}
	return usagef("use servqual events [list], events add DATE TEXT or events remove NUMBER")
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

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

func actionsCommand() *cli.Command {
	return &cli.Command{
		Name: "actions",
		Flags: told(common(), workspaceFlag(),
			&cli.StringFlag{Name: "gap"},
			&cli.StringFlag{Name: "owner"},
			&cli.StringFlag{Name: "due"},
			&cli.StringFlag{Name: "unit"},
			&cli.StringFlag{Name: "state"},
			&cli.StringFlag{Name: "date"},
			&cli.StringFlag{Name: "note"},
			&cli.StringFlag{Name: "format", Value: "table"},
		),
		Action: runActions,
	}
}

func runActions(c *cli.Context) error {
	verb, rest := verbOf(c)
	s, want, err := workspaceSettings(c)
	if err != nil {
		return err
	}
	switch {
	case verb == "list" && len(rest) == 0:
		return s.listActions(c, want)
	case verb == "add" && len(rest) > 0:
		return s.addAction(c, strings.Join(rest, " "), want)
	case verb == "done" && len(rest) == 1, verb == "remove" && len(rest) == 1:
		id, err := strconv.ParseInt(strings.TrimPrefix(rest[0], "#"), 10, 64)
		if err != nil {
			return misuse(lang.F("%q 不是措施的编号；用 servqual actions 查看编号", "%q is no number of an action; `servqual actions` lists them", rest[0]))
		}
		return s.endAction(c, verb, id, want)
	}
	return misuse(lang.T("请写成 servqual actions [list]、actions add 措施、actions done 编号 或 actions remove 编号", "use servqual actions [list], actions add TITLE, actions done NUMBER or actions remove NUMBER"))
}

func (s settings) listActions(c *cli.Context, want string) error {
	only, err := stateFlag(c)
	if err != nil {
		return err
	}
	w, err := openWorkspace(c, s)
	if err != nil {
		return err
	}
	defer w.Close()
	all, err := w.Actions(c.Context)
	if err != nil {
		return s.worded(err)
	}
	var actions []store.Action
	for _, a := range all {
		if only == 0 || a.State == only {
			actions = append(actions, a)
		}
	}
	return s.printActions(c, actions, want)
}

func (s settings) printActions(c *cli.Context, actions []store.Action, want string) error {
	if want == "json" {
		return writeJSON(c.App.Writer, compose.ActionsOf(actions))
	}
	return text.Render(c.App.Writer, compose.ActionsDocument(actions, s.lang))
}

func stateFlag(c *cli.Context) (store.ActionState, error) {
	word, err := chosen(c, "state", stateNames())
	if err != nil || word == "" {
		return 0, err
	}
	state, _ := store.ParseActionState(word)
	return state, nil
}

// addAction enters an action; the register may be begun before the first wave.
func (s settings) addAction(c *cli.Context, title, want string) error {
	state, err := stateFlag(c)
	if err != nil {
		return err
	}
	for _, name := range []string{"due", "date"} {
		if err := dateFlag(c, name); err != nil {
			return err
		}
	}
	w, err := changeWorkspace(c, s, true)
	if err != nil {
		return err
	}
	defer w.Close()
	a := store.Action{Title: title, Gap: c.String("gap"), Owner: c.String("owner"), Due: c.String("due"), State: state, Done: c.String("date"), Note: c.String("note"), Units: separated(s.unit)}
	if a.ID, err = w.AddAction(c.Context, a); err != nil {
		return s.worded(err)
	}
	if a.State == 0 {
		a.State = store.ActionOpen
	}
	return s.printActions(c, []store.Action{a}, want)
}

// endAction marks an action as done, or takes it out of the register.
func (s settings) endAction(c *cli.Context, verb string, id int64, want string) error {
	if err := dateFlag(c, "date"); err != nil {
		return err
	}
	w, err := changeWorkspace(c, s, false)
	if err != nil {
		return err
	}
	defer w.Close()
	if verb == "remove" {
		if err := w.RemoveAction(c.Context, id); err != nil {
			return s.worded(err)
		}
		fmt.Fprintln(c.App.Writer, lang.F("已删除措施 %d", "action %d removed", id).In(s.lang))
		return nil
	}
	a, err := w.UpdateAction(c.Context, id, func(a *store.Action) {
		a.State = store.ActionDone
		if d := c.String("date"); d != "" {
			a.Done = d
		}
	})
	if err != nil {
		return s.worded(err)
	}
	if a.Done == "" {
		s.note(c, lang.T("没有完成日期就不能比较前后效果；可用 --date 注明。", "Without a date the effect can't be tested; --date gives it."))
	}
	return s.printActions(c, []store.Action{a}, want)
}

func dateFlag(c *cli.Context, name string) error {
	if d := c.String(name); d != "" && !store.IsDate(d) {
		return misuse(lang.F("--%s %s：日期请写成 2026-11-30", "--%s %s: write the date as 2026-11-30", name, d))
	}
	return nil
}

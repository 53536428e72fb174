package store

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"servqual/survey/lang"
)

// ActionState is how far an action is. The zero value is invalid.
type ActionState int

// The states of an action.
const (
	ActionOpen ActionState = iota + 1
	ActionDoing
	ActionDone
	ActionDropped
)

// ActionStates lists the states in the order of an action's life.
func ActionStates() []ActionState {
	return []ActionState{ActionOpen, ActionDoing, ActionDone, ActionDropped}
}

// String gives the word used in JSON and on the command line.
func (s ActionState) String() string {
	switch s {
	case ActionOpen:
		return "open"
	case ActionDoing:
		return "doing"
	case ActionDone:
		return "done"
	case ActionDropped:
		return "dropped"
	}
	return fmt.Sprintf("store.ActionState(%d)", int(s))
}

// Label words the state.
func (s ActionState) Label() lang.Text {
	switch s {
	case ActionOpen:
		return lang.T("待办", "open")
	case ActionDoing:
		return lang.T("进行中", "doing")
	case ActionDone:
		return lang.T("已完成", "done")
	case ActionDropped:
		return lang.T("已取消", "dropped")
	}
	panic("store: label of an invalid state")
}

// ParseActionState reads a word of String.
func ParseActionState(s string) (ActionState, bool) {
	for _, x := range ActionStates() {
		if x.String() == s {
			return x, true
		}
	}
	return 0, false
}

// Action is an improvement: what is done against a gap, by whom, until when.
// Done is when it took effect, so that the waves before and after can be
// compared.
type Action struct {
	ID    int64
	Gap   string // the finding it answers, e.g. gap/REL or gap/REL2; "" = none
	Title string
	Owner string
	Due   string // ISO date, or ""
	State ActionState
	Done  string   // ISO date from which it works, or ""
	Units []string // where; empty = everywhere
	Note  string
}

// AddAction enters an action and gives its number, which is never given again.
func (w *Workspace) AddAction(ctx context.Context, a Action) (int64, error) {
	if a.State == 0 {
		a.State = ActionOpen
	}
	if err := w.checkAction(a); err != nil {
		return 0, err
	}
	_, _, err := w.change(ctx, func(c *change) (what lang.Text, err error) {
		if a.ID, err = nextID(ctx, c, "action"); err != nil {
			return what, err
		}
		return lang.F("新增改进措施 %d：%s", "action %d added: %s", a.ID, text(a.Title)), putAction(ctx, c, a)
	})
	return a.ID, err
}

func putAction(ctx context.Context, c *change, a Action) error {
	units, err := toJSON(unitList(a.Units))
	if err != nil {
		return err
	}
	return c.put(ctx, "action", a.ID, text(a.Gap), text(a.Title), text(a.Owner), a.Due, a.State.String(), a.Done, units, text(a.Note))
}

// UpdateAction changes an action in one step: alter is given it as it stands.
func (w *Workspace) UpdateAction(ctx context.Context, id int64, alter func(*Action)) (Action, error) {
	var out Action
	_, _, err := w.change(ctx, func(c *change) (what lang.Text, err error) {
		as, err := w.actions(ctx, c, " WHERE id = ?", id)
		if err != nil {
			return what, err
		}
		if len(as) == 0 {
			return what, w.noAction(id)
		}
		out = as[0]
		alter(&out)
		out.ID = id
		if err := w.checkAction(out); err != nil {
			return what, err
		}
		return lang.F("改进措施 %d：%s", "action %d: %s", id, out.State.Label()), putAction(ctx, c, out)
	})
	return out, err
}

// RemoveAction deletes an action.
func (w *Workspace) RemoveAction(ctx context.Context, id int64) error {
	_, _, err := w.change(ctx, func(c *change) (lang.Text, error) {
		n, err := c.drop(ctx, "action", "id = ?", id)
		if err == nil && n == 0 {
			err = w.noAction(id)
		}
		return lang.F("删除改进措施 %d", "action %d removed", id), err
	})
	return err
}

// Actions lists the register by number.
func (w *Workspace) Actions(ctx context.Context) ([]Action, error) {
	var out []Action
	err := w.db.read(ctx, func(s session) error {
		var err error
		out, err = w.actions(ctx, s, "")
		return err
	})
	return out, err
}

func (w *Workspace) actions(ctx context.Context, s session, where string, args ...any) ([]Action, error) {
	var out []Action
	err := s.query(ctx, "SELECT id, gap, title, owner, due, state, done, units, note FROM servqual_action"+where+" ORDER BY id", args, func(scan scan) error {
		var a Action
		var state, units string
		if err := scan(&a.ID, &a.Gap, &a.Title, &a.Owner, &a.Due, &state, &a.Done, &units, &a.Note); err != nil {
			return err
		}
		var ok bool
		if a.State, ok = ParseActionState(state); !ok {
			return w.damaged(lang.T("改进措施", "the register of actions"), fmt.Errorf("state %q", state))
		}
		out = append(out, a)
		return fromJSON(units, &out[len(out)-1].Units)
	})
	return out, err
}

func (w *Workspace) noAction(id int64) error {
	return w.fail(NoMatch, lang.F("没有编号为 %d 的改进措施", "there is no action %d", id))
}

func (w *Workspace) checkAction(a Action) error {
	if strings.TrimSpace(a.Title) == "" {
		return w.fail(Invalid, lang.T("改进措施需要写明内容", "an action needs a title"))
	}
	for _, d := range []string{a.Due, a.Done} {
		if d != "" && !IsDate(d) {
			return w.fail(Invalid, badDate(d))
		}
	}
	if !slices.Contains(ActionStates(), a.State) {
		return w.fail(Invalid, lang.T("改进措施的状态无效", "the state of the action is not known"))
	}
	return nil
}

// IsDate says whether s is an ISO date that exists.
func IsDate(s string) bool {
	_, err := time.Parse(time.DateOnly, s)
	return err == nil
}

func badDate(d string) lang.Text {
	return lang.F("日期“%s”无法识别，请写成 2026-10-03", "the date %q can't be read; write 2026-10-03", d)
}

// unitList keeps an empty list from becoming null.
func unitList(units []string) []string {
	out := []string{}
	for _, u := range units {
		if u = text(u); u != "" && !slices.Contains(out, u) {
			out = append(out, u)
		}
	}
	return out
}

package store

import (
	"context"
	"strings"

	"servqual/survey/lang"
)

// Event is something with a date that a trend may show: a training course, a
// new building, a campaign.
type Event struct {
	ID    int64
	Date  string // ISO date
	Kind  string // "training", or any word
	Title string
	Gaps  []string // the findings it should move; empty = all
	Units []string // where; empty = everywhere
	Note  string
}

// AddEvent enters an event and gives its number.
func (w *Workspace) AddEvent(ctx context.Context, e Event) (int64, error) {
	switch {
	case strings.TrimSpace(e.Title) == "":
		return 0, w.fail(Invalid, lang.T("事件需要名称", "an event needs a title"))
	case !IsDate(e.Date):
		return 0, w.fail(Invalid, badDate(e.Date))
	}
	_, _, err := w.change(ctx, func(c *change) (what lang.Text, err error) {
		if e.ID, err = nextID(ctx, c, "event"); err != nil {
			return what, err
		}
		gaps, err := toJSON(unitList(e.Gaps))
		if err != nil {
			return what, err
		}
		units, err := toJSON(unitList(e.Units))
		if err != nil {
			return what, err
		}
		return lang.F("新增事件 %d：%s", "event %d added: %s", e.ID, text(e.Title)),
			c.put(ctx, "event", e.ID, e.Date, text(e.Kind), text(e.Title), gaps, units, text(e.Note))
	})
	return e.ID, err
}

// RemoveEvent deletes an event.
func (w *Workspace) RemoveEvent(ctx context.Context, id int64) error {
	_, _, err := w.change(ctx, func(c *change) (lang.Text, error) {
		n, err := c.drop(ctx, "event", "id = ?", id)
		if err == nil && n == 0 {
			err = w.fail(NoMatch, lang.F("没有编号为 %d 的事件", "there is no event %d", id))
		}
		return lang.F("删除事件 %d", "event %d removed", id), err
	})
	return err
}

// Events lists the events by date, then number.
func (w *Workspace) Events(ctx context.Context) ([]Event, error) {
	var out []Event
	err := w.db.read(ctx, func(s session) error {
		return s.query(ctx, "SELECT id, date, kind, title, gaps, units, note FROM servqual_event ORDER BY date, id", nil, func(scan scan) error {
			var e Event
			var gaps, units string
			if err := scan(&e.ID, &e.Date, &e.Kind, &e.Title, &gaps, &units, &e.Note); err != nil {
				return err
			}
			if err := fromJSON(gaps, &e.Gaps); err != nil {
				return w.damaged(lang.T("事件", "the list of events"), err)
			}
			if err := fromJSON(units, &e.Units); err != nil {
				return w.damaged(lang.T("事件", "the list of events"), err)
			}
			out = append(out, e)
			return nil
		})
	})
	return out, err
}

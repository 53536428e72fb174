package store

import (
	"bytes"
	"context"
	"slices"
	"time"

	"servqual/survey/lang"
)

// KeptVersions is how many states of a workspace can be gone back to. Each
// change of anything in it makes a version; the oldest goes when there are more.
const KeptVersions = 30

// Version is a state of the workspace: the one after a change.
type Version struct {
	ID      int64
	At      time.Time // when it was made; zero = not known
	Command string    // by which command; "" = not known
	What    lang.Text // what it changed
	Current bool
}

// Sign says who the following changes are made by, for the history: at which
// time, by which command. The package has no clock of its own.
func (w *Workspace) Sign(at time.Time, command string) { w.at, w.command = at, command }

// change runs f as a transaction that can be undone. f says what it changed; if
// it altered nothing there is no new version. It gives the version before and
// the one after.
func (w *Workspace) change(ctx context.Context, f func(*change) (lang.Text, error)) (before, after int64, err error) {
	err = w.db.write(ctx, func(s session) error {
		if before, err = w.firstVersion(ctx, s); err != nil {
			return err
		}
		c := &change{session: s, version: before + 1}
		what, err := f(c)
		if err != nil {
			return err
		}
		if after = before; !c.altered {
			return nil
		}
		after = c.version
		if err := w.putVersion(ctx, s, after, w.command, what); err != nil {
			return err
		}
		return prune(ctx, s, after)
	})
	return before, after, err
}

// firstVersion gives the present version; in a workspace that has none it makes
// the first, which stands for what was there before.
func (w *Workspace) firstVersion(ctx context.Context, s session) (int64, error) {
	id := int64(0)
	if _, err := one(ctx, s, "SELECT COALESCE(MAX(id), 0) FROM servqual_version", nil, &id); err != nil || id > 0 {
		return id, err
	}
	waves, n := int64(0), int64(0)
	if _, err := one(ctx, s, "SELECT COUNT(DISTINCT wave), CAST(COALESCE(SUM(n), 0) AS BIGINT) FROM servqual_part", nil, &waves, &n); err != nil {
		return 0, err
	}
	what := lang.T("空工作区", "an empty workspace")
	if n > 0 {
		what = lang.F("已有 %d 期、%d 份答卷", "as it was found: waves %d, responses %d", waves, n)
	}
	return 1, w.putVersion(ctx, s, 1, "", what)
}

func (w *Workspace) putVersion(ctx context.Context, s session, id int64, command string, what lang.Text) error {
	body, err := toJSON(what)
	if err != nil {
		return err
	}
	at := ""
	if !w.at.IsZero() {
		at = w.at.Format(time.RFC3339)
	}
	_, err = s.exec(ctx, "INSERT INTO servqual_version (id, at, command, what) VALUES (?, ?, ?, ?)", id, at, text(command), body)
	return err
}

// prune forgets the versions beyond those that are kept. The rows noted by the
// oldest version that is kept lead to the one before it, so they go too.
func prune(ctx context.Context, s session, newest int64) error {
	oldest := newest - KeptVersions + 1
	if _, err := s.exec(ctx, "DELETE FROM servqual_version WHERE id < ?", oldest); err != nil {
		return err
	}
	_, err := s.exec(ctx, "DELETE FROM servqual_past WHERE version <= ?", oldest)
	return err
}

// History lists the versions that can be gone back to, the newest first.
func (w *Workspace) History(ctx context.Context) ([]Version, error) {
	var out []Version
	err := w.db.read(ctx, func(s session) error {
		var err error
		out, err = w.history(ctx, s)
		return err
	})
	return out, err
}

func (w *Workspace) history(ctx context.Context, s session) ([]Version, error) {
	var out []Version
	err := s.query(ctx, "SELECT id, at, command, what FROM servqual_version ORDER BY id DESC", nil, func(scan scan) error {
		var v Version
		var at, what string
		if err := scan(&v.ID, &at, &v.Command, &what); err != nil {
			return err
		}
		if at != "" {
			var err error
			if v.At, err = time.Parse(time.RFC3339, at); err != nil {
				return w.damaged(lang.T("版本记录", "the history"), err)
			}
		}
		v.Current = len(out) == 0
		out = append(out, v)
		return fromJSON(what, &out[len(out)-1].What)
	})
	return out, err
}

// Forget deletes all versions but the present one, with all that they kept of
// removed and replaced answers, and gives their number. It can't be undone.
func (w *Workspace) Forget(ctx context.Context) (int64, error) {
	gone := int64(0)
	err := w.db.write(ctx, func(s session) error {
		if _, err := s.exec(ctx, "DELETE FROM servqual_past"); err != nil {
			return err
		}
		var err error
		gone, err = s.exec(ctx, "DELETE FROM servqual_version WHERE id < (SELECT MAX(id) FROM servqual_version)")
		return err
	})
	if err != nil {
		return 0, err
	}
	return gone, w.db.compact(ctx)
}

// Restored says what a restore did.
type Restored struct {
	Version Version // that was gone back to
	Before  int64   // the version in which what was there until now is kept
	After   int64   // the version that the restore made
}

// Restore makes the workspace as it was in a version. It is a change like any
// other: it makes a version of its own and can be undone.
func (w *Workspace) Restore(ctx context.Context, id int64) (*Restored, error) {
	out := &Restored{}
	var err error
	out.Before, out.After, err = w.change(ctx, func(c *change) (lang.Text, error) {
		versions, err := w.history(ctx, c)
		if err != nil {
			return lang.Text{}, err
		}
		k := slices.IndexFunc(versions, func(v Version) bool { return v.ID == id })
		switch {
		case k < 0:
			return lang.Text{}, w.fail(NoMatch, lang.F("没有版本 %d；可以恢复的是版本 %d 至 %d，用 servqual waves history 查看", "there is no version %d; those from %d to %d can be restored: `servqual waves history` lists them", id, versions[len(versions)-1].ID, versions[0].ID))
		case k == 0:
			return lang.Text{}, w.fail(NoMatch, lang.F("版本 %d 就是现在的状态，无须恢复", "version %d is the present state; there is nothing to restore", id))
		}
		out.Version = versions[k]
		return lang.F("恢复到版本 %d", "back to version %d", id), w.rewind(ctx, c, id)
	})
	return out, err
}

// past is what a row was in the version that is gone back to.
type past struct {
	id      []byte
	content []byte // nil = it was not there
}

// rewind puts every row that a later version altered back. First goes what is
// to go, then comes what is to come, so that no row ever refers to nothing.
func (w *Workspace) rewind(ctx context.Context, c *change, version int64) error {
	rows := map[string][]past{}
	noted := map[string]bool{}
	err := c.query(ctx, "SELECT tab, id, content FROM servqual_past WHERE version > ? ORDER BY version", []any{version}, func(scan scan) error {
		var tab string
		var id, content []byte
		if err := scan(&tab, &id, &content); err != nil {
			return err
		}
		if key := tab + " " + string(id); !noted[key] { // the earliest note is the state gone back to
			noted[key] = true
			rows[tab] = append(rows[tab], past{bytes.Clone(id), bytes.Clone(content)})
		}
		return nil
	})
	if err != nil {
		return err
	}
	var missing []func() error
	for i := len(tables) - 1; i >= 0; i-- {
		t := &tables[i]
		for _, p := range rows[t.name] {
			back, err := w.clear(ctx, c, t, p)
			if err != nil {
				return err
			}
			if back != nil {
				missing = append(missing, func() error { return c.put(ctx, t.name, back...) })
			}
		}
	}
	for i := len(missing) - 1; i >= 0; i-- {
		if err := missing[i](); err != nil {
			return err
		}
	}
	return nil
}

// clear deletes a row that is not what it was, and gives what is to be put in
// its place; nil = nothing.
func (w *Workspace) clear(ctx context.Context, c *change, t *table, p past) ([]any, error) {
	key, err := decodeRow(p.id)
	if err != nil || len(key) != t.key {
		return nil, w.damaged(lang.T("版本记录", "the history"), errAnswers)
	}
	now, err := t.read(ctx, c, t.byKey(), key...)
	if err != nil {
		return nil, err
	}
	if len(now) > 0 {
		if p.content != nil && bytes.Equal(encodeRow(now[0]), p.content) {
			return nil, nil
		}
		if _, err := c.drop(ctx, t.name, t.byKey(), key...); err != nil {
			return nil, err
		}
	}
	if p.content == nil {
		return nil, nil
	}
	row, err := decodeRow(p.content)
	if err != nil || len(row) != len(t.columns) {
		return nil, w.damaged(lang.T("版本记录", "the history"), errAnswers)
	}
	return row, nil
}

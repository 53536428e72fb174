package store

import (
	"context"
	"errors"
	"slices"
	"strings"

	"servqual/survey"
	"servqual/survey/lang"
	"servqual/survey/load"
)

// UnitInfo is a unit as the workspace knows it.
type UnitInfo struct {
	survey.Unit
	Registered bool     // it stands in the register; else only answers have it
	Waves      []string // in which it has answers, sorted
	N          int64    // responses in them
}

// Register gives the units that somebody entered, with their other names and
// what they belong to, by name.
func (w *Workspace) Register(ctx context.Context) (survey.Units, error) {
	var out survey.Units
	err := w.db.read(ctx, func(s session) (err error) {
		out, err = w.register(ctx, s)
		return err
	})
	return out, err
}

func (w *Workspace) register(ctx context.Context, s session) (survey.Units, error) {
	var out survey.Units
	err := s.query(ctx, "SELECT name, aliases, parents FROM servqual_unit", nil, func(scan scan) error {
		var u survey.Unit
		var aliases, parents string
		if err := scan(&u.Name, &aliases, &parents); err != nil {
			return err
		}
		if err := errors.Join(fromJSON(aliases, &u.Aliases), fromJSON(parents, &u.Parents)); err != nil {
			return w.damaged(lang.T("单位登记", "the register of units"), err)
		}
		out = append(out, u)
		return nil
	})
	slices.SortFunc(out, func(a, b survey.Unit) int { return strings.Compare(a.Name, b.Name) })
	return out, err
}

// Units lists the units of the register and those of the stored answers, by
// name.
func (w *Workspace) Units(ctx context.Context) ([]UnitInfo, error) {
	var out []UnitInfo
	err := w.db.read(ctx, func(s session) error {
		register, err := w.register(ctx, s)
		if err != nil {
			return err
		}
		parts, err := w.list(ctx, s, Filter{})
		if err != nil {
			return err
		}
		at := make(map[string]int)
		for _, u := range register {
			at[u.Name] = len(out)
			out = append(out, UnitInfo{Unit: u, Registered: true})
		}
		for _, p := range parts {
			if p.Unit == "" {
				continue
			}
			i, ok := at[p.Unit]
			if !ok {
				i, at[p.Unit] = len(out), len(out)
				out = append(out, UnitInfo{Unit: survey.Unit{Name: p.Unit}})
			}
			out[i].N += p.N
			if !slices.Contains(out[i].Waves, p.Wave) {
				out[i].Waves = append(out[i].Waves, p.Wave)
			}
		}
		return nil
	})
	slices.SortFunc(out, func(a, b UnitInfo) int { return strings.Compare(a.Name, b.Name) })
	return out, err
}

// EditUnits changes the register by edit. A name that becomes another unit's and
// under which answers are stored is refused: MergeUnits and RenameUnit move them.
func (w *Workspace) EditUnits(ctx context.Context, what lang.Text, edit func(survey.Units) (survey.Units, error)) error {
	_, _, err := w.change(ctx, func(c *change) (lang.Text, error) {
		after, err := w.edit(ctx, c, edit)
		if err != nil {
			return what, err
		}
		parts, err := w.list(ctx, c, Filter{})
		if err != nil {
			return what, err
		}
		for _, p := range parts {
			if to := after.Named(p.Unit); to != p.Unit {
				return what, w.fail(Refused, lang.F("工作区已有“%s”的答卷；要把它并入“%s”，请用 servqual units merge %[1]s %[2]s", "answers of %q are stored; to make them those of %q, use `servqual units merge %[1]s %[2]s`", p.Unit, to))
			}
		}
		return what, nil
	})
	return err
}

// edit replaces the register by what edit makes of it.
func (w *Workspace) edit(ctx context.Context, c *change, edit func(survey.Units) (survey.Units, error)) (survey.Units, error) {
	before, err := w.register(ctx, c)
	if err != nil {
		return nil, err
	}
	after, err := edit(before.Clone())
	if err != nil {
		var v *survey.ValidationError
		if errors.As(err, &v) {
			return nil, w.fail(Invalid, v.Problem)
		}
		return nil, err
	}
	return after, w.putRegister(ctx, c, before, after)
}

func (w *Workspace) putRegister(ctx context.Context, c *change, before, after survey.Units) error {
	for _, u := range before {
		if i := after.Find(u.Name); i < 0 || after[i].Name != u.Name {
			if _, err := c.drop(ctx, "unit", "name = ?", u.Name); err != nil {
				return err
			}
		}
	}
	for _, u := range after {
		if i := before.Find(u.Name); i >= 0 && before[i].Name == u.Name && slices.Equal(before[i].Aliases, u.Aliases) && slices.Equal(before[i].Parents, u.Parents) {
			continue
		}
		aliases, err := toJSON(cleaned(u.Aliases))
		if err != nil {
			return err
		}
		parents, err := toJSON(cleaned(u.Parents))
		if err != nil {
			return err
		}
		if err := c.put(ctx, "unit", text(u.Name), aliases, parents); err != nil {
			return err
		}
	}
	return nil
}

func cleaned(names []string) []string {
	out := []string{}
	for _, n := range names {
		out = append(out, text(n))
	}
	return out
}

// RenameUnit gives a unit another name, in the register and in all that is
// stored. The old name stays as an alias. It says how many parts were moved.
func (w *Workspace) RenameUnit(ctx context.Context, old, name string) (int, error) {
	return w.moveUnit(ctx, old, name, lang.F("单位改名：%s → %s", "unit renamed: %s → %s", text(old), text(name)), func(u survey.Units) (survey.Units, error) {
		return u.Add(old).Rename(old, name)
	})
}

// MergeUnits makes two units one: the answers, targets, events and actions of
// the first go over to the second, in every wave. It says how many parts were
// moved.
func (w *Workspace) MergeUnits(ctx context.Context, from, into string) (int, error) {
	return w.moveUnit(ctx, from, into, lang.F("单位合并：%s 并入 %s", "units merged: %s into %s", text(from), text(into)), func(u survey.Units) (survey.Units, error) {
		return u.Add(into).Alias(from, into)
	})
}

func (w *Workspace) moveUnit(ctx context.Context, from, into string, what lang.Text, edit func(survey.Units) (survey.Units, error)) (int, error) {
	moved := 0
	_, _, err := w.change(ctx, func(c *change) (lang.Text, error) {
		before, err := w.register(ctx, c)
		if err != nil {
			return what, err
		}
		parts, err := w.list(ctx, c, Filter{})
		if err != nil {
			return what, err
		}
		known := func(name string) bool {
			return before.Find(name) >= 0 || slices.ContainsFunc(parts, func(p Info) bool { return p.Unit == name })
		}
		if !known(from) {
			return what, w.fail(NoMatch, lang.F("没有叫“%s”的单位；servqual units 列出所有单位", "there is no unit %q; `servqual units` lists them", from))
		}
		if _, err := w.edit(ctx, c, edit); err != nil {
			return what, err
		}
		for i := range parts {
			if parts[i].Unit != from {
				continue
			}
			moved++
			k := slices.IndexFunc(parts, func(p Info) bool { return p.Unit == into && p.Wave == parts[i].Wave })
			if k < 0 {
				err = movePart(ctx, c, parts[i], into)
			} else {
				err = w.joinParts(ctx, c, parts[i], parts[k])
			}
			if err != nil {
				return what, err
			}
		}
		if err := renameInRegisters(ctx, c, from, into); err != nil {
			return what, err
		}
		return what, sweep(ctx, c)
	})
	return moved, err
}

// movePart puts a part under another unit. Its tallies name the unit, so they
// are made again from the answers.
func movePart(ctx context.Context, c *change, p Info, into string) error {
	t := tableOf("part")
	rows, err := t.read(ctx, c, t.byKey(), p.Wave, p.Unit)
	if err != nil || len(rows) != 1 {
		return errors.Join(err, errAnswers)
	}
	if _, err := c.drop(ctx, "part", t.byKey(), p.Wave, p.Unit); err != nil {
		return err
	}
	row := rows[0]
	row[1], row[tallyColumn] = into, []byte(nil)
	return c.put(ctx, "part", row...)
}

// renameInRegisters renames a unit in targets, events and actions. A target that
// the other unit has too is given up.
func renameInRegisters(ctx context.Context, c *change, from, into string) error {
	t := tableOf("target")
	rows, err := t.read(ctx, c, "unit = ?", from)
	if err != nil {
		return err
	}
	for _, row := range rows {
		own, err := t.read(ctx, c, t.byKey(), row[0], into)
		if err != nil {
			return err
		}
		if _, err := c.drop(ctx, "target", t.byKey(), row[0], from); err != nil {
			return err
		}
		if len(own) == 0 {
			if err := c.put(ctx, "target", row[0], into, row[2]); err != nil {
				return err
			}
		}
	}
	for _, x := range []struct {
		table string
		at    int
	}{{"event", 5}, {"action", 7}} {
		t := tableOf(x.table)
		rows, err := t.read(ctx, c, "1 = 1")
		if err != nil {
			return err
		}
		for _, row := range rows {
			var units []string
			if err := fromJSON(row[x.at].(string), &units); err != nil || !slices.Contains(units, from) {
				continue // verify finds what can't be read
			}
			for i := range units {
				if units[i] == from {
					units[i] = into
				}
			}
			if row[x.at], err = toJSON(unitList(units)); err != nil {
				return err
			}
			if err := c.put(ctx, x.table, row...); err != nil {
				return err
			}
		}
	}
	return nil
}

// similarUnits groups the units of the parts, among themselves and with stored
// ones, that may be one. Those that the register has as two are two; what is
// stored already is not asked about again.
func similarUnits(stored []Info, parts []Part, register survey.Units) [][]string {
	old, n := make(map[string]bool), make(map[string]int)
	for _, x := range stored {
		old[x.Unit] = true
		n[x.Unit] += int(x.N)
	}
	for _, p := range parts {
		if p.Unit != "" {
			n[p.Unit] += p.Answers.N
		}
	}
	delete(n, "")
	return slices.DeleteFunc(load.AlikeUnits(n, register), func(group []string) bool {
		return !slices.ContainsFunc(group, func(u string) bool { return !old[u] })
	})
}

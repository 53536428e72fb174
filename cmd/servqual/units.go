package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"servqual/report/compose"
	"servqual/report/render/text"
	"servqual/survey"
	"servqual/survey/lang"
	"servqual/survey/store"
)

func unitsCommand() *cli.Command {
	return &cli.Command{
		Name: "units",
		Flags: told(common(), workspaceFlag(),
			&cli.StringFlag{Name: "wave"},
			&cli.StringFlag{Name: "format", Value: "table"},
		),
		Action: runUnits,
	}
}

func runUnits(c *cli.Context) error {
	verb, rest := verbOf(c)
	switch {
	case verb == "list" && len(rest) == 0:
		return listUnits(c, openWorkspace)
	case verb == "missing" && len(rest) == 0:
		return missingUnits(c)
	case verb == "add" && len(rest) > 0:
		return editUnits(c, lang.F("登记单位：%s", "units entered: %s", strings.Join(rest, ", ")), func(u survey.Units) (survey.Units, error) {
			for _, name := range rest {
				u = u.Add(name)
			}
			return u, nil
		})
	case verb == "alias" && len(rest) > 0:
		aliases, err := parseAliases(rest)
		if err != nil {
			return err
		}
		return editUnits(c, lang.F("单位别名：%s", "aliases of units: %s", strings.Join(rest, ", ")), func(u survey.Units) (survey.Units, error) { return withAliases(u, aliases) })
	case verb == "parent" && len(rest) > 1:
		return editUnits(c, lang.F("上级：%s", "parents: %s", strings.Join(rest, " ")), func(u survey.Units) (survey.Units, error) {
			u = u.Add(rest[0])
			u[u.Find(rest[0])].Parents = rest[1:]
			return u, nil
		})
	case verb == "remove" && len(rest) == 1:
		return editUnits(c, lang.F("从单位登记中删除 %s", "%s removed from the register of units", rest[0]), func(u survey.Units) (survey.Units, error) {
			i := u.Find(rest[0])
			if i < 0 {
				return nil, spoken(lang.F("单位登记中没有“%s”；servqual units 列出所有单位", "the register has no %q; `servqual units` lists the units", rest[0]))
			}
			if u[i].Name != rest[0] {
				u[i].Aliases = slices.DeleteFunc(u[i].Aliases, func(a string) bool { return a == rest[0] })
				return u, nil
			}
			return slices.Delete(u, i, i+1), nil
		})
	case verb == "rename" && len(rest) == 2:
		return moveUnit(c, rest[0], rest[1], (*store.Workspace).RenameUnit)
	case verb == "merge" && len(rest) == 2:
		return moveUnit(c, rest[0], rest[1], (*store.Workspace).MergeUnits)
	}
	return misuse(lang.T("请写成 servqual units [list]、units missing [--wave 期次]、units add 名称…、units alias 写法=名称…、units rename 原名 新名、units merge 并入者 保留者、units parent 单位 区域 城市… 或 units remove 名称",
		"use servqual units [list], units missing [--wave WAVE], units add NAME…, units alias WRITTEN=NAME…, units rename OLD NEW, units merge FROM INTO, units parent UNIT REGION CITY… or units remove NAME"))
}

// listUnits prints the units of the workspace.
func listUnits(c *cli.Context, open func(*cli.Context, settings) (*store.Workspace, error)) error {
	return onWorkspace(c, open, func(s settings, want string, w *store.Workspace) error { return s.printUnits(c, want, w) })
}

func (s settings) printUnits(c *cli.Context, want string, w *store.Workspace) error {
	units, err := w.Units(c.Context)
	if err != nil {
		return s.worded(err)
	}
	if want == "json" {
		return writeJSON(c.App.Writer, compose.UnitsOf(w.Name(), units))
	}
	return text.Render(c.App.Writer, compose.UnitsDocument(units, s.lang))
}

// editUnits changes the register and prints it. It may come before the first
// wave.
func editUnits(c *cli.Context, what lang.Text, edit func(survey.Units) (survey.Units, error)) error {
	create := func(c *cli.Context, s settings) (*store.Workspace, error) { return changeWorkspace(c, s, true) }
	return onWorkspace(c, create, func(s settings, want string, w *store.Workspace) error {
		if err := w.EditUnits(c.Context, what, edit); err != nil {
			return s.worded(err)
		}
		return s.printUnits(c, want, w)
	})
}

// moveUnit renames a unit or merges it into another one, in all that is stored.
func moveUnit(c *cli.Context, from, to string, move func(*store.Workspace, context.Context, string, string) (int, error)) error {
	return onWorkspace(c, amendWorkspace, func(s settings, want string, w *store.Workspace) error {
		n, err := move(w, c.Context, from, to)
		if err != nil {
			return s.worded(err)
		}
		if want == "json" {
			return s.printUnits(c, want, w)
		}
		fmt.Fprintln(c.App.Writer, lang.F("%s → %s：改动了 %d 期答卷", "%s → %s: answers moved in %d waves", from, to, n).In(s.lang))
		versions, err := w.History(c.Context)
		if err != nil {
			return s.worded(err)
		}
		if len(versions) > 1 {
			s.note(c, compose.UndoNote(versions[1].ID))
		}
		return nil
	})
}

// missingUnits prints the units that a wave lacks, of the last wave unless
// another one is named.
func missingUnits(c *cli.Context) error {
	return onWorkspace(c, openWorkspace, func(s settings, want string, w *store.Workspace) error {
		if err := s.storedNames(c, w); err != nil {
			return err
		}
		parts, err := w.List(c.Context, store.Filter{})
		if err != nil {
			return s.worded(err)
		}
		var at []store.Place
		wave := ""
		for _, p := range parts {
			at = append(at, store.Place{Wave: p.Wave, Unit: p.Unit})
			wave = max(wave, p.Wave)
		}
		if s.wave != "" {
			wave = s.wave
		}
		absent := compose.AbsentAt(at, wave)
		if want == "json" {
			return writeJSON(c.App.Writer, compose.AbsentOf(wave, absent))
		}
		return text.Render(c.App.Writer, compose.AbsentDocument(wave, absent, s.lang))
	})
}

// parseAliases reads WRITTEN=NAME.
func parseAliases(said []string) ([][2]string, error) {
	var out [][2]string
	for _, x := range said {
		written, name, ok := strings.Cut(strings.ReplaceAll(x, "＝", "="), "=")
		if written, name = strings.TrimSpace(written), strings.TrimSpace(name); !ok || written == "" || name == "" || written == name {
			return nil, misuse(lang.F("%q：别名写成 数据中的写法=要用的名称，如 中关村=中关村店", "%q: write an alias as WRITTEN=NAME, such as 中关村=中关村店", x))
		}
		out = append(out, [2]string{written, name})
	}
	return out, nil
}

func withAliases(u survey.Units, aliases [][2]string) (survey.Units, error) {
	for _, a := range aliases {
		var err error
		if u, err = u.Alias(a[0], a[1]); err != nil {
			return nil, err
		}
	}
	return u, nil
}

// addAliases puts the aliases of the command line into the register.
func (s *settings) addAliases(said []string) error {
	aliases, err := parseAliases(said)
	if err != nil {
		return err
	}
	register, err := withAliases(s.register, aliases)
	if err != nil {
		var v *survey.ValidationError
		if errors.As(err, &v) {
			return spoken(v.Problem)
		}
		return err
	}
	s.register = register
	return nil
}

// noteUnits tells where the sheet of units of the mapping says otherwise than
// the register of the workspace, which is followed.
func (s settings) noteUnits(c *cli.Context) {
	study, _, err := s.findStudy()
	if err != nil || study == nil || s.instrument != "" {
		return
	}
	for _, u := range study.Units {
		for _, name := range append([]string{u.Name}, u.Aliases...) {
			if i := s.register.Find(name); i >= 0 && s.register[i].Name != u.Name {
				s.note(c, lang.F("单位“%s”：工作区登记为“%s”，对应表写的是“%s”；按工作区。", "Unit %q: the workspace has it as %q, the mapping as %q; the workspace is followed.", name, s.register[i].Name, u.Name))
			}
		}
	}
}

// noteAbsent tells the units that the wave in focus lacks.
func (s settings) noteAbsent(c *cli.Context, cs *compose.Case) {
	if t := compose.AbsentText(cs.FocusWave(), cs.Absent()); cs.Unit == "" && !t.IsZero() {
		s.note(c, t)
	}
}

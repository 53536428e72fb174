package main

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/urfave/cli/v2"

	"servqual/report/compose"
	"servqual/report/render/text"
	"servqual/survey"
	"servqual/survey/lang"
	"servqual/survey/store"
)

func targetsCommand() *cli.Command {
	return &cli.Command{
		Name: "targets",
		Flags: told(common(), workspaceFlag(),
			&cli.StringFlag{Name: "unit"},
			&cli.StringFlag{Name: "format", Value: "table"},
		),
		Action: runTargets,
	}
}

func runTargets(c *cli.Context) error {
	verb, rest := verbOf(c)
	s, want, err := workspaceSettings(c)
	if err != nil {
		return err
	}
	switch {
	case verb == "list" && len(rest) == 0:
		return s.listTargets(c, want)
	case verb == "set" && len(rest) == 2:
		value, err := strconv.ParseFloat(strings.ReplaceAll(rest[1], "−", "-"), 64)
		if err != nil || math.IsNaN(value) || math.IsInf(value, 0) {
			return misuse(lang.F("%q 不是数字；目标值请写成 -0.5 或 6.2", "%q is no number; write a target as -0.5 or 6.2", rest[1]))
		}
		return s.setTarget(c, store.Target{Measure: rest[0], Unit: s.unit, Value: value}, want)
	case verb == "remove" && len(rest) == 1:
		return s.removeTarget(c, rest[0])
	}
	return misuse(lang.T("请写成 servqual targets [list]、targets set 指标 数值 [--unit 单位] 或 targets remove 指标 [--unit 单位]", "use servqual targets [list], targets set MEASURE VALUE [--unit UNIT] or targets remove MEASURE [--unit UNIT]"))
}

func (s settings) listTargets(c *cli.Context, want string) error {
	w, err := openWorkspace(c, s)
	if err != nil {
		return err
	}
	defer w.Close()
	all, err := w.Targets(c.Context)
	if err != nil {
		return s.worded(err)
	}
	if s.unit != "" {
		all = slices.DeleteFunc(all, func(t store.Target) bool { return t.Unit != s.unit })
	}
	return s.printTargets(c, all, want)
}

func (s settings) printTargets(c *cli.Context, targets []store.Target, want string) error {
	if want == "json" {
		return writeJSON(c.App.Writer, compose.TargetsOf(targets))
	}
	return text.Render(c.App.Writer, compose.TargetsDocument(targets, s.lang))
}

// setTarget enters a target; it may come before the first wave.
func (s settings) setTarget(c *cli.Context, t store.Target, want string) error {
	w, err := changeWorkspace(c, s, true)
	if err != nil {
		return err
	}
	defer w.Close()
	if t, err = s.knownTarget(c, w, t); err != nil {
		return err
	}
	if err := w.SetTarget(c.Context, t); err != nil {
		return s.worded(err)
	}
	return s.printTargets(c, []store.Target{t}, want)
}

// knownTarget names the measure and the unit as the stored answers do and
// refuses those that they don't have; before the first import nothing can be
// said.
func (s settings) knownTarget(c *cli.Context, w *store.Workspace, t store.Target) (store.Target, error) {
	r, err := w.Read(c.Context, store.Query{By: []string{survey.FieldUnit}})
	switch {
	case store.Is(err, store.NoMatch):
		return t, nil
	case err != nil:
		return t, s.worded(err)
	}
	if cs := (&compose.Case{Set: r.Set, Level: s.level}); !compose.IsMeasure(cs, t.Measure) {
		if t.Measure, err = resolve(lang.T("指标", "measure"), t.Measure, measureNames(cs)); err != nil {
			return t, err
		}
	}
	t.Unit, err = unitNamed(t.Unit, r.Summary.Units)
	return t, err
}

func (s settings) removeTarget(c *cli.Context, measure string) error {
	w, err := changeWorkspace(c, s, false)
	if err != nil {
		return err
	}
	defer w.Close()
	if err := w.RemoveTarget(c.Context, measure, s.unit); err != nil {
		return s.worded(err)
	}
	fmt.Fprintln(c.App.Writer, lang.F("已删除 %s 的目标", "target of %s removed", measure).In(s.lang))
	return nil
}

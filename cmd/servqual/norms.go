package main

import (
	"fmt"

	"github.com/urfave/cli/v2"

	"servqual/report/compose"
	"servqual/report/render/text"
	"servqual/survey"
	"servqual/survey/lang"
	"servqual/survey/store"
)

func normsCommand() *cli.Command {
	return &cli.Command{
		Name: "norms",
		Flags: told(common(), workspaceFlag(),
			&cli.StringFlag{Name: "wave"},
			&cli.StringFlag{Name: "format", Value: "table"},
		),
		Action: runNorms,
	}
}

func runNorms(c *cli.Context) error {
	verb, rest := verbOf(c)
	s, want, err := workspaceSettings(c)
	if err != nil {
		return err
	}
	if verb != "list" && verb != "save" && verb != "remove" || verb == "list" && len(rest) > 0 || verb != "list" && len(rest) != 1 {
		return misuse(lang.T("请写成 servqual norms [list]、norms save 名称 [--wave 期次] 或 norms remove 名称", "use servqual norms [list], norms save NAME [--wave WAVE] or norms remove NAME"))
	}
	w, err := changeWorkspace(c, s, false)
	if err != nil {
		return err
	}
	defer w.Close()
	switch verb {
	case "save":
		err = s.saveNorms(c, w, rest[0])
	case "remove":
		if err = w.RemoveNorms(c.Context, rest[0]); err == nil {
			fmt.Fprintln(c.App.Writer, lang.F("已删除常模 %s", "norms %s removed", rest[0]).In(s.lang))
			return nil
		}
	}
	if err != nil {
		return s.worded(err)
	}
	name := ""
	if verb == "save" {
		name = rest[0]
	}
	norms, err := w.Norms(c.Context, name)
	if err != nil {
		return s.worded(err)
	}
	if want == "json" {
		return writeJSON(c.App.Writer, compose.NormsListOf(norms))
	}
	return text.Render(c.App.Writer, compose.NormsDocument(norms, s.lang))
}

// saveNorms makes norms of the units' means in a wave, or in all.
func (s settings) saveNorms(c *cli.Context, w *store.Workspace, name string) error {
	if err := s.storedNames(c, w); err != nil {
		return err
	}
	wave := s.wave
	r, err := w.Read(c.Context, store.Query{Filter: filterOf(wave, ""), By: []string{survey.FieldUnit}})
	if err != nil {
		return err
	}
	s.tellApart(c, r, nil)
	source := wave
	if ws := r.Summary.Waves; source == "" && len(ws) > 0 {
		if source = ws[0]; len(ws) > 1 {
			source = ws[0] + " … " + ws[len(ws)-1]
		}
	}
	norms, left := compose.NormsOf(name, source, r.Set, s.level)
	if left > 0 {
		s.note(c, lang.F("%d 个单位答卷太少或没有名称，未计入。", "%d units have too few responses or no name and are left out.", left))
	}
	if len(norms) == 0 {
		return spoken(lang.T("至少要有两个单位，才能作为常模；请先导入别的单位的答卷", "norms need at least two units; import the answers of another unit first"))
	}
	return w.SaveNorms(c.Context, name, norms)
}

package main

import (
	"bufio"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/urfave/cli/v2"

	"servqual/report/compose"
	"servqual/report/render/text"
	"servqual/survey"
	"servqual/survey/lang"
	"servqual/survey/store"
)

func wavesCommand() *cli.Command {
	return &cli.Command{
		Name: "waves",
		Flags: told(common(), workspaceFlag(),
			&cli.StringFlag{Name: "wave"},
			&cli.StringFlag{Name: "unit"},
			&cli.BoolFlag{Name: "yes"},
			&cli.StringFlag{Name: "format", Value: "table"},
		),
		Action: runWaves,
	}
}

func runWaves(c *cli.Context) error {
	verb, rest := verbOf(c)
	switch {
	case verb == "list" && len(rest) == 0:
		return runWavesList(c, "")
	case verb == "show" && len(rest) == 1:
		return runWavesList(c, rest[0])
	case verb == "replace" && len(rest) > 0:
		return runImport(c, rest, true)
	case verb == "remove" && len(rest) == 1:
		return runWavesRemove(c, rest[0])
	case verb == "history" && len(rest) == 0:
		return runWavesHistory(c)
	case verb == "restore" && len(rest) == 1:
		id, err := strconv.ParseInt(strings.TrimPrefix(rest[0], "#"), 10, 64)
		if err != nil {
			return misuse(lang.F("%q 不是版本号；用 servqual waves history 查看版本号", "%q is no number of a version; `servqual waves history` lists them", rest[0]))
		}
		return runWavesRestore(c, id)
	case verb == "forget" && len(rest) == 0:
		return runWavesForget(c)
	case verb == "check" && len(rest) == 0:
		return runWavesCheck(c)
	}
	return misuse(lang.T("请写成 servqual waves [list]、waves show 期次、waves replace 文件…、waves remove 期次、waves history、waves restore 版本号、waves forget 或 waves check", "use servqual waves [list], waves show WAVE, waves replace FILE…, waves remove WAVE, waves history, waves restore VERSION, waves forget or waves check"))
}

// openWorkspace opens the workspace of a command to read it.
func openWorkspace(c *cli.Context, s settings) (*store.Workspace, error) {
	w, err := store.Open(c.Context, s.workspace)
	return w, s.worded(err)
}

// amendWorkspace opens the workspace of a command to change it; it must exist.
func amendWorkspace(c *cli.Context, s settings) (*store.Workspace, error) {
	return changeWorkspace(c, s, false)
}

// onWorkspace reads the flags of a command that works on the workspace alone,
// opens it, and closes it when do is done with it.
func onWorkspace(c *cli.Context, open func(*cli.Context, settings) (*store.Workspace, error), do func(s settings, want string, w *store.Workspace) error) error {
	s, want, err := workspaceSettings(c)
	if err != nil {
		return err
	}
	w, err := open(c, s)
	if err != nil {
		return err
	}
	defer w.Close()
	return do(s, want, w)
}

// runWavesList lists all waves, or shows one with its files.
func runWavesList(c *cli.Context, wave string) error {
	return onWorkspace(c, openWorkspace, func(s settings, want string, w *store.Workspace) error {
		s.wave = wave
		if err := s.storedNames(c, w); err != nil {
			return err
		}
		wave = s.wave
		f := filterOf(wave, s.unit)
		cohorts, err := w.Cohorts(c.Context, store.Query{Filter: f, By: []string{survey.FieldWave, survey.FieldUnit}})
		if store.Is(err, store.NoMatch) && wave == "" && s.unit == "" {
			cohorts, err = nil, nil // an empty workspace is no mistake
		}
		if err != nil {
			return s.worded(err)
		}
		rows := compose.WavesOf(w.Name(), cohorts, s.level)
		if want == "json" {
			return writeJSON(c.App.Writer, rows)
		}
		return text.Render(c.App.Writer, compose.WavesDocument(rows, wave != "", s.lang))
	})
}

func filterOf(wave, unit string) store.Filter {
	var f store.Filter
	if wave != "" {
		f.Waves = []string{wave}
	}
	if unit != "" {
		f.Units = []string{unit}
	}
	return f
}

// workspaceSettings reads the flags of a command that works on the workspace
// alone.
func workspaceSettings(c *cli.Context) (settings, string, error) {
	s, err := settingsOf(c)
	if err != nil {
		return s, "", err
	}
	want, err := formats(c, "table", "json")
	if err != nil {
		return s, "", err
	}
	return s, want[0], nil
}

// verbOf is what a command of the workspace is asked to do, and the arguments
// after it; "list" where nothing is said.
func verbOf(c *cli.Context) (verb string, rest []string) {
	args := c.Args().Slice()
	if len(args) == 0 {
		return "list", nil
	}
	verb = args[0]
	if hits := fitting(verb, verbNames, func(word, want string) bool { return word == want }); len(hits) == 1 {
		verb = hits[0].key
	}
	return verb, args[1:]
}

// runWavesRemove removes a wave, or a unit of it, once the user has said so.
func runWavesRemove(c *cli.Context, wave string) error {
	return onWorkspace(c, amendWorkspace, func(s settings, _ string, w *store.Workspace) error {
		s.wave = wave
		if err := s.storedNames(c, w); err != nil {
			return err
		}
		wave = s.wave
		f := filterOf(wave, s.unit)
		parts, err := w.List(c.Context, f)
		if err != nil {
			return s.worded(err)
		}
		n := int64(0)
		for _, p := range parts {
			n += p.N
		}
		if len(parts) > 0 && !c.Bool("yes") {
			ok, err := s.ask(c, lang.F("删除 %s：%d 个单位、%d 份答卷？原始文件不受影响。[y/N] ", "Remove %s (units: %d, responses: %d)? The files they came from stay. [y/N] ", waveAndUnit(wave, s.unit), len(parts), n))
			if err != nil {
				return err
			}
			if !ok {
				return spoken(lang.T("没有删除；确认删除请回答 y，或加 --yes", "nothing was removed; answer y, or add --yes"))
			}
		}
		if _, err := w.Remove(c.Context, f); err != nil {
			return s.worded(err)
		}
		versions, err := w.History(c.Context)
		if err != nil {
			return s.worded(err)
		}
		fmt.Fprintln(c.App.Writer, lang.F("已删除 %s：%d 个单位，%d 份答卷", "removed %s (units: %d, responses: %d)", waveAndUnit(wave, s.unit), len(parts), n).In(s.lang))
		if len(versions) > 1 {
			s.note(c, compose.UndoNote(versions[1].ID))
		}
		return nil
	})
}

// runWavesHistory lists the versions of the workspace.
func runWavesHistory(c *cli.Context) error {
	return onWorkspace(c, openWorkspace, func(s settings, want string, w *store.Workspace) error {
		versions, err := w.History(c.Context)
		if err != nil {
			return s.worded(err)
		}
		if want == "json" {
			return writeJSON(c.App.Writer, compose.HistoryOf(w.Name(), versions))
		}
		return text.Render(c.App.Writer, compose.HistoryDocument(w.Name(), versions, s.lang))
	})
}

// runWavesRestore makes the workspace as it was in a version. Nobody is asked:
// it can be taken back.
func runWavesRestore(c *cli.Context, id int64) error {
	return onWorkspace(c, amendWorkspace, func(s settings, want string, w *store.Workspace) error {
		done, err := w.Restore(c.Context, id)
		if err != nil {
			return s.worded(err)
		}
		if want == "json" {
			return writeJSON(c.App.Writer, compose.RestoredOf(w.Name(), done))
		}
		fmt.Fprintln(c.App.Writer, lang.F("已恢复到版本 %d（%s）", "restored version %d (%s)", id, done.Version.What).In(s.lang))
		if done.Before != done.After {
			s.note(c, compose.UndoNote(done.Before))
		}
		return nil
	})
}

// runWavesForget deletes the versions before the present one, once the user has
// said so.
func runWavesForget(c *cli.Context) error {
	return onWorkspace(c, amendWorkspace, func(s settings, _ string, w *store.Workspace) error {
		if !c.Bool("yes") {
			ok, err := s.ask(c, lang.T("彻底清除以前的版本？之后不能再恢复；现有数据不受影响。[y/N] ", "Delete all earlier versions for good? They can't be restored then; what is stored now stays. [y/N] "))
			if err != nil {
				return err
			}
			if !ok {
				return spoken(lang.T("没有清除；确认请回答 y，或加 --yes", "nothing was deleted; answer y, or add --yes"))
			}
		}
		n, err := w.Forget(c.Context)
		if err != nil {
			return s.worded(err)
		}
		fmt.Fprintln(c.App.Writer, lang.F("已清除以前的 %d 个版本", "earlier versions deleted: %d", n).In(s.lang))
		return nil
	})
}

func waveAndUnit(wave, unit string) string { return strings.TrimSpace(wave + " " + unit) }

// ask puts a question on stderr and reads the answer; anything but yes is no.
func (s settings) ask(c *cli.Context, question lang.Text) (bool, error) {
	io.WriteString(c.App.ErrWriter, question.In(s.lang))
	line, err := bufio.NewReader(c.App.Reader).ReadString('\n')
	if err != nil && err != io.EOF {
		return false, err
	}
	if err == io.EOF {
		fmt.Fprintln(c.App.ErrWriter)
	}
	switch strings.ToLower(strings.TrimSpace(line)) {
	case "y", "yes", "是", "好":
		return true, nil
	}
	return false, nil
}

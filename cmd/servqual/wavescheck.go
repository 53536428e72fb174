package main

import (
	"fmt"

	"github.com/urfave/cli/v2"

	"servqual/survey/lang"
	"servqual/survey/store"
)

// workspaceChecked is what waves check --format json prints. Faults are left
// out where there are none.
type workspaceChecked struct {
	Schema    string        `json:"schema"` // servqual.workspace-check/1
	Workspace string        `json:"workspace"`
	Parts     int           `json:"parts"`
	Responses int64         `json:"responses"`
	Rows      int           `json:"rows"`
	Faults    []store.Fault `json:"faults,omitempty"`
}

// runWavesCheck reads all that the workspace keeps and names what is not as it
// was written.
func runWavesCheck(c *cli.Context) error {
	return onWorkspace(c, openWorkspace, func(s settings, want string, w *store.Workspace) error {
		v, err := w.Verify(c.Context)
		if err != nil {
			return s.worded(err)
		}
		if want == "json" {
			err = writeJSON(c.App.Writer, workspaceChecked{"servqual.workspace-check/1", w.Name(), v.Parts, v.Responses, v.Rows, v.Faults})
		} else {
			_, err = fmt.Fprint(c.App.Writer, checkedText(v, s.lang))
		}
		if err == nil && len(v.Faults) > 0 {
			return errData
		}
		return err
	})
}

// checkedText words what was found, a fault a line.
func checkedText(v *store.Verified, to lang.Lang) string {
	if len(v.Faults) == 0 {
		return lang.F("工作区完好：%d 组答卷（单位×期次）共 %d 份，%d 条记录，均与写入时一致", "the workspace is sound: %d parts (unit × wave) with %d responses, %d records, all as they were written",
			v.Parts, v.Responses, v.Rows).In(to) + "\n"
	}
	text := lang.F("工作区有 %d 处与写入时不同；请从备份恢复，或用原始文件重新导入", "%d places of the workspace are not as they were written; restore a copy, or import the files again", len(v.Faults)).In(to) + "\n"
	for _, f := range v.Faults {
		text += "  " + f.What.In(to) + " (" + f.Detail + ")\n"
	}
	return text
}

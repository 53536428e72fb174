package main

import (
	"github.com/urfave/cli/v2"

	"servqual/report/compose"
	"servqual/survey/lang"
)

// showSmallFlag is by whose word small segments are shown.
func showSmallFlag() cli.Flag { return &cli.BoolFlag{Name: "show-small"} }

// narrowed are the fields of which one name was asked for.
func (s settings) narrowed() []string {
	var out []string
	for _, f := range s.filters() {
		out = append(out, f.field)
	}
	return out
}

// refuseSmall is an error where the unit asked for is withheld: it has too few
// responses in the wave in focus, or a unit with too few could be worked out
// from it.
func (s settings) refuseSmall(c *compose.Case) error {
	n, withheld := compose.UnitWithheld(c)
	switch {
	case !withheld:
		return nil
	case n < c.Cells.Mean:
		return spokenError{lang.F("%s 只有 %d 份答卷，少于 %d 份，为保护隐私不显示；数据所有者可加 --show-small", "%s has only %d responses, fewer than %d: withheld for privacy; the data's owner may add --show-small", lang.Same(c.Unit), n, c.Cells.Mean)}
	}
	return spokenError{lang.F("显示 %s 会让人推算出答卷不足 %d 份的单位，因此不显示；数据所有者可加 --show-small", "with %s shown, a unit of fewer than %d responses could be worked out: withheld; the data's owner may add --show-small", lang.Same(c.Unit), c.Cells.Mean)}
}

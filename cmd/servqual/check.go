package main

import (
	"fmt"
	"io"

	"github.com/urfave/cli/v2"

	"servqual/report/compose"
	"servqual/report/render/text"
	"servqual/servqual"
	"servqual/survey"
	"servqual/survey/issue"
	"servqual/survey/lang"
	"servqual/survey/load"
	"servqual/survey/tally"
)

func checkCommand() *cli.Command {
	return &cli.Command{
		Name: "check",
		Flags: common(
			&cli.StringFlag{Name: "format", Value: "table"},
			&cli.StringFlag{Name: "mark"},
		),
		Action: runCheck,
	}
}

func runCheck(c *cli.Context) error {
	s, err := settingsOf(c)
	if err != nil {
		return err
	}
	want, err := formats(c, "table", "json")
	if err != nil {
		return err
	}
	src, err := s.open(c, instruments())
	if err != nil {
		return err
	}
	defer src.Close()
	set, sum, err := readAnyway(c, src)
	if err != nil {
		return err
	}
	if set != nil {
		rev := servqual.CheckReversal(set.Total())
		for _, is := range compose.ReversalIssues(src.Study(), rev, s.refuses(rev, src.Study()), headerOf(src)) {
			sum.Issues.Add(is)
		}
	}
	for _, is := range unusableIssues(set, s.files) {
		sum.Issues.Add(is)
	}
	if path := c.String("mark"); path != "" {
		if err := s.mark(c, path, src, sum); err != nil {
			return err
		}
	}
	if want[0] == "json" {
		err = writeJSON(c.App.Writer, compose.CheckOf(sum, set, s.level, s.lang))
	} else {
		err = text.Render(c.App.Writer, compose.CheckDocument(sum, set, s.level, s.lang))
	}
	if err == nil && (sum.Issues.Count(issue.Error) > 0 || blocked(src)) {
		return errData
	}
	return err
}

// readAnyway reads all answers, and folds them where an instrument was
// recognised; otherwise the set is nil and only the files are judged.
func readAnyway(c *cli.Context, src *load.Source) (*tally.Set, *load.Summary, error) {
	if src.Study().Validate() != nil {
		sum, err := src.Read(c.Context, func(int, *survey.Batch) error { return nil })
		return nil, sum, err
	}
	return foldAll(c, src, tally.NewPlan(src.Study(), tally.Options{}), nil)
}

// headerOf finds the header of the column that an item was read from.
func headerOf(src *load.Source) func(item int, side survey.Side) string {
	return func(item int, side survey.Side) string {
		for _, b := range src.Bindings() {
			if b.Use == load.UseItem && b.Item == src.Study().Items[item].ID && b.Side == side {
				return b.Header
			}
		}
		return ""
	}
}

// printIssues lists the issues of a severity with their places.
func printIssues(w io.Writer, l *issue.List, in lang.Lang, least issue.Severity) {
	for _, i := range l.Issues() {
		if i.Severity < least {
			continue
		}
		fmt.Fprintf(w, "%s: %s", i.Pos, i.Message(in))
		if i.Subject != "" {
			fmt.Fprintf(w, " [%s]", i.Subject)
		}
		if i.Got != "" {
			fmt.Fprintf(w, ": %q", i.Got)
		}
		if !i.Want.IsZero() {
			fmt.Fprintf(w, " – %s", i.Want.Join(in, " / "))
		}
		fmt.Fprintln(w)
	}
}

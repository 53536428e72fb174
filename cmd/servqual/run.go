package main

import (
	"errors"
	"fmt"
	"io"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"

	"github.com/urfave/cli/v2"

	"servqual/survey/guard"
	"servqual/survey/lang"
)

// Exit codes.
const (
	exitDone  = 0
	exitError = 1 // could not run
	exitUsage = 2
	exitData  = 3 // the data has errors, or a question blocks what was asked for
)

// usageError is a mistake in the command line.
type usageError struct{ error }

func (e usageError) Unwrap() error { return e.error }

// misuse is a mistake in the command line, worded in both languages.
func misuse(t lang.Text) error { return usageError{spokenError{t}} }

// dataError says that the data has errors; what they are has been printed.
var errData = errors.New("the data has errors")

// run is the whole program: what tests call.
func run(args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	ctx, stop := untilInterrupted()
	defer stop()
	return runUnder(ctx, args, stdin, stdout, stderr)
}

func exitCode(err error, stderr io.Writer, l lang.Lang, command string) int {
	var usage usageError
	var open openQuestions
	var crash *guard.Panic
	switch {
	case err == nil:
		return exitDone
	case errors.Is(err, errData), errors.As(err, &open):
		return exitData
	case errors.As(err, &usage):
		fmt.Fprintf(stderr, "servqual: %s\n", said(err, l))
		return exitUsage
	case errors.As(err, &crash):
		fmt.Fprintf(stderr, "servqual: %s\n", crashText(crash, command).In(l))
		return exitError
	}
	fmt.Fprintf(stderr, "servqual: %s\n", said(err, l))
	return exitError
}

// version is set at release with -ldflags; otherwise the module's.
var version = ""

func programVersion() string {
	if version != "" {
		return version
	}
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" && info.Main.Version != "(devel)" {
		return info.Main.Version
	}
	return "dev"
}

// newApp describes the commands. The library calls os.Exit by itself unless
// ExitErrHandler is set, and prints help on errors unless OnUsageError is.
func newApp(stdin io.Reader, stdout, stderr io.Writer) *cli.App {
	app := &cli.App{
		Name:                   "servqual",
		Version:                programVersion(),
		HideHelpCommand:        false,
		Reader:                 stdin,
		Writer:                 stdout,
		ErrWriter:              stderr,
		UseShortOptionHandling: false,
		ExitErrHandler:         func(*cli.Context, error) {},
		OnUsageError:           onUsage,
		CommandNotFound:        nil,
		Commands:               commands(),
		Flags:                  []cli.Flag{&cli.StringFlag{Name: "lang"}},
		Action: func(c *cli.Context) error {
			if name := c.Args().First(); name != "" {
				return noSuchCommand(name)
			}
			return cli.ShowAppHelp(c)
		},
	}
	for _, c := range app.Commands {
		c.OnUsageError = onUsage
	}
	return app
}

func onUsage(c *cli.Context, err error, _ bool) error { return flagError(c, err) }

// permute puts the flags of a command before its arguments, because the
// library takes every flag behind the first argument as an argument.
func permute(app *cli.App, args []string) []string {
	from := 1
	if len(args) > 2 && (args[1] == "--lang" || args[1] == "-lang") {
		from = 3 // the language may stand before the command
	}
	at := slices.IndexFunc(args[from:], func(a string) bool { return !strings.HasPrefix(a, "-") })
	if at < 0 {
		return args
	}
	at += from + 1
	cmd := app.Command(args[at-1])
	if cmd == nil {
		return args
	}
	takesValue := map[string]bool{}
	for _, f := range cmd.Flags {
		_, isBool := f.(*cli.BoolFlag)
		for _, n := range f.Names() {
			takesValue[n] = !isBool
		}
	}
	flags, rest := slices.Clone(args[:at]), []string{}
	for i := at; i < len(args); i++ {
		a := args[i]
		if a == "--" {
			rest = append(rest, args[i+1:]...)
			break
		}
		if _, err := strconv.ParseFloat(a, 64); a == "-" || !strings.HasPrefix(a, "-") || err == nil && a[1] < 'A' { // -0.5 is a number, -inf is none
			rest = append(rest, a)
			continue
		}
		flags = append(flags, a)
		name := strings.TrimLeft(a, "-")
		if !strings.Contains(name, "=") && takesValue[name] {
			if i++; i == len(args) {
				return flags // the library says that the value is missing
			}
			flags = append(flags, args[i])
		}
	}
	if len(rest) == 0 {
		return flags
	}
	return append(append(flags, "--"), rest...)
}

package main

import (
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"servqual/survey/lang"
	"servqual/survey/store"
)

// speak words the program's help in a language: commands, arguments and flags
// are described in one catalogue (helptext.go) and nowhere else. The library
// prints a custom template as it stands.
func speak(app *cli.App, l lang.Lang) {
	for _, c := range app.Commands {
		c.Usage = commandHelp[c.Name].what.Join(l, " · ")
		c.ArgsUsage = commandHelp[c.Name].args.In(single(l))
		for _, f := range c.Flags {
			describe(f, flagHelpOf(c.Name, f.Names()[0]).Join(l, " · "))
		}
		c.CustomHelpTemplate = literal(commandPage(c, l))
	}
	app.CustomAppHelpTemplate = literal(appPage(app, l))
}

// literal makes a template that prints a text as it stands.
func literal(text string) string { return strings.ReplaceAll(text, "{{", `{{"{{"}}`) }

// describe gives a flag its usage.
func describe(f cli.Flag, usage string) {
	switch f := f.(type) {
	case *cli.StringFlag:
		f.Usage = usage
	case *cli.StringSliceFlag:
		f.Usage = usage
	case *cli.BoolFlag:
		f.Usage = usage
	case *cli.IntFlag:
		f.Usage = usage
	case *cli.Int64Flag:
		f.Usage = usage
	case *cli.Uint64Flag:
		f.Usage = usage
	case *cli.Float64Flag:
		f.Usage = usage
	default:
		panic(fmt.Sprintf("no usage for flags of type %T", f))
	}
}

// flagHelpOf words a flag of a command: what it does in this command, else what
// it does everywhere.
func flagHelpOf(command, flag string) lang.Text {
	if t, ok := flagHelp[command+" --"+flag]; ok {
		return t
	}
	return flagHelp["--"+flag]
}

// appPage is what `servqual help` prints.
func appPage(app *cli.App, l lang.Lang) string {
	in := single(l)
	var b strings.Builder
	fmt.Fprintf(&b, "servqual – %s\n\n%s\n   %s\n\n%s\n", appHelp.Join(l, " · "), headUsage.In(in), lineUsage.In(in), headCommands.In(in))
	wide := 0
	for _, c := range app.Commands {
		wide = max(wide, len(c.Name))
	}
	for _, c := range app.Commands {
		fmt.Fprintf(&b, "   %-*s  %s\n", wide, c.Name, c.Usage)
	}
	fmt.Fprintf(&b, "\n%s\n", moreHelp.Join(l, "\n"))
	return b.String()
}

// commandPage is what `servqual COMMAND --help` prints.
func commandPage(c *cli.Command, l lang.Lang) string {
	in := single(l)
	var b strings.Builder
	more := ""
	if t, ok := commandMore[c.Name]; ok {
		more = t.Join(l, "\n") + "\n\n"
	}
	fmt.Fprintf(&b, "servqual %s – %s\n\n%s\n   servqual %s %s\n\n%s%s\n", c.Name, c.Usage, headUsage.In(in),
		strings.TrimSpace(c.Name+" "+c.ArgsUsage), flagsWord.In(in), more, headFlags.In(in))
	for _, f := range c.Flags {
		usage, value := unquoteValue(f)
		head := "--" + f.Names()[0]
		if value != "" {
			head += " " + value
		}
		fmt.Fprintf(&b, "   %s\n      %s", head, usage)
		if d := defaultOf(f); d != "" {
			b.WriteString(lang.F("（默认：%s）", " (default: %s)", d).In(in))
		}
		b.WriteString("\n")
	}
	return b.String()
}

var backquoted = regexp.MustCompile("`([^`]*)`")

// unquoteValue takes the name of a flag's value out of its usage, where it
// stands between backquotes, as package flag does.
func unquoteValue(f cli.Flag) (usage, value string) {
	d, ok := f.(cli.DocGenerationFlag)
	if !ok {
		return "", ""
	}
	usage = d.GetUsage()
	if m := backquoted.FindStringSubmatch(usage); m != nil {
		value = m[1]
	} else if d.TakesValue() {
		value = "…"
	}
	return strings.ReplaceAll(usage, "`", ""), value
}

// defaultOf is a flag's default, "" where its usage says it or there is none.
func defaultOf(f cli.Flag) string {
	d, ok := f.(cli.DocGenerationFlag)
	if _, isBool := f.(*cli.BoolFlag); !ok || isBool {
		return ""
	}
	v := strings.Trim(d.GetValue(), `"`)
	if v == "" || v == "0" || v == "[]" {
		return ""
	}
	return v
}

// helpCommand prints the help of the program or of a command.
func helpCommand() *cli.Command {
	return &cli.Command{
		Name:  "help",
		Flags: []cli.Flag{&cli.StringFlag{Name: "lang"}},
		Action: func(c *cli.Context) error {
			said := c.Args().First()
			if said == "" {
				return cli.ShowAppHelp(c)
			}
			if c.App.Command(said) == nil {
				return noSuchCommand(said)
			}
			l, err := langOf(c)
			if err == nil {
				_, err = io.WriteString(c.App.Writer, commandPage(c.App.Command(said), l))
			}
			return err
		},
	}
}

// commandNames are the commands, for messages.
func commandNames() []name {
	var out []name
	for _, c := range commands() {
		out = append(out, name{key: c.Name})
	}
	return out
}

// noSuchCommand says that there is no command of a name, and which is near.
func noSuchCommand(said string) error {
	if near := nearest(said, commandNames()); len(near) > 0 {
		return misuse(lang.F("没有命令%s，是不是 %s？用 servqual help 查看所有命令", "there is no command %s; did you mean %s? `servqual help` lists the commands", quoted(said), either(near)))
	}
	return misuse(lang.F("没有命令%s；用 servqual help 查看所有命令", "there is no command %s; `servqual help` lists the commands", quoted(said)))
}

// What package flag says of a command line, and what we say instead.
var (
	notDefined = regexp.MustCompile(`^flag provided but not defined: -+(.*)$`)
	needsValue = regexp.MustCompile(`^flag needs an argument: -+(.*)$`)
	badValue   = regexp.MustCompile(`(?s)^(?:could not parse|invalid (?:boolean )?value) "(.*)" (?:as \S+ value from \S+ )?for (?:flag )?-*([^:]*):.*$`)
	badSyntax  = regexp.MustCompile(`^bad flag syntax: (.*)$`)
)

// flagError words a flag that the library refuses.
func flagError(c *cli.Context, err error) error {
	said := err.Error()
	page := "servqual help"
	if c.Command.Name != "" && c.Command.Name != c.App.Name {
		page = "servqual " + c.Command.Name + " --help"
	}
	if m := notDefined.FindStringSubmatch(said); m != nil {
		return noSuchFlag(c, m[1], page)
	}
	if m := needsValue.FindStringSubmatch(said); m != nil {
		return misuse(lang.F("--%s 后面要写一个值；用法见 %s", "--%s needs a value after it; see `%s`", m[1], page))
	}
	if m := badValue.FindStringSubmatch(said); m != nil {
		if isBool(c, m[2]) {
			return misuse(lang.F("--%s 后面不用写值；去掉%s", "--%s takes no value; leave out %s", m[2], quoted(m[1])))
		}
		return misuse(lang.F("--%s 不能是%s：请写数字；用法见 %s", "--%s can't be %s: write a number; see `%s`", m[2], quoted(m[1]), page))
	}
	if m := badSyntax.FindStringSubmatch(said); m != nil {
		return misuse(lang.F("看不懂%s；选项请写成 --名称 值", "%s can't be read; write a flag as --name value", quoted(m[1])))
	}
	return misuse(lang.F("命令行看不懂（%s）；用法见 %s", "the command line can't be read (%s); see `%s`", store.Shown(said), page))
}

// isBool says that a flag of the command takes no value.
func isBool(c *cli.Context, flag string) bool {
	return slices.ContainsFunc(c.Command.Flags, func(f cli.Flag) bool {
		_, ok := f.(*cli.BoolFlag)
		return ok && f.Names()[0] == flag
	})
}

// noSuchFlag says that a command has no flag of a name, and which is near.
func noSuchFlag(c *cli.Context, said, page string) error {
	var names []name
	for _, f := range c.Command.Flags {
		for _, n := range f.Names() {
			if !slices.ContainsFunc(names, func(x name) bool { return x.key == n }) && len(n) > 1 {
				names = append(names, name{key: n})
			}
		}
	}
	near := nearest(said, names)
	for i := range near {
		near[i].key = "--" + near[i].key
	}
	if len(near) > 0 {
		return misuse(lang.F("%s 没有选项 --%s，是不是 %s？所有选项见 %s", "%s has no flag --%s; did you mean %s? `%s` lists the flags",
			commandName(c), said, either(near), page))
	}
	return misuse(lang.F("%s 没有选项 --%s；所有选项见 %s", "%s has no flag --%s; `%s` lists the flags", commandName(c), said, page))
}

func commandName(c *cli.Context) string {
	if c.Command.Name == "" {
		return c.App.Name
	}
	return c.Command.Name
}

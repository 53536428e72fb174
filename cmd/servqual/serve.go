package main

import (
	"context"
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"time"

	"github.com/urfave/cli/v2"

	"servqual/cmd/servqual/page"
	"servqual/survey/lang"
)

func serveCommand() *cli.Command {
	return &cli.Command{
		Name: "serve",
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "lang"},
			&cli.BoolFlag{Name: "no-browser"},
			&cli.IntFlag{Name: "idle", Value: int(page.Default().Idle.Minutes())},
		},
		Action: func(c *cli.Context) error {
			idle := c.Int("idle")
			if idle < 1 {
				return misuse(lang.F("--idle %d：请写几分钟没有人用就结束，如 30", "--idle %d: name after how many minutes without use it ends, such as 30", idle))
			}
			return servePage(c, c.Args().Slice(), !c.Bool("no-browser"), time.Duration(idle)*time.Minute)
		},
	}
}

// servePage runs the local page until it is ended, with files read as if they
// had been dropped on it.
func servePage(c *cli.Context, files []string, browser bool, idle time.Duration) error {
	l, err := langOf(c)
	if err != nil {
		return err
	}
	opt := pageOptions(single(l))
	opt.Idle = idle
	if opt.Folder, err = page.UserFolder(); err != nil {
		return err
	}
	for _, f := range files {
		path, err := filepath.Abs(f)
		if err != nil {
			return err
		}
		opt.Files = append(opt.Files, path)
	}
	s, err := page.Listen(opt)
	if err != nil {
		return err
	}
	fmt.Fprintln(c.App.Writer, s.Address())
	fmt.Fprintln(c.App.ErrWriter, lang.F("网页已打开；关闭网页 %d 分钟后程序自动结束，也可按 Ctrl-C。数据只在这台电脑上处理，保存在 %s。",
		"The page is open. It ends %d minutes after it was closed, or with Ctrl-C. Everything stays on this computer, in %s.", int(idle.Minutes()), lang.Same(opt.Folder)).Join(l, "\n"))
	if browser {
		if err := openInSystem(s.Address()); err != nil {
			fmt.Fprintln(c.App.ErrWriter, lang.T("没有打开浏览器，请把上面的地址复制到浏览器中。", "No browser was opened: copy the address above into one.").Join(l, "\n"))
		}
	}
	return s.Serve(c.Context)
}

// pageOptions gives the page what it needs of the commands.
func pageOptions(l lang.Lang) page.Options {
	opt := page.Default()
	opt.Lang, opt.Version = l, programVersion()
	opt.Presets, opt.Preset, opt.Run, opt.Said, opt.Now = instruments(), instrument, runWithin, said, clock
	return opt
}

// runWithin runs a command for the page: run without a watch for interrupts and
// panics, which the page's own command has.
func runWithin(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	args = append([]string{"servqual"}, args...)
	app := newApp(strings.NewReader(""), stdout, stderr)
	files := newOutputs()
	asked := languageOf(args)
	speak(app, asked)
	err := app.RunContext(context.WithValue(ctx, outputsKey{}, files), permute(app, args))
	if ctx.Err() != nil {
		files.close()
	}
	return exitCode(err, stderr, single(asked), commandOf(app, args))
}

package page

import (
	"bytes"
	"context"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"servqual/report/compose"
	"servqual/report/render/html"
	"servqual/survey"
	"servqual/survey/lang"
)

// wantJSON says what report is wanted.
type wantJSON struct {
	Formats []string `json:"formats"`
	Lang    string   `json:"lang"`
	Unit    string   `json:"unit"`
	Wave    string   `json:"wave"`
	Show    bool     `json:"show"` // in the frame, else downloaded
	Ref     string   `json:"ref"`  // the figure to explain
}

// madeJSON is a file that was made, and where the browser gets it.
type madeJSON struct {
	Name string `json:"name"`
	At   string `json:"at"`
}

// report makes the report of a survey, by the command itself.
func (s *Server) report(w http.ResponseWriter, r *http.Request, d *drop) {
	var want wantJSON
	if !decode(w, r, &want) {
		return
	}
	s.start(w, func(ctx context.Context, t *task) (any, error) {
		t.stageIs(lang.T("正在编写报告", "Writing the report"), 0)
		args, err := s.argsOf(d, "report", want)
		if err != nil {
			return nil, err
		}
		return s.make(ctx, d, append(args, "--format", strings.Join(want.Formats, ",")), want.Show)
	})
}

// mark makes the copy of the first workbook with its problems shown in place.
func (s *Server) mark(w http.ResponseWriter, r *http.Request, d *drop) {
	var want wantJSON
	if !decode(w, r, &want) {
		return
	}
	s.start(w, func(ctx context.Context, t *task) (any, error) {
		t.stageIs(lang.T("正在标注", "Marking the copy"), 0)
		args, err := s.argsOf(d, "check", wantJSON{Lang: want.Lang})
		if err != nil {
			return nil, err
		}
		dir, err := os.MkdirTemp(d.dir, "made-")
		if err != nil {
			return nil, err
		}
		base := filepath.Base(d.paths[0])
		name := strings.TrimSuffix(base, filepath.Ext(base)) + lang.T("-标注", "-marked").In(langOf(want.Lang)) + ".xlsx"
		if err := s.run(ctx, append(args, "--mark", filepath.Join(dir, name)), exitData); err != nil {
			return nil, err
		}
		return []madeJSON{{name, s.issue(ticket{path: filepath.Join(dir, name), name: name})}}, nil
	})
}

// exitData is the exit code of check where the data has errors: the copy is
// written all the same.
const exitData = 3

// argsOf is the command line of a command on the files of a survey, as answered.
func (s *Server) argsOf(d *drop, command string, want wantJSON) ([]string, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	args := []string{command}
	if d.study != nil {
		text, err := survey.MarshalStudy(d.study, s.opt.Preset)
		if err != nil {
			return nil, err
		}
		if err := os.MkdirAll(d.dir, 0o700); err != nil {
			return nil, err
		}
		path := filepath.Join(d.dir, "answers.yaml")
		if err := os.WriteFile(path, text, 0o600); err != nil {
			return nil, err
		}
		args = append(args, "--study", path)
	}
	for _, f := range [][2]string{{"--lang", want.Lang}, {"--unit", want.Unit}, {"--wave", want.Wave}} {
		if f[1] != "" {
			args = append(args, f[0], f[1])
		}
	}
	return append(append(args, "--quiet"), d.paths...), nil
}

// make runs a command that writes files, and hands them out.
func (s *Server) make(ctx context.Context, d *drop, args []string, show bool) ([]madeJSON, error) {
	if err := os.MkdirAll(d.dir, 0o700); err != nil {
		return nil, err
	}
	dir, err := os.MkdirTemp(d.dir, "made-")
	if err != nil {
		return nil, err
	}
	if err := s.run(ctx, append(args, "--out", dir)); err != nil {
		return nil, err
	}
	files, err := os.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	var out []madeJSON
	for _, f := range files {
		t := ticket{path: filepath.Join(dir, f.Name()), name: f.Name(), show: show, policy: shownPolicy}
		out = append(out, madeJSON{f.Name(), s.issue(t)})
	}
	return out, nil
}

// run runs a command of the program. What it says on failing is worded for the
// reader of the language that the command line asks for.
func (s *Server) run(ctx context.Context, args []string, also ...int) error {
	var out, said bytes.Buffer
	code := s.opt.Run(ctx, args, &out, &said)
	if err := ctx.Err(); err != nil {
		return err
	}
	if code == 0 || slices.Contains(also, code) {
		return nil
	}
	return textError{lang.Same(strings.TrimSpace(strings.TrimPrefix(said.String(), "servqual: ")))}
}

func langOf(name string) lang.Lang {
	l, err := lang.Parse(name)
	if err != nil {
		return lang.Zh
	}
	return l
}

// explain shows how a number came about: formula, the numbers put in, result.
func (s *Server) explain(w http.ResponseWriter, r *http.Request, d *drop) {
	var want wantJSON
	if !decode(w, r, &want) {
		return
	}
	s.start(w, func(ctx context.Context, t *task) (any, error) {
		t.stageIs(lang.T("正在演算", "Working it out"), 0)
		d.mu.Lock()
		defer d.mu.Unlock()
		cs, err := s.caseOf(ctx, d, want)
		if err != nil {
			return nil, err
		}
		ref := nearestRef(want.Ref, compose.References(cs))
		if ref == "" {
			return nil, textError{lang.F("%s 没有单独的演算过程", "there is no working of %s by itself", lang.Same(want.Ref))}
		}
		doc, err := compose.Explain(cs, d.read.bindings, ref)
		if err != nil {
			return nil, err
		}
		if err := os.MkdirAll(d.dir, 0o700); err != nil {
			return nil, err
		}
		f, err := os.CreateTemp(d.dir, "explain-*.html")
		if err != nil {
			return nil, err
		}
		defer f.Close()
		if err := html.Render(f, doc, html.Options{Context: ctx}); err != nil {
			return nil, err
		}
		return madeJSON{doc.Title.In(langOf(want.Lang)), s.issue(ticket{path: f.Name(), name: "explain.html", show: true, policy: shownPolicy})}, nil
	})
}

// nearestRef finds what can be explained of a reference: itself, or the mean or
// gap that a test, a share or a rank is about.
func nearestRef(said string, refs []string) string {
	if slices.Contains(refs, said) {
		return said
	}
	parts := strings.Split(said, "/")
	id := parts[len(parts)-1]
	for _, kind := range []string{"gap/", "mean/"} {
		if slices.Contains(refs, kind+id) {
			return kind + id
		}
	}
	return ""
}

// caseOf is what documents of a survey are composed of. A unit that is withheld
// is refused.
func (s *Server) caseOf(ctx context.Context, d *drop, want wantJSON) (*compose.Case, error) {
	if d.read == nil || d.read.set == nil || d.read.blocked() {
		return nil, textError{lang.T("还有问题没有回答，回答后才有得分", "a question is open: there are scores once it is answered")}
	}
	cs := &compose.Case{Context: ctx, Set: d.read.set, Summary: d.read.summary, Lang: langOf(want.Lang), Level: level, Unit: want.Unit, Wave: want.Wave, Version: s.opt.Version, Cells: compose.DefaultCells}
	if _, withheld := compose.UnitWithheld(cs); withheld {
		return nil, textError{lang.F("%s 的答卷太少，为保护隐私不显示", "%s has too few responses: withheld for privacy", lang.Same(want.Unit))}
	}
	return cs, nil
}

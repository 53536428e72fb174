package compose

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"servqual/survey/lang"
	"servqual/survey/stats"
)

// TestEveryNoteHasWords finds the codes in the sources: a footnote without
// words would print its code.
func TestEveryNoteHasWords(t *testing.T) {
	han := regexp.MustCompile(`\p{Han}`)
	codes := noteCodes(t)
	if len(codes) < 50 {
		t.Fatalf("only %d codes found", len(codes))
	}
	for _, code := range codes {
		n := stats.Note{Code: stats.NoteCode(code), Args: []float64{3, 5, 7, 9}}
		for name, text := range map[string]lang.Text{"noteText": noteText(n), "indexNote": indexNote(n), "gapNoteText": gapNoteText(n), "structureNote": structureNote(n, func(int) lang.Text { return lang.T("题", "item") })} {
			zh, en := text.In(lang.Zh), text.In(lang.En)
			if !han.MatchString(zh) || han.MatchString(en) || en == code || !strings.Contains(en, " ") {
				t.Errorf("%s(%s): %q, %q", name, code, zh, en)
			}
			if strings.ContainsAny(zh+en, "?？") || strings.Contains(zh+en, "%!") {
				t.Errorf("%s(%s) wants other arguments: %q, %q", name, code, zh, en)
			}
		}
	}
}

// noteCodes lists the constants of type NoteCode in the packages that make
// notes.
func noteCodes(t *testing.T) []string {
	t.Helper()
	var out []string
	for _, dir := range []string{"../../survey/stats", "../../survey/index", "../../gap", "../../servqual"} {
		files, err := filepath.Glob(filepath.Join(dir, "*.go"))
		if err != nil {
			t.Fatal(err)
		}
		for _, path := range files {
			if strings.HasSuffix(path, "_test.go") {
				continue
			}
			f, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
			if err != nil {
				t.Fatal(err)
			}
			ast.Inspect(f, func(n ast.Node) bool {
				v, ok := n.(*ast.ValueSpec)
				if !ok || v.Type == nil {
					return true
				}
				name := ""
				switch x := v.Type.(type) {
				case *ast.Ident:
					name = x.Name
				case *ast.SelectorExpr:
					name = x.Sel.Name
				}
				if name == "NoteCode" {
					for _, e := range v.Values {
						if lit, ok := e.(*ast.BasicLit); ok {
							code, _ := strconv.Unquote(lit.Value)
							out = append(out, code)
						}
					}
				}
				return true
			})
		}
	}
	return out
}

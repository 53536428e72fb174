package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"servqual/gap"
	"servqual/report/compose"
	"servqual/survey/lang"
)

// plainErrors are the errors in English alone of the packages below, and why nobody
// meets them: something wraps them in words of both languages, or they end work that
// was given up.
var plainErrors = map[string]string{
	"survey/sheet: not UTF-8":                             "cause of a Fault",
	"survey/sheet: missing":                               "cause of a Fault",
	"survey/sheet: short string table":                    "cause of a Fault",
	"survey/sheet: string table is cut off":               "cause of a Fault",
	"survey/sheet: damaged deflate data":                  "cause of a Fault",
	"survey/sheet: no end of an element within the limit": "cause of a Fault",
	"survey/sheet: damaged compound file":                 "cause of a Fault",
	"survey/sheet: not a regular file":                    "cause of a Fault",
	"survey/sheet: enough rows":                           "ends the reading of a head",
	"survey/load: load: reading was stopped":              "ends reading after a first error",
	"survey/load: load: more workers than asked for":      "a mistake of ours",
	"survey/store: the stored answers are damaged":        "cause of a store.Error",
	"survey/store: %w: unknown layout %d":                 "cause of a store.Error",
	"survey/store: state %q":                              "cause of a store.Error",
	"survey/store: %w: %v":                                "cause of a store.Error",
}

// TestErrorsAreSpoken goes through the errors that the packages behind the commands
// make: each is worded in both languages, or is listed above.
func TestErrorsAreSpoken(t *testing.T) {
	met := make(map[string]bool)
	for _, dir := range []string{"survey/sheet", "survey/load", "survey/recognise", "survey/shape", "survey/store", "survey/index", "servqual", "gap", "report/compose"} {
		files, err := filepath.Glob(filepath.Join("../..", dir, "*.go"))
		if err != nil || len(files) == 0 {
			t.Fatal(dir, err)
		}
		for _, file := range files {
			if strings.HasSuffix(file, "_test.go") {
				continue
			}
			src, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			parsed, err := parser.ParseFile(token.NewFileSet(), file, src, 0)
			if err != nil {
				t.Fatal(err)
			}
			ast.Inspect(parsed, func(n ast.Node) bool {
				call, ok := n.(*ast.CallExpr)
				if !ok || len(call.Args) == 0 {
					return true
				}
				f, ok := call.Fun.(*ast.SelectorExpr)
				if !ok || !is(f, "errors", "New") && !is(f, "fmt", "Errorf") {
					return true
				}
				text, ok := call.Args[0].(*ast.BasicLit)
				if !ok {
					t.Errorf("%s: an error whose text is no literal", file)
					return true
				}
				s, _ := strconv.Unquote(text.Value)
				key := dir + ": " + s
				met[key] = true
				if plainErrors[key] == "" {
					t.Errorf("%s: %q is in English alone; make it a lang.Error, or list it with the reason why nobody meets it", file, s)
				}
				return true
			})
		}
	}
	for key := range plainErrors {
		if !met[key] {
			t.Errorf("%s is listed and made nowhere", key)
		}
	}
}

func is(f *ast.SelectorExpr, pkg, name string) bool {
	x, ok := f.X.(*ast.Ident)
	return ok && x.Name == pkg && f.Sel.Name == name
}

// TestSaidInBoth: errors with words of their own are told in the language asked for.
func TestSaidInBoth(t *testing.T) {
	for _, err := range []error{
		&compose.UnknownMeasureError{Measure: "x", Known: []string{"gap"}}, &compose.UnknownMeasureError{Measure: "x"}, &compose.UnknownWaveError{Wave: "2026-13", Known: []string{"2026-10"}},
		&gap.UnknownSizeError{Field: "region", Name: "北区"}, &gap.UnknownSizeError{Field: "region"}, lang.Errorf("请改正 %s", "correct %s", "x"),
	} {
		zh, en := said(usageError{err}, lang.Zh), said(err, lang.En)
		if !strings.ContainsFunc(zh, func(r rune) bool { return unicode.Is(unicode.Han, r) }) || zh == en || en != err.Error() {
			t.Errorf("%T: %s | %s", err, zh, en)
		}
	}
}

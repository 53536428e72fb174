package excel

import "testing"

func TestSheetName(t *testing.T) {
	for want, got := range map[string]string{
		"各组得分":                              "各组得分",
		"a/b:c?[d]*":                        "a-b-c--d--",
		"'quoted'":                          "quoted",
		"":                                  "Sheet ",
		"History":                           "Sheet History",
		"line\nbreak\u202e":                 "linebreak",
		"a name of more than 31 characters": "a name of more than 31 characte",
		"𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷": "𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷", // two units each
	} {
		if s := SheetName(want); s != got {
			t.Errorf("%q: %q, want %q", want, s, got)
		}
	}
}

func TestFormulaLike(t *testing.T) {
	for s, want := range map[string]bool{"": false, "=1": true, "+1": true, "-": true, "@x": true, "朝阳": false, "1=2": false} {
		if FormulaLike(s) != want {
			t.Errorf("%q: %v", s, !want)
		}
	}
}
